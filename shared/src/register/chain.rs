//! The state at a decision: everything that the decisions up to it say, and what the next one is judged by.

use std::collections::{BTreeMap, BTreeSet};

use super::{Anchor, AnchorLine, DecisionKind, Found, Hold, ItemId, Member, Policy, Roster, content::CharterText};
use crate::{
    calendar::ClaimedTime,
    identity::{DeviceId, Founding, NetworkId, OperatorId, certificate::CertifiedDevice},
    text::Name,
};

/// A decision that stands, as people see it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DecisionRecord {
    /// The decision.
    pub id: ItemId,
    /// Its place in the chain, from 0.
    pub height: u64,
    /// When the secretary says that it was.
    pub claimed_at: ClaimedTime,
    /// What was decided.
    #[serde(flatten)]
    pub decided: Decided,
    /// Who proposed it, where members had to approve.
    pub proposer: Option<OperatorId>,
    /// The members whose approvals it carries, in ascending order.
    pub approvals: Vec<OperatorId>,
    /// The device that put it in order.
    pub ordered_by: DeviceId,
    /// Anchors on the chain up to here, this one included: the age of approvals is counted in them.
    pub anchors: u64,
}

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
    },
    /// See [`DecisionKind::Anchor`].
    Anchor {
        /// What is settled, in ascending order of device.
        lines: Vec<AnchorLine>,
    },
}

impl Decided {
    /// The kind of decision.
    #[must_use]
    pub const fn kind(&self) -> DecisionKind {
        match self {
            Self::Found { .. } => DecisionKind::Found,
            Self::Admit { .. } => DecisionKind::Admit,
            Self::Hold { .. } => DecisionKind::Hold,
            Self::Anchor { .. } => DecisionKind::Anchor,
        }
    }
}

/// What a valid decision changes. Made by [`super::judge()`] alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    pub(super) record: DecisionRecord,
    pub(super) change: Change,
    pub(super) proposal: Option<(ItemId, [u8; 32])>,
}

impl Effect {
    /// The decision as it will stand in the chain.
    #[must_use]
    pub const fn record(&self) -> &DecisionRecord {
        &self.record
    }
}

/// The change that one kind of decision makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    Found(Box<Found>, Box<Member>),
    Admit(Box<Member>),
    Hold(OperatorId, u32, Box<Hold>, Option<Box<CertifiedDevice>>),
    Anchor(Anchor),
}

/// Everything that the decisions up to one of them say. Empty before the founding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainState {
    /// The network.
    pub network: NetworkId,
    /// The facts that it was founded on.
    pub founding: Option<Founding>,
    /// The decisions, from the founding on.
    pub decisions: Vec<DecisionRecord>,
    /// The members.
    pub roster: Roster,
    /// The policy in force.
    pub policy: Option<Policy>,
    /// The charter in force.
    pub charter: Vec<CharterText>,
    /// The network's relays, as URLs.
    pub relays: Vec<String>,
    /// The newest line that any anchor on the chain claims of each journal. Whether it acts is for [`super::anchors`] to say.
    pub claimed: BTreeMap<DeviceId, AnchorLine>,
    heights: BTreeMap<ItemId, u64>,
    decided: BTreeSet<ItemId>,
    contents: BTreeSet<[u8; 32]>,
}

impl ChainState {
    /// The only term of this version of the rules: the founder's.
    pub const TERM: u32 = 1;

    /// The state of a network of which no decision is held.
    #[must_use]
    pub fn empty(network: NetworkId) -> Self {
        Self {
            network,
            founding: None,
            decisions: Vec::new(),
            roster: Roster::default(),
            policy: None,
            charter: Vec::new(),
            relays: Vec::new(),
            claimed: BTreeMap::new(),
            heights: BTreeMap::new(),
            decided: BTreeSet::new(),
            contents: BTreeSet::new(),
        }
    }

    /// The newest decision.
    #[must_use]
    pub fn tip(&self) -> Option<&DecisionRecord> {
        self.decisions.last()
    }

    /// The name of the newest decision.
    #[must_use]
    pub fn tip_id(&self) -> Option<ItemId> {
        self.tip().map(|record| record.id)
    }

    /// The height of the next decision.
    #[must_use]
    pub fn next_height(&self) -> u64 {
        u64::try_from(self.decisions.len()).unwrap_or(u64::MAX)
    }

    /// Where the decision stands in this chain.
    #[must_use]
    pub fn height_of(&self, decision: ItemId) -> Option<u64> {
        self.heights.get(&decision).copied()
    }

    /// The decision, when it stands in this chain.
    #[must_use]
    pub fn decision(&self, id: ItemId) -> Option<&DecisionRecord> {
        let height = usize::try_from(self.height_of(id)?).ok()?;
        self.decisions.get(height)
    }

    /// Anchors on the chain after the decision; nothing when the decision is not on it.
    #[must_use]
    pub fn anchors_since(&self, decision: ItemId) -> Option<u64> {
        let seen = self.decision(decision)?.anchors;
        Some(self.tip()?.anchors.saturating_sub(seen))
    }

    /// Whether the proposal, or another one of the same content, was decided.
    #[must_use]
    pub fn is_decided(&self, proposal: ItemId, content_digest: &[u8; 32]) -> bool {
        self.decided.contains(&proposal) || self.contents.contains(content_digest)
    }

    /// The state after a decision that was judged valid at this very state.
    pub fn apply(&mut self, effect: Effect) {
        match effect.change {
            Change::Found(found, member) => {
                self.founding = Some(found.founding);
                self.policy = Some(found.policy);
                self.charter = found.charter;
                self.relays = found.relays;
                self.roster.admit(*member);
            }
            Change::Admit(member) => self.roster.admit(*member),
            Change::Hold(operator, number, hold, further) => {
                self.roster.certify(operator, further.map(|further| *further));
                self.roster.hold(operator, number, &hold, effect.record.height);
            }
            Change::Anchor(anchor) => self.claimed.extend(anchor.lines.into_iter().map(|line| (line.device, line))),
        }
        if let Some((proposal, digest)) = effect.proposal {
            self.decided.insert(proposal);
            self.contents.insert(digest);
        }
        self.heights.insert(effect.record.id, effect.record.height);
        self.decisions.push(effect.record);
    }
}
