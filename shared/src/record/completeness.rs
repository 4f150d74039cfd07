//! Which sessions were to be expected, and what is known of each: before a month is closed, every one is accounted for.

use std::collections::{BTreeMap, BTreeSet};

use super::vocabulary::SessionStatus;
use crate::{
    calendar::{Day, Month},
    codes::{stable_codes, through_text},
    directory::{Permanence, PermanenceStatus, SchoolCalendar},
};

/// What was noted for one permanence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noted {
    /// The session sheets.
    pub sheets: BTreeMap<Day, SessionStatus>,
    /// The days with visits, and how many.
    pub visits: BTreeMap<Day, u64>,
}

/// One session of a permanence.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SessionLine {
    /// The day.
    pub day: Day,
    /// Whether the timetable or a sheet announced it.
    pub expected: bool,
    /// What the sheet says, if there is one.
    pub status: Option<SessionStatus>,
    /// Visits noted.
    pub visits: u64,
    /// Whether its day is not over, so that nobody can know yet what becomes of it. One that was noted is not to come any more.
    pub to_come: bool,
}

impl SessionLine {
    /// Whether it is known what became of it: a sheet says so, or somebody was helped.
    #[must_use]
    pub fn is_accounted_for(&self) -> bool {
        self.visits > 0 || self.status.is_some_and(SessionStatus::is_accounted_for)
    }

    /// Whether it was expected and nothing is known of it, although its day is over.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.expected && !self.to_come && !self.is_accounted_for()
    }
}

/// How many sessions were expected, and of how many of these it is known what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Completeness {
    /// Expected, without those that are still to come.
    pub expected: u32,
    /// Accounted for; never more.
    pub accounted: u32,
}

impl Completeness {
    /// Of these sessions.
    #[must_use]
    pub fn of<'s>(sessions: impl IntoIterator<Item = &'s SessionLine>) -> Self {
        sessions.into_iter().filter(|session| session.expected && !session.to_come).fold(Self::default(), |sum, session| Self {
            expected: sum.expected.saturating_add(1),
            accounted: sum.accounted.saturating_add(u32::from(session.is_accounted_for())),
        })
    }
}

impl Noted {
    /// The first day from `from` on for which anything was noted.
    #[must_use]
    pub fn first_day(&self, from: Day) -> Option<Day> {
        let first = [self.sheets.range(from..).next().map(|(day, _)| *day), self.visits.range(from..).next().map(|(day, _)| *day)];
        first.into_iter().flatten().min()
    }
}

/// The days of a month on which sessions are to be expected of a permanence by its timetable, from `since` on: before that day it
/// was not open yet. One that is not active announces none.
#[must_use]
pub fn expected_sessions(permanence: &Permanence, school: SchoolCalendar, month: Month, since: Option<Day>) -> Vec<Day> {
    let since = since.filter(|since| permanence.status == PermanenceStatus::Active && *since <= month.last_day());
    let Some(since) = since else { return Vec::new() };
    let days = since.max(month.first_day())..=month.last_day();
    permanence.timetable.openings(&days, school).into_iter().map(|opening| opening.day).collect()
}

/// Every session of a month, in order: those expected, those planned by a sheet, and those that took place besides. From `today` on
/// one of which nothing is known is still to come.
#[must_use]
pub fn sessions_of(month: Month, expected: &[Day], noted: &Noted, today: Day) -> Vec<SessionLine> {
    let in_month = |day: &&Day| day.month() == month;
    let expected: BTreeSet<Day> = expected.iter().filter(in_month).copied().collect();
    let mut days = expected.clone();
    days.extend(noted.sheets.keys().filter(in_month));
    days.extend(noted.visits.keys().filter(in_month));
    let line = |day: Day| {
        let status = noted.sheets.get(&day).copied();
        let planned = status == Some(SessionStatus::PLANNED);
        let visits = noted.visits.get(&day).copied().unwrap_or(0);
        let line = SessionLine { day, expected: planned || expected.contains(&day), status, visits, to_come: false };
        SessionLine { to_come: day >= today && !line.is_accounted_for(), ..line }
    };
    days.into_iter().map(line).collect()
}

/// Why a month is closed although sessions are missing. Numbers are never used again for another reason.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    minicbor::Encode,
    minicbor::Decode,
)]
#[cbor(index_only)]
#[serde(try_from = "String", into = "String")]
pub enum PartialReason {
    /// Sheets were lost.
    #[n(0)]
    LostSheets,
    /// Nobody is there any more who knows.
    #[n(1)]
    StaffAway,
    /// The first month in which records were kept here.
    #[n(2)]
    FirstMonth,
    /// The records are in another system.
    #[n(3)]
    KeptElsewhere,
    /// Another reason.
    #[n(4)]
    Other,
}

stable_codes! { PartialReason:
    LostSheets = "lost-sheets",
    StaffAway = "staff-away",
    FirstMonth = "first-month",
    KeptElsewhere = "kept-elsewhere",
    Other = "other",
}

impl PartialReason {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::LostSheets, Self::StaffAway, Self::FirstMonth, Self::KeptElsewhere, Self::Other];
}

/// The text is not a reason for closing a month that is not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a reason is one of lost-sheets, staff-away, first-month, kept-elsewhere, other")]
pub struct UnknownPartialReason;

impl std::str::FromStr for PartialReason {
    type Err = UnknownPartialReason;

    fn from_str(text: &str) -> Result<Self, UnknownPartialReason> {
        Self::ALL.into_iter().find(|reason| reason.code() == text).ok_or(UnknownPartialReason)
    }
}

impl std::fmt::Display for PartialReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

through_text!(PartialReason, UnknownPartialReason);

#[cfg(test)]
mod tests;
