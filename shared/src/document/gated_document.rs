//! A document behind its gate: what every kind of document has in common.
//!
//! The result depends only on the set of changes offered and on who is an author, never on their order. Where a device wrote
//! two changes for one place in its line, the one that counts, else the anchored one, else the lower one has effect, with what
//! depends on it; the others stay without effect.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use automerge::{Automerge, Change, TextEncoding};

use super::{
    authority::Authority,
    change::{ChangeHash, DocumentId, Incarnation},
    chunk::Chunk,
    gate::{Gate, Refusal, Standing, Verdict},
    history::{History, Node, Place},
    rule::{Rule, Rules},
    shape::Schema,
};
use crate::{
    bounds,
    identity::{DeviceId, NetworkId},
    journal::EntryHash,
};

/// What became of an offered change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It has effect on the document.
    Accepted,
    /// It waits for changes that it builds on.
    Pending,
    /// It is well made, but another change of its device took its place, or that of one that it builds on; or its author may
    /// not write any more, and nobody who may builds on it.
    WithoutEffect,
    /// It belongs to another epoch than the one that counts, or to a later one that is not known yet.
    OtherEpoch,
    /// It breaks a rule: evidence against its signer.
    Refused(Refusal),
}

/// A fault of this program: automerge panicked, or gave another result than expected, on changes that were found good. It
/// accuses nobody. The document stays as it was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alarm {
    /// The change at which it happened: the last of several.
    pub change: ChangeHash,
}

/// The changes of a document, and what they add up to.
#[derive(Debug, Clone)]
pub(super) struct GatedDocument {
    pub(super) gate: Gate,
    pub(super) history: History,
    authority: Authority,
    /// Changes that wait, by a dependency that is not there.
    waiting: BTreeMap<ChangeHash, BTreeMap<ChangeHash, Offer>>,
    /// The dependency that each of them waits for.
    waits_for: BTreeMap<ChangeHash, ChangeHash>,
    /// The changes with effect, by the place that each takes in its device's line.
    effective: BTreeMap<(DeviceId, u64), Place>,
    pub(super) heads: BTreeSet<ChangeHash>,
    pub(super) document: Automerge,
    alarm: Option<Alarm>,
    refusals: BTreeMap<EntryHash, (DeviceId, Refusal)>,
    /// While many are offered at once: changes with effect that automerge has not been given yet.
    gathered: Option<Vec<Place>>,
}

#[derive(Debug, Clone)]
struct Offer {
    standing: Standing,
    entry: EntryHash,
    chunk: Chunk,
}

impl GatedDocument {
    /// An empty document, whose changes must obey all rules.
    pub(super) fn new(network: NetworkId, document: DocumentId, schema: Schema) -> Self {
        Self {
            gate: Gate { network, document, schema, rules: Rules::ALL },
            history: History::default(),
            authority: Authority::default(),
            waiting: BTreeMap::new(),
            waits_for: BTreeMap::new(),
            effective: BTreeMap::new(),
            heads: BTreeSet::new(),
            document: blank(),
            alarm: None,
            refusals: BTreeMap::new(),
            gathered: None,
        }
    }

    /// Offers what `offer` offers, and gives automerge all that has effect at once: many times faster than one by one.
    pub(super) fn gather(&mut self, offer: impl FnOnce(&mut Self)) {
        self.gathered = Some(Vec::new());
        offer(self);
        let places = self.gathered.take().unwrap_or_default();
        if !places.is_empty() {
            self.take_up(&places, false);
        }
    }

    /// Offers a change that stands in a journal, in the entry with this hash. The same change may be offered again.
    pub(super) fn apply(&mut self, standing: Standing, entry: EntryHash, change: &[u8]) -> Applied {
        match self.gate.first_look(standing, change) {
            Ok(chunk) => self.offer(Offer { standing, entry, chunk }),
            Err(refusal) => self.refuse(standing.device, entry, refusal),
        }
    }

    /// Says whose changes count by themselves from now on.
    pub(super) fn set_authority(&mut self, authority: Authority) {
        if self.authority != authority {
            self.authority = authority;
            self.decide_again();
        }
    }

    pub(super) const fn authority(&self) -> &Authority {
        &self.authority
    }

    pub(super) const fn alarm(&self) -> Option<&Alarm> {
        self.alarm.as_ref()
    }

    pub(super) fn pending(&self) -> usize {
        self.waits_for.len()
    }

