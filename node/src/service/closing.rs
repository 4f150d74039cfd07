//! Closing a month: its figures leave the node, once.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::{Day, Month},
    encoding,
    journal::BodyKind,
    record::{Completeness, PartialReason},
    statistics::{Cell, Publication, Table, suppression},
    text::Slug,
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    completeness::{self, Expectations},
    opened::Opened,
    visits::own_permanences,
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
    /// What was published; nothing where hidden.
    pub cells: Vec<PublishedCell>,
    /// How many of the expected sessions are accounted for, at all permanences together.
    #[serde(flatten)]
    pub completeness: Completeness,
    /// Why it is closed, where sessions are missing.
    pub partial: Option<PartialReason>,
}

/// A published figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedCell {
    /// The permanence.
    pub permanence: Slug,
    /// Visits, or nothing where hidden.
    pub visits: Option<u32>,
}

impl From<&Cell> for PublishedCell {
    fn from(cell: &Cell) -> Self {
        Self { permanence: cell.permanence.clone(), visits: cell.visits }
    }
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
        let permanences = own_permanences(opened);
        let total = u64::try_from(months.len()).ok();
        let mut lines = Vec::new();
        opened.ledger.write(&opened.device, |draft| {
            let accounts = self.accounts(draft, opened, &months)?;
            for (number, month) in (1_u64..).zip(&months) {
                let cells = cells_of(draft, *month, &permanences)?;
                let completeness = accounts.get(month).copied().unwrap_or_default();
                let partial = self.partial.filter(|_| completeness.accounted < completeness.expected);
                let published = cells.iter().map(PublishedCell::from).collect();
                lines.push(ClosedLine { month: *month, cells: published, completeness, partial });
                if !self.dry_run {
                    publish(draft, opened, (*month, partial), cells, service)?;
                }
                progress.tell("close-months", number, total);
            }
            Ok(())
        })?;
        Ok(lines)
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
                // What is hidden cannot be told from what was never entered, and a month is published only once.
                if !noted_months(opened)?.contains(&month) {
                    return Err(Problem::new(ProblemCode::MonthEmpty).with("month", month));
                }
                Ok(vec![month])
            }
            Some(before) => {
                let before = before.min(today);
                let open = worked_months(opened)?.into_iter().filter(|month| month.last_day() < before);
                let open: Vec<Month> = open.filter(|month| !closed.contains(month)).collect();
                if open.is_empty() { Err(Problem::new(ProblemCode::MonthsNone).with("before", before)) } else { Ok(open) }
            }
        }
    }
}

/// The month before this one.
fn before(month: Month) -> Result<Month, Problem> {
    Month::from_number(month.number().saturating_sub(1)).map_err(Problem::bug)
}

/// The months with a visit or a session sheet.
pub(super) fn noted_months(opened: &Opened) -> Result<BTreeSet<Month>, Problem> {
    let days = super::visits::days(None, None)?;
    let (first, last) = (days.start().month(), days.end().month());
    opened.ledger.store().read(|read| {
        let visits = read.month_totals(first, last)?.into_keys().map(|(month, _)| month);
        let sessions = read.sessions(&days)?.into_iter().map(|(day, _, _)| day.month());
        Ok(visits.chain(sessions).collect())
    })
}

/// The months from the first with a visit or session sheet to the last one: those between were worked too, with nothing to count.
fn worked_months(opened: &Opened) -> Result<Vec<Month>, Problem> {
    let months = noted_months(opened)?;
    let ends = months.first().zip(months.last());
    Ok(ends.map(|(first, last)| Month::range(*first, *last).collect()).unwrap_or_default())
}

fn cells_of(draft: &mut Draft<'_>, month: Month, permanences: &BTreeSet<Slug>) -> Result<Vec<Cell>, Problem> {
    let smallest = draft.fold().state().policy.as_ref().map_or(u32::MAX, |policy| policy.smallest_figure);
    let totals = draft.local().month_totals(month, month)?;
    let counts: BTreeMap<Slug, u32> =
        totals.into_iter().map(|((_, permanence), visits)| (permanence, u32::try_from(visits).unwrap_or(u32::MAX))).collect();
    Ok(suppression::month_cells(&counts, permanences, smallest))
}

/// Publishes and closes in one transaction: a month is never published twice, nor closed without being published.
fn publish(
    draft: &mut Draft<'_>,
    opened: &Opened,
    (month, partial): (Month, Option<PartialReason>),
    cells: Vec<Cell>,
    service: &Service,
) -> Result<(), Problem> {
    let state = draft.fold().state();
    let bug = || Problem::bug("the register of a member has no founding");
    let seen = state.tip_id().ok_or_else(bug)?;
    let smallest_figure = state.policy.as_ref().ok_or_else(bug)?.smallest_figure;
    let closed = draft.local().closed_months()?;
    let previous = closed.values().max_by_key(|closed| closed.at).map(|closed| closed.publication);
    let publication = Publication { table: Table::MonthVisits as u16, period: month, seen, smallest_figure, previous, cells };
    publication.check(smallest_figure).map_err(|error| {
        Problem::new(ProblemCode::DecisionInvalid).with("why", super::reasons::REGISTER_RULE).with("cause", error)
    })?;
    let entry = draft.append(BodyKind::Publication, encoding::to_bytes(&publication))?;
    let at = service.now();
    draft.local().close_month(month, &ClosedMonth { publication: entry, at, partial })?;
    draft.local().add_to_trail(&TrailEntry { at, event: TrailEvent::Closed { month, partial } })?;
    tracing::info!(%month, operator = %opened.operator.short_code(), "a month was closed");
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
