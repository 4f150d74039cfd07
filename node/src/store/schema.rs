//! The number of the schema, and the steps from one to the next.

use redb::{ReadableDatabase, TableDefinition};

use super::{Store, StoreError, Write, invitations, items, journals, meta, peers, records, transaction::Tables};

/// The schema that this version writes: one more than the steps between schemas so far.
pub const SCHEMA: u32 = 2;

/// What takes a store from schema n (the place in the list, from 1) to n + 1.
type Step = fn(&mut Write) -> Result<(), StoreError>;

/// The steps so far. A step is never changed once it has been released.
const STEPS: &[Step] = &[keep_what_was_counted];

/// From 1 to 2: what was counted for published periods, and certificates, have tables of their own.
fn keep_what_was_counted(write: &mut Write) -> Result<(), StoreError> {
    records::counted::create_tables(&write.0)
}

const TABLE: TableDefinition<&str, u32> = TableDefinition::new("schema");
const NUMBER: &str = "schema";

/// Makes all tables of a new store.
pub(super) fn lay_out(write: &mut Write) -> Result<(), StoreError> {
    let tables = &write.0;
    meta::create_tables(tables)?;
    journals::create_tables(tables)?;
    items::create_tables(tables)?;
    records::create_tables(tables)?;
    invitations::create_tables(tables)?;
    peers::create_tables(tables)?;
    write_number(write, SCHEMA)
}

fn write_number(write: &mut Write, number: u32) -> Result<(), StoreError> {
    write.0.table(TABLE)?.insert(NUMBER, number)?;
    Ok(())
}

/// The schema of an open file.
fn number(database: &impl ReadableDatabase) -> Result<u32, StoreError> {
    let table = match database.begin_read()?.open_table(TABLE) {
        Err(redb::TableError::TableDoesNotExist(_)) => return Err(StoreError::Damaged("it has no schema number".to_owned())),
        other => other?,
    };
    let number = table.get(NUMBER)?.map(|number| number.value());
    number.ok_or_else(|| StoreError::Damaged("it has no schema number".to_owned()))
}

/// Refuses a store of a later version.
pub(super) fn refuse_newer(database: &impl ReadableDatabase) -> Result<u32, StoreError> {
    let found = number(database)?;
    if found > SCHEMA { Err(StoreError::NewerSchema { found, known: SCHEMA }) } else { Ok(found) }
}

/// Takes all steps that a store of an older schema misses, in one transaction.
pub(super) fn bring_up_to_date(store: &Store) -> Result<(), StoreError> {
    let found = store.held.with(crate::store::failure::Way::Writing, refuse_newer)?;
    if found == SCHEMA {
        return Ok(());
    }
    store.write(|write| take_steps(write, found, STEPS))
}

impl Store {
    /// Says that all rows are those of a store of this schema, as after they came from a backup, and takes the steps since.
    ///
    /// # Errors
    /// [`StoreError::NewerSchema`], or what a step meets.
    pub fn adopt_schema(&self, found: u32) -> Result<(), StoreError> {
        self.write(|write| write_number(write, found))?;
        bring_up_to_date(self)
    }
}

fn take_steps(write: &mut Write, found: u32, steps: &[Step]) -> Result<(), StoreError> {
    let taken = usize::try_from(found.saturating_sub(1)).unwrap_or(usize::MAX);
    let mut number = found;
    for step in steps.iter().skip(taken) {
        step(write)?;
        number = number.saturating_add(1);
    }
    write_number(write, number)
}

#[cfg(test)]
mod tests {
    use super::{SCHEMA, STEPS, Store, StoreError, TABLE, number, take_steps, write_number};
    use crate::store::transaction::Tables as _;

    #[test]
    fn the_schema_number_counts_the_steps() {
        assert_eq!(usize::try_from(SCHEMA).unwrap(), STEPS.len() + 1);
    }

    #[test]
    fn only_the_missing_steps_are_taken_and_the_number_follows() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::create(&directory.path().join("store.redb")).unwrap();
        let step: super::Step = |write| write.0.table(TABLE)?.insert("step", 1).map(|_| ()).map_err(Into::into);
        let never: super::Step = |_| Err(StoreError::Stopped);
        store.write(|write| take_steps(write, 2, &[never, step])).unwrap();
        assert_eq!(store.held.with(crate::store::failure::Way::Writing, number).unwrap(), 3);
        let failed = store.write(|write| take_steps(write, 3, &[never, never, step, never]));
        assert!(matches!(failed, Err(StoreError::Stopped)));
        assert_eq!(store.held.with(crate::store::failure::Way::Writing, number).unwrap(), 3);
    }

    #[test]
    fn a_store_of_a_later_version_is_refused_and_left_as_it_is() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store.redb");
        let store = Store::create(&path).unwrap();
        store.write(|write| write_number(write, SCHEMA + 1)).unwrap();
        drop(store);
        let before = std::fs::read(&path).unwrap();
        let refused = Store::open(&path, |_| ());
        assert!(matches!(refused, Err(StoreError::NewerSchema { found, known: SCHEMA }) if found == SCHEMA + 1));
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}
