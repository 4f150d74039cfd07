//! What it costs to take in and fold 100,000 signed entries of page changes, beside what nobody can avoid: verifying their
//! signatures, and automerge applying their changes; and what it costs from snapshots, when the bodies of the same entries are gone
//! and a newcomer gets their headers as they travel.
//!
//! Five runs each, with the order alternated, in one process; all end with the same pages. Run it with
//! `cargo bench -p maillage-tests --bench fold`.

use std::{
    convert::Infallible,
    time::{Duration, Instant},
};

use automerge::{Automerge, Change};
use ed25519_dalek::{Signature, VerifyingKey};
use maillage_shared::{
    bounds,
    directory::{Page, PageEdit},
    document::{Incarnation, PageChange, PageDocument},
    encoding,
    identity::{DeviceId, NetworkId},
    journal::{BodyKind, Entry, Run},
    register::Item,
    sync::packing,
    view::{NetworkFold, journals::may_be_left_out},
};
use maillage_tests::{
    acts::host,
    world::{World, continued},
};

const RUNS: usize = 5;
const MEMBERS: u8 = 40;
const ENTRIES: usize = 100_000;
/// Rows that each operator edits in turn.
const ROWS: usize = 20;
/// Entries in one run, as they travel.
const RUN_ENTRIES: usize = 500;

fn main() {
    let begun = Instant::now();
    let mut world = written();
    let entries: usize = world.journals.values().map(Vec::len).sum();
    println!("{entries} entries of {MEMBERS} operators, written in {:.1} s", begun.elapsed().as_secs_f64());
    let whole = Newcomer::of(&world, signed_runs(&world));
    let (signatures, changes) = (Signatures::of(&world), pages(&world));
    let dropped = drop_bodies(&mut world);
    let from_snapshots = Newcomer::of(&world, packed_runs(&world));
    println!("{dropped} bodies gone after {MEMBERS} snapshots and an anchor");
    let (mut ours, mut snapshots, mut verified, mut applied) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for run in 0..RUNS {
        if run % 2 == 0 {
            ours.push(whole.fold());
            snapshots.push(from_snapshots.fold());
        }
        verified.push(signatures.verify());
        applied.push(apply(changes.clone()));
        if run % 2 == 1 {
            snapshots.push(from_snapshots.fold());
            ours.push(whole.fold());
        }
    }
    let (ours, pages): (Vec<Duration>, Vec<Vec<Page>>) = ours.into_iter().unzip();
    let (snapshots, same): (Vec<Duration>, Vec<Vec<Page>>) = snapshots.into_iter().unzip();
    assert_eq!(pages, same, "both end with the same pages");
    assert!(pages.iter().flatten().all(|page| page.hosts.len() == ROWS));
    let floor: Vec<Duration> = verified.iter().zip(&applied).map(|(one, other)| *one + *other).collect();
    print_one("ours: runs verified, gate, fold, view", &ours);
    print_one("ours: from snapshots, headers as they travel, fold, view", &snapshots);
    print_one("floor: verify_strict of every signature", &verified);
    print_one("floor: automerge apply_changes, one batch a page", &applied);
    println!("ours / (verify_strict + apply_changes) = {:.2}   (budget 1.3)", median(&ours) / median(&floor));
    println!("from snapshots / (verify_strict + apply_changes) = {:.3}   (budget 0.2)", median(&snapshots) / median(&floor));
}

/// Lets every member write a snapshot of its page, settles it, and drops the bodies that nobody needs any more.
fn drop_bodies(world: &mut World) -> usize {
    world.fold = world.from_scratch();
    for member in 0..world.members.len() {
        let (document, key) = (world.document(member), world.members[member].device.clone());
        world.snapshot_page(&document, &key).unwrap();
    }
    world.anchor();
    let (prunable, mut dropped) = (world.fold.prunable(), 0);
    for entry in world.journals.values_mut().flatten() {
        let covered = prunable.get(&entry.header.device).is_some_and(|last| entry.header.seq <= *last);
        if covered && may_be_left_out(entry.header.kind) {
            entry.body = None;
            dropped += 1;
        }
    }
    dropped
}

/// What a newcomer gets.
struct Newcomer {
    network: NetworkId,
    items: Vec<Vec<u8>>,
    runs: Vec<Run>,
}

impl Newcomer {
    fn of(world: &World, runs: Vec<Run>) -> Self {
        Self { network: world.network, items: world.items.iter().map(Item::to_bytes).collect(), runs }
    }

