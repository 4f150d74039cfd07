//! When a permanence is open, in the opening-hours syntax of OpenStreetMap: `Th 17:00-19:00`.
//!
//! Times are civil times of the place. `PH` means the Belgian public holidays; `SH` needs to know whose school holidays.
//!
//! * [`openings`]: the days on which it opens, with their hours
//! * [`exceptions`]: days closed, added and moved, written into it

pub mod exceptions;
pub mod openings;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use opening_hours::OpeningHours;
use opening_hours_syntax::rules::RuleKind;

pub use exceptions::{Exception, ExceptionError};
pub use openings::Opening;

use crate::{bounds, calendar::Day, codes::stable_codes, text};

/// Why a timetable is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimetableError {
    /// Nothing but spaces.
    #[error("a timetable cannot be empty")]
    Empty,
    /// Longer than [`bounds::TIMETABLE_BYTES`].
    #[error("a timetable has at most {} bytes", bounds::TIMETABLE_BYTES)]
    TooLong,
    /// Not text as it may be signed, or several lines.
    #[error("a timetable is plain text on one line")]
    Text,
    /// Not in the opening-hours syntax.
    #[error("a timetable is written like `Th 17:00-19:00` or `Mo,We 09:00-12:00; Jul off`")]
    Syntax,
}

stable_codes! { TimetableError:
    Empty = "timetable-empty",
    TooLong = "timetable-too-long",
    Text = "timetable-text",
    Syntax = "timetable",
}

/// Opening hours in the syntax of OpenStreetMap: 1 to [`bounds::TIMETABLE_BYTES`] bytes that parse.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timetable(String);

impl Timetable {
    /// Takes a text that is a timetable, as it is written.
    ///
    /// # Errors
    /// [`TimetableError`] when it is not one. The length is checked before anything is parsed.
    pub fn new(text: impl Into<String>) -> Result<Self, TimetableError> {
        let text = text.into();
        if text.len() > bounds::TIMETABLE_BYTES {
            return Err(TimetableError::TooLong);
        }
        if text.trim().is_empty() {
            return Err(TimetableError::Empty);
        }
        if text::check(&text).is_err() || text.contains('\n') {
            return Err(TimetableError::Text);
        }
        parse(&text).map(|_| Self(text)).ok_or(TimetableError::Syntax)
    }

    /// Makes a timetable of what a person typed, in the usual spelling: `th 9:00-12:00` becomes `Th 09:00-12:00`.
    ///
    /// # Errors
    /// [`TimetableError`].
    pub fn typed(typed: &str) -> Result<Self, TimetableError> {
        let plain = Self::new(text::tidy(typed.trim()).trim())?;
        let spelled = guarded(|| Some(parse(&plain.0)?.to_string())).and_then(|spelled| Self::new(spelled).ok());
        Ok(spelled.unwrap_or(plain))
    }

    /// The timetable as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the permanence is open at some time of the day, school holidays left aside. Hours marked `unknown` do not count.
    #[must_use]
    pub fn opens_on(&self, day: Day) -> bool {
        let open = guarded(|| {
            let schedule = parse(&self.0)?.with_context(openings::context(None)).schedule_at(naive(day)?);
            Some(schedule.into_iter().any(|range| range.kind == RuleKind::Open))
        });
        open.unwrap_or(false)
    }

    /// Whether the permanence is open at this civil time. False for a time that does not exist.
    #[must_use]
    pub fn is_open_at(&self, day: Day, hour: u8, minute: u8) -> bool {
        let open = guarded(|| {
            let time = NaiveTime::from_hms_opt(u32::from(hour), u32::from(minute), 0)?;
            Some(parse(&self.0)?.with_context(openings::context(None)).is_open(NaiveDateTime::new(naive(day)?, time)))
        });
        open.unwrap_or(false)
    }
}

