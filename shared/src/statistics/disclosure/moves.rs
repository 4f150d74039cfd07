//! Small changes to a set of visits that leave most figures as they are.

use std::collections::BTreeMap;

use super::{
    Certificate, Counts, Group, Scope,
    costs::{Costs, PUBLIC, Part},
};
use crate::{
    calendar::{Grain, Period},
    statistics::Trait,
};

/// Visits that are counted together for the first time: those of a quarter's months, or those that came late for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    pub(super) period: Period,
    pub(super) late: bool,
}

impl Slot {
    pub(super) fn of(group: &Group) -> Self {
        if group.is_late() {
            return Self { period: group.since, late: true };
        }
        Self { period: Period::around(group.since.first(), Grain::Quarter), late: false }
    }
}

/// Where visits are taken that receive another code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Corner {
    pub(super) permanence: u16,
    pub(super) slot: Slot,
    /// The place of the gender of the visits, if only those of one are taken.
    pub(super) gender: Option<usize>,
}

/// A visit at `at` goes from one code to another, both given by their places. For each other coordinate that is given, everything is
/// done a second time there the other way round: the sums over that coordinate stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Recode {
    pub(super) of: Trait,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) at: Corner,
    pub(super) slot: Option<Slot>,
    pub(super) permanence: Option<u16>,
    pub(super) gender: Option<usize>,
}

/// One step of a certificate: what it does to one visit and, so that sums stay as they are, to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// Visits receive other codes.
    Recode(Recode),
    /// A visit more like this one, and one fewer in the other month or permanence if given.
    Add { group: Group, month: Option<Period>, permanence: Option<u16> },
}

/// A permanence, a slot, a trait and the code of that trait.
type Shelf = (u16, Slot, Trait, u16);

/// Visits by what moves look for.
#[derive(Debug, Default)]
pub(super) struct Stock {
    groups: BTreeMap<Shelf, Vec<(Group, i64)>>,
}

impl Stock {
    /// The visits that `counts_in` lets through.
    pub(super) fn of(counts: &Counts, counts_in: impl Fn(&Group) -> bool) -> Self {
        let mut stock = Self::default();
        for (group, visits) in counts.visits.iter().filter(|(group, visits)| **visits > 0 && counts_in(group)) {
            for of in Trait::ALL {
                let place = (group.permanence, Slot::of(group), of, group.code(of));
                stock.groups.entry(place).or_default().push((*group, i64::from(*visits)));
            }
        }
        stock
    }

    /// The slots in which a permanence has visits.
    pub(super) fn slots(&self, permanence: u16) -> Vec<Slot> {
        let of_it = self.groups.keys().filter(|(other, ..)| *other == permanence);
        let mut slots: Vec<Slot> = of_it.map(|(_, slot, ..)| *slot).collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// A group with a visit left that has this code there.
    fn find(&self, done: &Certificate, at: Corner, gender: Option<u16>, of: Trait, code: u16) -> Option<Group> {
        let groups = self.groups.get(&(at.permanence, at.slot, of, code))?;
        let left = |group: &Group, visits: i64| visits.saturating_add(done.difference.get(group).copied().unwrap_or(0)) > 0;
        let fits = |group: &Group| gender.is_none_or(|gender| group.code(Trait::Gender) == gender);
        groups.iter().find(|(group, visits)| fits(group) && left(group, *visits)).map(|(group, _)| *group)
    }

    /// Some visit of a permanence in a slot, to make others like it.
    pub(super) fn like(&self, permanence: u16, slot: Slot, of: Trait, code: u16) -> Option<Group> {
        self.groups.get(&(permanence, slot, of, code))?.first().map(|(group, _)| *group)
    }
}

impl Recode {
    fn corners(&self) -> Vec<(Corner, bool)> {
        let mut corners = vec![(self.at, true)];
        double(&mut corners, self.slot, |at, slot| Corner { slot, ..at });
        double(&mut corners, self.permanence, |at, permanence| Corner { permanence, ..at });
        double(&mut corners, self.gender, |at, gender| Corner { gender: Some(gender), ..at });
        corners
    }

