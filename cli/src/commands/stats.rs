//! `maillage stats`: the figures of the network, with what is missing from them.

use maillage_node::service::Problem;
use maillage_shared::calendar::Month;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage stats`: the figures of the network, with what is missing from them.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-stats"), after_help = say!("help-stats-after"))]
pub(crate) struct StatsArgs {
    #[arg(long, value_delimiter = ',', value_name = say!("value-dimensions"), help = say!("arg-by"))]
    by: Vec<String>,
    #[arg(long, value_name = say!("value-month"), help = say!("arg-from-month"))]
    from: Option<Month>,
    #[arg(long, value_name = say!("value-month"), help = say!("arg-to-month"))]
    to: Option<Month>,
    #[arg(long, value_name = say!("value-slug"), help = say!("arg-filter-permanence"))]
    permanence: Option<String>,
    #[arg(long, value_name = say!("value-operator"), help = say!("arg-filter-operator"))]
    operator: Option<String>,
    #[arg(long, value_name = say!("value-commune"), help = say!("arg-filter-commune"))]
    commune: Option<String>,
    #[arg(long, help = say!("arg-local"))]
    local: bool,
    #[arg(long, help = say!("arg-require-complete"))]
    require_complete: bool,
}

impl StatsArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        pending("stats").await
    }
}
