//! Sessions that are expected, those of which nothing is known, and months that are closed without them.

use maillage_shared::{
    calendar::Month,
    record::{Completeness, PartialReason, SessionLine},
};

use super::{Member, sessions};
use crate::service::{
    FileContent, Problem, ProblemCode,
    closing::CloseMonth,
    completeness::{ListExpected, ListMissing, MissingSession},
    permanences::{EditPermanence, ShowPermanence, TypedPermanence},
    publications::ShowPublication,
    sessions::ImportSessions,
    status::AskStatus,
};

const SHEETS: &str = "sessions-exemple-arc.csv";

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// A member with the sheets of the data, but for those of some days.
async fn without(days: &[&str]) -> Member {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let text = String::from_utf8(super::data(SHEETS)).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !days.iter().any(|day| line.contains(day))).collect();
    let content = FileContent(kept.join("\n").into_bytes());
    member.done(ImportSessions { content, ..sessions(SHEETS) }).await;
    member
}

fn close(text: &str, partial: Option<PartialReason>) -> CloseMonth {
    CloseMonth { month: Some(month(text)), all_before: None, partial, dry_run: false }
}

fn rows(problem: &Problem) -> Vec<(&str, &str)> {
    problem.rows.iter().map(|row| (row.field.as_str(), row.value.as_str())).collect()
}

#[tokio::test]
async fn a_month_in_which_a_session_is_missing_is_refused_with_permanence_and_day() {
    let member = without(&["bruxelles-cpas,2026-08-14", "saint-cpas,2026-07-07"]).await;
    for dry_run in [true, false] {
        let problem = member.refused(CloseMonth { dry_run, ..close("2026-08", None) }).await;
        assert_eq!((problem.code, problem.details["count"].as_str()), (ProblemCode::MonthIncomplete, "1"));
        assert_eq!(rows(&problem), [("bruxelles-cpas", "2026-08-14")]);
    }
    let all = CloseMonth { month: None, all_before: Some("2026-10-01".parse().unwrap()), partial: None, dry_run: false };
    let problem = member.refused(all).await;
    assert_eq!(problem.details["month"], "2026-07");
    assert_eq!(rows(&problem), [("saint-cpas", "2026-07-07"), ("bruxelles-cpas", "2026-08-14")]);
    assert_eq!(member.done(close("2026-09", None)).await[0].completeness.expected, 26, "a complete month closes");
}

#[tokio::test]
async fn a_reason_closes_the_month_and_stays_in_the_home() {
    let member = without(&["bruxelles-cpas,2026-08-14"]).await;
    let reason = Some(PartialReason::LostSheets);
    let all = CloseMonth { month: None, all_before: Some("2026-10-01".parse().unwrap()), partial: reason, dry_run: false };
    let closed = member.done(all).await;
    let partial: Vec<_> = closed.iter().filter(|line| line.partial.is_some()).map(|line| line.month.to_string()).collect();
    assert_eq!(partial, ["2026-08"], "the reason is for months that lack something");
    let show = |period: &str| ShowPublication { operator: "arc".into(), period: month(period).into() };
    assert_eq!(member.done(show("2026-08")).await.partial, reason);
    assert_eq!(member.done(show("2026-07")).await.partial, None);
    assert!(member.done(ListMissing { month: None }).await.iter().all(|session| session.day.month() == month("2026-10")));
}

#[tokio::test]
async fn what_is_missing_is_listed_until_yesterday_and_counted_in_the_status() {
    let member = without(&["bruxelles-cpas,2026-08-14"]).await;
    let expected = MissingSession { permanence: "bruxelles-cpas".parse().unwrap(), day: "2026-08-14".parse().unwrap() };
    let august = member.done(ListMissing { month: Some(month("2026-08")) }).await;
    assert_eq!(august, std::slice::from_ref(&expected));
    let missing = member.done(ListMissing { month: None }).await;
    assert!(missing.contains(&expected) && missing.iter().all(|session| session.day < super::TODAY.parse().unwrap()));
    assert_eq!(member.done(AskStatus {}).await.sessions_missing, missing.len());
    // The first two weeks of October, of six weekly permanences: that of today is still to come.
    assert_eq!(missing.len(), 1 + 12);
}

