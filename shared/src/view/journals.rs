//! What a device said: its entries' hashes, and the bodies that mean something.
//!
//! Bodies of page changes may have been left out, see [`super::covering`], which also says how far a journal can be used then.

use std::collections::BTreeSet;

use crate::{
    bounds,
    document::{PageChange, PageDocument, PageSnapshot},
    dysfunction::DysfunctionReport,
    encoding,
    identity::{EndpointAnnouncement, NetworkId, certificate::CertifiedDevice},
    journal::{
        Body, BodyKind, Entry, EntryHash, Head,
        body::{Interpretation, interpret},
    },
    statistics::Publication,
};

/// The journal of one device, interpreted as it grows.
#[derive(Debug, Default)]
pub struct Journal {
    head: Option<Head>,
    hashes: Vec<EntryHash>,
    lengths: Vec<u64>,
    certified: Option<CertifiedDevice>,
    endpoints: Vec<(u64, EndpointAnnouncement)>,
    publications: Vec<(u64, Publication)>,
    /// The first statements about dysfunctions; nothing in the place of what cannot be read as one.
    dysfunctions: Vec<(u64, Option<DysfunctionReport>)>,
    /// Those that open a page.
    snapshots: Vec<(u64, PageSnapshot)>,
    changes: Vec<(u64, PageChange)>,
    /// Entries of page changes that cannot be read as one.
    unread: BTreeSet<u64>,
    /// Entries of page changes that a later version is needed to read.
    newer: BTreeSet<u64>,
    /// Entries of page changes whose bodies are not here.
    left_out: BTreeSet<u64>,
    /// Entries of other kinds whose bodies are not here: damage.
    lost: BTreeSet<u64>,
    /// An entry of another kind that a later version is needed to read.
    stopped_at: Option<u64>,
    /// The last entry before a needed body that is not here; nothing when all of it can be used.
    usable: Option<u64>,
    /// The last entry that snapshots cover.
    covered: u64,
}

/// What the first entry of a journal certifies, if it is a certificate of the journal's own device.
#[must_use]
pub fn certified_device(network: NetworkId, first: &Entry) -> Option<CertifiedDevice> {
    let Interpretation::Known(Body::Certificate(certificate)) = interpret(&first.header, first.body.as_deref()?) else {
        return None;
    };
    certificate.verify(network).ok().filter(|certified| certified.device == first.header.device)
}

/// What is left of a body without effect: whether a later version is needed to read on.
fn skimmed(body: &[u8]) -> Interpretation {
    if encoding::deterministic::check(body) == Ok(true) { Interpretation::NeedsUpdate } else { Interpretation::Ignored(None) }
}

/// Puts a body in its place: nearly always the end.
fn put<T>(bodies: &mut Vec<(u64, T)>, seq: u64, value: T) {
    let place = bodies.partition_point(|(before, _)| *before < seq);
    bodies.insert(place, (seq, value));
}

fn up_to<T>(bodies: &[(u64, T)], end: u64) -> impl Iterator<Item = (u64, &T)> {
    bodies.iter().take_while(move |(seq, _)| *seq <= end).map(|(seq, value)| (*seq, value))
}

impl Journal {
    /// Takes in the next entry, verified as continuing this journal, or the body of one that is held without; or the part of
    /// another branch that counts: what was held from there on gives way.
    pub(super) fn append(&mut self, network: NetworkId, entry: &Entry) {
        let seq = entry.header.seq;
        let head = Head::after(&entry.header);
        if self.hash_at(seq) == Some(head.hash) {
            if entry.body.is_some() && (self.left_out.remove(&seq) || self.lost.remove(&seq)) {
                self.read(network, entry);
            }
            return;
        }
        if seq <= self.head().seq {
            self.truncate(seq.saturating_sub(1));
        }
        self.hashes.push(head.hash);
        self.lengths.push(head.cumulative_length);
        self.head = Some(head);
        self.read(network, entry);
    }

