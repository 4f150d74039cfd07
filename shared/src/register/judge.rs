//! The one function that says whether a decision stands: asked when a secretary's node is about to order it, and again, alike by
//! all, when the chain is folded.
//!
//! Nothing but the state at the decision before and the decision's own bytes enters. A rule of a new kind of decision is an arm in
//! [`Checked`] (what its bytes alone say), one in `weigh` (what the state says to it) and one in `Change`.

use std::collections::{BTreeMap, BTreeSet};

pub use super::invalid::Invalid;
use super::{
    Anchor, DecisionRecord, Found, ItemId, Member, Roster, Statement,
    chain::{ChainState, Change, Decided, Effect},
    policy::RULES_VERSION,
    reading::{Carried, Checked, ReadApproval, ReadContent, ReadDecision, ReadProposal, SignedHold},
    roster::PublishingSpan,
};
use crate::{
    bounds,
    encoding::EncodingError,
    identity::{DeviceId, NetworkId, OperatorId, certificate::CertifiedDevice},
    text::Name,
};

/// What is to be said of a decision at a given state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It stands, with this effect.
    Valid(Box<Effect>),
    /// It follows a decision that is not held, or not on this chain: nothing can be said yet.
    Pending(ItemId),
    /// It uses rules of a later version: the chain stops here until the program is updated.
    NeedsUpdate,
    /// It breaks a rule and is skipped, alike by all.
    Invalid(Invalid),
}

/// Judges a decision at the state after the decision that it follows.
#[must_use]
pub fn judge(state: &ChainState, read: &ReadDecision) -> Verdict {
    if let Some(parent) = read.decision.parent.filter(|parent| state.height_of(*parent).is_none()) {
        return Verdict::Pending(parent);
    }
    if let Err(invalid) = place(state, read) {
        return Verdict::Invalid(invalid);
    }
    // Before the founding nobody is known yet: only what proves to be this network's founding may ask for an update.
    let founded = state.founding.is_some();
    if founded && is_newer(read) {
        return Verdict::NeedsUpdate;
    }
    match weigh_carried(state, read) {
        Ok(_) if is_newer(read) => Verdict::NeedsUpdate,
        Ok(effect) => Verdict::Valid(Box::new(effect)),
        Err(Invalid::Unreadable(EncodingError::NeedsUpdate)) if founded => Verdict::NeedsUpdate,
        Err(invalid) => Verdict::Invalid(invalid),
    }
}

fn is_newer(read: &ReadDecision) -> bool {
    read.uses_unknown_field || read.decision.rules_version > RULES_VERSION
}

/// Whether the decision is in its place and signed by who orders decisions there.
fn place(state: &ChainState, read: &ReadDecision) -> Result<(), Invalid> {
    let decision = &read.decision;
    if state.founding.is_some() && decision.parent.is_none() {
        return Err(Invalid::AlreadyFounded);
    }
    if decision.parent != state.tip_id() {
        return Err(Invalid::Parent);
    }
    if state.founding.is_some() && state.roster.secretary_device() != Some(read.signer) {
        return Err(Invalid::NotSecretary);
    }
    if decision.term != ChainState::TERM {
        return Err(Invalid::Term);
    }
    if decision.height == state.next_height() { Ok(()) } else { Err(Invalid::Height) }
}

fn weigh_carried(state: &ChainState, read: &ReadDecision) -> Result<Effect, Invalid> {
    match read.carried()? {
        Carried::Content(content) => {
            let checked = content.checked()?;
            if checked.needs_approvals() {
                return Err(Invalid::NeedsProposal);
            }
            let (decided, change) = weigh_ordered(state, read, checked)?;
            Ok(effect(state, read, decided, change))
        }
        Carried::Proposal(proposal, approvals) => {
            let (proposer, decided, change) = weigh_proposal(state, proposal)?;
            let approved = approvers(state, proposal.id, approvals)?;
            let needed = needed_approvals(state, &proposal.content)?;
            if approved.len() < needed {
                return Err(Invalid::TooFewApprovals { given: approved.len(), needed });
            }
            let mut effect = effect(state, read, decided, change);
            effect.record.proposer = Some(proposer);
            effect.record.approvals = approved.into_iter().collect();
            effect.proposal = Some((proposal.id, *proposal.content.digest()));
            Ok(effect)
        }
    }
}

