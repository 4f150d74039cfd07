//! Visits from a file: all rows or none, unless the good ones alone are asked for.

use std::collections::BTreeMap;

use maillage_shared::{
    calendar::{ClaimedTime, Day},
    record::{HeaderError, Visit, import},
    text::Slug,
};
use serde::{Deserialize, Serialize};

use super::{
    FileContent, Operation, Problem, ProblemCode, Progress, RefusedRow, Service,
    opened::Opened,
    visits::{Origin, is_imported, key_of, new_id, own_permanences, refused, row_bytes},
};
use crate::store::{
    Write,
    records::{FileHash, Import, ImportedDay, TrailEntry, TrailEvent},
};

/// Rows between two reports of progress.
const REPORT_EVERY: u64 = 20_000;

/// Days named when a file brings days that were imported before.
const DAYS_NAMED: usize = 10;

/// Takes visits in from a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportVisits {
    /// The file's name, for messages.
    pub file: String,
    /// Its bytes.
    pub content: FileContent,
    /// Take the good rows, and report the others.
    pub skip_bad: bool,
    /// What to do with days that were imported before.
    pub repeated: RepeatedDays,
    /// Change nothing.
    pub dry_run: bool,
}

/// What to do with days of a permanence that an earlier file brought already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RepeatedDays {
    /// Refuse the file and name the days.
    #[default]
    Refuse,
    /// Add the visits to those that are there.
    Add,
    /// Delete the visits that the earlier file brought for these days first.
    Replace,
}

/// What was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Rows taken in.
    pub rows: u64,
    /// Days of permanences that they are of.
    pub days: u64,
    /// Visits deleted because their days were replaced.
    pub replaced: u64,
    /// Whether this very file was imported before, so that nothing was done.
    pub already: bool,
    /// Rows left out.
    pub skipped: Vec<RefusedRow>,
}

/// A file that cannot be read as a table, for a reason that may name columns.
pub(super) fn unreadable(file: &str, why: &str, columns: &[&str]) -> Problem {
    let problem = Problem::new(ProblemCode::FileUnreadable).with("file", file).with("why", why);
    if columns.is_empty() { problem } else { problem.with("columns", columns.join(", ")) }
}

/// As [`unreadable`], for a file of records.
pub(super) fn bad_header(file: &str, error: &HeaderError) -> Problem {
    unreadable(file, error.code(), &error.columns())
}

/// Good rows of a file, and what was wrong with the others.
pub(super) struct Sorted<T> {
    pub(super) good: Vec<T>,
    pub(super) bad: Vec<RefusedRow>,
}

/// Sorts the rows of a file into good and bad ones, telling progress.
pub(super) fn sort<T>(rows: import::Rows<'_, T>, progress: &Progress) -> Sorted<T>
where
    T: import::Importable,
{
    let mut sorted = Sorted { good: Vec::new(), bad: Vec::new() };
    for (number, row) in (1_u64..).zip(rows) {
        match row {
            Ok(row) => sorted.good.push(row.record),
            Err(row) => sorted.bad.extend(refused(row.line, row.faults)),
        }
        if number % REPORT_EVERY == 0 {
            progress.tell("import-rows", number, None);
        }
    }
    sorted
}

/// Refuses a file with bad rows, unless they may be left out. `command` is the operation's name.
pub(super) fn refuse_bad(command: &str, file: &str, bad: &[RefusedRow], skip_bad: bool) -> Result<(), Problem> {
    if bad.is_empty() || skip_bad {
        return Ok(());
    }
    let lines: std::collections::BTreeSet<u64> = bad.iter().map(|row| row.line).collect();
    let problem = Problem::new(ProblemCode::ImportBadRows).with("command", command).with("file", file);
    Err(problem.with("count", lines.len()).with_rows(bad.to_vec()))
}

impl Imported {
    /// The answer for a file that was taken in before.
    pub(super) const fn known() -> Self {
        Self { rows: 0, days: 0, replaced: 0, already: true, skipped: Vec::new() }
    }
}

/// A file that brings visits, and how it was asked to.
pub(super) struct Source<'f> {
    /// What the import is noted as.
    pub(super) kind: &'static str,
    /// The operation's name.
    pub(super) command: &'static str,
    pub(super) file: &'f str,
    pub(super) content: &'f FileContent,
    pub(super) repeated: RepeatedDays,
    pub(super) skip_bad: bool,
    pub(super) dry_run: bool,
}

