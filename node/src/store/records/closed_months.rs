//! Months that were closed. Closing is what publishes, so a month is closed once.

use std::collections::BTreeMap;

use maillage_shared::{
    calendar::{ClaimedTime, Month},
    journal::EntryHash,
    record::PartialReason,
};
use redb::{ReadableTable as _, TableDefinition};

use crate::store::{
    StoreError, Transaction, Write,
    row::{from_row, to_row, unreadable},
    transaction::{Tables, Writing},
};

pub(in crate::store) const CLOSED: TableDefinition<u32, &[u8]> = TableDefinition::new("closed_months");

/// How a month was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct ClosedMonth {
    /// The entry that published its figures.
    #[n(0)]
    pub publication: EntryHash,
    /// When.
    #[n(1)]
    pub at: ClaimedTime,
    /// Why, where sessions were missing. Not published: it stays in this home.
    #[n(2)]
    pub partial: Option<PartialReason>,
}

pub(super) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    tables.table(CLOSED).map(|_| ())
}

impl<T: Tables> Transaction<T> {
    /// How the month was closed, if it is.
    pub fn closed_month(&self, month: Month) -> Result<Option<ClosedMonth>, StoreError> {
        self.0.table(CLOSED)?.get(month.number())?.map(|row| from_row("closed_months", row.value())).transpose()
    }

    /// All closed months.
    pub fn closed_months(&self) -> Result<BTreeMap<Month, ClosedMonth>, StoreError> {
        let table = self.0.table(CLOSED)?;
        let mut months = BTreeMap::new();
        for row in table.iter()? {
            let (number, row) = row?;
            let month = Month::from_number(number.value()).map_err(|error| unreadable("closed_months", error))?;
            months.insert(month, from_row("closed_months", row.value())?);
        }
        Ok(months)
    }
}

impl Write {
    /// Closes a month; says whether it was open. A closed month stays as it was closed.
    pub fn close_month(&mut self, month: Month, closed: &ClosedMonth) -> Result<bool, StoreError> {
        let mut table = self.0.table(CLOSED)?;
        if table.get(month.number())?.is_some() {
            return Ok(false);
        }
        table.insert(month.number(), to_row(closed).as_slice())?;
        Ok(true)
    }
}
