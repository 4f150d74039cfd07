//! The seeds that are tried.

use std::ops::Range;

use super::{behaviours, counters::Counters, story::Story};

/// The seeds of every day.
const EVERY_DAY: Range<u64> = 0..200;

/// Threads that try seeds side by side.
const THREADS: u64 = 2;

fn seeds() -> Range<u64> {
    let number = |text: &str| text.parse::<u64>().expect("a seed is a number");
    if let Ok(seed) = std::env::var("MAILLAGE_SEED") {
        let seed = number(&seed);
        return seed..seed + 1;
    }
    std::env::var("MAILLAGE_SEEDS").map_or(EVERY_DAY, |seeds| {
        let (from, to) = seeds.split_once("..").expect("seeds are given as 1000..2000");
        number(from)..number(to)
    })
}

/// Tries every `THREADS`th seed.
fn try_seeds(from: u64) -> Counters {
    let mut counters = Counters::default();
    for seed in seeds().filter(|seed| seed % THREADS == from) {
        counters.add(&Story::begin(seed).played());
    }
    counters
}

#[test]
fn in_every_simulation_honest_nodes_end_with_one_view_and_lose_nothing() {
    let threads: Vec<_> = (0..THREADS).map(|from| std::thread::spawn(move || try_seeds(from))).collect();
    let mut counters = Counters::default();
    for thread in threads {
        counters.add(&thread.join().expect("a seed failed: see above which"));
    }
    println!("{counters}");
    // One seed shows one liar; all of them must show everything.
    if seeds().count() >= 200 {
        let expected = super::counters::EXPECTED.iter().chain(&behaviours::NAMES).chain(&behaviours::SECRETARY_NAMES);
        let silent: Vec<&str> = expected.copied().filter(|name| counters.of(name) == 0).collect();
        assert!(silent.is_empty(), "never happened: {silent:?}");
    }
}

#[test]
fn a_simulation_of_one_seed_is_the_same_each_time() {
    let [one, other] = [0, 0].map(|_| {
        let mut story = Story::begin(11);
        story.play();
        story.digests()
    });
    assert_eq!(one, other);
}
