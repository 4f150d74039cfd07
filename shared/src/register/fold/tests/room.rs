//! What is kept of a member that says too much is the same everywhere, and never less than others rely on.

use std::collections::BTreeSet;

use proptest::{prelude::*, sample::subsequence};

use super::{acknowledge, items, line, rival};
use crate::{
    bounds,
    calendar::ClaimedTime,
    identity::DeviceKey,
    register::{
        Acknowledgement, Decision, Hold, Inserted, Install, Installation, Item, ItemId, ItemKind, Register, compose,
        fixture::{Network, Person},
    },
};

fn number(number: usize) -> ItemId {
    ItemId::from_bytes(crate::hash::sha256(&number.to_be_bytes()))
}

fn approvals(network: &Network, device: &DeviceKey, many: std::ops::Range<usize>) -> Vec<Item> {
    many.map(|place| compose::approval(device, network.id, number(place), network.tip())).collect()
}

fn kept(register: &Register) -> BTreeSet<ItemId> {
    register.ids().copied().collect()
}

/// Decisions of this device that follow nothing that anybody holds.
fn unrooted(network: &Network, device: &DeviceKey, many: std::ops::Range<usize>) -> Vec<Item> {
    let decision = |place| Decision { parent: Some(number(place)), ..network.envelope(&Network::empty_anchor()) };
    many.map(|place| network.sign(device, &decision(place))).collect()
}

/// Everything again and again, in batches, until nothing more is taken: as peers do that meet.
fn offered(register: &mut Register, items: &[Item], batch: usize) {
    for _ in 0..12 {
        let before = kept(register);
        for batch in items.chunks(batch) {
            register.insert_all(batch.to_vec());
        }
        if kept(register) == before {
            return;
        }
    }
    panic!("what is kept never settles");
}

#[test]
fn of_a_member_that_fills_its_room_the_lowest_names_are_kept_and_others_keep_theirs() {
    let network = Network::founded_with(2);
    let [hostile, honest] = [&network.people[1].device, &network.people[0].device];
    let flood = approvals(&network, hostile, 0..bounds::SIGNED_APPROVALS + 50);
    let mut register = network.register.clone();
    let outcomes = register.insert_all(flood.clone());
    assert!(outcomes.contains(&Inserted::Full));
    let mut lowest: Vec<ItemId> = flood
        .iter()
        .map(Item::id)
        .chain(
            items(&network)
                .iter()
                .filter(|item| item.signer == *hostile.public().as_bytes() && item.kind == ItemKind::Approval as u16)
                .map(Item::id),
        )
        .collect();
    lowest.sort_unstable();
    let (room, crowded_out) = lowest.split_at(bounds::SIGNED_APPROVALS);
    assert!(room.iter().all(|id| register.get(id).is_some()) && crowded_out.iter().all(|id| register.get(id).is_none()));
    assert_eq!(register.insert(approvals(&network, honest, 0..1).remove(0)), Inserted::New);
    let mut again = Register::new(network.id);
    again.insert_all(items(&network).into_iter().chain(room.iter().map(|id| register.get(id).unwrap().clone())));
    let refused = flood.into_iter().find(|item| crowded_out.contains(&item.id())).unwrap();
    assert_eq!(again.insert(refused), Inserted::Full, "a start is no fresh allowance");
}

#[test]
fn what_lost_its_room_is_named_once_and_not_held() {
    let network = Network::founded_with(2);
    let mut flood = approvals(&network, &network.people[1].device, 0..bounds::SIGNED_APPROVALS + 1);
    flood.sort_unstable_by_key(|item| std::cmp::Reverse(item.id()));
    let mut register = network.register.clone();
    for item in &flood {
        register.insert(item.clone());
    }
    let gone = register.take_let_go();
    assert!(gone.contains(&flood[0].id()));
    assert!(gone.iter().all(|id| register.get(id).is_none()) && register.take_let_go().is_empty());
}

