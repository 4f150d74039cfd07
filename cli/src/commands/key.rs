//! `maillage key`: the keys of this home.

use maillage_node::home::RootProtection;
use maillage_node::service::keys::{AskKeys, KeyStatus, ProtectKey, RotateEndpoint};
use maillage_node::service::{Problem, ProblemCode};
use maillage_shared::text;

use super::done;
use crate::context::Context;
use crate::language::say;
use crate::passphrase::{self, PassphraseArgs};
use crate::presentation::{Facts, Screen, Tone};

/// `maillage key`: the keys of this home.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-key"))]
pub(crate) struct KeyArgs {
    #[command(subcommand)]
    action: KeyAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum KeyAction {
    #[command(about = say!("help-key-status"))]
    Status,
    #[command(about = say!("help-key-protect"), after_help = say!("help-key-protect-after"))]
    Protect {
        #[arg(long, help = say!("arg-passphrase-remove"))]
        remove: bool,
        #[arg(long, help = say!("arg-passphrases-stdin"))]
        passphrase_stdin: bool,
    },
    #[command(about = say!("help-key-rotate-endpoint"))]
    RotateEndpoint,
}

impl KeyArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            KeyAction::Status => {
                let status = context.call(AskKeys {}).await?;
                context.screen.answer("key-status", &status, |screen| show(screen, &status))
            }
            KeyAction::Protect { remove, passphrase_stdin } => protect(context, remove, passphrase_stdin).await,
            KeyAction::RotateEndpoint => rotate(context).await,
        }
    }
}

fn show(screen: &Screen, status: &KeyStatus) {
    Facts::new()
        .with(say!("label-folder"), &status.folder)
        .with(say!("label-root-key"), root(status.root))
        .with(say!("label-operator"), status.operator_code.to_string())
        .with(say!("label-device"), status.device_code.to_string())
        .with(say!("label-endpoint"), status.endpoint.to_string())
        .show(screen);
    match status.root {
        RootProtection::Plain => {
            screen.line("");
            screen.line(&screen.painted(Tone::Doubtful, &say!("key-plain")));
            screen.note(&say!("key-plain-next"));
        }
        RootProtection::Passphrase => screen.note(&say!("key-protected-next")),
        RootProtection::Absent => screen.note(&elsewhere(status.root_device.as_deref())),
    }
}

/// Where the root key is, as far as it is known here.
fn elsewhere(device: Option<&str>) -> String {
    device.map_or_else(|| say!("key-absent-unknown"), |device| say!("key-absent", name = text::printable(device)))
}

fn root(protection: RootProtection) -> String {
    match protection {
        RootProtection::Absent => say!("root-absent"),
        RootProtection::Plain => say!("root-plain"),
        RootProtection::Passphrase => say!("root-passphrase"),
    }
}

/// Gives the root key a passphrase, another one, or none. From the input come first the one that it has, then the new one.
async fn protect(context: &Context, remove: bool, from_input: bool) -> Result<(), Problem> {
    let before = context.call(AskKeys {}).await?;
    let (is_protected, dry_run) = (before.root == RootProtection::Passphrase, context.dry_run);
    if before.root == RootProtection::Absent {
        let absent = Problem::new(ProblemCode::RootAbsent);
        return Err(before.root_device.into_iter().fold(absent, |absent, device| absent.with("name", device).with("count", 1)));
    }
    let (given, new) = match (remove, from_input, is_protected) {
        (true, true, true) => (Some(passphrase::from_input()?), None),
        (true, ..) => (None, None),
        (false, true, true) => passphrase::two_from_input().map(|(current, new)| (Some(current), Some(new)))?,
        (false, true, false) => (None, Some(passphrase::from_input()?)),
        (false, false, _) => (None, Some(passphrase::new_one(context)?)),
    };
    if remove {
        context.confirm(&say!("key-remove-question"))?;
    }
    let operation = |current| ProtectKey { current, new: new.clone(), dry_run };
    let status = match given {
        Some(current) => context.call(operation(Some(current))).await?,
        None => context.call_with_root(PassphraseArgs { passphrase_stdin: false }, operation).await?,
    };
    let sentence = if remove { say!("key-unprotected") } else { say!("key-protected") };
    let next = if remove { say!("key-plain-next") } else { say!("key-protected-next") };
    done::done(context, "key-protect", &status, &sentence, &next)
}

async fn rotate(context: &Context) -> Result<(), Problem> {
    let rotated = context.call(RotateEndpoint { dry_run: context.dry_run }).await?;
    done::done(context, "key-rotate-endpoint", &rotated, &say!("endpoint-rotated"), &say!("endpoint-rotated-next"))
}
