//! A document behind its gate: what every kind of document has in common.
//!
//! The result depends only on the set of changes offered and on who is an author, never on their order. Where a device wrote
//! two changes for one place in its line, the one that counts, else the anchored one, else the lower one has effect, with what
//! depends on it; the others stay without effect.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{
    authority::Authority,
    change::{ChangeHash, DocumentId, Incarnation},
    chunk::Chunk,
    effect::{Effect, Grounds},
    gate::{Gate, Refusal, Standing, Verdict},
    history::{History, Place},
    rule::Rules,
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

/// The changes of a document, and what they add up to: what a page and a draft tell alike.
#[derive(Debug)]
pub struct GatedDocument {
    pub(super) gate: Gate,
    pub(super) history: History,
    authority: Authority,
    /// Changes that wait, by a dependency that is not there.
    waiting: BTreeMap<ChangeHash, BTreeMap<ChangeHash, Offer>>,
    /// The dependency that each of them waits for.
    waits_for: BTreeMap<ChangeHash, ChangeHash>,
    refusals: BTreeMap<EntryHash, (DeviceId, Refusal)>,
    /// Follows from the rest. Brought up to date when it is asked for.
    effect: Mutex<Effect>,
}

impl Clone for GatedDocument {
    fn clone(&self) -> Self {
        Self {
            gate: self.gate,
            history: self.history.clone(),
            authority: self.authority.clone(),
            waiting: self.waiting.clone(),
            waits_for: self.waits_for.clone(),
            refusals: self.refusals.clone(),
            effect: Mutex::new(self.effect().clone()),
        }
    }
}

