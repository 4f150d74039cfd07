//! The figures of a further period.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Certificate, Counts, History, Scope, Spot,
    costs::Costs,
    history::{Need, Reach, Unproven},
    moves::Stock,
    witness::{Found, Search},
};
use crate::{
    calendar::{Grain, Period},
    statistics::Table,
};

/// A secret of the node, by which it chooses between figures that it could hide equally well. Who knows the method and not the
/// key cannot run it on guesses and see which of them hides the same.
#[derive(Clone)]
pub struct Key(pub [u8; 32]);

/// A history with one more period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// Everything public, the new period included.
    pub history: History,
    /// The tables of the period that do not appear at all, since one of their hidden figures could not be proven safe.
    pub withheld: BTreeSet<(Scope, Table)>,
}

/// Why a period cannot be released.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseError {
    /// It is public already.
    #[error("the period is public already")]
    Again,
    /// Something that the figures are made of is not public yet: coarse figures are protected against the fine ones.
    #[error("{1} is not public yet")]
    PartMissing(Scope, Period),
    /// What was published before is not proven safe with these counts; perhaps they changed.
    #[error(transparent)]
    Unproven(#[from] Unproven),
}

/// What one release goes by.
struct Plan<'a> {
    counts: &'a Counts,
    scope: Scope,
    period: Period,
    smallest: i64,
    key: &'a Key,
    /// Every figure that is not zero.
    sums: BTreeMap<Spot, i64>,
}

impl History {
    /// Adds the figures of `period`: none below `smallest`, and as few other ones hidden as the search finds. Figures of a
    /// permanence go out before those of the operator, shorter periods before the longer ones around them, in any order otherwise.
    ///
    /// # Errors
    /// [`ReleaseError`]; nothing is released then.
    pub fn release(
        &self,
        counts: &Counts,
        scope: Scope,
        period: Period,
        smallest: u32,
        key: &Key,
    ) -> Result<Released, ReleaseError> {
        if self.periods.contains(&(scope, period)) {
            return Err(ReleaseError::Again);
        }
        if let Some((scope, period)) = counts.parts(scope, period).into_iter().find(|part| !self.periods.contains(part)) {
            return Err(ReleaseError::PartMissing(scope, period));
        }
        let plan = Plan { counts, scope, period, smallest: i64::from(smallest), key, sums: counts.sums() };
        let mut withheld = BTreeSet::new();
        // Each round withholds one more table of the period, so the rounds are at most as many as its tables.
        loop {
            match self.attempt(&plan, &withheld) {
                Ok(history) => {
                    history.verify_sums(counts, &plan.sums, smallest)?;
                    return Ok(Released { history, withheld });
                }
                Err(spot) if spot.period == period && spot.scope == scope && withheld.insert((scope, spot.table)) => {}
                Err(spot) => return Err(Unproven::Small(spot).into()),
            }
        }
    }

    fn attempt(&self, plan: &Plan<'_>, withheld: &BTreeSet<(Scope, Table)>) -> Result<Self, Spot> {
        let counts = plan.counts;
        let spots = counts.spots(plan.scope, plan.period);
        let fresh: BTreeSet<Spot> = spots.filter(|spot| !withheld.contains(&(spot.scope, spot.table))).collect();
        let known = |permanence: u16, since: Period| {
            let scope = Scope::Permanence(permanence);
            (scope, since) == (plan.scope, plan.period) || self.periods.contains(&(scope, since))
        };
        let year = plan.period.year();
        let stock = Stock::of(counts, |group| group.since.year() == year && known(group.permanence, group.since));
        let costs = Costs::of(counts, year, &self.figures, plan.key);
        let mut search = Search { counts, costs, stock, known: &known };
        for spot in fresh.iter().filter(|spot| plan.is_small(spot)) {
            search.costs.set(counts, spot, 0);
        }
        let chosen = self.choose(plan, &fresh, &mut search)?;
        let elsewhere = self.certificates.iter().filter(|older| older.year() != Some(year)).cloned();
        let mut history = Self { certificates: elsewhere.chain(chosen).collect(), ..self.clone() };
        history.periods.insert((plan.scope, plan.period));
        for spot in fresh {
            let is_hidden = spot.late || search.costs.get(counts, &spot) == 0;
            let shown = (!is_hidden).then(|| u32::try_from(plan.value(&spot)).ok()).flatten();
            history.figures.insert(spot, shown);
        }
        Ok(history)
    }

