//! Joining a network: the invitation that a member hands out, and the request that a joiner makes with it.
//!
//! * [`invitation`]: one line of text that holds all that a joiner needs to reach the inviter
//! * [`request`]: what the joiner sends, what the inviter answers, and the code that both compare by phone

pub mod invitation;
pub mod request;

pub use invitation::{Invitation, InvitationId, Offer};
pub use request::{JoinAnswer, JoinRequest, JoinRequestError};
