//! What an inviter and a joiner hand to each other.

use maillage_node::network::{doors::Door, endpoint};
use maillage_shared::{
    encoding,
    joining::{Invitation, JoinAnswer, JoinRequest, Offer},
    text::Name,
};
use maillage_tests::golden::{self, Value};

use super::fixture;

fn invitation() -> Invitation {
    let world = fixture::world();
    let inviter = &world.members[0];
    let offer = Offer {
        network: world.network,
        network_name: Name::new("Informaticiens publics").unwrap(),
        inviter: inviter.id(),
        inviter_name: inviter.name.clone(),
        device: inviter.device.public(),
        endpoint: inviter.endpoint.public(),
        addresses: vec!["192.0.2.1:4711".into(), "[2001:db8::1]:4711".into()],
        relay: Some("https://relay.example".into()),
        addressed_to: Name::new("Nord (fictif)").unwrap(),
        secret: fixture::SECRET,
        expires: fixture::AT,
        smallest_figure: 5,
        approvals: 2,
    };
    Invitation::make(&inviter.device, offer)
}

#[test]
fn an_invitation_is_the_same_line_of_text_as_ever() {
    let recorded = golden::text("invitation.txt", &format!("{}\n", invitation()));
    assert_eq!(recorded.parse(), Ok(invitation()));
    let id = Value::new("the name under which its giver lists it", fixture::invitation_id().as_bytes());
    let _ = golden::values("invitation-id.txt", &[id]);
}

#[test]
fn a_request_to_join_is_written_and_read_as_ever() {
    let world = fixture::world();
    let request = fixture::join_request(&world);
    golden::check_cbor("join-request.txt", &[("request to join", request.clone())]);
    let bytes = encoding::to_bytes(&request);
    let (read, certified) = JoinRequest::verify(&bytes, world.network, fixture::joiner().endpoint.public()).unwrap();
    assert_eq!((read, certified.device), (request.clone(), fixture::joiner().device.public()));
    let code = request.comparison_code(certified.device, world.members[0].device.public());
    let _ = golden::text("short-codes.txt", &format!("joining {code}\noperator {}\n", fixture::joiner().id().short_code()));
}

#[test]
fn every_answer_to_a_request_has_the_number_that_it_ever_had() {
    let made = [
        ("waiting", JoinAnswer::Waiting),
        ("admitted", JoinAnswer::Admitted),
        ("unknown", JoinAnswer::Unknown),
        ("expired", JoinAnswer::Expired),
        ("used", JoinAnswer::Used),
        ("revoked", JoinAnswer::Revoked),
        ("refused", JoinAnswer::Refused),
        ("name taken", JoinAnswer::NameTaken),
    ];
    golden::check_cbor("join-answers.txt", &made);
    assert!(encoding::from_bytes::<JoinAnswer>(&[8]).is_err(), "an answer is not in the golden file");
}

#[test]
fn the_protocols_that_endpoints_agree_on_have_the_names_that_they_ever_had() {
    let members = String::from_utf8(endpoint::members_protocol(fixture::world().network)).unwrap();
    let doors = Door::ALL.map(|door| String::from_utf8(door.protocol().to_vec()).unwrap() + "\n");
    let copies = String::from_utf8(endpoint::copies_protocol()).unwrap();
    let _ = golden::text("protocols.txt", &format!("{members}\n{}{copies}\n", doors.concat()));
}
