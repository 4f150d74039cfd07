//! One process a home. The operating system holds the lock, so that it ends with the process, however that ends; the file says
//! who holds it.

use std::{
    fs::{File, TryLockError},
    io::{self, Read as _, Seek as _, Write as _},
    time::{Duration, Instant},
};

use maillage_shared::calendar::ClaimedTime;

use super::Home;
use crate::platform;

/// Time between two tries.
const RETRY: Duration = Duration::from_millis(25);

/// Bytes of the file that are read: three short lines.
const MOST_BYTES: u64 = 512;

/// What the process does in the home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A node that runs until it is stopped.
    Node,
    /// A command that is done in a moment.
    Command,
}

/// Who holds the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Holder {
    /// The number of the process.
    pub process_id: u32,
    /// Since when.
    pub since: ClaimedTime,
    /// As what.
    pub role: Role,
}

/// Why the lock was not taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process has it.
    #[error("{}", held(.0.as_ref()))]
    Held(Option<Holder>),
    /// The lock file cannot be used.
    #[error("the lock of the home cannot be used: {0}")]
    Io(#[from] io::Error),
}

fn held(holder: Option<&Holder>) -> String {
    match holder {
        Some(Holder { process_id, since, role: Role::Node }) => {
            format!("a node is already running, as process {process_id} since {}", since.to_utc())
        }
        Some(Holder { process_id, since, role: Role::Command }) => {
            format!("another command is at work, as process {process_id} since {}", since.to_utc())
        }
        None => "another process is at work in this home".to_owned(),
    }
}

/// The right to use a home, until dropped or until the process ends.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock, and writes down who has it, `since` now.
    ///
    /// # Errors
    /// [`LockError::Held`], with the holder as far as it can be read.
    pub fn acquire(home: &Home, role: Role, since: ClaimedTime) -> Result<Self, LockError> {
        let mut file = platform::open_private_file(&home.lock_path())?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(LockError::Held(read(&mut file))),
            Err(TryLockError::Error(error)) => return Err(error.into()),
            Ok(()) => {}
        }
        let holder = Holder { process_id: std::process::id(), since, role };
        let text = serde_json::to_string(&holder).map_err(io::Error::from)?;
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{text}")?;
        file.flush()?;
        Ok(Self { file })
    }

    /// As [`Lock::acquire`], trying again for at most `patience` while another command has it. A node is not waited for.
    pub fn acquire_within(patience: Duration, home: &Home, role: Role, since: ClaimedTime) -> Result<Self, LockError> {
        let begun = Instant::now();
        loop {
            match Self::acquire(home, role, since) {
                Err(LockError::Held(holder)) => {
                    let node = holder.is_some_and(|holder| holder.role == Role::Node);
                    if node || begun.elapsed() >= patience {
                        return Err(LockError::Held(holder));
                    }
                    std::thread::sleep(RETRY);
                }
                outcome => return outcome,
            }
        }
    }

    /// Who holds the lock of a home now; nothing when it is free.
    pub fn holder(home: &Home) -> Result<Option<Holder>, LockError> {
        let mut file = match File::open(home.lock_path()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other?,
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(None),
            Err(TryLockError::WouldBlock) => match read(&mut file) {
                Some(holder) => Ok(Some(holder)),
                None => Err(LockError::Held(None)),
            },
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The name of a former holder in a free lock would only confuse; without this the lock is as free.
        let _ = self.file.set_len(0);
    }
}

/// What the file says. Nothing where the system lets nobody read a locked file, or the holder is still writing.
fn read(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(MOST_BYTES).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}
