//! Epochs: a page begun anew from what it says.
//!
//! Histories only grow. A snapshot writes the whole page as one change of an empty document, which opens the next epoch; the
//! changes of earlier epochs have no effect from then on, whether they are held or not, and whether the snapshot took them in or
//! not: a device whose edit it left out makes it again.

use automerge::ActorId;

use super::{
    Applied, AssertUnwindSafe, EditError, PageDocument, PageSnapshot, Refusal, Standing, catch_unwind,
    edit::{Difference, commit},
    key,
};
use crate::{
    bounds,
    document::effect::blank,
    identity::{DeviceId, NetworkId, OperatorId},
    journal::EntryHash,
    register::AnchorLine,
};

impl PageDocument {
    /// The page as the snapshot says that stands in the journal of `device` at `entry_seq`, in the entry with this hash.
    ///
    /// The caller has verified the entry, that the device is one of the operator's, and that the snapshot's parent counts.
    ///
    /// # Errors
    /// Why the snapshot opens nothing: evidence against its signer. Depends on nothing but the snapshot and its place.
    pub fn opened(
        network: NetworkId,
        operator: OperatorId,
        (device, entry_seq, entry): (DeviceId, u64, EntryHash),
        snapshot: &PageSnapshot,
    ) -> Result<Self, Refusal> {
        let orderly = snapshot.covered.is_sorted_by(|one, next| one.device < next.device);
        let follows = snapshot.epoch > 0 && (snapshot.epoch == 1) == snapshot.parent.is_none();
        if !orderly || !follows || snapshot.covered.len() > bounds::PAGE_DEVICES {
            return Err(Refusal::Snapshot);
        }
        let mut page = Self::new(network, operator);
        page.epoch = snapshot.epoch;
        page.opened_by = Some(entry);
        match page.gated.apply(Standing { device, entry_seq, opened_at: entry_seq }, entry, &snapshot.change) {
            Applied::Accepted => Ok(page),
            Applied::Refused(refusal) => Err(refusal),
            // It builds on something, and so does not write the whole page.
            _ => Err(Refusal::Snapshot),
        }
    }

    /// Makes the snapshot of what the page says now, to be written into the entry `entry_seq` of the device's journal. `covered`
    /// are the last entries that this page has taken in, one of each device.
    ///
    /// # Errors
    /// [`EditError`]: the page is frozen, waits for changes, is empty, or is too large for one change.
    pub fn snapshot(&self, device: DeviceId, entry_seq: u64, covered: &[AnchorLine]) -> Result<PageSnapshot, EditError> {
        if self.alarm().is_some() {
            return Err(EditError::Frozen);
        }
        if self.pending() > 0 {
            return Err(EditError::Incomplete);
        }
        let fields = self.rows().into_iter().flat_map(|((kind, slug), fields)| {
            fields.into_iter().map(move |(field, value)| (key::write(kind, &slug, &field), Some(value)))
        });
        let whole: Difference = fields.collect();
        if whole.len() > bounds::CHANGE_OPERATIONS {
            return Err(EditError::TooMuch);
        }
        let network = self.gated.gate.network;
        let scratch = blank().with_actor(ActorId::from(self.gated.gate.actor(device, entry_seq)));
        let made = catch_unwind(AssertUnwindSafe(move || commit(scratch, &whole)));
        let change = made.ok().flatten().ok_or(EditError::Failed)?;
        if change.len() > bounds::CHANGE_BYTES {
            return Err(EditError::TooMuch);
        }
        let mut covered = covered.to_vec();
        covered.sort_unstable_by_key(|line| line.device);
        let snapshot = PageSnapshot { parent: self.opened_by, epoch: self.epoch.saturating_add(1), change, covered };
        Self::opened(network, self.operator, (device, entry_seq, EntryHash::NONE), &snapshot)?;
        Ok(snapshot)
    }
}
