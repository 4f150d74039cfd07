//! The cheapest way to give visits other codes so that every sum over the codes stays.
//!
//! The visits of a slot flow to the quarters of their codes, these to the years of the codes, and all years end together. What comes
//! into a knot of this net leaves it, so visits that go round in it change only the figures that they pass. In the net of another
//! permanence, or of the other gender, they can go round the other way at once: then the sums over both stay too.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    Certificate, Scope,
    grid::{Grid, Part},
    prices::Prices,
    stock::{Corner, LATE_OF_YEAR, SLOTS, Stock, kept},
};
use crate::statistics::Trait;

const QUARTERS: usize = 4;

/// Where visits go round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ring {
    /// The trait that they change.
    pub(super) of: Trait,
    pub(super) among: Among,
    pub(super) plane: usize,
    /// The plane in which they go round the other way.
    pub(super) crossed: Option<usize>,
}

/// Whose visits go round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    /// Those of one permanence, through its quarters and year; the operator's figures change with them.
    One(u16),
    /// The same, and those of another go round the other way.
    Two(u16, u16),
    /// Those of so many permanences, through the operator's quarters and year; the figures of each change with them.
    All(u16),
}

/// A step that changes one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The visits that have a code, of a slot: of the permanences one after the other, if it is among all of them.
    Slot(usize, usize),
    /// A quarter's visits that have a code.
    Quarter(usize, usize),
    /// The year's visits that have a code.
    Year(usize),
}

/// A way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cycle {
    pub(super) ring: Ring,
    pub(super) cost: u64,
    /// How many visits can go round.
    pub(super) visits: i64,
    knots: Vec<usize>,
}

/// What the search goes by.
pub(super) struct Net<'a> {
    pub(super) grid: &'a Grid,
    pub(super) prices: &'a Prices,
    pub(super) stock: &'a Stock,
}

impl Ring {
    /// Where visits of a slot go round, and whether the other way.
    fn turns(&self, slot: usize) -> impl Iterator<Item = (Corner, bool)> {
        let (own, other) = match self.among {
            Among::One(permanence) => (permanence, None),
            Among::Two(permanence, other) => (permanence, Some(other)),
            Among::All(_) => (permanence_of(slot), None),
        };
        let corner = |permanence, plane| Corner { of: self.of, permanence, slot: slot % SLOTS, plane };
        let main = Some((corner(own, self.plane), true));
        let crossed = self.crossed.map(|plane| (corner(own, plane), false));
        let second = other.map(|other| (corner(other, self.plane), false));
        let both = other.zip(self.crossed).map(|(other, plane)| (corner(other, plane), true));
        [main, crossed, second, both].into_iter().flatten()
    }

    /// Whether a step changes the same figures as another.
    fn undoes(&self, step: Step, other: Step) -> bool {
        match (self.among, step, other) {
            (Among::All(_), Step::Slot(one, code), Step::Slot(two, same)) => {
                code == same && permanence_of(one) == permanence_of(two)
            }
            _ => step == other,
        }
    }

    fn planes(&self) -> impl Iterator<Item = usize> {
        [Some(self.plane), self.crossed].into_iter().flatten()
    }

    fn knots(&self, grid: &Grid) -> Knots {
        let permanences = if let Among::All(permanences) = self.among { permanences } else { 1 };
        Knots { slots: usize::from(permanences).saturating_mul(SLOTS), codes: grid.size(self.of) }
    }
}

fn permanence_of(slot: usize) -> u16 {
    u16::try_from(slot / SLOTS).unwrap_or(u16::MAX)
}

/// The knots of the net, by number: slots, quarters of codes, years of codes, the end.
struct Knots {
    slots: usize,
    codes: usize,
}

impl Knots {
    fn quarter(&self, quarter: usize, code: usize) -> usize {
        code.saturating_mul(QUARTERS).saturating_add(quarter).saturating_add(self.slots)
    }

    fn year(&self, code: usize) -> usize {
        self.codes.saturating_mul(QUARTERS).saturating_add(code).saturating_add(self.slots)
    }

    fn end(&self) -> usize {
        self.year(self.codes)
    }

    /// The step between two knots, and whether it goes with the visits.
    fn step(&self, from: usize, to: usize) -> Option<(Step, bool)> {
        let (first, second, forth) = if self.rank(from) <= self.rank(to) { (from, to, true) } else { (to, from, false) };
        let step = match (self.rank(first), self.rank(second)) {
            (0, _) => Step::Slot(first, self.code(second)?),
            (1, _) => Step::Quarter(self.quarter_of(first), self.code(second)?),
            _ => Step::Year(self.code(first)?),
        };
        Some((step, forth))
    }

