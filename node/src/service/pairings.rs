//! Letting further devices of the own operator in: codes, requests at the door, and what a person decides.

use maillage_shared::{
    bounds,
    calendar::ClaimedTime,
    encoding,
    identity::{Certificate, DeviceId, EndpointId, ShortCode},
    pairing::{PairingAnswer, PairingCode, PairingId, PairingOffer, PairingRequest},
    register::{Hold, Member, Says},
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service, holding,
    invitations::{own_announcement, read_code},
    opened::Opened,
    root_key, steward,
};
use crate::{
    home::Passphrase,
    randomness,
    store::{StoreError, Write, meta},
};

/// How long a pairing code may be used: time to walk to the other machine.
const SECONDS: u64 = 15 * 60;

/// How long a code and what became of it are remembered beyond that, so that its device may still ask how things stand.
const REMEMBERED: u64 = 24 * 60 * 60;

/// Makes a pairing code.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MakePairingCode {
    /// Say what would be made, and make nothing.
    pub dry_run: bool,
}

/// A new pairing code.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PairingCodeMade {
    /// The line to type on the new machine; empty for a dry run.
    pub pairing_code: String,
    /// Until when.
    pub expires: ClaimedTime,
    /// The addresses that it names: empty means that the node has never run, and nobody could use it.
    pub addresses: Vec<String>,
}

/// A device that asks to be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairingLine {
    /// The code that the device shows as well.
    pub code: ShortCode,
    /// What it wants to be called.
    pub name: String,
    /// When its request came.
    pub received: ClaimedTime,
}

/// Accepts a device: the root certifies it, and the register will say so.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AcceptDevice {
    /// The code that the device shows.
    pub code: String,
    /// The root key's passphrase, if it has one.
    pub passphrase: Option<Passphrase>,
    /// Change nothing.
    pub dry_run: bool,
}

/// A device that was accepted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeviceAccepted {
    /// What people call it.
    pub name: String,
    /// Its short code.
    pub device_code: ShortCode,
    /// Whether the register says so already: if not, the secretary's node has to record it.
    pub recorded: bool,
}

/// A pairing code as its giver remembers it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Pairing {
    /// The code.
    #[n(0)]
    pub id: PairingId,
    /// Until when it may be used.
    #[n(1)]
    pub expires: ClaimedTime,
    /// What became of it.
    #[n(2)]
    pub state: PairingState,
}

