//! Several real nodes in one process: what people do with them, and what every one of them shows.
//!
//! * `joining`: from the founding to four members
//! * `invitations`: invitations that are not accepted
//! * `together`: pages and publications appear everywhere
//! * `dysfunctions`: what several operators report of one service
//! * `restored`: older stores, backups and copies do not fork a journal
//! * `repaired`: damaged and lost stores
//! * `returning`: nodes that were away, or are reached elsewhere
//! * `register`: what members decide about each other
//! * `replacing`: another root key, and what devices learn that were cut off
//! * `home`: one process a home
//! * `pruned`: nodes that keep less than all
//! * `devices`: several devices of one operator; `keys`: keys at rest, and coming back without any device

mod devices;
mod dysfunctions;
mod home;
mod invitations;
mod joining;
mod keys;
mod pruned;
mod register;
mod repaired;
mod replacing;
mod restored;
mod returning;
mod together;
