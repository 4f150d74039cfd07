//! What waits, and this member's answers to it.

use std::collections::BTreeMap;

use maillage_shared::{
    identity::{DeviceId, OperatorId, ShortCode},
    register::{DecisionRecord, ItemId, PendingInstallation, compose, state::Withheld},
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    decisions::{names, require_governing},
    matters::{self, Answer, Open, OpenMatter},
    opened::Opened,
    proposals, replacing,
    requests::{self, AcceptRequest, RefuseRequest},
    settings, steward,
};
use crate::store::meta;

/// Lists what is open.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListPending {
    /// Also what this member rejected.
    pub all: bool,
}

/// What is open.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pending {
    /// What waits.
    pub matters: Vec<OpenMatter>,
    /// What this member rejected and is not shown.
    pub rejected: usize,
    /// What the secretary seems to withhold.
    pub withheld: Vec<WithheldLine>,
    /// Names by operator.
    pub names: BTreeMap<OperatorId, String>,
    /// Whether this device keeps the order of decisions, and waits for a person to do it.
    pub to_order: bool,
}

/// Something that members acknowledged as left out and that is still missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithheldLine {
    /// The journal whose newest entries are in no anchor.
    pub device: Option<DeviceId>,
    /// Its last entry that members hold.
    pub entry: Option<u64>,
    /// The statement or proposal that is not decided.
    pub item: Option<ItemId>,
    /// Its short code.
    pub code: ShortCode,
    /// The members that said so.
    pub said_by: Vec<OperatorId>,
}

/// Approves what has this code: a proposal, an installation of a secretary, or a request to join.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Approve {
    /// The code, or its beginning.
    pub code: String,
    /// Change nothing.
    pub dry_run: bool,
}

/// Does not agree to what has this code. A request at this node's door is refused; anything else is only left out of what waits
/// here: nothing is signed, and nobody is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reject {
    /// The code, or its beginning.
    pub code: String,
    /// Why, for this home.
    pub reason: Option<String>,
    /// Change nothing.
    pub dry_run: bool,
}

/// What an answer led to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Answered {
    /// What was answered.
    #[serde(flatten)]
    pub matter: OpenMatter,
    /// Whether it is decided now.
    pub in_force: bool,
    /// Whether this member had given that answer already: nothing was changed then.
    pub given_before: bool,
    /// Names by operator.
    pub names: BTreeMap<OperatorId, String>,
}

/// Puts in order what waits for this device, the secretary's: statements, approved proposals, an anchor that is due.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OrderNow {
    /// Change nothing.
    pub dry_run: bool,
}

/// What was put in order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ordered {
    /// The new decisions, in their order.
    pub decisions: Vec<DecisionRecord>,
    /// What waits for the secretary still, or, in a dry run, what would be put in order.
    pub waiting: usize,
    /// Names by operator.
    pub names: BTreeMap<OperatorId, String>,
}

impl Operation for ListPending {
    const NAME: &'static str = "decision-pending";
    type Output = Pending;

    fn perform(self, service: &Service, _: &Progress) -> Result<Pending, Problem> {
        let opened = service.member()?;
        let auto = settings::govern_auto(opened)?;
        let all: Vec<OpenMatter> = matters::all(opened)?.into_iter().map(|(matter, _)| matter).collect();
        let (rejected, open): (Vec<OpenMatter>, Vec<OpenMatter>) =
            all.into_iter().partition(|matter| matter.answer == Answer::Rejected);
        let hidden = if self.all { 0 } else { rejected.len() };
        let shown = if self.all { rejected } else { Vec::new() };
        let fold = opened.ledger.fold();
        let orders = fold.state().roster.secretary_device() == Some(opened.device.public());
        Ok(Pending {
            matters: open.into_iter().chain(shown).collect(),
            rejected: hidden,
            withheld: withheld(&fold),
            names: names(&fold),
            to_order: orders && !auto && steward::count_to_order(service, opened, &fold) > 0,
        })
    }
}

