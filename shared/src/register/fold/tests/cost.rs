//! What hostile decisions cost whoever holds them: no more for each further item, however many there are.

use super::{super::walk::WALKS, acknowledge, items, line};
use crate::{
    bounds,
    calendar::ClaimedTime,
    identity::{Certificate, DeviceKey, certificate::CertifiedDevice},
    register::{
        Content, Decision, Hold, Inserted, Install, Installation, Item, ItemId, Register,
        compose::{self, Order},
        content::EmbeddedItem,
        fixture::{Network, Person},
        install::Assembly,
    },
};

/// Walks along the chain that one more item costs: an approval of nothing.
fn walks(network: &mut Network) -> usize {
    let number = u8::try_from(network.register.ids().len() % 251).unwrap();
    let item = compose::approval(&network.people[1].device, network.id, ItemId::from_bytes([number; 32]), network.tip());
    WALKS.set(0);
    assert_eq!(network.register.insert(item), Inserted::New);
    WALKS.get()
}

/// Decisions that begin one term after the other, each going on from the one before, by a device alone.
fn beginnings(network: &Network, device: &DeviceKey, first: &Item, many: u32) -> Vec<Item> {
    let mut parent = first.id();
    let begin = |term: u32| {
        let installation = Installation { term, base: parent, secretary: network.people[0].operator(), holds: Vec::new() };
        let install = Install { installation, acknowledged: None, parted: None };
        let signature = super::terms::signature(device, network.id, &install);
        let assembly = Assembly { signatures: vec![EmbeddedItem(signature.to_bytes())], holds: Vec::new(), contradiction: None };
        let envelope = network.envelope(&Network::empty_anchor());
        let decision = Decision {
            term,
            height: envelope.height + u64::from(term),
            parent: Some(parent),
            content: Some(Content::install(&assembly)),
            ..envelope
        };
        let item = network.sign(device, &decision);
        parent = item.id();
        item
    };
    (2..many + 2).map(begin).collect()
}

#[test]
fn assemblies_behind_a_decision_that_cannot_be_read_are_not_walked_to_one_by_one() {
    let mut network = Network::founded_with(3);
    let later = Decision { rules_version: 2, ..network.envelope(&Network::empty_anchor()) };
    let later = network.sign(network.secretary(), &later);
    let anchor = network.anchor(vec![line(1)]);
    let said = [1, 2].map(|member: usize| acknowledge(&network, member, anchor));
    network.register.insert_all(said);
    let before = walks(&mut network);
    let secretary = network.secretary().clone();
    let chain = beginnings(&network, &secretary, &later, 200);
    network.register.insert_all([later].into_iter().chain(chain.clone()));
    assert!(chain.iter().all(|item| network.register.get(&item.id()).is_some()));
    assert_eq!(network.tip(), anchor);
    let after = walks(&mut network);
    assert!(after <= before + 2, "{after} walks, {before} before");
}

#[test]
fn a_chain_that_halts_between_very_many_branches_is_walked_along_a_few_of_them() {
    let mut network = Network::founded_with(3);
    let secretary = network.secretary().clone();
    let parts = |parent: &Decision, id, time| {
        let decision = Decision {
            parent: Some(id),
            height: parent.height + 1,
            claimed_at: ClaimedTime(time),
            ..network.envelope(&Network::empty_anchor())
        };
        (network.sign(&secretary, &decision), decision)
    };
    let first = network.envelope(&Network::empty_anchor());
    let mut leaves: Vec<_> = [7, 8]
        .map(|time| {
            let decision = Decision { claimed_at: ClaimedTime(time), ..first.clone() };
            (network.sign(&secretary, &decision), decision)
        })
        .into();
    let mut all: Vec<Item> = leaves.iter().map(|(item, _)| item.clone()).collect();
    for _ in 0..7 {
        leaves = leaves.iter().flat_map(|(item, decision)| [7, 8].map(|time| parts(decision, item.id(), time))).collect();
        all.extend(leaves.iter().map(|(item, _)| item.clone()));
    }
    assert_eq!(all.len(), 510);
    network.register.insert_all(all);
    assert!(network.state().halted.is_some());
    let walked = walks(&mut network);
    assert!(walked <= bounds::STRANDED_BRANCHES + 2, "{walked} walks");
}

#[test]
fn whose_room_an_item_takes_follows_the_branch_that_counts_though_it_knows_as_many_devices() {
    let mut network = Network::founded_with(3);
    let person = network.people[1].clone();
    let holding = |network: &Network, number: u8| {
        let device = Person::new(number).device;
        let certified = CertifiedDevice {
            network: network.id,
            operator: person.operator(),
            root: person.root.public(),
            number: 2,
            device: device.public(),
            name: person.device_name.clone(),
        };
        let own = person.device.public();
        let certificate = Some(Certificate::issue(&person.root, &certified));
        let says = Hold { governing: own, publishing: own, former: None, certificate };
        Order::hold(&compose::hold_statement(&person.root, network.id, person.operator(), u32::from(number), says))
    };
    let [one, other] = [31, 32].map(|number| network.sign(network.secretary(), &network.envelope(&holding(&network, number))));
    let by =
        |network: &Network, number: u8| compose::approval(&Person::new(number).device, network.id, network.tip(), network.tip());
    let said = [31, 32].map(|number| by(&network, number));
    network.register.insert_all([one].into_iter().chain(said));
    let mut branch = Network { register: Register::new(network.id), ..network.clone() };
    let founded: Vec<Item> = items(&Network::founded_with(3));
    branch.register.insert_all(founded.into_iter().chain([other.clone()]));
    let anchor = branch.anchor(vec![line(1)]);
    let anchored = branch.register.get(&anchor).unwrap().clone();
    let chosen = [1, 2].map(|member: usize| acknowledge(&branch, member, anchor));
    network.register.insert_all([other, anchored].into_iter().chain(chosen));
    assert_eq!(network.tip(), anchor);
    let mut again = Register::new(network.id);
    again.insert_all(items(&network));
    assert_eq!(network.register.room.places, again.room.places);
}
