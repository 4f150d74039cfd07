use super::{SessionDraft, VisitDraft};
use crate::{
    calendar::Day,
    record::{
        Column, FaultReason, FieldFault,
        vocabulary::{AgeBand, Gender},
    },
    text::Slug,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn permanences() -> BTreeSet<Slug> {
    ["forest-cpas", "jette-maison-quartier"].map(|slug| slug.parse().unwrap()).into()
}

fn today() -> Day {
    "2026-10-15".parse().unwrap()
}

fn visit() -> VisitDraft<&'static str> {
    VisitDraft {
        permanence: Some("forest-cpas"),
        date: Some("2026-03-05"),
        category: Some("demarches"),
        outcome: Some("resolu"),
        ..VisitDraft::default()
    }
}

fn session() -> SessionDraft<&'static str> {
    SessionDraft { permanence: Some("forest-cpas"), date: Some("2026-03-05"), status: Some("tenue"), ..SessionDraft::default() }
}

fn faults(draft: &VisitDraft<&str>) -> Vec<(Option<Column>, FaultReason)> {
    let faults = draft.check(&permanences(), today()).unwrap_err();
    faults.into_iter().map(|FieldFault { field, reason, .. }| (field, reason)).collect()
}

#[test]
fn a_visit_needs_permanence_day_category_and_outcome_only() {
    let checked = visit().check(&permanences(), today()).unwrap();
    assert_eq!((checked.gender, checked.age, checked.duration), (Gender::UNKNOWN, AgeBand::UNKNOWN, None));
    let columns = [Column::Permanence, Column::Date, Column::Category, Column::Outcome];
    assert_eq!(faults(&VisitDraft::default()), columns.map(|column| (Some(column), FaultReason::Missing)));
}

#[test]
fn a_type_stands_for_its_category() {
    let draft = VisitDraft { category: None, request_type: Some(" itsme "), ..visit() };
    assert_eq!(draft.check(&permanences(), today()).unwrap().category.to_string(), "identite_acces");
    let draft = VisitDraft { request_type: Some("itsme"), ..visit() };
    let reason = FaultReason::TypeOfOtherCategory { category: "identite_acces".into() };
    assert_eq!(faults(&draft), [(Some(Column::RequestType), reason)]);
}

#[test]
fn an_unknown_word_brings_the_nearest_known_one() {
    let draft = VisitDraft { permanence: Some("forest-cpsa"), category: Some("demarche"), ..visit() };
    let permanence = FaultReason::UnknownPermanence { nearest: Some("forest-cpas".into()) };
    let category = FaultReason::UnknownCode { nearest: Some("demarches".into()) };
    assert_eq!(faults(&draft), [(Some(Column::Permanence), permanence), (Some(Column::Category), category)]);
}

#[test]
fn a_referral_target_goes_with_a_referral_only() {
    let referred = VisitDraft { outcome: Some("reoriente"), referral: Some("epn"), ..visit() };
    assert!(referred.check(&permanences(), today()).unwrap().referral.is_some());
    assert!(VisitDraft { referral: None, ..referred }.check(&permanences(), today()).is_ok());
    let draft = VisitDraft { referral: Some("epn"), ..visit() };
    assert_eq!(faults(&draft), [(Some(Column::Referral), FaultReason::ReferralWithoutReferralOutcome)]);
}

#[test]
fn a_duration_is_minutes_or_a_band() {
    let band = |text| VisitDraft { duration: Some(text), ..visit() }.check(&permanences(), today()).map(|v| v.duration);
    assert_eq!(band("20").unwrap().unwrap().to_string(), "15-29");
    assert_eq!(band("60-119").unwrap().unwrap().to_string(), "60-119");
    for (text, reason) in [
        ("-5", FaultReason::NegativeDuration),
        ("trente", FaultReason::NotANumber),
        ("1e3", FaultReason::NotANumber),
        ("-", FaultReason::NotANumber),
        ("99999999999999999999", FaultReason::TooLarge { most: 1440 }),
    ] {
        assert_eq!(band(text).unwrap_err()[0].reason, reason, "{text}");
    }
}

#[test]
fn a_visit_is_today_at_the_latest() {
    assert!(VisitDraft { date: Some("2026-10-15"), ..visit() }.check(&permanences(), today()).is_ok());
    let reasons = [
        ("2026-10-16", FaultReason::FutureDay),
        ("2026-02-30", FaultReason::NoSuchDay),
        ("5/3/2026", FaultReason::DayFormat),
        ("1990-01-01", FaultReason::YearOutOfRange),
    ];
    for (date, reason) in reasons {
        assert_eq!(faults(&VisitDraft { date: Some(date), ..visit() }), [(Some(Column::Date), reason)]);
    }
}

#[test]
fn a_session_may_be_called_off_but_not_held_ahead_of_its_day() {
    let ahead = |status| SessionDraft { status: Some(status), date: Some("2026-12-24"), ..session() };
    assert!(ahead("fermee_conge").check(&permanences(), today()).is_ok());
    assert!(ahead("prevue").check(&permanences(), today()).is_ok());
    assert_eq!(ahead("tenue").check(&permanences(), today()).unwrap_err()[0].reason, FaultReason::FutureDay);
}

#[test]
fn a_session_with_nobody_stated_at_work_is_accepted() {
    let checked = session().check(&permanences(), today()).unwrap();
    assert_eq!((checked.volunteers, checked.insertion, checked.employees, checked.turned_away), (0, 0, 0, 0));
    let draft = SessionDraft { volunteers: Some("-1"), turned_away: Some("1000"), reason: Some("malade"), ..session() };
    let faults = draft.check(&permanences(), today()).unwrap_err();
    let reasons: Vec<FaultReason> = faults.into_iter().map(|fault| fault.reason).collect();
    let nearest = Some("maladie".into());
    let expected = [FaultReason::NegativeNumber, FaultReason::TooLarge { most: 999 }, FaultReason::UnknownCode { nearest }];
    assert_eq!(reasons, expected);
}

proptest! {
    #[test]
    fn whatever_is_typed_is_a_visit_that_holds_or_a_list_of_faults(
        texts in prop::array::uniform13(prop::option::of("\\PC{0,12}")),
    ) {
        let [permanence, date, category, request_type, outcome, referral, gender, age, rest @ ..] = texts;
        let [duration, channel, device, language, participation] = rest;
        let draft = VisitDraft {
            permanence, date, category, request_type, outcome, referral, gender, age,
            duration, channel, device, language, participation,
        };
        match draft.check(&permanences(), today()) {
            Ok(visit) => prop_assert_eq!(visit.check(), Ok(())),
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}
