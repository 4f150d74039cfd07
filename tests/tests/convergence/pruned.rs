//! Bodies that a snapshot covers may be gone: nobody sees a difference, whatever comes later and in whatever order.

use std::collections::BTreeMap;

use maillage_shared::{
    directory::PageEdit,
    document::{Incarnation, PageChange, PageDocument, PageSnapshot},
    encoding,
    identity::{DeviceId, DeviceKey},
    journal::{BodyKind, Entry, EntryHash, Run},
    register::{AnchorLine, Item, ItemKind, Revocation, Says, Statement, compose::Order},
    view::{NetworkFold, Refusal},
};
use maillage_tests::{
    acts::{Act, host},
    delivery::{Piece, Receiver, pieces},
    world::{World, fold_of},
};
use proptest::prelude::*;

use super::order::{any_act, any_arrival, eventful, same};

const CHANGE: u16 = BodyKind::DocumentChange as u16;

/// Leaves out the bodies of page changes up to these entries.
fn leave_out(world: &mut World, up_to: &BTreeMap<DeviceId, u64>) {
    for (device, last) in up_to {
        let journal = world.journals.get_mut(device).unwrap();
        let covered = journal.iter_mut().filter(|entry| entry.header.seq <= *last && entry.header.kind == CHANGE);
        covered.for_each(|entry| entry.body = None);
    }
}

/// How many bodies are left out.
fn left_out(world: &World) -> usize {
    world.journals.values().flatten().filter(|entry| entry.body.is_none()).count()
}

/// The fold of the world's items and proofs with these journals.
fn fold(world: &World, journals: &BTreeMap<DeviceId, Vec<Entry>>) -> NetworkFold {
    fold_of(world.network, &world.items, journals.values().map(Vec::as_slice), &world.proofs)
}

fn shown(fold: &mut NetworkFold) -> (String, String) {
    (String::from_utf8(fold.view().canonical_bytes()).unwrap(), fold.summary_digest().to_string())
}

fn put(number: u8, variant: &str) -> [PageEdit; 1] {
    [PageEdit::PutHost(host(number, variant))]
}

fn keys(world: &mut World, member: usize) -> [DeviceKey; 2] {
    [world.members[member].device.clone(), world.second_device(member)]
}

/// A member whose two devices wrote ten changes, then a snapshot, all of it anchored.
fn covered() -> World {
    let mut world = World::founded_with(3);
    for number in 0..5 {
        for key in keys(&mut world, 1) {
            world.edit_page(1, &key, &put(number, &format!("by {}", key.public().short_code())));
        }
    }
    world.enact(Act::Snapshot { member: 1, second: false });
    world.publish(1, 1, 10);
    world.anchor();
    world
}

/// The same network where the bodies are gone that nobody needs, and its journals with all of them.
fn pruned() -> (World, BTreeMap<DeviceId, Vec<Entry>>) {
    let mut world = covered();
    let whole = world.journals.clone();
    let prunable = world.fold.prunable();
    leave_out(&mut world, &prunable);
    assert_eq!(left_out(&world), 10);
    (world, whole)
}

fn revoke(world: &mut World, member: usize, key: &DeviceKey, last: usize) {
    let operator = world.members[member].clone();
    let entry = &world.journals[&key.public()][last - 1];
    let revocation = Revocation { device: key.public(), last_good: entry.header.seq, hash: entry.header.hash(), newest: None };
    let number = world.fold.state().roster.member(operator.id()).unwrap().hold_number + 1;
    let statement = Statement { operator: operator.id(), number, says: Says::Revocation(revocation) };
    let item = Item::by_root(&operator.root, world.network, ItemKind::Statement, encoding::to_bytes(&statement));
    world.add(item.clone());
    let order = Order::statement(world.fold.register(), item.id()).unwrap();
    world.order(&order);
}

#[test]
fn a_network_without_the_bodies_that_a_snapshot_covers_shows_and_compares_the_same() {
    let (world, whole) = pruned();
    assert_eq!(shown(&mut fold(&world, &world.journals)), shown(&mut fold(&world, &whole)));
}

#[test]
fn a_node_that_forgets_bodies_shows_the_same_as_after_a_restart() {
    let mut world = covered();
    let before = shown(&mut world.fold);
    let prunable = world.fold.prunable();
    world.fold.leave_out(&prunable);
    leave_out(&mut world, &prunable);
    assert_eq!(shown(&mut world.fold), before);
    assert_eq!(shown(&mut world.from_scratch()), before);
}

