//! What an assembly has answered for, and who signed against itself: neither keeps a majority from going on.

use super::{
    acknowledge, line, rival,
    terms::{begun, breaches, following, installation, signature},
};
use crate::{
    calendar::ClaimedTime,
    register::{
        Acknowledgement, Install, Installation, Item, compose, evidence::Breach, fixture::Network, installing::InstallError,
    },
};

/// These members sign for one of them, as their programs do, and it takes up the work.
fn installed(network: &mut Network, installation: &Installation, by: usize, signers: &[usize]) -> Item {
    for member in signers {
        let device = network.people[*member].device.clone();
        let item = network.register.sign_installation(&device, installation.clone()).unwrap();
        network.register.insert(item);
    }
    let device = network.people[by].device.clone();
    let item = network.register.take_office(&device, installation.digest(), ClaimedTime(9)).unwrap();
    network.register.insert(item.clone());
    item
}

fn acknowledge_in_term_two(network: &mut Network, member: usize, anchor: &Item) {
    let acknowledgement = Acknowledgement::complete(anchor.id(), 2);
    let item = compose::acknowledgement(&network.people[member].device, network.id, &acknowledgement);
    network.register.insert(item);
}

#[test]
fn who_acknowledged_what_an_assembly_left_behind_goes_on_from_it_when_its_secretary_is_gone() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let left = network.anchor(vec![line(1)]);
    network.register.insert(acknowledge(&network, 0, left));
    let begun = begun(&network, &installation(&network, 2, base, 1), 1, &[1, 2], 7);
    network.register.insert(begun.clone());
    let next = installation(&network, 3, begun.id(), 2);
    let item = installed(&mut network, &next, 2, &[0, 2]);
    assert_eq!(network.tip(), item.id());
    assert_eq!(network.register.evidence(), []);
}

#[test]
fn what_was_acknowledged_in_an_assemblys_own_term_or_later_it_has_not_answered_for() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let other = begun(&network, &installation(&network, 3, base, 2), 2, &[0, 2], 7);
    let after = following(&network, 2, &other);
    let begun = begun(&network, &installation(&network, 2, base, 1), 1, &[1, 2], 7);
    network.register.insert_all([other.clone(), after.clone(), begun.clone()]);
    let acknowledgement = Acknowledgement::complete(after.id(), 3);
    let item = compose::acknowledgement(&network.people[0].device, network.id, &acknowledgement);
    network.register.insert(item);
    let next = installation(&network, 4, begun.id(), 2);
    for member in [0, 2] {
        let device = network.people[member].device.clone();
        network.register.insert(network.register.sign_installation(&device, next.clone()).unwrap());
    }
    assert!(network.register.take_office(&network.people[2].device, next.digest(), ClaimedTime(9)).is_err());
}

#[test]
fn who_signs_two_installations_of_one_term_is_not_counted_for_what_is_left_behind() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let [one, other] = [1, 2].map(|member| begun(&network, &installation(&network, 2, base, member), member, &[0, member], 7));
    let [first, second] = [(1, &one), (2, &other)].map(|(member, begun)| following(&network, member, begun));
    network.register.insert_all([one, other, first.clone(), second.clone()]);
    acknowledge_in_term_two(&mut network, 1, &first);
    acknowledge_in_term_two(&mut network, 2, &second);
    assert!(network.state().halted.is_some());
    let next = installation(&network, 3, first.id(), 2);
    let item = installed(&mut network, &next, 2, &[1, 2]);
    assert_eq!(network.tip(), item.id());
    assert_eq!(breaches(&network.register, &network, 0), [Breach::SeveralInstallations]);
}

