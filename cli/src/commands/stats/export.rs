//! Figures as a file.

use std::path::Path;

use maillage_node::service::figures::Answer;
use maillage_node::service::{Problem, ProblemCode};
use maillage_shared::statistics::query::{Dimension, Earlier, Row};
use maillage_shared::text;
use serde_json::json;

use super::{coverage, table};
use crate::context::Context;
use crate::language::say;
use crate::output;
use crate::presentation::{day, document};
use crate::spreadsheet::{Cell, Sheet, csv, xlsx};

/// The form of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For programs: codes, commas, points.
    Csv,
    /// For the Excel of Belgian offices: words, semicolons, decimal commas.
    Excel,
    /// A workbook.
    Xlsx,
    /// The document that `--json` gives.
    Json,
}

/// The reason code of a file whose name does not say which form it is to have.
pub(crate) const FORMAT: &str = "format";

impl Format {
    /// The form asked for, else the one that the name of the file says.
    pub(super) fn of(asked: Option<Self>, path: &Path) -> Result<Self, Problem> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        let named = match ending.as_str() {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "json" => Some(Self::Json),
            _ => None,
        };
        let unnamed = || Problem::new(ProblemCode::FilterInvalid).with("value", path.display()).with("why", FORMAT);
        asked.or(named).ok_or_else(unnamed)
    }
}

/// Writes the answer to a file.
pub(super) fn write(context: &Context, answer: &Answer, (format, path): (Format, &Path)) -> Result<(), Problem> {
    if context.dry_run {
        context.screen.note(&say!("dry-run-note"));
        return Ok(());
    }
    match format {
        Format::Csv => output::public(path, csv::text(&for_programs(answer), csv::Form::Open))?,
        Format::Excel => output::public(path, csv::text(&for_people(answer), csv::Form::Excel))?,
        Format::Json => output::public(path, document("stats", answer, true)?)?,
        Format::Xlsx => {
            let names = (say!("sheet-figures"), say!("sheet-about"));
            let names = xlsx::Names { figures: &names.0, about: &names.1 };
            let too_large = |error| Problem::new(ProblemCode::FileUnwritable).with("file", path.display()).with("why", error);
            output::public(path, xlsx::bytes(&for_people(answer), names).map_err(too_large)?)?;
        }
    }
    let shown = path.display().to_string();
    let rows = answer.figures.rows.len();
    context.screen.answer("stats-export", &json!({ "file": shown, "rows": rows }), |screen| {
        screen.note(&say!("saved-to", path = text::printable(&shown)));
    })
}

/// Codes, and columns that are always the same: what a program reads this month it reads the next.
fn for_programs(answer: &Answer) -> Sheet {
    let by = &answer.figures.by;
    let numbers = ["visits", "at_least", "at_most", "hidden_cells", "share_at_least", "share_at_most"];
    let before = ["earlier_visits", "earlier_at_least", "earlier_at_most"];
    let headings = by.iter().map(|dimension| dimension.code()).chain(numbers).chain(before);
    let row = |row: &Row| {
        let keys = by.iter().map(|dimension| Cell::Text(row.key(*dimension).to_owned()));
        let share = |of: fn(&maillage_shared::statistics::query::Share) -> u32| {
            row.share.as_ref().map_or(Cell::Empty, |share| Cell::Share(of(share)))
        };
        let numbers = [
            number(row.visits),
            number(Some(row.at_least)),
            number(row.at_most),
            number(Some(row.hidden_cells.into())),
            share(|share| share.at_least),
            share(|share| share.at_most),
        ];
        keys.chain(numbers).chain(earlier(row.earlier.as_ref())).collect()
    };
    Sheet {
        title: say!("figures-title"),
        headings: headings.map(str::to_owned).collect(),
        rows: answer.figures.rows.iter().map(row).collect(),
        about: about(answer),
        made_on: answer.today,
    }
}

/// Words in the reader's language; columns without anything in them are left out.
fn for_people(answer: &Answer) -> Sheet {
    let figures = &answer.figures;
    let has = |of: fn(&Row) -> bool| figures.rows.iter().any(of);
    let (is_hidden, has_shares) = (has(|row| row.visits.is_none()), has(|row| row.share.is_some()));
    let mut headings: Vec<String> = figures.by.iter().map(|dimension| table::heading(*dimension)).collect();
    headings.push(say!("label-visits"));
    if is_hidden {
        headings.extend([say!("label-at-least"), say!("label-at-most")]);
    }
    if has_shares {
        headings.push(say!("label-share"));
    }
    if figures.earlier.is_some() {
        headings.push(say!("label-earlier"));
    }
    let row = |row: &Row| {
        let mut cells: Vec<Cell> = figures.by.iter().map(|dimension| Cell::Text(table::key(row, *dimension))).collect();
        cells.push(row.visits.map_or_else(|| Cell::Text(say!("value-hidden")), Cell::Number));
        if is_hidden {
            cells.extend([number(Some(row.at_least)), number(row.at_most)]);
        }
        if has_shares {
            // A share that is not known exactly has no place in a column to calculate with.
            let exact = row.share.filter(|share| share.at_least == share.at_most);
            cells.push(exact.map_or(Cell::Empty, |share| Cell::Share(share.at_least)));
        }
        if figures.earlier.is_some() {
            cells.push(number(row.earlier.as_ref().and_then(|earlier| earlier.visits)));
        }
        cells
    };
    Sheet {
        title: say!("figures-title"),
        headings,
        rows: figures.rows.iter().map(row).collect(),
        about: about(answer),
        made_on: answer.today,
    }
}

fn number(number: Option<u64>) -> Cell {
    number.map_or(Cell::Empty, Cell::Number)
}

fn earlier(earlier: Option<&Earlier>) -> [Cell; 3] {
    let of = |number_of: fn(&Earlier) -> Option<u64>| number(earlier.and_then(number_of));
    [of(|earlier| earlier.visits), of(|earlier| Some(earlier.at_least)), of(|earlier| earlier.at_most)]
}

/// What the figures are, for who finds the file later.
fn about(answer: &Answer) -> Vec<(String, String)> {
    let by: Vec<String> = answer.figures.by.iter().map(|dimension: &Dimension| table::heading(*dimension)).collect();
    let mut about = vec![(say!("label-made-on"), day::day(answer.today))];
    if !by.is_empty() {
        about.push((say!("label-counted-by"), by.join(", ")));
    }
    let earlier =
        answer.figures.earlier.iter().flat_map(|earlier| std::iter::once(say!("figures-earlier")).chain(coverage::lines(earlier)));
    let lines = coverage::lines(&answer.figures.coverage).into_iter().chain(earlier);
    about.extend(lines.map(|line| (line, String::new())));
    let protection = if answer.local {
        say!("figures-local")
    } else {
        say!("figures-protection", most = answer.smallest_figure.saturating_sub(1))
    };
    about.push((say!("label-protection"), protection));
    about
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Format;

    #[test]
    fn the_name_of_a_file_says_its_form_unless_one_is_asked_for() {
        let of = |asked, name: &str| Format::of(asked, Path::new(name)).ok();
        assert_eq!(of(None, "a/chiffres.XLSX"), Some(Format::Xlsx));
        assert_eq!(of(None, "chiffres.csv"), Some(Format::Csv));
        assert_eq!(of(Some(Format::Excel), "chiffres.csv"), Some(Format::Excel));
        assert_eq!(of(None, "chiffres"), None);
    }
}
