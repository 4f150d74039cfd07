//! `maillage store`: the data that this node keeps, and what to do when they are damaged.

use maillage_node::service::checking::{CheckStore, Remedy, StoreReport};
use maillage_node::service::pruning::PruneStore;
use maillage_node::service::repairing::{self, RepairStore, Repaired};
use maillage_node::service::{Problem, ProblemCode};
use maillage_node::store::audit::Part;
use maillage_node::store::pruning::Bodies;

use super::done::done;
use super::typed;
use crate::context::{Context, clock};
use crate::language::say;
use crate::presentation::number::whole;
use crate::presentation::{Screen, Table, wording};
use crate::problem::Sentences;

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
    #[command(about = say!("help-store-repair"), after_help = say!("help-store-repair-after"))]
    Repair {
        #[arg(long, value_name = say!("value-invitation"), help = say!("arg-repair-from"))]
        from: Option<String>,
    },
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
            StoreAction::Repair { from } => {
                let from = from.as_deref().map(typed::text_or_file).transpose()?;
                repair(context, from).await
            }
            StoreAction::Prune { snapshot } => prune(context, snapshot).await,
        }
    }
}

/// The answer is given whole, faults or not; with faults it ends as a refusal that names what helps.
async fn check(context: &Context) -> Result<(), Problem> {
    let report = context.call(CheckStore {}).await?;
    context.screen.answer("store-check", &report, |screen| show(screen, &report))?;
    if report.sound {
        return Ok(());
    }
    // A damaged file advises to look here for whatever else is missing: that was just shown.
    let of_keys = report.files.first().map(|problem| Problem { code: ProblemCode::KeysLost, ..problem.clone() });
    let worst = of_keys.or_else(|| report.unusable.clone());
    Err(worst.unwrap_or_else(|| Problem::new(ProblemCode::StoreUnsound).with("count", report.audit.fault_count())))
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
    let faults = faults(&report.audit.parts);
    if !report.audit.parts.is_empty() {
        screen.table(&table(&report.audit.parts, say!("label-rows"), say!("label-faults")));
        screen.line("");
    }
    if report.sound {
        screen.line(&say!("store-sound"));
    } else if !faults.is_empty() {
        screen.table(&faults);
    }
    // What is damaged is told as the problem that the command ends with; of the others this is the place.
    let unusable = report.unusable.as_ref().filter(|_| !report.files.is_empty());
    for problem in report.files.iter().skip(1).chain(unusable) {
        screen.say(&Sentences::of(problem).what);
    }
    let waits = report.authority.as_ref().filter(|_| !matches!(report.remedy, None | Some(Remedy::Keys | Remedy::Repair)));
    if let Some(sentences) = waits.map(Sentences::of) {
        screen.note(&format!("{}\n{}", sentences.what, say!("problem-next", text = sentences.next)));
    }
}

fn table(parts: &[Part], rows: String, faults: String) -> Table {
    let mut table = Table::new([say!("label-part"), rows, faults]).with_figures([1, 2]);
    for part in parts {
        table.row([wording::part(&part.name), whole(part.rows), whole(part.fault_count)]);
    }
    table
}

fn faults(parts: &[Part]) -> Table {
    let mut table = Table::new([say!("label-part"), say!("label-place"), say!("label-why")]);
    for part in parts {
        for fault in &part.faults {
            table.row([wording::part(&part.name), fault.place.clone(), fault.why.clone()]);
        }
    }
    table
}

/// Works here and never in a node: the store is replaced, and nobody may have it open meanwhile.
async fn repair(context: &Context, from: Option<String>) -> Result<(), Problem> {
    context.confirm(&say!("store-repair-question"))?;
    let (home, clock, progress) = (context.home.clone(), clock()?, context.progress());
    let request = RepairStore { from, dry_run: context.dry_run };
    let repairing = move || repairing::repair(&home, clock, &request, &progress);
    let repaired = tokio::task::spawn_blocking(repairing).await.map_err(Problem::bug)??;
    if repaired.damaged && !context.screen.is_json() {
        say_what_was_taken(&context.screen, &repaired);
    }
    let (sentence, next) = match &repaired {
        Repaired { damaged: false, contacts: 1.., .. } => (say!("store-repair-led"), say!("store-repaired-next")),
        Repaired { damaged: false, .. } => (say!("store-repair-nothing"), String::new()),
        Repaired { unreadable: true, .. } => (say!("store-repaired-anew"), say!("store-repaired-next")),
        Repaired { contacts: 0, .. } => (say!("store-repaired", count = repaired.lost), say!("store-repaired-alone")),
        _ => (say!("store-repaired", count = repaired.lost), say!("store-repaired-next")),
    };
    done(context, "store-repair", &repaired, &sentence, &next)
}

/// What was taken over and what was not, with what to do about it.
pub(crate) fn say_what_was_taken(screen: &Screen, repaired: &Repaired) {
    if !repaired.parts.is_empty() {
        screen.table(&table(&repaired.parts, say!("label-taken-over"), say!("label-not-taken-over")));
        screen.line("");
    }
    let faults = faults(&repaired.parts);
    if !faults.is_empty() {
        screen.table(&faults);
        screen.line("");
    }
    if !repaired.lost_visits.is_empty() {
        let mut days = Table::new([say!("label-day"), say!("label-permanence"), say!("label-visits")]).with_figures([2]);
        for lost in &repaired.lost_visits {
            days.row([lost.day.to_string(), lost.permanence.to_string(), whole(lost.visits)]);
        }
        screen.table(&days);
        screen.line("");
    }
    let path = repaired.kept.as_ref().map(|path| maillage_shared::text::printable(&path.display().to_string()));
    if let Some(path) = path {
        screen.line(&say!("store-repair-kept", path = path));
    }
    if repaired.unreadable || repaired.lost > 0 {
        screen.line(&say!("store-repair-lost"));
    }
    if repaired.doubtful {
        screen.line(&say!("store-repair-doubtful"));
    }
}
