//! How things stand: who I am, with whom I exchange, what waits for me.

use std::collections::BTreeSet;

use maillage_shared::{
    calendar::ClaimedTime,
    identity::{DeviceId, NetworkId, ShortCode},
    register::{Contest, Decided, ItemId},
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, Progress, Service, completeness, decisions,
    devices::name_of,
    evidence,
    opened::Opened,
    pairings, pending,
    requests::waiting_requests,
    standing, viewing,
    waiting::{self, Waiting},
};
use crate::{
    ledger::{Authority, alarms::alarmed},
    network::{Difficulty, NeighbourReport, Network},
    store::{Failure, Read},
};

pub use super::standing::Standing;

/// Asks how things stand.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskStatus {}

/// How things stand.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Status {
    /// What this home is.
    pub standing: Standing,
    /// Whether a node is running here.
    pub running: bool,
    /// The network, when there is one.
    pub network: Option<NetworkFacts>,
    /// Other members' devices.
    pub peers: Vec<PeerLine>,
    /// Whether every other member's device was seen to hold what this node holds.
    pub converged: bool,
    /// Requests to join that wait for an answer here.
    pub requests: usize,
    /// Decisions, other than admissions, that wait for this member's answer.
    pub decisions_waiting: usize,
    /// Whether others propose to remove or suspend this operator, or to replace its root key.
    pub about_own: bool,
    /// Sessions of the last months that were expected and of which nothing is known, at the device that publishes.
    #[serde(default)]
    pub sessions_missing: usize,
    /// What the secretary seems to withhold.
    pub withheld: usize,
    /// Further devices of the operator that wait for an answer here.
    pub pairings: usize,
    /// Whether the register halts, because two decisions stand against each other.
    pub halted: bool,
    /// Where it halts.
    pub halt: Option<Halt>,
    /// Whether something in the network needs a later version of the program.
    pub needs_update: bool,
    /// Journals in which a fork was found.
    pub forks: usize,
    /// Pieces of evidence against devices, forks included.
    pub evidence: usize,
    /// Other members' devices that do not take this one for a member's.
    pub turned_away: usize,
    /// Whether the operator of this home is suspended.
    pub suspended: bool,
    /// Members whose pages stand still because of a fault of this program, by name.
    pub alarms: Vec<String>,
    /// What this node may do with its own journal.
    pub authority: Authority,
    /// What was found damaged in the store since it was opened, in English; nothing when nothing was.
    pub damage: Option<String>,
    /// Why the disk took nothing the last time; nothing when it did.
    #[serde(default)]
    pub disk: Option<Failure>,
}

/// Where the register halts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Halt {
    /// Height of the last decision that stands; nothing when foundings stand against each other.
    pub after: Option<u64>,
    /// The decisions that contradict each other.
    pub decisions: Vec<ItemId>,
    /// The devices that signed them, each once.
    pub signed_by: Vec<Signer>,
}

/// A device that signed one of several decisions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Signer {
    /// The device's short code.
    pub device: ShortCode,
    /// The operator's name, where the register knows it.
    pub operator: Option<String>,
}

/// What is known of the network.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NetworkFacts {
    /// The network.
    pub id: NetworkId,
    /// Its name.
    pub name: String,
    /// The operator's name.
    pub operator: String,
    /// Its short code.
    pub operator_code: ShortCode,
    /// This device's short code.
    pub device_code: ShortCode,
    /// What this device may do, once its operator is known to be a member.
    pub role: Option<DeviceRole>,
    /// The code to compare with the inviter while joining, with the other device while pairing.
    pub comparison_code: Option<ShortCode>,
    /// The inviter's name, while joining.
    pub inviter: Option<String>,
    /// Members.
    pub members: usize,
    /// Permanences in everybody's directory.
    pub permanences: usize,
    /// Visits recorded here.
    pub visits: u64,
    /// Decisions of the register.
    pub decisions: usize,
    /// SHA-256 of the view.
    pub view_digest: String,
    /// Entries held.
    pub entries: u64,
    /// Addresses under which this node is announced.
    pub addresses: Vec<String>,
}

