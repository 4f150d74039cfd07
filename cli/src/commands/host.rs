//! `maillage host`: the organisations that lend their rooms.

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage host`: the organisations that lend their rooms.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-host"))]
pub(crate) struct HostArgs {
    #[command(subcommand)]
    action: HostAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum HostAction {
    #[command(about = say!("help-host-add"))]
    Add {
        #[arg(value_name = say!("value-slug"), help = say!("arg-host-slug"))]
        slug: String,
        #[arg(long, value_name = say!("value-name"), help = say!("arg-host-name"))]
        name: String,
        #[arg(long, value_name = say!("value-code"), help = say!("arg-host-kind"))]
        kind: String,
        #[arg(long, value_name = say!("value-address"), help = say!("arg-address"))]
        address: Option<String>,
        #[arg(long, value_name = say!("value-code"), help = say!("arg-postal-code"))]
        postal_code: Option<String>,
        #[arg(long, value_name = say!("value-nis"), help = say!("arg-commune-nis"))]
        commune: Option<String>,
        #[arg(long, allow_negative_numbers = true, value_name = say!("value-degrees"), help = say!("arg-latitude"))]
        latitude: Option<f64>,
        #[arg(long, allow_negative_numbers = true, value_name = say!("value-degrees"), help = say!("arg-longitude"))]
        longitude: Option<f64>,
    },
    #[command(about = say!("help-host-list"))]
    List,
}

impl HostArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action {
            HostAction::Add { .. } => pending("host add").await,
            HostAction::List => pending("host list").await,
        }
    }
}
