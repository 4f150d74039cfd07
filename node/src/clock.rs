//! What time it is, for what a person or this node claims. The network view never depends on it.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use maillage_shared::calendar::{CalendarError, ClaimedTime, Day};

/// The environment variable that fixes the day, for demonstrations and tests: `MAILLAGE_CLOCK=2026-10-15`.
pub const VARIABLE: &str = "MAILLAGE_CLOCK";

/// Belgian time as a rule: one hour ahead of UTC, two from the last Sunday of March to the last of October (directive
/// 2000/84/EC). A rule needs no time zone database, so every machine agrees on which day it is.
const BRUSSELS: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

/// Why there is no usable time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// [`VARIABLE`] does not hold a day.
    #[error("{VARIABLE} is set to {0:?}: {1}")]
    Variable(String, CalendarError),
    /// The machine's clock is far off: outside the years that the calendar has.
    #[error("the clock of this machine says {0}, which cannot be right")]
    OutsideCalendar(String),
}

/// Where this node takes the time from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Always noon UTC of one day: two runs of a demonstration write the same bytes.
    Fixed(Day),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self::System
    }

    /// A clock that stands still at noon UTC of `day`.
    #[must_use]
    pub const fn fixed(day: Day) -> Self {
        Self::Fixed(day)
    }

    /// The fixed clock that [`VARIABLE`] asks for, or the machine's.
    pub fn from_environment() -> Result<Self, ClockError> {
        Self::from_setting(std::env::var(VARIABLE).ok().as_deref())
    }

    /// The clock for a value of [`VARIABLE`]; an empty value counts as none.
    pub fn from_setting(value: Option<&str>) -> Result<Self, ClockError> {
        match value {
            None | Some("") => Ok(Self::System),
            Some(text) => text.parse().map(Self::Fixed).map_err(|error| ClockError::Variable(text.to_owned(), error)),
        }
    }

    /// Now, in whole seconds; 0 for a machine that believes to live before 1970.
    #[must_use]
    pub fn now(&self) -> ClaimedTime {
        let seconds = match self {
            Self::System => Timestamp::now().as_second(),
            Self::Fixed(day) => day.date().at(12, 0, 0, 0).to_zoned(TimeZone::UTC).map_or(0, |noon| noon.timestamp().as_second()),
        };
        ClaimedTime(u64::try_from(seconds).unwrap_or(0))
    }

    /// The day it is in Belgium.
    ///
    /// # Errors
    /// [`ClockError::OutsideCalendar`] when the machine's clock is not set.
    pub fn today(&self) -> Result<Day, ClockError> {
        match self {
            Self::System => belgian_day(Timestamp::now()),
            Self::Fixed(day) => Ok(*day),
        }
    }
}

fn belgian_day(instant: Timestamp) -> Result<Day, ClockError> {
    let zone = TimeZone::posix(BRUSSELS).unwrap_or(TimeZone::UTC);
    let date: Date = instant.to_zoned(zone).date();
    Day::new(date).map_err(|_| ClockError::OutsideCalendar(date.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{Clock, ClockError, belgian_day};

    fn day_at(instant: &str) -> String {
        belgian_day(instant.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn the_day_changes_at_midnight_in_belgium_in_winter_and_in_summer() {
        assert_eq!(day_at("2026-01-14T22:59:59Z"), "2026-01-14");
        assert_eq!(day_at("2026-01-14T23:00:00Z"), "2026-01-15");
        assert_eq!(day_at("2026-07-14T21:59:59Z"), "2026-07-14");
        assert_eq!(day_at("2026-07-14T22:00:00Z"), "2026-07-15");
    }

    #[test]
    fn summer_time_ends_on_the_last_sunday_of_october() {
        assert_eq!(day_at("2026-10-24T22:00:00Z"), "2026-10-25");
        assert_eq!(day_at("2026-10-25T22:59:59Z"), "2026-10-25");
    }

    #[test]
    fn a_fixed_clock_stands_still_at_noon_of_its_day() {
        let clock = Clock::from_setting(Some("2026-10-15")).unwrap();
        assert_eq!(clock.now().to_utc(), "2026-10-15T12:00:00Z");
        assert_eq!(clock.today().unwrap().to_string(), "2026-10-15");
    }

    #[test]
    fn a_machine_whose_clock_is_not_set_gets_an_error_and_no_day() {
        assert!(matches!(belgian_day("1970-01-01T00:00:10Z".parse().unwrap()), Err(ClockError::OutsideCalendar(_))));
        assert!(Clock::system().today().is_ok());
    }

    #[test]
    fn a_setting_that_is_not_a_day_is_refused() {
        assert_eq!(Clock::from_setting(None), Ok(Clock::System));
        assert!(matches!(Clock::from_setting(Some("tomorrow")), Err(ClockError::Variable(..))));
    }
}
