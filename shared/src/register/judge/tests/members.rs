//! Rules on members that are in: leaving, removal, suspension, another policy.

use super::{invalid, refused, roots::replacement, verdict};
use crate::{
    bounds,
    identity::DeviceId,
    journal::EntryHash,
    register::{
        AnchorLine, Content, Decided, Invalid, ItemId, Policy, Standing, Verdict,
        fixture::{Network, Person, new_network},
        membership::{ChangePolicy, Leave, Remove, Resume, Suspend},
    },
};

pub(super) fn line(device: DeviceId, seq: u64) -> AnchorLine {
    AnchorLine { device, seq, hash: EntryHash::from_bytes([1; 32]) }
}

pub(super) fn remove(network: &Network, member: usize) -> Content {
    Content::remove(&Remove { operator: network.people[member].operator(), heads: Vec::new() })
}

pub(super) fn suspend(network: &Network, member: usize) -> Content {
    Content::suspend(&Suspend { operator: network.people[member].operator(), since: network.tip() })
}

fn policy(network: &Network, policy: Policy) -> ChangePolicy {
    let replaces = network.state().chain.policy_decision().unwrap();
    ChangePolicy { policy, relays: Vec::new(), replaces }
}

fn standing(network: &Network, member: usize) -> Standing {
    network.state().chain.roster.everybody()[&network.people[member].operator()].standing
}

#[test]
fn what_concerns_members_needs_a_majority_once_there_were_three() {
    let network = Network::founded_with(4);
    for content in [remove(&network, 3), suspend(&network, 3), replacement(&network, 3, |_| ())] {
        let order = network.proposal(0, content, &[0, 1]);
        assert_eq!(refused(&network, &order), Invalid::TooFewApprovals { given: 2, needed: 3 });
    }
    let change = policy(&network, Policy { smallest_figure: 6, ..new_network().policy });
    let order = network.proposal(0, Content::policy(&change), &[0, 1]);
    assert_eq!(refused(&network, &order), Invalid::TooFewApprovals { given: 2, needed: 3 });
}

#[test]
fn a_majority_is_asked_even_when_fewer_than_three_are_left() {
    let mut network = Network::founded_with(3);
    let order = network.proposal(0, remove(&network, 2), &[0, 1]);
    network.order(&order);
    let order = network.proposal(0, remove(&network, 1), &[0]);
    assert_eq!(refused(&network, &order), Invalid::TooFewApprovals { given: 1, needed: 2 });
}

#[test]
fn a_removed_member_proposes_and_approves_nothing_and_comes_back_under_a_new_root_only() {
    let mut network = Network::founded_with(4);
    let order = network.proposal(0, remove(&network, 3), &[0, 1, 2]);
    let height = network.state().chain.next_height();
    network.order(&order);
    assert_eq!(standing(&network, 3), Standing::Removed(height));
    assert_eq!(refused(&network, &network.proposal(3, remove(&network, 1), &[0, 2])), Invalid::NotProposedByMember);
    assert_eq!(refused(&network, &network.proposal(0, remove(&network, 1), &[0, 3])), Invalid::NotApprovedByMember);
    let again = Person { device: Person::new(50).device, ..Person::new(4) };
    let order = network.proposal(0, Content::admit(&again.admission(network.id)), &[0, 1]);
    assert_eq!(refused(&network, &order), Invalid::FormerMember);
    assert!(!network.state().chain.roster.may_connect(network.people[3].device.public()));
}

#[test]
fn of_two_members_that_remove_each_other_the_one_that_was_ordered_later_fails() {
    let mut network = Network::founded_with(4);
    let (one, other) = (network.proposal(2, remove(&network, 3), &[0, 1, 2]), network.proposal(3, remove(&network, 2), &[0, 1, 3]));
    network.order(&one);
    assert_eq!(refused(&network, &other), Invalid::NotProposedByMember);
}

