//! Epochs of a page: what a snapshot defines, and what it cannot do.

use maillage_shared::{
    directory::{Page, PageEdit},
    document::{PageDocument, PageSnapshot},
    encoding,
    identity::DeviceKey,
    journal::{BodyKind, Entry, EntryHash},
    register::AnchorLine,
};
use maillage_tests::{
    acts::{Act, host},
    delivery::{Receiver, pieces},
    world::World,
};

fn names(world: &World, member: usize) -> Vec<String> {
    world.document(member).page().hosts.into_values().map(|host| host.name.to_string()).collect()
}

fn page(world: &World, member: usize) -> Page {
    world.document(member).page()
}

fn first(world: &World) -> DeviceKey {
    world.members[1].device.clone()
}

fn put(number: u8, variant: &str) -> [PageEdit; 1] {
    [PageEdit::PutHost(host(number, variant))]
}

/// A member with two hosts, written by both its devices.
fn with_two_hosts() -> World {
    let mut world = World::founded_with(3);
    let (one, two) = (first(&world), world.second_device(1));
    world.edit_page(1, &one, &put(1, "a"));
    world.edit_page(1, &two, &put(2, "b"));
    world
}

/// Writes a snapshot that nobody checked.
fn write(world: &mut World, key: &DeviceKey, snapshot: &PageSnapshot) -> Entry {
    world.write(key, BodyKind::DocumentSnapshot, encoding::to_bytes(snapshot))
}

#[test]
fn a_snapshot_says_what_the_page_said_and_edits_go_on_from_there() {
    let mut world = with_two_hosts();
    let before = page(&world, 1);
    world.enact(Act::Snapshot { member: 1, second: false });
    assert_eq!((page(&world, 1), world.document(1).epoch()), (before, 1));
    let (one, two) = (first(&world), world.second_device(1));
    world.edit_page(1, &two, &put(2, "c"));
    world.edit_page(1, &one, &put(3, "d"));
    assert_eq!(names(&world, 1), ["Antenne 1 a", "Antenne 2 c", "Antenne 3 d"]);
    world.enact(Act::Snapshot { member: 1, second: true });
    assert_eq!(world.document(1).epoch(), 2);
    world.edit_page(1, &one, &put(1, "e"));
    assert_eq!(names(&world, 1), ["Antenne 1 e", "Antenne 2 c", "Antenne 3 d"]);
}

#[test]
fn an_edit_that_a_snapshot_did_not_take_in_has_no_effect_until_it_is_made_again() {
    let mut world = with_two_hosts();
    let two = world.second_device(1);
    let before = world.document(1);
    let late = world.change(&before, &two, &put(3, "late"));
    world.enact(Act::Snapshot { member: 1, second: false });
    world.write(&two, BodyKind::DocumentChange, encoding::to_bytes(&late));
    assert_eq!(names(&world, 1), ["Antenne 1 a", "Antenne 2 b"]);
    assert!(world.document(1).refusals().is_empty());
    world.edit_page(1, &two, &put(3, "late"));
    assert_eq!(names(&world, 1), ["Antenne 1 a", "Antenne 2 b", "Antenne 3 late"]);
}

#[test]
fn of_two_snapshots_of_one_epoch_the_lower_hash_counts_and_of_two_epochs_the_higher() {
    let mut world = with_two_hosts();
    let (one, two) = (first(&world), world.second_device(1));
    let common = world.document(1);
    let mut mine = common.clone();
    let seq = world.fold.head(one.public()).seq + 1;
    let change = world.change(&common, &one, &put(3, "mine"));
    mine.apply(one.public(), seq, EntryHash::from_bytes([1; 32]), &change);
    let entries = [world.snapshot_page(&mine, &one).unwrap(), world.snapshot_page(&common, &two).unwrap()];
    let lower = entries.iter().min_by_key(|entry| entry.header.hash()).unwrap();
    let hosts = if lower == &entries[0] { 3 } else { 2 };
    assert_eq!((names(&world, 1).len(), world.document(1).opened_by()), (hosts, Some(lower.header.hash())));
    // The next epoch, on the other one.
    let higher = entries.iter().max_by_key(|entry| entry.header.hash()).unwrap();
    let key = if higher == &entries[0] { one } else { two };
    let lost = if higher == &entries[0] { &mine } else { &common };
    let next = lost.snapshot(key.public(), world.fold.head(key.public()).seq + 1, &[]).unwrap();
    write(&mut world, &key, &PageSnapshot { parent: Some(higher.header.hash()), epoch: 2, ..next });
    assert_eq!((world.document(1).epoch(), names(&world, 1).len()), (2, 5 - hosts));
}

