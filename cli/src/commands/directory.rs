//! `maillage directory`: all permanences of the network.

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage directory`: all permanences of the network.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-directory"))]
pub(crate) struct DirectoryArgs {
    #[command(subcommand)]
    action: DirectoryAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum DirectoryAction {
    #[command(about = say!("help-directory-list"))]
    List {
        #[arg(long, value_name = say!("value-commune"), help = say!("arg-filter-commune"))]
        commune: Option<String>,
        #[arg(long, value_name = say!("value-weekday"), help = say!("arg-filter-weekday"))]
        day: Option<String>,
        #[arg(long, value_name = say!("value-operator"), help = say!("arg-filter-operator"))]
        operator: Option<String>,
        #[arg(long, value_name = say!("value-moment"), help = say!("arg-open-at"))]
        open_at: Option<String>,
    },
    #[command(about = say!("help-directory-show"))]
    Show {
        #[arg(value_name = say!("value-slug"), help = say!("arg-permanence-slug"))]
        slug: String,
    },
}

impl DirectoryArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action {
            DirectoryAction::List { .. } => pending("directory list").await,
            DirectoryAction::Show { .. } => pending("directory show").await,
        }
    }
}
