//! `maillage publication show`: one period, as everybody sees it.

use maillage_node::service::publications::{PublishedCell, ShowPublication, ShownPublication, ShownTable};
use maillage_node::service::{Problem, ProblemCode};
use maillage_shared::calendar::{Grain, Period};
use maillage_shared::statistics::{Trait, classes};
use maillage_shared::text::Slug;

use crate::commands::directory;
use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Table, Tone, day, label, number};

pub(super) async fn run(context: &Context, operator: String, period: Period, permanence: Option<String>) -> Result<(), Problem> {
    let reference = format!("{operator} {period} {}", permanence.as_deref().unwrap_or_default());
    let mut shown = context.call(ShowPublication { operator, period }).await?;
    if let Some(wanted) = permanence {
        for table in &mut shown.by_table {
            table.cells.retain(|cell| cell.permanence.as_ref().is_some_and(|name| name.as_str() == wanted));
        }
        if shown.by_table.iter().all(|table| table.cells.is_empty()) {
            return Err(Problem::new(ProblemCode::PublicationUnknown).with("reference", reference));
        }
    }
    context.screen.answer("publication-show", &shown, |screen| show(screen, &shown))
}

fn show(screen: &Screen, shown: &ShownPublication) {
    let operator = directory::author(&shown.line.name, shown.line.former);
    let title = say!("publication-title", operator = operator, period = day::period(shown.line.period));
    screen.line(&screen.painted(Tone::Heading, &title));
    for table in &shown.by_table {
        show_table(screen, table, shown.line.period.grain());
    }
    screen.line("");
    if let Some(smallest) = shown.by_table.iter().filter_map(|table| table.smallest_figure).max() {
        screen.line(&say!("figures-protection", most = smallest.saturating_sub(1)));
    }
    source(screen, shown);
    if let Some(reason) = shown.partial {
        screen.line(&say!("publication-partial", reason = label::partial(reason)));
    }
    let next = if shown.line.period.grain() == Grain::Month { say!("publication-next") } else { say!("publication-next-longer") };
    screen.note(&next);
}

fn show_table(screen: &Screen, shown: &ShownTable, grain: Grain) {
    if grain != Grain::Month {
        screen.line("");
        screen.line(&screen.painted(Tone::Heading, &shown.table.map_or_else(|| say!("value-unknown"), label::table)));
    }
    if shown.disputed {
        screen.line(&say!("publication-disputed"));
        return;
    }
    if grain == Grain::Month {
        screen.table(&figures_table(&shown.cells));
        return;
    }
    // One unit at a time, the operator unless a permanence was asked for.
    let whose = shown.cells.first().and_then(|cell| cell.permanence.clone());
    let cells: Vec<&PublishedCell> = shown.cells.iter().filter(|cell| cell.permanence == whose).collect();
    screen.table(&by_codes(shown.table.map_or(&[][..], |table| table.traits()), &cells));
    if !shown.late.is_empty() {
        let names: Vec<&str> = shown.late.iter().map(Slug::as_str).collect();
        screen.line(&say!("publication-late", permanences = names.join(", ")));
    }
}

/// A row for each code; of two traits gender makes the columns.
fn by_codes(traits: &[Trait], cells: &[&PublishedCell]) -> Table {
    let rows = traits.iter().copied().find(|of| traits.len() == 1 || *of != Trait::Gender).unwrap_or(Trait::Category);
    let columns = traits.iter().copied().find(|of| *of != rows);
    let codes = |of: Trait| classes::codes(of).into_iter().filter_map(move |code| classes::name(of, code));
    let column_names: Vec<Option<&str>> = columns.map_or_else(|| vec![None], |of| codes(of).map(Some).collect());
    let headings = column_names.iter().map(|name| match name.zip(columns) {
        Some((name, of)) => label::published_code(of, name),
        None => say!("label-visits"),
    });
    let figures = 1..=column_names.len();
    let mut table = Table::new(std::iter::once(label::of_trait(rows)).chain(headings)).with_figures(figures);
    for row in codes(rows) {
        let visits = |column: Option<&str>| {
            let is_it = |cell: &&&PublishedCell| {
                let of = |of: Trait, name: &str| cell.cell.get(&of).is_some_and(|held| held == name);
                of(rows, row) && column.zip(columns).is_none_or(|(name, columns)| of(columns, name))
            };
            cells.iter().find(is_it).map(|cell| figure(cell))
        };
        let found: Vec<Option<String>> = column_names.iter().copied().map(visits).collect();
        if found.iter().any(Option::is_some) {
            table.row(std::iter::once(label::published_code(rows, row)).chain(found.into_iter().map(Option::unwrap_or_default)));
        }
    }
    table
}

fn figure(cell: &PublishedCell) -> String {
    cell.visits.map_or_else(|| say!("value-hidden"), |visits| number::whole(u64::from(visits)))
}

/// Who published it: the tables of a period go out together.
fn source(screen: &Screen, shown: &ShownPublication) {
    let Some(first) = shown.by_table.iter().find(|table| !table.disputed) else { return };
    if let Some((device, entry)) = first.device.as_ref().zip(first.entry) {
        let source = say!("source-device", device = device.to_string(), entry = entry.to_string());
        screen.line(&say!("publication-source", source = source));
    }
    screen.line(&if first.anchored { say!("publication-anchored") } else { say!("publication-not-anchored") });
}

/// Figures of a month: of the operator, then by permanence. A hidden one is never shown as a number.
pub(in crate::commands) fn figures_table(cells: &[PublishedCell]) -> Table {
    let mut table = Table::new([say!("label-permanence"), say!("label-visits")]).with_figures([1]);
    for cell in cells {
        table.row([cell.permanence.as_ref().map_or_else(|| say!("label-whole"), ToString::to_string), figure(cell)]);
    }
    table
}
