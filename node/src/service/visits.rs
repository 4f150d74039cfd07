//! Visits: recorded one by one, listed, amended, deleted. They never leave the node.

use std::{collections::BTreeSet, ops::RangeInclusive};

use maillage_shared::{
    calendar::{ClaimedTime, Day, Month},
    directory::Page,
    record::{FieldFault, Visit, VisitDraft, VisitId},
    text::Slug,
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, RefusedRow, Service, hosts::own_page, opened::Opened, permanences::known_permanence,
};
use crate::{
    randomness,
    store::{
        StoreError, Write,
        meta::Fact,
        records::{TrailEntry, TrailEvent, VisitKey, VisitRow},
        transaction::{Tables, Transaction},
    },
};

/// The permanence of the last recorded visit.
const LAST_PERMANENCE: Fact<Slug> = Fact::new("last-permanence");

/// Most visits in one answer.
const LISTED: usize = 10_000;

/// Least digits of a visit's number that name it.
const PREFIX_DIGITS: usize = 6;

/// Digits of a visit's whole number.
const NUMBER_DIGITS: usize = 32;

/// Records a visit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordVisit {
    /// What was typed. Permanence and day may be left out.
    pub draft: VisitDraft,
    /// Record nothing.
    pub dry_run: bool,
}

/// A recorded visit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recorded {
    /// Its number; nothing for a dry run.
    pub id: Option<VisitId>,
    /// What was recorded.
    pub visit: Visit,
    /// Visits of this permanence on this day, this one included.
    pub today: u64,
    /// Whether the month was published before: the visit then counts in a later, coarser period.
    pub late: bool,
}

/// Lists recorded visits.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ListVisits {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// Only this permanence.
    pub permanence: Option<String>,
    /// Most visits to list, the newest ones.
    pub limit: usize,
}

/// Recorded visits.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Visits {
    /// The newest of them, in order of days.
    pub visits: Vec<VisitLine>,
    /// How many there are in all.
    pub total: u64,
}

/// One recorded visit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VisitLine {
    /// Its number.
    pub id: VisitId,
    /// What was recorded.
    #[serde(flatten)]
    pub visit: Visit,
}

/// Changes a recorded visit: what is typed replaces what was recorded.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AmendVisit {
    /// Its number, or the beginning of it.
    pub id: String,
    /// What changes.
    pub draft: VisitDraft,
    /// Change nothing.
    pub dry_run: bool,
}

/// Deletes a recorded visit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeleteVisit {
    /// Its number, or the beginning of it.
    pub id: String,
    /// Change nothing.
    pub dry_run: bool,
}

/// How a visit came into the store: the first byte of its row. Replacing an imported day leaves what people typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Origin {
    /// Somebody typed it.
    Typed = 0,
    /// It came with a file.
    Imported = 1,
}

/// The bytes of a visit's row.
pub(super) fn row_bytes(origin: Origin, visit: &Visit) -> Vec<u8> {
    let mut bytes = vec![origin as u8];
    bytes.extend_from_slice(&visit.to_bytes());
    bytes
}

/// Whether the row is that of an imported visit.
pub(super) fn is_imported(bytes: &[u8]) -> bool {
    bytes.first() == Some(&(Origin::Imported as u8))
}

/// The visit of a row.
pub(super) fn read_row(bytes: &[u8]) -> Result<Visit, Problem> {
    Visit::from_bytes(record_in(bytes)).map_err(crate::access::damaged_store)
}

/// The bytes of the visit in a row.
pub(super) fn record_in(row: &[u8]) -> &[u8] {
    row.get(1..).unwrap_or_default()
}

pub(super) fn key_of(visit: &Visit, id: VisitId) -> VisitKey {
    VisitKey { day: visit.day, permanence: visit.permanence.clone(), id: *id.as_bytes() }
}

/// The short names of the own permanences.
pub(super) fn own_permanences(opened: &Opened) -> BTreeSet<Slug> {
    own_page(opened).permanences.into_keys().collect()
}

