//! Which figures of a release are hidden: certificates for all that must be, at the least cost found in others.

use std::collections::BTreeSet;

use super::{
    Counts, History, Key, Spot,
    grid::Grid,
    history::{Moved, Need, Reach},
    prices::{PUBLIC, Prices},
    search::{Found, Search},
};

/// How often a few figures are shown on trial, to hide others in their stead.
const TRIALS: u32 = 100;

/// The figures of the year as the release sees them.
pub(super) struct Figures<'a> {
    pub(super) counts: &'a Counts,
    pub(super) grid: &'a Grid,
    /// What is public, and the smallest figure of each period.
    pub(super) history: &'a History,
    /// By their places.
    pub(super) sums: &'a [i64],
    /// The ones that are to be released.
    pub(super) fresh: &'a BTreeSet<Spot>,
}

/// A choice of certificates while it is made.
pub(super) struct Choice<'a, 'b> {
    figures: &'a Figures<'a>,
    search: Search<'b>,
    /// The prices before anything was hidden.
    whole: Prices,
    /// The figures that need a certificate: small ones first, of long periods first.
    needs: Vec<Spot>,
    /// The places of what is not public yet and need not be hidden.
    open: Vec<usize>,
    /// The places of the fresh ones among them.
    extras: Vec<usize>,
    chosen: Vec<Found>,
}

/// The prices before some were changed.
type Before = Vec<(usize, u64)>;

impl Figures<'_> {
    pub(super) fn value(&self, spot: &Spot) -> i64 {
        self.grid.place(spot).and_then(|place| self.sums.get(place)).copied().unwrap_or(0)
    }

    fn smallest(&self, spot: &Spot) -> i64 {
        i64::from(self.history.smallest_of(spot))
    }

    fn is_small(&self, spot: &Spot) -> bool {
        self.value(spot) < self.smallest(spot) && !self.counts.is_structural_zero(spot)
    }

    fn meets(&self, moved: Moved, spot: &Spot) -> bool {
        moved.need(spot, self.value(spot), self.smallest(spot)) == Need::Met
    }
}

impl<'a, 'b> Choice<'a, 'b> {
    /// Certificates for the small ones among the fresh figures and for what was `hidden` before; those of `older` that cost nothing are
    /// kept. The first certificates are looked for at prices changed by `noise`, to come elsewhere.
    ///
    /// # Errors
    /// A figure for which none was found.
    pub(super) fn new(
        figures: &'a Figures<'a>,
        mut search: Search<'b>,
        (hidden, older): (&[Spot], Vec<Found>),
        noise: Option<&Key>,
    ) -> Result<Self, Spot> {
        let whole = search.prices.clone();
        let small: Vec<&Spot> = figures.fresh.iter().filter(|spot| spot.late || figures.is_small(spot)).collect();
        let of_small: BTreeSet<usize> = small.iter().filter_map(|spot| figures.grid.place(spot)).collect();
        for place in &of_small {
            search.prices.set(*place, 0);
        }
        let mut needs: Vec<Spot> = hidden.iter().chain(small).copied().collect();
        needs.sort_by_key(|spot| (!figures.is_small(spot), std::cmp::Reverse(spot.period.grain()), *spot));
        let is_open = |place: &usize| (1..PUBLIC).contains(&whole.get(*place)) && !of_small.contains(place);
        let open = (0..figures.grid.places()).filter(is_open).collect();
        let extras = figures.fresh.iter().filter_map(|spot| figures.grid.place(spot)).filter(is_open).collect();
        let (stale, chosen): (Vec<Found>, Vec<Found>) = older.into_iter().partition(|found| found.cost > 0);
        let mut choice = Self { figures, search, whole, needs, open, extras, chosen: Vec::new() };
        if let Some(key) = noise {
            let drawn = key.draw(figures.grid.year(), TRIALS);
            choice.reprice(&[], |place, price| noisy(place, price, &drawn, false));
        }
        choice.chosen = choice.met(chosen, &stale, PUBLIC).map_err(|(spot, _)| spot)?;
        Ok(choice)
    }

    /// Looks for a choice that costs less.
    pub(super) fn improve(&mut self, key: &Key) {
        self.thin();
        let mut cost = self.cost();
        for trial in 0..TRIALS {
            let drawn = key.draw(self.figures.grid.year(), trial);
            let Some(shown) = self.some_hidden(&drawn) else { break };
            let before = self.search.prices.clone();
            let kept: Vec<Found> =
                self.chosen.iter().filter(|found| !found.changes.keys().any(|place| shown.contains(place))).cloned().collect();
            self.reprice(&kept, |place, price| noisy(place, price, &drawn, shown.contains(&place)));
            let next = self.met(kept, &[], PUBLIC).ok();
            match next.map(|next| (self.cost_of(&next), next)) {
                Some((next_cost, next)) if next_cost <= cost => {
                    cost = next_cost;
                    self.reprice(&next, |_, price| price);
                    self.chosen = next;
                }
                _ => self.search.prices = before,
            }
        }
    }

