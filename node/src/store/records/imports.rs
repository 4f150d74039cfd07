//! Imports: which files were taken in, and which days of which permanences they brought, so that a day is not counted twice.

use maillage_shared::{
    calendar::{ClaimedTime, Day},
    hash,
    text::Slug,
};
use redb::{ReadableTable as _, TableDefinition};

use super::{day_and_permanence, read_day_and_permanence};
use crate::store::{
    StoreError, Transaction, Write,
    row::{from_row, to_row, unreadable},
    transaction::{Tables, Writing},
};

pub(in crate::store) const FILES: TableDefinition<&[u8; 32], &[u8]> = TableDefinition::new("imports");
pub(in crate::store) const DAYS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("imported_days");

/// An imported file: the SHA-256 of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct FileHash(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

impl FileHash {
    /// The hash of a file with these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(hash::sha256(bytes))
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// What is known of an imported file. Neither its name nor its place: they may say who.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Import {
    /// What was imported, in the word of the module that reads such files.
    #[n(0)]
    pub kind: String,
    /// Rows that were taken in.
    #[n(1)]
    pub rows: u64,
    /// When.
    #[n(2)]
    pub at: ClaimedTime,
}

/// What an import brought for one permanence and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct ImportedDay {
    /// The last file that brought visits for the day.
    #[n(0)]
    pub file: FileHash,
    /// Visits that imports brought for the day.
    #[n(1)]
    pub visits: u64,
}

pub(super) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    tables.table(FILES)?;
    tables.table(DAYS).map(|_| ())
}

impl<T: Tables> Transaction<T> {
    /// The import of this file, if it was imported.
    pub fn import(&self, file: &FileHash) -> Result<Option<Import>, StoreError> {
        self.0.table(FILES)?.get(file.as_bytes())?.map(|row| from_row("imports", row.value())).transpose()
    }

    /// What imports brought for a permanence and day.
    pub fn imported_day(&self, day: Day, permanence: &Slug) -> Result<Option<ImportedDay>, StoreError> {
        let table = self.0.table(DAYS)?;
        let row = table.get(day_and_permanence(day, permanence).as_slice())?;
        row.map(|row| from_row("imported_days", row.value())).transpose()
    }

    /// All imported days, in the order of days and permanences.
    pub fn imported_days(&self) -> Result<Vec<(Day, Slug, ImportedDay)>, StoreError> {
        let table = self.0.table(DAYS)?;
        let mut days = Vec::new();
        for row in table.iter()? {
            let (key, row) = row?;
            let place = read_day_and_permanence(key.value());
            let (day, permanence) = place.ok_or_else(|| unreadable("imported_days", "its key is not one of a day"))?;
            days.push((day, permanence, from_row("imported_days", row.value())?));
        }
        Ok(days)
    }
}

impl Write {
    /// Notes that a file was imported.
    pub fn put_import(&mut self, file: &FileHash, import: &Import) -> Result<(), StoreError> {
        self.0.table(FILES)?.insert(file.as_bytes(), to_row(import).as_slice())?;
        Ok(())
    }

    /// Notes what imports brought for a permanence and day, in the place of what was noted before.
    pub fn put_imported_day(&mut self, day: Day, permanence: &Slug, imported: &ImportedDay) -> Result<(), StoreError> {
        self.0.table(DAYS)?.insert(day_and_permanence(day, permanence).as_slice(), to_row(imported).as_slice())?;
        Ok(())
    }
}
