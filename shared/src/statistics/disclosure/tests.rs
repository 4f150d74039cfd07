use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Counts, Group, History, Key, Scope, Spot, Unproven, moves::Stock, witness::Search};
use crate::{
    calendar::{Grain, Month, Period},
    statistics::Table,
};

fn codes() -> [Vec<u16>; 4] {
    [vec![1, 2, 3, 4, 5], vec![1, 2], vec![1, 2, 3], vec![1, 2, 3]]
}

/// Visits that small numbers make uneven: many of the first codes, few of the last.
fn operator(permanences: u16, visits: &[(u16, i8, [u8; 4])], closed: &BTreeSet<(u16, Month)>) -> Counts {
    let mut counts = Counts { permanences, codes: codes(), closed: closed.clone(), ..Counts::default() };
    for (permanence, month, drawn) in visits {
        let mut group = Group { permanence: permanence % permanences, month: Month::new(2025, *month).unwrap(), codes: [0; 4] };
        for place in 0..4 {
            let list = &counts.codes[place];
            let drawn = usize::from(drawn[place]);
            group.codes[place] = list[drawn * drawn * list.len() / (256 * 256)];
        }
        if !closed.contains(&(group.permanence, group.month)) {
            *counts.visits.entry(group).or_default() += 1;
        }
    }
    counts
}

/// All periods of the year in an order in which they can be released.
fn calendar(rotation: usize) -> Vec<Period> {
    let mut quarters: Vec<Period> = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"].map(|text| text.parse().unwrap()).into();
    quarters.rotate_left(rotation % 4);
    let with_months = |quarter: Period| quarter.months().map(Period::from).chain([quarter]).collect::<Vec<_>>();
    quarters.into_iter().flat_map(with_months).chain(["2025".parse().unwrap()]).collect()
}

fn release_all(counts: &Counts, rotation: usize, key: &Key) -> History {
    let mut history = History::default();
    for period in calendar(rotation) {
        let next = history.release(counts, period, 5, key).unwrap().history;
        assert!(history.figures.iter().all(|(spot, shown)| next.figures.get(spot) == Some(shown)), "{period}");
        assert_eq!(next.verify(counts, 5), Ok(()));
        history = next;
    }
    history
}

fn visits(most: usize) -> impl Strategy<Value = Vec<(u16, i8, [u8; 4])>> {
    prop::collection::vec((any::<u16>(), 1_i8..=12, any::<[u8; 4]>()), 0..most)
}

fn closed() -> impl Strategy<Value = BTreeSet<(u16, Month)>> {
    prop::collection::btree_set((0_u16..4, (1_i8..=12).prop_map(|month| Month::new(2025, month).unwrap())), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, ..ProptestConfig::default() })]

    #[test]
    fn every_sequence_of_releases_is_proven_and_shows_nothing_hidden_later(
        permanences in 1_u16..4, visits in visits(200), closed in closed(), rotation in 0_usize..4,
    ) {
        release_all(&operator(permanences, &visits, &closed), rotation, &Key([7; 32]));
    }

    #[test]
    fn equal_visits_and_keys_give_equal_histories(visits in visits(100)) {
        let counts = operator(1, &visits, &BTreeSet::new());
        prop_assert_eq!(release_all(&counts, 0, &Key([1; 32])), release_all(&counts, 0, &Key([1; 32])));
    }
}

fn example() -> (Counts, History) {
    let drawn = |i: u16| [i * 7 % 256, i * 31 % 256, i * 13 % 256, i * 61 % 256].map(|n| u8::try_from(n).unwrap());
    let visits: Vec<_> = (0..240_u16).map(|i| (i % 2, i8::try_from(i % 12).unwrap() + 1, drawn(i))).collect();
    let counts = operator(2, &visits, &BTreeSet::new());
    let history = release_all(&counts, 0, &Key([3; 32]));
    (counts, history)
}

#[test]
fn a_figure_that_is_too_small_is_not_proven_without_its_certificates() {
    let (counts, mut history) = example();
    history.certificates.clear();
    assert!(matches!(history.verify(&counts, 5), Err(Unproven::Small(_) | Unproven::Determined(_))));
}

#[test]
fn showing_what_another_figure_hides_behind_is_found_out() {
    let (counts, history) = example();
    let sums = counts.sums();
    let partners = history.figures.iter().filter(|(spot, shown)| shown.is_none() && sums.get(spot).is_some_and(|sum| *sum >= 5));
    let partners: Vec<Spot> = partners.map(|(spot, _)| *spot).collect();
    assert!(!partners.is_empty());
    for spot in partners {
        let mut told = history.clone();
        told.figures.insert(spot, u32::try_from(sums[&spot]).ok());
        assert_eq!(told.verify(&counts, 5), Err(Unproven::Contradicts(spot)));
    }
}

#[test]
fn a_small_figure_is_never_shown_and_a_month_known_to_be_closed_is() {
    let closed = Month::new(2025, 8).unwrap();
    let visits: Vec<_> = (0..200_u16).map(|i| (0, i8::try_from(i % 12).unwrap() + 1, [9, 200, 130, 20])).collect();
    let counts = operator(1, &visits, &[(0, closed)].into());
    let history = release_all(&counts, 0, &Key([3; 32]));
    let spot = Spot { scope: Scope::Permanence(0), table: Table::MonthVisits, period: closed.into(), codes: [0; 2] };
    assert_eq!(history.figures[&spot], Some(0));
    let small = |spot: &Spot| spot.period.grain() != Grain::Month && counts.sums().get(spot).is_none_or(|sum| *sum < 5);
    assert!(history.figures.iter().filter(|(spot, _)| small(spot)).all(|(_, shown)| shown.is_none()));
}

#[test]
fn what_the_search_finds_raises_the_figure_by_what_was_wanted() {
    let (counts, _) = example();
    let figures = std::collections::BTreeMap::new();
    let stock = Stock::of(&counts, |_| true);
    let quarters = counts.visits.keys().map(|group| Period::around(group.month, Grain::Quarter)).collect();
    let key = Key([3; 32]);
    let search = Search { counts: &counts, key: &key, figures: &figures, hidden: BTreeSet::new(), stock, quarters };
    for spot in counts.spots("2025".parse().unwrap()) {
        if let Some((_, certificate)) = search.raise(&spot, 3) {
            assert!(certificate.changes().get(&spot).is_some_and(|change| *change >= 3), "{spot:?}");
        }
    }
}

#[test]
fn a_coarse_period_waits_for_its_parts_and_none_is_released_twice() {
    let (counts, history) = example();
    assert!(History::default().release(&counts, "2025-Q1".parse().unwrap(), 5, &Key([0; 32])).is_err());
    assert!(history.release(&counts, "2025-Q1".parse().unwrap(), 5, &Key([0; 32])).is_err());
}
