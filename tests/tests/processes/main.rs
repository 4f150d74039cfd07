//! The program as people run it: real processes, real homes, real sockets on the loopback interface.
//!
//! * [`terminal`]: running commands and nodes
//! * [`demonstration`]: `maillage demo` and its document
//! * [`figures`]: what the network shows, against a count of the files
//! * [`backups`]: backups made, verified and restored by the command
//! * [`hints`]: what a person is told when something about keys, devices or backups did not work
//! * [`recording`]: visits noted key by key in a pseudo-terminal, sheets, tallies
//! * [`repairs`]: a damaged store, seen and repaired by the command
//! * [`survival`]: `kill -9` at any moment
//! * [`transcripts`]: the examples of the documentation, typed and compared
//! * [`contacts`]: whom a node speaks to
//! * [`secrets`]: what no command and no log says

mod backups;
mod contacts;
mod demonstration;
mod figures;
mod hints;
mod lost_stores;
mod recording;
mod repairs;
mod secrets;
mod survival;
mod terminal;
mod transcripts;
