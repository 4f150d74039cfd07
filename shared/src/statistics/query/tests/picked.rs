use super::{ask, by_categories, keys, month, network, operator, slug};
use crate::{
    calendar::{Grain, MonthRange},
    directory::Region,
    statistics::{
        Trait,
        query::{Dimension, Earlier, Figures, NetworkFigures, Place, Published, Query, QueryError},
    },
    text::Name,
};

fn only(of: Trait, codes: &[u16]) -> Query {
    Query { only: [(of, codes.iter().copied().collect())].into(), ..Query::default() }
}

fn visits(figures: &Figures) -> Vec<Option<u64>> {
    figures.rows.iter().map(|row| row.visits).collect()
}

#[test]
fn visits_of_some_codes_are_counted_by_anything_that_their_tables_have() {
    let figures = by_categories();
    let first = figures.answer(&only(Trait::Category, &[1])).unwrap();
    assert_eq!((visits(&first), first.by.len(), first.rows[0].cell.len()), (vec![Some(47)], 0, 0));
    let quarters = Query { by: vec![Dimension::Quarter], ..only(Trait::Category, &[1]) };
    assert_eq!(visits(&figures.answer(&quarters).unwrap()), [Some(10), Some(10), Some(10), Some(10), Some(7)]);
    let both = Query { by: vec![Dimension::Quarter], ..only(Trait::Category, &[1, 2]) };
    assert_eq!(visits(&figures.answer(&both).unwrap()), [Some(30), None, None, Some(30), None]);
    assert!(figures.answer(&only(Trait::Category, &[9])).unwrap().rows.is_empty());
}

#[test]
fn each_code_alone_is_the_row_that_it_has_beside_the_others() {
    let figures = by_categories();
    let together = ask(&figures, &[Dimension::Category]);
    for (row, code) in together.rows.iter().zip([1, 2]) {
        let alone = figures.answer(&only(Trait::Category, &[code])).unwrap();
        let of = |row: &super::Row| (row.visits, row.at_least, row.at_most, row.hidden_cells);
        assert_eq!(of(&alone.rows[0]), of(row));
    }
}

#[test]
fn codes_are_not_picked_from_tables_that_nobody_publishes() {
    let figures = by_categories();
    let months = Query { by: vec![Dimension::Month], ..only(Trait::Category, &[1]) };
    assert_eq!(figures.answer(&months).unwrap_err(), QueryError::TooFine(Grain::Quarter));
    let crossed = Query { by: vec![Dimension::Age], ..only(Trait::Category, &[1]) };
    assert_eq!(figures.answer(&crossed).unwrap_err(), QueryError::NotPublished);
}

#[test]
fn regions_are_those_of_communes() {
    let held: Vec<_> = network().published.iter().map(|(number, period, ..)| (*number, *period)).collect();
    let place = |region| Place { commune: None, region: Some(region), host: None };
    let places = [((operator(1), slug("cpas")), place(Region::Brussels)), ((operator(1), slug("ecole")), place(Region::Wallonia))];
    let name = Name::new("Operator 1").unwrap();
    let cells = [("cpas".to_owned(), Some(9)), ("ecole".to_owned(), Some(6))].into();
    let publications: Vec<_> = held.iter().map(|(_, period)| super::of_month(month(period), &cells)).collect();
    let published = publications.iter().take(1).map(|publication| Published {
        operator: operator(1),
        operator_name: &name,
        table: crate::statistics::Table::MonthVisits,
        period: publication.period,
        publication: Some(publication),
    });
    let figures = NetworkFigures::new(&[(operator(1), name.clone())].into(), &places.into(), &published.collect::<Vec<_>>());
    let answer = ask(&figures, &[Dimension::Region]);
    assert_eq!(answer.rows.iter().map(|row| keys(row, &answer.by).join("")).collect::<Vec<_>>(), ["brussels", "wallonia"]);
    let query = Query { regions: [Region::Wallonia].into(), ..Query::default() };
    let answer = figures.answer(&query).unwrap();
    assert_eq!((visits(&answer), answer.coverage.permanences_expected), (vec![Some(6)], 1));
}

#[test]
fn a_row_stands_beside_the_same_one_of_the_time_before() {
    let figures = by_categories();
    let quarters = Query { by: vec![Dimension::Quarter, Dimension::Category], from: Some(month("2025-10")), ..Query::default() };
    let answer = figures.answer_with_earlier(&quarters).unwrap();
    let beside = |answer: &Figures| -> Vec<_> {
        let earlier = answer.rows.iter().map(|row| row.earlier.as_ref().map(|Earlier { visits, .. }| *visits));
        answer.rows.iter().map(|row| row.visits).zip(earlier).collect()
    };
    let expected = [(Some(10), Some(Some(10))), (Some(20), Some(None)), (Some(7), Some(Some(10))), (None, Some(Some(20)))];
    assert_eq!(beside(&answer), expected);
    let MonthRange { from, to } = "2025-Q3..2025-Q4".parse().unwrap();
    let earlier = answer.earlier.unwrap();
    assert_eq!((earlier.from, earlier.to), (Some(from), Some(to)));
    // Without a length of time: as many months before.
    let half =
        Query { by: vec![Dimension::Category], from: Some(month("2025-07")), to: Some(month("2025-12")), ..Query::default() };
    let answer = figures.answer_with_earlier(&half).unwrap();
    assert_eq!(beside(&answer), [(Some(20), Some(Some(20))), (None, Some(None))]);
    let all = Query { by: vec![Dimension::Category], ..Query::default() };
    assert!(figures.answer_with_earlier(&all).unwrap().rows.iter().all(|row| row.earlier.is_none()), "nothing is before all of it");
}
