//! Days and months as the network counts them: civil dates, no clock time and no time zone.

mod month_range;
mod period;

pub use month_range::MonthRange;
pub use period::{Grain, Period};

use jiff::civil::Date;

/// Why a text is not a date of this calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not written as `2026-03-05`.
    #[error("a day is written like 2026-03-05")]
    NotADay,
    /// Written like a day, but no such day exists.
    #[error("this day does not exist")]
    NoSuchDay,
    /// Not written as `2026-03`.
    #[error("a month is written like 2026-03")]
    NotAMonth,
    /// Neither a month, a quarter nor a year.
    #[error("a period is written like 2026, 2026-Q1 or 2026-03")]
    NotAPeriod,
    /// Outside the years that the network can have.
    #[error("the year must lie between 2000 and 2199")]
    YearOutOfRange,
}

impl CalendarError {
    /// The same fault in a text that might have been any period.
    fn or_not_a_period(self) -> Self {
        if self == Self::NotAMonth { Self::NotAPeriod } else { self }
    }
}

const YEARS: std::ops::RangeInclusive<i16> = 2000..=2199;

/// A civil day, between 2000-01-01 and 2199-12-31, written `2026-03-05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

impl Day {
    /// The day of a civil date.
    ///
    /// # Errors
    /// [`CalendarError::YearOutOfRange`].
    pub fn new(date: Date) -> Result<Self, CalendarError> {
        if YEARS.contains(&date.year()) { Ok(Self(date)) } else { Err(CalendarError::YearOutOfRange) }
    }

    /// The civil date.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }

    /// The month that the day belongs to.
    #[must_use]
    pub fn month(self) -> Month {
        Month { year: self.0.year(), month: self.0.month() }
    }

    /// Days since 2000-01-01: ascending, dense, for keys and columns.
    #[must_use]
    pub fn number(self) -> u32 {
        let first = jiff::civil::date(2000, 1, 1);
        let days = self.0.duration_since(first).as_hours() / 24;
        u32::try_from(days).unwrap_or(0)
    }

    /// The day with this [`Day::number`].
    ///
    /// # Errors
    /// [`CalendarError::YearOutOfRange`] after the end of 2199.
    pub fn from_number(number: u32) -> Result<Self, CalendarError> {
        let first = jiff::civil::date(2000, 1, 1);
        let date = first.checked_add(jiff::Span::new().try_days(number).map_err(|_| CalendarError::YearOutOfRange)?);
        Self::new(date.map_err(|_| CalendarError::YearOutOfRange)?)
    }
}

impl std::str::FromStr for Day {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !shape {
            return Err(CalendarError::NotADay);
        }
        let date: Date = text.parse().map_err(|_| CalendarError::NoSuchDay)?;
        Self::new(date)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

/// A calendar month, written `2026-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month `month` (1 to 12) of `year`.
    ///
    /// # Errors
    /// [`CalendarError`] when there is no such month in the calendar.
    pub fn new(year: i16, month: i8) -> Result<Self, CalendarError> {
        if !YEARS.contains(&year) {
            return Err(CalendarError::YearOutOfRange);
        }
        if (1..=12).contains(&month) { Ok(Self { year, month }) } else { Err(CalendarError::NotAMonth) }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month within the year, 1 to 12.
    #[must_use]
    pub const fn month(self) -> i8 {
        self.month
    }

    /// The quarter within the year, 1 to 4.
    #[must_use]
    pub const fn quarter(self) -> i8 {
        match self.month {
            ..=3 => 1,
            4..=6 => 2,
            7..=9 => 3,
            _ => 4,
        }
    }

    /// The month after this one, or this one at the end of the calendar.
    #[must_use]
    pub fn next(self) -> Self {
        let (year, month) =
            if self.month == 12 { (self.year.saturating_add(1), 1) } else { (self.year, self.month.saturating_add(1)) };
        Self::new(year, month).unwrap_or(self)
    }

    /// Months since January 2000: ascending and dense.
    #[must_use]
    pub fn number(self) -> u32 {
        let years = i32::from(self.year).saturating_sub(2000);
        let months = years.saturating_mul(12).saturating_add(i32::from(self.month)).saturating_sub(1);
        u32::try_from(months).unwrap_or(0)
    }

    /// The month with this [`Month::number`].
    ///
    /// # Errors
    /// [`CalendarError::YearOutOfRange`] after December 2199.
    pub fn from_number(number: u32) -> Result<Self, CalendarError> {
        let year = i16::try_from(number / 12).map_err(|_| CalendarError::YearOutOfRange)?.saturating_add(2000);
        let month = i8::try_from(number % 12).unwrap_or(0).saturating_add(1);
        Self::new(year, month)
    }

    /// The first day of the month.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day(jiff::civil::date(self.year, self.month, 1))
    }

