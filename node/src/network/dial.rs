//! Connections that we open: to every other member's device, again and again, with growing waits, and an exchange now and then on
//! each.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use iroh::endpoint::Connection;
use maillage_shared::identity::DeviceId;
use tokio::{
    sync::broadcast::{self, error::TryRecvError},
    task::{Id, JoinSet},
    time::{Instant, timeout},
};

use super::{
    NetworkError, Shared, conversation,
    endpoint::{self, Contact},
    exchange, greeting, limits,
};
use crate::{ledger::News, randomness};

/// How often the list of devices is looked through.
const LOOK: Duration = Duration::from_millis(250);

/// When a device is tried next.
#[derive(Debug, Clone, Copy)]
struct Due {
    at: Instant,
    wait: Duration,
}

/// Who has to be asked because something came in since the last time.
struct Settling {
    news: broadcast::Receiver<News>,
    moved: bool,
    asked: Instant,
}

impl Settling {
    fn new(shared: &Shared) -> Self {
        Self { news: shared.ledger.subscribe(), moved: false, asked: Instant::now() }
    }

    /// The neighbours that were not seen to hold what this node holds now, once after each time that something came in. Those
    /// that are being asked already are looked at again.
    fn unsettled(&mut self, shared: &Shared, busy: &BTreeMap<DeviceId, Id>) -> BTreeSet<DeviceId> {
        while !matches!(self.news.try_recv(), Err(TryRecvError::Empty | TryRecvError::Closed)) {
            self.moved = true;
        }
        if !self.moved || self.asked.elapsed() < limits::SETTLING {
            return BTreeSet::new();
        }
        let digest = shared.ledger.fold().summary_digest();
        let differing = shared.neighbours.differing(digest);
        self.moved = differing.iter().any(|device| busy.contains_key(device));
        self.asked = Instant::now();
        differing
    }
}

/// Dials and exchanges until it is stopped.
pub async fn run(shared: Arc<Shared>) {
    let mut due: BTreeMap<DeviceId, Due> = BTreeMap::new();
    let mut conversations = JoinSet::new();
    let mut attempts: JoinSet<(DeviceId, bool)> = JoinSet::new();
    let mut busy: BTreeMap<DeviceId, Id> = BTreeMap::new();
    let mut settling = Settling::new(&shared);
    loop {
        let everything_now = tokio::select! {
            () = shared.exchange_now.notified() => true,
            () = tokio::time::sleep(LOOK) => false,
        };
        while let Some(ended) = attempts.try_join_next() {
            // An attempt that panicked failed; the device is tried again like any other.
            let failed = |error: tokio::task::JoinError| Some((*busy.iter().find(|(_, id)| **id == error.id())?.0, false));
            let Some((device, success)) = ended.map_or_else(failed, Some) else { continue };
            busy.remove(&device);
            due.entry(device).and_modify(|due| *due = next(*due, success));
        }
        while conversations.try_join_next().is_some() {}
        let unsettled = settling.unsettled(&shared, &busy);
        for device in others(&shared) {
            let entry = due.entry(device).or_insert(Due { at: Instant::now(), wait: limits::REDIAL_FIRST });
            let is_due = everything_now || unsettled.contains(&device) || entry.at <= Instant::now();
            if is_due && !busy.contains_key(&device) && !shared.neighbours.is_shunned(device) {
                busy.insert(device, attempt(&shared, device, &mut attempts, &mut conversations));
            }
        }
    }
}

/// The time of the next attempt: soon and then later and later after failures, at leisure after a success.
fn next(due: Due, success: bool) -> Due {
    let jitter = |most: Duration| {
        let random = randomness::random::<1>().map_or(0, |[byte]| u32::from(byte));
        most.saturating_mul(random).checked_div(255).unwrap_or(most)
    };
    let wait = if success { limits::REDIAL_FIRST } else { due.wait.saturating_mul(2).min(limits::REDIAL_LONGEST) };
    let pause =
        if success { limits::ANTI_ENTROPY.saturating_add(jitter(limits::ANTI_ENTROPY)) } else { wait.saturating_add(jitter(wait)) };
    Due { at: Instant::now().checked_add(pause).unwrap_or_else(Instant::now), wait }
}