#[test]
fn a_flood_takes_back_no_acknowledgement_statement_or_signature_of_its_signer() {
    let mut network = Network::founded_with(3);
    let anchors: Vec<ItemId> = (1..=16).map(|seq| network.anchor(vec![line(seq)])).collect();
    let (id, member) = (network.id, network.people[1].clone());
    let acknowledged: Vec<Item> = anchors.iter().map(|anchor| acknowledge(&network, 1, *anchor)).collect();
    let (anchor, base) = (anchors[15], network.tip());
    let install = |term| {
        let installation = Installation { term, base, secretary: member.operator(), holds: Vec::new() };
        let install = Install { installation, acknowledged: Some(anchor), parted: None };
        Item::by_device(&member.device, id, ItemKind::Install, crate::encoding::to_bytes(&install))
    };
    let device = member.device.public();
    let statement = |number, seq: u64| {
        let former = crate::register::AnchorLine { seq, ..line(1) };
        let says = Hold { governing: device, publishing: device, former: Some(former), certificate: None };
        compose::hold_statement(&member.root, id, member.operator(), number, says)
    };
    let signed: Vec<Item> = acknowledged.into_iter().chain([install(2), statement(2, 1)]).collect();
    network.register.insert_all(signed.clone());
    let flood: Vec<Item> = (0..3_000)
        .map(|place| compose::acknowledgement(&member.device, id, &Acknowledgement::complete(number(place), 1)))
        .chain((3..4_000).map(install))
        .chain((3..3_000).map(|number| statement(number, u64::from(number))))
        .collect();
    network.register.insert_all(flood);
    assert!(signed.iter().all(|item| network.register.get(&item.id()).is_some()));
    assert!(network.register.ids().len() < 3_100);
}

#[test]
fn of_many_words_in_one_place_enough_are_kept_to_prove_it() {
    let mut network = Network::founded_with(3);
    let contradicting: Vec<Item> = (0..40)
        .map(|time| {
            let decision = Decision { claimed_at: ClaimedTime(time), ..network.envelope(&Network::empty_anchor()) };
            network.sign(network.secretary(), &decision)
        })
        .collect();
    network.register.insert_all(contradicting.clone());
    let mut names: Vec<ItemId> = contradicting.iter().map(Item::id).collect();
    names.sort_unstable();
    let halted = network.state().halted.clone().unwrap();
    assert_eq!(halted.children[..2], names[..2]);
    assert!(names[bounds::CONTRADICTING_ITEMS + 2..].iter().all(|id| network.register.get(id).is_none()));
    assert_eq!(network.register.evidence().len(), 1);
}

#[test]
fn a_flood_of_siblings_takes_back_no_decision_that_somebody_else_acknowledged() {
    let mut network = Network::founded_with(5);
    let anchor = network.anchor(vec![line(1)]);
    let first = rival(&network, network.secretary(), 5);
    let _ = network.anchor(vec![line(2)]);
    network.register.insert(acknowledge(&network, 4, anchor));
    let siblings: Vec<Item> = (100..140)
        .map(|time| {
            let parent = network.state().chain.decisions[4].id;
            let decision = Decision {
                parent: Some(parent),
                height: 5,
                claimed_at: ClaimedTime(time),
                ..network.envelope(&Network::empty_anchor())
            };
            network.sign(network.secretary(), &decision)
        })
        .collect();
    network.register.insert_all(siblings.into_iter().chain([first]));
    assert!(network.state().halted.is_some());
    assert!(network.register.get(&anchor).is_some(), "one member has acknowledged it");
    network.register.insert_all([1, 2].map(|member: usize| acknowledge(&network, member, anchor)));
    assert!(network.state().halted.is_none() && network.state().chain.height_of(anchor).is_some(), "now a majority has");
}

#[test]
fn who_acknowledged_two_branches_keeps_no_flood_alive() {
    let network = Network::founded_with(4);
    let (secretary, liar) = (network.secretary().clone(), network.people[3].device.clone());
    let parent = network.tip();
    let branch = |time| {
        let decision = Decision { claimed_at: ClaimedTime(time), ..network.envelope(&Network::empty_anchor()) };
        network.sign(&secretary, &decision)
    };
    let branches: Vec<Item> = (0..60).map(branch).collect();
    let said = branches.iter().map(|item| compose::acknowledgement(&liar, network.id, &Acknowledgement::complete(item.id(), 1)));
    let mut register = network.register.clone();
    register.insert_all(branches.iter().cloned().chain(said));
    let left = branches.iter().filter(|item| register.get(&item.id()).is_some()).count();
    assert!(left <= bounds::CONTRADICTING_ITEMS + 2, "{left} of {} after {parent}", branches.len());
}

#[test]
fn who_acknowledges_what_breaks_a_rule_shelters_nothing() {
    let network = Network::founded_with(4);
    let [liar, accomplice] = [1, 2].map(|member: usize| network.people[member].device.clone());
    let mut register = network.register.clone();
    let before = register.ids().len();
    for term in 101..104 {
        let mut parent = network.tip();
        let mut chain = Vec::new();
        for place in 0..3_000 {
            let envelope = network.envelope(&Network::empty_anchor());
            let decision = Decision { parent: Some(parent), height: envelope.height + place, term, ..envelope };
            let item = network.sign(&liar, &decision);
            parent = item.id();
            chain.push(item);
        }
        register.insert_all(chain);
        register.insert(compose::acknowledgement(&accomplice, network.id, &Acknowledgement::complete(parent, term)));
    }
    let kept = register.ids().len() - before;
    assert!(kept <= bounds::LOOSE_SMALL_DECISIONS + 3, "{kept} are kept");
}

