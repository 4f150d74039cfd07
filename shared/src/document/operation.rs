//! One operation of a change, as it was read.

use super::{change::Actor, shape::Role};

/// An operation's name: its number in the past of its change, and the actor that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OperationId {
    pub(super) counter: u64,
    pub(super) actor: Actor,
}

/// The object that an operation changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Object {
    /// The map that every document begins with.
    Root,
    /// The object that this operation made.
    Made(OperationId),
}

/// Where in its object an operation stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    /// Under a key of a map.
    Key(String),
    /// Before the first element of a list or text.
    Start,
    /// At an element of a list or text, or right after it when inserting: the element is named by what inserted it.
    Element(OperationId),
}

/// The kinds of objects that a document may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Map,
    List,
    Text,
}

/// What an operation does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    /// Writes a text.
    Put(String),
    /// Makes an object.
    Make(Kind),
    /// Takes away what stands there.
    Delete,
    /// Something that no document may hold. Only read where a rule is switched off.
    Foreign,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Operation {
    pub(super) object: Object,
    pub(super) spot: Spot,
    pub(super) insert: bool,
    pub(super) action: Action,
    /// The values that it replaces.
    pub(super) predecessors: Vec<OperationId>,
    /// What the object is for that it makes: filled in by the verdict.
    pub(super) makes: Option<Role>,
}

impl Operation {
    /// Whether this operation, named `id`, left a value where `other` stands.
    pub(super) fn is_value_at(&self, id: OperationId, other: &Self) -> bool {
        let same_spot = if self.insert { other.spot == Spot::Element(id) } else { self.spot == other.spot };
        self.action != Action::Delete && self.object == other.object && same_spot
    }
}
