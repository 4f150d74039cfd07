//! `maillage publication`: the figures that the operators published, and why they give nobody away.

mod coverage;
mod explain;
mod export;
mod list;
mod show;
mod verify;

use std::path::PathBuf;

use maillage_node::service::Problem;
use maillage_shared::calendar::Period;

use crate::context::Context;
use crate::language::say;

pub(super) use show::figures_table;

/// `maillage publication`: the figures that the operators published, and why they give nobody away.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-publication"))]
pub(crate) struct PublicationArgs {
    #[command(subcommand)]
    action: PublicationAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum PublicationAction {
    #[command(about = say!("help-publication-list"))]
    List {
        #[arg(long, value_name = say!("value-operator"), help = say!("arg-filter-operator"))]
        operator: Option<String>,
    },
    #[command(about = say!("help-publication-show"))]
    Show {
        #[arg(value_name = say!("value-operator"), help = say!("arg-publication-operator"))]
        operator: String,
        #[arg(value_name = say!("value-period"), help = say!("arg-publication-period"))]
        period: Period,
        #[arg(long, value_name = say!("value-slug"), help = say!("arg-publication-permanence"))]
        permanence: Option<String>,
    },
    #[command(about = say!("help-publication-explain"), after_help = say!("help-publication-explain-after"))]
    Explain {
        #[arg(value_name = say!("value-figure"), help = say!("arg-figure"))]
        figure: String,
        #[arg(long, value_name = say!("value-operator"), help = say!("arg-explain-operator"))]
        operator: Option<String>,
    },
    #[command(about = say!("help-publication-verify"), after_help = say!("help-publication-verify-after"))]
    Verify,
    #[command(about = say!("help-publication-coverage"))]
    Coverage {
        #[arg(long, value_name = say!("value-year"), help = say!("arg-coverage-year"))]
        year: Option<i16>,
    },
    #[command(about = say!("help-publication-export"))]
    Export {
        #[arg(long, value_name = say!("value-operator"), help = say!("arg-filter-operator"))]
        operator: Option<String>,
        #[arg(long, value_name = say!("value-file"), help = say!("arg-to-file"))]
        to: Option<PathBuf>,
    },
}

impl PublicationArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            PublicationAction::List { operator } => list::run(context, operator).await,
            PublicationAction::Show { operator, period, permanence } => show::run(context, operator, period, permanence).await,
            PublicationAction::Explain { figure, operator } => explain::run(context, figure, operator).await,
            PublicationAction::Verify => verify::run(context).await,
            PublicationAction::Coverage { year } => coverage::run(context, year).await,
            PublicationAction::Export { operator, to } => export::run(context, operator, to.as_deref()).await,
        }
    }
}
