//! Which term counts, what an assembly leaves behind, and who is named for it.

use super::{acknowledge, items, line, rival};
use crate::{
    bounds,
    calendar::ClaimedTime,
    identity::{DeviceKey, NetworkId},
    register::{
        Acknowledgement, Contest, Decision, Install, Installation, Invalid, Item, ItemId, ItemKind, Register, automatic,
        compose::{self, Order},
        evidence::Breach,
        fixture::{Network, Person},
        installing::InstallError,
    },
};

pub(super) fn signature(device: &DeviceKey, network: NetworkId, install: &Install) -> Item {
    Item::by_device(device, network, ItemKind::Install, crate::encoding::to_bytes(install))
}

pub(super) fn installation(network: &Network, term: u32, base: ItemId, member: usize) -> Installation {
    Installation { term, base, secretary: network.people[member].operator(), holds: Vec::new() }
}

/// The decision by which members that say that they acknowledged nothing install one of them, at another time for another decision.
pub(super) fn begun(network: &Network, installation: &Installation, by: usize, signers: &[usize], time: u64) -> Item {
    let install = Install { installation: installation.clone(), acknowledged: None, parted: None };
    let signatures: Vec<_> = signers.iter().map(|member| (&network.people[*member].device, install.clone())).collect();
    let decision = Decision { claimed_at: ClaimedTime(time), ..network.beginning(&signatures, &[]) };
    network.sign(&network.people[by].device, &decision)
}

/// The decision that a secretary of a later term orders after another.
pub(super) fn following(network: &Network, by: usize, parent: &Item) -> Item {
    let envelope = crate::register::reading::ReadDecision::read(parent).unwrap().decision;
    let decision = Decision {
        term: envelope.term,
        height: envelope.height + 1,
        parent: Some(parent.id()),
        ..network.envelope(&Network::empty_anchor())
    };
    network.sign(&network.people[by].device, &decision)
}

pub(super) fn breaches(register: &Register, network: &Network, member: usize) -> Vec<Breach> {
    let operator = Some(network.people[member].operator());
    register.evidence().into_iter().filter(|evidence| evidence.operator == operator).map(|evidence| evidence.breach).collect()
}

pub(super) fn everything_about_terms() -> (NetworkId, Vec<Item>) {
    let mut network = Network::founded_with(3);
    let anchor = network.anchor(vec![line(1)]);
    let contested = rival(&network, network.secretary(), 3);
    let base = network.tip();
    network.register.insert_all([acknowledge(&network, 1, anchor), acknowledge(&network, 2, anchor)]);
    let left = network.anchor(vec![line(2)]);
    let left_rival = rival(&network, network.secretary(), 4);
    let (two, three) = (installation(&network, 2, base, 1), installation(&network, 3, base, 2));
    let first = begun(&network, &two, 1, &[1, 2], 7);
    let same = begun(&network, &two, 1, &[1, 2], 8);
    let other = begun(&network, &three, 2, &[1, 2], 9);
    let early = begun(&network, &installation(&network, 5, network.state().chain.decisions[0].id, 0), 0, &[0], 10);
    let (next, after) = (following(&network, 1, &first), following(&network, 2, &other));
    // Beside the assembly, with its term: of a secretary that has none there.
    let beside = Decision { term: 2, height: 4, parent: Some(base), ..network.envelope(&Network::empty_anchor()) };
    let beside = [network.secretary(), &network.people[2].device].map(|device| network.sign(device, &beside));
    let after_acknowledged =
        compose::acknowledgement(&network.people[1].device, network.id, &Acknowledgement::complete(after.id(), 3));
    let plain = Install { installation: three, acknowledged: Some(anchor), parted: None };
    let held = [1, 2].map(|member: usize| signature(&network.people[member].device, network.id, &plain));
    let wrong_time = rival(&network, &network.people[1].device, 2);
    let mut all = items(&network);
    all.extend([contested, left_rival, first, same, other, early, next, after, after_acknowledged, wrong_time]);
    all.extend(beside.into_iter().chain(held).chain([acknowledge(&network, 0, left), acknowledge(&network, 2, left)]));
    (network.id, all)
}

