//! Files of a home beside its store.

use maillage_node::{
    control::protocol::ControlFile,
    home::{Home, KeyKind, WayBack, files, way_back::KnownContact},
};
use maillage_shared::{
    encoding,
    identity::{DeviceKey, RootKey, keys::EndpointKey},
    journal::{BodyKind, Entry, Head},
    sync::Hello,
};
use maillage_tests::{golden, node::name, operator::Operator};

use super::fixture;

#[test]
fn key_files_are_written_and_read_as_ever() {
    let directory = tempfile::tempdir().unwrap();
    let operator = Operator::new(1);
    let home = Home::create(directory.path().join("home")).unwrap();
    home.keep_key(&operator.root).unwrap();
    home.keep_key(&operator.device).unwrap();
    home.keep_key(&operator.endpoint).unwrap();
    let kinds = [KeyKind::Root, KeyKind::Device, KeyKind::Endpoint];
    let recorded = kinds.map(|kind| {
        let text = std::fs::read_to_string(home.key_path(kind)).unwrap();
        (kind, golden::text(&format!("key-{kind}.txt"), &text))
    });
    let other = Home::create(directory.path().join("other")).unwrap();
    for (kind, text) in recorded {
        files::write_private(&other.key_path(kind), text.as_bytes()).unwrap();
    }
    assert_eq!(other.key::<RootKey>().unwrap().secret(), operator.root.secret());
    assert_eq!(other.key::<DeviceKey>().unwrap().secret(), operator.device.secret());
    assert_eq!(other.key::<EndpointKey>().unwrap().secret(), operator.endpoint.secret());
}

#[test]
fn the_file_that_says_where_a_node_listens_is_written_and_read_as_ever() {
    let file = ControlFile { address: ([127, 0, 0, 1], 4712).into(), token: "0123456789abcdef".into(), process_id: 4242 };
    let recorded = golden::text("control.json", &serde_json::to_string(&file).unwrap());
    assert_eq!(serde_json::from_str::<ControlFile>(&recorded).unwrap(), file);
}

#[test]
fn the_way_back_is_written_and_read_as_ever() {
    let world = fixture::world();
    let (operator, other) = (&world.members[1], &world.members[0]);
    let certificate = operator.newcomer().certificate(world.network);
    let announcement = operator.announcement(world.network, &["192.0.2.2:4711"]);
    let entry = Entry::write(&operator.device, world.network, &Head::EMPTY, BodyKind::Endpoint, encoding::to_bytes(&announcement));
    let way_back = WayBack {
        hello: Hello::new(world.network, certificate, &entry.unwrap()).unwrap(),
        network_name: name("Réseau fictif"),
        operator_name: name("Deux"),
        contacts: vec![KnownContact {
            device: other.device.public(),
            endpoint: other.endpoint.public(),
            addresses: vec!["192.0.2.1:4711".into(), "[2001:db8::1]:4711".into()],
        }],
    };
    golden::check_cbor("way-back.txt", &[("way back", way_back)]);
    let directory = tempfile::tempdir().unwrap();
    let home = Home::create(directory.path().join("home")).unwrap();
    let recorded = golden::read(&std::fs::read_to_string(golden::path("way-back.txt")).unwrap()).remove(0).bytes;
    files::write_private(&home.way_back_path(), &recorded).unwrap();
    let read = home.way_back().unwrap().unwrap();
    assert_eq!(read.introduced(operator.endpoint.public()).unwrap().certified.device, operator.device.public());
    assert!(read.introduced(other.endpoint.public()).is_err(), "it is another device's");
}
