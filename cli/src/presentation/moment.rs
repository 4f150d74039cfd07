//! Instants that somebody claims, in words: a day and the time of day in UTC, which is the same for every reader.

use maillage_shared::calendar::{ClaimedTime, Day};

use super::day;
use crate::language::say;

/// `5 mars 2026, 14:05 UTC`.
#[must_use]
pub fn moment(at: ClaimedTime) -> String {
    of_utc(&at.to_utc())
}

/// The same for an instant written as `2026-03-05T14:05:00Z`; anything else is given back as it is.
#[must_use]
pub fn of_utc(text: &str) -> String {
    let parts = text.get(..10).and_then(|day| day.parse::<Day>().ok()).zip(text.get(11..16)).filter(|_| text.ends_with('Z'));
    parts.map_or_else(|| text.to_owned(), |(day, time)| say!("moment-utc", day = day::day(day), time = time))
}

#[cfg(test)]
mod tests {
    use maillage_shared::calendar::ClaimedTime;

    use crate::language::Language;
    use crate::language::tests::in_every_language;

    #[test]
    fn an_instant_is_a_day_in_words_and_a_time_in_utc() {
        in_every_language(|language| {
            let text = super::moment(ClaimedTime(1_792_051_500));
            assert!(text.contains("2026") && text.ends_with("08:05 UTC"), "{text}");
            assert!(language != Language::En || text == "15 October 2026, 08:05 UTC", "{text}");
        });
    }

    #[test]
    fn what_is_no_instant_is_shown_as_it_is() {
        for text in ["?", "", "2026-10-15", "2026-13-15T08:05:00Z", "été été été été"] {
            assert_eq!(super::of_utc(text), text);
        }
    }
}