#[test]
fn the_highest_term_counts_and_what_it_leaves_behind_is_void() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let left = network.anchor(vec![line(1)]);
    let [two, three] = [2, 3].map(|term| begun(&network, &installation(&network, term, base, 1), 1, &[1, 2], 7));
    network.register.insert(three.clone());
    assert_eq!((network.tip(), network.state().chain.term), (three.id(), 3));
    network.register.insert(two.clone());
    assert_eq!(network.tip(), three.id());
    let mut void = vec![left, two.id()];
    void.sort_unstable();
    assert_eq!(network.state().void, void);
    let next = compose::sequence(&network.people[1].device, network.state(), &Network::empty_anchor(), ClaimedTime(9)).unwrap();
    network.register.insert(next.clone());
    assert_eq!(network.tip(), next.id());
    assert!(compose::sequence(network.secretary(), network.state(), &Network::empty_anchor(), ClaimedTime(9)).is_err());
}

#[test]
fn who_was_a_majority_alone_cannot_take_back_what_the_others_acknowledged() {
    let mut network = Network::founded_with(4);
    let founding = network.state().chain.decisions[0].id;
    let anchor = network.anchor(vec![line(1)]);
    let early = begun(&network, &installation(&network, 60, founding, 0), 0, &[0], 7);
    let acknowledged: Vec<Item> = (0..4).map(|member| acknowledge(&network, member, anchor)).collect();
    network.register.insert_all(acknowledged);
    network.register.insert(early.clone());
    assert_eq!((network.tip(), network.state().chain.term), (anchor, 1));
    assert_eq!(network.state().skipped.get(&early.id()), Some(&Invalid::BranchMayStand));
    assert!(breaches(&network.register, &network, 0).contains(&Breach::AgainstAcknowledgement));
}

#[test]
fn an_assembly_of_the_members_at_the_tip_stands_whatever_was_acknowledged() {
    let mut network = Network::founded_with(4);
    let anchor = network.anchor(vec![line(1)]);
    let acknowledged: Vec<Item> = (0..4).map(|member| acknowledge(&network, member, anchor)).collect();
    network.register.insert_all(acknowledged);
    let assembly = begun(&network, &installation(&network, 2, anchor, 1), 1, &[1, 2, 3], 7);
    network.register.insert(assembly.clone());
    assert_eq!((network.tip(), network.state().void.len()), (assembly.id(), 0));
    assert_eq!(network.register.evidence(), []);
}

#[test]
fn an_acknowledgement_that_comes_later_takes_an_assembly_back_that_reached_below_it() {
    let mut network = Network::founded_with(5);
    let founding = network.state().chain.decisions[0].id;
    let anchor = network.anchor(vec![line(1)]);
    let early = begun(&network, &installation(&network, 2, founding, 0), 0, &[0], 7);
    network.register.insert(early.clone());
    assert_eq!(network.tip(), early.id(), "nobody has acknowledged anything");
    network.register.insert(acknowledge(&network, 1, anchor));
    assert_eq!(network.tip(), early.id());
    network.register.insert(acknowledge(&network, 2, anchor));
    assert_eq!(network.tip(), anchor, "they were a majority when the fourth came in");
}

#[test]
fn two_assemblies_of_one_term_halt_the_chain_where_they_part_until_a_majority_acknowledges_one() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let [one, other] = [1, 2].map(|member| begun(&network, &installation(&network, 2, base, member), member, &[1, 2], 7));
    let next = following(&network, 1, &one);
    network.register.insert_all([one.clone(), other.clone(), next.clone()]);
    let halted: Contest = network.state().halted.clone().unwrap();
    assert_eq!((network.tip(), halted.parent), (base, Some(base)));
    assert_eq!(breaches(&network.register, &network, 1), [Breach::SeveralInstallations], "carried by the decisions alone");
    assert_eq!(breaches(&network.register, &network, 2), [Breach::SeveralInstallations]);
    for member in [0, 1] {
        let acknowledgement = Acknowledgement::complete(next.id(), 2);
        network.register.insert(compose::acknowledgement(&network.people[member].device, network.id, &acknowledgement));
    }
    assert_eq!((network.tip(), network.state().halted.clone()), (next.id(), None));
    assert_eq!(network.state().overruled, [halted]);
}

#[test]
fn a_secretary_that_takes_office_twice_is_named() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let twice = [7, 8].map(|time| begun(&network, &installation(&network, 2, base, 1), 1, &[1, 2], time));
    network.register.insert_all(twice);
    assert!(network.state().halted.is_some());
    assert_eq!(breaches(&network.register, &network, 1), [Breach::SeveralDecisions]);
    assert_eq!(breaches(&network.register, &network, 2), []);
}

