use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{OwnCount, OwnQuestion, OwnVisits, keys_of, tally, weigh};
use crate::{
    calendar::{Day, Month},
    record::{Visit, vocabulary::Code},
    statistics::query::{Dimension, Place},
    text::Slug,
};

const PERMANENCES: [&str; 3] = ["anderlecht", "forest-cpas", "uccle"];

fn any_code<C: Code + std::fmt::Debug + 'static>() -> impl Strategy<Value = C> {
    prop::sample::select(C::all().take(4).collect::<Vec<_>>())
}

fn any_visit() -> impl Strategy<Value = Visit> {
    let when = (2024_i16..=2026, 1_i8..=12, 1_i8..=28);
    let rest = (any_code(), any_code(), any_code(), prop::option::of(any_code()), prop::option::of(any_code()));
    (prop::sample::select(&PERMANENCES[..]), when, any_code(), rest).prop_map(|(permanence, (year, month, day), category, rest)| {
        Visit {
            permanence: permanence.parse().unwrap(),
            day: format!("{year}-{month:02}-{day:02}").parse().unwrap(),
            category,
            request_type: None,
            outcome: rest.0,
            referral: None,
            gender: rest.1,
            age: rest.2,
            duration: None,
            channel: rest.3,
            device: rest.4,
            language: None,
            participation: None,
        }
    })
}

fn visits() -> impl Strategy<Value = Vec<Visit>> {
    prop::collection::vec(any_visit(), 0..60).prop_map(|mut visits| {
        visits.sort_by(|one, next| (one.day, &one.permanence).cmp(&(next.day, &next.permanence)));
        visits
    })
}

fn some_dimensions() -> impl Strategy<Value = Vec<Dimension>> {
    use Dimension as D;
    let all =
        vec![D::Permanence, D::Commune, D::Month, D::Quarter, D::Year, D::Category, D::Outcome, D::Gender, D::Age, D::Channel];
    prop::sample::subsequence(all, 0..=4)
}

fn own(visits: &[Visit]) -> OwnVisits {
    let mut own = OwnVisits::default();
    for visit in visits {
        own.add(visit.day, visit.permanence.as_str(), &visit.to_bytes()).unwrap();
    }
    own
}

fn commune(permanence: &str) -> Option<String> {
    (permanence != "uccle").then(|| if permanence == "anderlecht" { "21001".to_owned() } else { "21007".to_owned() })
}

fn places() -> BTreeMap<Slug, Place> {
    PERMANENCES
        .into_iter()
        .map(|slug| (slug.parse().unwrap(), Place { commune: commune(slug), region: None, host: None }))
        .collect()
}

/// The key of a visit as a reader of its fields would write it.
fn key(visit: &Visit, of: Dimension) -> Option<String> {
    let month = visit.day.month();
    Some(match of {
        Dimension::Permanence => visit.permanence.to_string(),
        Dimension::Commune => return commune(visit.permanence.as_str()),
        Dimension::Month => month.to_string(),
        Dimension::Quarter => format!("{}-Q{}", month.year(), month.quarter()),
        Dimension::Year => month.year().to_string(),
        Dimension::Category => visit.category.to_string(),
        Dimension::Outcome => visit.outcome.to_string(),
        Dimension::Gender => visit.gender.to_string(),
        Dimension::Age => visit.age.to_string(),
        Dimension::Channel => return visit.channel.map(|channel| channel.to_string()),
        _ => unreachable!("not drawn"),
    })
}