fn withheld(fold: &NetworkFold) -> Vec<WithheldLine> {
    let line = |(withheld, members): (&Withheld, &std::collections::BTreeSet<OperatorId>)| {
        let said_by = members.iter().copied().collect();
        match withheld {
            Withheld::Head(line) => WithheldLine {
                device: Some(line.device),
                entry: Some(line.seq),
                item: None,
                code: line.device.short_code(),
                said_by,
            },
            Withheld::Item(item) => {
                WithheldLine { device: None, entry: None, item: Some(*item), code: matters::code_of(*item), said_by }
            }
        }
    };
    fold.state().withheld.iter().map(line).collect()
}

/// What waits for this member's answer; admissions are counted with the requests to join.
pub(super) fn waiting_for(opened: &Opened) -> Result<usize, Problem> {
    let governs = opened.ledger.fold().state().roster.member_of_governing(opened.device.public()).is_some();
    if !governs {
        return Ok(0);
    }
    let admits = |matter: &OpenMatter| matches!(matter.decided, maillage_shared::register::Decided::Admit { .. });
    let open = matters::all(opened)?;
    Ok(open.iter().filter(|(matter, _)| matter.answer == Answer::Waiting && !admits(matter)).count())
}

impl Operation for Approve {
    const NAME: &'static str = "decision-approve";
    type Output = Answered;

    fn perform(self, service: &Service, progress: &Progress) -> Result<Answered, Problem> {
        let opened = service.member()?;
        let (mut matter, open) = matters::find(opened, &self.code)?;
        let before = matter.answer;
        if self.dry_run {
            return Ok(answered(opened, matter, before, Answer::Approved, false));
        }
        let in_force = match open {
            Open::Door(line) => {
                let accepted = AcceptRequest { code: line.code.to_string(), dry_run: false }.perform(service, progress)?;
                matter.needed = accepted.needed;
                accepted.admitted
            }
            Open::Proposal(pending) => {
                require_governing(opened)?;
                approve(opened, pending.id, pending.approvals.contains_key(&opened.operator))?;
                steward::attend(service)?;
                opened.ledger.fold().state().is_decided(pending.id, &pending.content_digest)
            }
            Open::Installation(pending) => {
                if !pending.signed.contains_key(&opened.operator) {
                    let item = proposals::sign(opened, &opened.ledger.fold(), &pending.installation)?;
                    opened.ledger.write(&opened.device, |draft| {
                        forget(draft, matters::rejected_as(pending.id))?;
                        draft.add_item(item)
                    })?;
                }
                steward::attend(service)?;
                opened.ledger.fold().state().chain.term >= pending.installation.term
            }
            // It takes no approvals, and waits for the secretary alone.
            Open::Statement => false,
        };
        matter = refreshed(opened, matter)?;
        Ok(answered(opened, matter, before, Answer::Approved, in_force))
    }
}

/// Signs an approval, unless this member has approved already.
fn approve(opened: &Opened, proposal: ItemId, approved: bool) -> Result<(), Problem> {
    if approved {
        return Ok(());
    }
    opened.ledger.write(&opened.device, |draft| {
        replacing::require_approvable(draft.fold(), &proposal)?;
        forget(draft, proposal)?;
        let seen = requests::newest(draft.fold())?;
        draft.add_item(compose::approval(&opened.device, draft.network(), proposal, seen))
    })
}

/// Forgets that people here did not agree: they do now.
fn forget(draft: &mut crate::ledger::Draft<'_>, matter: ItemId) -> Result<(), Problem> {
    let mut rejected = draft.local().fact(&meta::REJECTED)?.unwrap_or_default();
    if rejected.remove(&matter).is_some() {
        draft.local().put_fact(&meta::REJECTED, &rejected)?;
    }
    Ok(())
}