/// A number for a new visit: random, so that it says nothing of the time.
pub(super) fn new_id() -> Result<VisitId, Problem> {
    Ok(VisitId::from_random(randomness::random().map_err(Problem::bug)?))
}

/// Field faults as refused rows of line `line`.
pub(super) fn refused(line: u64, faults: Vec<FieldFault>) -> Vec<RefusedRow> {
    let row = |fault: FieldFault| RefusedRow {
        line,
        field: fault.field.map_or_else(String::new, |column| column.name().to_owned()),
        value: fault.value,
        reason: fault.reason.code().to_owned(),
        suggestion: fault.reason.nearest().map(ToOwned::to_owned),
    };
    faults.into_iter().map(row).collect()
}

pub(super) fn invalid(command: &str, faults: Vec<FieldFault>) -> Problem {
    Problem::new(ProblemCode::VisitInvalid).with("command", command).with_rows(refused(0, faults))
}

pub(super) fn is_late(write: &Write, month: Month) -> Result<bool, StoreError> {
    Ok(write.closed_month(month)?.is_some())
}

pub(super) fn visits_of_day(write: &Write, visit: &Visit) -> Result<u64, StoreError> {
    visits_on(write, visit.day, &visit.permanence)
}

pub(super) fn visits_on<T: Tables>(transaction: &Transaction<T>, day: Day, permanence: &Slug) -> Result<u64, StoreError> {
    let mut count = 0_u64;
    transaction.scan_visits_at(&(day..=day), permanence, |_| {
        count = count.saturating_add(1);
        Ok::<_, StoreError>(())
    })?;
    Ok(count)
}

impl RecordVisit {
    /// Completes what was left out: today, and the permanence.
    fn complete(&self, today: Day, opened: &Opened, page: &Page) -> Result<VisitDraft, Problem> {
        let mut draft = self.draft.clone();
        let day = draft.date.get_or_insert_with(|| today.to_string()).trim().parse().unwrap_or(today);
        if draft.permanence.is_none() {
            draft.permanence = usual_permanence(opened, page, day)?.map(|slug| slug.to_string());
        }
        Ok(draft)
    }
}

/// The permanence that is meant when none is named: the last one noted for, if it is held on that day or was noted for on that day
/// already; else the only one that is held on that day; else the only one. To guess more would put visits where they do not belong.
pub(super) fn usual_permanence(opened: &Opened, page: &Page, day: Day) -> Result<Option<Slug>, Problem> {
    let opens = |slug: &Slug| page.permanences.get(slug).is_some_and(|permanence| permanence.timetable.opens_on(day));
    let only = |mut slugs: Vec<&Slug>| slugs.pop().filter(|_| slugs.is_empty()).cloned();
    let last = opened.ledger.store().read(|read| {
        let Some(last) = read.fact(&LAST_PERMANENCE)?.filter(|last| page.permanences.contains_key(last)) else { return Ok(None) };
        let kept = opens(&last) || visits_on(read, day, &last)? > 0;
        Ok::<_, StoreError>(Some(last).filter(|_| kept))
    })?;
    let held = || only(page.permanences.keys().filter(|slug| opens(slug)).collect());
    Ok(last.or_else(held).or_else(|| only(page.permanences.keys().collect())))
}

/// Says what is wrong; of a draft that lacks nothing but its permanence, that there is nothing to choose it by.
fn refuse(draft: &VisitDraft, faults: Vec<FieldFault>, known: &BTreeSet<Slug>) -> Problem {
    if draft.permanence.is_some() || faults.len() > 1 { invalid(RecordVisit::NAME, faults) } else { no_permanence(known) }
}

/// Says that there is nothing to choose a permanence by.
pub(super) fn no_permanence(known: &BTreeSet<Slug>) -> Problem {
    if known.is_empty() {
        return Problem::new(ProblemCode::PermanencesNone);
    }
    let known = known.iter().map(Slug::as_str).collect::<Vec<_>>().join(", ");
    Problem::new(ProblemCode::PermanenceNeeded).with("known", known)
}

