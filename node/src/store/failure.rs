//! Why the disk failed, and how the store comes back.
//!
//! After one failed call redb takes nothing more until it is opened again. A running node does that by itself, as soon as something
//! is asked of the store: a disk that was full may have room again. Whoever keeps in memory what the store holds looks at
//! `Store::openings`: a commit of which redb could not say how it ended may be found there after all.

use std::{
    fmt, fs, io,
    io::Write as _,
    ops::Bound,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError,
        atomic::{AtomicU64, Ordering},
    },
};

use redb::{BackendError, Database, StorageBackend};
use serde::{Deserialize, Serialize};

use super::{Store, StoreError, meta};
use crate::platform;

/// What has to fit on a disk that was full before it is taken for one with room: more than one act of a person needs.
const ROOM: usize = 1024 * 1024;

/// Why the disk failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "why", rename_all = "kebab-case")]
pub enum Failure {
    /// It is full, or what this user may fill of it.
    Full,
    /// It failed otherwise, in the words of the system.
    Failed(String),
}

impl Failure {
    /// What an error says of the disk; nothing when it speaks of what stands there.
    fn of(error: &io::Error) -> Option<Self> {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some(Self::Full),
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => None,
            _ => Some(Self::Failed(error.to_string())),
        }
    }

    fn to_error(&self) -> StoreError {
        match self {
            Self::Full => StoreError::Full,
            Self::Failed(why) => StoreError::Io(io::Error::other(why.clone())),
        }
    }
}

/// Keeps the first failure since the store was opened.
#[derive(Debug, Clone, Default)]
pub(super) struct Watch(Arc<Mutex<Option<Failure>>>);

impl Watch {
    fn lock(&self) -> MutexGuard<'_, Option<Failure>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, failure: Failure) {
        self.lock().get_or_insert_with(|| {
            tracing::debug!(?failure, "the disk failed under the store");
            failure
        });
    }

    fn pass<T>(&self, outcome: io::Result<T>) -> io::Result<T> {
        outcome.inspect_err(|error| {
            if let Some(failure) = Failure::of(error) {
                self.note(failure);
            }
        })
    }
}

/// A back end whose failures are noted.
#[derive(Debug)]
pub(super) struct Watched<B> {
    under: B,
    watch: Watch,
}

impl<B> Watched<B> {
    pub(super) fn new(under: B, watch: &Watch) -> Self {
        Self { under, watch: watch.clone() }
    }
}

impl<B: StorageBackend> StorageBackend for Watched<B> {
    fn len(&self) -> io::Result<u64> {
        self.watch.pass(self.under.len())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.watch.pass(self.under.read(offset, out))
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.watch.pass(self.under.set_len(len))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.watch.pass(self.under.sync_data())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.watch.pass(self.under.write(offset, data))
    }

    fn close(&self) -> io::Result<()> {
        self.under.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.under.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.under.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.under.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.under.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.under.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.under.query_lock_range(start, end)
    }
}

/// How a database is opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// For reading and writing.
    Writing,
    /// Only looked at: what redb would change stays in memory. Even a full disk lets people read.
    Looking,
}

type Open = Box<dyn Fn(&Watch, Way) -> Result<Database, StoreError> + Send + Sync>;

/// The open database, and the way to open it again.
pub(super) struct Held {
    /// Nothing while it could not be opened again.
    database: RwLock<Option<(Database, Way)>>,
    /// Nothing for what is not opened a second time.
    again: Option<Open>,
    watch: Watch,
    /// Why the last write failed, until one succeeds.
    trouble: Mutex<Option<Failure>>,
    openings: AtomicU64,
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").field("database", &self.database).field("openings", &self.openings).finish_non_exhaustive()
    }
}

impl Held {
    /// A database that is not opened again.
    pub(super) fn fixed(database: Database) -> Self {
        Self::new(database, Watch::default(), None)
    }

    /// A database that is opened by `open`, now and after each failure.
    pub(super) fn open(
        open: impl Fn(&Watch, Way) -> Result<Database, StoreError> + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        let watch = Watch::default();
        let database = open(&watch, Way::Writing)?;
        Ok(Self::reopening(database, watch, open))
    }

    /// A database over a back end with this watch, that `again` opens after each failure.
    pub(super) fn reopening(
        database: Database,
        watch: Watch,
        again: impl Fn(&Watch, Way) -> Result<Database, StoreError> + Send + Sync + 'static,
    ) -> Self {
        Self::new(database, watch, Some(Box::new(again)))
    }

    fn new(database: Database, watch: Watch, again: Option<Open>) -> Self {
        let (database, trouble) = (RwLock::new(Some((database, Way::Writing))), Mutex::default());
        Self { database, again, watch, trouble, openings: AtomicU64::new(0) }
    }

