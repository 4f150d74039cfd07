//! The one function that says whether a decision stands: asked when a secretary's node is about to order it, and again, alike by
//! all, when the chain is folded.
//!
//! Nothing but the state at the decision before and the decision's own bytes enters; what an assembly refers to beyond that is
//! looked up by its hash, and waited for. A rule of a new kind of decision is an arm in [`Checked`] (what its bytes alone say), one
//! in `weigh` (what the state says to it) and one in `Change`.

use std::collections::{BTreeMap, BTreeSet};

pub use super::invalid::Invalid;
use super::{
    DecisionRecord, ItemId,
    assembly::{Installed, weigh_assembly},
    chain::{ChainState, Change, Effect},
    checked::{Authority, Checked, CheckedAssembly},
    decided::Decided,
    policy::RULES_VERSION,
    reading::{Carried, ReadApproval, ReadContent, ReadDecision, ReadProposal},
    roster::Roster,
    weigh::weigh,
};
use crate::{
    bounds,
    encoding::EncodingError,
    identity::{DeviceId, OperatorId},
};

/// What is to be said of a decision at a given state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It stands, with this effect.
    Valid(Box<Effect>),
    /// It follows, or refers to, a decision that is not held or not on this chain: nothing can be said yet.
    Pending(ItemId),
    /// It uses rules of a later version: the chain stops here until the program is updated.
    NeedsUpdate,
    /// It breaks a rule and is skipped, alike by all.
    Invalid(Invalid),
}

/// Who signed a decision, where it stands, and in which term: what two contradicting decisions share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope {
    /// The device that signed it.
    pub signer: DeviceId,
    /// The decision before.
    pub parent: Option<ItemId>,
    /// The term.
    pub term: u32,
}

/// The decisions that are held, on whatever chain.
pub trait Held {
    /// The envelope of a held decision.
    fn envelope(&self, decision: ItemId) -> Option<Envelope>;

    /// The assembly that a held decision carries, if all its signatures verify.
    fn assembly(&self, decision: ItemId) -> Option<&CheckedAssembly>;
}

impl Held for BTreeMap<ItemId, ReadDecision> {
    fn envelope(&self, decision: ItemId) -> Option<Envelope> {
        let read = self.get(&decision)?;
        Some(Envelope { signer: read.signer, parent: read.decision.parent, term: read.decision.term })
    }

    fn assembly(&self, decision: ItemId) -> Option<&CheckedAssembly> {
        self.get(&decision)?.assembly()
    }
}

/// Why a decision has no effect at a state.
pub(super) enum Unfit {
    /// It breaks a rule.
    Invalid(Invalid),
    /// It refers to a decision that is not held.
    Missing(ItemId),
}

