//! The register: the few things that need an order, decided by members and put in order by a replaceable secretary.
//!
//! * [`item`]: individually signed, content-addressed items; their binary header
//! * [`content`]: what the items say: decisions, proposals, approvals, acknowledgements, statements of a root
//! * [`policy`]: the network's own numbers: approvals asked, smallest figure published
//! * [`roster`]: who is a member, with which devices, at a given decision
//! * [`chain`]: everything that the decisions up to one of them say
//! * [`reading`]: what a decision's own bytes say: shape, signatures, certificates
//! * [`judge`](mod@judge): the one function that says whether a decision stands, when it is proposed and when it is folded
//! * [`fold`], [`state`]: from a set of items to the chain that counts, and what is still open
//! * [`anchors`]: which part of which journal nothing can un-make any more
//! * [`compose`]: writing items
//! * [`automatic`]: what a governing device's node signs by itself

pub mod anchors;
pub mod automatic;
pub mod chain;
pub mod compose;
pub mod content;
pub mod fold;
mod invalid;
pub mod item;
pub mod judge;
pub mod policy;
pub mod reading;
pub mod roster;
pub mod state;
mod tree;

#[cfg(test)]
pub(crate) mod fixture;

pub use chain::{ChainState, Decided, DecisionRecord, Effect};
pub use content::{
    Acknowledgement, Admit, Anchor, AnchorLine, Approval, Content, Decision, DecisionKind, Found, Hold, Proposal, Statement,
};
pub use fold::{Inserted, Register};
pub use item::{Item, ItemError, ItemId, ItemKind};
pub use judge::{Invalid, Verdict, judge};
pub use policy::Policy;
pub use roster::{Member, PublishingSpan, Roster};
pub use state::{Contest, PendingProposal, RegisterState};
