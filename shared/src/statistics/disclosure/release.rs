//! The figures of a further period.

use std::collections::BTreeSet;

use super::{
    Certificate, Counts, History, Scope, Spot,
    choice::{Choice, Figures},
    grid::Grid,
    history::Unproven,
    prices::Prices,
    search::{Found, Search},
};
use crate::calendar::{Grain, Period};

/// A secret of the node, by which it chooses between figures that it could hide equally well. Who knows the method and not the
/// key cannot run it on guesses and see which of them hides the same.
#[derive(Clone)]
pub struct Key(pub [u8; 32]);

/// Why a period cannot be released.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseError {
    /// It is public already.
    #[error("the period is public already")]
    Again,
    /// Something that the figures are made of is not public yet: coarse figures are protected against the fine ones.
    #[error("{1} is not public yet")]
    PartMissing(Scope, Period),
    /// No certificate was found for a figure, so that none of all this may be released.
    #[error("no certificate was found for a figure")]
    NoCertificate(Spot),
    /// What was published before is not proven safe with these counts; perhaps they changed.
    #[error(transparent)]
    Unproven(#[from] Unproven),
}

/// How many choices a year is picked from at most.
const MOST_STARTS: u8 = 12;

/// How many permanences such choices are made for: half as many choices for twice the permanences.
const STARTED_PERMANENCES: u16 = 48;

/// What one release goes by.
struct Plan<'a> {
    counts: &'a Counts,
    units: &'a BTreeSet<(Scope, Period)>,
    grid: Grid,
    smallest: u32,
    key: &'a Key,
    /// Every figure of the year, by its place.
    sums: Vec<i64>,
}

impl History {
    /// Adds the figures of `units`, none of which is below `smallest`, and hides as few other ones as the search finds. Figures of a
    /// permanence go out before those of the operator or with them, shorter periods before the longer ones around them or with them,
    /// in any order otherwise. What goes out together is hidden where that costs least: of the last quarter rather than of the year.
    ///
    /// # Errors
    /// [`ReleaseError`]; nothing is released then.
    pub fn release(
        &self,
        counts: &Counts,
        units: &BTreeSet<(Scope, Period)>,
        smallest: u32,
        key: &Key,
    ) -> Result<Self, ReleaseError> {
        if units.iter().any(|unit| self.periods.contains_key(unit)) {
            return Err(ReleaseError::Again);
        }
        let parts = units.iter().flat_map(|(scope, period)| counts.parts(*scope, *period));
        let mut missing = parts.filter(|part| !self.periods.contains_key(part) && !units.contains(part));
        if let Some((scope, period)) = missing.next() {
            return Err(ReleaseError::PartMissing(scope, period));
        }
        let years: BTreeSet<i16> = units.iter().map(|(_, period)| period.year()).collect();
        let mut history = self.clone();
        for year in years {
            let of_year = units.iter().filter(|(_, period)| period.year() == year).copied().collect();
            let grid = Grid::new(counts, year);
            let sums = grid.sums(counts);
            let plan = Plan { counts, units: &of_year, grid, smallest, key, sums };
            history = plan.release(&history).map_err(ReleaseError::NoCertificate)?;
            history.verify_year(counts, &plan.grid)?;
        }
        Ok(history)
    }
}

impl History {
    /// Looks for certificates of what is public and lacks one.
    ///
    /// # Errors
    /// [`ReleaseError`]; nothing changes then.
    pub fn prove_again(&self, counts: &Counts, year: i16, key: &Key) -> Result<Self, ReleaseError> {
        let grid = Grid::new(counts, year);
        let sums = grid.sums(counts);
        let plan = Plan { counts, units: &BTreeSet::new(), grid, smallest: u32::MAX, key, sums };
        let history = plan.release(self).map_err(ReleaseError::NoCertificate)?;
        history.verify_year(counts, &plan.grid)?;
        Ok(history)
    }
}

impl Plan<'_> {
    /// The certificates and shown figures of the cheapest choice of several. Where no year goes out, and for operators whose year takes
    /// long already, it is the first one.
    fn cheapest<'a: 'b, 'b>(
        &self,
        choice: impl Fn(u8) -> Result<Choice<'a, 'b>, Spot>,
    ) -> Result<(Vec<Found>, BTreeSet<Spot>), Spot> {
        let has_year = self.units.iter().any(|(_, period)| period.grain() == Grain::Year);
        let starts = if has_year { STARTED_PERMANENCES.checked_div(self.counts.permanences).unwrap_or(1) } else { 1 };
        let mut best = choice(0);
        for start in 1..u8::try_from(starts).unwrap_or(MOST_STARTS).min(MOST_STARTS) {
            best = match (best, choice(start)) {
                (Ok(best), Ok(next)) if next.cost() < best.cost() => Ok(next),
                (Err(_), Ok(next)) => Ok(next),
                (best, _) => best,
            };
        }
        best.map(Choice::finish)
    }

    fn release(&self, before: &History) -> Result<History, Spot> {
        let counts = self.counts;
        let spots = self.units.iter().flat_map(|(scope, period)| counts.spots(*scope, *period));
        let fresh: BTreeSet<Spot> = spots.collect();
        let known = |permanence: u16, since: Period| {
            let unit = (Scope::Permanence(permanence), since);
            self.units.contains(&unit) || before.periods.contains_key(&unit)
        };
        let prices = Prices::of(counts, &self.grid, before, (&fresh, self.smallest), self.key);
        let of_year = |certificate: &&Certificate| certificate.years().contains(&self.grid.year());
        let older: Vec<&Certificate> = before.certificates.iter().filter(of_year).collect();
        let hidden = before.figures.iter().filter(|(spot, shown)| shown.is_none() && spot.period.year() == self.grid.year());
        let hidden: Vec<Spot> = hidden.map(|(spot, _)| *spot).collect();
        let mut history = before.clone();
        history.periods.extend(self.units.iter().map(|unit| (*unit, self.smallest)));
        let figures = Figures { counts, grid: &self.grid, history: &history, sums: &self.sums, fresh: &fresh };
        let (chosen, shown) = self.cheapest(|start| {
            let key = self.key.of_start(start);
            let search = Search::new(counts, &self.grid, prices.clone(), &known);
            let older = older.iter().filter_map(|older| search.priced((*older).clone())).collect();
            let mut choice = Choice::new(&figures, search, (&hidden, older), (start > 0).then_some(&key))?;
            choice.improve(&key);
            Ok(choice)
        })?;
        let elsewhere = before.certificates.iter().filter(|older| !of_year(older)).cloned();
        let chosen = chosen.into_iter().map(|found| found.certificate);
        let value = |spot: &Spot| u32::try_from(figures.value(spot)).ok();
        let released: Vec<(Spot, Option<u32>)> =
            fresh.iter().map(|spot| (*spot, shown.contains(spot).then(|| value(spot)).flatten())).collect();
        history.certificates = elsewhere.chain(chosen).collect();
        history.figures.extend(released);
        Ok(history)
    }
}
