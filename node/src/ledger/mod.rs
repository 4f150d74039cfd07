//! The ledger: the store and what it means, kept in step.
//!
//! Everything shared passes through here, in one order: examined by the rules of `maillage-shared`, made durable in one
//! transaction together with what it changes at home, then applied to the fold in memory, then announced to whoever listens. A
//! reader never sees what is not on disk.
//!
//! * [`alarms`]: faults of this program that stopped a document
//! * [`draft`]: what this node itself writes
//! * [`receive`]: what peers deliver
//! * `early`: proofs of forks that came too early
//! * [`holdings`]: what peers may read
//! * [`pruning`]: what need not be kept
//! * [`restored`]: may this node continue its own journal?

pub mod alarms;
pub mod draft;
mod early;
pub mod holdings;
pub mod pruning;
pub mod receive;
pub mod restored;

use std::{
    collections::BTreeSet,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use maillage_shared::{
    identity::{DeviceId, NetworkId, OperatorId},
    journal::Entry,
    register::{Item, ItemId},
    sync::Refusals,
    view::{Branches, NetworkFold, NetworkView},
};
use minicbor::bytes::ByteVec;
use tokio::sync::broadcast;

use crate::{
    home::{HomeError, Instance, instance::Opening},
    service::Problem,
    store::{Store, StoreError, Write, meta},
};

use early::EarlyForks;

pub use draft::Draft;
pub use receive::Receipt;
pub use restored::{Authority, Cause, Restored};

/// News that wait for a slow listener. A listener that falls behind is told so, and exchanges instead.
const NEWS_WAITING: usize = 256;

/// How long an opening serves: drawing one costs two small files, and a store that is put back is rarely that young.
const OPENING_LASTS: Duration = Duration::from_mins(10);

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
    /// Which opening of the store the fold was made from.
    folded: AtomicU64,
    refused: Mutex<Refusals>,
    /// Branches that peers deliver in place of the held ones. Locked after the fold.
    branches: Mutex<Branches>,
    early: Mutex<EarlyForks>,
    news: broadcast::Sender<News>,
    /// The operator and device that this store was made for; nothing while it is being made.
    own: Option<(OperatorId, DeviceId)>,
    restored: Mutex<Option<Restored>>,
    /// The marker of the home that the store lies in, where there is one.
    instance: OnceLock<Instance>,
    /// When the last opening was drawn.
    opened: Mutex<Option<Instant>>,
    /// The members of whose pages an alarm is in the log.
    alarmed: Mutex<BTreeSet<OperatorId>>,
    /// What was found damaged first.
    damage: OnceLock<String>,
}

