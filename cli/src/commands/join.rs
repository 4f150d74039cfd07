//! `maillage join`: entering a network with an invitation.

use std::net::SocketAddr;

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage join`: entering a network with an invitation.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-join"))]
pub(crate) struct JoinArgs {
    #[arg(value_name = say!("value-invitation"), help = say!("arg-invitation"))]
    invitation: String,
    #[arg(long, value_name = say!("value-name"), help = say!("arg-operator-own"))]
    operator: String,
    #[arg(long, value_name = say!("value-address"), help = say!("arg-listen"))]
    listen: Option<SocketAddr>,
}

impl JoinArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        pending("join").await
    }
}
