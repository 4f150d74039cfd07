//! Two ledgers on disk that reconcile, without a network between them.

use std::{collections::VecDeque, path::Path, sync::Arc};

use maillage_node::{ledger::Ledger, store::Store};
use maillage_shared::{
    directory::PageEdit,
    encoding,
    identity::{DeviceId, DeviceKey},
    journal::{BodyKind, Entry, Run},
    sync::{Exchange, Message, Step},
};
use maillage_tests::{
    acts::{Act, host},
    world::World,
};

use super::order::eventful;

/// A ledger that holds the whole world, or nothing of it.
fn ledger(world: &World, full: bool, directory: &tempfile::TempDir) -> Ledger {
    filled(world, full, world.journals.values().map(Vec::as_slice), &directory.path().join(format!("{full}.redb")))
}

/// A ledger in this file that holds these journals with the items and proofs of the world, or nothing at all.
fn filled<'j>(world: &World, full: bool, mut journals: impl Iterator<Item = &'j [Entry]>, path: &Path) -> Ledger {
    let store = Store::create(path).unwrap();
    if full {
        let filled = store.write(|write| {
            world.items.iter().try_for_each(|item| write.put_item(item).map(|_| ()))?;
            journals.try_for_each(|journal| write.append_all(journal))?;
            world.proofs.iter().try_for_each(|proof| write.put_fork(&proof.verify(world.network).unwrap(), proof).map(|_| ()))
        });
        filled.unwrap_or_else(|error: maillage_node::store::StoreError| panic!("{error}"));
    }
    Ledger::open(Arc::new(store), world.network).unwrap()
}

/// One whole exchange, begun by the first; says whether both end with the same.
fn exchange(sides: [&Ledger; 2]) -> bool {
    let peer = DeviceId::from_bytes([0; 32]);
    let held = sides.map(|side| side.held_for(peer));
    let (first, steps) = Exchange::initiate(&held[0]).unwrap();
    let mut exchanges = [first, Exchange::respond()];
    let mut queue: VecDeque<(usize, Step)> = steps.into_iter().map(|step| (0, step)).collect();
    let mut equal = true;
    while let Some((side, step)) = queue.pop_front() {
        let (next, steps) = match step {
            Step::Send(message) => {
                let message = Message::from_bytes(&message.to_bytes()).unwrap();
                (1 - side, exchanges[1 - side].receive(message, &held[1 - side]).unwrap())
            }
            Step::Store(delivery) => {
                sides[side].receive(peer, &delivery).unwrap();
                (side, exchanges[side].stored(&held[side]).unwrap())
            }
            Step::Finished(outcome) => {
                equal &= outcome.equal;
                continue;
            }
        };
        queue.extend(steps.into_iter().map(|step| (next, step)));
    }
    equal
}

/// Whether a newcomer has everything after one exchange, whoever begins.
fn reaches_a_newcomer(world: &World) -> bool {
    [true, false].into_iter().all(|newcomer_begins| {
        let directory = tempfile::tempdir().unwrap();
        let (full, empty) = (ledger(world, true, &directory), ledger(world, false, &directory));
        let equal = exchange(if newcomer_begins { [&empty, &full] } else { [&full, &empty] });
        equal && full.view().canonical_bytes() == empty.view().canonical_bytes()
    })
}

#[test]
fn a_newcomer_has_everything_after_one_exchange_whoever_begins() {
    let world = eventful(&[Act::EditTwice { member: 0, host: 2 }, Act::Anchor, Act::Announce { member: 1 }]);
    assert!(reaches_a_newcomer(&world));
}

#[test]
fn a_newcomer_gets_what_an_anchor_settled_of_a_device_that_forked_below_it() {
    let mut world = World::founded_with(3);
    let key = world.second_device(1);
    let common = world.journals[&key.public()].len();
    world.edit_page(1, &key, &[PageEdit::PutHost(host(1, "anchored"))]);
    world.anchor();
    world.fork(&key, common, &[(BodyKind::Comment, vec![0xa0])]);
    assert!(reaches_a_newcomer(&world));
}