/// How it goes with one device of another member.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PeerLine {
    /// The operator's name.
    pub operator: String,
    /// What people call the device, where its operator has several.
    pub name: Option<String>,
    /// The device.
    pub device: DeviceId,
    /// Its short code.
    pub code: ShortCode,
    /// Whether a connection stands.
    pub connected: bool,
    /// Whether it was seen to hold what this node holds now.
    pub equal: bool,
    /// When the last exchange ended well.
    pub last_exchange: Option<ClaimedTime>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// What kind of difficulty that was.
    pub difficulty: Option<Difficulty>,
    /// Bytes received and sent.
    pub bytes: (u64, u64),
}

impl Operation for AskStatus {
    const NAME: &'static str = "status";
    type Output = Status;

    fn perform(self, service: &Service, progress: &Progress) -> Result<Status, Problem> {
        let mut status = Status {
            standing: Standing::Empty,
            running: service.network().is_some(),
            network: None,
            peers: Vec::new(),
            converged: false,
            requests: 0,
            decisions_waiting: 0,
            about_own: false,
            sessions_missing: 0,
            withheld: 0,
            pairings: 0,
            halted: false,
            halt: None,
            needs_update: false,
            forks: 0,
            evidence: 0,
            turned_away: 0,
            suspended: false,
            alarms: Vec::new(),
            authority: Authority::Full,
            damage: None,
            disk: None,
        };
        service.refuse_damaged()?;
        let Some(opened) = service.opened_if_any() else { return Ok(status) };
        let digest = viewing::ViewDigest {}.perform(service, progress)?;
        status.standing = standing::of(opened)?;
        status.network = Some(facts(opened, digest)?);
        status.peers = peers(opened, service.network().map(AsRef::as_ref))?;
        status.converged =
            status.standing == Standing::Member && everybody_is_there(opened) && status.peers.iter().all(|p| p.equal);
        if status.standing == Standing::Member {
            status.requests = waiting_requests(opened)?;
            status.decisions_waiting = pending::waiting_for(opened)?;
            status.about_own = is_spoken_of(opened);
            status.pairings = pairings::asking(opened)?.len();
            status.sessions_missing = sessions_missing(opened, service, status.network.as_ref())?;
        }
        status.authority = opened.ledger.authority();
        status.disk = opened.ledger.store().trouble();
        status.damage = opened.ledger.damage().map(ToOwned::to_owned);
        status.turned_away = status.peers.iter().filter(|peer| peer.difficulty == Some(Difficulty::NotAMember)).count();
        let fold = opened.ledger.fold();
        status.halted = fold.state().halted.is_some();
        status.needs_update = fold.state().needs_update || fold.journals().any(|journal| journal.stopped_at().is_some());
        status.forks = fold.forks().len();
        status.halt = fold.state().halted.as_ref().map(|contest| halt(&fold, contest));
        status.withheld = fold.state().withheld.len();
        status.evidence = evidence::count(&fold);
        status.suspended = standing::is_suspended(&fold, opened.operator);
        let name = |operator| fold.state().roster.member(operator).map(|member| member.name.to_string());
        status.alarms = alarmed(&fold).into_iter().filter_map(name).collect();
        Ok(status)
    }
}

/// Whether a proposal that waits would remove or suspend this operator, or give it another root key.
fn is_spoken_of(opened: &Opened) -> bool {
    let fold = opened.ledger.fold();
    let others = fold.state().pending_proposals.iter().filter(|pending| pending.proposer != opened.operator);
    let mut about = others.filter_map(|pending| match pending.decided {
        Decided::Remove { operator, .. } | Decided::Suspend { operator } | Decided::ReplaceKey { operator, .. } => Some(operator),
        _ => None,
    });
    about.any(|operator| operator == opened.operator)
}

