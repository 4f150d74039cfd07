//! Visits as they are counted when a period is released, and those that came to light too late for the shorter periods in it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counts, Group};
use crate::calendar::{Grain, Period};

/// What became of the visits of a period that its shorter periods had not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entered {
    /// Visits that count from this period on: of a month all of them, of a longer period those that came late.
    pub counted: u32,
    /// Visits that stay out, and corrections that are not made: too few to be told apart from nobody, or fewer than were counted.
    pub left_out: u32,
}

impl Counts {
    /// Counts the visits of a permanence and period, by their codes, as they are known when the period is released.
    ///
    /// What the shorter periods counted is public and stays. Visits beyond that enter as late ones of this period if there are at
    /// least `smallest` of them, since the difference between a long period and its parts is a figure like any other. Where fewer
    /// visits are known now than were counted, the correction is not made, and as many late visits stay out, so that nobody is
    /// counted twice whose record was changed.
    pub fn enter(&mut self, permanence: u16, period: Period, now: &BTreeMap<[u16; 4], u32>, smallest: u32) -> Entered {
        let counted = self.counted_in(permanence, period);
        let mut more: BTreeMap<[u16; 4], u32> = BTreeMap::new();
        let mut fewer = 0_u32;
        let all_codes: BTreeSet<&[u16; 4]> = now.keys().chain(counted.keys()).collect();
        for codes in all_codes {
            let (known, before) = (now.get(codes).copied().unwrap_or(0), counted.get(codes).copied().unwrap_or(0));
            if known > before {
                more.insert(*codes, known.saturating_sub(before));
            } else {
                fewer = fewer.saturating_add(before.saturating_sub(known));
            }
        }
        let all = sum(&more);
        drop_first(&mut more, fewer);
        let is_late = period.grain() != Grain::Month;
        if is_late && sum(&more) < smallest {
            return Entered { counted: 0, left_out: all.saturating_add(fewer) };
        }
        if is_late {
            self.late.insert((permanence, period));
        }
        let entered = sum(&more);
        for (codes, visits) in more {
            self.visits.insert(Group { permanence, since: period, codes }, visits);
        }
        Entered { counted: entered, left_out: all.saturating_sub(entered).saturating_add(fewer) }
    }

    fn counted_in(&self, permanence: u16, period: Period) -> BTreeMap<[u16; 4], u32> {
        let mut counted: BTreeMap<[u16; 4], u32> = BTreeMap::new();
        let inside = |group: &Group| group.permanence == permanence && period.contains(group.since.first());
        for (group, visits) in self.visits.iter().filter(|(group, _)| inside(group)) {
            let sum = counted.entry(group.codes).or_default();
            *sum = sum.saturating_add(*visits);
        }
        counted
    }
}

fn sum(visits: &BTreeMap<[u16; 4], u32>) -> u32 {
    visits.values().fold(0, |sum, visits| sum.saturating_add(*visits))
}

/// Takes out the first visits, in the order of their codes.
fn drop_first(visits: &mut BTreeMap<[u16; 4], u32>, number: u32) {
    let mut left = number;
    for visits in visits.values_mut() {
        let dropped = left.min(*visits);
        *visits = visits.saturating_sub(dropped);
        left = left.saturating_sub(dropped);
    }
    visits.retain(|_, visits| *visits > 0);
}
