//! What is public of an operator, and why it gives nobody away.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counts, Group, Scope, Spot, grid::Grid};
use crate::calendar::Period;

/// Another possible set of visits that gives the same public figures: its difference from the true one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Visits more or fewer than truly counted, by group; never zero.
    pub difference: BTreeMap<Group, i64>,
}

impl Certificate {
    /// Counts so many visits more of a group, or fewer.
    pub fn add(&mut self, group: Group, visits: i64) {
        let difference = self.difference.entry(group).or_default();
        *difference = difference.saturating_add(visits);
        if *difference == 0 {
            self.difference.remove(&group);
        }
    }

    /// The difference that it makes to every figure of a year that it changes, by their places.
    pub(super) fn changes_in(&self, grid: &Grid) -> BTreeMap<usize, i64> {
        let mut changes: BTreeMap<usize, i64> = BTreeMap::new();
        for (group, visits) in &self.difference {
            grid.each_place(group, |place| {
                let change = changes.entry(place).or_default();
                *change = change.saturating_add(*visits);
            });
        }
        changes.retain(|_, change| *change != 0);
        changes
    }

    /// What it changes in a year, if it is possible and agrees with what is shown.
    fn fits(&self, counts: &Counts, grid: &Grid, shown: &[Option<Spot>]) -> Result<BTreeMap<usize, i64>, Unproven> {
        for (group, difference) in self.difference.iter().filter(|(group, _)| group.since.year() == grid.year()) {
            let counted = counts.visits.get(group).copied().map_or(0, i64::from);
            if counted.saturating_add(*difference) < 0 || !counts.is_possible(group) || !grid.has(group) {
                return Err(Unproven::Impossible(*group));
            }
        }
        let changes = self.changes_in(grid);
        match changes.keys().find_map(|place| shown.get(*place).copied().flatten()) {
            Some(spot) => Err(Unproven::Contradicts(spot)),
            None => Ok(changes),
        }
    }

    /// The years that it changes.
    pub(super) fn years(&self) -> BTreeSet<i16> {
        self.difference.keys().map(|group| group.since.year()).collect()
    }
}

/// Everything that an operator published, with the certificates; the certificates stay at home.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The released figures; nothing where hidden.
    pub figures: BTreeMap<Spot, Option<u32>>,
    /// The periods released, and whose, each with the smallest figure that was shown then.
    pub periods: BTreeMap<(Scope, Period), u32>,
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
    /// The smallest figure that was shown when the period of this one was released; nothing is small enough before.
    #[must_use]
    pub fn smallest_of(&self, spot: &Spot) -> u32 {
        self.periods.get(&(spot.scope, spot.period)).copied().unwrap_or(u32::MAX)
    }

    /// Checks, by addition and comparison alone, that no hidden figure can be found from all that is shown, nor be proven to lie
    /// below the smallest that was shown with it without being zero.
    ///
    /// # Errors
    /// [`Unproven`] with the first thing that is not proven.
    pub fn verify(&self, counts: &Counts) -> Result<(), Unproven> {
        let of_figures = self.figures.keys().map(|spot| spot.period.year());
        let of_counts = counts.visits.keys().map(|group| group.since.year());
        let years: BTreeSet<i16> =
            of_figures.chain(of_counts).chain(self.certificates.iter().flat_map(Certificate::years)).collect();
        years.into_iter().try_for_each(|year| self.verify_year(counts, &Grid::new(counts, year)))
    }

    /// The same for one year. No figure counts visits of two years, so what a certificate changes in one is possible by itself.
    pub(super) fn verify_year(&self, counts: &Counts, grid: &Grid) -> Result<(), Unproven> {
        let smallest = |spot: &Spot| i64::from(self.smallest_of(spot));
        let of_year = |group: &&Group| group.since.year() == grid.year();
        if let Some(group) = counts.visits.keys().filter(of_year).find(|group| !counts.is_possible(group)) {
            return Err(Unproven::Impossible(*group));
        }
        let sums = grid.sums(counts);
        let figures: Vec<(Spot, i64, Option<u32>)> = self.figures_of(grid, &sums);
        for (spot, value, figure) in figures.iter().filter_map(|(spot, value, figure)| Some((spot, *value, (*figure)?))) {
            if i64::from(figure) != value || (value < smallest(spot) && !counts.is_structural_zero(spot)) {
                return Err(Unproven::Shown(*spot));
            }
        }
        let reach = self.reach(counts, grid)?;
        for (spot, value, _) in figures.iter().filter(|(_, _, figure)| figure.is_none()) {
            let moved = grid.place(spot).map_or_else(Moved::default, |place| reach.of(place));
            match moved.need(spot, *value, smallest(spot)) {
                Need::Met => {}
                Need::Small => return Err(Unproven::Small(*spot)),
                Need::Determined => return Err(Unproven::Determined(*spot)),
            }
        }
        Ok(())
    }

    fn figures_of(&self, grid: &Grid, sums: &[i64]) -> Vec<(Spot, i64, Option<u32>)> {
        let of_year = self.figures.iter().filter(|(spot, _)| spot.period.year() == grid.year());
        let value = |spot: &Spot| grid.place(spot).and_then(|place| sums.get(place)).copied().unwrap_or(0);
        of_year.map(|(spot, figure)| (*spot, value(spot), *figure)).collect()
    }

    /// The figures that are shown, by their places.
    fn shown_in(&self, grid: &Grid) -> Vec<Option<Spot>> {
        let mut shown = vec![None; grid.places()];
        let of_year = self.figures.iter().filter(|(spot, figure)| figure.is_some() && spot.period.year() == grid.year());
        for (spot, _) in of_year {
            if let Some(shown) = grid.place(spot).and_then(|place| shown.get_mut(place)) {
                *shown = Some(*spot);
            }
        }
        shown
    }

    /// Forgets the certificates of a year that prove nothing, as those of counts that are lost.
    pub(super) fn drop_unsound(&mut self, counts: &Counts, year: i16) {
        let grid = Grid::new(counts, year);
        let shown = self.shown_in(&grid);
        self.certificates.retain(|certificate| certificate.fits(counts, &grid, &shown).is_ok());
    }

    /// What the certificates make of each figure, once all are found possible and in agreement with what is shown.
    fn reach(&self, counts: &Counts, grid: &Grid) -> Result<Reach, Unproven> {
        let shown = self.shown_in(grid);
        let mut reach = Reach::new(grid);
        for certificate in &self.certificates {
            reach.add(&certificate.fits(counts, grid, &shown)?);
        }
        Ok(reach)
    }
}

/// How far certificates move figures, by their places.
#[derive(Debug, Clone)]
pub(super) struct Reach(Vec<Moved>);

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
    pub(super) fn new(grid: &Grid) -> Self {
        Self(vec![Moved::default(); grid.places()])
    }

    pub(super) fn add(&mut self, changes: &BTreeMap<usize, i64>) {
        for (place, change) in changes {
            if let Some(moved) = self.0.get_mut(*place) {
                moved.add(*change);
            }
        }
    }

    pub(super) fn of(&self, place: usize) -> Moved {
        self.0.get(place).copied().unwrap_or_default()
    }
}

impl Moved {
    pub(super) fn by(change: i64) -> Self {
        Self { down: change.min(0), up: change.max(0) }
    }

    fn add(&mut self, change: i64) {
        self.down = self.down.min(change);
        self.up = self.up.max(change);
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
