//! Publications seen one after the other.

use std::collections::{BTreeMap, BTreeSet};

use maillage_tests::{
    dice::Dice,
    redteam::{
        attack::{Findings, attack_operator},
        document::{CellName, Dimension, PublicCell, Publications, Table},
        figures::{Reading, Regrouping},
        microdata::{Microdata, Visit},
        period::Period,
        random_operator::{Size, random_operator},
        release::{calendar_order, release, release_with_late},
        snapshots::{attack_snapshots, corrections, shown_later},
        suppressors::{PrimaryOnly, SMALLEST_FIGURE},
        system::Range,
    },
};

use super::given;

/// A cell of a quarter's table of ages; `None` is hidden.
fn age(permanence: Option<&str>, code: &str, value: Option<u64>) -> PublicCell {
    PublicCell {
        operator: "asbl".to_owned(),
        permanence: permanence.map(ToOwned::to_owned),
        period: Period::Quarter(2025, 1),
        table: Table::QuarterAge,
        cell: BTreeMap::from([("age".to_owned(), code.to_owned())]),
        value,
        structural_zero: false,
    }
}

fn document(cells: &[PublicCell]) -> Publications {
    Publications::of(SMALLEST_FIGURE, cells.to_vec())
}

fn range_of(findings: &Findings, cell: &PublicCell) -> Option<Range> {
    findings.found.iter().find(|finding| finding.cell == cell.name()).map(|finding| finding.range)
}

#[test]
fn what_is_found_at_some_moment_is_found_in_the_end() {
    let mut seen = 0;
    for seed in 0..6 {
        let data = random_operator(&mut Dice::new(seed), Size::SMALL);
        let released = release(&data, &calendar_order(&data), &mut PrimaryOnly::default());
        let found = |steps: usize| -> BTreeSet<CellName> {
            let public = released.after(steps, SMALLEST_FIGURE);
            let findings = attack_operator(&public, &Reading::default(), given::effort());
            assert!(findings.contradictory.is_empty() && findings.mistaken(&released.truth).is_empty());
            findings.found.into_iter().map(|finding| finding.cell).collect()
        };
        let last = released.steps.len();
        let (early, late) = (found(last / 2), found(last));
        assert!(early.is_subset(&late), "{:?}", early.difference(&late));
        seen += early.len();
    }
    assert!(seen > 0);
}

#[test]
fn an_operators_sum_before_and_after_a_permanence_joined_gives_that_permanence_away() {
    let one = |old, young| [age(Some("one"), "old", old), age(Some("one"), "young", young)];
    let own = |old, young| [age(None, "old", Some(old)), age(None, "young", Some(young))];
    let joined = [age(Some("two"), "old", None), age(Some("two"), "young", None)];
    let before = document(&[one(None, None), own(14, 22)].concat());
    let after = document(&[one(None, None).to_vec(), joined.to_vec(), own(17, 29).to_vec()].concat());
    let found = attack_snapshots(&[before.clone(), after.clone()], given::effort());
    assert_eq!(range_of(&found, &joined[0]), Some(Range::exactly(3)));
    let alone = attack_snapshots(&[after], given::effort());
    assert_eq!(range_of(&alone, &joined[0]), None, "which the later document alone does not");
}

#[test]
fn the_difference_of_a_corrected_figure_is_a_figure() {
    let documents = [
        document(&[age(Some("one"), "old", Some(14)), age(Some("one"), "young", Some(20))]),
        document(&[age(Some("one"), "old", Some(16)), age(Some("one"), "young", Some(29))]),
    ];
    let found = corrections(&documents);
    assert_eq!(found.iter().map(|one| (one.before, one.after)).collect::<Vec<_>>(), [(14, 16), (20, 29)]);
    assert_eq!(found.iter().filter(|one| one.gives_away(SMALLEST_FIGURE)).count(), 1, "two visits came to light");
    assert!(corrections(&[documents[0].clone(), documents[0].clone()]).is_empty());
}

