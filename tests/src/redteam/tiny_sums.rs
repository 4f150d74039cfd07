//! What the hidden cells of one table make together, when a full table of the same place and period says the total.

use std::collections::BTreeMap;

use super::{
    document::{PublicCell, Publications, Table},
    period::Period,
};

/// Tables whose hidden cells make little together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TinySums {
    /// Tables whose hidden cells make nothing: each of them is known.
    pub nothing: usize,
    /// Tables with one hidden cell: it is known.
    pub alone: usize,
    /// Tables whose hidden cells make less together than may be shown. Each of them may be nothing, so that none is given away.
    pub little: usize,
}

/// Of whom and when.
type Place<'p> = (&'p str, Option<&'p str>, Period);

/// Looks at each one-way table.
pub fn tiny_sums(publications: &Publications) -> TinySums {
    let mut tables: BTreeMap<(Place<'_>, Table), Vec<&PublicCell>> = BTreeMap::new();
    for cell in &publications.cells {
        let place = (cell.operator.as_str(), cell.permanence.as_deref(), cell.period);
        tables.entry((place, cell.table)).or_default().push(cell);
    }
    let sum = |cells: &[&PublicCell]| cells.iter().filter_map(|cell| cell.shown()).sum::<u64>();
    let is_full = |cells: &[&PublicCell]| cells.iter().all(|cell| cell.shown().is_some());
    let full = tables.iter().filter(|(_, cells)| is_full(cells));
    let mut totals: BTreeMap<Place<'_>, u64> = full.map(|((place, _), cells)| (*place, sum(cells))).collect();
    for (operator, permanence, period) in tables.keys().map(|(place, _)| *place) {
        let parts: Option<Vec<u64>> =
            period.parts().into_iter().map(|part| totals.get(&(operator, permanence, part)).copied()).collect();
        if let Some(parts) = parts.filter(|parts| !parts.is_empty()) {
            totals.entry((operator, permanence, period)).or_insert_with(|| parts.iter().sum());
        }
    }
    let mut found = TinySums::default();
    for ((place, _), cells) in tables.iter().filter(|(_, cells)| !is_full(cells)) {
        let Some(rest) = totals.get(place).and_then(|total| total.checked_sub(sum(cells))) else { continue };
        let hidden = cells.iter().filter(|cell| cell.shown().is_none()).count();
        found.nothing += usize::from(rest == 0);
        found.alone += usize::from(hidden == 1);
        found.little += usize::from(hidden > 1 && rest > 0 && rest < publications.smallest_figure);
    }
    found
}