/// What became of a pairing code.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum PairingState {
    /// It may be used.
    #[n(0)]
    Open,
    /// A device asked with it.
    #[n(1)]
    Asked(#[n(0)] PairingRequest, #[n(1)] ClaimedTime),
    /// That device was accepted, with this certificate.
    #[n(2)]
    Accepted(#[n(0)] DeviceId, #[n(1)] Certificate),
}

fn pairings(opened: &Opened) -> Result<Vec<Pairing>, Problem> {
    read(opened.ledger.store().read(|read| read.fact(&meta::PAIRINGS)))
}

fn read(fact: Result<Option<minicbor::bytes::ByteVec>, StoreError>) -> Result<Vec<Pairing>, Problem> {
    fact?.map_or_else(|| Ok(Vec::new()), |bytes| encoding::from_bytes(&bytes).map_err(Problem::bug))
}

/// Changes what is remembered, and forgets what is long past.
fn change<T>(
    write: &mut Write,
    now: ClaimedTime,
    change: impl FnOnce(&mut Vec<Pairing>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let mut all = read(write.fact(&meta::PAIRINGS))?;
    all.retain(|pairing| now.0 <= pairing.expires.0.saturating_add(REMEMBERED));
    let outcome = change(&mut all)?;
    write.put_fact(&meta::PAIRINGS, &encoding::to_bytes(&all).into())?;
    Ok(outcome)
}

impl Operation for MakePairingCode {
    const NAME: &'static str = "device-pairing-code";
    type Output = PairingCodeMade;

    fn perform(self, service: &Service, _: &Progress) -> Result<PairingCodeMade, Problem> {
        let opened = service.member()?;
        root_key::require_here(service, opened)?;
        let now = service.now();
        let announced = own_announcement(opened);
        let addresses = announced.as_ref().map(|announced| announced.addresses.clone()).unwrap_or_default();
        let expires = ClaimedTime(now.0.saturating_add(SECONDS));
        let mut made = PairingCodeMade { pairing_code: String::new(), expires, addresses };
        if self.dry_run {
            return Ok(made);
        }
        let secret = randomness::random::<16>().map_err(Problem::bug)?;
        let offer = compose(opened, secret, expires, made.addresses.clone(), announced.and_then(|announced| announced.relay))?;
        opened.ledger.store().write(|write| {
            change(write, now, |all| {
                if all.len() >= bounds::PAIRINGS {
                    return Err(Problem::new(ProblemCode::PairingsFull));
                }
                all.push(Pairing { id: PairingId::of_secret(&secret), expires, state: PairingState::Open });
                Ok(())
            })
        })?;
        made.pairing_code = PairingCode::make(&opened.device, offer).to_string();
        Ok(made)
    }
}

fn compose(
    opened: &Opened,
    secret: [u8; 16],
    expires: ClaimedTime,
    addresses: Vec<String>,
    relay: Option<String>,
) -> Result<PairingOffer, Problem> {
    let fold = opened.ledger.fold();
    let founding = fold.state().founding.as_ref().ok_or_else(|| Problem::bug("the register of a member has no founding"))?;
    Ok(PairingOffer {
        network: fold.network(),
        network_name: founding.name.clone(),
        operator: opened.operator,
        operator_name: holding::member_of(&fold, opened.operator)?.name.clone(),
        device: opened.device.public(),
        endpoint: opened.endpoint.public(),
        addresses,
        relay,
        secret,
        expires,
    })
}

/// Takes a request at the door. Never fails towards a stranger.
pub(super) fn take(service: &Service, bytes: &[u8], from: EndpointId) -> PairingAnswer {
    let taken = service.member().and_then(|opened| take_checked(opened, bytes, from, service.now()));
    taken.unwrap_or_else(|problem| {
        tracing::debug!(%problem, "a request to pair was not taken");
        PairingAnswer::Unknown
    })
}

fn take_checked(opened: &Opened, bytes: &[u8], from: EndpointId, now: ClaimedTime) -> Result<PairingAnswer, Problem> {
    let network = opened.ledger.fold().network();
    let Ok(request) = PairingRequest::verify(bytes, network, from) else { return Ok(PairingAnswer::Unknown) };
    let id = PairingId::of_secret(&request.secret);
    // Asked every other second: only what is new is written.
    let Some(known) = pairings(opened)?.into_iter().find(|pairing| pairing.id == id) else { return Ok(PairingAnswer::Unknown) };
    if let Some(answer) = answer_of(&known, &request, now) {
        return Ok(answer);
    }
    if is_name_taken(holding::member_of(&opened.ledger.fold(), opened.operator)?, &request) {
        return Ok(PairingAnswer::NameTaken);
    }
    opened.ledger.store().write(|write| {
        change(write, now, |all| {
            let Some(pairing) = all.iter_mut().find(|pairing| pairing.id == id) else { return Ok(PairingAnswer::Unknown) };
            // Two may have come at the same time: one code lets one device ask.
            if let Some(answer) = answer_of(pairing, &request, now) {
                return Ok(answer);
            }
            pairing.state = PairingState::Asked(request, now);
            Ok(PairingAnswer::Waiting)
        })
    })
}

/// The answer to a request with a code, if what became of the code says it; nothing when the code may be used.
fn answer_of(pairing: &Pairing, request: &PairingRequest, now: ClaimedTime) -> Option<PairingAnswer> {
    match &pairing.state {
        PairingState::Open if now > pairing.expires => Some(PairingAnswer::Expired),
        PairingState::Open => None,
        PairingState::Asked(asked, _) if asked.device == request.device => Some(PairingAnswer::Waiting),
        PairingState::Accepted(device, certificate) if *device == request.device => {
            Some(PairingAnswer::Accepted(certificate.clone()))
        }
        PairingState::Asked(..) | PairingState::Accepted(..) => Some(PairingAnswer::Used),
    }
}

fn is_name_taken(member: &Member, request: &PairingRequest) -> bool {
    member.devices.values().any(|certified| certified.name == request.name)
}

/// The devices that ask to be accepted.
pub(super) fn asking(opened: &Opened) -> Result<Vec<PairingLine>, Problem> {
    let giver = opened.device.public();
    let line = |pairing: Pairing| match pairing.state {
        PairingState::Asked(request, received) => {
            Some(PairingLine { code: request.comparison_code(giver), name: request.name.to_string(), received })
        }
        PairingState::Open | PairingState::Accepted(..) => None,
    };
    Ok(pairings(opened)?.into_iter().filter_map(line).collect())
}

/// The request whose device shows this code, when exactly one does.
fn asked_with(opened: &Opened, code: ShortCode) -> Result<PairingRequest, Problem> {
    let giver = opened.device.public();
    let mut found = pairings(opened)?.into_iter().filter_map(|pairing| match pairing.state {
        PairingState::Asked(request, _) => Some(request).filter(|request| request.comparison_code(giver) == code),
        PairingState::Open | PairingState::Accepted(..) => None,
    });
    // A code is short enough to be imitated: when two fit, having compared it has proved nothing.
    let request = found.next().filter(|_| found.next().is_none());
    request.ok_or_else(|| Problem::new(ProblemCode::PairingUnknown).with("code", code))
}

impl Operation for AcceptDevice {
    const NAME: &'static str = "device-accept";
    type Output = DeviceAccepted;

    fn perform(self, service: &Service, _: &Progress) -> Result<DeviceAccepted, Problem> {
        let opened = service.member()?;
        let request = asked_with(opened, read_code(&self.code)?)?;
        if is_name_taken(holding::member_of(&opened.ledger.fold(), opened.operator)?, &request) {
            return Err(Problem::new(ProblemCode::DeviceExists).with("name", &request.name));
        }
        let device = request.device;
        if !self.dry_run {
            accept(service, opened, &request, self.passphrase.as_ref())?;
            steward::attend(service)?;
        }
        let recorded = opened.ledger.fold().state().roster.operator_of_device(device) == Some(opened.operator);
        Ok(DeviceAccepted { name: request.name.to_string(), device_code: device.short_code(), recorded })
    }
}

fn accept(service: &Service, opened: &Opened, request: &PairingRequest, passphrase: Option<&Passphrase>) -> Result<(), Problem> {
    let root = root_key::unlock(service, opened, passphrase)?;
    let (now, device) = (service.now(), request.device);
    let id = PairingId::of_secret(&request.secret);
    opened.ledger.write(&opened.device, |draft| {
        let (statement, certificate) = {
            let fold = draft.fold();
            let member = holding::member_of(fold, opened.operator)?;
            let certificate = holding::certificate(fold, member, &root, device, &request.name);
            let publishing = member.publisher().unwrap_or(member.governing);
            let says = Hold { governing: member.governing, publishing, former: None, certificate: Some(certificate.clone()) };
            (holding::statement(fold, member, &root, Says::Hold(says))?, certificate)
        };
        change(draft.local(), now, |all| {
            for pairing in all.iter_mut().filter(|pairing| pairing.id == id) {
                pairing.state = PairingState::Accepted(device, certificate.clone());
            }
            Ok(())
        })?;
        draft.add_item(statement)
    })
}
