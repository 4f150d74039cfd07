//! What the changes of a document add up to: which of them have effect, and the automerge document that they make.
//!
//! A change that contends for no place has its effect at once, which costs as much as the change. One that does may take effect
//! from all that came after it, which costs as much as the whole document: that is put off until somebody reads, so that a device
//! that contradicts itself a thousand times makes others decide once and not a thousand times.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use automerge::{Automerge, Change, TextEncoding};

use super::{
    authority::Authority,
    change::ChangeHash,
    gated_document::Alarm,
    history::{History, Node, Place},
    rule::{Rule, Rules},
};
use crate::identity::DeviceId;

/// What the effect of changes follows from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grounds<'d> {
    pub(super) history: &'d History,
    pub(super) authority: &'d Authority,
    pub(super) rules: Rules,
}

/// The changes with effect, and the document that they make.
#[derive(Debug, Clone)]
pub(super) struct Effect {
    /// The changes with effect, by the place that each takes in its device's line.
    effective: BTreeMap<(DeviceId, u64), Place>,
    /// Those of them on which no other builds.
    pub(super) heads: BTreeSet<ChangeHash>,
    pub(super) document: Automerge,
    pub(super) alarm: Option<Alarm>,
    /// While many changes are offered at once: those with effect that automerge has not been given yet.
    gathered: Option<Vec<Place>>,
    /// Whether it has to be decided again which changes have effect.
    due: bool,
}

impl Effect {
    /// That of no change at all.
    pub(super) fn none() -> Self {
        Self { effective: BTreeMap::new(), heads: BTreeSet::new(), document: blank(), alarm: None, gathered: None, due: false }
    }

    /// Whether the change has effect.
    pub(super) fn has(&self, history: &History, place: Place) -> bool {
        history.node(place).and_then(|node| self.effective.get(&node.slot())) == Some(&place)
    }

    /// The last change with effect in a device's line.
    pub(super) fn last_of(&self, device: DeviceId) -> Option<Place> {
        self.effective.range((device, 0)..=(device, u64::MAX)).next_back().map(|(_, place)| *place)
    }

    /// Keeps what has effect from automerge until [`Effect::give`].
    pub(super) fn gather(&mut self) {
        self.gathered = Some(Vec::new());
    }

    /// Gives automerge what was gathered: many times faster than one by one.
    pub(super) fn give(&mut self, history: &History) {
        let places = self.gathered.take().unwrap_or_default();
        if !places.is_empty() {
            self.take_up(history, &places, false);
        }
    }

    /// Has it decided again, when it is next asked for, which changes have effect.
    pub(super) const fn put_off(&mut self) {
        self.due = true;
    }

    #[cfg(test)]
    pub(super) const fn is_due(&self) -> bool {
        self.due
    }

    /// Gives a new change its effect. It changes that of others only when it contends for a place, or vouches for what had none.
    pub(super) fn settle(&mut self, grounds: Grounds, place: Place) {
        let Some(node) = grounds.history.node(place).filter(|_| !self.due) else { return };
        let everybody = *grounds.authority == Authority::default();
        let built = grounds.builds_on(node, &self.effective);
        let contested = grounds.history.contenders(node.slot()).len() > 1;
        let holder = self.effective.get(&node.slot()).and_then(|holder| grounds.history.node(*holder));
        if everybody && (!built || holder.is_some_and(|holder| holder.rank() < node.rank())) {
            return;
        }
        let counts = grounds.authority.counts(&node.standing);
        if contested || (counts && !built) {
            self.put_off();
        } else if counts {
            self.effective.insert(node.slot(), place);
            match &mut self.gathered {
                Some(gathered) => gathered.push(place),
                None => self.take_up(grounds.history, &[place], false),
            }
        }
    }

    /// Decides again which changes have effect, where that is due.
    pub(super) fn bring_up_to_date(&mut self, grounds: Grounds) {
        if !std::mem::take(&mut self.due) {
            return;
        }
        let decided = grounds.decide();
        if decided == self.effective {
            return;
        }
        let kept = self.effective.iter().all(|(slot, place)| decided.get(slot) == Some(place));
        let is_new = |slot: &_| !kept || !self.effective.contains_key(slot);
        let mut places: Vec<Place> = decided.iter().filter(|(slot, _)| is_new(*slot)).map(|(_, place)| *place).collect();
        places.sort_unstable_by_key(|place| grounds.history.node(*place).map(Node::rank));
        self.effective = decided;
        self.take_up(grounds.history, &places, !kept);
    }

