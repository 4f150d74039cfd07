//! Joining a network with an invitation.

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    identity::{EndpointAnnouncement, NetworkId, ShortCode},
    joining::{Invitation, JoinAnswer, JoinRequest, Offer},
    signed_offer::OfferError,
    text::Name,
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    founding::{self, Keys},
    opened::Opened,
};
use crate::{
    network::{self, Network, NetworkError, doors::Door, endpoint::Contact},
    store::{Write, meta},
};

/// Reads an invitation, so that a person may see what it is before accepting.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadInvitation {
    /// The line.
    pub invitation: String,
}

/// What an invitation says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InvitationSummary {
    /// The network.
    pub network: NetworkId,
    /// Its name.
    pub network_name: Name,
    /// Who invites.
    pub inviter_name: Name,
    /// The inviter's short code.
    pub inviter_code: ShortCode,
    /// For whom.
    pub addressed_to: Name,
    /// Until when.
    pub expires: ClaimedTime,
    /// Smallest number of visits that is published as a number.
    pub smallest_figure: u32,
    /// Members that must approve an admission.
    pub approvals: u32,
}

/// Asks to join.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Join {
    /// The line.
    pub invitation: String,
    /// The joining operator's name.
    pub operator: Name,
    /// Where to listen while asking; nothing means all interfaces.
    pub listen: Vec<std::net::SocketAddr>,
    /// Ask nothing and make nothing.
    pub dry_run: bool,
}

/// A request that was handed in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct JoinRequested {
    /// The code to compare with the inviter; nothing for a dry run.
    pub code: Option<ShortCode>,
    /// The network's name.
    pub network_name: Name,
    /// The inviter's name.
    pub inviter_name: Name,
    /// The joining operator's name.
    pub operator: Name,
    /// Whether the request was accepted already, because it had been handed in before.
    pub admitted: bool,
}

/// A request that waits for its answer, kept in the store until the admission is known.
#[derive(Debug, Clone, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct PendingJoin {
    /// The invitation's offer.
    #[n(0)]
    pub offer: Offer,
    /// The request.
    #[n(1)]
    pub request: JoinRequest,
    /// Whether the inviter said no.
    #[n(2)]
    pub refused: bool,
}

/// Reads the text of an invitation.
pub(super) fn read_invitation(text: &str) -> Result<Invitation, Problem> {
    text.parse().map_err(|error: OfferError| Problem::new(ProblemCode::InvitationMalformed).with("why", error.code()))
}

impl Operation for ReadInvitation {
    const NAME: &'static str = "invitation-read";
    type Output = InvitationSummary;

    fn perform(self, service: &Service, _: &Progress) -> Result<InvitationSummary, Problem> {
        let invitation = read_invitation(&self.invitation)?;
        let offer = invitation.offer();
        refuse_other_network(service, offer)?;
        if offer.is_expired(service.now()) {
            return Err(Problem::new(ProblemCode::InvitationExpired).with("expired", offer.expires.to_utc()));
        }
        Ok(InvitationSummary {
            network: offer.network,
            network_name: offer.network_name.clone(),
            inviter_name: offer.inviter_name.clone(),
            inviter_code: offer.inviter.short_code(),
            addressed_to: offer.addressed_to.clone(),
            expires: offer.expires,
            smallest_figure: offer.smallest_figure,
            approvals: offer.approvals,
        })
    }
}

fn refuse_other_network(service: &Service, offer: &Offer) -> Result<(), Problem> {
    service.refuse_damaged()?;
    let Some(opened) = service.opened_if_any() else { return Ok(()) };
    let own = opened.ledger.fold().network();
    if own != offer.network {
        return Err(Problem::new(ProblemCode::InvitationOtherNetwork).with("network", &offer.network_name));
    }
    let is_member = opened.ledger.fold().state().roster.member(opened.operator).is_some();
    if !is_member && pending(opened)?.is_some_and(|pending| pending.offer == *offer) {
        // The same invitation again, because the inviter was not reached or the answer got lost.
        return Ok(());
    }
    founding::refuse_taken(service)
}

impl Operation for Join {
    const NAME: &'static str = "join";
    type Output = JoinRequested;

    fn perform(self, service: &Service, progress: &Progress) -> Result<JoinRequested, Problem> {
        let summary = ReadInvitation { invitation: self.invitation.clone() }.perform(service, progress)?;
        let invitation = read_invitation(&self.invitation)?;
        let offer = invitation.offer();
        let mut requested = JoinRequested {
            code: None,
            network_name: summary.network_name,
            inviter_name: summary.inviter_name,
            operator: self.operator.clone(),
            admitted: false,
        };
        if Contact::of_offer(offer).is_none() {
            return Err(Problem::new(ProblemCode::PeerUnreachable)
                .with("peer", &offer.inviter_name)
                .with("why", super::reasons::NO_ADDRESS));
        }
        if self.dry_run {
            return Ok(requested);
        }
        let is_new = service.opened_if_any().is_none();
        if is_new {
            // Before anything is asked: an admitted operator whose keys were lost could never be removed again.
            make_home(service, offer, &self.operator)?;
        }
        let opened = service.opened()?;
        let pending = pending(opened)?.ok_or_else(|| Problem::bug("a home that joins nothing"))?;
        requested.operator = pending.request.admit.operator_name.clone();
        requested.code = Some(pending.request.comparison_code(opened.device.public(), offer.device));
        progress.tell("join-asking", 0, None);
        let answer = service.runtime().block_on(ask_once(opened, &pending, &self.listen))?;
        if let Err(refused) = refuse_answer(answer, offer, &requested.operator) {
            if is_new {
                founding::abandon(service)?;
            }
            return Err(refused);
        }
        requested.admitted = answer == JoinAnswer::Admitted;
        Ok(requested)
    }
}

