//! The state depends on the set of items alone, and nobody but a majority chooses between two decisions.

mod answered;
mod cost;
mod left_behind;
mod room;
mod terms;

use std::sync::OnceLock;

use proptest::prelude::*;

use super::{Inserted, Register};
use crate::{
    calendar::ClaimedTime,
    identity::{DeviceKey, NetworkId},
    register::{
        Acknowledgement, AnchorLine, DecisionRecord, Invalid, Item, ItemId, ItemKind, PendingProposal, RegisterState,
        compose::{self, Order},
        fixture::{Network, Person},
    },
};

fn items(network: &Network) -> Vec<Item> {
    network.register.ids().map(|id| network.register.get(id).unwrap().clone()).collect()
}

/// A second decision after the one at `height`, signed by `device`: an empty anchor of another time.
fn rival(network: &Network, device: &DeviceKey, height: usize) -> Item {
    let mut decision = network.envelope(&Network::empty_anchor());
    decision.height = height as u64;
    decision.parent = height.checked_sub(1).map(|parent| network.state().chain.decisions[parent].id);
    decision.claimed_at = ClaimedTime(77);
    network.sign(device, &decision)
}

fn acknowledge(network: &Network, member: usize, anchor: ItemId) -> Item {
    compose::acknowledgement(&network.people[member].device, network.id, &Acknowledgement::complete(anchor, 1))
}

fn line(seq: u64) -> AnchorLine {
    AnchorLine { device: crate::identity::DeviceId::from_bytes([4; 32]), seq, hash: crate::journal::EntryHash::from_bytes([6; 32]) }
}

/// A network of four, with a contested anchor that a majority chose, open proposals, and everything that a hostile member and a
/// stranger can sign.
fn everything() -> &'static (NetworkId, Vec<Item>, RegisterState) {
    static EVERYTHING: OnceLock<(NetworkId, Vec<Item>, RegisterState)> = OnceLock::new();
    EVERYTHING.get_or_init(make_everything)
}

fn make_everything() -> (NetworkId, Vec<Item>, RegisterState) {
    let mut network = Network::founded_with(3);
    let anchor = network.anchor(vec![line(3)]);
    let contested = rival(&network, network.secretary(), 3);
    network.admit(Person::new(4));
    let (hostile, stranger, joiner) = (network.people[2].device.clone(), Person::new(8).device, Person::new(9));
    let (id, tip) = (network.id, network.tip());
    let [open, sponsored] = compose::sponsor(&network.people[1].device, id, &joiner.admission(id), tip);
    let [elsewhere, _] = compose::sponsor(&stranger, id, &joiner.admission(id), tip);
    let double = network.admission(&Person::new(4), 4);
    let Order::Proposal { proposal, approvals } = double.clone() else { panic!() };
    let hostile_items = [
        contested,
        acknowledge(&network, 0, anchor),
        acknowledge(&network, 1, anchor),
        compose::approval(&stranger, id, open.id(), tip),
        compose::approval(&hostile, id, open.id(), ItemId::from_bytes([1; 32])),
        compose::approval(&hostile, id, elsewhere.id(), tip),
        rival(&network, &hostile, 0),
        rival(&network, &hostile, 2),
        rival(&network, &stranger, 5),
        network.sign(network.secretary(), &network.envelope(&double)),
        Item::by_device(&hostile, id, ItemKind::Decision, vec![0xff]),
        Item::by_device(&hostile, id, ItemKind::Ballot, vec![0xa0]),
    ];
    let everything =
        items(&network).into_iter().chain(hostile_items).chain([open, sponsored, elsewhere, proposal]).chain(approvals);
    let everything: Vec<Item> = everything.collect();
    let mut register = Register::new(id);
    register.insert_all(everything.clone());
    (id, everything, register.state().clone())
}

#[test]
fn hostile_items_change_nothing_of_what_stands() {
    let (_, _, state) = everything();
    assert_eq!(state.chain.decisions.len(), 5);
    assert_eq!(state.chain.roster.active_count(), 4);
    assert_eq!(state.overruled.len(), 1);
    assert_eq!(state.halted, None);
    let [open] = state.pending_proposals.as_slice() else { panic!("{:?}", state.pending_proposals) };
    assert_eq!((open.approvals.len(), open.needed, open.is_approved()), (1, 2, false));
    let refusals: Vec<&Invalid> = state.skipped.values().collect();
    assert!(refusals.contains(&&Invalid::NotSecretary) && refusals.contains(&&Invalid::AlreadyDecided));
}

