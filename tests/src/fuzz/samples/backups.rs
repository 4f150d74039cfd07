//! Good bytes for [`crate::fuzz::backups`].

use std::fs;

use maillage_node::{
    backup::{Content, KeyFile},
    home::Home,
    store::{
        Store, StoreError, meta,
        records::{FileHash, Import},
    },
};
use maillage_shared::calendar::ClaimedTime;

use super::{keys, world};
use crate::fuzz::backups;

/// The backup of a small store: facts, a journal, items, what was imported, a key.
fn made() -> Vec<u8> {
    let (world, member) = (world(), &world().members[0]);
    let store = Store::in_memory().unwrap();
    store
        .write(|write| {
            write.put_fact(&meta::NETWORK, &world.network)?;
            write.put_fact(&meta::OPERATOR, &member.id())?;
            write.put_fact(&meta::DEVICE, &member.device.public())?;
            for entry in &world.journals[&member.device.public()] {
                write.append(entry)?;
            }
            for item in world.items.iter().take(3) {
                write.put_item(item)?;
            }
            let import = Import { kind: "visits".into(), rows: 12, at: ClaimedTime(1_760_500_000) };
            write.put_import(&FileHash::of(b"a file"), &import)?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let directory = tempfile::tempdir().unwrap();
    let home = Home::create(directory.path().join("home")).unwrap();
    home.keep_key(&member.device).unwrap();
    let keys = KeyFile::all_in(&home.keys_directory()).unwrap();
    let made = ClaimedTime(1_760_500_000);
    let content = Content { store: &store, keys: &keys, network_name: "Essai", operator_name: "Un", made };
    let path = directory.path().join("backup");
    content.write_to(&path, None, false, |_, _| ()).unwrap();
    fs::read(path).unwrap()
}

pub(in crate::fuzz) fn backup() -> Vec<Vec<u8>> {
    vec![made()]
}

pub(in crate::fuzz) fn backup_content() -> Vec<Vec<u8>> {
    vec![backups::unpacked(&made())]
}

pub(in crate::fuzz) fn sealed_backup() -> Vec<Vec<u8>> {
    vec![keys::sealed(&made())]
}
