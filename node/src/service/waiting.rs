//! What a new home waits for until the network knows it: an admission, a certificate of its operator's root, or that the register
//! records a device of an operator that lost all others. And a home whose store was made anew, until members have brought what it
//! held.

use maillage_shared::{
    identity::DeviceId,
    joining::JoinAnswer,
    register::{Member, RegisterState},
};

use super::{
    Problem, ProblemCode,
    joining::{self, PendingJoin},
    opened::Opened,
    pairing::{self, PendingPairing},
    recovering::{self, PendingRecovery},
    recovery_contacts,
    standing::Standing,
};
use crate::{
    home::WayBack,
    network::{Network, endpoint::Contact},
};

/// What a home waits for.
#[derive(Debug)]
pub(super) enum Waiting {
    /// Members admit the operator.
    Joining(Option<Box<PendingJoin>>),
    /// Another device of the operator accepts this one.
    Pairing(Box<PendingPairing>),
    /// The register records this device.
    Recovery(Box<PendingRecovery>),
    /// Members bring what the store held before it was damaged.
    Returning(Box<WayBack>),
    /// Nothing: the operator left or was removed.
    Former,
    /// Nothing: this device speaks for its operator no longer.
    Revoked,
    /// Nothing: the operator goes on under another root key, which does not know this device. The height of the decision.
    Replaced(u64),
    /// Nothing: the former root key made void the replacement that brought this device.
    Overruled,
    /// Members agree on one of several branches; the operator came in on one of them.
    Stranded,
}

/// How asking went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Others have to do something first.
    Waits,
    /// Somebody said no, and may still change their mind.
    Refused,
    /// This device may connect as a member's.
    Welcome,
}

/// What this home waits for; nothing once it holds that its operator is a member.
pub(super) fn waiting(opened: &Opened) -> Result<Option<Waiting>, Problem> {
    {
        let fold = opened.ledger.fold();
        if let Some(member) = fold.state().roster.everybody().get(&opened.operator) {
            return Ok(ended(fold.state(), member, opened.device.public()));
        }
        if fold.state().stranded.get(&opened.device.public()) == Some(&opened.operator) {
            return Ok(Some(Waiting::Stranded));
        }
    }
    // What the home once waited for may have been taken over from its damaged store, and is long past.
    if let Some(way_back) = opened.way_back.as_ref().filter(|_| opened.ledger.learns_again()) {
        return Ok(Some(Waiting::Returning(Box::new(way_back.clone()))));
    }
    if let Some(pending) = pairing::pending(opened)? {
        return Ok(Some(Waiting::Pairing(Box::new(pending))));
    }
    if let Some(pending) = recovering::pending(opened)? {
        return Ok(Some(Waiting::Recovery(Box::new(pending))));
    }
    Ok(Some(Waiting::Joining(joining::pending(opened)?.map(Box::new))))
}

/// Why a device of a member, or former member, has nothing to say any more; nothing while it speaks.
fn ended(state: &RegisterState, member: &Member, device: DeviceId) -> Option<Waiting> {
    if !member.standing.is_in() {
        return Some(Waiting::Former);
    }
    if !member.revoked.contains(&device) {
        return None;
    }
    // The former member's devices never knew it: it is only named as one that does not speak.
    if !member.devices.contains_key(&device) {
        return Some(Waiting::Overruled);
    }
    let replacement = state.replacement_of(member.operator).and_then(|(decision, _)| state.height_of(decision));
    // A replaced root cuts its devices off by that very decision; one that was revoked before, or after, was revoked.
    let by_it = state.cuts.get(&device).into_iter().flatten().map(|cut| cut.height).min();
    Some(replacement.filter(|height| by_it == Some(*height)).map_or(Waiting::Revoked, Waiting::Replaced))
}

impl Waiting {
    /// Why a member's operation is refused meanwhile.
    pub(super) fn problem(&self) -> Problem {
        match self {
            Self::Joining(pending) => {
                let inviter = pending.as_ref().map(|pending| pending.offer.inviter_name.to_string()).unwrap_or_default();
                Problem::new(ProblemCode::HomeJoining).with("inviter", inviter)
            }
            Self::Pairing(pending) => Problem::new(ProblemCode::HomePairing).with("name", &pending.offer.operator_name),
            Self::Recovery(pending) => Problem::new(ProblemCode::HomeRecovering).with("name", &pending.operator_name),
            Self::Returning(way_back) => Problem::new(ProblemCode::HomeReturning).with("name", &way_back.operator_name),
            Self::Former => Problem::new(ProblemCode::MemberFormer),
            Self::Revoked => Problem::new(ProblemCode::DeviceRevoked),
            Self::Replaced(height) => Problem::new(ProblemCode::RootReplaced).with("reference", height),
            Self::Overruled => Problem::new(ProblemCode::RootKept),
            Self::Stranded => Problem::new(ProblemCode::RegisterHalted),
        }
    }

    /// Whether nothing is waited for any more.
    pub(super) const fn is_over(&self) -> bool {
        matches!(self, Self::Former | Self::Revoked | Self::Replaced(_) | Self::Overruled)
    }

    /// What the home is.
    pub(super) fn standing(&self) -> Standing {
        match self {
            Self::Joining(Some(pending)) if pending.refused => Standing::Refused,
            Self::Joining(_) => Standing::Joining,
            Self::Pairing(_) => Standing::Pairing,
            Self::Recovery(_) => Standing::Recovering,
            Self::Returning(_) => Standing::Returning,
            Self::Former => Standing::Former,
            Self::Revoked => Standing::Revoked,
            Self::Replaced(_) => Standing::Replaced,
            Self::Overruled => Standing::Overruled,
            Self::Stranded => Standing::Stranded,
        }
    }

    /// Asks how things stand, and tells the network where to connect when all is well.
    ///
    /// # Errors
    /// When nobody is reached.
    pub(super) async fn ask(&self, opened: &Opened, network: &Network) -> Result<Asked, Problem> {
        match self {
            Self::Joining(None) | Self::Former | Self::Revoked | Self::Replaced(_) | Self::Overruled | Self::Stranded => {
                Ok(Asked::Refused)
            }
            Self::Joining(Some(pending)) => match joining::ask_again(opened, network, pending).await? {
                JoinAnswer::Admitted => {
                    meet(opened, network, pending.offer.device, Contact::of_offer(&pending.offer));
                    Ok(Asked::Welcome)
                }
                JoinAnswer::Waiting => Ok(Asked::Waits),
                _ => Ok(Asked::Refused),
            },
            Self::Pairing(pending) => pairing::ask_again(opened, network, pending).await,
            Self::Recovery(pending) => recovery_contacts::ask_again(opened, network, pending).await,
            // The network knows whom the home has noted, and dials them.
            Self::Returning(_) => Ok(Asked::Welcome),
        }
    }
}

/// Tells the network where a member's device is, until its own announcement is known.
pub(super) fn meet(opened: &Opened, network: &Network, device: DeviceId, contact: Option<Contact>) {
    let founded = opened.ledger.fold().state().founded();
    if let Some(contact) = contact.filter(|_| !founded) {
        network.introduce(device, contact);
    }
}
