//! `maillage month`: closing months, which publishes their figures.

use maillage_node::service::Problem;
use maillage_shared::calendar::{Day, Month};

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage month`: closing months, which publishes their figures.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-month"))]
pub(crate) struct MonthArgs {
    #[command(subcommand)]
    action: MonthAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum MonthAction {
    #[command(about = say!("help-month-close"))]
    Close {
        #[arg(conflicts_with = "all_before", value_name = say!("value-month"), help = say!("arg-month"))]
        month: Option<Month>,
        #[arg(long, value_name = say!("value-day"), help = say!("arg-all-before"))]
        all_before: Option<Day>,
    },
}

impl MonthArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action {
            MonthAction::Close { .. } => pending("month close").await,
        }
    }
}
