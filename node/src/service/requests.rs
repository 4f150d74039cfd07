//! Requests to join: taking them at the door, and what people decide.

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    identity::{EndpointId, OperatorId, ShortCode},
    joining::{InvitationId, JoinAnswer, JoinRequest},
    register::{Admit, ItemId, Matter, PendingProposal, compose},
    text::Name,
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, invitations::read_code, matters, opened::Opened, steward};
use crate::store::{
    Read, Tables, Transaction, Write,
    invitations::{InvitationState, JoinRequest as Kept, JoinState},
};

/// Lists who asks to join: at this node's door, and as other members propose.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListRequests {}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestLine {
    /// The code that the joiner sees as well, or of the proposal when another member sponsors it.
    pub code: ShortCode,
    /// The joining operator's name.
    pub operator: String,
    /// The member that sponsors it, when that is another one.
    pub sponsor: Option<String>,
    /// When it came, at this node's door.
    pub received: Option<ClaimedTime>,
    /// Where it stands.
    pub state: RequestStanding,
    /// Members that approved.
    pub approvals: usize,
    /// Members that must approve.
    pub needed: usize,
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestStanding {
    /// This member has not answered.
    Waiting,
    /// This member approved; others have to, or the secretary has to put it in order.
    Approved,
    /// This member refused.
    Refused,
}

/// Accepts a request: proposes the admission, or approves another member's proposal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AcceptRequest {
    /// The code.
    pub code: String,
    /// Change nothing.
    pub dry_run: bool,
}

/// What accepting led to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Accepted {
    /// The operator's name.
    pub operator: String,
    /// Whether it is a member now.
    pub admitted: bool,
    /// Members that approved.
    pub approvals: usize,
    /// Members that must approve.
    pub needed: usize,
    /// The operator's short code.
    pub operator_code: ShortCode,
    /// What the operator calls its first device, which would decide and publish for it.
    pub device: String,
    /// That device's short code.
    pub device_code: ShortCode,
    /// Whether this member would propose the admission; if not, another one has.
    pub proposes: bool,
}

/// Refuses a request at this node's door.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RefuseRequest {
    /// The code.
    pub code: String,
    /// Change nothing.
    pub dry_run: bool,
}

/// Takes a request at the door: what a stranger's bytes lead to. Never fails towards the stranger.
pub(crate) fn take(service: &Service, bytes: &[u8], from: EndpointId) -> JoinAnswer {
    let taken = service.member().and_then(|opened| take_checked(service, opened, bytes, from));
    taken.unwrap_or_else(|problem| {
        tracing::debug!(%problem, "a request to join was not taken");
        JoinAnswer::Unknown
    })
}

fn take_checked(service: &Service, opened: &Opened, bytes: &[u8], from: EndpointId) -> Result<JoinAnswer, Problem> {
    let (network, now) = (opened.ledger.fold().network(), service.now());
    let Ok((request, _)) = JoinRequest::verify(bytes, network, from) else { return Ok(JoinAnswer::Unknown) };
    let operator = request.admit.operator();
    if opened.ledger.fold().state().roster.member(operator).is_some() {
        return Ok(JoinAnswer::Admitted);
    }
    if opened.ledger.fold().state().roster.is_name_taken(&request.admit.operator_name) {
        return Ok(JoinAnswer::NameTaken);
    }
    let store = opened.ledger.store();
    // Read first: a stranger whose secret is none makes nothing be written.
    if let Some(answer) = store.read(|read| answered(read, &request, now))? {
        return Ok(answer);
    }
    let answer = store.write(|write| enter(write, &request, bytes, now))?;
    service.attention().notify_one();
    Ok(answer)
}

