//! The state at a decision: everything that the decisions up to it say, and what the next one is judged by.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Anchor, AnchorLine, Found, Hold, ItemId, Member, Policy, Roster,
    content::CharterText,
    decided::Decided,
    membership::ChangePolicy,
    roster::Standing,
    statement::{Revocation, Says},
};
use crate::{
    calendar::ClaimedTime,
    identity::{DeviceId, Founding, NetworkId, OperatorId, RootId, certificate::CertifiedDevice},
};

/// A decision that stands, as people see it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DecisionRecord {
    /// The decision.
    pub id: ItemId,
    /// Its place in the chain, from 0.
    pub height: u64,
    /// The term in which it was ordered.
    pub term: u32,
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

/// What a valid decision changes. Made by [`super::judge()`] alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    pub(super) record: DecisionRecord,
    pub(super) change: Change,
    pub(super) proposal: Option<(ItemId, [u8; 32])>,
    /// Bytes of the decision.
    pub(super) bytes: u64,
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
    /// A member is in no longer; its journals count up to these lines.
    Depart(OperatorId, Standing, Vec<AnchorLine>),
    Stand(OperatorId, Standing),
    /// The member as it is under its new root; the journals of its former devices count up to these lines.
    ReplaceKey(Box<Member>, Vec<AnchorLine>),
    Policy(Box<ChangePolicy>),
    Notice(Vec<Noted>),
    /// The roster after the Holds that count first.
    Install(OperatorId, Box<Roster>),
}

/// What one operator has put in order on a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ordered {
    pub(super) decisions: u64,
    pub(super) bytes: u64,
}

/// A statement that a decision records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Noted {
    pub(super) id: ItemId,
    pub(super) operator: OperatorId,
    pub(super) says: Says,
}

/// Nothing that a device wrote after `seq` counts, unless an anchor before the decision settled it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The last entry that counts.
    pub seq: u64,
    /// Height of the decision that cuts: anchors below it hold against it.
    pub height: u64,
    /// The decision that cuts.
    pub by: ItemId,
}

/// A root key that was replaced, in case it objects.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Replaced {
    decision: ItemId,
    height: u64,
    before: Member,
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
    /// The term: how many times, at least, somebody was made secretary.
    pub term: u32,
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
    /// Where decisions cut journals off.
    pub cuts: BTreeMap<DeviceId, Vec<Cut>>,
    /// Statements of roots that a Notice recorded.
    pub noticed: BTreeSet<ItemId>,
    policies: Vec<(u64, Policy)>,
    /// The replacements of each member's root that nobody objected to, in the order of the chain.
    replaced: BTreeMap<OperatorId, Vec<Replaced>>,
    heights: BTreeMap<ItemId, u64>,
    decided: BTreeSet<ItemId>,
    contents: BTreeSet<[u8; 32]>,
    pub(super) ordered: BTreeMap<OperatorId, Ordered>,
    /// Which device kept the order, from after the decision of each height on; only where it changed.
    secretaries: Vec<(u64, Option<DeviceId>)>,
}

impl ChainState {
    /// The term that a founding begins.
    pub const FIRST_TERM: u32 = 1;

