//! What the environment asks for.

use std::{ops::Range, path::PathBuf};

use maillage_tests::redteam::bounds::Effort;

/// The random operators of every day.
const EVERY_DAY: Range<u64> = 0..60;

/// Seeds of random operators.
pub(super) fn seeds() -> Range<u64> {
    let number = |text: &str| text.parse::<u64>().expect("a seed is a number");
    std::env::var("MAILLAGE_SEEDS").map_or(EVERY_DAY, |seeds| {
        let (from, to) = seeds.split_once("..").expect("seeds are given as 1000..2000");
        number(from)..number(to)
    })
}

/// The folder of operators.
pub(super) fn folder() -> PathBuf {
    std::env::var_os("MAILLAGE_DATA").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/network"), PathBuf::from)
}

/// How hard the attacker tries.
pub(super) fn effort() -> Effort {
    if std::env::var_os("MAILLAGE_PATIENT").is_some() { Effort::PATIENT } else { Effort::EVERY_DAY }
}
