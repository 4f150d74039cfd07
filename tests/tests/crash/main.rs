//! The whole service on a disk that loses what was not synced, and fails when it is told to.
//!
//! `cargo test -p maillage-tests crash` runs it, and the loop of `kill -9` on real processes. `MAILLAGE_CRASH_EVERY=1` fails every
//! single call of the disk instead of some, and takes some minutes.
//!
//! * `disk`: the disk
//! * `scenario`: what the service does on it: a page, visits, files, a closed month, deliveries of peers
//! * `crash_points`: the power fails at every sync, whatever part of the unsynced writes is lost
//! * `crash_failures`: a call fails, then the process ends
//! * `crash_full`: the disk is full or fails, and the same process goes on afterwards
//! * `crash_repair`: a damaged store is repaired, and the power or the disk fails meanwhile

mod crash_failures;
mod crash_full;
mod crash_points;
mod crash_repair;
mod disk;
mod scenario;