/// What a hostile device does to a snapshot.
type Tamper = Box<dyn Fn(PageSnapshot) -> PageSnapshot>;

#[test]
fn a_snapshot_without_its_parent_of_another_place_or_that_is_no_whole_page_opens_nothing() {
    let mut world = with_two_hosts();
    let (one, before) = (first(&world), page(&world, 1));
    let document = world.document(1);
    let sound = |world: &World| document.snapshot(one.public(), world.fold.head(one.public()).seq + 1, &[]).unwrap();
    let device = one.public();
    let line = move |byte| AnchorLine { device, seq: 1, hash: EntryHash::from_bytes([byte; 32]) };
    let edit = world.change(&document, &one, &put(3, "c")).change;
    let tampers: [Tamper; 7] = [
        Box::new(|snapshot| PageSnapshot { epoch: 2, ..snapshot }),
        Box::new(|snapshot| PageSnapshot { epoch: 0, ..snapshot }),
        Box::new(|snapshot| PageSnapshot { epoch: 2, parent: Some(EntryHash::from_bytes([9; 32])), ..snapshot }),
        Box::new(|snapshot| PageSnapshot { parent: Some(EntryHash::from_bytes([9; 32])), ..snapshot }),
        Box::new(move |snapshot| PageSnapshot { change: edit.clone(), ..snapshot }),
        Box::new(move |snapshot| PageSnapshot { covered: vec![line(1), line(2)], ..snapshot }),
        Box::new(|snapshot| PageSnapshot { change: vec![0; 20], ..snapshot }),
    ];
    for tamper in tampers {
        let hostile = tamper(sound(&world));
        write(&mut world, &one, &hostile);
        assert_eq!((page(&world, 1), world.document(1).epoch()), (before.clone(), 0));
    }
    // One made for another entry of the journal.
    let elsewhere = sound(&world);
    world.enact(Act::Publish { member: 1, month: 1, visits: 9 });
    write(&mut world, &one, &elsewhere);
    assert_eq!(world.document(1).epoch(), 0);
    // Another member's journal.
    let other = world.members[2].device.clone();
    let foreign = document.snapshot(other.public(), world.fold.head(other.public()).seq + 1, &[]).unwrap();
    write(&mut world, &other, &foreign);
    assert_eq!((world.document(1).epoch(), world.document(2).epoch()), (0, 0));
    let last = sound(&world);
    write(&mut world, &one, &last);
    assert_eq!((page(&world, 1), world.document(1).epoch()), (before, 1));
}

#[test]
fn what_a_snapshot_falsely_says_to_cover_changes_nothing() {
    let mut world = with_two_hosts();
    let (one, two) = (first(&world), world.second_device(1));
    let late = world.change(&world.document(1), &two, &put(3, "late"));
    let document = world.document(1);
    world.write(&two, BodyKind::DocumentChange, encoding::to_bytes(&late));
    let head = world.fold.head(two.public());
    let claims = [
        AnchorLine { device: two.public(), seq: head.seq, hash: head.hash },
        AnchorLine { device: one.public(), seq: 9_999, hash: EntryHash::from_bytes([3; 32]) },
    ];
    let snapshot = document.snapshot(one.public(), world.fold.head(one.public()).seq + 1, &claims).unwrap();
    write(&mut world, &one, &snapshot);
    assert_eq!(names(&world, 1), ["Antenne 1 a", "Antenne 2 b"]);
}

#[test]
fn a_snapshot_that_comes_before_or_after_the_rest_gives_the_same_view() {
    let mut world = with_two_hosts();
    world.enact(Act::SnapshotTwice { member: 1 });
    world.enact(Act::Edit { member: 1, host: 7 });
    world.enact(Act::Snapshot { member: 1, second: true });
    world.enact(Act::Edit { member: 1, host: 8 });
    let expected = world.fold.view().canonical_bytes();
    for reversed in [false, true] {
        let mut all = pieces(&world, 1);
        if reversed {
            all.reverse();
        }
        let mut receiver = Receiver::new(&world);
        receiver.take(all);
        assert_eq!(receiver.fold.view().canonical_bytes(), expected);
    }
}

#[test]
fn an_empty_page_has_no_snapshot() {
    let world = World::founded_with(1);
    let key = world.members[0].device.clone();
    assert!(PageDocument::new(world.network, world.members[0].id()).snapshot(key.public(), 2, &[]).is_err());
}
