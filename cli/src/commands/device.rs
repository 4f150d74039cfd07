//! `maillage device`: the devices of this organisation.
//!
//! * `pairing`: letting a further device in, and asking as one

mod pairing;

use std::net::SocketAddr;

use maillage_node::service::devices::{Devices, Held, HoldDevices, ListDevices, OwnDevice, RenameDevice, RevokeDevice};
use maillage_node::service::{Problem, ProblemCode};
use maillage_shared::text;

use super::{done, typed};
use crate::context::Context;
use crate::language::say;
use crate::passphrase::PassphraseArgs;
use crate::presentation::moment::moment;
use crate::presentation::{Screen, Table, Tone};

/// `maillage device`: the devices of this organisation.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-device"), after_help = say!("help-device-after"))]
pub(crate) struct DeviceArgs {
    #[command(subcommand)]
    action: DeviceAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum DeviceAction {
    #[command(about = say!("help-device-list"))]
    List,
    #[command(about = say!("help-device-pair"))]
    Pair {
        #[arg(requires = "name", value_name = say!("value-code"), help = say!("arg-pairing-code"))]
        code: Option<String>,
        #[arg(long, requires = "code", value_name = say!("value-name"), help = say!("arg-device-name"))]
        name: Option<String>,
        #[arg(long, requires = "code", value_name = say!("value-address"), help = say!("arg-listen"))]
        listen: Option<SocketAddr>,
    },
    #[command(about = say!("help-device-accept"))]
    Accept {
        #[arg(value_name = say!("value-code"), help = say!("arg-pairing-request-code"))]
        code: String,
        #[command(flatten)]
        passphrase: PassphraseArgs,
    },
    #[command(about = say!("help-device-hold"))]
    Hold {
        #[arg(long, value_name = say!("value-device"), help = say!("arg-governs"))]
        governs: Option<String>,
        #[arg(long, value_name = say!("value-device"), help = say!("arg-publishes"))]
        publishes: Option<String>,
        #[command(flatten)]
        passphrase: PassphraseArgs,
    },
    #[command(about = say!("help-device-rename"))]
    Rename {
        #[arg(value_name = say!("value-device"), help = say!("arg-own-device"))]
        device: String,
        #[arg(long, value_name = say!("value-name"), help = say!("arg-device-name"))]
        name: String,
        #[command(flatten)]
        passphrase: PassphraseArgs,
    },
    #[command(about = say!("help-device-revoke"))]
    Revoke {
        #[arg(value_name = say!("value-device"), help = say!("arg-own-device"))]
        device: String,
        #[command(flatten)]
        passphrase: PassphraseArgs,
    },
}

impl DeviceArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            DeviceAction::List => list(context).await,
            DeviceAction::Pair { code: Some(code), name: Some(name), listen } => pairing::ask(context, &code, &name, listen).await,
            DeviceAction::Pair { .. } => pairing::make(context).await,
            DeviceAction::Accept { code, passphrase } => pairing::accept(context, code, passphrase).await,
            DeviceAction::Hold { governs, publishes, passphrase } => hold(context, governs, publishes, passphrase).await,
            DeviceAction::Rename { device, name, passphrase } => rename(context, device, &name, passphrase).await,
            DeviceAction::Revoke { device, passphrase } => revoke(context, device, passphrase).await,
        }
    }
}

async fn list(context: &Context) -> Result<(), Problem> {
    let all = context.call(ListDevices {}).await?;
    context.screen.answer("device-list", &all, |screen| show(screen, &all))
}

fn show(screen: &Screen, all: &Devices) {
    let headings = [say!("label-device"), say!("label-code"), say!("label-role"), say!("label-entries")];
    let mut table = Table::new(headings).with_figures([3]);
    for device in &all.devices {
        table.row([device.name.clone(), device.code.to_string(), state(device), device.entries.to_string()]);
    }
    screen.table(&table);
    if all.asking.is_empty() {
        return screen.note(&next_of_list(all));
    }
    let mut asking = Table::new([say!("label-code"), say!("label-name"), say!("label-received")]);
    for request in &all.asking {
        asking.row([request.code.to_string(), request.name.clone(), moment(request.received)]);
    }
    screen.line("");
    screen.line(&say!("devices-asking"));
    screen.table(&asking);
    screen.note(&say!("devices-asking-next"));
}

/// What can be done next: here, or on the device that keeps the root key.
fn next_of_list(all: &Devices) -> String {
    match &all.root_device {
        _ if all.root_here => say!("devices-next"),
        Some(device) => say!("devices-next-elsewhere", name = text::printable(device)),
        None => say!("key-absent-unknown"),
    }
}

