//! Visits as numbers, and the figures that are sums of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    calendar::{Grain, Month, Period},
    statistics::{Table, Trait},
};

/// Visits that no figure tells apart: one permanence, one period since which they are counted, one code for each of
/// [`Trait::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// The place of the permanence in the operator's list.
    pub permanence: u16,
    /// The shortest period that counts them: their month, or a quarter or year around it if the shorter ones were public already
    /// when the visits came to light.
    pub since: Period,
    /// The codes, in the order of [`Trait::ALL`].
    pub codes: [u16; 4],
}

impl Group {
    /// The code of one trait.
    #[must_use]
    pub fn code(&self, of: Trait) -> u16 {
        let [category, gender, age, outcome] = self.codes;
        match of {
            Trait::Category => category,
            Trait::Gender => gender,
            Trait::Age => age,
            Trait::Outcome => outcome,
        }
    }

    /// The same with another code of one trait.
    #[must_use]
    pub fn with(mut self, of: Trait, code: u16) -> Self {
        if let Some(old) = self.codes.get_mut(of.place()) {
            *old = code;
        }
        self
    }

    /// The figures that its visits are part of, whether released or not.
    pub fn spots(self) -> impl Iterator<Item = Spot> {
        let scopes = [Scope::Permanence(self.permanence), Scope::Operator];
        scopes.into_iter().flat_map(move |scope| {
            Table::CALENDAR.into_iter().filter(move |table| table.grain() >= self.since.grain()).flat_map(move |table| {
                let mut codes = [0; 2];
                for (code, of) in codes.iter_mut().zip(table.traits()) {
                    *code = self.code(*of);
                }
                let spot = Spot { scope, table, period: Period::around(self.since.first(), table.grain()), codes, late: false };
                let late = (self.is_late() && table.grain() == self.since.grain()).then_some(Spot { late: true, ..spot });
                std::iter::once(spot).chain(late)
            })
        })
    }

    /// Whether its visits are part of the figure.
    #[must_use]
    pub fn counts_in(&self, spot: &Spot) -> bool {
        let scope = match spot.scope {
            Scope::Operator => true,
            Scope::Permanence(permanence) => permanence == self.permanence,
        };
        let period = if spot.late { self.is_late() && self.since == spot.period } else { spot.period.contains(self.since.first()) };
        let coded = || spot.table.traits().iter().zip(spot.codes).all(|(of, code)| self.code(*of) == code);
        scope && period && self.since.grain() <= spot.period.grain() && coded()
    }

    /// Whether the visits came to light when their month was public already.
    #[must_use]
    pub fn is_late(self) -> bool {
        self.since.grain() != Grain::Month
    }
}

/// Whose visits a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Those of all permanences.
    Operator,
    /// Those of the permanence at this place in the operator's list.
    Permanence(u16),
}

/// The place of one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Whose visits.
    pub scope: Scope,
    /// The table.
    pub table: Table,
    /// The period, as long as the table's.
    pub period: Period,
    /// One code for each of the table's traits, then zeros.
    pub codes: [u16; 2],
    /// Whether it counts only what came late for all shorter periods. Such a figure is never released, but who subtracts the
    /// shorter periods has it.
    pub late: bool,
}

/// The visits of an operator, as they were counted when their periods were closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many permanences the operator has or had; their places are below this number.
    pub permanences: u16,
    /// The codes that exist, by [`Trait::ALL`]: a figure is released for each of them.
    pub codes: [Vec<u16>; 4],
    /// The months in which a permanence was, as everyone was told beforehand, not open: its visits there are known to be none.
    pub closed: BTreeSet<(u16, Month)>,
    /// The quarters and years that count late visits of a permanence, as everyone is told; in all others there are none.
    pub late: BTreeSet<(u16, Period)>,
    /// The codes that, as everyone was told beforehand, were not in force in a year.
    pub unused: BTreeSet<(i16, Trait, u16)>,
    /// Visits by group.
    pub visits: BTreeMap<Group, u32>,
}

