//! Closing a month: its figures leave the node, once, and with them those of the quarter or year that is complete then.

mod release;

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::{ClaimedTime, Day, Grain, Month, Period},
    encoding,
    journal::{BodyKind, EntryHash},
    record::{Completeness, PartialReason},
    statistics::{Publication, Table},
    text::Slug,
    view::publications::published_by,
};
use serde::{Deserialize, Serialize};

use self::release::{Going, Releases};
pub(super) use self::release::{key, noted_in};
use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    completeness::{self, Expectations},
    opened::Opened,
    publications::PublishedCell,
};
use crate::{
    ledger::Draft,
    store::{
        Read,
        records::{ClosedMonth, TrailEntry, TrailEvent},
    },
};

/// Closes one month, or all that ended before a day.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CloseMonth {
    /// The month; the last one that is over when neither this nor a day is given.
    pub month: Option<Month>,
    /// Close every month with visits or sessions that ended before this day, and every one between them.
    pub all_before: Option<Day>,
    /// Close although sessions are missing, and why.
    #[serde(default)]
    pub partial: Option<PartialReason>,
    /// Say what would be published, and publish nothing.
    pub dry_run: bool,
}

/// A closed month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedLine {
    /// The month.
    pub month: Month,
    /// The figures of the month: the operator's, then those of its permanences; nothing where hidden.
    pub cells: Vec<PublishedCell>,
    /// The tables of longer periods that are complete with this month, and go out with it.
    pub longer: Vec<ReleasedLine>,
    /// Longer periods that are complete and stay at home, since no proof was found that their figures give nobody away.
    pub kept_back: Vec<Period>,
    /// Visits that came too late for their month and are too few to be counted in the longer period, and corrections like them.
    pub left_out: u32,
    /// How many of the expected sessions are accounted for, at all permanences together.
    #[serde(flatten)]
    pub completeness: Completeness,
    /// Why it is closed, where sessions are missing.
    pub partial: Option<PartialReason>,
}

/// A table of a longer period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleasedLine {
    /// The period.
    pub period: Period,
    /// The table.
    pub table: Table,
    /// Figures shown.
    pub shown: usize,
    /// Figures hidden.
    pub hidden: usize,
}

impl Operation for CloseMonth {
    const NAME: &'static str = "month-close";
    type Output = Vec<ClosedLine>;

    fn perform(self, service: &Service, progress: &Progress) -> Result<Vec<ClosedLine>, Problem> {
        let opened = service.member()?;
        require_publishing(opened)?;
        opened.ledger.require_publishing()?;
        let today = service.today()?;
        let months = self.months(opened, today)?;
        let noted = WhenNoted::read(opened)?;
        let total = u64::try_from(months.len()).ok();
        let mut lines = Vec::new();
        opened.ledger.write(&opened.device, |draft| {
            let accounts = self.accounts(draft, opened, &months)?;
            let mut releases = Releases::begin(draft, opened, &noted)?;
            for (number, month) in (1_u64..).zip(&months) {
                let completeness = accounts.get(month).copied().unwrap_or_default();
                let partial = self.partial.filter(|_| completeness.accounted < completeness.expected);
                let going = releases.close(draft, *month)?;
                lines.push(line(&going, (*month, completeness, partial)));
                if !self.dry_run {
                    publish(draft, (*month, partial), (going, &mut releases.previous), service.now())?;
                }
                progress.tell("close-months", number, total);
            }
            if self.dry_run { Ok(()) } else { releases.keep(draft) }
        })?;
        Ok(lines)
    }
}

fn line(going: &Going, (month, completeness, partial): (Month, Completeness, Option<PartialReason>)) -> ClosedLine {
    let (of_month, longer): (Vec<_>, Vec<_>) =
        going.publications.iter().partition(|(_, publication)| publication.period == Period::from(month));
    let cells = of_month.iter().flat_map(|(table, publication)| publication.cells().map(|cell| PublishedCell::of(*table, &cell)));
    let released = |(table, publication): &(Table, Publication)| {
        let (shown, hidden) = publication.shown_and_hidden();
        ReleasedLine { period: publication.period, table: *table, shown, hidden }
    };
    ClosedLine {
        month,
        cells: cells.collect(),
        longer: longer.into_iter().map(released).collect(),
        kept_back: going.kept_back.clone(),
        left_out: going.left_out,
        completeness,
        partial,
    }
}

impl CloseMonth {
    /// How complete each month is.
    fn accounts(&self, draft: &mut Draft<'_>, opened: &Opened, months: &[Month]) -> Result<BTreeMap<Month, Completeness>, Problem> {
        let Some(first) = months.first() else { return Ok(BTreeMap::new()) };
        let expectations = Expectations::read(draft.local(), opened, *first)?;
        let missing = |month: &Month| (*month, expectations.missing(*month, month.next().first_day()));
        let (incomplete, missing): (Vec<Month>, Vec<_>) =
            months.iter().map(missing).filter(|(_, missing)| !missing.is_empty()).unzip();
        if self.partial.is_none() && !incomplete.is_empty() {
            return Err(completeness::incomplete(&incomplete, &missing.concat()));
        }
        let all = |month: &Month| {
            let sessions = expectations.month(*month, month.next().first_day());
            (*month, Completeness::of(sessions.iter().flat_map(|line| &line.sessions)))
        };
        Ok(months.iter().map(all).collect())
    }

