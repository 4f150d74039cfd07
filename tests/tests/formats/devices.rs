//! What devices of one operator hand to each other, and what an operator puts away for the day on which it has none.

use maillage_node::{
    home::{Home, Passphrase, root_key},
    service::{
        pairing::PendingPairing,
        pairings::{Pairing, PairingState},
        recovering::PendingRecovery,
    },
};
use maillage_shared::{
    encoding,
    identity::{RootKey, keys::EndpointKey},
    journal::EntryHash,
    pairing::{PairingAnswer, PairingCode, PairingId, PairingOffer, PairingRequest},
    recovery::{
        PartingAnswer, PartingRequest, RecoveryAnswer, RecoveryRequest, RecoverySheet, RecoveryStanding, ReplacementBasis,
        ReplacementRequest, SheetContact, SheetRoot, replacement::comparison_code,
    },
    register::{AnchorLine, Hold, compose, content::EmbeddedItem},
    text::Name,
};
use maillage_tests::{
    golden::{self, Value},
    operator::Operator,
    world::World,
};

use super::fixture;

const PASSPHRASE: &str = "quatre mots sans rapport";

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn offer(world: &World) -> PairingOffer {
    let giver = &world.members[0];
    PairingOffer {
        network: world.network,
        network_name: name("Informaticiens publics"),
        operator: giver.id(),
        operator_name: giver.name.clone(),
        device: giver.device.public(),
        endpoint: giver.endpoint.public(),
        addresses: vec!["192.0.2.1:4711".into(), "[2001:db8::1]:4711".into()],
        relay: None,
        secret: fixture::SECRET,
        expires: fixture::AT,
    }
}

fn new_endpoint() -> EndpointKey {
    EndpointKey::from_secret(&[0xe4; 32])
}

fn request(world: &World) -> PairingRequest {
    let device = &world.members[0].second;
    PairingRequest::new(&offer(world), device, &new_endpoint(), vec!["192.0.2.9:4711".into()], name("portable"))
}

fn sheet(world: &World, root: SheetRoot) -> RecoverySheet {
    let operator = &world.members[1];
    let contact = |member: &Operator| SheetContact { endpoint: member.endpoint.public(), addresses: vec!["192.0.2.1:4711".into()] };
    RecoverySheet {
        network: world.network,
        network_name: name("Informaticiens publics"),
        operator: operator.id(),
        operator_name: operator.name.clone(),
        root,
        contacts: vec![contact(&world.members[0]), contact(&world.members[2])],
        made: fixture::AT,
    }
}

fn recovery(world: &World) -> RecoveryRequest {
    let operator = &world.members[1];
    RecoveryRequest::new(&operator.root, world.network, operator.id(), operator.second.public(), new_endpoint().public())
}

#[test]
fn a_pairing_code_is_the_same_line_of_text_as_ever() {
    let world = fixture::world();
    let code = PairingCode::make(&world.members[0].device, offer(&world));
    let recorded = golden::text("pairing-code.txt", &format!("{code}\n"));
    assert_eq!(recorded.parse(), Ok(code));
}

#[test]
fn a_request_to_pair_is_written_and_read_as_ever() {
    let world = fixture::world();
    let request = request(&world);
    let bytes = request.to_bytes(&world.members[0].second);
    let id = PairingId::of_secret(&fixture::SECRET);
    let made = [Value::new("request", bytes), Value::new("the name under which its giver keeps the code", id.as_bytes())];
    let recorded = golden::values("pairing-request.txt", &made);
    let read = PairingRequest::verify(&recorded[0].bytes, world.network, new_endpoint().public());
    assert_eq!(read, Ok(request.clone()));
    let code = request.comparison_code(world.members[0].device.public());
    let _ = golden::text("pairing-comparison.txt", &format!("{code}\n"));
}

#[test]
fn every_answer_to_a_new_device_has_the_number_that_it_ever_had() {
    let world = fixture::world();
    let certificate = world.members[0].certificate(world.network, &world.members[0].second);
    let made = [
        ("waiting", PairingAnswer::Waiting),
        ("accepted", PairingAnswer::Accepted(certificate)),
        ("unknown", PairingAnswer::Unknown),
        ("expired", PairingAnswer::Expired),
        ("used", PairingAnswer::Used),
        ("name taken", PairingAnswer::NameTaken),
    ];
    golden::check_cbor("pairing-answers.txt", &made);
}

#[test]
fn a_recovery_sheet_has_the_lines_that_it_ever_had() {
    let world = fixture::world();
    let plain = sheet(&world, SheetRoot::plain(&world.members[1].root));
    let recorded = golden::text("recovery-sheet.txt", &(plain.to_lines().join("\n") + "\n"));
    assert_eq!(RecoverySheet::find(&recorded), Ok(plain));
    let sealed = sheet(&world, SheetRoot::Sealed(vec![0x5a; 300]));
    let recorded = golden::text("recovery-sheet-sealed.txt", &(sealed.to_lines().join("\n") + "\n"));
    assert_eq!(RecoverySheet::find(&recorded), Ok(sealed));
}

