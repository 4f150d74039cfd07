//! What the state at a base says to an assembly that goes on from it.
//!
//! The rule that keeps the register's promise: for every branch that the assembly leaves behind, at least half of the members are
//! known not to stand behind it. Known are those whose own signature says so, and a former secretary that is proven to have spoken
//! against itself. So if a majority had acknowledged that branch, one of these members signs against its own acknowledgement, and
//! both signatures show who.
//!
//! What an assembly on the chain left behind, it has answered for: with what was acknowledged there in terms before its own nobody
//! has to be asked again. Otherwise a secretary that is lost right after taking office would stop the others for good, if one of
//! them stands behind something that its term left behind.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ChainState, Invalid, ItemId, Roster,
    chain::Change,
    checked::CheckedAssembly,
    decided::Decided,
    install::{Contradiction, Install},
    judge::{Held, Unfit},
    reading::ReadDecision,
    weigh::weigh_hold,
};
use crate::identity::{DeviceId, OperatorId};

/// What an assembly changes.
pub(super) struct Installed {
    pub(super) decided: Decided,
    pub(super) change: Change,
    /// The members that signed, in ascending order.
    pub(super) signed: Vec<OperatorId>,
}

/// Judges an assembly at the state of its base.
pub(super) fn weigh_assembly(
    state: &ChainState,
    read: &ReadDecision,
    assembly: &CheckedAssembly,
    held: &impl Held,
) -> Result<Installed, Unfit> {
    let installation = &assembly.installation;
    if installation.term != read.decision.term || Some(installation.base) != read.decision.parent {
        return Err(Invalid::OtherInstallation.into());
    }
    let roster = after_holds(state, assembly)?;
    let secretary = roster.member(installation.secretary).filter(|member| member.is_active());
    if secretary.and_then(super::Member::decider) != Some(read.signer) {
        return Err(Invalid::NotInstalled.into());
    }
    let parted = signers(state, &roster, assembly)?;
    let needed = roster.majority();
    if parted.len() < needed {
        return Err(Invalid::TooFewApprovals { given: parted.len(), needed }.into());
    }
    let liars = assembly.contradiction.map(|pair| contradictors(state, pair, held)).transpose()?.unwrap_or_default();
    let left: BTreeSet<ItemId> = parted.values().flatten().copied().collect();
    for branch in left {
        let elsewhere = parted.iter().filter(|(_, parted)| **parted != Some(branch)).map(|(operator, _)| *operator);
        let mut not_behind: BTreeSet<OperatorId> = elsewhere.collect();
        not_behind.extend(liars.iter().filter(|liar| roster.member(**liar).is_some_and(super::Member::is_active)));
        if not_behind.len().saturating_mul(2) < roster.active_count() && !is_answered_for(state, assembly, branch, held)? {
            return Err(Invalid::BranchMayStand.into());
        }
    }
    let holds = assembly.holds.iter().map(|hold| hold.operator).collect();
    Ok(Installed {
        decided: Decided::Install { secretary: installation.secretary, holds },
        change: Change::Install(installation.secretary, Box::new(roster)),
        signed: parted.into_keys().collect(),
    })
}

/// The roster once the embedded Holds are in force.
pub(super) fn after_holds(state: &ChainState, assembly: &CheckedAssembly) -> Result<Roster, Invalid> {
    let mut roster = state.roster.clone();
    for signed in &assembly.holds {
        weigh_hold(&roster, signed)?;
        roster.certify(signed.operator, signed.device.clone());
        roster.hold(signed.operator, signed.number, &signed.hold, state.next_height());
    }
    Ok(roster)
}

/// The members that signed, with the branch on which each stands where that is not the base's.
fn signers(
    state: &ChainState,
    roster: &Roster,
    assembly: &CheckedAssembly,
) -> Result<BTreeMap<OperatorId, Option<ItemId>>, Invalid> {
    let mut signers = BTreeMap::new();
    for (device, Install { acknowledged, parted, .. }) in &assembly.signatures {
        let member = roster.member_of_governing(*device).ok_or(Invalid::NotApprovedByMember)?;
        let on_chain = |id: &ItemId| state.height_of(*id).is_some();
        let consistent = match parted {
            None => acknowledged.as_ref().is_none_or(on_chain),
            Some(branch) => acknowledged.is_some() && !on_chain(branch),
        };
        if !consistent {
            return Err(Invalid::AcknowledgedElsewhere);
        }
        if signers.insert(member.operator, *parted).is_some() {
            return Err(Invalid::ApprovedTwice);
        }
    }
    Ok(signers)
}

/// Whether an assembly on the chain left that branch behind before, and in a later term than all that was acknowledged there.
fn is_answered_for(state: &ChainState, assembly: &CheckedAssembly, branch: ItemId, held: &impl Held) -> Result<bool, Unfit> {
    let begun = state.decisions.iter().rev().find(|record| matches!(record.decided, Decided::Install { .. }));
    let Some(begun) = begun else { return Ok(false) };
    let envelope = |id| held.envelope(id).ok_or(Unfit::Missing(id));
    let parted = envelope(branch)?.parent.and_then(|parent| state.height_of(parent));
    if parted.is_none_or(|parted| begun.height <= parted) {
        return Ok(false);
    }
    let behind = assembly.signatures.iter().filter(|(_, install)| install.parted == Some(branch));
    for anchor in behind.filter_map(|(_, install)| install.acknowledged) {
        if envelope(anchor)?.term >= begun.term {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The operators that spoke against themselves: as secretary, somewhere on the chain up to here, or by signing two installations of
/// one term that is not over.
pub(super) fn contradictors(state: &ChainState, pair: Contradiction, held: &impl Held) -> Result<BTreeSet<OperatorId>, Unfit> {
    let lower = held.envelope(pair.lower).ok_or(Unfit::Missing(pair.lower))?;
    let higher = held.envelope(pair.higher).ok_or(Unfit::Missing(pair.higher))?;
    let assemblies = held.assembly(pair.lower).zip(held.assembly(pair.higher));
    let twice = assemblies.filter(|(one, _)| one.installation.term >= state.term).map(|(one, other)| signed_both(one, other));
    let operator = |device| state.roster.operator_of_device(device);
    let twice: BTreeSet<OperatorId> = twice.unwrap_or_default().into_iter().filter_map(operator).collect();
    if !twice.is_empty() {
        return Ok(twice);
    }
    let parent = lower.parent.and_then(|parent| state.decision(parent)).ok_or(Invalid::NoContradiction)?;
    // In a term that begins right there, who began it; otherwise who kept the order after the decision that both follow.
    let begun = parent.height.checked_add(1).and_then(|next| state.decision_at(next)).filter(|next| next.term == lower.term);
    let secretary = begun.map(|next| next.ordered_by).or_else(|| state.secretary_after(parent.height));
    let contradicts = pair.lower < pair.higher && lower == higher && secretary == Some(lower.signer);
    if !contradicts {
        return Err(Invalid::NoContradiction.into());
    }
    Ok(BTreeSet::from([operator(lower.signer).ok_or(Invalid::NoContradiction)?]))
}

/// The devices that signed both of two assemblies, if these are of one term and install differently.
pub(super) fn signed_both(one: &CheckedAssembly, other: &CheckedAssembly) -> BTreeSet<DeviceId> {
    if one.installation.term != other.installation.term || one.installation == other.installation {
        return BTreeSet::new();
    }
    let devices = |assembly: &CheckedAssembly| assembly.signatures.iter().map(|(device, _)| *device).collect::<BTreeSet<_>>();
    devices(one).intersection(&devices(other)).copied().collect()
}
