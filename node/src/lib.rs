//! A Maillage node, as a library.
//!
//! # What
//! Does for the rules of `maillage-shared` what they may not do themselves: keeps everything on disk, talks to other nodes,
//! knows the time, draws random numbers. Offers one typed operation for everything that a person can ask for.
//!
//! # Layout
//! A module uses those above it in this list.
//!
//! * [`platform`], [`randomness`], [`clock`]: what differs from system to system
//! * [`store`]: the redb file; the only module that names redb
//! * [`home`]: the directory with keys, store and lock
//! * [`backup`]: one file with all that a home holds
//! * [`ledger`]: store and fold in step: everything shared passes through it
//! * [`network`]: iroh; the only module that names it
//! * [`service`]: the use cases
//! * [`control`]: the loopback interface of a running node
//! * [`access`]: how a command reaches the service, with or without a running node
//! * [`running`]: the life of a node: start, duties, stop
//!
//! # Start here
//! [`service::operation`] says what an operation is; [`service::visits`] is a simple one. [`ledger`] is the heart.

#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic)
)]

pub mod access;
pub mod backup;
pub mod clock;
pub mod control;
pub mod home;
pub mod ledger;
pub mod network;
pub mod platform;
pub mod randomness;
pub mod running;
pub mod service;
pub mod store;
