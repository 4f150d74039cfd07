//! What is public of an operator, and why it gives nobody away.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counts, Group, Scope, Spot};
use crate::calendar::Period;

/// Another possible set of visits that gives the same public figures: its difference from the true one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Visits more or fewer than truly counted, by group; never zero.
    pub difference: BTreeMap<Group, i64>,
}

impl Certificate {
    /// The difference that it makes to one figure.
    #[must_use]
    pub fn change_of(&self, spot: &Spot) -> i64 {
        let of_it = self.difference.iter().filter(|(group, _)| group.counts_in(spot));
        of_it.fold(0_i64, |sum, (_, visits)| sum.saturating_add(*visits))
    }

    /// The difference that it makes to every figure that it changes, in the order of the figures.
    #[must_use]
    pub fn changes(&self) -> Vec<(Spot, i64)> {
        let each = self.difference.iter().flat_map(|(group, visits)| group.spots().map(|spot| (spot, *visits)));
        let mut changes: Vec<(Spot, i64)> = each.collect();
        changes.sort_unstable();
        changes.dedup_by(|(next, more), (spot, sum)| {
            let is_same = next == spot;
            if is_same {
                *sum = sum.saturating_add(*more);
            }
            is_same
        });
        changes.retain(|(_, change)| *change != 0);
        changes
    }
}

/// Everything that an operator published, with the certificates; the certificates stay at home.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The released figures; nothing where hidden.
    pub figures: BTreeMap<Spot, Option<u32>>,
    /// The periods released, and whose.
    pub periods: BTreeSet<(Scope, Period)>,
    /// The certificates for all hidden figures.
    pub certificates: Vec<Certificate>,
}

/// Why a history is not proven to be safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// A figure that is shown is not the number of visits, or is below the smallest without being known to be zero beforehand.
    #[error("a figure is shown that is wrong or too small")]
    Shown(Spot),
    /// Fewer than no visits somewhere, or visits where there can be none, in a certificate or in the counts.
    #[error("a set of visits is not possible")]
    Impossible(Group),
    /// A certificate does not give a figure that is shown.
    #[error("a certificate contradicts a figure that is shown")]
    Contradicts(Spot),
    /// No certificate lifts a hidden figure to the smallest that is shown, and none makes it zero, or more than zero if it is.
    #[error("a figure that is too small has no certificate")]
    Small(Spot),
    /// All certificates agree on a hidden figure.
    #[error("a hidden figure can be found")]
    Determined(Spot),
}

impl History {
    /// Checks, by addition and comparison alone, that no hidden figure can be found from all that is shown, nor be proven to lie
    /// below `smallest` without being zero.
    ///
    /// # Errors
    /// [`Unproven`] with the first thing that is not proven.
    pub fn verify(&self, counts: &Counts, smallest: u32) -> Result<(), Unproven> {
        self.verify_sums(counts, &counts.sums(), smallest)
    }

    pub(super) fn verify_sums(&self, counts: &Counts, sums: &BTreeMap<Spot, i64>, smallest: u32) -> Result<(), Unproven> {
        let smallest = i64::from(smallest);
        let value = |spot: &Spot| sums.get(spot).copied().unwrap_or(0);
        if let Some(group) = counts.visits.keys().find(|group| !counts.is_possible(group)) {
            return Err(Unproven::Impossible(*group));
        }
        for (spot, shown) in &self.figures {
            let Some(shown) = shown else { continue };
            let small = value(spot) < smallest && !counts.is_structural_zero(spot);
            if i64::from(*shown) != value(spot) || small {
                return Err(Unproven::Shown(*spot));
            }
        }
        let reach = self.reach(counts)?;
        for spot in self.figures.iter().filter(|(_, shown)| shown.is_none()).map(|(spot, _)| spot) {
            match reach.of(spot).need(spot, value(spot), smallest) {
                Need::Met => {}
                Need::Small => return Err(Unproven::Small(*spot)),
                Need::Determined => return Err(Unproven::Determined(*spot)),
            }
        }
        Ok(())
    }

    /// What the certificates make of each figure, once all are found possible and in agreement with what is shown.
    fn reach(&self, counts: &Counts) -> Result<Reach, Unproven> {
        let mut reach = Reach::default();
        for certificate in &self.certificates {
            for (group, difference) in &certificate.difference {
                let counted = counts.visits.get(group).copied().map_or(0, i64::from);
                if counted.saturating_add(*difference) < 0 || !counts.is_possible(group) {
                    return Err(Unproven::Impossible(*group));
                }
            }
            let changes = certificate.changes();
            if let Some(spot) = changes.iter().find(|(spot, _)| matches!(self.figures.get(spot), Some(Some(_)))) {
                return Err(Unproven::Contradicts(spot.0));
            }
            reach.add(&changes);
        }
        Ok(reach)
    }
}

/// How far certificates move figures.
#[derive(Debug, Clone, Default)]
pub(super) struct Reach(BTreeMap<Spot, Moved>);

/// The furthest down and up that certificates move a figure; at least one of them is zero or each on its side of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moved {
    down: i64,
    up: i64,
}

/// What a hidden figure still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing.
    Met,
    /// It might be proven to be small.
    Small,
    /// It might be found.
    Determined,
}

impl Reach {
    pub(super) fn add(&mut self, changes: &[(Spot, i64)]) {
        for (spot, change) in changes {
            let moved = self.0.entry(*spot).or_default();
            moved.down = moved.down.min(*change);
            moved.up = moved.up.max(*change);
        }
    }

    pub(super) fn of(&self, spot: &Spot) -> Moved {
        self.0.get(spot).copied().unwrap_or_default()
    }
}

impl Moved {
    pub(super) const fn new(change: i64) -> Self {
        if change < 0 { Self { down: change, up: 0 } } else { Self { down: 0, up: change } }
    }

    /// What the figure lacks that has this value. A late figure of the smallest or more may be known: it was never published, and
    /// could have been.
    pub(super) fn need(self, spot: &Spot, value: i64, smallest: i64) -> Need {
        if value < smallest {
            let lowered = if value > 0 { value.saturating_add(self.down) <= 0 } else { self.up > 0 };
            let is_met = lowered || value.saturating_add(self.up) >= smallest;
            return if is_met { Need::Met } else { Need::Small };
        }
        if spot.late || self.up > 0 || self.down < 0 { Need::Met } else { Need::Determined }
    }
}
