//! Inviting operators: one line each, for one use, with a date.

use maillage_shared::{
    calendar::ClaimedTime,
    identity::{EndpointAnnouncement, ShortCode},
    joining::{Invitation, InvitationId, Offer},
    text::Name,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, opened::Opened};
use crate::{
    randomness,
    store::{
        Read,
        invitations::{Invitation as Kept, InvitationState},
    },
};

const SECONDS_A_DAY: u64 = 86_400;

/// Makes an invitation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Invite {
    /// For whom.
    pub operator: Name,
    /// Days until it is refused.
    pub days: u32,
    /// Say what would be made, and make nothing.
    pub dry_run: bool,
}

/// A new invitation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Invited {
    /// The line to send; empty for a dry run.
    pub invitation: String,
    /// The code under which it is listed and revoked.
    pub code: ShortCode,
    /// For whom.
    pub operator: Name,
    /// Until when.
    pub expires: ClaimedTime,
    /// The addresses that it names: empty means that the node has never run, and nobody could use it.
    pub addresses: Vec<String>,
}

/// Lists the invitations given here.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListInvitations {}

/// One invitation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InvitationLine {
    /// Its code.
    pub code: ShortCode,
    /// For whom.
    pub operator: String,
    /// What became of it.
    pub state: InvitationStanding,
    /// When it was made.
    pub made: ClaimedTime,
    /// Until when.
    pub expires: ClaimedTime,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvitationStanding {
    /// It may be used.
    Open,
    /// It was used.
    Used,
    /// It was taken back.
    Revoked,
    /// It is past its date.
    Expired,
}

/// Takes an invitation back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RevokeInvitation {
    /// Its code.
    pub code: String,
    /// Change nothing.
    pub dry_run: bool,
}

/// The code under which an invitation is listed.
pub(super) fn code_of(id: InvitationId) -> ShortCode {
    ShortCode::of("invitation", id.as_bytes())
}

/// Where this device is reached, as its journal says.
pub(super) fn own_announcement(opened: &Opened) -> Option<EndpointAnnouncement> {
    opened.ledger.fold().endpoint_of(opened.device.public()).cloned()
}

impl Operation for Invite {
    const NAME: &'static str = "member-invite";
    type Output = Invited;

    fn perform(self, service: &Service, _: &Progress) -> Result<Invited, Problem> {
        let opened = service.member()?;
        super::decisions::require_governing(opened)?;
        let secret = randomness::random::<16>().map_err(Problem::bug)?;
        let id = InvitationId::of_secret(&secret);
        let made = service.now();
        let expires = ClaimedTime(made.0.saturating_add(u64::from(self.days).saturating_mul(SECONDS_A_DAY)));
        let announced = own_announcement(opened);
        let addresses = announced.as_ref().map(|announced| announced.addresses.clone()).unwrap_or_default();
        let mut invited =
            Invited { invitation: String::new(), code: code_of(id), operator: self.operator.clone(), expires, addresses };
        if self.dry_run {
            return Ok(invited);
        }
        let offer = compose(opened, &self.operator, secret, expires, announced)?;
        invited.invitation = Invitation::make(&opened.device, offer).to_string();
        let kept = Kept { state: InvitationState::Open, for_whom: self.operator.to_string(), made, expires };
        opened.ledger.store().write(|write| write.put_invitation(id, &kept))?;
        Ok(invited)
    }
}

fn compose(
    opened: &Opened,
    operator: &Name,
    secret: [u8; 16],
    expires: ClaimedTime,
    announced: Option<EndpointAnnouncement>,
) -> Result<Offer, Problem> {
    let fold = opened.ledger.fold();
    let state = fold.state();
    let bug = || Problem::bug("the register of a member has no founding");
    let founding = state.founding.as_ref().ok_or_else(bug)?;
    let policy = state.policy.as_ref().ok_or_else(bug)?;
    let me = state.roster.member(opened.operator).ok_or_else(bug)?;
    let approvals = policy.admission_approvals(state.roster.active_count());
    Ok(Offer {
        network: fold.network(),
        network_name: founding.name.clone(),
        inviter: opened.operator,
        inviter_name: me.name.clone(),
        device: opened.device.public(),
        endpoint: opened.endpoint.public(),
        addresses: announced.as_ref().map(|announced| announced.addresses.clone()).unwrap_or_default(),
        relay: announced.and_then(|announced| announced.relay),
        addressed_to: operator.clone(),
        secret,
        expires,
        smallest_figure: policy.smallest_figure,
        approvals: u32::try_from(approvals).unwrap_or(u32::MAX),
    })
}

fn standing(kept: &Kept, now: ClaimedTime) -> InvitationStanding {
    match kept.state {
        InvitationState::Used(_) => InvitationStanding::Used,
        InvitationState::Revoked => InvitationStanding::Revoked,
        InvitationState::Open if now > kept.expires => InvitationStanding::Expired,
        InvitationState::Open => InvitationStanding::Open,
    }
}

fn line(id: InvitationId, kept: &Kept, now: ClaimedTime) -> InvitationLine {
    InvitationLine {
        code: code_of(id),
        operator: kept.for_whom.clone(),
        state: standing(kept, now),
        made: kept.made,
        expires: kept.expires,
    }
}

impl Operation for ListInvitations {
    const NAME: &'static str = "member-invitations";
    type Output = Vec<InvitationLine>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<InvitationLine>, Problem> {
        let opened = service.member()?;
        let kept = opened.ledger.store().read(Read::invitations)?;
        let mut lines: Vec<InvitationLine> = kept.iter().map(|(id, kept)| line(*id, kept, service.now())).collect();
        lines.sort_by_key(|line| (line.made, line.code));
        Ok(lines)
    }
}

impl Operation for RevokeInvitation {
    const NAME: &'static str = "member-revoke";
    type Output = InvitationLine;

    fn perform(self, service: &Service, _: &Progress) -> Result<InvitationLine, Problem> {
        let opened = service.member()?;
        let code = read_code(&self.code)?;
        opened.ledger.store().write(|write| {
            let found = write.invitations()?.into_iter().find(|(id, _)| code_of(*id) == code);
            let Some((id, mut kept)) = found else {
                return Err(Problem::new(ProblemCode::InvitationUnknown).with("code", code));
            };
            match kept.state {
                InvitationState::Used(_) => return Err(Problem::new(ProblemCode::InvitationUsed)),
                InvitationState::Revoked => return Err(Problem::new(ProblemCode::InvitationRevoked)),
                InvitationState::Open => kept.state = InvitationState::Revoked,
            }
            if !self.dry_run {
                write.put_invitation(id, &kept)?;
            }
            Ok(line(id, &kept, service.now()))
        })
    }
}

/// Reads a short code that a person typed.
pub(super) fn read_code(typed: &str) -> Result<ShortCode, Problem> {
    typed.parse().map_err(|error| Problem::new(ProblemCode::CodeMistyped).with("code", typed).with("why", error))
}
