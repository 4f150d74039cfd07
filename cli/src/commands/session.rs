//! `maillage session`: the session sheets.

use std::path::PathBuf;

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage session`: the session sheets.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-session"))]
pub(crate) struct SessionArgs {
    #[command(subcommand)]
    action: SessionAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum SessionAction {
    #[command(about = say!("help-session-import"))]
    Import {
        #[arg(value_name = say!("value-file"), help = say!("arg-csv-file"))]
        file: PathBuf,
    },
}

impl SessionArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action {
            SessionAction::Import { .. } => pending("session import").await,
        }
    }
}
