//! The ledger: the store and what it means, kept in step.
//!
//! Everything shared passes through here, in one order: examined by the rules of `maillage-shared`, made durable in one
//! transaction together with what it changes at home, then applied to the fold in memory, then announced to whoever listens. A
//! reader never sees what is not on disk.
//!
//! * [`alarms`]: faults of this program that stopped a document
//! * [`draft`]: what this node itself writes
//! * [`receive`]: what peers deliver
//! * [`holdings`]: what peers may read

pub mod alarms;
pub mod draft;
pub mod holdings;
pub mod receive;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use maillage_shared::{
    identity::{DeviceId, NetworkId},
    journal::{Entry, ForkProof},
    register::Item,
    sync::Refusals,
    view::{NetworkFold, NetworkView},
};
use tokio::sync::broadcast;

use crate::store::{Store, StoreError};

pub use draft::Draft;
pub use receive::Receipt;

/// News that wait for a slow listener. A listener that falls behind is told so, and exchanges instead.
const NEWS_WAITING: usize = 256;

/// What came into the ledger in one transaction.
#[derive(Debug, Clone)]
pub struct News {
    /// New entries.
    pub entries: Arc<[Entry]>,
    /// New items.
    pub items: Arc<[Item]>,
    /// Devices of which a fork was found.
    pub forks: Arc<[DeviceId]>,
    /// The peer that brought them; nothing when this node wrote them.
    pub from: Option<DeviceId>,
}

/// The store and the fold of what it holds.
#[derive(Debug)]
pub struct Ledger {
    store: Arc<Store>,
    fold: RwLock<NetworkFold>,
    writing: Mutex<()>,
    refused: Mutex<Refusals>,
    /// Proofs of forks that came before the journals that they are about, as they do when a newcomer exchanges.
    early: Mutex<Vec<ForkProof>>,
    news: broadcast::Sender<News>,
}

impl Ledger {
    /// Folds everything that the store holds of `network`.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn open(store: Arc<Store>, network: NetworkId) -> Result<Self, StoreError> {
        let mut fold = NetworkFold::new(network);
        store.read(|read| {
            let mut items = Vec::new();
            read.for_each_item(|_, bytes| {
                items.extend(Item::verify(network, bytes).ok());
                Ok::<(), StoreError>(())
            })?;
            fold.apply_items(items);
            for device in read.devices()? {
                let mut entries = Vec::new();
                read.for_each_entry(device, 1, |entry| {
                    entries.push(entry);
                    Ok::<(), StoreError>(())
                })?;
                fold.apply_entries(entries);
            }
            for proof in read.forks()?.values() {
                if let Ok(evidence) = fold.examine_fork(proof) {
                    fold.apply_fork(evidence);
                }
            }
            Ok::<(), StoreError>(())
        })?;
        alarms::log_new(&std::collections::BTreeSet::new(), &fold);
        let (news, _) = broadcast::channel(NEWS_WAITING);
        let (fold, refused) = (RwLock::new(fold), Mutex::new(Refusals::default()));
        Ok(Self { store, fold, writing: Mutex::new(()), refused, early: Mutex::default(), news })
    }

    /// The store, for what concerns this home alone.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The fold as it stands now. Hold the guard briefly, since nothing can be written meanwhile, and never ask for a second one
    /// while holding it: a writer that waits between the two would stop both.
    pub fn fold(&self) -> RwLockReadGuard<'_, NetworkFold> {
        self.fold.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The network view.
    #[must_use]
    pub fn view(&self) -> Arc<NetworkView> {
        self.fold_mut().view()
    }

    /// Tells about everything that comes in from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    fn fold_mut(&self) -> RwLockWriteGuard<'_, NetworkFold> {
        self.fold.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_writing(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_refused(&self) -> MutexGuard<'_, Refusals> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_early(&self) -> MutexGuard<'_, Vec<ForkProof>> {
        self.early.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn announce(&self, entries: Vec<Entry>, items: Vec<Item>, forks: Vec<DeviceId>, from: Option<DeviceId>) {
        if entries.is_empty() && items.is_empty() && forks.is_empty() {
            return;
        }
        // Nobody listening is no fault: a command without a node has no network.
        let _ = self.news.send(News { entries: entries.into(), items: items.into(), forks: forks.into(), from });
    }
}
