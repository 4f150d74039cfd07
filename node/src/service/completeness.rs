//! Which sessions were expected of the own permanences, and what is known of each.
//!
//! A permanence is taken to be open from the first day of the year before on which anything was noted for it; where nothing was,
//! from the day on which its entry was last checked. Earlier months, and permanences that are not active, expect nothing.

use std::collections::BTreeMap;

use maillage_shared::{
    calendar::{Day, Month},
    directory::{Page, Permanence, SchoolCalendar},
    record::{Completeness, Noted, Session, SessionLine, completeness},
    text::{Name, Slug},
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, RefusedRow, Service, hosts::own_page, opened::Opened, permanences::known_permanence,
    reasons,
};
use crate::store::{
    StoreError,
    transaction::{Tables, Transaction},
};

/// Months looked back for the first day on which anything was noted.
const MONTHS_BEFORE: u32 = 12;

/// Months that `status` looks at, the present one included: older ones are for `session missing`.
const MONTHS_AT_HAND: u32 = 3;

/// Lists the sessions of a month: expected ones beside what was noted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListExpected {
    /// The month; the present one when it is not given.
    pub month: Option<Month>,
    /// Only this permanence.
    pub permanence: Option<String>,
}

/// Lists the sessions before today that were expected and of which nothing is known.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListMissing {
    /// The month; every one that is not closed when it is not given.
    pub month: Option<Month>,
}

/// The sessions of a permanence in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermanenceSessions {
    /// The permanence.
    pub permanence: Slug,
    /// Its name; nothing for one that the page does not name any more.
    pub name: Option<Name>,
    /// The month.
    pub month: Month,
    /// How many of the expected ones are accounted for.
    #[serde(flatten)]
    pub completeness: Completeness,
    /// All of them, in order of days.
    pub sessions: Vec<SessionLine>,
    /// Where the timetable names school holidays, and those of the whole month are not known: the last day of which they are.
    pub holidays_known_until: Option<Day>,
}

/// A session that was expected and of which nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingSession {
    /// The permanence.
    pub permanence: Slug,
    /// The day.
    pub day: Day,
}

/// The own permanences, and what was noted for them.
pub(super) struct Expectations {
    page: Page,
    noted: BTreeMap<Slug, Noted>,
}

impl Expectations {
    /// Reads what is needed to judge the months from `first` on.
    pub(super) fn read<T: Tables>(transaction: &Transaction<T>, opened: &Opened, first: Month) -> Result<Self, Problem> {
        let days = super::visits::days(Some(opened_since(first)), None)?;
        let mut noted: BTreeMap<Slug, Noted> = BTreeMap::new();
        for (day, permanence, bytes) in transaction.sessions(&days)? {
            let session = Session::from_bytes(&bytes).map_err(crate::access::damaged_store)?;
            noted.entry(permanence).or_default().sheets.insert(day, session.status);
        }
        // Visits of one day and permanence follow each other: the maps are asked once for them all.
        let mut run: Option<(Day, String, u64)> = None;
        let mut settle = |run: Option<(Day, String, u64)>| {
            if let Some((day, permanence, count)) = run
                && let Ok(permanence) = Slug::new(permanence)
            {
                noted.entry(permanence).or_default().visits.insert(day, count);
            }
        };
        transaction.scan_visits(&days, |row| {
            match &mut run {
                Some((day, permanence, count)) if *day == row.day && *permanence == row.permanence => {
                    *count = count.saturating_add(1);
                }
                _ => settle(run.replace((row.day, row.permanence.to_owned(), 1))),
            }
            Ok::<_, StoreError>(())
        })?;
        settle(run);
        Ok(Self { page: own_page(opened), noted })
    }

    /// The sessions of a month as they stand on a day, by permanence: of those on the page, and of others for which something was
    /// noted.
    pub(super) fn month(&self, month: Month, today: Day) -> Vec<PermanenceSessions> {
        let nothing = Noted::default();
        let slugs: std::collections::BTreeSet<&Slug> = self.page.permanences.keys().chain(self.noted.keys()).collect();
        let of = |slug: &Slug| {
            let permanence = self.page.permanences.get(slug);
            let noted = self.noted.get(slug).unwrap_or(&nothing);
            let school = permanence.map(|permanence| SchoolCalendar::of(permanence, self.page.hosts.get(&permanence.host)));
            let expected = permanence.zip(school).map(|(permanence, school)| {
                let since = noted.first_day(opened_since(month)).or(permanence.verified_on);
                completeness::expected_sessions(permanence, school, month, since)
            });
            let sessions = completeness::sessions_of(month, &expected.unwrap_or_default(), noted, today);
            PermanenceSessions {
                permanence: slug.clone(),
                name: permanence.map(|permanence| permanence.name.clone()),
                month,
                completeness: Completeness::of(&sessions),
                sessions,
                holidays_known_until: permanence
                    .zip(school)
                    .and_then(|(permanence, school)| unknown_after(permanence, school, month)),
            }
        };
        slugs.into_iter().map(of).filter(|line| !line.sessions.is_empty()).collect()
    }

