//! Proposing: what a member's governing device asks the others to decide.

use std::collections::BTreeMap;

use maillage_shared::{
    identity::OperatorId,
    register::{
        AnchorLine, Content, Installation, Invalid, Item, ItemId, PendingInstallation, Register, Says, Standing, compose,
        compose::OrderError,
        installing::InstallError,
        membership::{ChangePolicy, Leave, Remove, Resume, Suspend},
    },
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    decisions::{self, names, require_governing},
    directory::find_operator,
    matters::{self, OpenMatter},
    opened::Opened,
    reasons, replacing, requests, steward,
};

/// Proposes something, with the proposer's own approval where approvals are asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Propose {
    /// What.
    pub change: Change,
    /// Change nothing: only say what it would be.
    pub dry_run: bool,
}

/// What is proposed. Members are named by their name, a part of it, or their short code.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// A member is removed.
    Remove {
        /// The member.
        member: String,
    },
    /// A silent member is left out of the count.
    Suspend {
        /// The member.
        member: String,
    },
    /// The own operator leaves.
    Leave,
    /// The own operator, suspended, is back.
    Resume,
    /// A member that lost its root key goes on under another one.
    ReplaceKey {
        /// The request that its machine made, as text.
        request: String,
    },
    /// Another member, or the same one with another device, keeps the order of decisions.
    Secretary {
        /// The member.
        member: String,
    },
    /// The rules change; what is not named stays.
    Policy {
        /// Smallest number of visits that is published as a number.
        smallest_figure: Option<u32>,
        /// An admission needs one member in this many.
        admission_share: Option<u32>,
        /// ... and at least this many.
        admission_least: Option<u32>,
        /// The relays, as URLs.
        relays: Option<Vec<String>>,
    },
}

/// What proposing led to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Proposed {
    /// What is proposed.
    #[serde(flatten)]
    pub matter: OpenMatter,
    /// Whether it is decided now.
    pub in_force: bool,
    /// Names by operator.
    pub names: BTreeMap<OperatorId, String>,
}

impl Operation for Propose {
    const NAME: &'static str = "decision-propose";
    type Output = Proposed;

    fn perform(self, service: &Service, _: &Progress) -> Result<Proposed, Problem> {
        let opened = service.member()?;
        match &self.change {
            Change::Secretary { member } => install(service, opened, member, self.dry_run),
            Change::Leave | Change::Resume => propose(service, opened, &self.change, self.dry_run),
            _ => {
                require_governing(opened)?;
                propose(service, opened, &self.change, self.dry_run)
            }
        }
    }
}

fn propose(service: &Service, opened: &Opened, change: &Change, dry_run: bool) -> Result<Proposed, Problem> {
    let (proposal, mut proposed, digest) = {
        let fold = opened.ledger.fold();
        decisions::require_going_on(&fold)?;
        let proposal = compose::proposal(&opened.device, fold.network(), content(opened, &fold, change)?);
        let weighed = fold.register().weigh_proposal(&proposal).map_err(|invalid| refused(&fold, change, opened, &invalid))?;
        let same = fold.state().pending_proposals.iter().find(|pending| pending.content_digest == weighed.content_digest);
        if let Some(same) = same {
            return Err(Problem::new(ProblemCode::ProposedAlready).with("code", matters::code_of(same.id)));
        }
        let mut matter = matters::of_proposal(opened, &fold, &weighed, &BTreeMap::new());
        matter.rules = policy_of(change, opened, &fold)?.and_then(|change| matters::rules_change(&fold, &change));
        if let Change::ReplaceKey { request } = change {
            let request = replacing::read_request(request, fold.network())?;
            matter.cuts = matters::cut_lines(&fold, &replacing::heads(&fold, &request)?);
        }
        (proposal, Proposed { matter, in_force: false, names: names(&fold) }, weighed.content_digest)
    };
    if dry_run {
        return Ok(proposed);
    }
    let id = proposal.id();
    opened.ledger.write(&opened.device, |draft| {
        let seen = requests::newest(draft.fold())?;
        draft.add_item(proposal)?;
        if proposed.matter.needed > 0 {
            draft.add_item(compose::approval(&opened.device, draft.network(), id, seen))?;
        }
        Ok::<_, Problem>(())
    })?;
    steward::attend(service)?;
    let fold = opened.ledger.fold();
    proposed.in_force = fold.state().is_decided(id, &digest);
    if let Some(pending) = fold.state().pending_proposals.iter().find(|pending| pending.id == id) {
        proposed.matter = matters::of_proposal(opened, &fold, pending, &BTreeMap::new());
    } else {
        proposed.matter.approved_by = vec![opened.operator];
    }
    Ok(proposed)
}