impl Counts {
    /// Whether everybody knows beforehand that the figure is zero.
    #[must_use]
    pub fn is_structural_zero(&self, spot: &Spot) -> bool {
        let closed = |permanence| {
            let open = |month: Month| !spot.late && !self.closed.contains(&(permanence, month));
            !spot.period.months().any(open) && !self.has_late(permanence, spot)
        };
        let coded = || spot.table.traits().iter().zip(spot.codes);
        if coded().any(|(of, code)| self.unused.contains(&(spot.period.year(), *of, code))) {
            return true;
        }
        match spot.scope {
            Scope::Permanence(permanence) => closed(permanence),
            Scope::Operator => (0..self.permanences).all(closed),
        }
    }

    fn has_late(&self, permanence: u16, spot: &Spot) -> bool {
        let inside = |period: Period| if spot.late { period == spot.period } else { spot.period.contains(period.first()) };
        let mut of_it = self.late.iter().filter(|(other, _)| *other == permanence).map(|(_, period)| *period);
        of_it.any(|period| period.grain() <= spot.period.grain() && inside(period))
    }

    /// Whether there can be such visits, as far as everyone knows beforehand.
    #[must_use]
    pub fn is_possible(&self, group: &Group) -> bool {
        let in_force = Trait::ALL.into_iter().all(|of| !self.unused.contains(&(group.since.year(), of, group.code(of))));
        let open = if group.is_late() {
            self.late.contains(&(group.permanence, group.since))
        } else {
            !self.closed.contains(&(group.permanence, group.since.first()))
        };
        in_force && open && group.permanence < self.permanences
    }

    /// The places of all figures of a period, coarse before fine.
    pub fn spots(&self, scope: Scope, period: Period) -> impl Iterator<Item = Spot> {
        let spot = move |table, codes| Spot { scope, table, period, codes, late: false };
        let plain = Table::of_grain(period.grain())
            .flat_map(move |table| self.combinations(table).into_iter().map(move |codes| spot(table, codes)));
        let late = move |spot: Spot| Some(Spot { late: true, ..spot }).filter(|spot| !self.is_structural_zero(spot));
        plain.flat_map(move |spot| std::iter::once(spot).chain(late(spot)))
    }

    pub(super) fn combinations(&self, table: Table) -> Vec<[u16; 2]> {
        let none = [0];
        let of = |place: usize| table.traits().get(place).and_then(|of| self.codes.get(of.place()));
        let first = of(0).map_or(none.as_slice(), Vec::as_slice);
        let second = of(1).map_or(none.as_slice(), Vec::as_slice);
        first.iter().flat_map(|one| second.iter().map(|two| [*one, *two])).collect()
    }

    /// Every figure that is not zero, whether released or not.
    #[must_use]
    pub fn sums(&self) -> BTreeMap<Spot, i64> {
        let mut sums = BTreeMap::new();
        for (group, visits) in &self.visits {
            for spot in group.spots() {
                let sum: &mut i64 = sums.entry(spot).or_default();
                *sum = sum.saturating_add(i64::from(*visits));
            }
        }
        sums
    }

    /// What must be public before the figures of a period: those of the shorter periods in it and, for the operator as a whole,
    /// those of its permanences, unless nothing could happen there.
    #[must_use]
    pub fn parts(&self, scope: Scope, period: Period) -> BTreeSet<(Scope, Period)> {
        let finer = match period.grain() {
            Grain::Month => None,
            Grain::Quarter => Some(Grain::Month),
            Grain::Year => Some(Grain::Quarter),
        };
        let shorter = finer.into_iter().flat_map(|grain| period.months().map(move |month| (scope, Period::around(month, grain))));
        let all = (0..self.permanences).map(|permanence| (Scope::Permanence(permanence), period));
        let permanences = all.filter(|_| scope == Scope::Operator);
        let spot = |(scope, period)| Spot { scope, table: Table::MonthVisits, period, codes: [0; 2], late: false };
        shorter.chain(permanences).filter(|part| !self.is_structural_zero(&spot(*part))).collect()
    }
}
