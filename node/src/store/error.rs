//! What can go wrong with the store, in words that a person can be told.

use std::path::PathBuf;

use maillage_shared::identity::DeviceId;

/// Why the store did not do what was asked. Whatever the variant, nothing of the failed transaction was kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store at this place.
    #[error("there is no store at {}", .0.display())]
    Missing(PathBuf),
    /// A store is to be made where a file already is.
    #[error("there already is a file at {}", .0.display())]
    AlreadyThere(PathBuf),
    /// The file is something else than a store.
    #[error("{} is not the store of a node", .0.display())]
    NotAStore(PathBuf),
    /// A folder lies where the store should be.
    #[error("{} is a folder", .0.display())]
    Folder(PathBuf),
    /// What is on disk is not what was written.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// A later version of the program wrote the store. It is left as it is.
    #[error("the store has schema {found}, and this version knows schemas up to {known}: update the program")]
    NewerSchema {
        /// The number in the store.
        found: u32,
        /// The highest number that this version can read.
        known: u32,
    },
    /// Another process holds the store.
    #[error("another process is using the store")]
    Locked,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The disk, or the right to use it, failed.
    #[error("the store cannot be read or written: {0}")]
    Io(#[source] std::io::Error),
    /// The disk failed earlier: the store takes nothing more until it is opened again.
    #[error("the disk failed earlier, and the store must be opened again")]
    Stopped,
    /// The entry does not follow the last one that is held: a gap, or a place that is taken.
    #[error("journal {}: entry {expected} is the next one, not {found}", .device.short_code())]
    NotNext {
        /// The journal.
        device: DeviceId,
        /// The sequence number that would follow.
        expected: u64,
        /// The sequence number that was offered.
        found: u64,
    },
    /// The entry has the right number but continues another history.
    #[error("journal {}: entry {seq} continues another history", .device.short_code())]
    OtherHistory {
        /// The journal.
        device: DeviceId,
        /// The entry that was offered.
        seq: u64,
    },
    /// The body of the entry is not the one that its header names.
    #[error("journal {}: the body of entry {seq} is not the one that was signed", .device.short_code())]
    OtherBody {
        /// The journal.
        device: DeviceId,
        /// The entry that was offered.
        seq: u64,
    },
    /// The transaction would leave a journal with entries at its end that no signature vouches for.
    #[error("journal {}: no signature vouches for its last entries", .0.short_code())]
    UnsignedTail(DeviceId),
    /// As many join requests wait for an answer as this node keeps.
    #[error("too many join requests are waiting for an answer")]
    TooManyRequests,
    /// A misuse of the store by this program.
    #[error("the store was misused: {0}")]
    Misuse(String),
}

impl From<redb::Error> for StoreError {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => Self::Locked,
            redb::Error::Io(error) => Self::from(error),
            redb::Error::PreviousIo | redb::Error::DatabaseClosed | redb::Error::LockPoisoned(_) => Self::Stopped,
            redb::Error::Corrupted(what) => Self::Damaged(what),
            redb::Error::UpgradeRequired(format) => Self::Damaged(format!("its file format {format} is not in use any more")),
            redb::Error::TableDoesNotExist(table) => Self::Damaged(format!("table {table} is missing")),
            redb::Error::TableTypeMismatch { table, .. } => Self::Damaged(format!("table {table} is of another kind")),
            other => Self::Misuse(other.to_string()),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            // What redb says of a file that ends too early.
            std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidData => Self::Damaged(error.to_string()),
            _ => Self::Io(error),
        }
    }
}

macro_rules! through_redb_error {
    ($($error:ident),*) => {
        $(impl From<redb::$error> for StoreError {
            fn from(error: redb::$error) -> Self {
                Self::from(redb::Error::from(error))
            }
        })*
    };
}
through_redb_error!(StorageError, TableError, DatabaseError, TransactionError, CommitError, SetDurabilityError);
