//! What it costs that a figure is hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counts, History, Key, Scope, Spot, grid, grid::Grid};
use crate::{
    calendar::{Grain, Period},
    encoding, hash,
    statistics::{Table, Trait},
};

/// What no certificate may change.
pub(super) const PUBLIC: u64 = 1 << 40;

/// What a figure costs that is not released yet, in hundredths of its price: others may still be hidden in its stead.
const LATER: u64 = 4;

/// The prices of all figures of one year, by their places.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    of_places: Vec<u64>,
}

impl Prices {
    /// The prices while `fresh` is to be released, with no figure below `smallest`.
    pub(super) fn of(
        counts: &Counts,
        grid: &Grid,
        history: &History,
        (fresh, smallest): (&BTreeSet<Spot>, u32),
        key: &Key,
    ) -> Self {
        let mut prices = Self { of_places: vec![PUBLIC; grid.places()] };
        let usual = Usual { of_codes: known(history), of_one_gender: of_one_gender(counts, fresh, smallest) };
        for spot in grid::spots(counts, grid.year()) {
            let whole = || usual.price(&spot).saturating_add(key.chance(&spot));
            let price = if counts.is_structural_zero(&spot) {
                PUBLIC
            } else if spot.late {
                0
            } else {
                match history.figures.get(&spot) {
                    Some(Some(_)) => PUBLIC,
                    Some(None) => 0,
                    None if fresh.contains(&spot) => whole(),
                    None => whole().saturating_mul(LATER) / 100,
                }
            };
            if let Some(place) = grid.place(&spot) {
                prices.set(place, price);
            }
        }
        prices
    }

    pub(super) fn get(&self, place: usize) -> u64 {
        self.of_places.get(place).copied().unwrap_or(PUBLIC)
    }

    /// Returns the price before.
    pub(super) fn set(&mut self, place: usize, price: u64) -> u64 {
        self.of_places.get_mut(place).map_or(PUBLIC, |old| std::mem::replace(old, price))
    }
}

/// What is expected of figures.
struct Usual {
    /// How many visits of a code there are in a quarter, as far as everyone knows.
    of_codes: Known,
    /// The periods in which even all permanences together have too few visits of one gender to be shown.
    of_one_gender: BTreeSet<Period>,
}

/// By scope and code, the visits that are shown of earlier quarters, and of how many.
type Known = BTreeMap<(Scope, Trait, u16), (u64, u64)>;

/// Prices that followed the true numbers would tell something of them by what is hidden.
fn known(history: &History) -> Known {
    let mut known = Known::new();
    for (spot, shown) in history.figures.iter().filter(|(spot, _)| spot.period.grain() == Grain::Quarter) {
        if let (Some(shown), [of], [code, _]) = (shown, spot.table.traits(), spot.codes) {
            let (sum, number) = known.entry((spot.scope, *of, code)).or_default();
            *sum = sum.saturating_add(u64::from(*shown));
            *number = number.saturating_add(1);
        }
    }
    known
}

/// The quarters and years of which gender says nothing, often since nobody noted it. That no operator's figure is shown says no more
/// than that one is too small, none included.
fn of_one_gender(counts: &Counts, fresh: &BTreeSet<Spot>, smallest: u32) -> BTreeSet<Period> {
    let tables = [Table::QuarterGender, Table::YearGender];
    let spots = fresh.iter().filter(|spot| spot.scope == Scope::Operator && !spot.late);
    let too_few = |spot: &Spot| {
        let visits = counts.visits.iter().filter(|(group, _)| group.counts_in(spot));
        visits.fold(0_u32, |sum, (_, visits)| sum.saturating_add(*visits)) < smallest
    };
    spots.filter(|spot| tables.contains(&spot.table) && too_few(spot)).map(|spot| spot.period).collect()
}

impl Usual {
    fn visits(&self, scope: Scope, of: Trait, code: u16) -> u64 {
        self.of_codes.get(&(scope, of, code)).and_then(|(sum, number)| sum.checked_div(*number)).unwrap_or(0).min(100)
    }

    /// What is lost with a figure, before chance: gender first, where it says something, then what many figures rest on; more where
    /// many visits are known.
    fn price(&self, spot: &Spot) -> u64 {
        let visits = match (spot.table.traits(), spot.codes) {
            ([], _) => 10,
            ([of], [code, _]) => self.visits(spot.scope, *of, code),
            ([one, two, ..], [first, second]) => {
                self.visits(spot.scope, *one, first).min(self.visits(spot.scope, *two, second)) / 2
            }
        };
        let scope: u64 = if spot.scope == Scope::Operator { 13 } else { 10 };
        let table: u64 = match spot.table {
            Table::QuarterGender | Table::YearGender if self.of_one_gender.contains(&spot.period) => 100,
            Table::QuarterGender | Table::YearGender => 10_000,
            Table::YearCategory | Table::YearAge | Table::YearOutcome => 6_000,
            Table::YearCategoryGender | Table::YearGenderAge => 300,
            Table::MonthVisits => 2_000,
            _ => 1_000,
        };
        table.saturating_mul(scope).saturating_mul(visits.saturating_add(10)) / 200
    }
}

impl Key {
    /// A number below a hundred that nobody without the key can guess; the same in every period, so that the quarters of a year
    /// hide the same figures where they can and the year need not.
    fn chance(&self, spot: &Spot) -> u64 {
        let scope = match spot.scope {
            Scope::Operator => u32::MAX,
            Scope::Permanence(permanence) => u32::from(permanence),
        };
        let month = if spot.period.grain() == Grain::Month { spot.period.first().month() } else { 0 };
        let of: Vec<u8> = spot.table.traits().iter().map(|of| *of as u8).collect();
        let bytes = encoding::to_bytes(&(self.0, i32::from(spot.period.year()), scope, month, of, spot.codes));
        let [first, ..] = hash::sha256_in("maillage/disclosure-tie/1", &bytes);
        u64::from(first) % 100
    }

    /// The key of a further choice that is made of the same release; the first one goes by this key itself.
    pub(super) fn of_start(&self, start: u8) -> Self {
        if start == 0 {
            self.clone()
        } else {
            Self(hash::sha256_in("maillage/disclosure-start/1", &encoding::to_bytes(&(self.0, start))))
        }
    }

    /// Bytes that nobody without the key can guess, others for each trial.
    pub(super) fn draw(&self, year: i16, trial: u32) -> [u8; 32] {
        hash::sha256_in("maillage/disclosure-draw/1", &encoding::to_bytes(&(self.0, i32::from(year), trial)))
    }
}
