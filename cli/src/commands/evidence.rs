//! `maillage evidence`: what devices signed against the rules or against themselves.

use std::path::{Path, PathBuf};

use maillage_node::service::Problem;
use maillage_node::service::evidence::{Breach, EvidenceFile, EvidenceLine, ExportEvidence, ListEvidence, ShowEvidence};
use maillage_node::service::verifying::{VerifyEvidence, Worth};
use maillage_shared::text;
use serde_json::json;

use crate::context::Context;
use crate::input;
use crate::language::say;
use crate::output;
use crate::presentation::{self, Facts, Screen, Table};

/// `maillage evidence`: what devices signed against the rules or against themselves.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-evidence"))]
pub(crate) struct EvidenceArgs {
    #[command(subcommand)]
    action: EvidenceAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum EvidenceAction {
    #[command(about = say!("help-evidence-list"))]
    List,
    #[command(about = say!("help-evidence-show"))]
    Show {
        #[arg(value_name = say!("value-code"), help = say!("arg-evidence-code"))]
        code: String,
    },
    #[command(about = say!("help-evidence-export"))]
    Export {
        #[arg(value_name = say!("value-file"), help = say!("arg-evidence-file"))]
        file: PathBuf,
        #[arg(long, value_name = say!("value-code"), help = say!("arg-evidence-only"))]
        only: Option<String>,
    },
    #[command(about = say!("help-evidence-verify"))]
    Verify {
        #[arg(value_name = say!("value-file"), help = say!("arg-evidence-check"))]
        file: PathBuf,
    },
}

impl EvidenceArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            EvidenceAction::List => {
                let evidence = context.call(ListEvidence {}).await?;
                context.screen.answer("evidence-list", &json!({ "evidence": evidence }), |screen| list(screen, &evidence))
            }
            EvidenceAction::Show { code } => {
                let line = context.call(ShowEvidence { id: code }).await?;
                context.screen.answer("evidence-show", &line, |screen| show(screen, &line))
            }
            EvidenceAction::Export { file, only } => export(context, &file, only).await,
            EvidenceAction::Verify { file } => verify(context, &file).await,
        }
    }
}

/// What the device did, as one sentence.
fn sentence(breach: Breach) -> String {
    match breach {
        Breach::Fork => say!("breach-fork"),
        Breach::SeveralDecisions => say!("breach-several-decisions"),
        Breach::InvalidDecision => say!("breach-invalid-decision"),
        Breach::SeveralBranches => say!("breach-several-branches"),
        Breach::SeveralInstallations => say!("breach-several-installations"),
        Breach::AgainstAcknowledgement => say!("breach-against-acknowledgement"),
        Breach::RefusedChange => say!("breach-refused-change"),
    }
}

fn list(screen: &Screen, evidence: &[EvidenceLine]) {
    if evidence.is_empty() {
        return screen.line(&say!("evidence-none"));
    }
    let mut table = Table::new([say!("label-code"), say!("label-operator"), say!("label-device"), say!("label-breach")]);
    for line in evidence {
        let operator = line.operator_name.clone().unwrap_or_else(|| "–".to_owned());
        table.row([line.code.to_string(), operator, line.device_code.to_string(), sentence(line.breach)]);
    }
    screen.table(&table);
    screen.note(&say!("evidence-next"));
}

fn show(screen: &Screen, line: &EvidenceLine) {
    screen.line(&sentence(line.breach));
    Facts::new()
        .with(say!("label-code"), line.code.to_string())
        .with_some(say!("label-operator"), line.operator_name.as_deref().map(text::printable))
        .with(say!("label-device"), format!("{} ({})", line.device_code, line.device))
        .with_some(say!("label-entry"), line.entry.map(|entry| entry.to_string()))
        .with_some(say!("label-reason"), line.rule.as_deref().map(text::printable))
        .show(screen);
    for item in &line.items {
        screen.line(&item.to_string());
    }
    screen.note(&say!("evidence-consequence"));
}

/// Writes a file with which anyone can check the evidence.
async fn export(context: &Context, path: &Path, only: Option<String>) -> Result<(), Problem> {
    context.spare(path)?;
    let file = context.call(ExportEvidence { id: only }).await?;
    if !context.dry_run {
        keep(path, &file)?;
    }
    let answer = json!({ "file": path, "count": file.exhibits.len(), "dry_run": context.dry_run });
    context.screen.answer("evidence-export", &answer, |screen| {
        if context.dry_run {
            return screen.note(&say!("dry-run-note"));
        }
        screen.line(&say!("saved-to", path = text::printable(&path.display().to_string())));
        screen.note(&say!("evidence-exported", count = file.exhibits.len()));
    })
}

fn keep(path: &Path, evidence: &EvidenceFile) -> Result<(), Problem> {
    output::public(path, &presentation::document("evidence", evidence, true)?)
}

/// Checks a file with nothing but what stands in it.
async fn verify(context: &Context, path: &Path) -> Result<(), Problem> {
    let input = input::read(path)?;
    let checked = context.call(VerifyEvidence { name: input.name, file: input.content }).await?;
    context.screen.answer("evidence-verify", &json!({ "evidence": checked }), |screen| {
        let mut table = Table::new([say!("label-code"), say!("label-device"), say!("label-breach"), say!("label-state")]);
        for line in &checked {
            table.row([line.code.to_string(), line.device_code.to_string(), sentence(line.breach), worth(line.worth)]);
        }
        screen.table(&table);
    })
}

fn worth(worth: Worth) -> String {
    match worth {
        Worth::Proved => say!("worth-proved"),
        Worth::Signed => say!("worth-signed"),
        Worth::Nothing => say!("worth-nothing"),
    }
}