    /// Applies changes, each after those that it builds on, to the document or to an empty one. Whatever comes out otherwise than
    /// expected is a fault of this program, since every change was found good: then the document stays as it was.
    ///
    /// The document is given away whole and taken back only when it is right, so that only a fault costs a copy of it: what was
    /// given away wrong is made again from the history.
    fn take_up(&mut self, history: &History, places: &[Place], anew: bool) {
        if self.alarm.is_some() {
            return;
        }
        let mut heads = if anew { BTreeSet::new() } else { self.heads.clone() };
        let mut changes = Vec::with_capacity(places.len());
        for node in places.iter().filter_map(|place| history.node(*place)) {
            extend_heads(&mut heads, node);
            changes.push(node.chunk.change.clone());
        }
        let given = if anew { blank() } else { std::mem::replace(&mut self.document, blank()) };
        if let Some(document) = applied(given, changes, &heads) {
            self.document = document;
            self.heads = heads;
            return;
        }
        let last = places.last().and_then(|place| history.node(*place));
        self.alarm = last.map(|node| Alarm { change: node.chunk.hash });
        if !anew {
            self.remake(history);
        }
    }

    /// Makes the document again as it was at its heads.
    fn remake(&mut self, history: &History) {
        #[cfg(debug_assertions)]
        let _spared = super::planted::spare();
        let before = ancestors(history, self.heads.iter());
        let mut nodes: Vec<&Node> = before.iter().filter_map(|place| history.node(*place)).collect();
        nodes.sort_unstable_by_key(|node| node.rank());
        let changes = nodes.iter().map(|node| node.chunk.change.clone()).collect();
        if let Some(document) = applied(blank(), changes, &self.heads) {
            self.document = document;
        }
    }
}

impl Grounds<'_> {
    fn builds_on(&self, node: &Node, effective: &BTreeMap<(DeviceId, u64), Place>) -> bool {
        let has_effect = |hash| match self.history.find(hash) {
            Some(place) => self.history.node(place).is_some_and(|node| effective.get(&node.slot()) == Some(&place)),
            None => !self.rules.has(Rule::Dependencies),
        };
        node.chunk.dependencies.iter().all(has_effect)
    }

    /// From the lowest change to the highest: each needs its dependencies and its place. Then what nobody vouches for is left
    /// out: a change stays that counts by itself, or that one builds on which does.
    fn decide(&self) -> BTreeMap<(DeviceId, u64), Place> {
        let mut places: Vec<_> = self.history.iter().map(|(place, node)| (node.rank(), place)).collect();
        places.sort_unstable();
        let mut effective = BTreeMap::new();
        for (_, place) in &places {
            let Some(node) = self.history.node(*place) else { continue };
            if self.builds_on(node, &effective) && !effective.contains_key(&node.slot()) && !self.is_outclaimed(node) {
                effective.insert(node.slot(), *place);
            }
        }
        let mut vouched: BTreeSet<Place> = BTreeSet::new();
        for (_, place) in places.iter().rev() {
            let Some(node) = self.history.node(*place).filter(|node| effective.get(&node.slot()) == Some(place)) else { continue };
            if self.authority.counts(&node.standing) || vouched.contains(place) {
                vouched.insert(*place);
                vouched.extend(node.chunk.dependencies.iter().filter_map(|hash| self.history.find(hash)));
            }
        }
        effective.retain(|_, place| vouched.contains(place));
        effective
    }

    fn is_outclaimed(&self, node: &Node) -> bool {
        let claim = self.authority.claim(&node.standing);
        let others = self.history.contenders(node.slot()).iter().filter_map(|place| self.history.node(*place));
        others.into_iter().any(|other| self.authority.claim(&other.standing) < claim)
    }
}

fn ancestors<'h>(history: &History, heads: impl Iterator<Item = &'h ChangeHash>) -> BTreeSet<Place> {
    let mut open: Vec<Place> = heads.filter_map(|hash| history.find(hash)).collect();
    let mut found = BTreeSet::new();
    while let Some(place) = open.pop() {
        if found.insert(place) {
            let dependencies = history.node(place).map(|node| node.chunk.dependencies.as_slice()).unwrap_or_default();
            open.extend(dependencies.iter().filter_map(|hash| history.find(hash)));
        }
    }
    found
}

/// An empty automerge document. Places in texts are counted in characters, on every node alike.
pub(super) fn blank() -> Automerge {
    Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint)
}

/// The document with these changes, if it then has these heads.
fn applied(mut document: Automerge, changes: Vec<Change>, heads: &BTreeSet<ChangeHash>) -> Option<Automerge> {
    let applied = catch_unwind(AssertUnwindSafe(move || {
        #[cfg(debug_assertions)]
        super::planted::strike();
        document.apply_changes(changes).ok().map(|()| document)
    }));
    applied.ok().flatten().filter(|document| heads_of(document) == *heads)
}

fn extend_heads(heads: &mut BTreeSet<ChangeHash>, node: &Node) {
    for dependency in &node.chunk.dependencies {
        heads.remove(dependency);
    }
    heads.insert(node.chunk.hash);
}

pub(super) fn heads_of(document: &Automerge) -> BTreeSet<ChangeHash> {
    document.get_heads().into_iter().map(|hash| ChangeHash::from_bytes(hash.0)).collect()
}
