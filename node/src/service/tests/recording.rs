//! Visits noted one after the other, taken from a tally, and what the trail says of them.

use maillage_shared::record::{Need, VisitDraft};

use super::Member;
use crate::service::{
    FileContent, ProblemCode,
    imports::RepeatedDays,
    recording::{BeginRecording, CompleteVisit},
    tallies::TallyVisits,
    trail::{Happened, ReadTrail},
    visits::{AmendVisit, DeleteVisit, ListVisits, RecordVisit, Recorded},
};

const PERMANENCE: &str = "bruxelles-maison-medicale";

fn draft(request: &str) -> VisitDraft {
    let (request_type, outcome) = (Some(request.to_owned()), Some("resolu".to_owned()));
    VisitDraft { request_type, outcome, permanence: Some(PERMANENCE.into()), ..VisitDraft::default() }
}

async fn record(member: &Member, draft: VisitDraft) -> Recorded {
    member.done(RecordVisit { draft, dry_run: false }).await
}

fn tally(rows: &str, repeated: RepeatedDays) -> TallyVisits {
    let content = format!("permanence,date,type,resultat,nombre\n{rows}");
    TallyVisits {
        file: "comptage.csv".into(),
        content: FileContent(content.into_bytes()),
        skip_bad: false,
        repeated,
        dry_run: false,
    }
}

async fn history(member: &Member) -> Vec<Happened> {
    member.done(ReadTrail { id: None, limit: 100 }).await.lines.into_iter().map(|line| line.event).collect()
}

#[tokio::test]
async fn needs_come_in_the_order_of_this_permanences_own_recent_visits() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    for request in ["virus", "scan", "virus"] {
        record(&member, draft(request)).await;
    }
    // Elsewhere something else is asked; and two years ago it was here.
    for (permanence, date) in [("saint-cpas", "2026-10-15"), (PERMANENCE, "2024-10-10")] {
        for _ in 0..4 {
            let (permanence, date) = (Some(permanence.to_owned()), Some(date.to_owned()));
            record(&member, VisitDraft { permanence, date, ..draft("cpas") }).await;
        }
    }
    let begun = member.done(BeginRecording { permanence: Some(PERMANENCE.into()), date: None }).await;
    assert_eq!(begun.needs[..3], ["virus", "scan", "itsme"].map(|code| Need::named(code).unwrap()));
    assert_eq!((begun.visits, begun.day.to_string().as_str(), begun.late), (3, "2026-10-15", false));
}

#[tokio::test]
async fn a_recording_begins_at_the_permanence_of_the_day_or_lists_those_to_choose_from() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let begun = member.done(BeginRecording::default()).await;
    assert_eq!(begun.permanence.unwrap().as_str(), PERMANENCE, "the only one of a Thursday");
    let monday = BeginRecording { date: Some("2026-10-12".parse().unwrap()), permanence: None };
    let begun = member.done(monday).await;
    assert!(begun.permanence.is_none() && begun.known.len() > 3);
    let friday = BeginRecording { date: Some("2026-10-09".parse().unwrap()), permanence: None };
    let known = member.done(friday).await.known;
    let place = |slug: &str| known.iter().position(|known| known.as_str() == slug).unwrap();
    assert!(place("bruxelles-cpas-2") < 3 && place(PERMANENCE) >= 3, "the three of the day come first: {known:?}");
    let tomorrow = BeginRecording { date: Some("2026-10-16".parse().unwrap()), permanence: None };
    assert_eq!(member.refused(tomorrow).await.code, ProblemCode::VisitInvalid);
    assert_eq!(Member::founder().await.refused(BeginRecording::default()).await.code, ProblemCode::PermanencesNone);
}