#[test]
fn what_an_assembly_leaves_behind_loses_its_shelter_whatever_came_first() {
    let mut network = Network::founded_with(3);
    let base = network.tip();
    let left = network.anchor(vec![line(1)]);
    let unlawful = |time| {
        let envelope = network.envelope(&Network::empty_anchor());
        let decision = Decision { parent: Some(base), height: 3, term: 9, claimed_at: ClaimedTime(time), ..envelope };
        network.sign(network.secretary(), &decision)
    };
    let mut unlawful: Vec<Item> = (0..200).map(unlawful).collect();
    unlawful.retain(|item| item.id() < left);
    unlawful.truncate(bounds::CONTRADICTING_ITEMS);
    assert_eq!(unlawful.len(), bounds::CONTRADICTING_ITEMS);
    let installation = Installation { term: 2, base, secretary: network.people[1].operator(), holds: Vec::new() };
    let install = Install { installation, acknowledged: None, parted: None };
    let signatures = [1, 2].map(|member: usize| (&network.people[member].device, install.clone()));
    let assembly = network.sign(&network.people[1].device, &network.beginning(&signatures, &[]));
    let (founded, left_item) = (items(&network), network.register.get(&left).unwrap().clone());
    let [mut one, mut other] = [(); 2].map(|()| Register::new(network.id));
    one.insert_all(founded.iter().cloned().chain(unlawful.clone()));
    assert!(one.get(&left).is_some(), "it stands on the chain");
    one.insert(assembly.clone());
    other.insert_all(founded.into_iter().filter(|item| item.id() != left).chain([assembly]));
    other.insert_all(unlawful.into_iter().chain([left_item]));
    assert_eq!((kept(&one), one.state()), (kept(&other), other.state()));
}

#[test]
fn who_joins_gets_a_long_chain_through_the_flood_of_the_secretary_that_ordered_it() {
    const CHAIN: u64 = 400;
    let mut network = Network::founded_with(2);
    for seq in 1..=CHAIN {
        network.anchor(vec![line(seq)]);
    }
    let flood = unrooted(&network, network.secretary(), 0..bounds::LOOSE_SMALL_DECISIONS + 500);
    network.register.insert_all(flood);
    // As an exchange does: what is lacking, in the order of names, a message at a time.
    let mut joiner = Register::new(network.id);
    let mut exchanges = 0;
    while kept(&joiner) != kept(&network.register) {
        let lacking: Vec<Item> = items(&network).into_iter().filter(|item| joiner.get(&item.id()).is_none()).collect();
        for batch in lacking.chunks(300) {
            joiner.insert_all(batch.to_vec());
        }
        exchanges += 1;
        assert!(exchanges <= 8, "{} of {} items after {exchanges}", joiner.ids().len(), network.register.ids().len());
    }
    assert_eq!(joiner.state(), network.state());
}

#[test]
fn long_decisions_that_nothing_holds_have_few_places() {
    let network = Network::founded_with(2);
    let long = |place: usize| {
        let content = crate::register::Content { kind: 4, body: vec![0; bounds::SMALL_ITEM_BYTES] };
        let decision =
            Decision { parent: Some(number(place)), content: Some(content), ..network.envelope(&Network::empty_anchor()) };
        network.sign(&network.people[1].device, &decision)
    };
    let mut register = network.register.clone();
    let before = register.ids().len();
    register.insert_all((0..bounds::LOOSE_LARGE_DECISIONS + 20).map(long));
    assert_eq!(register.ids().len(), before + bounds::LOOSE_LARGE_DECISIONS);
}

#[test]
fn devices_that_only_an_assembly_introduces_share_the_room_of_their_root() {
    let network = Network::founded_with(2);
    let person = &network.people[1];
    let introduced = |place: usize| {
        let device = DeviceKey::from_secret(&crate::hash::sha256(&place.to_be_bytes()));
        let certified = crate::identity::certificate::CertifiedDevice {
            network: network.id,
            operator: person.operator(),
            root: person.root.public(),
            number: 2,
            device: device.public(),
            name: person.device_name.clone(),
        };
        let certificate = Some(crate::identity::Certificate::issue(&person.root, &certified));
        let says = Hold { governing: device.public(), publishing: person.device.public(), former: None, certificate };
        let hold = compose::hold_statement(&person.root, network.id, person.operator(), 2, says);
        let installation = Installation { term: 2, base: network.tip(), secretary: person.operator(), holds: vec![hold.id()] };
        let install = Install { installation, acknowledged: None, parted: None };
        network.sign(&device, &network.beginning(&[(&device, install)], &[hold]))
    };
    let mut register = network.register.clone();
    let before = register.ids().len();
    let flood: Vec<Item> = (0..bounds::LOOSE_SMALL_DECISIONS + 20).map(introduced).collect();
    let is_small = |item: &Item| item.body.len() <= bounds::SMALL_DECISION_BYTES;
    assert!(flood.iter().all(|item| is_small(item) == is_small(&flood[0])));
    assert!(flood.iter().all(|item| register.admissible(item)));
    let most = if is_small(&flood[0]) { bounds::LOOSE_SMALL_DECISIONS } else { bounds::LOOSE_DECISIONS };
    register.insert_all(flood);
    assert_eq!(register.ids().len(), before + most);
}

