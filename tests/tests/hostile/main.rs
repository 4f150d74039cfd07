//! A peer that does not keep to the rules, against honest nodes: they live, show what they showed, and go on exchanging.
//!
//! * `peer`: a peer made of raw streams and the public types
//! * `stage`: two honest nodes and a liar
//! * `strangers`: who is not let in
//! * `streams`: members that break the protocol
//! * `lies`: members that say what is not true
//! * `signatures`: signatures that are none, or belong elsewhere
//! * `spelling`: bytes and texts that may be written in one way only
//! * `claims`: a time or a kind that nobody else knows
//! * `secretary`: the one that keeps the order of decisions lies
//! * `thieves`: a stolen device of the founder, and a root that takes back
//! * `removal`: members that are to go, and those that went
//! * `changes`: page changes that would break automerge
//! * `dysfunctions`: reports that are another's, point at somebody, or are too many
//! * `floods`: too much of what is allowed
//! * `control`: the loopback interface

// The module gives its name to the tests inside, so that `cargo test -p maillage-tests hostile` runs all of them.
#[path = "."]
mod hostile {
    mod changes;
    mod claims;
    mod control;
    mod dysfunctions;
    mod floods;
    mod lies;
    mod peer;
    mod removal;
    mod secretary;
    mod signatures;
    mod spelling;
    mod stage;
    mod strangers;
    mod streams;
    mod thieves;
}
