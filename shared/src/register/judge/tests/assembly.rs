//! Rules on assemblies: who installs a secretary, from where, and what may be left behind.

use super::invalid;
use crate::{
    bounds,
    identity::{Certificate, DeviceKey, certificate::CertifiedDevice},
    register::{
        Content, Decision, Hold, Install, Installation, Invalid, Item, ItemError, ItemId, Matter, Verdict, compose,
        content::EmbeddedItem,
        fixture::{Network, Person},
        install::{Assembly, Contradiction},
        judge::judge_among,
        reading::ReadDecision,
    },
};

/// The installation of a member from the tip, in the next term.
fn next(network: &Network, member: usize) -> Installation {
    Installation { term: 2, base: network.tip(), secretary: network.people[member].operator(), holds: Vec::new() }
}

fn signed(installation: &Installation) -> Install {
    Install { installation: installation.clone(), acknowledged: None, parted: None }
}

fn judged(network: &Network, by: &DeviceKey, decision: &Decision) -> Verdict {
    let read = ReadDecision::read(&network.sign(by, decision)).unwrap();
    let base = decision.parent.and_then(|parent| network.register.state_at(parent)).unwrap();
    judge_among(&base, &read, network.register.held())
}

/// The verdict on the installation of the second member with these signatures.
fn with(network: &Network, signatures: &[(usize, Install)]) -> Verdict {
    let signatures: Vec<_> =
        signatures.iter().map(|(member, install)| (&network.people[*member].device, install.clone())).collect();
    judged(network, &network.people[1].device, &network.beginning(&signatures, &[]))
}

fn bent(change: impl FnOnce(&Network, &mut Assembly)) -> Invalid {
    let network = Network::founded_with(3);
    let install = signed(&next(&network, 1));
    let signatures = [1, 2].map(|member: usize| (&network.people[member].device, install.clone()));
    let mut decision = network.beginning(&signatures, &[]);
    let Some(Matter::Install(mut assembly)) = decision.content.unwrap().matter().unwrap() else { panic!() };
    change(&network, &mut assembly);
    decision.content = Some(Content::install(&assembly));
    invalid(judged(&network, &network.people[1].device, &decision))
}

#[test]
fn a_majority_installs_a_secretary_and_fewer_do_not() {
    let network = Network::founded_with(4);
    let install = signed(&next(&network, 1));
    let three = [1, 2, 3].map(|member| (member, install.clone()));
    assert!(matches!(with(&network, &three), Verdict::Valid(_)));
    assert_eq!(invalid(with(&network, &three[..2])), Invalid::TooFewApprovals { given: 2, needed: 3 });
}

#[test]
fn a_member_is_counted_once_in_an_assembly_and_strangers_not_at_all() {
    let network = Network::founded_with(3);
    let install = signed(&next(&network, 1));
    let twice = [(1, install.clone()), (1, Install { acknowledged: Some(network.tip()), ..install.clone() })];
    assert_eq!(invalid(with(&network, &twice)), Invalid::ApprovedTwice);
    let stranger = Person::new(9).device;
    let decision = network.beginning(&[(&network.people[1].device, install.clone()), (&stranger, install)], &[]);
    assert_eq!(invalid(judged(&network, &network.people[1].device, &decision)), Invalid::NotApprovedByMember);
}

#[test]
fn the_installed_secretarys_governing_device_begins_the_term() {
    let network = Network::founded_with(3);
    let install = signed(&next(&network, 1));
    let decision = network.beginning(&[1, 2].map(|member: usize| (&network.people[member].device, install.clone())), &[]);
    assert_eq!(invalid(judged(&network, &network.people[2].device, &decision)), Invalid::NotInstalled);
    assert_eq!(invalid(judged(&network, network.secretary(), &decision)), Invalid::NotInstalled);
    let stranger = Installation { secretary: Person::new(9).operator(), ..next(&network, 1) };
    assert_eq!(invalid(with(&network, &[(1, signed(&stranger)), (2, signed(&stranger))])), Invalid::NotInstalled);
}

#[test]
fn a_term_lies_above_the_bases_by_at_most_sixty_four() {
    let network = Network::founded_with(3);
    let in_term = |term| {
        let install = signed(&Installation { term, ..next(&network, 1) });
        with(&network, &[(1, install.clone()), (2, install)])
    };
    assert_eq!(invalid(in_term(1)), Invalid::Term);
    assert_eq!(invalid(in_term(bounds::TERMS_AHEAD + 2)), Invalid::Term);
    assert!(matches!(in_term(bounds::TERMS_AHEAD + 1), Verdict::Valid(_)));
}

