//! Everything a node keeps, in one file on disk.
//!
//! What a transaction wrote is on disk when [`Store::write`] returns; what failed left nothing. One process at a time.
//!
//! * [`transaction`]: reading and writing; [`schema`]: the number of the layout and the steps between two; `row`: local rows
//! * [`meta`]: facts about this node
//! * [`journals`]: entries and evidence of forks; [`items`]: the register's items
//! * [`records`]: visits, sessions, imports, closed months, the local trail. They never leave the node
//! * [`invitations`]: invitations and join requests
//! * [`peers`]: how the exchanges with each device went
//! * [`pruning`]: bodies that need not be kept
//! * [`rows`]: every row as plain bytes, for backups; [`audit`]: is every row what it should be?
//! * [`salvage`]: reading a damaged file, which is only `looked_at`; [`repair`]: what of it a new store takes over
//! * [`failure`]: why the disk failed, and how the store comes back

pub mod audit;
mod error;
pub mod failure;
pub mod invitations;
pub mod items;
pub mod journals;
mod looked_at;
pub mod meta;
mod panics;
pub mod peers;
pub mod pruning;
pub mod records;
pub mod repair;
mod row;
pub mod rows;
pub mod salvage;
pub mod schema;
pub mod transaction;

#[cfg(test)]
mod tests;

use std::{cell::RefCell, collections::BTreeSet, fs, io::Read as _, path::Path};

use redb::{Builder, Database, Durability, ReadableDatabase as _, backends::FileBackend};

use crate::platform;

pub use audit::Audit;
pub use error::StoreError;
pub use failure::Failure;
use failure::{Held, Watch, Watched, Way};
use looked_at::LookedAt;
pub use schema::SCHEMA;
pub(crate) use transaction::Tables;
pub use transaction::{Read, Transaction, Write};

/// Memory for pages in use. redb's own default is 1 GiB, far more than a small machine has to spare.
const CACHE_BYTES: usize = 32 * 1024 * 1024;

/// Memory for the short look that tells the schema before anything is written.
const GLANCE_BYTES: usize = 256 * 1024;

/// Up to here every page is verified whenever the store is opened: about a millisecond a MiB, and the stores of most operators
/// stay below it for years. Beyond, opening would take noticeably long, and [`Store::check`] is there for it.
const VERIFIED_BYTES: u64 = 16 * 1024 * 1024;

/// How every redb file begins.
const MAGIC: &[u8; 9] = b"redb\x1a\x0a\xa9\x0d\x0a";

/// The open store of a node.
#[derive(Debug)]
pub struct Store {
    held: Held,
}

/// What [`Store::check`] found in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// Journals whose chain, bodies and signatures were verified.
    pub journals: u64,
    /// Their entries.
    pub entries: u64,
}

impl Store {
    /// Makes a new store that only its owner may read, and opens it.
    ///
    /// A store is there with all its tables or not at all: it is made beside its place and renamed.
    ///
    /// # Errors
    /// [`StoreError::AlreadyThere`] when the place is taken.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        if path.try_exists()? {
            return Err(StoreError::AlreadyThere(path.to_owned()));
        }
        let draft = path.with_extension("new");
        match fs::remove_file(&draft) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        platform::create_private_file(&draft)?;
        let store = Self { held: Held::fixed(Builder::new().set_cache_size(CACHE_BYTES).create(&draft)?) };
        store.write(schema::lay_out)?;
        drop(store);
        fs::rename(&draft, path)?;
        // `parent` of a bare file name is the empty path, which names no directory.
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        platform::sync_directory(directory)?;
        Self::open(path, |_| ())
    }

    /// Opens a store, and repairs what a kill in the middle of a write has left, telling `on_repair` the part done (0 to 1).
    ///
    /// Pages of a large store are not verified here, which would read the whole file: see [`Store::check`].
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`NotAStore`](StoreError::NotAStore), [`NewerSchema`](StoreError::NewerSchema) or
    /// [`Locked`](StoreError::Locked), and then the file is as it was; [`Damaged`](StoreError::Damaged).
    pub fn open(path: &Path, on_repair: impl FnMut(f64) + 'static) -> Result<Self, StoreError> {
        let small = fs::metadata(path).is_ok_and(|metadata| metadata.len() <= VERIFIED_BYTES);
        Self::open_with(path, on_repair, small)
    }

    /// Opens a store and verifies every page, every chain, every body and every signature in it. Takes the time to read it all.
    ///
    /// # Errors
    /// As [`Store::open`]; [`StoreError::Damaged`] says what was found first.
    pub fn check(path: &Path, on_repair: impl FnMut(f64) + 'static) -> Result<Checked, StoreError> {
        let store = Self::open_with(path, on_repair, true)?;
        store.read(|read| {
            let mut checked = Checked { journals: 0, entries: 0 };
            for device in read.devices()? {
                checked.journals = checked.journals.saturating_add(1);
                checked.entries = checked.entries.saturating_add(read.verify_journal(device)?);
            }
            Ok(checked)
        })
    }

    /// A new store in memory, gone when it is dropped: what a backup is verified in.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn in_memory() -> Result<Self, StoreError> {
        let database = Builder::new().set_cache_size(CACHE_BYTES).create_with_backend(redb::backends::InMemoryBackend::new())?;
        let store = Self { held: Held::fixed(database) };
        store.write(schema::lay_out)?;
        Ok(store)
    }

    /// Opens the store that lies on `backend`, or makes one where it is empty. For tests: with a back end that forgets what was
    /// not synced, or fails when it is told to. What [`Store::open`] looks at before redb is asked is not looked at.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn on_backend<B: redb::StorageBackend + Clone>(backend: B) -> Result<Self, StoreError> {
        let is_new = backend.len()? == 0;
        let open = move |watch: &Watch, way: Way| {
            if way == Way::Looking {
                return look_at(LookedAt::over(Box::new(backend.clone()))?, false);
            }
            unpanicking(|| {
                let mut builder = Builder::new();
                builder.set_cache_size(CACHE_BYTES).set_check_integrity_on_open(true);
                Ok(builder.create_with_backend(Watched::new(backend.clone(), watch))?)
            })
        };
        let store = Self { held: Held::open(open)? };
        // A making that was cut short has left a file without tables.
        let has_tables = |database: &Database| Ok::<_, StoreError>(database.begin_read()?.list_tables()?.next().is_some());
        if is_new || !store.held.with(Way::Writing, has_tables)? {
            store.write(schema::lay_out)?;
        }
        schema::bring_up_to_date(&store)?;
        Ok(store)
    }

    fn open_with(path: &Path, on_repair: impl FnMut(f64) + 'static, every_page: bool) -> Result<Self, StoreError> {
        recognise(path)?;
        glance(path)?;
        let watch = Watch::default();
        let database = open_file(path, &watch, every_page, Some(on_repair))?;
        let path = path.to_owned();
        let again = move |watch: &Watch, way: Way| {
            recognise(&path)?;
            if way == Way::Looking {
                return look_at(LookedAt::open(&path)?, false);
            }
            open_file(&path, watch, every_page, None::<fn(f64)>)
        };
        let store = Self { held: Held::reopening(database, watch, again) };
        schema::bring_up_to_date(&store)?;
        Ok(store)
    }

    /// Runs `work` in a writing transaction, and brings it to the disk when it says `Ok`. On `Err` nothing is kept.
    ///
    /// Waits for another writing transaction to end, so `work` never calls this itself.
    ///
    /// # Errors
    /// That of `work`, or of the store.
    pub fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut Write) -> Result<T, E>) -> Result<T, E> {
        let outcome = self.held.with(Way::Writing, |database| {
            let mut write = begin_write(database).map_err(|error| self.held.told(error))?;
            let outcome = work(&mut write)?;
            write.commit().map_err(|error| self.held.told(error))?;
            Ok(outcome)
        });
        if outcome.is_ok() {
            self.held.wrote();
        }
        outcome
    }

    /// Runs `work` on the store as it is now, whatever is written meanwhile.
    ///
    /// # Errors
    /// That of `work`, or of the store.
    pub fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&Read) -> Result<T, E>) -> Result<T, E> {
        self.held.with(Way::Looking, |database| {
            let tables = database.begin_read().map_err(|error| self.held.told(error.into()))?;
            work(&Transaction(transaction::Reading(tables)))
        })
    }
}

