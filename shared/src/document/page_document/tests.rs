use proptest::prelude::*;

use super::{Applied, EditError, PageDocument};
use crate::{
    directory::{Fields, Host, Page, PageEdit},
    document::{Incarnation, PageChange, chunk::Chunk, rule::Rules, shape::Schema},
    identity::{DeviceId, NetworkId, OperatorId},
    journal::EntryHash,
    text::Slug,
};

const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);
const OPERATOR: OperatorId = OperatorId::from_bytes([8; 32]);
const ENTRY: EntryHash = EntryHash::from_bytes([1; 32]);

const fn device(number: u8) -> DeviceId {
    DeviceId::from_bytes([number; 32])
}

pub(super) fn empty() -> PageDocument {
    PageDocument::new(NETWORK, OPERATOR)
}

pub(super) fn slug(text: &str) -> Slug {
    Slug::new(text).unwrap()
}

pub(super) fn host(name: &str, address: &str) -> PageEdit {
    let fields: Fields =
        [("name", name), ("kind", "cpas"), ("address", address)].map(|(field, value)| (field.to_owned(), value.to_owned())).into();
    PageEdit::PutHost(Host::from_fields(slug(name), &fields).unwrap())
}

/// One device as its own node sees it.
#[derive(Clone)]
pub(super) struct Writer {
    pub(super) device: DeviceId,
    opened_at: u64,
    seq: u64,
    pub(super) document: PageDocument,
}

/// A change with its place in a journal.
pub(super) type Written = (DeviceId, u64, PageChange);

impl Writer {
    pub(super) fn new(number: u8) -> Self {
        Self { device: device(number), opened_at: 2, seq: 1, document: empty() }
    }

    pub(super) fn write(&mut self, edits: &[PageEdit]) -> Option<Written> {
        let author = Incarnation { device: self.device, opened_at: self.opened_at };
        let change = self.document.edit(author, self.seq + 1, edits).unwrap()?;
        self.seq += 1;
        self.opened_at = change.opened_at;
        let written = (self.device, self.seq, change);
        assert_eq!(offer(&mut self.document, &written), Applied::Accepted);
        Some(written)
    }

    fn restart(&mut self) {
        self.opened_at = self.seq + 1;
    }

    fn receive(&mut self, changes: &[Written]) {
        for change in changes {
            offer(&mut self.document, change);
        }
    }
}

pub(super) fn offer(document: &mut PageDocument, (device, seq, change): &Written) -> Applied {
    document.apply(*device, *seq, ENTRY, change)
}

fn offer_all<'w>(document: &mut PageDocument, changes: impl IntoIterator<Item = &'w Written>) {
    for change in changes {
        offer(document, change);
    }
}

pub(super) fn state(document: &PageDocument) -> (Page, Vec<[u8; 32]>) {
    assert_eq!(document.alarm(), None);
    (document.page(), document.heads())
}