/// What would be decided, as the register writes it.
fn content(opened: &Opened, fold: &NetworkFold, change: &Change) -> Result<Content, Problem> {
    let state = fold.state();
    Ok(match change {
        Change::Remove { member } => {
            let operator = find_operator(fold, member)?;
            if operator == opened.operator {
                return Err(Problem::new(ProblemCode::RemoveSelf));
            }
            Content::remove(&Remove { operator, heads: heads_of(fold, operator) })
        }
        Change::Suspend { member } => {
            let operator = find_operator(fold, member)?;
            if operator == opened.operator {
                return Err(Problem::new(ProblemCode::SuspendSelf));
            }
            Content::suspend(&Suspend { operator, since: requests::newest(fold)? })
        }
        Change::Leave => Content::leave(&Leave { operator: opened.operator, heads: heads_of(fold, opened.operator) }),
        Change::Resume => {
            let suspended = state.roster.member(opened.operator).map(|member| member.standing);
            let Some(Standing::Suspended(height)) = suspended else { return Err(Problem::new(ProblemCode::NotSuspended)) };
            let record = state.decisions.iter().find(|record| record.height == height);
            let suspension = record.map(|record| record.id).ok_or_else(|| Problem::new(ProblemCode::NotSuspended))?;
            Content::resume(&Resume { operator: opened.operator, suspension })
        }
        Change::Policy { .. } => {
            let change = policy_of(change, opened, fold)?;
            Content::policy(&change.ok_or_else(|| Problem::new(ProblemCode::RulesUnchanged))?)
        }
        Change::ReplaceKey { request } => {
            let request = replacing::read_request(request, fold.network())?;
            Content::replace_key(&request.replace_key(replacing::heads(fold, &request)?))
        }
        Change::Secretary { .. } => return Err(Problem::bug("an installation is no proposal")),
    })
}

/// The rules that are proposed, when they are others than those in force.
fn policy_of(change: &Change, _: &Opened, fold: &NetworkFold) -> Result<Option<ChangePolicy>, Problem> {
    let Change::Policy { smallest_figure, admission_share, admission_least, relays } = change else { return Ok(None) };
    let state = fold.state();
    let in_force = state.policy.clone().zip(state.policy_decision());
    let (before, replaces) = in_force.ok_or_else(|| Problem::bug("the register of a member has no policy"))?;
    let mut policy = before.clone();
    policy.smallest_figure = smallest_figure.unwrap_or(before.smallest_figure);
    policy.admission_share = admission_share.unwrap_or(before.admission_share);
    policy.admission_least = admission_least.unwrap_or(before.admission_least);
    let relays = relays.clone().unwrap_or_else(|| state.relays.clone());
    let differs = policy != before || relays != state.relays;
    if differs { Ok(Some(ChangePolicy { policy, relays, replaces })) } else { Err(Problem::new(ProblemCode::RulesUnchanged)) }
}

/// Up to where each journal of an operator counts here: what is cut off is what this node does not hold.
pub(super) fn heads_of(fold: &NetworkFold, operator: OperatorId) -> Vec<AnchorLine> {
    let of_operator = |device| fold.state().roster.operator_of_device(device) == Some(operator);
    let lines = fold.head_lines().into_iter().filter(|line| line.seq > 0 && of_operator(line.device));
    lines.map(|line| AnchorLine { device: line.device, seq: line.seq, hash: line.hash }).collect()
}

