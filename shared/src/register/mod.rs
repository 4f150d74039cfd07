//! The register: the few things that need an order, decided by members and put in order by a replaceable secretary.
//!
//! * [`item`]: individually signed, content-addressed items; their binary header
//! * [`content`]: what the items say: decisions, proposals, approvals, acknowledgements, statements of a root
//! * [`policy`]: the network's own numbers: approvals asked, smallest figure published
//! * [`roster`]: who is a member, with which devices, at a given decision
//! * [`judge`]: the one function that says whether a decision stands, when it is proposed and when it is folded
//! * [`anchors`]: which part of which journal nothing can un-make any more
//! * [`fold`]: from a set of items to the chain that counts

pub mod anchors;
pub mod content;
pub mod fold;
pub mod item;
pub mod judge;
pub mod policy;
pub mod roster;

pub use content::{
    Acknowledgement, Admit, Anchor, AnchorLine, Approval, Content, Decision, DecisionKind, Found, Hold, Proposal, Statement,
};
pub use fold::{Register, RegisterState};
pub use item::{Item, ItemError, ItemId, ItemKind};
pub use judge::{Invalid, Verdict};
pub use policy::Policy;
pub use roster::{Member, Roster};