    /// Takes everything in; says how long it took, and what the pages are.
    fn fold(&self) -> (Duration, Vec<Page>) {
        let begun = Instant::now();
        let mut fold = NetworkFold::new(self.network);
        let mut examined = fold.examine_items(&self.items);
        while !examined.new.is_empty() {
            fold.apply_items(examined.new);
            examined = fold.examine_again(examined.waiting);
        }
        for run in &self.runs {
            let entries = fold.examine_run(run).unwrap();
            fold.apply_entries(entries);
        }
        let view = fold.view();
        let took = begun.elapsed();
        (took, view.pages.iter().map(|page| page.page.clone()).collect())
    }
}

/// Every entry with its signature.
fn signed_runs(world: &World) -> Vec<Run> {
    world.journals.values().flat_map(|journal| journal.chunks(RUN_ENTRIES).filter_map(Run::of)).collect()
}

/// The runs with which a node answers, with the signatures that are needed.
fn packed_runs(world: &World) -> Vec<Run> {
    let mut runs = Vec::new();
    for journal in world.journals.values() {
        let mut rest = journal.as_slice();
        while !rest.is_empty() {
            let run = packing::pack(rest.iter().cloned().map(Ok::<_, Infallible>), bounds::ANSWER_BYTES).unwrap().unwrap();
            rest = &rest[run.entries.len()..];
            runs.push(run);
        }
    }
    runs
}

/// A network whose members have edited their pages until there are so many entries.
fn written() -> World {
    let mut world = World::founded_with(MEMBERS);
    let each = ENTRIES / usize::from(MEMBERS);
    for member in world.members.clone() {
        let device = member.device.public();
        let mut journal = world.journals.remove(&device).unwrap();
        let mut document = PageDocument::new(world.network, member.id());
        let opened_at = journal.len() as u64 + 1;
        for number in 0..each.saturating_sub(journal.len()) {
            let seq = journal.len() as u64 + 1;
            let row = u8::try_from(number % ROWS).unwrap();
            let edit = PageEdit::PutHost(host(row, &format!("host, told for the {number}th time")));
            let change = document.edit(Incarnation { device, opened_at }, seq, &[edit]).unwrap().unwrap();
            let kind = BodyKind::DocumentChange;
            let entry =
                continued(&member.device, world.network, &journal, kind.number(), kind.is_critical(), encoding::to_bytes(&change));
            document.apply(device, seq, entry.header.hash(), &change);
            journal.push(entry);
        }
        world.journals.insert(device, journal);
    }
    world
}

/// All headers with their signatures.
struct Signatures(Vec<(DeviceId, Vec<u8>, Signature)>);

impl Signatures {
    fn of(world: &World) -> Self {
        let signed = |entry: &Entry| {
            let signature = Signature::from_bytes(entry.signature.unwrap().as_bytes());
            (entry.header.device, entry.header.to_bytes().to_vec(), signature)
        };
        Self(world.journals.values().flatten().map(signed).collect())
    }

    fn verify(&self) -> Duration {
        let begun = Instant::now();
        for (device, header, signature) in &self.0 {
            let key = VerifyingKey::from_bytes(device.as_bytes()).unwrap();
            key.verify_strict(header, signature).unwrap();
        }
        begun.elapsed()
    }
}

/// The changes of each page.
fn pages(world: &World) -> Vec<Vec<Change>> {
    let change = |entry: &Entry| -> Option<Change> {
        let body = entry.body.as_ref().filter(|_| entry.header.kind == BodyKind::DocumentChange.number())?;
        let change: PageChange = encoding::from_bytes(body).unwrap();
        Some(Change::from_bytes(change.change).unwrap())
    };
    world.journals.values().map(|journal| journal.iter().filter_map(change).collect()).collect()
}

fn apply(pages: Vec<Vec<Change>>) -> Duration {
    let count = pages.len();
    let begun = Instant::now();
    let documents: Vec<Automerge> = pages
        .into_iter()
        .map(|changes| {
            let mut document = Automerge::new();
            document.apply_changes(changes).unwrap();
            document
        })
        .collect();
    let took = begun.elapsed();
    assert_eq!(documents.len(), count);
    took
}

fn seconds(figures: &[Duration]) -> Vec<f64> {
    figures.iter().map(|figure| (figure.as_secs_f64() * 1000.0).round() / 1000.0).collect()
}

fn median(figures: &[Duration]) -> f64 {
    let mut sorted = seconds(figures);
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn print_one(what: &str, figures: &[Duration]) {
    println!("{what}\n    {:.3} s   runs {:?}", median(figures), seconds(figures));
}
