//! Every row of every table as plain bytes: what a backup holds. Pages, free space and redb's own bookkeeping are left out.
//!
//! Numbers in keys are big-endian here, as everywhere outside redb.

use redb::{Key, ReadableTable as _, ReadableTableMetadata as _, TableDefinition, Value};

use super::{
    Read, StoreError, Write, invitations, items, journals, meta, peers,
    records::{closed_months, counted, imports, sessions, trail, visits},
    row::unreadable,
    transaction::Tables as _,
};

/// Bytes of a key, at most: a day, a permanence and an id have about ninety.
pub const KEY_BYTES: usize = 1024;

/// Bytes of a row's value, at most: an item has 256 KiB and its headers, the proof of a fork less than two hundred.
pub const VALUE_BYTES: usize = 1024 * 1024;

/// A row: its key and its value.
pub type Row = (Vec<u8>, Vec<u8>);

/// A type of redb's with bytes of our own.
trait Plain: Value + 'static {
    fn write(value: &Self::SelfType<'_>) -> Vec<u8>;
    fn read(bytes: &[u8]) -> Option<Self::SelfType<'_>>;
}

impl Plain for &'static str {
    fn write(value: &Self::SelfType<'_>) -> Vec<u8> {
        value.as_bytes().to_vec()
    }

    fn read(bytes: &[u8]) -> Option<Self::SelfType<'_>> {
        std::str::from_utf8(bytes).ok()
    }
}

impl Plain for &'static [u8] {
    fn write(value: &Self::SelfType<'_>) -> Vec<u8> {
        value.to_vec()
    }

    fn read(bytes: &[u8]) -> Option<Self::SelfType<'_>> {
        Some(bytes)
    }
}

impl<const N: usize> Plain for &'static [u8; N] {
    fn write(value: &Self::SelfType<'_>) -> Vec<u8> {
        value.to_vec()
    }

    fn read(bytes: &[u8]) -> Option<Self::SelfType<'_>> {
        bytes.try_into().ok()
    }
}

macro_rules! plain_number {
    ($($number:ty),+) => {
        $(impl Plain for $number {
            fn write(value: &Self::SelfType<'_>) -> Vec<u8> {
                value.to_be_bytes().to_vec()
            }

            fn read(bytes: &[u8]) -> Option<Self::SelfType<'_>> {
                bytes.try_into().ok().map(<$number>::from_be_bytes)
            }
        })+
    };
}
plain_number!(u32, u64);