#[test]
fn a_cell_that_was_hidden_and_is_shown_is_named() {
    let hidden = document(&[age(Some("one"), "old", None)]);
    let shown = document(&[age(Some("one"), "old", Some(9))]);
    assert_eq!(shown_later(&[hidden.clone(), shown.clone()]).len(), 1);
    assert!(shown_later(&[shown.clone(), shown, hidden]).is_empty());
}

/// One permanence with ten visits a month of each of two needs.
fn steady() -> Microdata {
    let months = Period::Year(2025).months();
    let codes = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut data = Microdata {
        operator: "asbl".to_owned(),
        permanences: BTreeMap::from([("one".to_owned(), months.clone())]),
        codes: BTreeMap::from([
            (Dimension::Category, codes(&["demarches", "securite"])),
            (Dimension::Gender, codes(&["autres", "femme"])),
            (Dimension::Age, codes(&["old"])),
            (Dimension::Outcome, codes(&["resolu"])),
        ]),
        visits: Vec::new(),
    };
    for month in months {
        for number in 0..20 {
            data.visits.push(visit(month, if number % 2 == 0 { "demarches" } else { "securite" }, number % 4 < 2));
        }
    }
    data
}

fn visit(month: Period, category: &str, woman: bool) -> Visit {
    Visit {
        permanence: "one".to_owned(),
        month,
        category: category.to_owned(),
        gender: if woman { "femme" } else { "autres" }.to_owned(),
        age: "old".to_owned(),
        outcome: "resolu".to_owned(),
    }
}

#[test]
fn a_few_late_visits_are_found_as_the_year_beyond_its_quarters() {
    let data = steady();
    // Two visits of February come to light when June is closed: too late for the first quarter, in time for the year.
    let late = [(5, visit(Period::Month(2025, 2), "securite", true)), (5, visit(Period::Month(2025, 2), "securite", true))];
    let released = release_with_late(&data, &calendar_order(&data), &late, &mut PrimaryOnly::default());
    let public = released.all(SMALLEST_FIGURE);
    assert!(public.late.iter().any(|late| late.period == Period::Year(2025)));
    let findings = attack_operator(&public, &Reading::default(), given::effort());
    let of_late = |code: &str| {
        let is_it = |cell: &BTreeMap<String, String>| {
            cell.contains_key("late") && cell.len() == 2 && cell.values().any(|value| value == code)
        };
        findings.found.iter().find(|finding| finding.cell.1.is_some() && is_it(&finding.cell.4)).map(|finding| finding.range)
    };
    assert_eq!(of_late("securite"), Some(Range::exactly(2)));
    assert_eq!(of_late("demarches"), Some(Range::exactly(0)));
    let unsaid = Publications { late: Vec::new(), ..public };
    let findings = attack_operator(&unsaid, &Reading::default(), given::effort());
    assert_eq!(findings.contradictory, ["asbl"], "a year beyond its quarters makes no sense when nothing came late");
}

#[test]
fn a_new_vocabulary_beside_the_old_one_gives_away_what_either_hides() {
    let cells = [
        age(Some("one"), "60-64", Some(12)),
        age(Some("one"), "65-69", None),
        age(Some("one"), "70+", None),
        age(Some("one"), "60-69", Some(15)),
        age(Some("one"), "old", Some(18)),
    ];
    let told = |whole: &str, parts: &[&str]| Regrouping {
        dimension: Dimension::Age,
        whole: whole.to_owned(),
        parts: parts.iter().map(|part| (*part).to_owned()).collect(),
    };
    let regroupings = vec![told("60-69", &["60-64", "65-69"]), told("old", &["60-64", "65-69", "70+"])];
    let found = |regroupings| {
        let reading = Reading { regroupings, ..Reading::default() };
        attack_operator(&document(&cells), &reading, given::effort())
    };
    let joint = found(regroupings.clone());
    assert_eq!(range_of(&joint, &cells[1]), Some(Range::exactly(3)));
    assert_eq!(range_of(&joint, &cells[2]), Some(Range::exactly(3)));
    assert_eq!(range_of(&found(regroupings[1..].to_vec()), &cells[1]), None, "neither vocabulary alone tells");
}