    /// Gives the database to `work`, opened again if it failed before.
    pub(super) fn with<T, E: From<StoreError>>(&self, way: Way, work: impl FnOnce(&Database) -> Result<T, E>) -> Result<T, E> {
        self.open_again(way)?;
        let held = self.database.read().unwrap_or_else(PoisonError::into_inner);
        let outcome = match held.as_ref() {
            Some((database, found)) if *found == Way::Writing || way == Way::Looking => work(database),
            _ => Err(self.told(StoreError::Stopped).into()),
        };
        self.keep_trouble();
        outcome
    }

    /// Opens the database again after a failure, unless somebody is still at work with it. To read, what is only looked at is enough.
    fn open_again(&self, way: Way) -> Result<(), StoreError> {
        let Some(again) = self.again.as_ref().filter(|_| self.watch.lock().is_some()) else { return Ok(()) };
        self.keep_trouble();
        // Only tried: who waits here would stop those who read within a transaction.
        let mut held = match self.database.try_write() {
            Ok(held) => held,
            Err(TryLockError::Poisoned(held)) => held.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(()),
        };
        let looked_at = held.as_ref().is_some_and(|(_, found)| *found == Way::Looking);
        if looked_at && way == Way::Looking {
            return Ok(());
        }
        let Some(before) = self.watch.lock().take() else { return Ok(()) };
        // The lock on the file is given back first.
        *held = None;
        let opened = again(&self.watch, Way::Writing);
        self.openings.fetch_add(1, Ordering::AcqRel);
        match opened {
            Ok(database) => {
                *held = Some((database, Way::Writing));
                tracing::info!("the store was opened again after the disk had failed");
                Ok(())
            }
            Err(error) => {
                self.watch.note(before);
                let error = self.told(error);
                *held = again(&Watch::default(), Way::Looking).ok().map(|database| (database, Way::Looking));
                if way == Way::Looking && held.is_some() { Ok(()) } else { Err(error) }
            }
        }
    }

    fn lock_trouble(&self) -> MutexGuard<'_, Option<Failure>> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep_trouble(&self) {
        let failed = self.watch.lock().clone();
        let mut trouble = self.lock_trouble();
        if failed.is_some() && *trouble != failed {
            tracing::error!(failure = ?failed, "the disk failed under the store");
            *trouble = failed;
        }
    }

    /// An error in the words of the failure behind it, where redb only says that there was one.
    pub(super) fn told(&self, error: StoreError) -> StoreError {
        match (error, self.watch.lock().as_ref()) {
            (StoreError::Stopped, Some(failure)) => failure.to_error(),
            (error, _) => error,
        }
    }

    /// A transaction reached the disk.
    pub(super) fn wrote(&self) {
        if self.watch.lock().is_none() && self.lock_trouble().take().is_some() {
            tracing::info!("the disk takes what is written again");
        }
    }
}

impl Store {
    /// Why the last write failed, when that was the disk's fault and none has succeeded since.
    #[must_use]
    pub fn trouble(&self) -> Option<Failure> {
        self.held.lock_trouble().clone()
    }

    /// Notes that the disk failed under a file beside the store.
    pub(crate) fn note_trouble(&self, error: &io::Error) {
        if let Some(failure) = Failure::of(error) {
            *self.held.lock_trouble() = Some(failure);
        }
    }

    /// How often the store was opened again since it was first opened.
    pub(crate) fn openings(&self) -> u64 {
        self.held.openings.load(Ordering::Acquire)
    }

    /// Opens the store again if the disk failed under it.
    ///
    /// # Errors
    /// Why it cannot be opened yet.
    pub(crate) fn open_again(&self) -> Result<(), StoreError> {
        self.held.open_again(Way::Writing)
    }

    /// After a failure, tries whether the disk takes what is written: `beside` the store first, then in it.
    ///
    /// # Errors
    /// Why it does not.
    pub(crate) fn try_disk(&self, beside: &Path) -> Result<(), StoreError> {
        if self.trouble().is_none() {
            return Ok(());
        }
        let tried = try_room(beside);
        // What could not be taken away again is made anew next time.
        let _ = fs::remove_file(beside);
        tried?;
        self.write(|write| match write.fact(&meta::DEVICE)? {
            Some(device) => write.put_fact(&meta::DEVICE, &device),
            None => Ok(()),
        })
    }
}

fn try_room(path: &Path) -> io::Result<()> {
    let mut file = platform::open_private_file(path)?;
    file.write_all(&vec![0; ROOM])?;
    file.sync_all()
}