#[test]
fn evidence_against_a_secretary_outlasts_the_assembly_that_replaces_it() {
    for goes_on_from_one in [true, false] {
        let mut network = Network::founded_with(3);
        let parent = network.tip();
        let anchor = network.anchor(vec![line(1)]);
        network.register.insert(rival(&network, network.secretary(), 3));
        assert_eq!(breaches(&network.register, &network, 0), [Breach::SeveralDecisions]);
        let base = if goes_on_from_one { anchor } else { parent };
        let assembly = begun(&network, &installation(&network, 2, base, 1), 1, &[1, 2], 7);
        network.register.insert(assembly.clone());
        assert_eq!(network.tip(), assembly.id());
        assert_eq!(breaches(&network.register, &network, 0), [Breach::SeveralDecisions]);
    }
}

#[test]
fn who_acknowledges_two_branches_of_a_term_is_named() {
    let mut network = Network::founded_with(3);
    let anchor = network.anchor(vec![line(1)]);
    let rival = rival(&network, network.secretary(), 3);
    network.register.insert_all([rival.clone(), acknowledge(&network, 1, anchor), acknowledge(&network, 2, rival.id())]);
    assert_eq!(breaches(&network.register, &network, 1), []);
    network.register.insert(acknowledge(&network, 1, rival.id()));
    assert_eq!(breaches(&network.register, &network, 1), [Breach::SeveralBranches]);
    assert_eq!(breaches(&network.register, &network, 2), []);
}

#[test]
fn who_orders_an_invalid_decision_is_named() {
    let mut network = Network::founded_with(2);
    network.anchor(vec![line(1)]);
    let again = network.envelope(&Order::anchor(&crate::register::Anchor { lines: vec![line(1)] }));
    let item = network.sign(network.secretary(), &again);
    let tip = network.tip();
    network.register.insert(item);
    assert_eq!(network.tip(), tip);
    assert_eq!(breaches(&network.register, &network, 0), [Breach::InvalidDecision(Invalid::AnchorRepeats)]);
}

#[test]
fn who_signs_against_its_acknowledgement_or_acknowledges_what_it_gave_up_is_named() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let anchor = network.anchor(vec![line(1)]);
    let install = Install { installation: installation(&network, 2, base, 1), acknowledged: None, parted: None };
    let said = Install { acknowledged: Some(anchor), parted: Some(anchor), ..install.clone() };
    network.register.insert_all([1, 2].map(|member: usize| acknowledge(&network, member, anchor)));
    network.register.insert(signature(&network.people[1].device, network.id, &install));
    network.register.insert(signature(&network.people[2].device, network.id, &said));
    assert_eq!(breaches(&network.register, &network, 1), [Breach::AgainstAcknowledgement]);
    assert_eq!(breaches(&network.register, &network, 2), [], "it said so");
}

#[test]
fn a_device_signs_no_installation_that_goes_on_from_where_it_decided_for_nobody() {
    let mut network = Network::founded_with(3);
    let early = installation(&network, 2, network.tip(), 1);
    network.admit(Person::new(50));
    let device = network.people[3].device.clone();
    assert_eq!(network.register.sign_installation(&device, early.clone()), Err(InstallError::NoPart));
    assert!(network.register.sign_installation(&device, Installation { base: network.tip(), ..early }).is_ok());
}

#[test]
fn an_honest_device_signs_one_installation_a_term_and_none_so_far_ahead_that_no_term_is_left() {
    let mut network = Network::founded_with(3);
    let device = network.people[1].device.clone();
    let next = network.register.next_installation(device.public(), network.people[2].operator(), Vec::new()).unwrap();
    let far = Installation { term: next.term + bounds::TERMS_AHEAD - 1, ..next.clone() };
    assert_eq!(network.register.sign_installation(&device, far), Err(InstallError::Term));
    assert_eq!(network.register.sign_installation(&device, Installation { term: 1, ..next.clone() }), Err(InstallError::Term));
    let unknown = Installation { base: ItemId::from_bytes([1; 32]), ..next.clone() };
    assert_eq!(network.register.sign_installation(&device, unknown), Err(InstallError::BaseUnknown));
    network.register.insert(network.register.sign_installation(&device, next.clone()).unwrap());
    let other = Installation { secretary: network.people[0].operator(), ..next.clone() };
    assert_eq!(network.register.sign_installation(&device, other), Err(InstallError::SignedAnother));
    let after = network.register.next_installation(device.public(), network.people[0].operator(), Vec::new()).unwrap();
    assert_eq!(after.term, next.term + 1);
    for _ in 2..=bounds::TERMS_AHEAD {
        let next = network.register.next_installation(device.public(), network.people[2].operator(), Vec::new()).unwrap();
        network.register.insert(network.register.sign_installation(&device, next).unwrap());
    }
}

