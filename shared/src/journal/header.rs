//! The header of an entry: 170 bytes, fixed for ever.
//!
//! | offset | bytes | field |
//! | ---: | ---: | --- |
//! | 0 | 16 | domain tag `maillage/entry/1` |
//! | 16 | 1 | format version, 1 |
//! | 17 | 1 | hash algorithm, 1 = SHA-256 |
//! | 18 | 1 | signature algorithm, 1 = ed25519, strict |
//! | 19 | 1 | flags: bit 0 = critical; the others are 0 |
//! | 20 | 2 | kind of the body |
//! | 22 | 32 | network |
//! | 54 | 32 | device key |
//! | 86 | 8 | sequence number, from 1 without gaps |
//! | 94 | 32 | hash of the previous entry, zeros in the first |
//! | 126 | 4 | bytes of the body |
//! | 130 | 8 | bytes of all bodies of the journal so far, this one included |
//! | 138 | 32 | SHA-256 of the body |
//!
//! Numbers are big-endian. The hash of the entry is the SHA-256 of these 170 bytes; the device signs the same bytes. The
//! signature is not part of them, so two signatures of one entry do not make two entries.

use crate::{
    bounds, hash,
    identity::{DeviceId, NetworkId},
};

hash::identifier! {
    /// An entry: the SHA-256 of its header.
    EntryHash
}

impl EntryHash {
    /// What stands for the previous entry of a first one.
    pub const NONE: Self = Self([0; 32]);
}

const DOMAIN: &[u8; 16] = b"maillage/entry/1";
const FORMAT_VERSION: u8 = 1;
const HASH_SHA256: u8 = 1;
const SIGNATURE_ED25519: u8 = 1;
const FLAG_CRITICAL: u8 = 1;

/// The header of an entry. Its fields are exactly what is written and signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Whether a reader that does not know the kind must stop interpreting the journal here.
    pub critical: bool,
    /// The number of the kind of body, known or not.
    pub kind: u16,
    /// The network that the journal belongs to.
    pub network: NetworkId,
    /// The device whose journal it is.
    pub device: DeviceId,
    /// Place in the journal, from 1.
    pub seq: u64,
    /// The entry before, [`EntryHash::NONE`] for the first.
    pub previous: EntryHash,
    /// Bytes of the body.
    pub body_length: u32,
    /// Bytes of all bodies of the journal up to and with this one.
    pub cumulative_length: u64,
    /// SHA-256 of the body.
    pub body_hash: [u8; 32],
}

/// Why bytes are not a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Not [`Header::BYTES`] bytes.
    #[error("a header has {} bytes", Header::BYTES)]
    Length,
    /// Another domain tag: the bytes are something else.
    #[error("these bytes are not an entry of a journal")]
    Domain,
    /// A version, algorithm or flag that this program does not know.
    #[error("the entry is of a format that this version does not know")]
    Version,
    /// Sequence number 0, or a first entry with a predecessor, or a later one without.
    #[error("the place in the journal is impossible")]
    Place,
    /// The body is longer than allowed, or the sum of lengths is less than the body's own.
    #[error("the length of the body is impossible")]
    BodyLength,
}

impl Header {
    /// Bytes of a header.
    pub const BYTES: usize = 170;

    /// The signed and hashed bytes, see the module's table.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let mut rest = &mut bytes[..];
        let mut put = |field: &[u8]| {
            let (place, after) = std::mem::take(&mut rest).split_at_mut(field.len());
            place.copy_from_slice(field);
            rest = after;
        };
        put(DOMAIN);
        put(&[FORMAT_VERSION, HASH_SHA256, SIGNATURE_ED25519, if self.critical { FLAG_CRITICAL } else { 0 }]);
        put(&self.kind.to_be_bytes());
        put(self.network.as_bytes());
        put(self.device.as_bytes());
        put(&self.seq.to_be_bytes());
        put(self.previous.as_bytes());
        put(&self.body_length.to_be_bytes());
        put(&self.cumulative_length.to_be_bytes());
        put(&self.body_hash);
        bytes
    }

    /// Reads a header and refuses every impossible one.
    ///
    /// # Errors
    /// [`HeaderError`] with the first thing that is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, HeaderError> {
        let bytes: &[u8; Self::BYTES] = bytes.try_into().map_err(|_| HeaderError::Length)?;
        let mut fields = Fields(bytes);
        if &fields.take::<16>() != DOMAIN {
            return Err(HeaderError::Domain);
        }
        let [version, hash, signature, flags] = fields.take();
        if (version, hash, signature) != (FORMAT_VERSION, HASH_SHA256, SIGNATURE_ED25519) || flags & !FLAG_CRITICAL != 0 {
            return Err(HeaderError::Version);
        }
        let header = Self {
            critical: flags & FLAG_CRITICAL != 0,
            kind: u16::from_be_bytes(fields.take()),
            network: NetworkId::from_bytes(fields.take()),
            device: DeviceId::from_bytes(fields.take()),
            seq: u64::from_be_bytes(fields.take()),
            previous: EntryHash(fields.take()),
            body_length: u32::from_be_bytes(fields.take()),
            cumulative_length: u64::from_be_bytes(fields.take()),
            body_hash: fields.take(),
        };
        header.check()?;
        Ok(header)
    }

    /// What can be said of a header alone.
    pub(super) fn check(&self) -> Result<(), HeaderError> {
        if self.seq == 0 || (self.seq == 1) != (self.previous == EntryHash::NONE) {
            return Err(HeaderError::Place);
        }
        let length = usize::try_from(self.body_length).unwrap_or(usize::MAX);
        if length > bounds::BODY_BYTES || self.cumulative_length < u64::from(self.body_length) {
            return Err(HeaderError::BodyLength);
        }
        Ok(())
    }

    /// The hash that names the entry.
    #[must_use]
    pub fn hash(&self) -> EntryHash {
        EntryHash(hash::sha256(&self.to_bytes()))
    }
}

/// Takes fixed-size fields off the front of a header of known length.
struct Fields<'b>(&'b [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        match self.0.split_first_chunk() {
            Some((field, rest)) => {
                self.0 = rest;
                *field
            }
            // Not reached: the fields of the table add up to `Header::BYTES`, as the round-trip test shows.
            None => [0; N],
        }
    }
}