    fn rank(&self, knot: usize) -> u8 {
        match knot {
            knot if knot < self.slots => 0,
            knot if knot < self.year(0) => 1,
            knot if knot < self.end() => 2,
            _ => 3,
        }
    }

    fn code(&self, knot: usize) -> Option<usize> {
        match self.rank(knot) {
            1 => Some(knot.checked_sub(self.slots)? / QUARTERS),
            2 => knot.checked_sub(self.year(0)),
            _ => None,
        }
    }

    fn next(&self, knot: usize, mut visit: impl FnMut(usize)) {
        let all = 0..self.codes;
        match self.rank(knot) {
            0 if knot % SLOTS == LATE_OF_YEAR => all.for_each(|code| visit(self.year(code))),
            0 => all.for_each(|code| visit(self.quarter(knot % SLOTS / 2, code))),
            1 => {
                let first = self.quarter_of(knot).saturating_mul(2);
                for slot in (first..self.slots).step_by(SLOTS) {
                    visit(slot);
                    visit(slot.saturating_add(1));
                }
                visit(self.year(self.code(knot).unwrap_or(0)));
            }
            2 => {
                let code = self.code(knot).unwrap_or(0);
                (0..QUARTERS).for_each(|quarter| visit(self.quarter(quarter, code)));
                (LATE_OF_YEAR..self.slots).step_by(SLOTS).for_each(&mut visit);
                visit(self.end());
            }
            _ => all.for_each(|code| visit(self.year(code))),
        }
    }

    /// The quarter of a knot that is a code's.
    fn quarter_of(&self, knot: usize) -> usize {
        knot.saturating_sub(self.slots) % QUARTERS
    }

    /// Between which knots a step goes.
    fn ends(&self, step: Step) -> (usize, usize) {
        match step {
            Step::Slot(slot, code) if slot % SLOTS == LATE_OF_YEAR => (slot, self.year(code)),
            Step::Slot(slot, code) => (slot, self.quarter(slot % SLOTS / 2, code)),
            Step::Quarter(quarter, code) => (self.quarter(quarter, code), self.year(code)),
            Step::Year(code) => (self.year(code), self.end()),
        }
    }
}

