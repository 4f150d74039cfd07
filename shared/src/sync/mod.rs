//! Reconciliation of two nodes as a state machine without input or output: messages in, steps out.
//!
//! Whoever drives it opens one stream per exchange, cuts it into messages with a length before each, makes durable what a step
//! says and reports back. Everything here is the same for the two sides but who speaks first.
//!
//! An exchange, with the initiator on the left. A line in brackets is left out or repeated as needed:
//!
//! ```text
//! Open(digest)            ->
//!                         <-  Equal, and that was all; or Listing, in pages
//! [WantItems/Forks/…      ->
//!                         <-  Items/Forks/…]      the initiator stores each answer before it asks again
//! Listing, of what differs ->
//!                         <-  [WantItems/Forks/…
//! Items/Forks/…]          ->                      the responder stores each answer before it asks again
//!                         <-  Done(digest)
//! Done(digest)            ->
//! ```
//!
//! Items come before proofs of forks, and those before runs: the register says whose journals matter, and a fork how far. Every
//! want has exactly one answer of bounded size, so at most one answer is under way and the side that serves keeps no state.
//! What was not held after it was delivered is not asked for again in the same exchange, which therefore ends.
//!
//! * [`copies`]: two running copies of one device prove it to each other
//! * [`digest`]: the line of a journal, and the 32 bytes that say "equal"
//! * [`hello`]: the first message of a connection: proof of who speaks
//! * [`message`]: everything else that travels, with its bounds
//! * [`holdings`]: what the machine must be able to read, and what it hands over
//! * [`packing`]: entries of a journal packed into a run of bounded size
//! * [`exchange`]: the state machine; `offer`, `pull`, `divergence` and `answer` are its parts
//! * [`push`]: new entries and items sent at once, as a hint
//! * [`refusals`]: what was refused, remembered by hash

mod answer;
pub mod copies;
pub mod digest;
mod divergence;
pub mod error;
pub mod exchange;
pub mod hello;
pub mod holdings;
pub mod message;
mod offer;
pub mod packing;
mod pull;
pub mod push;
pub mod refusals;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod replica;
#[cfg(test)]
mod tests;

pub use digest::{HeadLine, ItemSetDigest, SummaryDigest};
pub use error::SyncError;
pub use exchange::{Counts, Exchange, Outcome, Step};
pub use hello::{Hello, HelloError, Introduced};
pub use holdings::{Delivery, Holdings, HoldingsError};
pub use message::{MAX_MESSAGE_BYTES, Message};
pub use push::{Fresh, Push, PushReceived};
pub use refusals::Refusals;
