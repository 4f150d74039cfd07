//! What the machine must be able to read, and what it hands over to be stored.

use super::{HeadLine, SummaryDigest};
use crate::{
    identity::DeviceId,
    journal::{EntryHash, ForkProof, Head, Run, fork::Branch},
    register::ItemId,
};

/// The own holdings cannot be read: a fault of this node, never of a peer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("what this node holds cannot be read: {0}")]
pub struct HoldingsError(String);

impl HoldingsError {
    /// Keeps the description of what went wrong.
    pub fn new(cause: impl std::fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

/// What a node holds, as reconciliation reads it. Everything is durable: nothing is listed that a power cut could take back.
///
/// What is held may grow between two calls; an item may go when others take its room, and is then left out of answers.
pub trait Holdings {
    /// The digest of [`Holdings::heads`] and [`Holdings::item_ids`] under the rules in force.
    fn digest(&self) -> Result<SummaryDigest, HoldingsError>;

    /// One line for every journal, see [`HeadLine`].
    fn heads(&self) -> Result<Vec<HeadLine>, HoldingsError>;

    /// Every item of the register.
    fn item_ids(&self) -> Result<Vec<ItemId>, HoldingsError>;

    /// The bytes of an item.
    fn item(&self, id: &ItemId) -> Result<Option<Vec<u8>>, HoldingsError>;

    /// Where the held journal ends, possibly beyond its line: what the next run must continue. Where the register settles another
    /// branch than the one held, the end of the part that counts, or of what this peer delivered of that branch. Nothing for an unknown device.
    fn head(&self, device: &DeviceId) -> Result<Option<Head>, HoldingsError>;

    /// Where the held journal stands before the first entry whose body is needed and not here, while it is held further. Nothing
    /// where no body lacks, as where none may be left out.
    fn lacking(&self, _device: &DeviceId) -> Result<Option<Head>, HoldingsError> {
        Ok(None)
    }

    /// The entries from `from_seq` on in at most `max_bytes` on the wire, ending with a signed one, see
    /// [`super::packing::pack`], and before the first whose body lacks here. Nothing when there are none, or when not even the
    /// first stretch up to a signature fits.
    fn run(&self, device: &DeviceId, from_seq: u64, max_bytes: usize) -> Result<Option<Run>, HoldingsError>;

    /// The hash of the held entry at this place. Nothing where none is held.
    fn hash_at(&self, device: &DeviceId, seq: u64) -> Result<Option<EntryHash>, HoldingsError>;

    /// The proof of the device's lowest known fork.
    fn fork(&self, device: &DeviceId) -> Result<Option<ForkProof>, HoldingsError>;

    /// The held headers from `first_seq` up to the first signed one, at most
    /// [`FORK_HEADERS`](crate::bounds::FORK_HEADERS) of them.
    fn branch(&self, device: &DeviceId, first_seq: u64) -> Result<Option<Branch>, HoldingsError>;

    /// Whether the item, or the head of a journal, with this hash was refused before and is not worth asking for.
    fn is_refused(&self, hash: &[u8; 32]) -> bool;
}

/// What came in: to be examined, made durable and applied before the machine goes on.
///
/// Nothing of it is verified yet but that it is what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delivery {
    /// Items of the register, whole; to be examined before the runs, which may be of devices that they admit.
    pub items: Vec<Vec<u8>>,
    /// Runs, each continuing the held head of its journal, or bringing bodies that it lacked, when it was asked for.
    pub runs: Vec<Run>,
    /// Proofs of forks.
    pub forks: Vec<ForkProof>,
}

impl Delivery {
    /// Whether nothing came in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.runs.is_empty() && self.forks.is_empty()
    }
}