/// What a request is answered that nothing is kept of: it is known, or its secret opens nothing. Nothing for one that comes in.
fn answered<T: Tables>(held: &Transaction<T>, request: &JoinRequest, now: ClaimedTime) -> Result<Option<JoinAnswer>, Problem> {
    if let Some(kept) = held.join_request(request.admit.root)? {
        return Ok(Some(match kept.state {
            JoinState::Waiting | JoinState::Proposed(_) => JoinAnswer::Waiting,
            JoinState::Refused => JoinAnswer::Refused,
        }));
    }
    let Some(invitation) = held.invitation(InvitationId::of_secret(&request.secret))? else {
        return Ok(Some(JoinAnswer::Unknown));
    };
    Ok(match invitation.state {
        InvitationState::Revoked => Some(JoinAnswer::Revoked),
        InvitationState::Used(_) => Some(JoinAnswer::Used),
        InvitationState::Open if now > invitation.expires => Some(JoinAnswer::Expired),
        InvitationState::Open => None,
    })
}

fn enter(write: &mut Write, request: &JoinRequest, bytes: &[u8], now: ClaimedTime) -> Result<JoinAnswer, Problem> {
    // Another request may have used the invitation up since it was looked at.
    if let Some(answer) = answered(write, request, now)? {
        return Ok(answer);
    }
    let (root, id) = (request.admit.root, InvitationId::of_secret(&request.secret));
    let Some(mut invitation) = write.invitation(id)? else { return Ok(JoinAnswer::Unknown) };
    invitation.state = InvitationState::Used(root);
    write.put_invitation(id, &invitation)?;
    write.put_join_request(root, &Kept { state: JoinState::Waiting, invitation: id, received: now, bytes: bytes.to_vec() })?;
    Ok(JoinAnswer::Waiting)
}

/// A request at this node's door, read again.
struct AtDoor {
    kept: Kept,
    request: JoinRequest,
    code: ShortCode,
}

fn at_door(opened: &Opened) -> Result<Vec<AtDoor>, Problem> {
    let network = opened.ledger.fold().network();
    let kept = opened.ledger.store().read(Read::join_requests)?;
    let read = |kept: Kept| {
        let request: JoinRequest = encoding::from_bytes(&kept.bytes).map_err(Problem::bug)?;
        let certified = request.admit.certificate.verify(network).map_err(Problem::bug)?;
        let code = request.comparison_code(certified.device, opened.device.public());
        Ok(AtDoor { kept, request, code })
    };
    kept.into_values().map(read).collect()
}

/// The request with this code, when exactly one has it and its operator is no member yet.
fn door_with(opened: &Opened, code: ShortCode) -> Result<Option<AtDoor>, Problem> {
    let mut doors: Vec<AtDoor> = at_door(opened)?.into_iter().filter(|door| door.code == code).collect();
    if doors.len() > 1 {
        // A code is short enough to be imitated: when two fit, a telephone call has proved nothing.
        return Err(Problem::new(ProblemCode::RequestUnknown).with("code", code));
    }
    let door = doors.pop();
    let admitted =
        door.as_ref().is_some_and(|door| opened.ledger.fold().state().roster.member(door.request.admit.operator()).is_some());
    match door {
        Some(door) if admitted => Err(Problem::new(ProblemCode::MemberExists).with("name", &door.request.admit.operator_name)),
        other => Ok(other),
    }
}

/// The admissions that members propose.
fn proposed(opened: &Opened) -> Vec<(PendingProposal, Admit)> {
    let fold = opened.ledger.fold();
    let admits = fold.state().pending_proposals.iter().filter_map(|pending| match fold.register().proposed(&pending.id) {
        Some(Matter::Admit(admit)) => Some((pending.clone(), *admit)),
        _ => None,
    });
    admits.collect()
}

