//! `maillage decision`: what the network decided.

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage decision`: what the network decided.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-decision"))]
pub(crate) struct DecisionArgs {
    #[command(subcommand)]
    action: DecisionAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum DecisionAction {
    #[command(about = say!("help-decision-list"))]
    List,
    #[command(about = say!("help-decision-show"))]
    Show {
        #[arg(value_name = say!("value-reference"), help = say!("arg-decision-reference"))]
        reference: String,
    },
}

impl DecisionArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action {
            DecisionAction::List => pending("decision list").await,
            DecisionAction::Show { .. } => pending("decision show").await,
        }
    }
}
