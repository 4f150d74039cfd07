//! Counting: permanences are grouped by their keys, then the cells of each group are summed period by period.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Coverage, Dimension, Figures, NamedOperator, Query, QueryError, Row,
    coverage::{Covered, Span},
    index::{NetworkFigures, Packed, Permanence, Ranges},
    tiles::Family,
};
use crate::{
    calendar::{Month, Period},
    directory::commune::Region,
    statistics::{Table, Trait, classes},
    text::Slug,
};

impl NetworkFigures {
    /// Answers a question from what was published. The same figures and question give the same answer on every node.
    ///
    /// # Errors
    /// [`QueryError`].
    pub fn answer(&self, query: &Query) -> Result<Figures, QueryError> {
        let by = effective(&query.by);
        let family = Family::of(&by, &query.only)?;
        let span = family.span(self, query)?;
        let covered = Covered::of(self, &family, span);
        let selected: Vec<(usize, bool)> = self.selected(query, &covered);
        let periods = Periods::new(span, &by);
        let picked = Picked::of(covered.family(), &by, query);
        let mut groups: BTreeMap<Keys<'_>, Vec<(usize, &Ranges)>> = BTreeMap::new();
        if needs_permanences(query, &by) {
            let is_in = selected.iter().filter(|(_, is_in)| *is_in);
            for permanence in is_in.filter_map(|(place, _)| self.permanences.get(*place)) {
                groups.entry(Keys::of(permanence, &by)).or_default().push((permanence.operator, &permanence.figures));
            }
        } else {
            for (place, operator) in self.operators.iter().enumerate() {
                if query.operators.is_empty() || query.operators.contains(&operator.id) {
                    let operator_key = by.contains(&Dimension::Operator).then_some(place);
                    let keys = Keys { operator: operator_key, ..Keys::default() };
                    groups.entry(keys).or_default().push((place, &operator.whole));
                }
            }
        }
        let mut rows = Vec::new();
        for (keys, units) in &groups {
            self.count(keys, units, (&periods, &covered, &picked), &mut rows);
        }
        rows.sort_by(|one, two| compare(one, two, &by));
        Ok(Figures { coverage: Coverage::of(self, query, &covered, &selected), by, rows, earlier: None })
    }

    /// The places of the permanences that the filters let through, each with whether a figure of it is counted.
    fn selected(&self, query: &Query, covered: &Covered) -> Vec<(usize, bool)> {
        let passes = |permanence: &Permanence| {
            let operator = self.operators.get(permanence.operator).map(|operator| operator.id);
            (query.operators.is_empty() || operator.is_some_and(|operator| query.operators.contains(&operator)))
                && (query.permanences.is_empty() || query.permanences.contains(&permanence.slug))
                && (query.communes.is_empty() || permanence.place.commune.iter().any(|name| query.communes.contains(name)))
                && (query.regions.is_empty() || permanence.place.region.iter().any(|region| query.regions.contains(region)))
        };
        let is_in = |permanence: &Permanence| {
            covered.tiles(permanence.operator).any(|(table, period)| {
                let cells = self.cells_of(&permanence.figures, *table);
                let at = cells.partition_point(|cell| u32::from(cell.period) < period.number());
                cells.get(at).is_some_and(|cell| u32::from(cell.period) == period.number())
            })
        };
        let chosen = self.permanences.iter().enumerate().filter(|(_, permanence)| passes(permanence));
        chosen.map(|(place, permanence)| (place, is_in(permanence))).collect()
    }

