//! A new device asks to work for the operator of another one.

use maillage_shared::{
    encoding,
    identity::{Certificate, ShortCode, keys::DeviceKey, keys::EndpointKey},
    journal::BodyKind,
    pairing::{PairingAnswer, PairingCode, PairingOffer, PairingRequest},
    signed_offer::OfferError,
    text::Name,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, founding, opened::Opened, reasons, steward, waiting};
use crate::{
    network::{self, Network, doors::Door, endpoint::Contact},
    randomness,
    store::{Write, meta},
};

/// Asks another device of the operator to be accepted as a further one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pair {
    /// The pairing code.
    pub code: String,
    /// What people will call this device.
    pub name: Name,
    /// Where to listen while asking; nothing means all interfaces.
    pub listen: Vec<std::net::SocketAddr>,
    /// Ask nothing and make nothing.
    pub dry_run: bool,
}

/// A request that was handed in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PairRequested {
    /// The code to compare with the other device; nothing for a dry run.
    pub code: Option<ShortCode>,
    /// The network's name.
    pub network_name: Name,
    /// The operator's name.
    pub operator: Name,
    /// What people will call this device.
    pub name: Name,
    /// Where the device that made the code is asked.
    pub addresses: Vec<String>,
    /// Whether the device is accepted already, because the request had been handed in before.
    pub accepted: bool,
}

/// A pairing that waits for its answer, kept in the store until the operator is known to be a member.
#[derive(Debug, Clone, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct PendingPairing {
    /// The code's offer.
    #[n(0)]
    pub offer: PairingOffer,
    /// What people will call this device.
    #[n(1)]
    pub name: Name,
}

impl PendingPairing {
    fn request(&self, opened: &Opened, addresses: Vec<String>) -> PairingRequest {
        PairingRequest::new(&self.offer, &opened.device, &opened.endpoint, addresses, self.name.clone())
    }

    /// The code that a person compares on both devices.
    pub(super) fn comparison_code(&self, opened: &Opened) -> ShortCode {
        self.request(opened, Vec::new()).comparison_code(self.offer.device)
    }
}

fn read_code(text: &str) -> Result<PairingCode, Problem> {
    text.parse().map_err(|error: OfferError| Problem::new(ProblemCode::PairingMalformed).with("why", error.code()))
}

impl Operation for Pair {
    const NAME: &'static str = "device-pair";
    type Output = PairRequested;

    fn perform(self, service: &Service, progress: &Progress) -> Result<PairRequested, Problem> {
        let code = read_code(&self.code)?;
        let offer = code.offer();
        let known = refuse_other_home(service, offer)?;
        if known.is_none() && offer.is_expired(service.now()) {
            return Err(Problem::new(ProblemCode::PairingExpired).with("expired", offer.expires.to_utc()));
        }
        let pending = known.clone().unwrap_or_else(|| PendingPairing { offer: offer.clone(), name: self.name.clone() });
        let mut requested = PairRequested {
            code: None,
            network_name: offer.network_name.clone(),
            operator: offer.operator_name.clone(),
            name: pending.name.clone(),
            addresses: offer.addresses.clone(),
            accepted: false,
        };
        if self.dry_run {
            return Ok(requested);
        }
        if known.is_none() {
            // Before anything is asked: a certified device whose key was lost would stay in the register.
            make_home(service, &pending)?;
        }
        let opened = service.opened()?;
        requested.code = Some(pending.comparison_code(opened));
        progress.tell("pairing-asking", 0, None);
        let answer = service.runtime().block_on(ask_once(opened, &pending, &self.listen))?;
        match refuse_answer(&answer, &pending) {
            Err(refused) if known.is_none() => {
                founding::abandon(service)?;
                Err(refused)
            }
            Err(refused) => Err(refused),
            Ok(()) => {
                requested.accepted = take_up(opened, &pending, answer)?;
                Ok(requested)
            }
        }
    }
}

/// The pairing that this very home waits for with that code; nothing in an empty one.
fn refuse_other_home(service: &Service, offer: &PairingOffer) -> Result<Option<PendingPairing>, Problem> {
    service.refuse_damaged()?;
    let Some(opened) = service.opened_if_any() else { return Ok(None) };
    let waits = waiting::waiting(opened)?.is_some();
    if let Some(pending) = pending(opened)?.filter(|pending| waits && pending.offer == *offer) {
        return Ok(Some(pending));
    }
    founding::refuse_taken(service).map(|()| None)
}

