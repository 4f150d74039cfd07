//! The register, for people.

use std::collections::BTreeMap;

use maillage_shared::{
    identity::{DeviceId, OperatorId},
    register::{DecisionRecord, ItemId},
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, opened::Opened};

/// Lists the decisions of the chain.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListDecisions {}

/// Shows one decision, by its height, its name or the beginning of its name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShowDecision {
    /// The reference.
    pub reference: String,
}

/// The chain, with the names of the operators that it speaks of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Decisions {
    /// The decisions, from the founding on.
    pub decisions: Vec<DecisionRecord>,
    /// Names by operator.
    pub names: BTreeMap<OperatorId, String>,
    /// Proposals that wait for approvals or for the secretary.
    pub pending: usize,
    /// The decision after which two others stand against each other, if the chain halts.
    pub halted_after: Option<ItemId>,
    /// Decisions of former terms that an assembly left behind: they have no effect and can be proposed again.
    pub void: usize,
}

/// One decision.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShownDecision {
    /// The decision.
    pub decision: DecisionRecord,
    /// Names by operator.
    pub names: BTreeMap<OperatorId, String>,
    /// The decision before it.
    pub parent: Option<ItemId>,
    /// Members that acknowledged an anchor at or after it.
    pub acknowledged_by: Vec<OperatorId>,
}

/// Refuses when this device does not decide for its operator, naming the one that does.
pub(super) fn require_governing(opened: &Opened) -> Result<(), Problem> {
    let fold = opened.ledger.fold();
    let governs = fold.state().roster.member_of_governing(opened.device.public()).is_some();
    if governs { Ok(()) } else { Err(not_governing(&fold, opened)) }
}

/// Why this device does not decide: its operator is suspended, or another device does.
pub(super) fn not_governing(fold: &NetworkFold, opened: &Opened) -> Problem {
    let member = fold.state().roster.member(opened.operator);
    if member.is_some_and(|member| !member.is_active()) {
        return Problem::new(ProblemCode::MemberSuspended);
    }
    for_other_device(opened, fold, ProblemCode::NotGoverning, member.map(|member| member.governing))
}

/// Refuses while nothing can be decided: the chain halts, or goes on under rules of a later version.
pub(super) fn require_going_on(fold: &NetworkFold) -> Result<(), Problem> {
    match fold.state() {
        state if state.halted.is_some() => Err(Problem::new(ProblemCode::RegisterHalted)),
        state if state.needs_update => Err(Problem::new(ProblemCode::NeedsUpdate)),
        _ => Ok(()),
    }
}

/// The problem that another device of the operator does something, and not this one.
pub(super) fn for_other_device(opened: &Opened, fold: &NetworkFold, code: ProblemCode, does: Option<DeviceId>) -> Problem {
    let devices = fold.state().roster.member(opened.operator).map(|member| &member.devices);
    let named = does.and_then(|device| devices?.get(&device)).map(|certified| certified.name.to_string());
    let name = named.or_else(|| does.map(|device| device.short_code().to_string())).unwrap_or_default();
    Problem::new(code).with("name", name).with("code", opened.device.public().short_code())
}

/// The names of all members.
pub(super) fn names(fold: &NetworkFold) -> BTreeMap<OperatorId, String> {
    fold.state().roster.everybody().iter().map(|(operator, member)| (*operator, member.name.to_string())).collect()
}

impl Operation for ListDecisions {
    const NAME: &'static str = "decision-list";
    type Output = Decisions;

    fn perform(self, service: &Service, _: &Progress) -> Result<Decisions, Problem> {
        let fold = service.opened()?.ledger.fold();
        let state = fold.state();
        Ok(Decisions {
            decisions: state.decisions.clone(),
            names: names(&fold),
            pending: state.pending_proposals.len().saturating_add(state.pending_installations.len()),
            halted_after: state.halted.as_ref().and_then(|contest| contest.parent),
            void: state.void.len(),
        })
    }
}

impl Operation for ShowDecision {
    const NAME: &'static str = "decision-show";
    type Output = ShownDecision;

    fn perform(self, service: &Service, _: &Progress) -> Result<ShownDecision, Problem> {
        let fold = service.opened()?.ledger.fold();
        let state = fold.state();
        let wanted = self.reference.trim().trim_start_matches('#').to_ascii_lowercase();
        let by_height = wanted.parse::<u64>().ok();
        let matches = |record: &&DecisionRecord| match by_height {
            Some(height) => record.height == height,
            None => wanted.len() >= 4 && record.id.to_string().starts_with(&wanted),
        };
        let found = state.decisions.iter().find(matches);
        let decision = found.ok_or_else(|| Problem::new(ProblemCode::DecisionUnknown).with("reference", &self.reference))?;
        let before = decision.height.checked_sub(1);
        let parent = state.decisions.iter().find(|record| Some(record.height) == before).map(|record| record.id);
        let acknowledged = state.acknowledged.iter().filter(|(_, height)| **height >= decision.height);
        Ok(ShownDecision {
            decision: decision.clone(),
            names: names(&fold),
            parent,
            acknowledged_by: acknowledged.map(|(operator, _)| *operator).collect(),
        })
    }
}
