//! The search for a certificate of one hidden figure, at the least cost in further figures to hide.

use super::{
    Certificate, Counts, Group, Scope, Spot,
    costs::{Costs, PUBLIC},
    moves::{Corner, Move, Recode, Slot, Stock},
};
use crate::{
    calendar::{Grain, Period},
    statistics::{Table, Trait},
};

/// How many of the cheapest steps a certificate is begun with. More find cheaper ones and take longer.
const BEGINNINGS: usize = 5;

/// The same where no certificate was found otherwise.
const LAST_BEGINNINGS: usize = 80;

/// How many different steps are put together in one certificate.
const STEPS: usize = 6;

/// How many steps are looked at in one search: with more, figures stay hidden that need not.
const MOST_STEPS: usize = 20_000;

/// How many other permanences are tried where visits are added.
const OTHERS: usize = 4;

/// What a search goes by.
pub(super) struct Search<'a> {
    pub(super) counts: &'a Counts,
    pub(super) costs: Costs,
    pub(super) stock: Stock,
    /// Which months and late slots visits can be changed in.
    pub(super) known: &'a dyn Fn(u16, Period) -> bool,
}

/// How far a figure is to be moved, and which way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aim {
    pub(super) spot: Spot,
    pub(super) up: bool,
    pub(super) wanted: i64,
    beginnings: usize,
}

impl Aim {
    fn reached(&self, certificate: &Certificate) -> i64 {
        let change = certificate.change_of(&self.spot);
        if self.up { change } else { change.saturating_neg() }
    }
}

/// A certificate, what it changes, and what that costs.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) cost: u64,
    pub(super) certificate: Certificate,
    pub(super) changes: Vec<(Spot, i64)>,
}

