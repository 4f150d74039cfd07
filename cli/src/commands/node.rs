//! `maillage node`: the program that keeps in touch with the other members.

use std::net::SocketAddr;

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage node`: the program that keeps in touch with the other members.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-node"))]
pub(crate) struct NodeArgs {
    #[command(subcommand)]
    action: NodeAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum NodeAction {
    #[command(about = say!("help-node-run"))]
    Run {
        #[arg(long, value_name = say!("value-address"), help = say!("arg-listen"))]
        listen: Vec<SocketAddr>,
    },
}

impl NodeArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action {
            NodeAction::Run { .. } => pending("node run").await,
        }
    }
}
