//! Visits as numbers, and the figures that are sums of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    calendar::{Grain, Month, Period},
    statistics::{Table, Trait},
};

/// Visits that no figure tells apart: one permanence, one month, one code for each of [`Trait::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// The place of the permanence in the operator's list.
    pub permanence: u16,
    /// The month.
    pub month: Month,
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
            Table::CALENDAR.into_iter().map(move |table| {
                let mut codes = [0; 2];
                for (code, of) in codes.iter_mut().zip(table.traits()) {
                    *code = self.code(*of);
                }
                Spot { scope, table, period: Period::around(self.month, table.grain()), codes }
            })
        })
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
    /// Visits by group.
    pub visits: BTreeMap<Group, u32>,
}

impl Counts {
    /// Whether everybody knows beforehand that the figure is zero.
    #[must_use]
    pub fn is_structural_zero(&self, spot: &Spot) -> bool {
        let closed = |permanence| spot.period.months().all(|month| self.closed.contains(&(permanence, month)));
        match spot.scope {
            Scope::Permanence(permanence) => closed(permanence),
            Scope::Operator => (0..self.permanences).all(closed),
        }
    }

    /// The places of all figures of a period, coarse before fine.
    pub fn spots(&self, period: Period) -> impl Iterator<Item = Spot> {
        let scopes = std::iter::once(Scope::Operator).chain((0..self.permanences).map(Scope::Permanence));
        scopes.flat_map(move |scope| {
            Table::of_grain(period.grain())
                .flat_map(move |table| self.combinations(table).into_iter().map(move |codes| Spot { scope, table, period, codes }))
        })
    }

    fn combinations(&self, table: Table) -> Vec<[u16; 2]> {
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

    /// The released periods that lie inside this one and must be public before it.
    pub fn parts(period: Period) -> Vec<Period> {
        let grain = match period.grain() {
            Grain::Month => return Vec::new(),
            Grain::Quarter => Grain::Month,
            Grain::Year => Grain::Quarter,
        };
        let parts: BTreeSet<Period> = period.months().map(|month| Period::around(month, grain)).collect();
        parts.into_iter().collect()
    }
}
