//! Files of a home beside its store.

use maillage_node::{
    control::protocol::ControlFile,
    home::{Home, KeyKind, files},
};
use maillage_shared::identity::{DeviceKey, RootKey, keys::EndpointKey};
use maillage_tests::{golden, operator::Operator};

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
