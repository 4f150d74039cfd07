//! The rules of a Maillage network.
//!
//! # What
//! Everything that must be the same on every node: what an entry is and when it is authentic, who is a member and who may
//! decide, what an operator's page says, what may be published and what the network's figures are. Pure: no input or output, no
//! clock, no async, no randomness but what is passed in. The same bytes give the same view, whatever their order of arrival.
//!
//! # Layout
//! From the ground up; a module uses those above it in this list.
//!
//! * [`hash`], [`encoding`], [`text`], [`calendar`], [`bounds`]: bytes, deterministic CBOR, names, days, and every limit
//! * [`identity`]: operators, devices, endpoints, certificates, short codes
//! * [`journal`]: entries, runs, forks
//! * [`register`]: decisions with their approvals inside, anchors, the roster
//! * [`signed_offer`]: what a device offers in one line of text; [`joining`]: invitations and requests to join
//! * [`pairing`]: how a further device of an operator comes in; [`recovery`]: how an operator comes back without any
//! * [`directory`]: hosts, permanences, timetables, communes
//! * [`document`]: an operator's page as an automerge document behind a gate; the only module that names automerge
//! * [`record`]: visits, sessions, vocabularies, and their import
//! * [`statistics`]: publications, disclosure control, network-wide queries
//! * [`dysfunction`]: reports of digital services that fail people, checked for personal data
//! * [`view`]: the network view, a pure function of entries and items
//! * [`sync`]: reconciliation of two nodes as a state machine
//!
//! # Start here
//! [`view::NetworkFold`] shows how everything comes together; [`journal::header`] and [`register::item`] are the bytes it starts
//! from.

#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic)
)]

mod armour;
pub mod bounds;
pub mod calendar;
mod codes;
mod crockford;
pub mod directory;
pub mod document;
pub mod dysfunction;
pub mod encoding;
pub mod hash;
pub mod identity;
pub mod joining;
pub mod journal;
pub mod pairing;
pub mod record;
pub mod recovery;
pub mod register;
pub mod signed_offer;
pub mod statistics;
pub mod sync;
pub mod text;
pub mod view;
