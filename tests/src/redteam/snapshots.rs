//! What documents tell that were seen one after the other: corrections, figures that were hidden once, an operator's sum over a permanence
//! more.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    attack::{Findings, attack_figures, attack_operator},
    bounds::Effort,
    document::{CellName, PublicCell, Publications},
    figures::{Figures, Reading},
    system::{Equation, Link, Topic},
};

/// A figure that was shown in two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Which.
    pub cell: CellName,
    /// First.
    pub before: u64,
    /// Then.
    pub after: u64,
}

impl Correction {
    /// Whether the difference counts fewer visits than may be shown: it is a small figure, published.
    pub const fn gives_away(&self, smallest_figure: u64) -> bool {
        let difference = self.before.abs_diff(self.after);
        difference > 0 && difference < smallest_figure
    }
}

/// The figures that changed from one document to a later one, or within one.
pub fn corrections(documents: &[Publications]) -> Vec<Correction> {
    let mut shown: BTreeMap<CellName, u64> = BTreeMap::new();
    let mut found = Vec::new();
    for cell in documents.iter().flat_map(|document| &document.cells) {
        let Some(after) = cell.shown() else { continue };
        if let Some(before) = shown.insert(cell.name(), after).filter(|before| *before != after) {
            found.push(Correction { cell: cell.name(), before, after });
        }
    }
    found
}

/// The cells that were hidden, and shown later.
pub fn shown_later(documents: &[Publications]) -> Vec<PublicCell> {
    let mut hidden: BTreeSet<CellName> = BTreeSet::new();
    let mut found = Vec::new();
    for cell in documents.iter().flat_map(|document| &document.cells) {
        if cell.shown().is_none() {
            hidden.insert(cell.name());
        } else if hidden.remove(&cell.name()) {
            found.push(cell.clone());
        }
    }
    found
}

/// Attacks one operator with every document that was ever public: its own tables as they stood over the permanences that were public then.
pub fn attack_snapshots(documents: &[Publications], effort: Effort) -> Findings {
    let Some(last) = documents.last() else { return Findings::default() };
    let mut latest: BTreeMap<CellName, PublicCell> = BTreeMap::new();
    for cell in documents.iter().flat_map(|document| &document.cells) {
        let known = latest.get(&cell.name()).and_then(PublicCell::shown);
        if cell.shown().is_some() || known.is_none() {
            latest.insert(cell.name(), cell.clone());
        }
    }
    let all = Publications { cells: latest.into_values().collect(), ..last.clone() };
    let mut figures = Figures::read(&all, &Reading { absent_is_nothing: true, ..Reading::default() });
    let numbers: BTreeMap<CellName, usize> = figures.cells.iter().map(|(number, name)| (name.clone(), *number)).collect();
    for document in documents {
        figures.system.equations.extend(sums(document, &numbers));
    }
    attack_figures(&figures, last.smallest_figure, effort).unwrap_or_else(|_| attack_operator(&all, &Reading::default(), effort))
}

/// The operator's own cells of one document, each as the sum over the permanences that this document has.
fn sums(document: &Publications, numbers: &BTreeMap<CellName, usize>) -> Vec<Equation> {
    let own = document.cells.iter().filter(|cell| cell.permanence.is_none());
    let sum = |own: &PublicCell| {
        let part = |cell: &&PublicCell| {
            cell.permanence.is_some() && (cell.period, cell.table, &cell.cell) == (own.period, own.table, &own.cell)
        };
        let parts: BTreeSet<usize> =
            document.cells.iter().filter(part).filter_map(|part| numbers.get(&part.name()).copied()).collect();
        let value = own.shown().filter(|_| !parts.is_empty())?;
        let terms = parts.into_iter().map(|part| (part, 1)).collect();
        let sum = i64::try_from(value).unwrap();
        Some(Equation { terms, sum, link: Link::Snapshot, topic: Topic::default(), only_bounds: false })
    };
    own.filter_map(sum).collect()
}