#[test]
fn signatures_of_an_assembly_are_of_its_own_term_base_and_installation() {
    let network = Network::founded_with(3);
    let install = signed(&next(&network, 1));
    let signatures = [1, 2].map(|member: usize| (&network.people[member].device, install.clone()));
    let decision = network.beginning(&signatures, &[]);
    let later = Decision { term: 3, ..decision.clone() };
    assert_eq!(invalid(judged(&network, &network.people[1].device, &later)), Invalid::OtherInstallation);
    let earlier = Decision { parent: Some(network.state().chain.decisions[1].id), height: 2, ..decision };
    assert_eq!(invalid(judged(&network, &network.people[1].device, &earlier)), Invalid::OtherInstallation);
    let other = signed(&next(&network, 2));
    assert_eq!(invalid(with(&network, &[(1, install), (2, other)])), Invalid::OtherInstallation);
    assert_eq!(bent(|_, assembly| assembly.signatures.clear()), Invalid::OtherInstallation);
}

#[test]
fn an_assembly_carries_signatures_that_verify() {
    assert_eq!(bent(|_, assembly| assembly.signatures[0] = EmbeddedItem(vec![1])), Invalid::ApprovalItem(ItemError::Length));
    let approval = bent(|network, assembly| {
        let item = compose::approval(network.secretary(), network.id, network.tip(), network.tip());
        assembly.signatures[0] = EmbeddedItem(item.to_bytes());
    });
    assert_eq!(approval, Invalid::NotAnInstall);
    let many = bent(|_, assembly| assembly.signatures = vec![EmbeddedItem(Vec::new()); bounds::APPROVALS + 1]);
    assert_eq!(many, Invalid::TooManyApprovals);
}

#[test]
fn a_signer_says_where_its_acknowledged_anchor_lies() {
    let mut network = Network::founded_with(3);
    let anchor = network.anchor(Vec::new());
    let install = signed(&next(&network, 1));
    let elsewhere = ItemId::from_bytes([7; 32]);
    for (acknowledged, parted) in [(Some(elsewhere), None), (None, Some(elsewhere)), (Some(elsewhere), Some(anchor))] {
        let other = Install { acknowledged, parted, ..install.clone() };
        assert_eq!(invalid(with(&network, &[(1, install.clone()), (2, other)])), Invalid::AcknowledgedElsewhere);
    }
    let on_chain = Install { acknowledged: Some(anchor), ..install.clone() };
    assert!(matches!(with(&network, &[(1, install), (2, on_chain)]), Verdict::Valid(_)));
}

#[test]
fn an_assembly_leaves_no_branch_behind_that_a_majority_may_stand_behind() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let anchor = network.anchor(Vec::new());
    let installation = Installation { base, ..next(&network, 1) };
    let (plain, parted) =
        (signed(&installation), Install { acknowledged: Some(anchor), parted: Some(anchor), ..signed(&installation) });
    assert_eq!(
        invalid(with(&network, &[(1, plain.clone()), (2, parted.clone())])),
        Invalid::BranchMayStand,
        "the secretary and the third may"
    );
    assert!(matches!(with(&network, &[(0, plain.clone()), (1, plain.clone()), (2, parted.clone())]), Verdict::Valid(_)));
    assert_eq!(invalid(with(&network, &[(0, parted.clone()), (1, plain), (2, parted)])), Invalid::BranchMayStand);
}

#[test]
fn a_secretary_that_contradicts_itself_is_not_counted_for_what_is_left_behind() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let mut decision = network.envelope(&Network::empty_anchor());
    let anchor = network.anchor(Vec::new());
    decision.claimed_at = crate::calendar::ClaimedTime(7);
    let rival = network.sign(network.secretary(), &decision);
    network.register.insert(rival.clone());
    let installation = Installation { base, ..next(&network, 1) };
    let parted = Install { acknowledged: Some(anchor), parted: Some(anchor), ..signed(&installation) };
    let signatures =
        [(1, signed(&installation)), (2, parted)].map(|(member, install): (usize, _)| (&network.people[member].device, install));
    let mut decision = network.beginning(&signatures, &[]);
    let Some(Matter::Install(mut assembly)) = decision.content.clone().unwrap().matter().unwrap() else { panic!() };
    let mut naming = |lower, higher| {
        assembly.contradiction = Some(Contradiction { lower, higher });
        decision.content = Some(Content::install(&assembly));
        judged(&network, &network.people[1].device, &decision)
    };
    let (lower, higher) = (anchor.min(rival.id()), anchor.max(rival.id()));
    assert!(matches!(naming(lower, higher), Verdict::Valid(_)));
    assert_eq!(invalid(naming(higher, lower)), Invalid::NoContradiction);
    assert_eq!(invalid(naming(lower, lower)), Invalid::NoContradiction);
    assert_eq!(invalid(naming(base.min(anchor), base.max(anchor))), Invalid::NoContradiction);
    let unknown = ItemId::from_bytes([0xff; 32]);
    assert_eq!(naming(lower, unknown), Verdict::Pending(unknown), "what is not held may come");
}

