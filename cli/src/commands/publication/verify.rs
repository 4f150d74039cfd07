//! `maillage publication verify`: checks the proofs again.

use maillage_node::service::publications::verify::{Verified, VerifiedYear, VerifyPublications};
use maillage_node::service::{Problem, ProblemCode, reasons};
use maillage_shared::text;

use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Table, Tone, day, label};

pub(super) async fn run(context: &Context) -> Result<(), Problem> {
    let verified = context.call(VerifyPublications {}).await?;
    context.screen.answer("publication-verify", &verified, |screen| show(screen, &verified))?;
    let unproven = verified.years.iter().find(|year| !year.proven);
    unproven.map_or(Ok(()), |year| {
        let cause = year.unproven.as_ref().map_or("", |figure| figure.why.as_str());
        Err(Problem::new(ProblemCode::FiguresUnproven)
            .with("period", year.year)
            .with("why", reasons::NO_PROOF)
            .with("cause", cause))
    })
}

fn show(screen: &Screen, verified: &Verified) {
    let headings = [say!("label-year"), say!("label-shown"), say!("label-hidden"), say!("label-certificates"), say!("label-state")];
    let mut table = Table::new(headings).with_figures([1, 2, 3]);
    for year in &verified.years {
        let state = match (year.proven, year.found_again) {
            (true, false) => say!("state-proven"),
            (true, true) => say!("state-proven-again"),
            (false, _) => say!("state-unproven"),
        };
        table.row([year.year.to_string(), year.shown.to_string(), year.hidden.to_string(), year.certificates.to_string(), state]);
    }
    if table.is_empty() {
        screen.line(&say!("verify-nothing-own"));
    } else {
        screen.table(&table);
        screen.line("");
    }
    verified.years.iter().for_each(|year| details(screen, year));
    screen.line(&say!("verify-publications", count = verified.publications));
    for found in &verified.contradictory {
        let name = text::printable(&found.operator);
        screen.line(&screen.painted(Tone::Doubtful, &say!("verify-contradictory", name = name, year = found.year.to_string())));
    }
}

fn details(screen: &Screen, year: &VerifiedYear) {
    if let Some(figure) = &year.unproven {
        let whose = figure.permanence.as_ref().map_or_else(|| say!("label-whole"), ToString::to_string);
        let table = figure.table.map_or_else(String::new, label::table);
        let place = [whose, day::period(figure.period), table].join(", ");
        screen.line(&screen.painted(Tone::Bad, &say!("verify-unproven", place = place)));
    }
    if !year.foreign.is_empty() {
        screen.line(&say!("verify-foreign", months = day::months(&year.foreign)));
    }
}
