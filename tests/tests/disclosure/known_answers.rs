//! Tables of others, with what is known to follow from them.

use std::collections::{BTreeMap, BTreeSet};

use maillage_tests::{
    dice::Dice,
    redteam::{
        attack::attack_system,
        bounds::{Effort, range_of},
        elimination::determined,
        narrowing::narrow,
        search::Search,
        system::{Link, Range, System},
    },
};

/// A table with both margins shown; `None` is hidden.
fn two_way(cells: &[&[i64]], hidden: &[(usize, usize)]) -> (System, BTreeMap<(usize, usize), usize>) {
    let mut system = System::default();
    let mut figures = BTreeMap::new();
    for (row, line) in cells.iter().enumerate() {
        for (column, value) in line.iter().enumerate() {
            let is_hidden = hidden.contains(&(row, column));
            let figure = system.figure(if is_hidden { Range::ANY } else { Range::exactly(*value) });
            system.hidden.extend(is_hidden.then_some(figure));
            figures.insert((row, column), figure);
        }
    }
    for (row, line) in cells.iter().enumerate() {
        let total = system.figure(Range::exactly(line.iter().sum()));
        let parts: Vec<usize> = (0..line.len()).map(|column| figures[&(row, column)]).collect();
        system.whole_and_parts(total, &parts, Link::Row);
    }
    for column in 0..cells[0].len() {
        let total = system.figure(Range::exactly(cells.iter().map(|line| line[column]).sum()));
        let parts: Vec<usize> = (0..cells.len()).map(|row| figures[&(row, column)]).collect();
        system.whole_and_parts(total, &parts, Link::Row);
    }
    (system, figures)
}

/// Rows w, x, y, z; columns a, b, c, d.
const T1: [&[i64]; 4] = [&[30, 47, 64, 89], &[90, 124, 5, 31], &[92, 100, 59, 85], &[800, 991, 651, 685]];
const T1_HIDDEN: [(usize, usize); 9] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 1), (2, 3), (3, 1), (3, 3)];
const W_B: (usize, usize) = (0, 1);

#[test]
fn two_hidden_cells_in_each_row_and_column_do_not_keep_one_from_being_found_t1() {
    let (system, figures) = two_way(&T1, &T1_HIDDEN);
    assert_eq!(range_of(&system, figures[&W_B]), Ok(Range::exactly(47)));
    assert_eq!(determined(&system, |_| true), Some(BTreeMap::from([(figures[&W_B], 47)])), "only that one");
}

#[test]
fn one_more_hidden_cell_widens_the_range_as_far_as_known_t1() {
    let most = |more| {
        let hidden: Vec<(usize, usize)> = T1_HIDDEN.into_iter().chain([more]).collect();
        let (system, figures) = two_way(&T1, &hidden);
        range_of(&system, figures[&W_B]).unwrap()
    };
    assert_eq!(most((1, 3)), Range { least: 0, most: 78 });
    let shown = (0..4).flat_map(|row| (0..4).map(move |column| (row, column))).filter(|cell| !T1_HIDDEN.contains(cell));
    let others: Vec<Range> = shown.filter(|cell| *cell != (1, 3)).map(most).filter(|range| range.value().is_none()).collect();
    assert!(others.iter().all(|range| range.least == 0 && (116..=141).contains(&range.most)), "{others:?}");
    assert!(others.iter().any(|range| range.most == 141), "{others:?}");
}

/// Regions A, B, I, J, K, L, M, N in two groupings.
fn linked_tables(hide_n: bool) -> (System, usize) {
    let regions = [('A', 2), ('B', 2), ('I', 8), ('J', 8), ('K', 3), ('L', 3), ('M', 3), ('N', 7)];
    let mut system = System::default();
    let mut figure = BTreeMap::new();
    for (name, value) in regions {
        let is_hidden = value <= 3 || (hide_n && name == 'N');
        figure.insert(name, system.figure(if is_hidden { Range::ANY } else { Range::exactly(value) }));
    }
    for group in ["ABIJ", "KLMN", "LM", "ABIJKN"] {
        let value = regions.iter().filter(|(name, _)| group.contains(*name)).map(|(_, value)| value).sum();
        let whole = system.figure(Range::exactly(value));
        let parts: Vec<usize> = group.chars().map(|name| figure[&name]).collect();
        system.whole_and_parts(whole, &parts, Link::Place);
    }
    (system, figure[&'K'])
}

#[test]
fn tables_that_are_safe_alone_give_a_cell_away_together_t2() {
    let (system, k) = linked_tables(false);
    assert_eq!(range_of(&system, k), Ok(Range::exactly(3)));
    assert_eq!(determined(&system, |_| true).unwrap().get(&k), Some(&3));
    for alone in [[0, 1], [2, 3]] {
        let mut one = system.clone();
        one.equations = alone.iter().map(|number| system.equations[*number].clone()).collect();
        assert_eq!(determined(&one, |_| true), Some(BTreeMap::new()));
    }
    let (system, k) = linked_tables(true);
    assert_eq!(range_of(&system, k), Ok(Range { least: 0, most: 10 }));
}

/// A row with this total, these shown cells, and two hidden ones of at least so much.
fn row(total: i64, shown: &[i64], least: i64) -> [Option<Range>; 2] {
    let mut system = System::default();
    let whole = system.figure(Range::exactly(total));
    let mut parts: Vec<usize> = shown.iter().map(|value| system.figure(Range::exactly(*value))).collect();
    let hidden = system.figure(Range { least, ..Range::ANY });
    parts.extend([hidden, system.figure(Range { least, ..Range::ANY })]);
    system.whole_and_parts(whole, &parts, Link::Row);
    let mut known = system.known.clone();
    let narrowed = narrow(&system.open_equations(&known, |_| true), &mut known).then(|| known[hidden]);
    [narrowed, range_of(&system, hidden).ok()]
}