#[test]
fn a_carried_installation_is_counted_by_the_members_at_its_base() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    network.admit(Person::new(4));
    let installation = installation(&network, 2, base, 1);
    for member in [1, 2] {
        let item = network.register.sign_installation(&network.people[member].device, installation.clone()).unwrap();
        network.register.insert(item);
    }
    let [pending] = network.state().pending_installations.as_slice() else { panic!() };
    assert_eq!((pending.needed, pending.is_carried()), (2, true));
    let item = network.register.take_office(&network.people[1].device, pending.id, ClaimedTime(9)).unwrap();
    network.register.insert(item.clone());
    assert_eq!((network.tip(), network.state().chain.roster.active_count()), (item.id(), 3));
}

#[test]
fn what_stays_left_out_two_anchors_later_makes_its_witnesses_install_the_next_member() {
    let mut network = Network::founded_with(3);
    let revoked = crate::register::Revocation {
        device: network.people[1].device.public(),
        last_good: 3,
        hash: crate::journal::EntryHash::NONE,
        newest: None,
    };
    let person = &network.people[1];
    let says = crate::register::Says::Revocation(revoked);
    let statement = compose::statement(&person.root, network.id, person.operator(), 2, says);
    network.register.insert(statement.clone());
    let complaint = |network: &Network, anchor| {
        let acknowledgement = Acknowledgement { omitted_items: vec![statement.id()], ..Acknowledgement::complete(anchor, 1) };
        compose::acknowledgement(&network.people[2].device, network.id, &acknowledgement)
    };
    let anchor = network.anchor(vec![line(1)]);
    network.register.insert(complaint(&network, anchor));
    let wanted =
        |network: &Network| automatic::to_install(&network.register, &automatic::Heads::new(), network.people[2].device.public());
    for seq in 2..4 {
        assert_eq!(wanted(&network), None);
        network.anchor(vec![line(seq)]);
    }
    let proposed = wanted(&network).unwrap();
    assert_eq!((proposed.secretary, proposed.base), (network.people[1].operator(), network.tip()));
    assert_eq!(automatic::to_install(&network.register, &automatic::Heads::new(), network.people[1].device.public()), None);
    // Another member proposes first: it is joined, not split.
    let other = Installation { secretary: network.people[2].operator(), ..proposed.clone() };
    let by_other = network.register.sign_installation(&network.people[1].device, other.clone()).unwrap();
    network.register.insert(by_other);
    assert_eq!(wanted(&network), Some(other));
    network.order(&Order::statement(&network.register, statement.id()).unwrap());
    assert_eq!(wanted(&network), None, "what was recorded is not left out any more");
}

#[test]
fn who_signs_two_installations_in_one_term_is_counted_for_neither() {
    let mut network = Network::founded_with(3);
    let tip = network.tip();
    for secretary in [1, 2] {
        let install = Install { installation: installation(&network, 2, tip, secretary), acknowledged: None, parted: None };
        for member in [1, 2].into_iter().filter(|member| *member == 2 || secretary == 1) {
            network.register.insert(signature(&network.people[member].device, network.id, &install));
        }
    }
    let [pending] = network.state().pending_installations.as_slice() else { panic!() };
    assert_eq!((pending.signed.len(), pending.is_carried()), (1, false));
}

