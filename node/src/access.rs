//! How a command reaches the service: through a running node, or by opening the home itself. Both give the same answers.

use std::{io::ErrorKind, path::PathBuf, sync::Arc, time::Duration};

use crate::{
    clock::Clock,
    control::{client::Client, protocol::ControlFile, server::is_loopback},
    home::{Home, HomeError, KeyKind, Lock, LockError, Role, files},
    service::{Operation, Problem, ProblemCode, Progress, Service, reasons},
};

/// How long a command or a starting node waits for another one that works in the same home, or for a node that is just starting.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Pause between two looks at a starting node.
const PAUSE: Duration = Duration::from_millis(50);

/// A way to the service.
#[derive(Debug)]
pub enum Access {
    /// Through the running node.
    Node(Client),
    /// The home is open here. The lock, if the home is there at all, keeps others out meanwhile.
    Direct(Arc<Service>, Option<Lock>),
}

impl Access {
    /// Reaches the service of the home in this directory.
    ///
    /// # Errors
    /// [`ProblemCode::HomeBusy`] when another command works for too long, [`ProblemCode::NodeSilent`] when a node holds the home
    /// but cannot be spoken to, or a problem of the home.
    pub async fn reach(path: PathBuf, clock: Clock) -> Result<Self, Problem> {
        let lock = match Home::open(&path) {
            // Of keys that are gone, the operations that help are told by the service.
            Err(HomeError::Missing(_) | HomeError::KeysGone(_)) => None,
            Err(error) => return Err(error.into()),
            Ok(home) => match lock_home(home.clone(), clock).await? {
                Ok(lock) => Some(lock),
                Err(problem) => return wait_for_node(&home, problem).await.map(Self::Node),
            },
        };
        let runtime = tokio::runtime::Handle::current();
        let open = tokio::task::spawn_blocking(move || Service::open(path, clock, runtime));
        let service = open.await.map_err(Problem::bug)??;
        Ok(Self::Direct(Arc::new(service), lock))
    }

    /// Performs an operation.
    ///
    /// # Errors
    /// The operation's problem.
    pub async fn call<O: Operation>(&self, operation: O, progress: &Progress) -> Result<O::Output, Problem> {
        match self {
            Self::Node(client) => client.call(&operation, progress).await,
            Self::Direct(service, _) => {
                let (service, progress) = (Arc::clone(service), progress.clone());
                tokio::task::spawn_blocking(move || operation.perform(&service, &progress)).await.map_err(Problem::bug)?
            }
        }
    }

    /// Whether a node is running.
    #[must_use]
    pub const fn is_node(&self) -> bool {
        matches!(self, Self::Node(_))
    }
}

/// Takes the lock, or says that a node has it.
async fn lock_home(home: Home, clock: Clock) -> Result<Result<Lock, Problem>, Problem> {
    let locking = move || Lock::acquire_within(PATIENCE, &home, Role::Command, clock.now());
    match tokio::task::spawn_blocking(locking).await.map_err(Problem::bug)? {
        Ok(lock) => Ok(Ok(lock)),
        Err(LockError::Held(Some(holder))) if holder.role == Role::Node => Ok(Err(LockError::Held(Some(holder)).into())),
        Err(error) => Err(error.into()),
    }
}

/// The client of a node that holds the home, once it has written where it listens.
async fn wait_for_node(home: &Home, busy: Problem) -> Result<Client, Problem> {
    let process = busy.details.get("process").cloned();
    let begun = std::time::Instant::now();
    loop {
        let file = files::read_private(&home.control_path())?;
        let file = file.and_then(|bytes| serde_json::from_slice::<ControlFile>(&bytes).ok());
        let current = file.filter(|file| is_loopback(file.address) && Some(file.process_id.to_string()) == process);
        match current {
            Some(file) => return Ok(Client::new(file)),
            None if begun.elapsed() >= PATIENCE => return Err(busy),
            None => tokio::time::sleep(PAUSE).await,
        }
    }
}

impl From<HomeError> for Problem {
    fn from(error: HomeError) -> Self {
        let damaged =
            |path: &std::path::Path, why: &str| Self::new(ProblemCode::HomeDamaged).with("path", path.display()).with("why", why);
        match error {
            HomeError::Missing(_) => Self::new(ProblemCode::HomeEmpty),
            HomeError::KeysGone(path) => damaged(&path, reasons::KEYS_GONE),
            HomeError::AlreadyThere(path) | HomeError::NotEmpty(path) => {
                Self::new(ProblemCode::HomeOccupied).with("path", path.display())
            }
            HomeError::TooOpen { path, mode } => {
                Self::new(ProblemCode::HomeExposed).with("path", path.display()).with("mode", mode)
            }
            HomeError::NoKey(KeyKind::Root) => Self::new(ProblemCode::RootAbsent),
            HomeError::Locked => Self::new(ProblemCode::RootLocked),
            HomeError::WrongPassphrase => Self::new(ProblemCode::PassphraseWrong),
            HomeError::NoKey(kind) => damaged(&kind.file(), reasons::KEY_GONE),
            HomeError::KeyThere(kind) => damaged(&kind.file(), reasons::KEY_THERE),
            HomeError::KeyDamaged { path, why } => damaged(&path, reasons::KEY_DAMAGED).with("cause", why),
            HomeError::Io { error, .. } if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
                Self::new(ProblemCode::DiskFull)
            }
            HomeError::Io { path, error }
                if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) =>
            {
                Self::new(ProblemCode::HomeUnwritable).with("path", path.display()).with("why", reasons::of_file(&error))
            }
            HomeError::Io { path, error } => damaged(&path, reasons::of_file(&error)).with("cause", error),
        }
    }
}

impl From<LockError> for Problem {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Held(Some(holder)) => {
                Self::new(ProblemCode::HomeBusy).with("process", holder.process_id).with("since", holder.since.to_utc())
            }
            LockError::Held(None) => Self::new(ProblemCode::HomeBusy).with("process", "?").with("since", "?"),
            LockError::Io(error) => Self::new(ProblemCode::StoreFailed).with("why", reasons::of_file(&error)),
        }
    }
}

/// The problem of a store whose content is not what was written; `cause` says what was met, for a log.
pub(crate) fn damaged_store(cause: impl std::fmt::Display) -> Problem {
    let damaged = Problem::new(ProblemCode::StoreDamaged).with("path", "store.redb");
    damaged.with("why", reasons::STORE_CONTENT).with("cause", cause)
}

impl From<crate::store::StoreError> for Problem {
    fn from(error: crate::store::StoreError) -> Self {
        use crate::store::StoreError;
        match error {
            StoreError::Missing(path) => {
                Self::new(ProblemCode::StoreDamaged).with("path", path.display()).with("why", reasons::STORE_GONE)
            }
            StoreError::NotAStore(path) | StoreError::AlreadyThere(path) => {
                Self::new(ProblemCode::StoreDamaged).with("path", path.display()).with("why", reasons::NOT_A_STORE)
            }
            StoreError::Folder(path) => {
                Self::new(ProblemCode::StoreDamaged).with("path", path.display()).with("why", reasons::STORE_IS_FOLDER)
            }
            StoreError::Damaged(why) => damaged_store(why),
            StoreError::NewerSchema { found, known } => {
                Self::new(ProblemCode::StoreNewer).with("found", found).with("known", known)
            }
            StoreError::Locked => Self::new(ProblemCode::HomeBusy).with("process", "?").with("since", "?"),
            StoreError::Full => Self::new(ProblemCode::DiskFull),
            other => Self::new(ProblemCode::StoreFailed).with("why", reasons::of_store(&other)).with("cause", other),
        }
    }
}
