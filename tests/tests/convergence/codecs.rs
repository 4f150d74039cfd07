//! Everything that travels or is signed reads back, and has one spelling only.

use maillage_node::store::invitations;
use maillage_shared::{
    encoding::{self, deterministic},
    identity::{DeviceKey, NetworkId},
    joining::{Invitation, JoinAnswer},
    journal::{Entry, Header},
    register::{Item, content::EmbeddedItem},
};
use proptest::prelude::*;

use super::values;

/// Writes and reads a value; what is written is deterministic, and nothing else reads as the same.
fn reads_back<T>(value: &T) -> Result<(), TestCaseError>
where
    T: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()> + PartialEq + std::fmt::Debug,
{
    let bytes = encoding::to_bytes(value);
    prop_assert_eq!(deterministic::check(&bytes), Ok(false));
    let read: T = encoding::from_bytes(&bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&read, value);
    let longer = [bytes.as_slice(), &[0]].concat();
    prop_assert!(encoding::from_bytes::<T>(&longer).is_err());
    prop_assert!(encoding::from_bytes::<T>(&bytes[..bytes.len() - 1]).is_err());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_an_operator_signs_about_itself_reads_back(
        operator in values::operator(), network in values::network(), hold in values::hold(), statement in values::statement(),
        signature in values::signature(),
    ) {
        let certificate = operator.certificate(network, &operator.second);
        reads_back(&certificate)?;
        reads_back(&certificate.verify(network).unwrap())?;
        reads_back(&operator.announcement(network, &["192.0.2.1:4711"]))?;
        reads_back(&operator.newcomer().admission(network))?;
        reads_back(&hold)?;
        reads_back(&statement)?;
        reads_back(&signature)?;
        reads_back(&network)?;
    }

    #[test]
    fn every_body_of_the_register_reads_back(
        decision in values::decision(), content in values::content(), found in values::found(), founding in values::founding(),
        (anchor, line) in (values::anchor(), values::line()), proposal in values::proposal(),
        (approval, acknowledgement) in (values::approval(), values::acknowledgement()), policy in values::policy(),
        bytes in values::bytes(),
    ) {
        reads_back(&decision)?;
        reads_back(&content)?;
        prop_assert!(content.matter().is_ok() || content.kind > 4 || !content.body.is_empty());
        reads_back(&found)?;
        reads_back(&founding)?;
        reads_back(&anchor)?;
        reads_back(&line)?;
        reads_back(&proposal)?;
        reads_back(&approval)?;
        reads_back(&acknowledgement)?;
        reads_back(&policy)?;
        reads_back(&EmbeddedItem(bytes))?;
    }

    #[test]
    fn every_body_of_a_journal_and_every_run_reads_back(
        change in values::page_change(), (publication, report) in (values::publication(), values::dysfunction_report()), run in values::run(), branch in values::branch(),
        proof in values::fork_proof(), snapshot in values::page_snapshot(),
    ) {
        reads_back(&change)?;
        reads_back(&snapshot)?;
        reads_back(&publication)?;
        reads_back(&report)?;
        reads_back(&run)?;
        reads_back(&branch)?;
        reads_back(&proof)?;
    }

    #[test]
    fn everything_on_the_wire_reads_back(
        hello in values::hello(), message in values::message(), request in values::join_request(), offer in values::offer(),
        answer in prop::sample::select(vec![
            JoinAnswer::Waiting, JoinAnswer::Admitted, JoinAnswer::Unknown, JoinAnswer::Expired, JoinAnswer::Used,
            JoinAnswer::Revoked, JoinAnswer::Refused, JoinAnswer::NameTaken,
        ]),
    ) {
        reads_back(&hello)?;
        reads_back(&message)?;
        reads_back(&request)?;
        reads_back(&offer)?;
        reads_back(&answer)?;
        let invitation = Invitation::make(&maillage_tests::operator::Operator::new(3).device, offer.clone());
        let signed_by_inviter = offer.device == maillage_tests::operator::Operator::new(3).device.public();
        prop_assert_eq!(invitation.to_string().parse::<Invitation>().is_ok(), signed_by_inviter);
    }

    #[test]
    fn a_header_and_an_item_read_back_and_no_changed_byte_passes(
        journal in values::journal(), kind in values::item_kind(), body in values::bytes(), place in any::<prop::sample::Index>(),
    ) {
        let header = &journal.last().unwrap().header;
        prop_assert_eq!(Header::parse(&header.to_bytes()), Ok(header.clone()));
        let network = NetworkId::from_bytes([7; 32]);
        let item = Item::by_device(&DeviceKey::from_secret(&[3; 32]), network, kind, body);
        let mut bytes = item.to_bytes();
        prop_assert_eq!(Item::verify(network, &bytes), Ok(item));
        let place = place.index(bytes.len());
        bytes[place] ^= 0x10;
        prop_assert!(Item::verify(network, &bytes).is_err());
        prop_assert!(journal.iter().all(Entry::is_signed));
    }

    #[test]
    fn what_a_node_remembers_of_invitations_reads_back(bytes in values::bytes(), id in values::item_id(), at in any::<u64>()) {
        let at = maillage_shared::calendar::ClaimedTime(at);
        let root = maillage_tests::operator::Operator::new(3).root.public();
        for state in [invitations::InvitationState::Open, invitations::InvitationState::Used(root), invitations::InvitationState::Revoked] {
            reads_back(&invitations::Invitation { state, for_whom: "Nord".into(), made: at, expires: at })?;
        }
        for state in [invitations::JoinState::Waiting, invitations::JoinState::Proposed(id), invitations::JoinState::Refused] {
            let invitation = maillage_shared::joining::InvitationId::from_bytes([1; 32]);
            reads_back(&invitations::JoinRequest { state, invitation, received: at, bytes: bytes.clone() })?;
        }
    }
}
