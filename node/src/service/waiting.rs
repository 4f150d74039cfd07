//! What a new home waits for until the network knows it: an admission, a certificate of its operator's root, or that the register
//! records a device of an operator that lost all others. And a home whose store was made anew, until members have brought what it
//! held.

use maillage_shared::joining::JoinAnswer;

use super::{
    Problem, ProblemCode,
    joining::{self, PendingJoin},
    opened::Opened,
    pairing::{self, PendingPairing},
    recovering::{self, PendingRecovery},
    status::Standing,
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
    let standing = opened.ledger.fold().state().roster.everybody().get(&opened.operator).map(|member| member.standing);
    if let Some(standing) = standing {
        return Ok((!standing.is_in()).then_some(Waiting::Former));
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
        }
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
        }
    }

    /// Asks how things stand, and tells the network where to connect when all is well.
    ///
    /// # Errors
    /// When nobody is reached.
    pub(super) async fn ask(&self, opened: &Opened, network: &Network) -> Result<Asked, Problem> {
        match self {
            Self::Joining(None) | Self::Former => Ok(Asked::Refused),
            Self::Joining(Some(pending)) => match joining::ask_again(opened, network, pending).await? {
                JoinAnswer::Admitted => {
                    meet(opened, network, pending.offer.device, Contact::of_offer(&pending.offer));
                    Ok(Asked::Welcome)
                }
                JoinAnswer::Waiting => Ok(Asked::Waits),
                _ => Ok(Asked::Refused),
            },
            Self::Pairing(pending) => pairing::ask_again(opened, network, pending).await,
            Self::Recovery(pending) => recovering::ask_again(opened, network, pending).await,
            // The network knows whom the home has noted, and dials them.
            Self::Returning(_) => Ok(Asked::Welcome),
        }
    }
}

/// Tells the network where a member's device is, until its own announcement is known.
pub(super) fn meet(opened: &Opened, network: &Network, device: maillage_shared::identity::DeviceId, contact: Option<Contact>) {
    let founded = opened.ledger.fold().state().founded();
    if let Some(contact) = contact.filter(|_| !founded) {
        network.introduce(device, contact);
    }
}