/// What became of a change when it was judged, before it is said whether it has effect.
enum Judged {
    Stands(Place),
    Waits,
    Refused(Refusal),
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
            refusals: BTreeMap::new(),
            effect: Mutex::new(Effect::none()),
        }
    }

    /// What the changes add up to. Hold it for one statement: asking again meanwhile would wait for ever.
    pub(super) fn effect(&self) -> MutexGuard<'_, Effect> {
        let mut effect = self.effect.lock().unwrap_or_else(PoisonError::into_inner);
        effect.bring_up_to_date(Grounds { history: &self.history, authority: &self.authority, rules: self.gate.rules });
        effect
    }

    /// Whether it is put off until somebody reads to decide which changes have effect.
    #[cfg(test)]
    pub(super) fn is_due(&self) -> bool {
        self.effect.lock().unwrap().is_due()
    }

    fn effect_mut(&mut self) -> &mut Effect {
        self.effect.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// Offers many changes, each with its place and the hash of its entry, and gives automerge at once all that has effect.
    pub(super) fn gather<'c>(&mut self, changes: impl Iterator<Item = (Standing, EntryHash, &'c [u8])>) {
        self.effect_mut().gather();
        for (standing, entry, change) in changes {
            self.take_in(standing, entry, change);
        }
        self.effect.get_mut().unwrap_or_else(PoisonError::into_inner).give(&self.history);
    }

    /// Offers a change that stands in a journal, in the entry with this hash. The same change may be offered again.
    pub(super) fn apply(&mut self, standing: Standing, entry: EntryHash, change: &[u8]) -> Applied {
        match self.take_in(standing, entry, change) {
            Judged::Stands(place) if self.effect().has(&self.history, place) => Applied::Accepted,
            Judged::Stands(_) => Applied::WithoutEffect,
            Judged::Waits => Applied::Pending,
            Judged::Refused(refusal) => Applied::Refused(refusal),
        }
    }

    fn take_in(&mut self, standing: Standing, entry: EntryHash, change: &[u8]) -> Judged {
        match self.gate.first_look(standing, change) {
            Ok(chunk) => self.offer(Offer { standing, entry, chunk }),
            Err(refusal) => self.refuse(standing.device, entry, refusal),
        }
    }

    /// Says whose changes count by themselves from now on.
    pub(super) fn set_authority(&mut self, authority: Authority) {
        if self.authority != authority {
            self.authority = authority;
            self.effect_mut().put_off();
        }
    }

    pub(super) const fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The hashes of the changes with effect on which no other builds, ascending.
    #[must_use]
    pub fn heads(&self) -> Vec<[u8; 32]> {
        self.effect().heads.iter().map(|hash| *hash.as_bytes()).collect()
    }

    /// The fault of this program that stopped the document, if one did: it stays as it was then. Nobody is to blame for it.
    #[must_use]
    pub fn alarm(&self) -> Option<Alarm> {
        self.effect().alarm
    }

    /// The same as far as it showed already: what nobody has read since may still turn out to be at fault.
    #[must_use]
    pub fn raised(&self) -> Option<Alarm> {
        self.effect.lock().unwrap_or_else(PoisonError::into_inner).alarm
    }

    /// Changes that wait for others.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.waits_for.len()
    }

    /// Whether a change of this device waits for others.
    pub(super) fn waits(&self, device: DeviceId) -> bool {
        self.waiting.values().flat_map(BTreeMap::values).any(|offer| offer.standing.device == device)
    }

    /// Refused changes by the hash of their entry, with their signer: those with the lowest hashes, at most
    /// [`bounds::PAGE_REFUSALS`]. Also names those that were pending at first.
    #[must_use]
    pub const fn refusals(&self) -> &BTreeMap<EntryHash, (DeviceId, Refusal)> {
        &self.refusals
    }

    /// The author's incarnation if the document ends with its last change, else a new one that this entry opens.
    pub(super) fn continued(&self, author: Incarnation, entry_seq: u64) -> Incarnation {
        let actor = self.gate.actor(author.device, author.opened_at);
        let last = self.effect().last_of(author.device).and_then(|place| self.history.node(place));
        let last = last.map(|node| (node.chunk.actor, node.chunk.seq));
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

    fn refuse(&mut self, device: DeviceId, entry: EntryHash, refusal: Refusal) -> Judged {
        self.refusals.insert(entry, (device, refusal));
        if self.refusals.len() > bounds::PAGE_REFUSALS {
            self.refusals.pop_last();
        }
        Judged::Refused(refusal)
    }

    fn offer(&mut self, offer: Offer) -> Judged {
        if let Some(place) = self.history.find(&offer.chunk.hash) {
            if self.history.stands_earlier(place, offer.standing.entry_seq) && self.authority != Authority::default() {
                self.effect_mut().put_off();
            }
            return Judged::Stands(place);
        }
        if let Some(known) = self.waiting_offer(&offer.chunk.hash) {
            known.standing.entry_seq = known.standing.entry_seq.min(offer.standing.entry_seq);
            return Judged::Waits;
        }
        if self.history.len().saturating_add(self.waits_for.len()) >= bounds::DOCUMENT_CHANGES {
            return Judged::Refused(Refusal::TooManyChanges);
        }
        let hash = offer.chunk.hash;
        let judged = self.judge(offer);
        let mut arrived: Vec<ChangeHash> = self.history.find(&hash).map(|_| hash).into_iter().collect();
        while let Some(hash) = arrived.pop() {
            for (hash, offer) in self.waiting.remove(&hash).unwrap_or_default() {
                self.waits_for.remove(&hash);
                if matches!(self.judge(offer), Judged::Stands(_)) {
                    arrived.push(hash);
                }
            }
        }
        judged
    }

    fn waiting_offer(&mut self, hash: &ChangeHash) -> Option<&mut Offer> {
        let dependency = self.waits_for.get(hash)?;
        self.waiting.get_mut(dependency)?.get_mut(hash)
    }

    fn judge(&mut self, mut offer: Offer) -> Judged {
        match self.history.judge(&self.gate, offer.standing, &mut offer.chunk) {
            Verdict::Good(past) => {
                let place = self.history.add(offer.chunk, offer.standing, past);
                let grounds = Grounds { history: &self.history, authority: &self.authority, rules: self.gate.rules };
                self.effect.get_mut().unwrap_or_else(PoisonError::into_inner).settle(grounds, place);
                Judged::Stands(place)
            }
            Verdict::Missing(dependency) => {
                self.waits_for.insert(offer.chunk.hash, dependency);
                self.waiting.entry(dependency).or_default().insert(offer.chunk.hash, offer);
                Judged::Waits
            }
            Verdict::Refused(refusal) => self.refuse(offer.standing.device, offer.entry, refusal),
        }
    }
}
