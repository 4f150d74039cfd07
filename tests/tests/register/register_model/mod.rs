//! Every interleaving of a small network, up to a depth: the items that members sign and hand on, folded by the real register.
//!
//! A state is the set of items that each member holds. What a member's register says is a function of its set: whenever a set is
//! reached again, by items in another order, the two registers are compared. In every state two promises are checked as well:
//!
//! * what a majority has acknowledged is gone only where the evidence names somebody who acknowledged it and signed against it;
//! * once the honest members, a majority, hold the same, some of their actions make the chain grow.
//!
//! * [`held`]: sets of items; [`network`]: the members, what they hold, and what their registers say of it
//! * [`action`]: what an honest member does, and what one that lies may do besides
//! * [`promise`]: the two promises
//! * [`search`]: breadth first, each state once

mod action;
mod held;
mod network;
mod promise;
mod search;

use network::Network;
use search::{Limits, explore};

#[test]
fn three_honest_members_agree_and_go_on_in_every_interleaving() {
    explore(Network::founded_with(3, None), &Limits::of_environment(12, 5_000)).print("3 members, all honest");
}

#[test]
fn four_honest_members_agree_and_go_on_in_every_interleaving() {
    explore(Network::founded_with(4, None), &Limits::of_environment(10, 4_000)).print("4 members, all honest");
}

#[test]
fn a_lying_secretary_of_three_replaces_nothing_that_stands_and_stops_nobody() {
    explore(Network::founded_with(3, Some(0)), &Limits::of_environment(10, 6_000)).print("3 members, the secretary lies");
}

#[test]
fn a_lying_member_of_three_replaces_nothing_that_stands_and_stops_nobody() {
    explore(Network::founded_with(3, Some(1)), &Limits::of_environment(10, 6_000)).print("3 members, another one lies");
}

#[test]
fn a_lying_secretary_of_four_replaces_nothing_that_stands_and_stops_nobody() {
    explore(Network::founded_with(4, Some(0)), &Limits::of_environment(10, 4_000)).print("4 members, the secretary lies");
}

#[test]
fn a_secretary_of_three_that_orders_two_decisions_side_by_side_replaces_nothing_that_stands() {
    let network = Network::founded_with(3, Some(0)).without_assemblies();
    explore(network, &Limits::of_environment(12, 12_000)).print("3 members, the secretary lies, no assemblies");
}
