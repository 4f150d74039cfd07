//! What a node does by itself: put approved proposals in order, anchor, acknowledge, announce where it is reached, keep no more
//! than it needs, and ask how a request to join stands.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    identity::{DeviceId, DeviceKey, EndpointAnnouncement},
    journal::BodyKind,
    register::{
        AnchorLine, Item, Register,
        automatic::{self, Duty},
        compose::{self, Order},
    },
    view::NetworkFold,
};

use super::{
    Problem, Service,
    opened::Opened,
    parting, pruning, settings,
    waiting::{self, Asked},
    ways_back,
};
use crate::{
    home::Home,
    network::{Neighbours, Network},
    store::{Read, peers::PeerError},
};

/// Duties done in one go; what is left is done at the next look.
const DUTIES: usize = 64;

/// How often a node looks even when nothing came in: anchors fall due, addresses change.
const LOOK: Duration = Duration::from_secs(10);

/// How long a node that is reached elsewhere than it announced looks for a member before it announces that, and how often.
const MEETING: Duration = Duration::from_secs(3);
const MEETING_LOOK: Duration = Duration::from_millis(50);

/// How often a joiner asks how its request stands.
const ASK: Duration = Duration::from_secs(2);

/// How often a joiner asks that was refused: people may still change their minds.
const ASK_REFUSED: Duration = Duration::from_mins(1);

/// Does what this device should sign now by itself: everything, unless its people want to put decisions in order by hand.
///
/// # Errors
/// A problem of the store. A duty that breaks a rule is left undone and told to the log: it is a fault of this program.
pub(super) fn attend(service: &Service) -> Result<(), Problem> {
    let auto = settings::govern_auto(service.opened()?)?;
    fulfil(service, |duty| auto || !orders(duty))
}

/// Does everything that this device should sign now, as its people ask for it.
///
/// # Errors
/// As [`attend`].
pub(super) fn order(service: &Service) -> Result<(), Problem> {
    fulfil(service, |_| true)
}

/// How many decisions this device could put in order now.
pub(super) fn count_to_order(service: &Service, opened: &Opened, fold: &NetworkFold) -> usize {
    let duties = automatic::duties(fold.register(), fold.held(), &heads(fold), service.now(), opened.device.public());
    duties.iter().filter(|duty| orders(duty)).count()
}

/// Whether the duty makes a decision.
const fn orders(duty: &Duty) -> bool {
    match duty {
        Duty::TakeOffice(_) | Duty::Record(_) | Duty::Decide(_) | Duty::Anchor(_) => true,
        Duty::Acknowledge(_) | Duty::Install(_) => false,
    }
}

fn fulfil(service: &Service, is_wanted: impl Fn(&Duty) -> bool) -> Result<(), Problem> {
    let opened = service.opened()?;
    go_on(service)?;
    if opened.ledger.authority().refusal().is_some() {
        return Ok(());
    }
    for _ in 0..DUTIES {
        // Looked at before it is written: an empty transaction costs the disk as much as a full one.
        if next_item(service, opened, &opened.ledger.fold(), &is_wanted).is_none() {
            break;
        }
        let done = opened.ledger.write(&opened.device, |draft| {
            let Some(item) = next_item(service, opened, draft.fold(), &is_wanted) else { return Ok(false) };
            draft.add_item(item).map(|()| true)
        })?;
        if !done {
            break;
        }
    }
    Ok(())
}

/// Goes on writing, once enough members were met by a node that had to learn how far its own journal goes.
fn go_on(service: &Service) -> Result<(), Problem> {
    let ledger = &service.opened()?.ledger;
    if ledger.is_ready() { ledger.resume(service.now(), false).map(drop) } else { Ok(()) }
}

/// The item that this device should sign next. A duty that cannot be done does not keep the others from being done.
fn next_item(service: &Service, opened: &Opened, fold: &NetworkFold, is_wanted: impl Fn(&Duty) -> bool) -> Option<Item> {
    let (register, device, now) = (fold.register(), &opened.device, service.now());
    let duties = automatic::duties(register, fold.held(), &heads(fold), now, device.public());
    duties.into_iter().filter(is_wanted).find_map(|duty| {
        let done = done(&duty, register, device, now);
        done.inspect_err(|error| tracing::warn!(?duty, error, "a duty is left out")).ok()
    })
}

