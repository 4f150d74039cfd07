//! What a decision, or a proposal, decides, as people see it.

use super::{AnchorLine, DecisionKind, Hold, ItemId, Member};
use crate::{
    identity::{DeviceId, OperatorId, RootId, certificate::CertifiedDevice},
    text::Name,
};

/// What a decision, or a proposal, decides.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Decided {
    /// See [`DecisionKind::Found`].
    Found {
        /// The network's name.
        network_name: Name,
        /// The founding operator.
        operator: OperatorId,
        /// Its name.
        operator_name: Name,
    },
    /// See [`DecisionKind::Admit`].
    Admit {
        /// The new member.
        operator: OperatorId,
        /// Its name.
        operator_name: Name,
    },
    /// See [`DecisionKind::Hold`].
    Hold {
        /// The member.
        operator: OperatorId,
        /// The statement's number.
        number: u32,
        /// The device that governs from now on.
        governing: DeviceId,
        /// The device that publishes from now on.
        publishing: DeviceId,
        /// Whether another device than before does one of the two.
        roles_change: bool,
        /// The device that it certifies.
        certified: Option<CertifiedAs>,
    },
    /// See [`DecisionKind::Anchor`].
    Anchor {
        /// What is settled, in ascending order of device.
        lines: Vec<AnchorLine>,
    },
    /// See [`DecisionKind::Remove`].
    Remove {
        /// The member.
        operator: OperatorId,
        /// Where its journals end.
        heads: Vec<AnchorLine>,
    },
    /// See [`DecisionKind::Leave`].
    Leave {
        /// The member.
        operator: OperatorId,
        /// Where its journals end.
        heads: Vec<AnchorLine>,
    },
    /// See [`DecisionKind::Suspend`].
    Suspend {
        /// The member.
        operator: OperatorId,
    },
    /// See [`DecisionKind::Resume`].
    Resume {
        /// The member.
        operator: OperatorId,
    },
    /// See [`DecisionKind::ReplaceKey`].
    ReplaceKey {
        /// The member.
        operator: OperatorId,
        /// Its new root key.
        root: RootId,
        /// The first device that the new root certifies.
        device: DeviceId,
    },
    /// See [`DecisionKind::Policy`].
    Policy {
        /// Smallest number of visits that is published as a number.
        smallest_figure: u32,
        /// An admission needs one member in this many.
        admission_share: u32,
        /// ... and at least this many.
        admission_least: u32,
        /// Whether the list of relays changes as well.
        relays_change: bool,
    },
    /// See [`DecisionKind::Notice`].
    Notice {
        /// What is recorded.
        statements: Vec<Recorded>,
    },
    /// See [`DecisionKind::Install`].
    Install {
        /// The secretary from then on.
        secretary: OperatorId,
        /// The operators whose Holds count first.
        holds: Vec<OperatorId>,
    },
}

/// A device that a Hold certifies.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CertifiedAs {
    /// The device.
    pub device: DeviceId,
    /// What people call it from now on.
    pub name: Name,
    /// What they called it before; nothing for a further device.
    pub before: Option<Name>,
}

/// A root's statement that a decision records.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "statement", rename_all = "kebab-case")]
pub enum Recorded {
    /// A device speaks for its operator no longer.
    Revocation {
        /// The operator.
        operator: OperatorId,
        /// The device.
        device: DeviceId,
        /// The last entry that its root vouches for.
        last_good: u64,
    },
    /// A former root voids the decision that replaced it.
    Objection {
        /// The operator.
        operator: OperatorId,
        /// The decision.
        decision: ItemId,
    },
}

impl Decided {
    /// What a Hold changes for a member, which certifies `further`.
    #[must_use]
    pub fn of_hold(member: &Member, number: u32, hold: &Hold, further: Option<&CertifiedDevice>) -> Self {
        let before = |device: &CertifiedDevice| member.devices.get(&device.device).map(|known| known.name.clone());
        let as_before = member.governing == hold.governing && member.publisher() == Some(hold.publishing);
        Self::Hold {
            operator: member.operator,
            number,
            governing: hold.governing,
            publishing: hold.publishing,
            roles_change: !as_before,
            certified: further.map(|device| CertifiedAs {
                device: device.device,
                name: device.name.clone(),
                before: before(device),
            }),
        }
    }

    /// The kind of decision.
    #[must_use]
    pub const fn kind(&self) -> DecisionKind {
        match self {
            Self::Found { .. } => DecisionKind::Found,
            Self::Admit { .. } => DecisionKind::Admit,
            Self::Hold { .. } => DecisionKind::Hold,
            Self::Anchor { .. } => DecisionKind::Anchor,
            Self::Remove { .. } => DecisionKind::Remove,
            Self::Leave { .. } => DecisionKind::Leave,
            Self::Suspend { .. } => DecisionKind::Suspend,
            Self::Resume { .. } => DecisionKind::Resume,
            Self::ReplaceKey { .. } => DecisionKind::ReplaceKey,
            Self::Policy { .. } => DecisionKind::Policy,
            Self::Notice { .. } => DecisionKind::Notice,
            Self::Install { .. } => DecisionKind::Install,
        }
    }
}
