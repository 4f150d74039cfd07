//! Small changes to a set of visits that leave most figures as they are.

use std::collections::BTreeMap;

use super::{Certificate, Counts, Group};
use crate::{
    calendar::{Grain, Month, Period},
    statistics::Trait,
};

/// Where visits are taken that receive another code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Corner {
    pub(super) permanence: u16,
    pub(super) quarter: Period,
    /// Only visits of this gender, if given.
    pub(super) gender: Option<u16>,
}

/// One step of a certificate: what it does to one visit and, so that sums stay as they are, to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// A visit at `at` goes from code `from` to `to`. For each other coordinate that is given, everything is done a second time
    /// there the other way round: the sums over that coordinate stay.
    Recode { of: Trait, from: u16, to: u16, at: Corner, quarter: Option<Period>, permanence: Option<u16>, gender: Option<u16> },
    /// A visit more like this one, and one fewer in the other month or permanence if given.
    Add { group: Group, month: Option<Month>, permanence: Option<u16> },
}

/// A permanence, a quarter, a trait and the code of that trait.
type Shelf = (u16, Period, Trait, u16);

/// Visits by what moves look for.
#[derive(Debug, Default)]
pub(super) struct Stock {
    groups: BTreeMap<Shelf, Vec<(Group, i64)>>,
}

impl Stock {
    /// The visits of the months that `counts_in` lets through.
    pub(super) fn of(counts: &Counts, counts_in: impl Fn(Month) -> bool) -> Self {
        let mut stock = Self::default();
        for (group, visits) in counts.visits.iter().filter(|(group, visits)| **visits > 0 && counts_in(group.month)) {
            let quarter = Period::around(group.month, Grain::Quarter);
            for of in Trait::ALL {
                let place = (group.permanence, quarter, of, group.code(of));
                stock.groups.entry(place).or_default().push((*group, i64::from(*visits)));
            }
        }
        stock
    }

    /// A group with a visit left that has this code there.
    fn find(&self, done: &Certificate, at: Corner, of: Trait, code: u16) -> Option<Group> {
        let groups = self.groups.get(&(at.permanence, at.quarter, of, code))?;
        let left = |group: &Group, visits: i64| visits.saturating_add(done.difference.get(group).copied().unwrap_or(0)) > 0;
        let fits = |group: &Group| at.gender.is_none_or(|gender| group.code(Trait::Gender) == gender);
        groups.iter().find(|(group, visits)| fits(group) && left(group, *visits)).map(|(group, _)| *group)
    }

    /// Some visit of a permanence in a quarter, to make others like it.
    pub(super) fn like(&self, permanence: u16, quarter: Period, of: Trait, code: u16) -> Option<Group> {
        self.groups.get(&(permanence, quarter, of, code))?.first().map(|(group, _)| *group)
    }
}

impl Move {
    /// The certificate after one more such step, if the visits are there.
    pub(super) fn after(self, done: &Certificate, stock: &Stock, counts: &Counts) -> Option<Certificate> {
        let mut next = done.clone();
        match self {
            Self::Recode { of, from, to, at, quarter, permanence, gender } => {
                let mut corners = vec![(at, true)];
                double(&mut corners, quarter.is_some(), |at| Corner { quarter: quarter.unwrap_or(at.quarter), ..at });
                double(&mut corners, permanence.is_some(), |at| Corner { permanence: permanence.unwrap_or(at.permanence), ..at });
                double(&mut corners, gender.is_some(), |at| Corner { gender, ..at });
                for (at, forth) in corners {
                    let (from, to) = if forth { (from, to) } else { (to, from) };
                    let group = stock.find(&next, at, of, from)?;
                    shift(&mut next, group, -1);
                    shift(&mut next, group.with(of, to), 1);
                }
            }
            Self::Add { group, month, permanence } => {
                if counts.closed.contains(&(group.permanence, group.month)) {
                    return None;
                }
                shift(&mut next, group, 1);
                let other =
                    Group { month: month.unwrap_or(group.month), permanence: permanence.unwrap_or(group.permanence), ..group };
                if other != group {
                    let counted = counts.visits.get(&other).copied().map_or(0, i64::from);
                    let left = counted.saturating_add(next.difference.get(&other).copied().unwrap_or(0));
                    (left > 0).then_some(())?;
                    shift(&mut next, other, -1);
                }
            }
        }
        Some(next)
    }
}

fn double(corners: &mut Vec<(Corner, bool)>, wanted: bool, there: impl Fn(Corner) -> Corner) {
    if wanted {
        let again: Vec<_> = corners.iter().map(|(at, forth)| (there(*at), !forth)).collect();
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
