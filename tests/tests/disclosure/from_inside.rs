//! Somebody at the table next door reads the figures of the operator.

use maillage_tests::{
    dice::Dice,
    redteam::{
        attack::{Attack, attack},
        document::Publications,
        insider::{attack_from_operators, attack_from_permanences},
        random_operator::{Size, random_operator},
        release::{Suppressor, calendar_order, release},
        suppressors::{EliminationOnly, PrimaryOnly, SMALLEST_FIGURE},
    },
};

use super::given;

/// What each permanence alone, and each pair, finds about the others.
fn found_from_inside(seed: u64, make: impl Fn(&maillage_tests::redteam::microdata::Microdata) -> Box<dyn Suppressor>) -> usize {
    let data = random_operator(&mut Dice::new(seed), Size::SMALL);
    let released = release(&data, &calendar_order(&data), &mut *make(&data));
    let public = released.all(SMALLEST_FIGURE);
    let outside = attack(&public, given::effort());
    let names: Vec<&str> = data.permanences.keys().map(String::as_str).collect();
    let mut insiders: Vec<Vec<&str>> = names.iter().map(|name| vec![*name]).collect();
    insiders.extend(names.windows(2).map(<[&str]>::to_vec));
    let mut more = 0;
    for insider in insiders.into_iter().filter(|insider| insider.len() < names.len()) {
        let inside = attack_from_permanences(&public, &released.truth, &insider, given::effort());
        assert!(inside.contradictory.is_empty(), "{insider:?}");
        assert!(inside.mistaken(&released.truth).is_empty(), "{insider:?}");
        let is_new = |name| !outside.found.iter().any(|finding| &finding.cell == name);
        more += inside.found.iter().filter(|finding| is_new(&finding.cell)).count();
    }
    more
}

#[test]
fn a_permanence_that_knows_its_own_visits_finds_some_of_its_neighbours() {
    let sum = |make: fn(&maillage_tests::redteam::microdata::Microdata) -> Box<dyn Suppressor>| {
        (0..8).map(|seed| found_from_inside(seed, make)).sum::<usize>()
    };
    let primary = sum(|_| Box::new(PrimaryOnly::default()));
    let elimination = sum(|data| Box::new(EliminationOnly::new(data, 1)));
    println!("from inside, beside what everyone finds: {primary} by primary suppression, {elimination} by elimination alone");
    assert!(primary > 0 && elimination > 0);
}

#[test]
fn an_operator_that_knows_its_own_visits_finds_no_more_of_the_others_than_everyone() {
    let mut all = Publications::of(SMALLEST_FIGURE, Vec::new());
    let mut truth = std::collections::BTreeMap::new();
    for seed in 0..3 {
        let mut data = random_operator(&mut Dice::new(seed), Size::SMALL);
        data.operator = format!("operator{seed}");
        let released = release(&data, &calendar_order(&data), &mut PrimaryOnly::default());
        all.cells.extend(released.all(SMALLEST_FIGURE).cells);
        truth.extend(released.truth);
    }
    let outside = attack(&all.by("operator2"), given::effort());
    let inside = attack_from_operators(&all, &truth, &["operator0", "operator1"], given::effort());
    assert!(outside.by(Attack::Linked) > 0);
    assert_eq!(inside.found, outside.found);
}