#[test]
fn hidden_cells_that_make_as_much_as_their_least_are_found_t5() {
    assert_eq!(row(0, &[0], 0), [Some(Range::exactly(0)); 2]);
    assert_eq!(row(15, &[10, 5], 0), [Some(Range::exactly(0)); 2]);
    assert_eq!(row(15, &[10, 3], 1), [Some(Range::exactly(1)); 2]);
    assert_eq!(row(15, &[10, 3], 0), [Some(Range { least: 0, most: 2 }); 2], "which gives nothing away");
    assert_eq!(row(15, &[10, 5], 1), [None, None], "which nobody could have published");
}

#[test]
fn each_cell_of_a_hidden_table_lies_between_the_bounds_of_its_margins_t13() {
    let mut dice = Dice::new(13);
    for _ in 0..24 {
        let (rows, columns) = (2 + dice.below(6), 2 + dice.below(6));
        let line = |dice: &mut Dice| (0..columns).map(|_| i64::try_from(dice.below(9)).unwrap()).collect::<Vec<i64>>();
        let table: Vec<Vec<i64>> = (0..rows).map(|_| line(&mut dice)).collect();
        let cells: Vec<&[i64]> = table.iter().map(Vec::as_slice).collect();
        let hidden: Vec<(usize, usize)> = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))).collect();
        let (system, figures) = two_way(&cells, &hidden);
        let total: i64 = table.iter().flatten().sum();
        for _ in 0..6 {
            let (row, column) = *dice.one_of(&hidden);
            let of_row: i64 = table[row].iter().sum();
            let of_column: i64 = table.iter().map(|line| line[column]).sum();
            let range = Range { least: (of_row + of_column - total).max(0), most: of_row.min(of_column) };
            assert_eq!(range_of(&system, figures[&(row, column)]), Ok(range), "{table:?} at {row}, {column}");
        }
    }
}

#[test]
fn a_search_finds_what_programs_leave_when_only_whole_numbers_fit() {
    // Of three figures each two make the same: that is an even number, and between 1 and 3.
    let mut system = System::default();
    let figures: Vec<usize> = (0..3).map(|_| system.figure(Range { least: 0, most: 20 })).collect();
    let whole = system.figure(Range { least: 1, most: 3 });
    for pair in [[0, 1], [1, 2], [0, 2]] {
        system.whole_and_parts(whole, &pair.map(|number| figures[number]), Link::Row);
    }
    let equations = system.open_equations(&system.known, |_| true);
    assert_eq!(range_of(&system, whole), Ok(Range { least: 1, most: 3 }), "a program takes halves");
    assert_eq!(Search::new(&equations).range(whole, &system.known, 5, 1_000), Some(Range::exactly(2)));
}

/// Every way to fill the hidden figures, by trying one value after the other wherever it does not make a sum too large.
fn all_fillings(system: &System) -> Vec<Vec<i64>> {
    let mut fillings: Vec<Vec<i64>> = vec![system.known.iter().map(|known| known.least).collect()];
    let makes = |filling: &[i64], terms: &[(usize, i64)]| terms.iter().map(|(figure, times)| filling[*figure] * times).sum::<i64>();
    let is_too_large = |filling: &[i64]| system.equations.iter().any(|equation| makes(filling, &equation.terms) > equation.sum);
    for figure in &system.hidden {
        let with = |filling: &Vec<i64>| {
            let mut filling = filling.clone();
            std::iter::from_fn(move || {
                let next = Some(filling.clone()).filter(|filling| !is_too_large(filling));
                filling[*figure] += 1;
                next
            })
            .collect::<Vec<_>>()
        };
        fillings = fillings.iter().flat_map(with).collect();
    }
    fillings.retain(|filling| system.equations.iter().all(|equation| makes(filling, &equation.terms) == equation.sum));
    fillings
}

#[test]
fn the_attacker_finds_exactly_what_trying_every_table_finds() {
    let mut dice = Dice::new(1);
    let (mut given_away, mut safe) = (0, 0);
    for _ in 0..100 {
        let line = |dice: &mut Dice| (0..3).map(|_| i64::try_from(dice.below(8)).unwrap()).collect::<Vec<i64>>();
        let table: Vec<Vec<i64>> = (0..3).map(|_| line(&mut dice)).collect();
        let cells: Vec<&[i64]> = table.iter().map(Vec::as_slice).collect();
        let places: Vec<(usize, usize)> = (0..3).flat_map(|row| (0..3).map(move |column| (row, column))).collect();
        let hidden: Vec<(usize, usize)> = places.iter().filter(|_| dice.happens(55)).take(5).copied().collect();
        let (system, figures) = two_way(&cells, &hidden);
        let fillings = all_fillings(&system);
        let (found, spent) = attack_system(&system, &BTreeSet::new(), 5, Effort::EVERY_DAY).unwrap();
        assert_eq!(spent.unfinished + spent.given_up + spent.unsolved, 0);
        for place in &hidden {
            let figure = figures[place];
            let values: BTreeSet<i64> = fillings.iter().map(|filling| filling[figure]).collect();
            let range = Range { least: *values.first().unwrap(), most: *values.last().unwrap() };
            assert_eq!(found.get(&figure).map(|found| found.0), range.gives_away(5).then_some(range), "{table:?} {hidden:?}");
            *if range.gives_away(5) { &mut given_away } else { &mut safe } += 1;
        }
    }
    assert!(given_away > 100 && safe > 100, "{given_away} {safe}");
}
