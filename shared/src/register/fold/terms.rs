//! Which term counts: the highest one that an assembly began, and that leaves behind nothing that others stand behind.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Known, Register};
use crate::{
    identity::OperatorId,
    register::{
        ChainState, Contest, Effect, Invalid, ItemId, RegisterState, assembly::contradictors, chain::Change,
        checked::CheckedAssembly, reading::ReadDecision, tree::Tree,
    },
};

/// What leads to an assembly.
enum Path {
    /// The last decision before it that stands, and those after it that were not judged yet; the assembly last.
    Open(Option<ItemId>, Vec<ItemId>),
    /// A decision that breaks a rule.
    Broken,
    /// These, which do not hang together with the founding, or follow what cannot be judged now.
    Unrooted(Vec<ItemId>),
}

impl Register {
    /// Walks from the founding to the newest decision of the highest term that counts: term after term, as each was begun against
    /// what counted before.
    pub(super) fn walk_terms(&mut self) {
        self.left_behind.clear();
        self.walk_on();
        let mut begun: BTreeMap<u32, BTreeMap<ItemId, Arc<Effect>>> = BTreeMap::new();
        for id in &self.beginnings {
            if let Some(Known::Valid(effect)) = self.verdicts.get(id) {
                begun.entry(effect.record().term).or_default().insert(*id, Arc::clone(effect));
            }
        }
        let mut refused = BTreeSet::new();
        for rivals in begun.into_values() {
            self.begin(rivals, &mut refused);
        }
        self.state.skipped.extend(refused.into_iter().map(|id| (id, Invalid::BranchMayStand)));
    }

    /// Goes over to the term that one of these assemblies begins.
    fn begin(&mut self, mut rivals: BTreeMap<ItemId, Arc<Effect>>, refused: &mut BTreeSet<ItemId>) {
        let tree = self.tree();
        rivals.retain(|id, _| {
            let reaches = self.reaches_below(&tree, *id);
            if reaches {
                refused.insert(*id);
            }
            !reaches
        });
        let contest = (rivals.len() > 1).then(|| self.contest_of(&rivals));
        let Some(winner) = chosen(&tree, &rivals) else {
            if let Some(contest) = contest {
                self.note_left_behind();
                self.state = RegisterState::empty(self.network());
                contest.parent.into_iter().for_each(|parent| self.walk_to(parent));
                self.state.halted = Some(contest);
            }
            return;
        };
        self.note_left_behind();
        self.state = RegisterState::empty(self.network());
        self.walk_to(winner);
        self.state.overruled.extend(contest);
        self.walk_on();
    }

    /// Notes the members of the chain that counted before. Of whom that chain knew, it says which devices speak: an earlier branch
    /// has nothing to say of them any more.
    fn note_left_behind(&mut self) {
        let roster = &self.state.chain.roster;
        self.left_behind.retain(|_, operator| !roster.everybody().contains_key(operator));
        self.left_behind.extend(roster.speaking());
    }

    fn contest_of(&self, rivals: &BTreeMap<ItemId, Arc<Effect>>) -> Contest {
        Contest {
            parent: self.last_common(rivals.keys()),
            ordered_by: rivals.values().map(|effect| effect.record().ordered_by).collect(),
            children: rivals.keys().copied().collect(),
        }
    }

    /// Whether an assembly leaves behind what more than half of the members there have acknowledged on the chain that counted before.
    /// Members that signed the assembly as if they had not are no longer counted for it, nor who spoke against itself.
    ///
    /// The judge has made sure of it for the members at the base. Those who came after it have to be asked as well: otherwise who
    /// was a majority once, as a lone founder was, could take back the network for ever after.
    fn reaches_below(&self, tree: &Tree, assembly: ItemId) -> bool {
        let decisions = &self.state.chain.decisions;
        let path = self.path_to(assembly);
        let shared = decisions.iter().zip(&path).take_while(|(record, id)| record.id == **id).count();
        let last = shared.checked_sub(1).and_then(|place| decisions.get(place)).map(|record| record.id);
        if shared >= decisions.len() {
            return false;
        }
        let mut before = self.chain_at(last);
        let liars = self.counted_out(assembly);
        for record in decisions.iter().skip(shared) {
            let mut without = self.signed_against(tree, assembly, record.id, &before);
            without.extend(&liars);
            if tree.has_majority_without(record.id, &before.roster, &without) {
                return true;
            }
            let Some(Known::Valid(effect)) = self.verdicts.get(&record.id) else { return false };
            before.apply(effect);
        }
        false
    }

    /// The members that the judge did not count for anything that the assembly leaves behind, since they spoke against themselves.
    fn counted_out(&self, assembly: ItemId) -> BTreeSet<OperatorId> {
        let Some(read) = self.decisions.get(&assembly) else { return BTreeSet::new() };
        let Some(pair) = read.assembly().and_then(|assembly| assembly.contradiction) else { return BTreeSet::new() };
        contradictors(&self.chain_at(read.decision.parent), pair, &self.decisions).unwrap_or_default()
    }

