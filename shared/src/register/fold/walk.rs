//! From the founding to the newest decision that counts.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Known, Register};
use crate::{
    bounds,
    register::{ChainState, Contest, Effect, ItemId, Verdict, chain::Change, judge::judge_among, tree::Tree},
};

/// Where the term that counts begins.
enum Beginning {
    /// With the founding.
    Founding,
    /// With this assembly.
    Assembly(ItemId),
    /// Several assemblies begin the highest term, and not exactly one of them is acknowledged by a majority.
    Contested(Contest),
}

impl Register {
    /// Moves the chain on as far as the held decisions carry it.
    pub(super) fn advance(&mut self) {
        self.state.halted = None;
        self.state.needs_update = false;
        self.judge_beginnings();
        match self.beginning() {
            Beginning::Founding => self.walk_on(),
            Beginning::Assembly(decision) => {
                if self.state.chain.height_of(decision).is_none() {
                    self.state.chain = self.chain_at(Some(decision));
                }
                self.walk_on();
            }
            Beginning::Contested(contest) => {
                self.state.chain = self.chain_at(contest.parent);
                self.state.halted = Some(contest);
            }
        }
        self.list_void();
    }

    /// The state after a held decision, on whatever chain; nothing when it does not stand on one.
    #[must_use]
    pub fn state_at(&self, decision: ItemId) -> Option<ChainState> {
        let chain = self.chain_at(Some(decision));
        (chain.tip_id() == Some(decision)).then_some(chain)
    }

    pub(in crate::register) fn tree(&self) -> Tree {
        Tree::new(&self.children, &self.decisions, &self.acknowledged)
    }

