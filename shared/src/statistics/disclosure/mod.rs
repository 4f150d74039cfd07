//! Disclosure control: which figures of an operator may leave its node, with a proof for each that stays home.
//!
//! * [`counts`]: the visits of an operator as numbers by permanence, month and traits, and the sums that figures are
//! * [`history`]: what is public so far, and the certificates that it gives nobody away
//! * [`release`]: makes the figures of a further period
//! * `moves`, `witness`: look for certificates; nothing depends on their being right
//!
//! A certificate is another possible set of visits, kept as its difference from the true one. All of them give every figure that
//! is shown, so a reader who has only those figures cannot tell which one is true. A figure below the smallest stays hidden and
//! reaches the smallest in one of them; a larger figure that stays hidden differs in one of them. [`History::verify`] checks
//! this with additions and comparisons alone: a fault in the search can hide more, it cannot show more.

pub mod counts;
pub mod history;
mod moves;
pub mod release;
#[cfg(test)]
mod tests;
mod witness;

pub use counts::{Counts, Group, Scope, Spot};
pub use history::{Certificate, History, Unproven};
pub use release::{Key, ReleaseError, Released};