#[tokio::test]
async fn adding_what_was_left_out_leaves_no_line_in_the_trail_and_changing_what_was_noted_does() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let noted = record(&member, draft("itsme")).await;
    let complete = |draft| {
        let (permanence, day, id) = (noted.visit.permanence.clone(), noted.visit.day, noted.id.unwrap());
        CompleteVisit { permanence, day, id, draft }
    };
    let age = |age: &str| VisitDraft { age: Some(age.into()), ..VisitDraft::default() };
    let completed = member.done(complete(age("65-69"))).await;
    assert_eq!((completed.visit.age.to_string().as_str(), completed.today), ("65-69", 1));
    assert_eq!(history(&member).await, []);
    member.done(complete(age("70+"))).await;
    let id = noted.id.unwrap();
    assert_eq!(history(&member).await, [Happened::Amended { id }]);
    assert_eq!(member.refused(complete(age("41"))).await.code, ProblemCode::VisitInvalid);
    member.done(DeleteVisit { id: id.to_string(), dry_run: false }).await;
    assert_eq!(member.refused(complete(age("70+"))).await.code, ProblemCode::VisitUnknown);
}

#[tokio::test]
async fn the_trail_tells_what_happened_to_a_visit_and_on_which_day_but_not_at_which_hour() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let (one, other) = (record(&member, draft("itsme")).await.id.unwrap(), record(&member, draft("scan")).await.id.unwrap());
    member.done(AmendVisit { id: one.to_string(), draft: draft("virus"), dry_run: false }).await;
    member.done(DeleteVisit { id: one.to_string(), dry_run: false }).await;
    member.done(DeleteVisit { id: other.to_string(), dry_run: false }).await;
    let begins = one.to_string()[..8].to_owned();
    let lines = member.done(ReadTrail { id: Some(begins), limit: 100 }).await.lines;
    let events: Vec<_> = lines.iter().map(|line| line.event.clone()).collect();
    assert_eq!(events, [Happened::Deleted { id: one }, Happened::Amended { id: one }]);
    assert!(lines.iter().all(|line| line.at.to_utc() == "2026-10-15T00:00:00Z"), "{lines:?}");
    assert_eq!(member.done(ReadTrail { id: None, limit: 2 }).await.lines.len(), 2);
}

#[tokio::test]
async fn a_tally_becomes_as_many_visits_as_it_counts_and_is_not_counted_twice() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let rows = format!(
        "{PERMANENCE},2026-10-08,itsme,resolu,3\n{PERMANENCE},2026-10-08,scan,abandon,2\n{PERMANENCE},2026-10-01,cpas,resolu,\n"
    );
    let tried = member.done(TallyVisits { dry_run: true, ..tally(&rows, RepeatedDays::Refuse) }).await;
    assert_eq!((tried.rows, tried.days), (5, 1));
    let total = async || member.done(ListVisits { limit: 100, ..ListVisits::default() }).await;
    assert_eq!(total().await.total, 0);
    member.done(tally(&rows, RepeatedDays::Refuse)).await;
    let listed = total().await;
    assert_eq!(listed.total, 5);
    assert_eq!(listed.visits.iter().filter(|line| Need::of(&line.visit).code() == "itsme").count(), 3);
    assert!(member.done(tally(&rows, RepeatedDays::Refuse)).await.already);
    let corrected = format!("{PERMANENCE},2026-10-08,itsme,resolu,4\n");
    let refused = member.refused(tally(&corrected, RepeatedDays::Refuse)).await;
    assert_eq!((refused.code, refused.details["command"].as_str()), (ProblemCode::DaysImported, "visit-tally"));
    assert_eq!(member.done(tally(&corrected, RepeatedDays::Replace)).await.replaced, 5);
    assert_eq!(total().await.total, 4);
}

#[tokio::test]
async fn a_tally_with_a_bad_row_changes_nothing_and_names_it() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let rows = format!("{PERMANENCE},2026-10-08,itsme,resolu,3\n{PERMANENCE},2026-10-08,itsme,resolu,2\n");
    let refused = member.refused(tally(&rows, RepeatedDays::Refuse)).await;
    assert_eq!(refused.code, ProblemCode::ImportBadRows);
    assert_eq!((refused.rows[0].line, refused.rows[0].reason.as_str()), (3, "counted-twice"));
    assert_eq!(member.done(ListVisits { limit: 1, ..ListVisits::default() }).await.total, 0);
    let skipping = TallyVisits { skip_bad: true, ..tally(&rows, RepeatedDays::Refuse) };
    assert_eq!(member.done(skipping).await.rows, 3);
}