fn effect(state: &ChainState, read: &ReadDecision, decided: Decided, change: Change) -> Effect {
    let before = state.tip().map_or(0, |record| record.anchors);
    let record = DecisionRecord {
        id: read.id,
        height: read.decision.height,
        claimed_at: read.decision.claimed_at,
        anchors: before.saturating_add(u64::from(matches!(decided, Decided::Anchor { .. }))),
        decided,
        proposer: None,
        approvals: Vec::new(),
        ordered_by: read.signer,
    };
    Effect { record, change, proposal: None }
}

/// What the state says to content that the secretary orders alone.
fn weigh_ordered(state: &ChainState, read: &ReadDecision, checked: &Checked) -> Result<(Decided, Change), Invalid> {
    match (checked, state.founding.is_some()) {
        (Checked::Found(..), true) => Err(Invalid::AlreadyFounded),
        (Checked::Found(_, device, _), false) if device.device != read.signer => Err(Invalid::NotFounder),
        (_, false) if !matches!(checked, Checked::Found(..)) => Err(Invalid::NotAFounding),
        _ => weigh(state, checked),
    }
}

/// What the state says to content, whoever orders it and whatever approvals it has.
pub(super) fn weigh(state: &ChainState, checked: &Checked) -> Result<(Decided, Change), Invalid> {
    match checked {
        Checked::Found(found, device, hold) => weigh_founding(state, found, device, hold),
        Checked::Admit(admit, device, hold) => {
            if state.roster.member(device.operator).is_some() {
                return Err(Invalid::AlreadyMember);
            }
            if state.roster.is_name_taken(&admit.operator_name) {
                return Err(Invalid::NameTaken);
            }
            if state.roster.operator_of_device(device.device).is_some() {
                return Err(Invalid::DeviceTaken);
            }
            let decided = Decided::Admit { operator: device.operator, operator_name: admit.operator_name.clone() };
            Ok((decided, Change::Admit(Box::new(member(state, &admit.operator_name, device, hold)))))
        }
        Checked::Hold(hold) => weigh_hold(&state.roster, hold),
        Checked::Anchor(anchor) => weigh_anchor(state, anchor),
    }
}

fn member(state: &ChainState, name: &Name, device: &CertifiedDevice, hold: &SignedHold) -> Member {
    let joined_at = state.next_height();
    Member {
        operator: device.operator,
        name: name.clone(),
        root: device.root,
        joined_at,
        governing: device.device,
        publishing: vec![PublishingSpan { device: device.device, from: joined_at, until: None }],
        hold_number: hold.statement.number,
        devices: BTreeMap::from([(device.device, device.clone())]),
    }
}

fn weigh_founding(
    state: &ChainState,
    found: &Found,
    device: &CertifiedDevice,
    hold: &SignedHold,
) -> Result<(Decided, Change), Invalid> {
    if NetworkId::of(&found.founding) != state.network {
        return Err(Invalid::OtherFounding);
    }
    if found.policy.smallest_figure < bounds::SMALLEST_FIGURE || found.policy.admission_share == 0 {
        return Err(Invalid::Policy);
    }
    let mut places = BTreeSet::new();
    if !found.charter.iter().all(|article| places.insert((&article.article, &article.language))) {
        return Err(Invalid::Charter);
    }
    let short = |url: &String| url.len() <= bounds::ADDRESS_BYTES;
    if found.relays.len() > bounds::RELAYS || !found.relays.iter().all(short) {
        return Err(Invalid::Relays);
    }
    let decided = Decided::Found {
        network_name: found.founding.name.clone(),
        operator: device.operator,
        operator_name: found.operator_name.clone(),
    };
    let founder = member(state, &found.operator_name, device, hold);
    Ok((decided, Change::Found(Box::new(found.clone()), Box::new(founder))))
}

