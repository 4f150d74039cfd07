//! A Maillage node.
//!
//! # What
//! The part that touches the world: the disk, the clock, the random source, the network and the local control API. The rules
//! are in `maillage-shared`; this crate keeps what they say on disk and carries it to other nodes.
//!
//! # Layout
//! From the ground up; a module uses those above it in this list.
//!
//! * [`platform`]: what differs between operating systems: private files and directories
//! * [`clock`], [`randomness`]: the day, the time and random bytes
//! * [`store`]: everything a node keeps, in one file; the only module that names redb
//! * [`home`]: the directory of a node, its keys, and the lock that keeps a second process out
//!
//! # Start here
//! [`home::Home`] is the directory, [`store::Store`] the file in it that nearly everything goes to.

#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic)
)]

pub mod clock;
pub mod home;
pub mod platform;
pub mod randomness;
pub mod store;
