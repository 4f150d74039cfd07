//! What a set of items says in the end: the chain that counts, and what is still open.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
};

use super::{AnchorLine, Decided, Installation, InstallationId, Invalid, ItemId, chain::ChainState};
use crate::identity::{DeviceId, NetworkId, OperatorId, RootId, certificate::CertifiedDevice};

/// Several valid decisions after one parent: evidence that their signer spoke against itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Contest {
    /// The decision that they all follow; nothing when they are foundings.
    pub parent: Option<ItemId>,
    /// The decisions, in ascending order.
    pub children: Vec<ItemId>,
    /// The devices that signed them, in the same order.
    pub ordered_by: Vec<DeviceId>,
}

/// A proposal that a member makes and that could be decided now, but for approvals.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PendingProposal {
    /// The proposal.
    pub id: ItemId,
    /// The member that proposes.
    pub proposer: OperatorId,
    /// What it proposes.
    #[serde(flatten)]
    pub decided: Decided,
    /// The approvals that would count now, by member.
    pub approvals: BTreeMap<OperatorId, ItemId>,
    /// How many it needs.
    pub needed: usize,
    /// The hash of the content, see [`super::Content::digest`].
    #[serde(skip)]
    pub content_digest: [u8; 32],
}

impl PendingProposal {
    /// Whether nothing but the secretary's ordering is missing.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        self.approvals.len() >= self.needed
    }
}

/// An installation of a secretary that members sign, and that no chain carries yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingInstallation {
    /// What the signatures share.
    pub id: InstallationId,
    /// What is installed.
    pub installation: Installation,
    /// The device that will order decisions.
    pub device: DeviceId,
    /// The signatures of active members that signed nothing else in that term, by member.
    pub signed: BTreeMap<OperatorId, ItemId>,
    /// How many it needs.
    pub needed: usize,
}

impl PendingInstallation {
    /// Whether the installed secretary can take up its work.
    #[must_use]
    pub fn is_carried(&self) -> bool {
        self.signed.len() >= self.needed
    }
}

/// Something that members acknowledged as left out, and that is still missing some anchors later.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Withheld {
    /// A journal's head that no anchor claims.
    Head(AnchorLine),
    /// A statement or an approved proposal that is not decided.
    Item(ItemId),
}

/// The state of the register: a pure function of the set of items held. Reads as the [`ChainState`] at its newest decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterState {
    /// The state at the newest decision of the chain that counts.
    pub chain: ChainState,
    /// Why the chain does not go on: several decisions, of which not exactly one is acknowledged by a majority.
    pub halted: Option<Contest>,
    /// While the chain is halted: devices of members on the branches between which it halts, with their operators.
    pub stranded: BTreeMap<DeviceId, OperatorId>,
    /// Devices, with their operators, of members whom only a branch knew that an assembly left behind.
    pub left_behind: BTreeMap<DeviceId, OperatorId>,
    /// While the chain is halted: the last decision of each branch, by the first that is on no other.
    pub branch_ends: BTreeMap<ItemId, ItemId>,
    /// Whether the chain goes on with rules of a later version.
    pub needs_update: bool,
    /// Decisions that follow one of the chain but break a rule, with the first rule broken.
    pub skipped: BTreeMap<ItemId, Invalid>,
    /// Proposals that could be decided now, but for approvals, in ascending order.
    pub pending_proposals: Vec<PendingProposal>,
    /// Statements of roots that the secretary can record now, those of one root in ascending order of number.
    pub pending_statements: Vec<ItemId>,
    /// The lowest last good entry of devices that such a statement revokes.
    pub pending_revocations: BTreeMap<DeviceId, u64>,
    /// Installations of secretaries in terms to come, in ascending order.
    pub pending_installations: Vec<PendingInstallation>,
    /// What the secretary seems to withhold, with the members that said so.
    pub withheld: BTreeMap<Withheld, BTreeSet<OperatorId>>,
    /// Decisions of former terms that an assembly left behind: without effect, and free to be proposed again. At most
    /// [`crate::bounds::VOID_DECISIONS`].
    pub void: Vec<ItemId>,
    /// Height of the newest anchor on the chain that each member's governing device has acknowledged.
    pub acknowledged: BTreeMap<OperatorId, u64>,
    /// Where a majority chose between several decisions: evidence against who signed them, in the order of the chain.
    pub overruled: Vec<Contest>,
}

impl RegisterState {
    /// The state when nothing is held.
    #[must_use]
    pub fn empty(network: NetworkId) -> Self {
        Self {
            chain: ChainState::empty(network),
            halted: None,
            stranded: BTreeMap::new(),
            left_behind: BTreeMap::new(),
            branch_ends: BTreeMap::new(),
            needs_update: false,
            skipped: BTreeMap::new(),
            pending_proposals: Vec::new(),
            pending_statements: Vec::new(),
            pending_revocations: BTreeMap::new(),
            pending_installations: Vec::new(),
            withheld: BTreeMap::new(),
            void: Vec::new(),
            acknowledged: BTreeMap::new(),
            overruled: Vec::new(),
        }
    }

    /// Whether the device may speak to members: one of a member that is in, and not revoked; while the chain is halted, on any of
    /// the branches, since members have to meet for it to go on; and of those on a branch that was left behind, who may know that
    /// it has to stand.
    #[must_use]
    pub fn may_connect(&self, device: DeviceId) -> bool {
        self.chain.roster.may_connect(device) || self.elsewhere(device).is_some()
    }

    /// The operator whose device it is on another branch than the one that counts: one of those between which the chain halts, or
    /// one left behind of somebody who is on no other.
    #[must_use]
    pub fn elsewhere(&self, device: DeviceId) -> Option<OperatorId> {
        self.stranded.get(&device).or_else(|| self.left_behind.get(&device)).copied()
    }

    /// The operator whose device it is or was, on the chain that counts or on another branch.
    #[must_use]
    pub fn operator_of(&self, device: DeviceId) -> Option<OperatorId> {
        self.chain.roster.operator_of_device(device).or_else(|| self.elsewhere(device))
    }

    /// Whether who holds this certificate may speak to members, see [`RegisterState::may_connect`].
    #[must_use]
    pub fn may_speak(&self, certified: &CertifiedDevice) -> bool {
        let elsewhere = self.elsewhere(certified.device) == Some(certified.operator);
        (elsewhere || self.chain.roster.owner_of(certified).is_some()) && self.may_connect(certified.device)
    }

    /// Whose signature this key's is: the operator that it belongs to, or the key itself while that is not known.
    #[must_use]
    pub fn owner_of_signer(&self, signer: &[u8; 32]) -> [u8; 32] {
        let roster = &self.chain.roster;
        let of_device = roster.operator_of_device(DeviceId::from_bytes(*signer));
        let owner = of_device.or_else(|| roster.operator_of_root(RootId::from_bytes(*signer)));
        owner.map_or(*signer, |operator| *operator.as_bytes())
    }

    /// Whether the founding is held.
    #[must_use]
    pub const fn founded(&self) -> bool {
        self.chain.founding.is_some()
    }

    /// The network's name, once the founding is held.
    #[must_use]
    pub fn network_name(&self) -> Option<&str> {
        self.chain.founding.as_ref().map(|founding| founding.name.as_str())
    }
}

impl Deref for RegisterState {
    type Target = ChainState;

    fn deref(&self) -> &ChainState {
        &self.chain
    }
}
