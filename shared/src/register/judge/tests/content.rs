//! Rules on what is decided: foundings, admissions, Holds, anchors.

use super::{invalid, refused, verdict};
use crate::{
    bounds, encoding,
    identity::{Certificate, CertificateError, DeviceId, DeviceKey, NetworkId, certificate::CertifiedDevice},
    journal::EntryHash,
    register::{
        Acknowledgement, Admit, Anchor, AnchorLine, ChainState, Content, Found, Hold, Invalid, Item, ItemError, ItemId, ItemKind,
        Matter, Says, Statement, Verdict,
        compose::{self, Order},
        content::{CharterText, EmbeddedItem},
        fixture::{self, Network, Person},
        judge::judge,
        reading::ReadDecision,
    },
};

/// The verdict on a founding that was bent, signed by this device.
fn founding_by(device: &DeviceKey, change: impl FnOnce(&mut Found)) -> Verdict {
    let founder = Person::new(1);
    let (id, item) = compose::found(&founder.newcomer(), fixture::new_network()).unwrap();
    let mut decision = ReadDecision::read(&item).unwrap().decision;
    let Some(Matter::Found(mut found)) = decision.content.unwrap().matter().unwrap() else { panic!() };
    change(&mut found);
    decision.content = Some(Content::found(&found));
    let item = Item::by_device(device, id, ItemKind::Decision, encoding::to_bytes(&decision));
    judge(&ChainState::empty(id), &ReadDecision::read(&item).unwrap())
}

fn founding(change: impl FnOnce(&mut Found)) -> Invalid {
    invalid(founding_by(&Person::new(1).device, change))
}

/// The refusal of an admission of person 9 to a network of two that was bent.
fn admission(change: impl FnOnce(NetworkId, &mut Admit)) -> Invalid {
    let network = Network::founded_with(2);
    let mut admit = Person::new(9).admission(network.id);
    change(network.id, &mut admit);
    let proposal = compose::sponsor(network.secretary(), network.id, &admit, network.tip());
    let [proposal, approval] = proposal;
    refused(&network, &Order::Proposal { proposal, approvals: vec![approval] })
}

/// A Hold statement for the second member of a network, by its own root.
fn hold(network: &Network, number: u32, says: Hold) -> Item {
    let person = &network.people[1];
    compose::hold_statement(&person.root, network.id, person.operator(), number, says)
}

fn all_by(device: DeviceId) -> Hold {
    Hold { governing: device, publishing: device, former: None, certificate: None }
}

fn line(device: u8, seq: u64) -> AnchorLine {
    AnchorLine { device: DeviceId::from_bytes([device; 32]), seq, hash: EntryHash::from_bytes([1; 32]) }
}

fn anchor(lines: Vec<AnchorLine>) -> Order {
    Order::anchor(&Anchor { lines })
}

#[test]
fn a_network_is_founded_once() {
    let network = Network::founded_with(1);
    let founding = network.register.get(&network.tip()).unwrap();
    let mut decision = ReadDecision::read(founding).unwrap().decision;
    assert_eq!(invalid(verdict(&network, network.secretary(), &decision)), Invalid::AlreadyFounded);
    (decision.parent, decision.height) = (Some(network.tip()), 1);
    assert_eq!(invalid(verdict(&network, network.secretary(), &decision)), Invalid::AlreadyFounded);
}

#[test]
fn the_first_decision_founds_the_network() {
    let mut network = Network::founded_with(1);
    network.register = crate::register::Register::new(network.id);
    assert_eq!(refused(&network, &Network::empty_anchor()), Invalid::NotAFounding);
}

#[test]
fn a_founding_is_vouched_for_by_the_networks_identity() {
    assert_eq!(founding(|found| found.founding.nonce = [8; 16]), Invalid::OtherFounding);
}

#[test]
fn a_founding_is_signed_by_the_device_that_it_certifies() {
    assert_eq!(invalid(founding_by(&Person::new(2).device, |_| ())), Invalid::NotFounder);
}