/// Sessions that wait for their sheet: only the device that closes months needs to know of all.
fn sessions_missing(opened: &Opened, service: &Service, network: Option<&NetworkFacts>) -> Result<usize, Problem> {
    let publishes = network.and_then(|network| network.role.as_ref()).is_some_and(|role| role.publishes);
    if publishes { completeness::missing_at_hand(opened, service.today()?) } else { Ok(0) }
}

fn halt(fold: &NetworkFold, contest: &Contest) -> Halt {
    let names = decisions::names(fold);
    let devices: BTreeSet<DeviceId> = contest.ordered_by.iter().copied().collect();
    let signer = |device: DeviceId| Signer {
        device: device.short_code(),
        operator: fold.state().roster.operator_of_device(device).and_then(|operator| names.get(&operator).cloned()),
    };
    Halt {
        after: contest.parent.and_then(|parent| fold.state().height_of(parent)),
        decisions: contest.children.clone(),
        signed_by: devices.into_iter().map(signer).collect(),
    }
}

/// What a home that waits knows of the network from whoever let it ask: its name, the operator's, the code to compare, the inviter.
#[derive(Default)]
struct Hearsay {
    network: String,
    operator: String,
    code: Option<ShortCode>,
    inviter: Option<String>,
}

fn hearsay(opened: &Opened) -> Result<Hearsay, Problem> {
    Ok(match waiting::waiting(opened)? {
        None
        | Some(
            Waiting::Joining(None)
            | Waiting::Former
            | Waiting::Revoked
            | Waiting::Replaced(_)
            | Waiting::Overruled
            | Waiting::Stranded,
        ) => Hearsay::default(),
        Some(Waiting::Joining(Some(pending))) => Hearsay {
            network: pending.offer.network_name.to_string(),
            operator: pending.request.admit.operator_name.to_string(),
            code: Some(pending.request.comparison_code(opened.device.public(), pending.offer.device)),
            inviter: Some(pending.offer.inviter_name.to_string()),
        },
        Some(Waiting::Pairing(pending)) => Hearsay {
            network: pending.offer.network_name.to_string(),
            operator: pending.offer.operator_name.to_string(),
            code: Some(pending.comparison_code(opened)),
            inviter: None,
        },
        Some(Waiting::Recovery(pending)) => {
            let (network, operator) = (pending.network_name.to_string(), pending.operator_name.to_string());
            Hearsay { network, operator, code: pending.comparison_code(), inviter: None }
        }
        Some(Waiting::Returning(way_back)) => Hearsay {
            network: way_back.network_name.to_string(),
            operator: way_back.operator_name.to_string(),
            ..Hearsay::default()
        },
    })
}

/// What this device may do for its operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRole {
    /// What people call this device.
    pub name: String,
    /// Whether it decides for the operator.
    pub governs: bool,
    /// Whether it publishes for the operator.
    pub publishes: bool,
    /// Whether it once published for the operator, and another one does now.
    #[serde(default)]
    pub published_before: bool,
    /// The name of the device that decides.
    pub governing: String,
    /// The name of the device that publishes.
    pub publishing: String,
    /// Devices of the operator in all.
    pub devices: usize,
}

fn role(opened: &Opened) -> Option<DeviceRole> {
    let fold = opened.ledger.fold();
    let member = fold.state().roster.member(opened.operator)?;
    let (device, publisher) = (opened.device.public(), member.publisher().unwrap_or(member.governing));
    Some(DeviceRole {
        name: name_of(member, device),
        governs: member.governing == device,
        publishes: publisher == device,
        published_before: publisher != device && member.publishing.iter().any(|span| span.device == device),
        governing: name_of(member, member.governing),
        publishing: name_of(member, publisher),
        devices: member.devices.len(),
    })
}