    fn read(&mut self, network: NetworkId, entry: &Entry) {
        let (seq, is_change) = (entry.header.seq, may_be_left_out(entry.header.kind));
        let Some(body) = entry.body.as_deref() else {
            if is_change {
                self.left_out.insert(seq)
            } else {
                self.lost.insert(seq)
            };
            return;
        };
        if seq == 1 {
            self.certified = certified_device(network, entry);
        }
        let says = if self.is_beyond_dysfunctions(entry) { skimmed(body) } else { interpret(&entry.header, body) };
        match says {
            Interpretation::NeedsUpdate if is_change => {
                self.newer.insert(seq);
            }
            Interpretation::NeedsUpdate => self.stopped_at = Some(self.stopped_at.map_or(seq, |other| other.min(seq))),
            // What comes after is not interpreted: nothing of it is worth keeping.
            _ if self.stopped_at.is_some_and(|stopped| stopped < seq) => {}
            Interpretation::Known(Body::Endpoint(endpoint)) => {
                if endpoint.verify(network, entry.header.device).is_ok() {
                    put(&mut self.endpoints, seq, endpoint);
                }
            }
            Interpretation::Known(Body::PageChange(change)) => put(&mut self.changes, seq, change),
            Interpretation::Known(Body::PageSnapshot(snapshot)) => self.read_snapshot(network, entry, snapshot),
            Interpretation::Known(Body::Publication(publication)) => put(&mut self.publications, seq, publication),
            Interpretation::Known(Body::DysfunctionReport(report)) => self.read_dysfunction(seq, Some(report)),
            Interpretation::Ignored(_) if is_change => {
                self.unread.insert(seq);
            }
            Interpretation::Ignored(_) if entry.header.kind == BodyKind::DysfunctionReport.number() => {
                self.read_dysfunction(seq, None);
            }
            // A certificate counts in the first entry only.
            Interpretation::Known(Body::Certificate(_)) | Interpretation::Ignored(_) => {}
        }
    }

    /// Whether an entry is a statement about a dysfunction after all that can have effect: looking through texts is not done
    /// without end.
    fn is_beyond_dysfunctions(&self, entry: &Entry) -> bool {
        let last = self.dysfunctions.get(bounds::DYSFUNCTION_STATEMENTS.saturating_sub(1)).map(|(seq, _)| *seq);
        entry.header.kind == BodyKind::DysfunctionReport.number() && last.is_some_and(|last| last < entry.header.seq)
    }

    /// Whatever order bodies come in, the first ones stay.
    fn read_dysfunction(&mut self, seq: u64, report: Option<DysfunctionReport>) {
        put(&mut self.dysfunctions, seq, report);
        self.dysfunctions.truncate(bounds::DYSFUNCTION_STATEMENTS);
    }

    /// Whether a snapshot opens a page depends on nothing but its place and the operator that the certificate names.
    fn read_snapshot(&mut self, network: NetworkId, entry: &Entry, snapshot: PageSnapshot) {
        let Some(operator) = self.certified.as_ref().map(|certified| certified.operator) else { return };
        let place = (entry.header.device, entry.header.seq, entry.header.hash());
        if PageDocument::opened(network, operator, place, &snapshot).is_ok() {
            put(&mut self.snapshots, entry.header.seq, snapshot);
        }
    }

    /// Forgets the entries after `last`.
    fn truncate(&mut self, last: u64) {
        let length = usize::try_from(last).unwrap_or(usize::MAX);
        self.head = self.head_at(last);
        self.hashes.truncate(length);
        self.lengths.truncate(length);
        if last == 0 {
            self.certified = None;
        }
        self.endpoints.retain(|(seq, _)| *seq <= last);
        self.publications.retain(|(seq, _)| *seq <= last);
        self.dysfunctions.retain(|(seq, _)| *seq <= last);
        self.snapshots.retain(|(seq, _)| *seq <= last);
        self.changes.retain(|(seq, _)| *seq <= last);
        for places in [&mut self.unread, &mut self.newer, &mut self.left_out, &mut self.lost] {
            places.retain(|seq| *seq <= last);
        }
        self.stopped_at = self.stopped_at.filter(|seq| *seq <= last);
    }

    /// Forgets the bodies of page changes up to `last`.
    pub(super) fn leave_out(&mut self, last: u64) {
        let after = self.changes.partition_point(|(seq, _)| *seq <= last);
        self.left_out.extend(self.changes.drain(..after).map(|(seq, _)| seq));
        for places in [&mut self.unread, &mut self.newer] {
            let kept = places.split_off(&last.saturating_add(1));
            self.left_out.extend(std::mem::replace(places, kept));
        }
    }

    /// Says how far snapshots cover the journal, and up to which entry every body is here that is needed.
    pub(super) fn set_reach(&mut self, covered: u64, usable: u64) {
        self.covered = covered;
        self.usable = Some(usable).filter(|usable| *usable < self.head().seq);
    }

    /// The last entry before the first body that is not here and that a snapshot covering up to `covered` does not replace.
    pub(super) fn whole_up_to(&self, covered: u64) -> u64 {
        let left_out = self.left_out.range(covered.saturating_add(1)..).next();
        let first = left_out.into_iter().chain(self.lost.first()).min();
        first.map_or(self.head().seq, |first| first.saturating_sub(1))
    }

    /// Whether a body is not here, needed or not.
    #[must_use]
    pub fn has_gaps(&self) -> bool {
        !self.left_out.is_empty() || !self.lost.is_empty()
    }

    /// The last page change below this entry, read or not; 0 when there is none. The same wherever the headers are held.
    pub(super) fn last_change_before(&self, seq: u64) -> u64 {
        let read = self.changes.partition_point(|(at, _)| *at < seq).checked_sub(1);
        let read = read.and_then(|place| self.changes.get(place)).map(|(at, _)| at);
        let others = [&self.unread, &self.newer, &self.left_out].into_iter().filter_map(|places| places.range(..seq).next_back());
        others.chain(read).copied().max().unwrap_or(0)
    }

