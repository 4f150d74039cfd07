//! A backup, and what is kept of a restore.
//!
//! What packs a backup may write other bytes for the same content, so that the golden file is only written anew when it no longer
//! says what is made now.

use std::path::Path;

use maillage_node::{
    backup::{Content, KeyFile, Loaded, Manifest, Source, manifest::TableRows},
    home::Home,
    ledger::{Cause, Restored},
    store::{Store, StoreError},
};
use maillage_shared::{
    encoding,
    sync::copies::{CopyMeeting, CopyProof, CopySide},
};
use maillage_tests::{
    golden::{self, Value},
    operator::Operator,
};

use super::{fixture, stores};

const FILE: &str = "backup-1.backup";

fn make(directory: &Path) -> std::path::PathBuf {
    let store = directory.join("store.redb");
    stores::make(&store);
    let home = Home::create(directory.join("home")).unwrap();
    home.keep_key(&fixture::world().members[0].device).unwrap();
    let keys = KeyFile::all_in(&home.keys_directory()).unwrap();
    let store = Store::open(&store, |_| ()).unwrap();
    let content =
        Content { store: &store, keys: &keys, network_name: "Informaticiens publics", operator_name: "Un", made: fixture::AT };
    let path = directory.join("made.backup");
    content.write_to(&path, None, false, |_, _| ()).unwrap();
    path
}

/// Every row, key and fact of the manifest that does not change with the program.
fn contents(path: &Path) -> Vec<Value> {
    let store = Store::in_memory().unwrap();
    let Loaded { manifest, keys, .. } = Source { path, passphrase: None }.load_into(&store, |_, _| ()).unwrap();
    let manifest = Manifest { program: "1.0.0".into(), ..manifest };
    let mut values = vec![Value::new("manifest", encoding::to_bytes(&manifest))];
    values.extend(keys.into_iter().map(|key| Value::new(format!("keys/{}", key.name), key.bytes.to_vec())));
    store
        .read(|read| {
            read.for_each_row(|table, key, value| {
                let key = data_encoding::HEXLOWER.encode(key);
                values.push(Value::new(format!("{table} {key}"), value));
                Ok::<_, StoreError>(())
            })
        })
        .unwrap();
    values
}

#[test]
fn a_backup_is_read_as_what_it_was_made_from() {
    let directory = tempfile::tempdir().unwrap();
    let made = make(directory.path());
    let now = contents(&made);
    let golden = golden::path(FILE);
    if golden::is_blessed() && !(golden.exists() && contents(&golden) == now) {
        std::fs::copy(&made, &golden).unwrap();
    }
    let differences = golden::differences(&contents(&golden), &now);
    assert!(differences.is_empty(), "{}", golden::complaint(FILE, &differences));
    let begins = |path: &Path| std::fs::read(path).unwrap()[..18].to_vec();
    assert_eq!(begins(&golden), begins(&made));
}

#[test]
fn a_manifest_is_written_and_read_as_ever() {
    let founder = Operator::new(1);
    let manifest = Manifest {
        network: fixture::world().network,
        network_name: "Informaticiens publics".into(),
        operator: founder.id(),
        operator_name: "Un".into(),
        device: founder.device.public(),
        made: fixture::AT,
        schema: 1,
        program: "1.0.0".into(),
        keys: vec!["device.key".into(), "endpoint.key".into(), "root.age".into(), "root.key".into()],
        tables: vec![TableRows { table: "facts".into(), rows: 3 }, TableRows { table: "visits".into(), rows: 2 }],
    };
    golden::check_cbor("backup-manifest.txt", &[("manifest", manifest)]);
}

#[test]
fn what_is_kept_of_a_restore_is_written_and_read_as_ever() {
    let met = [Operator::new(2).id()].into();
    golden::check_cbor(
        "row-restored.txt",
        &[
            ("restored from a backup", Restored::new(Cause::Backup)),
            ("copied, one member met", Restored { met, ..Restored::new(Cause::Copied) }),
            ("repaired", Restored::new(Cause::Repaired)),
            ("repaired, and others were known", Restored { least: Some(1), ..Restored::new(Cause::Repaired) }),
            ("another wrote, and writing went on", Restored { learnt: Some(7), ..Restored::new(Cause::OtherWriter) }),
        ],
    );
}

#[test]
fn the_proof_that_two_copies_give_each_other_is_written_and_read_as_ever() {
    let founder = Operator::new(1);
    let meeting = CopyMeeting {
        network: fixture::world().network,
        device: founder.device.public(),
        asking: Operator::new(2).endpoint.public(),
        answering: founder.endpoint.public(),
    };
    let proofs: Vec<(&str, CopyProof)> = [("asks", CopySide::Asks), ("answers", CopySide::Answers)]
        .map(|(what, side)| (what, meeting.prove(&founder.device, side)))
        .into();
    golden::check_cbor("copy-proof.txt", &proofs);
    assert!(meeting.accepts(&proofs[0].1, CopySide::Asks) && !meeting.accepts(&proofs[0].1, CopySide::Answers));
}
