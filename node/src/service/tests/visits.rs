//! Visits noted by hand.

use maillage_shared::record::VisitDraft;

use super::{Member, TODAY};
use crate::service::{
    ProblemCode,
    visits::{AmendVisit, DeleteVisit, ListVisits, RecordVisit},
};

fn draft(request: &str, outcome: &str) -> VisitDraft {
    VisitDraft { request_type: Some(request.into()), outcome: Some(outcome.into()), ..VisitDraft::default() }
}

fn recorded(draft: VisitDraft) -> RecordVisit {
    RecordVisit { draft, dry_run: false }
}

#[tokio::test]
async fn a_visit_is_noted_with_two_words_once_the_permanence_is_known() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let named = VisitDraft { permanence: Some("saint-cpas".into()), ..draft("itsme", "resolu") };
    member.done(recorded(named)).await;
    let tried = member.done(RecordVisit { dry_run: true, ..recorded(draft("itsme", "resolu")) }).await;
    assert_eq!((tried.id, tried.today), (None, 2));
    let second = member.done(recorded(draft("itsme", "resolu"))).await;
    assert_eq!((second.visit.permanence.as_str(), second.visit.day.to_string().as_str()), ("saint-cpas", TODAY));
    assert_eq!((second.visit.category.to_string().as_str(), second.today, second.late), ("identite_acces", 2, false));
}

#[tokio::test]
async fn the_permanence_is_taken_from_the_timetable_or_asked_for_but_not_guessed() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let on = |day: &str| VisitDraft { date: Some(day.into()), ..draft("itsme", "resolu") };
    // A Thursday with one permanence, a Friday with three, a Monday with none.
    let thursday = member.done(recorded(on("2026-10-15"))).await;
    assert_eq!(thursday.visit.permanence.as_str(), "bruxelles-maison-medicale");
    for day in ["2026-10-09", "2026-10-12"] {
        let needed = member.refused(recorded(on(day))).await;
        assert_eq!(needed.code, ProblemCode::PermanenceNeeded, "{day}");
        assert!(needed.details["known"].contains("saint-cpas"));
    }
    let friday = VisitDraft { permanence: Some("bruxelles-cpas-2".into()), ..on("2026-10-09") };
    member.done(recorded(friday)).await;
    assert_eq!(member.done(recorded(on("2026-10-09"))).await.visit.permanence.as_str(), "bruxelles-cpas-2");
    assert_eq!(member.done(recorded(on("2026-10-15"))).await.visit.permanence.as_str(), "bruxelles-maison-medicale");
    let wrong = member.refused(recorded(VisitDraft { outcome: Some("resolus".into()), ..on("2026-10-12") })).await;
    assert_eq!((wrong.code, wrong.rows.len()), (ProblemCode::VisitInvalid, 2), "what else is wrong is said at once");
    let nowhere = Member::founder().await;
    assert_eq!(nowhere.refused(recorded(draft("itsme", "resolu"))).await.code, ProblemCode::PermanencesNone);
}

#[tokio::test]
async fn what_is_nearly_a_code_is_refused_with_the_code_that_was_meant() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let typed = VisitDraft { permanence: Some("saint-cpsa".into()), age: Some("41".into()), ..draft("itsne", "resolus") };
    let problem = member.refused(recorded(typed)).await;
    assert_eq!(problem.code, ProblemCode::VisitInvalid);
    let rows: Vec<_> = problem.rows.iter().map(|row| (row.field.as_str(), row.suggestion.as_deref())).collect();
    let near = [("permanence", Some("saint-cpas")), ("type", Some("itsme")), ("resultat", Some("resolu")), ("tranche_age", None)];
    assert_eq!(rows, near);
}

#[tokio::test]
async fn a_visit_is_corrected_and_deleted_by_the_beginning_of_its_number() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let first = VisitDraft { permanence: Some("saint-cpas".into()), age: Some("40-59".into()), ..draft("itsme", "resolu") };
    let number = member.done(recorded(first)).await.id.unwrap().to_string();
    let begins = number[..7].to_owned();
    let amended = member.done(AmendVisit { id: begins.clone(), draft: draft("impots_myminfin", "abandon"), dry_run: false }).await;
    assert_eq!((amended.visit.category.to_string().as_str(), amended.visit.age.to_string().as_str()), ("demarches", "40-59"));
    for wrong in ["0000000", "12", "xyz", &format!("zz{begins}")] {
        let problem = member.refused(DeleteVisit { id: wrong.to_owned(), dry_run: false }).await;
        assert_eq!(problem.code, ProblemCode::VisitUnknown, "{wrong}");
    }
    member.done(DeleteVisit { id: begins.clone(), dry_run: true }).await;
    let deleted = member.done(DeleteVisit { id: number.to_uppercase(), dry_run: false }).await;
    assert_eq!(deleted.id.unwrap().to_string(), number);
    assert_eq!(member.refused(DeleteVisit { id: begins, dry_run: false }).await.code, ProblemCode::VisitUnknown);
}

#[tokio::test]
async fn visits_are_listed_by_day_and_permanence_the_newest_at_the_end() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    member.import("visits-exemple-arc.csv").await;
    let march = ListVisits {
        from: Some("2026-03-01".parse().unwrap()),
        to: Some("2026-03-31".parse().unwrap()),
        permanence: Some("bruxelles-cpas".into()),
        limit: 5,
    };
    let listed = member.done(march).await;
    let expected = super::counts("visits-exemple-arc.csv", 7)[&("bruxelles-cpas".to_owned(), "2026-03".to_owned())];
    assert_eq!((listed.total, listed.visits.len() as u64), (expected, expected.min(5)));
    assert!(listed.visits.is_sorted_by_key(|line| line.visit.day));
    let unknown = ListVisits { permanence: Some("nulle-part".into()), limit: 5, ..ListVisits::default() };
    assert_eq!(member.refused(unknown).await.code, ProblemCode::PermanenceUnknown);
}
