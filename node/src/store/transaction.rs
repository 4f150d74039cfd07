//! Transactions: a consistent sight of all tables, and the one writer at a time.
//!
//! Every table family adds its methods to [`Transaction`]: what reads works in both kinds, what writes needs a [`Write`].

use std::collections::BTreeSet;

use maillage_shared::identity::DeviceId;
use redb::{Key, ReadOnlyTable, ReadTransaction, ReadableTable, Table, TableDefinition, Value, WriteTransaction};

use super::StoreError;

/// A transaction: what it reads does not change under it.
#[derive(Debug)]
pub struct Transaction<T>(pub(super) T);

/// A transaction that only reads. Any number of them, also beside a writing one, whose work they do not see.
pub type Read = Transaction<Reading>;

/// The one transaction that writes. It reads what it has written itself.
pub type Write = Transaction<Writing>;

/// The inner side of a [`Read`].
pub struct Reading(pub(super) ReadTransaction);

/// The inner side of a [`Write`].
pub struct Writing {
    pub(super) tables: WriteTransaction,
    /// Journals whose last entry is, so far, vouched for by no signature.
    pub(super) unsigned: BTreeSet<DeviceId>,
}

impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reading")
    }
}

impl std::fmt::Debug for Writing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Writing")
    }
}

/// Where tables are opened. Only [`Reading`] and [`Writing`] are such places.
#[doc(hidden)]
pub trait Tables {
    /// An open table.
    type Table<'t, K: Key + 'static, V: Value + 'static>: ReadableTable<K, V>
    where
        Self: 't;

    /// Opens a table. In a [`Write`], a table that is open cannot be opened a second time.
    fn table<K: Key + 'static, V: Value + 'static>(
        &self,
        definition: TableDefinition<'_, K, V>,
    ) -> Result<Self::Table<'_, K, V>, StoreError>;
}

impl Tables for Reading {
    type Table<'t, K: Key + 'static, V: Value + 'static> = ReadOnlyTable<K, V>;

    fn table<K: Key + 'static, V: Value + 'static>(
        &self,
        definition: TableDefinition<'_, K, V>,
    ) -> Result<Self::Table<'_, K, V>, StoreError> {
        Ok(self.0.open_table(definition)?)
    }
}

impl Tables for Writing {
    type Table<'t, K: Key + 'static, V: Value + 'static> = Table<'t, K, V>;

    fn table<K: Key + 'static, V: Value + 'static>(
        &self,
        definition: TableDefinition<'_, K, V>,
    ) -> Result<Self::Table<'_, K, V>, StoreError> {
        Ok(self.tables.open_table(definition)?)
    }
}

impl Write {
    /// Brings everything to the disk, or nothing.
    pub(super) fn commit(self) -> Result<(), StoreError> {
        if let Some(device) = self.0.unsigned.first() {
            return Err(StoreError::UnsignedTail(*device));
        }
        Ok(self.0.tables.commit()?)
    }
}
