//! What an operator knows and does not publish: its visits, and the true tables.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    document::{CellName, Dimension, PublicCell, Table},
    period::Period,
};

/// A request helped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Where.
    pub permanence: String,
    /// In which month.
    pub month: Period,
    /// What for.
    pub category: String,
    /// Who: one of two classes.
    pub gender: String,
    /// Who.
    pub age: String,
    /// What came of it.
    pub outcome: String,
}

impl Visit {
    /// Its code in a dimension.
    pub fn code(&self, dimension: Dimension) -> &str {
        match dimension {
            Dimension::Category => &self.category,
            Dimension::Gender => &self.gender,
            Dimension::Age => &self.age,
            Dimension::Outcome => &self.outcome,
        }
    }
}

/// The visits of one operator, and what is public about them beforehand.
#[derive(Debug, Clone, Default)]
pub struct Microdata {
    /// Whose.
    pub operator: String,
    /// Its permanences, each with the months in which it exists.
    pub permanences: BTreeMap<String, Vec<Period>>,
    /// The codes of each dimension.
    pub codes: BTreeMap<Dimension, Vec<String>>,
    /// The visits.
    pub visits: Vec<Visit>,
}

impl Microdata {
    /// The periods of one length or another in which something can be published.
    pub fn periods(&self) -> BTreeSet<Period> {
        let months: BTreeSet<Period> = self.permanences.values().flatten().copied().collect();
        let quarters = months.iter().filter_map(|month| month.within());
        let years = months.iter().map(|month| Period::Year(month.year()));
        quarters.chain(years).chain(months.iter().copied()).collect()
    }

    /// Whether a permanence, or for `None` any, exists in some month of the period.
    pub fn exists_in(&self, permanence: Option<&str>, period: Period) -> bool {
        let exists = |months: &Vec<Period>| months.iter().any(|month| period.holds(*month));
        match permanence {
            Some(name) => self.permanences.get(name).is_some_and(exists),
            None => self.permanences.values().any(exists),
        }
    }

    /// The codes of the cells of a table.
    pub fn cells_of(&self, table: Table) -> Vec<BTreeMap<String, String>> {
        let mut cells = vec![BTreeMap::new()];
        for dimension in table.dimensions() {
            let codes = self.codes.get(dimension).map_or(&[][..], Vec::as_slice);
            cells = cells
                .iter()
                .flat_map(|cell| {
                    codes.iter().map(|code| {
                        let mut cell = cell.clone();
                        cell.insert(dimension.name().to_owned(), code.clone());
                        cell
                    })
                })
                .collect();
        }
        cells
    }

    /// The true table of a permanence, or of the whole operator, with nothing hidden.
    pub fn table(&self, permanence: Option<&str>, period: Period, table: Table) -> Vec<PublicCell> {
        let mut counts: BTreeMap<BTreeMap<String, String>, u64> = self.cells_of(table).into_iter().map(|cell| (cell, 0)).collect();
        let here = |visit: &&Visit| permanence.is_none_or(|name| name == visit.permanence) && period.holds(visit.month);
        for visit in self.visits.iter().filter(here) {
            let codes = table.dimensions().iter().map(|at| (at.name().to_owned(), visit.code(*at).to_owned()));
            *counts.entry(codes.collect()).or_default() += 1;
        }
        let cell = |(cell, value)| PublicCell {
            operator: self.operator.clone(),
            permanence: permanence.map(ToOwned::to_owned),
            period,
            table,
            cell,
            value: Some(value),
            structural_zero: false,
        };
        counts.into_iter().map(cell).collect()
    }

    /// Every true cell of the whole calendar.
    pub fn truth(&self) -> BTreeMap<CellName, u64> {
        let units = self.permanences.keys().map(|name| Some(name.as_str())).chain([None]);
        let mut truth = BTreeMap::new();
        for unit in units {
            for period in self.periods().into_iter().filter(|period| self.exists_in(unit, *period)) {
                for table in Table::of(period) {
                    let cells = self.table(unit, period, table);
                    truth.extend(cells.into_iter().map(|cell| (cell.name(), cell.value.unwrap_or(0))));
                }
            }
        }
        truth
    }
}
