//! Session sheets noted by hand.

use maillage_shared::record::{SessionDraft, VisitDraft, vocabulary::SessionStatus};

use super::Member;
use crate::service::{
    ProblemCode,
    sheets::{CloseSession, ListSessions, OpenSession},
    visits::RecordVisit,
};

const PERMANENCE: &str = "bruxelles-maison-medicale";

fn open(volunteers: &str) -> OpenSession {
    let draft = SessionDraft { volunteers: Some(volunteers.into()), ..SessionDraft::default() };
    OpenSession { draft, dry_run: false }
}

fn close(status: Option<&str>, reason: Option<&str>) -> CloseSession {
    let (status, reason) = (status.map(Into::into), reason.map(Into::into));
    CloseSession { draft: SessionDraft { status, reason, ..SessionDraft::default() }, dry_run: false }
}

async fn visit(member: &Member) {
    let (request_type, outcome) = (Some("itsme".into()), Some("resolu".into()));
    let draft = VisitDraft { request_type, outcome, permanence: Some(PERMANENCE.into()), ..VisitDraft::default() };
    member.done(RecordVisit { draft, dry_run: false }).await;
}

#[tokio::test]
async fn a_session_is_opened_with_who_is_at_work_and_closed_as_held_once_visits_are_noted() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let opened = member.done(open("2")).await;
    assert_eq!((opened.session.permanence.as_str(), opened.session.status), (PERMANENCE, SessionStatus::PLANNED));
    visit(&member).await;
    let turned_away = SessionDraft { turned_away: Some("3".into()), ..SessionDraft::default() };
    let closed = member.done(CloseSession { draft: turned_away, dry_run: false }).await;
    assert_eq!((closed.session.status, closed.session.volunteers, closed.session.turned_away), (SessionStatus::HELD, 2, 3));
    assert_eq!(closed.visits, 1);
    assert_eq!(member.refused(open("1")).await.code, ProblemCode::SessionClosed);
    let employees = SessionDraft { employees: Some("1".into()), ..SessionDraft::default() };
    let again = member.done(CloseSession { draft: employees, dry_run: false }).await;
    assert_eq!((again.session.status, again.session.turned_away, again.session.employees), (SessionStatus::HELD, 3, 1));
    assert_eq!(member.done(ListSessions { limit: 5, ..ListSessions::default() }).await.sessions, [again]);
}

#[tokio::test]
async fn what_became_of_a_session_without_visits_has_to_be_said() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let unsaid = member.refused(close(None, None)).await;
    assert_eq!((unsaid.code, unsaid.details["slug"].as_str()), (ProblemCode::SessionWithoutVisits, PERMANENCE));
    let unexplained = member.refused(close(Some("annulee"), None)).await;
    assert_eq!((unexplained.code, unexplained.rows[0].field.as_str()), (ProblemCode::SessionInvalid, "motif"));
    let planned = member.refused(close(Some("prevue"), None)).await;
    assert_eq!((planned.code, planned.rows[0].reason.as_str()), (ProblemCode::SessionInvalid, "still-planned"));
    assert_eq!(member.done(ListSessions { limit: 5, ..ListSessions::default() }).await.total, 0);
    let cancelled = member.done(close(Some("annulee"), Some("maladie"))).await;
    assert_eq!(cancelled.session.status, SessionStatus::CANCELLED);
    let empty = member.done(close(Some("vide"), None)).await;
    assert_eq!((empty.session.status, empty.session.reason), (SessionStatus::EMPTY, None), "a reason goes with its status");
}

#[tokio::test]
async fn a_session_with_visits_cannot_be_noted_as_one_without() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    visit(&member).await;
    for status in ["vide", "annulee", "fermee_conge", "reportee"] {
        let refused = member.refused(close(Some(status), Some("maladie"))).await;
        assert_eq!((refused.code, refused.details["count"].as_str()), (ProblemCode::SessionHasVisits, "1"), "{status}");
    }
}

#[tokio::test]
async fn a_session_may_be_called_off_ahead_of_its_day_but_not_held() {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    let ahead = |operation: CloseSession| {
        let (permanence, date) = (Some(PERMANENCE.to_owned()), Some("2026-12-24".to_owned()));
        CloseSession { draft: SessionDraft { permanence, date, ..operation.draft }, dry_run: false }
    };
    assert_eq!(member.refused(ahead(close(Some("tenue"), None))).await.code, ProblemCode::SessionInvalid);
    member.done(ahead(close(Some("fermee_conge"), Some("conge")))).await;
    let march = ListSessions { to: Some("2026-11-30".parse().unwrap()), limit: 5, ..ListSessions::default() };
    assert_eq!(member.done(march).await.total, 0);
    let elsewhere = ListSessions { permanence: Some("nulle-part".into()), limit: 5, ..ListSessions::default() };
    assert_eq!(member.refused(elsewhere).await.code, ProblemCode::PermanenceUnknown);
}
