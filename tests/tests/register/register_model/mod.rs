//! Small networks explored whole: every story that their members can sign, judged by the real register.
//!
//! **A state** is what was signed, and what each honest member held when it last signed something. An action is one signature. What
//! is signed can reach anybody at any time or never, each item by itself: before each action its author holds any set of items that
//! contains what it held before, and signs what its program, or its user, would sign on that. Depth counts signatures; deliveries
//! come in between, as many as one likes. The member that lies remembers nothing: it does from any set at all whatever an honest one
//! would do there, and orders two versions of everything. So it signs beside its own orders, acknowledges several branches, signs
//! several installations, hides what it knows. How much it signs, how many anchors follow each other and how many terms there are is
//! part of the scenario: so there is an end, and up to it nothing is left out.
//!
//! **Every set** that any member holds on the way is judged once, in two orders, each item by itself: the states must be the same.
//! Two promises are checked for it: what a majority acknowledged is gone only where one of those who acknowledged it is named, and
//! nobody is named who did not lie. In every state every majority of honest members, whatever they hold besides what they know, must
//! be able to make the chain grow by themselves.
//!
//! **What is left out, and why nothing is lost by it:**
//! * Deliveries are no actions: a delivery changes nothing but what its receiver holds, and can as well happen right before that one
//!   signs. Every signed item stays with its signer, who can hand it on then.
//! * Sets are closed: with an item goes the decision that it refers to. Without it, it says nothing: what is not held together with
//!   the founding is in no tree, and an installation is counted only where its base is held. Its signature could at most keep
//!   another one of the same signer from counting; the set without both is among the sets.
//! * Of two sets from which a member signs the same, the larger one is left out: what was held only bounds what is held later,
//!   from below, so the smaller set leaves everything open that the larger one does.
//! * States that differ in the names of honest members, or in which of the liar's versions is which, are one. Prints, sums of
//!   numbers made of what items say and refer to, tell states apart; that two different ones agree is one accident in 2^128. Where
//!   the register breaks a tie by an item's hash, one of the ways to break it is explored.
//!
//! * [`scenario`]: who is there; [`network`]: what members sign
//! * [`ledger`]: every item once; [`renaming`]: under other names
//! * [`state`]; [`views`]: what the register says of each set; [`promise`]
//! * [`search`]: each state once, those with fewer signatures first

mod ledger;
mod network;
mod promise;
mod renaming;
mod scenario;
mod search;
mod state;
mod views;

use std::{env, time::Instant};

use scenario::Scenario;
use search::explore;

/// Explores the small scenario, so many of its states; when `MAILLAGE_MODEL=long` asks for it, the whole large one.
fn explored(small: Scenario, states: usize, large: Scenario) {
    let is_long = env::var("MAILLAGE_MODEL").is_ok_and(|asked| asked == "long");
    let (scenario, states) = if is_long { (large, usize::MAX) } else { (small, states) };
    let begun = Instant::now();
    println!("{scenario}: {}; {} s", explore(scenario, states), begun.elapsed().as_secs());
}

const WHOLE: usize = usize::MAX;

#[test]
fn three_honest_members_agree_and_go_on_in_every_interleaving() {
    explored(Scenario::honest(3, 1, 2), WHOLE, Scenario::honest(3, 2, 2));
}

#[test]
fn four_honest_members_agree_and_go_on_in_every_interleaving() {
    explored(Scenario::honest(4, 1, 2), 900, Scenario::honest(4, 1, 2));
}

#[test]
fn a_lying_secretary_of_three_replaces_nothing_that_stands_and_stops_nobody() {
    explored(Scenario::honest(3, 1, 2).with_liar(0, 2), WHOLE, Scenario::honest(3, 1, 2).with_liar(0, 4));
}

#[test]
fn a_lying_member_of_three_replaces_nothing_that_stands_and_stops_nobody() {
    explored(Scenario::honest(3, 1, 2).with_liar(1, 2), WHOLE, Scenario::honest(3, 1, 2).with_liar(1, 3));
}

#[test]
fn a_lying_secretary_of_four_replaces_nothing_that_stands_and_stops_nobody() {
    explored(Scenario::honest(4, 1, 2).with_liar(0, 2), 400, Scenario::honest(4, 1, 2).with_liar(0, 3));
}

#[test]
fn a_lying_member_of_four_replaces_nothing_that_stands_and_stops_nobody() {
    explored(Scenario::honest(4, 1, 2).with_liar(1, 2), 400, Scenario::honest(4, 1, 2).with_liar(1, 2));
}

#[test]
fn a_secretary_of_three_that_orders_decisions_side_by_side_replaces_nothing_that_stands() {
    let scenario = Scenario::honest(3, 2, 1);
    explored(scenario.with_liar(0, 5), WHOLE, scenario.with_liar(0, 6));
}
