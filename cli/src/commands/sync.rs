//! `maillage sync`: exchanging with the other members at once.

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

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
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action {
            SyncAction::Now => pending("sync now").await,
        }
    }
}
