//! `maillage store`: the data that this node keeps.

use maillage_node::service::checking::{CheckStore, StoreReport};
use maillage_node::service::pruning::PruneStore;
use maillage_node::service::{Problem, ProblemCode};
use maillage_node::store::pruning::Bodies;

use super::done::done;
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
    #[command(about = say!("help-store-prune"))]
    Prune {
        #[arg(long, help = say!("arg-prune-snapshot"))]
        snapshot: bool,
    },
}

impl StoreArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            StoreAction::Check => check(context).await,
            StoreAction::Prune { snapshot } => prune(context, snapshot).await,
        }
    }
}

/// Gives the answer whole, faults or not; with faults it ends as a refusal.
async fn check(context: &Context) -> Result<(), Problem> {
    let report = context.call(CheckStore {}).await?;
    context.screen.answer("store-check", &report, |screen| show(screen, &report))?;
    if report.sound {
        return Ok(());
    }
    Err(Problem::new(ProblemCode::StoreUnsound).with("count", report.audit.fault_count()))
}

async fn prune(context: &Context, snapshot: bool) -> Result<(), Problem> {
    let pruned = context.call(PruneStore { snapshot, dry_run: context.dry_run }).await?;
    let Bodies { count, bytes } = pruned.bodies;
    let mut sentences = Vec::new();
    if pruned.snapshot {
        sentences.push(say!("prune-snapshot", count = pruned.changes));
    }
    sentences.push(match count {
        0 => say!("prune-nothing"),
        count => say!("prune-done", count = count, bytes = whole(bytes)),
    });
    let next = if pruned.snapshot {
        say!("prune-snapshot-next")
    } else if pruned.changes > 0 {
        say!("prune-changes-next", count = pruned.changes)
    } else {
        String::new()
    };
    done(context, "store-prune", &pruned, &sentences.join(" "), &next)
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