#[test]
fn a_founding_with_an_impossible_policy_is_refused() {
    assert_eq!(founding(|found| found.policy.smallest_figure = 0), Invalid::Policy);
    assert_eq!(founding(|found| found.policy.admission_share = 0), Invalid::Policy);
}

#[test]
fn the_charter_is_plain_text_once_for_each_article_and_language() {
    let hidden = founding(|found| found.charter[0].text = "a\u{202e}b".into());
    assert!(matches!(hidden, Invalid::Unreadable(_)), "{hidden:?}");
    let again = CharterText { article: "1".into(), language: "fr".into(), text: "Payant.".into() };
    assert_eq!(founding(|found| found.charter.push(again)), Invalid::Charter);
}

#[test]
fn the_list_of_relays_is_bounded() {
    assert_eq!(founding(|found| found.relays = vec!["https://r".into(); bounds::RELAYS + 1]), Invalid::Relays);
    assert_eq!(founding(|found| found.relays = vec!["r".repeat(bounds::ADDRESS_BYTES + 1)]), Invalid::Relays);
}

#[test]
fn a_certificate_of_another_network_is_refused() {
    let refusal = admission(|_, admit| admit.certificate = Person::new(9).newcomer().certificate(NetworkId::from_bytes([1; 32])));
    assert_eq!(refusal, Invalid::Certificate(CertificateError::OtherNetwork));
}

#[test]
fn a_certificate_of_another_operator_is_refused() {
    let refusal = admission(|network, admit| admit.certificate = Person::new(8).newcomer().certificate(network));
    assert_eq!(refusal, Invalid::OtherCertificate);
    assert_eq!(founding(|found| found.founding.root = Person::new(8).root.public()), Invalid::OtherCertificate);
}

#[test]
fn a_first_hold_must_verify_and_be_a_statement() {
    let refusal = admission(|_, admit| admit.hold = EmbeddedItem(vec![1]));
    assert_eq!(refusal, Invalid::StatementItem(ItemError::Length));
    let refusal = admission(|network, admit| {
        let device = Person::new(9).device;
        let item = compose::acknowledgement(&device, network, &Acknowledgement::complete(ItemId::from_bytes([1; 32]), 1));
        admit.hold = EmbeddedItem(item.to_bytes());
    });
    assert_eq!(refusal, Invalid::NotAStatement);
}

#[test]
fn a_first_hold_is_signed_by_the_joiners_root() {
    assert_eq!(admission(|network, admit| admit.hold = Person::new(8).admission(network).hold), Invalid::OtherRoot);
}

#[test]
fn a_first_hold_names_the_certified_device_and_no_former_publisher() {
    let with_hold = |says: Hold| {
        admission(move |network, admit| {
            let joiner = Person::new(9);
            let item = compose::hold_statement(&joiner.root, network, joiner.operator(), 1, says);
            admit.hold = EmbeddedItem(item.to_bytes());
        })
    };
    let (own, other) = (Person::new(9).device.public(), Person::new(8).device.public());
    assert_eq!(with_hold(Hold { publishing: other, ..all_by(own) }), Invalid::NotCertified(other));
    assert_eq!(with_hold(Hold { former: Some(line(1, 1)), ..all_by(own) }), Invalid::FormerPublisher);
}

#[test]
fn statements_are_numbered_from_one() {
    let network = Network::founded_with(2);
    let statement = hold(&network, 0, all_by(network.people[1].device.public()));
    assert_eq!(refused(&network, &Order::hold(&statement)), Invalid::StatementNumber);
}

#[test]
fn nobody_is_admitted_without_agreeing_to_it_under_that_name() {
    let network = NetworkId::from_bytes([1; 32]);
    assert_eq!(admission(|_, admit| admit.consent = Person::new(9).admission(network).consent), Invalid::NotAgreed);
    assert_eq!(admission(|_, admit| admit.operator_name = Person::new(7).name), Invalid::NotAgreed);
}