/// Begins to exchange with a device, over the standing connection or a new one, which is then served until it closes.
fn attempt(
    shared: &Arc<Shared>,
    device: DeviceId,
    attempts: &mut JoinSet<(DeviceId, bool)>,
    conversations: &mut JoinSet<()>,
) -> Id {
    let standing = shared.neighbours.connection(device);
    let (opened, awaiting) = tokio::sync::oneshot::channel::<Connection>();
    let task = Arc::clone(shared);
    let attempt = attempts.spawn(async move {
        let connection = match standing {
            Some(connection) => Ok(connection),
            None => connect(&task, device).await.inspect_err(|error| task.neighbours.failed(device, error)).inspect(|connection| {
                // The receiver is dropped only when the node stops.
                let _ = opened.send(connection.clone());
            }),
        };
        let outcome = match connection {
            Ok(connection) => conversation::exchange_over(&task, device, &connection).await,
            Err(error) => Err(error),
        };
        if let Err(error) = &outcome {
            tracing::debug!(%device, %error, "no exchange");
        }
        // An exchange after which the two still differ is due again as one that failed: soon, and then later and later.
        (device, outcome.is_ok_and(|report| report.equal))
    });
    let shared = Arc::clone(shared);
    conversations.spawn(async move {
        if let Ok(connection) = awaiting.await {
            conversation::run(&shared, device, connection).await;
        }
    });
    attempt.id()
}

/// The devices of all other members that can be dialled, and those that were introduced.
pub(super) fn others(shared: &Shared) -> Vec<DeviceId> {
    let own = shared.device.public();
    let fold = shared.ledger.fold();
    let mut devices: Vec<DeviceId> = fold
        .journals()
        .filter_map(|journal| journal.certified())
        .filter(|certified| fold.state().may_speak(certified))
        .map(|certified| certified.device)
        .filter(|device| fold.endpoint_of(*device).is_some())
        .collect();
    devices.extend(shared.neighbours.introductions());
    devices.sort_unstable();
    devices.dedup();
    devices.retain(|device| *device != own);
    devices
}

/// Dials a device and greets it.
async fn connect(shared: &Arc<Shared>, device: DeviceId) -> Result<Connection, NetworkError> {
    let announced = shared.ledger.fold().endpoint_of(device).and_then(Contact::announced);
    let contact = announced
        .or_else(|| shared.neighbours.introduced(device))
        .ok_or_else(|| NetworkError::Unreachable("no address of it is known".into()))?;
    let protocol = endpoint::members_protocol(shared.ledger.fold().network());
    let dialling = shared.endpoint.connect(contact.address(), &protocol);
    let connection = match timeout(limits::DIALLING, dialling).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(error)) => return Err(NetworkError::Unreachable(error.to_string())),
        Err(_) => return Err(NetworkError::Unreachable("no answer in time".into())),
    };
    match greeting::open(shared, &connection, device).await {
        Ok(()) => Ok(connection),
        Err(error) => {
            let error = if endpoint::turned_away(&connection) { NetworkError::NotAMember } else { error };
            connection.close(1_u32.into(), b"greeting failed");
            Err(error)
        }
    }
}

/// Exchanges with a device once: over a standing connection, or over one of its own when there is none or it turns out to be dead.
pub(super) async fn exchange_once(shared: &Arc<Shared>, device: DeviceId) -> Result<exchange::Report, NetworkError> {
    if let Some(connection) = shared.neighbours.connection(device) {
        match conversation::exchange_over(shared, device, &connection).await {
            // A peer that was killed says nothing: its connection stands until it times out.
            Err(NetworkError::Closed(why)) if connection.close_reason().is_some() => {
                tracing::debug!(%device, why, "a connection was dead, another is tried");
            }
            ended => return ended,
        }
    }
    let connection = connect(shared, device).await.inspect_err(|error| shared.neighbours.failed(device, error))?;
    let report = conversation::exchange_over(shared, device, &connection).await;
    connection.close(0_u32.into(), b"done");
    report
}
