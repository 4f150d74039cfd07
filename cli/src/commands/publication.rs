//! `maillage publication`: the figures that the operators published.

use maillage_node::service::Problem;
use maillage_shared::calendar::Month;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage publication`: the figures that the operators published.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-publication"))]
pub(crate) struct PublicationArgs {
    #[command(subcommand)]
    action: PublicationAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum PublicationAction {
    #[command(about = say!("help-publication-list"))]
    List {
        #[arg(long, value_name = say!("value-operator"), help = say!("arg-filter-operator"))]
        operator: Option<String>,
    },
    #[command(about = say!("help-publication-show"))]
    Show {
        #[arg(value_name = say!("value-operator"), help = say!("arg-publication-operator"))]
        operator: String,
        #[arg(value_name = say!("value-month"), help = say!("arg-publication-month"))]
        month: Month,
    },
}

impl PublicationArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action {
            PublicationAction::List { .. } => pending("publication list").await,
            PublicationAction::Show { .. } => pending("publication show").await,
        }
    }
}
