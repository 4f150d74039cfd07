//! `maillage session`: the session sheets; `expected`: beside what the timetables announce.

mod expected;

use std::path::{Path, PathBuf};

use maillage_node::service::Problem;
use maillage_node::service::sessions::{ImportSessions, SessionsImported};
use maillage_node::service::sheets::{CloseSession, ListSessions, OpenSession, SessionNoted, Sessions};
use maillage_shared::calendar::{Day, Month};
use maillage_shared::record::SessionDraft;
use maillage_shared::record::vocabulary::{List, SessionStatus};

use super::done::done;
use super::record::with_codes;
use super::visit;
use crate::context::Context;
use crate::input::{self, Input};
use crate::language::say;
use crate::presentation::{Screen, Table, day, label};

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
    #[command(about = say!("help-session-open"))]
    Open {
        #[command(flatten)]
        sheet: Sheet,
    },
    #[command(about = say!("help-session-close"), after_help = say!("help-session-close-after"))]
    Close {
        #[command(flatten)]
        sheet: Sheet,
        #[command(flatten)]
        became: Became,
        #[arg(long, value_name = say!("value-count"), help = say!("arg-turned-away"))]
        turned_away: Option<u32>,
    },
    #[command(about = say!("help-session-list"))]
    List {
        #[arg(long, value_name = say!("value-day"), help = say!("arg-from-day"))]
        from: Option<Day>,
        #[arg(long, value_name = say!("value-day"), help = say!("arg-to-day"))]
        to: Option<Day>,
        #[arg(long, value_name = say!("value-slug"), help = say!("arg-filter-permanence"))]
        permanence: Option<String>,
        #[arg(long, default_value_t = 20, value_name = say!("value-count"), help = say!("arg-limit-sessions"))]
        limit: u32,
    },
    #[command(about = say!("help-session-import"))]
    Import {
        #[arg(value_name = say!("value-file"), help = say!("arg-csv-file"))]
        file: PathBuf,
        #[arg(long, help = say!("arg-skip-bad"))]
        skip_bad: bool,
    },
    #[command(about = say!("help-session-expected"))]
    Expected {
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

/// Which session, and who is at work.
#[derive(Debug, clap::Args)]
struct Sheet {
    #[arg(long, value_name = say!("value-slug"), help = say!("arg-record-permanence"))]
    permanence: Option<String>,
    #[arg(long, value_name = say!("value-day"), help = say!("arg-record-date"))]
    date: Option<Day>,
    #[arg(long, value_name = say!("value-count"), help = say!("arg-volunteers"))]
    volunteers: Option<u32>,
    #[arg(long, value_name = say!("value-count"), help = say!("arg-insertion"))]
    insertion: Option<u32>,
    #[arg(long, value_name = say!("value-count"), help = say!("arg-employees"))]
    employees: Option<u32>,
}

/// What became of a session.
#[derive(Debug, clap::Args)]
struct Became {
    #[arg(long, conflicts_with_all = ["cancelled", "status"], help = say!("arg-session-empty"))]
    empty: bool,
    #[arg(
        long,
        value_name = say!("value-reason"),
        conflicts_with_all = ["status", "reason"],
        help = with_codes(&say!("arg-session-cancelled"), List::SessionReasons)
    )]
    cancelled: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = with_codes(&say!("arg-session-status"), List::SessionStatuses))]
    status: Option<String>,
    #[arg(long, value_name = say!("value-reason"), help = with_codes(&say!("arg-session-reason"), List::SessionReasons))]
    reason: Option<String>,
}

impl Sheet {
    fn draft(self) -> SessionDraft {
        let people = |people: Option<u32>| people.map(|people| people.to_string());
        SessionDraft {
            permanence: self.permanence,
            date: self.date.map(|day| day.to_string()),
            volunteers: people(self.volunteers),
            insertion: people(self.insertion),
            employees: people(self.employees),
            ..SessionDraft::default()
        }
    }
}

