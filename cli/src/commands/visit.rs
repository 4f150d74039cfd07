//! `maillage visit`: the visits recorded here, which never leave this node.

use std::path::PathBuf;

use maillage_node::service::Problem;
use maillage_shared::calendar::Day;

use super::pending::pending;
use super::record::{Fields, RecordArgs};
use crate::context::Context;
use crate::language::say;

/// `maillage visit`: the visits recorded here, which never leave this node.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-visit"))]
pub(crate) struct VisitArgs {
    #[command(subcommand)]
    action: VisitAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum VisitAction {
    Record(RecordArgs),
    #[command(about = say!("help-visit-import"))]
    Import {
        #[arg(value_name = say!("value-file"), help = say!("arg-csv-file"))]
        file: PathBuf,
        #[arg(long, help = say!("arg-skip-bad"))]
        skip_bad: bool,
        #[arg(long, conflicts_with = "replace_days", help = say!("arg-import-add"))]
        add: bool,
        #[arg(long, help = say!("arg-import-replace"))]
        replace_days: bool,
    },
    #[command(about = say!("help-visit-list"))]
    List {
        #[arg(long, value_name = say!("value-day"), help = say!("arg-from-day"))]
        from: Option<Day>,
        #[arg(long, value_name = say!("value-day"), help = say!("arg-to-day"))]
        to: Option<Day>,
        #[arg(long, value_name = say!("value-slug"), help = say!("arg-filter-permanence"))]
        permanence: Option<String>,
        #[arg(long, default_value_t = 20, value_name = say!("value-count"), help = say!("arg-limit"))]
        limit: u32,
    },
    #[command(about = say!("help-visit-amend"))]
    Amend {
        #[arg(value_name = say!("value-id"), help = say!("arg-visit-id"))]
        id: String,
        #[arg(long = "type", value_name = say!("value-type"), help = say!("arg-type"))]
        request: Option<String>,
        #[arg(long, value_name = say!("value-outcome"), help = say!("arg-outcome"))]
        outcome: Option<String>,
        #[command(flatten)]
        fields: Box<Fields>,
    },
    #[command(about = say!("help-visit-delete"))]
    Delete {
        #[arg(value_name = say!("value-id"), help = say!("arg-visit-id"))]
        id: String,
    },
}

impl VisitArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            VisitAction::Record(record) => record.run(context).await,
            VisitAction::Import { .. } => pending("visit import").await,
            VisitAction::List { .. } => pending("visit list").await,
            VisitAction::Amend { .. } => pending("visit amend").await,
            VisitAction::Delete { .. } => pending("visit delete").await,
        }
    }
}