#[test]
fn two_assemblies_of_different_terms_contradict_nobody() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let one = begun(&network, &installation(&network, 2, base, 1), 1, &[0, 1], 7);
    let other = begun(&network, &installation(&network, 3, base, 2), 2, &[0, 2], 7);
    let first = following(&network, 1, &one);
    let second = following(&network, 2, &other);
    network.register.insert_all([one.clone(), other.clone(), first.clone(), second.clone()]);
    acknowledge_in_term_two(&mut network, 1, &first);
    let next = installation(&network, 4, second.id(), 2);
    let signed: Vec<_> = [(1, Some(first.id()), Some(one.id())), (2, None, None)]
        .map(|(member, acknowledged, parted): (usize, _, _)| {
            (&network.people[member].device, Install { installation: next.clone(), acknowledged, parted })
        })
        .to_vec();
    let mut pair = [one.id(), other.id()];
    pair.sort_unstable();
    let decision = network.beginning(&signed, &[]);
    let Some(crate::register::Matter::Install(mut assembly)) = decision.content.clone().unwrap().matter().unwrap() else {
        panic!()
    };
    assembly.contradiction = Some(crate::register::install::Contradiction { lower: pair[0], higher: pair[1] });
    let decision = crate::register::Decision { content: Some(crate::register::Content::install(&assembly)), ..decision };
    let item = network.sign(&network.people[2].device, &decision);
    network.register.insert(item.clone());
    assert_eq!(network.tip(), second.id(), "member 0 signed both, each in its own term");
}

#[test]
fn who_goes_on_in_a_later_term_is_not_named_for_what_that_term_left_behind() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let left = network.anchor(vec![line(1)]);
    network.register.insert(acknowledge(&network, 0, left));
    let begun = begun(&network, &installation(&network, 2, base, 1), 1, &[1, 2], 7);
    let after = following(&network, 1, &begun);
    network.register.insert_all([begun, after.clone()]);
    acknowledge_in_term_two(&mut network, 0, &after);
    let next = installation(&network, 3, after.id(), 0);
    installed(&mut network, &next, 0, &[0, 2]);
    assert_eq!(network.register.evidence(), []);
}

#[test]
fn who_says_an_earlier_term_than_it_acknowledged_is_named() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let left = network.anchor(vec![line(1)]);
    let begun = begun(&network, &installation(&network, 2, left, 1), 1, &[1, 2], 7);
    let after = following(&network, 1, &begun);
    network.register.insert_all([begun, after.clone(), acknowledge(&network, 0, left)]);
    acknowledge_in_term_two(&mut network, 0, &after);
    let installation = installation(&network, 3, base, 2);
    let said = |acknowledged| Install { installation: installation.clone(), acknowledged: Some(acknowledged), parted: Some(left) };
    let device = network.people[0].device.clone();
    let mut honest = network.register.clone();
    honest.insert(signature(&device, network.id, &said(after.id())));
    assert_eq!(breaches(&honest, &network, 0), []);
    network.register.insert(signature(&device, network.id, &said(left)));
    assert_eq!(breaches(&network.register, &network, 0), [Breach::AgainstAcknowledgement]);
}

#[test]
fn a_device_does_not_sign_what_leaves_behind_more_than_its_signature_can_say() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let left = network.anchor(vec![line(1)]);
    network.register.insert(acknowledge(&network, 0, left));
    let begun = begun(&network, &installation(&network, 2, base, 1), 1, &[1, 2], 7);
    let after = following(&network, 1, &begun);
    network.register.insert_all([begun, after.clone()]);
    acknowledge_in_term_two(&mut network, 0, &after);
    let device = network.people[0].device.clone();
    let stale = installation(&network, 3, base, 2);
    assert_eq!(network.register.sign_installation(&device, stale), Err(InstallError::LeavesBehind));
    let from_the_left = installation(&network, 3, left, 2);
    assert!(network.register.sign_installation(&device, from_the_left).is_ok(), "it says where it parted");
}

#[test]
fn who_contradicted_itself_takes_no_assembly_back_by_acknowledging_what_that_one_left_behind() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let left = network.anchor(vec![line(1)]);
    network.register.insert_all([rival(&network, network.secretary(), 3), acknowledge(&network, 2, left)]);
    let installation = installation(&network, 2, base, 1);
    let item = installed(&mut network, &installation, 1, &[1, 2]);
    assert_eq!(network.tip(), item.id());
    network.register.insert(acknowledge(&network, 0, left));
    assert_eq!(network.tip(), item.id(), "the secretary ordered two decisions side by side: it stands behind neither");
    assert_eq!(breaches(&network.register, &network, 0), [Breach::SeveralDecisions]);
}
