//! The home of a node: one directory with everything that is its own.
//!
//! | name | what |
//! | --- | --- |
//! | `keys/` | `root.key` or, with a passphrase, `root.age`; `device.key`, `endpoint.key`: one secret each |
//! | `store.redb` | the [store](crate::store) |
//! | `node.lock` | keeps a second process out, and says who is in |
//! | `control.json` | where the running node is reached, with the token |
//! | `inbox/` | files that were received and wait for a person |
//! | `instance` | tells this home from a copy of it |
//! | `way-back` | whom to ask, should the store be lost |
//! | `*-damaged-*` | what was set aside because it was damaged: the program never looks into it again |
//!
//! The directory and what is in it belong to one person: what others may use is refused, never repaired in silence.
//!
//! * [`keys`]: the key files; [`root_key`], [`passphrase`]: the root key under a passphrase; [`files`]: files written whole or not at all; [`lock`]: one process at a time
//! * [`instance`]: is this the home that it was, or a copy? [`way_back`]: whom to ask when the store is lost; [`set_aside`]: what
//!   is damaged is kept beside its place

pub mod files;
pub mod instance;
pub mod keys;
pub mod lock;
pub mod passphrase;
pub mod root_key;
pub mod set_aside;
pub mod way_back;

#[cfg(test)]
mod tests;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::platform;

pub use instance::Instance;
pub use keys::{KeptKey, KeyKind};
pub use lock::{Holder, Lock, LockError, Role};
pub use passphrase::{Passphrase, PassphraseError};
pub use root_key::{RootProtection, SealError};
pub use way_back::WayBack;

/// The directory of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    path: PathBuf,
}

/// The folder of the keys, within the home.
const KEYS: &str = "keys";

/// Why a home, or a file in it, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// There is no node at this place.
    #[error("there is no node in {}", .0.display())]
    Missing(PathBuf),
    /// There is a store at this place, and no folder of keys beside it.
    #[error("there are no keys in {}", .0.display())]
    KeysGone(PathBuf),
    /// A node is to be made where one already is.
    #[error("there already is a node in {}", .0.display())]
    AlreadyThere(PathBuf),
    /// A node is to be made in a directory with other files.
    #[error("{} is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// Others than the owner may read or change it.
    #[error("others may use {} (mode {mode}): it must be for its owner only", .path.display())]
    TooOpen {
        /// The file or directory.
        path: PathBuf,
        /// Its mode.
        mode: platform::Mode,
    },
    /// The key is not kept in this home.
    #[error("the {0} key is not kept here")]
    NoKey(KeyKind),
    /// The root key needs its passphrase.
    #[error("the root key is protected by a passphrase")]
    Locked,
    /// The passphrase is not the root key's.
    #[error("the passphrase does not open the root key")]
    WrongPassphrase,
    /// A key is to be written over another.
    #[error("there already is a {0} key here")]
    KeyThere(KeyKind),
    /// The key file is not as it was written.
    #[error("the key file {} is damaged: {why}", .path.display())]
    KeyDamaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, without any of its content.
        why: &'static str,
    },
    /// The disk, or the right to use it, failed.
    #[error("{}: {error}", .path.display())]
    Io {
        /// What was to be read or written.
        path: PathBuf,
        /// What happened.
        #[source]
        error: io::Error,
    },
}

impl HomeError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Io { path, error }
    }
}

impl Home {
    /// Makes the directory of a new node, without keys and store. An empty directory that is there is taken, and made private.
    ///
    /// # Errors
    /// [`HomeError::AlreadyThere`] or [`HomeError::NotEmpty`] when something is in the way.
    pub fn create(path: impl Into<PathBuf>) -> Result<Self, HomeError> {
        let home = Self { path: path.into() };
        if home.keys_directory().exists() || home.store_path().exists() {
            return Err(HomeError::AlreadyThere(home.path));
        }
        platform::create_private_directory(&home.path).map_err(HomeError::io(&home.path))?;
        let mut there = fs::read_dir(&home.path).map_err(HomeError::io(&home.path))?;
        // An empty inbox is what a making that was killed in its first instant has left.
        let inbox = home.inbox_directory();
        let is_empty = |directory: &Path| fs::read_dir(directory).is_ok_and(|mut within| within.next().is_none());
        // What a process that was killed leaves, and what is written anew whenever it is needed.
        let is_left = |path: &Path| {
            [home.lock_path(), home.control_path(), home.try_path()].iter().any(|left| left == path) || files::is_draft(path)
        };
        let takes = |path: &Path| (path == inbox && is_empty(&inbox)) || set_aside::is_set_aside(path) || is_left(path);
        if !there.all(|entry| entry.is_ok_and(|entry| takes(&entry.path()))) {
            return Err(HomeError::NotEmpty(home.path));
        }
        platform::make_directory_private(&home.path).map_err(HomeError::io(&home.path))?;
        for directory in [home.inbox_directory(), home.keys_directory()] {
            platform::create_private_directory(&directory).map_err(HomeError::io(&directory))?;
        }
        platform::sync_directory(&home.path).map_err(HomeError::io(&home.path))?;
        Ok(home)
    }

    /// The home at this place, whatever lies there: for those who take away what is damaged.
    #[must_use]
    pub(crate) fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The home of a node that was made earlier, once nobody else may use it.
    ///
    /// # Errors
    /// [`HomeError::Missing`]; [`HomeError::KeysGone`]; [`HomeError::TooOpen`] for the directory, the keys or the store.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, HomeError> {
        let home = Self { path: path.into() };
        match fs::metadata(home.keys_directory()) {
            Ok(keys) if keys.is_dir() => {}
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(HomeError::Io { path: home.path, error }),
            _ if home.store_path().exists() => return Err(HomeError::KeysGone(home.keys_directory())),
            _ => return Err(HomeError::Missing(home.path)),
        }
        for path in [home.path.clone(), home.keys_directory(), home.store_path(), home.control_path()] {
            if path.try_exists().map_err(HomeError::io(&path))? {
                refuse_open_to_others(&path)?;
            }
        }
        Ok(home)
    }

    /// The directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the keys are.
    #[must_use]
    pub fn keys_directory(&self) -> PathBuf {
        self.path.join(KEYS)
    }

    /// Where received files wait.
    #[must_use]
    pub fn inbox_directory(&self) -> PathBuf {
        self.path.join("inbox")
    }

    /// Where the store is.
    #[must_use]
    pub fn store_path(&self) -> PathBuf {
        self.path.join("store.redb")
    }

    /// Where the lock is.
    #[must_use]
    pub fn lock_path(&self) -> PathBuf {
        self.path.join("node.lock")
    }

    /// Where the marker is that tells this home from a copy of it.
    #[must_use]
    pub fn instance_path(&self) -> PathBuf {
        self.path.join("instance")
    }

    /// Where a file lies for a moment while it is tried whether the disk has room.
    #[must_use]
    pub fn try_path(&self) -> PathBuf {
        self.path.join(".room")
    }

    /// Where the running node says how it is reached.
    #[must_use]
    pub fn control_path(&self) -> PathBuf {
        self.path.join("control.json")
    }
}

/// Refuses a file or directory that others than its owner may use.
pub(crate) fn refuse_open_to_others(path: &Path) -> Result<(), HomeError> {
    match platform::wider_than_private(path).map_err(HomeError::io(path))? {
        Some(mode) => Err(HomeError::TooOpen { path: path.to_owned(), mode }),
        None => Ok(()),
    }
}