/// Checks that a node which held the first rival branch of `key` takes the settled one in its place, for good.
fn takes_the_settled_branch(world: &World, key: &DeviceKey, common: usize) {
    let losing: Vec<Entry> = [&world.journals[&key.public()][..common], &world.rivals[0]].concat();
    let directory = tempfile::tempdir().unwrap();
    let right = ledger(world, true, &directory);
    let journals =
        world.journals.iter().map(|(device, journal)| if *device == key.public() { losing.as_slice() } else { journal.as_slice() });
    let path = directory.path().join("losing.redb");
    let wrong = filled(world, true, journals, &path);
    let settled = right.fold().settled().newest()[&key.public()];
    assert_eq!(wrong.fold().settled().newest().get(&key.public()).map(|line| line.seq), None);
    assert!(exchange([&wrong, &right]));
    assert_eq!(wrong.fold().settled().newest()[&key.public()], settled);
    assert_eq!(wrong.view().canonical_bytes(), right.view().canonical_bytes());
    drop(wrong);
    let reopened = Ledger::open(Arc::new(Store::open(&path, |_| ()).unwrap()), world.network).unwrap();
    assert_eq!(reopened.view().canonical_bytes(), right.view().canonical_bytes());
    assert!(reopened.store().read(|read| read.verify_journal(key.public())).is_ok());
}

#[test]
fn a_node_that_held_the_losing_branch_takes_the_settled_one_in_its_place_and_keeps_it() {
    let mut world = World::founded_with(3);
    let key = world.second_device(1);
    let common = world.journals[&key.public()].len();
    world.edit_page(1, &key, &[PageEdit::PutHost(host(1, "anchored"))]);
    world.edit_page(1, &key, &[PageEdit::PutHost(host(2, "anchored too"))]);
    world.anchor();
    world.fork(&key, common, &[(BodyKind::Comment, vec![0xa0]), (BodyKind::Comment, vec![0xa0]), (BodyKind::Comment, vec![0xa0])]);
    takes_the_settled_branch(&world, &key, common);
}

#[test]
fn a_snapshot_on_the_losing_branch_opens_nothing_once_the_settled_branch_is_held() {
    let mut world = World::founded_with(3);
    let key = world.second_device(1);
    let first = world.members[1].device.clone();
    world.edit_page(1, &first, &[PageEdit::PutHost(host(3, "of both branches"))]);
    let common = world.journals[&key.public()].len();
    let snapshot = world.document(1).snapshot(key.public(), common as u64 + 1, &[]).unwrap();
    world.edit_page(1, &key, &[PageEdit::PutHost(host(1, "anchored"))]);
    world.edit_page(1, &key, &[PageEdit::PutHost(host(2, "anchored too"))]);
    world.anchor();
    world.fork(&key, common, &[(BodyKind::DocumentSnapshot, encoding::to_bytes(&snapshot)), (BodyKind::Comment, vec![0xa0])]);
    takes_the_settled_branch(&world, &key, common);
}

#[test]
fn a_branch_that_no_anchor_names_takes_the_place_of_nothing() {
    let mut world = World::founded_with(3);
    let key = world.second_device(1);
    let common = world.journals[&key.public()].len();
    world.edit_page(1, &key, &[PageEdit::PutHost(host(1, "held"))]);
    world.anchor();
    world.fork(&key, common, &[(BodyKind::Comment, vec![0xa0]), (BodyKind::Comment, vec![0xa0])]);
    let rival = Run::of(&world.rivals[0]).unwrap();
    assert!(world.fold.examine_run(&rival).is_err());
    let mut unsettled = World::founded_with(3);
    let key = unsettled.second_device(1);
    unsettled.edit_page(1, &key, &[PageEdit::PutHost(host(1, "held"))]);
    unsettled.fork(&key, common, &[(BodyKind::Comment, vec![0xa0]), (BodyKind::Comment, vec![0xa0])]);
    let rival = Run::of(&unsettled.rivals[0]).unwrap();
    assert!(unsettled.fold.examine_run(&rival).is_err());
}
