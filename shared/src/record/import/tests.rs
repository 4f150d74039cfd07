use super::{BadRow, HeaderError, sessions, visits};
use crate::{
    calendar::Day,
    record::{
        Column, FaultReason,
        vocabulary::{Gender, SessionStatus},
    },
    text::Slug,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

const PERMANENCES: &str = include_str!("../../../../tests/data/network/permanences.csv");
const DEFECTS: &[u8] = include_bytes!("../../../../tests/data/network/visits-defects.csv");
const VISITS: [&[u8]; 3] = [
    include_bytes!("../../../../tests/data/network/visits-exemple-arc.csv"),
    include_bytes!("../../../../tests/data/network/visits-exemple-nord.csv"),
    include_bytes!("../../../../tests/data/network/visits-exemple-val.csv"),
];
const SESSIONS: [&[u8]; 3] = [
    include_bytes!("../../../../tests/data/network/sessions-exemple-arc.csv"),
    include_bytes!("../../../../tests/data/network/sessions-exemple-nord.csv"),
    include_bytes!("../../../../tests/data/network/sessions-exemple-val.csv"),
];

fn permanences() -> BTreeSet<Slug> {
    PERMANENCES.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().parse().unwrap()).collect()
}

fn today() -> Day {
    "2026-10-15".parse().unwrap()
}

fn header_error(file: &str) -> HeaderError {
    visits(file.as_bytes(), &permanences(), today()).unwrap_err()
}

#[test]
fn every_defect_is_found_at_its_line_and_in_its_field() {
    let permanences = permanences();
    let rows: Vec<_> = visits(DEFECTS, &permanences, today()).unwrap().collect();
    let good: Vec<u64> = rows.iter().flatten().map(|row| row.line).collect();
    assert_eq!(good, [2, 14]);
    assert_eq!(rows.iter().flatten().last().unwrap().record.gender, Gender::UNKNOWN);
    let bad: Vec<&BadRow> = rows.iter().filter_map(|row| row.as_ref().err()).collect();
    assert!(bad.iter().all(|row| row.faults.len() == 1));
    let found: Vec<_> =
        bad.iter().map(|row| (row.line, row.faults[0].field.map(Column::name), row.faults[0].reason.code())).collect();
    let expected = [
        (3, Some("permanence"), "unknown-permanence"),
        (4, Some("date"), "no-such-day"),
        (5, Some("date"), "future-day"),
        (6, Some("date"), "day-format"),
        (7, Some("categorie"), "unknown-code"),
        (8, Some("type"), "type-of-other-category"),
        (9, Some("resultat"), "unknown-code"),
        (10, Some("reorientation_vers"), "referral-without-referral-outcome"),
        (11, Some("tranche_age"), "unknown-code"),
        (12, Some("duree_min"), "negative-duration"),
        (13, Some("duree_min"), "not-a-number"),
        (15, None, "column-count"),
        (16, None, "unclosed-quote"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_visit_and_session_of_the_sample_network_is_good() {
    let permanences = permanences();
    let count: usize = VISITS.iter().map(|file| visits(file, &permanences, today()).unwrap().map(Result::unwrap).count()).sum();
    assert_eq!(count, 8_619);
    let rows = SESSIONS.iter().flat_map(|file| sessions(file, &permanences, today()).unwrap());
    let held = rows.map(Result::unwrap).filter(|row| row.record.status == SessionStatus::HELD).count();
    assert_eq!(held, 1_024);
}

#[test]
fn a_byte_order_mark_semicolons_quotes_and_another_order_of_columns_are_accepted() {
    let file =
        "\u{feff}\"date\";resultat;permanence;categorie\r\n\"2026-03-05\"; resolu ;jette-maison-quartier;\"demarches\"\r\n\r\n";
    let permanences = permanences();
    let rows: Vec<_> = visits(file.as_bytes(), &permanences, today()).unwrap().collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].as_ref().unwrap().record.permanence.as_str(), "jette-maison-quartier");
}

#[test]
fn an_unclosed_quotation_mark_spoils_its_own_line_only() {
    let row = "jette-maison-quartier,2026-03-05,demarches,resolu";
    let file = format!("permanence,date,categorie,resultat\n{row}\n\"{row}\n{row}\n");
    let permanences = permanences();
    let rows: Vec<_> = visits(file.as_bytes(), &permanences, today()).unwrap().collect();
    assert_eq!(rows.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    let bad = rows[1].as_ref().unwrap_err();
    assert_eq!((bad.line, &bad.faults[0].reason), (3, &FaultReason::UnclosedQuote));
}

#[test]
fn a_header_that_is_not_understood_is_refused_by_name() {
    assert_eq!(header_error(""), HeaderError::Empty);
    let columns = vec!["nom".to_owned(), "prenom".to_owned()];
    assert_eq!(header_error("permanence,date,categorie,nom,resultat,prenom\n"), HeaderError::UnknownColumns { columns });
    let columns = vec![Column::Category, Column::Outcome];
    assert_eq!(header_error("permanence,date\n"), HeaderError::MissingColumns { columns });
    let repeated = HeaderError::RepeatedColumn { column: Column::Date };
    assert_eq!(header_error("permanence,date,date,categorie,resultat"), repeated);
    assert_eq!(header_error("\"permanence\n"), HeaderError::Unreadable);
}

#[test]
fn what_was_good_and_bad_crosses_as_json() {
    let permanences = permanences();
    for row in visits(DEFECTS, &permanences, today()).unwrap().filter_map(Result::err) {
        let json = serde_json::to_string(&row).unwrap();
        assert_eq!(serde_json::from_str::<BadRow>(&json).unwrap(), row);
    }
}

proptest! {
    #[test]
    fn no_file_makes_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let permanences = permanences();
        let file = [b"permanence,date,categorie,resultat\n".as_slice(), &bytes].concat();
        let lines = file.split(|byte| *byte == b'\n').count();
        prop_assert!(visits(&file, &permanences, today()).unwrap().count() < lines);
        let _ = sessions(&bytes, &permanences, today());
    }
}
