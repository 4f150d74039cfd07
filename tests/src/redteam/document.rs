//! The document `maillage.publications/1`, read from its description and from nothing of the program's own.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::period::Period;

/// The schema that the document names.
pub const SCHEMA: &str = "maillage.publications/1";

/// Everything public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publications {
    /// [`SCHEMA`].
    pub schema: String,
    /// Smaller figures are hidden.
    pub smallest_figure: u64,
    /// Every cell that was published, shown or hidden.
    pub cells: Vec<PublicCell>,
    /// Where a coarse period is said to hold records that its parts do not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub late: Vec<Late>,
}

/// One cell of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicCell {
    /// Whose figure.
    pub operator: String,
    /// Of which permanence; `None` in the operator's own tables.
    pub permanence: Option<String>,
    /// Of which period.
    pub period: Period,
    /// In which table.
    pub table: Table,
    /// The code of each dimension of the table.
    pub cell: BTreeMap<String, String>,
    /// The figure, `None` where it is hidden.
    pub value: Option<u64>,
    /// Known beforehand to be nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub structural_zero: bool,
}

/// A period that holds records which came after its parts were published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Late {
    /// Whose.
    pub operator: String,
    /// Of which permanence.
    pub permanence: Option<String>,
    /// A quarter or a year.
    pub period: Period,
}

/// The tables of the release calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of the document")]
pub enum Table {
    MonthVisits,
    QuarterCategory,
    QuarterAge,
    QuarterGender,
    QuarterOutcome,
    YearCategory,
    YearAge,
    YearGender,
    YearOutcome,
    YearCategoryGender,
    YearGenderAge,
}

/// What names a cell, whatever it shows: operator, permanence, period, table, codes.
pub type CellName = (String, Option<String>, Period, Table, BTreeMap<String, String>);

impl Table {
    /// Every table.
    pub const ALL: [Self; 11] = [
        Self::MonthVisits,
        Self::QuarterCategory,
        Self::QuarterAge,
        Self::QuarterGender,
        Self::QuarterOutcome,
        Self::YearCategory,
        Self::YearAge,
        Self::YearGender,
        Self::YearOutcome,
        Self::YearCategoryGender,
        Self::YearGenderAge,
    ];

    /// What tells its cells apart.
    pub const fn dimensions(self) -> &'static [Dimension] {
        match self {
            Self::MonthVisits => &[],
            Self::QuarterCategory | Self::YearCategory => &[Dimension::Category],
            Self::QuarterAge | Self::YearAge => &[Dimension::Age],
            Self::QuarterGender | Self::YearGender => &[Dimension::Gender],
            Self::QuarterOutcome | Self::YearOutcome => &[Dimension::Outcome],
            Self::YearCategoryGender => &[Dimension::Category, Dimension::Gender],
            Self::YearGenderAge => &[Dimension::Gender, Dimension::Age],
        }
    }

    /// The tables that a period of this length has.
    pub fn of(period: Period) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |table| table.suits(period))
    }

    /// Whether it is a table of periods of this length.
    pub const fn suits(self, period: Period) -> bool {
        match self {
            Self::MonthVisits => matches!(period, Period::Month(..)),
            Self::QuarterCategory | Self::QuarterAge | Self::QuarterGender | Self::QuarterOutcome => {
                matches!(period, Period::Quarter(..))
            }
            _ => matches!(period, Period::Year(_)),
        }
    }
}

/// What is asked of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the document")]
pub enum Dimension {
    Category,
    Gender,
    Age,
    Outcome,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 4] = [Self::Category, Self::Gender, Self::Age, Self::Outcome];

    /// Its name in the document.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Gender => "gender",
            Self::Age => "age",
            Self::Outcome => "outcome",
        }
    }
}

impl PublicCell {
    /// What names it.
    pub fn name(&self) -> CellName {
        (self.operator.clone(), self.permanence.clone(), self.period, self.table, self.cell.clone())
    }

    /// What everyone knows of it.
    pub fn shown(&self) -> Option<u64> {
        if self.structural_zero { Some(0) } else { self.value }
    }
}

impl Publications {
    /// A document of these cells.
    pub fn of(smallest_figure: u64, cells: Vec<PublicCell>) -> Self {
        Self { schema: SCHEMA.to_owned(), smallest_figure, cells, late: Vec::new() }
    }

    /// The operators that published.
    pub fn operators(&self) -> BTreeSet<&str> {
        self.cells.iter().map(|cell| cell.operator.as_str()).collect()
    }

    /// What one operator published.
    #[must_use]
    pub fn by(&self, operator: &str) -> Self {
        Self {
            schema: self.schema.clone(),
            smallest_figure: self.smallest_figure,
            cells: self.cells.iter().filter(|cell| cell.operator == operator).cloned().collect(),
            late: self.late.iter().filter(|late| late.operator == operator).cloned().collect(),
        }
    }

    /// How many cells are hidden.
    pub fn hidden(&self) -> usize {
        self.cells.iter().filter(|cell| cell.shown().is_none()).count()
    }
}
