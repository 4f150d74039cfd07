//! What it costs to take in and fold 100,000 signed entries of page changes, beside what nobody can avoid: verifying their
//! signatures, and automerge applying their changes.
//!
//! Five runs each, with the order alternated, in one process; both end with the same pages. Run it with
//! `cargo bench -p maillage-tests --bench fold`.

use std::time::{Duration, Instant};

use automerge::{Automerge, Change};
use ed25519_dalek::{Signature, VerifyingKey};
use maillage_shared::{
    directory::PageEdit,
    document::{Incarnation, PageDocument},
    encoding,
    identity::DeviceId,
    journal::{BodyKind, Entry, Run},
    register::Item,
    view::NetworkFold,
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
    let world = written();
    let entries: usize = world.journals.values().map(Vec::len).sum();
    println!("{entries} entries of {MEMBERS} operators, written in {:.1} s", begun.elapsed().as_secs_f64());
    let (mut ours, mut signatures, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..RUNS {
        if run % 2 == 0 {
            ours.push(fold(&world));
        }
        signatures.push(verify(&world));
        changes.push(apply(&world));
        if run % 2 == 1 {
            ours.push(fold(&world));
        }
    }
    let floor: Vec<Duration> = signatures.iter().zip(&changes).map(|(one, other)| *one + *other).collect();
    print_one("ours: runs verified, gate, fold, view", &ours);
    print_one("floor: verify_strict of every signature", &signatures);
    print_one("floor: automerge apply_changes, one batch a page", &changes);
    println!("ours / (verify_strict + apply_changes) = {:.2}   (budget 1.3)", median(&ours) / median(&floor));
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

fn fold(world: &World) -> Duration {
    let items: Vec<Vec<u8>> = world.items.iter().map(Item::to_bytes).collect();
    let runs: Vec<Run> = world.journals.values().flat_map(|journal| journal.chunks(RUN_ENTRIES).filter_map(Run::of)).collect();
    let begun = Instant::now();
    let mut fold = NetworkFold::new(world.network);
    let mut examined = fold.examine_items(&items);
    while !examined.new.is_empty() {
        fold.apply_items(examined.new);
        examined = fold.examine_again(examined.waiting);
    }
    for run in &runs {
        let entries = fold.examine_run(run).unwrap();
        fold.apply_entries(entries);
    }
    let view = fold.view();
    let took = begun.elapsed();
    assert_eq!(view.pages.iter().map(|page| page.page.hosts.len()).sum::<usize>(), ROWS * usize::from(MEMBERS));
    took
}

fn verify(world: &World) -> Duration {
    let all = || world.journals.values().flatten();
    let headers: Vec<(DeviceId, Vec<u8>, Signature)> = all()
        .map(|entry: &Entry| {
            let signature = Signature::from_bytes(entry.signature.unwrap().as_bytes());
            (entry.header.device, entry.header.to_bytes().to_vec(), signature)
        })
        .collect();
    let begun = Instant::now();
    for (device, header, signature) in &headers {
        let key = VerifyingKey::from_bytes(device.as_bytes()).unwrap();
        key.verify_strict(header, signature).unwrap();
    }
    begun.elapsed()
}

fn apply(world: &World) -> Duration {
    let change = |entry: &Entry| -> Option<Change> {
        let body = entry.body.as_ref().filter(|_| entry.header.kind == BodyKind::DocumentChange.number())?;
        let change: maillage_shared::document::PageChange = encoding::from_bytes(body).unwrap();
        Some(Change::from_bytes(change.change).unwrap())
    };
    let pages: Vec<Vec<Change>> = world.journals.values().map(|journal| journal.iter().filter_map(change).collect()).collect();
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
    assert_eq!(documents.len(), world.journals.len());
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
