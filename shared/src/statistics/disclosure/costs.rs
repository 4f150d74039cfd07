//! What it costs that a figure is hidden.

use std::collections::BTreeMap;

use super::{Counts, Key, Scope, Spot};
use crate::{
    calendar::{Grain, Period},
    hash,
    statistics::{Table, Trait},
};

/// What no certificate may change.
pub(super) const PUBLIC: u64 = 1 << 40;

/// Where in a year a figure lies: a quarter by its place, or all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Quarter(usize),
    Year,
}

impl Part {
    pub(super) fn of(period: Period) -> Self {
        match period.grain() {
            Grain::Year => Self::Year,
            _ => Self::Quarter(usize::try_from(period.first().quarter()).map_or(0, |quarter| quarter.saturating_sub(1))),
        }
    }

    const fn place(self) -> usize {
        match self {
            Self::Quarter(place) => place,
            Self::Year => 4,
        }
    }
}

/// The costs of all figures of one year, by place: looked up some thousand times for each certificate.
#[derive(Debug, Clone)]
pub(super) struct Costs {
    sizes: [usize; 4],
    width: usize,
    of_places: Vec<u64>,
}

impl Costs {
    /// The costs of the year while these figures are public or hidden already; the others may be shown now or later.
    pub(super) fn of(counts: &Counts, year: i16, figures: &BTreeMap<Spot, Option<u32>>, key: &Key) -> Self {
        let sizes = [0, 1, 2, 3].map(|place| counts.codes.get(place).map_or(0, Vec::len));
        let [categories, genders, ages, outcomes] = sizes;
        let one_way = categories.saturating_add(genders).saturating_add(ages).saturating_add(outcomes);
        let pairs = genders.saturating_mul(categories.saturating_add(ages));
        let width = one_way.saturating_mul(5).saturating_add(pairs).saturating_add(12);
        let scopes = usize::from(counts.permanences).saturating_add(1);
        let mut all = Self { sizes, width, of_places: vec![0; width.saturating_mul(scopes)] };
        let places = std::iter::once(Scope::Operator).chain((0..counts.permanences).map(Scope::Permanence));
        let months = (1..=12).filter_map(|month| crate::calendar::Month::new(year, month).ok());
        let months: Vec<_> = months.collect();
        for scope in places {
            for grain in [Grain::Month, Grain::Quarter, Grain::Year] {
                let mut periods: Vec<Period> = months.iter().map(|month| Period::around(*month, grain)).collect();
                periods.dedup();
                for spot in periods.into_iter().flat_map(|period| counts.spots(scope, period)).filter(|spot| !spot.late) {
                    let cost = match figures.get(&spot) {
                        Some(Some(_)) => PUBLIC,
                        Some(None) => 0,
                        None if counts.is_structural_zero(&spot) => PUBLIC,
                        None => price(&spot).saturating_add(key.chance(&spot)),
                    };
                    all.set(counts, &spot, cost);
                }
            }
        }
        all
    }

    /// What the figure costs; nothing for one that is never released.
    pub(super) fn get(&self, counts: &Counts, spot: &Spot) -> u64 {
        if spot.late {
            return if counts.is_structural_zero(spot) { PUBLIC } else { 0 };
        }
        self.place(counts, spot).and_then(|place| self.of_places.get(place)).copied().unwrap_or(PUBLIC)
    }

    pub(super) fn set(&mut self, counts: &Counts, spot: &Spot, cost: u64) {
        let place = self.place(counts, spot).filter(|_| !spot.late);
        if let Some(old) = place.and_then(|place| self.of_places.get_mut(place)) {
            *old = cost;
        }
    }

    fn place(&self, counts: &Counts, spot: &Spot) -> Option<usize> {
        let code = |place: usize, of: Trait| counts.codes.get(of.place())?.binary_search(spot.codes.get(place)?).ok();
        match spot.table.traits() {
            [] => {
                let month = usize::try_from(spot.period.first().month()).ok()?.checked_sub(1)?;
                self.base(spot.scope).checked_add(self.width.checked_sub(12)?)?.checked_add(month)
            }
            [of] => Some(self.one_way(spot.scope, *of, Part::of(spot.period), code(0, *of)?)),
            [Trait::Category, ..] => {
                Some(self.pair(spot.scope, Trait::Category, code(0, Trait::Category)?, code(1, Trait::Gender)?))
            }
            _ => Some(self.pair(spot.scope, Trait::Age, code(1, Trait::Age)?, code(0, Trait::Gender)?)),
        }
    }

    fn base(&self, scope: Scope) -> usize {
        match scope {
            Scope::Operator => 0,
            Scope::Permanence(permanence) => usize::from(permanence).saturating_add(1).saturating_mul(self.width),
        }
    }

    fn all_codes(&self) -> usize {
        self.sizes.iter().fold(0, |sum, size| sum.saturating_add(*size))
    }

    fn one_way(&self, scope: Scope, of: Trait, part: Part, code: usize) -> usize {
        let before = self.sizes.iter().take(of.place()).fold(0_usize, |sum, size| sum.saturating_add(*size));
        let row = part.place().saturating_mul(self.all_codes());
        self.base(scope).saturating_add(row).saturating_add(before).saturating_add(code)
    }

    fn pair(&self, scope: Scope, of: Trait, code: usize, gender: usize) -> usize {
        let [categories, genders, ..] = self.sizes;
        let row = if of == Trait::Age { categories } else { 0 };
        let place = row.saturating_add(code).saturating_mul(genders).saturating_add(gender);
        self.base(scope).saturating_add(self.all_codes().saturating_mul(5)).saturating_add(place)
    }

    /// The cost of a figure by one trait, by the place of its code.
    pub(super) fn of_one_way(&self, scope: Scope, of: Trait, part: Part, code: usize) -> u64 {
        self.of_places.get(self.one_way(scope, of, part, code)).copied().unwrap_or(PUBLIC)
    }

    /// The cost of a year's figure by gender and category or age, by the places of its codes.
    pub(super) fn of_pair(&self, scope: Scope, of: Trait, code: usize, gender: usize) -> u64 {
        self.of_places.get(self.pair(scope, of, code, gender)).copied().unwrap_or(PUBLIC)
    }
}

/// What is lost with a figure, before chance: gender first, then what many figures rest on.
const fn price(spot: &Spot) -> u64 {
    let scope: u64 = if matches!(spot.scope, Scope::Operator) { 20 } else { 1 };
    let table: u64 = match spot.table {
        Table::QuarterGender | Table::YearGender => 10_000,
        Table::YearCategory | Table::YearAge | Table::YearOutcome => 3_000,
        Table::YearCategoryGender | Table::YearGenderAge => 300,
        _ => 1_000,
    };
    table.saturating_mul(scope)
}

impl Key {
    /// A number below a hundred that nobody without the key can guess; the same in every period, so that the quarters of a year
    /// hide the same figures where they can and the year need not.
    fn chance(&self, spot: &Spot) -> u64 {
        let scope = match spot.scope {
            Scope::Operator => u32::MAX,
            Scope::Permanence(permanence) => u32::from(permanence),
        };
        let of: Vec<u8> = spot.table.traits().iter().map(|of| *of as u8).collect();
        let bytes = crate::encoding::to_bytes(&(self.0, i32::from(spot.period.year()), scope, of, spot.codes));
        let [first, ..] = hash::sha256_in("maillage/disclosure-tie/1", &bytes);
        u64::from(first) % 100
    }
}
