//! The register's items: every one that was verified, by name and in the order of arrival.

use std::collections::BTreeSet;

use maillage_shared::register::{Item, ItemId};
use redb::{ReadableTable as _, ReadableTableMetadata as _, TableDefinition};

use super::{
    StoreError, Transaction, Write,
    row::unreadable,
    transaction::{Tables, Writing},
};

pub(super) const ITEMS: TableDefinition<&[u8; 32], &[u8]> = TableDefinition::new("items");
/// Arrival number to name. The order matters to lists for people only: the register has an order of its own.
pub(super) const ARRIVALS: TableDefinition<u64, &[u8; 32]> = TableDefinition::new("item_arrivals");

pub(super) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    tables.table(ITEMS)?;
    tables.table(ARRIVALS).map(|_| ())
}

impl<T: Tables> Transaction<T> {
    /// Whether the item is held.
    pub fn has_item(&self, id: ItemId) -> Result<bool, StoreError> {
        Ok(self.0.table(ITEMS)?.get(id.as_bytes())?.is_some())
    }

    /// The bytes of an item, as [`Item::verify`] reads them.
    pub fn item(&self, id: ItemId) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.table(ITEMS)?.get(id.as_bytes())?.map(|bytes| bytes.value().to_vec()))
    }

    /// The names of all items, in ascending order.
    pub fn item_ids(&self) -> Result<BTreeSet<ItemId>, StoreError> {
        self.0.table(ITEMS)?.iter()?.map(|row| Ok(ItemId::from_bytes(*row?.0.value()))).collect()
    }

    /// How many items are held.
    pub fn item_count(&self) -> Result<u64, StoreError> {
        Ok(self.0.table(ITEMS)?.len()?)
    }

    /// Gives `each` the name and the bytes of every item, in the order of arrival.
    pub fn for_each_item<E: From<StoreError>>(&self, mut each: impl FnMut(ItemId, &[u8]) -> Result<(), E>) -> Result<(), E> {
        let (items, arrivals) = (self.0.table(ITEMS)?, self.0.table(ARRIVALS)?);
        for row in arrivals.iter().map_err(StoreError::from)? {
            let (_, id) = row.map_err(StoreError::from)?;
            let bytes = items.get(id.value()).map_err(StoreError::from)?;
            let bytes = bytes.ok_or_else(|| unreadable("item_arrivals", "it names an item that is not held"))?;
            each(ItemId::from_bytes(*id.value()), bytes.value())?;
        }
        Ok(())
    }
}

impl Write {
    /// Keeps a verified item; says whether it is new. An item that is held stays as it is.
    pub fn put_item(&mut self, item: &Item) -> Result<bool, StoreError> {
        let id = item.id();
        let mut items = self.0.table(ITEMS)?;
        if items.get(id.as_bytes())?.is_some() {
            return Ok(false);
        }
        items.insert(id.as_bytes(), item.to_bytes().as_slice())?;
        let mut arrivals = self.0.table(ARRIVALS)?;
        let next = arrivals.last()?.map_or(1, |(number, _)| number.value().saturating_add(1));
        arrivals.insert(next, id.as_bytes())?;
        Ok(true)
    }

    /// Lets go of items; those that are not held are none the less gone.
    pub fn drop_items(&mut self, ids: &BTreeSet<ItemId>) -> Result<(), StoreError> {
        let mut items = self.0.table(ITEMS)?;
        for id in ids {
            items.remove(id.as_bytes())?;
        }
        let mut arrivals = self.0.table(ARRIVALS)?;
        arrivals.retain(|_, id| !ids.contains(&ItemId::from_bytes(*id)))?;
        Ok(())
    }
}