/// A network with everything that two hostile members sign beyond their room: the secretary and another.
fn overfull() -> &'static (crate::identity::NetworkId, Vec<Item>) {
    static OVERFULL: std::sync::OnceLock<(crate::identity::NetworkId, Vec<Item>)> = std::sync::OnceLock::new();
    OVERFULL.get_or_init(|| {
        let mut network = Network::founded_with(4);
        let anchor = network.anchor(vec![line(1)]);
        network.register.insert_all([1, 2].map(|member: usize| acknowledge(&network, member, anchor)));
        let later = network.anchor(vec![line(2)]);
        network.register.insert(acknowledge(&network, 1, later));
        let (secretary, other) = (network.secretary().clone(), network.people[3].device.clone());
        let mut all = items(&network);
        let siblings = |height: usize| {
            let parent = network.state().chain.decisions[height - 1].id;
            let network = &network;
            (0..12).map(move |time| {
                let envelope = network.envelope(&Network::empty_anchor());
                let decision = Decision { parent: Some(parent), height: height as u64, claimed_at: ClaimedTime(time), ..envelope };
                network.sign(network.secretary(), &decision)
            })
        };
        all.extend(siblings(4).chain(siblings(5)).chain(siblings(6)));
        all.extend(unrooted(&network, &secretary, 0..bounds::LOOSE_SMALL_DECISIONS + 30));
        all.extend(approvals(&network, &other, 0..bounds::SIGNED_APPROVALS + 30));
        all.extend(
            (0..bounds::LOOSE_ACKNOWLEDGEMENTS + 30)
                .map(|place| compose::acknowledgement(&other, network.id, &Acknowledgement::complete(number(place), 1))),
        );
        all.extend((0..10).map(|place| {
            let omitted_items = vec![number(place)];
            compose::acknowledgement(&other, network.id, &Acknowledgement { omitted_items, ..Acknowledgement::complete(anchor, 1) })
        }));
        let admission = Person::new(9).admission(network.id);
        all.push(compose::sponsor(&other, network.id, &admission, network.tip())[0].clone());
        (network.id, all)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_any_batches_keep_the_same_of_members_that_say_too_much(
        order in Just((0..overfull().1.len()).collect::<Vec<_>>()).prop_shuffle(),
        batch in 200_usize..4_000,
    ) {
        let (network, all) = overfull();
        let mut at_once = Register::new(*network);
        offered(&mut at_once, all, all.len());
        let shuffled: Vec<Item> = order.iter().map(|place| all[*place].clone()).collect();
        let mut register = Register::new(*network);
        offered(&mut register, &shuffled, batch);
        prop_assert_eq!(kept(&register), kept(&at_once));
        prop_assert_eq!(register.state(), at_once.state());
        prop_assert_eq!(register.evidence(), at_once.evidence());
    }

    #[test]
    fn two_that_hold_different_parts_keep_the_same_once_they_met(
        parts in subsequence((0..overfull().1.len()).collect::<Vec<_>>(), overfull().1.len() / 2),
        batch in 200_usize..1_500,
    ) {
        let (network, all) = overfull();
        let of = |places: &BTreeSet<usize>, held: bool| -> Vec<Item> {
            all.iter().enumerate().filter(|(place, _)| places.contains(place) == held).map(|(_, item)| item.clone()).collect()
        };
        let parts: BTreeSet<usize> = parts.into_iter().collect();
        let [mut one, mut other] = [true, false].map(|held| {
            let mut register = Register::new(*network);
            register.insert_all(of(&parts, held));
            register
        });
        let meet = |to: &mut Register, from: &Register| {
            let lacking: Vec<Item> = from.ids().filter(|id| to.get(id).is_none()).filter_map(|id| from.get(id)).cloned().collect();
            for batch in lacking.chunks(batch) {
                to.insert_all(batch.to_vec());
            }
        };
        let mut meetings = 0;
        while kept(&one) != kept(&other) {
            meet(&mut one, &other);
            meet(&mut other, &one);
            meetings += 1;
            prop_assert!(meetings < 8, "they never hold the same");
        }
        prop_assert_eq!(one.state(), other.state());
    }
}
