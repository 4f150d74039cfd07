//! What travels after the hello: one enumeration, written as deterministic CBOR.
//!
//! A message is the array `[number, [field]]` (the two without a field: `[number, []]`). Identifiers are byte strings of 32.
//!
//! | number | message | field |
//! | ---: | --- | --- |
//! | 0 | open | digest of the initiator |
//! | 1 | equal | |
//! | 2 | listing | `[[line…], [item id…], last]`, a line is `[device, seq, hash, fork or null]` |
//! | 3 | want items | `[item id…]` |
//! | 4 | items | `[item bytes…]` |
//! | 5 | want forks | `[device…]` |
//! | 6 | forks | `[[device, proof]…]` |
//! | 7 | want runs | `[[device, from seq, previous hash]…]` |
//! | 8 | runs | `[[run…], [diverging device…]]` |
//! | 9 | want branches | `[[device, [[seq, hash]…]]…]`, places descending |
//! | 10 | branches | `[[device, common seq, branch or null]…]` |
//! | 11 | done | digest of the sender |
//! | 12 | push | `[[item bytes…], [run…], [proof…]]` |
//! | 13 | pushed | digest of the receiver |
//!
//! Further elements of an array are ignored, so that a later version may say more.

use super::{HeadLine, Push, SummaryDigest, SyncError};
use crate::{
    bounds, encoding, hash,
    identity::DeviceId,
    journal::{EntryHash, ForkProof, Run, fork::Branch},
    register::{Item, ItemId},
};

/// Most bytes of a message; the driver reads no longer one.
pub const MAX_MESSAGE_BYTES: usize = bounds::MESSAGE_BYTES;

