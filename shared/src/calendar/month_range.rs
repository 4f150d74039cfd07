//! Months without a gap.

use super::{CalendarError, Month, Period};

/// The months of one period, `2025` or `2025-Q1` or `2025-01`, or from one period to another, `2024-Q4..2025-Q3`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MonthRange {
    /// The first month.
    pub from: Month,
    /// The last month; whoever asks for months backwards is told so where the question is answered.
    pub to: Month,
}

impl MonthRange {
    /// As many months, this many earlier; nothing before the first year.
    #[must_use]
    pub fn earlier(self, months: u32) -> Option<Self> {
        let earlier = |month: Month| Month::from_number(month.number().checked_sub(months)?).ok();
        Some(Self { from: earlier(self.from)?, to: earlier(self.to)? })
    }

    /// How many months it has; none backwards.
    #[must_use]
    pub fn months(self) -> u32 {
        self.to.number().saturating_add(1).saturating_sub(self.from.number())
    }
}

impl std::str::FromStr for MonthRange {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let (from, to): (Period, Period) = (from.trim().parse()?, to.trim().parse()?);
        Ok(Self { from: from.first(), to: to.last() })
    }
}

#[cfg(test)]
mod tests {
    use super::{CalendarError, MonthRange};

    fn months(text: &str) -> (String, String, u32) {
        let range: MonthRange = text.parse().unwrap();
        (range.from.to_string(), range.to.to_string(), range.months())
    }

    #[test]
    fn months_are_asked_for_as_one_period_or_from_one_to_another() {
        for (text, from, to, number) in [
            ("2025", "2025-01", "2025-12", 12),
            ("2025-Q2", "2025-04", "2025-06", 3),
            ("2025-07", "2025-07", "2025-07", 1),
            ("2024-Q4..2025-Q1", "2024-10", "2025-03", 6),
            ("2024 .. 2025-02", "2024-01", "2025-02", 14),
        ] {
            assert_eq!(months(text), (from.to_owned(), to.to_owned(), number), "{text}");
        }
        for text in ["", "..", "2025..", "2025-Q5", "2025..2026..2027", "hier"] {
            assert_eq!(text.parse::<MonthRange>(), Err(CalendarError::NotAPeriod), "{text}");
        }
    }

    #[test]
    fn the_months_before_are_as_many() {
        let range: MonthRange = "2025-Q1".parse().unwrap();
        assert_eq!(range.earlier(3), "2024-Q4".parse().ok());
        assert_eq!(range.earlier(12), "2024-Q1".parse().ok());
        assert_eq!(range.earlier(1_000), None);
    }
}
