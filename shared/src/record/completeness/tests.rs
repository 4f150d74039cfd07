//! Completeness against plain counting.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Completeness, Noted, PartialReason, SessionLine, expected_sessions, sessions_of};
use crate::{
    calendar::{Day, Month},
    directory::{Permanence, PermanenceStatus, SchoolCalendar, Timetable},
    record::vocabulary::{Code as _, SessionStatus},
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn march() -> Month {
    "2026-03".parse().unwrap()
}

fn weekly(status: PermanenceStatus) -> Permanence {
    Permanence {
        slug: "forest-cpas".parse().unwrap(),
        name: "Forest".parse().unwrap(),
        host: "forest".parse().unwrap(),
        timetable: Timetable::new("Th 14:00-17:00").unwrap(),
        languages: Vec::new(),
        appointment: None,
        wheelchair: None,
        phone: None,
        status,
        verified_on: None,
    }
}

fn expected(status: PermanenceStatus, since: Option<&str>) -> Vec<String> {
    let expected = expected_sessions(&weekly(status), SchoolCalendar::French, march(), since.map(day));
    expected.into_iter().map(|day| day.to_string()).collect()
}

#[test]
fn nothing_is_expected_before_a_permanence_opened_nor_of_one_that_is_not_active() {
    let active = PermanenceStatus::Active;
    assert_eq!(expected(active, Some("2020-01-01")), ["2026-03-05", "2026-03-12", "2026-03-19", "2026-03-26"]);
    assert_eq!(expected(active, Some("2026-03-12")), ["2026-03-12", "2026-03-19", "2026-03-26"]);
    assert!(expected(active, Some("2026-04-01")).is_empty());
    assert!(expected(active, None).is_empty());
    for status in PermanenceStatus::ALL.into_iter().filter(|status| *status != active) {
        assert!(expected(status, Some("2020-01-01")).is_empty(), "{status}");
    }
}

#[test]
fn a_session_is_accounted_for_by_its_sheet_or_by_visits() {
    let status = |code: &str| SessionStatus::named(code).unwrap();
    let sheets = [("2026-03-05", "annulee"), ("2026-03-12", "prevue"), ("2026-03-20", "prevue"), ("2026-03-21", "tenue")];
    let noted = Noted {
        sheets: sheets.into_iter().map(|(on, code)| (day(on), status(code))).collect(),
        visits: BTreeMap::from([(day("2026-03-19"), 3), (day("2026-04-02"), 1)]),
    };
    let expected = ["2026-03-05", "2026-03-12", "2026-03-19", "2026-03-26"].map(day);
    let sessions = sessions_of(march(), &expected, &noted, day("2026-04-01"));
    let missing: Vec<String> = sessions.iter().filter(|s| s.is_missing()).map(|s| s.day.to_string()).collect();
    assert_eq!(missing, ["2026-03-12", "2026-03-20", "2026-03-26"], "planned is not known, and announces a session");
    assert_eq!(Completeness::of(&sessions), Completeness { expected: 5, accounted: 2 });
    assert_eq!(sessions.len(), 6, "the one held besides is listed");
    assert_eq!(noted.first_day(day("2026-01-01")), Some(day("2026-03-05")));
    assert_eq!(noted.first_day(day("2026-03-22")), Some(day("2026-04-02")));
}

#[test]
fn a_day_that_is_not_over_is_neither_missing_nor_counted_unless_something_was_noted_of_it() {
    let noted = Noted { sheets: BTreeMap::new(), visits: BTreeMap::from([(day("2026-03-12"), 2)]) };
    let expected = ["2026-03-05", "2026-03-12", "2026-03-19"].map(day);
    let on = |today| {
        let sessions = sessions_of(march(), &expected, &noted, day(today));
        let to_come = sessions.iter().filter(|s| s.to_come).count();
        (Completeness::of(&sessions), sessions.iter().filter(|s| s.is_missing()).count(), to_come)
    };
    assert_eq!(on("2026-03-05"), (Completeness { expected: 1, accounted: 1 }, 0, 2), "today is not over");
    assert_eq!(on("2026-03-06"), (Completeness { expected: 2, accounted: 1 }, 1, 1));
    assert_eq!(on("2026-03-20"), (Completeness { expected: 3, accounted: 1 }, 2, 0));
}

#[test]
fn every_reason_reads_back_from_its_code() {
    for reason in PartialReason::ALL {
        assert_eq!(reason.to_string().parse(), Ok(reason));
        assert_eq!(minicbor::decode::<PartialReason>(&minicbor::to_vec(reason).unwrap()).unwrap(), reason);
    }
    assert!("because".parse::<PartialReason>().is_err());
}

proptest! {
    #[test]
    fn what_is_missing_is_what_was_expected_without_sheet_and_visit(
        expected in prop::collection::btree_set(1_i8..=31, 0..12),
        sheets in prop::collection::btree_map(1_i8..=31, 0_usize..6, 0..12),
        visits in prop::collection::btree_map(1_i8..=31, 1_u64..9, 0..12),
    ) {
        let at = |number: i8| Day::new(jiff::civil::date(2026, 3, number)).unwrap();
        let statuses: Vec<SessionStatus> = SessionStatus::all().collect();
        let noted = Noted {
            sheets: sheets.iter().map(|(number, status)| (at(*number), statuses[*status])).collect(),
            visits: visits.iter().map(|(number, count)| (at(*number), *count)).collect(),
        };
        let days: Vec<Day> = expected.iter().map(|number| at(*number)).collect();
        let sessions = sessions_of(march(), &days, &noted, day("2026-04-01"));
        let missing: Vec<i8> = sessions.iter().filter(|s| s.is_missing()).map(|s| s.day.date().day()).collect();
        let plain = |number: &i8| {
            let status = sheets.get(number).map(|status| statuses[*status]);
            let planned = status == Some(SessionStatus::PLANNED);
            let known = visits.contains_key(number) || (status.is_some() && !planned);
            (expected.contains(number) || planned) && !known
        };
        prop_assert_eq!(missing, (1..=31).filter(plain).collect::<Vec<i8>>());
        let Completeness { expected: all, accounted } = Completeness::of(&sessions);
        prop_assert_eq!(usize::try_from(all - accounted).unwrap(), sessions.iter().filter(|s| SessionLine::is_missing(s)).count());
    }
}
