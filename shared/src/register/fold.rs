//! The register: a set of items, and the chain that counts among them.
//!
//! Items come in any order; the state depends on the set alone. What is to be said of a decision depends on it and on those before
//! it, which its hash fixes: it is judged once. New decisions at the end only move the chain on. The chain is walked again from the
//! founding, with the verdicts that are known, when a decision contests one that already stands, when an assembly begins a term,
//! or when an acknowledgement arrives and some place of the chain is contested.
//!
//! * `keeping`: under what an item is found again; `place`, `room`: which items have room
//! * `walk`, `terms`: from the founding to the newest decision that counts
//! * `summary`: what is still open there

mod keeping;
mod place;
mod room;
mod summary;
mod terms;
mod walk;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use place::Room;

use super::{
    Acknowledgement, Content, Effect, Install, Installation, InstallationId, Invalid, Item, ItemId, Matter, RegisterState, Roster,
    content::Proposal,
    reading::{ReadApproval, ReadContent, ReadDecision, ReadProposal},
    tree::{Acknowledged, Children},
};
use crate::{
    encoding,
    identity::{DeviceId, NetworkId, OperatorId},
};

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is kept, and was not held before.
    New,
    /// It was held before.
    Known,
    /// A bound on the items of the register, or of its signer, is reached.
    Full,
    /// It is longer than an item of its kind may be.
    TooLong,
    /// It belongs to another network.
    OtherNetwork,
}

/// What is known of a decision for good.
#[derive(Debug, Clone)]
enum Known {
    Valid(Arc<Effect>),
    Invalid(Invalid),
    NeedsUpdate,
}

/// The signatures under one installation, by device.
#[derive(Debug, Clone)]
struct Signed {
    installation: Installation,
    by: BTreeMap<DeviceId, (ItemId, Install)>,
}

/// The members at a decision: what it says of them for good.
#[derive(Debug)]
struct Base {
    roster: Roster,
    next_height: u64,
}

/// All items that are held of one network's register, and what they say.
#[derive(Debug, Clone)]
pub struct Register {
    items: BTreeMap<ItemId, Item>,
    room: Room,
    /// Items of signers that the chain that counts does not know: of those that a branch made known that was left since.
    unheard: BTreeSet<ItemId>,
    /// Devices of members on branches that assemblies left behind, with their operators.
    left_behind: BTreeMap<DeviceId, OperatorId>,
    /// What lost its room since somebody asked.
    let_go: BTreeSet<ItemId>,
    decisions: BTreeMap<ItemId, ReadDecision>,
    verdicts: BTreeMap<ItemId, Known>,
    children: Children,
    /// Decisions by which assemblies begin terms.
    beginnings: Vec<ItemId>,
    /// Whether any of them stands on its base.
    has_begun: bool,
    proposals: BTreeMap<ItemId, ReadProposal>,
    approvals: BTreeMap<ItemId, BTreeMap<ItemId, ReadApproval>>,
    statements: BTreeMap<ItemId, ReadContent>,
    installations: BTreeMap<InstallationId, Signed>,
    /// The members at the decisions that pending installations go on from.
    bases: BTreeMap<ItemId, Arc<Base>>,
    acknowledged: Acknowledged,
    /// Acknowledgements that say that something was left out.
    omissions: BTreeMap<ItemId, (DeviceId, Acknowledgement)>,
    state: RegisterState,
}

impl Register {
    /// A register of which nothing is held.
    #[must_use]
    pub fn new(network: NetworkId) -> Self {
        Self {
            items: BTreeMap::new(),
            room: Room::default(),
            unheard: BTreeSet::new(),
            left_behind: BTreeMap::new(),
            let_go: BTreeSet::new(),
            decisions: BTreeMap::new(),
            verdicts: BTreeMap::new(),
            children: BTreeMap::new(),
            beginnings: Vec::new(),
            has_begun: false,
            proposals: BTreeMap::new(),
            approvals: BTreeMap::new(),
            statements: BTreeMap::new(),
            installations: BTreeMap::new(),
            bases: BTreeMap::new(),
            acknowledged: BTreeMap::new(),
            omissions: BTreeMap::new(),
            state: RegisterState::empty(network),
        }
    }

