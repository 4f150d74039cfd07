//! What a hostile peer cannot do.

use proptest::prelude::*;

use super::{
    Exchange, HeadLine, Message, Push, Step, SummaryDigest, SyncError,
    message::{BranchAnswer, BranchProbe, ItemBytes, Listing, Point, Runs, WantedRun},
    replica::{Replica, item, key, written},
};
use crate::{
    bounds,
    identity::DeviceId,
    journal::{EntryHash, Run},
    register::ItemId,
};

const DIGEST: SummaryDigest = SummaryDigest::from_bytes([1; 32]);
const STRANGER: DeviceId = DeviceId::from_bytes([250; 32]);

fn replica() -> Replica {
    let mut replica = Replica::default();
    replica.hold_journal(&written(&key(1), Vec::new(), &[10; 5], 1));
    (0..4).for_each(|number| replica.hold(&item(number, 20)));
    replica
}

fn listing(heads: Vec<HeadLine>, items: Vec<ItemId>) -> Message {
    Message::Listing(Listing { heads, items, last: true })
}

/// A responder that has listed what it holds and now serves.
fn serving(replica: &Replica) -> Exchange {
    let mut exchange = Exchange::respond();
    exchange.receive(Message::Open(DIGEST), replica).unwrap();
    exchange
}

/// An initiator that was listed one item and one journal, and has asked for the item.
fn pulling(replica: &Replica) -> Exchange {
    let (mut exchange, _) = Exchange::initiate(replica).unwrap();
    let line = HeadLine { device: STRANGER, seq: 3, hash: EntryHash::from_bytes([3; 32]), fork: None };
    let steps = exchange.receive(listing(vec![line], vec![item(9, 20).id()]), replica).unwrap();
    assert_eq!(steps, [Step::Send(Message::WantItems(vec![item(9, 20).id()]))]);
    exchange
}

#[test]
fn wants_for_what_was_not_listed_are_refused() {
    let mut replica = replica();
    let listed = key(1).public();
    let mut exchanges = [serving(&replica), serving(&replica), serving(&replica), serving(&replica), serving(&replica)];
    // Held, but only since the listing.
    replica.hold(&item(50, 20));
    let run = |device, from_seq| WantedRun { device, from_seq, previous: EntryHash::NONE };
    let wants = [
        Message::WantItems(vec![item(50, 20).id()]),
        Message::WantRuns(vec![run(listed, 1), run(STRANGER, 1)]),
        Message::WantRuns(vec![run(listed, 6)]),
        Message::WantForks(vec![listed]),
        Message::WantBranches(vec![BranchProbe { device: STRANGER, points: vec![Point { seq: 1, hash: EntryHash::NONE }] }]),
    ];
    for (exchange, want) in exchanges.iter_mut().zip(wants) {
        assert_eq!(exchange.receive(want, &replica), Err(SyncError::NotOffered));
        assert!(exchange.is_over());
    }
}

#[test]
fn answers_that_were_not_asked_for_are_refused() {
    let replica = replica();
    let unasked = Message::Items(vec![ItemBytes(item(10, 20).to_bytes())]);
    assert_eq!(pulling(&replica).receive(unasked, &replica), Err(SyncError::Unasked));
    let twice = Message::Items(vec![ItemBytes(item(9, 20).to_bytes()), ItemBytes(item(9, 20).to_bytes())]);
    assert_eq!(pulling(&replica).receive(twice, &replica), Err(SyncError::Unasked));
    let short = Message::Items(vec![ItemBytes(vec![0; 50])]);
    assert_eq!(pulling(&replica).receive(short, &replica), Err(SyncError::NotAnItem));
    let other_kind = Message::Runs(Runs::default());
    assert!(matches!(pulling(&replica).receive(other_kind, &replica), Err(SyncError::Unexpected(_))));
}

