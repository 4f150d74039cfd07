use maillage_shared::journal::{
    Entry, ForkProof, Head, Header,
    fork::{Branch, Fork},
};

use super::{journal, new_store, reopen};
use crate::store::{Store, StoreError};

/// Overwrites the stored body of an entry behind the store's back.
fn spoil_body(store: &Store, entry: &Entry, bytes: &[u8]) {
    let bodies: redb::TableDefinition<&[u8; 40], &[u8]> = redb::TableDefinition::new("journal_bodies");
    let mut key = entry.header.device.as_bytes().to_vec();
    key.extend(entry.header.seq.to_be_bytes());
    let key = <&[u8; 40]>::try_from(key.as_slice()).unwrap();
    let spoil = |database: &redb::Database| {
        let tables = database.begin_write()?;
        tables.open_table(bodies)?.insert(key, bytes)?;
        Ok::<_, StoreError>(tables.commit()?)
    };
    store.held.with(crate::store::failure::Way::Writing, spoil).unwrap();
}

#[test]
fn journals_are_there_after_reopening() {
    let (directory, store) = new_store();
    let (mut one, other) = (journal(1, 5), journal(2, 2));
    one[1].body = None;
    one[2].signature = None;
    store.write(|write| write.append_all(&[one.clone(), other.clone()].concat())).unwrap();
    let store = reopen(&directory, store);
    let (device, second) = (one[0].header.device, other[0].header.device);
    store
        .read(|read| {
            assert_eq!(read.devices()?.len(), 2);
            assert_eq!(read.head(device)?, Some(Head::after(&one[4].header)));
            assert_eq!(read.heads()?.get(&second), Some(&Head::after(&other[1].header)));
            assert_eq!(read.hash_at(device, 3)?, Some(one[2].header.hash()));
            assert_eq!(read.hash_at(device, 6)?, None);
            assert_eq!(read.entry(device, 2)?.as_ref(), Some(&one[1]));
            let mut all = Vec::new();
            read.for_each_entry(device, 1, |entry| {
                all.push(entry);
                Ok::<_, StoreError>(())
            })?;
            assert_eq!(all, one);
            assert_eq!(read.entries(device, 2, usize::MAX)?, one[1..]);
            assert_eq!((read.verify_journal(device)?, read.verify_journal(second)?), (5, 2));
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn a_gap_a_taken_place_and_another_history_are_refused() {
    let (_directory, store) = new_store();
    let entries = journal(1, 4);
    let append = |entries: &[Entry]| store.write(|write| write.append_all(entries));
    append(&entries[..2]).unwrap();
    assert!(matches!(append(&entries[3..]), Err(StoreError::NotNext { expected: 3, found: 4, .. })));
    assert!(matches!(append(&entries[1..2]), Err(StoreError::NotNext { expected: 3, found: 2, .. })));
    let mut other = entries[2].clone();
    other.header.previous = entries[0].header.hash();
    assert!(matches!(append(&[other]), Err(StoreError::OtherHistory { seq: 3, .. })));
    let mut other = entries[2].clone();
    other.body = Some(vec![1]);
    assert!(matches!(append(&[other]), Err(StoreError::OtherBody { seq: 3, .. })));
    append(&entries[2..]).unwrap();
}

#[test]
fn an_unsigned_tail_is_not_committed() {
    let (_directory, store) = new_store();
    let mut entries = journal(1, 3);
    let device = entries[0].header.device;
    entries[1].signature = None;
    let refused = store.write(|write| write.append_all(&entries[..2]));
    assert!(matches!(refused, Err(StoreError::UnsignedTail(of)) if of == device));
    assert_eq!(store.read(|read| read.head(device)).unwrap(), None);
    store.write(|write| write.append_all(&entries)).unwrap();
}

#[test]
fn an_unsigned_tail_is_never_served() {
    let (_directory, store) = new_store();
    let mut entries = journal(1, 6);
    let device = entries[0].header.device;
    for place in [2, 3, 5] {
        entries[place].signature = None;
    }
    let kept = store.write(|write| {
        write.append_all(&entries)?;
        let served = |from, bytes| write.entries(device, from, bytes).map(|entries| entries.len());
        assert_eq!(served(1, usize::MAX)?, 5);
        assert_eq!(served(6, usize::MAX)?, 0);
        // A small reader still gets up to the first signature, and no more.
        assert_eq!((served(1, 0)?, served(3, 0)?), (1, 3));
        let one = Header::BYTES + 64 + 3;
        assert_eq!((served(1, one * 2)?, served(1, one * 3)?, served(1, one * 4)?, served(1, one * 5)?), (2, 2, 2, 5));
        Ok::<_, StoreError>(())
    });
    assert!(matches!(kept, Err(StoreError::UnsignedTail(_))));
}

#[test]
fn a_body_that_changed_on_the_disk_is_not_served() {
    let (_directory, store) = new_store();
    let entries = journal(1, 3);
    let device = entries[0].header.device;
    store.write(|write| write.append_all(&entries)).unwrap();
    spoil_body(&store, &entries[1], &[1, 1, 0]);
    let served = store.read(|read| read.entries(device, 1, usize::MAX)).unwrap_err().to_string();
    assert!(served.contains("entry 2"), "{served}");
    let checked = store.read(|read| read.verify_journal(device)).unwrap_err().to_string();
    assert!(checked.contains("entry 2"), "{checked}");
    assert_eq!(store.read(|read| read.entries(device, 3, usize::MAX)).unwrap(), entries[2..]);
}

#[test]
fn a_signature_that_is_not_the_devices_is_found_by_the_check() {
    let (_directory, store) = new_store();
    let mut entries = journal(1, 2);
    let device = entries[0].header.device;
    entries[1].signature = entries[0].signature;
    store.write(|write| write.append_all(&entries)).unwrap();
    assert!(matches!(store.read(|read| read.verify_journal(device)), Err(StoreError::Damaged(_))));
    assert!(matches!(store.read(|read| read.entries(device, 1, usize::MAX)), Err(StoreError::Damaged(_))));
}

#[test]
fn of_two_forks_of_a_device_the_earlier_is_kept() {
    let (directory, store) = new_store();
    let entries = journal(1, 3);
    let device = entries[0].header.device;
    let proof = |entry: &Entry| {
        let branch = || Branch::new(std::slice::from_ref(&entry.header), entry.signature.unwrap());
        ForkProof::new(branch(), branch())
    };
    let fork = |seq| Fork { device, seq, entries: (entries[0].header.hash(), entries[1].header.hash()) };
    let put = |place: usize, seq| store.write(|write| write.put_fork(&fork(seq), &proof(&entries[place]))).unwrap();
    assert!(put(1, 5));
    assert!(!put(0, 6) && !put(0, 5));
    assert!(put(2, 4));
    let store = reopen(&directory, store);
    assert_eq!(store.read(|read| read.fork(device)).unwrap(), Some(proof(&entries[2])));
    assert_eq!(store.read(super::super::Transaction::forks).unwrap().len(), 1);
}
