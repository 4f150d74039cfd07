//! The figures of one year of an operator, one place each, so that lists can hold what is known of them.

use super::{Counts, Group, Scope, Spot};
use crate::{
    calendar::{Grain, Month, Period},
    statistics::{Table, Trait},
};

/// Where in a year visits are counted by one trait: in a quarter, or in all of it; with those that came late, or those alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part(usize);

impl Part {
    pub(super) const YEAR: Self = Self(4);
    /// How many there are.
    const ALL: usize = 10;

    pub(super) const fn quarter(place: usize) -> Self {
        Self(place)
    }

    fn of(period: Period, late: bool) -> Self {
        let place = match period.grain() {
            Grain::Year => 4,
            _ => usize::try_from(period.first().quarter()).map_or(0, |quarter| quarter.saturating_sub(1)),
        };
        Self(if late { place.saturating_add(5) } else { place })
    }
}

/// Where each figure of the year has its place.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    year: i16,
    codes: [Vec<u16>; 4],
    width: usize,
    permanences: u16,
}

impl Grid {
    pub(super) fn new(counts: &Counts, year: i16) -> Self {
        let mut grid = Self { year, codes: counts.codes.clone(), width: 0, permanences: counts.permanences };
        let one_way = grid.all_codes().saturating_mul(Part::ALL);
        grid.width = one_way.saturating_add(grid.pairs().saturating_mul(2)).saturating_add(12);
        grid
    }

    pub(super) const fn year(&self) -> i16 {
        self.year
    }

    /// Whether visits of the group are part of the figures of this year.
    pub(super) fn has(&self, group: &Group) -> bool {
        self.places_of_codes(group).is_some() && group.permanence < self.permanences
    }