impl Net<'_> {
    /// The cheapest way round that passes `step`, with the visits if `up`, on which at least so many visits can go; nothing if it costs
    /// as much as `limit`.
    pub(super) fn cheapest(&self, ring: Ring, step: Step, up: bool, visits: i64, limit: u64) -> Option<Cycle> {
        let knots = ring.knots(self.grid);
        let (low, high) = knots.ends(step);
        let (tail, head) = if up { (low, high) } else { (high, low) };
        let own = self.cost(&ring, step);
        if own >= limit || self.room(&ring, step, up) < visits {
            return None;
        }
        let (cost, path) = self.path(&ring, step, (head, tail), visits, limit.saturating_sub(own))?;
        let cycle = Cycle { ring, cost: cost.saturating_add(own), visits: 0, knots: path };
        let visits = self.visits(&knots, &cycle);
        Some(Cycle { visits, ..cycle })
    }

    /// The cheapest path between the ends of a step that neither is the step itself nor undoes what it changes.
    fn path(&self, ring: &Ring, not: Step, (from, to): (usize, usize), visits: i64, limit: u64) -> Option<(u64, Vec<usize>)> {
        let knots = ring.knots(self.grid);
        let count = knots.end().saturating_add(1);
        let mut best = vec![(u64::MAX, usize::MAX); count];
        let mut heap = BinaryHeap::from([Reverse((0_u64, from))]);
        if let Some(first) = best.get_mut(from) {
            *first = (0, from);
        }
        while let Some(Reverse((cost, knot))) = heap.pop() {
            if knot == to {
                return Some((cost, walk_back(&best, from, to)?));
            }
            if best.get(knot).is_none_or(|(known, _)| *known < cost) {
                continue;
            }
            knots.next(knot, |next| {
                let Some((step, forth)) = knots.step(knot, next).filter(|(step, _)| !ring.undoes(*step, not)) else { return };
                let all = cost.saturating_add(self.cost(ring, step));
                let Some(known) = best.get_mut(next).filter(|(known, _)| all < *known && all < limit) else { return };
                if self.room(ring, step, forth) >= visits {
                    *known = (all, knot);
                    heap.push(Reverse((all, next)));
                }
            });
        }
        None
    }

    /// What it costs that visits pass.
    fn cost(&self, ring: &Ring, step: Step) -> u64 {
        let (scopes, second) = match (ring.among, step) {
            (Among::One(permanence), _) => (Scope::Permanence(permanence), Some(Scope::Operator)),
            (Among::Two(permanence, other), _) => (Scope::Permanence(permanence), Some(Scope::Permanence(other))),
            (Among::All(_), Step::Slot(slot, _)) => (Scope::Permanence(permanence_of(slot)), None),
            (Among::All(_), _) => (Scope::Operator, None),
        };
        let sum = |cost: &dyn Fn(Scope) -> u64| cost(scopes).saturating_add(second.map_or(0, cost));
        match (ring.among, step) {
            (Among::All(_), Step::Slot(slot, code)) if slot % SLOTS == LATE_OF_YEAR => {
                sum(&|scope| self.cost_of_year(ring, scope, code))
            }
            (Among::All(_), Step::Slot(slot, code)) => sum(&|scope| {
                self.cost_of_quarter(ring, scope, slot % SLOTS / 2, code).saturating_add(self.cost_of_year(ring, scope, code))
            }),
            (_, Step::Slot(..)) => 0,
            (_, Step::Quarter(quarter, code)) => sum(&|scope| self.cost_of_quarter(ring, scope, quarter, code)),
            (_, Step::Year(code)) => sum(&|scope| self.cost_of_year(ring, scope, code)),
        }
    }

    fn cost_of_quarter(&self, ring: &Ring, scope: Scope, quarter: usize, code: usize) -> u64 {
        if ring.crossed.is_some() {
            return 0;
        }
        self.prices.get(self.grid.one_way(scope, ring.of, Part::quarter(quarter), code))
    }

    fn cost_of_year(&self, ring: &Ring, scope: Scope, code: usize) -> u64 {
        let own = match ring.crossed {
            Some(_) => 0,
            None => self.prices.get(self.grid.one_way(scope, ring.of, Part::YEAR, code)),
        };
        ring.planes().fold(own, |sum, plane| sum.saturating_add(self.cost_of_pairs(scope, ring.of, plane, code)))
    }

    fn cost_of_pairs(&self, scope: Scope, of: Trait, plane: usize, code: usize) -> u64 {
        let price = |other: Trait| {
            let kept = kept(self.grid, of, plane, other)?;
            let (code, gender) = if of == Trait::Gender { (kept, code) } else { (code, kept) };
            let row = if of == Trait::Gender { other } else { of };
            Some(self.prices.get(self.grid.pair(scope, false, row, code, gender)))
        };
        Trait::ALL.into_iter().filter_map(price).fold(0, u64::saturating_add)
    }

    /// How many visits can pass: as many as there are where they become fewer.
    fn room(&self, ring: &Ring, step: Step, forth: bool) -> i64 {
        let Step::Slot(slot, code) = step else { return i64::MAX };
        let fewer = ring.turns(slot).filter(|(_, with)| *with != forth);
        fewer.map(|(corner, _)| self.stock.left(corner, code)).min().unwrap_or(i64::MAX)
    }

    fn visits(&self, knots: &Knots, cycle: &Cycle) -> i64 {
        let steps = cycle.steps();
        let room = |(from, to): (usize, usize)| knots.step(from, to).map_or(0, |(step, forth)| self.room(&cycle.ring, step, forth));
        steps.map(room).min().unwrap_or(0)
    }
}

impl Cycle {
    /// From each knot to the next, the last to the first.
    fn steps(&self) -> impl Iterator<Item = (usize, usize)> {
        let next = self.knots.iter().skip(1).chain(self.knots.first());
        self.knots.iter().copied().zip(next.copied())
    }

    /// Lets so many visits go round. Says whether all were found.
    pub(super) fn turn(&self, done: &mut Certificate, stock: &mut Stock, grid: &Grid, visits: i64) -> bool {
        let knots = self.ring.knots(grid);
        let before: Vec<usize> = self.steps().map(|(from, _)| from).collect();
        let mut found = true;
        for (slot, (came, left)) in through_slots(&knots, &before) {
            let (Some(from), Some(to)) = (knots.code(came), knots.code(left)) else { return false };
            for (corner, with) in self.ring.turns(slot) {
                let (from, to) = if with { (from, to) } else { (to, from) };
                found &= stock.recode(done, corner, from, to, visits);
            }
        }
        found
    }
}

/// Each slot with the knots before and after it.
fn through_slots(knots: &Knots, cycle: &[usize]) -> Vec<(usize, (usize, usize))> {
    let count = cycle.len();
    let at = |place: usize| cycle.get(place.checked_rem(count).unwrap_or(0)).copied().unwrap_or(0);
    let all = (0..count).map(|place| (at(place), (at(place.saturating_add(count).saturating_sub(1)), at(place.saturating_add(1)))));
    all.filter(|(knot, _)| *knot < knots.slots).collect()
}

fn walk_back(best: &[(u64, usize)], from: usize, to: usize) -> Option<Vec<usize>> {
    let mut path = vec![to];
    let mut knot = to;
    while knot != from {
        knot = best.get(knot)?.1;
        path.push(knot);
        (path.len() <= best.len()).then_some(())?;
    }
    path.reverse();
    Some(path)
}