fn naive(day: Day) -> Option<NaiveDate> {
    let date = day.date();
    NaiveDate::from_ymd_opt(i32::from(date.year()), u32::try_from(date.month()).ok()?, u32::try_from(date.day()).ok()?)
}

fn parse(text: &str) -> Option<OpeningHours> {
    guarded(|| text.parse().ok())
}

/// The text may come from another member: a fault of the parser must not end the node.
fn guarded<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok().flatten()
}

impl std::fmt::Display for Timetable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Timetable {
    type Error = TimetableError;

    fn try_from(text: String) -> Result<Self, TimetableError> {
        Self::new(text)
    }
}

impl From<Timetable> for String {
    fn from(timetable: Timetable) -> Self {
        timetable.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Timetable, TimetableError};
    use crate::calendar::Day;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_weekly_session_opens_on_its_day_and_at_its_hours() {
        let timetable = Timetable::new("Th 17:00-19:00").unwrap();
        assert!(timetable.opens_on(day("2026-03-05")));
        assert!(!timetable.opens_on(day("2026-03-06")));
        assert!(timetable.is_open_at(day("2026-03-05"), 17, 0));
        assert!(!timetable.is_open_at(day("2026-03-05"), 19, 0));
        assert!(!timetable.is_open_at(day("2026-03-05"), 25, 0));
    }

    #[test]
    fn an_exception_closes_the_day() {
        let timetable = Timetable::new("Th 17:00-19:00; Jul off; PH off").unwrap();
        assert!(timetable.opens_on(day("2026-06-25")));
        assert!(!timetable.opens_on(day("2026-07-02")));
        assert!(!timetable.opens_on(day("2026-01-01")), "a public holiday");
    }

    #[test]
    fn what_a_person_typed_is_spelled_in_the_usual_way() {
        let typed = |text: &str| Timetable::typed(text).map(String::from);
        assert_eq!(typed("  th 9:00-12:00 "), Ok("Th 09:00-12:00".into()));
        assert_eq!(typed("Mo,We 09:00-12:00; Jul off").and_then(|t| typed(&t)), typed("Mo,We 09:00-12:00; Jul off"));
        assert_eq!(typed("jeudi de 17h à 19h"), Err(TimetableError::Syntax));
        assert_eq!(typed(" "), Err(TimetableError::Empty));
    }

    #[test]
    fn a_long_or_unprintable_text_is_refused_before_it_is_parsed() {
        assert_eq!(Timetable::new("Mo ".repeat(1_000)), Err(TimetableError::TooLong));
        assert_eq!(Timetable::new("Mo 10:00-12:00\n"), Err(TimetableError::Text));
    }

    fn token() -> impl Strategy<Value = &'static str> {
        let tokens = [
            "Mo",
            "Su",
            "PH",
            "SH",
            "off",
            "open",
            "unknown",
            "24/7",
            "10:00",
            "26:00",
            "48:00",
            "sunrise",
            "(dusk-01:30)",
            "easter",
            "Jan",
            "Feb 29",
            "Dec 31",
            "2026",
            "9999",
            "1900",
            "week",
            "53",
            "01",
            "31",
            "[",
            "-1",
            "5",
            "]",
            "\"x\"",
            "+",
            "-",
            ",",
            ";",
            "||",
            "/",
            " ",
            " +5000 days",
            " -9999 days",
            ":",
            "é",
        ];
        prop::sample::select(tokens.to_vec())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn no_text_makes_the_reader_panic(tokens in prop::collection::vec(token(), 1..14), date in 0_i64..73_000) {
            let text: String = tokens.concat();
            let first = jiff::civil::date(2000, 1, 1);
            let date = Day::new(first.checked_add(jiff::Span::new().days(date)).unwrap()).unwrap();
            if let Ok(timetable) = Timetable::typed(&text) {
                let _ = (timetable.opens_on(date), timetable.is_open_at(date, 12, 0));
                prop_assert_eq!(Timetable::new(timetable.to_string()), Ok(timetable));
            }
        }
    }
}
