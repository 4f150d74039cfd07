//! Several real nodes in one process: what people do with them, and what every one of them shows.
//!
//! * `joining`: from the founding to four members
//! * `invitations`: invitations that are not accepted
//! * `together`: pages and publications appear everywhere
//! * `returning`: nodes that were away, or are reached elsewhere
//! * `register`: what members decide about each other
//! * `home`: one process a home

mod home;
mod invitations;
mod joining;
mod register;
mod returning;
mod together;