/// The item by which a duty is done.
fn done(duty: &Duty, register: &Register, device: &DeviceKey, now: ClaimedTime) -> Result<Item, String> {
    let gone = || "what it is about is not held any more".to_owned();
    let order = match duty {
        Duty::Acknowledge(acknowledgement) => {
            return Ok(compose::acknowledgement(device, register.network(), acknowledgement));
        }
        Duty::Install(installation) => {
            return register.sign_installation(device, installation.clone()).map_err(|error| error.to_string());
        }
        Duty::TakeOffice(installation) => {
            return register.take_office(device, *installation, now).map_err(|error| error.to_string());
        }
        Duty::Anchor(anchor) => Order::anchor(anchor),
        Duty::Record(statement) => Order::statement(register, *statement).ok_or_else(gone)?,
        Duty::Decide(proposal) => Order::proposal(register, *proposal).ok_or_else(gone)?,
    };
    compose::sequence(device, register.state(), &order, now).map_err(|error| error.to_string())
}

/// The newest authentic entries of every journal of a member.
fn heads(fold: &NetworkFold) -> BTreeMap<DeviceId, AnchorLine> {
    let roster = &fold.state().roster;
    let of_member = |device| fold.operator_of(device).is_some_and(|operator| roster.member(operator).is_some());
    let lines = fold.head_lines().into_iter().filter(|line| line.seq > 0 && of_member(line.device));
    lines.map(|line| (line.device, AnchorLine { device: line.device, seq: line.seq, hash: line.hash })).collect()
}

/// Announces where this node is reached, when its journal says something else and may be continued.
///
/// # Errors
/// A problem of the store.
pub(crate) fn announce(opened: &Opened, addresses: &[String]) -> Result<(), Problem> {
    let device = opened.device.public();
    if opened.ledger.fold().head(device).seq == 0 {
        // Without a certificate there is no journal to say it in.
        return Ok(());
    }
    let known = opened.ledger.fold().endpoint_of(device).cloned();
    let current = known.is_some_and(|known| known.endpoint == opened.endpoint.public() && known.addresses == addresses);
    let current = current && !opened.ledger.owes_an_entry();
    if current || opened.ledger.authority().refusal().is_some() {
        return Ok(());
    }
    opened.ledger.write(&opened.device, |draft| {
        let announcement = EndpointAnnouncement::new(&opened.endpoint, draft.network(), device, addresses.to_vec(), None);
        draft.append(BodyKind::Endpoint, encoding::to_bytes(&announcement)).map(|_| ())
    })
}

/// Gives a node whose next act would be to announce another place a moment to meet a member that holds what it holds: if it is an
/// old copy, started by mistake, it hears so what its device wrote since, and stops instead of writing beside it.
pub(crate) async fn meet_before_moving(opened: &Opened, network: &Network) {
    let moved = {
        let fold = opened.ledger.fold();
        let known = fold.endpoint_of(opened.device.public());
        known.is_some_and(|known| known.endpoint == opened.endpoint.public() && known.addresses != network.addresses())
    };
    let begun = Instant::now();
    while moved && begun.elapsed() < MEETING && opened.ledger.authority().refusal().is_none() && !has_met(opened, network) {
        tokio::time::sleep(MEETING_LOOK).await;
    }
}

/// Whether another member holds exactly what is held here, or there is none.
fn has_met(opened: &Opened, network: &Network) -> bool {
    let (digest, alone) = {
        let fold = opened.ledger.fold();
        (fold.summary_digest(), fold.state().roster.members().count() <= 1)
    };
    let neighbours = network.neighbours();
    alone || neighbours.devices().into_iter().any(|device| neighbours.report(device).digest == Some(digest))
}

