//! Suppression that is too weak. An attacker that finds nothing here is none.

use maillage_tests::{
    dice::Dice,
    redteam::{
        attack::{Attack, Findings, attack, found_by_programs_alone},
        bounds::Effort,
        document::{PublicCell, Publications},
        folder,
        microdata::Microdata,
        random_operator::{Size, random_operator},
        release::{Closing, Due, Publication, Suppressor, calendar_order, shuffled_order},
        siege::{Besieged, Plan},
        suppressors::{EliminationOnly, PrimaryOnly, SMALLEST_FIGURE, true_cells},
    },
};

use super::given;

fn besieged(data: &Microdata, order: &[Closing], effort: Effort, suppressor: &mut impl Suppressor) -> Besieged {
    let plan = Plan { data, order, late: &[], smallest_figure: SMALLEST_FIGURE, effort, moments: 2 };
    let besieged = plan.besiege(suppressor);
    assert_eq!(besieged.mistaken, 0, "the attacker believes what is not true: {besieged}");
    assert_eq!(besieged.complaints, Vec::<String>::new());
    assert!(besieged.last.contradictory.is_empty(), "{besieged}");
    besieged
}

#[test]
fn the_attacker_gets_through_primary_suppression_of_the_sample_network() {
    let mut all = Findings::default();
    for data in folder::read(&given::folder()) {
        let besieged = besieged(&data, &calendar_order(&data), given::effort(), &mut PrimaryOnly::default());
        println!("{}: {besieged}", data.operator);
        let some = &besieged.last.found[..besieged.last.found.len().min(8)];
        let by_programs = found_by_programs_alone(&besieged.release.all(SMALLEST_FIGURE), some);
        println!("programs alone find {by_programs} of {} of these", some.len());
        assert_eq!(by_programs, some.len(), "programs miss what others find");
        all.add(besieged.last);
    }
    println!("primary suppression of the whole folder: {all}");
    if std::env::var_os("MAILLAGE_DATA").is_none() {
        for attack in [Attack::Subtraction, Attack::Time, Attack::Linked, Attack::Integers] {
            assert!(all.by(attack) > 0, "{attack:?} found nothing");
        }
    }
}

#[test]
fn the_attacker_gets_through_primary_suppression_of_random_operators_closed_in_any_order() {
    let mut all = Findings::default();
    for seed in given::seeds() {
        let mut dice = Dice::new(seed);
        let data = random_operator(&mut dice, Size::SMALL);
        let order = shuffled_order(&data, &mut dice);
        all.add(besieged(&data, &order, given::effort(), &mut PrimaryOnly::default()).last);
    }
    println!("primary suppression of random operators: {all}");
    for attack in [Attack::Subtraction, Attack::Time, Attack::Geography, Attack::Linked, Attack::Integers] {
        assert!(all.by(attack) > 0, "{attack:?} found nothing");
    }
}

#[test]
fn the_attacker_gets_through_primary_suppression_of_a_large_operator() {
    let mut dice = Dice::new(20);
    let data = random_operator(&mut dice, Size::WHOLE);
    let order = calendar_order(&data);
    let besieged = besieged(&data, &order, Effort { most_programs: 60, ..given::effort() }, &mut PrimaryOnly::default());
    println!("{} permanences, {} visits: {besieged}", data.permanences.len(), data.visits.len());
    assert!(besieged.last.by(Attack::Linked) > 0);
}

#[test]
fn elimination_alone_leaves_cells_to_programs_and_whole_numbers() {
    let mut all = Findings::default();
    for seed in given::seeds() {
        let mut dice = Dice::new(seed);
        let data = random_operator(&mut dice, Size::SMALL);
        let order = calendar_order(&data);
        let mut suppressor = EliminationOnly::new(&data, seed);
        all.add(besieged(&data, &order, given::effort(), &mut suppressor).last);
    }
    println!("elimination alone, random operators: {all}");
    assert_eq!(all.by(Attack::Linked), 0, "it is no elimination");
    for attack in [Attack::Integers, Attack::Bounds] {
        assert!(all.by(attack) > 0, "{attack:?} found nothing");
    }
}

/// Shows nothing at all.
struct Silent;

impl Suppressor for Silent {
    fn publish(&mut self, known: &Microdata, due: &[Due]) -> Publication {
        let hide = |cell| PublicCell { value: None, ..cell };
        Publication { cells: true_cells(known, due).into_iter().map(hide).collect(), late: Vec::new() }
    }
}

#[test]
fn the_attacker_finds_nothing_where_everything_is_hidden() {
    for seed in 0..5 {
        let mut dice = Dice::new(seed);
        let data = random_operator(&mut dice, Size::SMALL);
        let order = shuffled_order(&data, &mut dice);
        besieged(&data, &order, given::effort(), &mut Silent).held("silent");
    }
}

#[test]
fn an_export_that_is_given_tells_nothing() {
    let Some(file) = std::env::var_os("MAILLAGE_PUBLICATIONS") else { return };
    let text = std::fs::read_to_string(&file).expect("the file is there");
    let publications: Publications = serde_json::from_str(&text).expect("it is a maillage.publications/1");
    let findings = attack(&publications, given::effort());
    println!("{findings}");
    assert!(findings.found.is_empty() && findings.contradictory.is_empty(), "{:#?}", findings.found);
}
