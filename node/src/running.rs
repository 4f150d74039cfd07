//! The life of a node: lock, open, network, control interface, duties, and a clean end.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use tokio::sync::oneshot;

use crate::{
    clock::Clock,
    control::server::Control,
    home::{Home, Lock, Role, files},
    network::{
        Network,
        doors::{self, Desk},
        limits::CLOSING,
    },
    service::{Problem, Service, at_door, steward},
};

/// Pause between two looks whether the store is free.
const PAUSE: Duration = Duration::from_millis(5);

/// A running node.
#[derive(Debug)]
pub struct Running {
    service: Arc<Service>,
    network: Arc<Network>,
    home: Home,
    addresses: Vec<String>,
    control: SocketAddr,
    duties: tokio::task::JoinHandle<()>,
    serving: tokio::task::JoinHandle<()>,
    stop_serving: oneshot::Sender<()>,
    // Last, so that it is given back when everything else has ended.
    _lock: Lock,
}

impl Running {
    /// Starts the node of the home in this directory, listening on `listen`. When that is empty: on all interfaces, at the ports
    /// where it was reached before if they are free, so that nodes that were all off find each other again.
    ///
    /// # Errors
    /// A problem of the home (empty, exposed, held by another process), its store, or the network.
    pub async fn start(path: PathBuf, clock: Clock, listen: Vec<SocketAddr>) -> Result<Self, Problem> {
        let home = Home::open(&path)?;
        let lock = acquire(home.clone(), clock).await?;
        let runtime = tokio::runtime::Handle::current();
        let open = tokio::task::spawn_blocking(move || Service::open(path, clock, runtime));
        let service = Arc::new(open.await.map_err(Problem::bug)??);
        let network = Arc::new(Network::start(service.network_start(service.opened()?, listen, desk(&service))).await?);
        service.set_network(Arc::clone(&network));
        let addresses = network.addresses();
        steward::meet_before_moving(service.opened()?, &network).await;
        // Before anything is asked of this node: an invitation made in its first instant names these addresses.
        announce(Arc::clone(&service), addresses.clone()).await?;
        let control = Control::open().await.map_err(Problem::bug)?;
        let control_address = control.file().address;
        let file = serde_json::to_vec(control.file()).map_err(Problem::bug)?;
        files::write_private(&home.control_path(), &file)?;
        let (stop_serving, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(control.serve(Arc::clone(&service), async move {
            // A dropped sender is a stop as well.
            let _ = stopped.await;
        }));
        let duties = tokio::spawn(steward::run(Arc::clone(&service), Arc::clone(&network)));
        Ok(Self { service, network, home, addresses, control: control_address, duties, serving, stop_serving, _lock: lock })
    }

    /// The addresses that other nodes reach this one at.
    #[must_use]
    pub fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// Where the control interface listens.
    #[must_use]
    pub const fn control(&self) -> SocketAddr {
        self.control
    }

    /// The service.
    #[must_use]
    pub const fn service(&self) -> &Arc<Service> {
        &self.service
    }

    /// Ends when the node is asked to stop through the control interface.
    pub async fn stop_asked(&self) {
        self.service.stopping().notified().await;
    }

    /// Ends the node: no new requests, no duties, no connections; then the store is closed and the lock given back.
    pub async fn stop(self) {
        let Self { service, network, home, duties, serving, stop_serving, _lock, .. } = self;
        if let Err(error) = files::remove(&home.control_path()) {
            tracing::warn!(%error, "the control file was left behind");
        }
        // The server is gone already when nobody takes this.
        let _ = stop_serving.send(());
        duties.abort();
        network.stop().await;
        if tokio::time::timeout(CLOSING, serving).await.is_err() {
            tracing::debug!("a request was still being answered");
        }
        let ledger = service.opened_if_any().map(|opened| Arc::clone(&opened.ledger));
        drop((service, network));
        // Work that was cut short lets go of the store when its thread comes to it. The last to let go is this one, so that the
        // store is closed when this returns.
        let released = async {
            while ledger.as_ref().is_some_and(|ledger| Arc::strong_count(ledger) > 1) {
                tokio::time::sleep(PAUSE).await;
            }
        };
        if tokio::time::timeout(CLOSING, released).await.is_err() {
            tracing::debug!("the store was still in use");
        }
        if tokio::task::spawn_blocking(move || drop(ledger)).await.is_err() {
            tracing::warn!("the store was not closed properly");
        }
    }
}

async fn announce(service: Arc<Service>, addresses: Vec<String>) -> Result<(), Problem> {
    let announcing = move || steward::announce(service.opened()?, &addresses);
    tokio::task::spawn_blocking(announcing).await.map_err(Problem::bug)?
}

/// Takes the lock; a command that is at work is waited for.
async fn acquire(home: Home, clock: Clock) -> Result<Lock, Problem> {
    let locking = move || Lock::acquire_within(crate::access::PATIENCE, &home, Role::Node, clock.now());
    Ok(tokio::task::spawn_blocking(locking).await.map_err(Problem::bug)??)
}

/// Where requests of those who are no members yet are handed in: at the service, which does not keep the network alive by it.
fn desk(service: &Arc<Service>) -> Desk {
    let service = Arc::downgrade(service);
    Desk::new(Arc::new(move |door, bytes, from| {
        service.upgrade().map_or_else(|| doors::nobody(door), |service| at_door::answer(&service, door, bytes, from))
    }))
}
