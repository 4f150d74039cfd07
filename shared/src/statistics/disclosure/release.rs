//! The figures of a further period.

use std::collections::{BTreeMap, BTreeSet};

use super::{Certificate, Counts, History, Scope, Spot, history::Unproven, moves::Stock, witness::Search};
use crate::{
    calendar::{Grain, Month, Period},
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
    /// A shorter period inside it is not public yet: coarse figures are protected against the fine ones that they are made of.
    #[error("{0} is not public yet")]
    PartMissing(Period),
    /// What was published before is not proven safe with these counts; perhaps they changed.
    #[error(transparent)]
    Unproven(#[from] Unproven),
}

impl History {
    /// Adds the figures of `period`: none below `smallest`, and as few other ones hidden as the search finds.
    ///
    /// # Errors
    /// [`ReleaseError`]; nothing is released then.
    pub fn release(&self, counts: &Counts, period: Period, smallest: u32, key: &Key) -> Result<Released, ReleaseError> {
        if self.periods.contains(&period) {
            return Err(ReleaseError::Again);
        }
        if let Some(part) = Counts::parts(period).into_iter().find(|part| !self.periods.contains(part)) {
            return Err(ReleaseError::PartMissing(part));
        }
        self.verify(counts, smallest)?;
        let mut withheld = BTreeSet::new();
        // Each round withholds one more table of the period, so the rounds are at most as many as its tables.
        loop {
            match self.attempt(counts, period, smallest, key, &withheld) {
                Ok(history) => {
                    history.verify(counts, smallest)?;
                    return Ok(Released { history, withheld });
                }
                Err(spot) if withheld.insert((spot.scope, spot.table)) => {}
                Err(spot) => return Err(Unproven::Small(spot).into()),
            }
        }
    }

    fn attempt(
        &self,
        counts: &Counts,
        period: Period,
        smallest: u32,
        key: &Key,
        withheld: &BTreeSet<(Scope, Table)>,
    ) -> Result<Self, Spot> {
        let sums = counts.sums();
        let value = |spot: &Spot| sums.get(spot).copied().unwrap_or(0);
        let smallest = i64::from(smallest);
        let fresh: BTreeSet<Spot> = counts.spots(period).filter(|spot| !withheld.contains(&(spot.scope, spot.table))).collect();
        let small = |spot: &&Spot| value(spot) < smallest && !counts.is_structural_zero(spot);
        let hidden: BTreeSet<Spot> = fresh.iter().filter(small).copied().collect();
        let known = |month: Month| period.contains(month) || self.periods.contains(&month.into());
        let stock = Stock::of(counts, |month| month.year() == period.year() && known(month));
        let quarters = Counts::quarters(period.year(), known);
        let mut search = Search { counts, key, figures: &self.figures, hidden, stock, quarters };
        let before = self.figures.iter().filter(|(spot, shown)| shown.is_none() && spot.period.year() == period.year());
        let mut needs: Vec<Spot> = before.map(|(spot, _)| *spot).chain(search.hidden.iter().copied()).collect();
        needs.sort_by_key(|spot| (value(spot) >= smallest, std::cmp::Reverse(spot.period.grain()), *spot));
        let with_changes = |certificate: Certificate| (certificate.changes(), certificate);
        let earlier: Vec<_> = self.certificates.iter().cloned().map(with_changes).collect();
        let mut chosen: Vec<(BTreeMap<Spot, i64>, Certificate)> = Vec::new();
        for spot in needs {
            let wanted = smallest.saturating_sub(value(&spot));
            let proves = |changes: &BTreeMap<Spot, i64>| {
                let change = changes.get(&spot).copied().unwrap_or(0);
                if wanted > 0 { change >= wanted } else { change != 0 }
            };
            if chosen.iter().any(|(changes, _)| proves(changes)) {
                continue;
            }
            let older = earlier.iter().filter(|(changes, _)| proves(changes));
            let older = older.filter_map(|(changes, older)| Some((search.cost(changes)?, older.clone())));
            let found = search.raise(&spot, wanted.max(1));
            let (_, certificate) = found.into_iter().chain(older).min_by_key(|(cost, _)| *cost).ok_or(spot)?;
            let (changes, certificate) = with_changes(certificate);
            search.hidden.extend(changes.keys().filter(|spot| fresh.contains(spot)));
            chosen.push((changes, certificate));
        }
        let chosen = chosen.into_iter().map(|(_, certificate)| certificate);
        let elsewhere = self.certificates.iter().filter(|older| older.year() != Some(period.year()));
        let mut history = Self { certificates: elsewhere.cloned().chain(chosen).collect(), ..self.clone() };
        history.periods.insert(period);
        for spot in fresh {
            let shown = (!search.hidden.contains(&spot)).then(|| u32::try_from(value(&spot)).ok()).flatten();
            history.figures.insert(spot, shown);
        }
        Ok(history)
    }
}

impl Certificate {
    /// The year that it is about: all its visits lie in one.
    fn year(&self) -> Option<i16> {
        self.difference.keys().next().map(|group| group.month.year())
    }
}

impl Counts {
    fn quarters(year: i16, known: impl Fn(Month) -> bool) -> BTreeSet<Period> {
        let all = (1..=12).filter_map(|month| Month::new(year, month).ok());
        all.filter(|month| known(*month)).map(|month| Period::around(month, Grain::Quarter)).collect()
    }
}
