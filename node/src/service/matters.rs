//! What is open: proposals, installations of a secretary, requests at this node's door, and statements that wait for the
//! secretary. Every one with what it would change, in full, and with a short code to answer it by.

use std::collections::BTreeMap;

use maillage_shared::{
    encoding,
    identity::{DeviceId, OperatorId, ShortCode},
    register::{
        AnchorLine, Decided, InstallationId, ItemId, Matter, Member, PendingInstallation, PendingProposal, Policy, Recorded,
        Revocation, Says, Statement, membership::ChangePolicy,
    },
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};

use super::{
    Problem, ProblemCode,
    opened::Opened,
    replacing,
    requests::{self, Door, RequestLine, RequestStanding},
};
use crate::store::meta;

/// Symbols of a short code that are enough to name something open, when nothing else begins so.
const LEAST_SYMBOLS: usize = 3;

/// Something that is open.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenMatter {
    /// The code to answer it by.
    pub code: ShortCode,
    /// What would be decided.
    #[serde(flatten)]
    pub decided: Decided,
    /// What it waits for.
    pub stage: Stage,
    /// The member that proposes it; nothing for what a root states and for an installation.
    pub proposer: Option<OperatorId>,
    /// The members that approved.
    pub approved_by: Vec<OperatorId>,
    /// How many must.
    pub needed: usize,
    /// What this member said to it.
    pub answer: Answer,
    /// Why this member does not agree, in the words of this home.
    pub reason: Option<String>,
    /// The term that an installation begins.
    pub term: Option<u32>,
    /// The rules before and after, where they change.
    pub rules: Option<RulesChange>,
    /// Where journals would be cut off.
    pub cuts: Vec<CutLine>,
    /// The code to compare by telephone with the member whose root key would be replaced.
    pub comparison: Option<ShortCode>,
}

/// What something open waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// A request to join at this node's door, which nobody proposes yet.
    Door,
    /// Approvals of members.
    Approvals,
    /// The secretary's node, which has to put it in order.
    Secretary,
}

/// What this member said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Nothing yet.
    Waiting,
    /// It approved.
    Approved,
    /// It does not agree; only this home knows.
    Rejected,
    /// Nothing is asked of it.
    NotAsked,
}

/// The network's own numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Smallest number of visits that is published as a number.
    pub smallest_figure: u32,
    /// An admission needs one member in this many.
    pub admission_share: u32,
    /// ... and at least this many.
    pub admission_least: u32,
    /// Relays, as URLs.
    pub relays: Vec<String>,
}

/// Rules before and after a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesChange {
    /// Those in force.
    pub before: Rules,
    /// Those proposed.
    pub after: Rules,
}

/// Where a journal would be cut off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CutLine {
    /// The device.
    pub device: DeviceId,
    /// Its short code.
    pub code: ShortCode,
    /// The last entry that would count.
    pub last: u64,
    /// The last entry held here.
    pub held: u64,
}

impl Rules {
    /// The rules of a policy with its relays.
    pub(super) fn of(policy: &Policy, relays: &[String]) -> Self {
        Self {
            smallest_figure: policy.smallest_figure,
            admission_share: policy.admission_share,
            admission_least: policy.admission_least,
            relays: relays.to_vec(),
        }
    }
}

/// The code of a proposal or of a statement.
pub(super) fn code_of(item: ItemId) -> ShortCode {
    ShortCode::of("proposal", item.as_bytes())
}

/// What is remembered of a rejected installation: installations are not items, and share no name with one.
pub(super) const fn rejected_as(installation: InstallationId) -> ItemId {
    ItemId::from_bytes(*installation.as_bytes())
}

/// What people of this home do not agree to.
pub(super) fn rejected(opened: &Opened) -> Result<BTreeMap<ItemId, String>, Problem> {
    let kept = opened.ledger.store().read(|read| read.fact(&meta::REJECTED));
    Ok(kept.map_err(Problem::from)?.unwrap_or_default())
}

/// Something open, with what an answer is given to.
#[derive(Debug, Clone)]
pub(super) enum Open {
    /// A proposal of a member.
    Proposal(PendingProposal),
    /// An installation.
    Installation(PendingInstallation),
    /// A request at the door.
    Door(RequestLine),
    /// A root's statement.
    Statement,
}