impl Became {
    /// The status and the reason that were typed.
    fn said(self) -> (Option<String>, Option<String>) {
        if self.empty {
            return (Some(SessionStatus::EMPTY.to_string()), self.reason);
        }
        match self.cancelled {
            Some(reason) => (Some(SessionStatus::CANCELLED.to_string()), Some(reason)),
            None => (self.status, self.reason),
        }
    }
}

impl SessionArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            SessionAction::Open { sheet } => open(context, sheet.draft()).await,
            SessionAction::Close { sheet, became, turned_away } => {
                let (status, reason) = became.said();
                let turned_away = turned_away.map(|people| people.to_string());
                close(context, SessionDraft { status, reason, turned_away, ..sheet.draft() }).await
            }
            SessionAction::List { from, to, permanence, limit } => {
                let limit = usize::try_from(limit).unwrap_or(usize::MAX);
                let sessions = context.call(ListSessions { from, to, permanence, limit }).await?;
                context.screen.answer("session-list", &sessions, |screen| list(screen, &sessions))
            }
            SessionAction::Expected { month, permanence } => expected::list(context, month, permanence).await,
            SessionAction::Missing { month } => expected::missing(context, month).await,
            SessionAction::Import { file, skip_bad } => import(context, &file, skip_bad).await,
        }
    }
}

async fn open(context: &Context, draft: SessionDraft) -> Result<(), Problem> {
    let opened = context.call(OpenSession { draft, dry_run: context.dry_run }).await?;
    let (permanence, of, people) = words(&opened);
    let sentence = say!("session-opened", permanence = permanence.as_str(), day = of, people = people);
    let next = say!("session-opened-next", permanence = permanence, day = opened.session.day.to_string());
    done(context, "session-open", &opened, &sentence, &next)
}

async fn close(context: &Context, draft: SessionDraft) -> Result<(), Problem> {
    let closed = context.call(CloseSession { draft, dry_run: context.dry_run }).await?;
    let (permanence, of, people) = words(&closed);
    let status = label::code(closed.session.status);
    let sentence = say!(
        "session-closed",
        permanence = permanence,
        day = of,
        status = status,
        count = closed.visits,
        people = people,
        away = closed.session.turned_away
    );
    done(context, "session-close", &closed, &sentence, &say!("session-closed-next"))
}

/// The permanence, the day and the number of people at work of a sheet.
fn words(noted: &SessionNoted) -> (String, String, u32) {
    let session = &noted.session;
    let people = u32::from(session.volunteers).saturating_add(session.insertion.into()).saturating_add(session.employees.into());
    (session.permanence.to_string(), day::weekday_and_day(session.day), people)
}

fn list(screen: &Screen, sessions: &Sessions) {
    let headings = [
        say!("label-day"),
        say!("label-permanence"),
        say!("label-state"),
        say!("label-visits"),
        say!("label-volunteers"),
        say!("label-insertion"),
        say!("label-employees"),
        say!("label-turned-away"),
        say!("label-reason"),
    ];
    let mut table = Table::new(headings).with_figures(3..8);
    for SessionNoted { session, visits } in &sessions.sessions {
        let figures =
            [session.volunteers, session.insertion, session.employees, session.turned_away].map(|people| people.to_string());
        let reason = session.reason.map(label::code).unwrap_or_default();
        let place = [session.day.to_string(), session.permanence.to_string(), label::code(session.status), visits.to_string()];
        table.row(place.into_iter().chain(figures).chain([reason]));
    }
    if table.is_empty() {
        screen.note(&say!("sessions-none"));
        return;
    }
    screen.table(&table);
    let shown = sessions.sessions.len();
    if u64::try_from(shown).is_ok_and(|shown| shown < sessions.total) {
        screen.note(&say!("sessions-more", shown = shown, total = sessions.total, limit = sessions.total.to_string()));
    }
    if sessions.sessions.iter().any(|noted| !noted.session.status.is_accounted_for()) {
        screen.note(&say!("sessions-open"));
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
