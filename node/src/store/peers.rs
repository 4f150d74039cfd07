//! Peers: how the exchanges with each device went. For people and for the choice of whom to call; no rule depends on it.

use std::collections::BTreeMap;

use maillage_shared::{calendar::ClaimedTime, identity::DeviceId};
use redb::{ReadableTable as _, TableDefinition};

use super::{
    StoreError, Transaction, Write,
    row::{from_row, to_row},
    transaction::{Tables, Writing},
};

pub(super) const PEERS: TableDefinition<&[u8; 32], &[u8]> = TableDefinition::new("peers");

/// What is remembered of one device.
#[derive(Debug, Clone, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Peer {
    /// When the last exchange ended well.
    #[n(0)]
    pub last_exchange: Option<ClaimedTime>,
    /// What went wrong last, if nothing went well since.
    #[n(1)]
    pub last_error: Option<PeerError>,
}

/// An exchange that went wrong.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct PeerError {
    /// When.
    #[n(0)]
    pub at: ClaimedTime,
    /// What, in a sentence. It may quote the peer: make it printable before showing it.
    #[n(1)]
    pub what: String,
}

pub(super) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    tables.table(PEERS).map(|_| ())
}

impl<T: Tables> Transaction<T> {
    /// What is remembered of a device; the empty memory for one never met.
    pub fn peer(&self, device: DeviceId) -> Result<Peer, StoreError> {
        let table = self.0.table(PEERS)?;
        let row = table.get(device.as_bytes())?;
        row.map_or_else(|| Ok(Peer::default()), |row| from_row("peers", row.value()))
    }

    /// All devices that are remembered.
    pub fn peers(&self) -> Result<BTreeMap<DeviceId, Peer>, StoreError> {
        let table = self.0.table(PEERS)?;
        let mut peers = BTreeMap::new();
        for row in table.iter()? {
            let (device, row) = row?;
            peers.insert(DeviceId::from_bytes(*device.value()), from_row("peers", row.value())?);
        }
        Ok(peers)
    }
}

impl Write {
    /// Changes what is remembered of a device.
    pub fn update_peer(&mut self, device: DeviceId, change: impl FnOnce(&mut Peer)) -> Result<(), StoreError> {
        let mut peer = self.peer(device)?;
        change(&mut peer);
        self.0.table(PEERS)?.insert(device.as_bytes(), to_row(&peer).as_slice())?;
        Ok(())
    }
}
