//! What of that which arrives may be taken, as far as the register is known.

use super::{Evidence, NetworkFold, covering, journals};
use crate::{
    hash,
    journal::{Entry, ForkProof, Run, RunError},
    register::{Item, ItemError, anchors::Settled},
};

/// What became of a list of items.
#[derive(Debug, Default)]
pub struct ExaminedItems {
    /// Authentic, of known signers, and not held yet.
    pub new: Vec<Item>,
    /// Authentic, but of nobody known so far: they may be accepted once those before are applied, or later.
    pub waiting: Vec<Item>,
    /// Refused for good, with the SHA-256 of their headers: their names, true or not.
    pub refused: Vec<([u8; 32], Refusal)>,
}

impl ExaminedItems {
    fn take(&mut self, other: Self) {
        self.new.extend(other.new);
        self.waiting.extend(other.waiting);
        self.refused.extend(other.refused);
    }
}

/// Why something that arrived is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The item is not authentic.
    #[error(transparent)]
    Item(#[from] ItemError),
    /// The run is not authentic, or does not continue the journal.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The journal does not begin with a certificate of this device.
    #[error("the journal does not begin with its device's certificate")]
    NoCertificate,
    /// The register certifies no such device, as far as it is known.
    #[error("the journal's device belongs to no member")]
    NoMember,
    /// A bound on the items of the register, or of their signer, is reached, or the item is too long.
    #[error("the register has no room for the item")]
    NoRoom,
    /// The register cut the journal off: nothing more of it can ever count.
    #[error("the journal was cut off by a decision: nothing after that counts")]
    CutOff,
    /// A body is left out that nothing can replace.
    #[error("the run leaves bodies out")]
    Pruned,
    /// The run is of another branch than the one held, and passes all that anchors name without holding any of it.
    #[error("the run is of a branch that no anchor names")]
    Unsettled,
    /// The body is left out for whose sake the run was asked for: whoever sent it may know of a snapshot that is not here yet.
    #[error("the run leaves out the body that lacks here")]
    StillLacking,
    /// The fork proves nothing.
    #[error("the claimed fork proves nothing")]
    NoFork,
}

impl Refusal {
    /// Whether the same bytes may be accepted later, when more of the register is known.
    #[must_use]
    pub const fn may_change(self) -> bool {
        matches!(self, Self::NoMember | Self::StillLacking | Self::Run(RunError::Gap))
    }
}

impl NetworkFold {
    /// Verifies items and that their signers have a part in the network, as far as it is known.
    #[must_use]
    pub fn examine_items(&self, list: &[Vec<u8>]) -> ExaminedItems {
        let mut examined = ExaminedItems::default();
        let mut authentic = Vec::new();
        for bytes in list {
            match Item::verify(self.network, bytes) {
                Ok(item) => authentic.push(item),
                Err(error) => {
                    let header = bytes.get(..Item::HEADER_BYTES).unwrap_or(bytes);
                    examined.refused.push((hash::sha256(header), error.into()));
                }
            }
        }
        examined.take(self.examine_again(authentic));
        examined
    }

    /// Says of authentic items which can be taken now. The founding makes the decisions known, the decisions make their signers
    /// known: what waits is examined again after what did not was applied, and a few rounds reach everything.
    #[must_use]
    pub fn examine_again(&self, authentic: Vec<Item>) -> ExaminedItems {
        let mut examined = ExaminedItems::default();
        for item in authentic {
            if self.register.get(&item.id()).is_some() {
                continue;
            }
            if !self.register.has_room_for(&item) {
                examined.refused.push((*item.id().as_bytes(), Refusal::NoRoom));
            } else if self.register.admissible(&item) {
                examined.new.push(item);
            } else {
                examined.waiting.push(item);
            }
        }
        if !self.state().founded() {
            self.examine_with_founding(&mut examined);
        }
        examined
    }

    /// Before the founding nobody is known. What comes with it is taken together with it: a newcomer that knew the founder alone for a
    /// moment would turn away whoever invited it. The register has hardly anything in it then, so that a copy costs what was delivered.
    fn examine_with_founding(&self, examined: &mut ExaminedItems) {
        let mut register = self.register.clone();
        let mut fresh = examined.new.clone();
        while !fresh.is_empty() && !examined.waiting.is_empty() {
            register.insert_all(fresh);
            let (known, unknown) = std::mem::take(&mut examined.waiting).into_iter().partition(|item| register.admissible(item));
            (fresh, examined.waiting) = (known, unknown);
            examined.new.extend(fresh.iter().cloned());
        }
    }

    /// Verifies a run as continuing the held journal of a member's device, or as bringing bodies that it lacks.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn examine_run(&self, run: &Run) -> Result<Vec<Entry>, Refusal> {
        // Only devices that the register certified have a journal here: their number is bounded by decisions, not by a member.
        self.state().roster.operator_of_device(run.device).ok_or(Refusal::NoMember)?;
        if let Some(filling) = self.examine_filling(run) {
            return filling;
        }
        let head = self.continuation(run.device);
        if Settled::end_at_most(self.state(), run.device).is_some_and(|end| head.seq >= end) {
            return Err(Refusal::CutOff);
        }
        let (entries, _) = run.verify(self.network, &head)?;
        // Only the settled branch takes the place of another.
        let takes_a_place = head.seq < self.head(run.device).seq;
        if takes_a_place && self.contested(run.device).is_some_and(|contested| !self.outranks_held(&contested, &entries)) {
            return Err(RunError::OtherHistory.into());
        }
        self.require_parts(&entries)?;
        Ok(entries)
    }

    /// Refuses entries of which something lacks that nothing can replace, or that begin a journal without its certificate.
    pub(super) fn require_parts(&self, entries: &[Entry]) -> Result<(), Refusal> {
        // Whether a snapshot covers the others shows only when all of the journal is here.
        covering::require_bodies(entries)?;
        if let Some(first) = entries.first().filter(|entry| entry.header.seq == 1) {
            let certified = journals::certified_device(self.network, first).ok_or(Refusal::NoCertificate)?;
            self.state().roster.owner_of(&certified).ok_or(Refusal::NoMember)?;
        }
        Ok(())
    }

    /// Verifies a claimed fork of a held journal.
    ///
    /// # Errors
    /// [`Refusal::NoFork`].
    pub fn examine_fork(&self, proof: &ForkProof) -> Result<Evidence, Refusal> {
        let fork = proof.verify(self.network).map_err(|_| Refusal::NoFork)?;
        // The journal itself may never be held: one that forks in its first entry is accepted by nobody who knows it.
        let known = self.state().roster.operator_of_device(fork.device).is_some();
        if known { Ok(Evidence { fork, proof: proof.clone() }) } else { Err(Refusal::NoMember) }
    }
}
