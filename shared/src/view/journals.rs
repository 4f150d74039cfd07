//! What a device said: its entries' hashes, and the bodies that mean something.

use crate::{
    document::{PageChange, PageSnapshot},
    identity::{EndpointAnnouncement, NetworkId, certificate::CertifiedDevice},
    journal::{
        Body, Entry, EntryHash, Head,
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
    changes: Vec<(u64, PageChange)>,
    snapshots: Vec<(u64, PageSnapshot)>,
    publications: Vec<(u64, Publication)>,
    stopped_at: Option<u64>,
}

/// What the first entry of a journal certifies, if it is a certificate of the journal's own device.
#[must_use]
pub fn certified_device(network: NetworkId, first: &Entry) -> Option<CertifiedDevice> {
    let Interpretation::Known(Body::Certificate(certificate)) = interpret(&first.header, first.body.as_deref()?) else {
        return None;
    };
    certificate.verify(network).ok().filter(|certified| certified.device == first.header.device)
}

impl Journal {
    /// Takes in the next entry, verified as continuing this journal, or the part of it that counts: what was held from there on
    /// gives way.
    pub(super) fn append(&mut self, network: NetworkId, entry: &Entry) {
        let seq = entry.header.seq;
        if seq <= self.head().seq {
            self.truncate(seq.saturating_sub(1));
        }
        let head = Head::after(&entry.header);
        self.hashes.push(head.hash);
        self.lengths.push(head.cumulative_length);
        self.head = Some(head);
        if seq == 1 {
            self.certified = certified_device(network, entry);
        }
        let Some(body) = entry.body.as_deref().filter(|_| self.stopped_at.is_none()) else { return };
        match interpret(&entry.header, body) {
            Interpretation::Known(Body::Endpoint(endpoint)) => {
                if endpoint.verify(network, entry.header.device).is_ok() {
                    self.endpoints.push((seq, endpoint));
                }
            }
            Interpretation::Known(Body::PageChange(change)) => self.changes.push((seq, change)),
            Interpretation::Known(Body::PageSnapshot(snapshot)) => self.snapshots.push((seq, snapshot)),
            Interpretation::Known(Body::Publication(publication)) => self.publications.push((seq, publication)),
            // A certificate counts in the first entry only.
            Interpretation::Known(Body::Certificate(_)) | Interpretation::Ignored(_) => {}
            Interpretation::NeedsUpdate => self.stopped_at = Some(seq),
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
        self.changes.retain(|(seq, _)| *seq <= last);
        self.snapshots.retain(|(seq, _)| *seq <= last);
        self.publications.retain(|(seq, _)| *seq <= last);
        self.stopped_at = self.stopped_at.filter(|seq| *seq <= last);
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
        self.endpoints.iter().rev().find(|(seq, _)| *seq <= extent).map(|(_, endpoint)| endpoint)
    }

    /// The entry that announces where the device is, the newest one up to `extent`.
    #[must_use]
    pub fn announced_at(&self, extent: u64) -> Option<u64> {
        self.endpoints.iter().rev().map(|(seq, _)| *seq).find(|seq| *seq <= extent)
    }

    /// The page changes with a sequence number above `after`, up to `extent`.
    pub fn changes(&self, after: u64, extent: u64) -> impl Iterator<Item = (u64, &PageChange)> {
        let first = self.changes.partition_point(|(seq, _)| *seq <= after);
        self.changes.iter().skip(first).take_while(move |(seq, _)| *seq <= extent).map(|(seq, change)| (*seq, change))
    }

    /// The page snapshots up to `extent`.
    pub fn snapshots(&self, extent: u64) -> impl Iterator<Item = (u64, &PageSnapshot)> {
        self.snapshots.iter().take_while(move |(seq, _)| *seq <= extent).map(|(seq, snapshot)| (*seq, snapshot))
    }

    /// The publications up to `extent`.
    pub fn publications(&self, extent: u64) -> impl Iterator<Item = (u64, &Publication)> {
        self.publications.iter().take_while(move |(seq, _)| *seq <= extent).map(|(seq, publication)| (*seq, publication))
    }

    /// The entry at which a later version is needed, if there is one. Nothing after it is interpreted.
    #[must_use]
    pub const fn stopped_at(&self) -> Option<u64> {
        self.stopped_at
    }
}