#[test]
fn a_member_that_signed_an_installation_acknowledges_up_to_its_base_and_more_once_a_later_term_begins() {
    let mut network = Network::founded_with(3);
    let first = network.anchor(Vec::new());
    let devices = [1, 2].map(|member: usize| network.people[member].device.clone());
    let due = |network: &Network| {
        let nothing = std::collections::BTreeMap::<(crate::identity::DeviceId, u64), crate::journal::EntryHash>::new();
        automatic::to_acknowledge(&network.register, &nothing, &automatic::Heads::new(), devices[0].public())
            .map(|said| said.anchor)
    };
    assert_eq!(due(&network), Some(first));
    let next = network.register.next_installation(devices[0].public(), network.people[2].operator(), Vec::new()).unwrap();
    network.register.insert(network.register.sign_installation(&devices[0], next.clone()).unwrap());
    let beyond = network.anchor(Vec::new());
    assert_eq!(due(&network), Some(first), "the assembly would go on from after it");
    network.register.insert(acknowledge(&network, 1, first));
    assert_eq!(due(&network), None, "the assembly would leave it behind");
    // If it did all the same, and others carried its signature later, it would be the one that spoke against itself.
    let mut tempted = network.clone();
    tempted.register.insert(acknowledge(&tempted, 1, beyond));
    assert_eq!(breaches(&tempted.register, &tempted, 1), [Breach::AgainstAcknowledgement]);
    // Members go on by another assembly, from the tip: it may well keep the secretary.
    let again =
        Installation { term: next.term + 1, base: network.tip(), secretary: network.people[0].operator(), holds: Vec::new() };
    for device in &devices {
        network.register.insert(network.register.sign_installation(device, again.clone()).unwrap());
    }
    let begun = network.register.take_office(network.secretary(), again.digest(), ClaimedTime(9)).unwrap();
    network.register.insert(begun.clone());
    assert_eq!(network.tip(), begun.id());
    let later = network.anchor(Vec::new());
    assert_eq!(due(&network), Some(later));
    assert_eq!(breaches(&network.register, &network, 1), []);
}

#[test]
fn an_assembly_that_goes_on_from_what_breaks_a_rule_is_settled_for_good() {
    let mut network = Network::founded_with(3);
    let broken = rival(&network, &network.people[2].device, 3);
    let base = Installation { base: broken.id(), ..installation(&network, 2, network.tip(), 1) };
    let install = Install { installation: base, acknowledged: None, parted: None };
    let signatures = [1, 2].map(|member: usize| (&network.people[member].device, install.clone()));
    let decision = Decision { height: 4, ..network.beginning(&signatures, &[]) };
    let assembly = network.sign(&network.people[1].device, &decision);
    let tip = network.tip();
    network.register.insert(assembly.clone());
    assert!(!network.register.verdicts.contains_key(&assembly.id()), "its base may come");
    network.register.insert(broken);
    assert!(matches!(network.register.verdicts.get(&assembly.id()), Some(super::super::Known::Invalid(Invalid::Parent))));
    assert_eq!((network.tip(), network.state().chain.term), (tip, 1));
}

#[test]
fn one_member_makes_the_others_count_few_of_the_installations_that_it_signs() {
    let mut network = Network::founded_with(5);
    let bases: Vec<ItemId> = (1..=40).map(|seq| network.anchor(vec![line(seq)])).collect();
    let together = installation(&network, 2, network.tip(), 1);
    for member in [1, 2, 3] {
        let item = network.register.sign_installation(&network.people[member].device, together.clone()).unwrap();
        network.register.insert(item);
    }
    let hostile = network.people[4].clone();
    let flood = bases.iter().zip(3..).map(|(base, term)| {
        let install = Install { installation: installation(&network, term, *base, 4), acknowledged: None, parted: None };
        signature(&hostile.device, network.id, &install)
    });
    let mut register = network.register.clone();
    register.insert_all(flood);
    let pending = &register.state().pending_installations;
    assert_eq!(pending.len(), bounds::INSTALLATIONS + 1);
    assert!(pending.iter().any(|pending| pending.id == together.digest() && pending.is_carried()));
    // One base is both the flood's and the others'.
    assert_eq!(register.bases.len(), bounds::INSTALLATIONS, "the members at each base are worked out once");
}

#[test]
fn a_false_anchor_that_an_assembly_goes_on_from_keeps_nobody_from_acknowledging_later_ones() {
    let mut network = Network::founded_with(3);
    network.anchor(vec![line(900)]);
    let two = installation(&network, 2, network.tip(), 1);
    let install = begun(&network, &two, 1, &[1, 2], 7);
    let next = following(&network, 1, &install);
    network.register.insert_all([install, next.clone()]);
    let nothing: std::collections::BTreeMap<(crate::identity::DeviceId, u64), crate::journal::EntryHash> =
        std::collections::BTreeMap::default();
    let acknowledged = |member: usize| {
        let device = network.people[member].device.public();
        automatic::to_acknowledge(&network.register, &nothing, &automatic::Heads::new(), device)
    };
    assert_eq!(acknowledged(2), Some(Acknowledgement::complete(next.id(), 2)));
}
