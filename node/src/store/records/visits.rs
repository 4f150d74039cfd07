//! Visits: one row a request helped, as bytes whose meaning is the record module's.
//!
//! Keys ascend by day, then permanence, so that writing is nearly appending and a period is one stretch of the file. There is no
//! second table by id: amending a visit is rare and done by a person, and looking for its id from the newest day backwards takes
//! less time than a keystroke, while a table of random ids would make every import several times slower.

use std::{
    collections::BTreeMap,
    ops::{Range, RangeInclusive},
};

use maillage_shared::{
    calendar::{Day, Month},
    text::Slug,
};
use redb::{ReadableTable as _, ReadableTableMetadata as _, TableDefinition};

use super::{day_and_permanence, day_of_number};
use crate::store::{
    StoreError, Transaction, Write,
    row::unreadable,
    transaction::{Tables, Writing},
};

pub(in crate::store) const VISITS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("visits");

/// Bytes of a visit's id.
const ID_BYTES: usize = 16;

/// Where a visit stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VisitKey {
    /// The day.
    pub day: Day,
    /// The permanence.
    pub permanence: Slug,
    /// The visit's random id.
    pub id: [u8; ID_BYTES],
}

/// A visit as a scan meets it, borrowed from the store.
#[derive(Debug, Clone, Copy)]
pub struct VisitRow<'r> {
    /// The day.
    pub day: Day,
    /// The permanence's slug.
    pub permanence: &'r str,
    /// The visit's random id.
    pub id: [u8; ID_BYTES],
    /// The record's bytes.
    pub bytes: &'r [u8],
}

pub(super) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    tables.table(VISITS).map(|_| ())
}

/// Day, permanence, a zero byte that no slug contains, id.
fn key_bytes(key: &VisitKey) -> Vec<u8> {
    let mut bytes = day_and_permanence(key.day, &key.permanence);
    bytes.push(0);
    bytes.extend_from_slice(&key.id);
    bytes
}

/// A key's parts: day number, permanence, id.
fn split(key: &[u8]) -> Result<(u32, &str, [u8; ID_BYTES]), StoreError> {
    let parts = || {
        let (day, rest) = key.split_first_chunk()?;
        let (rest, id) = rest.split_last_chunk()?;
        let (zero, permanence) = rest.split_last()?;
        let permanence = std::str::from_utf8(permanence).ok()?;
        (*zero == 0).then_some((u32::from_be_bytes(*day), permanence, *id))
    };
    parts().ok_or_else(bad_key)
}

fn bad_key() -> StoreError {
    unreadable("visits", "its key is not one of a visit")
}

pub(in crate::store) fn read_key(bytes: &[u8]) -> Result<VisitKey, StoreError> {
    let (day, permanence, id) = split(bytes)?;
    let permanence = Slug::new(permanence).map_err(|_| bad_key())?;
    Ok(VisitKey { day: day_of_number(day).ok_or_else(bad_key)?, permanence, id })
}

/// From the first byte of `first` to before the first byte of the day after `last`.
fn span(days: &RangeInclusive<Day>) -> Range<[u8; 4]> {
    days.start().number().to_be_bytes()..days.end().number().saturating_add(1).to_be_bytes()
}

/// Turns day numbers into days, remembering the last: a scan meets a day many times in a row.
#[derive(Default)]
struct Days(Option<(u32, Day)>);

impl Days {
    fn of(&mut self, number: u32) -> Result<Day, StoreError> {
        match self.0 {
            Some((same, day)) if same == number => Ok(day),
            _ => {
                let day = day_of_number(number).ok_or_else(bad_key)?;
                self.0 = Some((number, day));
                Ok(day)
            }
        }
    }
}

