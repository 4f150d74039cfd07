//! The days on which a timetable opens, with their hours.

use std::{
    ops::RangeInclusive,
    sync::{Arc, OnceLock},
};

use opening_hours::{Context, ContextHolidays, OpeningHours, localization::Country};
use opening_hours_syntax::{ExtendedTime, rules::RuleKind};

use super::{Timetable, guarded, naive, parse};
use crate::{
    calendar::Day,
    directory::{SchoolCalendar, SchoolHoliday},
};

/// A day on which a permanence opens.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Opening {
    /// The day.
    pub day: Day,
    /// From when to when, as `14:00-17:00`; several are in order.
    pub hours: Vec<String>,
}

impl Timetable {
    /// The days among these on which the permanence opens, in order. Hours past midnight belong to the day on which they begin.
    /// `PH` means the Belgian public holidays, `SH` the school holidays of the calendar, as far as they are known.
    #[must_use]
    pub fn openings(&self, days: &RangeInclusive<Day>, school: SchoolCalendar) -> Vec<Opening> {
        let found = guarded(|| {
            let hours = parse(&self.0)?.with_context(context(Some(school)));
            let opening = |number| {
                let day = Day::from_number(number).ok()?;
                let hours = begun_on(&hours, day)?;
                (!hours.is_empty()).then_some(Opening { day, hours })
            };
            Some((days.start().number()..=days.end().number()).filter_map(opening).collect())
        });
        found.unwrap_or_default()
    }

    /// The first openings from a day on, at most so many, looked for within the two years that follow.
    #[must_use]
    pub fn next_openings(&self, from: Day, most: usize, school: SchoolCalendar) -> Vec<Opening> {
        let last = Day::from_number(from.number().saturating_add(LOOKED_AHEAD)).unwrap_or(from);
        let mut openings = self.openings(&(from..=last), school);
        openings.truncate(most);
        openings
    }

    /// Whether school holidays are part of it.
    #[must_use]
    pub fn names_school_holidays(&self) -> bool {
        self.0.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.eq_ignore_ascii_case("sh"))
    }
}

/// Days looked ahead for the next openings: a permanence that opens less than once in two years is not one.
const LOOKED_AHEAD: u32 = 731;

/// The hours of a day that do not go on from the day before.
fn begun_on(hours: &OpeningHours, day: Day) -> Option<Vec<String>> {
    let open = |day: Day| Some(hours.schedule_at(naive(day)?).into_iter().filter(|range| range.kind == RuleKind::Open));
    let goes_on = |day: Day| open(day).is_some_and(|mut ranges| ranges.any(|range| range.range.end >= ExtendedTime::MIDNIGHT_24));
    let before = day.number().checked_sub(1).and_then(|number| Day::from_number(number).ok());
    let mut begun = Vec::new();
    for range in open(day)? {
        if range.range.start == ExtendedTime::MIDNIGHT_00 && before.is_some_and(goes_on) {
            continue;
        }
        begun.push(format!("{}-{}", clock(range.range.start), clock(range.range.end)));
    }
    Some(begun)
}

fn clock(time: ExtendedTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// What `PH` and `SH` mean. Made once: the calendars take longer to make than a timetable to read.
pub(super) fn context(school: Option<SchoolCalendar>) -> Context {
    static FRENCH: OnceLock<Context> = OnceLock::new();
    static FLEMISH: OnceLock<Context> = OnceLock::new();
    static NONE: OnceLock<Context> = OnceLock::new();
    let (made, school) = match school {
        Some(SchoolCalendar::French) => (&FRENCH, Some(SchoolCalendar::French)),
        Some(SchoolCalendar::Flemish) => (&FLEMISH, Some(SchoolCalendar::Flemish)),
        None => (&NONE, None),
    };
    made.get_or_init(|| {
        let belgian = Country::BE.holidays();
        let public = Arc::new(belgian.get_public().clone());
        let mut days = ContextHolidays::default().get_school().clone();
        for SchoolHoliday { first, last, .. } in school.into_iter().flat_map(SchoolCalendar::holidays) {
            let numbers = first.number()..=last.number();
            for date in numbers.filter_map(|number| naive(Day::from_number(number).ok()?)) {
                days.insert(date);
            }
        }
        Context::default().with_holidays(ContextHolidays::new(public, Arc::new(days)))
    })
    .clone()
}

#[cfg(test)]
mod tests;