    /// Whether a change of this device waits for others.
    pub(super) fn waits(&self, device: DeviceId) -> bool {
        self.waiting.values().flat_map(BTreeMap::values).any(|offer| offer.standing.device == device)
    }

    pub(super) const fn refusals(&self) -> &BTreeMap<EntryHash, (DeviceId, Refusal)> {
        &self.refusals
    }

    /// The author's incarnation if the document ends with its last change, else a new one that this entry opens.
    pub(super) fn continued(&self, author: Incarnation, entry_seq: u64) -> Incarnation {
        let actor = self.gate.actor(author.device, author.opened_at);
        let (_, last) = self.effective.range((author.device, 0)..=(author.device, u64::MAX)).next_back().unzip();
        let last = last.and_then(|place| self.history.node(*place)).map(|node| (node.chunk.actor, node.chunk.seq));
        let continues = last.is_some() && last == self.history.last_seq(&actor).map(|seq| (actor, seq));
        if continues { author } else { Incarnation { opened_at: entry_seq, ..author } }
    }

    /// Judges a change without taking it in: nothing for a good one whose past is held, else what stands against it.
    pub(super) fn objection(&self, standing: Standing, change: &[u8]) -> Option<Applied> {
        let judged = self.gate.first_look(standing, change).map(|mut chunk| self.history.judge(&self.gate, standing, &mut chunk));
        match judged {
            Ok(Verdict::Good(_)) => None,
            Ok(Verdict::Missing(_)) => Some(Applied::Pending),
            Ok(Verdict::Refused(refusal)) | Err(refusal) => Some(Applied::Refused(refusal)),
        }
    }

    fn refuse(&mut self, device: DeviceId, entry: EntryHash, refusal: Refusal) -> Applied {
        self.refusals.insert(entry, (device, refusal));
        if self.refusals.len() > bounds::PAGE_REFUSALS {
            self.refusals.pop_last();
        }
        Applied::Refused(refusal)
    }

    fn offer(&mut self, offer: Offer) -> Applied {
        if let Some(place) = self.history.find(&offer.chunk.hash) {
            if self.history.stands_earlier(place, offer.standing.entry_seq) && self.authority != Authority::default() {
                self.decide_again();
            }
            return self.outcome(place);
        }
        if let Some(known) = self.waiting_offer(&offer.chunk.hash) {
            known.standing.entry_seq = known.standing.entry_seq.min(offer.standing.entry_seq);
            return Applied::Pending;
        }
        if self.history.len().saturating_add(self.waits_for.len()) >= bounds::DOCUMENT_CHANGES {
            return Applied::Refused(Refusal::TooManyChanges);
        }
        let hash = offer.chunk.hash;
        let applied = self.judge(offer);
        let mut arrived: Vec<ChangeHash> = self.history.find(&hash).map(|_| hash).into_iter().collect();
        while let Some(hash) = arrived.pop() {
            for (hash, offer) in self.waiting.remove(&hash).unwrap_or_default() {
                self.waits_for.remove(&hash);
                if matches!(self.judge(offer), Applied::Accepted | Applied::WithoutEffect) {
                    arrived.push(hash);
                }
            }
        }
        self.history.find(&hash).map_or(applied, |place| self.outcome(place))
    }

    fn waiting_offer(&mut self, hash: &ChangeHash) -> Option<&mut Offer> {
        let dependency = self.waits_for.get(hash)?;
        self.waiting.get_mut(dependency)?.get_mut(hash)
    }

    fn judge(&mut self, mut offer: Offer) -> Applied {
        match self.history.judge(&self.gate, offer.standing, &mut offer.chunk) {
            Verdict::Good(past) => {
                let place = self.history.add(offer.chunk, offer.standing, past);
                self.settle(place);
                self.outcome(place)
            }
            Verdict::Missing(dependency) => {
                self.waits_for.insert(offer.chunk.hash, dependency);
                self.waiting.entry(dependency).or_default().insert(offer.chunk.hash, offer);
                Applied::Pending
            }
            Verdict::Refused(refusal) => self.refuse(offer.standing.device, offer.entry, refusal),
        }
    }

    fn outcome(&self, place: Place) -> Applied {
        let slot = self.history.node(place).map(Node::slot);
        let effective = slot.and_then(|slot| self.effective.get(&slot)) == Some(&place);
        if effective { Applied::Accepted } else { Applied::WithoutEffect }
    }

