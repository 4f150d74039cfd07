//! The visits of a year by what a change of one trait must keep.

use std::collections::BTreeMap;

use super::{Certificate, Counts, Group, grid::Grid};
use crate::{
    calendar::{Grain, Period},
    statistics::Trait,
};

/// The visits that are counted together for the first time: those of a quarter's months or that came late for them, four times, and
/// those that came late for all quarters. The number of such slots.
pub(super) const SLOTS: usize = 9;

/// The slot of the visits that came late for all quarters.
pub(super) const LATE_OF_YEAR: usize = 8;

/// Where visits are: a permanence, a slot, and a plane. All visits of a plane are alike in what stands in a table together with the
/// trait: gender for category and age, both of these for gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Corner {
    pub(super) of: Trait,
    pub(super) permanence: u16,
    pub(super) slot: usize,
    pub(super) plane: usize,
}

/// The visits of the year, and how many of each are left while a certificate is made.
#[derive(Debug, Clone)]
pub(super) struct Stock {
    grid: Grid,
    shelves: BTreeMap<(Trait, usize), Vec<Group>>,
    visits: BTreeMap<Group, i64>,
    left: [Vec<i64>; 4],
}

/// The slot in which visits of the group are counted first.
pub(super) fn slot_of(group: &Group) -> usize {
    let quarter = usize::try_from(group.since.first().quarter()).map_or(0, |quarter| quarter.saturating_sub(1));
    match group.since.grain() {
        Grain::Year => LATE_OF_YEAR,
        Grain::Quarter => quarter.saturating_mul(2).saturating_add(1),
        Grain::Month => quarter.saturating_mul(2),
    }
}

impl Stock {
    /// The visits of the year that `counts_in` lets through.
    pub(super) fn of(counts: &Counts, grid: &Grid, counts_in: impl Fn(u16, Period) -> bool) -> Self {
        let left = Trait::ALL.map(|of| {
            let planes = planes(grid, of).saturating_mul(grid.size(of)).saturating_mul(SLOTS);
            vec![0; planes.saturating_mul(usize::from(counts.permanences))]
        });
        let mut stock = Self { grid: grid.clone(), shelves: BTreeMap::new(), visits: BTreeMap::new(), left };
        let is_in = |group: &Group| grid.has(group) && counts_in(group.permanence, group.since);
        for (group, visits) in counts.visits.iter().filter(|(group, _)| is_in(group)) {
            stock.visits.insert(*group, i64::from(*visits));
            for of in Trait::ALL {
                if let Some(place) = stock.place_of(of, group) {
                    stock.shelves.entry((of, place)).or_default().push(*group);
                    stock.change(of, place, i64::from(*visits));
                }
            }
        }
        stock
    }

    /// How many visits there have the code of this place.
    pub(super) fn left(&self, at: Corner, code: usize) -> i64 {
        let place = self.place(at, code);
        self.left.get(at.of.place()).and_then(|left| left.get(place)).copied().unwrap_or(0)
    }

    /// How many visits of a group are left beside what a certificate takes.
    pub(super) fn left_of(&self, done: &Certificate, group: &Group) -> i64 {
        let visits = self.visits.get(group).copied().unwrap_or(0);
        visits.saturating_add(done.difference.get(group).copied().unwrap_or(0))
    }

    /// The groups of a permanence that are counted since this period and have visits left.
    pub(super) fn since(&self, permanence: u16, since: Period) -> impl Iterator<Item = Group> {
        let first = Group { permanence, since, codes: [0; 4] };
        let last = Group { permanence, since, codes: [u16::MAX; 4] };
        self.visits.range(first..=last).map(|(group, _)| *group)
    }