    /// The network.
    #[must_use]
    pub const fn network(&self) -> NetworkId {
        self.state.chain.network
    }

    /// What the held items say.
    #[must_use]
    pub const fn state(&self) -> &RegisterState {
        &self.state
    }

    /// The names of all held items, in ascending order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = &ItemId> {
        self.items.keys()
    }

    /// The names of the held items that members compare, in ascending order: those whose signers are known here. A branch may have
    /// made a signer known before an assembly left it behind: who holds words of that signer from then says no more of them than
    /// who will never take them.
    pub fn listed(&self) -> impl Iterator<Item = &ItemId> {
        self.items.keys().filter(|id| !self.unheard.contains(*id))
    }

    /// A held item.
    #[must_use]
    pub fn get(&self, id: &ItemId) -> Option<&Item> {
        self.items.get(id)
    }

    /// What a held proposal proposes, for the kinds that this version knows.
    #[must_use]
    pub fn proposed(&self, proposal: &ItemId) -> Option<Matter> {
        let proposal: Proposal = encoding::from_bytes(&self.items.get(proposal)?.body).ok()?;
        proposal.content.matter().ok().flatten()
    }

    /// What a held statement's recording would decide.
    #[must_use]
    pub fn recording(&self, statement: &ItemId) -> Option<&Content> {
        self.statements.get(statement).map(ReadContent::content)
    }

    /// The signatures that are held under an installation, by device.
    #[must_use]
    pub fn signatures(&self, installation: &InstallationId) -> Option<&BTreeMap<DeviceId, (ItemId, Install)>> {
        self.installations.get(installation).map(|signed| &signed.by)
    }

    /// A held decision.
    pub(super) fn decision(&self, id: &ItemId) -> Option<&ReadDecision> {
        self.decisions.get(id)
    }

    /// All held decisions.
    pub(super) const fn held(&self) -> &BTreeMap<ItemId, ReadDecision> {
        &self.decisions
    }

    /// The anchors that each device has acknowledged, with their terms and the items that say so.
    pub(super) const fn acknowledgements(&self) -> &Acknowledged {
        &self.acknowledged
    }

    /// What one device has acknowledged.
    pub(super) fn acknowledged_by(&self, device: DeviceId) -> impl Iterator<Item = (&(ItemId, u32), &ItemId)> {
        self.acknowledged.get(&device).into_iter().flatten()
    }

    /// All signatures under installations.
    pub(super) fn installs(&self) -> impl Iterator<Item = (DeviceId, ItemId, &Install)> {
        let signatures = self.installations.values().flat_map(|signed| &signed.by);
        signatures.map(|(device, (item, install))| (*device, *item, install))
    }

    /// Keeps a verified item and brings the state up to date.
    pub fn insert(&mut self, item: Item) -> Inserted {
        self.insert_all([item]).pop().unwrap_or(Inserted::Known)
    }

    /// Keeps verified items and brings the state up to date once; says of each what became of it.
    pub fn insert_all(&mut self, items: impl IntoIterator<Item = Item>) -> Vec<Inserted> {
        let (mut again, mut is_new) = (false, false);
        let mut outcomes = Vec::new();
        for item in items {
            let (id, outcome) = (item.id(), self.room_for(&item));
            if outcome == Inserted::New {
                again |= self.keep(item);
                is_new = true;
            }
            outcomes.push((id, outcome));
        }
        let mut gone = BTreeSet::new();
        if is_new {
            self.advance(again);
            self.summarise();
            gone = self.make_room();
        }
        let became = |(id, outcome)| if outcome == Inserted::New && gone.contains(&id) { Inserted::Full } else { outcome };
        let outcomes = outcomes.into_iter().map(became).collect();
        self.let_go.extend(gone);
        outcomes
    }

    /// The items that were let go since this was asked last, because others took their room: new ones, and ones held before.
    pub fn take_let_go(&mut self) -> BTreeSet<ItemId> {
        let mut let_go = std::mem::take(&mut self.let_go);
        let_go.retain(|id| !self.items.contains_key(id));
        let_go
    }
}

#[cfg(test)]
mod tests;
