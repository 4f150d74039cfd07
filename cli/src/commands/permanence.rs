//! `maillage permanence`: the weekly sessions of this operator.

use std::path::PathBuf;

use maillage_node::service::Problem;

use super::pending::pending;
use crate::arguments::Answer;
use crate::context::Context;
use crate::language::say;

/// `maillage permanence`: the weekly sessions of this operator.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-permanence"))]
pub(crate) struct PermanenceArgs {
    #[command(subcommand)]
    action: Option<PermanenceAction>,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum PermanenceAction {
    #[command(about = say!("help-permanence-add"))]
    Add {
        #[arg(value_name = say!("value-slug"), help = say!("arg-permanence-slug"))]
        slug: String,
        #[arg(long, value_name = say!("value-name"), help = say!("arg-permanence-name"))]
        name: String,
        #[arg(long, value_name = say!("value-slug"), help = say!("arg-permanence-host"))]
        host: String,
        #[arg(long, value_name = say!("value-timetable"), help = say!("arg-timetable"))]
        timetable: String,
        #[command(flatten)]
        details: Details,
    },
    #[command(about = say!("help-permanence-list"))]
    List,
    #[command(about = say!("help-permanence-show"))]
    Show {
        #[arg(value_name = say!("value-slug"), help = say!("arg-permanence-slug"))]
        slug: String,
    },
    #[command(about = say!("help-permanence-edit"))]
    Edit {
        #[arg(value_name = say!("value-slug"), help = say!("arg-permanence-slug"))]
        slug: String,
        #[arg(long, value_name = say!("value-name"), help = say!("arg-permanence-name"))]
        name: Option<String>,
        #[arg(long, value_name = say!("value-slug"), help = say!("arg-permanence-host"))]
        host: Option<String>,
        #[arg(long, value_name = say!("value-timetable"), help = say!("arg-timetable"))]
        timetable: Option<String>,
        #[command(flatten)]
        details: Details,
    },
    #[command(about = say!("help-permanence-import"))]
    Import {
        #[arg(value_name = say!("value-file"), help = say!("arg-csv-file"))]
        file: PathBuf,
        #[arg(long, value_name = say!("value-operator"), help = say!("arg-import-only"))]
        only: Option<String>,
    },
}

/// What the public wants to know besides the timetable.
#[derive(Debug, clap::Args)]
struct Details {
    #[arg(long, value_delimiter = ',', value_name = say!("value-languages"), help = say!("arg-permanence-languages"))]
    languages: Vec<String>,
    #[arg(long, value_name = say!("value-answer"), help = say!("arg-appointment"))]
    appointment: Option<Answer>,
    #[arg(long, value_name = say!("value-answer"), help = say!("arg-wheelchair"))]
    wheelchair: Option<Answer>,
    #[arg(long, value_name = say!("value-phone"), help = say!("arg-phone"))]
    phone: Option<String>,
}

impl PermanenceArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action.unwrap_or(PermanenceAction::List) {
            PermanenceAction::Add { .. } => pending("permanence add").await,
            PermanenceAction::List => pending("permanence list").await,
            PermanenceAction::Show { .. } => pending("permanence show").await,
            PermanenceAction::Edit { .. } => pending("permanence edit").await,
            PermanenceAction::Import { .. } => pending("permanence import").await,
        }
    }
}
