//! Noting visits one after the other during a session: where it begins, and what is added to a visit that was just noted.

use maillage_shared::{
    calendar::Day,
    directory::Page,
    record::{
        Column, FaultReason, FieldFault, Need, Visit, VisitDraft, VisitId,
        need::{HABIT_DAYS, HABIT_VISITS},
        vocabulary::{AgeBand, Gender},
    },
    text::Slug,
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    hosts::own_page,
    permanences::known_permanence,
    visits::{Origin, Recorded, invalid, is_imported, key_of, over, own_permanences, read_row, row_bytes, usual_permanence},
    visits::{RecordVisit, is_late, visits_of_day, visits_on, without_hour},
};
use crate::store::{
    records::{TrailEntry, TrailEvent, VisitKey},
    transaction::{Tables, Transaction},
};

/// Asks where and on which day visits would be noted, and in which order to offer the needs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct BeginRecording {
    /// The permanence; without it the usual one, as [`RecordVisit`] chooses it.
    pub permanence: Option<String>,
    /// The day; without it today.
    pub date: Option<Day>,
}

/// Where visits would be noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beginning {
    /// The day.
    pub day: Day,
    /// The permanence; nothing when there is nothing to choose it by.
    pub permanence: Option<Slug>,
    /// The own permanences, those that are held on this day first.
    pub known: Vec<Slug>,
    /// Visits noted of this permanence and day.
    pub visits: u64,
    /// Every need, in the order of this permanence's habits.
    pub needs: Vec<Need>,
    /// Whether the month was published before.
    pub late: bool,
}

/// Adds to a noted visit what was left out. What was noted and is changed by it leaves a line in the trail, as an amendment does.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CompleteVisit {
    /// Its permanence.
    pub permanence: Slug,
    /// Its day.
    pub day: Day,
    /// Its number.
    pub id: VisitId,
    /// What is added.
    pub draft: VisitDraft,
}

/// The needs of the newest visits of a permanence up to a day. Reads at most [`HABIT_VISITS`] rows of at most [`HABIT_DAYS`] days.
fn recent_needs<T: Tables>(transaction: &Transaction<T>, last: Day, permanence: &Slug) -> Result<Vec<Need>, Problem> {
    let mut needs = Vec::new();
    let mut day = Some(last);
    for _ in 0..HABIT_DAYS {
        let Some(this) = day.filter(|_| needs.len() < HABIT_VISITS) else { break };
        transaction.scan_visits_at(&(this..=this), permanence, |row| {
            if needs.len() < HABIT_VISITS {
                needs.push(Need::of(&read_row(row.bytes)?));
            }
            Ok::<_, Problem>(())
        })?;
        day = this.date().yesterday().ok().and_then(|date| Day::new(date).ok());
    }
    Ok(needs)
}

/// The own permanences, those that are held on this day first.
fn known(page: &Page, day: Day) -> Vec<Slug> {
    let (mut held, other): (Vec<_>, Vec<_>) = page.permanences.values().partition(|permanence| permanence.timetable.opens_on(day));
    held.extend(other);
    held.into_iter().map(|permanence| permanence.slug.clone()).collect()
}

impl Operation for BeginRecording {
    const NAME: &'static str = "visit-begin";
    type Output = Beginning;

    fn perform(self, service: &Service, _: &Progress) -> Result<Beginning, Problem> {
        let opened = service.member()?;
        let (page, today) = (own_page(opened), service.today()?);
        let day = self.date.unwrap_or(today);
        if day > today {
            let fault = FieldFault::of_field(Column::Date, &day.to_string(), FaultReason::FutureDay);
            return Err(invalid(RecordVisit::NAME, vec![fault]));
        }
        if page.permanences.is_empty() {
            return Err(Problem::new(ProblemCode::PermanencesNone));
        }
        let permanence = match &self.permanence {
            Some(typed) => Some(known_permanence(typed, &page)?.slug.clone()),
            None => usual_permanence(opened, &page, day)?,
        };
        let known = known(&page, day);
        opened.ledger.store().read(|read| {
            let late = read.closed_month(day.month())?.is_some();
            let Some(permanence) = permanence else {
                return Ok(Beginning { day, permanence: None, known, visits: 0, needs: Need::by_habit([]), late });
            };
            let visits = visits_on(read, day, &permanence)?;
            let needs = Need::by_habit(recent_needs(read, day, &permanence)?);
            Ok::<_, Problem>(Beginning { day, permanence: Some(permanence), known, visits, needs, late })
        })
    }
}

/// Whether everything that was noted stands as it was.
fn only_adds(before: &Visit, after: &Visit) -> bool {
    fn kept<T: PartialEq + Copy>(before: Option<T>, after: Option<T>) -> bool {
        before.is_none() || before == after
    }
    let gender = |visit: &Visit| Some(visit.gender).filter(|gender| *gender != Gender::UNKNOWN);
    let age = |visit: &Visit| Some(visit.age).filter(|age| *age != AgeBand::UNKNOWN);
    (&before.permanence, before.day, before.category) == (&after.permanence, after.day, after.category)
        && before.outcome == after.outcome
        && kept(before.request_type, after.request_type)
        && kept(before.referral, after.referral)
        && kept(gender(before), gender(after))
        && kept(age(before), age(after))
        && kept(before.duration, after.duration)
        && kept(before.channel, after.channel)
        && kept(before.device, after.device)
        && kept(before.language, after.language)
        && kept(before.participation, after.participation)
}

impl Operation for CompleteVisit {
    const NAME: &'static str = "visit-complete";
    type Output = Recorded;

    fn perform(self, service: &Service, _: &Progress) -> Result<Recorded, Problem> {
        let opened = service.member()?;
        let (known, today, at) = (own_permanences(opened), service.today()?, without_hour(service.now()));
        let key = VisitKey { day: self.day, permanence: self.permanence, id: *self.id.as_bytes() };
        opened.ledger.store().write(|write| {
            let bytes = write.visit(&key)?.ok_or_else(|| Problem::new(ProblemCode::VisitUnknown).with("id", self.id))?;
            let before = read_row(&bytes)?;
            let after = over(self.draft, &before).check(&known, today).map_err(|faults| invalid(Self::NAME, faults))?;
            let origin = if is_imported(&bytes) { Origin::Imported } else { Origin::Typed };
            write.replace_visit(&key, &key_of(&after, self.id), &row_bytes(origin, &after))?;
            if !only_adds(&before, &after) {
                write.add_to_trail(&TrailEntry { at, event: TrailEvent::Amended { id: key.id } })?;
            }
            let late = is_late(write, before.day.month())? || is_late(write, after.day.month())?;
            let today = visits_of_day(write, &after)?;
            Ok::<_, Problem>(Recorded { id: Some(self.id), visit: after, today, late })
        })
    }
}