    /// The last day of the month.
    #[must_use]
    pub fn last_day(self) -> Day {
        Day(jiff::civil::date(self.year, self.month, 1).last_of_month())
    }

    /// All months from `first` to `last`, both included.
    pub fn range(first: Self, last: Self) -> impl Iterator<Item = Self> {
        (first.number()..=last.number()).filter_map(|number| Self::from_number(number).ok())
    }
}

impl std::str::FromStr for Month {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        let (year, month) = text.split_once('-').ok_or(CalendarError::NotAMonth)?;
        let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(CalendarError::NotAMonth);
        }
        let year = year.parse().map_err(|_| CalendarError::NotAMonth)?;
        let month = month.parse().map_err(|_| CalendarError::NotAMonth)?;
        Self::new(year, month)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// An instant as a person or a node claimed it: whole seconds since 1970-01-01 UTC. Shown, never an order of events.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    minicbor::Encode,
    minicbor::Decode,
)]
#[serde(transparent)]
#[cbor(transparent)]
pub struct ClaimedTime(#[n(0)] pub u64);

impl ClaimedTime {
    /// The claimed instant as `2026-10-15T08:00:00Z`, or the bare number when it lies outside the calendar.
    #[must_use]
    pub fn to_utc(self) -> String {
        let seconds = i64::try_from(self.0).unwrap_or(i64::MAX);
        jiff::Timestamp::from_second(seconds).map_or_else(|_| self.0.to_string(), |timestamp| timestamp.to_string())
    }
}

crate::codes::through_text!(Day, CalendarError);
crate::codes::through_text!(Month, CalendarError);
crate::codes::through_number!(Day);
crate::codes::through_number!(Month);

#[cfg(test)]
mod tests {
    use super::{CalendarError, Day, Month};

    #[test]
    fn a_day_is_read_only_in_its_one_spelling() {
        assert_eq!("2026-03-05".parse::<Day>().map(|day| day.to_string()), Ok("2026-03-05".into()));
        assert_eq!("2026-02-30".parse::<Day>(), Err(CalendarError::NoSuchDay));
        assert_eq!("05/03/2026".parse::<Day>(), Err(CalendarError::NotADay));
        assert_eq!("1999-12-31".parse::<Day>(), Err(CalendarError::YearOutOfRange));
    }

    #[test]
    fn months_count_without_gaps() {
        let months: Vec<String> =
            Month::range("2025-11".parse().unwrap(), "2026-02".parse().unwrap()).map(|m| m.to_string()).collect();
        assert_eq!(months, ["2025-11", "2025-12", "2026-01", "2026-02"]);
        assert_eq!("2026-13".parse::<Month>(), Err(CalendarError::NotAMonth));
        assert_eq!("2026-3".parse::<Month>(), Err(CalendarError::NotAMonth));
    }

    #[test]
    fn day_numbers_follow_the_calendar() {
        let number = |text: &str| text.parse::<Day>().unwrap().number();
        assert_eq!(number("2000-01-01"), 0);
        assert_eq!(number("2025-01-01") - number("2024-01-01"), 366);
        for text in ["2000-01-01", "2024-02-29", "2026-10-15", "2199-12-31"] {
            assert_eq!(Day::from_number(number(text)).map(|day| day.to_string()), Ok(text.to_owned()));
        }
        let last = number("2199-12-31");
        assert_eq!(Day::from_number(last + 1), Err(CalendarError::YearOutOfRange));
        assert_eq!(Day::from_number(u32::MAX), Err(CalendarError::YearOutOfRange));
    }
}
