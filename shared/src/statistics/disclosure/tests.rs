use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Certificate, Counts, Entered, Group, History, Interval, Key, ReleaseError, Scope, Spot, Sums, Unproven, Why};
use crate::{
    calendar::{Grain, Month, Period},
    statistics::Table,
};

fn codes() -> [Vec<u16>; 4] {
    [vec![1, 2, 3, 4, 5], vec![1, 2], vec![1, 2, 3], vec![1, 2, 3]]
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// Visits that small numbers make uneven: many of the first codes, few of the last.
fn operator(permanences: u16, visits: &[(u16, i8, [u8; 4])], closed: &BTreeSet<(u16, Month)>) -> Counts {
    let mut counts = Counts { permanences, codes: codes(), closed: closed.clone(), ..Counts::default() };
    for (permanence, month, drawn) in visits {
        let since = Period::from(Month::new(2025, *month).unwrap());
        let mut group = Group { permanence: permanence % permanences, since, codes: [0; 4] };
        for place in 0..4 {
            let list = &counts.codes[place];
            let drawn = usize::from(drawn[place]);
            group.codes[place] = list[drawn * drawn * list.len() / (256 * 256)];
        }
        if counts.is_possible(&group) {
            *counts.visits.entry(group).or_default() += 1;
        }
    }
    counts
}

/// Closes months in an order of this seed, and releases whatever is complete then.
fn release_all(counts: &Counts, seed: u64, key: &Key) -> History {
    let mut months: Vec<(u16, i8)> = (0..counts.permanences).flat_map(|p| (1..=12).map(move |month| (p, month))).collect();
    months.sort_by_key(|(p, month)| crate::hash::sha256_in("maillage/test/1", format!("{seed} {p} {month}").as_bytes()));
    let mut history = History::default();
    for (permanence, month) in months {
        let month = Month::new(2025, month).unwrap();
        let mut units = BTreeSet::new();
        for grain in [Grain::Month, Grain::Quarter, Grain::Year] {
            for scope in [Scope::Permanence(permanence), Scope::Operator] {
                let unit = (scope, Period::around(month, grain));
                let is_due = |(scope, period): (Scope, Period)| {
                    counts.parts(scope, period).iter().all(|part| history.periods.contains_key(part) || units.contains(part))
                };
                if !history.periods.contains_key(&unit) && is_due(unit) {
                    units.insert(unit);
                }
            }
        }
        let next = history.release(counts, &units, 5, key).unwrap();
        assert!(history.figures.iter().all(|(spot, shown)| next.figures.get(spot) == Some(shown)), "{units:?}");
        history = next;
    }
    assert_eq!(history.verify(counts), Ok(()));
    assert_eq!(history.periods.len(), 17 * (usize::from(counts.permanences) + 1));
    history
}

fn visits(most: usize) -> impl Strategy<Value = Vec<(u16, i8, [u8; 4])>> {
    prop::collection::vec((any::<u16>(), 1_i8..=12, any::<[u8; 4]>()), 0..most)
}

fn closed() -> impl Strategy<Value = BTreeSet<(u16, Month)>> {
    prop::collection::btree_set((0_u16..4, (1_i8..=12).prop_map(|month| Month::new(2025, month).unwrap())), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn every_order_of_closing_is_proven_and_shows_nothing_hidden_later(
        permanences in 1_u16..4, visits in visits(300), closed in closed(), seed in any::<u64>(),
    ) {
        let counts = operator(permanences, &visits, &closed);
        let history = release_all(&counts, seed, &Key([7; 32]));
        for spot in history.figures.keys().filter(|spot| !spot.late).step_by(17) {
            let interval = history.interval(&counts, spot).unwrap();
            let value = counts.sums().get(spot).copied().unwrap_or(0);
            prop_assert!(interval.least <= value && interval.most.is_none_or(|most| value <= most), "{spot:?} {interval:?} {value}");
        }
    }

    #[test]
    fn equal_visits_and_keys_give_equal_histories(visits in visits(150)) {
        let counts = operator(1, &visits, &BTreeSet::new());
        prop_assert_eq!(release_all(&counts, 0, &Key([1; 32])), release_all(&counts, 0, &Key([1; 32])));
    }

    #[test]
    fn the_interval_of_a_cell_between_two_margins_is_the_known_one_t13(table in prop::collection::vec(prop::array::uniform4(0_i64..9), 2..6)) {
        let mut sums = Sums::default();
        let cells: Vec<Vec<usize>> = table.iter().map(|row| row.iter().map(|_| sums.hidden(0)).collect()).collect();
        for (row, cells) in table.iter().zip(&cells) {
            let whole = sums.shown(row.iter().sum());
            sums.add(whole, cells.iter().copied());
        }
        for column in 0..4 {
            let whole = sums.shown(table.iter().map(|row| row[column]).sum());
            sums.add(whole, cells.iter().map(|row| row[column]));
        }
        let all: i64 = table.iter().flatten().sum();
        for (place, row) in table.iter().enumerate() {
            for column in 0..4 {
                let (of_row, of_column): (i64, i64) = (row.iter().sum(), table.iter().map(|row| row[column]).sum());
                let known = Interval { least: (of_row + of_column - all).max(0), most: Some(of_row.min(of_column)) };
                prop_assert_eq!(sums.interval_of(cells[place][column]), Some(known));
            }
        }
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
fn another_key_hides_other_figures_behind_the_small_ones() {
    let (counts, _) = example();
    let hidden = |key| {
        let figures = release_all(&counts, 0, &Key([key; 32])).figures;
        figures.into_iter().filter(|(_, shown)| shown.is_none()).map(|(spot, _)| spot).collect::<BTreeSet<Spot>>()
    };
    let first = hidden(1);
    assert!((2..6).any(|key| hidden(key) != first));
}

#[test]
fn a_figure_that_is_too_small_is_not_proven_without_its_certificates() {
    let (counts, mut history) = example();
    history.certificates.clear();
    assert!(matches!(history.verify(&counts), Err(Unproven::Small(_) | Unproven::Determined(_))));
}

#[test]
fn a_certificate_that_takes_visits_that_are_not_there_proves_nothing() {
    let (counts, mut history) = example();
    let nobody = Group { permanence: 0, since: period("2025-01"), codes: [5, 2, 3, 3] };
    let too_many = -1 - i64::from(counts.visits.get(&nobody).copied().unwrap_or(0));
    history.certificates.push(Certificate { difference: [(nobody, too_many)].into() });
    assert_eq!(history.verify(&counts), Err(Unproven::Impossible(nobody)));
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
        assert_eq!(told.verify(&counts), Err(Unproven::Contradicts(spot)));
        assert_eq!(history.why(&counts, &spot), Some(Why::ProtectsOthers));
    }
}

#[test]
fn what_everybody_can_derive_for_a_small_figure_tells_neither_its_value_nor_that_it_is_small() {
    let (counts, history) = example();
    for (spot, _) in history.figures.iter().filter(|(_, shown)| shown.is_none()) {
        let Interval { least, most } = history.interval(&counts, spot).unwrap();
        assert!(most.is_none_or(|most| least < most), "{spot:?} {least} {most:?}");
        assert!(least == 0 || most.is_none_or(|most| most >= 5), "{spot:?} {least} {most:?}");
    }
}

#[test]
fn a_small_figure_is_never_shown_and_what_is_known_to_be_nothing_is() {
    let closed = Month::new(2025, 8).unwrap();
    let visits: Vec<_> = (0..200_u16).map(|i| (0, i8::try_from(i % 12).unwrap() + 1, [9, 200, 130, 20])).collect();
    let mut counts = operator(1, &visits, &[(0, closed)].into());
    counts.unused.insert((2025, crate::statistics::Trait::Outcome, 3));
    let history = release_all(&counts, 0, &Key([3; 32]));
    let place = |table, period, code| Spot { scope: Scope::Permanence(0), table, period, codes: [code, 0], late: false };
    assert_eq!(history.figures[&place(Table::MonthVisits, closed.into(), 0)], Some(0));
    assert_eq!(history.figures[&place(Table::QuarterOutcome, period("2025-Q1"), 3)], Some(0));
    let sums = counts.sums();
    let small = |spot: &Spot| !counts.is_structural_zero(spot) && sums.get(spot).is_none_or(|sum| *sum < 5);
    assert!(history.figures.iter().filter(|(spot, _)| small(spot)).all(|(_, shown)| shown.is_none()));
}

#[test]
fn a_long_period_waits_for_its_parts_the_operator_for_its_permanences_and_none_is_released_twice() {
    let (counts, history) = example();
    let key = Key([0; 32]);
    let nothing = History::default();
    for (scope, text) in [(Scope::Permanence(0), "2025-Q1"), (Scope::Permanence(0), "2025"), (Scope::Operator, "2025-01")] {
        let missing = nothing.release(&counts, &[(scope, period(text))].into(), 5, &key);
        assert!(matches!(missing, Err(ReleaseError::PartMissing(..))), "{text}");
        assert_eq!(history.release(&counts, &[(scope, period(text))].into(), 5, &key), Err(ReleaseError::Again));
    }
}

#[test]
fn few_late_visits_stay_out_and_more_enter_at_the_next_longer_period() {
    let code = [1, 1, 1, 1];
    let quarter = period("2025-Q1");
    let begun = || {
        let mut counts = operator(1, &[], &BTreeSet::new());
        assert_eq!(counts.enter(0, period("2025-01"), &[(code, 20)].into(), 5), Entered { counted: 20, left_out: 0 });
        counts
    };
    let mut few = begun();
    assert_eq!(few.enter(0, quarter, &[(code, 24)].into(), 5), Entered { counted: 0, left_out: 4 });
    assert!(few.late.is_empty());
    let mut enough = begun();
    assert_eq!(enough.enter(0, quarter, &[(code, 25)].into(), 5), Entered { counted: 5, left_out: 0 });
    assert_eq!(enough.visits[&Group { permanence: 0, since: quarter, codes: code }], 5);
    let mut changed = begun();
    // One visit of twenty turns out to be of another kind, and nine others came late.
    let now = [(code, 19), ([2, 1, 1, 1], 10)].into();
    assert_eq!(changed.enter(0, quarter, &now, 5), Entered { counted: 9, left_out: 2 });
}

#[test]
fn hidden_cells_that_two_lines_of_a_table_leave_are_known_t1() {
    let table = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]];
    let interval = |more: &[(usize, usize)]| {
        let hidden = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 1), (2, 3), (3, 1), (3, 3)];
        let mut sums = Sums::default();
        let mut figure = |row: usize, column: usize| {
            let is_hidden = hidden.contains(&(row, column)) || more.contains(&(row, column));
            if is_hidden { sums.hidden(0) } else { sums.shown(table[row][column]) }
        };
        let cells = [0, 1, 2, 3].map(|row| [0, 1, 2, 3].map(|column| figure(row, column)));
        for line in 0..4 {
            let whole = sums.shown(table[line].iter().sum());
            sums.add(whole, cells[line]);
            let whole = sums.shown(table.iter().map(|row| row[line]).sum());
            sums.add(whole, cells.map(|row| row[line]));
        }
        sums.interval_of(cells[0][1])
    };
    assert_eq!(interval(&[]), Some(Interval { least: 47, most: Some(47) }));
    assert_eq!(interval(&[(1, 3)]), Some(Interval { least: 0, most: Some(78) }));
}

