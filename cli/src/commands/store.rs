//! `maillage store`: the data that this node keeps.

use maillage_node::service::checking::{CheckStore, StoreReport};
use maillage_node::service::{Problem, ProblemCode};

use crate::context::Context;
use crate::language::say;
use crate::presentation::number::whole;
use crate::presentation::{Screen, Table, wording};

/// `maillage store`: the data that this node keeps.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-store"))]
pub(crate) struct StoreArgs {
    #[command(subcommand)]
    action: StoreAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum StoreAction {
    #[command(about = say!("help-store-check"))]
    Check,
}

impl StoreArgs {
    /// Runs it. The answer is given whole, faults or not; with faults it ends as a refusal.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        let StoreAction::Check = self.action;
        let report = context.call(CheckStore {}).await?;
        context.screen.answer("store-check", &report, |screen| show(screen, &report))?;
        if report.sound {
            return Ok(());
        }
        Err(Problem::new(ProblemCode::StoreUnsound).with("count", report.audit.fault_count()))
    }
}

fn show(screen: &Screen, report: &StoreReport) {
    let mut parts = Table::new([say!("label-part"), say!("label-rows"), say!("label-faults")]).with_figures([1, 2]);
    let mut faults = Table::new([say!("label-part"), say!("label-place"), say!("label-why")]);
    for part in &report.audit.parts {
        parts.row([wording::part(&part.name), whole(part.rows), whole(part.fault_count)]);
        for fault in &part.faults {
            faults.row([wording::part(&part.name), fault.place.clone(), fault.why.clone()]);
        }
    }
    screen.table(&parts);
    screen.line("");
    if faults.is_empty() {
        screen.line(&say!("store-sound"));
    } else {
        screen.table(&faults);
    }
}
