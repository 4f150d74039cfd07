//! The local trail: what happened to records here and when, without any personal datum. Lines are added, never changed.

use maillage_shared::{
    calendar::{ClaimedTime, Month},
    record::PartialReason,
    text::Slug,
};
use redb::{ReadableTable as _, TableDefinition};

use super::FileHash;
use crate::store::{
    StoreError, Transaction, Write,
    row::{from_row, to_row},
    transaction::{Tables, Writing},
};

pub(in crate::store) const TRAIL: TableDefinition<u64, &[u8]> = TableDefinition::new("trail");

/// One line of the trail.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct TrailEntry {
    /// When.
    #[n(0)]
    pub at: ClaimedTime,
    /// What.
    #[n(1)]
    pub event: TrailEvent,
}

/// What may happen to records. Numbers are never used again for another purpose.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum TrailEvent {
    /// Visits came from a file.
    #[n(0)]
    Imported {
        /// The file.
        #[n(0)]
        file: FileHash,
        /// How many visits.
        #[n(1)]
        visits: u64,
    },
    /// A visit was changed.
    #[n(1)]
    Amended {
        /// Its id.
        #[cbor(n(0), with = "minicbor::bytes")]
        id: [u8; 16],
    },
    /// A visit was deleted.
    #[n(2)]
    Deleted {
        /// Its id.
        #[cbor(n(0), with = "minicbor::bytes")]
        id: [u8; 16],
    },
    /// The imported visits of a permanence were replaced by those of another file.
    #[n(3)]
    Replaced {
        /// The permanence.
        #[n(0)]
        permanence: Slug,
        /// How many visits were deleted for it.
        #[n(1)]
        deleted: u64,
    },
    /// A month was closed.
    #[n(4)]
    Closed {
        /// The month.
        #[n(0)]
        month: Month,
        /// Why, where sessions were missing.
        #[n(1)]
        partial: Option<PartialReason>,
    },
}

pub(super) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    tables.table(TRAIL).map(|_| ())
}

impl<T: Tables> Transaction<T> {
    /// The last `most` lines with their numbers, the newest first.
    pub fn trail(&self, most: usize) -> Result<Vec<(u64, TrailEntry)>, StoreError> {
        let table = self.0.table(TRAIL)?;
        let mut lines = Vec::new();
        for row in table.iter()?.rev().take(most) {
            let (number, row) = row?;
            lines.push((number.value(), from_row("trail", row.value())?));
        }
        Ok(lines)
    }
}

impl Write {
    /// Adds a line; gives its number, from 1.
    pub fn add_to_trail(&mut self, entry: &TrailEntry) -> Result<u64, StoreError> {
        let mut table = self.0.table(TRAIL)?;
        let next = table.last()?.map_or(1, |(number, _)| number.value().saturating_add(1));
        table.insert(next, to_row(entry).as_slice())?;
        Ok(next)
    }
}
