//! The sessions that timetables announce, beside the sheets that were noted.

use maillage_node::service::Problem;
use maillage_node::service::completeness::{ListExpected, ListMissing, MissingSession, PermanenceSessions};
use maillage_shared::calendar::Month;
use maillage_shared::record::{Completeness, SessionLine};

use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Table, day, label, number};

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

/// Lists the sessions of a month: expected, and noted.
pub(super) async fn list(context: &Context, month: Option<Month>, permanence: Option<String>) -> Result<(), Problem> {
    let found = Sessions { permanences: context.call(ListExpected { month, permanence }).await? };
    context.screen.answer("session-expected", &found, |screen| show(screen, &found.permanences))
}

/// Lists the sessions of which nothing is known.
pub(super) async fn missing(context: &Context, month: Option<Month>) -> Result<(), Problem> {
    let found = Missing { sessions: context.call(ListMissing { month }).await? };
    context.screen.answer("session-missing", &found, |screen| show_missing(screen, &found.sessions))
}

fn show(screen: &Screen, permanences: &[PermanenceSessions]) {
    let headings = [say!("label-permanence"), say!("label-day"), say!("label-state"), say!("label-visits")];
    let mut table = Table::new(headings).with_figures([3]);
    for PermanenceSessions { permanence, sessions, .. } in permanences {
        for session in sessions {
            let visits = number::whole(session.visits);
            table.row([permanence.to_string(), day::weekday_and_day(session.day), state(session), visits]);
        }
    }
    if table.is_empty() {
        screen.note(&say!("sessions-expected-none"));
        return;
    }
    screen.table(&table);
    let sum = Completeness::of(permanences.iter().flat_map(|line| &line.sessions));
    if sum.expected > 0 {
        screen.line("");
        screen.line(&say!("sessions-accounted", accounted = sum.accounted, expected = sum.expected));
    }
    for PermanenceSessions { permanence, holidays_known_until, .. } in permanences {
        if let Some(until) = holidays_known_until {
            screen.note(&say!("sessions-holidays-unknown", permanence = permanence.as_str(), until = day::day(*until)));
        }
    }
    screen.note(&say!("sessions-next"));
}

/// What is known of a session.
fn state(session: &SessionLine) -> String {
    match session.status {
        _ if session.to_come => say!("session-to-come"),
        _ if session.is_missing() => say!("session-without-sheet"),
        Some(status) if status.is_accounted_for() => label::code(status),
        _ => say!("session-by-visits"),
    }
}

fn show_missing(screen: &Screen, sessions: &[MissingSession]) {
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