#[test]
fn runs_must_be_the_ones_asked_for() {
    let replica = replica();
    let asked_for_runs = || {
        let mut exchange = pulling(&replica);
        let steps = exchange.receive(Message::Items(vec![]), &replica).unwrap();
        assert!(matches!(steps[..], [Step::Send(Message::WantRuns(_))]));
        exchange
    };
    let entries = Run::of(&written(&key(2), Vec::new(), &[1], 1)).unwrap().entries;
    let run = |device, first_seq, entries| Run { device, first_seq, previous: EntryHash::NONE, entries };
    for runs in [
        vec![run(key(2).public(), 1, entries.clone())],
        vec![run(STRANGER, 2, entries.clone())],
        vec![run(STRANGER, 1, vec![])],
        vec![run(STRANGER, 1, entries.clone()), run(STRANGER, 1, entries)],
    ] {
        let answer = Message::Runs(Runs { runs, diverging: vec![] });
        assert_eq!(asked_for_runs().receive(answer, &replica), Err(SyncError::Unasked));
    }
    // Nothing can differ before the first entry.
    let diverging = Message::Runs(Runs { runs: vec![], diverging: vec![STRANGER] });
    assert_eq!(asked_for_runs().receive(diverging, &replica), Err(SyncError::Unasked));
}

#[test]
fn a_peer_that_lists_what_it_never_sends_ends_the_pull() {
    let replica = replica();
    let mut exchange = pulling(&replica);
    exchange.receive(Message::Items(vec![]), &replica).unwrap();
    let steps = exchange.receive(Message::Runs(Runs::default()), &replica).unwrap();
    assert!(matches!(steps[..], [Step::Send(Message::Listing(_))]));
}

#[test]
fn a_peer_cannot_keep_an_exchange_going_for_ever() {
    let replica = replica();
    let mut exchange = serving(&replica);
    let want = Message::WantItems(vec![item(0, 20).id()]);
    let ended = (0..=bounds::EXCHANGE_MESSAGES).find_map(|_| exchange.receive(want.clone(), &replica).err());
    assert_eq!(ended, Some(SyncError::TooManyMessages));
}

#[test]
fn lists_beyond_their_bounds_and_impossible_places_are_refused() {
    let ids = |count: usize| vec![ItemId::from_bytes([0; 32]); count];
    let read = |message: Message| Message::from_bytes(&message.to_bytes()).map(|_| ());
    assert_eq!(read(Message::WantItems(ids(bounds::WANTED_ITEMS + 1))), Err(SyncError::TooMany));
    assert_eq!(read(listing(vec![], ids(bounds::PAGE_ITEMS + 1))), Err(SyncError::TooMany));
    assert_eq!(read(Message::WantForks(vec![STRANGER; bounds::WANTED_FORKS + 1])), Err(SyncError::TooMany));
    let from_nothing = WantedRun { device: STRANGER, from_seq: 0, previous: EntryHash::NONE };
    assert_eq!(read(Message::WantRuns(vec![from_nothing])), Err(SyncError::Order));
    let point = |seq| Point { seq, hash: EntryHash::NONE };
    for points in [vec![], vec![point(0)], vec![point(1), point(2)], vec![point(2), point(2)]] {
        assert_eq!(read(Message::WantBranches(vec![BranchProbe { device: STRANGER, points }])), Err(SyncError::Order));
    }
}

#[test]
fn a_claimed_length_of_gigabytes_costs_nothing() {
    // want items, of 2^32 and of 2^63 items, of which none follows; items, the first of 4 GiB.
    let four = [&[0x82, 0x03, 0x81, 0x9b, 0, 0, 0, 1, 0, 0, 0, 0][..], &[0x82, 0x03, 0x81, 0x9b, 0x80, 0, 0, 0, 0, 0, 0, 0]];
    for bytes in four.into_iter().chain([&[0x82, 0x04, 0x81, 0x81, 0x5b, 0, 0, 0, 1, 0, 0, 0, 0][..]]) {
        assert!(matches!(Message::from_bytes(bytes), Err(SyncError::Encoding(_))));
    }
    assert_eq!(Message::from_bytes(&vec![0x80; bounds::MESSAGE_BYTES + 1]), Err(SyncError::TooLong));
}

