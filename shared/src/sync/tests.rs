//! What an exchange promises, on replicas with real signed entries.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{
    Fresh, Holdings, Push,
    message::Message,
    replica::{Replica, exchange, exchange_cut, item, key, written},
};
use crate::journal::Entry;

const DEVICES: u8 = 4;
const ENTRIES: usize = 9;
const ITEMS: u8 = 8;

static JOURNALS: LazyLock<Vec<Vec<Entry>>> =
    LazyLock::new(|| (1..=DEVICES).map(|device| written(&key(device), Vec::new(), &[device.into(); ENTRIES], device)).collect());

/// A replica with so many entries of each journal, and these items. The last device is accepted only with the first item.
fn replica(lengths: &[usize], items: &[bool]) -> Replica {
    let mut replica = Replica::default();
    for (journal, length) in JOURNALS.iter().zip(lengths) {
        replica.hold_journal(&journal[..*length]);
    }
    (0..ITEMS).zip(items).filter(|(_, held)| **held).for_each(|(number, _)| replica.hold(&item(number, 50)));
    replica.admissions.insert(key(DEVICES).public(), item(0, 50).id());
    if !replica.items.contains_key(&item(0, 50).id()) {
        replica.journals.remove(&key(DEVICES).public());
    }
    replica
}

prop_compose! {
    fn any_replica()(
        lengths in prop::collection::vec(0..=ENTRIES, usize::from(DEVICES)),
        items in prop::collection::vec(any::<bool>(), usize::from(ITEMS)),
    ) -> Replica {
        replica(&lengths, &items)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn one_exchange_makes_any_two_replicas_equal_whoever_begins(one in any_replica(), other in any_replica()) {
        let (mut a, mut b) = (one.clone(), other.clone());
        let transcript = exchange(&mut a, &mut b);
        prop_assert_eq!(a.content(), b.content());
        prop_assert!(transcript.messages.len() <= 13, "{:?}", transcript.messages);
        let (initiator, responder) = (transcript.initiator.unwrap(), transcript.responder.unwrap());
        prop_assert!(initiator.equal && responder.equal);
        prop_assert_eq!(initiator.their_digest, a.digest().unwrap());
        if transcript.messages.len() > 2 {
            prop_assert_eq!((initiator.sent, initiator.received), (responder.received, responder.sent));
        }

        let (mut c, mut d) = (one, other);
        exchange(&mut d, &mut c);
        prop_assert_eq!(c.content(), a.content());
        prop_assert_eq!(d.content(), a.content());
    }

    #[test]
    fn an_exchange_cut_at_any_message_is_completed_by_the_next(
        one in any_replica(), other in any_replica(), cuts in prop::collection::vec(0..14_usize, 1..4),
    ) {
        let (mut a, mut b) = (one, other);
        for cut in cuts {
            exchange_cut(&mut a, &mut b, cut).unwrap();
        }
        exchange(&mut a, &mut b);
        prop_assert_eq!(a.content(), b.content());
    }

    #[test]
    fn both_sides_of_a_fork_end_with_the_same_proof(
        shared in 0..80_usize, left in 1..6_usize, right in 1..6_usize, is_behind in any::<bool>(),
    ) {
        let mut base = written(&key(1), Vec::new(), &vec![1; shared], 1);
        let (mut a, mut b) = (Replica::default(), Replica::default());
        a.hold_journal(&written(&key(1), base.clone(), &vec![1; left], 2));
        b.hold_journal(&written(&key(1), base.clone(), &vec![1; right], 3));
        let transcript = exchange(&mut a, &mut b);
        prop_assert_eq!(a.content(), b.content());
        prop_assert!(transcript.initiator.unwrap().equal);
        prop_assert_eq!(&a.forks, &b.forks);
        prop_assert_eq!(a.forks[&key(1).public()].0, shared as u64 + 1);

        // A third node that has only part of what is common takes the proof over, and what is useful of the journal.
        let mut third = Replica::default();
        base.truncate(if is_behind { shared / 2 } else { shared });
        third.hold_journal(&base);
        exchange(&mut third, &mut a);
        prop_assert_eq!(third.content(), b.content());
        prop_assert_eq!(&third.forks, &b.forks);
        prop_assert_eq!(exchange(&mut b, &mut third).messages.len(), 2);
    }
}

#[test]
fn equal_replicas_exchange_two_short_messages_whatever_they_hold() {
    let mut one = replica(&[ENTRIES; 4], &[true; 8]);
    let mut other = one.clone();
    let transcript = exchange(&mut one, &mut other);
    assert_eq!(transcript.messages, ["an opening", "an equal"]);
    assert!(transcript.bytes < 100);
    assert!(transcript.initiator.unwrap().equal && transcript.responder.unwrap().equal);
}

#[test]
fn one_new_entry_costs_seven_messages_and_few_bytes() {
    let mut one = replica(&[ENTRIES, 3, 3, 0], &[true; 8]);
    let mut other = replica(&[ENTRIES - 1, 3, 3, 0], &[true; 8]);
    let transcript = exchange(&mut other, &mut one);
    assert_eq!(transcript.messages.len(), 7);
    assert_eq!(transcript.initiator.unwrap().received.entries, 1);
}

#[test]
fn a_long_journal_and_many_large_items_come_in_several_answers() {
    let (mut full, mut empty) = (Replica::default(), Replica::default());
    full.hold_journal(&written(&key(1), Vec::new(), &[200_000; 16], 1));
    full.hold_journal(&written(&key(2), Vec::new(), &[60_000; 5], 1));
    (0..20).for_each(|number| full.hold(&item(number, 100_000)));
    let transcript = exchange(&mut empty, &mut full);
    assert_eq!(full.content(), empty.content());
    let count = |name: &str| transcript.messages.iter().filter(|message| **message == name).count();
    assert_eq!((count("a delivery of items"), count("a delivery of runs")), (3, 5));
}

#[test]
fn a_cut_cold_join_goes_on_where_it_was() {
    let (mut full, mut empty) = (Replica::default(), Replica::default());
    full.hold_journal(&written(&key(1), Vec::new(), &[200_000; 16], 1));
    exchange_cut(&mut empty, &mut full, 6).unwrap();
    let half = empty.journals[&key(1).public()].len();
    assert!(half > 0 && half < 16);
    let transcript = exchange(&mut empty, &mut full);
    assert_eq!(transcript.initiator.unwrap().received.entries, 16 - half);
}

#[test]
fn a_fork_deep_in_a_long_journal_is_found_in_one_exchange() {
    let base = written(&key(1), Vec::new(), &[1; 300], 1);
    let (mut a, mut b) = (Replica::default(), Replica::default());
    a.hold_journal(&written(&key(1), base.clone(), &[1; 700], 2));
    b.hold_journal(&written(&key(1), base, &[1; 900], 3));
    let transcript = exchange(&mut a, &mut b);
    assert!(transcript.messages.len() <= 20, "{:?}", transcript.messages);
    assert_eq!(a.content(), b.content());
    assert_eq!(a.forks[&key(1).public()].0, 301);
}

#[test]
fn a_lower_fork_replaces_a_higher_one_everywhere() {
    let common = written(&key(1), Vec::new(), &[1; 2], 1);
    let left = written(&key(1), common.clone(), &[1; 5], 2);
    let nodes = [left.clone(), written(&key(1), left[..5].to_vec(), &[1; 2], 3), written(&key(1), common, &[1; 5], 4)];
    let [mut a, mut b, mut c] = nodes.map(|journal| {
        let mut replica = Replica::default();
        replica.hold_journal(&journal);
        replica
    });
    exchange(&mut a, &mut b);
    assert_eq!(a.forks[&key(1).public()].0, 6);
    // The first to meet knows the higher fork only, so a second meeting may be needed.
    exchange(&mut b, &mut c);
    exchange(&mut c, &mut b);
    exchange(&mut c, &mut a);
    let places: Vec<u64> = [&a, &b, &c].map(|replica| replica.forks[&key(1).public()].0).into();
    assert_eq!(places, [3, 3, 3]);
    assert_eq!(a.content(), c.content());
    assert_eq!(a.content(), b.content());
}

#[test]
fn what_is_refused_ends_the_exchange_unequal_and_is_not_asked_for_again_once_remembered() {
    let (mut one, mut other) = (replica(&[3; 4], &[true; 8]), replica(&[0; 4], &[false; 8]));
    let unwanted = item(5, 50).id();
    other.refused_items.insert(unwanted);
    let outcome = exchange(&mut other, &mut one).initiator.unwrap();
    assert!(!outcome.equal);
    assert_eq!(outcome.unmet, [*unwanted.as_bytes()]);

    let before = other.deliveries;
    outcome.unmet.into_iter().for_each(|hash| other.refusals.remember(hash));
    assert!(!exchange(&mut one, &mut other).responder.unwrap().equal);
    assert_eq!(other.deliveries, before);
}

#[test]
fn a_run_that_waits_for_something_is_reported_and_asked_for_next_time() {
    let (mut one, mut other) = (replica(&[3; 4], &[true; 8]), replica(&[0; 4], &[true; 8]));
    let missing = item(100, 50);
    other.admissions.insert(key(1).public(), missing.id());
    let outcome = exchange(&mut other, &mut one).initiator.unwrap();
    assert_eq!(outcome.unmet, [*JOURNALS[0][2].header.hash().as_bytes()]);
    one.hold(&missing);
    assert!(exchange(&mut other, &mut one).initiator.unwrap().equal);
}

#[test]
fn a_push_brings_new_things_at_once() {
    let (one, mut other) = (replica(&[ENTRIES; 4], &[true; 8]), replica(&[ENTRIES - 1; 4], &[true; 8]));
    let journals = (1..=DEVICES).map(|device| (key(device).public(), ENTRIES as u64)).collect();
    let push = Push::of(&Fresh { items: vec![item(0, 50).id()], journals, forks: vec![] }, &one).unwrap();
    let Message::Push(push) = Message::from_bytes(&Message::Push(push).to_bytes()).unwrap() else { panic!("not a push") };
    let received = push.clone().receive(&other).unwrap();
    assert!(!received.exchange_needed && received.delivery.items.is_empty());
    other.store(received.delivery);
    assert_eq!(one.digest(), other.digest());

    let again = push.receive(&other).unwrap();
    assert!(again.delivery.is_empty() && !again.exchange_needed);
}

#[test]
fn a_push_that_does_not_continue_what_is_held_asks_for_an_exchange() {
    let (one, other) = (replica(&[ENTRIES; 4], &[true; 8]), replica(&[2; 4], &[true; 8]));
    let push = Push::of(&Fresh { journals: vec![(key(1).public(), 9)], ..Fresh::default() }, &one).unwrap();
    assert!(!push.is_empty());
    let received = push.receive(&other).unwrap();
    assert!(received.exchange_needed && received.delivery.is_empty());

    let mut forked = Replica::default();
    forked.hold_journal(&written(&key(1), JOURNALS[0][..3].to_vec(), &[1; 5], 9));
    let push = Push::of(&Fresh { journals: vec![(key(1).public(), 9)], ..Fresh::default() }, &one).unwrap();
    assert!(push.receive(&forked).unwrap().exchange_needed);
}

#[test]
fn one_entry_is_pushed_in_less_than_four_hundred_bytes_both_ways() {
    let one = replica(&[ENTRIES; 4], &[false; 8]);
    let push = Push::of(&Fresh { journals: vec![(key(1).public(), 9)], ..Fresh::default() }, &one).unwrap();
    let both_ways = Message::Push(push).to_bytes().len() + Message::PushAck(one.digest().unwrap()).to_bytes().len();
    assert!(both_ways < 400 - 150, "{both_ways} bytes leave no room for the change itself");
}
