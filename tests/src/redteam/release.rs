//! Months are closed one after the other, and something decides what is published of what is then complete.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    document::{CellName, Late, PublicCell, Publications, Table},
    microdata::{Microdata, Visit},
    period::Period,
};
use crate::dice::Dice;

/// A period that has become complete for a permanence, or for `None` at all of the operator's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Whose figures.
    pub permanence: Option<String>,
    /// Of when.
    pub period: Period,
}

/// What an operator makes public at once.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    /// Cells, shown or hidden.
    pub cells: Vec<PublicCell>,
    /// What is said about records that came late.
    pub late: Vec<Late>,
}

/// Decides what is published. Whoever wants to know whether theirs holds implements this, and lets the attacker at the [`Release`].
pub trait Suppressor {
    /// What is published now of the periods that became complete with the closing of a month, coarsest last. `known` is what the
    /// operator knows at this moment: of coarser periods also records that came after a finer one was published.
    fn publish(&mut self, known: &Microdata, due: &[Due]) -> Publication;
}

/// A month of a permanence.
pub type Closing = (String, Period);

/// Everything that one operator published, in order, and what is true.
#[derive(Debug, Clone)]
pub struct Release {
    /// What was published with each closing.
    pub steps: Vec<Publication>,
    /// The true value of each cell that was published, shown or hidden, as it was known then.
    pub truth: BTreeMap<CellName, u64>,
}

/// Every month of every permanence, as time goes by.
pub fn calendar_order(data: &Microdata) -> Vec<Closing> {
    let each = data.permanences.iter().flat_map(|(name, months)| months.iter().map(|month| (name.clone(), *month)));
    let mut order: Vec<Closing> = each.collect();
    order.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
    order
}

/// Every month of every permanence, in any order.
pub fn shuffled_order(data: &Microdata, dice: &mut Dice) -> Vec<Closing> {
    let mut order = calendar_order(data);
    for place in (1..order.len()).rev() {
        order.swap(place, dice.below(place + 1));
    }
    order
}

/// Publishes everything.
pub fn release(data: &Microdata, order: &[Closing], suppressor: &mut (impl Suppressor + ?Sized)) -> Release {
    release_with_late(data, order, &[], suppressor)
}

/// Publishes everything; some visits come to light only when so many months are closed already.
pub fn release_with_late(
    data: &Microdata,
    order: &[Closing],
    late: &[(usize, Visit)],
    suppressor: &mut (impl Suppressor + ?Sized),
) -> Release {
    let mut known = data.clone();
    let mut closed: BTreeSet<&Closing> = BTreeSet::new();
    let mut release = Release { steps: Vec::new(), truth: BTreeMap::new() };
    for (number, closing) in order.iter().enumerate() {
        known.visits.extend(late.iter().filter(|(when, _)| *when == number).map(|(_, visit)| visit.clone()));
        closed.insert(closing);
        let due = due_with(data, &closed, closing);
        let publication = suppressor.publish(&known, &due);
        for due in &due {
            for cell in Table::of(due.period).flat_map(|table| known.table(due.permanence.as_deref(), due.period, table)) {
                release.truth.entry(cell.name()).or_insert(cell.value.unwrap_or(0));
            }
        }
        release.steps.push(publication);
    }
    release
}

/// What the closing completes: months before quarters before years, permanences before the operator. A quarter or year is due for all
/// permanences at once.
fn due_with(data: &Microdata, closed: &BTreeSet<&Closing>, closing: &Closing) -> Vec<Due> {
    let month = closing.1;
    let calendar = data.periods();
    let periods = std::iter::successors(Some(month), |period| period.within());
    let in_calendar = periods.filter(|period| period.months().iter().all(|month| calendar.contains(month)));
    let complete = |name: &String, period: Period| {
        let mut months = data.permanences[name].iter().filter(|month| period.holds(**month));
        months.all(|month| closed.contains(&(name.clone(), *month)))
    };
    let mut due = Vec::new();
    for period in in_calendar {
        let all_complete = data.permanences.keys().all(|name| complete(name, period));
        // A month goes out by itself, a longer period once all permanences have it.
        let ready: Vec<&String> = match period {
            Period::Month(..) => vec![&closing.0],
            _ if all_complete => data.permanences.keys().filter(|name| data.exists_in(Some(name), period)).collect(),
            _ => Vec::new(),
        };
        due.extend(ready.into_iter().map(|name| Due { permanence: Some(name.clone()), period }));
        due.extend(all_complete.then_some(Due { permanence: None, period }));
    }
    due
}

impl Release {
    /// What was public after so many closings.
    pub fn after(&self, steps: usize, smallest_figure: u64) -> Publications {
        let steps = &self.steps[..steps];
        let cells = steps.iter().flat_map(|step| step.cells.clone()).collect();
        let late = steps.iter().flat_map(|step| step.late.clone()).collect();
        Publications { late, ..Publications::of(smallest_figure, cells) }
    }

    /// What is public in the end.
    pub fn all(&self, smallest_figure: u64) -> Publications {
        self.after(self.steps.len(), smallest_figure)
    }
}
