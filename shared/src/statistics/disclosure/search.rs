//! The search for a certificate of one hidden figure, at the least cost in further figures to hide.

use std::collections::BTreeMap;

use super::{
    Certificate, Counts, Scope, Spot,
    cycle::{Among, Cycle, Net, Ring, Step},
    grid::{self, Grid},
    prices::{PUBLIC, Prices},
    shifts::{self, Shift},
    stock::{LATE_OF_YEAR, SLOTS, Stock, kept},
};
use crate::{
    calendar::{Grain, Period},
    statistics::{Table, Trait},
};

/// How many different ways are put together in one certificate.
const ROUNDS: usize = 12;

/// How often a certificate is mended.
const MENDINGS: usize = 12;

/// How many of the figures that it pays for are tried each time.
const DEAREST: usize = 12;

/// What a search goes by.
pub(super) struct Search<'a> {
    pub(super) counts: &'a Counts,
    pub(super) grid: &'a Grid,
    pub(super) prices: Prices,
    pub(super) stock: Stock,
    /// The figures, by their places.
    spots: Vec<Option<Spot>>,
    /// Which months and late slots visits can be changed in.
    pub(super) known: &'a dyn Fn(u16, Period) -> bool,
}

/// How far a figure is to be moved, and which way.
#[derive(Debug, Clone, Copy)]
struct Aim {
    spot: Spot,
    /// The trait that visits are to change, but for a figure by months.
    of: Option<Trait>,
    up: bool,
    wanted: i64,
}

/// A certificate, what it changes, and what that costs.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) cost: u64,
    pub(super) certificate: Certificate,
    /// By the places of the figures.
    pub(super) changes: BTreeMap<usize, i64>,
}

impl<'a> Search<'a> {
    pub(super) fn new(counts: &'a Counts, grid: &'a Grid, prices: Prices, known: &'a dyn Fn(u16, Period) -> bool) -> Self {
        let mut spots = vec![None; grid.places()];
        for spot in grid::spots(counts, grid.year()) {
            if let Some(at) = grid.place(&spot).and_then(|place| spots.get_mut(place)) {
                *at = Some(spot);
            }
        }
        Self { counts, grid, prices, stock: Stock::of(counts, grid, known), spots, known }
    }

    /// A certificate with its cost; nothing if it changes what is public.
    pub(super) fn priced(&self, certificate: Certificate) -> Option<Found> {
        let changes = certificate.changes_in(self.grid);
        let cost = changes.keys().fold(0_u64, |sum, place| sum.saturating_add(self.prices.get(*place)));
        (cost < PUBLIC).then_some(Found { cost, certificate, changes })
    }

    /// The cheapest certificate found for a figure of this value: one that raises it to the smallest that is shown or, if it is no less,
    /// changes it; or one that makes a small figure nothing, or nothing more. These hide less where small figures stand together.
    pub(super) fn certificate(&mut self, spot: &Spot, value: i64, smallest: i64) -> Option<Found> {
        let least = smallest.saturating_sub(value).max(1);
        let ways = match value {
            0 => [(true, 1), (true, least)],
            _ if value < smallest => [(false, value), (true, least)],
            _ => [(false, 1), (true, 1)],
        };
        let mut found = None;
        for of in traits_to_change(spot) {
            let aims = ways.map(|(up, wanted)| Aim { spot: *spot, of, up, wanted });
            found = found.or_else(|| self.cheapest(&aims).map(|found| self.mended(&aims, found)));
        }
        let other = |(up, wanted)| {
            let found = if up { shifts::addition(self, spot, wanted) } else { shifts::removal(self, spot, wanted) };
            let arrived = if up { shifts::arrival(self, spot, wanted) } else { None };
            found.into_iter().chain(arrived).min_by_key(|found| found.cost)
        };
        let others = ways.into_iter().filter_map(other);
        found.or_else(|| others.min_by_key(|found| found.cost))
    }

    fn cheapest(&mut self, aims: &[Aim]) -> Option<Found> {
        let mut best: Option<Found> = None;
        for (aim, whole) in aims.iter().flat_map(|aim| [(aim, true), (aim, false)]) {
            let limit = best.as_ref().map_or(PUBLIC, |best| best.cost);
            if limit > 0 {
                let found = self.reach(aim, whole, limit, &Certificate::default()).and_then(|done| self.priced(done));
                best = best.into_iter().chain(found).min_by_key(|found| found.cost);
            }
        }
        best
    }

