//! Nodes that hold the same show the same, whatever the order of arrival; and what is signed has one spelling.
//!
//! * `order`: worlds delivered in random orders, pieces and batches
//! * `epochs`: pages begun anew by a snapshot
//! * `pruned`: bodies that a snapshot covers, gone without a difference
//! * `exchange`: two ledgers that reconcile
//! * `branches`: the branch that counts, however long, comes to who held another
//! * `effects`: what counts in such a world, and what does not; `dysfunctions`: which reports do
//! * `harmful`: what breaks automerge never reaches it
//! * `values`: values of every type that travels or is signed
//! * `codecs`: they read back, in one spelling only
//! * `noise`: bytes that mean nothing never make a reader panic

mod branches;
mod codecs;
mod dysfunctions;
mod effects;
mod epochs;
mod exchange;
mod harmful;
mod noise;
mod order;
mod pruned;
mod values;
