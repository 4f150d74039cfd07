//! Months, quarters and years, as publications write them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A period of the release calendar; a coarse one stands before the finer ones of other kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// `2025`
    Year(u16),
    /// `2025-Q1`: the quarter counts from 1.
    Quarter(u16, u8),
    /// `2025-01`: the month counts from 1.
    Month(u16, u8),
}

/// A text that names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no period: 2025, 2025-Q1 or 2025-01")]
pub struct NoPeriod(String);

impl Period {
    /// The year in which it lies.
    pub const fn year(self) -> u16 {
        match self {
            Self::Year(year) | Self::Quarter(year, _) | Self::Month(year, _) => year,
        }
    }

    /// The next coarser periods that hold it: a month is in a quarter, a quarter in a year.
    pub const fn within(self) -> Option<Self> {
        match self {
            Self::Year(_) => None,
            Self::Quarter(year, _) => Some(Self::Year(year)),
            Self::Month(year, month) => Some(Self::Quarter(year, (month - 1) / 3 + 1)),
        }
    }

    /// The next finer periods of which it is made.
    pub fn parts(self) -> Vec<Self> {
        match self {
            Self::Year(year) => (1..=4).map(|quarter| Self::Quarter(year, quarter)).collect(),
            Self::Quarter(year, quarter) => (quarter * 3 - 2..=quarter * 3).map(|month| Self::Month(year, month)).collect(),
            Self::Month(..) => Vec::new(),
        }
    }

    /// Its months.
    pub fn months(self) -> Vec<Self> {
        match self {
            Self::Month(..) => vec![self],
            _ => self.parts().into_iter().flat_map(Self::months).collect(),
        }
    }

    /// Whether a month lies in it.
    pub fn holds(self, month: Self) -> bool {
        self == month || month.within().is_some_and(|within| self.holds(within))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(to, "{year:04}"),
            Self::Quarter(year, quarter) => write!(to, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(to, "{year:04}-{month:02}"),
        }
    }
}

impl FromStr for Period {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        let no_period = || NoPeriod(text.to_owned());
        let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
        let year: u16 = year.parse().map_err(|_| no_period())?;
        let period = match rest {
            None => Self::Year(year),
            Some(rest) => match rest.strip_prefix('Q') {
                Some(quarter) => Self::Quarter(year, quarter.parse().map_err(|_| no_period())?),
                None => Self::Month(year, rest.parse().map_err(|_| no_period())?),
            },
        };
        let exists = match period {
            Self::Year(_) => true,
            Self::Quarter(_, quarter) => (1..=4).contains(&quarter),
            Self::Month(_, month) => (1..=12).contains(&month),
        };
        if exists && period.to_string() == text { Ok(period) } else { Err(no_period()) }
    }
}

impl TryFrom<String> for Period {
    type Error = NoPeriod;

    fn try_from(text: String) -> Result<Self, NoPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}
