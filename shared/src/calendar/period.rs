//! Lengths of time that figures are published for.

use super::{CalendarError, Month};

/// A month `2025-01`, a quarter `2025-Q1` or a year `2025`. In order of their ends and, where two end together, the shorter
/// first: the order in which they can be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    first: Month,
    grain: Grain,
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

impl Grain {
    /// How many months it has.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// Where the numbers of periods of this length begin; there are fewer than ten thousand of each.
    const fn base(self) -> u32 {
        match self {
            Self::Month => 0,
            Self::Quarter => 10_000,
            Self::Year => 20_000,
        }
    }
}

impl Period {
    /// The period of this length that the month lies in.
    #[must_use]
    pub fn around(month: Month, grain: Grain) -> Self {
        let number = month.number();
        let begun = number.saturating_sub(number.checked_rem(grain.months()).unwrap_or(0));
        Self { first: Month::from_number(begun).unwrap_or(month), grain }
    }

    /// How long it is.
    #[must_use]
    pub const fn grain(self) -> Grain {
        self.grain
    }

    /// The first month.
    #[must_use]
    pub const fn first(self) -> Month {
        self.first
    }

    /// The year that it lies in.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.first.year()
    }

    /// The last month.
    #[must_use]
    pub fn last(self) -> Month {
        let number = self.first.number().saturating_add(self.grain.months()).saturating_sub(1);
        Month::from_number(number).unwrap_or(self.first)
    }

    /// Its months, in order.
    pub fn months(self) -> impl Iterator<Item = Month> {
        Month::range(self.first, self.last())
    }

    /// Whether the month lies in it.
    #[must_use]
    pub fn contains(self, month: Month) -> bool {
        self.first <= month && month <= self.last()
    }

    /// One number for each period: months from 0, quarters from 10,000, years from 20,000, each counted from January 2000.
    #[must_use]
    pub fn number(self) -> u32 {
        let counted = self.first.number().checked_div(self.grain.months()).unwrap_or(0);
        self.grain.base().saturating_add(counted)
    }

    /// The period with this [`Period::number`].
    ///
    /// # Errors
    /// [`CalendarError::YearOutOfRange`] for a number that stands for none.
    pub fn from_number(number: u32) -> Result<Self, CalendarError> {
        let grain = match number {
            ..10_000 => Grain::Month,
            10_000..20_000 => Grain::Quarter,
            _ => Grain::Year,
        };
        let months = number.saturating_sub(grain.base()).saturating_mul(grain.months());
        Ok(Self { first: Month::from_number(months)?, grain })
    }
}

impl From<Month> for Period {
    fn from(month: Month) -> Self {
        Self { first: month, grain: Grain::Month }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let end = |period: &Self| period.first.number().saturating_add(period.grain.months());
        end(self).cmp(&end(other)).then(self.grain.cmp(&other.grain))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl std::str::FromStr for Period {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        let year = |digits: &str| format!("{digits}-01").parse::<Month>().map_err(CalendarError::or_not_a_period);
        match text.split_once('-') {
            None => Ok(Self { first: year(text)?, grain: Grain::Year }),
            Some((digits, quarter)) if quarter.starts_with('Q') => {
                let month = match quarter {
                    "Q1" => 1,
                    "Q2" => 4,
                    "Q3" => 7,
                    "Q4" => 10,
                    _ => return Err(CalendarError::NotAPeriod),
                };
                Ok(Self { first: Month::new(year(digits)?.year(), month)?, grain: Grain::Quarter })
            }
            Some(_) => text.parse::<Month>().map(Self::from).map_err(CalendarError::or_not_a_period),
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.grain {
            Grain::Month => write!(f, "{}", self.first),
            Grain::Quarter => write!(f, "{:04}-Q{}", self.first.year(), self.first.quarter()),
            Grain::Year => write!(f, "{:04}", self.first.year()),
        }
    }
}

crate::codes::through_text!(Period, CalendarError);
crate::codes::through_number!(Period);

#[cfg(test)]
mod tests {
    use super::{CalendarError, Period};

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_read_only_in_its_one_spelling() {
        for text in ["2025", "2025-Q1", "2025-Q4", "2025-01", "2199-12"] {
            assert_eq!(period(text).to_string(), text);
        }
        for text in ["25", "2025-Q5", "2025-Q", "2025-13", "2025-1", "2025-q1", "", "2025-Q1-", "2025-01-01"] {
            assert_eq!(text.parse::<Period>(), Err(CalendarError::NotAPeriod), "{text}");
        }
        assert_eq!("1999-Q1".parse::<Period>(), Err(CalendarError::YearOutOfRange));
    }

    #[test]
    fn periods_stand_in_the_order_in_which_they_end() {
        let mut periods = ["2025", "2025-Q4", "2025-12", "2026-01", "2025-Q1", "2025-03", "2025-04"].map(period);
        periods.sort();
        let texts = periods.map(|period| period.to_string());
        assert_eq!(texts, ["2025-03", "2025-Q1", "2025-04", "2025-12", "2025-Q4", "2025", "2026-01"]);
    }

    #[test]
    fn each_period_has_one_number_and_a_month_keeps_its_own() {
        for text in ["2000", "2000-Q1", "2000-01", "2199", "2199-Q4", "2199-12"] {
            assert_eq!(Period::from_number(period(text).number()), Ok(period(text)));
        }
        assert_eq!(period("2025-03").number(), "2025-03".parse::<crate::calendar::Month>().unwrap().number());
        assert!(Period::from_number(9_999).is_err());
        assert!(Period::from_number(u32::MAX).is_err());
    }

    #[test]
    fn a_period_contains_its_months_and_no_others() {
        let months: Vec<String> = period("2025-Q3").months().map(|month| month.to_string()).collect();
        assert_eq!(months, ["2025-07", "2025-08", "2025-09"]);
        assert_eq!(period("2025").months().count(), 12);
        assert!(!period("2025-Q3").contains("2025-10".parse().unwrap()));
    }
}
