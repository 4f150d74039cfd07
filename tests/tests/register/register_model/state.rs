//! A state: what was signed, and what every honest member had seen when it last signed something.

use super::ledger::{Ledger, Place, Print, mixed};

/// A set of the items of a state, by their order there.
pub(super) type Mask = u32;

/// Something that a member may sign next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Act {
    /// Who.
    pub(super) member: usize,
    /// What.
    pub(super) place: Place,
    /// What it holds then, and no less would do.
    pub(super) holding: Mask,
}

/// What was signed, and what is known of it for certain.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// What was signed, in an order in which it was.
    pub(super) signed: Vec<Place>,
    /// What each member held when it last signed; nothing for the one that lies.
    pub(super) knows: Vec<Mask>,
    /// What may be signed next by who need not hold the newest item.
    pub(super) open: Vec<Act>,
    /// How many states differ from this one in names only, itself included.
    pub(super) names: usize,
}

impl State {
    /// Nothing was signed yet.
    pub(super) fn first(members: usize) -> Self {
        Self { signed: Vec::new(), knows: vec![0; members], open: Vec::new(), names: 1 }
    }

    /// The items of a set, those of `first` before the others.
    pub(super) fn places(&self, set: Mask, first: Mask) -> Vec<Place> {
        let of = |mask: Mask| (0..self.signed.len()).filter(move |at| mask & (1 << at) != 0).map(|at| self.signed[at]);
        of(set & first).chain(of(set & !first)).collect()
    }

    /// For each item the items that it needs.
    pub(super) fn needs(&self, ledger: &Ledger) -> Vec<Mask> {
        let mask = |places: &[Place]| {
            let at = (0..self.signed.len()).filter(|at| places.contains(&self.signed[*at]));
            at.fold(0, |mask, at| mask | 1 << at)
        };
        self.signed.iter().map(|place| mask(&ledger.at(*place).needs)).collect()
    }

    /// One number for this state and all that differ from it in names only; and how many those are.
    pub(super) fn print(&self, ledger: &Ledger) -> (Print, usize) {
        let mut prints: Vec<Print> = (0..ledger.renamings().len()).map(|renaming| self.renamed(ledger, renaming)).collect();
        prints.sort_unstable();
        prints.dedup();
        (prints[0], prints.len())
    }

    fn renamed(&self, ledger: &Ledger, renaming: usize) -> Print {
        let sum = |set: Mask| {
            let at = (0..self.signed.len()).filter(|at| set & (1 << at) != 0);
            at.map(|at| ledger.at(self.signed[at]).prints[renaming]).fold(0, Print::wrapping_add)
        };
        let mut knows = vec![0; self.knows.len()];
        for (member, known) in self.knows.iter().enumerate() {
            knows[ledger.renamings()[renaming].member[member]] = sum(*known);
        }
        mixed(&(sum(Mask::MAX), knows))
    }
}

/// Every set of a state's items that holds `least` and, of each item that is not in it, what that one needs; the smallest first.
pub(super) fn closed(needs: &[Mask], least: Mask) -> Vec<Mask> {
    let mut sets = vec![with_needs(needs, least)];
    for (at, needed) in needs.iter().enumerate() {
        let further = sets.iter().filter(|set| **set & (1 << at) == 0 && **set & needed == *needed).map(|set| set | 1 << at);
        let further: Vec<Mask> = further.collect();
        sets.extend(further);
    }
    sets.sort_by_key(|set| set.count_ones());
    sets
}

/// The set with all that its items need.
pub(super) fn with_needs(needs: &[Mask], set: Mask) -> Mask {
    // What an item needs was signed before it.
    (0..needs.len()).rev().fold(set, |set, at| if set & (1 << at) == 0 { set } else { set | needs[at] })
}