#[test]
fn a_member_is_not_admitted_again() {
    let renamed = Person { name: Person::new(9).name, ..Person::new(2) };
    assert_eq!(admission(|network, admit| *admit = renamed.admission(network)), Invalid::AlreadyMember);
}

#[test]
fn two_members_do_not_have_one_name_whatever_its_capitals() {
    let shouting = Person { name: crate::text::Name::new("OPERATOR 2").unwrap(), ..Person::new(9) };
    assert_eq!(admission(|network, admit| *admit = shouting.admission(network)), Invalid::NameTaken);
}

#[test]
fn a_device_speaks_for_one_member_only() {
    let borrower = Person { device: Person::new(2).device, ..Person::new(9) };
    assert_eq!(admission(|network, admit| *admit = borrower.admission(network)), Invalid::DeviceTaken);
}

#[test]
fn a_hold_of_a_stranger_is_refused() {
    let network = Network::founded_with(2);
    let stranger = Person::new(9);
    let says = all_by(stranger.device.public());
    let statement = compose::hold_statement(&stranger.root, network.id, stranger.operator(), 1, says);
    assert_eq!(refused(&network, &Order::hold(&statement)), Invalid::NotAMember);
}

#[test]
fn a_hold_is_signed_by_the_members_own_root() {
    let network = Network::founded_with(2);
    let says = all_by(network.people[1].device.public());
    let statement = compose::hold_statement(&network.people[0].root, network.id, network.people[1].operator(), 2, says);
    assert_eq!(refused(&network, &Order::hold(&statement)), Invalid::OtherRoot);
}

#[test]
fn a_hold_has_a_higher_number_than_the_one_in_force() {
    let mut network = Network::founded_with(2);
    let says = all_by(network.people[1].device.public());
    let statement = hold(&network, 5, says.clone());
    network.order(&Order::hold(&statement));
    assert_eq!(refused(&network, &Order::hold(&statement)), Invalid::StatementNumber);
    assert_eq!(refused(&network, &Order::hold(&hold(&network, 4, says))), Invalid::StatementNumber);
}

#[test]
fn a_hold_out_of_turn_still_certifies_its_device_and_says_nothing_of_who_acts() {
    let mut network = Network::founded_with(2);
    let (first, second) = (network.people[1].device.public(), Person::new(7).device.public());
    let person = &network.people[1];
    let (operator, root, name) = (person.operator(), person.root.public(), crate::text::Name::new("second laptop").unwrap());
    let certified = CertifiedDevice { network: network.id, operator, root, number: 2, device: second, name };
    let certificate = Certificate::issue(&person.root, &certified);
    let late = hold(&network, 4, Hold { certificate: Some(certificate), ..all_by(second) });
    network.order(&Order::hold(&hold(&network, 5, all_by(first))));
    network.order(&Order::hold(&late));
    let member = network.state().chain.roster.member(network.people[1].operator()).unwrap();
    assert!(member.devices.contains_key(&second));
    assert_eq!((member.governing, member.publisher(), member.hold_number), (first, Some(first), 5));
    assert_eq!(refused(&network, &Order::hold(&late)), Invalid::StatementNumber, "it is certified once");
}

#[test]
fn a_hold_names_certified_devices() {
    let network = Network::founded_with(2);
    let (own, other) = (network.people[1].device.public(), network.people[0].device.public());
    let statement = hold(&network, 2, Hold { governing: other, ..all_by(own) });
    assert_eq!(refused(&network, &Order::hold(&statement)), Invalid::NotCertified(other));
}

