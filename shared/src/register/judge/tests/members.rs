//! Rules on members that are in: leaving, removal, suspension, another root key, another policy, recorded statements.

use std::collections::BTreeMap;

use super::{invalid, refused, verdict};
use crate::{
    bounds,
    identity::DeviceId,
    journal::EntryHash,
    register::{
        AnchorLine, Content, Decided, Hold, Invalid, Item, ItemError, ItemId, Objection, Policy, Revocation, Says, Standing,
        Verdict,
        compose::{self, Order},
        content::EmbeddedItem,
        fixture::{Network, Person, new_network},
        membership::{ChangePolicy, Leave, Notice, Remove, ReplaceKey, Resume, Suspend},
    },
};

fn line(device: DeviceId, seq: u64) -> AnchorLine {
    AnchorLine { device, seq, hash: EntryHash::from_bytes([1; 32]) }
}

fn remove(network: &Network, member: usize) -> Content {
    Content::remove(&Remove { operator: network.people[member].operator(), heads: Vec::new() })
}

fn suspend(network: &Network, member: usize) -> Content {
    Content::suspend(&Suspend { operator: network.people[member].operator(), since: network.tip() })
}

fn policy(network: &Network, policy: Policy) -> ChangePolicy {
    let replaces = network.state().chain.policy_decision().unwrap();
    ChangePolicy { policy, relays: Vec::new(), replaces }
}

fn statement(network: &Network, member: usize, number: u32, says: Says) -> Item {
    let person = &network.people[member];
    compose::statement(&person.root, network.id, person.operator(), number, says)
}

fn revocation(network: &Network, member: usize, last_good: u64) -> Says {
    let device = network.people[member].device.public();
    Says::Revocation(Revocation { device, last_good, hash: EntryHash::NONE, newest: None })
}

fn notice(statements: &[Item]) -> Order {
    let statements = statements.iter().map(|item| EmbeddedItem(item.to_bytes())).collect();
    Order::Content(Content::notice(&Notice { statements }))
}

/// The replacement of a member's root by that of person 60, bent before it is signed by the proposer.
fn replacement(network: &Network, member: usize, bend: impl FnOnce(&mut ReplaceKey)) -> Content {
    let (person, new) = (&network.people[member], Person::new(60));
    let own = line(person.device.public(), 3);
    replacement_by(network, member, &new, Some(own), vec![own], bend)
}