/// All that is open, in the order: what members propose, secretaries, the door, statements.
pub(super) fn all(opened: &Opened) -> Result<Vec<(OpenMatter, Open)>, Problem> {
    let rejected = rejected(opened)?;
    let doors = requests::at_this_door(opened)?;
    let fold = opened.ledger.fold();
    let state = fold.state();
    let mut open = Vec::new();
    for pending in &state.pending_proposals {
        open.push((of_proposal(opened, &fold, pending, &rejected), Open::Proposal(pending.clone())));
    }
    for pending in &state.pending_installations {
        open.push((of_installation(opened, &fold, pending, &rejected), Open::Installation(pending.clone())));
    }
    let waiting = doors.into_iter().filter(|door| door.line.state == RequestStanding::Waiting);
    let asked = is_asked(opened, &fold);
    open.extend(waiting.map(|door| (of_door(&door, asked), Open::Door(door.line))));
    for statement in &state.pending_statements {
        open.extend(of_statement(&fold, *statement).map(|matter| (matter, Open::Statement)));
    }
    Ok(open)
}

/// A proposal as people see it; it need not be held.
pub(super) fn of_proposal(
    opened: &Opened,
    fold: &NetworkFold,
    pending: &PendingProposal,
    rejected: &BTreeMap<ItemId, String>,
) -> OpenMatter {
    let approved = pending.approvals.contains_key(&opened.operator);
    let reason = rejected.get(&pending.id).filter(|_| !approved).cloned();
    let proposed = fold.register().proposed(&pending.id);
    OpenMatter {
        code: code_of(pending.id),
        decided: pending.decided.clone(),
        stage: if pending.is_approved() { Stage::Secretary } else { Stage::Approvals },
        proposer: Some(pending.proposer),
        approved_by: pending.approvals.keys().copied().collect(),
        needed: pending.needed,
        answer: answer(pending.needed > 0 && is_asked(opened, fold), approved, reason.is_some()),
        reason,
        term: None,
        rules: match &proposed {
            Some(Matter::Policy(change)) => rules_change(fold, change),
            _ => None,
        },
        cuts: match &proposed {
            Some(Matter::ReplaceKey(replace)) => cut_lines(fold, &replace.heads),
            _ => cuts(fold, &pending.decided),
        },
        comparison: replacing::code_of(fold, &pending.decided),
    }
}

/// Whether this device decides for its operator: nobody else is asked.
fn is_asked(opened: &Opened, fold: &NetworkFold) -> bool {
    fold.state().roster.member_of_governing(opened.device.public()).is_some()
}

/// Whether the operator is counted: by an installation another of its devices may come to govern.
fn takes_part(opened: &Opened, fold: &NetworkFold) -> bool {
    fold.state().roster.member(opened.operator).is_some_and(Member::is_active)
}

const fn answer(asked: bool, approved: bool, rejected: bool) -> Answer {
    match (asked, approved, rejected) {
        (_, true, _) => Answer::Approved,
        (false, ..) => Answer::NotAsked,
        (true, _, true) => Answer::Rejected,
        (true, ..) => Answer::Waiting,
    }
}

/// The rules in force beside those of a change.
pub(super) fn rules_change(fold: &NetworkFold, change: &ChangePolicy) -> Option<RulesChange> {
    let state = fold.state();
    let before = Rules::of(state.policy.as_ref()?, &state.relays);
    Some(RulesChange { before, after: Rules::of(&change.policy, &change.relays) })
}

fn cuts(fold: &NetworkFold, decided: &Decided) -> Vec<CutLine> {
    let (Decided::Remove { heads, .. } | Decided::Leave { heads, .. }) = decided else { return Vec::new() };
    cut_lines(fold, heads)
}

/// Journals that end at these lines, beside what is held of them.
pub(super) fn cut_lines(fold: &NetworkFold, lines: &[AnchorLine]) -> Vec<CutLine> {
    let cut = |line: &AnchorLine| CutLine {
        device: line.device,
        code: line.device.short_code(),
        last: line.seq,
        held: fold.head(line.device).seq,
    };
    lines.iter().map(cut).collect()
}

