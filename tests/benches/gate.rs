//! What the gate costs: the verdict and `apply_changes` against `apply_changes` alone.
//!
//! Two histories: edits of one field on an operator's page, and edits of a few words in the draft of an amendment. Both sides begin
//! with the same document and take the same bytes one by one, as they come in from the network; the floor reads and applies them
//! with automerge alone, which trusts them. Five runs with the order alternated; the same heads at the end.
//!
//! Run it with `cargo bench -p maillage-tests --bench gate`.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use automerge::{Automerge, Change, TextEncoding};
use maillage_shared::{
    directory::{Fields, Host, PageEdit},
    document::{Act, Applied, DraftArticle, DraftChange, DraftDocument, DraftEdit, DraftId, Incarnation, PageChange, PageDocument},
    identity::{DeviceId, NetworkId, OperatorId},
    journal::EntryHash,
    text::Slug,
};

const RUNS: usize = 5;
const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);
const OPERATOR: OperatorId = OperatorId::from_bytes([8; 32]);
const ENTRY: EntryHash = EntryHash::from_bytes([1; 32]);
const DEVICES: [DeviceId; 2] = [DeviceId::from_bytes([1; 32]), DeviceId::from_bytes([2; 32])];
const HOSTS: u32 = 60;
const EDITS: u32 = 1_000;
const ARTICLES: usize = 20;
const CHARACTERS: usize = 800;

/// A document that takes changes with their places in journals.
trait Document: Clone {
    type Body: Clone;
    fn take(&mut self, device: DeviceId, seq: u64, body: &Self::Body) -> Applied;
    fn bytes(body: &Self::Body) -> &[u8];
    fn ends_with(&self) -> Vec<[u8; 32]>;
}

impl Document for PageDocument {
    type Body = PageChange;
    fn take(&mut self, device: DeviceId, seq: u64, body: &PageChange) -> Applied {
        self.apply(device, seq, ENTRY, body)
    }
    fn bytes(body: &PageChange) -> &[u8] {
        &body.change
    }
    fn ends_with(&self) -> Vec<[u8; 32]> {
        self.heads()
    }
}

impl Document for DraftDocument {
    type Body = DraftChange;
    fn take(&mut self, device: DeviceId, seq: u64, body: &DraftChange) -> Applied {
        self.apply(device, seq, ENTRY, body)
    }
    fn bytes(body: &DraftChange) -> &[u8] {
        &body.change
    }
    fn ends_with(&self) -> Vec<[u8; 32]> {
        self.heads()
    }
}

/// What is there at first, and the changes that are measured.
struct History<D: Document> {
    base: D,
    before: Vec<D::Body>,
    changes: Vec<(DeviceId, u64, D::Body)>,
}

fn main() {
    measure("an edit of one field on a page of 60 hosts", &page());
    measure("an edit of a few words in a draft of 40 texts of 800 characters", &draft());
}

fn measure<D: Document>(what: &str, history: &History<D>) {
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let (with_gate, alone) = if run % 2 == 0 {
            let with_gate = gated(history);
            (with_gate, ungated(history))
        } else {
            let alone = ungated(history);
            (gated(history), alone)
        };
        assert_eq!(with_gate.1, alone.1, "the end state");
        ours.push(with_gate.0);
        floor.push(alone.0);
    }
    println!("{what}, {} of them one by one", history.changes.len());
    let count = u32::try_from(history.changes.len()).unwrap();
    println!("    verdict and apply_changes: {:.1} µs each   runs {:?}", median(&ours, count), each(&ours, count));
    println!("    apply_changes alone:       {:.1} µs each   runs {:?}", median(&floor, count), each(&floor, count));
    println!("    ratio {:.2}", median(&ours, count) / median(&floor, count));
}

fn gated<D: Document>(history: &History<D>) -> (Duration, Vec<[u8; 32]>) {
    let mut document = history.base.clone();
    let begun = Instant::now();
    for (device, seq, body) in &history.changes {
        assert_eq!(document.take(*device, *seq, body), Applied::Accepted);
    }
    (begun.elapsed(), document.ends_with())
}

