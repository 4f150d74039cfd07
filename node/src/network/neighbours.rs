//! With whom we are connected, and how it went.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use iroh::endpoint::Connection;
use maillage_shared::{calendar::ClaimedTime, identity::DeviceId, sync::SummaryDigest};

use super::{
    Difficulty,
    endpoint::{self, Contact},
    limits,
};

/// What is known of one other device, in memory only: it is learnt anew at each start.
#[derive(Debug, Default)]
struct Neighbour {
    connections: Vec<Connection>,
    introduced: Option<Contact>,
    report: NeighbourReport,
    strikes: u32,
    shunned_until: Option<Instant>,
}

/// How it goes with one neighbour, for `status`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeighbourReport {
    /// Whether a connection stands.
    pub connected: bool,
    /// When the last exchange or push ended well.
    pub last_exchange: Option<ClaimedTime>,
    /// What the neighbour held then.
    pub digest: Option<SummaryDigest>,
    /// Why the last attempt failed; nothing once one succeeded.
    pub last_error: Option<String>,
    /// What kind of difficulty that was.
    pub difficulty: Option<Difficulty>,
    /// Bytes of messages sent and received.
    pub bytes: (u64, u64),
    /// Exchanges and pushes that ended well.
    pub exchanges: u64,
}

/// All neighbours.
#[derive(Debug, Default)]
pub struct Neighbours(Mutex<BTreeMap<DeviceId, Neighbour>>);

impl Neighbours {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<DeviceId, Neighbour>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes up a connection, in place of the oldest when the device has enough of them; false when it is shunned.
    pub fn add(&self, device: DeviceId, connection: Connection) -> bool {
        let mut all = self.lock();
        let neighbour = all.entry(device).or_default();
        if neighbour.shunned_until.is_some_and(|until| Instant::now() < until) {
            return false;
        }
        neighbour.connections.retain(|known| known.close_reason().is_none());
        while neighbour.connections.len() >= limits::CONNECTIONS_PER_DEVICE {
            // The oldest may be with a process that was killed, and stand until it times out.
            neighbour.connections.remove(0).close(2_u32.into(), b"enough connections");
        }
        neighbour.connections.push(connection);
        true
    }

    /// The newest standing connection with the device: an older one may be with a process that was killed.
    #[must_use]
    pub fn connection(&self, device: DeviceId) -> Option<Connection> {
        let all = self.lock();
        newest(all.get(&device)?)
    }

    /// All devices with a standing connection.
    #[must_use]
    pub fn connected(&self) -> Vec<(DeviceId, Connection)> {
        let all = self.lock();
        all.iter().filter_map(|(device, neighbour)| Some((*device, newest(neighbour)?))).collect()
    }

    /// The devices with a standing connection that were not seen to hold exactly this.
    #[must_use]
    pub fn differing(&self, digest: SummaryDigest) -> BTreeSet<DeviceId> {
        let all = self.lock();
        let standing = |neighbour: &Neighbour| neighbour.connections.iter().any(|connection| connection.close_reason().is_none());
        let differs = |neighbour: &Neighbour| standing(neighbour) && neighbour.report.digest != Some(digest);
        all.iter().filter(|(_, neighbour)| differs(neighbour)).map(|(device, _)| *device).collect()
    }

    /// Closes every connection with a device that is no member any more.
    pub fn close(&self, device: DeviceId) {
        if let Some(neighbour) = self.lock().remove(&device) {
            for connection in neighbour.connections {
                endpoint::turn_away(&connection);
            }
        }
    }

    /// Remembers where a device is reached whose journal is not known yet.
    pub fn introduce(&self, device: DeviceId, contact: Contact) {
        self.lock().entry(device).or_default().introduced = Some(contact);
    }

    /// Where a device was said to be reached.
    #[must_use]
    pub fn introduced(&self, device: DeviceId) -> Option<Contact> {
        self.lock().get(&device)?.introduced.clone()
    }

    /// The devices that were introduced.
    #[must_use]
    pub fn introductions(&self) -> Vec<DeviceId> {
        self.lock().iter().filter(|(_, neighbour)| neighbour.introduced.is_some()).map(|(device, _)| *device).collect()
    }

    /// Notes that an exchange or push ended well.
    pub fn succeeded(&self, device: DeviceId, now: ClaimedTime, digest: SummaryDigest, bytes: (u64, u64)) {
        let mut all = self.lock();
        let report = &mut all.entry(device).or_default().report;
        report.last_exchange = Some(now);
        report.digest = Some(digest);
        report.last_error = None;
        report.difficulty = None;
        report.bytes = (report.bytes.0.saturating_add(bytes.0), report.bytes.1.saturating_add(bytes.1));
        report.exchanges = report.exchanges.saturating_add(1);
    }

    /// Notes what the neighbour holds, as a message of it says.
    pub fn holds(&self, device: DeviceId, digest: SummaryDigest) {
        self.lock().entry(device).or_default().report.digest = Some(digest);
    }

    /// Notes a failure.
    pub fn failed(&self, device: DeviceId, why: &super::NetworkError) {
        let mut all = self.lock();
        let neighbour = all.entry(device).or_default();
        neighbour.report.last_error = Some(why.to_string());
        neighbour.report.difficulty = Some(why.difficulty());
        if matches!(why, super::NetworkError::Protocol(_)) {
            neighbour.strikes = neighbour.strikes.saturating_add(1);
            if neighbour.strikes >= limits::STRIKES {
                neighbour.strikes = 0;
                neighbour.shunned_until = Instant::now().checked_add(limits::PENANCE);
                tracing::warn!(%device, "a device broke the protocol too often and is left alone for a while");
            }
        }
    }

    /// Whether the device is left alone for now.
    #[must_use]
    pub fn is_shunned(&self, device: DeviceId) -> bool {
        let all = self.lock();
        all.get(&device).and_then(|neighbour| neighbour.shunned_until).is_some_and(|until| Instant::now() < until)
    }

    /// Every device that was spoken to since the node started.
    #[must_use]
    pub fn devices(&self) -> Vec<DeviceId> {
        self.lock().keys().copied().collect()
    }

    /// Whether some device does not take this one for a member's.
    #[must_use]
    pub fn is_turned_away(&self) -> bool {
        self.lock().values().any(|neighbour| neighbour.report.difficulty == Some(Difficulty::NotAMember))
    }

    /// How it goes with a device.
    #[must_use]
    pub fn report(&self, device: DeviceId) -> NeighbourReport {
        let all = self.lock();
        let Some(neighbour) = all.get(&device) else { return NeighbourReport::default() };
        let connected = neighbour.connections.iter().any(|connection| connection.close_reason().is_none());
        NeighbourReport { connected, ..neighbour.report.clone() }
    }
}

fn newest(neighbour: &Neighbour) -> Option<Connection> {
    neighbour.connections.iter().rev().find(|connection| connection.close_reason().is_none()).cloned()
}
