//! An entry with its body and signature, and the writing of the next one.

use super::{BodyKind, EntryHash, Header};
use crate::{
    bounds, hash,
    identity::{DeviceId, DeviceKey, NetworkId, Signature, keys},
};

/// A verified entry, or one that was just written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The header.
    pub header: Header,
    /// The device's signature over the header. Absent where a later entry's signature vouches for this one.
    pub signature: Option<Signature>,
    /// The body, or nothing when it was pruned because a snapshot covers it.
    pub body: Option<Vec<u8>>,
}

/// Where a journal ends: what the next entry must continue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Sequence number of the last entry, 0 for an empty journal.
    pub seq: u64,
    /// Hash of the last entry.
    pub hash: EntryHash,
    /// Bytes of all bodies so far.
    pub cumulative_length: u64,
}

impl Head {
    /// The head of a journal without entries.
    pub const EMPTY: Self = Self { seq: 0, hash: EntryHash::NONE, cumulative_length: 0 };

    /// The head after the entry with this header.
    #[must_use]
    pub fn after(header: &Header) -> Self {
        Self { seq: header.seq, hash: header.hash(), cumulative_length: header.cumulative_length }
    }

    /// The header that continues this head with a body of these bytes; nothing when a bound of the journal is reached.
    #[must_use]
    pub fn next_header(&self, network: NetworkId, device: DeviceId, kind: u16, critical: bool, body: &[u8]) -> Option<Header> {
        let body_length = u32::try_from(body.len()).ok()?;
        self.next_header_with(network, device, kind, critical, body_length, hash::sha256(body))
    }

    /// As [`Head::next_header`], for a body of which only length and hash are known.
    #[must_use]
    pub fn next_header_with(
        &self,
        network: NetworkId,
        device: DeviceId,
        kind: u16,
        critical: bool,
        body_length: u32,
        body_hash: [u8; 32],
    ) -> Option<Header> {
        let seq = self.seq.checked_add(1)?;
        let cumulative_length = self.cumulative_length.checked_add(u64::from(body_length))?;
        let within = seq <= bounds::JOURNAL_ENTRIES && cumulative_length <= bounds::JOURNAL_BYTES;
        let header =
            Header { critical, kind, network, device, seq, previous: self.hash, body_length, cumulative_length, body_hash };
        (within && header.check().is_ok()).then_some(header)
    }
}

/// The journal is full: a bound of [`bounds`] is reached, or the body is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the entry does not fit into the journal any more")]
pub struct JournalFull;

impl Entry {
    /// Writes and signs the entry that continues `head`.
    ///
    /// # Errors
    /// [`JournalFull`].
    pub fn write(key: &DeviceKey, network: NetworkId, head: &Head, kind: BodyKind, body: Vec<u8>) -> Result<Self, JournalFull> {
        let header = head.next_header(network, key.public(), kind.number(), kind.is_critical(), &body).ok_or(JournalFull)?;
        let signature = key.sign(&header.to_bytes());
        Ok(Self { header, signature: Some(signature), body: Some(body) })
    }

    /// Whether the signature, if there is one, is the device's.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.signature.is_some_and(|signature| keys::verify(self.header.device.as_bytes(), &self.header.to_bytes(), &signature))
    }
}