/// What is particular about a device, in words.
fn state(device: &OwnDevice) -> String {
    let words = [
        device.me.then(|| say!("role-this-device")),
        Some(roles(device.governs, device.publishes)).filter(|roles| !roles.is_empty()),
        device.forked.then(|| say!("state-to-check")),
        device.revoked.then(|| say!("role-revoked")),
        (device.entries == 0 && !device.revoked).then(|| say!("role-not-seen")),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What a device may do that the others may not, in words.
pub(super) fn roles(governs: bool, publishes: bool) -> String {
    let words = [governs.then(|| say!("role-governs")), publishes.then(|| say!("role-publishes"))];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

async fn hold(
    context: &Context,
    governs: Option<String>,
    publishes: Option<String>,
    passphrase: PassphraseArgs,
) -> Result<(), Problem> {
    if governs.is_none() && publishes.is_none() {
        return Err(which(&context.call(ListDevices {}).await?));
    }
    let operation =
        |passphrase, dry_run| HoldDevices { governs: governs.clone(), publishes: publishes.clone(), passphrase, dry_run };
    // What would be done names the devices, and refuses an unknown one before anything is asked.
    let mut held = context.call(operation(None, true)).await?;
    if held.changed {
        let (governing, publishing) = (text::printable(&held.governing), text::printable(&held.publishing));
        if let Some(unseen) = &held.unseen {
            context.screen.say(&context.screen.painted_note(Tone::Doubtful, &say!("hold-unseen", name = text::printable(unseen))));
        }
        context.confirm(&say!("hold-question", governing = governing, publishing = publishing))?;
        if !context.dry_run {
            held = context.call_with_root(passphrase, |passphrase| operation(passphrase, false)).await?;
        }
    }
    let recorded = held.recorded || context.dry_run || !held.changed;
    done::done(context, "device-hold", &held, &stated(recorded, sentence(&held)), &next(recorded))
}

/// What is to be said when no device was named: the names that there are.
fn which(all: &Devices) -> Problem {
    let names: Vec<String> =
        all.devices.iter().filter(|device| !device.revoked).map(|device| text::printable(&device.name)).collect();
    Problem::new(ProblemCode::Usage).with("why", say!("hold-which", devices = names.join(", ")))
}

fn sentence(held: &Held) -> String {
    let (governing, publishing) = (held.governing.as_str(), held.publishing.as_str());
    if held.changed {
        say!("hold-done", governing = governing, publishing = publishing)
    } else {
        say!("hold-unchanged", governing = governing, publishing = publishing)
    }
}

/// What a statement of the root did; before it is in the register, that it only does so from then on.
pub(super) fn stated(recorded: bool, sentence: String) -> String {
    if recorded { sentence } else { say!("statement-signed", sentence = sentence) }
}

/// What to type next after a statement of the root.
pub(super) fn next(recorded: bool) -> String {
    if recorded { say!("devices-look-next") } else { say!("statement-waits") }
}

async fn rename(context: &Context, device: String, name: &str, passphrase: PassphraseArgs) -> Result<(), Problem> {
    let (name, dry_run) = (typed::name(name)?, context.dry_run);
    let operation = |passphrase| RenameDevice { device: device.clone(), name: name.clone(), passphrase, dry_run };
    let renamed =
        if dry_run { context.call(operation(None)).await? } else { context.call_with_root(passphrase, operation).await? };
    let sentence = say!("device-renamed", code = renamed.code.to_string(), name = renamed.name.as_str());
    let recorded = renamed.recorded || dry_run;
    done::done(context, "device-rename", &renamed, &stated(recorded, sentence), &next(recorded))
}

async fn revoke(context: &Context, device: String, passphrase: PassphraseArgs) -> Result<(), Problem> {
    let operation = |passphrase, dry_run| RevokeDevice { device: device.clone(), passphrase, dry_run };
    let mut revoked = context.call(operation(None, true)).await?;
    let name = text::printable(&revoked.name);
    context.confirm(&say!("revoke-question", name = name.as_str(), entry = revoked.last_good))?;
    if !context.dry_run {
        revoked = context.call_with_root(passphrase, |passphrase| operation(passphrase, false)).await?;
    }
    let sentence = say!("device-revoked", name = name, code = revoked.code.to_string(), entry = revoked.last_good);
    let recorded = revoked.recorded || context.dry_run;
    done::done(context, "device-revoke", &revoked, &stated(recorded, sentence), &next(recorded))
}
