//! The network: a thin driver of `maillage_shared::sync` over iroh. The only module that names iroh.
//!
//! Nothing outside the network's own members is ever contacted: no relay, no look-up of names, no port mapper.
//!
//! * [`limits`]: how much of everything, and how long
//! * [`endpoint`]: the socket and its protocols
//! * [`frames`]: messages on a stream, each behind its length
//! * [`greeting`]: who is at the other end, proved before anything else
//! * [`neighbours`]: with whom we are connected, and how the last exchange went
//! * [`conversation`]: one connection with a member: exchanges and pushes
//! * [`accept`]: connections that others open; [`dial`]: those that we open, again and again
//! * `pace`: whoever costs too much is heard later
//! * [`copies`]: another running copy of this very device
//! * [`doors`]: requests of those who are no members yet, on protocols of their own

pub mod accept;
pub mod conversation;
pub mod copies;
pub mod dial;
pub mod doors;
pub mod endpoint;
pub mod exchange;
pub mod frames;
pub mod greeting;
pub mod limits;
pub mod neighbours;
mod pace;
pub mod push;

use std::{net::SocketAddr, sync::Arc};

use maillage_shared::{
    identity::{DeviceId, DeviceKey, EndpointAnnouncement, EndpointId, keys::EndpointKey},
    sync::Hello,
};
use tokio::{
    sync::{Notify, watch},
    task::JoinSet,
};

use crate::{clock::Clock, home::WayBack, ledger::Ledger};

pub use neighbours::{NeighbourReport, Neighbours};

/// Why the network cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {why}")]
    Listen {
        /// The address.
        address: String,
        /// What the system says, where it is the system that refuses.
        said: Option<std::io::ErrorKind>,
        /// The same, in words for a log.
        why: String,
    },
    /// A peer cannot be reached in time.
    #[error("cannot reach the peer: {0}")]
    Unreachable(String),
    /// The peer is there, but does not speak to us: it is no member, or speaks another version.
    #[error("the peer ended the conversation: {0}")]
    Closed(String),
    /// The peer is there, and does not take this device for a member's.
    #[error("the peer does not take this device for a member's")]
    NotAMember,
    /// This node has nothing yet by which members know it.
    #[error("this node has not announced itself yet")]
    NotReady,
    /// The peer broke the rules of the protocol.
    #[error("the peer broke the protocol: {0}")]
    Protocol(String),
    /// The own store failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
}

/// What kind of difficulty a [`NetworkError`] is, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difficulty {
    /// Nothing answers there.
    Unreachable,
    /// The conversation ended before its time.
    Cut,
    /// The peer does not take this device for a member's.
    NotAMember,
    /// The peer broke the protocol.
    Protocol,
    /// This node's own fault: its socket, its disk.
    Own,
}

impl NetworkError {
    /// What kind of difficulty it is.
    #[must_use]
    pub const fn difficulty(&self) -> Difficulty {
        match self {
            Self::Unreachable(_) => Difficulty::Unreachable,
            Self::Closed(_) => Difficulty::Cut,
            Self::NotAMember => Difficulty::NotAMember,
            Self::Protocol(_) => Difficulty::Protocol,
            Self::Listen { .. } | Self::NotReady | Self::Store(_) => Difficulty::Own,
        }
    }
}

/// What every task of the network shares.
#[derive(Debug)]
pub struct Shared {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) device: DeviceKey,
    pub(crate) clock: Clock,
    pub(crate) neighbours: Neighbours,
    turns: pace::Turns,
    pub(crate) endpoint: iroh::Endpoint,
    /// Something came in that may call for a decision or an acknowledgement of ours.
    pub(crate) attention: Arc<Notify>,
    /// Ask every neighbour for an exchange now.
    pub(crate) exchange_now: Notify,
    pub(crate) desk: doors::Desk,
    /// What this device greeted members with before its store was lost.
    pub(crate) former: Option<Former>,
    /// The endpoint made for asking whether a copy of this device is running.
    pub(crate) asking: tokio::sync::Mutex<Option<EndpointId>>,
}

/// What this device greeted members with, and the place of the announcement in its journal.
#[derive(Debug)]
pub(crate) struct Former {
    hello: Hello,
    announced_at: u64,
}

/// A running network.
#[derive(Debug)]
pub struct Network {
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    tasks: tokio::sync::Mutex<JoinSet<()>>,
}

/// What the network needs to start.
#[derive(Debug)]
pub struct Start {
    /// The ledger.
    pub ledger: Arc<Ledger>,
    /// The device's key.
    pub device: DeviceKey,
    /// The endpoint's key.
    pub endpoint: EndpointKey,
    /// Where to listen; nothing means all interfaces.
    pub listen: Vec<SocketAddr>,
    /// The clock, for what people are shown.
    pub clock: Clock,
    /// Woken when something came in that may call for a decision or an acknowledgement of ours.
    pub attention: Arc<Notify>,
    /// Takes requests at the doors.
    pub desk: doors::Desk,
    /// What the home noted for the day when its store is lost. The greeting is used until the own journal is there again.
    pub way_back: Option<WayBack>,
}