fn begin_write(database: &Database) -> Result<Write, StoreError> {
    let mut tables = database.begin_write()?;
    tables.set_durability(Durability::Immediate)?;
    tables.set_quick_repair(true);
    Ok(Transaction(transaction::Writing { tables, unsigned: BTreeSet::new() }))
}

fn open_file(
    path: &Path,
    watch: &Watch,
    every_page: bool,
    on_repair: Option<impl FnMut(f64) + 'static>,
) -> Result<Database, StoreError> {
    let on_repair = on_repair.map(RefCell::new);
    let file = fs::OpenOptions::new().read(true).write(true).open(path)?;
    unpanicking(|| {
        let mut builder = Builder::new();
        builder.set_cache_size(CACHE_BYTES).set_check_integrity_on_open(every_page);
        if let Some(on_repair) = on_repair {
            builder.set_repair_callback(move |session| {
                if let Ok(mut on_repair) = on_repair.try_borrow_mut() {
                    on_repair(session.progress());
                }
            });
        }
        Ok(builder.create_with_backend(Watched::new(FileBackend::new(file)?, watch))?)
    })
}

/// Opens what is only looked at.
fn look_at(looked_at: LookedAt, every_page: bool) -> Result<Database, StoreError> {
    unpanicking(|| {
        let mut builder = Builder::new();
        builder.set_cache_size(CACHE_BYTES).set_check_integrity_on_open(every_page);
        Ok(builder.create_with_backend(looked_at)?)
    })
}

/// Refuses what is no store before redb is asked.
fn recognise(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Err(StoreError::Folder(path.to_owned()));
    }
    let mut file = match fs::File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(StoreError::Missing(path.to_owned())),
        other => other?,
    };
    if !file.metadata()?.is_file() {
        return Err(StoreError::NotAStore(path.to_owned()));
    }
    let mut magic = [0; MAGIC.len()];
    match file.read_exact(&mut magic) {
        Ok(()) if &magic == MAGIC => Ok(()),
        Err(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => Err(error.into()),
        _ => Err(StoreError::NotAStore(path.to_owned())),
    }
}

/// Reads the schema without writing, so that the store of a later version keeps every byte.
///
/// A file that needs repair cannot be opened like this; its schema is read after the repair.
fn glance(path: &Path) -> Result<(), StoreError> {
    unpanicking(|| match Builder::new().set_cache_size(GLANCE_BYTES).open_read_only(path) {
        Ok(database) => schema::refuse_newer(&database).map(|_| ()),
        Err(redb::DatabaseError::RepairAborted) => Ok(()),
        Err(error) => Err(error.into()),
    })
}

/// redb may panic on a file that something else has changed. For whoever opens it, that is a damaged file.
fn unpanicking<T>(open: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let damaged = || StoreError::Damaged("it was changed by something else than this program".to_owned());
    panics::caught(open).unwrap_or_else(|| Err(damaged()))
}
