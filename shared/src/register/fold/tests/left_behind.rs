//! Whom only a branch knew that an assembly left behind: still heard, and what is compared of its words.

use super::{
    acknowledge, line, rival,
    terms::{begun, installation},
};
use crate::{
    calendar::ClaimedTime,
    register::{
        Acknowledgement, Content, Register, compose,
        fixture::{Network, Person},
        membership::Remove,
    },
};

#[test]
fn who_meets_an_assembly_first_still_hears_from_those_whom_it_left_behind_that_the_branch_stands() {
    let mut network = Network::founded_with(5);
    let founding = network.state().chain.decisions[0].id;
    let anchor = network.anchor(vec![line(1)]);
    let early = begun(&network, &installation(&network, 2, founding, 0), 0, &[0], 7);
    network.register.insert(early.clone());
    assert_eq!(network.tip(), early.id());
    for member in [1, 2] {
        let device = network.people[member].device.public();
        assert!(network.state().chain.roster.operator_of_device(device).is_none(), "the assembly was before it");
        assert!(network.state().may_connect(device));
        let said = acknowledge(&network, member, anchor);
        assert!(network.register.admissible(&said));
        network.register.insert(said);
    }
    assert_eq!(network.tip(), anchor);
    assert!(network.state().left_behind.is_empty());
}

#[test]
fn whom_the_chain_that_counts_knows_has_no_device_of_a_branch_left_behind() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let old = network.people[2].device.public();
    network.admit(Person::new(50));
    let further = network.people[3].device.public();
    let assembly = begun(&network, &installation(&network, 2, base, 1), 1, &[1, 2], 7);
    network.register.insert(assembly.clone());
    assert_eq!(network.state().left_behind.keys().copied().collect::<Vec<_>>(), [further]);
    assert!(!network.state().left_behind.contains_key(&old) && network.state().may_connect(old));
}

#[test]
fn words_of_somebody_whom_no_branch_knows_any_more_are_kept_and_not_compared() {
    let mut network = Network::founded_with(3);
    let stranger = Person::new(50);
    let said = compose::acknowledgement(&stranger.device, network.id, &Acknowledgement::complete(network.tip(), 1));
    network.register.insert(said.clone());
    let is_listed = |register: &Register| register.listed().any(|id| *id == said.id());
    assert!(network.register.get(&said.id()).is_some() && !is_listed(&network.register));
    network.admit(stranger);
    assert!(is_listed(&network.register));
}

#[test]
fn a_member_that_a_branch_removed_does_not_come_back_when_a_later_term_leaves_its_admission_behind() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    network.admit(Person::new(50));
    let further = network.people[3].device.public();
    let second = begun(&network, &installation(&network, 2, network.tip(), 1), 1, &[0, 1, 2], 7);
    network.register.insert(second);
    let remove = Content::remove(&Remove { operator: network.people[3].operator(), heads: Vec::new() });
    let order = network.proposal(0, remove, &[0, 1, 2]);
    let removed = compose::sequence(&network.people[1].device, network.state(), &order, ClaimedTime(9)).unwrap();
    network.register.insert(removed.clone());
    assert_eq!(network.tip(), removed.id());
    assert!(!network.state().may_connect(further));
    let third = begun(&network, &installation(&network, 3, base, 2), 2, &[0, 1, 2], 8);
    network.register.insert(third.clone());
    assert_eq!(network.tip(), third.id());
    assert!(!network.state().may_connect(further));
}

#[test]
fn what_a_decision_follows_is_said_by_listed_decisions_only() {
    let mut network = Network::founded_with(3);
    network.anchor(Vec::new());
    let stranger = Person::new(50);
    let unheard = rival(&network, &stranger.device, 2);
    let heard = rival(&network, network.secretary(), 2);
    network.register.insert_all([unheard.clone(), heard.clone()]);
    let heights = network.register.branching_heights([unheard.id(), heard.id()]);
    assert_eq!(heights.get(&heard.id()), Some(&1));
    assert_eq!(heights.get(&unheard.id()), None, "who never took it could not say");
}
