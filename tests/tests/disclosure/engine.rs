//! What the program publishes, under every attack.

use maillage_tests::{
    dice::Dice,
    disclosure::Engine,
    redteam::{
        attack::{Findings, attack},
        bounds::Effort,
        document::Publications,
        folder,
        insider::{attack_from_operators, attack_from_permanences},
        microdata::{Microdata, Visit},
        random_operator::{Size, random_operator},
        release::{Closing, calendar_order, release, shuffled_order},
        replay::replay,
        siege::{Besieged, Plan},
        snapshots::attack_snapshots,
        suppressors::SMALLEST_FIGURE,
    },
};

use super::given;

fn besieged(data: &Microdata, order: &[Closing], late: &[(usize, Visit)], effort: Effort, key: u64) -> (Engine, Besieged) {
    let mut engine = Engine::new(data, SMALLEST_FIGURE, key);
    let plan = Plan { data, order, late, smallest_figure: SMALLEST_FIGURE, effort, moments: 2 };
    let besieged = plan.besiege(&mut engine);
    assert_eq!(engine.history.verify(&engine.counts), Ok(()));
    if engine.kept_back > 0 {
        println!("{}: {} periods stay at home", data.operator, engine.kept_back);
    }
    (engine, besieged)
}

#[test]
fn nothing_is_found_in_what_the_sample_network_publishes() {
    let mut all = Findings::default();
    for data in folder::read(&given::folder()) {
        let (_, besieged) = besieged(&data, &calendar_order(&data), &[], given::effort(), 1);
        besieged.held(&data.operator);
        all.add(besieged.last);
    }
    println!("the whole folder: {all}");
}

#[test]
fn nothing_is_found_in_what_random_operators_publish_that_close_in_any_order() {
    let mut all = Findings::default();
    for seed in given::seeds() {
        let mut dice = Dice::new(seed);
        let data = random_operator(&mut dice, Size::SMALL);
        let order = shuffled_order(&data, &mut dice);
        let (_, besieged) = besieged(&data, &order, &[], given::effort(), seed);
        besieged.held(&format!("seed {seed}"));
        all.add(besieged.last);
    }
    println!("random operators: {all}");
}

/// Visits that come to light at some moment: too late for their month, often for their quarter.
fn come_late(data: &Microdata, dice: &mut Dice, number: usize) -> Vec<(usize, Visit)> {
    let last = calendar_order(data).len();
    let one = |dice: &mut Dice| (dice.below(last), dice.one_of(&data.visits).clone());
    (0..number).map(|_| one(dice)).collect()
}

#[test]
fn nothing_is_found_when_visits_come_late() {
    let (mut late, mut left_out) = (0, 0);
    for seed in given::seeds() {
        let mut dice = Dice::new(seed);
        let data = random_operator(&mut dice, Size::SMALL);
        if data.visits.is_empty() {
            continue;
        }
        let number = dice.below(60);
        let visits = come_late(&data, &mut dice, number);
        let (engine, besieged) = besieged(&data, &calendar_order(&data), &visits, given::effort(), seed);
        for findings in [&besieged.last, &besieged.before] {
            assert!(
                findings.contradictory.is_empty() && findings.found.is_empty(),
                "seed {seed}: {besieged}\n{:#?}",
                findings.found
            );
        }
        late += engine.counts.late.len();
        left_out += engine.left_out;
    }
    println!("{late} periods with late visits, {left_out} visits left out");
    assert!(late > 0 && left_out > 0);
}

#[test]
fn an_operator_finds_no_more_of_the_others_than_everyone() {
    let mut all = Publications::of(SMALLEST_FIGURE, Vec::new());
    let mut truth = std::collections::BTreeMap::new();
    for seed in 0..3 {
        let mut data = random_operator(&mut Dice::new(seed), Size::SMALL);
        data.operator = format!("operator{seed}");
        let released = release(&data, &calendar_order(&data), &mut Engine::new(&data, SMALLEST_FIGURE, seed));
        all.cells.extend(released.all(SMALLEST_FIGURE).cells);
        truth.extend(released.truth);
    }
    assert!(attack(&all, given::effort()).found.is_empty());
    let inside = attack_from_operators(&all, &truth, &["operator0", "operator1"], given::effort());
    assert!(inside.found.is_empty() && inside.contradictory.is_empty(), "{inside}");
}

#[test]
fn what_a_permanence_finds_of_its_neighbours_of_the_same_operator_is_counted() {
    let mut found = 0;
    for seed in 0..8 {
        let data = random_operator(&mut Dice::new(seed), Size::SMALL);
        let released = release(&data, &calendar_order(&data), &mut Engine::new(&data, SMALLEST_FIGURE, seed));
        let public = released.all(SMALLEST_FIGURE);
        for name in data.permanences.keys().filter(|_| data.permanences.len() > 1) {
            let inside = attack_from_permanences(&public, &released.truth, &[name.as_str()], given::effort());
            assert!(inside.mistaken(&released.truth).is_empty());
            found += inside.found.len();
        }
    }
    println!("a permanence that knows its own visits finds {found} figures of its neighbours");
}

#[test]
fn documents_seen_one_after_the_other_tell_no_more_than_the_last() {
    for seed in 0..12 {
        let mut dice = Dice::new(seed);
        let data = random_operator(&mut dice, Size::SMALL);
        let order = shuffled_order(&data, &mut dice);
        let released = release(&data, &order, &mut Engine::new(&data, SMALLEST_FIGURE, seed));
        let documents: Vec<Publications> = (1..=order.len()).map(|steps| released.after(steps, SMALLEST_FIGURE)).collect();
        let findings = attack_snapshots(&documents, given::effort());
        assert!(findings.found.is_empty(), "seed {seed}: {findings}");
    }
}

#[test]
fn a_replay_without_the_key_gives_no_figure_away() {
    for counts in [[3, 7, 9, 10], [0, 6, 8, 12], [2, 2, 9, 11]] {
        let shrinking = replay(&counts, 1, 0..16, |data, key| Engine::new(data, SMALLEST_FIGURE, key));
        println!("{counts:?}: {shrinking}");
        assert_eq!(shrinking.given_away(5), 0, "{counts:?}");
    }
}
