//! Tables as files for spreadsheets and programs: what is written is the same, how it is written follows its reader.
//!
//! * [`csv`]: for programs (codes, commas, points) and for the Excel of Belgian offices (semicolons, decimal commas)
//! * [`xlsx`]: a workbook that says on a second sheet what its figures are

pub(crate) mod csv;
pub(crate) mod xlsx;

use maillage_shared::calendar::Day;

/// A table with what has to be known to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// One line: what it shows.
    pub(crate) title: String,
    /// The names of the columns.
    pub(crate) headings: Vec<String>,
    /// As many cells each as there are columns.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// What it covers, how it is protected, whose it is: a word for each, and what is so.
    pub(crate) about: Vec<(String, String)>,
    /// The day on which it was made.
    pub(crate) made_on: Day,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Number(u64),
    /// Tenths of a percent.
    Share(u32),
    /// Nothing is known.
    Empty,
}

/// A text that no spreadsheet takes for a formula, whoever wrote it.
#[must_use]
pub(crate) fn no_formula(text: &str) -> String {
    // Some spreadsheets read the wide forms as formulas as well.
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Cell, Sheet};

    /// Every kind of cell, and a name that would be a formula.
    pub(crate) fn sample() -> Sheet {
        let row = |name: &str, visits: Cell, share: Cell| vec![Cell::Text(name.to_owned()), visits, share];
        Sheet {
            title: "Chiffres, 2025".to_owned(),
            headings: vec!["Opérateur".to_owned(), "Visites".to_owned(), "Part".to_owned()],
            rows: vec![
                row("ARC; \"asbl\"", Cell::Number(1_234), Cell::Share(123)),
                row("=HYPERLINK(\"x\")", Cell::Empty, Cell::Share(1_000)),
            ],
            about: vec![("Couverture".to_owned(), "opérateurs 2 sur 2".to_owned())],
            made_on: "2026-10-15".parse().unwrap(),
        }
    }
}
