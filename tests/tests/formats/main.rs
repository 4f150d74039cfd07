//! Bytes on disk and wire are what they were, and are read as what they were made from.
//!
//! The golden files are in `tests/golden`. `MAILLAGE_BLESS=1 cargo test -p maillage-tests --test formats` writes them anew; without
//! it a difference fails, and so does a missing file. Everything is made from fixed keys, numbers and times.
//!
//! * `fixture`: the world, the records and the keys that all of it is made from
//! * `noticed`: the comparison can fail
//! * `journals`: headers, bodies, runs, evidence of forks
//! * `items`: the register's items
//! * `decisions`: what members decide about members, and what a root states
//! * `joining`: invitations, requests, answers; `devices`: pairing, recovery, the sealed root key
//! * `messages`: what two nodes say to each other
//! * `views`: the canonical view and its digest
//! * `home`: key files, `control.json`
//! * `rows`: what stands in the tables of a store
//! * `stores`: a whole store
//! * `backups`: a backup, and what is kept of a restore
//! * `codes`: vocabularies, and every number that stands for something

mod backups;
mod codes;
mod decisions;
mod devices;
mod fixture;
mod home;
mod items;
mod joining;
mod journals;
mod messages;
mod noticed;
mod rows;
mod stores;
mod views;