impl Operation for RecordVisit {
    const NAME: &'static str = "visit-record";
    type Output = Recorded;

    fn perform(self, service: &Service, _: &Progress) -> Result<Recorded, Problem> {
        let opened = service.member()?;
        let (page, today) = (own_page(opened), service.today()?);
        let draft = self.complete(today, opened, &page)?;
        let known: BTreeSet<Slug> = page.permanences.into_keys().collect();
        let visit = draft.check(&known, today).map_err(|faults| refuse(&draft, faults, &known))?;
        let id = new_id()?;
        let dry_run = self.dry_run;
        let outcome = opened.ledger.store().write(|write| {
            if !dry_run {
                write.put_visit(&key_of(&visit, id), &row_bytes(Origin::Typed, &visit))?;
                write.put_fact(&LAST_PERMANENCE, &visit.permanence)?;
            }
            // A dry run counts the visit as if it had been written.
            let today = visits_of_day(write, &visit)?.saturating_add(u64::from(dry_run));
            Ok::<_, StoreError>((today, is_late(write, visit.day.month())?))
        });
        let (today, late) = outcome?;
        Ok(Recorded { id: (!dry_run).then_some(id), visit, today, late })
    }
}

/// The beginning of the day, in UTC: what is corrected or taken back at once would tell at which hour a person came.
pub(super) const fn without_hour(at: ClaimedTime) -> ClaimedTime {
    const DAY_SECONDS: u64 = 24 * 60 * 60;
    ClaimedTime(at.0.saturating_sub(at.0 % DAY_SECONDS))
}

/// The days from the first to the last of the calendar, as far as not given.
pub(super) fn days(from: Option<Day>, to: Option<Day>) -> Result<RangeInclusive<Day>, Problem> {
    let end = |text: &str| text.parse::<Day>().map_err(Problem::bug);
    let (first, last) = (end("2000-01-01")?, end("2199-12-31")?);
    Ok(from.unwrap_or(first)..=to.unwrap_or(last))
}

impl Operation for ListVisits {
    const NAME: &'static str = "visit-list";
    type Output = Visits;

    fn perform(self, service: &Service, _: &Progress) -> Result<Visits, Problem> {
        let opened = service.noting()?;
        let permanence = self.permanence.as_deref().map(|typed| known_permanence(typed, &own_page(opened)).map(|p| p.slug.clone()));
        let permanence = permanence.transpose()?;
        let days = days(self.from, self.to)?;
        let limit = self.limit.clamp(1, LISTED);
        let mut newest = std::collections::VecDeque::with_capacity(limit);
        let mut total = 0_u64;
        opened.ledger.store().read(|read| {
            read.scan_visits(&days, |row: VisitRow<'_>| {
                if permanence.as_ref().is_some_and(|wanted| wanted.as_str() != row.permanence) {
                    return Ok(());
                }
                total = total.saturating_add(1);
                if newest.len() == limit {
                    newest.pop_front();
                }
                newest.push_back((row.id, row.bytes.to_vec()));
                Ok::<_, StoreError>(())
            })
        })?;
        let line = |(id, bytes): (_, Vec<u8>)| Ok(VisitLine { id: VisitId::from_bytes(id), visit: read_row(&bytes)? });
        Ok(Visits { visits: newest.into_iter().map(line).collect::<Result<_, Problem>>()?, total })
    }
}