/// A message of an exchange or a push. What comes from [`Message::from_bytes`] is within all bounds, and nothing more.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum Message {
    /// The initiator's digest.
    #[n(0)]
    Open(#[n(0)] SummaryDigest),
    /// The responder's digest is the same.
    #[n(1)]
    Equal,
    /// A page of what the sender holds; the initiator lists only what differs from the responder's listing.
    #[n(2)]
    Listing(#[n(0)] Listing),
    /// Asks for items.
    #[n(3)]
    WantItems(#[n(0)] Vec<ItemId>),
    /// As many of the items asked for as fit, in the order asked; what is left out before the last one is not held.
    #[n(4)]
    Items(#[n(0)] Vec<ItemBytes>),
    /// Asks for proofs of forks.
    #[n(5)]
    WantForks(#[n(0)] Vec<DeviceId>),
    /// The proofs asked for.
    #[n(6)]
    Forks(#[n(0)] Vec<DeviceFork>),
    /// Asks for runs.
    #[n(7)]
    WantRuns(#[n(0)] Vec<WantedRun>),
    /// As many runs as fit, in the order asked.
    #[n(8)]
    Runs(#[n(0)] Runs),
    /// Asks where journals begin to differ.
    #[n(9)]
    WantBranches(#[n(0)] Vec<BranchProbe>),
    /// Where they do, as far as the places asked about say.
    #[n(10)]
    Branches(#[n(0)] Vec<BranchAnswer>),
    /// The sender has all that it will get; its digest now.
    #[n(11)]
    Done(#[n(0)] SummaryDigest),
    /// New entries and items, unasked.
    #[n(12)]
    Push(#[n(0)] Push),
    /// A push was stored; the receiver's digest now.
    #[n(13)]
    PushAck(#[n(0)] SummaryDigest),
}

/// A page of a listing. Lines and item ids ascend strictly, from page to page as well.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Listing {
    /// At most [`bounds::PAGE_LINES`] lines.
    #[n(0)]
    pub heads: Vec<HeadLine>,
    /// At most [`bounds::PAGE_ITEMS`] items.
    #[n(1)]
    pub items: Vec<ItemId>,
    /// Whether no page follows.
    #[n(2)]
    pub last: bool,
}

/// The bytes of an item, not verified.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct ItemBytes(#[cbor(n(0), with = "minicbor::bytes")] pub Vec<u8>);

impl ItemBytes {
    /// The name that the item has if it is one: the hash of its header. Nothing when the bytes are too short.
    #[must_use]
    pub fn id(&self) -> Option<ItemId> {
        self.0.get(..Item::HEADER_BYTES).map(|header| ItemId::from_bytes(hash::sha256(header)))
    }
}

/// The proof of a device's fork, not verified.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct DeviceFork {
    /// The device that was asked about.
    #[n(0)]
    pub device: DeviceId,
    /// The proof.
    #[n(1)]
    pub proof: ForkProof,
}

/// A run that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct WantedRun {
    /// Whose journal.
    #[n(0)]
    pub device: DeviceId,
    /// The first entry wanted, from 1.
    #[n(1)]
    pub from_seq: u64,
    /// The hash of the entry before it, as held by the one who asks.
    #[n(2)]
    pub previous: EntryHash,
}

/// The answer to a want of runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct Runs {
    /// The runs.
    #[n(0)]
    pub runs: Vec<Run>,
    /// Those asked for whose journal has another entry before the first one wanted.
    #[n(1)]
    pub diverging: Vec<DeviceId>,
}

/// Asks which of these places of a journal the other side holds alike.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct BranchProbe {
    /// Whose journal.
    #[n(0)]
    pub device: DeviceId,
    /// Places held by the one who asks, highest first, one at least and at most [`bounds::PROBE_POINTS`].
    #[n(1)]
    pub points: Vec<Point>,
}

/// A place of a journal and the entry held there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Point {
    /// The place, from 1.
    #[n(0)]
    pub seq: u64,
    /// The entry's hash.
    #[n(1)]
    pub hash: EntryHash,
}

/// Answers a [`BranchProbe`].
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct BranchAnswer {
    /// Whose journal.
    #[n(0)]
    pub device: DeviceId,
    /// The highest of the places asked about that is the same, 0 where none is.
    #[n(1)]
    pub common: u64,
    /// The answerer's entries after it, when the place after it was asked about and so is known to differ.
    #[n(2)]
    pub branch: Option<Branch>,
}

impl Message {
    /// The bytes on the wire, without their length.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encoding::to_bytes(self)
    }

    /// Reads a message and refuses lists beyond their bounds. Nothing is verified yet.
    ///
    /// # Errors
    /// [`SyncError::TooLong`], [`SyncError::Encoding`], [`SyncError::TooMany`], or [`SyncError::Order`] for impossible places.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SyncError> {
        if bytes.len() > MAX_MESSAGE_BYTES {
            return Err(SyncError::TooLong);
        }
        let message: Self = encoding::from_bytes(bytes)?;
        message.check()?;
        Ok(message)
    }

    fn check(&self) -> Result<(), SyncError> {
        let within = match self {
            Self::Open(_) | Self::Equal | Self::Done(_) | Self::PushAck(_) => true,
            Self::Listing(page) => page.heads.len() <= bounds::PAGE_LINES && page.items.len() <= bounds::PAGE_ITEMS,
            Self::WantItems(wanted) => wanted.len() <= bounds::WANTED_ITEMS,
            Self::Items(items) => items.len() <= bounds::WANTED_ITEMS,
            Self::WantForks(wanted) => wanted.len() <= bounds::WANTED_FORKS,
            Self::Forks(forks) => forks.len() <= bounds::WANTED_FORKS,
            Self::WantRuns(wanted) => wanted.len() <= bounds::WANTED_RUNS,
            Self::Runs(runs) => runs.runs.len() <= bounds::WANTED_RUNS && runs.diverging.len() <= bounds::WANTED_RUNS,
            Self::WantBranches(probes) => probes.len() <= bounds::PROBES,
            Self::Branches(answers) => answers.len() <= bounds::PROBES,
            Self::Push(push) => push.is_within_bounds(),
        };
        if !within {
            return Err(SyncError::TooMany);
        }
        match self {
            Self::WantRuns(wanted) if wanted.iter().any(|run| run.from_seq == 0) => Err(SyncError::Order),
            Self::WantBranches(probes) => probes.iter().try_for_each(BranchProbe::check),
            _ => Ok(()),
        }
    }

    /// What the message is called in errors.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open(_) => "an opening",
            Self::Equal => "an equal",
            Self::Listing(_) => "a listing",
            Self::WantItems(_) => "a want of items",
            Self::Items(_) => "a delivery of items",
            Self::WantForks(_) => "a want of forks",
            Self::Forks(_) => "a delivery of forks",
            Self::WantRuns(_) => "a want of runs",
            Self::Runs(_) => "a delivery of runs",
            Self::WantBranches(_) => "a want of branches",
            Self::Branches(_) => "a delivery of branches",
            Self::Done(_) => "a done",
            Self::Push(_) => "a push",
            Self::PushAck(_) => "an acknowledgement of a push",
        }
    }
}

impl BranchProbe {
    fn check(&self) -> Result<(), SyncError> {
        if self.points.len() > bounds::PROBE_POINTS {
            return Err(SyncError::TooMany);
        }
        let descending = self.points.is_sorted_by(|higher, lower| higher.seq > lower.seq);
        let places = self.points.last().is_some_and(|lowest| lowest.seq > 0);
        if descending && places { Ok(()) } else { Err(SyncError::Order) }
    }
}