impl Network {
    /// Opens the socket and starts to accept, dial and push.
    ///
    /// # Errors
    /// [`NetworkError::Listen`].
    pub async fn start(start: Start) -> Result<Self, NetworkError> {
        let network = start.ledger.fold().network();
        let known = start.ledger.fold().endpoint_of(start.device.public()).cloned();
        // What was noted under other keys would be refused by whoever is greeted with it.
        let noted = start.way_back.as_ref().and_then(|way_back| {
            let introduced = way_back.introduced(start.endpoint.public()).ok()?;
            (introduced.certified.device == start.device.public()).then(|| (way_back.hello.clone(), introduced))
        });
        let known = known.or_else(|| noted.as_ref().map(|(_, introduced)| introduced.announcement.clone()));
        let announced = known.as_ref().map(|known| known.addresses.clone());
        let former: Vec<SocketAddr> = announced.unwrap_or_default().iter().filter_map(|address| address.parse().ok()).collect();
        let endpoint = endpoint::bind_as_before(network, &start.endpoint, &start.listen, &former).await?;
        let shared = Arc::new(Shared {
            ledger: start.ledger,
            device: start.device,
            clock: start.clock,
            neighbours: Neighbours::default(),
            turns: pace::Turns::default(),
            endpoint,
            attention: start.attention,
            exchange_now: Notify::new(),
            desk: start.desk,
            former: noted.map(|(hello, introduced)| Former { hello, announced_at: introduced.announced_at }),
            asking: tokio::sync::Mutex::default(),
        });
        // What a repaired store lost may be the very journals that say where members are.
        let noted = start.way_back.filter(|_| shared.ledger.learns_again()).map(|way_back| way_back.contacts);
        for contact in noted.into_iter().flatten() {
            if let Some(place) = endpoint::Contact::known(&contact) {
                shared.neighbours.introduce(contact.device, place);
            }
        }
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        tasks.spawn(until(stopped.clone(), accept::run(Arc::clone(&shared))));
        tasks.spawn(until(stopped.clone(), copies_then_dial(Arc::clone(&shared), known)));
        tasks.spawn(until(stopped, push::run(Arc::clone(&shared))));
        Ok(Self { shared, stop, tasks: tokio::sync::Mutex::new(tasks) })
    }

    /// Where others reach this node: the addresses to announce.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        endpoint::addresses(&self.shared.endpoint)
    }

    /// What this node greets members with; nothing before it has announced itself.
    #[must_use]
    pub fn hello(&self) -> Option<Hello> {
        let bytes = greeting::own_hello(&self.shared).ok()?;
        Hello::from_bytes(&bytes).ok()
    }

    /// How it goes with each neighbour.
    #[must_use]
    pub fn neighbours(&self) -> &Neighbours {
        &self.shared.neighbours
    }

    /// Exchanges with every member's device once, now. Devices are tried side by side, each with its own deadline.
    pub async fn exchange_with_all(&self) -> Vec<(DeviceId, Result<exchange::Report, NetworkError>)> {
        let mut trials = JoinSet::new();
        for device in dial::others(&self.shared) {
            let shared = Arc::clone(&self.shared);
            trials.spawn(async move { (device, dial::exchange_once(&shared, device).await) });
        }
        let mut reports = Vec::new();
        while let Some(finished) = trials.join_next().await {
            // A trial that panicked ended alone; the others are reported.
            reports.extend(finished.ok());
        }
        reports.sort_by_key(|(device, _)| *device);
        reports
    }

    /// Hands in a request at a door of another node, or asks how it stands.
    ///
    /// # Errors
    /// [`NetworkError`] when the node cannot be reached.
    pub async fn ask_at<A: for<'b> minicbor::Decode<'b, ()>>(
        &self,
        door: doors::Door,
        contact: &endpoint::Contact,
        request: &[u8],
    ) -> Result<A, NetworkError> {
        doors::ask_at(&self.shared.endpoint, door, contact, request).await
    }

    /// Dials a device at a given place, until its own announcement is known.
    pub fn introduce(&self, device: DeviceId, contact: endpoint::Contact) {
        self.shared.neighbours.introduce(device, contact);
        self.shared.exchange_now.notify_one();
    }

    /// Stops accepting, ends conversations and closes the socket, within [`limits::CLOSING`].
    pub async fn stop(&self) {
        // Nobody waits any more when the tasks are gone already.
        let _ = self.stop.send(true);
        let mut tasks = self.tasks.lock().await;
        let ended = tokio::time::timeout(limits::CLOSING, async { while tasks.join_next().await.is_some() {} }).await;
        if ended.is_err() {
            tasks.abort_all();
        }
        endpoint::close(&self.shared.endpoint).await;
    }
}

/// Dials, and looks for copies of this device beside it. A node that may not write looks first: what it learns from others must
/// not have it write beside a copy.
async fn copies_then_dial(shared: Arc<Shared>, former: Option<EndpointAnnouncement>) {
    if let Some(former) = former.as_ref().filter(|_| shared.ledger.authority().refusal().is_some()) {
        copies::look(&shared, former).await;
    }
    tokio::join!(copies::run(Arc::clone(&shared), former), dial::run(shared));
}

/// Runs `work` until it ends or a stop is asked for.
async fn until(mut stopped: watch::Receiver<bool>, work: impl Future<Output = ()>) {
    tokio::select! {
        () = work => {}
        _ = stopped.wait_for(|stop| *stop) => {}
    }
}

/// What the device of a home greets members with where no node runs; nothing before its journal announces an endpoint.
#[must_use]
pub fn hello_from(ledger: &Ledger, device: &DeviceKey) -> Option<Hello> {
    greeting::hello_from(ledger, device)
}