#[test]
fn two_groupings_of_the_same_regions_give_one_away_t2() {
    let interval = |hide_last: bool| {
        let mut sums = Sums::default();
        let regions = [(2, true), (2, true), (8, false), (8, false), (3, true), (3, true), (3, true), (7, hide_last)];
        let regions = regions.map(|(value, hidden)| if hidden { sums.hidden(0) } else { sums.shown(value) });
        for (total, parts) in [(20, vec![0, 1, 2, 3]), (16, vec![4, 5, 6, 7]), (6, vec![5, 6]), (30, vec![0, 1, 2, 3, 4, 7])] {
            let whole = sums.shown(total);
            sums.add(whole, parts.into_iter().map(|place: usize| regions[place]));
        }
        sums.interval_of(regions[4])
    };
    assert_eq!(interval(false), Some(Interval { least: 3, most: Some(3) }));
    assert_eq!(interval(true), Some(Interval { least: 0, most: Some(10) }));
}

#[test]
fn hidden_cells_whose_sum_is_their_least_are_known_t5() {
    let interval = |total: i64, shown: &[i64], least: i64| {
        let mut sums = Sums::default();
        let whole = sums.shown(total);
        let mut parts: Vec<usize> = shown.iter().map(|value| sums.shown(*value)).collect();
        parts.extend([sums.hidden(least), sums.hidden(least)]);
        let first = parts[shown.len()];
        sums.add(whole, parts);
        sums.interval_of(first)
    };
    assert_eq!(interval(0, &[0], 0), Some(Interval { least: 0, most: Some(0) }));
    assert_eq!(interval(15, &[10, 5], 0), Some(Interval { least: 0, most: Some(0) }));
    assert_eq!(interval(15, &[10, 3], 1), Some(Interval { least: 1, most: Some(1) }));
    assert_eq!(interval(15, &[10, 3], 0), Some(Interval { least: 0, most: Some(2) }));
    assert_eq!(interval(15, &[10, 5], 1), None, "no numbers make it true");
}
