//! What is public of an operator, and why it gives nobody away.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counts, Group, Spot};
use crate::calendar::Period;

/// Another possible set of visits that gives the same public figures: its difference from the true one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Visits more or fewer than truly counted, by group; never zero.
    pub difference: BTreeMap<Group, i64>,
}

impl Certificate {
    /// The difference that it makes to every figure that it changes.
    #[must_use]
    pub fn changes(&self) -> BTreeMap<Spot, i64> {
        let mut changes = BTreeMap::new();
        for (group, visits) in &self.difference {
            for spot in group.spots() {
                let change: &mut i64 = changes.entry(spot).or_default();
                *change = change.saturating_add(*visits);
            }
        }
        changes.retain(|_, change| *change != 0);
        changes
    }
}

/// Everything that an operator published, with the certificates; the certificates stay at home.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The released figures; nothing where hidden.
    pub figures: BTreeMap<Spot, Option<u32>>,
    /// The periods released.
    pub periods: BTreeSet<Period>,
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
    /// No certificate lifts a hidden figure to the smallest that is shown.
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
        let sums = counts.sums();
        let smallest = i64::from(smallest);
        let value = |spot: &Spot| sums.get(spot).copied().unwrap_or(0);
        let closed = |group: &&Group| counts.closed.contains(&(group.permanence, group.month));
        if let Some(group) = counts.visits.keys().find(closed) {
            return Err(Unproven::Impossible(*group));
        }
        for (spot, shown) in &self.figures {
            let Some(shown) = shown else { continue };
            let small = value(spot) < smallest && !counts.is_structural_zero(spot);
            if i64::from(*shown) != value(spot) || small {
                return Err(Unproven::Shown(*spot));
            }
        }
        let changes = self.possible(counts)?;
        for spot in self.figures.iter().filter(|(_, shown)| shown.is_none()).map(|(spot, _)| spot) {
            let mut others = changes.iter().filter_map(|changed| changed.get(spot));
            if value(spot) < smallest {
                if !others.any(|change| value(spot).saturating_add(*change) >= smallest) {
                    return Err(Unproven::Small(*spot));
                }
            } else if others.next().is_none() {
                return Err(Unproven::Determined(*spot));
            }
        }
        Ok(())
    }

    /// The changes of each certificate, once all are found possible and in agreement with what is shown.
    fn possible(&self, counts: &Counts) -> Result<Vec<BTreeMap<Spot, i64>>, Unproven> {
        let mut all = Vec::new();
        for certificate in &self.certificates {
            for (group, difference) in &certificate.difference {
                let counted = counts.visits.get(group).copied().map_or(0, i64::from);
                let closed = counts.closed.contains(&(group.permanence, group.month));
                if counted.saturating_add(*difference) < 0 || closed {
                    return Err(Unproven::Impossible(*group));
                }
            }
            let changes = certificate.changes();
            if let Some(spot) = changes.keys().find(|spot| matches!(self.figures.get(spot), Some(Some(_)))) {
                return Err(Unproven::Contradicts(*spot));
            }
            all.push(changes);
        }
        Ok(all)
    }
}
