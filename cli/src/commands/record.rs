//! `maillage record`: noting a request helped, in ten seconds.

use maillage_node::service::Problem;
use maillage_shared::calendar::Day;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage record TYPE OUTCOME`.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-record"), after_help = say!("help-record-after"))]
pub(crate) struct RecordArgs {
    #[arg(value_name = say!("value-type"), help = say!("arg-type"))]
    request: String,
    #[arg(value_name = say!("value-outcome"), help = say!("arg-outcome"))]
    outcome: String,
    #[command(flatten)]
    fields: Fields,
}

/// The fields of a visit that may be left out.
#[derive(Debug, clap::Args)]
pub(super) struct Fields {
    #[arg(long, value_name = say!("value-slug"), help = say!("arg-record-permanence"))]
    pub(super) permanence: Option<String>,
    #[arg(long, value_name = say!("value-day"), help = say!("arg-record-date"))]
    pub(super) date: Option<Day>,
    #[arg(long, value_name = say!("value-code"), help = say!("arg-age"))]
    pub(super) age: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = say!("arg-gender"))]
    pub(super) gender: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = say!("arg-referral"))]
    pub(super) referral: Option<String>,
    #[arg(long, value_name = say!("value-minutes"), help = say!("arg-duration"))]
    pub(super) duration: Option<u32>,
    #[arg(long, value_name = say!("value-code"), help = say!("arg-channel"))]
    pub(super) channel: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = say!("arg-device"))]
    pub(super) device: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = say!("arg-record-language"))]
    pub(super) language: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = say!("arg-participation"))]
    pub(super) participation: Option<String>,
}

impl RecordArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        pending("record").await
    }
}
