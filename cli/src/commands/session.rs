//! `maillage session`: the session sheets.

use std::path::{Path, PathBuf};

use maillage_node::service::Problem;
use maillage_node::service::completeness::{ListMissing, ListSessions, MissingSession, PermanenceSessions};
use maillage_node::service::sessions::{ImportSessions, SessionsImported};
use maillage_shared::calendar::Month;
use maillage_shared::record::{Completeness, SessionLine};

use super::done::done;
use super::visit;
use crate::context::Context;
use crate::input::{self, Input};
use crate::language::say;
use crate::presentation::{Screen, Table, day, label, number};

/// `maillage session`: the session sheets.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-session"))]
pub(crate) struct SessionArgs {
    #[command(subcommand)]
    action: SessionAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum SessionAction {
    #[command(about = say!("help-session-import"))]
    Import {
        #[arg(value_name = say!("value-file"), help = say!("arg-csv-file"))]
        file: PathBuf,
        #[arg(long, help = say!("arg-skip-bad"))]
        skip_bad: bool,
    },
    #[command(about = say!("help-session-list"))]
    List {
        #[arg(long, value_name = say!("value-month"), help = say!("arg-session-month"))]
        month: Option<Month>,
        #[arg(long, value_name = say!("value-slug"), help = say!("arg-filter-permanence"))]
        permanence: Option<String>,
    },
    #[command(about = say!("help-session-missing"))]
    Missing {
        #[arg(long, value_name = say!("value-month"), help = say!("arg-missing-month"))]
        month: Option<Month>,
    },
}

/// The sessions of a month as programs read them.
#[derive(serde::Serialize)]
struct Sessions {
    permanences: Vec<PermanenceSessions>,
}

/// The missing sessions as programs read them.
#[derive(serde::Serialize)]
struct Missing {
    sessions: Vec<MissingSession>,
}

impl SessionArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            SessionAction::Import { file, skip_bad } => import(context, &file, skip_bad).await,
            SessionAction::List { month, permanence } => {
                let found = Sessions { permanences: context.call(ListSessions { month, permanence }).await? };
                context.screen.answer("session-list", &found, |screen| list(screen, &found.permanences))
            }
            SessionAction::Missing { month } => {
                let found = Missing { sessions: context.call(ListMissing { month }).await? };
                context.screen.answer("session-missing", &found, |screen| missing(screen, &found.sessions))
            }
        }
    }
}

async fn import(context: &Context, file: &Path, skip_bad: bool) -> Result<(), Problem> {
    let Input { name, content } = input::read(file)?;
    let operation = ImportSessions { file: name, content, skip_bad, dry_run: context.dry_run };
    let imported = context.call(operation).await?;
    visit::skipped(context, &imported.skipped);
    let SessionsImported { added, replaced, unchanged, .. } = imported;
    let sentence = say!("sessions-taken", added = added, replaced = replaced, unchanged = unchanged);
    done(context, "session-import", &imported, &sentence, &say!("sessions-taken-next"))
}

fn list(screen: &Screen, permanences: &[PermanenceSessions]) {
    let headings = [say!("label-permanence"), say!("label-day"), say!("label-state"), say!("label-visits")];
    let mut table = Table::new(headings).with_figures([3]);
    for PermanenceSessions { permanence, sessions, .. } in permanences {
        for session in sessions {
            let visits = number::whole(session.visits);
            table.row([permanence.to_string(), day::weekday_and_day(session.day), state(session), visits]);
        }
    }
    if table.is_empty() {
        screen.note(&say!("sessions-none"));
        return;
    }
    screen.table(&table);
    let sum = Completeness::of(permanences.iter().flat_map(|line| &line.sessions));
    screen.line("");
    screen.line(&say!("sessions-accounted", accounted = sum.accounted, expected = sum.expected));
    screen.note(&say!("sessions-next"));
}

/// What is known of a session.
fn state(session: &SessionLine) -> String {
    match session.status {
        _ if session.is_missing() => say!("session-without-sheet"),
        Some(status) if status.is_accounted_for() => label::code(status),
        _ => say!("session-by-visits"),
    }
}

fn missing(screen: &Screen, sessions: &[MissingSession]) {
    let mut table = Table::new([say!("label-permanence"), say!("label-day")]);
    for session in sessions {
        table.row([session.permanence.to_string(), day::weekday_and_day(session.day)]);
    }
    if table.is_empty() {
        screen.line(&say!("missing-none"));
        return;
    }
    screen.table(&table);
    screen.note(&say!("missing-next"));
}
