//! Days and months in words: never `03/04`, which two readers read in two ways.

use jiff::civil::Weekday;
use maillage_shared::calendar::{Day, Month};

use crate::language::say;

/// A day: `5 mars 2026`, `5 maart 2026`, `5 March 2026`.
#[must_use]
pub fn day(day: Day) -> String {
    let date = day.date();
    say!("day-long", day = date.day(), month = month_name(date.month()), year = date.year().to_string())
}

/// A day with its weekday: `jeudi 5 mars 2026`.
#[must_use]
pub fn weekday_and_day(of: Day) -> String {
    say!("day-with-weekday", weekday = weekday(of.date().weekday()), day = day(of))
}

/// A month: `mars 2026`.
#[must_use]
pub fn month(month: Month) -> String {
    say!("month-long", month = month_name(month.month()), year = month.year().to_string())
}

/// The name of a day of the week.
#[must_use]
pub fn weekday(weekday: Weekday) -> String {
    say!("weekday-name", number = weekday.to_monday_one_offset())
}

fn month_name(number: i8) -> String {
    say!("month-name", number = number)
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::language::tests::in_every_language;

    #[test]
    fn days_and_months_are_written_in_words() {
        in_every_language(|language| {
            let day = super::weekday_and_day("2026-03-05".parse().unwrap());
            let month = super::month("2026-08".parse().unwrap());
            let (expected_day, expected_month) = match language {
                Language::Fr => ("jeudi 5 mars 2026", "août 2026"),
                Language::Nl => ("donderdag 5 maart 2026", "augustus 2026"),
                Language::En => ("Thursday 5 March 2026", "August 2026"),
            };
            assert_eq!(day, expected_day);
            assert_eq!(month, expected_month);
        });
    }

    #[test]
    fn the_first_of_a_french_month_is_an_ordinal() {
        in_every_language(|language| {
            let day = super::day("2026-03-01".parse().unwrap());
            assert!(day.starts_with(if language == Language::Fr { "1er mars" } else { "1 " }), "{day}");
        });
    }
}
