//! Runs the program on every table that could be the true one and keeps those for which it publishes what was published.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    ops::Range,
};

use super::{
    document::{CellName, Dimension, PublicCell},
    folder::OTHER_GENDERS,
    microdata::{Microdata, Visit},
    period::Period,
    release::{Suppressor, calendar_order, release},
};

/// How much the hidden cells can still be, before and after the replay.
#[derive(Debug, Clone, Default)]
pub struct Shrinking {
    /// The values that fit what is public.
    pub before: BTreeMap<CellName, BTreeSet<u64>>,
    /// Those of them for which the program publishes the same.
    pub after: BTreeMap<CellName, BTreeSet<u64>>,
    /// Tables that fit what is public.
    pub fitting: usize,
    /// Those of them for which the program publishes the same under some key.
    pub kept: usize,
}

/// One permanence with as many visits of each category in the first quarter of a year as told, one after the other in its months.
pub fn small_world(counts: &[u64]) -> Microdata {
    let months = Period::Quarter(2025, 1).months();
    let codes = |one: &str| vec![one.to_owned()];
    let mut world = Microdata {
        operator: "small".to_owned(),
        permanences: BTreeMap::from([("place".to_owned(), months.clone())]),
        codes: BTreeMap::from([
            (Dimension::Category, (0..counts.len()).map(|number| format!("need{number}")).collect()),
            (Dimension::Gender, codes(OTHER_GENDERS)),
            (Dimension::Age, codes("any")),
            (Dimension::Outcome, codes("any")),
        ]),
        visits: Vec::new(),
    };
    for (number, count) in counts.iter().enumerate() {
        for _ in 0..*count {
            world.visits.push(Visit {
                permanence: "place".to_owned(),
                month: months[world.visits.len() % 3],
                category: format!("need{number}"),
                gender: OTHER_GENDERS.to_owned(),
                age: "any".to_owned(),
                outcome: "any".to_owned(),
            });
        }
    }
    world
}

/// Every way to share out a number of visits.
pub fn shares(total: u64, among: usize) -> Vec<Vec<u64>> {
    if among <= 1 {
        return vec![vec![total]];
    }
    let with_first =
        |first: u64| shares(total - first, among - 1).into_iter().map(move |rest| [first].into_iter().chain(rest).collect());
    (0..=total).flat_map(with_first).collect()
}

/// Replays a suppressor, of which the attacker does not know the key, on all small worlds with as many visits as the true one.
pub fn replay<S: Suppressor>(counts: &[u64], key: u64, keys: Range<u64>, make: impl Fn(&Microdata, u64) -> S) -> Shrinking {
    let publish = |world: &Microdata, key: u64| -> Vec<PublicCell> {
        let order = calendar_order(world);
        let released = release(world, &order, &mut make(world, key));
        released.steps.into_iter().flat_map(|step| step.cells).collect()
    };
    let public = publish(&small_world(counts), key);
    let mut shrinking = Shrinking::default();
    for candidate in shares(counts.iter().sum(), counts.len()) {
        let world = small_world(&candidate);
        let truth = world.truth();
        let fits = |cell: &PublicCell| cell.shown().is_none_or(|value| truth.get(&cell.name()) == Some(&value));
        if !public.iter().all(fits) {
            continue;
        }
        let is_kept = keys.clone().any(|key| publish(&world, key) == public);
        shrinking.fitting += 1;
        shrinking.kept += usize::from(is_kept);
        for cell in public.iter().filter(|cell| cell.shown().is_none()) {
            let value = truth[&cell.name()];
            shrinking.before.entry(cell.name()).or_default().insert(value);
            if is_kept {
                shrinking.after.entry(cell.name()).or_default().insert(value);
            }
        }
    }
    shrinking
}

impl Shrinking {
    /// Cells that the replay gives away and what is public alone does not.
    pub fn given_away(&self, smallest_figure: u64) -> usize {
        let tells = |values: &BTreeSet<u64>| values.len() == 1 || values.iter().all(|value| (1..smallest_figure).contains(value));
        self.before.iter().filter(|(name, before)| !tells(before) && self.after.get(*name).is_some_and(tells)).count()
    }
}

impl fmt::Display for Shrinking {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |values: &BTreeMap<CellName, BTreeSet<u64>>| values.values().map(BTreeSet::len).sum::<usize>();
        let (before, after) = (count(&self.before), count(&self.after));
        let (fitting, kept) = (self.fitting, self.kept);
        write!(
            to,
            "{} hidden cells: {before} possible values, {after} after the replay; {kept} of {fitting} tables",
            self.before.len()
        )
    }
}