    fn months(&self, opened: &Opened, today: Day) -> Result<Vec<Month>, Problem> {
        let store = opened.ledger.store();
        // Also what another device of this operator published: a month leaves it once.
        let mut closed = opened.ledger.published_months();
        closed.extend(store.read(Read::closed_months)?.into_keys());
        match self.all_before {
            None => {
                let month = self.month.map_or_else(|| before(today.month()), Ok)?;
                if month.last_day() >= today {
                    return Err(Problem::new(ProblemCode::MonthOpen).with("month", month));
                }
                if closed.contains(&month) {
                    return Err(Problem::new(ProblemCode::MonthClosed).with("month", month));
                }
                if let Some(period) = released_around(opened, month) {
                    return Err(Problem::new(ProblemCode::MonthPassed).with("month", month).with("period", period));
                }
                // What is hidden cannot be told from what was never entered, and a month is published only once. Between months
                // with something noted one with nothing was worked all the same.
                if !worked_months(opened)?.contains(&month) {
                    return Err(Problem::new(ProblemCode::MonthEmpty).with("month", month));
                }
                Ok(vec![month])
            }
            Some(before) => {
                let before = before.min(today);
                let open = worked_months(opened)?.into_iter().filter(|month| month.last_day() < before);
                let open = open.filter(|month| !closed.contains(month) && released_around(opened, *month).is_none());
                let open: Vec<Month> = open.collect();
                if open.is_empty() { Err(Problem::new(ProblemCode::MonthsNone).with("before", before)) } else { Ok(open) }
            }
        }
    }
}

/// The longer period around a month that this operator published already.
fn released_around(opened: &Opened, month: Month) -> Option<Period> {
    let fold = opened.ledger.fold();
    let mut periods = published_by(&fold, opened.operator).map(|(_, _, publication)| publication.period);
    periods.find(|period| period.grain() != Grain::Month && period.contains(month))
}

/// The month before this one.
fn before(month: Month) -> Result<Month, Problem> {
    Month::from_number(month.number().saturating_sub(1)).map_err(Problem::bug)
}

/// When visits or session sheets were noted.
#[derive(Debug, Default)]
pub(super) struct WhenNoted {
    pub(super) months: BTreeSet<Month>,
    /// The first month of each permanence.
    first: BTreeMap<Slug, Month>,
}

impl WhenNoted {
    pub(super) fn read(opened: &Opened) -> Result<Self, Problem> {
        let days = super::visits::days(None, None)?;
        let (first, last) = (days.start().month(), days.end().month());
        opened.ledger.store().read(|read| {
            let visits = read.month_totals(first, last)?.into_keys();
            let sessions = read.sessions(&days)?.into_iter().map(|(day, permanence, _)| (day.month(), permanence));
            let mut noted = Self::default();
            for (month, permanence) in visits.chain(sessions) {
                noted.months.insert(month);
                noted.first.entry(permanence).and_modify(|first| *first = month.min(*first)).or_insert(month);
            }
            Ok(noted)
        })
    }
}

/// The months from the first with a visit or session sheet to the last one: those between were worked too, with nothing to count.
fn worked_months(opened: &Opened) -> Result<Vec<Month>, Problem> {
    let months = WhenNoted::read(opened)?.months;
    let ends = months.first().zip(months.last());
    Ok(ends.map(|(first, last)| Month::range(*first, *last).collect()).unwrap_or_default())
}

/// Publishes and closes in one transaction: a month is never published twice, nor closed without being published.
fn publish(
    draft: &mut Draft<'_>,
    (month, partial): (Month, Option<PartialReason>),
    (going, previous): (Going, &mut Option<EntryHash>),
    at: ClaimedTime,
) -> Result<(), Problem> {
    for (table, publication) in going.publications {
        let publication = Publication { previous: *previous, ..publication };
        publication.check(publication.smallest_figure).map_err(|error| {
            Problem::new(ProblemCode::DecisionInvalid).with("why", super::reasons::REGISTER_RULE).with("cause", error)
        })?;
        let entry = draft.append(BodyKind::Publication, encoding::to_bytes(&publication))?;
        *previous = Some(entry);
        if table == Table::MonthVisits {
            draft.local().close_month(month, &ClosedMonth { publication: entry, at, partial })?;
        }
        tracing::info!(period = %publication.period, ?table, "figures were published");
    }
    draft.local().add_to_trail(&TrailEntry { at, event: TrailEvent::Closed { month, partial } })?;
    Ok(())
}

fn require_publishing(opened: &Opened) -> Result<(), Problem> {
    let fold = opened.ledger.fold();
    let publisher = fold.state().roster.member(opened.operator).and_then(maillage_shared::register::Member::publisher);
    if publisher == Some(opened.device.public()) {
        return Ok(());
    }
    Err(super::decisions::for_other_device(opened, &fold, ProblemCode::NotPublishing, publisher))
}
