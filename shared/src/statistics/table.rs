//! The tables of the release calendar and the names of their cells.

use crate::{calendar::Grain, calendar::Period, text::Slug};

/// What a publication counts. Numbers are never used again for another purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u16)]
pub enum Table {
    /// Visits of a month.
    MonthVisits = 1,
    /// A quarter by category of need.
    QuarterCategory = 2,
    /// A quarter by age band.
    QuarterAge = 3,
    /// A quarter by gender, in two classes: women, and all others.
    QuarterGender = 4,
    /// A quarter by outcome.
    QuarterOutcome = 5,
    /// A year by category of need.
    YearCategory = 6,
    /// A year by age band.
    YearAge = 7,
    /// A year by gender, in two classes.
    YearGender = 8,
    /// A year by outcome.
    YearOutcome = 9,
    /// A year by category of need and gender.
    YearCategoryGender = 10,
    /// A year by gender and age band.
    YearGenderAge = 11,
}

/// What a visit is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trait {
    /// Category of need.
    Category,
    /// Gender, in two classes.
    Gender,
    /// Age band.
    Age,
    /// Outcome.
    Outcome,
}

impl Trait {
    /// All of them, in the order in which a visit keeps their codes.
    pub const ALL: [Self; 4] = [Self::Category, Self::Gender, Self::Age, Self::Outcome];

    /// Its place in [`Trait::ALL`].
    #[must_use]
    pub const fn place(self) -> usize {
        self as usize
    }
}

impl Table {
    /// The release calendar: every table, coarse before fine. A permanence and an operator as a whole have the same.
    pub const CALENDAR: [Self; 11] = [
        Self::YearGender,
        Self::YearCategory,
        Self::YearAge,
        Self::YearOutcome,
        Self::YearCategoryGender,
        Self::YearGenderAge,
        Self::QuarterGender,
        Self::QuarterCategory,
        Self::QuarterAge,
        Self::QuarterOutcome,
        Self::MonthVisits,
    ];

    /// The table of this number, if this version knows it.
    #[must_use]
    pub fn of_number(number: u16) -> Option<Self> {
        Self::CALENDAR.into_iter().find(|table| *table as u16 == number)
    }

    /// How long its periods are.
    #[must_use]
    pub const fn grain(self) -> Grain {
        match self {
            Self::MonthVisits => Grain::Month,
            Self::QuarterCategory | Self::QuarterAge | Self::QuarterGender | Self::QuarterOutcome => Grain::Quarter,
            _ => Grain::Year,
        }
    }

    /// What it counts by, in the order of the codes of its cells; nothing for a bare number of visits.
    #[must_use]
    pub const fn traits(self) -> &'static [Trait] {
        match self {
            Self::MonthVisits => &[],
            Self::QuarterCategory | Self::YearCategory => &[Trait::Category],
            Self::QuarterAge | Self::YearAge => &[Trait::Age],
            Self::QuarterGender | Self::YearGender => &[Trait::Gender],
            Self::QuarterOutcome | Self::YearOutcome => &[Trait::Outcome],
            Self::YearCategoryGender => &[Trait::Category, Trait::Gender],
            Self::YearGenderAge => &[Trait::Gender, Trait::Age],
        }
    }

    /// The table by these traits, in any order, for periods of this length.
    #[must_use]
    pub fn by(grain: Grain, traits: &[Trait]) -> Option<Self> {
        let has_all = |table: &Self| traits.iter().all(|of| table.traits().contains(of));
        Self::of_grain(grain).find(|table| table.traits().len() == traits.len() && has_all(table))
    }

    /// The tables whose periods are this long, coarse before fine.
    pub fn of_grain(grain: Grain) -> impl Iterator<Item = Self> {
        Self::CALENDAR.into_iter().filter(move |table| table.grain() == grain)
    }
}

/// The name of one figure of one operator.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey {
    /// The permanence, or nothing for the operator as a whole.
    pub permanence: Option<Slug>,
    /// The table.
    pub table: Table,
    /// The period, as long as the table's.
    pub period: Period,
    /// One code for each of the table's traits.
    pub codes: Vec<u16>,
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn the_calendar_has_each_number_once_and_long_periods_first() {
        let mut numbers = Table::CALENDAR.map(|table| table as u16);
        assert!(Table::CALENDAR.is_sorted_by(|one, next| one.grain() >= next.grain()));
        numbers.sort_unstable();
        assert_eq!(numbers, std::array::from_fn(|place| u16::try_from(place + 1).unwrap()));
        assert_eq!(Table::of_number(12), None);
    }
}