#[tokio::test]
async fn the_sessions_of_a_month_stand_beside_what_was_noted() {
    let member = without(&["bruxelles-cpas,2026-08-14"]).await;
    let listed = member.done(ListExpected { month: Some(month("2026-08")), permanence: Some("bruxelles-cpas".into()) }).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].completeness, Completeness { expected: 4, accounted: 3 });
    let missing: Vec<_> = listed[0].sessions.iter().filter(|s| SessionLine::is_missing(s)).map(|s| s.day.to_string()).collect();
    assert_eq!(missing, ["2026-08-14"]);
    let nowhere = ListExpected { month: None, permanence: Some("nulle-part".into()) };
    assert_eq!(member.refused(nowhere).await.code, ProblemCode::PermanenceUnknown);
}

#[tokio::test]
async fn what_is_known_of_the_present_month_agrees_with_what_is_missing_of_it() {
    let member = without(&[]).await;
    let listed = member.done(ListExpected { month: Some(month("2026-10")), permanence: None }).await;
    let Completeness { expected, accounted } = Completeness::of(listed.iter().flat_map(|line| &line.sessions));
    let missing = member.done(ListMissing { month: Some(month("2026-10")) }).await;
    assert_eq!(usize::try_from(expected - accounted).unwrap(), missing.len());
    let today = super::TODAY.parse().unwrap();
    let sessions: Vec<_> = listed.iter().flat_map(|line| &line.sessions).collect();
    assert!(sessions.iter().all(|session| session.to_come == (session.day >= today)));
    assert!(sessions.iter().any(|session| session.to_come && session.day == today), "that of today is still to come");
}

#[tokio::test]
async fn a_day_that_the_timetable_closes_is_not_expected() {
    let member = without(&["bruxelles-cpas,2026-08-14"]).await;
    let edit = |typed: TypedPermanence| EditPermanence { slug: "bruxelles-cpas".into(), typed, dry_run: false };
    let closed = TypedPermanence { closed: vec!["2026-08-10..2026-08-16".into()], ..TypedPermanence::default() };
    member.done(edit(closed)).await;
    assert!(member.done(ListMissing { month: Some(month("2026-08")) }).await.is_empty());
    member.done(close("2026-08", None)).await;
    let typed = TypedPermanence {
        extra: vec!["2026-10-21".into()],
        moved: vec!["2026-10-16..2026-10-17".into()],
        ..TypedPermanence::default()
    };
    member.done(edit(typed)).await;
    let shown = member.done(ShowPermanence { slug: "bruxelles-cpas".into() }).await;
    let next: Vec<_> = shown.next_sessions.iter().map(|opening| format!("{} {}", opening.day, opening.hours.join(","))).collect();
    let expected = ["2026-10-17 14:00-17:00", "2026-10-21 14:00-17:00", "2026-10-23 14:00-17:00", "2026-10-30 14:00-17:00"];
    assert_eq!(next, expected);
    let bad = TypedPermanence { closed: vec!["demain".into()], ..TypedPermanence::default() };
    assert_eq!(member.refused(edit(bad)).await.details["why"], "exception");
}

#[tokio::test]
async fn a_permanence_for_which_nothing_was_noted_expects_nothing_before_its_entry_was_checked() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    assert!(member.done(ListMissing { month: Some(month("2026-09")) }).await.is_empty());
    assert!(member.done(ListExpected { month: Some(month("2026-09")), permanence: None }).await.is_empty());
    let october = member.done(ListExpected { month: Some(month("2026-10")), permanence: None }).await;
    let days = october.iter().flat_map(|line| &line.sessions).map(|session| session.day);
    assert_eq!(days.min(), super::TODAY.parse().ok(), "from the day on which it was entered");
}

#[tokio::test]
async fn who_asks_for_a_month_whose_school_holidays_are_not_known_is_told_so() {
    let member = without(&[]).await;
    let listed = async |text: &str| {
        let all = member.done(ListExpected { month: Some(month(text)), permanence: Some("bruxelles-cpas".into()) }).await;
        all[0].holidays_known_until
    };
    assert_eq!(listed("2026-08").await, None, "the timetable names none");
    let typed = TypedPermanence { timetable: Some("Fr 14:00-17:00; SH off".into()), ..TypedPermanence::default() };
    member.done(EditPermanence { slug: "bruxelles-cpas".into(), typed, dry_run: false }).await;
    assert_eq!(listed("2026-08").await, "2026-05-10".parse().ok());
    assert_eq!(listed("2026-03").await, None);
}