    /// The decisions from the founding to this one, as far as they are held, the founding first.
    fn path_to(&self, decision: ItemId) -> Vec<ItemId> {
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
    fn chain_at(&self, decision: Option<ItemId>) -> ChainState {
        if self.state.chain.tip_id() == decision {
            return self.state.chain.clone();
        }
        let mut chain = ChainState::empty(self.network());
        for id in decision.map(|decision| self.path_to(decision)).unwrap_or_default() {
            let Some(Known::Valid(effect)) = self.verdicts.get(&id) else { break };
            chain.apply(effect);
        }
        chain
    }

    /// What is to be said of a decision at the state after the one that it follows. Known once and for all, but for what refers to
    /// decisions that are not held.
    fn verdict(&mut self, chain: &ChainState, decision: ItemId) -> Option<Known> {
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

    /// Judges every assembly whose base hangs together with the founding, and what lies on the way to that base.
    fn judge_beginnings(&mut self) {
        let open: Vec<ItemId> = self.beginnings.iter().filter(|id| !self.verdicts.contains_key(id)).copied().collect();
        for beginning in open {
            let path = self.path_to(beginning);
            let unknown = path.iter().position(|id| !matches!(self.verdicts.get(id), Some(Known::Valid(_))));
            let Some(unknown) = unknown else { continue };
            let (before, ahead) = path.split_at(unknown);
            let rooted = before.last().is_some() || path.first().is_some_and(|first| self.follows_nothing(*first));
            if !rooted {
                continue;
            }
            let mut chain = self.chain_at(before.last().copied());
            for id in ahead {
                let Some(Known::Valid(effect)) = self.verdict(&chain, *id) else { break };
                chain.apply(&effect);
            }
        }
    }

    fn follows_nothing(&self, decision: ItemId) -> bool {
        self.decisions.get(&decision).is_some_and(|read| read.decision.parent.is_none())
    }

    /// The highest term that was validly begun counts.
    fn beginning(&mut self) -> Beginning {
        let valid = self.beginnings.iter().filter_map(|id| match self.verdicts.get(id) {
            Some(Known::Valid(effect)) => Some((effect.record().term, *id, Arc::clone(effect))),
            _ => None,
        });
        let valid: Vec<(u32, ItemId, Arc<Effect>)> = valid.collect();
        let Some(highest) = valid.iter().map(|(term, ..)| *term).max() else { return Beginning::Founding };
        let rivals: BTreeMap<ItemId, Arc<Effect>> =
            valid.into_iter().filter(|(term, ..)| *term == highest).map(|(_, id, effect)| (id, effect)).collect();
        if let (1, Some(only)) = (rivals.len(), rivals.keys().next()) {
            return Beginning::Assembly(*only);
        }
        let tree = self.tree();
        let acknowledged = |(id, effect): &(&ItemId, &Arc<Effect>)| matches!(&effect.change, Change::Install(_, roster) if tree.has_majority(**id, roster));
        let mut winners = rivals.iter().filter(acknowledged).map(|(id, _)| *id);
        let winner = winners.next().filter(|_| winners.next().is_none());
        let contest = Contest {
            parent: self.last_common(rivals.keys()),
            ordered_by: rivals.values().map(|effect| effect.record().ordered_by).collect(),
            children: rivals.into_keys().collect(),
        };
        match winner {
            Some(winner) => {
                if !self.state.overruled.contains(&contest) {
                    self.state.overruled.push(contest);
                }
                Beginning::Assembly(winner)
            }
            None => Beginning::Contested(contest),
        }
    }

    /// The newest decision that lies before all of these.
    fn last_common<'i>(&self, decisions: impl Iterator<Item = &'i ItemId>) -> Option<ItemId> {
        let mut paths = decisions.map(|id| self.path_to(*id));
        let first = paths.next()?;
        let shared = paths.fold(first.len(), |shared, path| {
            let same = first.iter().zip(&path).take_while(|(one, other)| one == other).count();
            shared.min(same)
        });
        first.get(shared.checked_sub(1)?).copied()
    }

    /// Walks from the newest decision on, within its term.
    fn walk_on(&mut self) {
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
                    choose(&mut self.state, &self.decisions, tree, valid, &newer)
                }
            };
            let Some(effect) = next else {
                self.state.needs_update = !newer.is_empty();
                return;
            };
            self.state.chain.apply(&effect);
        }
    }

    /// The held decisions that follow this one in its own term.
    fn successors(&self, tip: Option<ItemId>) -> Vec<ItemId> {
        let begins = |id: &&ItemId| tip.is_some() && self.decisions.get(id).is_some_and(super::ReadDecision::installs);
        self.children.get(&tip).into_iter().flatten().filter(|id| !begins(id)).copied().collect()
    }

    /// Lists the decisions of former terms that stood until an assembly left them behind.
    fn list_void(&mut self) {
        self.state.void.clear();
        if self.state.chain.term == ChainState::FIRST_TERM {
            return;
        }
        let heads: Vec<ItemId> = self.state.chain.decisions.iter().map(|record| record.id).collect();
        let mut open: Vec<ItemId> = heads.iter().rev().flat_map(|id| self.left_behind(*id)).collect();
        while let Some(decision) = open.pop() {
            if self.state.void.len() >= bounds::VOID_DECISIONS {
                break;
            }
            if !self.verdicts.contains_key(&decision) {
                let parent = self.decisions.get(&decision).and_then(|read| read.decision.parent);
                let chain = self.chain_at(parent);
                self.verdict(&chain, decision);
            }
            if matches!(self.verdicts.get(&decision), Some(Known::Valid(_))) {
                self.state.void.push(decision);
                open.extend(self.left_behind(decision));
            }
        }
        self.state.void.sort_unstable();
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

/// The one decision that a majority has acknowledged, if this version can read it; otherwise the chain stops, with evidence.
fn choose(
    state: &mut crate::register::RegisterState,
    decisions: &BTreeMap<ItemId, super::ReadDecision>,
    tree: &Tree,
    mut valid: BTreeMap<ItemId, Arc<Effect>>,
    newer: &BTreeSet<ItemId>,
) -> Option<Arc<Effect>> {
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
