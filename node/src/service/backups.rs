//! Making a backup, and looking into one.

use std::path::{Path, PathBuf};

use maillage_shared::{
    calendar::ClaimedTime,
    identity::{NetworkId, OperatorId, ShortCode},
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, reasons, status};
use crate::{
    backup::{BackupError, Content, Damage, KeyFile, Loaded, Manifest, Passphrase, Source},
    home::{Home, HomeError},
    store::Store,
};

/// Writes a backup of this home, while the node goes on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CreateBackup {
    /// The file to write, by its whole path.
    pub file: PathBuf,
    /// Whether the key files go with it.
    pub keys: bool,
    /// What is to protect it.
    pub passphrase: Option<Passphrase>,
    /// Write over a file that is there.
    pub over: bool,
    /// Write nothing.
    pub dry_run: bool,
}

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupContents {
    /// The file.
    pub file: PathBuf,
    /// Its bytes; 0 where it was not written.
    pub bytes: u64,
    /// Whether a passphrase protects it.
    pub protected: bool,
    /// The key files in it.
    pub keys: Vec<String>,
    /// The network.
    pub network: NetworkId,
    /// Its name.
    pub network_name: String,
    /// The operator.
    pub operator: OperatorId,
    /// Its name.
    pub operator_name: String,
    /// The device's short code.
    pub device_code: ShortCode,
    /// When it was made.
    pub made: ClaimedTime,
    /// The version of the program that made it.
    pub program: String,
    /// Visits in it.
    pub visits: u64,
    /// Session sheets in it.
    pub sessions: u64,
    /// Entries of journals in it.
    pub entries: u64,
    /// Items of the register in it.
    pub items: u64,
}

impl BackupContents {
    /// What a backup says of itself.
    #[must_use]
    pub fn of(file: &Path, manifest: &Manifest, bytes: u64, protected: bool) -> Self {
        Self {
            file: file.to_owned(),
            bytes,
            protected,
            keys: manifest.keys.clone(),
            network: manifest.network,
            network_name: manifest.network_name.clone(),
            operator: manifest.operator,
            operator_name: manifest.operator_name.clone(),
            device_code: manifest.device.short_code(),
            made: manifest.made,
            program: manifest.program.clone(),
            visits: manifest.rows_of("visits"),
            sessions: manifest.rows_of("sessions"),
            entries: manifest.rows_of("journal_headers"),
            items: manifest.rows_of("items"),
        }
    }

    pub(super) fn loaded(file: &Path, loaded: &Loaded) -> Self {
        Self::of(file, &loaded.manifest, loaded.bytes, loaded.protected)
    }
}

impl Operation for CreateBackup {
    const NAME: &'static str = "backup-create";
    type Output = BackupContents;

    fn perform(self, service: &Service, progress: &Progress) -> Result<BackupContents, Problem> {
        let opened = service.opened()?;
        let home = Home::open(service.path())?;
        refuse_inside(&home, &self.file)?;
        self.passphrase.as_ref().map_or(Ok(()), Passphrase::worth_choosing)?;
        let keys = if self.keys { KeyFile::all_in(&home.keys_directory())? } else { Vec::new() };
        let (network_name, operator_name) = status::names(opened)?;
        let content = Content {
            store: opened.ledger.store(),
            keys: &keys,
            network_name: &network_name,
            operator_name: &operator_name,
            made: service.now(),
        };
        let protected = self.passphrase.is_some();
        let failed = |error| problem(&self.file, error);
        if self.dry_run {
            return Ok(BackupContents::of(&self.file, &content.survey().map_err(failed)?, 0, protected));
        }
        let tell = |done, total| progress.tell("backup-write", done, Some(total));
        let written = content.write_to(&self.file, self.passphrase.as_ref(), self.over, tell).map_err(failed)?;
        tracing::info!(bytes = written.bytes, keys = keys.len(), protected, "a backup was written");
        Ok(BackupContents::of(&self.file, &written.manifest, written.bytes, protected))
    }
}

fn refuse_inside(home: &Home, file: &Path) -> Result<(), Problem> {
    let folder = file.parent().and_then(|folder| folder.canonicalize().ok());
    let inside = folder.zip(home.path().canonicalize().ok()).is_some_and(|(folder, home)| folder.starts_with(home));
    if inside {
        return Err(Problem::new(ProblemCode::BackupUnwritable).with("file", file.display()).with("why", reasons::INSIDE_HOME));
    }
    Ok(())
}

/// Verifies a backup from its first byte to its last: hashes, chains, signatures, rows. No home is touched; it takes as much
/// memory as the store in the backup is large.
///
/// # Errors
/// What is wrong with the backup, and where.
pub fn verify(file: &Path, passphrase: Option<&Passphrase>, progress: &Progress) -> Result<BackupContents, Problem> {
    let store = Store::in_memory()?;
    let tell = |done, total| progress.tell("backup-read", done, Some(total));
    let loaded = Source { path: file, passphrase }.load_into(&store, tell).map_err(|error| problem(file, error))?;
    Ok(BackupContents::loaded(file, &loaded))
}

/// Why a backup was not made or not read, as a problem.
pub(super) fn problem(file: &Path, error: BackupError) -> Problem {
    let about = |code| Problem::new(code).with("file", file.display());
    match error {
        BackupError::File { path, error } => unusable(&path, &error),
        BackupError::Home(HomeError::Io { path, error }) if path == file => {
            about(ProblemCode::BackupUnwritable).with("why", reasons::of_file(&error))
        }
        BackupError::Home(error) => error.into(),
        BackupError::Store(error) => error.into(),
        BackupError::Exists(_) => about(ProblemCode::FileExists),
        BackupError::NotABackup => about(ProblemCode::BackupNotOne),
        BackupError::Newer { found, known } => about(ProblemCode::BackupNewer).with("found", found).with("known", known),
        BackupError::PassphraseNeeded => about(ProblemCode::BackupProtected),
        BackupError::PassphraseWrong => about(ProblemCode::BackupPassphrase),
        BackupError::Damaged { place, why } => {
            let damaged = about(ProblemCode::BackupDamaged).with("place", place).with("why", why.code());
            match why {
                Damage::Content(fault) => damaged.with("fault", fault),
                _ => damaged,
            }
        }
    }
}

fn unusable(path: &Path, error: &std::io::Error) -> Problem {
    use std::io::ErrorKind;
    let code = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::ReadOnlyFilesystem => ProblemCode::BackupUnwritable,
        _ => ProblemCode::FileUnreadable,
    };
    Problem::new(code).with("file", path.display()).with("why", reasons::of_file(error))
}