impl Operation for ListRequests {
    const NAME: &'static str = "member-requests";
    type Output = Vec<RequestLine>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<RequestLine>, Problem> {
        let opened = service.member()?;
        let (proposals, doors) = (proposed(opened), at_door(opened)?);
        let fold = opened.ledger.fold();
        let (roster, needed) = (&fold.state().roster, needed_now(&fold));
        let mut lines = Vec::new();
        for door in doors {
            if roster.member(door.request.admit.operator()).is_some() {
                continue;
            }
            let proposal = proposals.iter().find(|(_, admit)| admit.root == door.request.admit.root).map(|(pending, _)| pending);
            lines.push(door_line(&door, proposal, needed));
        }
        for (pending, admit) in proposals.iter().filter(|(pending, _)| pending.proposer != opened.operator) {
            let sponsor = roster.member(pending.proposer).map(|member| member.name.to_string());
            let approved = pending.approvals.contains_key(&opened.operator);
            lines.push(RequestLine {
                code: matters::code_of(pending.id),
                operator: admit.operator_name.to_string(),
                sponsor,
                received: None,
                state: if approved { RequestStanding::Approved } else { RequestStanding::Waiting },
                approvals: pending.approvals.len(),
                needed: pending.needed,
            });
        }
        Ok(lines)
    }
}

/// A request at this node's door, as others of this service see it.
#[derive(Debug, Clone)]
pub(super) struct Door {
    /// The operator that asks.
    pub operator: OperatorId,
    /// Its name.
    pub name: Name,
    /// The request.
    pub line: RequestLine,
}

/// The requests at this node's door of those who are no members yet.
pub(super) fn at_this_door(opened: &Opened) -> Result<Vec<Door>, Problem> {
    let (proposals, doors) = (proposed(opened), at_door(opened)?);
    let fold = opened.ledger.fold();
    let needed = needed_now(&fold);
    let outside = doors.into_iter().filter(|door| fold.state().roster.member(door.request.admit.operator()).is_none());
    let door = |door: AtDoor| {
        let proposal = proposals.iter().find(|(_, admit)| admit.root == door.request.admit.root).map(|(pending, _)| pending);
        let (operator, name) = (door.request.admit.operator(), door.request.admit.operator_name.clone());
        Door { operator, name, line: door_line(&door, proposal, needed) }
    };
    Ok(outside.map(door).collect())
}

fn needed_now(fold: &NetworkFold) -> usize {
    let state = fold.state();
    state.policy.as_ref().map_or(1, |policy| policy.admission_approvals(state.roster.active_count()))
}

fn door_line(door: &AtDoor, proposal: Option<&PendingProposal>, needed: usize) -> RequestLine {
    RequestLine {
        code: door.code,
        operator: door.request.admit.operator_name.to_string(),
        sponsor: None,
        received: Some(door.kept.received),
        state: match door.kept.state {
            JoinState::Waiting => RequestStanding::Waiting,
            JoinState::Proposed(_) => RequestStanding::Approved,
            JoinState::Refused => RequestStanding::Refused,
        },
        approvals: proposal.map_or(0, |pending| pending.approvals.len()),
        needed: proposal.map_or(needed, |pending| pending.needed),
    }
}

impl Operation for AcceptRequest {
    const NAME: &'static str = "member-accept";
    type Output = Accepted;

    fn perform(self, service: &Service, _: &Progress) -> Result<Accepted, Problem> {
        let opened = service.member()?;
        super::decisions::require_governing(opened)?;
        let code = read_code(&self.code)?;
        let (admit, proposes) = match door_with(opened, code)? {
            Some(door) => {
                let proposes = door.kept.state == JoinState::Waiting;
                (sponsor(opened, door, self.dry_run)?, proposes)
            }
            None => (approve(opened, code, self.dry_run)?, false),
        };
        if !self.dry_run {
            steward::attend(service)?;
        }
        outcome(opened, &admit, proposes, self.dry_run)
    }
}

