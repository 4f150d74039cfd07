//! Days and months in words: never `03/04`, which two readers read in two ways.

use std::collections::HashMap;

use jiff::civil::Weekday;
use maillage_shared::calendar::{Day, Grain, Month, Period};

use crate::language::{Language, loader_of, say};

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

/// A month, a quarter or a year: `mars 2026`, `1er trimestre 2026`, `2026`.
#[must_use]
pub fn period(period: Period) -> String {
    let first = period.first();
    match period.grain() {
        Grain::Month => month(first),
        Grain::Quarter => say!("quarter-long", quarter = first.quarter(), year = first.year().to_string()),
        Grain::Year => first.year().to_string(),
    }
}

/// Months in ascending order, those that follow each other as a span: `mars 2026, mai 2026 – août 2026`.
#[must_use]
pub fn months(months: &[Month]) -> String {
    let spans = months.chunk_by(|one, other| one.next() == *other).filter_map(|span| span.first().zip(span.last()));
    let words = |(first, last): (&Month, &Month)| {
        if first == last { month(*first) } else { say!("months-span", from = month(*first), to = month(*last)) }
    };
    spans.map(words).collect::<Vec<_>>().join(", ")
}

/// The name of a day of the week.
#[must_use]
pub fn weekday(weekday: Weekday) -> String {
    say!("weekday-name", number = weekday.to_monday_one_offset())
}

/// The day of the week that a person names: in any of the languages, in full or by its first letters when no other begins so.
#[must_use]
pub fn read_weekday(typed: &str) -> Option<Weekday> {
    let typed = typed.trim().to_lowercase();
    let names = |language: Language| {
        let name = move |day: &Weekday| loader_of(language).get_args("weekday-name", number_of(*day)).to_lowercase();
        Weekday::Monday.cycle_forward().take(7).map(move |day| (name(&day), day))
    };
    let all: Vec<(String, Weekday)> = Language::ALL.into_iter().flat_map(names).collect();
    let whole = all.iter().find(|(name, _)| *name == typed).map(|(_, day)| *day);
    let mut begun = all.iter().filter(|(name, _)| typed.chars().count() >= 2 && name.starts_with(&typed)).map(|(_, day)| *day);
    let first = begun.next();
    whole.or_else(|| first.filter(|first| begun.all(|other| other == *first)))
}

fn number_of(day: Weekday) -> HashMap<&'static str, i8> {
    HashMap::from([("number", day.to_monday_one_offset())])
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
    fn a_day_of_the_week_is_understood_in_three_languages() {
        use jiff::civil::Weekday;
        for (typed, day) in [("Jeudi", Weekday::Thursday), ("donderdag", Weekday::Thursday), ("thu", Weekday::Thursday)] {
            assert_eq!(super::read_weekday(typed), Some(day), "{typed}");
        }
        assert_eq!(super::read_weekday("dimanche"), Some(Weekday::Sunday));
        // Dimanche and dinsdag, mardi and maandag: nobody knows which.
        for typed in ["di", "ma", "d", "", "demain"] {
            assert_eq!(super::read_weekday(typed), None, "{typed}");
        }
    }

    #[test]
    fn months_that_follow_each_other_are_a_span() {
        let months: Vec<_> = ["2025-12", "2026-01", "2026-02", "2026-05"].map(|month| month.parse().unwrap()).into();
        assert_eq!(super::months(&months), "décembre 2025 – février 2026, mai 2026");
        assert_eq!(super::months(&[]), "");
    }

    #[test]
    fn the_first_of_a_french_month_is_an_ordinal() {
        in_every_language(|language| {
            let day = super::day("2026-03-01".parse().unwrap());
            assert!(day.starts_with(if language == Language::Fr { "1er mars" } else { "1 " }), "{day}");
        });
    }
}
