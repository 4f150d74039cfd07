//! Bodies that are not kept for ever: those of page changes, once a snapshot covers them. Headers stay, and with them all that
//! proves a journal.
//!
//! Which bodies may go is for the rules to say, see [`maillage_shared::view::covering`].

use std::collections::BTreeMap;

use maillage_shared::{identity::DeviceId, journal::Entry, view::journals::may_be_left_out};
use redb::ReadableTable;

use super::{
    StoreError, Transaction, Write,
    journals::{BODIES, HEADERS, KEY_BYTES, body_fits, key, read_stored},
    transaction::Tables,
};

/// Bodies of page changes, in number and bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Bodies {
    /// How many.
    pub count: u64,
    /// Their bytes; what they take on the disk is a little more.
    pub bytes: u64,
}

impl Bodies {
    fn add(&mut self, bytes: usize) {
        self.count = self.count.saturating_add(1);
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
    }
}

impl<T: Tables> Transaction<T> {
    /// The bodies of page changes that are held up to these entries: what [`Write::drop_bodies`] would take away.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn droppable(&self, up_to: &BTreeMap<DeviceId, u64>) -> Result<Bodies, StoreError> {
        let mut found = Bodies::default();
        self.for_each_droppable(up_to, |_, bytes| found.add(bytes))?;
        Ok(found)
    }

    fn for_each_droppable(
        &self,
        up_to: &BTreeMap<DeviceId, u64>,
        mut each: impl FnMut([u8; KEY_BYTES], usize),
    ) -> Result<(), StoreError> {
        let (headers, bodies) = (self.0.table(HEADERS)?, self.0.table(BODIES)?);
        for (device, last) in up_to {
            for body in bodies.range::<&[u8; KEY_BYTES]>(&key(*device, 0)..=&key(*device, *last))? {
                let (place, body) = body?;
                let header = headers.get(place.value())?.map(|row| read_stored(row.value())).transpose()?;
                if header.is_some_and(|(header, _)| may_be_left_out(header.kind)) {
                    each(*place.value(), body.value().len());
                }
            }
        }
        Ok(())
    }
}

impl Write {
    /// Takes away the bodies of page changes up to these entries; says what they were. Their headers stay.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn drop_bodies(&mut self, up_to: &BTreeMap<DeviceId, u64>) -> Result<Bodies, StoreError> {
        let (mut dropped, mut places) = (Bodies::default(), Vec::new());
        self.for_each_droppable(up_to, |place, bytes| {
            dropped.add(bytes);
            places.push(place);
        })?;
        let mut bodies = self.0.tables.open_table(BODIES)?;
        for place in places {
            bodies.remove(&place)?;
        }
        Ok(dropped)
    }

    /// Adds the body of an entry that is held, with or without it.
    ///
    /// # Errors
    /// [`StoreError::OtherHistory`] when another entry, or none, is held there; [`StoreError::OtherBody`].
    pub fn put_body(&mut self, entry: &Entry) -> Result<(), StoreError> {
        let (device, seq) = (entry.header.device, entry.header.seq);
        let place = key(device, seq);
        let headers = self.0.tables.open_table(HEADERS)?;
        let held = headers.get(&place)?.map(|row| read_stored(row.value())).transpose()?;
        if held.is_none_or(|(header, _)| header != entry.header) {
            return Err(StoreError::OtherHistory { device, seq });
        }
        if !body_fits(entry) {
            return Err(StoreError::OtherBody { device, seq });
        }
        if let Some(body) = &entry.body {
            self.0.tables.open_table(BODIES)?.insert(&place, body.as_slice())?;
        }
        Ok(())
    }
}
