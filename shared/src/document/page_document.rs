//! The page of one operator: applying the changes of its devices, making new ones, and reading it.
//!
//! The result depends only on the set of changes offered, never on their order. Where a device wrote two changes for one place
//! in its line, the lower one counts, with what depends on it; the others stay without effect.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use automerge::{Automerge, ROOT, ReadDoc, ScalarValueRef, ValueRef};

use super::{
    change::{ChangeHash, Incarnation, PageChange, PageId, actor_id},
    chunk::PageChunk,
    gate::{FirstLook, Refusal, Verdict, first_look},
    history::{History, Node, Place},
    key,
};
use crate::{
    bounds,
    directory::{Fields, Page, PageEdit, RowKind},
    identity::{DeviceId, NetworkId, OperatorId},
    journal::EntryHash,
    text::Slug,
};

mod edit;

pub use edit::EditError;

/// What became of an offered change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It has effect on the page.
    Accepted,
    /// It waits for changes that it builds on.
    Pending,
    /// It is well made, but another change of its device took its place, or that of one that it builds on.
    WithoutEffect,
    /// It belongs to a later epoch, which this version does not know.
    Later,
    /// It breaks a rule: evidence against its signer.
    Refused(Refusal),
}

/// The page of one operator as a document.
#[derive(Debug, Clone)]
pub struct PageDocument {
    network: NetworkId,
    page: PageId,
    history: History,
    /// Changes that wait, by a dependency that is not there.
    waiting: BTreeMap<ChangeHash, BTreeMap<ChangeHash, Offer>>,
    /// The dependency that each of them waits for.
    waits_for: BTreeMap<ChangeHash, ChangeHash>,
    /// The changes with effect, by the place that each takes in its device's line.
    effective: BTreeMap<(DeviceId, u64), Place>,
    heads: BTreeSet<ChangeHash>,
    document: Automerge,
    frozen: bool,
    refusals: BTreeMap<EntryHash, (DeviceId, Refusal)>,
}

#[derive(Debug, Clone)]
struct Offer {
    device: DeviceId,
    opened_at: u64,
    entry: EntryHash,
    chunk: PageChunk,
}

impl PageDocument {
    /// An empty page.
    #[must_use]
    pub fn new(network: NetworkId, operator: OperatorId) -> Self {
        Self {
            network,
            page: PageId::of(network, operator),
            history: History::default(),
            waiting: BTreeMap::new(),
            waits_for: BTreeMap::new(),
            effective: BTreeMap::new(),
            heads: BTreeSet::new(),
            document: Automerge::new(),
            frozen: false,
            refusals: BTreeMap::new(),
        }
    }

    /// Offers the change that stands in the journal of `device` at `entry_seq`, in the entry with this hash.
    ///
    /// The caller has verified the entry and that the device is one of the operator's. The same change may be offered again.
    pub fn apply(&mut self, device: DeviceId, entry_seq: u64, entry: EntryHash, body: &PageChange) -> Applied {
        match first_look(self.network, self.page, device, entry_seq, body) {
            Ok(FirstLook::Later) => Applied::Later,
            Ok(FirstLook::Read(chunk)) => self.offer(Offer { device, opened_at: body.opened_at, entry, chunk: *chunk }),
            Err(refusal) => self.refuse(device, entry, refusal),
        }
    }

    /// What the page says now.
    #[must_use]
    pub fn page(&self) -> Page {
        Page::from_fields(&self.rows())
    }

    /// The hashes of the changes with effect on which no other builds, ascending.
    #[must_use]
    pub fn heads(&self) -> Vec<[u8; 32]> {
        self.heads.iter().map(|hash| *hash.as_bytes()).collect()
    }

    /// Whether a fault of this program stopped the page: it stays as it was then. Nobody is to blame for it.
    #[must_use]
    pub const fn is_frozen(&self) -> bool {
        self.frozen
    }

