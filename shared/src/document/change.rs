//! The body of a document change, and the names that tie it to its author.

use crate::{
    hash,
    identity::{DeviceId, NetworkId, OperatorId},
    journal::EntryHash,
    register::AnchorLine,
};

/// Body of a journal entry of kind *document change*, on the operator's own page.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct PageChange {
    /// The epoch of the page in which the change was made, from 0.
    #[n(0)]
    pub epoch: u32,
    /// Sequence number of the journal entry that opened the incarnation: it fixes the actor id.
    #[n(1)]
    pub opened_at: u64,
    /// One plain automerge change chunk.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub change: Vec<u8>,
}

/// Body of a journal entry of kind *document snapshot*, of the operator's own page. It opens an epoch and defines what the page
/// says at its beginning: of all changes only those made in the epoch that counts have effect.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct PageSnapshot {
    /// The entry of the snapshot that opened the epoch before; nothing after epoch 0, which no snapshot opened.
    #[n(0)]
    pub parent: Option<EntryHash>,
    /// The epoch that it opens: one more than its parent's.
    #[n(1)]
    pub epoch: u32,
    /// One plain automerge change chunk that writes the whole page. The snapshot's own entry opens its incarnation.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub change: Vec<u8>,
    /// What it says to have taken in, in ascending order of device, one line each: up to that entry of that journal. A line means
    /// something only where that very entry is held, and nothing in the view depends on it.
    #[n(3)]
    pub covered: Vec<AnchorLine>,
}

hash::identifier! {
    /// A document of any kind.
    DocumentId
}
hash::identifier! {
    /// A page: the hash of its network and operator.
    PageId
}
hash::identifier! {
    /// A draft of an amendment: the hash of its network, and of the device and entry that opened it.
    DraftId
}
hash::identifier! {
    /// A change of a document: the SHA-256 of its chunk without magic number and checksum, as automerge computes it.
    ChangeHash
}

impl PageId {
    /// The page of an operator.
    #[must_use]
    pub fn of(network: NetworkId, operator: OperatorId) -> Self {
        Self(hash::sha256_in("maillage/page/1", &[*network.as_bytes(), *operator.as_bytes()].concat()))
    }
}

impl DraftId {
    /// The draft that a device opens with this entry of its journal.
    #[must_use]
    pub fn of(network: NetworkId, device: DeviceId, opened_at: u64) -> Self {
        let parts: [&[u8]; 3] = [network.as_bytes(), device.as_bytes(), &opened_at.to_be_bytes()];
        Self(hash::sha256_in("maillage/draft/1", &parts.concat()))
    }
}

impl From<PageId> for DocumentId {
    fn from(page: PageId) -> Self {
        Self(page.0)
    }
}

impl From<DraftId> for DocumentId {
    fn from(draft: DraftId) -> Self {
        Self(draft.0)
    }
}

/// An automerge actor id: 16 bytes.
pub type Actor = [u8; 16];

/// One life of the process that writes on a device: a new one begins at every start, so that a restored copy never writes
/// under an actor that another copy may have used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incarnation {
    /// The device.
    pub device: DeviceId,
    /// Sequence number of the journal entry that holds the incarnation's first change.
    pub opened_at: u64,
}

/// The actor id under which an incarnation writes to a document. Anyone can compute it: it is checked, not remembered.
#[must_use]
pub fn actor_id(network: NetworkId, document: impl Into<DocumentId>, device: DeviceId, opened_at: u64) -> Actor {
    let document = document.into();
    let parts: [&[u8]; 4] = [network.as_bytes(), document.as_bytes(), device.as_bytes(), &opened_at.to_be_bytes()];
    let hash = hash::sha256_in("maillage/actor/1", &parts.concat());
    hash.first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{PageId, actor_id};
    use crate::identity::{DeviceId, NetworkId, OperatorId};

    #[test]
    fn every_part_of_its_origin_changes_the_actor() {
        let network = |byte| NetworkId::from_bytes([byte; 32]);
        let page = |byte| PageId::of(network(1), OperatorId::from_bytes([byte; 32]));
        let device = |byte| DeviceId::from_bytes([byte; 32]);
        let actors = [
            actor_id(network(1), page(1), device(1), 1),
            actor_id(network(2), page(1), device(1), 1),
            actor_id(network(1), page(2), device(1), 1),
            actor_id(network(1), page(1), device(2), 1),
            actor_id(network(1), page(1), device(1), 2),
        ];
        let distinct: std::collections::BTreeSet<_> = actors.into_iter().collect();
        assert_eq!(distinct.len(), actors.len());
    }
}
