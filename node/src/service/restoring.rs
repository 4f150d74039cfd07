//! Making a home out of a backup, and going on with it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    backups::{self, BackupContents},
    founding, reasons, ways_back,
};
use crate::{
    backup::{KeyFile, Loaded, Passphrase, Source},
    home::{Home, files},
    ledger::{Authority, Cause, Ledger, Restored},
    platform,
    store::{Store, meta},
};

/// Makes the home of this service out of a backup. The home must be empty.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RestoreBackup {
    /// The backup, by its whole path.
    pub file: PathBuf,
    /// What protects it.
    pub passphrase: Option<Passphrase>,
    /// A folder with key files, for a backup without keys.
    pub keys: Option<PathBuf>,
    /// Go on writing at once, in a network without another member.
    pub alone: bool,
    /// Verify the backup, and make nothing.
    pub dry_run: bool,
}

/// Goes on writing after a person said that it is right.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ResumeWriting {
    /// No other member can say how far this node had come.
    pub alone: bool,
    /// Change nothing.
    pub dry_run: bool,
}

/// What a node may do with its own journal, after it was asked to go on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Resumed {
    /// What it may do now.
    pub authority: Authority,
}

/// Where the store of a home lies while it is being restored.
pub(super) fn draft_path(home: &Home) -> PathBuf {
    home.path().join("restoring.redb")
}

impl Operation for RestoreBackup {
    const NAME: &'static str = "backup-restore";
    type Output = BackupContents;

    fn perform(self, service: &Service, progress: &Progress) -> Result<BackupContents, Problem> {
        founding::refuse_taken(service)?;
        if self.dry_run {
            return backups::verify(&self.file, self.passphrase.as_ref(), progress);
        }
        founding::clear_unfinished(service)?;
        let was_there = service.path().exists();
        let home = Home::create(service.path())?;
        match self.fill(&home, progress) {
            Ok(contents) => {
                service.adopt(&home)?;
                ways_back::note_at_once(service);
                Ok(contents)
            }
            Err(problem) => {
                founding::clear(&home)?;
                if !was_there && let Err(error) = fs::remove_dir(home.path()) {
                    tracing::warn!(%error, "an empty folder was left behind");
                }
                Err(problem)
            }
        }
    }
}

impl RestoreBackup {
    /// Fills a home that was just made. Its store gets its name last, once it was verified.
    fn fill(&self, home: &Home, progress: &Progress) -> Result<BackupContents, Problem> {
        let marker = home.path().join(founding::MAKING);
        files::write_private(&marker, b"")?;
        let draft = draft_path(home);
        let loaded = {
            let store = Arc::new(Store::create(&draft)?);
            let tell = |done, total| progress.tell("backup-read", done, Some(total));
            let source = Source { path: &self.file, passphrase: self.passphrase.as_ref() };
            let loaded = source.load_into(&store, tell).map_err(|error| backups::problem(&self.file, error))?;
            store.write(|write| {
                write.remove_fact(&meta::OPENING)?;
                Restored::new(Cause::Backup).keep(write)
            })?;
            self.judge(&store, &loaded)?;
            loaded
        };
        for key in self.key_files(&loaded)? {
            key.keep(home)?;
        }
        let failed = |error: std::io::Error| {
            Problem::new(ProblemCode::HomeUnwritable).with("path", home.path().display()).with("why", reasons::of_file(&error))
        };
        fs::rename(&draft, home.store_path()).and_then(|()| platform::sync_directory(home.path())).map_err(failed)?;
        files::remove(&marker)?;
        tracing::info!(alone = self.alone, "a home was restored");
        Ok(BackupContents::loaded(&self.file, &loaded))
    }

    /// Whether somebody else can say how far the node had come, and whether it was taken into account. Alone, it goes on at once.
    fn judge(&self, store: &Arc<Store>, loaded: &Loaded) -> Result<(), Problem> {
        let ledger = Ledger::open(Arc::clone(store), loaded.manifest.network)?;
        match (ledger.authority(), self.alone) {
            (Authority::Waiting { needed: 0, .. }, false) => {
                Err(Problem::new(ProblemCode::RestoredAlone).with("command", "backup-restore").with("file", self.file.display()))
            }
            (Authority::Waiting { needed: 0, .. }, true) => ledger.resume(loaded.manifest.made, true).map(drop),
            (Authority::Waiting { needed, .. }, true) => Err(Problem::new(ProblemCode::RestoredNotAlone).with("count", needed)),
            _ => Ok(()),
        }
    }

    fn key_files(&self, loaded: &Loaded) -> Result<Vec<KeyFile>, Problem> {
        let keyless = || Problem::new(ProblemCode::BackupKeyless).with("file", self.file.display());
        let keys = match &self.keys {
            Some(folder) => KeyFile::all_in(folder)?,
            None => loaded.keys.clone(),
        };
        let has = |name: &str| keys.iter().any(|key| key.name == name);
        if !has("device.key") || !has("endpoint.key") {
            return Err(keyless());
        }
        let foreign =
            |folder: &Path| Problem::new(ProblemCode::KeysForeign).with("file", self.file.display()).with("path", folder.display());
        match (&self.keys, keys.iter().try_for_each(|key| loaded.fits(key))) {
            (_, Ok(())) => Ok(keys),
            (Some(folder), Err(_)) => Err(foreign(folder)),
            (None, Err(error)) => Err(backups::problem(&self.file, error)),
        }
    }
}

impl Operation for ResumeWriting {
    const NAME: &'static str = "backup-resume";
    type Output = Resumed;

    fn perform(self, service: &Service, _: &Progress) -> Result<Resumed, Problem> {
        let opened = service.opened()?;
        let ledger = &opened.ledger;
        let authority = ledger.authority();
        match authority {
            Authority::Waiting { needed, .. } if self.alone && needed > 0 => {
                return Err(Problem::new(ProblemCode::RestoredNotAlone).with("count", needed));
            }
            Authority::Forked => return Err(Problem::new(ProblemCode::OwnFork)),
            _ if self.dry_run => return Ok(Resumed { authority }),
            Authority::Stopped => {
                ledger.trust_again()?;
            }
            Authority::Waiting { needed: 0, .. } if !self.alone => return Err(Problem::new(ProblemCode::RestoredAlone)),
            _ => {
                ledger.resume(service.now(), self.alone)?;
            }
        }
        service.attention().notify_one();
        Ok(Resumed { authority: ledger.authority() })
    }
}