#[test]
fn another_members_decisions_are_no_contradiction_of_the_secretary() {
    let mut network = Network::founded_with(3);
    let (base, hostile) = (network.tip(), network.people[2].device.clone());
    let mut decision = network.envelope(&Network::empty_anchor());
    let pair = [7, 8].map(|time| {
        decision.claimed_at = crate::calendar::ClaimedTime(time);
        network.sign(&hostile, &decision)
    });
    network.register.insert_all(pair.clone());
    let install = signed(&Installation { base, ..next(&network, 1) });
    let mut decision = network.beginning(&[1, 2].map(|member: usize| (&network.people[member].device, install.clone())), &[]);
    let Some(Matter::Install(mut assembly)) = decision.content.unwrap().matter().unwrap() else { panic!() };
    let [one, other] = pair.map(|item| item.id());
    assembly.contradiction = Some(Contradiction { lower: one.min(other), higher: one.max(other) });
    decision.content = Some(Content::install(&assembly));
    assert_eq!(invalid(judged(&network, &network.people[1].device, &decision)), Invalid::NoContradiction);
}

#[test]
fn who_kept_the_order_after_a_hold_is_known_even_where_the_next_decision_begins_a_term() {
    let mut network = Network::founded_with(3);
    let (old, new) = (network.secretary().clone(), Person::new(50).device);
    let hold = moving(&network, 0, &new);
    let parent = network.order(&compose::Order::hold(&hold));
    let pair = |network: &Network, by: &DeviceKey| {
        let mut decision = network.envelope(&Network::empty_anchor());
        let mut names = [7, 8].map(|time| {
            decision.claimed_at = crate::calendar::ClaimedTime(time);
            network.sign(by, &decision)
        });
        names.sort_by_key(Item::id);
        names
    };
    let (of_new, of_old) = (pair(&network, &new), pair(&network, &old));
    // An assembly goes on right after the Hold: nothing of that term's secretary stands beside it.
    let beginning =
        network.beginning(&[1, 2].map(|member: usize| (&network.people[member].device, signed(&next(&network, 1)))), &[]);
    let begun = network.sign(&network.people[1].device, &beginning);
    network.register.insert_all([begun.clone()].into_iter().chain(of_new.clone()).chain(of_old.clone()));
    assert_eq!(network.tip(), begun.id());
    let installation = Installation { term: 3, base: begun.id(), ..next(&network, 2) };
    let signatures = [1, 2].map(|member: usize| (&network.people[member].device, signed(&installation)));
    let mut decision = network.beginning(&signatures, &[]);
    let Some(Matter::Install(mut assembly)) = decision.content.clone().unwrap().matter().unwrap() else { panic!() };
    let mut naming = |pair: &[Item; 2]| {
        assembly.contradiction = Some(Contradiction { lower: pair[0].id(), higher: pair[1].id() });
        decision.content = Some(Content::install(&assembly));
        judged(&network, &network.people[2].device, &decision)
    };
    assert!(matches!(naming(&of_new), Verdict::Valid(_)), "the new device kept the order after {parent}");
    assert_eq!(invalid(naming(&of_old)), Invalid::NoContradiction, "the old one did not any more");
}

#[test]
fn an_assembly_of_later_rules_asks_for_an_update_when_its_members_are_a_majority_and_else_breaks_a_rule() {
    let network = Network::founded_with(3);
    let install = signed(&next(&network, 1));
    let of = |members: &[usize]| {
        let signatures: Vec<_> = members.iter().map(|member| (&network.people[*member].device, install.clone())).collect();
        Decision { rules_version: 2, ..network.beginning(&signatures, &[]) }
    };
    let by = &network.people[1].device;
    assert_eq!(judged(&network, by, &of(&[1, 2])), Verdict::NeedsUpdate);
    assert_eq!(invalid(judged(&network, by, &of(&[1]))), Invalid::TooFewApprovals { given: 1, needed: 2 });
    let mut register = network.register.clone();
    register.insert(network.sign(by, &of(&[1])));
    assert!(!register.state().needs_update, "one member cannot stop the others");
    register.insert(network.sign(by, &of(&[1, 2])));
    assert!(register.state().needs_update && register.state().chain.tip_id() == Some(network.tip()));
}