    /// The certificates, and the figures among the fresh ones that are shown.
    pub(super) fn finish(self) -> (Vec<Found>, BTreeSet<Spot>) {
        let is_shown = |spot: &&Spot| {
            let place = self.figures.grid.place(spot);
            !spot.late && place.is_some_and(|place| self.search.prices.get(place) != 0)
        };
        let shown = self.figures.fresh.iter().filter(is_shown).copied().collect();
        (self.chosen, shown)
    }

    /// Adds certificates for the figures that lack one, and hides what these change.
    fn met(&mut self, mut chosen: Vec<Found>, stale: &[Found], limit: u64) -> Result<Vec<Found>, (Spot, Before)> {
        let figures = self.figures;
        let mut reach = Reach::new(figures.grid);
        for found in &chosen {
            reach.add(&found.changes);
        }
        let (mut before, mut spent) = (Before::new(), 0_u64);
        for spot in &self.needs {
            let Some(place) = figures.grid.place(spot) else { return Err((*spot, before)) };
            if figures.meets(reach.of(place), spot) {
                continue;
            }
            let alone = |found: &&Found| figures.meets(Moved::by(found.changes.get(&place).copied().unwrap_or(0)), spot);
            let older = stale.iter().filter(alone).filter_map(|found| self.search.priced(found.certificate.clone()));
            let older = older.min_by_key(|found| found.cost);
            let found = self.search.certificate(spot, figures.value(spot), figures.smallest(spot));
            let found = found.filter(|found| alone(&found)).into_iter().chain(older).min_by_key(|found| found.cost);
            let Some(found) = found.filter(|found| spent.saturating_add(found.cost) < limit) else {
                return Err((*spot, before));
            };
            spent = spent.saturating_add(found.cost);
            for place in found.changes.keys() {
                before.push((*place, self.search.prices.set(*place, 0)));
            }
            reach.add(&found.changes);
            chosen.push(found);
        }
        Ok(chosen)
    }

    /// Shows what need not be hidden after all: what no certificate changes, and what the others can do without at a lower price.
    fn thin(&mut self) {
        let price = |place: &usize| std::cmp::Reverse(self.whole.get(*place));
        let mut dearest = self.extras.clone();
        dearest.sort_by_key(price);
        for place in dearest.into_iter().filter(|place| self.search.prices.get(*place) == 0).collect::<Vec<usize>>() {
            let whole = self.whole.get(place);
            let (dropped, kept): (Vec<Found>, Vec<Found>) =
                self.chosen.iter().cloned().partition(|found| found.changes.contains_key(&place));
            if dropped.is_empty() {
                self.search.prices.set(place, whole);
                continue;
            }
            self.search.prices.set(place, PUBLIC);
            match self.met(kept, &[], whole) {
                Ok(chosen) => {
                    self.chosen = chosen;
                    self.search.prices.set(place, whole);
                }
                Err((_, before)) => {
                    for (other, price) in before.into_iter().rev() {
                        self.search.prices.set(other, price);
                    }
                    self.search.prices.set(place, 0);
                }
            }
        }
        let chosen = std::mem::take(&mut self.chosen);
        self.reprice(&chosen, |_, price| price);
        self.chosen = chosen;
    }

    /// What certificates change is hidden; everything else has its price, changed by `other`.
    fn reprice(&mut self, chosen: &[Found], other: impl Fn(usize, u64) -> u64) {
        let hidden = changed(chosen);
        for place in &self.open {
            let price = if hidden.contains(place) { 0 } else { other(*place, self.whole.get(*place)) };
            self.search.prices.set(*place, price);
        }
    }

    /// What is hidden besides what has to be, at its prices.
    pub(super) fn cost(&self) -> u64 {
        self.cost_of(&self.chosen)
    }

    fn cost_of(&self, chosen: &[Found]) -> u64 {
        let hidden = changed(chosen);
        self.open.iter().filter(|place| hidden.contains(place)).fold(0, |sum, place| sum.saturating_add(self.whole.get(*place)))
    }

    /// One to four of the figures that are hidden and need not be.
    fn some_hidden(&self, drawn: &[u8; 32]) -> Option<BTreeSet<usize>> {
        let hidden: Vec<usize> = self.extras.iter().copied().filter(|place| self.search.prices.get(*place) == 0).collect();
        let (how_many, rest) = drawn.split_first()?;
        let pairs = rest.chunks_exact(2).take(usize::from(how_many % 4).saturating_add(1));
        let place = |pair: &[u8]| {
            let number = pair.iter().fold(0_usize, |sum, byte| sum.saturating_mul(256).saturating_add(usize::from(*byte)));
            hidden.get(number.checked_rem(hidden.len())?).copied()
        };
        let some: BTreeSet<usize> = pairs.filter_map(place).collect();
        (!some.is_empty()).then_some(some)
    }
}

/// The places of all figures that certificates change.
fn changed(chosen: &[Found]) -> BTreeSet<usize> {
    chosen.iter().flat_map(|found| found.changes.keys().copied()).collect()
}

/// Half as much to half as much again, and three times more for what was hidden until now.
fn noisy(place: usize, price: u64, drawn: &[u8; 32], was_hidden: bool) -> u64 {
    let drawn = drawn.get(place % 32).copied().unwrap_or(0);
    let percent = u64::from(drawn % 100).saturating_add(if was_hidden { 350 } else { 50 });
    price.saturating_mul(percent) / 100
}
