//! `maillage demo`: a whole network on one computer, to try it out.

use std::path::PathBuf;

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage demo`: a whole network on one computer, to try it out.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-demo"))]
pub(crate) struct DemoArgs {
    #[arg(long, help = say!("arg-demo-once"))]
    once: bool,
    #[arg(long, value_name = say!("value-folder"), help = say!("arg-demo-keep"))]
    keep: Option<PathBuf>,
    #[arg(long, value_name = say!("value-folder"), help = say!("arg-demo-data"))]
    data: Option<PathBuf>,
}

impl DemoArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        pending("demo").await
    }
}
