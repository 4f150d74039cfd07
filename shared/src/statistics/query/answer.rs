//! Counting: permanences are grouped by their keys, then the cells of each group are summed month by month.

use std::{cmp::Ordering, collections::BTreeMap};

use super::{
    Coverage, Dimension, Figures, NamedOperator, Query, QueryError, Row,
    coverage::Span,
    index::{NetworkFigures, Packed, Permanence},
};
use crate::{calendar::Month, text::Slug};

impl NetworkFigures {
    /// Answers a question from what was published. The same figures and question give the same answer on every node.
    ///
    /// # Errors
    /// [`QueryError`].
    pub fn answer(&self, query: &Query) -> Result<Figures, QueryError> {
        let span = self.span_of(query)?;
        let by = effective(&query.by);
        let selected: Vec<(usize, bool)> = self.selected(query, span);
        let periods = Periods::new(span, &by);
        let mut groups: BTreeMap<Keys<'_>, Vec<&Permanence>> = BTreeMap::new();
        for permanence in selected.iter().filter(|(_, is_in)| *is_in).filter_map(|(place, _)| self.permanences.get(*place)) {
            groups.entry(Keys::of(permanence, &by)).or_default().push(permanence);
        }
        let mut rows = Vec::new();
        for (keys, permanences) in &groups {
            self.count(keys, permanences, &periods, &mut rows);
        }
        rows.sort_by(|one, two| compare(one, two, &by));
        Ok(Figures { coverage: Coverage::of(self, query, span, &selected), by, rows })
    }

    /// The months asked for; where one end is open it is that of everything published.
    fn span_of(&self, query: &Query) -> Result<Span, QueryError> {
        let (first, last) = self.span.unzip();
        Ok(match (query.from, query.to) {
            (Some(from), Some(to)) if from > to => return Err(QueryError::Backwards { from, to }),
            (Some(from), Some(to)) => Some((from, to)),
            (Some(from), None) => Some((from, last.map_or(from, |last| last.max(from)))),
            (None, Some(to)) => Some((first.map_or(to, |first| first.min(to)), to)),
            (None, None) => self.span,
        })
    }

    /// The places of the permanences that the filters let through, each with whether a figure of it lies within the months.
    fn selected(&self, query: &Query, span: Span) -> Vec<(usize, bool)> {
        let passes = |permanence: &Permanence| {
            let operator = self.operators.get(permanence.operator).map(|operator| operator.id);
            (query.operators.is_empty() || operator.is_some_and(|operator| query.operators.contains(&operator)))
                && (query.permanences.is_empty() || query.permanences.contains(&permanence.slug))
                && (query.communes.is_empty() || permanence.place.commune.iter().any(|name| query.communes.contains(name)))
        };
        let is_in = |permanence: &Permanence| {
            span.is_some_and(|(from, to)| {
                let cells = self.cells_of(permanence);
                let start = cells.partition_point(|cell| u32::from(cell.month) < from.number());
                cells.get(start).is_some_and(|cell| u32::from(cell.month) <= to.number())
            })
        };
        let chosen = self.permanences.iter().enumerate().filter(|(_, permanence)| passes(permanence));
        chosen.map(|(place, permanence)| (place, is_in(permanence))).collect()
    }

    fn cells_of(&self, permanence: &Permanence) -> &[Packed] {
        self.cells.get(permanence.cells.clone()).unwrap_or_default()
    }

    fn count(&self, keys: &Keys<'_>, permanences: &[&Permanence], periods: &Periods, rows: &mut Vec<Row>) {
        let mut sums = vec![Sum::default(); periods.names.len()];
        for cell in permanences.iter().flat_map(|permanence| self.cells_of(permanence)) {
            let place = periods.place(cell.month);
            if let Some(sum) = place.and_then(|place| sums.get_mut(usize::from(place))) {
                sum.add(*cell);
            }
        }
        let found = sums.iter().zip(&periods.names).filter(|(sum, _)| sum.cells > 0);
        rows.extend(found.map(|(sum, period)| self.row(keys, period.clone(), *sum)));
    }

