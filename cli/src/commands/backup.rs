//! `maillage backup`: one file with everything that a node holds, and the way back from it.

use std::path::{Path, PathBuf};

use maillage_node::home::Passphrase;
use maillage_node::ledger::Authority;
use maillage_node::service::backups::{self, BackupContents, CreateBackup};
use maillage_node::service::restoring::{RestoreBackup, ResumeWriting, Resumed};
use maillage_node::service::status::AskStatus;
use maillage_node::service::{Problem, ProblemCode, reasons};
use maillage_shared::text;

use super::done::done;
use crate::context::Context;
use crate::language::say;
use crate::passphrase;
use crate::presentation::moment::moment;
use crate::presentation::number::whole;
use crate::presentation::{Facts, Screen};

/// `maillage backup`: one file with everything that a node holds.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-backup"))]
pub(crate) struct BackupArgs {
    #[command(subcommand)]
    action: BackupAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum BackupAction {
    #[command(about = say!("help-backup-create"))]
    Create {
        #[arg(value_name = say!("value-file"), help = say!("arg-backup-file"))]
        file: PathBuf,
        #[arg(long, conflicts_with = "without_keys", help = say!("arg-with-keys"))]
        with_keys: bool,
        #[arg(long, help = say!("arg-without-keys"))]
        without_keys: bool,
        #[arg(long, conflicts_with = "passphrase_stdin", help = say!("arg-passphrase"))]
        passphrase: bool,
        #[arg(long, help = say!("arg-passphrase-stdin"))]
        passphrase_stdin: bool,
    },
    #[command(about = say!("help-backup-verify"))]
    Verify {
        #[arg(value_name = say!("value-file"), help = say!("arg-backup-file"))]
        file: PathBuf,
        #[arg(long, help = say!("arg-passphrase-stdin"))]
        passphrase_stdin: bool,
    },
    #[command(about = say!("help-backup-restore"))]
    Restore {
        #[arg(value_name = say!("value-file"), help = say!("arg-backup-file"))]
        file: PathBuf,
        #[arg(long, value_name = say!("value-folder"), help = say!("arg-keys-folder"))]
        keys: Option<PathBuf>,
        #[arg(long, help = say!("arg-alone"))]
        alone: bool,
        #[arg(long, help = say!("arg-passphrase-stdin"))]
        passphrase_stdin: bool,
    },
    #[command(about = say!("help-backup-resume"))]
    Resume {
        #[arg(long, help = say!("arg-alone"))]
        alone: bool,
    },
}

impl BackupArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            BackupAction::Create { file, without_keys, passphrase, passphrase_stdin, .. } => {
                let passphrase = match (passphrase, passphrase_stdin) {
                    (_, true) => Some(passphrase::from_input()?),
                    (true, false) => Some(passphrase::new_one(context)?),
                    (false, false) => None,
                };
                create(context, &file, !without_keys, passphrase).await
            }
            BackupAction::Verify { file, passphrase_stdin } => verify(context, &file, passphrase_stdin).await,
            BackupAction::Restore { file, keys, alone, passphrase_stdin } => {
                let restore = |passphrase| async {
                    let file = whole_path(&file)?;
                    let keys = keys.as_deref().map(whole_path).transpose()?;
                    context.call(RestoreBackup { file, passphrase, keys, alone, dry_run: context.dry_run }).await
                };
                let contents = opened(context, passphrase_stdin, restore).await?;
                restored(context, &contents, alone)
            }
            BackupAction::Resume { alone } => resume(context, alone).await,
        }
    }
}

/// The path as the running node has to know it, which works in another folder.
fn whole_path(path: &Path) -> Result<PathBuf, Problem> {
    std::path::absolute(path).map_err(|error| {
        Problem::new(ProblemCode::FileUnreadable).with("file", path.display()).with("why", reasons::of_file(&error))
    })
}