    /// The members whose signature under the assembly does not say that they stand behind this decision.
    fn signed_against(&self, tree: &Tree, assembly: ItemId, decision: ItemId, before: &ChainState) -> BTreeSet<OperatorId> {
        let Some(assembly) = self.decisions.get(&assembly).and_then(ReadDecision::assembly) else { return BTreeSet::new() };
        let silent = assembly.signatures.iter().filter(|(_, install)| {
            let behind = install.parted.is_some_and(|parted| tree.follows(decision, parted));
            !behind
        });
        let certified = assembly.holds.iter().filter_map(|hold| Some((hold.device.as_ref()?.device, hold.operator)));
        let certified: BTreeMap<_, _> = certified.collect();
        let member = |device| before.roster.operator_of_device(device).or_else(|| certified.get(&device).copied());
        silent.filter_map(|(device, _)| member(*device)).collect()
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

    /// Judges every assembly whose base hangs together with the founding, and what lies on the way to that base. Says whether any
    /// of them stands that did not before.
    pub(super) fn judge_beginnings(&mut self) -> bool {
        let open: Vec<ItemId> = self.beginnings.iter().filter(|id| !self.verdicts.contains_key(id)).copied().collect();
        let mut begun = false;
        let mut unrooted = BTreeSet::new();
        for beginning in open {
            match self.unjudged_path(beginning, &unrooted) {
                Path::Open(before, ahead) => {
                    let judged = self.judge_path(before, &ahead);
                    // What this pass cannot judge is not walked again for those that follow it.
                    unrooted.extend(ahead.into_iter().skip(judged));
                }
                // What follows a decision that breaks a rule will never stand.
                Path::Broken => {
                    self.verdicts.entry(beginning).or_insert(Known::Invalid(Invalid::Parent));
                }
                Path::Unrooted(ahead) => unrooted.extend(ahead),
            }
            begun |= matches!(self.verdicts.get(&beginning), Some(Known::Valid(_)));
        }
        self.has_begun |= begun;
        begun
    }

    /// Judges decisions that follow each other, the first one `before`; says how many of them were judged.
    fn judge_path(&mut self, before: Option<ItemId>, ahead: &[ItemId]) -> usize {
        let mut chain = self.chain_at(before);
        for (place, id) in ahead.iter().enumerate() {
            match self.verdict(&chain, *id) {
                Some(Known::Valid(effect)) => chain.apply(&effect),
                Some(Known::Invalid(_)) => {
                    let begins = |id: &&ItemId| self.decisions.get(id).is_some_and(ReadDecision::installs);
                    for after in ahead.iter().skip(place.saturating_add(1)).filter(begins) {
                        self.verdicts.entry(*after).or_insert(Known::Invalid(Invalid::Parent));
                    }
                    return ahead.len();
                }
                Some(Known::NeedsUpdate) | None => return place,
            }
        }
        ahead.len()
    }

    /// The decisions up to this one that are not known to stand. Those that are `unrooted` were looked at before in this pass.
    fn unjudged_path(&self, beginning: ItemId, unrooted: &BTreeSet<ItemId>) -> Path {
        let mut ahead = vec![beginning];
        let mut place = beginning;
        loop {
            let Some(parent) = self.decisions.get(&place).map(|read| read.decision.parent) else { return Path::Unrooted(ahead) };
            let known = parent.and_then(|parent| self.verdicts.get(&parent));
            match (parent, known) {
                (None, _) | (_, Some(Known::Valid(_))) => {
                    ahead.reverse();
                    return Path::Open(parent, ahead);
                }
                (_, Some(Known::Invalid(_))) if ahead.len() == 1 => return Path::Broken,
                (Some(parent), _) if unrooted.contains(&parent) => return Path::Unrooted(ahead),
                (Some(parent), _) => {
                    ahead.push(parent);
                    place = parent;
                }
            }
        }
    }

    /// Whether members have begun a later term with rules that this version does not know.
    #[must_use]
    pub fn begins_newer(&self) -> bool {
        let newer = |id: &&ItemId| matches!(self.verdicts.get(id), Some(Known::NeedsUpdate));
        let later = |id: &ItemId| self.decisions.get(id).is_some_and(|read| read.decision.term > self.state.chain.term);
        self.beginnings.iter().filter(newer).any(later)
    }

    /// Whether the judge lets the decision stand on the chain that leads to it, whatever others have acknowledged.
    pub(in crate::register) fn stands_by_itself(&self, decision: &ItemId) -> bool {
        matches!(self.verdicts.get(decision), Some(Known::Valid(_)))
    }

    /// Whether a decision stands, and no assembly on the way to it was refused for what it leaves behind.
    pub(in crate::register) fn stands(&self, tree: &Tree, decision: ItemId) -> bool {
        let refused = |(id, invalid): (&ItemId, &Invalid)| *invalid == Invalid::BranchMayStand && tree.follows(decision, *id);
        self.stands_by_itself(&decision) && !self.state.skipped.iter().any(refused)
    }

    /// All assemblies that decisions carry, whether they stand or not, with verified signatures.
    pub(in crate::register) fn assemblies(&self) -> impl Iterator<Item = (ItemId, &CheckedAssembly)> {
        self.beginnings.iter().filter_map(|id| Some((*id, self.decisions.get(id)?.assembly()?)))
    }
}

/// The only one, or else the only one that a majority of its own roster has acknowledged.
fn chosen(tree: &Tree, rivals: &BTreeMap<ItemId, Arc<Effect>>) -> Option<ItemId> {
    if rivals.len() == 1 {
        return rivals.keys().next().copied();
    }
    let is_acknowledged = |(id, effect): &(&ItemId, &Arc<Effect>)| match &effect.change {
        Change::Install(_, roster) => tree.has_majority(**id, roster),
        _ => false,
    };
    let mut acknowledged = rivals.iter().filter(is_acknowledged).map(|(id, _)| *id);
    acknowledged.next().filter(|_| acknowledged.next().is_none())
}
