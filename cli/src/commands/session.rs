//! `maillage session`: the session sheets.

use std::path::PathBuf;

use maillage_node::service::Problem;
use maillage_node::service::sessions::{ImportSessions, SessionsImported};

use super::done::done;
use super::visit;
use crate::context::Context;
use crate::input::{self, Input};
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
        #[arg(long, help = say!("arg-skip-bad"))]
        skip_bad: bool,
    },
}

impl SessionArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        let SessionAction::Import { file, skip_bad } = self.action;
        let Input { name, content } = input::read(&file)?;
        let operation = ImportSessions { file: name, content, skip_bad, dry_run: context.dry_run };
        let imported = context.call(operation).await?;
        visit::skipped(context, &imported.skipped);
        let SessionsImported { added, replaced, unchanged, .. } = imported;
        let sentence = say!("sessions-taken", added = added, replaced = replaced, unchanged = unchanged);
        done(context, "session-import", &imported, &sentence, &say!("sessions-taken-next"))
    }
}
