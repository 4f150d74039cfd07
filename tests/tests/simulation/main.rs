//! Whole networks in one thread: the real fold, the real exchanges, pushes and duties, on a wire that loses, delays, repeats and
//! mixes up, between nodes that crash and clocks that go wrong, with one member in five who does not keep to the rules.
//!
//! Everything follows from the seed, which stands in every complaint. One seed again:
//! `MAILLAGE_SEED=17 cargo test -p maillage-tests simulation`; others than the 200 of every day:
//! `MAILLAGE_SEEDS=1000..6000 cargo test -p maillage-tests simulation`.
//!
//! * `wire`: time, packets, and what happens to them
//! * `member`: a node with its operator's keys: what it does when it looks, and with what arrives
//! * `people`: what staff does at a node: pages, figures, admissions
//! * `further_devices`: what a root says of its operator's devices
//! * `returns`: disks that are lost, and nodes that come back from a backup
//! * `assembly`: when people install another secretary
//! * `deliberation`: what members propose about each other
//! * `liar`: a member that does not keep to the rules; `behaviours`: how it does not, one type each
//! * `story`: one seed from its beginning to the end
//! * `ending`: what must be true then
//! * `counters`: how often each thing happened

#[path = "."]
mod simulation {
    mod assembly;
    mod behaviours;
    mod counters;
    mod deliberation;
    mod ending;
    mod further_devices;
    mod liar;
    mod member;
    mod people;
    mod returns;
    mod seeds;
    mod story;
    mod wire;
}
