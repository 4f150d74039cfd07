//! A peer that does not keep to the rules, against honest nodes: they live, show what they showed, and go on exchanging.
//!
//! * `peer`: a peer made of raw streams and the public types
//! * `stage`: two honest nodes and a liar
//! * `strangers`: who is not let in
//! * `streams`: members that break the protocol
//! * `lies`: members that say what is not true
//! * `control`: the loopback interface

mod control;
mod lies;
mod peer;
mod stage;
mod strangers;
mod streams;
