use super::{Publication, PublicationError};
use crate::{encoding, register::ItemId, statistics::Table, text::Slug};

fn slugs(names: &[&str]) -> Vec<Slug> {
    names.iter().map(|name| Slug::new(*name).unwrap()).collect()
}

fn by_gender() -> Publication {
    Publication {
        table: Table::QuarterGender as u16,
        period: "2026-Q1".parse().unwrap(),
        seen: ItemId::from_bytes([1; 32]),
        smallest_figure: 5,
        previous: None,
        permanences: slugs(&["jeudi", "mardi"]),
        codes: vec![vec![0, 1]],
        figures: vec![Some(20), Some(11), Some(12), None, Some(8), None],
        late: slugs(&["mardi"]),
    }
}

fn changed(change: impl FnOnce(&mut Publication)) -> Result<(), PublicationError> {
    let mut publication = by_gender();
    change(&mut publication);
    publication.check(5)
}

#[test]
fn each_figure_says_whose_it_is_and_what_it_counts() {
    let publication = by_gender();
    let cells: Vec<_> = publication.cells().map(|cell| (cell.permanence.map(Slug::as_str), cell.codes, cell.visits)).collect();
    assert_eq!(cells[0], (None, [0, 0], Some(20)));
    assert_eq!(cells[3], (Some("jeudi"), [1, 0], None));
    assert_eq!(cells[4], (Some("mardi"), [0, 0], Some(8)));
    assert_eq!(cells.len(), 6);
    assert_eq!(publication.shown_and_hidden(), (4, 2));
}

#[test]
fn what_is_wrong_in_itself_has_no_effect() {
    assert_eq!(changed(|_| ()), Ok(()));
    assert_eq!(changed(|p| p.table = 99), Err(PublicationError::UnknownTable));
    assert_eq!(changed(|p| p.period = "2026-01".parse().unwrap()), Err(PublicationError::Period));
    assert_eq!(changed(|p| p.permanences = slugs(&["mardi", "jeudi"])), Err(PublicationError::Order));
    assert_eq!(changed(|p| p.permanences = slugs(&["mardi", "mardi"])), Err(PublicationError::Order));
    assert_eq!(changed(|p| p.codes = vec![vec![1, 0]]), Err(PublicationError::Order));
    assert_eq!(changed(|p| p.codes = vec![vec![0, 2]]), Err(PublicationError::UnknownCode));
    assert_eq!(changed(|p| p.codes = vec![]), Err(PublicationError::Shape));
    assert_eq!(changed(|p| p.figures.truncate(5)), Err(PublicationError::Shape));
    assert_eq!(changed(|p| p.figures = vec![None; 20_000]), Err(PublicationError::TooManyCells));
    assert_eq!(changed(|p| p.figures[4] = Some(4)), Err(PublicationError::TooSmall));
    assert_eq!(changed(|p| p.late = slugs(&["vendredi"])), Err(PublicationError::Late));
}

#[test]
fn permanences_make_the_operator_or_less_where_some_are_hidden() {
    assert_eq!(changed(|p| p.figures[0] = Some(21)), Err(PublicationError::Sum));
    assert_eq!(changed(|p| p.figures[0] = Some(19)), Err(PublicationError::Sum));
    assert_eq!(changed(|p| p.figures[2] = None), Ok(()));
    assert_eq!(changed(|p| (p.figures[2], p.figures[0]) = (None, Some(7))), Err(PublicationError::Sum));
    assert_eq!(changed(|p| p.figures[0] = None), Ok(()));
}

#[test]
fn a_figure_that_the_policy_finds_too_small_has_no_effect_though_its_author_allows_it() {
    assert_eq!(by_gender().check(9), Err(PublicationError::TooSmall));
    assert_eq!(changed(|p| p.smallest_figure = 9), Err(PublicationError::TooSmall));
    assert_eq!(by_gender().check(8), Ok(()));
}

#[test]
fn a_publication_of_nobody_has_no_figures() {
    let empty = |figures: Vec<Option<u32>>| {
        changed(|p| {
            p.permanences.clear();
            p.late.clear();
            p.figures = figures;
        })
    };
    assert_eq!(empty(vec![]), Ok(()));
    assert_eq!(empty(vec![None, None]), Err(PublicationError::Shape));
}

#[test]
fn endless_combinations_of_codes_are_refused_though_nobody_is_listed() {
    let endless = changed(|p| {
        p.table = Table::YearCategoryGender as u16;
        p.period = "2026".parse().unwrap();
        p.permanences.clear();
        p.late.clear();
        p.figures.clear();
        p.codes = vec![(1..=60_000).collect(), (1..=60_000).collect()];
    });
    assert!(matches!(endless, Err(PublicationError::TooManyCells | PublicationError::UnknownCode)));
}

#[test]
fn late_visits_of_a_month_are_told_by_nobody() {
    let month = |late: &[&str]| {
        changed(|p| {
            (p.table, p.period) = (Table::MonthVisits as u16, "2026-01".parse().unwrap());
            (p.codes, p.figures) = (vec![], vec![Some(20), Some(12), Some(8)]);
            p.late = slugs(late);
        })
    };
    assert_eq!(month(&[]), Ok(()));
    assert_eq!(month(&["mardi"]), Err(PublicationError::Late));
}

/// A publication of the first form: figures 5 of a month, each with its permanence.
fn first_form(totals: &[(&str, Option<u32>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = minicbor::Encoder::new(&mut bytes);
    encoder.map(5).unwrap().u8(0).unwrap().u16(1).unwrap().u8(1).unwrap().u32(319).unwrap();
    encoder.u8(2).unwrap().bytes(&[1; 32]).unwrap().u8(3).unwrap().u32(5).unwrap();
    encoder.u8(5).unwrap().array(totals.len() as u64).unwrap();
    for (permanence, visits) in totals {
        encoder.map(1 + u64::from(visits.is_some())).unwrap().u8(0).unwrap().str(permanence).unwrap();
        if let Some(visits) = visits {
            encoder.u8(1).unwrap().u32(*visits).unwrap();
        }
    }
    bytes
}

#[test]
fn a_publication_of_the_first_form_is_read_with_the_sum_that_follows_from_it() {
    let read = |totals| encoding::from_bytes::<Publication>(&first_form(totals)).unwrap();
    let shown = read(&[("jeudi", Some(12)), ("mardi", Some(8))]);
    assert_eq!((shown.period.to_string(), shown.figures.clone()), ("2026-08".to_owned(), vec![Some(20), Some(12), Some(8)]));
    assert_eq!(shown.check(5), Ok(()));
    let hidden = read(&[("jeudi", Some(12)), ("mardi", None)]);
    assert_eq!((hidden.figures.clone(), hidden.check(5)), (vec![None, Some(12), None], Ok(())));
    assert_eq!(read(&[]).check(5), Ok(()));
    assert_eq!(encoding::from_bytes(&encoding::to_bytes(&shown)), Ok(shown));
}

#[test]
fn a_publication_in_two_forms_at_once_or_in_none_is_not_read() {
    let form = first_form(&[]);
    let fields = &form[1..];
    let both = [&[0xa6][..], fields, &[0x06, 0x80]].concat();
    let none = [&[0xa4][..], &fields[..fields.len() - 2]].concat();
    assert!(encoding::from_bytes::<Publication>(&both).is_err());
    assert!(encoding::from_bytes::<Publication>(&none).is_err());
}
