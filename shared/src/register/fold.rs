//! The register: a set of items, and the chain that counts among them.
//!
//! Items come in any order; the state depends on the set alone. New decisions at the end only move the chain on. The chain is
//! walked again from the founding when a decision contests one that already stands, or when an acknowledgement arrives and some
//! place of the chain is contested; nothing that was verified is verified again.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Acknowledgement, ChainState, Content, Contest, Effect, Item, ItemId, ItemKind, PendingProposal, RegisterState, Verdict,
    content::{EmbeddedItem, Matter, Proposal},
    judge::{self, Invalid, judge},
    reading::{ReadApproval, ReadContent, ReadDecision, ReadProposal},
    tree::{Acknowledged, Children, Tree},
};
use crate::{
    bounds, encoding,
    identity::{DeviceId, NetworkId, OperatorId, RootId},
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

/// All items that are held of one network's register, and what they say.
#[derive(Debug, Clone)]
pub struct Register {
    items: BTreeMap<ItemId, Item>,
    by_signer: BTreeMap<[u8; 32], usize>,
    decisions: BTreeMap<ItemId, ReadDecision>,
    children: Children,
    proposals: BTreeMap<ItemId, ReadProposal>,
    approvals: BTreeMap<ItemId, BTreeMap<ItemId, ReadApproval>>,
    statements: BTreeMap<ItemId, ReadContent>,
    acknowledged: Acknowledged,
    state: RegisterState,
}

impl Register {
    /// A register of which nothing is held.
    #[must_use]
    pub fn new(network: NetworkId) -> Self {
        Self {
            items: BTreeMap::new(),
            by_signer: BTreeMap::new(),
            decisions: BTreeMap::new(),
            children: BTreeMap::new(),
            proposals: BTreeMap::new(),
            approvals: BTreeMap::new(),
            statements: BTreeMap::new(),
            acknowledged: BTreeMap::new(),
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

    /// Whether the item's signer is known now, so that keeping it cannot be abused by strangers: a device or root of a member,
    /// or the founder with this network's founding. Anything else may be asked again once more decisions are held.
    #[must_use]
    pub fn admissible(&self, item: &Item) -> bool {
        let roster = &self.state.chain.roster;
        let known = roster.operator_of_device(DeviceId::from_bytes(item.signer)).is_some()
            || roster.operator_of_root(RootId::from_bytes(item.signer)).is_some();
        item.network == self.network() && (known || (!self.state.founded() && self.is_founding(item)))
    }

    fn is_founding(&self, item: &Item) -> bool {
        let verdict = ReadDecision::read(item).map(|read| judge(&ChainState::empty(self.network()), &read));
        matches!(verdict, Ok(Verdict::Valid(_) | Verdict::NeedsUpdate))
    }

    /// Keeps a verified item and brings the state up to date.
    pub fn insert(&mut self, item: Item) -> Inserted {
        self.insert_all([item]).pop().unwrap_or(Inserted::Known)
    }

    /// Keeps verified items and brings the state up to date once; says of each what became of it.
    pub fn insert_all(&mut self, items: impl IntoIterator<Item = Item>) -> Vec<Inserted> {
        let (mut again, mut changed) = (false, false);
        let mut outcomes = Vec::new();
        for item in items {
            let outcome = self.room_for(&item);
            if outcome == Inserted::New {
                again |= self.keep(item);
                changed = true;
            }
            outcomes.push(outcome);
        }
        if again {
            self.state = RegisterState::empty(self.network());
        }
        if changed {
            self.advance();
            self.summarise();
        }
        outcomes
    }

    /// Whether the item could be kept: it is new, and within all bounds.
    #[must_use]
    pub fn has_room_for(&self, item: &Item) -> bool {
        self.room_for(item) == Inserted::New
    }

    fn room_for(&self, item: &Item) -> Inserted {
        let of_signer = self.by_signer.get(&item.signer).copied().unwrap_or(0);
        let is_decision = item.kind == ItemKind::Decision as u16;
        if item.network != self.network() {
            Inserted::OtherNetwork
        } else if !is_decision && item.body.len() > bounds::SMALL_ITEM_BYTES {
            Inserted::TooLong
        } else if self.items.contains_key(&item.id()) {
            Inserted::Known
        } else if self.items.len() >= bounds::REGISTER_ITEMS || of_signer >= bounds::REGISTER_ITEMS_BY_SIGNER {
            Inserted::Full
        } else {
            Inserted::New
        }
    }

    /// Files a new item; says whether the chain has to be walked again. A body that cannot be read says nothing.
    fn keep(&mut self, item: Item) -> bool {
        let id = item.id();
        let again = match ItemKind::of_number(item.kind) {
            Some(ItemKind::Decision) => ReadDecision::read(&item).is_ok_and(|read| self.file_decision(read)),
            Some(ItemKind::Proposal) => {
                self.proposals.extend(ReadProposal::read(&item).ok().map(|read| (id, read)));
                false
            }
            Some(ItemKind::Approval) => {
                if let Ok(read) = ReadApproval::read(&item) {
                    self.approvals.entry(read.proposal).or_default().insert(id, read);
                }
                false
            }
            Some(ItemKind::Acknowledgement) => {
                if let Ok(Acknowledgement { anchor, term, .. }) = encoding::from_bytes(&item.body) {
                    self.acknowledged.entry(DeviceId::from_bytes(item.signer)).or_default().insert((anchor, term));
                }
                !self.state.overruled.is_empty()
            }
            Some(ItemKind::Statement) => {
                let content = Content::hold(&EmbeddedItem(item.to_bytes()));
                self.statements.insert(id, ReadContent::new(item.network, content));
                false
            }
            Some(ItemKind::Ballot | ItemKind::Install) | None => false,
        };
        let count = self.by_signer.entry(item.signer).or_default();
        *count = count.saturating_add(1);
        self.items.insert(id, item);
        again
    }

    /// Files a decision; says whether it contests one that stands. What breaks a rule for certain contests nothing.
    fn file_decision(&mut self, read: ReadDecision) -> bool {
        let parent = read.decision.parent;
        let next = parent.map_or(Some(0), |parent| self.state.chain.height_of(parent).and_then(|height| height.checked_add(1)));
        let next = next.and_then(|height| usize::try_from(height).ok());
        let standing = next.and_then(|height| self.state.chain.decisions.get(height)).map(|record| record.ordered_by);
        let invalid = match (standing, parent) {
            (None, _) => None,
            // Who ordered the one that stands was the secretary there; any other signer was not.
            (Some(secretary), Some(_)) => (secretary != read.signer).then_some(Invalid::NotSecretary),
            (Some(_), None) => match judge(&ChainState::empty(self.network()), &read) {
                Verdict::Invalid(invalid) => Some(invalid),
                Verdict::Valid(_) | Verdict::Pending(_) | Verdict::NeedsUpdate => None,
            },
        };
        let again = standing.is_some() && invalid.is_none();
        self.state.skipped.extend(invalid.map(|invalid| (read.id, invalid)));
        self.children.entry(parent).or_default().insert(read.id);
        self.decisions.insert(read.id, read);
        again
    }

    /// Moves the chain on as far as the held decisions carry it.
    fn advance(&mut self) {
        self.state.halted = None;
        self.state.needs_update = false;
        let mut tree = None;
        loop {
            let (mut valid, mut newer) = (BTreeMap::new(), BTreeSet::new());
            let children = self.children.get(&self.state.chain.tip_id()).into_iter().flatten();
            for read in children.filter_map(|child| self.decisions.get(child)) {
                match judge(&self.state.chain, read) {
                    Verdict::Valid(effect) => drop(valid.insert(read.id, effect)),
                    Verdict::NeedsUpdate => drop(newer.insert(read.id)),
                    Verdict::Invalid(invalid) => drop(self.state.skipped.insert(read.id, invalid)),
                    Verdict::Pending(_) => {}
                }
            }
            let next = match (valid.len(), newer.len()) {
                (0, 0) => return,
                (1, 0) => valid.pop_first().map(|(_, effect)| effect),
                (0, 1) => None,
                _ => {
                    let tree = tree.get_or_insert_with(|| Tree::new(&self.children, &self.decisions, &self.acknowledged));
                    choose(&mut self.state, &self.decisions, tree, valid, &newer)
                }
            };
            let Some(effect) = next else {
                self.state.needs_update = !newer.is_empty();
                return;
            };
            self.state.chain.apply(*effect);
        }
    }

    /// Works out what is still open at the end of the chain.
    fn summarise(&mut self) {
        self.state.pending_proposals = self.proposals.values().filter_map(|proposal| self.pending(proposal)).collect();
        let chain = &self.state.chain;
        let recordable = |content: &ReadContent| content.checked().is_ok_and(|checked| judge::weigh(chain, checked).is_ok());
        let holds = self.statements.iter().filter(|(_, content)| recordable(content));
        self.state.pending_holds = if chain.founding.is_some() { holds.map(|(id, _)| *id).collect() } else { Vec::new() };
        let newest = |device| self.acknowledged.get(device)?.iter().filter_map(|(anchor, _)| chain.height_of(*anchor)).max();
        let members = chain.roster.members().values();
        self.state.acknowledged = members.filter_map(|member| Some((member.operator, newest(&member.governing)?))).collect();
    }

    fn pending(&self, proposal: &ReadProposal) -> Option<PendingProposal> {
        let chain = &self.state.chain;
        let (proposer, decided, _) = judge::weigh_proposal(chain, proposal).ok()?;
        let needed = judge::needed_approvals(chain, &proposal.content).ok()?;
        let mut approvals: BTreeMap<OperatorId, ItemId> = BTreeMap::new();
        for approval in self.approvals.get(&proposal.id).into_iter().flat_map(BTreeMap::values) {
            if let Ok(member) = judge::approver(chain, proposal.id, approval) {
                approvals.entry(member).or_insert(approval.id);
            }
        }
        let content_digest = *proposal.content.digest();
        Some(PendingProposal { id: proposal.id, proposer, decided, approvals, needed, content_digest })
    }
}

/// The one decision that a majority has acknowledged, if this version can read it; otherwise the chain stops, with evidence.
fn choose(
    state: &mut RegisterState,
    decisions: &BTreeMap<ItemId, ReadDecision>,
    tree: &Tree,
    mut valid: BTreeMap<ItemId, Box<Effect>>,
    newer: &BTreeSet<ItemId>,
) -> Option<Box<Effect>> {
    let all: BTreeSet<ItemId> = valid.keys().chain(newer).copied().collect();
    let signer = |id: &ItemId| decisions.get(id).map(|read| read.signer);
    let ordered_by = all.iter().filter_map(signer).collect();
    let mut winners = all.iter().filter(|id| tree.has_majority(**id, &state.chain.roster));
    let winner = winners.next().filter(|_| winners.next().is_none()).copied();
    let contest = Contest { parent: state.chain.tip_id(), children: all.into_iter().collect(), ordered_by };
    let Some(winner) = winner else {
        // What only a later version can read may turn out to break a rule: it is no evidence yet.
        state.halted = (valid.len() > 1).then_some(contest);
        return None;
    };
    let effect = valid.remove(&winner)?;
    state.overruled.push(contest);
    Some(effect)
}

#[cfg(test)]
mod tests;
