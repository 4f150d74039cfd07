use std::{fs, path::PathBuf};

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    identity::{DeviceKey, NetworkId, OperatorId},
    journal::{BodyKind, Entry, Head},
    register::{Item, ItemKind},
};
use tempfile::TempDir;

use super::{BackupError, Content, Damage, KeyFile, Loaded, MAGIC, Manifest, Passphrase, Place, Source};
use crate::{
    home::{Home, files},
    store::{
        Read, Store, StoreError, meta,
        records::{FileHash, Import},
    },
};

const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);
const MADE: ClaimedTime = ClaimedTime(1_792_065_600);

fn device() -> DeviceKey {
    DeviceKey::from_secret(&[1; 32])
}

/// A store with a journal, items and some thousand rows of its own.
fn store() -> Store {
    let store = Store::in_memory().unwrap();
    let mut head = Head::EMPTY;
    store
        .write(|write| {
            write.put_fact(&meta::NETWORK, &NETWORK)?;
            write.put_fact(&meta::OPERATOR, &OperatorId::from_bytes([3; 32]))?;
            write.put_fact(&meta::DEVICE, &device().public())?;
            for number in 0..40_u8 {
                let entry = Entry::write(&device(), NETWORK, &head, BodyKind::Comment, vec![number; 300]).unwrap();
                head = Head::after(&entry.header);
                write.append(&entry)?;
                write.put_item(&Item::by_device(&device(), NETWORK, ItemKind::Approval, vec![number]))?;
            }
            for number in 0..5000_u32 {
                let import = Import { kind: "visits".into(), rows: number.into(), at: MADE };
                write.put_import(&FileHash::of(&number.to_be_bytes()), &import)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    store
}

/// The key files of the device of the store.
fn keys() -> Vec<KeyFile> {
    let directory = tempfile::tempdir().unwrap();
    let home = Home::create(directory.path().join("home")).unwrap();
    home.keep_key(&device()).unwrap();
    KeyFile::all_in(&home.keys_directory()).unwrap()
}

struct Made {
    _directory: TempDir,
    path: PathBuf,
}

fn made(store: &Store, keys: &[KeyFile], passphrase: Option<&Passphrase>) -> Made {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("maillage.backup");
    let content = Content { store, keys, network_name: "Essai", operator_name: "ARC", made: MADE };
    content.write_to(&path, passphrase, false, |_, _| ()).unwrap();
    Made { _directory: directory, path }
}

fn load(path: &std::path::Path, passphrase: Option<&Passphrase>) -> Result<(Store, Loaded), BackupError> {
    let store = Store::in_memory().unwrap();
    let loaded = Source { path, passphrase }.load_into(&store, |_, _| ())?;
    Ok((store, loaded))
}

fn rows(store: &Store) -> Vec<(String, Vec<u8>, Vec<u8>)> {
    store
        .read(|read: &Read| {
            let mut rows = Vec::new();
            read.for_each_row(|table, key, value| {
                rows.push((table.to_owned(), key.to_vec(), value.to_vec()));
                Ok::<_, StoreError>(())
            })?;
            Ok::<_, StoreError>(rows)
        })
        .unwrap()
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).unwrap()
}

#[test]
fn what_was_backed_up_comes_back_row_by_row_with_its_keys() {
    let (store, keys) = (store(), keys());
    let made = made(&store, &keys, None);
    let (copy, loaded) = load(&made.path, None).unwrap();
    assert_eq!(rows(&copy), rows(&store));
    assert_eq!(loaded.keys[0].bytes, keys[0].bytes);
    assert_eq!((loaded.manifest.device, loaded.protected), (device().public(), false));
    assert_eq!(loaded.manifest.rows_of("imports"), 5000);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&made.path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_backup_is_not_written_over_a_file_unless_it_is_said() {
    let (directory, store) = (tempfile::tempdir().unwrap(), store());
    let path = directory.path().join("file");
    fs::write(&path, b"a shopping list").unwrap();
    let content = Content { store: &store, keys: &[], network_name: "", operator_name: "", made: MADE };
    assert!(matches!(content.write_to(&path, None, false, |_, _| ()), Err(BackupError::Exists(_))));
    assert_eq!(fs::read(&path).unwrap(), b"a shopping list");
    content.write_to(&path, None, true, |_, _| ()).unwrap();
    assert!(fs::read(&path).unwrap().starts_with(MAGIC));
    let nowhere = directory.path().join("no/such/folder");
    assert!(content.write_to(&nowhere, None, false, |_, _| ()).is_err());
}

#[test]
fn every_changed_byte_and_every_cut_is_noticed_and_named_with_its_place() {
    let made = made(&store(), &keys(), None);
    let whole = fs::read(&made.path).unwrap();
    let refused = |bytes: &[u8], what: &str| {
        fs::write(&made.path, bytes).unwrap();
        match load(&made.path, None) {
            Err(BackupError::Damaged { place, why }) => (place, why),
            Err(BackupError::NotABackup | BackupError::Newer { .. }) => (Place::Head, Damage::Shape),
            other => panic!("{what}: {other:?}"),
        }
    };
    for place in (0..whole.len()).step_by(whole.len() / 150) {
        let mut changed = whole.clone();
        changed[place] ^= 0x10;
        refused(&changed, &format!("byte {place} changed"));
        refused(&whole[..place], &format!("cut at {place}"));
    }
    let (place, why) = refused(&whole[..whole.len() - 1], "the last byte");
    assert_eq!((place, why), (Place::End, Damage::Cut));
    let mut longer = whole.clone();
    longer.push(0);
    assert_eq!(refused(&longer, "a byte more"), (Place::End, Damage::Shape));
    let mut other_hash = whole.clone();
    *other_hash.last_mut().unwrap() ^= 1;
    assert_eq!(refused(&other_hash, "another hash"), (Place::End, Damage::Hash));
}

#[test]
fn what_is_no_backup_or_comes_from_a_later_version_is_said_so() {
    let made = made(&store(), &[], None);
    let mut later = fs::read(&made.path).unwrap();
    later[17] = 9;
    fs::write(&made.path, later).unwrap();
    assert!(matches!(load(&made.path, None), Err(BackupError::Newer { found: 9, known: 1 })));
    for bytes in [b"".as_slice(), b"PK\x03\x04", &[0; 5000]] {
        fs::write(&made.path, bytes).unwrap();
        assert!(matches!(load(&made.path, None), Err(BackupError::NotABackup)));
    }
    let nothing = made.path.with_extension("gone");
    assert!(matches!(load(&nothing, None), Err(BackupError::File { .. })));
    assert!(matches!(load(made.path.parent().unwrap(), None), Err(BackupError::File { .. })));
}

#[test]
fn a_passphrase_protects_all_of_it() {
    let made = made(&store(), &keys(), Some(&passphrase("cheval agrafe")));
    let bytes = fs::read(&made.path).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    assert!(matches!(load(&made.path, None), Err(BackupError::PassphraseNeeded)));
    assert!(matches!(load(&made.path, Some(&passphrase("cheval"))), Err(BackupError::PassphraseWrong)));
    assert!(load(&made.path, Some(&passphrase("cheval agrafe"))).unwrap().1.protected);
    fs::write(&made.path, &bytes[..bytes.len() - 1]).unwrap();
    assert!(matches!(load(&made.path, Some(&passphrase("cheval agrafe"))), Err(BackupError::Damaged { .. })));
    assert_eq!(format!("{:?}", passphrase("secret")), "Passphrase(…)");
}

#[test]
fn a_protected_backup_that_asks_for_endless_work_is_refused_at_once() {
    let right = passphrase("cheval agrafe");
    let made = made(&store(), &[], Some(&right));
    let mut bytes = fs::read(&made.path).unwrap();
    let place = bytes.windows(4).position(|four| four == b" 17\n").unwrap();
    bytes[place + 1..place + 3].copy_from_slice(b"21");
    fs::write(&made.path, bytes).unwrap();
    let refused = load(&made.path, Some(&right));
    assert!(matches!(refused, Err(BackupError::Damaged { place: Place::Head, why: Damage::Size })), "{refused:?}");
}

/// The bytes of a backup with this manifest and these unpacked bytes, hashed as it should be.
fn forged(manifest: &Manifest, body: &[u8]) -> Vec<u8> {
    let manifest = encoding::to_bytes(manifest);
    let length = u32::try_from(manifest.len()).unwrap();
    let mut bytes = [MAGIC.as_slice(), &1_u16.to_be_bytes(), &length.to_be_bytes(), &manifest].concat();
    bytes.extend(zstd::encode_all(body, 19).unwrap());
    let hash = maillage_shared::hash::sha256(&bytes);
    bytes.extend(hash);
    bytes
}

fn damage(bytes: &[u8]) -> (Place, Damage) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("forged");
    fs::write(&path, bytes).unwrap();
    match load(&path, None) {
        Err(BackupError::Damaged { place, why }) => (place, why),
        other => panic!("{other:?}"),
    }
}

fn manifest() -> Manifest {
    let made = made(&store(), &[], None);
    load(&made.path, None).unwrap().1.manifest
}

fn framed(key: &[u8], value: &[u8]) -> Vec<u8> {
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_be_bytes();
    [&length(key), &length(value), key, value].concat()
}

#[test]
fn a_file_that_unpacks_to_far_more_than_itself_is_refused_before_it_fills_anything() {
    let mut manifest = manifest();
    manifest.tables = vec![super::manifest::TableRows { table: "imports".into(), rows: u64::MAX }];
    // A hundred megabytes of the same row.
    let row = framed(&[1; 32], &vec![0; 1_000_000]);
    let (place, why) = damage(&forged(&manifest, &row.repeat(100)));
    assert!(matches!((&place, &why), (Place::Row(_, _), Damage::Size)), "{place} {why}");
}

#[test]
fn counts_lengths_and_names_are_not_believed() {
    let good = manifest();
    let with_tables = |tables: &[(&str, u64)]| {
        let tables = tables.iter().map(|(table, rows)| super::manifest::TableRows { table: (*table).into(), rows: *rows });
        Manifest { tables: tables.collect(), ..good.clone() }
    };
    let row = framed(&[1; 32], &[1]);
    let one = with_tables(&[("imports", 1)]);
    let at = |number| Place::Row("imports".into(), number);
    assert_eq!(damage(&forged(&with_tables(&[("imports", 2)]), &row)), (at(2), Damage::Cut));
    assert_eq!(damage(&forged(&one, &row.repeat(2))), (Place::End, Damage::Shape));
    assert_eq!(damage(&forged(&with_tables(&[("imports", 2)]), &row.repeat(2))), (at(1), Damage::Shape), "one row twice");
    assert_eq!(damage(&forged(&one, &[0xff; 8])), (at(1), Damage::Shape));
    assert!(matches!(damage(&forged(&one, &framed(&[1; 31], &[1]))), (Place::Row(_, 1), Damage::Content(_))));
    for tables in [vec![("elsewhere", 1)], vec![("imports", 1), ("imports", 1)], vec![("schema", 1)]] {
        assert_eq!(damage(&forged(&with_tables(&tables), &row)), (Place::Head, Damage::Shape));
    }
    for keys in [vec!["../device.key"], vec!["device.key", "device.key"], vec!["root.key", "device.key"]] {
        let keys = keys.into_iter().map(str::to_owned).collect();
        assert_eq!(damage(&forged(&Manifest { keys, ..good.clone() }, &row)), (Place::Head, Damage::Shape));
    }
}

#[test]
fn content_that_is_whole_and_not_authentic_is_refused() {
    let (store, item) = (store(), Item::by_device(&device(), NETWORK, ItemKind::Approval, vec![200]));
    let mut bytes = item.to_bytes();
    *bytes.last_mut().unwrap() ^= 1;
    store.write(|write| write.put_rows("items", &[(item.id().as_bytes().to_vec(), bytes)])).unwrap();
    store
        .write(|write| write.put_rows("item_arrivals", &[(41_u64.to_be_bytes().to_vec(), item.id().as_bytes().to_vec())]))
        .unwrap();
    let made = made(&store, &[], None);
    let refused = load(&made.path, None);
    assert!(matches!(&refused, Err(BackupError::Damaged { place: Place::Content(part, _), .. }) if part == "items"), "{refused:?}");
}

#[test]
fn the_key_of_another_device_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let home = Home::create(directory.path().join("home")).unwrap();
    home.keep_key(&DeviceKey::from_secret(&[2; 32])).unwrap();
    files::write_private(&home.keys_directory().join("notes.txt"), b"left out").unwrap();
    let keys = KeyFile::all_in(&home.keys_directory()).unwrap();
    assert_eq!(keys.len(), 1);
    let made = made(&store(), &keys, None);
    assert!(matches!(load(&made.path, None), Err(BackupError::Damaged { place: Place::Key(_), .. })));
}