#[test]
fn edits_of_two_devices_merge_field_by_field() {
    let (mut one, mut two) = (Writer::new(1), Writer::new(2));
    let first = one.write(&[host("a", "rue 1"), host("b", "rue 2")]).unwrap();
    two.receive(std::slice::from_ref(&first));
    let renamed = host("a", "rue 3");
    let by_one = one.write(&[renamed, PageEdit::RemoveHost(slug("b"))]).unwrap();
    let by_two = two.write(&[host("c", "rue 4")]).unwrap();
    one.receive(&[by_two]);
    two.receive(&[by_one]);
    assert_eq!(state(&one.document), state(&two.document));
    let page = one.document.page();
    assert_eq!(page.hosts.keys().map(Slug::as_str).collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(page.hosts[&slug("a")].address.as_ref().unwrap().as_str(), "rue 3");
}

#[test]
fn an_edit_that_changes_nothing_makes_no_change() {
    let mut one = Writer::new(1);
    assert!(one.write(&[PageEdit::RemoveHost(slug("a"))]).is_none());
    one.write(&[host("a", "rue 1")]).unwrap();
    assert!(one.write(&[host("a", "rue 1")]).is_none());
    assert!(one.write(&[host("b", "x"), PageEdit::RemoveHost(slug("b"))]).is_none());
}

#[test]
fn a_new_incarnation_continues_the_page_and_an_old_one_does_not_return() {
    let mut one = Writer::new(1);
    one.write(&[host("a", "rue 1")]).unwrap();
    one.restart();
    one.write(&[host("a", "rue 2")]).unwrap();
    one.write(&[host("a", "rue 3")]).unwrap();
    let author = Incarnation { device: one.device, opened_at: 2 };
    let change = one.document.edit(author, one.seq + 1, &[host("a", "rue 4")]).unwrap().unwrap();
    assert_eq!(change.opened_at, one.seq + 1);
}

#[test]
fn a_value_written_long_ago_can_be_replaced() {
    let mut one = Writer::new(1);
    for row in 0..5 {
        one.write(&[host(&format!("old-{row}"), "rue 1")]).unwrap();
        for number in 0..37 {
            one.write(&[host("a", &format!("rue {row} {number}"))]).unwrap();
            if number % 7 == 0 {
                one.restart();
            }
        }
    }
    for row in 0..5 {
        one.write(&[host(&format!("old-{row}"), "rue 2")]).unwrap();
    }
    assert!(one.document.page().hosts.values().skip(1).all(|host| host.address.as_ref().unwrap().as_str() == "rue 2"));
}

#[test]
fn a_change_waits_for_what_it_builds_on_and_is_counted_once() {
    let mut one = Writer::new(1);
    let changes: Vec<Written> = (0..4).map(|i| one.write(&[host("a", &format!("rue {i}"))]).unwrap()).collect();
    let mut other = empty();
    for change in changes[1..].iter().rev() {
        assert_eq!(offer(&mut other, change), Applied::Pending);
        assert_eq!(offer(&mut other, change), Applied::Pending);
    }
    let author = Incarnation { device: one.device, opened_at: 9 };
    assert_eq!(other.edit(author, 9, &[host("b", "x")]), Err(EditError::Incomplete));
    assert_eq!((other.pending(), other.page()), (3, Page::default()));
    assert_eq!(offer(&mut other, &changes[0]), Applied::Accepted);
    assert_eq!((other.pending(), state(&other)), (0, state(&one.document)));
    assert_eq!(offer(&mut other, &changes[2]), Applied::Accepted);
}

#[test]
fn of_two_changes_for_one_place_the_lower_hash_counts_with_what_depends_on_it() {
    let mut one = Writer::new(1);
    let first = one.write(&[host("a", "rue 1")]).unwrap();
    let mut copy = one.clone();
    let left = [one.write(&[host("a", "left")]).unwrap(), one.write(&[host("b", "left")]).unwrap()];
    let right = [copy.write(&[host("a", "right")]).unwrap(), copy.write(&[host("b", "right")]).unwrap()];
    let mut document = empty();
    for change in [&first, &left[1], &right[1], &right[0], &left[0]] {
        offer(&mut document, change);
    }
    let hash = |written: &Written| Chunk::read(&written.2.change, Schema::Page, Rules::ALL).unwrap().hash;
    let (winner, loser) = if hash(&left[0]) < hash(&right[0]) { (&left, &right) } else { (&right, &left) };
    assert!(winner.iter().all(|change| offer(&mut document, change) == Applied::Accepted));
    assert!(loser.iter().all(|change| offer(&mut document, change) == Applied::WithoutEffect));
    let expected = if winner == &left { "left" } else { "right" };
    assert!(document.page().hosts.values().all(|host| host.address.as_ref().unwrap().as_str() == expected));
}

#[test]
fn a_change_of_a_later_epoch_has_no_effect_and_accuses_nobody() {
    let mut one = Writer::new(1);
    let (device, seq, change) = one.write(&[host("a", "rue 1")]).unwrap();
    let mut document = empty();
    assert_eq!(offer(&mut document, &(device, seq, PageChange { epoch: 1, ..change })), Applied::OtherEpoch);
    assert!(document.refusals().is_empty());
}

#[test]
fn an_edit_too_large_for_one_change_is_said_so() {
    let one = Writer::new(1);
    let edits: Vec<PageEdit> = (0..1_500).map(|i| host(&format!("host-{i}"), "rue 1")).collect();
    let author = Incarnation { device: one.device, opened_at: 2 };
    assert_eq!(one.document.edit(author, 2, &edits), Err(EditError::TooMuch));
}

/// What a device does next: edits a row, hears of everything so far, starts anew, or is run as two copies.
#[derive(Debug, Clone, Copy)]
enum Step {
    Edit(usize, u8, u8),
    Remove(usize, u8),
    Hear(usize),
    Restart(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let writer = 0_usize..4;
    prop_oneof![
        5 => (writer.clone(), 0_u8..4, any::<u8>()).prop_map(|(w, row, value)| Step::Edit(w, row, value)),
        1 => (writer.clone(), 0_u8..4).prop_map(|(w, row)| Step::Remove(w, row)),
        3 => writer.clone().prop_map(Step::Hear),
        1 => writer.prop_map(Step::Restart),
    ]
}

/// Three devices, the third of which runs twice and so contradicts itself.
fn run(steps: &[Step]) -> Vec<Written> {
    let mut writers = [Writer::new(1), Writer::new(2), Writer::new(3), Writer::new(3)];
    let mut all: Vec<Written> = Vec::new();
    for step in steps {
        match *step {
            Step::Edit(writer, row, value) => {
                let edit = host(&format!("h{row}"), &value.to_string());
                all.extend(try_write(&mut writers[writer], &edit));
            }
            Step::Remove(writer, row) => {
                let edit = PageEdit::RemoveHost(slug(&format!("h{row}")));
                all.extend(try_write(&mut writers[writer], &edit));
            }
            Step::Hear(writer) => writers[writer].receive(&all),
            Step::Restart(writer) => writers[writer].restart(),
        }
    }
    all
}

/// As a node would: it writes the entry even when the change then turns out to have no effect.
fn try_write(writer: &mut Writer, edit: &PageEdit) -> Option<Written> {
    let author = Incarnation { device: writer.device, opened_at: writer.opened_at };
    let edited = writer.document.edit(author, writer.seq + 1, std::slice::from_ref(edit));
    assert!(edited.is_ok() || edited == Err(EditError::Incomplete) || writer.device == device(3), "{edited:?}");
    let change = edited.ok()??;
    writer.seq += 1;
    writer.opened_at = change.opened_at;
    let written = (writer.device, writer.seq, change);
    offer(&mut writer.document, &written);
    Some(written)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_order_with_any_duplicates_gives_the_same_page(
        steps in prop::collection::vec(step(), 1..40), seed in prop::collection::vec(any::<u32>(), 80),
    ) {
        let all = run(&steps);
        let mut in_order = empty();
        offer_all(&mut in_order, &all);
        let twice = all.iter().chain(&all);
        let mut shuffled: Vec<(u32, &Written)> = seed.into_iter().cycle().zip(twice).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let mut mixed = empty();
        offer_all(&mut mixed, shuffled.into_iter().map(|(_, change)| change));
        prop_assert_eq!(state(&mixed), state(&in_order));
        prop_assert_eq!(mixed.pending(), 0);
        prop_assert!(mixed.refusals().is_empty());
        for change in &all {
            prop_assert_eq!(offer(&mut mixed, change), offer(&mut in_order, change));
        }
    }
}