macro_rules! tables {
    ($($name:literal: $definition:path,)+) => {
        /// The names of all tables but that of the schema number, in the order in which their rows are given.
        pub const TABLES: &[&str] = &[$($name),+];

        impl Read {
            /// How many rows each table has, in the order of [`TABLES`].
            pub fn row_counts(&self) -> Result<Vec<u64>, StoreError> {
                Ok(vec![$(self.0.table($definition)?.len()?),+])
            }

            /// Gives `each` the table, key and value of every row, table by table in the order of [`TABLES`], keys ascending.
            pub fn for_each_row<E: From<StoreError>>(
                &self,
                mut each: impl FnMut(&'static str, &[u8], &[u8]) -> Result<(), E>,
            ) -> Result<(), E> {
                $(self.rows_of($definition, |key, value| each($name, key, value))?;)+
                Ok(())
            }

            /// How many rows a table has.
            ///
            /// # Errors
            /// [`StoreError::Damaged`] when there is no such table.
            pub fn row_count(&self, table: &str) -> Result<u64, StoreError> {
                match table {
                    $($name => Ok(self.0.table($definition)?.len()?),)+
                    _ => Err(no_table(table)),
                }
            }

            /// Gives `each` the keys and values of one table from the first row on, or from the last, until it says `false`.
            ///
            /// # Errors
            /// [`StoreError::Damaged`] when there is no such table.
            pub(super) fn scan_table(
                &self,
                table: &str,
                from_last: bool,
                each: impl FnMut(&[u8], &[u8]) -> bool,
            ) -> Result<(), StoreError> {
                match table {
                    $($name => self.scan_rows_of($definition, from_last, each),)+
                    _ => Err(no_table(table)),
                }
            }
        }

        impl Write {
            /// Puts rows into a table as they were given, over what was there. Nothing of their meaning is checked.
            ///
            /// # Errors
            /// [`StoreError::Damaged`] when there is no such table, or a row cannot be one of it.
            pub fn put_rows(&mut self, table: &str, rows: &[Row]) -> Result<(), StoreError> {
                match table {
                    $($name => self.put_rows_of($definition, table, rows),)+
                    _ => Err(no_table(table)),
                }
            }
        }
    };
}

tables! {
    "facts": meta::FACTS,
    "journal_headers": journals::HEADERS,
    "journal_bodies": journals::BODIES,
    "journal_forks": journals::FORKS,
    "items": items::ITEMS,
    "item_arrivals": items::ARRIVALS,
    "visits": visits::VISITS,
    "sessions": sessions::SESSIONS,
    "imports": imports::FILES,
    "imported_days": imports::DAYS,
    "closed_months": closed_months::CLOSED,
    "counted": counted::COUNTED,
    "certificates": counted::CERTIFICATES,
    "trail": trail::TRAIL,
    "invitations": invitations::INVITATIONS,
    "join_requests": invitations::REQUESTS,
    "peers": peers::PEERS,
}

fn no_table(table: &str) -> StoreError {
    StoreError::Damaged(format!("there is no table {table}"))
}

impl Read {
    fn scan_rows_of<K: Key + Plain, V: Plain>(
        &self,
        definition: TableDefinition<'_, K, V>,
        from_last: bool,
        mut each: impl FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<(), StoreError> {
        let table = self.0.table(definition)?;
        let mut rows = table.iter()?;
        while let Some(row) = if from_last { rows.next_back() } else { rows.next() } {
            let (key, value) = row?;
            if !each(&K::write(&key.value()), &V::write(&value.value())) {
                break;
            }
        }
        Ok(())
    }

    fn rows_of<K: Key + Plain, V: Plain, E: From<StoreError>>(
        &self,
        definition: TableDefinition<'_, K, V>,
        mut each: impl FnMut(&[u8], &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let table = self.0.table(definition)?;
        for row in table.iter().map_err(StoreError::from)? {
            let (key, value) = row.map_err(StoreError::from)?;
            each(&K::write(&key.value()), &V::write(&value.value()))?;
        }
        Ok(())
    }
}

impl Write {
    fn put_rows_of<K: Key + Plain, V: Plain>(
        &mut self,
        definition: TableDefinition<'_, K, V>,
        name: &str,
        rows: &[Row],
    ) -> Result<(), StoreError> {
        let mut table = self.0.table(definition)?;
        for (key, value) in rows {
            let (Some(key), Some(value)) = (K::read(key), V::read(value)) else {
                return Err(unreadable(name, "it has another length"));
            };
            table.insert(key, value)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use redb::{ReadableDatabase as _, TableHandle as _};

    use super::TABLES;
    use crate::store::{Read, Store, StoreError};

    #[test]
    fn every_table_of_the_store_but_that_of_the_schema_is_given() {
        let store = Store::in_memory().unwrap();
        let names = |database: &redb::Database| {
            let tables = database.begin_read()?;
            Ok::<_, StoreError>(tables.list_tables()?.map(|table| table.name().to_owned()).collect())
        };
        let there: BTreeSet<String> = store.held.with(crate::store::failure::Way::Writing, names).unwrap();
        let given: BTreeSet<String> = TABLES.iter().copied().chain(["schema"]).map(str::to_owned).collect();
        assert_eq!(there, given);
        assert_eq!(store.read(Read::row_counts).unwrap().len(), TABLES.len());
    }

    #[test]
    fn a_row_of_another_shape_or_table_is_refused() {
        let store = Store::in_memory().unwrap();
        for (table, key) in [("items", vec![1; 31]), ("trail", vec![1; 4]), ("facts", vec![0xff]), ("elsewhere", vec![1; 32])] {
            let refused = store.write(|write| write.put_rows(table, &[(key.clone(), vec![])]));
            assert!(matches!(refused, Err(StoreError::Damaged(_))), "{table}");
        }
    }
}
