//! Session sheets: one a permanence and day, as bytes whose meaning is the record module's.

use std::ops::RangeInclusive;

use maillage_shared::{calendar::Day, text::Slug};
use redb::{ReadableTable as _, TableDefinition};

use super::{day_and_permanence, read_day_and_permanence};
use crate::store::{
    StoreError, Transaction, Write,
    row::unreadable,
    transaction::{Tables, Writing},
};

pub(in crate::store) const SESSIONS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("sessions");

pub(super) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    tables.table(SESSIONS).map(|_| ())
}

impl<T: Tables> Transaction<T> {
    /// The sheet of a permanence and day.
    pub fn session(&self, day: Day, permanence: &Slug) -> Result<Option<Vec<u8>>, StoreError> {
        let table = self.0.table(SESSIONS)?;
        Ok(table.get(day_and_permanence(day, permanence).as_slice())?.map(|row| row.value().to_vec()))
    }

    /// All sheets of these days, in the order of days and permanences.
    pub fn sessions(&self, days: &RangeInclusive<Day>) -> Result<Vec<(Day, Slug, Vec<u8>)>, StoreError> {
        let (first, end) = (days.start().number().to_be_bytes(), days.end().number().saturating_add(1).to_be_bytes());
        let table = self.0.table(SESSIONS)?;
        let mut sessions = Vec::new();
        for row in table.range::<&[u8]>(first.as_slice()..end.as_slice())? {
            let (key, bytes) = row?;
            let place = read_day_and_permanence(key.value());
            let (day, permanence) = place.ok_or_else(|| unreadable("sessions", "its key is not one of a session"))?;
            sessions.push((day, permanence, bytes.value().to_vec()));
        }
        Ok(sessions)
    }
}

impl Write {
    /// Writes a sheet over what it was.
    pub fn put_session(&mut self, day: Day, permanence: &Slug, bytes: &[u8]) -> Result<(), StoreError> {
        self.0.table(SESSIONS)?.insert(day_and_permanence(day, permanence).as_slice(), bytes)?;
        Ok(())
    }

    /// Deletes a sheet; says whether it was there.
    pub fn delete_session(&mut self, day: Day, permanence: &Slug) -> Result<bool, StoreError> {
        Ok(self.0.table(SESSIONS)?.remove(day_and_permanence(day, permanence).as_slice())?.is_some())
    }
}