/// Makes the home of a new device: two keys, no root key, and the request that will be handed in.
fn make_home(service: &Service, pending: &PendingPairing) -> Result<(), Problem> {
    let secret = || randomness::secret().map_err(Problem::bug);
    let (device, endpoint) = (DeviceKey::from_secret(&*secret()?), EndpointKey::from_secret(&*secret()?));
    let keep_keys = |home: &crate::home::Home| {
        home.keep_key(&device)?;
        home.keep_key(&endpoint)
    };
    let identity = (pending.offer.network, pending.offer.operator);
    founding::make(service, identity, &device, keep_keys, |draft| keep(draft.local(), pending))
}

fn keep(write: &mut Write, pending: &PendingPairing) -> Result<(), Problem> {
    Ok(write.put_fact(&meta::PENDING_PAIRING, &encoding::to_bytes(pending).into())?)
}

/// The pairing that this home waits for, or waited for.
pub(super) fn pending(opened: &Opened) -> Result<Option<PendingPairing>, Problem> {
    let bytes = opened.ledger.store().read(|read| read.fact(&meta::PENDING_PAIRING))?;
    bytes.map(|bytes| encoding::from_bytes(&bytes)).transpose().map_err(Problem::bug)
}

fn refuse_answer(answer: &PairingAnswer, pending: &PendingPairing) -> Result<(), Problem> {
    let code = match answer {
        PairingAnswer::Waiting | PairingAnswer::Accepted(_) => return Ok(()),
        PairingAnswer::Unknown => ProblemCode::PairingNotKnown,
        PairingAnswer::Expired => ProblemCode::PairingExpired,
        PairingAnswer::Used => ProblemCode::PairingUsed,
        PairingAnswer::NameTaken => ProblemCode::DeviceExists,
    };
    Err(Problem::new(code).with("name", &pending.name).with("expired", pending.offer.expires.to_utc()))
}

/// Begins the journal with the certificate, once there is one; says whether there is.
fn take_up(opened: &Opened, pending: &PendingPairing, answer: PairingAnswer) -> Result<bool, Problem> {
    let PairingAnswer::Accepted(certificate) = answer else { return Ok(false) };
    let certified = certificate.verify(pending.offer.network).map_err(Problem::bug)?;
    if certified.device != opened.device.public() || certified.operator != opened.operator {
        return Err(Problem::bug("the certificate is another device's"));
    }
    begin_journal(opened, &certificate)?;
    Ok(true)
}

/// Writes the first entry of the own journal, once.
pub(super) fn begin_journal(opened: &Opened, certificate: &Certificate) -> Result<(), Problem> {
    opened.ledger.write(&opened.device, |draft| {
        if draft.next_seq() == 1 {
            draft.append(BodyKind::Certificate, encoding::to_bytes(certificate))?;
        }
        Ok(())
    })
}

/// Opens a socket for the time of one question.
async fn ask_once(opened: &Opened, pending: &PendingPairing, listen: &[std::net::SocketAddr]) -> Result<PairingAnswer, Problem> {
    let beside = network::endpoint::place_beside(&pending.offer.addresses);
    let listen = if listen.is_empty() { &beside } else { listen };
    let giver = giver(pending)?;
    let endpoint = network::endpoint::bind(pending.offer.network, &opened.endpoint, listen).await?;
    let request = pending.request(opened, Vec::new()).to_bytes(&opened.device);
    let answer = network::doors::ask_at(&endpoint, Door::Pairing, &giver, &request).await;
    network::endpoint::close(&endpoint).await;
    answer.map_err(|error| super::synchronising::unreached(&pending.offer.operator_name, &error))
}

fn giver(pending: &PendingPairing) -> Result<Contact, Problem> {
    Contact::of_pairing(&pending.offer).ok_or_else(|| {
        Problem::new(ProblemCode::PeerUnreachable).with("peer", &pending.offer.operator_name).with("why", reasons::NO_ADDRESS)
    })
}

/// Asks how the request stands, from a running node; takes the certificate up and announces this node once there is one.
pub(super) async fn ask_again(opened: &Opened, network: &Network, pending: &PendingPairing) -> Result<waiting::Asked, Problem> {
    let giver = giver(pending)?;
    let request = pending.request(opened, network.addresses()).to_bytes(&opened.device);
    let answer: PairingAnswer = network.ask_at(Door::Pairing, &giver, &request).await?;
    if refuse_answer(&answer, pending).is_err() {
        return Ok(waiting::Asked::Refused);
    }
    if !take_up(opened, pending, answer)? {
        return Ok(waiting::Asked::Waits);
    }
    steward::announce(opened, &network.addresses())?;
    waiting::meet(opened, network, pending.offer.device, Some(giver));
    Ok(waiting::Asked::Welcome)
}