    /// Where the journal stood after entry `seq`; nothing for an entry that is not held.
    #[must_use]
    pub fn head_at(&self, seq: u64) -> Option<Head> {
        let place = usize::try_from(seq.checked_sub(1)?).ok()?;
        let (hash, cumulative_length) = (*self.hashes.get(place)?, *self.lengths.get(place)?);
        Some(Head { seq, hash, cumulative_length })
    }

    /// Where the journal ends.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head.unwrap_or(Head::EMPTY)
    }

    /// The last entry up to which every needed body is here: what comes after it is held and yet counts as little as if it were
    /// not.
    #[must_use]
    pub fn usable(&self) -> u64 {
        self.usable.unwrap_or_else(|| self.head().seq)
    }

    /// The last entry up to which page changes have no effect any more, whatever they say, because snapshots cover them.
    #[must_use]
    pub const fn covered(&self) -> u64 {
        self.covered
    }

    /// The hash of the entry with this sequence number.
    #[must_use]
    pub fn hash_at(&self, seq: u64) -> Option<EntryHash> {
        let place = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.hashes.get(place).copied()
    }

    /// What the journal's certificate says, if it begins with one.
    #[must_use]
    pub const fn certified(&self) -> Option<&CertifiedDevice> {
        self.certified.as_ref()
    }

    /// The newest endpoint announced up to `extent`.
    #[must_use]
    pub fn endpoint(&self, extent: u64) -> Option<&EndpointAnnouncement> {
        let last = self.readable(extent);
        self.endpoints.iter().rev().find(|(seq, _)| *seq <= last).map(|(_, endpoint)| endpoint)
    }

    /// The entry that announces where the device is, the newest one up to `extent`.
    #[must_use]
    pub fn announced_at(&self, extent: u64) -> Option<u64> {
        let last = self.readable(extent);
        self.endpoints.iter().rev().map(|(seq, _)| *seq).find(|seq| *seq <= last)
    }

    /// The page changes with a sequence number above `after`, up to `extent`, that no snapshot covers.
    pub fn changes(&self, after: u64, extent: u64) -> impl Iterator<Item = (u64, &PageChange)> {
        let after = after.max(self.covered);
        let first = self.changes.partition_point(|(seq, _)| *seq <= after);
        up_to(self.changes.get(first..).unwrap_or_default(), self.readable(extent))
    }

    /// The snapshots that open a page, up to `extent`.
    pub fn snapshots(&self, extent: u64) -> impl Iterator<Item = (u64, &PageSnapshot)> {
        up_to(&self.snapshots, self.readable(extent))
    }

    /// As [`Journal::snapshots`], those after a page change that a later version is needed for included.
    pub(super) fn snapshots_beyond_changes(&self, extent: u64) -> impl Iterator<Item = (u64, &PageSnapshot)> {
        let last = self.stopped_at.map_or(extent, |stopped| extent.min(stopped.saturating_sub(1)));
        up_to(&self.snapshots, last)
    }

    /// Whether any snapshot here opens a page.
    pub(super) const fn has_snapshots(&self) -> bool {
        !self.snapshots.is_empty()
    }

    /// The publications up to `extent`.
    pub fn publications(&self, extent: u64) -> impl Iterator<Item = (u64, &Publication)> {
        up_to(&self.publications, self.readable(extent))
    }

    /// The statements about dysfunctions up to `extent`, at most [`bounds::DYSFUNCTION_STATEMENTS`]; nothing in the place of one
    /// that cannot be read.
    pub fn dysfunctions(&self, extent: u64) -> impl Iterator<Item = (u64, Option<&DysfunctionReport>)> {
        up_to(&self.dysfunctions, self.readable(extent)).map(|(seq, report)| (seq, report.as_ref()))
    }

    /// The entry at which a later version is needed, if there is one. Nothing after it is interpreted.
    #[must_use]
    pub fn stopped_at(&self) -> Option<u64> {
        let change = self.newer.range(self.covered.saturating_add(1)..).next();
        change.into_iter().chain(&self.stopped_at).min().copied()
    }

    /// The last entry up to `extent` that is interpreted.
    fn readable(&self, extent: u64) -> u64 {
        self.stopped_at().map_or(extent, |stopped| extent.min(stopped.saturating_sub(1)))
    }
}

/// Whether bodies of this kind may be left out, once a snapshot covers them.
///
/// Page changes alone: of snapshots it is the body that says which epoch counts, so that a reader without it could be told
/// another one; everything else has no other place where its meaning is kept.
#[must_use]
pub const fn may_be_left_out(kind: u16) -> bool {
    kind == BodyKind::DocumentChange.number()
}