impl Search<'_> {
    /// A certificate with its cost; nothing if it changes what is public.
    pub(super) fn priced(&self, certificate: Certificate) -> Option<Found> {
        let changes = certificate.changes();
        let cost = self.cost(&changes)?;
        Some(Found { cost, certificate, changes })
    }

    /// What it costs that a certificate changes these figures; nothing if one of them is public.
    fn cost(&self, changes: &[(Spot, i64)]) -> Option<u64> {
        let sum = changes.iter().fold(0_u64, |sum, (spot, _)| sum.saturating_add(self.costs.get(self.counts, spot)));
        (sum < PUBLIC).then_some(sum)
    }

    /// The cheapest certificate found for a figure of this value: one that raises it to the smallest that is shown or, if it is no less,
    /// changes it; or one that makes a small figure nothing, or nothing more. These hide less where small figures stand together.
    pub(super) fn certificate(&self, spot: &Spot, value: i64, smallest: i64) -> Option<Found> {
        let up = |wanted| Aim { spot: *spot, up: true, wanted, beginnings: BEGINNINGS };
        let least = smallest.saturating_sub(value).max(1);
        let others = match value {
            0 => vec![up(least.min(2)), up(1)],
            _ if value < smallest => vec![Aim { up: false, ..up(value) }],
            _ => vec![Aim { up: false, ..up(1) }],
        };
        let mut best = self.reach(&up(least));
        for aim in &others {
            if best.as_ref().is_some_and(|best| best.cost == 0) {
                break;
            }
            best = best.into_iter().chain(self.reach(aim)).min_by_key(|found| found.cost);
        }
        let harder = |aim: &Aim| self.reach(&Aim { beginnings: LAST_BEGINNINGS, ..*aim });
        best.or_else(|| others.iter().chain([&up(least)]).find_map(harder))
    }

    fn reach(&self, aim: &Aim) -> Option<Found> {
        let recodes = self.recodes(aim);
        let best = self.cheapest(&recodes, aim);
        if best.is_some() || !aim.up {
            return best;
        }
        let found = self.additions(&aim.spot).into_iter().filter_map(|step| {
            let (done, reached) = self.repeat(&step, &Certificate::default(), aim)?;
            if reached >= aim.wanted { self.priced(done) } else { None }
        });
        found.min_by_key(|found| found.cost)
    }

    fn cheapest(&self, recodes: &[Recode], aim: &Aim) -> Option<Found> {
        let mut order: Vec<(u64, &Recode)> = recodes.iter().map(|recode| (recode.cost(&self.costs), recode)).collect();
        order.retain(|(cost, _)| *cost < PUBLIC);
        order.sort_by_key(|(cost, _)| *cost);
        let mut best: Option<Found> = None;
        let mut begun = 0;
        for (cost, recode) in &order {
            if begun >= aim.beginnings || best.as_ref().is_some_and(|best| best.cost <= *cost) {
                break;
            }
            let Some((done, reached)) = self.repeat(&Move::Recode(**recode), &Certificate::default(), aim) else { continue };
            begun = begun.saturating_add(1);
            let whole = if reached >= aim.wanted { Some(done) } else { self.mix(&order, done, aim) };
            let found = whole.and_then(|whole| self.priced(whole));
            best = best.into_iter().chain(found).min_by_key(|found| found.cost);
        }
        best
    }

    /// The same step until the figure is moved far enough or the visits run out; nothing if it does not move it at all.
    fn repeat(&self, step: &Move, before: &Certificate, aim: &Aim) -> Option<(Certificate, i64)> {
        let (mut done, mut reached) = (None, aim.reached(before));
        while reached < aim.wanted {
            let Some(next) = step.after(done.as_ref().unwrap_or(before), &self.stock, self.counts) else { break };
            let now = aim.reached(&next);
            if now <= reached {
                break;
            }
            (done, reached) = (Some(next), now);
        }
        Some((done?, reached))
    }

    /// Goes on with other steps, each time the cheapest beside those before it.
    fn mix(&self, order: &[(u64, &Recode)], mut done: Certificate, aim: &Aim) -> Option<Certificate> {
        let mut costs = self.costs.clone();
        for _ in 0..STEPS {
            for (touched, _) in done.changes() {
                costs.set(self.counts, &touched, 0);
            }
            let mut next: Vec<(u64, &Recode)> = order.iter().map(|(_, recode)| (recode.cost(&costs), *recode)).collect();
            next.sort_by_key(|(cost, _)| *cost);
            let further = |(_, recode): &(u64, &Recode)| self.repeat(&Move::Recode(**recode), &done, aim);
            let (next, reached) = next.iter().find_map(further)?;
            done = next;
            if reached >= aim.wanted {
                return Some(done);
            }
        }
        None
    }

    /// Every change of codes that might move the figure.
    fn recodes(&self, aim: &Aim) -> Vec<Recode> {
        let spot = &aim.spot;
        let mut recodes = Vec::new();
        if spot.table == Table::MonthVisits {
            return recodes;
        }
        let permanences: Vec<u16> = match spot.scope {
            Scope::Permanence(permanence) => vec![permanence],
            Scope::Operator => (0..self.counts.permanences).collect(),
        };
        // A table of two traits is reached by its other one, with the gender kept or crossed.
        let crossed = spot.table.traits().len() > 1;
        for of in spot.table.traits().iter().filter(|of| !crossed || **of != Trait::Gender) {
            for permanence in &permanences {
                for at in self.stock.slots(*permanence).into_iter().filter(|at| counts_in(*at, spot)) {
                    self.recodes_at(spot, *of, *permanence, at, &mut recodes);
                }
            }
        }
        recodes.truncate(MOST_STEPS);
        if !aim.up {
            for recode in &mut recodes {
                std::mem::swap(&mut recode.from, &mut recode.to);
            }
        }
        recodes
    }

    fn recodes_at(&self, figure: &Spot, of: Trait, permanence: u16, slot: Slot, recodes: &mut Vec<Recode>) {
        let Some(to) = self.place_of(figure, of) else { return };
        let genders = self.list(Trait::Gender).len();
        let gender = self.place_of(figure, Trait::Gender).filter(|_| of != Trait::Gender);
        let kept: Vec<Option<usize>> = match (of, gender) {
            (Trait::Gender | Trait::Outcome, _) => vec![None],
            (_, Some(gender)) => vec![Some(gender)],
            _ => (0..genders).map(Some).collect(),
        };
        let crossed = (0..genders).filter(|other| gender.is_some_and(|gender| gender != *other)).map(Some);
        let crossed: Vec<Option<usize>> = std::iter::once(None).chain(crossed).collect();
        let is_year = figure.period.grain() == Grain::Year && !figure.late;
        let others = self.stock.slots(permanence).into_iter().filter(|other| *other != slot && !is_year).map(Some);
        let slots: Vec<Option<Slot>> = std::iter::once(None).chain(others).collect();
        let is_own = figure.scope != Scope::Operator;
        let others = (0..self.counts.permanences).filter(|other| *other != permanence && is_own).map(Some);
        let others: Vec<Option<u16>> = std::iter::once(None).chain(others).collect();
        for gender in &kept {
            let at = Corner { permanence, slot, gender: *gender };
            for from in (0..self.list(of).len()).filter(|from| *from != to) {
                for (slot, permanence) in slots.iter().flat_map(|slot| others.iter().map(move |other| (*slot, *other))) {
                    recodes.extend(crossed.iter().map(|gender| Recode { of, from, to, at, slot, permanence, gender: *gender }));
                }
            }
        }
    }

    /// Visits more in months whose number is not public.
    fn additions(&self, spot: &Spot) -> Vec<Move> {
        let mut moves = Vec::new();
        let permanences: Vec<u16> = match spot.scope {
            Scope::Permanence(permanence) => vec![permanence],
            Scope::Operator => (0..self.counts.permanences).collect(),
        };
        for permanence in permanences {
            let since: Vec<Period> = if spot.late { vec![spot.period] } else { spot.period.months().map(Period::from).collect() };
            for since in since.into_iter().filter(|since| self.is_open(permanence, *since)) {
                self.additions_in(spot, permanence, since, &mut moves);
            }
        }
        moves.truncate(MOST_STEPS);
        moves
    }

    fn additions_in(&self, spot: &Spot, permanence: u16, since: Period, moves: &mut Vec<Move>) {
        for category in self.list(Trait::Category) {
            let Some(mut group) = self.first_group(permanence, since) else { continue };
            group = group.with(Trait::Category, *category);
            let like = self.stock.like(permanence, Slot::of(&group), Trait::Category, *category);
            group = Group { since, ..like.unwrap_or(group) };
            for (of, code) in spot.table.traits().iter().zip(spot.codes) {
                group = group.with(*of, code);
            }
            moves.push(Move::Add { group, month: None, permanence: None });
            if !group.is_late() {
                let quarter = Period::around(since.first(), Grain::Quarter);
                let months = quarter.months().map(Period::from).filter(|other| *other != since && self.is_open(permanence, *other));
                moves.extend(months.map(|other| Move::Add { group, month: Some(other), permanence: None }));
            }
            let others = (0..self.counts.permanences).filter(|other| *other != permanence && self.is_open(*other, since));
            moves.extend(others.take(OTHERS).map(|other| Move::Add { group, month: None, permanence: Some(other) }));
        }
    }

    /// Whether visits could be added there without changing a number of visits that is public.
    fn is_open(&self, permanence: u16, since: Period) -> bool {
        let spot = |table| Spot { scope: Scope::Permanence(permanence), table, period: since, codes: [0; 2], late: false };
        (self.known)(permanence, since)
            && (since.grain() != Grain::Month || self.costs.get(self.counts, &spot(Table::MonthVisits)) < PUBLIC)
    }

    fn first_group(&self, permanence: u16, since: Period) -> Option<Group> {
        let mut codes = [0; 4];
        for (code, list) in codes.iter_mut().zip(&self.counts.codes) {
            *code = *list.first()?;
        }
        Some(Group { permanence, since, codes })
    }

    fn place_of(&self, spot: &Spot, of: Trait) -> Option<usize> {
        let place = spot.table.traits().iter().position(|other| *other == of)?;
        self.list(of).binary_search(spot.codes.get(place)?).ok()
    }

    fn list(&self, of: Trait) -> &[u16] {
        self.counts.codes.get(of.place()).map_or(&[], Vec::as_slice)
    }
}

/// Whether visits of the slot count in the figure.
fn counts_in(slot: Slot, figure: &Spot) -> bool {
    let within = figure.period.contains(slot.period.first()) && slot.period.grain() <= figure.period.grain();
    within && (!figure.late || (slot.late && slot.period == figure.period))
}
