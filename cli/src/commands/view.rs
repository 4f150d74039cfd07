//! `maillage view`: the network as this node sees it, to compare or to keep.

use std::path::{Path, PathBuf};

use maillage_node::service::Problem;
use maillage_node::service::viewing::{ExportView, ViewDigest};
use maillage_shared::text;
use serde_json::json;

use crate::context::Context;
use crate::language::say;
use crate::output;

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
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            ViewAction::Digest => digest(context).await,
            ViewAction::Export { to } => export(context, to.as_deref()).await,
        }
    }
}

/// Prints the digest alone on stdout, so that two of them can be compared by a script.
async fn digest(context: &Context) -> Result<(), Problem> {
    let digest = context.call(ViewDigest {}).await?;
    context.screen.answer("view-digest", &digest, |screen| {
        screen.line(&digest.view_digest);
        screen.note(&say!("view-digest-of", entries = digest.entries, items = digest.items));
    })
}

/// Gives out the canonical bytes: their SHA-256 is the digest.
async fn export(context: &Context, to: Option<&Path>) -> Result<(), Problem> {
    to.map_or(Ok(()), |path| context.spare(path))?;
    let view = context.call(ExportView {}).await?;
    let Some(path) = to else {
        return context.screen.answer("view-export", &json!({ "text": view }), |screen| screen.text(&view));
    };
    if context.dry_run {
        context.screen.note(&say!("dry-run-note"));
        return Ok(());
    }
    output::public(path, &view)?;
    let shown = path.display().to_string();
    context.screen.answer("view-export", &json!({ "file": shown, "bytes": view.len() }), |screen| {
        screen.note(&say!("saved-to", path = text::printable(&shown)));
    })
}