/// An installation as people see it.
pub(super) fn of_installation(
    opened: &Opened,
    fold: &NetworkFold,
    pending: &PendingInstallation,
    rejected: &BTreeMap<ItemId, String>,
) -> OpenMatter {
    let approved = pending.signed.contains_key(&opened.operator);
    let reason = rejected.get(&rejected_as(pending.id)).filter(|_| !approved).cloned();
    let held = |id: &ItemId| read_statement(fold, *id).map(|statement| statement.operator);
    OpenMatter {
        code: pending.id.short_code(),
        decided: Decided::Install {
            secretary: pending.installation.secretary,
            holds: pending.installation.holds.iter().filter_map(held).collect(),
        },
        stage: if pending.is_carried() { Stage::Secretary } else { Stage::Approvals },
        proposer: None,
        approved_by: pending.signed.keys().copied().collect(),
        needed: pending.needed,
        answer: answer(takes_part(opened, fold), approved, reason.is_some()),
        reason,
        term: Some(pending.installation.term),
        rules: None,
        cuts: Vec::new(),
        comparison: None,
    }
}

fn of_door(door: &Door, asked: bool) -> OpenMatter {
    OpenMatter {
        code: door.line.code,
        decided: Decided::Admit { operator: door.operator, operator_name: door.name.clone() },
        stage: Stage::Door,
        proposer: None,
        approved_by: Vec::new(),
        needed: door.line.needed,
        answer: answer(asked, false, false),
        reason: None,
        term: None,
        rules: None,
        cuts: Vec::new(),
        comparison: None,
    }
}

/// A held statement of a root.
pub(super) fn read_statement(fold: &NetworkFold, id: ItemId) -> Option<Statement> {
    encoding::from_bytes(&fold.register().get(&id)?.body).ok()
}

fn of_statement(fold: &NetworkFold, id: ItemId) -> Option<OpenMatter> {
    let Statement { operator, number, says } = read_statement(fold, id)?;
    let decided = match says {
        Says::Hold(hold) => {
            let further = hold.certificate.as_ref().and_then(|certificate| certificate.verify(fold.network()).ok());
            Decided::of_hold(fold.state().roster.member(operator)?, number, &hold, further.as_ref())
        }
        Says::Revocation(Revocation { device, last_good, .. }) => {
            Decided::Notice { statements: vec![Recorded::Revocation { operator, device, last_good }] }
        }
        Says::Objection(objection) => {
            Decided::Notice { statements: vec![Recorded::Objection { operator, decision: objection.decision }] }
        }
    };
    Some(OpenMatter {
        code: code_of(id),
        decided,
        stage: Stage::Secretary,
        proposer: None,
        approved_by: Vec::new(),
        needed: 0,
        answer: Answer::NotAsked,
        reason: None,
        term: None,
        rules: None,
        cuts: Vec::new(),
        comparison: None,
    })
}

/// The one thing open whose code begins as typed.
///
/// # Errors
/// [`ProblemCode::MatterUnknown`]; [`ProblemCode::MatterAmbiguous`] with the candidates; [`ProblemCode::CodeMistyped`] for a whole
/// code that has a typing error.
pub(super) fn find(opened: &Opened, typed: &str) -> Result<(OpenMatter, Open), Problem> {
    let wanted = plain(typed);
    let mut found: Vec<(OpenMatter, Open)> =
        all(opened)?.into_iter().filter(|(matter, _)| plain(&matter.code.to_string()).starts_with(&wanted)).collect();
    let known = found.iter().map(|(matter, _)| matter.code.to_string()).collect::<Vec<_>>().join(", ");
    match (found.pop(), found.is_empty()) {
        (Some(only), true) if wanted.len() >= LEAST_SYMBOLS => Ok(only),
        (Some(_), false) if wanted.len() >= LEAST_SYMBOLS => {
            Err(Problem::new(ProblemCode::MatterAmbiguous).with("code", typed).with("known", known))
        }
        _ => {
            // A whole code with a typing error is told as such: its check symbols find every single one.
            if wanted.len() >= plain(&code_of(ItemId::from_bytes([0; 32])).to_string()).len() {
                super::invitations::read_code(typed)?;
            }
            Err(Problem::new(ProblemCode::MatterUnknown).with("code", typed))
        }
    }
}

/// A code as it is compared: without dashes and spaces, letters that look like digits as digits.
fn plain(code: &str) -> String {
    let symbol = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    code.chars().filter(|c| !c.is_whitespace() && *c != '-').map(symbol).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_code_is_compared_without_dashes_spaces_and_look_alikes() {
        assert_eq!(super::plain(" 7k2q9-m4xtA "), "7K2Q9M4XTA");
        assert_eq!(super::plain("oIl"), "011");
    }
}
