//! `maillage status`: is all well?

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage status`.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-status"))]
pub(crate) struct StatusArgs {
    #[arg(long, value_name = say!("value-state"), help = say!("arg-wait"))]
    wait: Option<Awaited>,
    #[arg(long, default_value_t = 60, requires = "wait", value_name = say!("value-seconds"), help = say!("arg-timeout"))]
    timeout: u32,
}

/// What to wait for.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Awaited {
    /// All connected nodes show the same view.
    Converged,
}

impl StatusArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        pending("status").await
    }
}
