//! `maillage network`: founding a network.

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage network`: founding a network.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-network"))]
pub(crate) struct NetworkArgs {
    #[command(subcommand)]
    action: NetworkAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum NetworkAction {
    #[command(about = say!("help-network-create"))]
    Create {
        #[arg(value_name = say!("value-name"), help = say!("arg-network-name"))]
        name: String,
        #[arg(long, value_name = say!("value-name"), help = say!("arg-operator-own"))]
        operator: String,
    },
}

impl NetworkArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action {
            NetworkAction::Create { .. } => pending("network create").await,
        }
    }
}