    /// The state of a network of which no decision is held.
    #[must_use]
    pub fn empty(network: NetworkId) -> Self {
        Self {
            network,
            founding: None,
            decisions: Vec::new(),
            term: Self::FIRST_TERM,
            roster: Roster::default(),
            policy: None,
            charter: Vec::new(),
            relays: Vec::new(),
            claimed: BTreeMap::new(),
            cuts: BTreeMap::new(),
            noticed: BTreeSet::new(),
            policies: Vec::new(),
            replaced: BTreeMap::new(),
            heights: BTreeMap::new(),
            decided: BTreeSet::new(),
            contents: BTreeSet::new(),
            ordered: BTreeMap::new(),
            secretaries: Vec::new(),
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
        self.decision_at(self.height_of(id)?)
    }

    /// The decision of this height.
    #[must_use]
    pub fn decision_at(&self, height: u64) -> Option<&DecisionRecord> {
        self.decisions.get(usize::try_from(height).ok()?)
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

    /// What the operator of this device has put in order so far.
    pub(super) fn ordered_by(&self, device: DeviceId) -> Ordered {
        self.roster.operator_of_device(device).and_then(|operator| self.ordered.get(&operator)).copied().unwrap_or_default()
    }

    /// The device that kept the order after the decision of this height.
    pub(super) fn secretary_after(&self, height: u64) -> Option<DeviceId> {
        self.secretaries.iter().rev().find(|(since, _)| *since <= height).and_then(|(_, device)| *device)
    }

    /// The policy that was in force after the decision of this height.
    #[must_use]
    pub fn policy_at(&self, height: u64) -> Option<&Policy> {
        self.policies.iter().rev().find(|(since, _)| *since <= height).map(|(_, policy)| policy)
    }

    /// The decision by which the policy in force came into force.
    #[must_use]
    pub fn policy_decision(&self) -> Option<ItemId> {
        let (since, _) = self.policies.last()?;
        self.decisions.get(usize::try_from(*since).ok()?).map(|record| record.id)
    }

    /// The decision that replaced the member's root key last, with the root key before.
    #[must_use]
    pub fn replacement_of(&self, operator: OperatorId) -> Option<(ItemId, RootId)> {
        let last = self.replaced.get(&operator)?.last()?;
        Some((last.decision, last.before.root))
    }

    /// The root key of the member before this decision replaced it; nothing when none did, or when it was voided.
    #[must_use]
    pub fn replaced_by(&self, operator: OperatorId, decision: ItemId) -> Option<RootId> {
        let mut replaced = self.replaced.get(&operator)?.iter();
        replaced.find(|replaced| replaced.decision == decision).map(|replaced| replaced.before.root)
    }

    /// The state after a decision that was judged valid at this very state.
    pub fn apply(&mut self, effect: &Effect) {
        let record = &effect.record;
        if let Some((proposal, digest)) = effect.proposal {
            self.decided.insert(proposal);
            self.contents.insert(digest);
        }
        self.term = record.term;
        self.change(record, &effect.change);
        if let Some(operator) = self.roster.operator_of_device(record.ordered_by) {
            let ordered = self.ordered.entry(operator).or_default();
            ordered.decisions = ordered.decisions.saturating_add(1);
            ordered.bytes = ordered.bytes.saturating_add(effect.bytes);
        }
        let secretary = self.roster.secretary_device();
        if self.secretaries.last().is_none_or(|(_, before)| *before != secretary) {
            self.secretaries.push((record.height, secretary));
        }
        self.heights.insert(record.id, record.height);
        self.decisions.push(record.clone());
    }

    fn change(&mut self, record: &DecisionRecord, change: &Change) {
        match change {
            Change::Found(found, member) => {
                self.founding = Some(found.founding.clone());
                self.adopt_policy(record.height, &found.policy);
                self.charter.clone_from(&found.charter);
                self.relays.clone_from(&found.relays);
                self.roster.admit(member.as_ref().clone());
            }
            Change::Admit(member) => self.roster.admit(member.as_ref().clone()),
            Change::Hold(operator, number, hold, further) => {
                self.roster.certify(*operator, further.as_deref().cloned());
                self.roster.hold(*operator, *number, hold, record.height);
            }
            Change::Anchor(anchor) => self.claimed.extend(anchor.lines.iter().map(|line| (line.device, *line))),
            Change::Depart(operator, standing, heads) => {
                self.roster.stand(*operator, *standing);
                let devices = self.roster.everybody().get(operator).map(|member| member.devices.clone()).unwrap_or_default();
                self.cut(devices.into_keys(), heads, record);
            }
            Change::Stand(operator, standing) => self.roster.stand(*operator, *standing),
            Change::ReplaceKey(member, heads) => self.replace_key(record, member, heads),
            Change::Policy(change) => {
                self.adopt_policy(record.height, &change.policy);
                self.relays.clone_from(&change.relays);
            }
            Change::Notice(noted) => noted.iter().for_each(|noted| self.note(record, noted)),
            Change::Install(secretary, roster) => {
                self.roster = roster.as_ref().clone();
                self.roster.install(*secretary);
            }
        }
    }

    fn adopt_policy(&mut self, height: u64, policy: &Policy) {
        self.policies.push((height, policy.clone()));
        self.policy = Some(policy.clone());
    }

    /// Cuts journals at the named lines, and where none is named at nothing: what anchors settled before holds in any case.
    fn cut(&mut self, devices: impl Iterator<Item = DeviceId>, heads: &[AnchorLine], by: &DecisionRecord) {
        for device in devices {
            let seq = heads.iter().find(|line| line.device == device).map_or(0, |line| line.seq);
            self.cuts.entry(device).or_default().push(Cut { seq, height: by.height, by: by.id });
        }
    }

    fn replace_key(&mut self, record: &DecisionRecord, member: &Member, heads: &[AnchorLine]) {
        let Some(before) = self.roster.everybody().get(&member.operator).cloned() else { return };
        self.cut(before.devices.keys().copied(), heads, record);
        let replaced = Replaced { decision: record.id, height: record.height, before };
        self.replaced.entry(member.operator).or_default().push(replaced);
        self.roster.replace(member.clone());
    }

    fn note(&mut self, record: &DecisionRecord, noted: &Noted) {
        self.noticed.insert(noted.id);
        match &noted.says {
            Says::Revocation(Revocation { device, last_good, .. }) => {
                self.roster.revoke(noted.operator, *device);
                let cut = Cut { seq: *last_good, height: record.height, by: record.id };
                self.cuts.entry(*device).or_default().push(cut);
            }
            Says::Objection(objection) => self.restore_root(record, noted.operator, objection.decision),
            // Holds are decisions of their own: the judge lets no Notice carry one.
            Says::Hold(_) => {}
        }
    }

    /// Undoes the replacement of a root key, and with it those that followed: the root before the first of them and its devices
    /// speak again, those of the others never did, and what they cut off is whole.
    fn restore_root(&mut self, record: &DecisionRecord, operator: OperatorId, decision: ItemId) {
        let Some(replaced) = self.replaced.get_mut(&operator) else { return };
        let Some(place) = replaced.iter().position(|replaced| replaced.decision == decision) else { return };
        let Some(Replaced { height, mut before, .. }) = replaced.drain(place..).next() else { return };
        let now = self.roster.everybody().get(&operator);
        if let Some(now) = now {
            before.standing = now.standing;
        }
        let new: Vec<DeviceId> = now
            .map(|now| now.devices.keys().filter(|device| !before.devices.contains_key(device)).copied().collect())
            .unwrap_or_default();
        for device in before.devices.keys() {
            if let Some(cuts) = self.cuts.get_mut(device) {
                cuts.retain(|cut| cut.height < height);
            }
        }
        before.revoked.extend(new.iter().copied());
        self.cut(new.into_iter(), &[], record);
        self.roster.replace(before);
    }
}
