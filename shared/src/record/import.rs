//! CSV files of visits and sessions, one row at a time.
//!
//! * the first line names the columns, in any order; a column that is not known is refused by name
//! * separator `,` or `;`, whichever the first line uses more; a byte order mark and CRLF line ends are accepted
//! * a record is one line: no value of ours can hold a line end, so a quotation mark that is not closed on its line spoils that
//!   line and nothing after it
//!
//! Rows are read when asked for: a file of a million rows needs no more memory than its own bytes.

mod line;

use std::{borrow::Cow, collections::BTreeSet, marker::PhantomData};

use super::{
    draft::{SessionDraft, VisitDraft},
    fault::{Column, FaultReason, FieldFault},
    session::Session,
    visit::Visit,
};
use crate::{bounds, calendar::Day, codes::stable_codes, text::Slug};

/// Why a file is not read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum HeaderError {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// The first line is too long, not UTF-8, or has an unclosed quotation mark.
    #[error("the first line does not name columns")]
    Unreadable,
    /// Columns that this kind of file does not have.
    #[error("these columns are not known: {}", .columns.join(", "))]
    UnknownColumns {
        /// Their names as written, cut to a printable length.
        columns: Vec<String>,
    },
    /// A column is named twice.
    #[error("the column {column} is named twice")]
    RepeatedColumn {
        /// The column.
        column: Column,
    },
    /// Columns without which no row can be good.
    #[error("these columns are missing: {}", .columns.iter().map(|column| column.name()).collect::<Vec<_>>().join(", "))]
    MissingColumns {
        /// The columns.
        columns: Vec<Column>,
    },
}

stable_codes! { HeaderError:
    Empty = "empty-file",
    Unreadable = "header-unreadable",
    UnknownColumns = "unknown-columns",
    RepeatedColumn = "repeated-column",
    MissingColumns = "missing-columns",
}

impl HeaderError {
    /// The columns that it is about, as far as it is about columns.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Empty | Self::Unreadable => Vec::new(),
            Self::UnknownColumns { columns } => columns.iter().map(String::as_str).collect(),
            Self::RepeatedColumn { column } => vec![column.name()],
            Self::MissingColumns { columns } => columns.iter().map(|column| column.name()).collect(),
        }
    }
}

/// A row that is good.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GoodRow<T> {
    /// Its line in the file, from 1; the first line names the columns.
    pub line: u64,
    /// What it says.
    pub record: T,
}

/// A row that is not imported.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BadRow {
    /// Its line in the file, from 1; the first line names the columns.
    pub line: u64,
    /// Everything that is wrong with it.
    pub faults: Vec<FieldFault>,
}

/// Reads a file of visits. Columns: `permanence`, `date`, `categorie` and `resultat`, which are required, and `type`,
/// `reorientation_vers`, `genre`, `tranche_age`, `duree_min`, `canal`, `appareil`, `langue`, `participation`.
///
/// # Errors
/// [`HeaderError`] when the first line does not name these columns.
pub fn visits<'f>(file: &'f [u8], permanences: &'f BTreeSet<Slug>, today: Day) -> Result<Rows<'f, Visit>, HeaderError> {
    Rows::new(file, permanences, today)
}

/// Reads a file of session sheets. Columns: `permanence`, `date` and `statut`, which are required, and `benevoles`, `insertion`,
/// `salaries`, `refus`, `motif`.
///
/// # Errors
/// [`HeaderError`] when the first line does not name these columns.
pub fn sessions<'f>(file: &'f [u8], permanences: &'f BTreeSet<Slug>, today: Day) -> Result<Rows<'f, Session>, HeaderError> {
    Rows::new(file, permanences, today)
}

/// A kind of record that can be read from a file.
pub trait Importable: Sized {
    /// The columns that must be there.
    const REQUIRED: &'static [Column];
    /// The columns that may be there.
    const OPTIONAL: &'static [Column];

    /// Makes a record of the cells of one row.
    ///
    /// # Errors
    /// Every fault found.
    fn read(cells: &Cells<'_, '_>, permanences: &BTreeSet<Slug>, today: Day) -> Result<Self, Vec<FieldFault>>;
}

/// The cells of one row, by column.
#[derive(Debug)]
pub struct Cells<'r, 'f> {
    columns: &'r [Column],
    cells: &'r [Cow<'f, str>],
}

impl<'r> Cells<'r, '_> {
    /// The cell of a column, if the file has that column.
    pub(super) fn get(&self, column: Column) -> Option<&'r str> {
        let place = self.columns.iter().position(|named| *named == column)?;
        self.cells.get(place).map(Cow::as_ref)
    }
}

