//! The bytes of records in local storage: a version, the day, fixed-width numbers, and the permanence last.
//!
//! Everything before the permanence stands at a fixed place, so that figures can be counted without reading a record whole.

use super::vocabulary::Code;
use crate::{calendar::Day, text::Slug};

/// The first byte of a stored record.
const VERSION: u8 = 1;

/// Why stored bytes are not a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoredError {
    /// Written by a later version of the program.
    #[error("the record was written by a later version of the program")]
    Version,
    /// The bytes end too early.
    #[error("the record is cut")]
    Truncated,
    /// The day does not exist.
    #[error("the day of the record does not exist")]
    Day,
    /// A number stands for no code that this version knows.
    #[error("the record holds the number of an unknown code")]
    Code,
    /// The permanence is not a short name.
    #[error("the permanence of the record is not a short name")]
    Permanence,
    /// The fields contradict each other.
    #[error("the fields of the record contradict each other")]
    Contradiction,
}

/// Writes a record.
pub(super) struct Writer(Vec<u8>);

impl Writer {
    /// Begins with the version and the day.
    pub(super) fn new(day: Day) -> Self {
        let date = day.date();
        let mut bytes = vec![VERSION];
        bytes.extend(date.year().unsigned_abs().to_be_bytes());
        bytes.extend([date.month().unsigned_abs(), date.day().unsigned_abs()]);
        Self(bytes)
    }

    /// A number.
    pub(super) fn number(mut self, number: u16) -> Self {
        self.0.extend(number.to_be_bytes());
        self
    }

    /// A code.
    pub(super) fn code<C: Code>(self, code: C) -> Self {
        self.number(code.number())
    }

    /// A code or nothing, which is written as 0.
    pub(super) fn optional<C: Code>(self, code: Option<C>) -> Self {
        self.number(code.map_or(0, Code::number))
    }

    /// Ends with the permanence.
    pub(super) fn permanence(mut self, permanence: &Slug) -> Vec<u8> {
        self.0.extend(permanence.as_str().as_bytes());
        self.0
    }
}

/// Reads what [`Writer`] wrote, in the same order.
pub(super) struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    /// Reads the version and the day.
    pub(super) fn new(bytes: &'b [u8]) -> Result<(Self, Day), StoredError> {
        let (version, rest) = bytes.split_first().ok_or(StoredError::Truncated)?;
        if *version != VERSION {
            return Err(StoredError::Version);
        }
        let ([high, low, month, day], rest) = rest.split_first_chunk::<4>().ok_or(StoredError::Truncated)?;
        let year = i16::from_be_bytes([*high, *low]);
        let (month, day) = (i8::try_from(*month), i8::try_from(*day));
        let (Ok(month), Ok(day)) = (month, day) else { return Err(StoredError::Day) };
        let date = jiff::civil::Date::new(year, month, day).map_err(|_| StoredError::Day)?;
        Ok((Self(rest), Day::new(date).map_err(|_| StoredError::Day)?))
    }

    /// Reads the version and passes over the day.
    pub(super) fn past_day(bytes: &'b [u8]) -> Result<Self, StoredError> {
        let (version, rest) = bytes.split_first().ok_or(StoredError::Truncated)?;
        if *version != VERSION {
            return Err(StoredError::Version);
        }
        rest.split_first_chunk::<4>().map(|(_, rest)| Self(rest)).ok_or(StoredError::Truncated)
    }

    /// A number.
    pub(super) fn number(&mut self) -> Result<u16, StoredError> {
        let (number, rest) = self.0.split_first_chunk::<2>().ok_or(StoredError::Truncated)?;
        self.0 = rest;
        Ok(u16::from_be_bytes(*number))
    }

    /// A code.
    pub(super) fn code<C: Code>(&mut self) -> Result<C, StoredError> {
        C::from_number(self.number()?).ok_or(StoredError::Code)
    }

    /// A code or nothing.
    pub(super) fn optional<C: Code>(&mut self) -> Result<Option<C>, StoredError> {
        match self.number()? {
            0 => Ok(None),
            number => C::from_number(number).map(Some).ok_or(StoredError::Code),
        }
    }

    /// The permanence, which is all that is left.
    pub(super) fn permanence(self) -> Result<Slug, StoredError> {
        let text = std::str::from_utf8(self.0).map_err(|_| StoredError::Permanence)?;
        Slug::new(text).map_err(|_| StoredError::Permanence)
    }
}