#[test]
fn a_returning_member_asks_and_is_answered_as_ever() {
    let world = fixture::world();
    let (operator, asks) = (&world.members[1], recovery(&world));
    let device = operator.second.public();
    let certificate = Some(operator.certificate(world.network, &operator.second));
    let says = Hold { governing: device, publishing: operator.device.public(), former: None, certificate };
    let statement = compose::hold_statement(&operator.root, world.network, operator.id(), 9, says);
    golden::check_cbor(
        "recovery-request.txt",
        &[("asks", asks.clone()), ("hands a statement in", asks.with_statement(&statement))],
    );
    let hold = |number| {
        let says =
            Hold { governing: operator.device.public(), publishing: operator.device.public(), former: None, certificate: None };
        let statement = compose::hold_statement(&operator.root, world.network, operator.id(), number, says);
        EmbeddedItem(statement.to_bytes())
    };
    let standing = RecoveryStanding {
        answered_by: world.members[0].device.public(),
        in_force: hold(2),
        highest: Some(hold(3)),
        recorded: true,
    };
    let made = [
        ("unknown", RecoveryAnswer::Unknown),
        ("standing", RecoveryAnswer::Standing(standing)),
        ("name taken", RecoveryAnswer::NameTaken),
    ];
    golden::check_cbor("recovery-answers.txt", &made);
}

fn basis(world: &World) -> ReplacementBasis {
    let (operator, sheet) = (&world.members[1], sheet(world, SheetRoot::Sealed(Vec::new())));
    let former = AnchorLine { device: operator.device.public(), seq: 7, hash: EntryHash::from_bytes([0x77; 32]) };
    ReplacementBasis {
        network: world.network,
        network_name: name("Informaticiens publics"),
        operator: operator.id(),
        operator_name: operator.name.clone(),
        number: 2,
        former: Some(former),
        contacts: sheet.contacts.clone(),
    }
}

fn replacement(world: &World) -> ReplacementRequest {
    let (root, device) = (RootKey::from_secret(&[0xa5; 32]), &world.members[1].second);
    ReplacementRequest::new(&root, device, name("machine neuve"), &basis(world))
}

#[test]
fn the_texts_that_replace_a_root_key_are_the_same_lines_as_ever() {
    let world = fixture::world();
    let recorded = golden::text("replacement-basis.txt", &format!("{}\n", basis(&world)));
    assert_eq!(recorded.parse(), Ok(basis(&world)));
    let request = replacement(&world);
    let recorded = golden::text("replacement-request.txt", &format!("{request}\n"));
    assert_eq!(recorded.parse(), Ok(request.clone()));
    let device = world.members[1].second.public();
    let code = comparison_code(request.network, request.operator, request.root, device);
    let _ = golden::text("replacement-comparison.txt", &format!("{code}\n"));
}

#[test]
fn a_device_that_is_turned_away_asks_and_is_answered_as_ever() {
    let world = fixture::world();
    let (operator, newest) = (&world.members[1], world.items[0].id());
    let asks = PartingRequest::new(&operator.device, world.network, new_endpoint().public(), newest);
    golden::check_cbor("parting-request.txt", &[("asks", asks)]);
    let decisions = PartingAnswer::of(world.items.iter().take(1).cloned());
    golden::check_cbor("parting-answers.txt", &[("unknown", PartingAnswer::Unknown), ("decisions", decisions)]);
}

#[test]
fn what_a_home_remembers_of_pairings_and_returns_is_written_and_read_as_ever() {
    let world = fixture::world();
    let id = PairingId::of_secret(&fixture::SECRET);
    let certificate = world.members[0].certificate(world.network, &world.members[0].second);
    let pairing = |state| Pairing { id, expires: fixture::AT, state };
    let made = [
        ("open", pairing(PairingState::Open)),
        ("asked", pairing(PairingState::Asked(request(&world), fixture::AT))),
        ("accepted", pairing(PairingState::Accepted(world.members[0].second.public(), certificate))),
    ];
    golden::check_cbor("row-pairings.txt", &made);
    let waits = PendingPairing { offer: offer(&world), name: name("portable") };
    let returns = PendingRecovery {
        network_name: name("Informaticiens publics"),
        operator_name: world.members[1].name.clone(),
        contacts: sheet(&world, SheetRoot::Sealed(Vec::new())).contacts.clone(),
        request: recovery(&world),
        replacement: None,
    };
    let replaces = PendingRecovery { replacement: Some(replacement(&world)), ..returns.clone() };
    let made = [
        Value::new("pairing", encoding::to_bytes(&waits)),
        Value::new("return", encoding::to_bytes(&returns)),
        Value::new("another root", encoding::to_bytes(&replaces)),
    ];
    let recorded = golden::values("row-waiting.txt", &made);
    assert_eq!(encoding::from_bytes::<PendingPairing>(&recorded[0].bytes).unwrap().offer, waits.offer);
    assert_eq!(encoding::from_bytes::<PendingRecovery>(&recorded[1].bytes).unwrap().request, returns.request);
    assert_eq!(encoding::from_bytes::<PendingRecovery>(&recorded[2].bytes).unwrap().replacement, replaces.replacement);
}

#[test]
fn a_root_key_that_was_sealed_once_opens_for_ever() {
    let root = RootKey::from_secret(&[0x21; 32]);
    let (path, passphrase) = (golden::path("root.age"), Passphrase::new(PASSPHRASE.to_owned()).unwrap());
    if golden::is_blessed() && !path.exists() {
        // Salt and key of an age file are drawn anew each time: it is made once, and only ever opened.
        let directory = tempfile::tempdir().unwrap();
        let home = Home::create(directory.path().join("home")).unwrap();
        home.protect_root(&root, &passphrase).unwrap();
        std::fs::write(&path, home.sealed_root().unwrap().unwrap()).unwrap();
    }
    let sealed = std::fs::read(&path).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1\n-> scrypt "), "the stock tool knows it by its first line");
    assert_eq!(root_key::open(&sealed, &passphrase).unwrap().secret(), root.secret());
}
