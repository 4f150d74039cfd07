//! Entries, their bodies, runs, and the evidence of a fork.

use maillage_shared::{
    dysfunction::Dysfunction,
    encoding,
    identity::{Certificate, EndpointAnnouncement},
    journal::{Body, BodyKind, Entry, EntryHash, Header, Interpretation, Run, RunEntry, body, run::RunBody},
    record::vocabulary::DysfunctionState,
    statistics::{Publication, Table},
};
use maillage_tests::{acts::dysfunction, golden};

use super::fixture;

/// The first entry of a kind in the founder's journal.
fn entry(kind: BodyKind) -> Entry {
    let world = fixture::world();
    let journal = &world.journals[&world.members[0].device.public()];
    journal.iter().find(|entry| entry.header.kind == kind.number()).unwrap().clone()
}

fn read_body(kind: BodyKind) -> Body {
    let entry = entry(kind);
    match body::interpret(&entry.header, &entry.body.unwrap()) {
        Interpretation::Known(body) => body,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_header_of_an_entry_is_written_and_read_as_ever() {
    let world = fixture::world();
    let journal = &world.journals[&world.members[0].device.public()];
    let places = ["header of a certificate, the first entry", "header of an endpoint", "header of a page change"];
    let made: Vec<(&str, Header)> = places.into_iter().zip(journal.iter().map(|entry| entry.header.clone())).collect();
    golden::check("headers.txt", &made, |header| header.to_bytes().to_vec(), |bytes| Header::parse(bytes).unwrap());
}

#[test]
fn the_hash_and_the_signature_of_an_entry_are_as_ever() {
    let first = entry(BodyKind::Certificate);
    let hash: (&str, Vec<u8>) = ("hash of the first entry", first.header.hash().as_bytes().to_vec());
    let signature: (&str, Vec<u8>) = ("signature of the first entry", first.signature.unwrap().as_bytes().to_vec());
    golden::check("entry-hash.txt", &[hash, signature], Clone::clone, <[u8]>::to_vec);
    assert!(first.is_signed());
    assert_ne!(first.header.hash(), EntryHash::NONE);
}

#[test]
fn a_certificate_is_written_and_read_as_ever() {
    let Body::Certificate(certificate) = read_body(BodyKind::Certificate) else { panic!("a certificate") };
    golden::check_cbor::<Certificate>("body-certificate.txt", &[("body: certificate of a device", certificate.clone())]);
    let world = fixture::world();
    let certified = certificate.verify(world.network).unwrap();
    assert_eq!((certified.operator, certified.device), (world.members[0].id(), world.members[0].device.public()));
    golden::check_cbor("certified-device.txt", &[("what the root signs of a device", certified)]);
}

#[test]
fn an_endpoint_announcement_is_written_and_read_as_ever() {
    let Body::Endpoint(endpoint) = read_body(BodyKind::Endpoint) else { panic!("an endpoint") };
    let world = fixture::world();
    let (member, device) = (&world.members[0], world.members[0].device.public());
    let relay = Some("https://relay.example".to_owned());
    let with_relay = EndpointAnnouncement::new(&member.endpoint, world.network, device, Vec::new(), relay);
    let made = [("body: endpoint of a device", endpoint), ("body: endpoint behind a relay", with_relay)];
    golden::check_cbor("body-endpoint.txt", &made);
    assert!(made.iter().all(|(_, made)| made.verify(world.network, device).is_ok()));
}

#[test]
fn a_page_change_is_written_and_read_as_ever() {
    let Body::PageChange(change) = read_body(BodyKind::DocumentChange) else { panic!("a change") };
    golden::check_cbor("body-page-change.txt", &[("body: change that puts a host and a permanence on a page", change)]);
}

#[test]
fn a_page_snapshot_is_written_and_read_as_ever() {
    let mut world = fixture::world();
    let (document, key) = (world.document(1), world.members[1].device.clone());
    let read = |entry: &Entry| match body::interpret(&entry.header, entry.body.as_deref().unwrap()) {
        Interpretation::Known(Body::PageSnapshot(snapshot)) => snapshot,
        other => panic!("{other:?}"),
    };
    let first = read(&world.snapshot_page(&document, &key).unwrap());
    let second = world.document(1);
    let second = read(&world.snapshot_page(&second, &key).unwrap());
    let made = [("body: snapshot that opens epoch 1 of a page", first), ("body: snapshot that opens epoch 2", second)];
    golden::check_cbor("body-page-snapshot.txt", &made);
}

#[test]
fn a_publication_is_written_and_read_as_ever() {
    let Body::Publication(publication) = read_body(BodyKind::Publication) else { panic!("a publication") };
    let mut hidden = publication.clone();
    hidden.previous = Some(EntryHash::from_bytes([3; 32]));
    hidden.figures = vec![None; 2];
    let by_category = Publication {
        table: Table::QuarterCategory as u16,
        period: "2026-Q1".parse().unwrap(),
        permanences: ["jeudi", "mardi"].map(|name| name.parse().unwrap()).to_vec(),
        codes: vec![vec![1, 2, 15]],
        figures: [Some(300), Some(17), None, Some(290), None, None, Some(10), None, None].to_vec(),
        late: vec!["mardi".parse().unwrap()],
        ..publication.clone()
    };
    let made = [
        ("body: publication of a figure", publication),
        ("body: later publication of a hidden figure", hidden),
        ("body: publication of a quarter by category, with late visits", by_category),
    ];
    assert!(made.iter().all(|(_, publication)| publication.check(5).is_ok()));
    golden::check_cbor("body-publication.txt", &made);
    let digests: Vec<(&str, Vec<u8>)> =
        made.iter().map(|(_, publication)| ("digest of what it says", publication.content_digest().to_vec())).take(1).collect();
    golden::check("publication-digest.txt", &digests, Clone::clone, <[u8]>::to_vec);
}

#[test]
fn a_report_of_a_dysfunction_is_written_and_read_as_ever() {
    let says = dysfunction(1);
    let bare = Dysfunction { workaround: None, situation: None, state: DysfunctionState::FIXED, ..says.clone() };
    let made = [
        ("body: report of a dysfunction", says.statement(None, 0)),
        ("body: later statement with the least that it holds", bare.statement(Some(EntryHash::from_bytes([3; 32])), 300)),
    ];
    golden::check_cbor("body-dysfunction-report.txt", &made);
    assert!(made.iter().all(|(_, statement)| statement.read(1).is_ok()));
}

#[test]
fn a_run_is_written_and_read_as_ever() {
    let world = fixture::world();
    let whole = world.run(world.members[1].device.public());
    let pruned = RunEntry { kind: 3, critical: false, body: RunBody::Pruned(700, [7; 32]), signature: None };
    let with_pruned = Run { entries: [vec![pruned], whole.entries[1..].to_vec()].concat(), ..whole.clone() };
    golden::check_cbor("run.txt", &[("run: a whole journal", whole.clone()), ("run: one body pruned, unsigned", with_pruned)]);
    let recorded = golden::read(&std::fs::read_to_string(golden::path("run.txt")).unwrap());
    let read: Run = encoding::from_bytes(&recorded[0].bytes).unwrap();
    let (entries, bad) = read.verify(world.network, &maillage_shared::journal::Head::EMPTY).unwrap();
    assert_eq!((entries, bad), (world.journals[&whole.device].clone(), 0));
}

#[test]
fn the_proof_of_a_fork_is_written_and_read_as_ever() {
    let world = fixture::world();
    let proof = world.proofs[0].clone();
    golden::check_cbor("fork-proof.txt", &[("proof of a fork", proof.clone())]);
    let fork = proof.verify(world.network).unwrap();
    assert_eq!((fork.device, fork.seq), (world.members[2].second.public(), 2));
}