    /// Certificates for all hidden figures of the year. What they change among the fresh figures costs nothing afterwards: it is
    /// hidden.
    fn choose(&self, plan: &Plan<'_>, fresh: &BTreeSet<Spot>, search: &mut Search<'_>) -> Result<Vec<Certificate>, Spot> {
        let year = plan.period.year();
        let of_year = self.certificates.iter().filter(|older| older.year() == Some(year)).cloned();
        let priced: Vec<Found> = of_year.filter_map(|older| search.priced(older)).collect();
        let (stale, kept): (Vec<Found>, Vec<Found>) = priced.into_iter().partition(|found| plan.is_stale(fresh, found));
        let mut reach = Reach::default();
        for found in &kept {
            reach.add(&found.changes);
        }
        let mut chosen: Vec<Certificate> = kept.into_iter().map(|found| found.certificate).collect();
        let before = self.figures.iter().filter(|(spot, shown)| shown.is_none() && spot.period.year() == year);
        let small = fresh.iter().filter(|spot| spot.late || plan.is_small(spot));
        let mut needs: Vec<Spot> = before.map(|(spot, _)| *spot).chain(small.copied()).collect();
        needs.sort_by_key(|spot| (!plan.is_small(spot), std::cmp::Reverse(spot.period.grain()), *spot));
        for spot in needs {
            let value = plan.value(&spot);
            let lacks = |found: &Found| {
                let moved = super::history::Moved::new(found.certificate.change_of(&spot));
                moved.need(&spot, value, plan.smallest) != Need::Met
            };
            if reach.of(&spot).need(&spot, value, plan.smallest) == Need::Met {
                continue;
            }
            let older = stale.iter().filter(|found| !lacks(found)).filter_map(|found| search.priced(found.certificate.clone()));
            let found = search.certificate(&spot, value, plan.smallest);
            let found = found.into_iter().chain(older).min_by_key(|found| found.cost).ok_or(spot)?;
            for (hidden, _) in found.changes.iter().filter(|(spot, _)| fresh.contains(spot)) {
                search.costs.set(search.counts, hidden, 0);
            }
            reach.add(&found.changes);
            chosen.push(found.certificate);
        }
        Ok(chosen)
    }
}

impl Plan<'_> {
    fn value(&self, spot: &Spot) -> i64 {
        self.sums.get(spot).copied().unwrap_or(0)
    }

    fn is_small(&self, spot: &Spot) -> bool {
        self.value(spot) < self.smallest && !self.counts.is_structural_zero(spot)
    }

    /// Whether a cheaper certificate may be found now: this one costs something, and the period is the last chance to pay less.
    fn is_stale(&self, fresh: &BTreeSet<Spot>, found: &Found) -> bool {
        let concerns = |(spot, _): &(Spot, i64)| fresh.contains(spot);
        let is_small =
            self.period.grain() == Grain::Month && found.changes.iter().any(|(spot, _)| spot.table == Table::MonthVisits);
        let is_near = self.period.grain() != Grain::Month || is_small;
        let is_own = match self.scope {
            Scope::Operator => true,
            Scope::Permanence(permanence) => found.certificate.difference.keys().any(|group| group.permanence == permanence),
        };
        found.cost > 0 && (found.changes.iter().any(concerns) || (is_near && is_own))
    }
}

impl Certificate {
    /// The year that it is about: all its visits lie in one.
    fn year(&self) -> Option<i16> {
        self.difference.keys().next().map(|group| group.since.year())
    }
}
