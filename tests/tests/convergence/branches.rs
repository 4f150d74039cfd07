//! Of a journal that forked, who held another branch gets the one that anchors settled, however long it is.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use maillage_node::{ledger::Ledger, store::Store};
use maillage_shared::{
    identity::{DeviceId, DeviceKey},
    journal::{BodyKind, Entry, Run},
    register::{AnchorLine, automatic},
    sync::{Delivery, Holdings as _},
    view::{Branches, Refusal},
};
use maillage_tests::world::World;

use super::exchange::{exchange, exchange_disturbed, filled, ledger};

/// Entries that both branches have.
const COMMON: usize = 4;

/// Two anchored stretches of a journal, the second of several answers, and another branch of it.
struct Forked {
    world: World,
    key: DeviceKey,
    directory: tempfile::TempDir,
}

fn write(world: &mut World, key: &DeviceKey, count: usize) {
    for number in 0..count {
        world.write(key, BodyKind::Comment, vec![u8::try_from(number).unwrap(); 80 * 1024]);
    }
}

impl Forked {
    /// An anchor at the third entry and one at the fortieth, three megabytes later, which the last member has yet to acknowledge.
    fn new(rival: &[(BodyKind, Vec<u8>)]) -> Self {
        let mut world = World::founded_with(3);
        let key = world.second_device(1);
        let held = world.journals[&key.public()].len();
        write(&mut world, &key, 3 - held);
        world.anchor();
        write(&mut world, &key, 37);
        world.anchor();
        world.items.pop();
        world.fork(&key, COMMON, rival);
        Self { world, key, directory: tempfile::tempdir().unwrap() }
    }

    fn device(&self) -> DeviceId {
        self.key.public()
    }

    fn right(&self) -> Ledger {
        ledger(&self.world, true, &self.directory)
    }

    fn path(&self) -> PathBuf {
        self.directory.path().join("other.redb")
    }

    fn losing(&self) -> Vec<Entry> {
        [&self.world.journals[&self.device()][..COMMON], &self.world.rivals[0]].concat()
    }

    /// A node that holds this journal of the device, and of the fork nothing but that.
    fn holding(&mut self, journal: &[Entry]) -> Ledger {
        let proofs = std::mem::take(&mut self.world.proofs);
        let device = self.device();
        let journals = self.world.journals.iter().map(|(of, held)| if *of == device { journal } else { held.as_slice() });
        let held = filled(&self.world, true, journals, &self.path());
        self.world.proofs = proofs;
        held
    }

    fn reopened(&self) -> Ledger {
        Ledger::open(Arc::new(Store::open(&self.path(), |_| ()).unwrap()), self.world.network).unwrap()
    }

    /// Whether the last member acknowledges the newest anchor there.
    fn acknowledges(&self, ledger: &Ledger) -> bool {
        let fold = ledger.fold();
        let lines = fold.head_lines().into_iter();
        let heads: BTreeMap<DeviceId, AnchorLine> =
            lines.map(|line| (line.device, AnchorLine { device: line.device, seq: line.seq, hash: line.hash })).collect();
        automatic::to_acknowledge(fold.register(), fold.held(), &heads, self.world.members[2].device.public()).is_some()
    }

    /// Checks that a node has all of the settled branch, on disk as well.
    fn has_settled(&self, node: Ledger, right: &Ledger) {
        assert_eq!(node.fold().settled().up_to(self.device()), 40);
        assert_eq!(node.fold().summary_digest(), right.fold().summary_digest());
        assert_eq!(node.view().canonical_bytes(), right.view().canonical_bytes());
        assert!(self.acknowledges(&node));
        drop(node);
        let reopened = self.reopened();
        assert_eq!(reopened.fold().summary_digest(), right.fold().summary_digest());
        assert!(reopened.store().read(|read| read.verify_journal(self.device())).is_ok());
    }
}

fn comments(bodies: &[&[u8]]) -> Vec<(BodyKind, Vec<u8>)> {
    bodies.iter().map(|body| (BodyKind::Comment, body.to_vec())).collect()
}

#[test]
fn who_held_another_branch_gets_the_settled_one_over_several_answers_and_acknowledges_it() {
    for begins in [0, 1] {
        let mut forked = Forked::new(&comments(&[b"a", b"b", b"c"]));
        let losing = forked.losing();
        let (right, wrong) = (forked.right(), forked.holding(&losing));
        assert!(!forked.acknowledges(&wrong));
        let sides = [[&wrong, &right], [&right, &wrong]][begins];
        assert!((0..3).any(|_| exchange(sides)), "the first finds the fork, the second brings the branch");
        forked.has_settled(wrong, &right);
    }
}

#[test]
fn a_branch_that_lacks_a_body_gives_way_as_well() {
    let mut forked = Forked::new(&[(BodyKind::DocumentChange, vec![0xa0]), (BodyKind::Comment, vec![0xa0])]);
    let mut losing = forked.losing();
    losing[COMMON].body = None;
    let (right, wrong) = (forked.right(), forked.holding(&losing));
    assert_eq!(wrong.fold().lacking(forked.device()).map(|before| before.seq), Some(COMMON as u64));
    assert!((0..3).any(|_| exchange([&wrong, &right])));
    forked.has_settled(wrong, &right);
}

#[test]
fn a_newcomer_that_hears_of_the_fork_first_gets_the_settled_branch_over_several_answers() {
    let forked = Forked::new(&comments(&[b"a"]));
    let (right, newcomer) = (forked.right(), filled(&forked.world, false, std::iter::empty(), &forked.path()));
    assert!((0..3).any(|_| exchange([&newcomer, &right])));
    forked.has_settled(newcomer, &right);
}

