//! What must hold in every state.

use std::collections::BTreeSet;

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    identity::{DeviceId, OperatorId},
    register::{
        Acknowledgement, ItemId, ItemKind, Register,
        evidence::Breach,
    },
};

use super::{
    action::{acknowledged, ordered},
    network::{Held, Network},
};

/// What a majority has acknowledged is on the chain, or somebody who acknowledged it is named for having signed against it.
pub fn stands_or_names_a_liar(network: &Network, held: Held) -> Result<(), String> {
    let register = network.register(held);
    let acknowledged: Vec<(DeviceId, Acknowledgement)> = network
        .items_of(held)
        .filter(|(_, item)| item.kind == ItemKind::Acknowledgement as u16)
        .map(|(_, item)| (DeviceId::from_bytes(item.signer), encoding::from_bytes(&item.body).unwrap()))
        .collect();
    let mut behind: Vec<(ItemId, OperatorId)> = Vec::new();
    for (device, acknowledgement) in &acknowledged {
        let Some(chain) = register.state_at(acknowledgement.anchor) else { continue };
        if chain.term == acknowledgement.term && let Some(operator) = chain.roster.operator_of_device(*device) {
            behind.extend(chain.decisions.iter().map(|record| (record.id, operator)));
        }
    }
    let all: BTreeSet<ItemId> = behind.iter().map(|(decision, _)| *decision).collect();
    for decision in all.into_iter().filter(|decision| register.state().chain.height_of(*decision).is_none()) {
        let supporters: BTreeSet<OperatorId> =
            behind.iter().filter(|(other, _)| *other == decision).map(|(_, operator)| *operator).collect();
        // The members never change in this model: a majority of all is one of those at the decision before.
        if supporters.len() >= register.state().chain.roster.majority() && !names_one_of(&register, &supporters) {
            return Err(format!("{decision} was acknowledged by {} members, is gone, and nobody is named", supporters.len()));
        }
    }
    Ok(())
}

fn names_one_of(register: &Register, supporters: &BTreeSet<OperatorId>) -> bool {
    register.evidence().iter().any(|evidence| {
        let against = matches!(evidence.breach, Breach::SeveralBranches | Breach::AgainstAcknowledgement);
        against && evidence.operator.is_some_and(|operator| supporters.contains(&operator))
    })
}

/// Nobody is named who did not lie.
pub fn accuses_no_honest_member(network: &Network, held: Held) -> Result<(), String> {
    for evidence in network.register(held).evidence() {
        let honest = network.honest().any(|member| network.device(member).public() == evidence.device);
        if honest {
            return Err(format!("an honest member is accused: {evidence:?}"));
        }
    }
    Ok(())
}

/// From what the honest members hold together, their own actions make the chain grow.
pub fn goes_on(network: &mut Network, held: Held) -> Result<(), String> {
    let honest: Vec<usize> = network.honest().collect();
    let mut held = held;
    for member in &honest {
        if let Some(item) = acknowledged(network, *member, &network.register(held)) {
            held = add(network, held, &item)?;
        }
    }
    for _ in 0..honest.len() {
        for member in &honest {
            if let Some(item) = ordered(network, *member, held) {
                let before = network.register(held).state().chain.tip_id();
                let after = add(network, held, &item)?;
                if network.register(after).state().chain.tip_id() != before {
                    return Ok(());
                }
            }
        }
        held = assembled(network, &honest, held)?;
    }
    Err("the honest members cannot go on".into())
}

/// The honest members install one of them, each proposing in turn until they agree on a term.
fn assembled(network: &mut Network, honest: &[usize], mut held: Held) -> Result<Held, String> {
    for proposer in honest {
        let (device, own) = (network.device(*proposer).public(), network.members[*proposer].id());
        let Some(installation) = network.register(held).next_installation(device, own, Vec::new()) else { continue };
        for member in honest {
            let signature = network.register(held).sign_installation(network.device(*member), installation.clone());
            if let Ok(item) = signature {
                held = add(network, held, &item)?;
            }
        }
        let office = network.register(held).take_office(network.device(*proposer), installation.digest(), ClaimedTime(1));
        if let Ok(item) = office {
            return add(network, held, &item);
        }
    }
    Ok(held)
}

fn add(network: &mut Network, held: Held, item: &maillage_shared::register::Item) -> Result<Held, String> {
    let place = network.place(item).ok_or("more items than a set can hold")?;
    Ok(network.take(held, 1 << place))
}
