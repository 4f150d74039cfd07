//! Facts: small values about this node, each under a name of its own.

use std::{collections::BTreeMap, marker::PhantomData};

use maillage_shared::{
    identity::{DeviceId, NetworkId, OperatorId},
    register::ItemId,
    text::Slug,
};
use minicbor::bytes::ByteVec;
use redb::{ReadableTable as _, TableDefinition};

use super::{
    StoreError, Transaction, Write,
    row::{from_row, to_row},
    transaction::{Tables, Writing},
};

pub(super) const FACTS: TableDefinition<&str, &[u8]> = TableDefinition::new("facts");

/// The name of a fact and, in its type, what it is.
///
/// A name is never used again for a value of another type.
#[derive(Debug)]
pub struct Fact<T> {
    name: &'static str,
    of: PhantomData<fn() -> T>,
}

impl<T> Fact<T> {
    /// The fact of this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }
}

/// The network that this node belongs to, or asks to join.
pub const NETWORK: Fact<NetworkId> = Fact::new("network");

/// The operator that this node works for.
pub const OPERATOR: Fact<OperatorId> = Fact::new("operator");

/// The device that this node is.
pub const DEVICE: Fact<DeviceId> = Fact::new("device");

/// What people here call devices; local, beside the names in certificates.
pub const DEVICE_NAMES: Fact<BTreeMap<DeviceId, String>> = Fact::new("device-names");

/// The state of this home, in the bytes of the module that owns it.
pub const HOME_STATE: Fact<ByteVec> = Fact::new("home-state");

/// The join that this node waits for, in the bytes of the module that owns it: the invitation and who sent it.
pub const PENDING_JOIN: Fact<ByteVec> = Fact::new("pending-join");

/// What people here do not agree to, by the name of the proposal, with their reason. Nothing of it is signed or leaves this home.
pub const REJECTED: Fact<BTreeMap<ItemId, String>> = Fact::new("rejected");

/// Whether this node puts decisions in order by itself while it keeps the register; yes unless it says no.
pub const GOVERN_AUTO: Fact<bool> = Fact::new("govern.auto");

/// Questions for figures by their names, in the words of the command line.
pub const SAVED_QUESTIONS: Fact<BTreeMap<Slug, Vec<String>>> = Fact::new("saved-questions");

/// The pairing that this new device waits for, in the bytes of the module that owns it.
pub const PENDING_PAIRING: Fact<ByteVec> = Fact::new("pending-pairing");

/// The recovery that this new device waits for, in the bytes of the module that owns it.
pub const PENDING_RECOVERY: Fact<ByteVec> = Fact::new("pending-recovery");

/// The pairing codes that this device gave and the requests made with them, in the bytes of the module that owns them.
pub const PAIRINGS: Fact<ByteVec> = Fact::new("pairings");

/// Why this node does not go on writing on its own belief, in the bytes of the module that owns it; nothing in a home that always
/// was the only one.
pub const RESTORED: Fact<ByteVec> = Fact::new("restored");

/// What the marker beside the store must name, for this to be the store that the home used last.
pub const OPENING: Fact<ByteVec> = Fact::new("opening");

pub(super) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    tables.table(FACTS).map(|_| ())
}

/// Reads the value of a fact as what it is; that of a fact which this version does not know is not looked at.
///
/// # Errors
/// [`StoreError::Damaged`].
pub(super) fn is_readable(name: &[u8], value: &[u8]) -> Result<(), StoreError> {
    fn reads<T: for<'b> minicbor::Decode<'b, ()>>(fact: &Fact<T>, name: &[u8], value: &[u8]) -> Option<Result<(), StoreError>> {
        (fact.name.as_bytes() == name).then(|| from_row::<T>("facts", value).map(drop))
    }
    let bytes = [&HOME_STATE, &PENDING_JOIN, &PENDING_PAIRING, &PENDING_RECOVERY, &PAIRINGS, &RESTORED, &OPENING];
    let known = reads(&NETWORK, name, value)
        .or_else(|| reads(&OPERATOR, name, value))
        .or_else(|| reads(&DEVICE, name, value))
        .or_else(|| reads(&DEVICE_NAMES, name, value))
        .or_else(|| reads(&REJECTED, name, value))
        .or_else(|| reads(&GOVERN_AUTO, name, value))
        .or_else(|| reads(&SAVED_QUESTIONS, name, value))
        .or_else(|| bytes.into_iter().find_map(|fact| reads(fact, name, value)));
    known.unwrap_or(Ok(()))
}

impl<T: Tables> Transaction<T> {
    /// The fact, if it was written.
    pub fn fact<V: for<'b> minicbor::Decode<'b, ()>>(&self, fact: &Fact<V>) -> Result<Option<V>, StoreError> {
        let table = self.0.table(FACTS)?;
        let row = table.get(fact.name)?;
        row.map(|row| from_row("facts", row.value())).transpose()
    }
}

impl Write {
    /// Writes a fact over what it was.
    pub fn put_fact<V: minicbor::Encode<()>>(&mut self, fact: &Fact<V>, value: &V) -> Result<(), StoreError> {
        self.0.table(FACTS)?.insert(fact.name, to_row(value).as_slice())?;
        Ok(())
    }

    /// Forgets a fact; says whether it was there.
    pub fn remove_fact<V>(&mut self, fact: &Fact<V>) -> Result<bool, StoreError> {
        Ok(self.0.table(FACTS)?.remove(fact.name)?.is_some())
    }
}