#[test]
fn the_secretary_is_neither_removed_nor_suspended_nor_does_it_leave() {
    let network = Network::founded_with(3);
    for content in [remove(&network, 0), suspend(&network, 0)] {
        assert_eq!(refused(&network, &network.proposal(1, content, &[1, 2])), Invalid::IsSecretary);
    }
    let leave = Content::leave(&Leave { operator: network.people[0].operator(), heads: Vec::new() });
    assert_eq!(refused(&network, &network.proposal(0, leave, &[])), Invalid::IsSecretary);
}

#[test]
fn a_stranger_is_not_removed() {
    let network = Network::founded_with(1);
    let content = Content::remove(&Remove { operator: Person::new(9).operator(), heads: Vec::new() });
    assert_eq!(refused(&network, &network.proposal(0, content, &[0])), Invalid::NotAMember);
}

#[test]
fn a_removal_names_the_members_own_journals_in_order() {
    let network = Network::founded_with(2);
    let removal = |heads: Vec<AnchorLine>| {
        let content = Content::remove(&Remove { operator: network.people[1].operator(), heads });
        verdict(&network, network.secretary(), &network.envelope(&network.proposal(0, content, &[0])))
    };
    let own = network.people[1].device.public();
    assert_eq!(invalid(removal(vec![line(network.secretary().public(), 1)])), Invalid::OtherDevice);
    assert_eq!(invalid(removal(vec![line(own, 0)])), Invalid::AnchorSeq);
    assert_eq!(invalid(removal(vec![line(own, 1), line(own, 2)])), Invalid::AnchorOrder);
    assert!(matches!(removal(vec![line(own, 2)]), Verdict::Valid(_)));
}

#[test]
fn a_removal_cuts_the_members_journals_where_it_says_and_the_others_at_nothing() {
    let mut network = Network::founded_with(2);
    let own = network.people[1].device.public();
    let content = Content::remove(&Remove { operator: network.people[1].operator(), heads: vec![line(own, 7)] });
    let height = network.state().chain.next_height();
    let by = network.order(&network.proposal(0, content, &[0]));
    let cuts = &network.state().chain.cuts;
    assert_eq!(cuts.len(), 1);
    assert_eq!(cuts[&own].iter().map(|cut| (cut.seq, cut.height, cut.by)).collect::<Vec<_>>(), [(7, height, by)]);
    let mut network = Network::founded_with(2);
    network.order(&network.proposal(0, remove(&network, 1), &[0]));
    assert_eq!(network.state().chain.cuts[&own][0].seq, 0);
}

#[test]
fn only_the_member_itself_leaves_and_needs_nobody_for_it() {
    let mut network = Network::founded_with(3);
    let leave = Content::leave(&Leave { operator: network.people[2].operator(), heads: Vec::new() });
    assert_eq!(refused(&network, &network.proposal(1, leave.clone(), &[0, 1])), Invalid::NotOneself);
    let height = network.state().chain.next_height();
    network.order(&network.proposal(2, leave, &[]));
    assert_eq!(standing(&network, 2), Standing::Left(height));
    assert_eq!(network.state().chain.roster.active_count(), 2);
}

#[test]
fn a_suspended_member_is_not_counted_until_its_own_signature_brings_it_back() {
    let mut network = Network::founded_with(4);
    let suspension = network.order(&network.proposal(0, suspend(&network, 3), &[0, 1, 2]));
    let roster = &network.state().chain.roster;
    assert_eq!((roster.active_count(), roster.majority(), roster.members().count()), (3, 2, 4));
    assert_eq!(refused(&network, &network.proposal(0, suspend(&network, 3), &[0, 1])), Invalid::AlreadySuspended);
    assert_eq!(refused(&network, &network.proposal(3, remove(&network, 2), &[0, 1])), Invalid::NotProposedByMember);
    assert_eq!(refused(&network, &network.proposal(0, remove(&network, 2), &[0, 3])), Invalid::NotApprovedByMember);
    let resume = |suspension| Content::resume(&Resume { operator: network.people[3].operator(), suspension });
    assert_eq!(refused(&network, &network.proposal(0, resume(suspension), &[0])), Invalid::NotOneself);
    let first = network.state().chain.decisions[0].id;
    assert_eq!(refused(&network, &network.proposal(3, resume(first), &[])), Invalid::NotSuspended);
    assert_eq!(refused(&network, &network.proposal(3, resume(ItemId::from_bytes([1; 32])), &[])), Invalid::OtherChain);
    let order = network.proposal(3, resume(suspension), &[]);
    network.order(&order);
    assert_eq!((standing(&network, 3), network.state().chain.roster.active_count()), (Standing::Active, 4));
}