async fn create(context: &Context, file: &Path, keys: bool, passphrase: Option<Passphrase>) -> Result<(), Problem> {
    context.spare(file)?;
    let over = context.consent.is_given();
    let contents = context.call(CreateBackup { file: whole_path(file)?, keys, passphrase, over, dry_run: context.dry_run }).await?;
    let next = match (contents.protected, contents.keys.is_empty()) {
        (true, _) => say!("backup-created-protected"),
        (false, true) => say!("backup-created-keyless"),
        (false, false) => say!("backup-created-keys"),
    };
    done(context, "backup-create", &contents, &say!("backup-created", path = text::printable(&file.display().to_string())), &next)
}

/// Does something with a backup that a passphrase may protect: the person is asked for it only when it is needed.
async fn opened<F>(context: &Context, from_input: bool, read: impl Fn(Option<Passphrase>) -> F) -> Result<BackupContents, Problem>
where
    F: Future<Output = Result<BackupContents, Problem>>,
{
    if from_input {
        return read(Some(passphrase::from_input()?)).await;
    }
    match read(None).await {
        Err(problem) if problem.code == ProblemCode::BackupProtected && context.consent.may_ask() => {
            read(Some(passphrase::current(context)?)).await
        }
        other => other,
    }
}

/// Verifies here and not in the node: no home is needed for it, and a damaged one is no hindrance.
async fn verify(context: &Context, file: &Path, from_input: bool) -> Result<(), Problem> {
    let read = |passphrase: Option<Passphrase>| async {
        let (file, progress) = (file.to_owned(), context.progress());
        let verifying = move || backups::verify(&file, passphrase.as_ref(), &progress);
        tokio::task::spawn_blocking(verifying).await.map_err(Problem::bug)?
    };
    let contents = opened(context, from_input, read).await?;
    context.screen.answer("backup-verify", &contents, |screen| {
        show(screen, &contents);
        screen.line("");
        screen.line(&say!("backup-sound"));
        let path = crate::problem::typed(&file.display().to_string());
        let keyless = contents.keys.is_empty();
        screen.note(&if keyless { say!("backup-sound-next-keyless", path = path) } else { say!("backup-sound-next", path = path) });
    })
}

fn show(screen: &Screen, contents: &BackupContents) {
    let keys = if contents.keys.is_empty() { say!("value-keys-none") } else { contents.keys.join(", ") };
    let protected = if contents.protected { say!("value-protected") } else { say!("value-unprotected") };
    Facts::new()
        .with(say!("label-backup"), contents.file.display().to_string())
        .with(say!("label-network"), &contents.network_name)
        .with(say!("label-operator"), &contents.operator_name)
        .with(say!("label-device"), contents.device_code.to_string())
        .with(say!("label-made"), moment(contents.made))
        .with(say!("label-keys"), keys)
        .with(say!("label-protected"), protected)
        .with(say!("label-visits"), whole(contents.visits))
        .with(say!("label-sessions"), whole(contents.sessions))
        .with(say!("label-entries"), whole(contents.entries))
        .show(screen);
}

fn restored(context: &Context, contents: &BackupContents, alone: bool) -> Result<(), Problem> {
    let sentence = say!("backup-restored", operator = contents.operator_name.as_str(), made = moment(contents.made));
    let next = if alone { say!("backup-restored-alone") } else { say!("backup-restored-next") };
    done(context, "backup-restore", contents, &sentence, &next)
}

/// Asks what only a person can know, then goes on writing or waits for those who can tell.
async fn resume(context: &Context, alone: bool) -> Result<(), Problem> {
    match context.call(AskStatus {}).await?.authority {
        Authority::Stopped => context.confirm(&say!("resume-question-stopped"))?,
        Authority::Waiting { needed: 0, .. } if alone => context.confirm(&say!("resume-question-alone"))?,
        _ => {}
    }
    let Resumed { authority } = context.call(ResumeWriting { alone, dry_run: context.dry_run }).await?;
    let (sentence, next) = match authority {
        Authority::Waiting { met, needed, .. } => (say!("resume-waits", met = met, needed = needed), say!("resume-waits-next")),
        Authority::Settling => (say!("resume-writes"), say!("status-restored-settling")),
        _ => (say!("resume-nothing"), String::new()),
    };
    done(context, "backup-resume", &Resumed { authority }, &sentence, &next)
}
