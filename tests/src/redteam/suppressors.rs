//! Ways to hide that do not hide enough. The attacker must get through them, or it is no attacker.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    document::{CellName, Late, PublicCell, Publications, Table},
    elimination::{Echelon, Row, are_multiples, residue},
    figures::{Figures, Reading},
    microdata::Microdata,
    period::Period,
    release::{Due, Publication, Suppressor},
};
use crate::dice::Dice;

/// Every table of the calendar that a due period has, with the true figures.
pub fn true_cells(known: &Microdata, due: &[Due]) -> Vec<PublicCell> {
    let tables = |due: &Due| {
        let (unit, period) = (due.permanence.clone(), due.period);
        Table::of(period).flat_map(move |table| known.table(unit.as_deref(), period, table)).collect::<Vec<_>>()
    };
    due.iter().flat_map(tables).collect()
}

/// Hides what is small and nothing else.
#[derive(Debug, Default)]
pub struct PrimaryOnly {
    /// What was known of each place and period when it was published.
    totals: BTreeMap<(Option<String>, Period), u64>,
}

/// Smaller figures are hidden.
pub const SMALLEST_FIGURE: u64 = 5;

impl Suppressor for PrimaryOnly {
    fn publish(&mut self, known: &Microdata, due: &[Due]) -> Publication {
        let mut cells = true_cells(known, due);
        for cell in &mut cells {
            cell.value = cell.value.filter(|value| *value >= SMALLEST_FIGURE);
        }
        let late = due.iter().filter_map(|due| self.late(known, due)).collect();
        Publication { cells, late }
    }
}

impl PrimaryOnly {
    /// Whether a period holds more than its parts held.
    fn late(&mut self, known: &Microdata, due: &Due) -> Option<Late> {
        let here = |visit: &&super::microdata::Visit| {
            due.period.holds(visit.month) && due.permanence.as_ref().is_none_or(|name| *name == visit.permanence)
        };
        let total = u64::try_from(known.visits.iter().filter(here).count()).unwrap();
        self.totals.insert((due.permanence.clone(), due.period), total);
        let of_part = |part| self.totals.get(&(due.permanence.clone(), part));
        let parts: u64 = due.period.parts().into_iter().filter_map(of_part).sum();
        let is_late = !due.period.parts().is_empty() && parts != total;
        is_late.then(|| Late { operator: known.operator.clone(), permanence: due.permanence.clone(), period: due.period })
    }
}

/// Hides what is small, and whatever would let elimination alone find it: no figure that follows exactly. It asks nothing about what
/// figures that are whole and no less than nothing say besides.
#[derive(Debug)]
pub struct EliminationOnly {
    dice: Dice,
    vectors: BTreeMap<CellName, Row>,
    shown: Echelon,
    /// Small cells, with what is left of their vectors.
    small: Vec<Row>,
}

impl EliminationOnly {
    /// For one operator, whose calendar is known.
    pub fn new(data: &Microdata, key: u64) -> Self {
        let units = data.permanences.keys().map(|name| Some(name.clone())).chain([None]);
        let dues = units
            .flat_map(|permanence| data.periods().into_iter().map(move |period| Due { permanence: permanence.clone(), period }));
        let dues: Vec<Due> = dues.filter(|due| data.exists_in(due.permanence.as_deref(), due.period)).collect();
        Self { dice: Dice::new(key), vectors: vectors(data, &dues), shown: Echelon::default(), small: Vec::new() }
    }

    /// Whether a cell can be shown; if so, it is.
    fn show(&mut self, name: &CellName) -> bool {
        let row = self.shown.reduced(self.vectors[name].clone());
        if row.is_empty() {
            return true;
        }
        if self.small.iter().any(|small| are_multiples(small, &row)) {
            return false;
        }
        self.shown.add(row);
        for small in &mut self.small {
            *small = self.shown.reduced(std::mem::take(small));
        }
        true
    }
}

/// Each cell as a sum of cells that no equation ties to each other.
fn vectors(data: &Microdata, dues: &[Due]) -> BTreeMap<CellName, Row> {
    let mut cells = true_cells(data, dues);
    for cell in &mut cells {
        cell.value = None;
    }
    let figures =
        Figures::read(&Publications::of(SMALLEST_FIGURE, cells), &Reading { absent_is_nothing: true, ..Reading::default() });
    let mut free = Echelon::default();
    for equation in figures.system.open_equations(&figures.system.known, |equation| !equation.only_bounds) {
        free.add(equation.terms.iter().map(|(figure, times)| (*figure, residue(*times))).collect());
    }
    let vector = |figure: usize| free.reduced(Row::from([(figure, 1)]));
    figures.cells.iter().map(|(figure, name)| (name.clone(), vector(*figure))).collect()
}

impl Suppressor for EliminationOnly {
    fn publish(&mut self, known: &Microdata, due: &[Due]) -> Publication {
        let mut cells = true_cells(known, due);
        let is_small = |cell: &PublicCell| cell.value.is_some_and(|value| value < SMALLEST_FIGURE);
        let small: BTreeSet<CellName> = cells.iter().filter(|cell| is_small(cell)).map(PublicCell::name).collect();
        for name in &small {
            let row = self.shown.reduced(self.vectors[name].clone());
            self.small.extend((!row.is_empty()).then_some(row));
        }
        let mut order: Vec<(Period, u64, usize)> =
            cells.iter().enumerate().map(|(place, cell)| (cell.period, self.dice.roll(), place)).collect();
        order.sort_unstable();
        for (_, _, place) in order {
            let name = cells[place].name();
            if small.contains(&name) || !self.show(&name) {
                cells[place].value = None;
            }
        }
        Publication { cells, late: Vec::new() }
    }
}
