//! Reporting dysfunctions: what is refused, with which words, and what an own report goes through.

use maillage_shared::record::vocabulary::DysfunctionState;

use super::Member;
use crate::service::{
    ProblemCode,
    dysfunctions::{ListDysfunctions, ShowDysfunction},
    reporting::{AmendDysfunction, ReportDysfunction, TypedDysfunction},
};

fn outage(typed: TypedDysfunction) -> ReportDysfunction {
    let typed = TypedDysfunction { severity: typed.severity.or_else(|| Some("blocage".into())), ..typed };
    ReportDysfunction { service: "itsme".into(), kind: "panne".into(), typed, dry_run: false }
}

fn text(text: &str) -> TypedDysfunction {
    TypedDysfunction { text: Some(text.into()), ..TypedDysfunction::default() }
}

fn state(code: &str, state: &str) -> AmendDysfunction {
    let typed = TypedDysfunction { state: Some(state.into()), ..TypedDysfunction::default() };
    AmendDysfunction { code: code.into(), typed, dry_run: false }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_points_at_somebody_is_refused_with_its_place_and_nothing_is_written() {
    let member = Member::founder().await;
    for (typed, why, place, value) in [
        ("le n° 85.07.30-033.28 échoue", "personal-national-number", "7–21", "85.07.30-033.28"),
        ("rappeler au 02 123 45 67", "personal-phone", "13–24", "02 123 45 67"),
        ("vers BE68 5390 0754 7034", "personal-account", "6–24", "BE68 5390 0754 7034"),
        ("demander à a.b@exemple.be", "personal-email", "12–25", "a.b@exemple.be"),
        ("voir https://exemple.be/d/12", "personal-link", "6–28", "https://exemple.be/d/12"),
    ] {
        let refused = member.refused(outage(text(typed))).await;
        assert_eq!(refused.code, ProblemCode::DysfunctionPersonal, "{typed}");
        let details = ["why", "place", "value"].map(|name| refused.details[name].as_str());
        assert_eq!(details, [why, place, value]);
    }
    let long = member.refused(outage(text(&"x".repeat(281)))).await;
    assert_eq!((long.code, long.details["why"].as_str()), (ProblemCode::FieldInvalid, "situation-too-long"));
    assert!(member.done(ListDysfunctions::default()).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_are_not_in_a_list_and_days_to_come_are_refused() {
    let member = Member::founder().await;
    let unknown = member.refused(ReportDysfunction { service: "itsmee".into(), ..outage(TypedDysfunction::default()) }).await;
    assert_eq!((unknown.code, unknown.details["field"].as_str()), (ProblemCode::DysfunctionCode, "SERVICE"));
    assert!(unknown.details["known"].contains("itsme, csam"));
    let bad = TypedDysfunction { severity: Some("grave".into()), ..TypedDysfunction::default() };
    assert_eq!(member.refused(outage(bad)).await.details["known"], "gene, blocage, perte_de_droit");
    let ahead = TypedDysfunction { since: Some("2026-10-16".parse().unwrap()), ..TypedDysfunction::default() };
    let refused = member.refused(outage(ahead)).await;
    assert_eq!((refused.code, refused.details["why"].as_str()), (ProblemCode::FieldInvalid, "future-day"));
    let unknown = member.refused(ListDysfunctions { state: Some("x".into()), ..ListDysfunctions::default() }).await;
    assert_eq!(unknown.code, ProblemCode::DysfunctionCode);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_open_then_told_to_the_service_then_fixed_and_may_come_back() {
    let member = Member::founder().await;
    let trial = member.done(ReportDysfunction { dry_run: true, ..outage(TypedDysfunction::default()) }).await;
    assert_eq!((trial.code, trial.says.since.to_string().as_str()), (None, super::TODAY));
    assert!(member.done(ListDysfunctions::default()).await.is_empty());

    let made = member.done(outage(text("Le code n’arrive pas"))).await;
    let code = made.code.unwrap().to_string();
    for (typed, expected) in
        [("signale", DysfunctionState::REPORTED), ("corrige", DysfunctionState::FIXED), ("ouvert", DysfunctionState::OPEN)]
    {
        let changed = member.done(state(&code.to_lowercase()[..5], typed)).await;
        assert_eq!((changed.says.state, changed.code), (expected, made.code));
        let refused = member.refused(state(&code, typed)).await;
        assert_eq!(refused.code, ProblemCode::DysfunctionUnchanged);
    }
    let shown = member.done(ShowDysfunction { reference: code.clone() }).await;
    assert_eq!((shown.lines[0].revision, shown.together.reports), (3, 1));
    assert_eq!(shown.lines[0].says.situation, made.says.situation, "what is not said again stays");
    let emptied = AmendDysfunction { code: code.clone(), typed: text(""), dry_run: false };
    assert_eq!(member.done(emptied).await.says.situation, None);
    member.done(state(&code, "retire")).await;
    assert_eq!(member.refused(state(&code, "ouvert")).await.code, ProblemCode::DysfunctionUnknown);
    assert_eq!(member.refused(ShowDysfunction { reference: "itsme/panne".into() }).await.code, ProblemCode::DysfunctionUnknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_beginning_of_a_code_is_enough_while_no_other_begins_so() {
    let member = Member::founder().await;
    member.done(outage(TypedDysfunction::default())).await;
    member.done(outage(text("Une deuxième fois"))).await;
    assert_eq!(member.refused(state("", "corrige")).await.code, ProblemCode::DysfunctionUnknown);
    let codes: Vec<String> =
        member.done(ListDysfunctions::default()).await[0].lines.iter().map(|line| line.code.to_string()).collect();
    let common = codes[0].chars().zip(codes[1].chars()).take_while(|(one, other)| one == other).count();
    assert_eq!(member.done(state(&codes[0][..=common], "corrige")).await.code.unwrap().to_string(), codes[0]);
    if common > 0 {
        assert_eq!(member.refused(state(&codes[0][..common], "corrige")).await.code, ProblemCode::DysfunctionAmbiguous);
    }
}