fn replacement_by(
    network: &Network,
    member: usize,
    new: &Person,
    former: Option<AnchorLine>,
    heads: Vec<AnchorLine>,
    bend: impl FnOnce(&mut ReplaceKey),
) -> Content {
    let operator = network.people[member].operator();
    let device = new.device.public();
    let certified = crate::identity::certificate::CertifiedDevice {
        network: network.id,
        operator,
        root: new.root.public(),
        number: 1,
        device,
        name: new.device_name.clone(),
    };
    let hold = Hold { governing: device, publishing: device, former, certificate: None };
    let mut replace = ReplaceKey {
        operator,
        root: new.root.public(),
        certificate: crate::identity::Certificate::issue(&new.root, &certified),
        hold: EmbeddedItem(compose::hold_statement(&new.root, network.id, operator, 2, hold).to_bytes()),
        heads,
        consent: ReplaceKey::agree(&new.root, network.id, operator),
    };
    bend(&mut replace);
    Content::replace_key(&replace)
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
fn a_replaced_root_speaks_no_longer_and_its_devices_neither() {
    let mut network = Network::founded_with(3);
    let old = network.people[1].device.public();
    network.order(&network.proposal(0, replacement(&network, 1, |_| ()), &[0, 2]));
    let roster = &network.state().chain.roster;
    assert_eq!(
        roster.member_of_governing(Person::new(60).device.public()).map(|member| member.operator),
        Some(network.people[1].operator())
    );
    assert_eq!((roster.governed_by(old), roster.may_connect(old)), (None, false));
    assert_eq!(network.state().chain.cuts[&old][0].seq, 3);
    let says = Hold { governing: old, publishing: old, former: None, certificate: None };
    let hold = statement(&network, 1, 9, Says::Hold(says));
    assert_eq!(refused(&network, &Order::hold(&hold)), Invalid::OtherRoot);
}

#[test]
fn a_replacement_is_agreed_to_by_the_new_root_and_names_new_keys() {
    let network = Network::founded_with(3);
    let with = |content: Content| refused(&network, &network.proposal(0, content, &[0, 2]));
    let elsewhere = ReplaceKey::agree(&Person::new(60).root, network.id, network.people[0].operator());
    assert_eq!(with(replacement(&network, 1, |replace| replace.consent = elsewhere)), Invalid::NotAgreed);
    let own = line(network.people[1].device.public(), 3);
    let taken_root = Person { root: network.people[2].root.clone(), ..Person::new(60) };
    assert_eq!(with(replacement_by(&network, 1, &taken_root, Some(own), vec![own], |_| ())), Invalid::RootTaken);
    let taken_device = Person { device: network.people[2].device.clone(), ..Person::new(60) };
    assert_eq!(with(replacement_by(&network, 1, &taken_device, Some(own), vec![own], |_| ())), Invalid::DeviceTaken);
    assert_eq!(with(replacement_by(&network, 1, &Person::new(60), None, vec![own], |_| ())), Invalid::OtherHead);
    assert_eq!(
        with(replacement_by(&network, 1, &Person::new(60), Some(line(own.device, 4)), vec![own], |_| ())),
        Invalid::OtherHead
    );
    let other = line(network.people[2].device.public(), 3);
    assert_eq!(with(replacement_by(&network, 1, &Person::new(60), Some(own), vec![other], |_| ())), Invalid::OtherDevice);
}

#[test]
fn the_former_roots_objection_voids_the_replacement() {
    let mut network = Network::founded_with(3);
    let before = network.state().chain.roster.everybody()[&network.people[1].operator()].clone();
    let decision = network.order(&network.proposal(0, replacement(&network, 1, |_| ()), &[0, 2]));
    let objection = |decision| Says::Objection(Objection { decision });
    let wrong = statement(&network, 1, 3, objection(network.state().chain.decisions[0].id));
    assert_eq!(refused(&network, &notice(&[wrong])), Invalid::NothingToObject);
    let new_root = &Person::new(60).root;
    let by_other = compose::statement(new_root, network.id, network.people[1].operator(), 3, objection(decision));
    assert_eq!(refused(&network, &notice(&[by_other])), Invalid::OtherRoot);
    let good = statement(&network, 1, 3, objection(decision));
    network.order(&notice(std::slice::from_ref(&good)));
    let roster = &network.state().chain.roster;
    let now = &roster.everybody()[&network.people[1].operator()];
    assert_eq!((now.root, now.governing, &now.devices), (before.root, before.governing, &before.devices));
    assert!(
        !network.state().chain.cuts.contains_key(&before.governing) || network.state().chain.cuts[&before.governing].is_empty()
    );
    let usurper = Person::new(60).device.public();
    assert_eq!(network.state().chain.cuts[&usurper][0].seq, 0);
    assert!(!roster.may_connect(usurper), "the device of the root that never was speaks to nobody");
    assert_eq!(refused(&network, &notice(&[good])), Invalid::AlreadyNoticed);
}

#[test]
fn a_notice_records_one_to_sixteen_statements_none_twice_and_no_holds() {
    let network = Network::founded_with(2);
    assert_eq!(refused(&network, &notice(&[])), Invalid::NoticeLength);
    let one = statement(&network, 1, 2, revocation(&network, 1, 3));
    assert_eq!(refused(&network, &notice(&[one.clone(), one.clone()])), Invalid::NoticeLength);
    let many: Vec<Item> =
        (0..=bounds::NOTICED as u64).map(|last| statement(&network, 1, 2, revocation(&network, 1, last + 1))).collect();
    assert_eq!(refused(&network, &notice(&many)), Invalid::NoticeLength);
    let device = network.people[1].device.public();
    let hold =
        statement(&network, 1, 2, Says::Hold(Hold { governing: device, publishing: device, former: None, certificate: None }));
    assert_eq!(refused(&network, &notice(&[one, hold])), Invalid::OtherStatement);
    let content = Content::notice(&Notice { statements: vec![EmbeddedItem(vec![1])] });
    assert_eq!(refused(&network, &Order::Content(content)), Invalid::StatementItem(ItemError::Length));
}

#[test]
fn a_revocation_is_signed_by_the_members_root_and_names_its_own_device() {
    let network = Network::founded_with(3);
    let other_root =
        compose::statement(&network.people[2].root, network.id, network.people[1].operator(), 2, revocation(&network, 1, 3));
    assert_eq!(refused(&network, &notice(&[other_root])), Invalid::OtherRoot);
    let device = network.people[2].device.public();
    let other_device = statement(&network, 1, 2, revocation(&network, 2, 3));
    assert_eq!(refused(&network, &notice(&[other_device])), Invalid::NotCertified(device));
    let stranger = Person::new(9);
    let by_stranger = compose::statement(&stranger.root, network.id, stranger.operator(), 2, revocation(&network, 1, 3));
    assert_eq!(refused(&network, &notice(&[by_stranger])), Invalid::NotAMember);
}

#[test]
fn a_revoked_device_decides_nothing_and_the_lowest_revocation_counts() {
    let mut network = Network::founded_with(3);
    let device = network.people[1].device.clone();
    for last_good in [9, 4, 6] {
        let revoked = statement(&network, 1, 2, revocation(&network, 1, last_good));
        network.order(&notice(&[revoked]));
    }
    let state = network.state();
    assert!(!state.chain.roster.may_connect(device.public()));
    let nothing: BTreeMap<(DeviceId, u64), EntryHash> = BTreeMap::new();
    let settled = crate::register::anchors::Settled::of(state, &nothing);
    assert_eq!(settled.extent(state, device.public(), 20, None), 4);
    assert_eq!(refused(&network, &network.proposal(0, remove(&network, 2), &[0, 1])), Invalid::NotApprovedByMember);
    assert_eq!(refused(&network, &network.proposal(1, remove(&network, 2), &[0, 2])), Invalid::NotProposedByMember);
    let own = device.public();
    let hold = statement(&network, 1, 2, Says::Hold(Hold { governing: own, publishing: own, former: None, certificate: None }));
    assert_eq!(refused(&network, &Order::hold(&hold)), Invalid::Revoked(own));
}

#[test]
fn a_revoked_secretary_orders_nothing() {
    let mut network = Network::founded_with(2);
    let decision = network.envelope(&Network::empty_anchor());
    let revoked = statement(&network, 0, 2, revocation(&network, 0, 3));
    network.order(&notice(&[revoked]));
    let decision = crate::register::Decision { height: decision.height + 1, parent: Some(network.tip()), ..decision };
    assert_eq!(invalid(verdict(&network, network.secretary(), &decision)), Invalid::NotSecretary);
}

#[test]
fn who_decides_about_members_proposes_it() {
    let network = Network::founded_with(3);
    for content in [remove(&network, 2), suspend(&network, 2), replacement(&network, 2, |_| ())] {
        assert_eq!(refused(&network, &Order::Content(content)), Invalid::NeedsProposal);
    }
    let revoked = statement(&network, 1, 2, revocation(&network, 1, 3));
    let Order::Content(content) = notice(&[revoked]) else { panic!() };
    assert_eq!(refused(&network, &network.proposal(1, content, &[])), Invalid::NeedsNoProposal);
}

#[test]
fn what_was_decided_is_told_with_its_operator() {
    let mut network = Network::founded_with(4);
    network.order(&network.proposal(0, remove(&network, 3), &[0, 1, 2]));
    let operator = network.people[3].operator();
    assert_eq!(network.state().chain.tip().unwrap().decided, Decided::Remove { operator, heads: Vec::new() });
}

#[test]
fn a_weak_key_signs_nothing_that_verifies() {
    // The neutral element of the curve, for which anybody could sign anything.
    let network = Network::founded_with(1);
    let mut bytes = compose::approval(network.secretary(), network.id, network.tip(), network.tip()).to_bytes();
    let (mut neutral, mut signature) = ([0; 32], [0; 64]);
    neutral[0] = 1;
    signature[..32].copy_from_slice(&neutral);
    bytes[54..86].copy_from_slice(&neutral);
    bytes[Item::HEADER_BYTES..Item::HEADER_BYTES + 64].copy_from_slice(&signature);
    assert_eq!(Item::verify(network.id, &bytes), Err(ItemError::Signature));
}