    /// Gives a new change its effect. It changes that of others only when it contends for a place, or vouches for what had none.
    fn settle(&mut self, place: Place) {
        let Some(node) = self.history.node(place) else { return };
        let everybody = self.authority == Authority::default();
        let built = self.builds_on(node, &self.effective);
        let contested = self.history.contenders(node.slot()).len() > 1;
        let holder = self.effective.get(&node.slot()).and_then(|holder| self.history.node(*holder));
        if everybody && (!built || holder.is_some_and(|holder| holder.rank() < node.rank())) {
            return;
        }
        let counts = self.authority.counts(&node.standing);
        if contested || (counts && !built) {
            self.decide_again();
        } else if counts {
            let slot = node.slot();
            self.effective.insert(slot, place);
            match &mut self.gathered {
                Some(gathered) => gathered.push(place),
                None => self.take_up(&[place], false),
            }
        }
    }

    fn builds_on(&self, node: &Node, effective: &BTreeMap<(DeviceId, u64), Place>) -> bool {
        let has_effect = |hash| match self.history.find(hash) {
            Some(place) => self.history.node(place).is_some_and(|node| effective.get(&node.slot()) == Some(&place)),
            None => !self.gate.rules.has(Rule::Dependencies),
        };
        node.chunk.dependencies.iter().all(has_effect)
    }

    /// Decides again which changes have effect.
    fn decide_again(&mut self) {
        let decided = self.decide();
        if decided == self.effective {
            return;
        }
        if let Some(gathered) = self.gathered.as_mut().map(std::mem::take).filter(|gathered| !gathered.is_empty()) {
            self.take_up(&gathered, false);
        }
        let kept = self.effective.iter().all(|(slot, place)| decided.get(slot) == Some(place));
        let is_new = |slot: &_| !kept || !self.effective.contains_key(slot);
        let mut places: Vec<Place> = decided.iter().filter(|(slot, _)| is_new(*slot)).map(|(_, place)| *place).collect();
        places.sort_unstable_by_key(|place| self.history.node(*place).map(Node::rank));
        self.effective = decided;
        self.take_up(&places, !kept);
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

    /// Applies changes, each after those that it builds on, to the document or to an empty one. Whatever comes out otherwise than expected is a fault of this
    /// program, since every change was found good: then the document stays as it was.
    ///
    /// The document is given away whole and taken back only when it is right, so that only a fault costs a copy of it: what was
    /// given away wrong is made again from the history.
    fn take_up(&mut self, places: &[Place], anew: bool) {
        if self.alarm.is_some() {
            return;
        }
        let mut heads = if anew { BTreeSet::new() } else { self.heads.clone() };
        let mut changes = Vec::with_capacity(places.len());
        for node in places.iter().filter_map(|place| self.history.node(*place)) {
            extend_heads(&mut heads, node);
            changes.push(node.chunk.change.clone());
        }
        let given = if anew { blank() } else { std::mem::replace(&mut self.document, blank()) };
        if let Some(document) = applied(given, changes, &heads) {
            self.document = document;
            self.heads = heads;
            return;
        }
        let last = places.last().and_then(|place| self.history.node(*place));
        self.alarm = last.map(|node| Alarm { change: node.chunk.hash });
        if !anew {
            self.remake();
        }
    }

    /// Makes the document again as it was at its heads.
    fn remake(&mut self) {
        #[cfg(debug_assertions)]
        let _spared = super::planted::spare();
        let before = self.ancestors(self.heads.iter());
        let mut nodes: Vec<&Node> = before.iter().filter_map(|place| self.history.node(*place)).collect();
        nodes.sort_unstable_by_key(|node| node.rank());
        let changes = nodes.iter().map(|node| node.chunk.change.clone()).collect();
        if let Some(document) = applied(blank(), changes, &self.heads) {
            self.document = document;
        }
    }

    fn ancestors<'h>(&'h self, heads: impl Iterator<Item = &'h ChangeHash>) -> BTreeSet<Place> {
        let mut open: Vec<Place> = heads.filter_map(|hash| self.history.find(hash)).collect();
        let mut found = BTreeSet::new();
        while let Some(place) = open.pop() {
            if found.insert(place) {
                let dependencies = self.history.node(place).map(|node| node.chunk.dependencies.as_slice()).unwrap_or_default();
                open.extend(dependencies.iter().filter_map(|hash| self.history.find(hash)));
            }
        }
        found
    }
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
