//! What two nodes say to each other.

use maillage_shared::{
    encoding,
    journal::{BodyKind, fork::Branch},
    sync::{
        HeadLine, Hello, Message,
        message::{BranchAnswer, BranchProbe, DeviceFork, ItemBytes, Listing, Point, Runs, WantedRun},
    },
};
use maillage_tests::{
    golden::{self, Value},
    world::World,
};

use super::fixture;

#[test]
fn a_hello_is_written_and_read_as_ever() {
    let world = fixture::world();
    let member = &world.members[1];
    let journal = &world.journals[&member.device.public()];
    let entry = journal.iter().find(|entry| entry.header.kind == BodyKind::Endpoint.number()).unwrap();
    let hello = Hello::new(world.network, member.certificate(world.network, &member.device), entry).unwrap();
    golden::check("hello.txt", &[("hello", hello.clone())], Hello::to_bytes, |bytes| Hello::from_bytes(bytes).unwrap());
    let introduced = hello.verify(world.network, member.endpoint.public()).unwrap();
    assert_eq!((introduced.certified.device, introduced.announced_at, introduced.version), (member.device.public(), 2, 1));
}

fn lines(world: &World) -> Vec<HeadLine> {
    world.fold.head_lines()
}

fn asked(world: &World) -> Vec<(&'static str, Message)> {
    let line = lines(world)[0];
    let wanted = WantedRun { device: line.device, from_seq: line.seq, previous: line.hash };
    let points = vec![Point { seq: 3, hash: line.hash }, Point { seq: 1, hash: line.hash }];
    let item = world.items[0].id();
    vec![
        ("message 0: open", Message::Open(world.fold.summary_digest())),
        ("message 1: equal", Message::Equal),
        ("message 2: listing", Message::Listing(Listing { heads: lines(world), items: vec![item], last: true })),
        ("message 3: want items", Message::WantItems(vec![item])),
        ("message 5: want forks", Message::WantForks(vec![line.device])),
        ("message 7: want runs", Message::WantRuns(vec![wanted])),
        ("message 9: want branches", Message::WantBranches(vec![BranchProbe { device: line.device, points }])),
        ("message 11: done", Message::Done(world.fold.summary_digest())),
        ("message 13: pushed", Message::PushAck(world.fold.summary_digest())),
    ]
}

fn told(world: &World) -> Vec<(&'static str, Message)> {
    let device = world.members[2].second.public();
    let entry = &world.journals[&device][1];
    let branch = Branch::new(std::slice::from_ref(&entry.header), entry.signature.unwrap());
    let (run, item, proof) = (world.run(device), ItemBytes(world.items[0].to_bytes()), world.proofs[0].clone());
    // Only a node makes a push, out of what it holds: here it is read from the bytes that the module says.
    let push = encoding::to_bytes(&(12_u8, [(vec![item.clone()], vec![run.clone()], vec![proof.clone()])]));
    vec![
        ("message 4: items", Message::Items(vec![item])),
        ("message 6: forks", Message::Forks(vec![DeviceFork { device, proof }])),
        ("message 8: runs", Message::Runs(Runs { runs: vec![run], diverging: vec![device] })),
        (
            "message 10: branches",
            Message::Branches(vec![
                BranchAnswer { device, common: 1, branch: Some(branch) },
                BranchAnswer { device, common: 0, branch: None },
            ]),
        ),
        ("message 12: push", Message::from_bytes(&push).unwrap()),
    ]
}

#[test]
fn every_message_is_written_and_read_as_ever() {
    let world = fixture::world();
    let messages = [asked(&world), told(&world)].concat();
    golden::check("messages.txt", &messages, Message::to_bytes, |bytes| Message::from_bytes(bytes).unwrap());
    let mut numbers: Vec<u8> = messages.iter().map(|(_, message)| message.to_bytes()[1]).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (0..14).collect::<Vec<u8>>(), "a message is missing in the golden file");
}

#[test]
fn the_digests_by_which_nodes_find_that_they_hold_the_same_are_as_ever() {
    let world = fixture::world();
    let items = maillage_shared::sync::ItemSetDigest::of(world.items.iter().map(maillage_shared::register::Item::id));
    let digests = [
        Value::new("digest of the world's items", items.as_bytes()),
        Value::new("digest of all that the world holds", world.fold.summary_digest().as_bytes()),
    ];
    let _ = golden::values("digests.txt", &digests);
}