proptest! {
    #[test]
    fn every_combination_is_counted_as_often_as_visits_have_it(
        visits in visits(),
        by in some_dimensions(),
        from in prop::option::of(0_u32..36),
        to in prop::option::of(0_u32..36),
        wanted in prop::option::of(prop::sample::subsequence(PERMANENCES.to_vec(), 0..=3)),
        ages in prop::option::of(prop::collection::btree_set(0_u16..12, 0..8)),
    ) {
        let month = |number: Option<u32>| number.map(|number| Month::from_number(288 + number).unwrap());
        let (from, to) = (month(from), month(to));
        let permanences: Option<BTreeSet<Slug>> = wanted.map(|wanted| wanted.iter().map(|slug| slug.parse().unwrap()).collect());
        let ages: Option<BTreeSet<u16>> = ages.map(|ages| {
            ages.into_iter().filter(|number| *number == 0 || Dimension::Age.code_of(*number).is_some()).collect()
        });
        let aged: Option<BTreeSet<Option<String>>> =
            ages.as_ref().map(|ages| ages.iter().map(|age| Dimension::Age.code_of(*age).map(str::to_owned)).collect());
        let only = ages.map(|ages| (Dimension::Age, ages)).into_iter().collect();
        let question = OwnQuestion { by: &by, from, to, permanences: permanences.clone(), only, places: places() };
        let mut expected: BTreeMap<Vec<Option<String>>, u64> = BTreeMap::new();
        let asked = |visit: &&Visit| {
            from.is_none_or(|from| visit.day.month() >= from)
                && to.is_none_or(|to| visit.day.month() <= to)
                && permanences.as_ref().is_none_or(|wanted| wanted.contains(&visit.permanence))
                && aged.as_ref().is_none_or(|aged| aged.contains(&key(visit, Dimension::Age)))
        };
        for visit in visits.iter().filter(asked) {
            *expected.entry(by.iter().map(|of| key(visit, *of)).collect()).or_default() += 1;
        }
        let counted = own(&visits).count(&question);
        let sum: BTreeMap<Vec<Option<String>>, u64> = counted.iter().map(|count| (count.keys.clone(), count.visits)).collect();
        prop_assert_eq!(counted.len(), sum.len(), "each combination once");
        prop_assert_eq!(sum, expected);
    }

    #[test]
    fn many_combinations_are_counted_like_few(visits in visits(), by in some_dimensions()) {
        let own = own(&visits);
        let question = OwnQuestion { by: &by, ..OwnQuestion::default() };
        let mut axes: Vec<_> = by.iter().map(|dimension| own.axis(*dimension, &question)).collect();
        let combinations = weigh(&mut axes);
        let numbered = |most| tally(&axes, &[], most, 0..own.len());
        let (dense, sparse) = (numbered(combinations), numbered(combinations.max(super::DENSE + 1)));
        prop_assert_eq!(&dense, &sparse);
        let keys: Vec<OwnCount> =
            dense.into_iter().map(|(number, visits)| OwnCount { keys: keys_of(&axes, number), visits }).collect();
        prop_assert_eq!(keys, own.count(&question));
    }
}

#[test]
fn codes_come_in_the_order_of_their_list_and_months_as_they_follow_each_other() {
    let day = |text: &str| -> Day { text.parse().unwrap() };
    let mut ages: Vec<_> = crate::record::vocabulary::AgeBand::all().collect();
    ages.reverse();
    let mut visits = Vec::new();
    for (age, on) in ages.iter().zip(["2025-11-03", "2025-12-01", "2026-01-05", "2026-02-02"]) {
        visits.push(Visit {
            permanence: "uccle".parse().unwrap(),
            day: day(on),
            category: "demarches".parse().unwrap(),
            request_type: None,
            outcome: "resolu".parse().unwrap(),
            referral: None,
            gender: "femme".parse().unwrap(),
            age: *age,
            duration: None,
            channel: None,
            device: None,
            language: None,
            participation: None,
        });
    }
    let own = own(&visits);
    let keys = |by: &[Dimension]| -> Vec<String> {
        let question = OwnQuestion { by, ..OwnQuestion::default() };
        own.count(&question).into_iter().map(|count| count.keys[0].clone().unwrap()).collect()
    };
    assert_eq!(keys(&[Dimension::Month]), ["2025-11", "2025-12", "2026-01", "2026-02"]);
    assert_eq!(keys(&[Dimension::Quarter]), ["2025-Q4", "2026-Q1"]);
    let listed: Vec<String> = ages.iter().take(4).rev().map(ToString::to_string).collect();
    assert_eq!(keys(&[Dimension::Age]), listed);
}

#[test]
fn bytes_that_are_no_visit_are_refused() {
    let mut own = OwnVisits::default();
    assert!(own.add("2026-03-06".parse().unwrap(), "uccle", &[1, 7, 234, 3]).is_err());
    assert!(own.add("2026-03-06".parse().unwrap(), "uccle", &[]).is_err());
}
