//! What must hold of every set of items that somebody may hold.

use std::collections::BTreeSet;

use maillage_shared::{
    identity::{DeviceId, OperatorId},
    register::{Evidence, ItemId, Register},
};

use super::{
    ledger::{Ledger, Place},
    network::Network,
};

/// What a majority has acknowledged is on the chain, or somebody who acknowledged it is named for having spoken against itself;
/// and nobody is named who did not lie.
pub(super) fn of_everybody(network: &Network, ledger: &Ledger, places: &[Place], register: &Register) -> Result<(), String> {
    let evidence = register.evidence();
    let honest = |device: DeviceId| network.scenario.honest_members().any(|member| network.device(member).public() == device);
    if let Some(accused) = evidence.iter().find(|evidence| honest(evidence.device)) {
        return Err(format!("an honest member is accused: {accused:?}"));
    }
    stands_or_names_a_liar(network, ledger, places, register, &evidence)
}

fn stands_or_names_a_liar(
    network: &Network,
    ledger: &Ledger,
    places: &[Place],
    register: &Register,
    evidence: &[Evidence],
) -> Result<(), String> {
    let chain = &register.state().chain;
    let acknowledged = places.iter().filter_map(|place| Some((ledger.at(*place).signer, ledger.at(*place).acknowledges?)));
    let gone: Vec<(usize, ItemId)> = acknowledged.filter(|(_, anchor)| chain.height_of(*anchor).is_none()).collect();
    let operators = network.operators();
    let mut behind: BTreeSet<(ItemId, OperatorId)> = BTreeSet::new();
    for (member, anchor) in gone {
        let decisions = register.state_at(anchor).into_iter().flat_map(|state| state.decisions);
        let left = decisions.map(|record| record.id).filter(|id| chain.height_of(*id).is_none());
        behind.extend(left.map(|decision| (decision, operators[member])));
    }
    let all: BTreeSet<ItemId> = behind.iter().map(|(decision, _)| *decision).collect();
    for decision in all {
        let of_it = behind.iter().filter(|(other, _)| *other == decision);
        let supporters: BTreeSet<OperatorId> = of_it.map(|(_, operator)| *operator).collect();
        // The members never change in this model: a majority of all is one of those at the decision before.
        if supporters.len() >= network.scenario.majority() && !names_one_of(evidence, &supporters) {
            let name = ledger.place_of(decision).map_or("start".into(), |place| format!("#{place}"));
            return Err(format!("{name} was acknowledged by {} members, is gone, and nobody is named", supporters.len()));
        }
    }
    Ok(())
}

fn names_one_of(evidence: &[Evidence], supporters: &BTreeSet<OperatorId>) -> bool {
    evidence.iter().any(|evidence| evidence.operator.is_some_and(|operator| supporters.contains(&operator)))
}

/// From what these honest members hold together, their own actions make the chain grow.
pub(super) fn goes_on(network: &Network, members: &[usize], register: &Register) -> Result<(), String> {
    if grows(network, members, register) {
        return Ok(());
    }
    let mut register = register.clone();
    for member in members {
        if let Some(item) = network.acknowledged(*member, &register) {
            register.insert(item);
        }
    }
    for _ in members {
        if grows(network, members, &register) {
            return Ok(());
        }
        if let Some(beginning) = network.assembled(members, &mut register) {
            register.insert(beginning);
        }
    }
    if grows(network, members, &register) { Ok(()) } else { Err(format!("members {members:?} cannot go on")) }
}

/// Whether one of them is the secretary, and what it orders next stands.
fn grows(network: &Network, members: &[usize], register: &Register) -> bool {
    let next = members.iter().find_map(|member| network.ordered(*member, register, 0));
    next.is_some_and(|next| {
        let (mut after, id) = (register.clone(), next.id());
        after.insert(next);
        after.state().chain.tip_id() == Some(id)
    })
}
