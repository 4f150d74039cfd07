//! Whom only a branch knew that an assembly left behind: still heard, and what is compared of its words.

use super::{
    acknowledge, line,
    terms::{begun, installation},
};
use crate::register::{
    Acknowledgement, Register, compose,
    fixture::{Network, Person},
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
