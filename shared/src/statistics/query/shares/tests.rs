use proptest::prelude::*;

use super::{Share, WHOLE};
use crate::statistics::query::{Coverage, Dimension, Figures, Row};

fn coverage() -> Coverage {
    Coverage {
        from: None,
        to: None,
        operators_published: 0,
        operators_expected: 0,
        permanences_in: 0,
        permanences_expected: 0,
        missing: Vec::new(),
        complete: false,
    }
}

fn shown(visits: u64) -> Row {
    Row { visits: Some(visits), at_least: visits, at_most: Some(visits), ..Row::default() }
}

fn hidden(at_least: u64, at_most: Option<u64>) -> Row {
    Row { at_least, at_most, hidden_cells: 1, ..Row::default() }
}

fn shares(by: &[Dimension], rows: Vec<Row>) -> Vec<(u32, u32)> {
    let figures = Figures { by: by.to_vec(), rows, coverage: coverage(), earlier: None }.with_shares();
    figures.rows.into_iter().map(|row| row.share.map(|Share { at_least, at_most }| (at_least, at_most)).unwrap()).collect()
}

#[test]
fn what_rounding_leaves_goes_to_the_largest_remainders() {
    let rows = vec![shown(1), shown(1), shown(1)];
    assert_eq!(shares(&[Dimension::Category], rows), [(334, 334), (333, 333), (333, 333)]);
    let rows = vec![shown(10), shown(4_993), shown(4_997)];
    assert_eq!(shares(&[Dimension::Category], rows), [(1, 1), (499, 499), (500, 500)]);
}

#[test]
fn a_share_beside_something_hidden_is_as_wide_as_what_is_not_known() {
    let rows = vec![shown(60), shown(30), hidden(0, Some(10))];
    assert_eq!(shares(&[Dimension::Category], rows), [(600, 667), (300, 334), (0, 100)]);
    let rows = vec![shown(60), hidden(20, None)];
    assert_eq!(shares(&[Dimension::Category], rows), [(0, 750), (250, 1_000)]);
}

#[test]
fn each_period_and_place_is_a_whole_of_its_own_where_codes_are_told_apart() {
    let of = |period: &str, code: &str, visits: u64| Row {
        period: Some(period.into()),
        cell: [(Dimension::Age, Some(code.into()))].into(),
        ..shown(visits)
    };
    let rows = vec![of("2025-Q1", "a", 10), of("2025-Q1", "b", 30), of("2025-Q2", "a", 7)];
    assert_eq!(shares(&[Dimension::Quarter, Dimension::Age], rows.clone()), [(250, 250), (750, 750), (1_000, 1_000)]);
    let rows = rows.into_iter().map(|row| Row { cell: [].into(), ..row }).collect();
    assert_eq!(shares(&[Dimension::Quarter], rows), [(213, 213), (638, 638), (149, 149)]);
}

proptest! {
    #[test]
    fn shares_make_the_whole_and_stand_within_a_tenth_of_a_percent_of_the_truth(numbers in prop::collection::vec(0_u64..100_000, 1..40)) {
        let all: u64 = numbers.iter().sum();
        let given = shares(&[Dimension::Category], numbers.iter().map(|visits| shown(*visits)).collect());
        let sum: u32 = given.iter().map(|(share, _)| share).sum();
        prop_assert_eq!(sum, if all == 0 { 0 } else { WHOLE });
        for (visits, (share, _)) in numbers.iter().zip(given) {
            prop_assert!((u64::from(share) * all).abs_diff(visits * u64::from(WHOLE)) < all.max(1));
        }
    }

    #[test]
    fn whatever_is_hidden_the_true_share_lies_between(
        numbers in prop::collection::vec((0_u64..1_000, 0_u64..50, 0_u64..50, any::<bool>(), any::<bool>()), 1..12),
    ) {
        let rows = numbers.iter().map(|(visits, below, above, open, endless)| match open {
            true => shown(*visits),
            false => hidden(visits.saturating_sub(*below), (!endless).then_some(visits + above)),
        });
        let all: u64 = numbers.iter().map(|(visits, ..)| visits).sum();
        for ((visits, ..), (least, most)) in numbers.iter().zip(shares(&[Dimension::Category], rows.collect())) {
            let is_exact = numbers.iter().all(|(_, _, _, open, _)| *open);
            prop_assert!(is_exact || all == 0 || (u64::from(least) * all <= visits * 1_000 && visits * 1_000 <= u64::from(most) * all));
        }
    }
}