    /// Gives visits there another code, in the certificate and here. Says whether all were found.
    pub(super) fn recode(&mut self, done: &mut Certificate, at: Corner, from: usize, to: usize, visits: i64) -> bool {
        let Some(code) = self.grid.code_at(at.of, to) else { return false };
        let mut wanted = visits;
        for group in self.groups(done, at, from) {
            let taken = self.left_of(done, &group).min(wanted);
            if taken > 0 {
                done.add(group, taken.saturating_neg());
                done.add(group.with(at.of, code), taken);
                wanted = wanted.saturating_sub(taken);
            }
        }
        let taken = visits.saturating_sub(wanted);
        self.change(at.of, self.place(at, from), taken.saturating_neg());
        self.change(at.of, self.place(at, to), taken);
        wanted == 0
    }

    /// Changes what is left as a certificate does that recodes one trait.
    pub(super) fn take(&mut self, done: &Certificate, of: Trait) {
        for (group, difference) in &done.difference {
            if let Some(place) = self.place_of(of, group) {
                self.change(of, place, *difference);
            }
        }
    }

    /// Takes everything back that a certificate changed by recoding one trait.
    pub(super) fn restore(&mut self, done: &Certificate, of: Trait) {
        for (group, difference) in &done.difference {
            if let Some(place) = self.place_of(of, group) {
                self.change(of, place, difference.saturating_neg());
            }
        }
    }

    /// The planes of a trait in which a permanence has visits.
    pub(super) fn planes(&self, of: Trait, permanence: u16) -> Vec<usize> {
        let has = |plane: &usize| {
            let corner = |slot| Corner { of, permanence, slot, plane: *plane };
            (0..SLOTS).any(|slot| (0..self.grid.size(of)).any(|code| self.left(corner(slot), code) > 0))
        };
        (0..planes(&self.grid, of)).filter(has).collect()
    }

    fn groups(&self, done: &Certificate, at: Corner, code: usize) -> Vec<Group> {
        let place = self.place(at, code);
        let mut groups = self.shelves.get(&(at.of, place)).cloned().unwrap_or_default();
        let is_new = |group: &&Group| !self.visits.contains_key(group) && self.place_of(at.of, group) == Some(place);
        groups.extend(done.difference.keys().filter(is_new));
        groups
    }

    fn change(&mut self, of: Trait, place: usize, by: i64) {
        if let Some(left) = self.left.get_mut(of.place()).and_then(|left| left.get_mut(place)) {
            *left = left.saturating_add(by);
        }
    }

    fn place(&self, at: Corner, code: usize) -> usize {
        let planes = planes(&self.grid, at.of);
        let row = usize::from(at.permanence).saturating_mul(SLOTS).saturating_add(at.slot);
        let row = row.saturating_mul(planes).saturating_add(at.plane);
        row.saturating_mul(self.grid.size(at.of)).saturating_add(code)
    }

    fn place_of(&self, of: Trait, group: &Group) -> Option<usize> {
        let code = |of: Trait| self.grid.code(of, group.code(of));
        let plane = match of {
            Trait::Category | Trait::Age => code(Trait::Gender)?,
            Trait::Outcome => 0,
            Trait::Gender => code(Trait::Category)?.saturating_mul(self.grid.size(Trait::Age)).saturating_add(code(Trait::Age)?),
        };
        let at = Corner { of, permanence: group.permanence, slot: slot_of(group), plane };
        Some(self.place(at, code(of)?))
    }
}

/// The place of the code that all visits of a plane share of another trait, if they do.
pub(super) fn kept(grid: &Grid, of: Trait, plane: usize, other: Trait) -> Option<usize> {
    match (of, other) {
        (Trait::Category | Trait::Age, Trait::Gender) => Some(plane),
        (Trait::Gender, Trait::Category) => plane.checked_div(grid.size(Trait::Age)),
        (Trait::Gender, Trait::Age) => plane.checked_rem(grid.size(Trait::Age)),
        _ => None,
    }
}

/// In how many planes a trait can be changed.
fn planes(grid: &Grid, of: Trait) -> usize {
    match of {
        Trait::Category | Trait::Age => grid.size(Trait::Gender),
        Trait::Outcome => 1,
        Trait::Gender => grid.size(Trait::Category).saturating_mul(grid.size(Trait::Age)),
    }
}