/// The names of the network and of the operator, as far as they are known here.
pub(super) fn names(opened: &Opened) -> Result<(String, String), Problem> {
    let hearsay = hearsay(opened)?;
    let fold = opened.ledger.fold();
    let state = fold.state();
    let operator = state.roster.member(opened.operator).map(|member| member.name.to_string());
    Ok((state.network_name().map_or(hearsay.network, ToOwned::to_owned), operator.unwrap_or(hearsay.operator)))
}

fn facts(opened: &Opened, digest: viewing::Digest) -> Result<NetworkFacts, Problem> {
    let hearsay = hearsay(opened)?;
    let visits = opened.ledger.store().read(Read::visit_count)?;
    let role = role(opened);
    let fold = opened.ledger.fold();
    let state = fold.state();
    let device = opened.device.public();
    let operator = state.roster.everybody().get(&opened.operator).map(|member| member.name.to_string());
    let pages = state.roster.members().filter_map(|member| fold.operator(member.operator));
    Ok(NetworkFacts {
        id: fold.network(),
        name: state.network_name().map_or(hearsay.network, ToOwned::to_owned),
        operator: operator.unwrap_or(hearsay.operator),
        operator_code: opened.operator.short_code(),
        device_code: device.short_code(),
        role,
        comparison_code: hearsay.code,
        inviter: hearsay.inviter,
        members: state.roster.members().count(),
        permanences: pages.map(|operator| operator.page().permanences.len()).sum(),
        visits,
        decisions: state.decisions.len(),
        view_digest: digest.view_digest,
        entries: digest.entries,
        addresses: fold.endpoint_of(device).map(|announced| announced.addresses.clone()).unwrap_or_default(),
    })
}

/// Whether the journal of every device that speaks for a member is held, and no root's word waits to be recorded: what never
/// arrived cannot be equal.
fn everybody_is_there(opened: &Opened) -> bool {
    let fold = opened.ledger.fold();
    let state = fold.state();
    let speaking =
        state.roster.members().flat_map(|member| member.devices.keys().filter(|device| !member.revoked.contains(device)));
    state.pending_statements.is_empty() && speaking.into_iter().all(|device| fold.head(*device).seq > 0)
}

/// How it goes with each other device: as the running node knows, or as the last one remembered.
fn peers(opened: &Opened, network: Option<&Network>) -> Result<Vec<PeerLine>, Problem> {
    let remembered = opened.ledger.store().read(Read::peers)?;
    let recall = |device: DeviceId| {
        let peer = remembered.get(&device).cloned().unwrap_or_default();
        NeighbourReport {
            last_exchange: peer.last_exchange,
            last_error: peer.last_error.map(|error| error.what),
            ..NeighbourReport::default()
        }
    };
    let fold = opened.ledger.fold();
    let digest = fold.summary_digest();
    let own = opened.device.public();
    let mut lines = Vec::new();
    for member in fold.state().roster.members() {
        let speaking = |device| device != own && fold.state().may_connect(device);
        for certified in fold.devices_of(member.operator).filter(|certified| speaking(certified.device)) {
            let known = network.map(|network| network.neighbours().report(certified.device));
            // A node that has just started has spoken to nobody yet.
            let report = known.filter(|report| *report != NeighbourReport::default()).unwrap_or_else(|| recall(certified.device));
            lines.push(PeerLine {
                operator: member.name.to_string(),
                name: (member.devices.len() > 1).then(|| name_of(member, certified.device)),
                device: certified.device,
                code: certified.device.short_code(),
                connected: report.connected,
                equal: report.digest == Some(digest),
                last_exchange: report.last_exchange,
                last_error: report.last_error,
                difficulty: report.difficulty,
                bytes: (report.bytes.1, report.bytes.0),
            });
        }
    }
    lines.sort_by(|one, other| (&one.operator, one.device).cmp(&(&other.operator, other.device)));
    Ok(lines)
}
