//! The register: the few things that need an order, decided by members and put in order by a replaceable secretary.
//!
//! What items say:
//! * [`item`]: individually signed, content-addressed items; their binary header
//! * [`content`], [`membership`], [`install`], [`statement`]: their bodies; [`matter`]: the body of a decision by its kind
//! * [`policy`]: the network's own numbers: approvals asked, smallest figure published
//!
//! What a decision means:
//! * [`reading`], [`checked`]: what its own bytes say: shape, signatures, certificates
//! * [`judge`](mod@judge): the one function that says whether it stands, when it is proposed and when it is folded; `weigh` and
//!   `assembly` are its rules, [`Invalid`] the names of them
//! * [`chain`], [`roster`], [`decided`]: everything that the decisions up to one of them say
//!
//! What a set of items says:
//! * [`fold`], [`state`]: the chain that counts, and what is still open; `tree`: what a majority stands behind
//! * [`anchors`]: which part of which journal nothing can un-make any more, and where journals are cut off
//! * [`evidence`]: who spoke against itself
//!
//! What is written:
//! * [`compose`], [`installing`]: items; [`automatic`]: what a governing device's node signs by itself

pub mod anchors;
mod assembly;
pub mod automatic;
pub mod chain;
pub mod checked;
pub mod compose;
pub mod content;
pub mod decided;
pub mod evidence;
pub mod fold;
pub mod install;
pub mod installing;
mod invalid;
pub mod item;
pub mod judge;
pub mod matter;
pub mod membership;
pub mod policy;
pub mod reading;
pub mod roster;
pub mod state;
pub mod statement;
mod tree;
mod weigh;

#[cfg(test)]
pub(crate) mod fixture;

pub use chain::{ChainState, Cut, DecisionRecord, Effect};
pub use content::{Acknowledgement, Admit, Anchor, AnchorLine, Approval, Content, Decision, DecisionKind, Found, Proposal};
pub use decided::{CertifiedAs, Decided, Recorded};
pub use evidence::Evidence;
pub use fold::{Inserted, Register};
pub use install::{Install, Installation, InstallationId};
pub use item::{Item, ItemError, ItemId, ItemKind};
pub use judge::{Invalid, Verdict, judge};
pub use matter::Matter;
pub use policy::Policy;
pub use roster::{Member, PublishingSpan, Roster, Standing};
pub use state::{Contest, PendingInstallation, PendingProposal, RegisterState};
pub use statement::{Hold, Objection, Revocation, Says, Statement};
