//! The search for a certificate of one hidden figure, at the least cost in further figures to hide.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Certificate, Counts, Group, Key, Scope, Spot,
    moves::{Corner, Move, Stock},
};
use crate::{
    calendar::{Grain, Month, Period},
    hash,
    statistics::{Table, Trait},
};

/// How many other permanences are tried for one certificate: the sums of an operator need one.
const OTHERS: usize = 4;

/// What a search goes by.
pub(super) struct Search<'a> {
    pub(super) counts: &'a Counts,
    pub(super) key: &'a Key,
    /// What is public from before.
    pub(super) figures: &'a BTreeMap<Spot, Option<u32>>,
    /// What stays hidden of the period.
    pub(super) hidden: BTreeSet<Spot>,
    pub(super) stock: Stock,
    pub(super) quarters: BTreeSet<Period>,
}

impl Search<'_> {
    /// What it costs that a certificate changes these figures; nothing if one of them is public.
    pub(super) fn cost(&self, changes: &BTreeMap<Spot, i64>) -> Option<u64> {
        changes.keys().try_fold(0_u64, |sum, spot| Some(sum.saturating_add(self.cost_of(spot)?)))
    }

    fn cost_of(&self, spot: &Spot) -> Option<u64> {
        match self.figures.get(spot) {
            Some(Some(_)) => return None,
            Some(None) => return Some(0),
            None => {}
        }
        if self.counts.is_structural_zero(spot) {
            return None;
        }
        if self.hidden.contains(spot) {
            return Some(0);
        }
        let scope = if spot.scope == Scope::Operator { 20 } else { 1 };
        let table = match spot.table {
            Table::QuarterGender | Table::YearGender => 10_000,
            Table::YearCategory | Table::YearAge | Table::YearOutcome => 3_000,
            Table::YearCategoryGender | Table::YearGenderAge => 300,
            _ => 1_000,
        };
        Some(self.chance(spot).saturating_add(table).saturating_mul(scope))
    }

    /// A number below a hundred that nobody without the key can guess; the same in every period, so that the quarters of a year
    /// hide the same figures where they can and the year need not.
    fn chance(&self, spot: &Spot) -> u64 {
        let scope = match spot.scope {
            Scope::Operator => u32::MAX,
            Scope::Permanence(permanence) => u32::from(permanence),
        };
        let of: Vec<u8> = spot.table.traits().iter().map(|of| *of as u8).collect();
        let bytes = crate::encoding::to_bytes(&(self.key.0, i32::from(spot.period.year()), scope, of, spot.codes));
        let [first, ..] = hash::sha256_in("maillage/disclosure-tie/1", &bytes);
        u64::from(first) % 100
    }

    /// The cheapest certificate found that raises the figure by `wanted`.
    pub(super) fn raise(&self, spot: &Spot, wanted: i64) -> Option<(u64, Certificate)> {
        let mut best: Option<(u64, Certificate)> = None;
        for step in self.moves(spot) {
            let Some(certificate) = self.repeat(step, spot, wanted, best.as_ref().map(|(cost, _)| *cost)) else { continue };
            let Some(cost) = self.cost(&certificate.changes()) else { continue };
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, certificate));
            }
            if cost == 0 {
                break;
            }
        }
        best.or_else(|| self.mix(spot, wanted))
    }

    /// The same step until the figure is raised enough.
    fn repeat(&self, step: Move, spot: &Spot, wanted: i64, below: Option<u64>) -> Option<Certificate> {
        let mut certificate = step.after(&Certificate::default(), &self.stock, self.counts)?;
        let changes = certificate.changes();
        let gain = changes.get(spot).copied().filter(|gain| *gain > 0)?;
        let cost = self.cost(&changes)?;
        if below.is_some_and(|below| cost >= below) {
            return None;
        }
        let mut raised = gain;
        while raised < wanted {
            certificate = step.after(&certificate, &self.stock, self.counts)?;
            raised = raised.saturating_add(gain);
        }
        // A later step may have found other visits than the first, which count elsewhere.
        let gained = certificate.changes().get(spot).copied().unwrap_or(0);
        (gained >= wanted).then_some(certificate)
    }

    /// Different steps, each the cheapest beside those before it.
    fn mix(&self, spot: &Spot, wanted: i64) -> Option<(u64, Certificate)> {
        let steps = self.moves(spot);
        let mut certificate = Certificate::default();
        let mut raised = 0;
        while raised < wanted {
            let further = steps.iter().filter_map(|step| {
                let next = step.after(&certificate, &self.stock, self.counts)?;
                let changes = next.changes();
                let value = changes.get(spot).copied().filter(|value| *value > raised)?;
                Some((self.cost(&changes)?, value, next))
            });
            let (_, value, next) = further.min_by_key(|(cost, value, _)| (*cost, *value))?;
            (raised, certificate) = (value, next);
        }
        Some((self.cost(&certificate.changes())?, certificate))
    }

    /// Every step that might raise the figure.
    fn moves(&self, spot: &Spot) -> Vec<Move> {
        let permanences: Vec<u16> = match spot.scope {
            Scope::Permanence(permanence) => vec![permanence],
            Scope::Operator => (0..self.counts.permanences).take(OTHERS).collect(),
        };
        let mut moves = Vec::new();
        for permanence in permanences {
            for quarter in self
                .quarters
                .iter()
                .filter(|quarter| spot.period.contains(quarter.first()) || quarter.contains(spot.period.first()))
            {
                // A table of two traits is reached by its other one, with the gender kept or crossed.
                let crossed = spot.table.traits().len() > 1;
                for of in spot.table.traits().iter().filter(|of| !crossed || **of != Trait::Gender) {
                    self.recodes(spot, *of, permanence, *quarter, &mut moves);
                }
            }
            self.additions(spot, permanence, &mut moves);
        }
        moves
    }

    fn recodes(&self, spot: &Spot, of: Trait, permanence: u16, quarter: Period, moves: &mut Vec<Move>) {
        let code_of = |wanted: Trait| {
            spot.table.traits().iter().position(|of| *of == wanted).and_then(|place| spot.codes.get(place)).copied()
        };
        let Some(to) = code_of(of) else { return };
        let genders: Vec<Option<u16>> = match code_of(Trait::Gender) {
            _ if of == Trait::Gender => vec![None],
            Some(gender) => vec![Some(gender)],
            None => self.list(Trait::Gender).iter().map(|gender| Some(*gender)).collect(),
        };
        let quarters = std::iter::once(None).chain(self.quarters.iter().filter(|other| **other != quarter).copied().map(Some));
        let quarters: Vec<Option<Period>> = quarters.collect();
        let others = (0..self.counts.permanences).filter(|other| *other != permanence).take(OTHERS).map(Some);
        let others: Vec<Option<u16>> = std::iter::once(None).chain(others).collect();
        for gender in genders {
            let at = Corner { permanence, quarter, gender };
            let crossed = self.list(Trait::Gender).iter().find(|other| gender.is_some_and(|gender| gender != **other)).copied();
            for from in self.list(of).iter().filter(|from| **from != to) {
                for quarter in &quarters {
                    for permanence in &others {
                        for gender in [None, crossed].into_iter().take(if crossed.is_some() { 2 } else { 1 }) {
                            let (quarter, permanence) = (*quarter, *permanence);
                            moves.push(Move::Recode { of, from: *from, to, at, quarter, permanence, gender });
                        }
                    }
                }
            }
        }
    }

    fn additions(&self, spot: &Spot, permanence: u16, moves: &mut Vec<Move>) {
        for month in spot.period.months().filter(|month| self.is_open(permanence, *month)) {
            let quarter = Period::around(month, Grain::Quarter);
            for category in self.list(Trait::Category) {
                let like = self.stock.like(permanence, quarter, Trait::Category, *category);
                let Some(group) = like.or_else(|| self.first_group(permanence, month)) else { continue };
                let mut group = Group { month, ..group };
                for (of, code) in spot.table.traits().iter().zip(spot.codes) {
                    group = group.with(*of, code);
                }
                moves.push(Move::Add { group, month: None, permanence: None });
                moves.extend(quarter.months().filter(|other| *other != month).map(|other| Move::Add {
                    group,
                    month: Some(other),
                    permanence: None,
                }));
                let others = (0..self.counts.permanences).filter(|other| *other != permanence).take(OTHERS);
                moves.extend(others.map(|other| Move::Add { group, month: None, permanence: Some(other) }));
            }
        }
    }

    /// Whether visits could be added there without changing a number of visits that is public.
    fn is_open(&self, permanence: u16, month: Month) -> bool {
        let codes = [0; 2];
        let spot = Spot { scope: Scope::Permanence(permanence), table: Table::MonthVisits, period: month.into(), codes };
        self.cost_of(&spot).is_some() && self.quarters.contains(&Period::around(month, Grain::Quarter))
    }

    fn first_group(&self, permanence: u16, month: Month) -> Option<Group> {
        let mut codes = [0; 4];
        for (code, list) in codes.iter_mut().zip(&self.counts.codes) {
            *code = *list.first()?;
        }
        Some(Group { permanence, month, codes })
    }

    fn list(&self, of: Trait) -> &[u16] {
        self.counts.codes.get(of.place()).map_or(&[], Vec::as_slice)
    }
}