fn ungated<D: Document>(history: &History<D>) -> (Duration, Vec<[u8; 32]>) {
    let mut document = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint);
    for body in &history.before {
        document.apply_changes([Change::from_bytes(D::bytes(body).to_vec()).unwrap()]).unwrap();
    }
    let begun = Instant::now();
    for (_, _, body) in &history.changes {
        let change = Change::from_bytes(D::bytes(body).to_vec()).unwrap();
        document.apply_changes([change]).unwrap();
    }
    let took = begun.elapsed();
    let mut heads: Vec<[u8; 32]> = document.get_heads().into_iter().map(|hash| hash.0).collect();
    heads.sort_unstable();
    (took, heads)
}

fn host(number: u32, address: u32) -> PageEdit {
    let slug = format!("host-{number}");
    let address = format!("rue de la Loi {address}, 1000 Bruxelles");
    let fields: Fields = [("name", slug.as_str()), ("kind", "cpas"), ("address", &address)]
        .map(|(field, value)| (field.into(), value.into()))
        .into();
    PageEdit::PutHost(Host::from_fields(Slug::new(slug.as_str()).unwrap(), &fields).unwrap())
}

/// A journal entry each, the devices in turn.
fn turn(number: u32) -> (DeviceId, u64) {
    (DEVICES[number as usize % 2], 2 + u64::from(number / 2))
}

fn page() -> History<PageDocument> {
    let mut document = PageDocument::new(NETWORK, OPERATOR);
    let write = |document: &mut PageDocument, number: u32, edits: &[PageEdit]| {
        let (device, seq) = turn(number);
        let body = document.edit(Incarnation { device, opened_at: 2 }, seq, edits).unwrap().unwrap();
        document.apply(device, seq, ENTRY, &body);
        body
    };
    let hosts: Vec<PageEdit> = (0..HOSTS).map(|number| host(number, number)).collect();
    let mut before = vec![write(&mut document, 0, &hosts)];
    before.push(write(&mut document, 1, &[host(0, 1_000)]));
    let base = document.clone();
    let mut changes = Vec::new();
    for number in 2..EDITS + 2 {
        let body = write(&mut document, number, &[host(number % HOSTS, number + 2_000)]);
        let (device, seq) = turn(number);
        changes.push((device, seq, body));
    }
    History { base, before, changes }
}

fn draft() -> History<DraftDocument> {
    let authors: BTreeMap<DeviceId, u64> = DEVICES.map(|device| (device, u64::MAX)).into();
    let mut document = DraftDocument::new(NETWORK, DraftId::of(NETWORK, DEVICES[0], 2), authors);
    let write = |document: &mut DraftDocument, number: u32, edits: &[DraftEdit]| {
        let (device, seq) = turn(number);
        let body = document.edit(Incarnation { device, opened_at: 2 }, seq, edits).unwrap().unwrap();
        document.apply(device, seq, ENTRY, &body);
        body
    };
    let text: String = "Les permanences sont gratuites et ouvertes. ".chars().cycle().take(CHARACTERS).collect();
    let texts: BTreeMap<String, String> = ["fr", "nl"].map(|language| (language.to_owned(), text.clone())).into();
    let article =
        |number: usize| DraftArticle { article: number.to_string(), act: Some(Act::Edit), after: None, texts: texts.clone() };
    let edits: Vec<DraftEdit> = (0..ARTICLES).map(|number| DraftEdit::Add(article(number))).collect();
    let mut before = vec![write(&mut document, 0, &edits)];
    before.push(write(&mut document, 1, &[DraftEdit::Reason("Plus clair".into())]));
    let keys: Vec<_> = document.text().articles.into_iter().map(|(key, _)| key).collect();
    let base = document.clone();
    let mut changes = Vec::new();
    for number in 2..EDITS / 4 + 2 {
        let at = number as usize * 37 % (CHARACTERS - 40);
        let edit = DraftEdit::Replace(keys[number as usize % ARTICLES], "fr".into(), at, 12, "et quelques mots de plus".into());
        let body = write(&mut document, number, &[edit]);
        let (device, seq) = turn(number);
        changes.push((device, seq, body));
    }
    History { base, before, changes }
}

/// Microseconds a change, of each run.
fn each(figures: &[Duration], changes: u32) -> Vec<f64> {
    figures.iter().map(|figure| (figure.as_secs_f64() * 1e7 / f64::from(changes)).round() / 10.0).collect()
}

fn median(figures: &[Duration], changes: u32) -> f64 {
    let mut sorted = each(figures, changes);
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