    /// Goes the cheapest way, and on with others until the figure is moved far enough; with `whole` only ways on which all visits that
    /// are left to move can go.
    fn reach(&mut self, aim: &Aim, whole: bool, limit: u64, base: &Certificate) -> Option<Certificate> {
        let mut done = base.clone();
        if let Some(of) = aim.of {
            self.stock.take(base, of);
        }
        let mut hidden: Vec<(usize, u64)> = Vec::new();
        let mut left = aim.wanted;
        let mut spent = 0_u64;
        for _ in 0..ROUNDS {
            let visits = if whole { left } else { 1 };
            let Some((cost, moved)) = self.step(aim, &mut done, visits, left, limit.saturating_sub(spent)) else { break };
            spent = spent.saturating_add(cost);
            left = left.saturating_sub(moved);
            if left <= 0 {
                break;
            }
            for place in done.changes_in(self.grid).into_keys() {
                hidden.push((place, self.prices.set(place, 0)));
            }
        }
        for (place, price) in hidden.into_iter().rev() {
            self.prices.set(place, price);
        }
        if let Some(of) = aim.of {
            self.stock.restore(&done, of);
        }
        (left <= 0).then_some(done)
    }

    /// The same certificate with what it changes at the highest prices changed back some other way, where that costs less.
    fn mended(&mut self, aims: &[Aim], found: Found) -> Found {
        let Some(Aim { spot, of: Some(of), .. }) = aims.first() else { return found };
        let mut best = found;
        for _ in 0..MENDINGS {
            let next = self.dearest(spot, *of, &best).into_iter().find_map(|aim| {
                let found = self.changed_back(spot, &aim, &best)?;
                (found.cost < best.cost).then_some(found)
            });
            match next {
                Some(found) => best = found,
                None => break,
            }
        }
        best
    }

    /// The figures for which a certificate pays most, each to be changed back by visits that change this trait.
    fn dearest(&self, spot: &Spot, of: Trait, found: &Found) -> Vec<Aim> {
        let mut paid: Vec<(u64, Aim)> = Vec::new();
        for (place, change) in &found.changes {
            let price = self.prices.get(*place);
            let other = self.spots.get(*place).copied().flatten();
            let other = other.filter(|other| price > 0 && other != spot && traits_to_change(other).contains(&Some(of)));
            let back = |spot| Aim { spot, of: Some(of), up: *change < 0, wanted: change.saturating_abs() };
            paid.extend(other.map(|other| (price, back(other))));
        }
        paid.sort_by_key(|(price, _)| std::cmp::Reverse(*price));
        paid.into_iter().take(DEAREST).map(|(_, aim)| aim).collect()
    }

    fn changed_back(&mut self, spot: &Spot, aim: &Aim, found: &Found) -> Option<Found> {
        let (own, place) = (self.grid.place(spot)?, self.grid.place(&aim.spot)?);
        let mut before: Vec<(usize, u64)> = Vec::new();
        for paid in found.changes.keys().filter(|paid| **paid != place) {
            before.push((*paid, self.prices.set(*paid, 0)));
        }
        before.push((own, self.prices.set(own, PUBLIC)));
        let reached = [true, false].into_iter().find_map(|whole| self.reach(aim, whole, found.cost, &found.certificate));
        for (place, price) in before.into_iter().rev() {
            self.prices.set(place, price);
        }
        self.priced(reached?).filter(|next| next.changes.get(&own) == found.changes.get(&own))
    }

    /// One more way: its cost and how many visits went.
    fn step(&mut self, aim: &Aim, done: &mut Certificate, visits: i64, left: i64, limit: u64) -> Option<(u64, i64)> {
        if aim.spot.table == Table::MonthVisits {
            let shift = Shift::cheapest(self, done, &aim.spot, aim.up, visits, limit)?;
            let moved = shift.visits.min(left);
            shift.make(done, &self.stock, moved);
            return Some((shift.cost, moved));
        }
        let cycle = self.cycle(aim, visits, limit)?;
        let moved = cycle.visits.min(left);
        cycle.turn(done, &mut self.stock, self.grid, moved).then_some((cycle.cost, moved))
    }