/// The Hold by which a member's root puts everything into the hands of a new device.
fn moving(network: &Network, member: usize, device: &DeviceKey) -> Item {
    let person = &network.people[member];
    let certified = CertifiedDevice {
        network: network.id,
        operator: person.operator(),
        root: person.root.public(),
        number: 2,
        device: device.public(),
        name: person.device_name.clone(),
    };
    let says = Hold {
        governing: device.public(),
        publishing: person.device.public(),
        former: None,
        certificate: Some(Certificate::issue(&person.root, &certified)),
    };
    compose::hold_statement(&person.root, network.id, person.operator(), 2, says)
}

#[test]
fn embedded_holds_count_before_the_signatures_do() {
    let network = Network::founded_with(2);
    let device = Person::new(50).device;
    let hold = moving(&network, 0, &device);
    let installation = Installation { holds: vec![hold.id()], ..next(&network, 1) };
    let signatures = [(&device, signed(&installation)), (&network.people[1].device, signed(&installation))];
    let by = &network.people[1].device;
    assert!(matches!(judged(&network, by, &network.beginning(&signatures, std::slice::from_ref(&hold))), Verdict::Valid(_)));
    let old = [(network.secretary(), signed(&installation)), (by, signed(&installation))];
    assert_eq!(invalid(judged(&network, by, &network.beginning(&old, std::slice::from_ref(&hold)))), Invalid::NotApprovedByMember);
    let other = moving(&network, 1, &device);
    assert_eq!(invalid(judged(&network, by, &network.beginning(&signatures, &[other]))), Invalid::OtherInstallation);
    assert_eq!(invalid(judged(&network, by, &network.beginning(&signatures, &[]))), Invalid::OtherInstallation);
    let forged = compose::hold_statement(
        &network.people[1].root,
        network.id,
        network.people[0].operator(),
        2,
        Hold { governing: device.public(), publishing: network.secretary().public(), former: None, certificate: None },
    );
    let installation = Installation { holds: vec![forged.id()], ..next(&network, 1) };
    let signatures = [(&device, signed(&installation)), (by, signed(&installation))];
    assert_eq!(invalid(judged(&network, by, &network.beginning(&signatures, &[forged]))), Invalid::OtherRoot);
}

#[test]
fn a_lone_founder_goes_on_with_another_device() {
    let mut network = Network::founded_with(1);
    let device = Person::new(50).device;
    let hold = moving(&network, 0, &device);
    let installation = Installation { holds: vec![hold.id()], ..next(&network, 0) };
    let decision = network.beginning(&[(&device, signed(&installation))], &[hold]);
    let item = network.sign(&device, &decision);
    assert!(network.register.admissible(&item), "its own Hold introduces the device");
    network.register.insert(item);
    assert_eq!((network.state().chain.term, network.state().chain.roster.secretary_device()), (2, Some(device.public())));
}

#[test]
fn who_is_no_active_member_neither_signs_nor_is_installed() {
    let mut network = Network::founded_with(4);
    let suspend = crate::register::membership::Suspend { operator: network.people[3].operator(), since: network.tip() };
    network.order(&network.proposal(0, Content::suspend(&suspend), &[0, 1, 2]));
    let install = signed(&next(&network, 3));
    let signatures = [1, 2].map(|member: usize| (&network.people[member].device, install.clone()));
    assert_eq!(invalid(judged(&network, &network.people[3].device, &network.beginning(&signatures, &[]))), Invalid::NotInstalled);
    let install = signed(&next(&network, 1));
    assert_eq!(invalid(with(&network, &[(1, install.clone()), (3, install)])), Invalid::NotApprovedByMember);
}

#[test]
fn an_assembly_is_not_put_to_the_vote_as_a_proposal() {
    let network = Network::founded_with(1);
    let install = signed(&next(&network, 0));
    let decision = network.beginning(&[(network.secretary(), install)], &[]);
    let order = network.proposal(0, decision.content.unwrap(), &[0]);
    assert_eq!(super::refused(&network, &order), Invalid::NeedsNoProposal);
}