impl Ledger {
    /// Folds everything that the store holds of `network`.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn open(store: Arc<Store>, network: NetworkId) -> Result<Self, StoreError> {
        let damage = OnceLock::new();
        let (fold, let_go) = fold_of(&store, network, &damage)?;
        let (own, restored) = store.read(|read| {
            let own = read.fact(&meta::OPERATOR)?.zip(read.fact(&meta::DEVICE)?);
            Ok::<_, StoreError>((own, Restored::read(read)?))
        })?;
        if !let_go.is_empty() {
            store.write(|write| write.drop_items(&let_go))?;
        }
        let (news, _) = broadcast::channel(NEWS_WAITING);
        let (fold, refused) = (RwLock::new(fold), Mutex::new(Refusals::default()));
        let folded = AtomicU64::new(store.openings());
        let (restored, instance, opened) = (Mutex::new(restored), OnceLock::new(), Mutex::default());
        let ledger = Self {
            store,
            fold,
            writing: Mutex::new(()),
            folded,
            refused,
            early: Mutex::default(),
            branches: Mutex::default(),
            news,
            own,
            restored,
            instance,
            opened,
            alarmed: Mutex::default(),
            damage,
        };
        ledger.log_alarms(&ledger.fold());
        Ok(ledger)
    }

    /// Ties the ledger to the home that its store lies in. A home that is not the one that last wrote with this store was copied
    /// or put together: it stops writing.
    ///
    /// # Errors
    /// A problem of the home or the store.
    pub fn tie_to(&self, instance: Instance) -> Result<(), Problem> {
        let opening = opening_of(self.store.read(|read| read.fact(&meta::OPENING))?.as_ref());
        if !instance.is_original(opening.as_ref())? {
            self.suspect(Cause::Copied)?;
        }
        // Tied once, right after it was opened.
        let _ = self.instance.set(instance);
        Ok(())
    }

    /// In a transaction that others will see, when the last opening is not of just now: what tells this store from an older copy.
    fn begin_opening(&self, write: &mut Write) -> Result<Option<Opening>, Problem> {
        let recent = self.lock_opened().is_some_and(|at| at.elapsed() < OPENING_LASTS);
        let Some(instance) = self.instance.get().filter(|_| !recent) else { return Ok(None) };
        let before = write.fact(&meta::OPENING)?;
        let begun = instance.begin(opening_of(before.as_ref()).as_ref());
        let opening = begun.inspect_err(|error| self.note_trouble(error))?;
        write.put_fact(&meta::OPENING, &ByteVec::from(opening.to_vec()))?;
        Ok(Some(opening))
    }

    /// After that transaction is on the disk.
    fn end_opening(&self, opening: Option<Opening>) {
        let (Some(instance), Some(opening)) = (self.instance.get(), opening) else { return };
        *self.lock_opened() = Some(Instant::now());
        // The marker names the store as it is in either case; without this only, an older one too.
        if let Err(error) = instance.settle(&opening) {
            tracing::warn!(%error, "the marker of this home could not be brought up to date");
        }
    }

    /// What was found damaged first since the store was opened, in English; nothing when nothing was.
    #[must_use]
    pub fn damage(&self) -> Option<&str> {
        self.damage.get().map(String::as_str)
    }

    /// Notes an error of the store, if it is that something on the disk is not what was written.
    fn note_damage(&self, error: &StoreError) {
        if let StoreError::Damaged(what) = error {
            note_once(&self.damage, what);
        }
    }

    /// Notes that the disk failed under a file of the home.
    fn note_trouble(&self, error: &HomeError) {
        if let HomeError::Io { error, .. } = error {
            self.store.note_trouble(error);
        }
    }

    fn lock_opened(&self) -> MutexGuard<'_, Option<Instant>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The device that this node is; nothing while its store is being made.
    #[must_use]
    pub fn own_device(&self) -> Option<DeviceId> {
        self.own.map(|(_, device)| device)
    }

    fn own_operator(&self) -> Option<OperatorId> {
        self.own.map(|(operator, _)| operator)
    }

    fn lock_restored(&self) -> MutexGuard<'_, Option<Restored>> {
        self.restored.lock().unwrap_or_else(PoisonError::into_inner)
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

    /// Takes the right to write. After the disk failed, the fold is made anew from what the store then holds: a commit that redb
    /// could not end in order may be there after all.
    fn begin(&self) -> Result<MutexGuard<'_, ()>, StoreError> {
        let writing = self.lock_writing();
        self.store.open_again()?;
        let openings = self.store.openings();
        if self.folded.load(Ordering::Acquire) != openings {
            let network = self.fold().network();
            let (fold, _) = fold_of(&self.store, network, &self.damage)?;
            *self.fold_mut() = fold;
            *self.lock_branches() = Branches::default();
            self.folded.store(openings, Ordering::Release);
        }
        Ok(writing)
    }

    /// After the disk failed: opens the store again, and tries whether it takes what is written, with a file at `beside` first.
    ///
    /// # Errors
    /// [`StoreError`]: the disk is as it was.
    pub fn mend(&self, beside: &Path) -> Result<(), StoreError> {
        if self.store.trouble().is_none() {
            return Ok(());
        }
        let _writing = self.begin()?;
        self.store.try_disk(beside)
    }

    fn lock_alarmed(&self) -> MutexGuard<'_, BTreeSet<OperatorId>> {
        self.alarmed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_refused(&self) -> MutexGuard<'_, Refusals> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_branches(&self) -> MutexGuard<'_, Branches> {
        self.branches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_early(&self) -> MutexGuard<'_, EarlyForks> {
        self.early.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes off the disk what has no room any more. What stays there by a fault is let go of again at the next start.
    fn let_go(&self, gone: &BTreeSet<ItemId>) {
        if gone.is_empty() {
            return;
        }
        if let Err(error) = self.store.write(|write| write.drop_items(gone)) {
            tracing::warn!(%error, "items that have no room any more are still on the disk");
        }
    }

    fn announce(&self, entries: Vec<Entry>, items: Vec<Item>, forks: Vec<DeviceId>, from: Option<DeviceId>) {
        if entries.is_empty() && items.is_empty() && forks.is_empty() {
            return;
        }
        // Nobody listening is no fault: a command without a node has no network.
        let _ = self.news.send(News { entries: entries.into(), items: items.into(), forks: forks.into(), from });
    }
}

/// The fold of everything that the store holds of `network`, and the items for which it has no room.
fn fold_of(store: &Store, network: NetworkId, damage: &OnceLock<String>) -> Result<(NetworkFold, BTreeSet<ItemId>), StoreError> {
    let mut fold = NetworkFold::new(network);
    let let_go = store.read(|read| {
        let mut items = Vec::new();
        read.for_each_item(|_, bytes| {
            match Item::verify(network, bytes) {
                Ok(item) => items.push(item),
                // Every item was verified before it was kept.
                Err(error) => note_once(damage, &format!("an item of the register: {error}")),
            }
            Ok::<(), StoreError>(())
        })?;
        let let_go = fold.apply_items(items);
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
        Ok::<_, StoreError>(let_go)
    })?;
    Ok((fold, let_go))
}

/// Notes the first damage, and tells it to the log.
fn note_once(damage: &OnceLock<String>, what: &str) {
    if damage.set(what.to_owned()).is_ok() {
        tracing::error!(what, "the store is damaged: `maillage store check` says where");
    }
}

/// The opening in the bytes of its fact. Other bytes are those of no opening that a marker names.
fn opening_of(fact: Option<&ByteVec>) -> Option<Opening> {
    fact.map(|bytes| bytes.as_slice().try_into().unwrap_or_default())
}
