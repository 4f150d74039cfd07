//! Session sheets noted by hand: opened when people are at work, closed when it is known what became of the session.

use std::collections::BTreeSet;

use maillage_shared::{
    calendar::Day,
    directory::Page,
    record::{
        Column, FaultReason, FieldFault, Session, SessionDraft,
        vocabulary::{Code as _, SessionStatus},
    },
    text::Slug,
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    hosts::own_page,
    opened::Opened,
    permanences::known_permanence,
    visits::{days, no_permanence, refused, usual_permanence, visits_on},
};
use crate::store::{
    Write,
    transaction::{Tables, Transaction},
};

/// Most sheets in one answer.
const LISTED: usize = 10_000;

/// Opens the sheet of a session: who is at work. What becomes of it is not known yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenSession {
    /// What was typed. Permanence and day may be left out; the status is not looked at.
    pub draft: SessionDraft,
    /// Change nothing.
    pub dry_run: bool,
}

/// Says what became of a session. What is not typed stays as it was noted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CloseSession {
    /// What was typed. Permanence and day may be left out; so may the status where visits are noted, since it was held then.
    pub draft: SessionDraft,
    /// Change nothing.
    pub dry_run: bool,
}

/// Lists noted sheets.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ListSessions {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// Only this permanence.
    pub permanence: Option<String>,
    /// Most sheets, the newest ones.
    pub limit: usize,
}

/// Noted sheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sessions {
    /// The newest of them, in order of days.
    pub sessions: Vec<SessionNoted>,
    /// How many there are in all.
    pub total: u64,
}

/// A sheet, with the visits beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionNoted {
    /// The sheet.
    #[serde(flatten)]
    pub session: Session,
    /// Visits noted of this permanence and day.
    pub visits: u64,
}

fn invalid(command: &str, faults: Vec<FieldFault>) -> Problem {
    Problem::new(ProblemCode::SessionInvalid).with("command", command).with_rows(refused(0, faults))
}

/// Completes what was left out: today, and the permanence, as for a visit.
fn place(draft: &mut SessionDraft, today: Day, opened: &Opened, page: &Page) -> Result<(), Problem> {
    let day = draft.date.get_or_insert_with(|| today.to_string()).trim().parse().unwrap_or(today);
    if draft.permanence.is_none() {
        let usual = usual_permanence(opened, page, day)?;
        let known: BTreeSet<Slug> = page.permanences.keys().cloned().collect();
        draft.permanence = Some(usual.ok_or_else(|| no_permanence(&known))?.to_string());
    }
    Ok(())
}

/// The sheet of a permanence and day, if one is noted.
fn noted<T: Tables>(transaction: &Transaction<T>, draft: &SessionDraft) -> Result<Option<Session>, Problem> {
    let place = draft.permanence.as_deref().map(Slug::new).zip(draft.date.as_deref().map(str::parse::<Day>));
    // A permanence or day that cannot be read is named by the check of the draft.
    let Some((Ok(permanence), Ok(day))) = place else { return Ok(None) };
    transaction.session(day, &permanence)?.map(|bytes| read_sheet(&bytes)).transpose()
}

fn read_sheet(bytes: &[u8]) -> Result<Session, Problem> {
    Session::from_bytes(bytes).map_err(crate::access::damaged_store)
}

/// What is typed over what was noted. A reason belongs to the status that it was given with.
fn over(draft: SessionDraft, before: Option<&Session>) -> SessionDraft {
    let people = |typed: Option<String>, before: Option<u16>| typed.or_else(|| before.map(|people| people.to_string()));
    let same = |before: &&Session| draft.status.as_deref() == Some(before.status.code());
    let reason = draft.reason.clone().or_else(|| before.filter(same)?.reason.map(|reason| reason.to_string()));
    SessionDraft {
        volunteers: people(draft.volunteers, before.map(|before| before.volunteers)),
        insertion: people(draft.insertion, before.map(|before| before.insertion)),
        employees: people(draft.employees, before.map(|before| before.employees)),
        turned_away: people(draft.turned_away, before.map(|before| before.turned_away)),
        reason,
        ..draft
    }
}

fn write_sheet(write: &mut Write, session: &Session, dry_run: bool) -> Result<SessionNoted, Problem> {
    if !dry_run {
        write.put_session(session.day, &session.permanence, &session.to_bytes())?;
    }
    let visits = visits_on(write, session.day, &session.permanence)?;
    Ok(SessionNoted { session: session.clone(), visits })
}

impl Operation for OpenSession {
    const NAME: &'static str = "session-open";
    type Output = SessionNoted;

