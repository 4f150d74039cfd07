//! `maillage sync`: exchanging with the other members at once.

use maillage_node::network::Difficulty;
use maillage_node::service::synchronising::{PeerReport, SyncNow, SyncReport};
use maillage_node::service::{Problem, ProblemCode, reasons};
use maillage_shared::text;

use crate::context::Context;
use crate::language::say;
use crate::presentation::number::whole;
use crate::presentation::{Screen, Table, wording};

/// `maillage sync`: exchanging with the other members at once.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-sync"))]
pub(crate) struct SyncArgs {
    #[command(subcommand)]
    action: SyncAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum SyncAction {
    #[command(about = say!("help-sync-now"))]
    Now,
}

impl SyncArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        let SyncAction::Now = self.action;
        let report = context.call(SyncNow { listen: Vec::new() }).await?;
        context.screen.answer("sync-now", &report, |screen| show(screen, &report))?;
        report.ended.clone().or_else(|| nobody_reached(&report)).map_or(Ok(()), Err)
    }
}

fn show(screen: &Screen, report: &SyncReport) {
    if report.peers.is_empty() {
        return screen.line(&say!("sync-nobody"));
    }
    screen.table(&table(&report.peers));
    let reached = report.peers.iter().filter(|peer| peer.error.is_none()).count();
    if reached > 0 {
        screen.note(&say!("sync-done", count = reached));
    }
}

fn table(peers: &[PeerReport]) -> Table {
    let headings =
        [say!("label-operator"), say!("label-state"), say!("label-received"), say!("label-sent"), say!("label-last-error")];
    let mut table = Table::new(headings).with_figures([2, 3]);
    for peer in peers {
        let state = match (&peer.error, peer.equal) {
            (Some(_), _) => say!("state-offline"),
            (None, true) => say!("state-up-to-date"),
            (None, false) => say!("state-running"),
        };
        let received = whole(peer.entries.0.saturating_add(peer.items.0));
        let sent = whole(peer.entries.1.saturating_add(peer.items.1));
        let who = peer.name.as_ref().map_or_else(|| peer.operator.clone(), |name| format!("{} · {name}", peer.operator));
        table.row([who, state, received, sent, wording::difficulty(peer.difficulty)]);
    }
    table
}

/// The problem of an exchange that reached nobody, though there is somebody to reach.
fn nobody_reached(report: &SyncReport) -> Option<Problem> {
    let first = report.peers.first()?;
    if report.peers.iter().any(|peer| peer.error.is_none()) {
        return None;
    }
    let names: Vec<String> = report.peers.iter().map(|peer| text::printable(&peer.operator)).collect();
    if report.peers.iter().all(|peer| peer.difficulty == Some(Difficulty::NotAMember)) {
        return Some(Problem::new(ProblemCode::TurnedAway).with("peer", names.join(", ")));
    }
    let why = reasons::of_difficulty(first.difficulty.unwrap_or(Difficulty::Unreachable));
    let problem = Problem::new(ProblemCode::PeerUnreachable).with("peer", names.join(", ")).with("why", why);
    Some(problem.with("cause", first.error.as_deref().unwrap_or_default()))
}