    /// The sessions of a month before a day that were expected and of which nothing is known.
    pub(super) fn missing(&self, month: Month, before: Day) -> Vec<MissingSession> {
        let mut missing = Vec::new();
        for PermanenceSessions { permanence, sessions, .. } in self.month(month, before) {
            let days = sessions.iter().filter(|session| session.is_missing()).map(|session| session.day);
            missing.extend(days.map(|day| MissingSession { permanence: permanence.clone(), day }));
        }
        missing
    }
}

/// The last day of which the school holidays are known, if the timetable names them and the month goes on after it.
fn unknown_after(permanence: &Permanence, school: SchoolCalendar, month: Month) -> Option<Day> {
    let until = school.known_until()?;
    (permanence.timetable.names_school_holidays() && month.last_day() > until).then_some(until)
}

/// The day before which nothing says that a permanence was open in this month.
fn opened_since(month: Month) -> Day {
    Month::from_number(month.number().saturating_sub(MONTHS_BEFORE)).unwrap_or(month).first_day()
}

/// The problem of months in which sessions are missing, with each of them as a row.
pub(super) fn incomplete(months: &[Month], missing: &[MissingSession]) -> Problem {
    let row = |session: &MissingSession| RefusedRow {
        line: 0,
        field: session.permanence.to_string(),
        value: session.day.to_string(),
        reason: reasons::SESSION_MISSING.to_owned(),
        suggestion: None,
    };
    let month = months.first().map(ToString::to_string).unwrap_or_default();
    let count = missing.len();
    Problem::new(ProblemCode::MonthIncomplete)
        .with("month", month)
        .with("count", count)
        .with_rows(missing.iter().map(row).collect())
}

/// How many sessions of the last months are expected and not accounted for.
pub(super) fn missing_at_hand(opened: &Opened, today: Day) -> Result<usize, Problem> {
    let first =
        Month::from_number(today.month().number().saturating_sub(MONTHS_AT_HAND.saturating_sub(1))).map_err(Problem::bug)?;
    missing(opened, today, first, today.month()).map(|missing| missing.len())
}

fn missing(opened: &Opened, today: Day, first: Month, last: Month) -> Result<Vec<MissingSession>, Problem> {
    opened.ledger.store().read(|read| {
        let closed = read.closed_months()?;
        let expectations = Expectations::read(read, opened, first)?;
        let open = Month::range(first, last).filter(|month| !closed.contains_key(month));
        Ok(open.flat_map(|month| expectations.missing(month, today)).collect())
    })
}

impl Operation for ListExpected {
    const NAME: &'static str = "session-expected";
    type Output = Vec<PermanenceSessions>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<PermanenceSessions>, Problem> {
        let (opened, today) = (service.reading()?, service.today()?);
        let month = self.month.unwrap_or_else(|| today.month());
        let page = own_page(opened);
        let wanted = self.permanence.as_deref().map(|typed| known_permanence(typed, &page).map(|found| found.slug.clone()));
        let wanted = wanted.transpose()?;
        let mut sessions =
            opened.ledger.store().read(|read| Expectations::read(read, opened, month).map(|all| all.month(month, today)))?;
        sessions.retain(|line| wanted.as_ref().is_none_or(|wanted| line.permanence == *wanted));
        Ok(sessions)
    }
}

impl Operation for ListMissing {
    const NAME: &'static str = "session-missing";
    type Output = Vec<MissingSession>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<MissingSession>, Problem> {
        let (opened, today) = (service.reading()?, service.today()?);
        if let Some(month) = self.month {
            return missing(opened, today, month, month);
        }
        let noted = super::closing::WhenNoted::read(opened)?.months;
        let last = today.month();
        missing(opened, today, noted.first().copied().unwrap_or(last).min(last), last)
    }
}