/// Why a proposal could not be decided, for people.
fn refused(fold: &NetworkFold, change: &Change, opened: &Opened, invalid: &Invalid) -> Problem {
    let name = |typed: &str| {
        let operator = find_operator(fold, typed).ok();
        operator.and_then(|operator| names(fold).remove(&operator)).unwrap_or_else(|| typed.to_owned())
    };
    let about = match change {
        Change::Remove { member } | Change::Suspend { member } | Change::Secretary { member } => name(member),
        Change::ReplaceKey { request } => {
            let request = replacing::read_request(request, fold.network()).ok();
            request.and_then(|request| names(fold).remove(&request.operator)).unwrap_or_default()
        }
        _ => names(fold).remove(&opened.operator).unwrap_or_default(),
    };
    of_rule(invalid).with("name", about)
}

/// The problem for a rule of the register that people can meet.
pub(super) fn of_rule(invalid: &Invalid) -> Problem {
    match invalid {
        Invalid::IsSecretary => Problem::new(ProblemCode::IsSecretary),
        Invalid::AlreadySuspended => Problem::new(ProblemCode::AlreadySuspended),
        Invalid::NotSuspended => Problem::new(ProblemCode::NotSuspended),
        Invalid::NotSecretary => Problem::new(ProblemCode::NotSecretary),
        Invalid::NotProposedByMember | Invalid::NotApprovedByMember => Problem::new(ProblemCode::NotGoverning),
        other => Problem::new(ProblemCode::DecisionInvalid).with("why", reasons::of_rule(other)).with("cause", other),
    }
}

impl From<OrderError> for Problem {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::Invalid(invalid) => of_rule(&invalid),
            OrderError::Halted => Self::new(ProblemCode::RegisterHalted),
            OrderError::NeedsUpdate => Self::new(ProblemCode::NeedsUpdate),
            OrderError::TooLong => Self::new(ProblemCode::DecisionInvalid).with("why", reasons::DECISION_TOO_LONG),
        }
    }
}

/// Signs an installation of a member as secretary: one that others signed already where there is one, or a new one.
fn install(service: &Service, opened: &Opened, member: &str, dry_run: bool) -> Result<Proposed, Problem> {
    let (item, pending) = {
        let fold = opened.ledger.fold();
        if fold.register().begins_newer() {
            return Err(Problem::new(ProblemCode::NeedsUpdate));
        }
        let secretary = find_operator(&fold, member)?;
        refuse_in_office(&fold, secretary)?;
        let installation = installation(opened, &fold, secretary)?;
        let item = sign(opened, &fold, &installation)?;
        (item, installation)
    };
    let mut proposed = {
        let fold = opened.ledger.fold();
        let shown = weigh_installation(&fold, &item, &pending)?;
        let matter = matters::of_installation(opened, &fold, &shown, &BTreeMap::new());
        Proposed { matter, in_force: false, names: names(&fold) }
    };
    if dry_run {
        return Ok(proposed);
    }
    opened.ledger.write(&opened.device, |draft| draft.add_item(item))?;
    steward::attend(service)?;
    let fold = opened.ledger.fold();
    proposed.in_force = fold.state().chain.term >= pending.term;
    Ok(proposed)
}

/// Refuses to install who keeps the order already, unless another of its devices is to, or the chain has to go on from a branch.
fn refuse_in_office(fold: &NetworkFold, secretary: OperatorId) -> Result<(), Problem> {
    let state = fold.state();
    let waits = |pending: &PendingInstallation| pending.installation.secretary == secretary;
    let in_office = state.roster.secretary() == Some(secretary) && state.roster.secretary_device().is_some();
    let goes_on = state.halted.is_none() && !state.pending_installations.iter().any(waits);
    if in_office && goes_on && holds_of(fold, &[secretary]).is_empty() {
        let name = names(fold).remove(&secretary).unwrap_or_default();
        return Err(Problem::new(ProblemCode::SecretaryAlready).with("name", name));
    }
    Ok(())
}

