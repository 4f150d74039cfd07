//! The members whom a recovery sheet names: they are asked how the operator stands, and the new device's Hold is handed in to them.

use std::time::{Duration, Instant};

use maillage_shared::{
    encoding,
    identity::{Certificate, DeviceId, NetworkId, OperatorId, RootKey, certificate::CertifiedDevice, keys::DeviceKey},
    recovery::{ProvenStanding, RecoveryAnswer, RecoverySheet},
    register::{Hold, Item, compose},
    text::Name,
};

use super::{
    Problem, ProblemCode,
    opened::Opened,
    pairing, reasons,
    recovering::{PAUSE, PendingRecovery, RECORDING, keep, pending},
    steward, waiting,
};
use crate::network::{self, Network, NetworkError, doors::Door, endpoint::Contact};

/// How long the others have to hear of it once one contact says that the device is recorded.
const SPREADING: Duration = Duration::from_secs(3);

/// The first Hold: it certifies the new device, which governs from now on. Who publishes is left as it is.
fn first_hold(
    root: &RootKey,
    (network, operator): (NetworkId, OperatorId),
    device: &DeviceKey,
    name: &Name,
    standing: &ProvenStanding,
) -> Item {
    let number = standing.number.saturating_add(1);
    let certified = CertifiedDevice {
        network,
        operator,
        root: root.public(),
        // Each certificate after the first came with a statement: none has a higher number.
        number,
        device: device.public(),
        name: name.clone(),
    };
    let certificate = Certificate::issue(root, &certified);
    let says = Hold { governing: device.public(), publishing: standing.publishing, former: None, certificate: Some(certificate) };
    compose::hold_statement(root, network, operator, number, says)
}

/// Asks how things stand, certifies the new device, and hands its Hold in until the register says so or time is up.
pub(super) async fn hand_in(
    opened: &Opened,
    sheet: &RecoverySheet,
    root: &RootKey,
    name: &Name,
    listen: &[std::net::SocketAddr],
) -> Result<Option<Heard>, Problem> {
    let mut pending = pending(opened)?.ok_or_else(|| Problem::bug("a home that recovers nothing"))?;
    let endpoint = network::endpoint::bind(sheet.network, &opened.endpoint, &place(&pending, listen)).await?;
    let asked = async {
        if pending.certificate().is_none() {
            let heard = ask_all(&pending, |contact, request| {
                let endpoint = endpoint.clone();
                async move { network::doors::ask_at(&endpoint, Door::Recovery, &contact, &request).await }
            })
            .await?;
            let statement = first_hold(root, (sheet.network, sheet.operator), &opened.device, name, &heard.proven);
            pending.request = pending.request.with_statement(&statement);
            // Kept before anything is said: whoever is stopped here goes on with the same one.
            opened.ledger.store().write(|write| keep(write, &pending))?;
        }
        let certificate = pending.certificate().ok_or_else(|| Problem::bug("a statement that certifies nothing"))?;
        pairing::begin_journal(opened, &certificate)?;
        let begun = Instant::now();
        loop {
            let answer = ask_all(&pending, |contact, request| {
                let endpoint = endpoint.clone();
                async move { network::doors::ask_at(&endpoint, Door::Recovery, &contact, &request).await }
            })
            .await;
            match answer {
                Ok(heard) if heard.is_enough(begun.elapsed()) => return Ok(Some(heard)),
                Err(problem) if problem.code == ProblemCode::DeviceExists => return Err(problem.with("name", name)),
                // The Hold is out: from here on nothing is given up any more.
                Err(_) if begun.elapsed() >= RECORDING => return Ok(None),
                _ => tokio::time::sleep(PAUSE).await,
            }
        }
    };
    let found = asked.await;
    network::endpoint::close(&endpoint).await;
    found
}

pub(super) fn place(pending: &PendingRecovery, listen: &[std::net::SocketAddr]) -> Vec<std::net::SocketAddr> {
    let all: Vec<String> = pending.contacts.iter().flat_map(|contact| contact.addresses.clone()).collect();
    if listen.is_empty() { network::endpoint::place_beside(&all) } else { listen.to_vec() }
}

/// What the contacts answered.
pub(super) struct Heard {
    /// What they prove together.
    proven: ProvenStanding,
    /// How many proved something.
    answered: usize,
    /// Those that say that the register certifies this device. One of them may say so falsely: all of them are met.
    pub(super) recorded: Vec<(DeviceId, Contact)>,
}

impl Heard {
    /// Whether there is no use in asking again: all say that the device is recorded; or some do, and the others had time to hear of
    /// it; or time is up.
    fn is_enough(&self, waited: Duration) -> bool {
        let some = !self.recorded.is_empty();
        self.recorded.len() >= self.answered || (some && waited >= SPREADING) || waited >= RECORDING
    }
}

/// Asks every contact in turn. Who shows what the root did not sign counts as one that did not answer.
async fn ask_all<F: Future<Output = Result<RecoveryAnswer, NetworkError>>>(
    pending: &PendingRecovery,
    ask: impl Fn(Contact, Vec<u8>) -> F,
) -> Result<Heard, Problem> {
    let asks = &pending.request;
    let request = encoding::to_bytes(asks);
    let (mut proven, mut answered, mut recorded): (Option<ProvenStanding>, _, _) = (None, 0_usize, Vec::new());
    let (mut why, mut unknown, mut taken) = (reasons::NO_CONTACT.to_owned(), false, false);
    for contact in pending.contacts.iter().filter_map(Contact::of_sheet) {
        match ask(contact.clone(), request.clone()).await {
            Ok(RecoveryAnswer::Standing(standing)) => {
                let Some(shown) = standing.proven(asks.network, asks.operator, asks.root) else {
                    tracing::warn!(peer = %standing.answered_by.short_code(), "a contact shows what the root did not sign");
                    unknown = true;
                    continue;
                };
                proven = Some(proven.map_or(shown, |known| known.and(shown)));
                answered = answered.saturating_add(1);
                if standing.recorded {
                    recorded.push((standing.answered_by, contact));
                }
            }
            Ok(RecoveryAnswer::NameTaken) => taken = true,
            Ok(RecoveryAnswer::Unknown) => unknown = true,
            Err(error) => reasons::of_network(&error).clone_into(&mut why),
        }
    }
    proven.map(|proven| Heard { proven, answered, recorded }).ok_or_else(|| {
        if taken {
            Problem::new(ProblemCode::DeviceExists)
        } else if unknown {
            Problem::new(ProblemCode::RecoveryUnknown).with("name", &pending.operator_name)
        } else {
            Problem::new(ProblemCode::RecoveryUnreached).with("name", &pending.network_name).with("why", why)
        }
    })
}

/// Asks how things stand, from a running node, and connects once the register says that this device is one.
pub(super) async fn ask_again(opened: &Opened, network: &Network, pending: &PendingRecovery) -> Result<waiting::Asked, Problem> {
    let ask = |contact: Contact, request: Vec<u8>| async move { network.ask_at(Door::Recovery, &contact, &request).await };
    let heard = ask_all(pending, ask).await?;
    if heard.recorded.is_empty() {
        return Ok(waiting::Asked::Waits);
    }
    steward::announce(opened, &network.addresses())?;
    for (device, contact) in heard.recorded {
        waiting::meet(opened, network, device, Some(contact));
    }
    Ok(waiting::Asked::Welcome)
}
