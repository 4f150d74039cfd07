//! Entries and items: what is signed, and travels and rests in one form.

use maillage_shared::{
    encoding,
    journal::{BodyKind, Entry, Run},
    register::{DecisionKind, Item, ItemKind},
};
use maillage_tests::{golden, world::World};

const MEANING: &str = "What was signed under the older form would not verify, or mean something else: journals and registers that \
                       exist could not be read.";

/// Header, signature, body.
fn whole(entry: &Entry) -> Vec<u8> {
    let signature = entry.signature.map(|signature| signature.as_bytes().to_vec()).unwrap_or_default();
    [entry.header.to_bytes().to_vec(), signature, entry.body.clone().unwrap_or_default()].concat()
}

fn first_of(world: &World, kind: u16) -> Vec<u8> {
    whole(world.journals.values().flatten().find(|entry| entry.header.kind == kind).unwrap())
}

#[test]
fn an_entry_of_each_kind_is_written_as_ever() {
    let world = super::world();
    let parts = [
        ("entry: certificate", first_of(&world, BodyKind::Certificate.number())),
        ("entry: endpoint", first_of(&world, BodyKind::Endpoint.number())),
        ("entry: document change", first_of(&world, BodyKind::DocumentChange.number())),
        ("entry: publication", first_of(&world, BodyKind::Publication.number())),
        ("entry: a kind of a later version", first_of(&world, maillage_tests::acts::UNKNOWN_KIND)),
    ];
    golden::check("entries.txt", &golden::hex(&parts), MEANING);
}

#[test]
fn a_run_and_the_proof_of_a_fork_are_written_as_ever() {
    let world = super::world();
    let journal = &world.journals[&world.members[0].device.public()];
    let mut pruned: Vec<Entry> = journal[..2].to_vec();
    (pruned[0].body, pruned[0].signature) = (None, None);
    let parts = [
        ("run of two entries", encoding::to_bytes(&Run::of(&journal[..2]).unwrap())),
        ("run whose first body is pruned", encoding::to_bytes(&Run::of(&pruned).unwrap())),
        ("proof of a fork", encoding::to_bytes(&world.proofs[0])),
    ];
    golden::check("runs.txt", &golden::hex(&parts), MEANING);
}

/// What kind of decision an item is.
fn decides(world: &World, item: &Item) -> Option<DecisionKind> {
    world.fold.state().decisions.iter().find(|record| record.id == item.id()).map(|record| record.decided.kind())
}

#[test]
fn an_item_of_each_kind_is_written_as_ever() {
    let world = super::world();
    let decision = |kind| world.items.iter().find(|item| decides(&world, item) == Some(kind)).unwrap().to_bytes();
    let of_kind = |kind| world.items.iter().find(|item| item.kind == kind as u16).unwrap().to_bytes();
    let parts = [
        ("item: decision, founding", decision(DecisionKind::Found)),
        ("item: decision, admission", decision(DecisionKind::Admit)),
        ("item: decision, Hold", decision(DecisionKind::Hold)),
        ("item: decision, anchor", decision(DecisionKind::Anchor)),
        ("item: proposal", of_kind(ItemKind::Proposal)),
        ("item: approval", of_kind(ItemKind::Approval)),
        ("item: acknowledgement", of_kind(ItemKind::Acknowledgement)),
        ("item: statement of a root", of_kind(ItemKind::Statement)),
    ];
    golden::check("items.txt", &golden::hex(&parts), MEANING);
}

#[test]
fn the_names_and_codes_of_things_are_computed_as_ever() {
    let mut world = super::world();
    let operator = world.members[0].clone();
    let lines = [
        format!("network {}", world.network),
        format!("operator {} {}", operator.id(), operator.id().short_code()),
        format!("device {} {}", operator.device.public(), operator.device.public().short_code()),
        format!("tip {}", world.tip()),
        format!("summary {}", world.fold.summary_digest()),
        format!("view {}", world.fold.view().digest()),
    ];
    golden::check("names.txt", &(lines.join("\n") + "\n"), "Two versions would never find that they hold the same.");
}

#[test]
fn the_view_is_shown_as_ever() {
    let mut world = super::world();
    let view = String::from_utf8(world.fold.view().canonical_bytes()).unwrap();
    let meaning = "Its digest is what people compare: another form needs another number in `view::network_view::FORMAT`.";
    golden::check("view.json", &view, meaning);
}