#[test]
fn decisions_and_proposals_are_written_as_json_with_their_kind_and_read_back() {
    let (_, _, state) = everything();
    let written = serde_json::to_value(&state.chain.decisions).unwrap();
    let kinds: Vec<&str> = written.as_array().unwrap().iter().map(|record| record["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["found", "admit", "admit", "anchor", "admit"]);
    assert_eq!(serde_json::from_value::<Vec<DecisionRecord>>(written).unwrap(), state.chain.decisions);
    let written = serde_json::to_string(&state.pending_proposals).unwrap();
    let read: Vec<PendingProposal> = serde_json::from_str(&written).unwrap();
    assert_eq!(read[0].approvals, state.pending_proposals[0].approvals);
}

#[test]
fn before_the_founding_there_is_nothing() {
    let network = Network::founded_with(2);
    let mut register = Register::new(network.id);
    for id in network.register.ids().filter(|id| network.state().chain.height_of(**id) != Some(0)) {
        assert_eq!(register.insert(network.register.get(id).unwrap().clone()), Inserted::New);
    }
    assert!(!register.state().founded());
    assert_eq!(register.state(), &RegisterState::empty(network.id));
}

#[test]
fn two_decisions_after_one_halt_the_chain_until_a_majority_has_acknowledged_one() {
    let mut network = Network::founded_with(3);
    let anchor = network.anchor(vec![line(1)]);
    network.anchor(vec![line(2)]);
    let before = network.state().chain.clone();
    let rival = rival(&network, network.secretary(), 3);
    network.register.insert(rival.clone());
    let halted = network.state().halted.clone().unwrap();
    assert_eq!(halted.parent, Some(network.tip()));
    assert!(halted.children.contains(&rival.id()) && halted.children.contains(&anchor));
    assert_eq!(halted.ordered_by, [network.secretary().public(); 2]);
    assert_eq!(network.state().chain.decisions.len(), 3);
    assert!(compose::sequence(network.secretary(), network.state(), &Network::empty_anchor(), ClaimedTime(0)).is_err());

    network.register.insert(acknowledge(&network, 1, anchor));
    assert!(network.state().halted.is_some(), "one of three is no majority");
    network.register.insert(compose::acknowledgement(&Person::new(9).device, network.id, &Acknowledgement::complete(anchor, 1)));
    assert!(network.state().halted.is_some(), "a stranger does not count");
    network.register.insert(acknowledge(&network, 2, anchor));
    assert_eq!((network.state().halted.clone(), &network.state().chain), (None, &before));
    assert_eq!(network.state().overruled, [halted]);
}

#[test]
fn an_acknowledgement_of_a_later_anchor_stands_for_what_comes_before_it() {
    let mut network = Network::founded_with(2);
    network.anchor(vec![line(1)]);
    let later = network.anchor(vec![line(2)]);
    network.register.insert_all([acknowledge(&network, 0, later), acknowledge(&network, 1, later)]);
    network.register.insert(rival(&network, network.secretary(), 2));
    assert_eq!((network.state().halted.clone(), network.tip()), (None, later));
}

#[test]
fn acknowledgements_of_both_by_a_majority_halt_the_chain() {
    let mut network = Network::founded_with(1);
    let anchor = network.anchor(vec![line(1)]);
    network.register.insert(acknowledge(&network, 0, anchor));
    let rival = rival(&network, network.secretary(), 1);
    network.register.insert(rival.clone());
    assert_eq!(network.tip(), anchor);
    network.register.insert(acknowledge(&network, 0, rival.id()));
    assert!(network.state().halted.is_some());
}

#[test]
fn an_invalid_sibling_is_skipped() {
    let mut network = Network::founded_with(2);
    let tip = network.tip();
    let rival = rival(&network, &network.people[1].device, 1);
    network.register.insert(rival.clone());
    assert_eq!((network.tip(), network.state().skipped.get(&rival.id())), (tip, Some(&Invalid::NotSecretary)));
}

#[test]
fn the_chain_stops_where_later_rules_begin_and_says_so() {
    let mut network = Network::founded_with(2);
    let tip = network.tip();
    let mut decision = network.envelope(&Network::empty_anchor());
    decision.rules_version = 2;
    let newer = network.sign(network.secretary(), &decision);
    network.register.insert(newer);
    assert!(network.state().needs_update);
    assert_eq!(network.tip(), tip);
}

#[test]
fn strangers_and_other_networks_cannot_fill_the_register() {
    let network = Network::founded_with(2);
    let approve = |device: &DeviceKey| compose::approval(device, network.id, network.tip(), network.tip());
    assert!(network.register.admissible(&approve(&network.people[1].device)));
    assert!(!network.register.admissible(&approve(&Person::new(9).device)));
    let empty = Register::new(network.id);
    let founding = network.register.get(&network.state().chain.decisions[0].id).unwrap();
    assert!(empty.admissible(founding));
    assert!(!empty.admissible(&approve(&network.people[0].device)));
    let mut other = Register::new(NetworkId::from_bytes([1; 32]));
    assert_eq!(other.insert(founding.clone()), Inserted::OtherNetwork);
}

#[test]
fn a_register_knows_what_it_holds() {
    let mut network = Network::founded_with(1);
    let founding = network.register.get(&network.tip()).unwrap().clone();
    assert_eq!(network.register.insert(founding), Inserted::Known);
    assert_eq!(network.register.ids().len(), 1);
}

#[test]
fn a_long_chain_needs_no_deep_stack() {
    let mut network = Network::founded_with(1);
    let founding = network.register.get(&network.tip()).unwrap().clone();
    for seq in 1..=2_000 {
        network.anchor(vec![line(seq)]);
    }
    let rival = rival(&network, network.secretary(), 1);
    let items = items(&network).into_iter().chain([founding, rival]);
    let mut register = Register::new(network.id);
    register.insert_all(items);
    assert_eq!(register.state().halted.as_ref().map(|contest| contest.children.len()), Some(2));
}

/// Everything that assemblies bring: two of one term, one that takes back too much, void decisions, evidence; see `terms`.
fn assemblies() -> &'static (NetworkId, Vec<Item>, RegisterState) {
    static ASSEMBLIES: OnceLock<(NetworkId, Vec<Item>, RegisterState)> = OnceLock::new();
    ASSEMBLIES.get_or_init(|| {
        let (network, items) = terms::everything_about_terms();
        let mut register = Register::new(network);
        register.insert_all(items.clone());
        (network, items, register.state().clone())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_order_any_batches_and_duplicates_give_the_same_state(
        order in Just((0..everything().1.len()).collect::<Vec<_>>()).prop_shuffle(),
        batch in 1_usize..6,
        again in proptest::collection::vec(0_usize..12, 0..4),
    ) {
        let (network, items, expected) = everything();
        let mut register = Register::new(*network);
        let order: Vec<usize> = order.into_iter().chain(again).collect();
        for batch in order.chunks(batch) {
            register.insert_all(batch.iter().map(|place| items[*place].clone()));
        }
        prop_assert_eq!(register.state(), expected);
    }

    #[test]
    fn assemblies_give_the_same_state_and_evidence_in_any_order(
        order in Just((0..assemblies().1.len()).collect::<Vec<_>>()).prop_shuffle(),
        batch in 1_usize..6,
    ) {
        let (network, items, expected) = assemblies();
        let mut register = Register::new(*network);
        let mut at_once = Register::new(*network);
        at_once.insert_all(items.iter().cloned());
        for batch in order.chunks(batch) {
            register.insert_all(batch.iter().map(|place| items[*place].clone()));
        }
        prop_assert_eq!(register.state(), expected);
        prop_assert_eq!(register.evidence(), at_once.evidence());
    }

    #[test]
    fn any_part_of_the_assemblies_gives_one_state_whatever_the_order(
        parts in Just(assemblies().1.clone()).prop_shuffle(),
        left_out in 0_usize..20,
        batch in 1_usize..6,
    ) {
        let held = &parts[left_out..];
        let (mut one_by_one, mut at_once) = (Register::new(assemblies().0), Register::new(assemblies().0));
        for batch in held.chunks(batch) {
            one_by_one.insert_all(batch.to_vec());
        }
        at_once.insert_all(held.iter().rev().cloned());
        prop_assert_eq!(one_by_one.state(), at_once.state());
        prop_assert_eq!(one_by_one.evidence(), at_once.evidence());
    }

    #[test]
    fn any_part_of_the_items_gives_one_state_whatever_the_order(
        parts in Just(everything().1.clone()).prop_shuffle(),
        left_out in 0_usize..12,
        batch in 1_usize..6,
    ) {
        let held = &parts[left_out..];
        let (mut one_by_one, mut at_once) = (Register::new(everything().0), Register::new(everything().0));
        for batch in held.chunks(batch) {
            one_by_one.insert_all(batch.to_vec());
        }
        at_once.insert_all(held.iter().rev().cloned());
        prop_assert_eq!(one_by_one.state(), at_once.state());
    }

    #[test]
    fn bodies_of_random_bytes_never_panic_and_change_nothing(
        kind in 1_u16..8,
        body in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut network = Network::founded_with(1);
        let before = network.state().chain.clone();
        let kind = ItemKind::of_number(kind).unwrap();
        let item = Item::by_device(network.secretary(), network.id, kind, body);
        network.register.insert(item);
        prop_assert_eq!(&network.state().chain, &before);
    }
}