#[test]
fn nothing_may_go_before_an_anchor_that_a_majority_acknowledged_settles_the_snapshot() {
    let mut world = World::founded_with(3);
    let [one, _] = keys(&mut world, 1);
    world.edit_page(1, &one, &put(1, "a"));
    world.anchor();
    world.enact(Act::Snapshot { member: 1, second: false });
    let all = BTreeMap::from([(one.public(), 99)]);
    assert!(world.fold.prunable().is_empty());
    let whole = world.journals.clone();
    leave_out(&mut world, &all);
    let [mut less, mut more] = [&world.journals, &whole].map(|journals| fold(&world, journals));
    assert_ne!(less.summary_digest(), more.summary_digest());
    assert!(less.lacking(one.public()).is_some());
    assert!(shown(&mut less).0 != shown(&mut more).0);
    world.anchor();
    assert_eq!(world.fold.prunable().get(&one.public()), Some(&(whole[&one.public()].len() as u64 - 1)));
    assert_eq!(shown(&mut fold(&world, &world.journals)), shown(&mut fold(&world, &whole)));
}

#[test]
fn a_journal_ends_before_a_missing_body_that_no_snapshot_covers_until_the_body_comes() {
    let (mut world, whole) = pruned();
    let [one, two] = keys(&mut world, 1);
    let late = world.edit_page(1, &two, &put(7, "late"));
    world.publish_as(&two, 4, 40);
    let mut full = fold(&world, &world.journals);
    let journal = world.journals.get_mut(&two.public()).unwrap();
    let place = late.header.seq;
    journal.iter_mut().find(|entry| entry.header.seq == place).unwrap().body = None;
    let mut less = fold(&world, &world.journals);
    assert_eq!((less.extent(two.public()), less.usable(two.public())), (place - 1, place - 1));
    assert_eq!(less.head(two.public()), full.head(two.public()));
    assert_ne!(less.summary_digest(), full.summary_digest());
    assert!(less.lacking(one.public()).is_none());
    let body = Run::of(std::slice::from_ref(&late)).unwrap();
    let filled = less.examine_run(&body).unwrap();
    less.apply_entries(filled);
    assert_eq!(shown(&mut less), shown(&mut full));
    assert!(whole[&two.public()].len() < world.journals[&two.public()].len());
}

#[test]
fn a_body_of_another_kind_is_never_left_out() {
    let world = covered();
    for journal in world.journals.values() {
        for place in (0..journal.len()).filter(|place| journal[*place].header.kind != CHANGE) {
            let mut journal = journal.clone();
            journal[place].body = None;
            let mut fresh = NetworkFold::new(world.network);
            fresh.apply_items(world.items.clone());
            assert_eq!(fresh.examine_run(&Run::of(&journal).unwrap()), Err(Refusal::Pruned), "entry {}", place + 1);
        }
    }
}

#[test]
fn a_rival_snapshot_a_fork_or_a_revocation_later_brings_no_body_back_into_need() {
    let rival = |world: &mut World| {
        let [_, two] = keys(world, 1);
        // An empty page but for one host: whichever hash is lower, one of many tries is.
        let operator = world.members[1].id();
        let mut page = PageDocument::new(world.network, operator);
        let entry = EntryHash::from_bytes([1; 32]);
        for number in 0..9 {
            let author = Incarnation { device: two.public(), opened_at: 90 };
            let place = 90 + u64::from(number);
            let change = page.edit(author, place, &put(number, "rival")).unwrap().unwrap();
            page.apply(two.public(), place, entry, &change);
            let seq = world.fold.head(two.public()).seq + 1;
            let snapshot = page.snapshot(two.public(), seq, &[]).unwrap();
            world.write(&two, BodyKind::DocumentSnapshot, encoding::to_bytes(&snapshot));
        }
        world.anchor();
    };
    let fork = |world: &mut World| {
        let [_, two] = keys(world, 1);
        world.fork(&two, 2, &[(BodyKind::Comment, vec![0xa0])]);
    };
    let revocation = |world: &mut World| {
        let [_, two] = keys(world, 1);
        revoke(world, 1, &two, 2);
        world.anchor();
    };
    let laters: [&dyn Fn(&mut World); 3] = [&rival, &fork, &revocation];
    for (number, later) in laters.into_iter().enumerate() {
        let mut world = covered();
        let prunable = world.fold.prunable();
        later(&mut world);
        let mut full = world.from_scratch();
        leave_out(&mut world, &prunable);
        let mut less = world.from_scratch();
        assert_eq!(shown(&mut less), shown(&mut full), "{number}");
        assert!(prunable.keys().all(|device| less.lacking(*device).is_none()), "{number}");
    }
}

