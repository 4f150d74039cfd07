use std::{fs, path::PathBuf};

use super::{item, journal, new_store};
use crate::store::{Checked, Store, StoreError};

/// A closed store with some content, and its bytes.
fn closed_store() -> (tempfile::TempDir, PathBuf, Vec<u8>) {
    let (directory, store) = new_store();
    store
        .write(|write| {
            write.append_all(&journal(1, 100))?;
            write.put_item(&item(1))
        })
        .unwrap();
    drop(store);
    let path = directory.path().join("store.redb");
    let bytes = fs::read(&path).unwrap();
    (directory, path, bytes)
}

#[test]
fn what_is_no_store_is_named_as_such_and_left_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store.redb");
    assert!(matches!(Store::open(&path, |_| ()), Err(StoreError::Missing(_))));
    assert!(matches!(Store::open(directory.path(), |_| ()), Err(StoreError::Folder(_))));
    for content in [b"".as_slice(), b"red", b"a shopping list\n", &vec![0; 100_000]] {
        fs::write(&path, content).unwrap();
        assert!(matches!(Store::open(&path, |_| ()), Err(StoreError::NotAStore(_))));
        assert_eq!(fs::read(&path).unwrap(), content);
    }
    assert!(matches!(Store::create(&path), Err(StoreError::AlreadyThere(_))));
}

#[test]
fn a_file_that_was_cut_is_damaged_and_left_as_it_is() {
    let (_directory, path, bytes) = closed_store();
    for length in [9, 100, 320, 512, 4096, 8192, bytes.len() / 2, bytes.len() - 4096, bytes.len() - 1] {
        fs::write(&path, &bytes[..length]).unwrap();
        let refused = Store::open(&path, |_| ());
        assert!(matches!(refused, Err(StoreError::Damaged(_))), "{length}: {refused:?}");
        assert_eq!(fs::read(&path).unwrap(), bytes[..length], "{length}");
    }
    fs::write(&path, &bytes).unwrap();
    Store::open(&path, |_| ()).unwrap();
}

#[test]
fn a_changed_byte_never_panics_and_is_found_by_the_check_or_harmless() {
    let (_directory, path, bytes) = closed_store();
    let intact = Checked { journals: 1, entries: 100 };
    assert_eq!(Store::check(&path, |_| ()).unwrap(), intact);
    let mut found = 0;
    for place in (0..bytes.len()).step_by(bytes.len() / 61) {
        let mut bad = bytes.clone();
        bad[place] ^= 0xff;
        fs::write(&path, &bad).unwrap();
        // As a large store is opened: pages are not verified.
        let _ = Store::open_with(&path, |_| (), false);
        fs::write(&path, &bad).unwrap();
        let opened = Store::open(&path, |_| ()).map(drop);
        fs::write(&path, &bad).unwrap();
        match (opened, Store::check(&path, |_| ())) {
            (Ok(()), Ok(checked)) => assert_eq!(checked, intact, "byte {place}"),
            (Err(StoreError::Damaged(_) | StoreError::NotAStore(_)), Err(_)) => found += 1,
            (opened, checked) => panic!("byte {place}: {opened:?}, {checked:?}"),
        }
    }
    assert!(found > 0);
}

#[test]
fn a_second_opening_is_told_that_the_store_is_in_use() {
    let (directory, store) = new_store();
    let path = directory.path().join("store.redb");
    assert!(matches!(Store::open(&path, |_| ()), Err(StoreError::Locked)));
    drop(store);
    Store::open(&path, |_| ()).unwrap();
}

#[test]
fn the_remains_of_a_creation_that_was_killed_do_not_hinder_the_next() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("store.new"), b"half a store").unwrap();
    Store::create(&directory.path().join("store.redb")).unwrap();
    assert!(!directory.path().join("store.new").exists());
}

#[test]
fn a_store_that_was_not_closed_opens_with_all_that_was_committed() {
    let (directory, store) = new_store();
    let (path, copy) = (directory.path().join("store.redb"), directory.path().join("copy.redb"));
    store.write(|write| write.append_all(&journal(1, 3))).unwrap();
    // What the disk holds after a kill: nothing of the closing was written.
    fs::copy(&path, &copy).unwrap();
    drop(store);
    let opened = Store::open(&copy, |_| ()).unwrap();
    assert_eq!(opened.read(super::super::Transaction::devices).unwrap().len(), 1);
    drop(opened);
    assert_eq!(Store::check(&copy, |_| ()).unwrap(), Checked { journals: 1, entries: 3 });
}