    fn after(&self, done: &Certificate, stock: &Stock, counts: &Counts) -> Option<Certificate> {
        let mut next = done.clone();
        let codes = counts.codes.get(self.of.place())?;
        let (from, to) = (*codes.get(self.from)?, *codes.get(self.to)?);
        for (at, forth) in self.corners() {
            let (from, to) = if forth { (from, to) } else { (to, from) };
            let gender = match at.gender {
                Some(place) => Some(*counts.codes.get(Trait::Gender.place())?.get(place)?),
                None => None,
            };
            let group = stock.find(&next, at, gender, self.of, from)?;
            shift(&mut next, group, -1);
            shift(&mut next, group.with(self.of, to), 1);
        }
        Some(next)
    }

    /// What it costs, from what it does to the figures by the trait and, but for a change of gender, by that and gender.
    pub(super) fn cost(&self, costs: &Costs) -> u64 {
        let second = self.permanence.map_or(Scope::Operator, Scope::Permanence);
        let mut sum = 0_u64;
        for scope in [Scope::Permanence(self.at.permanence), second] {
            for code in [self.from, self.to] {
                sum = sum.saturating_add(self.cost_of(costs, scope, code));
                if sum >= PUBLIC {
                    return PUBLIC;
                }
            }
        }
        sum
    }

    fn cost_of(&self, costs: &Costs, scope: Scope, code: usize) -> u64 {
        let mut sum = 0_u64;
        let first = Part::of(self.at.slot.period);
        let second = self.slot.map(|slot| Part::of(slot.period));
        if self.gender.is_none() {
            for part in [Some(first), second].into_iter().flatten().filter(|_| second != Some(first)) {
                if part != Part::Year {
                    sum = sum.saturating_add(costs.of_one_way(scope, self.of, part, code));
                }
            }
            if second.is_none() {
                sum = sum.saturating_add(costs.of_one_way(scope, self.of, Part::Year, code));
            }
        }
        if second.is_none() && matches!(self.of, Trait::Category | Trait::Age) {
            for gender in [self.at.gender, self.gender].into_iter().flatten() {
                sum = sum.saturating_add(costs.of_pair(scope, self.of, code, gender));
            }
        }
        sum
    }
}

impl Move {
    /// The certificate after one more such step, if the visits are there.
    pub(super) fn after(&self, done: &Certificate, stock: &Stock, counts: &Counts) -> Option<Certificate> {
        match self {
            Self::Recode(recode) => recode.after(done, stock, counts),
            Self::Add { group, month, permanence } => {
                counts.is_possible(group).then_some(())?;
                let mut next = done.clone();
                shift(&mut next, *group, 1);
                let other =
                    Group { since: month.unwrap_or(group.since), permanence: permanence.unwrap_or(group.permanence), ..*group };
                if other != *group {
                    let counted = counts.visits.get(&other).copied().map_or(0, i64::from);
                    let left = counted.saturating_add(next.difference.get(&other).copied().unwrap_or(0));
                    (left > 0).then_some(())?;
                    shift(&mut next, other, -1);
                }
                Some(next)
            }
        }
    }
}

fn double<T: Copy>(corners: &mut Vec<(Corner, bool)>, other: Option<T>, there: impl Fn(Corner, T) -> Corner) {
    if let Some(other) = other {
        let again: Vec<_> = corners.iter().map(|(at, forth)| (there(*at, other), !forth)).collect();
        corners.extend(again);
    }
}

fn shift(certificate: &mut Certificate, group: Group, by: i64) {
    let difference = certificate.difference.entry(group).or_default();
    *difference = difference.saturating_add(by);
    if *difference == 0 {
        certificate.difference.remove(&group);
    }
}
