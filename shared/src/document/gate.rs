//! The gate: the verdict on a change.
//!
//! It depends on nothing but the change, its place in the journal, and the changes that it builds on; so it is the same on every
//! node, in whatever order things arrive. What it refuses is evidence against its signer and changes nothing.

use super::{
    change::{ChangeHash, PageChange, PageId, actor_id},
    chunk::PageChunk,
};
use crate::{
    bounds,
    identity::{DeviceId, NetworkId},
};

/// Why a change has no effect, for ever and on every node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Refusal {
    /// Longer than [`bounds::CHANGE_BYTES`].
    #[error("the change is longer than {} bytes", bounds::CHANGE_BYTES)]
    TooLong,
    /// Not a plain change chunk: a document, a compressed change, or something else.
    #[error("the bytes are not a plain change")]
    NotAChange,
    /// The chunk's checksum is not the beginning of its hash.
    #[error("the checksum is wrong")]
    Checksum,
    /// The bytes inside do not follow the format.
    #[error("the change cannot be read")]
    Malformed,
    /// The same change has another spelling, which is the right one.
    #[error("the change is not written in the one right way")]
    NotCanonical,
    /// More than [`bounds::CHANGE_DEPENDENCIES`].
    #[error("the change names too many dependencies")]
    TooManyDependencies,
    /// More operations than [`bounds::CHANGE_OPERATIONS`], or too many predecessors.
    #[error("the change has more operations than allowed")]
    TooManyOperations,
    /// More changes than [`bounds::DOCUMENT_CHANGES`].
    #[error("the page has more changes than allowed")]
    TooManyChanges,
    /// Its past has more devices than [`bounds::PAGE_DEVICES`].
    #[error("the change builds on more devices than allowed")]
    TooManyDevices,
    /// No operation at all.
    #[error("the change does nothing")]
    Empty,
    /// A time, a message, an author or other bytes that a page's changes never carry.
    #[error("the change carries a time, a message or other bytes")]
    Annotated,
    /// The actor is not that of the incarnation, or no actor id of ours.
    #[error("the change is written under an actor that is not its author's")]
    Actor,
    /// The incarnation's opening entry and the place in the journal do not fit.
    #[error("the change does not stand at its place in the journal")]
    Place,
    /// An operation outside the root map.
    #[error("an operation changes another object than the page")]
    OtherObject,
    /// An operation on an element of a list.
    #[error("an operation changes an element of a list")]
    ListElement,
    /// An inserting operation.
    #[error("an operation inserts into a list")]
    Insert,
    /// An operation that makes a map, a list or a text object.
    #[error("an operation makes an object")]
    MakesObject,
    /// An operation that increments a counter.
    #[error("an operation increments a counter")]
    Increment,
    /// An operation that marks a range of text.
    #[error("an operation marks text")]
    Mark,
    /// A key that no page has.
    #[error("an operation writes under a key that no page has")]
    Key,
    /// Two operations under one key.
    #[error("two operations write under one key")]
    RepeatedKey,
    /// A value that is no short text.
    #[error("an operation writes something else than a short text")]
    Value,
    /// The sequence number does not continue the device's changes.
    #[error("the sequence number does not continue the author's changes")]
    Sequence,
    /// The first operation's number is not the one after all that the change builds on.
    #[error("the number of the first operation is wrong")]
    StartOperation,
    /// A replaced value that is not there: unknown, elsewhere, not in the past of the change, or a deletion.
    #[error("an operation replaces a value that is not there")]
    Predecessor,
    /// The past holds two histories of one device.
    #[error("the change builds on two histories of one device")]
    Branches,
}

/// What the gate finds before it looks at other changes.
pub(super) enum FirstLook {
    /// The change may be judged against those that it builds on.
    Read(Box<PageChunk>),
    /// Of a later epoch, which this version does not know.
    Later,
}

/// Judges what can be judged of a change alone: its bytes, its actor and its place in the journal of `device`.
pub(super) fn first_look(
    network: NetworkId,
    page: PageId,
    device: DeviceId,
    entry_seq: u64,
    body: &PageChange,
) -> Result<FirstLook, Refusal> {
    if body.epoch != 0 {
        return Ok(FirstLook::Later);
    }
    let chunk = PageChunk::read(&body.change)?;
    if chunk.actor != actor_id(network, page, device, body.opened_at) {
        return Err(Refusal::Actor);
    }
    let opens = body.opened_at == entry_seq;
    if body.opened_at > entry_seq || opens != (chunk.seq == 1) {
        return Err(Refusal::Place);
    }
    Ok(FirstLook::Read(Box::new(chunk)))
}

/// What the gate finds when it looks at the changes that this one builds on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict<T> {
    /// Good.
    Good(T),
    /// A dependency is not held yet, or was refused.
    Missing(ChangeHash),
    /// Refused.
    Refused(Refusal),
}