#[test]
fn a_return_cannot_be_replayed_after_another_suspension() {
    let mut network = Network::founded_with(4);
    let suspension = network.order(&network.proposal(0, suspend(&network, 3), &[0, 1, 2]));
    let resume = Content::resume(&Resume { operator: network.people[3].operator(), suspension });
    let order = network.proposal(3, resume.clone(), &[]);
    network.order(&order);
    network.order(&network.proposal(0, suspend(&network, 3), &[0, 1, 2]));
    assert_eq!(refused(&network, &order), Invalid::AlreadyDecided);
    let other = Content::resume(&Resume { operator: network.people[3].operator(), suspension: network.tip() });
    assert!(matches!(
        verdict(&network, network.secretary(), &network.envelope(&network.proposal(3, other, &[]))),
        Verdict::Valid(_)
    ));
}

#[test]
fn a_suspension_names_a_decision_of_this_chain() {
    let network = Network::founded_with(2);
    let content = Content::suspend(&Suspend { operator: network.people[1].operator(), since: ItemId::from_bytes([1; 32]) });
    assert_eq!(refused(&network, &network.proposal(0, content, &[0])), Invalid::OtherChain);
}

#[test]
fn a_policy_replaces_the_one_in_force_and_makes_sense() {
    let mut network = Network::founded_with(2);
    let raised = Policy { smallest_figure: 7, ..new_network().policy };
    let first = policy(&network, raised.clone());
    let refused_with = |change: ChangePolicy| refused(&network, &network.proposal(0, Content::policy(&change), &[0]));
    let other = ChangePolicy { replaces: ItemId::from_bytes([1; 32]), ..first.clone() };
    assert_eq!(refused_with(other), Invalid::OtherPolicy);
    let low = Policy { smallest_figure: 4, ..raised.clone() };
    assert_eq!(refused_with(ChangePolicy { policy: low, ..first.clone() }), Invalid::Policy);
    assert_eq!(refused_with(ChangePolicy { policy: Policy { admission_share: 0, ..raised }, ..first.clone() }), Invalid::Policy);
    assert_eq!(refused_with(ChangePolicy { relays: vec!["r".into(); bounds::RELAYS + 1], ..first.clone() }), Invalid::Relays);
    network.order(&network.proposal(0, Content::policy(&first), &[0]));
    let chain = &network.state().chain;
    assert_eq!(chain.policy.as_ref().map(|policy| policy.smallest_figure), Some(7));
    assert_eq!(chain.policy_at(1).map(|policy| policy.smallest_figure), Some(5), "what was published before keeps its policy");
    assert_eq!(chain.policy_at(chain.next_height()).map(|policy| policy.smallest_figure), Some(7));
    let stale = ChangePolicy { policy: Policy { smallest_figure: 9, ..new_network().policy }, ..first };
    assert_eq!(refused(&network, &network.proposal(0, Content::policy(&stale), &[0])), Invalid::OtherPolicy);
}

#[test]
fn what_was_decided_is_told_with_its_operator() {
    let mut network = Network::founded_with(4);
    network.order(&network.proposal(0, remove(&network, 3), &[0, 1, 2]));
    let operator = network.people[3].operator();
    assert_eq!(network.state().chain.tip().unwrap().decided, Decided::Remove { operator, heads: Vec::new() });
}