    fn cycle(&self, aim: &Aim, visits: i64, limit: u64) -> Option<Cycle> {
        let net = Net { grid: self.grid, prices: &self.prices, stock: &self.stock };
        let mut best: Option<Cycle> = None;
        for (ring, step) in self.rings(&aim.spot, aim.of?)? {
            let limit = best.as_ref().map_or(limit, |best| best.cost);
            if limit == 0 {
                break;
            }
            best = net.cheapest(ring, step, aim.up, visits, limit).or(best);
        }
        best
    }

    /// Everywhere that visits could go round to change the figure, with the step that changes it.
    fn rings(&self, spot: &Spot, of: Trait) -> Option<Vec<(Ring, Step)>> {
        let place = spot.table.traits().iter().position(|other| *other == of)?;
        let code = self.grid.code(of, *spot.codes.get(place)?)?;
        let mut rings = Vec::new();
        for (plane, crossed) in self.planes(spot, of) {
            for (among, step) in self.ways(spot, code)? {
                rings.push((Ring { of, among, plane, crossed }, step));
            }
        }
        Some(rings)
    }

    fn ways(&self, spot: &Spot, code: usize) -> Option<Vec<(Among, Step)>> {
        let all = self.counts.permanences;
        let quarter = usize::try_from(spot.period.first().quarter()).ok()?.checked_sub(1)?;
        let first = quarter.saturating_mul(2);
        let (step, slots) = match (spot.period.grain(), spot.late) {
            (Grain::Year, true) => (Step::Slot(LATE_OF_YEAR, code), LATE_OF_YEAR..SLOTS),
            (Grain::Year, false) => (Step::Year(code), 0..SLOTS),
            (_, true) => (Step::Slot(first.saturating_add(1), code), first.saturating_add(1)..first.saturating_add(2)),
            (_, false) => (Step::Quarter(quarter, code), first..first.saturating_add(2)),
        };
        let of_slot =
            |permanence: u16, slot: usize| Step::Slot(usize::from(permanence).saturating_mul(SLOTS).saturating_add(slot), code);
        let mut ways = Vec::new();
        match spot.scope {
            Scope::Permanence(permanence) => {
                ways.push((Among::One(permanence), step));
                ways.extend((0..all).filter(|other| *other != permanence).map(|other| (Among::Two(permanence, other), step)));
                ways.extend(slots.filter(|_| all > 1).map(|slot| (Among::All(all), of_slot(permanence, slot))));
            }
            Scope::Operator => {
                ways.extend((0..all).map(|permanence| (Among::One(permanence), step)));
                // What came late for the operator can be changed back by what came late elsewhere.
                if !spot.late {
                    ways.push((Among::All(all), step));
                }
            }
        }
        Some(ways)
    }

    /// The planes in which visits could go round, and for a figure by two traits those in which they go the other way.
    fn planes(&self, spot: &Spot, of: Trait) -> Vec<(usize, Option<usize>)> {
        let own = match spot.scope {
            Scope::Permanence(permanence) => permanence..permanence.saturating_add(1),
            Scope::Operator => 0..self.counts.permanences,
        };
        let mut planes: Vec<usize> = own.flat_map(|permanence| self.stock.planes(of, permanence)).collect();
        planes.sort_unstable();
        planes.dedup();
        planes.retain(|plane| self.is_of(spot, of, *plane));
        let is_crossed = spot.table.traits().len() > 1 && of != Trait::Gender;
        let crossed = |plane: usize| (0..self.grid.size(Trait::Gender)).filter(move |other| is_crossed && *other != plane);
        let each = |plane: usize| std::iter::once(None).chain(crossed(plane).map(Some)).map(move |other| (plane, other));
        planes.into_iter().flat_map(each).collect()
    }

    /// Whether what a plane keeps is what the figure counts by, beside the trait that changes.
    fn is_of(&self, spot: &Spot, of: Trait, plane: usize) -> bool {
        let kept = |other: Trait| self.grid.code_at(other, kept(self.grid, of, plane, other)?);
        let mut others = spot.table.traits().iter().zip(spot.codes).filter(|(other, _)| **other != of);
        others.all(|(other, code)| kept(*other) == Some(code))
    }
}

/// The traits that visits can change to change the figure. Of a table by two gender comes last: few visits are alike in all that
/// must then be kept.
fn traits_to_change(spot: &Spot) -> Vec<Option<Trait>> {
    match spot.table.traits() {
        [] => vec![None],
        traits => {
            let mut traits: Vec<Option<Trait>> = traits.iter().copied().map(Some).collect();
            traits.sort_by_key(|of| *of == Some(Trait::Gender));
            traits
        }
    }
}