impl Source<'_> {
    /// Whether this very file was taken in before, so that nothing is to be done. Replacing is asked for knowingly: rows that were
    /// left out the first time may be good by now.
    pub(super) fn is_known(&self, opened: &Opened) -> Result<bool, Problem> {
        let hash = FileHash::of(&self.content.0);
        let seen = opened.ledger.store().read(|read| read.import(&hash))?.is_some();
        Ok(seen && self.repeated != RepeatedDays::Replace)
    }

    /// Brings the visits into the store, all or none. `skipped` are the rows that were left out.
    pub(super) fn bring(
        &self,
        opened: &Opened,
        visits: Vec<Visit>,
        skipped: Vec<RefusedRow>,
        at: ClaimedTime,
        progress: &Progress,
    ) -> Result<Imported, Problem> {
        let hash = FileHash::of(&self.content.0);
        let days = count_days(&visits);
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let mut imported = Imported { rows: count(visits.len()), days: count(days.len()), replaced: 0, already: false, skipped };
        let rows = keyed(visits)?;
        progress.tell("import-writing", 0, Some(imported.rows));
        opened.ledger.store().write(|write| {
            let repeated = repeated(write, &days)?;
            if !repeated.is_empty() && self.repeated == RepeatedDays::Refuse {
                return Err(self.refuse_days(&repeated));
            }
            if self.dry_run {
                return Ok(());
            }
            if self.repeated == RepeatedDays::Replace {
                imported.replaced = replace(write, &repeated, at)?;
            }
            write.put_visits(rows)?;
            note_days(write, &days, hash, self.repeated)?;
            write.put_import(&hash, &Import { kind: self.kind.into(), rows: imported.rows, at })?;
            let event = TrailEvent::Imported { file: hash, visits: imported.rows };
            write.add_to_trail(&TrailEntry { at, event })?;
            Ok::<_, Problem>(())
        })?;
        Ok(imported)
    }

    fn refuse_days(&self, repeated: &[(Slug, Day)]) -> Problem {
        let name = |(permanence, day): &(Slug, Day)| format!("{permanence} {day}");
        let named = repeated.iter().take(DAYS_NAMED).map(name).collect::<Vec<_>>().join(", ");
        let more = if repeated.len() > DAYS_NAMED { ", …" } else { "" };
        let command = if self.skip_bad { format!("{}-skip-bad", self.command) } else { self.command.to_owned() };
        let problem = Problem::new(ProblemCode::DaysImported).with("command", command).with("file", self.file);
        problem.with("days", format!("{named}{more}")).with("count", repeated.len())
    }
}

impl Operation for ImportVisits {
    const NAME: &'static str = "visit-import";
    type Output = Imported;

    fn perform(self, service: &Service, progress: &Progress) -> Result<Imported, Problem> {
        let opened = service.member()?;
        let source = Source {
            kind: "visits",
            command: Self::NAME,
            file: &self.file,
            content: &self.content,
            repeated: self.repeated,
            skip_bad: self.skip_bad,
            dry_run: self.dry_run,
        };
        if source.is_known(opened)? {
            return Ok(Imported::known());
        }
        let known = own_permanences(opened);
        let rows = import::visits(&self.content.0, &known, service.today()?).map_err(|error| bad_header(&self.file, &error))?;
        let sorted = sort(rows, progress);
        refuse_bad(Self::NAME, &self.file, &sorted.bad, self.skip_bad)?;
        source.bring(opened, sorted.good, sorted.bad, service.now(), progress)
    }
}

/// Notes how many visits of each day came with files.
fn note_days(write: &mut Write, days: &BTreeMap<(Slug, Day), u64>, file: FileHash, repeated: RepeatedDays) -> Result<(), Problem> {
    for ((permanence, day), visits) in days {
        let before = if repeated == RepeatedDays::Add { write.imported_day(*day, permanence)? } else { None };
        let visits = visits.saturating_add(before.map_or(0, |before| before.visits));
        write.put_imported_day(*day, permanence, &ImportedDay { file, visits })?;
    }
    Ok(())
}

/// Visits by permanence and day.
fn count_days(visits: &[Visit]) -> BTreeMap<(Slug, Day), u64> {
    let mut days: BTreeMap<(Slug, Day), u64> = BTreeMap::new();
    for visit in visits {
        let count = days.entry((visit.permanence.clone(), visit.day)).or_default();
        *count = count.saturating_add(1);
    }
    days
}

/// Rows with fresh numbers, in the order of their keys, which is the fastest to write.
fn keyed(visits: Vec<Visit>) -> Result<Vec<(crate::store::records::VisitKey, Vec<u8>)>, Problem> {
    let row = |visit: Visit| Ok((key_of(&visit, new_id()?), row_bytes(Origin::Imported, &visit)));
    let mut rows = visits.into_iter().map(row).collect::<Result<Vec<_>, Problem>>()?;
    rows.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    Ok(rows)
}

fn repeated(write: &Write, days: &BTreeMap<(Slug, Day), u64>) -> Result<Vec<(Slug, Day)>, Problem> {
    let mut repeated = Vec::new();
    for (permanence, day) in days.keys() {
        if write.imported_day(*day, permanence)?.is_some() {
            repeated.push((permanence.clone(), *day));
        }
    }
    Ok(repeated)
}

/// Deletes what earlier files brought for these days. What people typed stays.
fn replace(write: &mut Write, days: &[(Slug, Day)], at: ClaimedTime) -> Result<u64, Problem> {
    let mut by_permanence: BTreeMap<&Slug, u64> = BTreeMap::new();
    for (permanence, day) in days {
        let deleted = write.delete_visits(*day, permanence, |_, bytes| is_imported(bytes))?;
        let sum = by_permanence.entry(permanence).or_default();
        *sum = sum.saturating_add(deleted);
    }
    let mut total = 0_u64;
    for (permanence, deleted) in by_permanence {
        total = total.saturating_add(deleted);
        let event = TrailEvent::Replaced { permanence: permanence.clone(), deleted };
        write.add_to_trail(&TrailEntry { at, event })?;
    }
    Ok(total)
}