    /// Changes that wait for others.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.waits_for.len()
    }

    /// Refused changes by the hash of their entry, with their signer: those with the lowest hashes, at most
    /// [`bounds::PAGE_REFUSALS`]. Also names those that were pending at first.
    #[must_use]
    pub const fn refusals(&self) -> &BTreeMap<EntryHash, (DeviceId, Refusal)> {
        &self.refusals
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
            return self.outcome(place);
        }
        if self.waits_for.contains_key(&offer.chunk.hash) {
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

    fn judge(&mut self, offer: Offer) -> Applied {
        match self.history.judge(&offer.chunk, offer.device, offer.opened_at) {
            Verdict::Good(past) => {
                let place = self.history.add(offer.chunk, offer.device, offer.opened_at, past);
                self.settle(place);
                self.outcome(place)
            }
            Verdict::Missing(dependency) => {
                self.waits_for.insert(offer.chunk.hash, dependency);
                self.waiting.entry(dependency).or_default().insert(offer.chunk.hash, offer);
                Applied::Pending
            }
            Verdict::Refused(refusal) => self.refuse(offer.device, offer.entry, refusal),
        }
    }

    fn outcome(&self, place: Place) -> Applied {
        let slot = self.history.node(place).map(Node::slot);
        let effective = slot.and_then(|slot| self.effective.get(&slot)) == Some(&place);
        if effective { Applied::Accepted } else { Applied::WithoutEffect }
    }

    /// Gives a new change its effect. It changes that of others only when it takes the place of a higher one.
    fn settle(&mut self, place: Place) {
        let Some(node) = self.history.node(place) else { return };
        if !self.builds_on_effective(node) {
            return;
        }
        match self.effective.get(&node.slot()).and_then(|holder| self.history.node(*holder)) {
            Some(holder) if holder.rank() < node.rank() => {}
            Some(_) => self.rebuild(),
            None => {
                let mut heads = self.heads.clone();
                extend_heads(&mut heads, node);
                let change = node.chunk.change.clone();
                self.effective.insert(node.slot(), place);
                self.extend(place, change, heads);
            }
        }
    }

    fn builds_on_effective(&self, node: &Node) -> bool {
        let effective = |hash| self.history.find(hash).is_some_and(|place| self.outcome(place) == Applied::Accepted);
        node.chunk.dependencies.iter().all(effective)
    }

    /// Decides again which changes have effect, from the lowest to the highest: each needs its dependencies and its place.
    fn rebuild(&mut self) {
        let mut places: Vec<_> = self.history.iter().map(|(place, node)| (node.rank(), place)).collect();
        places.sort_unstable();
        self.effective.clear();
        let mut heads = BTreeSet::new();
        let mut changes = Vec::new();
        for (_, place) in places {
            let Some(node) = self.history.node(place) else { continue };
            if self.builds_on_effective(node) && !self.effective.contains_key(&node.slot()) {
                extend_heads(&mut heads, node);
                changes.push(node.chunk.change.clone());
                self.effective.insert(node.slot(), place);
            }
        }
        self.replace(changes, heads);
    }

    /// Applies one more change to the document itself, since a copy of a large page for each change would cost far more than the
    /// change. Should that fail, the page as it was is made again from the changes that had effect before.
    fn extend(&mut self, place: Place, change: automerge::Change, heads: BTreeSet<ChangeHash>) {
        if self.frozen {
            return;
        }
        if let Some(document) = applied(std::mem::take(&mut self.document), vec![change], &heads) {
            (self.document, self.heads) = (document, heads);
            return;
        }
        self.frozen = true;
        let others = self.effective.values().filter(|other| **other != place);
        let mut before: Vec<&Node> = others.filter_map(|other| self.history.node(*other)).collect();
        before.sort_unstable_by_key(|node| node.rank());
        let changes = before.into_iter().map(|node| node.chunk.change.clone()).collect();
        self.document = applied(Automerge::new(), changes, &self.heads).unwrap_or_default();
    }

    /// Makes the document anew of these changes.
    fn replace(&mut self, changes: Vec<automerge::Change>, heads: BTreeSet<ChangeHash>) {
        if self.frozen {
            return;
        }
        match applied(Automerge::new(), changes, &heads) {
            Some(document) => (self.document, self.heads) = (document, heads),
            None => self.frozen = true,
        }
    }

    /// The rows of the document. Total: a key or value that no page has is left out.
    fn rows(&self) -> BTreeMap<(RowKind, Slug), Fields> {
        let read = || {
            let mut rows: BTreeMap<(RowKind, Slug), Fields> = BTreeMap::new();
            for item in self.document.map_range(ROOT, ..) {
                if let (Some((kind, slug, field)), ValueRef::Scalar(ScalarValueRef::Str(text))) = (key::read(&item.key), item.value)
                {
                    rows.entry((kind, slug)).or_default().insert(field.to_owned(), text.to_string());
                }
            }
            rows
        };
        catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
    }
}

/// The document with these changes when it is as expected. Anything else is a fault of this program: every change was found good.
fn applied(mut document: Automerge, changes: Vec<automerge::Change>, heads: &BTreeSet<ChangeHash>) -> Option<Automerge> {
    let applying = catch_unwind(AssertUnwindSafe(move || document.apply_changes(changes).ok().map(|()| document)));
    applying.ok().flatten().filter(|document| heads_of(document) == *heads)
}

fn extend_heads(heads: &mut BTreeSet<ChangeHash>, node: &Node) {
    for dependency in &node.chunk.dependencies {
        heads.remove(dependency);
    }
    heads.insert(node.chunk.hash);
}

fn heads_of(document: &Automerge) -> BTreeSet<ChangeHash> {
    document.get_heads().into_iter().map(|hash| ChangeHash::from_bytes(hash.0)).collect()
}

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;