    /// Every figure of the year, by its place.
    pub(super) fn sums(&self, counts: &Counts) -> Vec<i64> {
        let mut sums = vec![0_i64; self.places()];
        for (group, visits) in &counts.visits {
            self.each_place(group, |place| {
                if let Some(sum) = sums.get_mut(place) {
                    *sum = sum.saturating_add(i64::from(*visits));
                }
            });
        }
        sums
    }

    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.width.saturating_mul(usize::from(self.permanences).saturating_add(1))
    }

    /// How many codes a trait has.
    pub(super) fn size(&self, of: Trait) -> usize {
        self.codes.get(of.place()).map_or(0, Vec::len)
    }

    /// The place of a code among those of its trait.
    pub(super) fn code(&self, of: Trait, code: u16) -> Option<usize> {
        self.codes.get(of.place())?.binary_search(&code).ok()
    }

    /// The code at this place.
    pub(super) fn code_at(&self, of: Trait, place: usize) -> Option<u16> {
        self.codes.get(of.place())?.get(place).copied()
    }

    /// The place of a figure of this year; nothing for one of another year or of codes that do not exist.
    pub(super) fn place(&self, spot: &Spot) -> Option<usize> {
        if spot.period.year() != self.year {
            return None;
        }
        let [one, two] = spot.codes;
        match spot.table.traits() {
            [] => self.month(spot.scope, spot.period.first()),
            [of] => Some(self.one_way(spot.scope, *of, Part::of(spot.period, spot.late), self.code(*of, one)?)),
            [Trait::Category, ..] => {
                let (category, gender) = (self.code(Trait::Category, one)?, self.code(Trait::Gender, two)?);
                Some(self.pair(spot.scope, spot.late, Trait::Category, category, gender))
            }
            _ => {
                let (gender, age) = (self.code(Trait::Gender, one)?, self.code(Trait::Age, two)?);
                Some(self.pair(spot.scope, spot.late, Trait::Age, age, gender))
            }
        }
    }

    /// The place of the visits of a month.
    pub(super) fn month(&self, scope: Scope, month: Month) -> Option<usize> {
        let month = usize::try_from(month.month()).ok()?.checked_sub(1)?;
        self.base(scope).checked_add(self.width.checked_sub(12)?)?.checked_add(month)
    }

    /// The place of a figure by one trait, from the place of its code.
    pub(super) fn one_way(&self, scope: Scope, of: Trait, part: Part, code: usize) -> usize {
        let before = self.codes.iter().take(of.place()).fold(0_usize, |sum, codes| sum.saturating_add(codes.len()));
        self.base(scope).saturating_add(part.0.saturating_mul(self.all_codes())).saturating_add(before).saturating_add(code)
    }

    /// The place of a year's figure by gender and category or age, from the places of its codes.
    pub(super) fn pair(&self, scope: Scope, late: bool, of: Trait, code: usize, gender: usize) -> usize {
        let row = if of == Trait::Age { self.size(Trait::Category) } else { 0 };
        let place = row.saturating_add(code).saturating_mul(self.size(Trait::Gender)).saturating_add(gender);
        let first = self.base(scope).saturating_add(self.all_codes().saturating_mul(Part::ALL));
        first.saturating_add(if late { self.pairs() } else { 0 }).saturating_add(place)
    }

    /// The places of all figures that visits of a group are part of.
    pub(super) fn each_place(&self, group: &Group, mut visit: impl FnMut(usize)) {
        let Some([category, gender, age, outcome]) = self.places_of_codes(group) else { return };
        let coded = [(Trait::Category, category), (Trait::Gender, gender), (Trait::Age, age), (Trait::Outcome, outcome)];
        let year = Some(Part::YEAR);
        let around = Part::of(Period::around(group.since.first(), Grain::Quarter), false);
        let late = group.is_late().then(|| Part::of(group.since, true));
        let quarter = (group.since.grain() != Grain::Year).then_some(around);
        for scope in [Scope::Operator, Scope::Permanence(group.permanence)] {
            for part in [quarter, year, late].into_iter().flatten() {
                for (of, code) in coded {
                    visit(self.one_way(scope, of, part, code));
                }
            }
            for late in [false, true].into_iter().take(if group.since.grain() == Grain::Year { 2 } else { 1 }) {
                visit(self.pair(scope, late, Trait::Category, category, gender));
                visit(self.pair(scope, late, Trait::Age, age, gender));
            }
            if !group.is_late() {
                self.month(scope, group.since.first()).into_iter().for_each(&mut visit);
            }
        }
    }

    fn places_of_codes(&self, group: &Group) -> Option<[usize; 4]> {
        let place = |of: Trait| self.code(of, group.code(of));
        (group.since.year() == self.year).then_some(())?;
        Some([place(Trait::Category)?, place(Trait::Gender)?, place(Trait::Age)?, place(Trait::Outcome)?])
    }

    fn base(&self, scope: Scope) -> usize {
        match scope {
            Scope::Operator => 0,
            Scope::Permanence(permanence) => usize::from(permanence).saturating_add(1).saturating_mul(self.width),
        }
    }

    fn all_codes(&self) -> usize {
        self.codes.iter().fold(0, |sum, codes| sum.saturating_add(codes.len()))
    }

    fn pairs(&self) -> usize {
        self.size(Trait::Gender).saturating_mul(self.size(Trait::Category).saturating_add(self.size(Trait::Age)))
    }
}

/// All figures of a year, those included that no table has but that follow for who subtracts.
pub(super) fn spots(counts: &Counts, year: i16) -> Vec<Spot> {
    let months: Vec<Month> = (1..=12).filter_map(|month| Month::new(year, month).ok()).collect();
    let mut all = Vec::new();
    for scope in std::iter::once(Scope::Operator).chain((0..counts.permanences).map(Scope::Permanence)) {
        for grain in [Grain::Month, Grain::Quarter, Grain::Year] {
            let mut periods: Vec<Period> = months.iter().map(|month| Period::around(*month, grain)).collect();
            periods.dedup();
            for table in Table::of_grain(grain) {
                let combinations = counts.combinations(table);
                for period in &periods {
                    let spot = |codes: &[u16; 2]| Spot { scope, table, period: *period, codes: *codes, late: false };
                    all.extend(combinations.iter().map(spot));
                    if grain != Grain::Month {
                        all.extend(combinations.iter().map(|codes| Spot { late: true, ..spot(codes) }));
                    }
                }
            }
        }
    }
    all
}