/// Proposes and approves the admission of somebody at the door.
fn sponsor(opened: &Opened, door: AtDoor, dry_run: bool) -> Result<Admit, Problem> {
    let admit = door.request.admit.clone();
    if matches!(door.kept.state, JoinState::Proposed(_)) || dry_run {
        return Ok(admit);
    }
    opened.ledger.write(&opened.device, |draft| {
        let [proposal, approval] = compose::sponsor(&opened.device, draft.network(), &admit, newest(draft.fold())?);
        let kept = Kept { state: JoinState::Proposed(proposal.id()), ..door.kept };
        draft.local().put_join_request(admit.root, &kept)?;
        draft.add_item(proposal)?;
        draft.add_item(approval)
    })?;
    Ok(admit)
}

/// Approves the admission that another member proposes.
fn approve(opened: &Opened, code: ShortCode, dry_run: bool) -> Result<Admit, Problem> {
    let found = proposed(opened).into_iter().find(|(pending, _)| matters::code_of(pending.id) == code);
    let (pending, admit) = found.ok_or_else(|| Problem::new(ProblemCode::RequestUnknown).with("code", code))?;
    if !dry_run && !pending.approvals.contains_key(&opened.operator) {
        opened.ledger.write(&opened.device, |draft| {
            let seen = newest(draft.fold())?;
            draft.add_item(compose::approval(&opened.device, draft.network(), pending.id, seen))
        })?;
    }
    Ok(admit)
}

/// The newest decision that this node has seen.
pub(super) fn newest(fold: &NetworkFold) -> Result<ItemId, Problem> {
    fold.state().tip_id().ok_or_else(|| Problem::bug("the register of a member has no founding"))
}

fn outcome(opened: &Opened, admit: &Admit, proposes: bool, dry_run: bool) -> Result<Accepted, Problem> {
    let operator = admit.operator();
    let certified = admit.certificate.verify(opened.ledger.fold().network()).map_err(Problem::bug)?;
    let admitted = opened.ledger.fold().state().roster.member(operator).is_some();
    let pending = proposed(opened).into_iter().find(|(_, other)| other.root == admit.root).map(|(pending, _)| pending);
    let needed = pending.as_ref().map_or_else(|| needed_now(&opened.ledger.fold()), |pending| pending.needed);
    let given = |pending: PendingProposal| {
        // A dry run counts this member as if it had approved.
        let own = usize::from(dry_run && !pending.approvals.contains_key(&opened.operator));
        pending.approvals.len().saturating_add(own)
    };
    Ok(Accepted {
        operator: admit.operator_name.to_string(),
        admitted,
        approvals: pending.map_or(if admitted { needed } else { usize::from(dry_run) }, given),
        needed,
        operator_code: operator.short_code(),
        device: certified.name.to_string(),
        device_code: certified.device.short_code(),
        proposes,
    })
}

impl Operation for RefuseRequest {
    const NAME: &'static str = "member-refuse";
    type Output = String;

    fn perform(self, service: &Service, _: &Progress) -> Result<String, Problem> {
        let opened = service.member()?;
        let code = read_code(&self.code)?;
        let door = door_with(opened, code)?;
        let door = door.ok_or_else(|| Problem::new(ProblemCode::RequestUnknown).with("code", code))?;
        if !self.dry_run {
            let kept = Kept { state: JoinState::Refused, ..door.kept };
            opened.ledger.store().write(|write| write.put_join_request(door.request.admit.root, &kept))?;
        }
        Ok(door.request.admit.operator_name.to_string())
    }
}

/// Requests that wait for this member's answer.
pub(super) fn waiting_requests(opened: &Opened) -> Result<usize, Problem> {
    let (proposals, doors, rejected) = (proposed(opened), at_door(opened)?, matters::rejected(opened)?);
    let answered =
        |pending: &PendingProposal| pending.approvals.contains_key(&opened.operator) || rejected.contains_key(&pending.id);
    let others = proposals.iter().filter(|(pending, _)| !answered(pending)).count();
    let fold = opened.ledger.fold();
    let is_open = |door: &&AtDoor| {
        door.kept.state == JoinState::Waiting && fold.state().roster.member(door.request.admit.operator()).is_none()
    };
    Ok(doors.iter().filter(is_open).count().saturating_add(others))
}
