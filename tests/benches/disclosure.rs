//! What disclosure control leaves of the figures, and how long it takes.
//!
//! The operators of `tests/data/network` are closed month by month; of each table the program prints the share of figures and visits
//! shown beside the ceiling: what hiding small figures alone would show. Then the time of one permanence-year and of a year of an
//! operator with twenty permanences, of five runs, with every history checked at the end.
//!
//! Run it with `cargo bench -p maillage-tests --bench disclosure`.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    time::{Duration, Instant},
};

use maillage_shared::statistics::{
    Table,
    disclosure::{Coverage, Covers},
};
use maillage_tests::{
    dice::Dice,
    disclosure::Engine,
    redteam::{
        folder,
        microdata::Microdata,
        random_operator::{Size, random_operator},
        release::{calendar_order, release},
        suppressors::SMALLEST_FIGURE,
    },
};

const RUNS: usize = 5;

fn released(data: &Microdata) -> (Engine, Duration) {
    let mut engine = Engine::new(data, SMALLEST_FIGURE, 1);
    let begun = Instant::now();
    release(data, &calendar_order(data), &mut engine);
    let took = begun.elapsed();
    assert_eq!(engine.history.verify(&engine.counts), Ok(()), "a history that proves nothing");
    (engine, took)
}

fn print(all: &BTreeMap<(Table, Covers), Coverage>) {
    for ((table, covers), coverage) in all {
        let (figures, visits) = coverage.shares();
        println!(
            "{covers:?} {table:?}: {} of {} figures ({figures:.3}), {} of {} visits ({visits:.3})",
            coverage.shown_figures, coverage.ceiling_figures, coverage.shown_visits, coverage.ceiling_visits
        );
    }
}

fn coverage() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/network");
    let folder = std::env::var_os("MAILLAGE_DATA").map_or(folder, PathBuf::from);
    let mut all: BTreeMap<(Table, Covers), Coverage> = BTreeMap::new();
    for data in folder::read(&folder) {
        let (engine, took) = released(&data);
        println!(
            "{}: {} permanences, {} visits, {} figures, {} certificates, {} periods kept back, {took:.2?}",
            data.operator,
            data.permanences.len(),
            data.visits.len(),
            engine.history.figures.len(),
            engine.history.certificates.len(),
            engine.kept_back
        );
        for (key, coverage) in engine.history.coverage(&engine.counts) {
            all.entry(key).or_default().add(&coverage);
        }
    }
    print(&all);
}

/// A random operator of one year with so many permanences and fifteen categories.
fn operator_of(permanences: usize) -> Microdata {
    let size = Size { permanences: 20, years: 1, categories: 15 };
    let fits = |data: &Microdata| data.permanences.len() >= permanences && data.codes.values().any(|codes| codes.len() == 15);
    let mut data = (0..10_000).map(|seed| random_operator(&mut Dice::new(seed), size)).find(fits).expect("one of so many has them");
    let kept: Vec<String> = data.permanences.keys().take(permanences).cloned().collect();
    data.permanences.retain(|name, _| kept.contains(name));
    data.visits.retain(|visit| kept.contains(&visit.permanence));
    data
}

fn main() {
    coverage();
    for (permanences, limit) in [(1, 0.2), (20, 10.0)] {
        let data = operator_of(permanences);
        let mut times: Vec<Duration> = (0..RUNS).map(|_| released(&data).1).collect();
        times.sort_unstable();
        let median = times[RUNS / 2];
        println!(
            "{permanences} permanences, {} visits, one year: {times:.2?}, median {median:.2?} (aim {limit} s)",
            data.visits.len()
        );
    }
}