fn some_message() -> impl Strategy<Value = Message> {
    let device = prop_oneof![Just(key(1).public()), Just(STRANGER)];
    let id = (0..10_u8).prop_map(|number| item(number, 20).id());
    let hash = prop_oneof![Just(EntryHash::NONE), any::<[u8; 32]>().prop_map(EntryHash::from_bytes)];
    let point = (1..9_u64, hash.clone()).prop_map(|(seq, hash)| Point { seq, hash });
    let line = (device.clone(), 0..9_u64, hash.clone(), prop::option::of(0..9_u64))
        .prop_map(|(device, seq, hash, fork)| HeadLine { device, seq, hash, fork });
    let run = (device.clone(), 0..9_u64, hash.clone(), 0..3_usize).prop_map(|(device, first_seq, previous, length)| {
        let entries = Run::of(&written(&key(1), Vec::new(), &[1; 3], 1)).unwrap().entries;
        Run { device, first_seq, previous, entries: entries[..length].to_vec() }
    });
    let wanted = (device.clone(), 1..9_u64, hash).prop_map(|(device, from_seq, previous)| WantedRun { device, from_seq, previous });
    let probe = (device.clone(), point).prop_map(|(device, point)| BranchProbe { device, points: vec![point] });
    let answer = (device.clone(), 0..9_u64).prop_map(|(device, common)| BranchAnswer { device, common, branch: None });
    prop_oneof![
        Just(Message::Open(DIGEST)),
        Just(Message::Equal),
        Just(Message::Done(DIGEST)),
        Just(Message::PushAck(DIGEST)),
        Just(Message::Push(Push::default())),
        (prop::collection::vec(line, 0..2), prop::collection::vec(id.clone(), 0..2), any::<bool>())
            .prop_map(|(heads, items, last)| Message::Listing(Listing { heads, items, last })),
        prop::collection::vec(id, 0..3).prop_map(Message::WantItems),
        prop::collection::vec(0..10_u8, 0..3)
            .prop_map(|numbers| Message::Items(numbers.iter().map(|number| ItemBytes(item(*number, 20).to_bytes())).collect())),
        prop::collection::vec(device.clone(), 0..3).prop_map(Message::WantForks),
        Just(Message::Forks(vec![])),
        prop::collection::vec(wanted, 0..3).prop_map(Message::WantRuns),
        (prop::collection::vec(run, 0..3), prop::collection::vec(device, 0..2))
            .prop_map(|(runs, diverging)| Message::Runs(Runs { runs, diverging })),
        prop::collection::vec(probe, 0..3).prop_map(Message::WantBranches),
        prop::collection::vec(answer, 0..3).prop_map(Message::Branches),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Message::from_bytes(&bytes);
    }

    #[test]
    fn every_message_reads_back_as_it_was_written(message in some_message()) {
        prop_assert_eq!(Message::from_bytes(&message.to_bytes()), Ok(message));
    }

    #[test]
    fn a_message_with_changed_bytes_never_panics(message in some_message(), place in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = message.to_bytes();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let _ = Message::from_bytes(&bytes);
    }

    #[test]
    fn valid_messages_in_any_order_never_panic_and_are_never_stored_unverified(
        messages in prop::collection::vec(some_message(), 1..24), begins in any::<bool>(),
    ) {
        let mut replica = replica();
        let held = replica.journals.clone();
        let mut exchange = if begins { Exchange::initiate(&replica).unwrap().0 } else { Exchange::respond() };
        for message in messages {
            let Ok(mut steps) = exchange.receive(message, &replica) else { break };
            while let Some(Step::Store(delivery)) = steps.pop() {
                replica.store(delivery);
                steps = exchange.stored(&replica).unwrap();
            }
        }
        for (device, entries) in held {
            prop_assert!(replica.journals[&device].starts_with(&entries));
        }
    }
}
