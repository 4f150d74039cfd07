//! Tests of the store as a whole; those of one table family are beside this file.

mod files;
mod journals;
mod records;

use std::collections::BTreeMap;

use maillage_shared::{
    calendar::ClaimedTime,
    identity::{DeviceId, DeviceKey, NetworkId, OperatorId, RootId},
    joining::InvitationId,
    journal::{BodyKind, Entry, Head},
    register::{Item, ItemKind},
};
use minicbor::bytes::ByteVec;

use super::{
    Store, StoreError,
    invitations::{Invitation, InvitationState, JoinRequest, JoinState, WAITING_REQUESTS},
    meta,
    peers::{Peer, PeerError},
};

const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);
const NOW: ClaimedTime = ClaimedTime(1_792_065_600);

fn new_store() -> (tempfile::TempDir, Store) {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::create(&directory.path().join("store.redb")).unwrap();
    (directory, store)
}

fn reopen(directory: &tempfile::TempDir, store: Store) -> Store {
    drop(store);
    Store::open(&directory.path().join("store.redb"), |_| ()).unwrap()
}

/// The journal of device `number` with this many entries of 3 bytes each.
fn journal(number: u8, length: u8) -> Vec<Entry> {
    let key = DeviceKey::from_secret(&[number; 32]);
    let mut head = Head::EMPTY;
    (0..length)
        .map(|place| {
            let entry = Entry::write(&key, NETWORK, &head, BodyKind::Comment, vec![place; 3]).unwrap();
            head = Head::after(&entry.header);
            entry
        })
        .collect()
}

fn item(number: u8) -> Item {
    Item::by_device(&DeviceKey::from_secret(&[1; 32]), NETWORK, ItemKind::Approval, vec![number])
}

#[test]
fn facts_items_and_peers_are_there_after_reopening() {
    let (directory, store) = new_store();
    let device = DeviceId::from_bytes([5; 32]);
    let error = PeerError { at: NOW, what: "control \u{1b} characters".to_owned() };
    store
        .write(|write| {
            write.put_fact(&meta::NETWORK, &NETWORK)?;
            write.put_fact(&meta::DEVICE_NAMES, &BTreeMap::from([(device, "accueil".to_owned())]))?;
            write.put_fact(&meta::HOME_STATE, &ByteVec::from(vec![1, 2]))?;
            for number in [9, 3, 6, 3] {
                write.put_item(&item(number))?;
            }
            write.update_peer(device, |peer| peer.last_exchange = Some(NOW))?;
            write.update_peer(device, |peer| peer.last_error = Some(error.clone()))
        })
        .unwrap();
    let store = reopen(&directory, store);
    store
        .read(|read| {
            assert_eq!(read.fact(&meta::NETWORK)?, Some(NETWORK));
            assert_eq!(read.fact(&meta::DEVICE_NAMES)?.unwrap().get(&device).map(String::as_str), Some("accueil"));
            assert_eq!(read.fact(&meta::HOME_STATE)?, Some(ByteVec::from(vec![1, 2])));
            assert_eq!(read.fact(&meta::OPERATOR)?, None);
            let mut arrivals = Vec::new();
            read.for_each_item(|id, bytes| {
                let item = Item::verify(NETWORK, bytes).unwrap();
                assert_eq!(item.id(), id);
                arrivals.push(item.body[0]);
                Ok::<_, StoreError>(())
            })?;
            assert_eq!((arrivals, read.item_count()?, read.item_ids()?.len()), (vec![9, 3, 6], 3, 3));
            assert_eq!(read.item(item(6).id())?, Some(item(6).to_bytes()));
            assert!(read.has_item(item(3).id())? && !read.has_item(item(4).id())?);
            let peer = read.peer(device)?;
            assert_eq!((peer.last_exchange, peer.last_error, read.peers()?.len()), (Some(NOW), Some(error), 1));
            assert_eq!(read.peer(DeviceId::from_bytes([6; 32]))?, Peer::default());
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn an_error_inside_a_transaction_leaves_nothing() {
    let (directory, store) = new_store();
    let failed = store.write(|write| {
        write.put_fact(&meta::NETWORK, &NETWORK)?;
        write.append_all(&journal(1, 2))?;
        write.put_item(&item(1))?;
        Err::<(), _>(StoreError::Stopped)
    });
    assert!(matches!(failed, Err(StoreError::Stopped)));
    let store = reopen(&directory, store);
    store
        .read(|read| {
            assert_eq!(read.fact(&meta::NETWORK)?, None);
            assert!(read.devices()?.is_empty() && read.item_ids()?.is_empty());
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn a_panic_inside_a_transaction_leaves_nothing_and_the_store_goes_on() {
    let (_directory, store) = new_store();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.write(|write| {
            write.put_item(&item(1))?;
            panic!("in the middle of a transaction");
            #[expect(unreachable_code, reason = "it says what type the transaction would give")]
            Ok::<(), StoreError>(())
        })
    }));
    assert!(panicked.is_err());
    assert!(store.write(|write| write.put_item(&item(1))).unwrap());
}

#[test]
fn a_reader_sees_the_store_as_it_was_when_it_began() {
    let (_directory, store) = new_store();
    store
        .read(|read| {
            store.write(|write| write.put_item(&item(1)))?;
            assert_eq!(read.item_count()?, 0);
            assert_eq!(store.read(super::Transaction::item_count)?, 1);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn invitations_and_requests_are_there_after_reopening_and_found_by_short_code() {
    let (directory, store) = new_store();
    let (id, root) = (InvitationId::of_secret(&[1; 16]), RootId::from_bytes([4; 32]));
    let invitation = Invitation { state: InvitationState::Used(root), for_whom: "PCS".to_owned(), made: NOW, expires: NOW };
    let request = JoinRequest { state: JoinState::Waiting, invitation: id, received: NOW, bytes: vec![1] };
    store
        .write(|write| {
            write.put_invitation(id, &invitation)?;
            write.put_join_request(root, &request)
        })
        .unwrap();
    let store = reopen(&directory, store);
    store
        .read(|read| {
            assert_eq!(read.invitation(id)?, Some(invitation.clone()));
            assert_eq!(read.invitations()?.len(), 1);
            let code = OperatorId::of_first_root(root).short_code();
            assert_eq!(read.join_requests_with_code(code)?, [(root, request.clone())]);
            let other = OperatorId::from_bytes([9; 32]).short_code();
            assert_eq!(read.join_requests_with_code(other)?, []);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn strangers_cannot_fill_the_list_of_waiting_requests() {
    let (_directory, store) = new_store();
    let mut request =
        JoinRequest { state: JoinState::Waiting, invitation: InvitationId::of_secret(&[0; 16]), received: NOW, bytes: vec![] };
    let root = |number: usize| RootId::from_bytes([u8::try_from(number).unwrap(); 32]);
    store.write(|write| (0..WAITING_REQUESTS).try_for_each(|number| write.put_join_request(root(number), &request))).unwrap();
    let one_more = store.write(|write| write.put_join_request(root(WAITING_REQUESTS), &request));
    assert!(matches!(one_more, Err(StoreError::TooManyRequests)));
    store.write(|write| write.put_join_request(root(0), &request)).unwrap();
    request.state = JoinState::Refused;
    store.write(|write| write.put_join_request(root(0), &request)).unwrap();
    request.state = JoinState::Waiting;
    store.write(|write| write.put_join_request(root(WAITING_REQUESTS), &request)).unwrap();
}