impl<T: Tables> Transaction<T> {
    /// The bytes of a visit.
    pub fn visit(&self, key: &VisitKey) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.table(VISITS)?.get(key_bytes(key).as_slice())?.map(|row| row.value().to_vec()))
    }

    /// The visits of the wanted ids, the newest first, at most so many.
    pub fn find_visits(
        &self,
        wanted: impl Fn(&[u8; ID_BYTES]) -> bool,
        most: usize,
    ) -> Result<Vec<(VisitKey, Vec<u8>)>, StoreError> {
        let visits = self.0.table(VISITS)?;
        let mut found = Vec::new();
        for row in visits.iter()?.rev() {
            let (key, bytes) = row?;
            if found.len() >= most {
                break;
            }
            if wanted(&split(key.value())?.2) {
                found.push((read_key(key.value())?, bytes.value().to_vec()));
            }
        }
        Ok(found)
    }

    /// Gives `each` every visit of these days, in the order of days and permanences.
    pub fn scan_visits<E: From<StoreError>>(
        &self,
        days: &RangeInclusive<Day>,
        mut each: impl FnMut(VisitRow<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let span = span(days);
        self.scan_keys(&span.start, &span.end, &mut each)
    }

    /// Gives `each` every visit of one permanence on these days, in the order of days.
    pub fn scan_visits_at<E: From<StoreError>>(
        &self,
        days: &RangeInclusive<Day>,
        permanence: &Slug,
        mut each: impl FnMut(VisitRow<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for number in days.start().number()..=days.end().number() {
            let mut first = [&number.to_be_bytes(), permanence.as_str().as_bytes()].concat();
            let mut end = first.clone();
            first.push(0);
            end.push(1);
            self.scan_keys(&first, &end, &mut each)?;
        }
        Ok(())
    }

    fn scan_keys<E: From<StoreError>>(
        &self,
        first: &[u8],
        end: &[u8],
        each: &mut impl FnMut(VisitRow<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let visits = self.0.table(VISITS)?;
        let mut known = Days::default();
        for row in visits.range::<&[u8]>(first..end).map_err(StoreError::from)? {
            let (key, bytes) = row.map_err(StoreError::from)?;
            let (day, permanence, id) = split(key.value())?;
            each(VisitRow { day: known.of(day)?, permanence, id, bytes: bytes.value() })?;
        }
        Ok(())
    }

    /// Visits of every permanence in every month from `first` to `last`, where there are any. Reads keys only.
    pub fn month_totals(&self, first: Month, last: Month) -> Result<BTreeMap<(Month, Slug), u64>, StoreError> {
        let mut totals = BTreeMap::new();
        let Range { start, end } = span(&(first.last_day()..=last.last_day()));
        // Back from the last day of the first month to its first.
        let days_before = u32::from(first.last_day().date().day().unsigned_abs()).saturating_sub(1);
        let start = u32::from_be_bytes(start).saturating_sub(days_before).to_be_bytes();
        let visits = self.0.table(VISITS)?;
        let mut days = Days::default();
        // Visits of one day and permanence follow each other: they are counted before the map is asked.
        let mut run: Option<(u32, Slug, u64)> = None;
        let mut settle = |run: Option<(u32, Slug, u64)>| -> Result<(), StoreError> {
            if let Some((day, permanence, count)) = run {
                let total: &mut u64 = totals.entry((days.of(day)?.month(), permanence)).or_default();
                *total = total.saturating_add(count);
            }
            Ok(())
        };
        for row in visits.range::<&[u8]>(start.as_slice()..end.as_slice())? {
            let (key, _) = row?;
            let (day, permanence, _) = split(key.value())?;
            match &mut run {
                Some((same_day, same, count)) if *same_day == day && same.as_str() == permanence => {
                    *count = count.saturating_add(1);
                }
                _ => settle(run.replace((day, Slug::new(permanence).map_err(|_| bad_key())?, 1)))?,
            }
        }
        settle(run)?;
        Ok(totals)
    }

    /// How many visits are recorded here.
    pub fn visit_count(&self) -> Result<u64, StoreError> {
        Ok(self.0.table(VISITS)?.len()?)
    }
}

impl Write {
    /// Records a visit, or writes another content at the same place; says whether the place was free.
    pub fn put_visit(&mut self, key: &VisitKey, bytes: &[u8]) -> Result<bool, StoreError> {
        Ok(self.0.table(VISITS)?.insert(key_bytes(key).as_slice(), bytes)?.is_none())
    }

    /// Records many visits. Fastest in the order of their keys.
    pub fn put_visits<B: AsRef<[u8]>>(&mut self, visits: impl IntoIterator<Item = (VisitKey, B)>) -> Result<u64, StoreError> {
        let mut table = self.0.table(VISITS)?;
        let mut count = 0_u64;
        for (key, bytes) in visits {
            table.insert(key_bytes(&key).as_slice(), bytes.as_ref())?;
            count = count.saturating_add(1);
        }
        Ok(count)
    }

    /// Puts a visit in the place of another, also on another day; says whether the other was there. Without it nothing is done.
    pub fn replace_visit(&mut self, old: &VisitKey, new: &VisitKey, bytes: &[u8]) -> Result<bool, StoreError> {
        let mut table = self.0.table(VISITS)?;
        let found = table.remove(key_bytes(old).as_slice())?.is_some();
        if found {
            table.insert(key_bytes(new).as_slice(), bytes)?;
        }
        Ok(found)
    }

    /// Deletes a visit; says whether it was there.
    pub fn delete_visit(&mut self, key: &VisitKey) -> Result<bool, StoreError> {
        Ok(self.0.table(VISITS)?.remove(key_bytes(key).as_slice())?.is_some())
    }

    /// Deletes the visits of one permanence and day for which `doomed` says so; gives their number.
    pub fn delete_visits(
        &mut self,
        day: Day,
        permanence: &Slug,
        mut doomed: impl FnMut([u8; ID_BYTES], &[u8]) -> bool,
    ) -> Result<u64, StoreError> {
        let mut keys = Vec::new();
        self.scan_visits_at(&(day..=day), permanence, |row| {
            if doomed(row.id, row.bytes) {
                keys.push(VisitKey { day, permanence: permanence.clone(), id: row.id });
            }
            Ok::<_, StoreError>(())
        })?;
        let mut table = self.0.table(VISITS)?;
        for key in &keys {
            table.remove(key_bytes(key).as_slice())?;
        }
        Ok(u64::try_from(keys.len()).unwrap_or(u64::MAX))
    }
}
