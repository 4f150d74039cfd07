//! `maillage publication coverage`: how much is shown of what could be.

use maillage_node::service::Problem;
use maillage_node::service::publications::coverage::{AskCoverage, OwnCoverage};
use maillage_shared::statistics::disclosure::Covers;

use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Table, day, label, number};

pub(super) async fn run(context: &Context, year: Option<i16>) -> Result<(), Problem> {
    let coverage = context.call(AskCoverage { year }).await?;
    context.screen.answer("publication-coverage", &coverage, |screen| show(screen, &coverage))
}

fn show(screen: &Screen, coverage: &OwnCoverage) {
    if coverage.tables.is_empty() {
        screen.note(&say!("publications-none"));
        return;
    }
    let headings = [say!("label-table"), say!("label-whose"), say!("label-figures-shown"), say!("label-visits-shown")];
    let mut table = Table::new(headings).with_figures([2, 3]);
    for line in &coverage.tables {
        let whose = match line.whose {
            Covers::Permanences => say!("whose-permanences"),
            Covers::Operator => say!("label-whole"),
        };
        let of = |part: u64, all: u64| {
            let share = number::percent(part, all);
            say!("coverage-share", share = share, part = number::whole(part), all = number::whole(all))
        };
        let held = line.coverage;
        table.row([
            label::table_of_period(line.table),
            whose,
            of(held.shown_figures, held.ceiling_figures),
            of(held.shown_visits, held.ceiling_visits),
        ]);
    }
    screen.table(&table);
    screen.line("");
    screen.line(&say!("coverage-means"));
    if !coverage.foreign.is_empty() {
        screen.line(&say!("verify-foreign", months = day::months(&coverage.foreign)));
    }
}
