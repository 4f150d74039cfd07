mod picked;

use super::{Dimension, Figures, NetworkFigures, Place, Published, Query, QueryError, Row};
use crate::{
    calendar::{Grain, Month, Period},
    identity::OperatorId,
    register::ItemId,
    statistics::{Publication, Table},
    text::{Name, Slug},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn operator(number: u8) -> OperatorId {
    OperatorId::from_bytes([number; 32])
}

fn name(number: u8) -> Name {
    Name::new(format!("Operator {number}")).unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

type Cells = Vec<(&'static str, Option<u32>)>;

/// A small network: what is published is (operator, month, disputed, cells), k is 5.
#[derive(Default)]
struct Network {
    members: Vec<u8>,
    places: Vec<(u8, &'static str, &'static str)>,
    published: Vec<(u8, &'static str, bool, Cells)>,
}

impl Network {
    fn figures(&self) -> NetworkFigures {
        let held: Vec<(Name, Publication)> = self
            .published
            .iter()
            .map(|(number, period, _, cells)| {
                let cells = cells.iter().map(|(permanence, visits)| ((*permanence).to_owned(), *visits)).collect();
                (name(*number), of_month(month(period), &cells))
            })
            .collect();
        let published = self.published.iter().zip(&held).map(|((number, period, disputed, _), (name, publication))| Published {
            operator: operator(*number),
            operator_name: name,
            table: Table::MonthVisits,
            period: month(period).into(),
            publication: (!disputed).then_some(publication),
        });
        let members = self.members.iter().map(|number| (operator(*number), name(*number))).collect();
        let place = |commune: &str| Place { commune: Some(commune.to_owned()), region: None, host: Some(slug("cpas")) };
        let places = self.places.iter().map(|(number, slug_, commune)| ((operator(*number), slug(slug_)), place(commune)));
        NetworkFigures::new(&members, &places.collect(), &published.collect::<Vec<_>>())
    }
}

/// The publication of a month: the operator shows all its visits where it hides no permanence.
fn of_month(period: Month, cells: &BTreeMap<String, Option<u32>>) -> Publication {
    let whole = cells.values().copied().collect::<Option<Vec<u32>>>().map(|all| all.iter().sum());
    let rows = std::iter::once(whole).chain(cells.values().copied());
    Publication {
        table: Table::MonthVisits as u16,
        period: period.into(),
        seen: ItemId::from_bytes([0; 32]),
        smallest_figure: 5,
        previous: None,
        permanences: cells.keys().map(|permanence| slug(permanence)).collect(),
        codes: Vec::new(),
        figures: if cells.is_empty() { Vec::new() } else { rows.collect() },
        late: Vec::new(),
    }
}

fn network() -> Network {
    Network {
        members: vec![1, 2],
        places: vec![(1, "cpas", "21007"), (1, "ecole", "21010"), (2, "cpas", "21010")],
        published: vec![
            (1, "2026-01", false, vec![("cpas", Some(10)), ("ecole", None)]),
            (1, "2026-02", false, vec![("cpas", Some(20)), ("ecole", Some(7))]),
            (2, "2026-01", false, vec![("cpas", Some(100))]),
            (2, "2026-02", false, vec![("cpas", None)]),
        ],
    }
}

fn ask(figures: &NetworkFigures, by: &[Dimension]) -> Figures {
    figures.answer(&Query { by: by.to_vec(), ..Query::default() }).unwrap()
}

fn keys(row: &Row, by: &[Dimension]) -> Vec<String> {
    by.iter().map(|dimension| row.key(*dimension).to_owned()).collect()
}

#[test]
fn a_total_with_a_hidden_part_is_an_interval_and_never_a_number() {
    let answer = ask(&network().figures(), &[]);
    let row = &answer.rows[0];
    assert_eq!((answer.rows.len(), row.visits, row.at_least, row.at_most, row.hidden_cells), (1, None, 137, None, 2));
    assert!(answer.coverage.complete);
}

#[test]
fn permanences_of_one_name_are_kept_apart_by_their_operator() {
    let by = [Dimension::Permanence, Dimension::Month];
    let answer = ask(&network().figures(), &by);
    let rows: Vec<_> =
        answer.rows.iter().map(|row| (keys(row, &by).join(" "), row.operator.clone().unwrap().name, row.visits)).collect();
    let expected = [
        ("cpas 2026-01", 1, Some(10)),
        ("cpas 2026-01", 2, Some(100)),
        ("cpas 2026-02", 1, Some(20)),
        ("cpas 2026-02", 2, None),
        ("ecole 2026-01", 1, None),
        ("ecole 2026-02", 1, Some(7)),
    ];
    assert_eq!(rows, expected.map(|(keys, number, visits)| (keys.to_owned(), name(number), visits)));
}

#[test]
fn figures_are_counted_by_commune_and_by_longer_periods() {
    let figures = network().figures();
    let by = [Dimension::Commune, Dimension::Quarter, Dimension::Year];
    let answer = ask(&figures, &by);
    assert_eq!(answer.by, [Dimension::Commune, Dimension::Quarter]);
    let rows: Vec<_> = answer.rows.iter().map(|row| (keys(row, &answer.by), row.visits, row.at_least)).collect();
    let expected = [(vec!["21007".into(), "2026-Q1".into()], Some(30), 30), (vec!["21010".into(), "2026-Q1".into()], None, 107)];
    assert_eq!(rows, expected);
    assert_eq!(ask(&figures, &[Dimension::Year, Dimension::Host]).rows.len(), 1);
    assert_eq!(ask(&figures, &[Dimension::Operator]).rows.len(), 2);
}

#[test]
fn filters_narrow_the_rows_and_what_is_expected() {
    let figures = network().figures();
    let query = Query { communes: ["21007".to_owned()].into(), ..Query::default() };
    let answer = figures.answer(&query).unwrap();
    assert_eq!(answer.rows[0].visits, Some(30));
    let coverage = answer.coverage;
    assert_eq!((coverage.operators_expected, coverage.permanences_in, coverage.permanences_expected), (1, 1, 1));
    let query = Query { operators: [operator(2)].into(), to: Some(month("2026-01")), ..Query::default() };
    assert_eq!(figures.answer(&query).unwrap().rows[0].visits, Some(100));
    let query = Query { permanences: [slug("nulle-part")].into(), ..Query::default() };
    let answer = figures.answer(&query).unwrap();
    assert!(answer.rows.is_empty() && !answer.coverage.complete);
}

#[test]
fn each_member_is_expected_in_each_month() {
    let mut network = network();
    network.members.push(3);
    network.published.pop();
    let answer = ask(&network.figures(), &[]);
    let coverage = answer.coverage;
    assert_eq!((coverage.operators_published, coverage.operators_expected, coverage.complete), (2, 3, false));
    let missing: Vec<_> = coverage.missing.into_iter().map(|missing| (missing.name, missing.months)).collect();
    let (january, february) = (month("2026-01"), month("2026-02"));
    assert_eq!(missing, [(name(2), vec![february]), (name(3), vec![january, february])]);
}

#[test]
fn a_disputed_month_is_left_out_and_named() {
    let mut network = network();
    network.published[2].2 = true;
    let answer = ask(&network.figures(), &[]);
    assert_eq!(answer.rows[0].at_least, 37);
    let missing = &answer.coverage.missing[0];
    assert_eq!((&missing.months, &missing.disputed), (&vec![month("2026-01")], &vec![month("2026-01")]));
}

#[test]
fn two_contents_for_one_month_count_as_disputed_and_one_content_twice_as_one() {
    let mut network = network();
    network.published.push((2, "2026-01", false, vec![("cpas", Some(100))]));
    assert_eq!(ask(&network.figures(), &[]).rows[0].at_least, 137);
    network.published.push((2, "2026-01", false, vec![("cpas", Some(99))]));
    let answer = ask(&network.figures(), &[]);
    assert_eq!((answer.rows[0].at_least, answer.coverage.missing.len()), (37, 1));
}

#[test]
fn the_figures_of_a_former_member_stay_and_nothing_more_is_expected_of_it() {
    let mut network = network();
    network.members = vec![1];
    network.published.pop();
    let answer = ask(&network.figures(), &[]);
    assert_eq!((answer.rows[0].at_least, answer.coverage.operators_expected, answer.coverage.complete), (137, 2, true));
    let february = Query { from: Some(month("2026-02")), ..Query::default() };
    let coverage = network.figures().answer(&february).unwrap().coverage;
    assert_eq!((coverage.operators_expected, coverage.permanences_expected), (1, 2));
}

#[test]
fn months_outside_of_what_is_published_are_missing_and_not_zero() {
    let figures = network().figures();
    let later = Query { from: Some(month("2027-01")), ..Query::default() };
    let answer = figures.answer(&later).unwrap();
    assert!(answer.rows.is_empty());
    assert_eq!((answer.coverage.to, answer.coverage.missing.len()), (Some(month("2027-01")), 2));
    let (from, to) = (month("2026-02"), month("2026-01"));
    let backwards = Query { from: Some(from), to: Some(to), ..Query::default() };
    assert_eq!(figures.answer(&backwards), Err(QueryError::Backwards { from, to }));
    let silent = Network { members: vec![1], ..Network::default() };
    let coverage = ask(&silent.figures(), &[]).coverage;
    assert_eq!((coverage.from, coverage.missing.len(), coverage.complete), (None, 1, false));
}

#[test]
fn dimensions_are_read_in_three_languages() {
    let words = ["permanence", "Opérateur", "gemeente", "hébergeur", "mois", "kwartaal", "année"];
    let read = words.map(|word| word.parse::<Dimension>().unwrap().code());
    assert_eq!(read, ["permanence", "operator", "commune", "host", "month", "quarter", "year"]);
    assert!("jour".parse::<Dimension>().is_err());
}

#[test]
fn question_and_answer_cross_as_json() {
    let query: Query = serde_json::from_str(r#"{"by":["permanence","month"]}"#).unwrap();
    let answer = network().figures().answer(&query).unwrap();
    let json = serde_json::to_value(&answer).unwrap();
    assert_eq!(json["rows"][0]["period"], "2026-01");
    assert_eq!(serde_json::from_value::<Figures>(json).unwrap(), answer);
}

fn any_cells() -> impl Strategy<Value = BTreeMap<String, Option<u32>>> {
    prop::collection::btree_map("[a-c]", prop::option::of(5_u32..1000), 0..3)
}

fn any_dimensions() -> impl Strategy<Value = Vec<Dimension>> {
    let all = vec![Dimension::Month, Dimension::Permanence, Dimension::Quarter, Dimension::Commune, Dimension::Operator];
    prop::sample::subsequence(all, 0..5)
}

proptest! {
    #[test]
    fn rows_of_any_grouping_sum_to_the_total(
        cells in prop::collection::btree_map((1_u8..4, 0_u32..30), any_cells(), 0..20),
        by in any_dimensions(),
    ) {
        let held: Vec<(u8, Name, Publication)> = cells.iter().map(|((number, at), row)| {
            (*number, name(*number), of_month(Month::from_number(300 + at).unwrap(), row))
        }).collect();
        let publications: Vec<Published<'_>> = held.iter().map(|(number, name, publication)| Published {
            operator: operator(*number), operator_name: name, table: Table::MonthVisits, period: publication.period,
            publication: Some(publication),
        }).collect();
        let mut reversed = publications.clone();
        reversed.reverse();
        let figures = NetworkFigures::new(&BTreeMap::new(), &BTreeMap::new(), &publications);
        let answer = ask(&figures, &by);
        prop_assert_eq!(&answer, &ask(&NetworkFigures::new(&BTreeMap::new(), &BTreeMap::new(), &reversed), &by));
        let shown: u64 = cells.values().flat_map(BTreeMap::values).flatten().copied().map(u64::from).sum();
        let hidden = cells.values().flat_map(BTreeMap::values).any(Option::is_none);
        prop_assert_eq!(answer.rows.iter().map(|row| row.at_least).sum::<u64>(), shown);
        prop_assert_eq!(answer.rows.iter().any(|row| row.at_most.is_none()), hidden);
        prop_assert!(answer.rows.iter().all(|row| row.visits.is_some() == (row.hidden_cells == 0)));
    }
}

/// A quarter or year by category (codes 1 and 2) of one operator with one permanence, whose rows are therefore equal.
fn by_category(table: Table, period: &str, figures: [Option<u32>; 2]) -> Publication {
    let period: Period = period.parse().unwrap();
    let rows = [figures, figures].concat();
    Publication { table: table as u16, period, codes: vec![vec![1, 2]], figures: rows, ..of_month(month("2026-01"), &alone()) }
}

fn alone() -> BTreeMap<String, Option<u32>> {
    [("cpas".to_owned(), Some(9))].into()
}

/// Two years by category: all quarters of the first and the year, of the second one quarter.
fn by_categories() -> NetworkFigures {
    let of = |period: &str, figures| by_category(Table::QuarterCategory, period, figures);
    let quarters = [
        of("2025-Q1", [Some(10), Some(20)]),
        of("2025-Q2", [Some(10), None]),
        of("2025-Q3", [Some(10), None]),
        of("2025-Q4", [Some(10), Some(20)]),
        of("2026-Q1", [Some(7), None]),
    ];
    let months = Month::range(month("2025-01"), month("2026-03"));
    let months = months.map(|period| of_month(period, &[("cpas".to_owned(), None)].into()));
    let all: Vec<Publication> =
        months.chain(quarters).chain([by_category(Table::YearCategory, "2025", [Some(40), Some(47)])]).collect();
    let me = name(1);
    let published = all.iter().map(|publication| Published {
        operator: operator(1),
        operator_name: &me,
        table: Table::of_number(publication.table).unwrap(),
        period: publication.period,
        publication: Some(publication),
    });
    NetworkFigures::new(&[(operator(1), name(1))].into(), &BTreeMap::new(), &published.collect::<Vec<_>>())
}

fn rows(answer: &Figures) -> Vec<(String, Option<u64>, u64, Option<u64>)> {
    let keys = |row: &Row| keys(row, &answer.by).join(" ");
    answer.rows.iter().map(|row| (keys(row), row.visits, row.at_least, row.at_most)).collect()
}

#[test]
fn the_longest_published_period_is_counted_and_no_visit_twice() {
    let answer = ask(&by_categories(), &[Dimension::Category]);
    let first = ("identite_acces".to_owned(), Some(47), 47, Some(47));
    assert_eq!(rows(&answer), [first, ("demarches".to_owned(), None, 47, None)]);
    assert_eq!((answer.coverage.from, answer.coverage.to), (Some(month("2025-01")), Some(month("2026-03"))));
    assert!(answer.coverage.complete);
    let years = ask(&by_categories(), &[Dimension::Year, Dimension::Category]);
    assert_eq!(years.rows[0].visits, Some(40));
}

#[test]
fn what_is_hidden_of_a_quarter_lies_where_the_year_leaves_it() {
    let answer = ask(&by_categories(), &[Dimension::Quarter, Dimension::Category, Dimension::Permanence]);
    let hidden: Vec<_> = rows(&answer).into_iter().filter(|row| row.1.is_none()).map(|row| (row.0, row.2, row.3)).collect();
    let expected = [("2025-Q2 demarches cpas", Some(7)), ("2025-Q3 demarches cpas", Some(7)), ("2026-Q1 demarches cpas", None)];
    assert_eq!(hidden, expected.map(|(keys, most)| (keys.to_owned(), 0, most)));
}

#[test]
fn what_nobody_publishes_is_refused_and_so_are_parts_of_a_period() {
    let figures = by_categories();
    let refused = |by: &[Dimension]| figures.answer(&Query { by: by.to_vec(), ..Query::default() }).unwrap_err();
    assert_eq!(refused(&[Dimension::Type]), QueryError::NotPublished);
    assert_eq!(refused(&[Dimension::Category, Dimension::Age]), QueryError::NotPublished);
    assert_eq!(refused(&[Dimension::Category, Dimension::Month]), QueryError::TooFine(Grain::Quarter));
    assert_eq!(refused(&[Dimension::Gender, Dimension::Age, Dimension::Quarter]), QueryError::TooFine(Grain::Year));
    let from = Query { by: vec![Dimension::Category], from: Some(month("2025-02")), ..Query::default() };
    assert_eq!(figures.answer(&from).unwrap_err(), QueryError::Partly(Grain::Quarter));
    let from = Query { from: Some(month("2025-07")), ..from };
    assert_eq!(figures.answer(&from).unwrap().rows[0].visits, Some(27), "two quarters, since the year has more");
}
