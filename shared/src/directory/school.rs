//! School holidays, as data: the French and the Flemish Community decide on different ones.
//!
//! The dates are of second hand and marked `a_confirmer` in `shared/data/school-holidays.csv`; what the file does not have is
//! not guessed. An operator that knows better writes its closures into its timetables.

use std::sync::OnceLock;

use super::{Host, Permanence, Region};
use crate::calendar::Day;

/// The Community whose school holidays a timetable means by `SH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SchoolCalendar {
    /// The French Community.
    French,
    /// The Flemish Community.
    Flemish,
}

/// One holiday, whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SchoolHoliday {
    /// Whose.
    pub calendar: SchoolCalendar,
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// Whether somebody compared the dates with the Community's own publication.
    pub confirmed: bool,
}

impl SchoolCalendar {
    /// Both.
    pub const ALL: [Self; 2] = [Self::French, Self::Flemish];

    /// The calendar of a permanence: the Flemish one where its host lies in Flanders, or where nothing but Dutch is spoken in
    /// Brussels or at a place whose commune is not known; else the French one.
    #[must_use]
    pub fn of(permanence: &Permanence, host: Option<&Host>) -> Self {
        let only_dutch = !permanence.languages.is_empty() && permanence.languages.iter().all(|language| language.as_str() == "nl");
        match host.and_then(|host| host.commune).map(super::NisCode::region) {
            Some(Region::Flanders) => Self::Flemish,
            Some(Region::Wallonia) => Self::French,
            _ if only_dutch => Self::Flemish,
            _ => Self::French,
        }
    }

    /// Its holidays as far as they are known, in order of days.
    pub fn holidays(self) -> impl Iterator<Item = &'static SchoolHoliday> {
        all().iter().filter(move |holiday| holiday.calendar == self)
    }

    /// The last day of which the holidays are known.
    #[must_use]
    pub fn known_until(self) -> Option<Day> {
        self.holidays().map(|holiday| holiday.last).max()
    }

    const fn code(self) -> &'static str {
        match self {
            Self::French => "francaise",
            Self::Flemish => "flamande",
        }
    }
}

fn all() -> &'static [SchoolHoliday] {
    static ALL: OnceLock<Vec<SchoolHoliday>> = OnceLock::new();
    ALL.get_or_init(|| include_str!("../../data/school-holidays.csv").lines().skip(1).filter_map(read).collect())
}

fn read(line: &str) -> Option<SchoolHoliday> {
    let mut values = line.split(',');
    let code = values.next()?;
    let calendar = SchoolCalendar::ALL.into_iter().find(|calendar| calendar.code() == code)?;
    let _name = values.next()?;
    let (first, last) = (values.next()?.parse().ok()?, values.next()?.parse().ok()?);
    Some(SchoolHoliday { calendar, first, last, confirmed: values.next()? == "confirme" })
}

#[cfg(test)]
mod tests {
    use super::{SchoolCalendar, all};

    #[test]
    fn every_line_of_the_file_is_a_holiday_and_none_overlap() {
        let lines = include_str!("../../data/school-holidays.csv").lines().count();
        assert_eq!(all().len(), lines - 1);
        for calendar in SchoolCalendar::ALL {
            let holidays: Vec<_> = calendar.holidays().collect();
            assert!(holidays.iter().all(|holiday| holiday.first <= holiday.last), "{calendar:?}");
            assert!(holidays.windows(2).all(|pair| pair[0].last < pair[1].first), "{calendar:?}");
            assert_eq!(calendar.known_until(), holidays.last().map(|holiday| holiday.last));
        }
    }

    #[test]
    fn the_communities_differ() {
        let holiday = |calendar: SchoolCalendar, day: &str| {
            let day = day.parse().unwrap();
            calendar.holidays().any(|holiday| (holiday.first..=holiday.last).contains(&day))
        };
        assert!(holiday(SchoolCalendar::French, "2025-10-22") && !holiday(SchoolCalendar::Flemish, "2025-10-22"));
        assert!(holiday(SchoolCalendar::Flemish, "2026-04-08") && !holiday(SchoolCalendar::French, "2026-04-08"));
    }
}
