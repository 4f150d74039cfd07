//! Letting a further device in, and asking as one.

use std::net::SocketAddr;
use std::path::Path;

use maillage_node::service::Problem;
use maillage_node::service::pairing::{Pair, PairRequested};
use maillage_node::service::pairings::{AcceptDevice, MakePairingCode, PairingCodeMade};
use maillage_shared::text;

use crate::commands::{done, typed};
use crate::context::Context;
use crate::language::say;
use crate::passphrase::PassphraseArgs;
use crate::presentation::Screen;
use crate::presentation::moment::moment;

/// Makes a pairing code on a device that is in already.
pub(super) async fn make(context: &Context) -> Result<(), Problem> {
    let made = context.call(MakePairingCode { dry_run: context.dry_run }).await?;
    context.screen.answer("device-pairing-code", &made, |screen| show_code(screen, &made, context.dry_run))
}

fn show_code(screen: &Screen, made: &PairingCodeMade, dry_run: bool) {
    if dry_run {
        let addresses = shown(&made.addresses);
        screen.line(&say!("pairing-would-make", expires = moment(made.expires), addresses = addresses));
        return screen.note(&say!("dry-run-note"));
    }
    screen.line(&made.pairing_code);
    screen.note(&say!("pairing-created", expires = moment(made.expires)));
    if made.addresses.is_empty() {
        screen.say(&say!("pairing-without-address"));
    } else {
        screen.note(&say!("pairing-next"));
    }
}

/// Asks, on a new machine, with a code made on another one.
pub(super) async fn ask(context: &Context, code: &str, name: &str, listen: Option<SocketAddr>) -> Result<(), Problem> {
    let operation = Pair {
        code: typed::text_or_file(code)?,
        name: typed::name(name)?,
        listen: listen.into_iter().collect(),
        dry_run: context.dry_run,
    };
    let requested = context.call(operation).await?;
    context.screen.answer("device-pair", &requested, |screen| show_request(screen, &requested, &context.home))
}

/// Addresses in a row; a dash for none.
fn shown(addresses: &[String]) -> String {
    if addresses.is_empty() { "–".to_owned() } else { text::printable(&addresses.join(", ")) }
}

fn show_request(screen: &Screen, requested: &PairRequested, home: &Path) {
    let operator = text::printable(requested.operator.as_str());
    match requested.code {
        None => {
            screen.line(&say!(
                "pairing-would-ask",
                path = text::printable(&home.display().to_string()),
                name = text::printable(requested.name.as_str()),
                operator = operator,
                network = text::printable(requested.network_name.as_str()),
                addresses = shown(&requested.addresses)
            ));
            screen.note(&say!("dry-run-note"));
        }
        Some(_) if requested.accepted => {
            screen.line(&say!("pairing-done", operator = operator));
            screen.note(&say!("next-node-run"));
        }
        Some(code) => {
            screen.line(&say!("pairing-waiting", operator = operator, code = code.to_string()));
            screen.note(&say!("pairing-waiting-next"));
        }
    }
}

/// Accepts a device that asks, once the person has compared its code.
pub(super) async fn accept(context: &Context, code: String, passphrase: PassphraseArgs) -> Result<(), Problem> {
    let operation = |passphrase, dry_run| AcceptDevice { code: code.clone(), passphrase, dry_run };
    let mut accepted = context.call(operation(None, true)).await?;
    let name = text::printable(&accepted.name);
    context.confirm(&say!("pairing-accept-question", name = name.as_str(), code = text::printable(&code)))?;
    if !context.dry_run {
        accepted = context.call_with_root(passphrase, |passphrase| operation(passphrase, false)).await?;
    }
    let sentence = say!("pairing-accepted", name = name, code = accepted.device_code.to_string());
    let recorded = accepted.recorded || context.dry_run;
    done::done(context, "device-accept", &accepted, &super::stated(recorded, sentence), &super::next(recorded))
}