/// Makes the home of an operator that asks to join: keys, store, and the request that will be handed in.
fn make_home(service: &Service, offer: &Offer, operator: &Name) -> Result<(), Problem> {
    let keys = Keys::draw()?;
    let device_name = founding::first_device_name()?;
    let newcomer = keys.newcomer(operator, &device_name);
    let request = JoinRequest {
        network: offer.network,
        secret: offer.secret,
        admit: newcomer.admission(offer.network),
        announcement: EndpointAnnouncement::new(&keys.endpoint, offer.network, keys.device.public(), Vec::new(), None),
    };
    let pending = PendingJoin { offer: offer.clone(), request, refused: false };
    founding::settle(service, &keys, &newcomer, offer.network, |draft| keep(draft.local(), &pending))
}

fn keep(write: &mut Write, pending: &PendingJoin) -> Result<(), Problem> {
    Ok(write.put_fact(&meta::PENDING_JOIN, &encoding::to_bytes(pending).into())?)
}

/// Turns an answer that is a refusal into the problem that it is.
fn refuse_answer(answer: JoinAnswer, offer: &Offer, operator: &Name) -> Result<(), Problem> {
    let code = match answer {
        JoinAnswer::Waiting | JoinAnswer::Admitted => return Ok(()),
        JoinAnswer::Unknown => ProblemCode::InvitationNotKnown,
        JoinAnswer::Expired => ProblemCode::InvitationExpired,
        JoinAnswer::Used => ProblemCode::InvitationUsed,
        JoinAnswer::Revoked => ProblemCode::InvitationRevoked,
        JoinAnswer::Refused => ProblemCode::RequestRefused,
        JoinAnswer::NameTaken => ProblemCode::MemberExists,
    };
    Err(Problem::new(code).with("inviter", &offer.inviter_name).with("name", operator).with("expired", offer.expires.to_utc()))
}

/// Opens a socket for the time of one question.
async fn ask_once(opened: &Opened, pending: &PendingJoin, listen: &[std::net::SocketAddr]) -> Result<JoinAnswer, Problem> {
    let beside = network::endpoint::place_beside(&pending.offer.addresses);
    let listen = if listen.is_empty() { &beside } else { listen };
    let endpoint = network::endpoint::bind(pending.offer.network, &opened.endpoint, listen).await?;
    let inviter = Contact::of_offer(&pending.offer).ok_or_else(|| Problem::bug("an offer without an address"))?;
    let answer = network::doors::ask(&endpoint, &inviter, &pending.request).await;
    network::endpoint::close(&endpoint).await;
    answer.map_err(|error| unreached(&pending.offer, &error))
}

fn unreached(offer: &Offer, error: &NetworkError) -> Problem {
    super::synchronising::unreached(&offer.inviter_name, error)
}

/// The request that this home waits for, if it does.
pub(super) fn pending(opened: &Opened) -> Result<Option<PendingJoin>, Problem> {
    let bytes = opened.ledger.store().read(|read| read.fact(&meta::PENDING_JOIN))?;
    bytes.map(|bytes| encoding::from_bytes(&bytes)).transpose().map_err(Problem::bug)
}

/// Asks how the request stands, from a running node, and remembers a refusal.
pub(super) async fn ask_again(opened: &Opened, network: &Network, pending: &PendingJoin) -> Result<JoinAnswer, Problem> {
    let inviter = Contact::of_offer(&pending.offer)
        .ok_or_else(|| Problem::new(ProblemCode::PeerUnreachable).with("peer", &pending.offer.inviter_name))?;
    let request = JoinRequest {
        announcement: EndpointAnnouncement::new(
            &opened.endpoint,
            pending.offer.network,
            opened.device.public(),
            network.addresses(),
            None,
        ),
        ..pending.request.clone()
    };
    let asked = network.ask_at(Door::Joining, &inviter, &encoding::to_bytes(&request)).await;
    let answer = asked.map_err(|error| unreached(&pending.offer, &error))?;
    let refused = answer == JoinAnswer::Refused;
    if refused != pending.refused {
        let pending = PendingJoin { refused, ..pending.clone() };
        opened.ledger.store().write(|write| keep(write, &pending))?;
    }
    Ok(answer)
}
