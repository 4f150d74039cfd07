//! Rules on what roots say: another root key and the former one's objection, revocations, and their recording.

use std::collections::BTreeMap;

use super::{
    invalid,
    members::{line, remove, suspend},
    refused, verdict,
};
use crate::{
    bounds,
    identity::DeviceId,
    journal::EntryHash,
    register::{
        AnchorLine, Content, Hold, Invalid, Item, ItemError, Objection, Revocation, Says,
        compose::{self, Order},
        content::EmbeddedItem,
        fixture::{Network, Person},
        membership::{Notice, ReplaceKey},
    },
};

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
pub(super) fn replacement(network: &Network, member: usize, bend: impl FnOnce(&mut ReplaceKey)) -> Content {
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

#[test]
fn a_second_replacement_does_not_keep_the_first_root_from_objecting() {
    let mut network = Network::founded_with(4);
    let (operator, person) = (network.people[1].operator(), network.people[1].clone());
    let before = network.state().chain.roster.everybody()[&operator].clone();
    let first = network.order(&network.proposal(0, replacement(&network, 1, |_| ()), &[0, 2, 3]));
    let usurper = Person::new(60);
    // The first new root cuts off what is left of the former device, and is replaced in turn.
    let revoked = compose::statement(&usurper.root, network.id, operator, 3, revocation(&network, 1, 0));
    network.order(&notice(&[revoked]));
    let own = line(usurper.device.public(), 2);
    let again = replacement_by(&network, 1, &Person::new(61), Some(own), vec![own], |replace| {
        let says = Hold {
            governing: Person::new(61).device.public(),
            publishing: Person::new(61).device.public(),
            former: Some(own),
            certificate: None,
        };
        let hold = compose::hold_statement(&Person::new(61).root, network.id, operator, 5, says);
        replace.hold = EmbeddedItem(hold.to_bytes());
    });
    let second = network.order(&network.proposal(0, again, &[0, 2, 3]));
    let object = |root, decision| compose::statement(root, network.id, operator, 9, Says::Objection(Objection { decision }));
    assert_eq!(refused(&network, &notice(&[object(&person.root, second)])), Invalid::OtherRoot, "that one replaced another");
    assert_eq!(refused(&network, &notice(&[object(&usurper.root, first)])), Invalid::OtherRoot);
    let good = object(&person.root, first);
    network.order(&notice(&[good]));
    let chain = &network.state().chain;
    let now = &chain.roster.everybody()[&operator];
    assert_eq!((now.root, now.governing, &now.devices), (before.root, before.governing, &before.devices));
    assert!(chain.cuts.get(&before.governing).is_none_or(Vec::is_empty), "what the usurper cut off is whole");
    for device in [usurper.device.public(), Person::new(61).device.public()] {
        assert_eq!(chain.cuts[&device].iter().map(|cut| cut.seq).min(), Some(0));
        assert!(!chain.roster.may_connect(device));
    }
    let voided = compose::statement(&usurper.root, network.id, operator, 9, Says::Objection(Objection { decision: second }));
    assert_eq!(refused(&network, &notice(&[voided])), Invalid::NothingToObject, "there is nothing left to object to");
}

#[test]
fn an_objection_gives_back_the_root_and_not_the_vote_of_a_suspended_member() {
    let mut network = Network::founded_with(4);
    let decision = network.order(&network.proposal(0, replacement(&network, 1, |_| ()), &[0, 2, 3]));
    network.order(&network.proposal(0, suspend(&network, 1), &[0, 2, 3]));
    network.order(&notice(&[statement(&network, 1, 3, Says::Objection(Objection { decision }))]));
    let member = &network.state().chain.roster.everybody()[&network.people[1].operator()];
    assert!(!member.is_active() && member.root == network.people[1].root.public());
}