/// A device that means to show nodes with and without bodies two pages: a change of the epoch that its own snapshot opens,
/// written before the snapshot, which says to have taken it in.
#[test]
fn what_a_covered_change_says_has_no_effect_even_if_it_names_the_epoch_that_counts_or_needs_an_update() {
    let mut world = World::founded_with(3);
    let [one, two] = keys(&mut world, 1);
    world.edit_page(1, &one, &put(1, "honest"));
    let before = world.document(1);
    let seq = world.fold.head(two.public()).seq + 1;
    let empty = PageDocument::new(world.network, world.members[1].id());
    let early = empty.edit(Incarnation { device: two.public(), opened_at: seq }, seq, &put(9, "early")).unwrap().unwrap();
    world.write(&two, BodyKind::DocumentChange, encoding::to_bytes(&PageChange { epoch: 1, ..early }));
    // Key 128: every reader of this version stops here.
    world.write(&two, BodyKind::DocumentChange, vec![0xa1, 0x18, 0x80, 0x00]);
    world.publish_as(&two, 5, 50);
    let lines: Vec<_> = [&one, &two]
        .map(|key| world.fold.head(key.public()))
        .iter()
        .zip([&one, &two])
        .map(|(head, key)| AnchorLine { device: key.public(), seq: head.seq, hash: head.hash })
        .collect();
    let seq = world.fold.head(one.public()).seq + 1;
    let snapshot = before.snapshot(one.public(), seq, &lines).unwrap();
    world.write(&one, BodyKind::DocumentSnapshot, encoding::to_bytes(&snapshot));
    world.anchor();
    let mut full = world.from_scratch();
    assert_eq!(shown(&mut world.fold), shown(&mut full));
    let prunable = world.fold.prunable();
    leave_out(&mut world, &prunable);
    assert_eq!(left_out(&world), 3);
    assert_eq!(shown(&mut world.from_scratch()), shown(&mut full));
    let hosts: Vec<String> = full.operator(world.members[1].id()).unwrap().page().hosts.keys().map(ToString::to_string).collect();
    assert_eq!(hosts, ["h1"]);
}

#[test]
fn a_snapshot_that_has_not_taken_in_its_own_journal_covers_nothing() {
    let mut world = World::founded_with(3);
    let [one, two] = keys(&mut world, 1);
    world.edit_page(1, &two, &put(1, "a"));
    world.edit_page(1, &one, &put(2, "b"));
    let head = world.fold.head(two.public());
    let line = AnchorLine { device: two.public(), seq: head.seq, hash: head.hash };
    let seq = world.fold.head(one.public()).seq + 1;
    let snapshot: PageSnapshot = world.document(1).snapshot(one.public(), seq, &[line]).unwrap();
    world.write(&one, BodyKind::DocumentSnapshot, encoding::to_bytes(&snapshot));
    world.anchor();
    assert_eq!(world.document(1).epoch(), 1);
    assert!(world.fold.prunable().is_empty());
}

#[test]
fn a_snapshot_beyond_a_cut_covers_nothing() {
    let mut world = World::founded_with(3);
    let [one, two] = keys(&mut world, 1);
    world.edit_page(1, &one, &put(1, "a"));
    let good = world.journals[&two.public()].len();
    world.enact(Act::Snapshot { member: 1, second: true });
    revoke(&mut world, 1, &two, good);
    world.anchor();
    assert_eq!(world.document(1).epoch(), 0);
    assert!(world.fold.prunable().is_empty());
    let whole = shown(&mut world.fold);
    leave_out(&mut world, &BTreeMap::from([(one.public(), 99)]));
    let mut less = world.from_scratch();
    assert!(less.lacking(one.public()).is_some() && shown(&mut less).1 != whole.1);
}

#[test]
fn a_body_that_somebody_withholds_makes_an_entry_of_another_operator_bring_no_other_page_up_to_date() {
    let mut world = World::founded_with(6);
    let [one, _] = keys(&mut world, 1);
    let withheld = world.edit_page(1, &one, &put(1, "withheld"));
    world.anchor();
    let journal = world.journals.get_mut(&one.public()).unwrap();
    journal.iter_mut().find(|entry| entry.header.seq == withheld.header.seq).unwrap().body = None;
    world.fold = world.from_scratch();
    assert!(world.fold.lacking(one.public()).is_some());
    let before = world.fold.pages_refreshed();
    let other = world.members[2].device.clone();
    world.edit_page(2, &other, &put(2, "of another"));
    assert_eq!(world.fold.pages_refreshed() - before, 1);
    world.publish_as(&one, 3, 30);
    assert_eq!(world.fold.pages_refreshed() - before, 2);
    assert_eq!(shown(&mut world.fold), shown(&mut world.from_scratch()));
    world.fold.apply_entries([withheld.clone()]);
    let journal = world.journals.get_mut(&one.public()).unwrap();
    journal.iter_mut().find(|entry| entry.header.seq == withheld.header.seq).unwrap().body = withheld.body;
    assert_eq!(shown(&mut world.fold), shown(&mut world.from_scratch()));
}

