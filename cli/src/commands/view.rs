//! `maillage view`: the network as this node sees it, to compare or to keep.

use std::path::PathBuf;

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage view`: the network as this node sees it, to compare or to keep.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-view"))]
pub(crate) struct ViewArgs {
    #[command(subcommand)]
    action: ViewAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum ViewAction {
    #[command(about = say!("help-view-digest"))]
    Digest,
    #[command(about = say!("help-view-export"))]
    Export {
        #[arg(long, value_name = say!("value-file"), help = say!("arg-to-file"))]
        to: Option<PathBuf>,
    },
}

impl ViewArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action {
            ViewAction::Digest => pending("view digest").await,
            ViewAction::Export { .. } => pending("view export").await,
        }
    }
}
