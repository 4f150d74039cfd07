//! Backups: one file with everything that a home holds, as it stood at one instant.
//!
//! ```text
//! magic 16 bytes · version 2 · length of the manifest 4 · manifest · zstd frame · SHA-256 of everything before
//! ```
//!
//! The frame holds the key files and then the rows of every table, each behind its lengths. Where a passphrase protects it, all
//! of this is the content of a file in the format of age. Reading trusts no length, count or size that the file names.
//!
//! * [`manifest`]: what is in it
//! * `hashed`: bytes that are hashed as they pass
//! * [`create`]: writing one; [`load`]: reading one into a store

pub mod create;
mod hashed;
pub mod load;
pub mod manifest;

#[cfg(test)]
mod tests;

use std::{fmt, io, path::PathBuf};

use crate::{home::HomeError, store::StoreError};

pub use crate::home::Passphrase;
pub use create::{Content, Snapshot};
pub use load::{Loaded, Source};
pub use manifest::{KeyFile, Manifest};

/// How every backup begins.
pub const MAGIC: &[u8; 16] = b"maillage/backup\n";

/// The version of the format that this program writes, and the highest that it reads.
pub const VERSION: u16 = 1;

/// Bytes that a backup may unpack to, whatever its size.
const FREE_BYTES: u64 = 64 * 1024 * 1024;

/// What a backup may unpack to beyond that, for each of its own bytes. Visits carry random ids: real ones stay below ten.
const UNPACKING: u64 = 100;

/// The base-two logarithm of the memory that unpacking may take: 8 MiB.
const WINDOW_LOG: u32 = 23;

/// The most bytes that a backup file of this size may unpack to.
const fn allowance(file_bytes: u64) -> u64 {
    file_bytes.saturating_mul(UNPACKING).saturating_add(FREE_BYTES)
}

/// A place in a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Before the packed part.
    Head,
    /// A key file.
    Key(String),
    /// A row of a table, counted from 1.
    Row(String, u64),
    /// A row, an entry or an item that is whole and wrong: its table or part, and its key or name.
    Content(String, String),
    /// After the last row.
    End,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head => f.write_str("head"),
            Self::Key(name) => write!(f, "keys/{name}"),
            Self::Row(table, row) => write!(f, "{table} {row}"),
            Self::Content(part, place) => write!(f, "{part} {place}"),
            Self::End => f.write_str("end"),
        }
    }
}

/// What is wrong at a place of a backup.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The file ends there.
    #[error("the file ends there")]
    Cut,
    /// The bytes cannot be unpacked.
    #[error("the bytes cannot be unpacked")]
    Unpacking,
    /// A length or a count is impossible, or something stands there that has no place in a backup.
    #[error("something impossible stands there")]
    Shape,
    /// The hash over everything is another one.
    #[error("the hash over everything does not fit")]
    Hash,
    /// It unpacks to more than any backup of its size.
    #[error("it unpacks to more than a backup of this size can hold")]
    Size,
    /// What stands in it contradicts itself, or is not authentic.
    #[error("{0}")]
    Content(String),
}

impl Damage {
    /// All codes of damage.
    pub const CODES: &'static [&'static str] =
        &["damage-cut", "damage-unpacking", "damage-shape", "damage-hash", "damage-size", "damage-content"];

    /// The stable code of it, as the reason of a problem.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cut => "damage-cut",
            Self::Unpacking => "damage-unpacking",
            Self::Shape => "damage-shape",
            Self::Hash => "damage-hash",
            Self::Size => "damage-size",
            Self::Content(_) => "damage-content",
        }
    }
}

/// Why a backup was not made or not read.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file cannot be opened, read or written.
    #[error("{}: {error}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// A file is there already.
    #[error("there already is a file {}", .0.display())]
    Exists(PathBuf),
    /// The file is something else.
    #[error("it is not a backup")]
    NotABackup,
    /// A later version of the program made it.
    #[error("it has version {found}, and this program reads versions up to {known}")]
    Newer {
        /// The version of its format, or of the store in it.
        found: u32,
        /// The highest that this program reads.
        known: u32,
    },
    /// A passphrase protects it.
    #[error("a passphrase protects it")]
    PassphraseNeeded,
    /// Another passphrase protects it.
    #[error("the passphrase is another one")]
    PassphraseWrong,
    /// It is not as it was written.
    #[error("it is damaged at {place}: {why}")]
    Damaged {
        /// Where.
        place: Place,
        /// What is wrong there.
        why: Damage,
    },
    /// The home's own files failed.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl BackupError {
    fn damaged(place: Place, why: Damage) -> Self {
        Self::Damaged { place, why }
    }

    /// What reading at a place came to.
    fn reading(place: Place, error: &io::Error) -> Self {
        let why = match error.kind() {
            io::ErrorKind::UnexpectedEof => Damage::Cut,
            io::ErrorKind::FileTooLarge => Damage::Size,
            _ => Damage::Unpacking,
        };
        Self::damaged(place, why)
    }
}
