//! What must hold in every state.

use std::collections::BTreeSet;

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    identity::{DeviceId, OperatorId},
    register::{Acknowledgement, ItemId, ItemKind, Register, evidence::Breach},
};

use super::{
    action::{acknowledged, ordered},
    held::Held,
    network::Network,
};

/// What a majority has acknowledged is on the chain, or somebody who acknowledged it is named for having signed against it.
pub(super) fn stands_or_names_a_liar(network: &Network, held: Held) -> Result<(), String> {
    let register = network.register(held);
    let acknowledged: Vec<(DeviceId, Acknowledgement)> = network
        .items_of(held)
        .filter(|(_, item)| item.kind == ItemKind::Acknowledgement as u16)
        .map(|(_, item)| (DeviceId::from_bytes(item.signer), encoding::from_bytes(&item.body).unwrap()))
        .collect();
    let mut behind: Vec<(ItemId, OperatorId)> = Vec::new();
    for (device, acknowledgement) in &acknowledged {
        let Some(chain) = register.state_at(acknowledgement.anchor) else { continue };
        if chain.term == acknowledgement.term
            && let Some(operator) = chain.roster.operator_of_device(*device)
        {
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
pub(super) fn accuses_no_honest_member(network: &Network, held: Held) -> Result<(), String> {
    for evidence in network.register(held).evidence() {
        let honest = network.honest().any(|member| network.device(member).public() == evidence.device);
        if honest {
            return Err(format!("an honest member is accused: {evidence:?}"));
        }
    }
    Ok(())
}

/// From what the honest members hold together, their own actions make the chain grow.
pub(super) fn goes_on(network: &Network, held: Held) -> Result<(), String> {
    let honest: Vec<usize> = network.honest().collect();
    let mut register = network.register(held).as_ref().clone();
    for member in &honest {
        if let Some(item) = acknowledged(network, *member, &register) {
            register.insert(item);
        }
    }
    for _ in 0..honest.len() {
        for member in &honest {
            if let Some(item) = ordered(network, *member, &register) {
                let before = register.state().chain.tip_id();
                register.insert(item);
                if register.state().chain.tip_id() != before {
                    return Ok(());
                }
            }
        }
        assembled(network, &honest, &mut register);
    }
    Err("the honest members cannot go on".into())
}

/// The honest members install one of them, each proposing in turn until they agree on a term.
fn assembled(network: &Network, honest: &[usize], register: &mut Register) {
    for proposer in honest {
        let (device, own) = (network.device(*proposer), network.members[*proposer].id());
        let Some(installation) = register.next_installation(device.public(), own, Vec::new()) else { continue };
        for member in honest {
            if let Ok(item) = register.sign_installation(network.device(*member), installation.clone()) {
                register.insert(item);
            }
        }
        if let Ok(item) = register.take_office(device, installation.digest(), ClaimedTime(1)) {
            register.insert(item);
            return;
        }
    }
}
