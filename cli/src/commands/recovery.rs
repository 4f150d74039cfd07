//! `maillage recovery`: the sheet of paper that makes this organisation again on a new computer.
//!
//! * `page`: the sheet as one page to print, with a QR code
//! * `replacement`: going on under another root key, when that one is lost

mod page;
mod replacement;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use maillage_node::service::Problem;
use maillage_node::service::recovery_sheet::{MakeRecoverySheet, SheetMade};
use maillage_shared::text;
use serde_json::json;
use zeroize::Zeroizing;

use crate::context::Context;
use crate::language::say;
use crate::output;
use crate::passphrase::PassphraseArgs;
use crate::presentation::moment::moment;

/// `maillage recovery`: the recovery sheet.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-recovery"))]
pub(crate) struct RecoveryArgs {
    #[command(subcommand)]
    action: RecoveryAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum RecoveryAction {
    #[command(about = say!("help-recovery-sheet"), after_help = say!("help-recovery-sheet-after"))]
    Sheet {
        #[arg(long, value_name = say!("value-file"), help = say!("arg-to-file"))]
        output: Option<PathBuf>,
        #[arg(long, help = say!("arg-sheet-html"))]
        html: bool,
        #[arg(long, help = say!("arg-sheet-plain"))]
        plain: bool,
        #[command(flatten)]
        passphrase: PassphraseArgs,
    },
    #[command(about = say!("help-recovery-basis"), after_help = say!("help-recovery-basis-after"))]
    Basis {
        #[arg(value_name = say!("value-member"), help = say!("arg-basis-member"))]
        member: Option<String>,
        #[arg(long, value_name = say!("value-file"), help = say!("arg-to-file"))]
        to: Option<PathBuf>,
    },
    #[command(about = say!("help-recovery-request"))]
    Request {
        #[arg(value_name = say!("value-code"), help = say!("arg-basis"))]
        basis: Option<String>,
        #[arg(long, value_name = say!("value-name"), help = say!("arg-device-name"))]
        name: String,
        #[arg(long, value_name = say!("value-file"), help = say!("arg-to-file"))]
        to: Option<PathBuf>,
    },
}

impl RecoveryArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            RecoveryAction::Sheet { output, html, plain, passphrase } => sheet(context, output, (html, plain), passphrase).await,
            RecoveryAction::Basis { member, to } => replacement::basis(context, member, to.as_deref()).await,
            RecoveryAction::Request { basis, name, to } => {
                replacement::request(context, basis.as_deref(), &name, to.as_deref()).await
            }
        }
    }
}

/// Makes the sheet, and prints it or writes it to a file.
async fn sheet(
    context: &Context,
    output: Option<PathBuf>,
    (html, plain): (bool, bool),
    passphrase: PassphraseArgs,
) -> Result<(), Problem> {
    output.as_deref().map_or(Ok(()), |path| context.spare(path))?;
    let made = context.call_with_root(passphrase, |passphrase| MakeRecoverySheet { plain, passphrase }).await?;
    let printed = Zeroizing::new(if html { page::of(&made)? } else { in_text(&made) });
    match output {
        Some(path) => keep(context, &made, &path, &printed),
        None => context.screen.answer("recovery-sheet", &made, |screen| screen.text(&printed)),
    }
}

/// Writes the sheet to a file; what is said about it then holds no secret.
fn keep(context: &Context, made: &SheetMade, path: &Path, printed: &str) -> Result<(), Problem> {
    if !context.dry_run {
        output::private(path, printed)?;
    }
    let path = path.display().to_string();
    let answer = json!({ "file": path, "sealed": made.sealed, "contacts": made.contacts, "dry_run": context.dry_run });
    context.screen.answer("recovery-sheet", &answer, |screen| {
        if context.dry_run {
            return screen.note(&say!("dry-run-note"));
        }
        screen.line(&say!("saved-to", path = text::printable(&path)));
        screen.note(&say!("sheet-next"));
    })
}

/// What the sheet says above its lines: label and value.
fn facts(made: &SheetMade) -> Vec<(String, String)> {
    vec![
        (say!("label-network"), text::printable(&made.network)),
        (say!("label-operator"), format!("{} ({})", text::printable(&made.operator), made.operator_code)),
        (say!("label-made"), moment(made.made)),
        (say!("label-contacts"), made.contacts.to_string()),
    ]
}

/// What whoever finds the sheet has to know: what it opens, what it does not hold, how it is used.
fn remarks(made: &SheetMade) -> [String; 3] {
    let opens = if made.sealed { say!("sheet-sealed") } else { say!("sheet-plain") };
    [opens, say!("sheet-without-visits"), say!("sheet-use")]
}

/// The sheet as text.
fn in_text(made: &SheetMade) -> String {
    let mut sheet = format!("{}\n\n", say!("sheet-title"));
    // Writing to a string cannot fail.
    for (label, value) in facts(made) {
        let _ = writeln!(sheet, "{}", say!("sheet-fact", label = label, value = value));
    }
    let [opens, without, usage] = remarks(made);
    let _ = writeln!(sheet, "\n{opens}\n\n{}\n\n{without}\n\n{usage}", made.lines.0.join("\n"));
    sheet
}