impl From<Invalid> for Unfit {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

/// Judges a decision at the state after the decision that it follows, with nothing else held.
#[must_use]
pub fn judge(state: &ChainState, read: &ReadDecision) -> Verdict {
    judge_among(state, read, &BTreeMap::new())
}

/// Judges a decision at the state after the decision that it follows.
#[must_use]
pub fn judge_among(state: &ChainState, read: &ReadDecision, held: &impl Held) -> Verdict {
    if let Some(parent) = read.decision.parent.filter(|parent| state.height_of(*parent).is_none()) {
        return Verdict::Pending(parent);
    }
    if let Err(invalid) = place(state, read) {
        return Verdict::Invalid(invalid);
    }
    // Before the founding nobody is known yet: only what proves to be this network's founding may ask for an update. Who begins a
    // term shows it by the assembly's signatures alone.
    let ordered = state.founding.is_some() && !read.installs();
    if ordered && is_newer(read) {
        return Verdict::NeedsUpdate;
    }
    match weigh_carried(state, read, held) {
        Ok(_) if is_newer(read) => Verdict::NeedsUpdate,
        Ok(effect) => Verdict::Valid(Box::new(effect)),
        Err(Unfit::Missing(decision)) => Verdict::Pending(decision),
        Err(Unfit::Invalid(Invalid::Unreadable(EncodingError::NeedsUpdate))) if ordered => Verdict::NeedsUpdate,
        Err(Unfit::Invalid(invalid)) => Verdict::Invalid(invalid),
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
    let in_term = if read.installs() && state.founding.is_some() {
        (1..=bounds::TERMS_AHEAD).contains(&decision.term.saturating_sub(state.term))
    } else {
        if state.founding.is_some() && state.roster.secretary_device() != Some(read.signer) {
            return Err(Invalid::NotSecretary);
        }
        decision.term == state.term
    };
    if !in_term {
        return Err(Invalid::Term);
    }
    if decision.height != state.next_height() {
        return Err(Invalid::Height);
    }
    let ordered = state.ordered_by(read.signer);
    let is_full =
        ordered.decisions >= bounds::ORDERED_DECISIONS || ordered.bytes.saturating_add(read.bytes) > bounds::ORDERED_BYTES;
    if is_full { Err(Invalid::OrderedTooMuch) } else { Ok(()) }
}

fn weigh_carried(state: &ChainState, read: &ReadDecision, held: &impl Held) -> Result<Effect, Unfit> {
    match read.carried()? {
        Carried::Content(content) => match content.checked()? {
            Checked::Install(assembly) if state.founding.is_some() => {
                let Installed { decided, change, signed } = weigh_assembly(state, read, assembly, held)?;
                let mut effect = effect(state, read, decided, change);
                effect.record.approvals = signed;
                Ok(effect)
            }
            checked => {
                if checked.authority() != Authority::Secretary {
                    return Err(Invalid::NeedsProposal.into());
                }
                let (decided, change) = weigh_ordered(state, read, checked)?;
                Ok(effect(state, read, decided, change))
            }
        },
        Carried::Proposal(proposal, approvals) => {
            let (proposer, decided, change) = weigh_proposal(state, proposal)?;
            let approved = approvers(state, proposal.id, approvals)?;
            let needed = needed_approvals(state, &proposal.content)?;
            if approved.len() < needed {
                return Err(Invalid::TooFewApprovals { given: approved.len(), needed }.into());
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
        term: read.decision.term,
        claimed_at: read.decision.claimed_at,
        anchors: before.saturating_add(u64::from(matches!(decided, Decided::Anchor { .. }))),
        decided,
        proposer: None,
        approvals: Vec::new(),
        ordered_by: read.signer,
    };
    Effect { record, change, proposal: None, bytes: read.bytes }
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

/// Judges a proposal at `state`: who proposes it, and what it would change.
pub(super) fn weigh_proposal(state: &ChainState, proposal: &ReadProposal) -> Result<(OperatorId, Decided, Change), Invalid> {
    let proposer = state.roster.governed_by(proposal.signer).ok_or(Invalid::NotProposedByMember)?;
    if state.is_decided(proposal.id, proposal.content.digest()) {
        return Err(Invalid::AlreadyDecided);
    }
    let checked = proposal.content.checked()?;
    match checked.authority() {
        Authority::Members if proposer.is_active() => {}
        Authority::Members => return Err(Invalid::NotProposedByMember),
        Authority::Oneself(operator) if operator == proposer.operator => {}
        Authority::Oneself(_) => return Err(Invalid::NotOneself),
        Authority::Secretary | Authority::Assembly => return Err(Invalid::NeedsNoProposal),
    }
    let (decided, change) = weigh(state, checked)?;
    Ok((proposer.operator, decided, change))
}

/// Approvals that the policy in force asks for such content, the sponsor's own included.
///
/// What concerns members that are in, or the rules, needs a majority from the day on which there were three of them; before, a
/// lone founder is trusted.
pub(super) fn needed_approvals(state: &ChainState, content: &ReadContent) -> Result<usize, Invalid> {
    let roster = &state.roster;
    Ok(match content.checked()? {
        Checked::Admit(..) => state.policy.as_ref().map_or(usize::MAX, |policy| policy.admission_approvals(roster.active_count())),
        Checked::Remove(_) | Checked::Suspend(_) | Checked::ReplaceKey(..) | Checked::Policy(_) if roster.had_three() => {
            roster.majority()
        }
        Checked::Remove(_) | Checked::Suspend(_) | Checked::ReplaceKey(..) | Checked::Policy(_) => 1,
        _ => 0,
    })
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