#[test]
fn who_has_another_end_behind_the_first_anchor_gets_the_one_that_a_later_anchor_settles() {
    let mut world = World::founded_with(3);
    let key = world.second_device(1);
    write(&mut world, &key, COMMON + 4);
    world.anchor();
    let parted = world.journals[&key.public()].len();
    write(&mut world, &key, 40 - parted);
    world.anchor();
    world.items.pop();
    world.fork(&key, COMMON, &comments(&[b"known to all"]));
    world.fork(&key, parted, &comments(&[b"a", b"b"]));
    let mut forked = Forked { world, key, directory: tempfile::tempdir().unwrap() };
    let held = [&forked.world.journals[&forked.device()][..parted], &forked.world.rivals[1]].concat();
    let (right, wrong) = (forked.right(), forked.holding(&held));
    assert!((0..3).any(|_| exchange([&wrong, &right])));
    forked.has_settled(wrong, &right);
}

#[test]
fn whoever_delivers_yet_another_branch_meanwhile_brings_nobody_back() {
    let mut forked = Forked::new(&comments(&[b"a", b"b", b"c"]));
    let losing = forked.losing();
    let (right, wrong) = (forked.right(), forked.holding(&losing));
    let liar = forked.world.members[1].device.public();
    let rival = Run::of(&forked.world.rivals[0]).unwrap();
    // The liar holds the settled branch as well: it can prove it, and then deliver something else.
    let settled = forked.world.journals[&forked.device()].clone();
    let parts: Vec<Run> = settled[COMMON..].chunks(9).map(|part| Run::of(part).unwrap()).collect();
    let disturb = |node: &Ledger| {
        for run in std::iter::once(&rival).chain(&parts).chain([&rival]) {
            node.receive(liar, &Delivery { runs: vec![run.clone()], ..Delivery::default() }).unwrap();
        }
    };
    assert!((0..3).any(|_| exchange_disturbed([&wrong, &right], disturb)));
    forked.has_settled(wrong, &right);
}

#[test]
fn a_branch_that_passes_every_anchor_without_what_it_names_is_refused_and_not_kept() {
    let forked = Forked::new(&comments(&[vec![7; 64 * 1024].as_slice(); 50]));
    let mut world = forked.world;
    let (device, liar) = (forked.key.public(), world.members[1].device.public());
    let settled = world.fold.head(device);
    let mut branches = Branches::default();
    let before = world.fold.summary_digest();
    let runs: Vec<Run> = world.rivals[0].chunks(12).map(|part| Run::of(part).unwrap()).collect();
    // The settled branch is held here: what comes beside it is of no interest.
    assert!(world.fold.examine_run_of(liar, &runs[0], &mut branches).is_err());
    let losing = world.rivals[0][..1].to_vec();
    world.journals.insert(device, [&world.journals[&device][..COMMON], &losing].concat());
    let fold = world.from_scratch();
    for run in &runs[..2] {
        assert_eq!(fold.examine_run_of(liar, run, &mut branches), Ok(Vec::new()));
    }
    for _ in 0..2 {
        assert_eq!(fold.continuation_for(liar, device, &mut branches).seq, runs[2].first_seq - 1);
        assert_eq!(fold.examine_run_of(liar, &runs[2], &mut branches), Err(Refusal::Unsettled));
    }
    assert!(!Refusal::Unsettled.may_change());
    assert_eq!(fold.head(device).seq, COMMON as u64 + 1);
    assert_eq!((world.fold.head(device), world.fold.summary_digest()), (settled, before));
}

#[test]
fn what_one_peer_delivers_in_place_of_the_held_branch_says_nothing_of_where_another_goes_on() {
    let mut forked = Forked::new(&comments(&[b"a", b"b"]));
    let losing = forked.losing();
    let wrong = forked.holding(&losing);
    wrong.receive(DeviceId::from_bytes([0; 32]), &Delivery { forks: forked.world.proofs.clone(), ..Delivery::default() }).unwrap();
    let liar = forked.world.members[1].device.public();
    let run = Run::of(&forked.world.journals[&forked.device()][COMMON..COMMON + 3]).unwrap();
    wrong.receive(liar, &Delivery { runs: vec![run], ..Delivery::default() }).unwrap();
    let other = forked.world.members[0].device.public();
    let next = |peer| wrong.held_for(peer).head(&forked.device()).unwrap().map(|head| head.seq);
    assert_eq!((next(liar), next(other)), (Some(COMMON as u64 + 3), Some(COMMON as u64)));
}

#[test]
fn who_proves_a_branch_further_and_stalls_keeps_nobody_from_taking_it() {
    let mut world = World::founded_with(3);
    let key = world.second_device(1);
    let held = world.journals[&key.public()].len();
    for entries in [3 - held, 17, 9] {
        write(&mut world, &key, entries);
        world.anchor();
    }
    world.fork(&key, COMMON, &comments(&[b"a"]));
    let settled = world.journals[&key.public()].clone();
    world.journals.insert(key.public(), [&settled[..COMMON], &world.rivals[0]].concat());
    let (fold, mut branches) = (world.from_scratch(), Branches::default());
    let [honest, stalling] = [0, 1].map(|member: usize| world.members[member].device.public());
    let run = |entries: std::ops::Range<usize>| Run::of(&settled[entries]).unwrap();
    for entries in [COMMON..15, 15..19, 19..29] {
        fold.examine_run_of(stalling, &run(entries), &mut branches).unwrap();
    }
    for entries in [COMMON..15, 15..26] {
        fold.examine_run_of(honest, &run(entries), &mut branches).unwrap();
    }
    assert_eq!(fold.continuation_for(honest, key.public(), &mut branches).seq, COMMON as u64);
    assert_eq!(fold.examine_run_of(honest, &run(COMMON..15), &mut branches).map(|entries| entries.len()), Ok(11));
}
