//! Files of visits and sessions.

use std::time::Instant;

use super::{Member, counts, data, visits};
use crate::service::{
    FileContent, ProblemCode,
    imports::{ImportVisits, RepeatedDays},
    sessions::ImportSessions,
    visits::ListVisits,
};

const FILES: [&str; 3] = ["visits-exemple-arc.csv", "visits-exemple-nord.csv", "visits-exemple-val.csv"];

async fn total(member: &Member) -> u64 {
    member.done(ListVisits { limit: 1, ..ListVisits::default() }).await.total
}

#[tokio::test]
async fn the_visits_of_three_files_are_taken_in_once() {
    let member = Member::with_permanences(None).await;
    let begun = Instant::now();
    for file in FILES {
        let imported = member.import(file).await;
        assert_eq!(imported.rows, counts(file, 10).values().sum::<u64>());
        assert_eq!(imported.days, counts(file, 10).len() as u64);
        assert!(!imported.already && imported.skipped.is_empty());
    }
    println!("8,619 visits in three files: {:?}", begun.elapsed());
    assert_eq!(total(&member).await, 8_619);
    for file in FILES {
        let again = member.import(file).await;
        assert!(again.already && again.rows == 0, "{again:?}");
    }
    assert_eq!(total(&member).await, 8_619);
}

#[tokio::test]
async fn days_that_an_earlier_file_brought_are_refused_added_or_replaced_as_asked() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    member.import(FILES[0]).await;
    let one_more = b"bruxelles-cpas,2026-03-06,demarches,impots_myminfin,resolu,,,40-59,,,,,\n";
    let file = [data(FILES[0]), one_more.to_vec()].concat();

    let problem = member.refused(visits("v.csv", &file)).await;
    assert_eq!(problem.code, ProblemCode::DaysImported);
    assert_eq!(problem.details["count"], counts(FILES[0], 10).len().to_string());
    assert!(problem.details["days"].starts_with("bruxelles-cpas 2025-01-10, "), "{problem}");

    let asked = |repeated| ImportVisits { repeated, ..visits("v.csv", &file) };
    let tried = member.done(ImportVisits { dry_run: true, ..asked(RepeatedDays::Replace) }).await;
    assert_eq!((tried.rows, total(&member).await), (4_062, 4_061));
    let replaced = member.done(asked(RepeatedDays::Replace)).await;
    assert_eq!((replaced.rows, replaced.replaced, total(&member).await), (4_062, 4_061, 4_062));
    assert!(member.done(asked(RepeatedDays::Add)).await.already, "the very same file is not added twice");
    let small = [&file[..=file.iter().position(|byte| *byte == b'\n').unwrap()], &one_more[..]].concat();
    member.done(ImportVisits { repeated: RepeatedDays::Add, ..visits("small.csv", &small) }).await;
    assert_eq!(total(&member).await, 4_063);
}

#[tokio::test]
async fn every_defect_of_a_file_is_named_by_its_line_column_and_reason() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let file = data("visits-defects.csv");
    let problem = member.refused(visits("visits-defects.csv", &file)).await;
    assert_eq!((problem.code, problem.details["command"].as_str()), (ProblemCode::ImportBadRows, "visit-import"));
    assert_eq!(problem.details["count"], "13");
    let found: Vec<_> = problem.rows.iter().map(|row| (row.line, row.field.as_str(), row.reason.as_str())).collect();
    let expected = [
        (3, "permanence", "unknown-permanence"),
        (4, "date", "no-such-day"),
        (5, "date", "future-day"),
        (6, "date", "day-format"),
        (7, "categorie", "unknown-code"),
        (8, "type", "type-of-other-category"),
        (9, "resultat", "unknown-code"),
        (10, "reorientation_vers", "referral-without-referral-outcome"),
        (11, "tranche_age", "unknown-code"),
        (12, "duree_min", "negative-duration"),
        (13, "duree_min", "not-a-number"),
        (15, "", "column-count"),
        (16, "", "unclosed-quote"),
    ];
    assert_eq!(found, expected);
    assert_eq!(total(&member).await, 0);
    let imported = member.done(ImportVisits { skip_bad: true, ..visits("visits-defects.csv", &file) }).await;
    assert_eq!((imported.rows, imported.skipped.len(), total(&member).await), (2, 13, 2));
}

#[tokio::test]
async fn a_file_whose_columns_are_not_known_is_refused_with_their_names() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let unknown = member.refused(visits("v.csv", b"permanence,date,nom,prenom\n")).await;
    assert_eq!(unknown.code, ProblemCode::FileUnreadable);
    assert_eq!((unknown.details["why"].as_str(), unknown.details["columns"].as_str()), ("unknown-columns", "nom, prenom"));
    let missing = member.refused(visits("v.csv", b"permanence;date\n")).await;
    assert_eq!((missing.details["why"].as_str(), missing.details["columns"].as_str()), ("missing-columns", "categorie, resultat"));
    assert_eq!(member.refused(visits("v.csv", b"")).await.details["why"], "empty-file");
}

#[tokio::test]
async fn rows_that_were_left_out_can_be_taken_in_later_from_the_same_file() {
    let member = Member::with_permanences(Some("exemple-nord")).await;
    let file = data(FILES[0]);
    let skipped = member.done(ImportVisits { skip_bad: true, ..visits("v.csv", &file) }).await;
    assert_eq!((skipped.rows, skipped.skipped.len()), (0, 4_061));
    member.done(super::permanences(Some("exemple-arc"))).await;
    let replaced = member.done(ImportVisits { repeated: RepeatedDays::Replace, ..visits("v.csv", &file) }).await;
    assert_eq!((replaced.rows, total(&member).await), (4_061, 4_061));
}

#[tokio::test]
async fn session_sheets_are_added_once_and_replaced_when_they_change() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let sheets = |content: Vec<u8>| ImportSessions {
        file: "sessions.csv".into(),
        content: FileContent(content),
        skip_bad: false,
        dry_run: false,
    };
    let file = data("sessions-exemple-arc.csv");
    let tried = member.done(ImportSessions { dry_run: true, ..sheets(file.clone()) }).await;
    assert_eq!(tried.added, 547);
    let first = member.done(sheets(file.clone())).await;
    assert_eq!((first.added, first.replaced, first.unchanged), (547, 0, 0));
    let changed = String::from_utf8(file).unwrap().replacen(",tenue,0,", ",tenue,3,", 1);
    let again = member.done(sheets(changed.into_bytes())).await;
    assert_eq!((again.added, again.replaced, again.unchanged), (0, 1, 546));
    let bad = member.refused(sheets(b"permanence,date,statut\nbruxelles-cpas,2026-03-06,ouverte\n".to_vec())).await;
    assert_eq!((bad.code, bad.details["command"].as_str()), (ProblemCode::ImportBadRows, "session-import"));
}
