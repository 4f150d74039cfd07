//! How a further device of an operator comes in: one of its devices hands out a code, the new one asks with it, and the root
//! certifies it once a person has compared the short code that both show.
//!
//! * [`code`]: one line of text that holds all that a new device needs to reach the one that gave it
//! * [`request`]: what the new device sends, what it is answered, and the code that a person compares

pub mod code;
pub mod request;

pub use code::{PairingCode, PairingId, PairingOffer};
pub use request::{PairingAnswer, PairingRequest, PairingRequestError};
