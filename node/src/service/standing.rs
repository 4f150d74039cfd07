//! What a home is: a member's, one that waits for something, or one that has nothing to say any more.

use maillage_shared::{identity::OperatorId, view::NetworkFold};
use serde::{Deserialize, Serialize};

use super::{Problem, Service, opened::Opened, waiting};

/// What a home is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Nothing was created or joined.
    Empty,
    /// A request to join waits for its answer.
    Joining,
    /// The request to join was refused.
    Refused,
    /// A device that waits until another one of its operator accepts it.
    Pairing,
    /// A device of a returning operator that waits until the register records it.
    Recovering,
    /// A device whose store was lost, until members have brought what it held.
    Returning,
    /// A member's.
    Member,
    /// That of an operator that left or was removed.
    Former,
    /// A device that speaks for its operator no longer.
    Revoked,
    /// A device of an operator that goes on under another root key.
    Replaced,
    /// A device of a root key that was to replace the former one, and that the former one made void.
    Overruled,
    /// A member's that came in on one of the branches between which the register halts.
    Stranded,
}

/// What a home is, whether its operator takes part, and what this device may do for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Footing {
    /// What it is.
    pub standing: Standing,
    /// Whether its operator is suspended.
    pub is_suspended: bool,
    /// Whether this device decides for the operator.
    pub governs: bool,
    /// Whether this device publishes for the operator.
    pub publishes: bool,
}

impl Footing {
    /// That of a home in which nothing was created or joined.
    const NONE: Self = Self { standing: Standing::Empty, is_suspended: false, governs: false, publishes: false };
}

impl Service {
    /// How this home stands now. Costs little: it can be asked whenever something arrived.
    ///
    /// # Errors
    /// When what the home waits for cannot be read.
    pub fn footing(&self) -> Result<Footing, Problem> {
        let Some(opened) = self.opened_if_any() else {
            return Ok(Footing::NONE);
        };
        let standing = of(opened)?;
        let (fold, device) = (opened.ledger.fold(), opened.device.public());
        let member = fold.state().roster.member(opened.operator);
        Ok(Footing {
            standing,
            is_suspended: is_suspended(&fold, opened.operator),
            governs: member.is_some_and(|member| member.governing == device),
            publishes: member.is_some_and(|member| member.publisher() == Some(device)),
        })
    }
}

/// What the home of these keys is.
pub(super) fn of(opened: &Opened) -> Result<Standing, Problem> {
    Ok(waiting::waiting(opened)?.map_or(Standing::Member, |waiting| waiting.standing()))
}

/// Whether the operator is a member that is suspended.
pub(super) fn is_suspended(fold: &NetworkFold, operator: OperatorId) -> bool {
    fold.state().roster.member(operator).is_some_and(|member| !member.is_active())
}