fn weigh_hold(roster: &Roster, hold: &SignedHold) -> Result<(Decided, Change), Invalid> {
    let Statement { operator, number, says } = &hold.statement;
    let member = roster.member(*operator).ok_or(Invalid::NotAMember)?;
    if member.root != hold.root {
        return Err(Invalid::OtherRoot);
    }
    if *number <= member.hold_number || *number > bounds::STATEMENTS {
        return Err(Invalid::StatementNumber);
    }
    if let Some(further) = &hold.device {
        if roster.operator_of_device(further.device).is_some() {
            return Err(Invalid::DeviceTaken);
        }
        if member.devices.len() >= bounds::DEVICES {
            return Err(Invalid::TooManyDevices);
        }
    }
    let is_certified = |device: &DeviceId| {
        member.devices.contains_key(device) || hold.device.as_ref().is_some_and(|further| further.device == *device)
    };
    if let Some(unknown) = [says.governing, says.publishing].into_iter().find(|device| !is_certified(device)) {
        return Err(Invalid::NotCertified(unknown));
    }
    let replaced = member.publisher().filter(|former| *former != says.publishing);
    if says.former.map(|line| line.device) != replaced {
        return Err(Invalid::FormerPublisher);
    }
    let decided = Decided::Hold { operator: *operator, number: *number, governing: says.governing, publishing: says.publishing };
    Ok((decided, Change::Hold(*operator, *number, Box::new(says.clone()), hold.device.clone().map(Box::new))))
}

/// A line may claim what an earlier one contradicts: only a line that the held journals confirm acts, so a false one cannot keep
/// a journal from being anchored later.
fn weigh_anchor(state: &ChainState, anchor: &Anchor) -> Result<(Decided, Change), Invalid> {
    if anchor.lines.iter().any(|line| state.claimed.get(&line.device) == Some(line)) {
        return Err(Invalid::AnchorRepeats);
    }
    Ok((Decided::Anchor { lines: anchor.lines.clone() }, Change::Anchor(anchor.clone())))
}

/// Judges a proposal at `state`: who proposes it, and what it would change.
pub(super) fn weigh_proposal(state: &ChainState, proposal: &ReadProposal) -> Result<(OperatorId, Decided, Change), Invalid> {
    let proposer = state.roster.member_of_governing(proposal.signer).ok_or(Invalid::NotProposedByMember)?.operator;
    if state.is_decided(proposal.id, proposal.content.digest()) {
        return Err(Invalid::AlreadyDecided);
    }
    let checked = proposal.content.checked()?;
    if !checked.needs_approvals() {
        return Err(Invalid::NeedsNoProposal);
    }
    let (decided, change) = weigh(state, checked)?;
    Ok((proposer, decided, change))
}

/// Approvals that the policy in force asks for such content, the sponsor's own included.
pub(super) fn needed_approvals(state: &ChainState, content: &ReadContent) -> Result<usize, Invalid> {
    let members = state.roster.members().len();
    match content.checked()? {
        Checked::Admit(..) => Ok(state.policy.as_ref().map_or(usize::MAX, |policy| policy.admission_approvals(members))),
        Checked::Found(..) | Checked::Hold(_) | Checked::Anchor(_) => Ok(0),
    }
}

/// The member whose approval of `proposal` this is, when it counts at `state`.
pub(super) fn approver(state: &ChainState, proposal: ItemId, approval: &ReadApproval) -> Result<OperatorId, Invalid> {
    if approval.proposal != proposal {
        return Err(Invalid::OtherProposal);
    }
    let member = governing(&state.roster, approval.signer)?;
    let age = state.anchors_since(approval.seen).ok_or(Invalid::SeenElsewhere)?;
    if age > bounds::APPROVAL_ANCHORS { Err(Invalid::ApprovalTooOld) } else { Ok(member) }
}

fn governing(roster: &Roster, device: DeviceId) -> Result<OperatorId, Invalid> {
    roster.member_of_governing(device).map(|member| member.operator).ok_or(Invalid::NotApprovedByMember)
}

fn approvers(state: &ChainState, proposal: ItemId, approvals: &[ReadApproval]) -> Result<BTreeSet<OperatorId>, Invalid> {
    let mut members = BTreeSet::new();
    for approval in approvals {
        if !members.insert(approver(state, proposal, approval)?) {
            return Err(Invalid::ApprovedTwice);
        }
    }
    Ok(members)
}

#[cfg(test)]
mod tests;
