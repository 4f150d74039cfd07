//! Openings against a plain reading, day by day, that knows nothing of the syntax.

use jiff::civil::Weekday;
use proptest::prelude::*;

use crate::{
    calendar::Day,
    directory::{Exception, ExceptionError, SchoolCalendar, Timetable},
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn days(timetable: &str, first: &str, last: &str) -> Vec<String> {
    let openings = Timetable::new(timetable).unwrap().openings(&(day(first)..=day(last)), SchoolCalendar::French);
    openings.into_iter().map(|opening| opening.day.to_string()).collect()
}

#[test]
fn the_first_and_the_last_thursday_of_a_month_are_found() {
    assert_eq!(days("Th[1,3] 14:00-17:00", "2026-10-01", "2026-10-31"), ["2026-10-01", "2026-10-15"]);
    assert_eq!(days("Th[-1] 14:00-17:00", "2026-09-01", "2026-10-31"), ["2026-09-24", "2026-10-29"]);
}

#[test]
fn every_second_week_is_a_week_number() {
    assert_eq!(days("week 02-52/2 Th 14:00-17:00", "2026-10-01", "2026-10-31"), ["2026-10-01", "2026-10-15", "2026-10-29"]);
}

#[test]
fn public_holidays_are_those_of_belgium_and_school_holidays_those_of_the_community() {
    assert_eq!(days("Fr 10:00-12:00; PH off", "2026-04-27", "2026-05-10"), ["2026-05-08"]);
    assert_eq!(days("Fr 10:00-12:00; SH off", "2026-04-20", "2026-05-15"), ["2026-04-24", "2026-05-15"]);
    let flemish = Timetable::new("Fr 10:00-12:00; SH off").unwrap();
    let open = flemish.openings(&(day("2026-04-01")..=day("2026-05-02")), SchoolCalendar::Flemish);
    assert_eq!(open.iter().map(|o| o.day.to_string()).collect::<Vec<_>>(), ["2026-04-03", "2026-04-24", "2026-05-01"]);
    assert!(flemish.names_school_holidays() && !Timetable::new("Sa 10:00-12:00").unwrap().names_school_holidays());
}

#[test]
fn hours_past_midnight_belong_to_the_day_on_which_they_begin() {
    assert_eq!(days("Fr 20:00-02:00", "2026-10-01", "2026-10-07"), ["2026-10-02"]);
}

#[test]
fn an_exception_is_written_behind_the_timetable() {
    let weekly = Timetable::new("Th 14:00-17:00").unwrap();
    let with = |exception: Exception| weekly.with(&exception, SchoolCalendar::French).map(|t| t.to_string());
    let closed = Exception::closed("2026-12-24..2026-12-31").unwrap();
    assert_eq!(with(closed), Ok("Th 14:00-17:00; 2026 Dec 24-2026 Dec 31 closed".into()));
    let extra = Exception::extra("2026-12-20").unwrap();
    assert_eq!(with(extra), Ok("Th 14:00-17:00; 2026 Dec 20 14:00-17:00".into()));
    let extra = Exception::extra("2026-12-20 9:30-12:00").unwrap();
    assert_eq!(with(extra), Ok("Th 14:00-17:00; 2026 Dec 20 09:30-12:00".into()));
    let moved = Exception::moved("2026-12-24..2026-12-22").unwrap();
    assert_eq!(with(moved), Ok("Th 14:00-17:00; 2026 Dec 24 closed; 2026 Dec 22 14:00-17:00".into()));
    let moved = Exception::moved("2026-12-23..2026-12-22").unwrap();
    assert_eq!(with(moved), Err(ExceptionError::NotOpen));
}

#[test]
fn what_is_no_exception_is_refused() {
    assert_eq!(Exception::closed("2026-12-31..2026-12-24"), Err(ExceptionError::Backwards));
    assert_eq!(Exception::closed("24/12/2026"), Err(ExceptionError::Syntax));
    for text in ["2026-12-20 24/7", "2026-12-20 17:00-14:00", "2026-12-20 14:00-17:00; 24/7", "2026-12-20 14:00", "2026-12-32"] {
        assert_eq!(Exception::extra(text), Err(ExceptionError::Syntax), "{text}");
    }
    assert_eq!(Exception::moved("2026-12-24"), Err(ExceptionError::Syntax));
}

/// When a permanence opens, as plain facts.
#[derive(Debug, Clone)]
struct Plan {
    weekday: i8,
    rhythm: Rhythm,
    closed: Option<(u32, u32)>,
    extra: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
enum Rhythm {
    Weekly,
    EvenWeeks,
    Nth(i8),
    Last,
}

const FIRST: &str = "2026-01-01";

impl Plan {
    fn text(&self) -> String {
        let weekday = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][usize::try_from(self.weekday).unwrap()];
        match self.rhythm {
            Rhythm::Weekly => format!("{weekday} 14:00-17:00"),
            Rhythm::EvenWeeks => format!("week 02-52/2 {weekday} 14:00-17:00"),
            Rhythm::Nth(n) => format!("{weekday}[{n}] 14:00-17:00"),
            Rhythm::Last => format!("{weekday}[-1] 14:00-17:00"),
        }
    }

    fn timetable(&self) -> Timetable {
        let base = day(FIRST).number();
        let at = |number: u32| Day::from_number(base + number).unwrap();
        let mut timetable = Timetable::new(self.text()).unwrap();
        if let Some((first, length)) = self.closed {
            timetable =
                timetable.with(&Exception::Closed { first: at(first), last: at(first + length) }, SchoolCalendar::French).unwrap();
        }
        if let Some(extra) = self.extra {
            let exception = Exception::Extra { day: at(extra), hours: Some("09:00-12:00".into()) };
            timetable = timetable.with(&exception, SchoolCalendar::French).unwrap();
        }
        timetable
    }

    /// The plain reading of one day.
    fn opens(&self, number: u32) -> bool {
        if self.extra == Some(number) {
            return true;
        }
        if self.closed.is_some_and(|(first, length)| (first..=first + length).contains(&number)) {
            return false;
        }
        let date = Day::from_number(day(FIRST).number() + number).unwrap().date();
        let in_month = date.days_in_month();
        let rhythm = match self.rhythm {
            Rhythm::Weekly => true,
            Rhythm::EvenWeeks => date.iso_week_date().week() % 2 == 0,
            Rhythm::Nth(n) => (date.day() - 1) / 7 + 1 == n,
            Rhythm::Last => date.day() + 7 > in_month,
        };
        rhythm && date.weekday() == Weekday::from_monday_zero_offset(self.weekday).unwrap()
    }
}

fn plan() -> impl Strategy<Value = Plan> {
    let rhythm = prop_oneof![Just(Rhythm::Weekly), Just(Rhythm::EvenWeeks), (1_i8..=5).prop_map(Rhythm::Nth), Just(Rhythm::Last),];
    let closed = prop::option::of((0_u32..700, 0_u32..60));
    (0_i8..7, rhythm, closed, prop::option::of(0_u32..700)).prop_map(|(weekday, rhythm, closed, extra)| Plan {
        weekday,
        rhythm,
        closed,
        extra,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn openings_are_those_of_a_plain_reading_day_by_day(plan in plan(), from in 0_u32..700, length in 0_u32..120) {
        let base = day(FIRST).number();
        let at = |number: u32| Day::from_number(base + number).unwrap();
        let found = plan.timetable().openings(&(at(from)..=at(from + length)), SchoolCalendar::French);
        let found: Vec<u32> = found.into_iter().map(|opening| opening.day.number() - base).collect();
        let plain: Vec<u32> = (from..=from + length).filter(|number| plan.opens(*number)).collect();
        prop_assert_eq!(found, plain, "{}", plan.timetable());
    }
}
