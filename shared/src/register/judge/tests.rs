//! One test for each rule that a decision can break.

mod assembly;
mod content;
mod members;
mod roots;

use super::{Invalid, Verdict, judge};
use crate::{
    bounds, encoding,
    identity::{DeviceKey, NetworkId},
    register::{
        Acknowledgement, Content, Decision, Item, ItemError, ItemId, ItemKind,
        compose::{self, Order},
        content::EmbeddedItem,
        fixture::{Network, Person},
        reading::ReadDecision,
    },
};

fn verdict(network: &Network, device: &DeviceKey, decision: &Decision) -> Verdict {
    judge(&network.state().chain, &ReadDecision::read(&network.sign(device, decision)).unwrap())
}

fn invalid(verdict: Verdict) -> Invalid {
    match verdict {
        Verdict::Invalid(invalid) => invalid,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

fn refusal(network: &Network, decision: &Decision) -> Invalid {
    invalid(verdict(network, network.secretary(), decision))
}

fn refused(network: &Network, order: &Order) -> Invalid {
    refusal(network, &network.envelope(order))
}

/// The refusal of an empty anchor whose envelope was bent.
fn bent(change: impl FnOnce(&mut Decision)) -> Invalid {
    let network = Network::founded_with(2);
    let mut decision = network.envelope(&Network::empty_anchor());
    change(&mut decision);
    refusal(&network, &decision)
}

/// The refusal of an admission to a network of three whose approvals were bent.
fn with_approvals(approvals: impl FnOnce(&Network, ItemId) -> Vec<Item>) -> Invalid {
    let network = Network::founded_with(3);
    let Order::Proposal { proposal, .. } = network.admission(&Person::new(9), 0) else { panic!() };
    let approvals = approvals(&network, proposal.id());
    refused(&network, &Order::Proposal { proposal, approvals })
}

fn approve(network: &Network, member: usize, proposal: ItemId) -> Item {
    compose::approval(&network.people[member].device, network.id, proposal, network.tip())
}

#[test]
fn a_decision_that_follows_an_unknown_one_is_pending() {
    let network = Network::founded_with(1);
    let mut decision = network.envelope(&Network::empty_anchor());
    let unknown = ItemId::from_bytes([1; 32]);
    decision.parent = Some(unknown);
    assert_eq!(verdict(&network, network.secretary(), &decision), Verdict::Pending(unknown));
}

#[test]
fn a_decision_that_needs_later_rules_asks_for_an_update_only_when_the_secretary_signed_it() {
    let network = Network::founded_with(2);
    let mut decision = network.envelope(&Network::empty_anchor());
    decision.rules_version = 9;
    assert_eq!(verdict(&network, network.secretary(), &decision), Verdict::NeedsUpdate);
    assert_eq!(invalid(verdict(&network, &network.people[1].device, &decision)), Invalid::NotSecretary);
}

#[test]
fn an_unknown_critical_field_asks_for_an_update() {
    let network = Network::founded_with(1);
    let item = network.sign(network.secretary(), &network.envelope(&Network::empty_anchor()));
    let mut body = item.body;
    body[0] += 1;
    body.extend([0x18, 0x80, 0x00]);
    let item = Item::by_device(network.secretary(), network.id, ItemKind::Decision, body);
    assert_eq!(judge(&network.state().chain, &ReadDecision::read(&item).unwrap()), Verdict::NeedsUpdate);
}

#[test]
fn only_the_secretarys_governing_device_orders_decisions() {
    let network = Network::founded_with(2);
    let decision = network.envelope(&Network::empty_anchor());
    assert_eq!(invalid(verdict(&network, &network.people[1].device, &decision)), Invalid::NotSecretary);
    assert_eq!(invalid(verdict(&network, &Person::new(9).device, &decision)), Invalid::NotSecretary);
}

#[test]
fn an_item_of_another_kind_is_not_a_decision() {
    let item = Item::by_device(&Person::new(1).device, NetworkId::from_bytes([1; 32]), ItemKind::Approval, vec![0xa0]);
    assert_eq!(ReadDecision::read(&item).err(), Some(Invalid::NotADecision));
}

#[test]
fn a_decision_must_be_readable() {
    let item = Item::by_device(&Person::new(1).device, NetworkId::from_bytes([1; 32]), ItemKind::Decision, vec![0xa0]);
    assert!(matches!(ReadDecision::read(&item), Err(Invalid::Unreadable(_))));
    assert!(matches!(bent(|decision| decision.content = Some(Content { kind: 4, body: vec![0xff] })), Invalid::Unreadable(_)));
}

#[test]
fn a_decision_names_the_term_in_force() {
    assert_eq!(bent(|decision| decision.term = 2), Invalid::Term);
}

#[test]
fn heights_follow_each_other() {
    assert_eq!(bent(|decision| decision.height += 1), Invalid::Height);
}

#[test]
fn a_decision_follows_the_newest_one() {
    let network = Network::founded_with(2);
    let mut decision = network.envelope(&Network::empty_anchor());
    decision.parent = Some(network.state().chain.decisions[0].id);
    assert_eq!(refusal(&network, &decision), Invalid::Parent);
}

#[test]
fn a_kind_that_the_rules_do_not_have_is_refused() {
    assert_eq!(bent(|decision| decision.content = Some(Content { kind: 77, body: vec![0xa0] })), Invalid::UnknownKind(77));
}

#[test]
fn a_decision_holds_either_content_or_a_proposal() {
    assert_eq!(bent(|decision| decision.content = None), Invalid::Shape);
    assert_eq!(bent(|decision| decision.proposal = Some(Vec::new())), Invalid::Shape);
}

#[test]
fn an_admission_needs_a_proposal() {
    let network = Network::founded_with(1);
    let admit = Content::admit(&Person::new(9).admission(network.id));
    assert_eq!(refused(&network, &Order::Content(admit)), Invalid::NeedsProposal);
}

#[test]
fn what_the_secretary_orders_alone_takes_no_proposal_and_no_approvals() {
    assert_eq!(bent(|decision| decision.approvals = vec![EmbeddedItem(Vec::new())]), Invalid::NeedsNoProposal);
    let network = Network::founded_with(1);
    let Order::Content(content) = Network::empty_anchor() else { panic!() };
    let body = crate::encoding::to_bytes(&crate::register::Proposal { content });
    let proposal = Item::by_device(network.secretary(), network.id, ItemKind::Proposal, body);
    assert_eq!(refused(&network, &Order::Proposal { proposal, approvals: Vec::new() }), Invalid::NeedsNoProposal);
}

#[test]
fn the_embedded_proposal_must_verify() {
    let broken = bent(|decision| {
        decision.content = None;
        decision.proposal = Some(vec![1, 2, 3]);
    });
    assert_eq!(broken, Invalid::ProposalItem(ItemError::Length));
}

#[test]
fn the_embedded_proposal_must_be_one() {
    let network = Network::founded_with(1);
    let proposal = approve(&network, 0, ItemId::from_bytes([1; 32]));
    assert_eq!(refused(&network, &Order::Proposal { proposal, approvals: Vec::new() }), Invalid::NotAProposal);
}

#[test]
fn only_a_members_governing_device_proposes() {
    let network = Network::founded_with(1);
    let [stranger, joiner] = [Person::new(8), Person::new(9)];
    let [proposal, _] = compose::sponsor(&stranger.device, network.id, &joiner.admission(network.id), network.tip());
    let approvals = vec![approve(&network, 0, proposal.id())];
    assert_eq!(refused(&network, &Order::Proposal { proposal, approvals }), Invalid::NotProposedByMember);
}

#[test]
fn a_proposal_is_decided_once() {
    let mut network = Network::founded_with(1);
    let order = network.admission(&Person::new(9), 1);
    network.order(&order);
    assert_eq!(refused(&network, &order), Invalid::AlreadyDecided);
    let again = network.admission(&Person::new(9), 1);
    assert_eq!(refused(&network, &again), Invalid::AlreadyDecided, "the same content proposed again");
}

#[test]
fn a_decision_carries_a_bounded_number_of_approvals() {
    let network = Network::founded_with(1);
    let Order::Proposal { proposal, .. } = network.admission(&Person::new(9), 0) else { panic!() };
    let mut decision = network.envelope(&Order::Proposal { proposal, approvals: Vec::new() });
    decision.approvals = vec![EmbeddedItem(Vec::new()); crate::bounds::APPROVALS + 1];
    assert_eq!(refusal(&network, &decision), Invalid::TooManyApprovals);
}

#[test]
fn an_approval_must_verify_and_be_of_this_network() {
    let other = with_approvals(|network, proposal| {
        let elsewhere = NetworkId::from_bytes([1; 32]);
        vec![compose::approval(&network.people[0].device, elsewhere, proposal, network.tip())]
    });
    assert_eq!(other, Invalid::ApprovalItem(ItemError::OtherNetwork));
}

#[test]
fn an_embedded_item_of_another_kind_is_no_approval() {
    let refusal = with_approvals(|network, proposal| {
        vec![compose::acknowledgement(&network.people[0].device, network.id, &Acknowledgement::complete(proposal, 1))]
    });
    assert_eq!(refusal, Invalid::NotAnApproval);
}

#[test]
fn an_approval_of_another_proposal_cannot_be_replayed() {
    let refusal = with_approvals(|network, _| vec![approve(network, 0, ItemId::from_bytes([1; 32]))]);
    assert_eq!(refusal, Invalid::OtherProposal);
}

#[test]
fn an_approval_by_a_device_that_does_not_govern_does_not_count() {
    let refusal =
        with_approvals(|network, proposal| vec![compose::approval(&Person::new(50).device, network.id, proposal, network.tip())]);
    assert_eq!(refusal, Invalid::NotApprovedByMember);
}

#[test]
fn a_member_approves_once() {
    let refusal = with_approvals(|network, proposal| vec![approve(network, 0, proposal); 2]);
    assert_eq!(refusal, Invalid::ApprovedTwice);
}

#[test]
fn an_approval_counts_only_on_the_chain_that_its_signer_has_seen() {
    let refusal = with_approvals(|network, proposal| {
        let elsewhere = ItemId::from_bytes([1; 32]);
        vec![compose::approval(&network.people[0].device, network.id, proposal, elsewhere)]
    });
    assert_eq!(refusal, Invalid::SeenElsewhere);
}

#[test]
fn an_approval_counts_for_twenty_six_anchors_and_not_one_more() {
    let mut network = Network::founded_with(1);
    let order = network.admission(&Person::new(9), 1);
    for _ in 0..26 {
        network.anchor(Vec::new());
    }
    assert!(matches!(verdict(&network, network.secretary(), &network.envelope(&order)), Verdict::Valid(_)));
    network.anchor(Vec::new());
    assert_eq!(refused(&network, &order), Invalid::ApprovalTooOld);
}

#[test]
fn an_admission_needs_the_approvals_of_the_policy_and_proposing_is_none() {
    assert_eq!(with_approvals(|_, _| Vec::new()), Invalid::TooFewApprovals { given: 0, needed: 2 });
    let one = with_approvals(|network, proposal| vec![approve(network, 1, proposal)]);
    assert_eq!(one, Invalid::TooFewApprovals { given: 1, needed: 2 });
}

#[test]
fn an_operator_that_has_put_all_in_order_that_one_may_orders_nothing_more() {
    let mut network = Network::founded_with(2);
    let founder = network.people[0].operator();
    let before = network.state().chain.ordered_by(network.secretary().public());
    assert_eq!((before.decisions, before.bytes > 1_000), (2, true), "what it ordered is counted");
    let decision = network.envelope(&Network::empty_anchor());
    let judged = |network: &Network, decisions, bytes| {
        let mut state = network.state().chain.clone();
        state.ordered.insert(founder, crate::register::chain::Ordered { decisions, bytes });
        judge(&state, &ReadDecision::read(&network.sign(network.secretary(), &decision)).unwrap())
    };
    let length = encoding::to_bytes(&decision).len() as u64;
    let room = bounds::ORDERED_BYTES - length;
    assert!(matches!(judged(&network, bounds::ORDERED_DECISIONS - 1, room), Verdict::Valid(_)));
    assert_eq!(invalid(judged(&network, bounds::ORDERED_DECISIONS, 0)), Invalid::OrderedTooMuch);
    assert_eq!(invalid(judged(&network, 0, room + 1)), Invalid::OrderedTooMuch);
    network.order(&Network::empty_anchor());
    let after = network.state().chain.ordered_by(network.secretary().public());
    assert_eq!((after.decisions, after.bytes), (3, before.bytes + length));
}