/// The matter as it stands after an answer; as it was, with this member's answer, when it is open no longer.
fn refreshed(opened: &Opened, before: OpenMatter) -> Result<OpenMatter, Problem> {
    let open = matters::all(opened)?.into_iter().map(|(matter, _)| matter);
    let same = |matter: &OpenMatter| matter.code == before.code || (matter.decided == before.decided && before.proposer.is_none());
    let now = open.filter(|matter| same(matter)).max_by_key(|matter| matter.approved_by.len());
    Ok(now.unwrap_or_else(|| {
        let mut matter = before;
        if matter.needed > 0 && !matter.approved_by.contains(&opened.operator) {
            matter.approved_by.push(opened.operator);
            matter.answer = Answer::Approved;
        }
        matter
    }))
}

fn answered(opened: &Opened, matter: OpenMatter, before: Answer, given: Answer, in_force: bool) -> Answered {
    Answered { matter, in_force, given_before: before == given, names: names(&opened.ledger.fold()) }
}

impl Operation for Reject {
    const NAME: &'static str = "decision-reject";
    type Output = Answered;

    fn perform(self, service: &Service, progress: &Progress) -> Result<Answered, Problem> {
        let opened = service.member()?;
        let (mut matter, open) = matters::find(opened, &self.code)?;
        let name = match open {
            Open::Door(line) => {
                RefuseRequest { code: line.code.to_string(), dry_run: self.dry_run }.perform(service, progress)?;
                None
            }
            Open::Proposal(pending) => Some(pending.id),
            Open::Installation(pending) => Some(matters::rejected_as(pending.id)),
            Open::Statement => return Err(Problem::new(ProblemCode::MatterUnknown).with("code", &self.code)),
        };
        let before = matter.answer;
        if before == Answer::Approved {
            return Err(Problem::new(ProblemCode::ApprovedAlready).with("code", matter.code));
        }
        matter.answer = Answer::Rejected;
        matter.reason.clone_from(&self.reason);
        if let Some(name) = name.filter(|_| !self.dry_run) {
            keep_rejection(opened, name, self.reason.unwrap_or_default())?;
        }
        Ok(answered(opened, matter, before, Answer::Rejected, false))
    }
}

/// Remembers a rejection, and forgets those of what is open no longer.
fn keep_rejection(opened: &Opened, name: ItemId, reason: String) -> Result<(), Problem> {
    let open = matters::all(opened)?;
    let still_open = |known: &ItemId| {
        open.iter().any(|(_, open)| match open {
            Open::Proposal(pending) => pending.id == *known,
            Open::Installation(pending) => matters::rejected_as(pending.id) == *known,
            Open::Door(_) | Open::Statement => false,
        })
    };
    opened.ledger.store().write(|write| {
        let mut rejected = write.fact(&meta::REJECTED)?.unwrap_or_default();
        rejected.retain(|known, _| still_open(known));
        rejected.insert(name, reason);
        write.put_fact(&meta::REJECTED, &rejected)?;
        Ok::<_, Problem>(())
    })
}

impl Operation for OrderNow {
    const NAME: &'static str = "decision-order";
    type Output = Ordered;

    fn perform(self, service: &Service, _: &Progress) -> Result<Ordered, Problem> {
        let opened = service.member()?;
        let before = {
            let fold = opened.ledger.fold();
            let state = fold.state();
            let own = |pending: &&PendingInstallation| pending.device == opened.device.public();
            let installed = state.pending_installations.iter().filter(own).any(PendingInstallation::is_carried);
            if state.roster.secretary_device() != Some(opened.device.public()) && !installed {
                let keeper = state.roster.secretary().and_then(|operator| names(&fold).remove(&operator));
                return Err(Problem::new(ProblemCode::NotSecretary).with("name", keeper.unwrap_or_default()));
            }
            super::decisions::require_going_on(&fold).or_else(|problem| if installed { Ok(()) } else { Err(problem) })?;
            state.decisions.len()
        };
        if !self.dry_run {
            steward::order(service)?;
        }
        let fold = opened.ledger.fold();
        Ok(Ordered {
            decisions: fold.state().decisions.iter().skip(before).cloned().collect(),
            waiting: steward::count_to_order(service, opened, &fold),
            names: names(&fold),
        })
    }
}