/// Keeps how it goes with each neighbour, so that `status` can say it without a running node. Writes only what changed.
fn remember_neighbours(service: &Service, opened: &Opened, neighbours: &Neighbours) -> Result<(), Problem> {
    let store = opened.ledger.store();
    let known = store.read(Read::peers)?;
    let devices = neighbours.devices().into_iter().map(|device| (device, neighbours.report(device)));
    let changed: Vec<_> = devices
        .filter(|(device, report)| {
            let before = known.get(device).cloned().unwrap_or_default();
            let error = before.last_error.map(|error| error.what);
            before.last_exchange.max(report.last_exchange) != before.last_exchange || error != report.last_error
        })
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    let at = service.now();
    store.write(|write| {
        for (device, report) in changed {
            write.update_peer(device, |peer| {
                peer.last_exchange = peer.last_exchange.max(report.last_exchange);
                peer.last_error = report.last_error.map(|what| PeerError { at, what });
            })?;
        }
        Ok::<_, Problem>(())
    })
}

/// Attends until it is dropped: whenever something came in, and every now and then.
pub async fn run(service: Arc<Service>, network: Arc<Network>) {
    let asking = tokio::spawn(ask_until_welcome(Arc::clone(&service), Arc::clone(&network)));
    let _ended_with_us = AbortOnDrop(asking);
    let learning = tokio::spawn(learn_when_turned_away(Arc::clone(&service), Arc::clone(&network)));
    let _ended_too = AbortOnDrop(learning);
    let mut remembered = Instant::now();
    let mut noted = false;
    let mut pruned = BTreeMap::new();
    loop {
        let remember = remembered.elapsed() >= LOOK;
        if remember {
            remembered = Instant::now();
        }
        let (service, network) = (Arc::clone(&service), Arc::clone(&network));
        let attention = Arc::clone(service.attention());
        let before = std::mem::take(&mut pruned);
        let look = tokio::task::spawn_blocking(move || {
            let opened = service.opened()?;
            if opened.ledger.mend(&Home::at(service.path()).try_path()).is_err() {
                // Why is in the log and in `status`; nothing can be done by itself until there is room.
                return Ok((noted, before));
            }
            go_on(&service)?;
            announce(opened, &network.addresses())?;
            let noted = if remember || !noted { ways_back::note(&service, opened, &network)? } else { noted };
            if remember {
                remember_neighbours(&service, opened, network.neighbours())?;
            }
            attend(&service)?;
            Ok::<_, Problem>((noted, pruning::tend(&service, &before)?))
        });
        match look.await {
            Ok(Ok((has_way_back, gone))) => (noted, pruned) = (has_way_back, gone),
            Ok(Err(problem)) => tracing::error!(%problem, "a duty of this node could not be done"),
            Err(_) => tracing::error!("a duty of this node failed"),
        }
        tokio::select! {
            () = attention.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

struct AbortOnDrop(tokio::task::JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Asks by which decision this device speaks no longer, whenever others turn it away and the register held here does not say so.
async fn learn_when_turned_away(service: Arc<Service>, network: Arc<Network>) {
    let Ok(opened) = service.opened() else { return };
    let mut pause = ASK;
    loop {
        tokio::time::sleep(pause).await;
        if !network.neighbours().is_turned_away() || !parting::thinks_it_speaks(opened) {
            pause = ASK;
            continue;
        }
        if let Err(problem) = parting::learn(&service, opened).await {
            tracing::debug!(%problem, "nobody was asked why this device is turned away");
        }
        if parting::thinks_it_speaks(opened) {
            // Who turned it away may be the one that lacks a decision, as members do that have not heard of a newcomer.
            pause = pause.saturating_mul(2).min(ASK_REFUSED);
        } else {
            tracing::warn!("a decision of the network ended what this device may say: see `maillage status`");
        }
    }
}

/// Asks how things stand until this operator is known to be a member, at long intervals once somebody said no.
async fn ask_until_welcome(service: Arc<Service>, network: Arc<Network>) {
    let Ok(opened) = service.opened() else { return };
    loop {
        let Ok(Some(waiting)) = waiting::waiting(opened) else { return };
        let asked = waiting.ask(opened, &network).await;
        match &asked {
            Ok(asked) => tracing::debug!(?asked, "this home asked how things stand"),
            Err(problem) => tracing::debug!(%problem, "nobody was reached to ask"),
        }
        tokio::time::sleep(if matches!(asked, Ok(Asked::Refused)) { ASK_REFUSED } else { ASK }).await;
    }
}