#[test]
fn a_hold_says_where_the_former_publisher_ended_exactly_when_it_changes() {
    let network = Network::founded_with(2);
    let own = network.people[1].device.public();
    let superfluous = hold(&network, 2, Hold { former: Some(line(1, 1)), ..all_by(own) });
    assert_eq!(refused(&network, &Order::hold(&superfluous)), Invalid::FormerPublisher);

    // A second device, as a later kind of decision will certify one.
    let (mut chain, second) = (network.state().chain.clone(), Person::new(9).device.public());
    let mut member = chain.roster.member(network.people[1].operator()).unwrap().clone();
    let certified = member.devices[&own].clone();
    member.devices.insert(second, crate::identity::certificate::CertifiedDevice { device: second, ..certified });
    chain.roster.admit(member);
    let judged = |former| {
        let order = Order::hold(&hold(&network, 2, Hold { governing: own, publishing: second, former, certificate: None }));
        let item = network.sign(network.secretary(), &network.envelope(&order));
        judge(&chain, &ReadDecision::read(&item).unwrap())
    };
    assert_eq!(invalid(judged(None)), Invalid::FormerPublisher);
    assert_eq!(invalid(judged(Some(line(1, 1)))), Invalid::FormerPublisher);
    assert!(matches!(judged(Some(AnchorLine { device: own, ..line(1, 3) })), Verdict::Valid(_)));
}

#[test]
fn an_anchor_is_bounded_and_a_full_one_fits_a_decision() {
    let network = Network::founded_with(1);
    let lines = |count: usize| -> Vec<AnchorLine> {
        let device = |number: usize| {
            let mut bytes = [0; 32];
            bytes[..8].copy_from_slice(&number.to_be_bytes());
            DeviceId::from_bytes(bytes)
        };
        (0..count).map(|number| AnchorLine { device: device(number), ..line(0, bounds::JOURNAL_ENTRIES) }).collect()
    };
    let full = compose::sequence(
        network.secretary(),
        network.state(),
        &anchor(lines(bounds::ANCHOR_LINES)),
        crate::calendar::ClaimedTime(u64::MAX),
    );
    assert!(full.is_ok());
    assert_eq!(refused(&network, &anchor(lines(bounds::ANCHOR_LINES + 1))), Invalid::AnchorTooLong);
}

#[test]
fn an_anchors_lines_are_in_order_one_for_each_journal() {
    let network = Network::founded_with(1);
    assert_eq!(refused(&network, &anchor(vec![line(2, 1), line(1, 1)])), Invalid::AnchorOrder);
    assert_eq!(refused(&network, &anchor(vec![line(1, 1), line(1, 2)])), Invalid::AnchorOrder);
}

#[test]
fn an_anchor_names_entries_that_a_journal_can_have() {
    let network = Network::founded_with(1);
    assert_eq!(refused(&network, &anchor(vec![line(1, 0)])), Invalid::AnchorSeq);
    assert_eq!(refused(&network, &anchor(vec![line(1, u64::MAX)])), Invalid::AnchorSeq);
}

#[test]
fn an_anchor_does_not_repeat_a_line() {
    let mut network = Network::founded_with(1);
    network.anchor(vec![line(1, 4)]);
    assert_eq!(refused(&network, &anchor(vec![line(1, 4)])), Invalid::AnchorRepeats);
}

#[test]
fn a_full_set_of_approvals_fits_a_decision() {
    let network = Network::founded_with(1);
    let Order::Proposal { proposal, approvals } = network.admission(&Person::new(9), 1) else { panic!() };
    let approvals = vec![approvals[0].clone(); bounds::APPROVALS];
    let decision = network.envelope(&Order::Proposal { proposal, approvals });
    assert!(encoding::to_bytes(&decision).len() <= bounds::BODY_BYTES);
}

#[test]
fn a_statement_that_cannot_be_read_is_refused() {
    let network = Network::founded_with(2);
    let item = Item::by_root(&network.people[1].root, network.id, ItemKind::Statement, vec![0xa0]);
    assert!(matches!(refused(&network, &Order::hold(&item)), Invalid::Unreadable(_)));
    let statement =
        Statement { operator: network.people[1].operator(), number: 2, says: Says::Hold(all_by(network.secretary().public())) };
    assert_eq!(encoding::from_bytes(&encoding::to_bytes(&statement)), Ok(statement));
}
