//! What peers may read: the fold for what is small, the store for bodies.

use maillage_shared::{
    bounds,
    identity::DeviceId,
    journal::{Entry, EntryHash, ForkProof, Head, Run, fork::Branch},
    register::ItemId,
    sync::{HeadLine, Holdings, HoldingsError, SummaryDigest, packing},
};

use super::{Ledger, receive::of_peer};
use crate::store::StoreError;

/// The ledger as one peer reads it, and as it is asked for more: what that peer delivered in vain is not asked of it again.
#[derive(Debug, Clone, Copy)]
pub struct HeldFor<'l> {
    ledger: &'l Ledger,
    peer: DeviceId,
}

impl Ledger {
    /// What is held, for an exchange with `peer`.
    #[must_use]
    pub const fn held_for(&self, peer: DeviceId) -> HeldFor<'_> {
        HeldFor { ledger: self, peer }
    }
}

impl HeldFor<'_> {
    /// That the store cannot give something. If it is damaged, people hear of it, and not only the peer that goes without.
    fn unreadable(&self, error: StoreError) -> HoldingsError {
        self.ledger.note_damage(&error);
        HoldingsError::new(error)
    }
}

impl Holdings for HeldFor<'_> {
    fn digest(&self) -> Result<SummaryDigest, HoldingsError> {
        Ok(self.ledger.fold().summary_digest())
    }

    fn heads(&self) -> Result<Vec<HeadLine>, HoldingsError> {
        Ok(self.ledger.fold().head_lines())
    }

    fn item_ids(&self) -> Result<Vec<ItemId>, HoldingsError> {
        Ok(self.ledger.fold().item_ids().copied().collect())
    }

    fn item(&self, id: &ItemId) -> Result<Option<Vec<u8>>, HoldingsError> {
        Ok(self.ledger.fold().register().get(id).map(maillage_shared::register::Item::to_bytes))
    }

    fn head(&self, device: &DeviceId) -> Result<Option<Head>, HoldingsError> {
        let fold = self.ledger.fold();
        let head = fold.continuation_for(self.peer, *device, &mut self.ledger.lock_branches());
        Ok((head.seq > 0).then_some(head))
    }

    fn lacking(&self, device: &DeviceId) -> Result<Option<Head>, HoldingsError> {
        Ok(self.ledger.fold().lacking(*device))
    }

    fn run(&self, device: &DeviceId, from_seq: u64, max_bytes: usize) -> Result<Option<Run>, HoldingsError> {
        let usable = self.ledger.fold().usable(*device);
        let entries =
            self.ledger.store().read(|read| read.entries(*device, from_seq, max_bytes)).map_err(|error| self.unreadable(error))?;
        packing::pack(entries.into_iter().take_while(|entry| entry.header.seq <= usable).map(Ok), max_bytes)
    }

    fn hash_at(&self, device: &DeviceId, seq: u64) -> Result<Option<EntryHash>, HoldingsError> {
        Ok(self.ledger.fold().hash_at(*device, seq))
    }

    fn fork(&self, device: &DeviceId) -> Result<Option<ForkProof>, HoldingsError> {
        Ok(self.ledger.fold().forks().get(device).map(|evidence| evidence.proof.clone()))
    }

    fn branch(&self, device: &DeviceId, first_seq: u64) -> Result<Option<Branch>, HoldingsError> {
        let mut headers = Vec::new();
        for seq in (first_seq..).take(bounds::FORK_HEADERS) {
            let entry: Option<Entry> =
                self.ledger.store().read(|read| read.entry(*device, seq)).map_err(|error| self.unreadable(error))?;
            let Some(entry) = entry else { return Ok(None) };
            headers.push(entry.header);
            if let Some(signature) = entry.signature {
                return Ok(Some(Branch::new(&headers, signature)));
            }
        }
        Ok(None)
    }

    fn is_refused(&self, hash: &[u8; 32]) -> bool {
        self.ledger.lock_refused().contains(&of_peer(self.peer, hash))
    }
}