    fn perform(mut self, service: &Service, _: &Progress) -> Result<SessionNoted, Problem> {
        let opened = service.member()?;
        let (page, today) = (own_page(opened), service.today()?);
        place(&mut self.draft, today, opened, &page)?;
        let known: BTreeSet<Slug> = page.permanences.into_keys().collect();
        opened.ledger.store().write(|write| {
            let before = noted(write, &self.draft)?;
            if let Some(before) = before.as_ref().filter(|before| before.status.is_accounted_for()) {
                let problem = Problem::new(ProblemCode::SessionClosed).with("slug", &before.permanence);
                return Err(problem.with("day", before.day).with("status", before.status.code()));
            }
            let mut draft = over(self.draft, before.as_ref());
            draft.status = Some(SessionStatus::PLANNED.to_string());
            let session = draft.check(&known, today).map_err(|faults| invalid(Self::NAME, faults))?;
            write_sheet(write, &session, self.dry_run)
        })
    }
}

/// What became of a session when the person does not say: what was said before, for a sheet may be closed again to correct the people
/// on it; else held, where visits are noted.
fn said_or_seen<T: Tables>(
    transaction: &Transaction<T>,
    draft: &SessionDraft,
    before: Option<&Session>,
) -> Result<SessionStatus, Problem> {
    if let Some(said) = before.map(|before| before.status).filter(|status| status.is_accounted_for()) {
        return Ok(said);
    }
    let place = draft.permanence.as_deref().map(Slug::new).zip(draft.date.as_deref().map(str::parse::<Day>));
    let Some((Ok(permanence), Ok(day))) = place else { return Ok(SessionStatus::HELD) };
    if visits_on(transaction, day, &permanence)? > 0 {
        return Ok(SessionStatus::HELD);
    }
    Err(Problem::new(ProblemCode::SessionWithoutVisits).with("slug", permanence).with("day", day))
}

/// Refuses a sheet that says something else than what is noted beside it.
fn agrees(session: &Session, visits: u64) -> Result<(), Problem> {
    if !session.status.is_accounted_for() {
        let fault = FieldFault::of_field(Column::Status, session.status.code(), FaultReason::StillPlanned);
        return Err(invalid(CloseSession::NAME, vec![fault]));
    }
    if visits > 0 && session.status != SessionStatus::HELD {
        let problem = Problem::new(ProblemCode::SessionHasVisits).with("slug", &session.permanence).with("day", session.day);
        return Err(problem.with("count", visits));
    }
    if session.status == SessionStatus::CANCELLED && session.reason.is_none() {
        let fault = FieldFault::of_field(Column::Reason, "", FaultReason::Missing);
        return Err(invalid(CloseSession::NAME, vec![fault]));
    }
    Ok(())
}

impl Operation for CloseSession {
    const NAME: &'static str = "session-close";
    type Output = SessionNoted;

    fn perform(mut self, service: &Service, _: &Progress) -> Result<SessionNoted, Problem> {
        let opened = service.member()?;
        let (page, today) = (own_page(opened), service.today()?);
        place(&mut self.draft, today, opened, &page)?;
        let known: BTreeSet<Slug> = page.permanences.into_keys().collect();
        opened.ledger.store().write(|write| {
            let before = noted(write, &self.draft)?;
            if self.draft.status.is_none() {
                let status = said_or_seen(write, &self.draft, before.as_ref())?;
                self.draft.status = Some(status.to_string());
            }
            let draft = over(self.draft, before.as_ref());
            let session = draft.check(&known, today).map_err(|faults| invalid(Self::NAME, faults))?;
            agrees(&session, visits_on(write, session.day, &session.permanence)?)?;
            write_sheet(write, &session, self.dry_run)
        })
    }
}

impl Operation for ListSessions {
    const NAME: &'static str = "session-list";
    type Output = Sessions;

    fn perform(self, service: &Service, _: &Progress) -> Result<Sessions, Problem> {
        let opened = service.reading()?;
        let permanence = self.permanence.as_deref().map(|typed| known_permanence(typed, &own_page(opened)).map(|p| p.slug.clone()));
        let permanence = permanence.transpose()?;
        let days = days(self.from, self.to)?;
        let limit = self.limit.clamp(1, LISTED);
        opened.ledger.store().read(|read| {
            let mut sheets = read.sessions(&days)?;
            sheets.retain(|(_, slug, _)| permanence.as_ref().is_none_or(|wanted| wanted == slug));
            let total = u64::try_from(sheets.len()).unwrap_or(u64::MAX);
            let newest = sheets.into_iter().rev().take(limit).collect::<Vec<_>>().into_iter().rev();
            let line = |(day, slug, bytes): (Day, Slug, Vec<u8>)| {
                Ok(SessionNoted { session: read_sheet(&bytes)?, visits: visits_on(read, day, &slug)? })
            };
            Ok(Sessions { sessions: newest.map(line).collect::<Result<_, Problem>>()?, total })
        })
    }
}
