//! From the founding to the newest decision that counts.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Known, Register};
use crate::{
    bounds,
    identity::DeviceId,
    register::{
        ChainState, Contest, Effect, ItemId, RegisterState, Roster, Says, Verdict, checked::Checked, judge::judge_among, tree::Tree,
    },
};

#[cfg(test)]
thread_local! {
    /// Walks from the founding to a decision: what hostile decisions make of them is what they cost.
    pub(super) static WALKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

impl Register {
    /// Moves the chain on as far as the held decisions carry it; `again` from the founding on.
    pub(super) fn advance(&mut self, again: bool) {
        // A chain that halted between two assemblies ends where both parted: nothing follows from its end.
        let halted = self.state.halted.take().is_some() && !self.beginnings.is_empty();
        self.state.needs_update = false;
        if self.judge_beginnings() || again || halted {
            self.state = RegisterState::empty(self.network());
            self.walk_terms();
        } else {
            self.walk_on();
        }
        self.state.needs_update |= self.begins_newer();
        self.list_void();
        self.list_stranded();
        self.list_left_behind();
    }

    /// The state after a held decision, on whatever chain; nothing when it does not stand on one.
    #[must_use]
    pub fn state_at(&self, decision: ItemId) -> Option<ChainState> {
        let chain = self.chain_at(Some(decision));
        (chain.tip_id() == Some(decision)).then_some(chain)
    }

    /// For each of these decisions that is held but not on the chain that counts, the height of the last one on it that it follows.
    ///
    /// Who has seen a decision has seen what lies before it, also when it was left behind. Decisions that are not listed are taken
    /// for not held: what they say here, others would not know. Each held decision is looked at once.
    #[must_use]
    pub fn branching_heights(&self, decisions: impl IntoIterator<Item = ItemId>) -> BTreeMap<ItemId, u64> {
        let mut known: BTreeMap<ItemId, Option<u64>> = BTreeMap::new();
        for decision in decisions {
            let (mut path, mut place) = (Vec::new(), Some(decision));
            let height = loop {
                let Some(id) = place else { break None };
                if let Some(height) = self.state.chain.height_of(id) {
                    break Some(height);
                }
                if let Some(height) = known.get(&id) {
                    break *height;
                }
                path.push(id);
                let listed = self.decisions.get(&id).filter(|_| !self.unheard.contains(&id));
                place = listed.and_then(|read| read.decision.parent);
            };
            known.extend(path.into_iter().map(|id| (id, height)));
        }
        known.into_iter().filter_map(|(id, height)| Some((id, height?))).collect()
    }

    pub(in crate::register) fn tree(&self) -> Tree {
        Tree::new(&self.children, &self.decisions, &self.acknowledged)
    }

    /// The decisions from the founding to this one, as far as they are held, the founding first.
    pub(super) fn path_to(&self, decision: ItemId) -> Vec<ItemId> {
        let mut path = vec![decision];
        let mut parent = self.decisions.get(&decision).and_then(|read| read.decision.parent);
        while let Some(id) = parent {
            path.push(id);
            parent = self.decisions.get(&id).and_then(|read| read.decision.parent);
        }
        path.reverse();
        path
    }

    /// The state after a decision that is known to stand on the chain that leads to it.
    pub(super) fn chain_at(&self, decision: Option<ItemId>) -> ChainState {
        if self.state.chain.tip_id() == decision {
            return self.state.chain.clone();
        }
        #[cfg(test)]
        WALKS.set(WALKS.get() + 1);
        let mut chain = ChainState::empty(self.network());
        for id in decision.map(|decision| self.path_to(decision)).unwrap_or_default() {
            let Some(Known::Valid(effect)) = self.verdicts.get(&id) else { break };
            chain.apply(effect);
        }
        chain
    }

    /// What is to be said of a decision at the state after the one that it follows. Known once and for all, but for what refers to
    /// decisions that are not held.
    pub(super) fn verdict(&mut self, chain: &ChainState, decision: ItemId) -> Option<Known> {
        if let Some(known) = self.verdicts.get(&decision) {
            return Some(known.clone());
        }
        let known = match judge_among(chain, self.decisions.get(&decision)?, &self.decisions) {
            Verdict::Valid(effect) => Known::Valid(Arc::from(effect)),
            Verdict::Invalid(invalid) => Known::Invalid(invalid),
            Verdict::NeedsUpdate => Known::NeedsUpdate,
            Verdict::Pending(_) => return None,
        };
        self.verdicts.insert(decision, known.clone());
        Some(known)
    }

    /// Walks from the newest decision on, within its term.
    pub(super) fn walk_on(&mut self) {
        let mut tree = None;
        loop {
            let (mut valid, mut newer) = (BTreeMap::new(), BTreeSet::new());
            let tip = self.state.chain.tip_id();
            let network = self.network();
            let chain = std::mem::replace(&mut self.state.chain, ChainState::empty(network));
            for child in self.successors(tip) {
                match self.verdict(&chain, child) {
                    Some(Known::Valid(effect)) => drop(valid.insert(child, effect)),
                    Some(Known::NeedsUpdate) => drop(newer.insert(child)),
                    Some(Known::Invalid(invalid)) => drop(self.state.skipped.insert(child, invalid)),
                    None => {}
                }
            }
            self.state.chain = chain;
            let next = match (valid.len(), newer.len()) {
                (0, 0) => return,
                (1, 0) => valid.pop_first().map(|(_, effect)| effect),
                (0, 1) => None,
                _ => {
                    let tree = tree.get_or_insert_with(|| self.tree());
                    self.choose(tree, valid, &newer)
                }
            };
            let Some(effect) = next else {
                self.state.needs_update = !newer.is_empty();
                return;
            };
            self.state.chain.apply(&effect);
        }
    }

    /// Walks from the founding to a decision that an assembly goes on from, whatever a majority says to its siblings: they are
    /// evidence all the same.
    pub(super) fn walk_to(&mut self, decision: ItemId) {
        for id in self.path_to(decision) {
            let tip = self.state.chain.tip_id();
            let network = self.network();
            let mut chain = std::mem::replace(&mut self.state.chain, ChainState::empty(network));
            let mut valid = BTreeSet::new();
            for child in self.successors(tip) {
                match self.verdict(&chain, child) {
                    Some(Known::Valid(_)) => drop(valid.insert(child)),
                    Some(Known::Invalid(invalid)) => drop(self.state.skipped.insert(child, invalid)),
                    Some(Known::NeedsUpdate) | None => {}
                }
            }
            if let Some(Known::Valid(effect)) = self.verdict(&chain, id) {
                chain.apply(&effect);
            }
            self.state.chain = chain;
            self.record_contest(tip, valid);
            if self.state.chain.tip_id() != Some(id) {
                return;
            }
        }
    }

    /// Several valid decisions after one are evidence, wherever they stand.
    fn record_contest(&mut self, parent: Option<ItemId>, valid: BTreeSet<ItemId>) {
        if valid.len() < 2 {
            return;
        }
        let ordered_by = valid.iter().filter_map(|id| self.decisions.get(id).map(|read| read.signer)).collect();
        let contest = Contest { parent, children: valid.into_iter().collect(), ordered_by };
        if !self.state.overruled.contains(&contest) {
            self.state.overruled.push(contest);
        }
    }

    /// The held decisions that follow this one in its own term.
    fn successors(&self, tip: Option<ItemId>) -> Vec<ItemId> {
        let begins = |id: &&ItemId| tip.is_some() && self.decisions.get(id).is_some_and(super::ReadDecision::installs);
        self.children.get(&tip).into_iter().flatten().filter(|id| !begins(id)).copied().collect()
    }

    /// The one decision that a majority has acknowledged, or that the root of a revoked device vouches for, if this version can
    /// read it; otherwise the chain stops, with evidence.
    fn choose(&mut self, tree: &Tree, mut valid: BTreeMap<ItemId, Arc<Effect>>, newer: &BTreeSet<ItemId>) -> Option<Arc<Effect>> {
        let all: BTreeSet<ItemId> = valid.keys().chain(newer).copied().collect();
        let ordered_by = all.iter().filter_map(|id| self.decisions.get(id).map(|read| read.signer)).collect();
        let winner = self.winner(tree, &self.state.chain.roster, &all);
        let contest = Contest { parent: self.state.chain.tip_id(), children: all.into_iter().collect(), ordered_by };
        let Some(winner) = winner else {
            // What only a later version can read may turn out to break a rule: it is no evidence yet.
            self.state.halted = (valid.len() > 1).then_some(contest);
            return None;
        };
        let effect = valid.remove(&winner)?;
        self.state.overruled.push(contest);
        Some(effect)
    }

    /// Of several decisions after one, at which these are the members, the one that a majority or a root has chosen.
    fn winner(&self, tree: &Tree, roster: &Roster, children: &BTreeSet<ItemId>) -> Option<ItemId> {
        let mut winners = children.iter().filter(|id| tree.has_majority(**id, roster));
        let winner = winners.next().filter(|_| winners.next().is_none()).copied();
        winner.or_else(|| self.vouched(tree, roster, children))
    }

    /// Of several decisions by one device the one that leads to what its root vouched for when it revoked the device, if that is
    /// exactly one.
    fn vouched(&self, tree: &Tree, roster: &Roster, children: &BTreeSet<ItemId>) -> Option<ItemId> {
        let signers: BTreeSet<DeviceId> = children.iter().filter_map(|id| self.decisions.get(id)).map(|read| read.signer).collect();
        let device = signers.first().filter(|_| signers.len() == 1)?;
        let root = roster.everybody().get(&roster.operator_of_device(*device)?)?.root;
        let statements = self.statements.values().filter_map(|content| match content.checked() {
            Ok(Checked::Notice(signed)) => Some(signed),
            _ => None,
        });
        let newest = statements.flatten().filter(|signed| signed.root == root).filter_map(|signed| match &signed.statement.says {
            Says::Revocation(revocation) if revocation.device == *device => revocation.newest,
            _ => None,
        });
        let newest: Vec<ItemId> = newest.collect();
        let mut led_to = children.iter().filter(|child| newest.iter().any(|newest| tree.follows(*newest, **child)));
        led_to.next().filter(|_| led_to.next().is_none()).copied()
    }

    /// The operators of devices on the branches between which the chain halts: they have to meet so that it can go on. A branch
    /// that parts again, without a choice, is several; of very many the first are looked into, by their names.
    fn list_stranded(&mut self) {
        let contested = self.state.halted.as_ref().map(|contest| contest.children.clone()).unwrap_or_default();
        let mut open: BTreeSet<ItemId> = contested.into_iter().collect();
        let mut left = bounds::STRANDED_BRANCHES;
        let (mut stranded, mut ends) = (BTreeMap::new(), BTreeMap::new());
        let tree = (!open.is_empty()).then(|| self.tree());
        while let (Some(tree), Some(child), 1..) = (&tree, open.pop_first(), left) {
            left = left.saturating_sub(1);
            let mut chain = self.chain_at(Some(child));
            let parted = self.follow(tree, &mut chain);
            stranded.extend(chain.roster.speaking());
            if parted.is_empty() {
                ends.extend(chain.tip_id().map(|end| (child, end)));
            }
            open.extend(parted);
        }
        (self.state.stranded, self.state.branch_ends) = (stranded, ends);
    }

    /// The devices of those whom only a branch knew that an assembly left behind. A node that meets the assembly before it knows what
    /// they have acknowledged could not hear from them otherwise that the branch may stand.
    fn list_left_behind(&mut self) {
        let roster = &self.state.chain.roster;
        let unknown = self.left_behind.iter().filter(|(_, operator)| !roster.everybody().contains_key(operator));
        self.state.left_behind = unknown.map(|(device, operator)| (*device, *operator)).collect();
    }

    /// Follows a branch within its term for as long as it is clear how it goes on; gives the decisions between which it is not.
    fn follow(&mut self, tree: &Tree, chain: &mut ChainState) -> BTreeSet<ItemId> {
        loop {
            let mut valid = BTreeMap::new();
            for child in self.successors(chain.tip_id()) {
                if let Some(Known::Valid(effect)) = self.verdict(chain, child) {
                    valid.insert(child, effect);
                }
            }
            let children: BTreeSet<ItemId> = valid.keys().copied().collect();
            let only = children.first().filter(|_| children.len() == 1).copied();
            let next = only.or_else(|| self.winner(tree, &chain.roster, &children));
            let Some(effect) = next.and_then(|next| valid.remove(&next)) else { return children };
            chain.apply(&effect);
        }
    }

    /// Lists the decisions of former terms that stood until an assembly left them behind.
    fn list_void(&mut self) {
        self.state.void.clear();
        if self.state.chain.term == ChainState::FIRST_TERM {
            return;
        }
        let heads: Vec<ItemId> = self.state.chain.decisions.iter().map(|record| record.id).collect();
        let mut open: Vec<ItemId> = heads.iter().rev().flat_map(|id| self.left_behind(*id)).collect();
        let mut siblings: BTreeMap<(Option<ItemId>, u32), BTreeSet<ItemId>> = BTreeMap::new();
        while let Some(decision) = open.pop() {
            if self.state.void.len() >= bounds::VOID_DECISIONS {
                break;
            }
            let Some(envelope) = self.decisions.get(&decision).map(|read| (read.decision.parent, read.decision.term)) else {
                continue;
            };
            if !self.verdicts.contains_key(&decision) {
                let chain = self.chain_at(envelope.0);
                self.verdict(&chain, decision);
            }
            if matches!(self.verdicts.get(&decision), Some(Known::Valid(_))) {
                self.state.void.push(decision);
                siblings.entry(envelope).or_default().insert(decision);
                open.extend(self.left_behind(decision));
            }
        }
        self.state.void.sort_unstable();
        for ((parent, _), left) in siblings {
            self.record_contest(parent, left);
        }
    }

    /// The decisions after this one that are not on the chain and belong to a former term.
    fn left_behind(&self, parent: ItemId) -> Vec<ItemId> {
        let former = |id: &&ItemId| {
            let term = self.decisions.get(id).map(|read| read.decision.term);
            self.state.chain.height_of(**id).is_none() && term.is_some_and(|term| term < self.state.chain.term)
        };
        self.children.get(&Some(parent)).into_iter().flatten().filter(former).copied().collect()
    }
}