impl Importable for Visit {
    const REQUIRED: &'static [Column] = &[Column::Permanence, Column::Date, Column::Category, Column::Outcome];
    const OPTIONAL: &'static [Column] = &[
        Column::RequestType,
        Column::Referral,
        Column::Gender,
        Column::AgeBand,
        Column::Duration,
        Column::Channel,
        Column::Device,
        Column::Language,
        Column::Participation,
    ];

    fn read(cells: &Cells<'_, '_>, permanences: &BTreeSet<Slug>, today: Day) -> Result<Self, Vec<FieldFault>> {
        let draft = VisitDraft {
            permanence: cells.get(Column::Permanence),
            date: cells.get(Column::Date),
            category: cells.get(Column::Category),
            request_type: cells.get(Column::RequestType),
            outcome: cells.get(Column::Outcome),
            referral: cells.get(Column::Referral),
            gender: cells.get(Column::Gender),
            age: cells.get(Column::AgeBand),
            duration: cells.get(Column::Duration),
            channel: cells.get(Column::Channel),
            device: cells.get(Column::Device),
            language: cells.get(Column::Language),
            participation: cells.get(Column::Participation),
        };
        draft.check(permanences, today)
    }
}

impl Importable for Session {
    const REQUIRED: &'static [Column] = &[Column::Permanence, Column::Date, Column::Status];
    const OPTIONAL: &'static [Column] =
        &[Column::Volunteers, Column::Insertion, Column::Employees, Column::TurnedAway, Column::Reason];

    fn read(cells: &Cells<'_, '_>, permanences: &BTreeSet<Slug>, today: Day) -> Result<Self, Vec<FieldFault>> {
        let draft = SessionDraft {
            permanence: cells.get(Column::Permanence),
            date: cells.get(Column::Date),
            status: cells.get(Column::Status),
            volunteers: cells.get(Column::Volunteers),
            insertion: cells.get(Column::Insertion),
            employees: cells.get(Column::Employees),
            turned_away: cells.get(Column::TurnedAway),
            reason: cells.get(Column::Reason),
        };
        draft.check(permanences, today)
    }
}

/// The rows of a file, good and bad, in the order of the file. Lines of nothing but spaces are passed over.
#[derive(Debug)]
pub struct Rows<'f, T> {
    rest: line::Lines<'f>,
    separator: char,
    columns: Vec<Column>,
    cells: Vec<Cow<'f, str>>,
    permanences: &'f BTreeSet<Slug>,
    today: Day,
    kind: PhantomData<T>,
}

impl<'f, T: Importable> Rows<'f, T> {
    pub(super) fn new(file: &'f [u8], permanences: &'f BTreeSet<Slug>, today: Day) -> Result<Self, HeaderError> {
        let mut rest = line::Lines::new(file);
        let (_, header) = rest.next().ok_or(HeaderError::Empty)?;
        let header = header.map_err(|_| HeaderError::Unreadable)?;
        let separator = line::separator(header);
        let mut cells = Vec::new();
        line::split(header, separator, &mut cells).map_err(|_| HeaderError::Unreadable)?;
        let columns = columns(&cells, T::REQUIRED, T::OPTIONAL)?;
        Ok(Self { rest, separator, columns, cells, permanences, today, kind: PhantomData })
    }

    fn record(&mut self, text: Result<&'f str, FaultReason>) -> Result<T, Vec<FieldFault>> {
        let whole = |reason| vec![FieldFault::of_row(reason)];
        line::split(text.map_err(whole)?, self.separator, &mut self.cells).map_err(whole)?;
        if self.cells.len() != self.columns.len() {
            let count = |columns: usize| u32::try_from(columns).unwrap_or(u32::MAX);
            let (found, expected) = (count(self.cells.len()), count(self.columns.len()));
            return Err(whole(FaultReason::ColumnCount { found, expected }));
        }
        T::read(&Cells { columns: &self.columns, cells: &self.cells }, self.permanences, self.today)
    }
}

impl<T: Importable> Iterator for Rows<'_, T> {
    type Item = Result<GoodRow<T>, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        let (line, text) = self.rest.find(|(_, text)| !text.as_ref().is_ok_and(|text| text.trim().is_empty()))?;
        Some(match self.record(text) {
            Ok(record) => Ok(GoodRow { line, record }),
            Err(faults) => Err(BadRow { line, faults }),
        })
    }
}

/// The columns that the first line names.
fn columns(names: &[Cow<'_, str>], required: &[Column], optional: &[Column]) -> Result<Vec<Column>, HeaderError> {
    let (mut columns, mut unknown) = (Vec::new(), Vec::new());
    for name in names {
        let name = name.trim();
        match required.iter().chain(optional).find(|column| column.name() == name) {
            Some(column) if columns.contains(column) => return Err(HeaderError::RepeatedColumn { column: *column }),
            Some(column) => columns.push(*column),
            None => unknown.push(name.chars().take(bounds::FAULT_VALUE_CHARACTERS).collect()),
        }
    }
    let missing: Vec<Column> = required.iter().copied().filter(|column| !columns.contains(column)).collect();
    if !unknown.is_empty() {
        return Err(HeaderError::UnknownColumns { columns: unknown });
    }
    if missing.is_empty() { Ok(columns) } else { Err(HeaderError::MissingColumns { columns: missing }) }
}

#[cfg(test)]
mod tests;