/// What the installation is once `item` signs it too.
fn weigh_installation(fold: &NetworkFold, item: &Item, installation: &Installation) -> Result<PendingInstallation, Problem> {
    let mut register: Register = fold.register().clone();
    register.insert(item.clone());
    let id = installation.digest();
    let found = register.state().pending_installations.iter().find(|pending| pending.id == id).cloned();
    found.ok_or_else(|| Problem::new(ProblemCode::InstallOver).with("code", id.short_code()))
}

/// The installation to sign: one of this secretary that waits and that this device can still join, or the next one.
fn installation(opened: &Opened, fold: &NetworkFold, secretary: OperatorId) -> Result<Installation, Problem> {
    let device = opened.device.public();
    let register = fold.register();
    let signed_here = |pending: &&PendingInstallation| pending.signed.contains_key(&opened.operator);
    let of_secretary = |pending: &&PendingInstallation| pending.installation.secretary == secretary;
    let waiting = || fold.state().pending_installations.iter().filter(of_secretary);
    if let Some(mine) = waiting().find(signed_here) {
        return Err(Problem::new(ProblemCode::ProposedAlready).with("code", mine.id.short_code()));
    }
    let joinable = |pending: &&PendingInstallation| {
        register.sign_installation(&opened.device, pending.installation.clone()).is_ok()
            && (fold.state().halted.is_some() || fold.state().height_of(pending.installation.base).is_some())
    };
    if let Some(pending) = waiting().find(joinable) {
        return Ok(pending.installation.clone());
    }
    let next = register.next_installation(device, secretary, holds(opened, fold, secretary));
    next.ok_or_else(|| Problem::bug("the register of a member has no decision"))
}

/// The Holds that an installation lets count first: those of the secretary to be and of this operator that wait for the old one,
/// each operator's newest.
fn holds(opened: &Opened, fold: &NetworkFold, secretary: OperatorId) -> Vec<ItemId> {
    holds_of(fold, &[secretary, opened.operator])
}

/// The Holds of these operators that wait for the secretary, each operator's newest.
fn holds_of(fold: &NetworkFold, operators: &[OperatorId]) -> Vec<ItemId> {
    let mut newest: BTreeMap<OperatorId, (u32, ItemId)> = BTreeMap::new();
    for id in &fold.state().pending_statements {
        let Some(statement) = matters::read_statement(fold, *id) else { continue };
        let concerns = operators.contains(&statement.operator);
        if concerns && matches!(statement.says, Says::Hold(_)) {
            let known = newest.entry(statement.operator).or_insert((statement.number, *id));
            *known = (*known).max((statement.number, *id));
        }
    }
    newest.into_values().map(|(_, id)| id).collect()
}

/// This device's signature under an installation.
pub(super) fn sign(opened: &Opened, fold: &NetworkFold, installation: &Installation) -> Result<Item, Problem> {
    let device = opened.device.public();
    let under_hold = |id: &ItemId| {
        let statement = matters::read_statement(fold, *id);
        statement.is_some_and(|statement| {
            statement.operator == opened.operator && matches!(statement.says, Says::Hold(hold) if hold.governing == device)
        })
    };
    let governs = fold.state().roster.member_of_governing(device).is_some();
    if !governs && !installation.holds.iter().any(under_hold) {
        return Err(decisions::not_governing(fold, opened));
    }
    let code = installation.digest().short_code();
    fold.register().sign_installation(&opened.device, installation.clone()).map_err(|error| {
        let problem = match error {
            InstallError::SignedAnother => ProblemCode::InstallSigned,
            InstallError::BaseUnknown | InstallError::Term | InstallError::NoPart | InstallError::LeavesBehind => {
                ProblemCode::InstallOver
            }
        };
        Problem::new(problem).with("code", code)
    })
}