    fn row(&self, keys: &Keys<'_>, period: Option<String>, sum: Sum) -> Row {
        let operator = keys.operator.and_then(|place| self.operators.get(place));
        Row {
            permanence: keys.permanence.cloned(),
            operator: operator.map(|operator| NamedOperator { name: operator.name.clone(), id: operator.id }),
            commune: keys.commune.map(str::to_owned),
            host: keys.host.cloned(),
            period,
            cell: BTreeMap::new(),
            visits: (sum.hidden == 0).then_some(sum.shown),
            at_least: sum.shown,
            at_most: sum.shown.saturating_add(sum.hidden_most),
            hidden_cells: sum.hidden,
        }
    }
}

/// The dimensions without repetitions, and of the lengths of time the shortest only.
#[must_use]
pub fn effective(by: &[Dimension]) -> Vec<Dimension> {
    let shortest = by.iter().copied().filter(|dimension| dimension.is_time()).min();
    let mut kept = Vec::new();
    for dimension in by {
        if !kept.contains(dimension) && (!dimension.is_time() || Some(*dimension) == shortest) {
            kept.push(*dimension);
        }
    }
    kept
}

/// What the permanences of a row have in common.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Keys<'k> {
    operator: Option<usize>,
    permanence: Option<&'k Slug>,
    commune: Option<&'k str>,
    host: Option<&'k Slug>,
}

impl<'k> Keys<'k> {
    fn of(permanence: &'k Permanence, by: &[Dimension]) -> Self {
        let mut keys = Self::default();
        for dimension in by {
            match dimension {
                Dimension::Permanence => {
                    keys.permanence = Some(&permanence.slug);
                    keys.operator = Some(permanence.operator);
                }
                Dimension::Operator => keys.operator = Some(permanence.operator),
                Dimension::Commune => keys.commune = permanence.place.commune.as_deref(),
                Dimension::Host => keys.host = permanence.place.host.as_ref(),
                // What is published counts months and permanences only.
                _ => {}
            }
        }
        keys
    }
}

/// Which period each month of the answer falls into.
struct Periods {
    first: u32,
    /// For each month from the first on, a place in `names`.
    places: Vec<u16>,
    names: Vec<Option<String>>,
}

impl Periods {
    fn new(span: Span, by: &[Dimension]) -> Self {
        let time = by.iter().copied().find(|dimension| dimension.is_time());
        let mut periods = Self { first: span.map_or(0, |(from, _)| from.number()), places: Vec::new(), names: Vec::new() };
        for month in span.into_iter().flat_map(|(from, to)| Month::range(from, to)) {
            let name = time.map(|dimension| name(month, dimension));
            if periods.names.last() != Some(&name) {
                periods.names.push(name);
            }
            periods.places.push(u16::try_from(periods.names.len().saturating_sub(1)).unwrap_or(u16::MAX));
        }
        periods
    }

    fn place(&self, month: u16) -> Option<u16> {
        let since = u32::from(month).checked_sub(self.first)?;
        self.places.get(usize::try_from(since).ok()?).copied()
    }
}

fn name(month: Month, dimension: Dimension) -> String {
    match dimension {
        Dimension::Year => format!("{:04}", month.year()),
        Dimension::Quarter => format!("{:04}-Q{}", month.year(), month.quarter()),
        _ => month.to_string(),
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    shown: u64,
    hidden_most: u64,
    hidden: u32,
    cells: u32,
}

impl Sum {
    fn add(&mut self, cell: Packed) {
        self.cells = self.cells.saturating_add(1);
        if cell.is_hidden {
            self.hidden = self.hidden.saturating_add(1);
            self.hidden_most = self.hidden_most.saturating_add(u64::from(cell.value));
        } else {
            self.shown = self.shown.saturating_add(u64::from(cell.value));
        }
    }
}

/// The order of rows: by their keys in the order asked for; the operator's identity parts those with equal names.
fn compare(one: &Row, two: &Row, by: &[Dimension]) -> Ordering {
    let keys = by.iter().map(|dimension| one.key(*dimension).cmp(two.key(*dimension)));
    keys.fold(Ordering::Equal, Ordering::then).then_with(|| one.operator.cmp(&two.operator))
}
