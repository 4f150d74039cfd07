//! The gate: the verdict on a change.
//!
//! It depends on nothing but the change, its place in the journal, and the changes that it builds on; so it is the same on every
//! node, in whatever order things arrive. What it refuses is evidence against its signer and changes nothing.

use super::{
    change::{Actor, ChangeHash, DocumentId, DraftId, actor_id},
    chunk::Chunk,
    rule::{Rule, Rules},
    shape::Schema,
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
    /// More operations or predecessors than [`bounds::CHANGE_OPERATIONS`], [`bounds::CHANGE_PREDECESSORS`], or of a draft
    /// [`bounds::DRAFT_CHANGE_OPERATIONS`] allow.
    #[error("the change has more operations than allowed")]
    TooManyOperations,
    /// More changes than [`bounds::DOCUMENT_CHANGES`].
    #[error("the document has more changes than allowed")]
    TooManyChanges,
    /// Its past has more devices than [`bounds::PAGE_DEVICES`].
    #[error("the change builds on more devices than allowed")]
    TooManyDevices,
    /// No operation at all.
    #[error("the change does nothing")]
    Empty,
    /// A time, a message, an author or other bytes that our changes never carry.
    #[error("the change carries a time, a message or other bytes")]
    Annotated,
    /// The actor is not that of the incarnation, or no actor id of ours.
    #[error("the change is written under an actor that is not its author's")]
    Actor,
    /// The incarnation's opening entry and the place in the journal do not fit.
    #[error("the change does not stand at its place in the journal")]
    Place,
    /// An operation on what is no object; on a page, anything but its one map.
    #[error("an operation changes something that is no object of the document")]
    OtherObject,
    /// An operation at an element where there are none, or at what is no element of that list or text.
    #[error("an operation stands at an element that its object does not have")]
    ListElement,
    /// An inserting operation where nothing can be inserted, or one that replaces something.
    #[error("an operation inserts where nothing can be inserted")]
    Insert,
    /// An operation that makes a map, a list or a text object where there is none of that kind.
    #[error("an operation makes an object that the document does not have there")]
    MakesObject,
    /// An action that an object of its kind never sees.
    #[error("an operation does what is never done to such an object")]
    Action,
    /// What the opening change of a draft makes, made by another change.
    #[error("the change opens the draft a second time")]
    Reopened,
    /// An operation that increments a counter.
    #[error("an operation increments a counter")]
    Increment,
    /// An operation that marks a range of text.
    #[error("an operation marks text")]
    Mark,
    /// A key that no such document has.
    #[error("an operation writes under a key that no such document has")]
    Key,
    /// Two operations under one key, or at one element.
    #[error("two operations of the change stand in one place")]
    RepeatedKey,
    /// A value that is no short text, or in a text, not one character.
    #[error("an operation writes something else than a short text, or than one character")]
    Value,
    /// The sequence number does not continue the device's changes.
    #[error("the sequence number does not continue the author's changes")]
    Sequence,
    /// The first operation's number is not the one after all that the change builds on.
    #[error("the number of the first operation is wrong")]
    StartOperation,
    /// Higher operation numbers than [`bounds::PAGE_OPERATIONS`] or [`bounds::DRAFT_OPERATIONS`].
    #[error("the document has more operations than allowed")]
    DocumentTooLarge,
    /// The name of an operation that is not in the past of the change.
    #[error("an operation names another one that the change does not build on")]
    Reference,
    /// A replaced value that does not stand there: it is elsewhere, or a deletion, or named twice.
    #[error("an operation replaces a value that is not there")]
    Predecessor,
    /// A deletion of nothing.
    #[error("an operation deletes nothing")]
    Deletion,
    /// A snapshot whose epoch, parent or lines are not as they can be, or whose change is not the whole page.
    #[error("the snapshot does not open an epoch of the page")]
    Snapshot,
    /// The past holds two histories of one device.
    #[error("the change builds on two histories of one device")]
    Branches,
}

impl Refusal {
    /// The rule that the change breaks.
    #[must_use]
    pub const fn rule(self) -> Rule {
        match self {
            Self::TooLong | Self::NotAChange | Self::Checksum | Self::Malformed | Self::NotCanonical => Rule::Envelope,
            Self::TooManyDependencies | Self::TooManyDevices | Self::Branches | Self::Snapshot => Rule::Dependencies,
            Self::Actor | Self::Place | Self::Sequence => Rule::Sequence,
            Self::StartOperation => Rule::StartOperation,
            Self::Annotated => Rule::Annotations,
            Self::TooManyOperations | Self::TooManyChanges | Self::DocumentTooLarge | Self::Empty | Self::Value => Rule::Bounds,
            Self::Reference => Rule::References,
            Self::OtherObject
            | Self::ListElement
            | Self::Insert
            | Self::MakesObject
            | Self::Action
            | Self::Reopened
            | Self::Key => Rule::Shapes,
            Self::RepeatedKey | Self::Predecessor => Rule::Predecessors,
            Self::Increment | Self::Mark | Self::Deletion => Rule::Actions,
        }
    }
}

/// Where a change stands: all that a verdict depends on beside the change and what it builds on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// The device whose journal holds it.
    pub(super) device: DeviceId,
    /// The number of its entry there.
    pub(super) entry_seq: u64,
    /// The number of the entry that opened its incarnation, as the change claims.
    pub(super) opened_at: u64,
}

/// One document's gate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gate {
    pub(super) network: NetworkId,
    pub(super) document: DocumentId,
    pub(super) schema: Schema,
    pub(super) rules: Rules,
}

impl Gate {
    /// The actor under which an incarnation of a device writes to the document.
    pub(super) fn actor(&self, device: DeviceId, opened_at: u64) -> Actor {
        actor_id(self.network, self.document, device, opened_at)
    }

    /// Judges what can be judged of a change alone: its bytes, its actor and its place in the journal.
    pub(super) fn first_look(&self, standing: Standing, change: &[u8]) -> Result<Chunk, Refusal> {
        let Standing { device, entry_seq, opened_at } = standing;
        let mut chunk = Chunk::read(change, self.schema, self.rules)?;
        self.rules.require(chunk.actor == self.actor(device, opened_at), Refusal::Actor)?;
        let begins = opened_at == entry_seq;
        self.rules.require(opened_at <= entry_seq && begins == (chunk.seq == 1), Refusal::Place)?;
        let opens = begins && self.document == DocumentId::from(DraftId::of(self.network, device, opened_at));
        for operation in &mut chunk.operations {
            operation.makes = self.schema.first_look(operation, opens, self.rules)?;
        }
        Ok(chunk)
    }
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