/// Finds the one visit with this number or beginning of a number.
fn find(write: &Write, typed: &str) -> Result<(VisitKey, Visit, Vec<u8>), Problem> {
    let digits = typed.trim().replace('-', "").to_ascii_lowercase();
    if digits.len() < PREFIX_DIGITS || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(Problem::new(ProblemCode::VisitUnknown).with("id", typed));
    }
    // Of a whole number there is no second visit to look for: one noted today is found at once.
    let most = if digits.len() == NUMBER_DIGITS { 1 } else { 2 };
    let found = write.find_visits(|id| data_encoding::HEXLOWER.encode(id).starts_with(&digits), most)?;
    match <[_; 1]>::try_from(found) {
        Ok([(key, bytes)]) => {
            let visit = read_row(&bytes)?;
            Ok((key, visit, bytes))
        }
        Err(none) if none.is_empty() => Err(Problem::new(ProblemCode::VisitUnknown).with("id", typed)),
        Err(_) => Err(Problem::new(ProblemCode::VisitAmbiguous).with("id", typed)),
    }
}

/// What is typed over what was recorded.
pub(super) fn over(draft: VisitDraft, before: &Visit) -> VisitDraft {
    let new_type = draft.request_type.is_some();
    let kept_category = if new_type { None } else { Some(before.category.to_string()) };
    VisitDraft {
        permanence: draft.permanence.or_else(|| Some(before.permanence.to_string())),
        date: draft.date.or_else(|| Some(before.day.to_string())),
        category: draft.category.or(kept_category),
        request_type: draft.request_type.or_else(|| before.request_type.map(|code| code.to_string())),
        referral: draft.referral.or_else(|| {
            let same_outcome = draft.outcome.as_deref().is_none_or(|outcome| outcome == before.outcome.to_string());
            before.referral.filter(|_| same_outcome).map(|code| code.to_string())
        }),
        outcome: draft.outcome.or_else(|| Some(before.outcome.to_string())),
        gender: draft.gender.or_else(|| Some(before.gender.to_string())),
        age: draft.age.or_else(|| Some(before.age.to_string())),
        duration: draft.duration.or_else(|| before.duration.map(|code| code.to_string())),
        channel: draft.channel.or_else(|| before.channel.map(|code| code.to_string())),
        device: draft.device.or_else(|| before.device.map(|code| code.to_string())),
        language: draft.language.or_else(|| before.language.map(|code| code.to_string())),
        participation: draft.participation.or_else(|| before.participation.map(|code| code.to_string())),
    }
}

impl Operation for AmendVisit {
    const NAME: &'static str = "visit-amend";
    type Output = Recorded;

    fn perform(self, service: &Service, _: &Progress) -> Result<Recorded, Problem> {
        let opened = service.member()?;
        let (known, today, at) = (own_permanences(opened), service.today()?, without_hour(service.now()));
        opened.ledger.store().write(|write| {
            let (key, before, bytes) = find(write, &self.id)?;
            let after = over(self.draft, &before).check(&known, today).map_err(|faults| invalid(Self::NAME, faults))?;
            let id = VisitId::from_bytes(key.id);
            let origin = if is_imported(&bytes) { Origin::Imported } else { Origin::Typed };
            let late = is_late(write, before.day.month())? || is_late(write, after.day.month())?;
            if !self.dry_run {
                write.replace_visit(&key, &key_of(&after, id), &row_bytes(origin, &after))?;
                write.add_to_trail(&TrailEntry { at, event: TrailEvent::Amended { id: key.id } })?;
            }
            let count = visits_of_day(write, &after)?;
            Ok(Recorded { id: Some(id), visit: after, today: count, late })
        })
    }
}

impl Operation for DeleteVisit {
    const NAME: &'static str = "visit-delete";
    type Output = Recorded;

    fn perform(self, service: &Service, _: &Progress) -> Result<Recorded, Problem> {
        let opened = service.member()?;
        let at = without_hour(service.now());
        opened.ledger.store().write(|write| {
            let (key, visit, _) = find(write, &self.id)?;
            let late = is_late(write, visit.day.month())?;
            if !self.dry_run {
                write.delete_visit(&key)?;
                write.add_to_trail(&TrailEntry { at, event: TrailEvent::Deleted { id: key.id } })?;
            }
            let today = visits_of_day(write, &visit)?;
            Ok(Recorded { id: Some(VisitId::from_bytes(key.id)), visit, today, late })
        })
    }
}