    fn count(
        &self,
        keys: &Keys<'_>,
        units: &[(usize, &Ranges)],
        (periods, covered, picked): (&Periods, &Covered, &Picked<'_>),
        rows: &mut Vec<Row>,
    ) {
        let mut sums: BTreeMap<(usize, [u16; 2]), Sum> = BTreeMap::new();
        for (operator, ranges) in units {
            for (table, period) in covered.tiles(*operator) {
                let Some(place) = periods.place(*period) else { continue };
                for cell in of_period(self.cells_of(ranges, *table), *period) {
                    if let Some(codes) = picked.codes(cell.codes) {
                        sums.entry((place, codes)).or_default().add(*cell);
                    }
                }
            }
        }
        rows.extend(sums.into_iter().map(|((place, codes), sum)| {
            let period = periods.names.get(place).cloned().flatten();
            self.row(keys, (period, picked.cell(codes)), sum)
        }));
    }

    fn row(&self, keys: &Keys<'_>, (period, cell): (Option<String>, BTreeMap<Dimension, Option<String>>), sum: Sum) -> Row {
        let operator = keys.operator.and_then(|place| self.operators.get(place));
        Row {
            permanence: keys.permanence.cloned(),
            operator: operator.map(|operator| NamedOperator { name: operator.name.clone(), id: operator.id }),
            commune: keys.commune.map(str::to_owned),
            region: keys.region,
            host: keys.host.cloned(),
            period,
            cell,
            visits: (sum.hidden == 0).then_some(sum.least),
            at_least: sum.least,
            at_most: sum.most(),
            hidden_cells: sum.hidden,
            ..Row::default()
        }
    }
}

/// Whether single permanences have to be looked at: an operator's own figures say more, since fewer of them are hidden.
fn needs_permanences(query: &Query, by: &[Dimension]) -> bool {
    let placed = |dimension: &Dimension| {
        matches!(dimension, Dimension::Permanence | Dimension::Commune | Dimension::Region | Dimension::Host)
    };
    let narrowed = !query.permanences.is_empty() || !query.communes.is_empty() || !query.regions.is_empty();
    narrowed || by.iter().any(placed)
}

fn of_period(cells: &[Packed], period: Period) -> &[Packed] {
    let number = period.number();
    let start = cells.partition_point(|cell| u32::from(cell.period) < number);
    let rest = cells.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|cell| u32::from(cell.period) <= number)).unwrap_or_default()
}

/// Which codes of a table are counted, and which of them are told apart. Of one family all tables have the same traits in the same
/// order.
struct Picked<'q> {
    traits: Vec<PickedTrait<'q>>,
}

/// One trait of the table.
struct PickedTrait<'q> {
    of: Trait,
    /// By what its codes are told apart, if they are.
    told: Option<Dimension>,
    /// The codes that are counted; nothing for all of them.
    only: Option<&'q BTreeSet<u16>>,
}

impl<'q> Picked<'q> {
    fn of(table: Table, by: &[Dimension], query: &'q Query) -> Self {
        let told = |of: Trait| by.iter().copied().find(|dimension| dimension.published_trait() == Some(of));
        let picked = |of: &Trait| PickedTrait { of: *of, told: told(*of), only: query.only.get(of) };
        Self { traits: table.traits().iter().map(picked).collect() }
    }

    /// The codes by which a cell is counted, zeros for those that are not told apart; nothing if it is not counted.
    fn codes(&self, codes: [u16; 2]) -> Option<[u16; 2]> {
        let mut kept = [0; 2];
        for ((code, kept), picked) in codes.into_iter().zip(&mut kept).zip(&self.traits) {
            if picked.only.is_some_and(|only| !only.contains(&code)) {
                return None;
            }
            *kept = if picked.told.is_some() { code } else { 0 };
        }
        Some(kept)
    }

    fn cell(&self, codes: [u16; 2]) -> BTreeMap<Dimension, Option<String>> {
        let named =
            |(picked, code): (&PickedTrait<'_>, u16)| Some((picked.told?, classes::name(picked.of, code).map(str::to_owned)));
        self.traits.iter().zip(codes).filter_map(named).collect()
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
    region: Option<Region>,
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
                Dimension::Region => keys.region = permanence.place.region,
                Dimension::Host => keys.host = permanence.place.host.as_ref(),
                _ => {}
            }
        }
        keys
    }
}

/// Which period of the answer each month falls into.
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

    fn place(&self, period: Period) -> Option<usize> {
        let since = period.first().number().checked_sub(self.first)?;
        self.places.get(usize::try_from(since).ok()?).copied().map(usize::from)
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
    least: u64,
    /// What is known of the most, where there is no part of which nothing is.
    known_most: u64,
    endless: u32,
    hidden: u32,
}

impl Sum {
    fn add(&mut self, cell: Packed) {
        self.least = self.least.saturating_add(u64::from(cell.least));
        self.hidden = self.hidden.saturating_add(u32::from(cell.is_hidden));
        match cell.most {
            Some(most) => self.known_most = self.known_most.saturating_add(u64::from(most)),
            None => self.endless = self.endless.saturating_add(1),
        }
    }

    fn most(self) -> Option<u64> {
        (self.endless == 0).then_some(self.known_most)
    }
}

/// The order of rows: by their keys in the order asked for, codes in that of their list; the operator's identity parts those with
/// equal names.
fn compare(one: &Row, two: &Row, by: &[Dimension]) -> Ordering {
    let keys = by.iter().map(|dimension| match dimension.published_trait() {
        Some(of) => {
            let place = |row: &Row| (classes::named(of, row.key(*dimension)), row.key(*dimension).is_empty());
            place(one).cmp(&place(two))
        }
        None => one.key(*dimension).cmp(two.key(*dimension)),
    });
    keys.fold(Ordering::Equal, Ordering::then).then_with(|| one.operator.cmp(&two.operator))
}
