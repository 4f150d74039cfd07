//! Backups, as they come back from a disk or from a mail.

use std::{cell::RefCell, fs};

use maillage_node::{
    backup::{Content, Loaded, Source},
    home::Passphrase,
    store::{Read, Store},
};
use maillage_shared::hash;
use tempfile::NamedTempFile;

use super::keys::{PASSPHRASE, asks_for_little};

thread_local! {
    static FILE: RefCell<NamedTempFile> = RefCell::new(NamedTempFile::new().unwrap());
}

/// Reads a backup with these bytes; what it holds must be what it says.
fn load(bytes: &[u8], passphrase: Option<&Passphrase>) -> bool {
    FILE.with_borrow(|file| {
        fs::write(file.path(), bytes).unwrap();
        let store = Store::in_memory().unwrap();
        let Ok(loaded) = (Source { path: file.path(), passphrase }).load_into(&store, |_, _| ()) else { return false };
        hold(&store, &loaded);
        true
    })
}

fn hold(store: &Store, loaded: &Loaded) {
    assert!(loaded.audit.first_fault().is_none());
    let rows: u64 = store.read(Read::row_counts).unwrap().into_iter().sum();
    assert_eq!(rows, loaded.manifest.rows());
    let names: Vec<&str> = loaded.keys.iter().map(|key| key.name.as_str()).collect();
    assert_eq!(names, loaded.manifest.keys);
    // What was read could be written, and would say the same.
    let (network_name, operator_name) = (loaded.manifest.network_name.as_str(), loaded.manifest.operator_name.as_str());
    let content = Content { store, keys: &loaded.keys, network_name, operator_name, made: loaded.manifest.made };
    let again = content.survey().unwrap();
    assert_eq!((again.device, again.rows()), (loaded.manifest.device, rows));
}

/// A backup as it lies on a disk.
pub fn backup(bytes: &[u8]) -> bool {
    load(bytes, None)
}

/// The head of a backup, and behind it what its packed part holds: packed and hashed as it should be, so that what is bent is
/// found by nothing but what reads it.
pub fn backup_content(bytes: &[u8]) -> bool {
    let Some(length) = bytes.get(18..22).and_then(|length| length.try_into().ok()).map(u32::from_be_bytes) else { return false };
    let end = usize::try_from(length).unwrap().saturating_add(22).min(bytes.len());
    let (head, body) = bytes.split_at(end);
    load(&packed(head, body), None)
}

/// A backup of this head and content.
pub(super) fn packed(head: &[u8], body: &[u8]) -> Vec<u8> {
    let mut file = head.to_vec();
    file.extend(zstd::encode_all(body, 1).unwrap());
    let hash = hash::sha256(&file);
    file.extend(hash);
    file
}

/// Head and content of a good backup.
pub(super) fn unpacked(file: &[u8]) -> Vec<u8> {
    let length = u32::from_be_bytes(file[18..22].try_into().unwrap());
    let (head, rest) = file.split_at(22 + usize::try_from(length).unwrap());
    let body = zstd::decode_all(&rest[..rest.len() - 32]).unwrap();
    [head, &body].concat()
}

/// A backup under a passphrase. What its seal protects was read by [`backup`].
pub fn sealed_backup(bytes: &[u8]) -> bool {
    asks_for_little(bytes) && load(bytes, Some(&Passphrase::new(PASSPHRASE.to_owned()).unwrap()))
}