/// The pieces of both, one after the other.
fn mixed(whole: &World, less: &World, longest: usize) -> Vec<Piece> {
    let (whole, less) = (pieces(whole, longest), pieces(less, longest));
    let is_run = |piece: &Piece| matches!(piece, Piece::Run(_));
    less.into_iter().chain(whole.into_iter().filter(is_run)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_after_bodies_went_the_view_and_the_digest_are_those_of_a_node_that_kept_them(
        before in prop::collection::vec(any_act(), 0..10),
        after in prop::collection::vec(any_act(), 0..8),
        arrival in any_arrival(),
        cut in any::<bool>(),
    ) {
        let mut world = eventful(&[&[Act::Edit { member: 1, host: 2 }, Act::Edit { member: 3, host: 2 }], before.as_slice(), &[
            Act::Snapshot { member: 1, second: false },
            Act::Snapshot { member: 3, second: true },
        ]].concat());
        world.anchor();
        let prunable = world.fold.prunable();
        for act in after {
            world.enact(act);
        }
        if cut {
            let key = world.second_device(1);
            revoke(&mut world, 1, &key, 1);
            world.anchor();
        }
        let mut full = world.from_scratch();
        same(&mut world.fold, &mut full)?;
        leave_out(&mut world, &prunable);
        prop_assert!(left_out(&world) > 0);
        same(&mut world.from_scratch(), &mut full)?;
        let mut receiver = Receiver::new(&world);
        arrival.batches_of(&world).into_iter().for_each(|batch| receiver.take(batch));
        same(&mut receiver.fold, &mut full)?;
        same(&mut receiver.restarted(), &mut full)?;
    }

    #[test]
    fn whatever_a_peer_leaves_out_the_whole_runs_of_another_bring_back(
        acts in prop::collection::vec(any_act(), 0..10),
        out in prop::collection::vec(any::<bool>(), 64),
        longest in 1..6_usize,
    ) {
        let whole = eventful(&acts);
        let mut less = eventful(&acts);
        let changes = less.journals.values_mut().flatten().filter(|entry| entry.header.kind == CHANGE);
        changes.zip(out.iter().cycle()).filter(|(_, out)| **out).for_each(|(entry, _)| entry.body = None);
        let mut receiver = Receiver::new(&whole);
        receiver.take(mixed(&whole, &less, longest));
        // Bodies come with the run that begins where one lacks: one run an entry always does.
        while let Some(head) = whole.journals.keys().find_map(|device| receiver.fold.lacking(*device).map(|head| (*device, head))) {
            let (device, head) = head;
            let rest = &whole.journals[&device][usize::try_from(head.seq).unwrap()..];
            receiver.take(vec![Piece::Run(Run::of(rest).unwrap())]);
        }
        same(&mut receiver.fold, &mut whole.from_scratch())?;
    }
}

#[test]
fn a_newcomer_that_gets_headers_first_counts_nothing_of_a_journal_before_its_snapshot() {
    let (world, _) = pruned();
    let [one, two] = [world.members[1].device.public(), world.members[1].second.public()];
    let mut newcomer = Receiver::new(&world);
    let of_one = |piece: &Piece| matches!(piece, Piece::Run(run) if run.device == one);
    let (last, first): (Vec<Piece>, Vec<Piece>) = pieces(&world, 2).into_iter().partition(of_one);
    newcomer.take(first);
    assert_eq!(newcomer.fold.lacking(two).map(|head| head.seq), Some(1));
    assert_eq!(newcomer.fold.extent(two), 1);
    newcomer.take(last);
    assert_eq!(shown(&mut newcomer.fold), shown(&mut world.from_scratch()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn equal_digests_mean_equal_views_at_every_moment_whatever_is_left_out(
        acts in prop::collection::vec(any_act(), 0..8),
        out in prop::collection::vec(any::<bool>(), 64),
        one in any_arrival(),
        other in any_arrival(),
    ) {
        let mut less = eventful(&acts);
        less.enact(Act::Snapshot { member: 1, second: false });
        less.anchor();
        let whole = less.journals.clone();
        let changes = less.journals.values_mut().flatten().filter(|entry| entry.header.kind == CHANGE);
        changes.zip(out.iter().cycle()).filter(|(_, out)| **out).for_each(|(entry, _)| entry.body = None);
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for arrival in [one, other] {
            let mut receiver = Receiver::new(&less);
            for batch in arrival.batches_of(&less) {
                receiver.take(batch);
                let (view, digest) = shown(&mut receiver.fold);
                prop_assert_eq!(&(view.clone(), digest.clone()), &shown(&mut receiver.restarted()));
                prop_assert_eq!(seen.entry(digest).or_insert_with(|| view.clone()), &view);
            }
            less.journals.clone_from(&whole);
        }
    }
}
