//! Records of the permanences. They never leave the node.
//!
//! * [`visits`]: one row a request helped, in the order of days; month totals
//! * [`sessions`]: one sheet a permanence and day
//! * [`imports`]: files that were imported, and the days that they brought
//! * [`closed_months`]: months whose figures were published
//! * [`counted`]: what was counted for them, and what proves that it gives nobody away
//! * [`trail`]: what happened to records here, without any personal datum

pub mod closed_months;
pub mod counted;
pub mod imports;
pub mod sessions;
pub mod trail;
pub mod visits;

use jiff::{SignedDuration, civil};
use maillage_shared::{calendar::Day, text::Slug};

use super::{StoreError, transaction::Writing};

pub use closed_months::ClosedMonth;
pub use imports::{FileHash, Import, ImportedDay};
pub use trail::{TrailEntry, TrailEvent};
pub use visits::{VisitKey, VisitRow};

pub(super) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    visits::create_tables(tables)?;
    sessions::create_tables(tables)?;
    imports::create_tables(tables)?;
    closed_months::create_tables(tables)?;
    counted::create_tables(tables)?;
    trail::create_tables(tables)
}

/// The day with this [`Day::number`].
fn day_of_number(number: u32) -> Option<Day> {
    let since_first = SignedDuration::from_hours(i64::from(number).checked_mul(24)?);
    Day::new(civil::date(2000, 1, 1).checked_add(since_first).ok()?).ok()
}

/// A day, big-endian so that keys ascend with it, then a permanence.
fn day_and_permanence(day: Day, permanence: &Slug) -> Vec<u8> {
    [day.number().to_be_bytes().as_slice(), permanence.as_str().as_bytes()].concat()
}

pub(super) fn read_day_and_permanence(key: &[u8]) -> Option<(Day, Slug)> {
    let (day, permanence) = key.split_first_chunk()?;
    let permanence = Slug::new(std::str::from_utf8(permanence).ok()?).ok()?;
    Some((day_of_number(u32::from_be_bytes(*day))?, permanence))
}

#[cfg(test)]
mod tests {
    use super::day_of_number;

    #[test]
    fn a_day_comes_back_from_its_number() {
        for text in ["2000-01-01", "2024-02-29", "2026-10-25", "2199-12-31"] {
            let day: maillage_shared::calendar::Day = text.parse().unwrap();
            assert_eq!(day_of_number(day.number()), Some(day));
        }
        assert_eq!(day_of_number(u32::MAX), None);
    }
}
