//! Items: signed, named by their content, outside all journals. They count whatever happens to a journal later.
//!
//! The header has 122 bytes, fixed for ever:
//!
//! | offset | bytes | field |
//! | ---: | ---: | --- |
//! | 0 | 16 | domain tag `maillage/items/1` |
//! | 16 | 1 | format version, 1 |
//! | 17 | 1 | hash algorithm, 1 = SHA-256 |
//! | 18 | 1 | signature algorithm, 1 = ed25519, strict |
//! | 19 | 1 | flags: bit 0 = critical; the others are 0 |
//! | 20 | 2 | kind |
//! | 22 | 32 | network |
//! | 54 | 32 | signing key: a device's, or a root's for a statement |
//! | 86 | 4 | bytes of the body |
//! | 90 | 32 | SHA-256 of the body |
//!
//! An item travels and rests as header, signature (64 bytes), body. Its name is the SHA-256 of the header alone, so that a second
//! signature of the same content is the same item.

use crate::{
    bounds, hash,
    identity::{DeviceKey, NetworkId, RootKey, Signature, keys},
};

hash::identifier! {
    /// An item of the register: the SHA-256 of its header.
    ItemId
}

const DOMAIN: &[u8; 16] = b"maillage/items/1";
const PREFIX: [u8; 3] = [1, 1, 1];
const FLAG_CRITICAL: u8 = 1;
/// Where the body's length stands in the header.
const LENGTH_FIELD: std::ops::Range<usize> = 86..90;

/// The kinds of items. Numbers are never used again for another purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u16)]
pub enum ItemKind {
    /// A link of the chain, signed by the secretary's governing device.
    Decision = 1,
    /// What a member's governing device proposes to decide.
    Proposal = 2,
    /// A member's governing device approves a proposal.
    Approval = 3,
    /// A member's governing device has verified an anchor.
    Acknowledgement = 4,
    /// A numbered statement of a root: a Hold, a revocation, an objection.
    Statement = 5,
    /// A vote on an amendment. Reserved.
    Ballot = 6,
    /// A member's governing device installs a secretary, together with others.
    Install = 7,
}

impl ItemKind {
    const ALL: [Self; 7] =
        [Self::Decision, Self::Proposal, Self::Approval, Self::Acknowledgement, Self::Statement, Self::Ballot, Self::Install];

    /// The kind with this number.
    #[must_use]
    pub fn of_number(number: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u16 == number)
    }
}

/// A verified item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The number of the kind, known or not.
    pub kind: u16,
    /// Whether a reader that does not know the kind may draw no conclusion from the register.
    pub critical: bool,
    /// The network that the item belongs to.
    pub network: NetworkId,
    /// The key that signed.
    pub signer: [u8; 32],
    /// The body's bytes.
    pub body: Vec<u8>,
    signature: Signature,
}

/// Why bytes are not an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ItemError {
    /// Too short, too long, or the lengths disagree.
    #[error("the item's length is impossible")]
    Length,
    /// Another domain tag: the bytes are something else.
    #[error("these bytes are not an item of a register")]
    Domain,
    /// A version, algorithm or flag that this program does not know.
    #[error("the item is of a format that this version does not know")]
    Version,
    /// The item is of another network.
    #[error("the item belongs to another network")]
    OtherNetwork,
    /// The body is not the one that was signed.
    #[error("the item's body is not the one that was signed")]
    BodyHash,
    /// The signature is not that of the named key.
    #[error("the item is not signed by the key that it names")]
    Signature,
}

impl Item {
    /// Bytes of the header.
    pub const HEADER_BYTES: usize = 122;
    /// Most bytes of an item.
    pub const MAX_BYTES: usize = Self::HEADER_BYTES + Signature::BYTES + bounds::BODY_BYTES;

    /// Writes and signs an item as a device.
    #[must_use]
    pub fn by_device(key: &DeviceKey, network: NetworkId, kind: ItemKind, body: Vec<u8>) -> Self {
        let unsigned = Self::unsigned(*key.public().as_bytes(), network, kind, body);
        Self { signature: key.sign(&unsigned.header_bytes()), ..unsigned }
    }

    /// Writes and signs an item as a root.
    #[must_use]
    pub fn by_root(key: &RootKey, network: NetworkId, kind: ItemKind, body: Vec<u8>) -> Self {
        let unsigned = Self::unsigned(*key.public().as_bytes(), network, kind, body);
        Self { signature: key.sign(&unsigned.header_bytes()), ..unsigned }
    }

    fn unsigned(signer: [u8; 32], network: NetworkId, kind: ItemKind, body: Vec<u8>) -> Self {
        let critical = matches!(kind, ItemKind::Decision | ItemKind::Install);
        Self { kind: kind as u16, critical, network, signer, body, signature: Signature::from_bytes([0; 64]) }
    }

    /// The name of the item.
    #[must_use]
    pub fn id(&self) -> ItemId {
        ItemId(hash::sha256(&self.header_bytes()))
    }

    fn header_bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.body.len()).unwrap_or(u32::MAX);
        let flags = if self.critical { FLAG_CRITICAL } else { 0 };
        let mut bytes = Vec::with_capacity(Self::HEADER_BYTES);
        bytes.extend_from_slice(DOMAIN);
        bytes.extend_from_slice(&PREFIX);
        bytes.push(flags);
        bytes.extend_from_slice(&self.kind.to_be_bytes());
        bytes.extend_from_slice(self.network.as_bytes());
        bytes.extend_from_slice(&self.signer);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&hash::sha256(&self.body));
        bytes
    }

    /// The bytes in which the item travels and rests.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.header_bytes();
        bytes.extend_from_slice(self.signature.as_bytes());
        bytes.extend_from_slice(&self.body);
        bytes
    }

    /// Reads an item of `network` and verifies its signature.
    ///
    /// # Errors
    /// [`ItemError`] with the first thing that is wrong.
    pub fn verify(network: NetworkId, bytes: &[u8]) -> Result<Self, ItemError> {
        let (header, rest) = bytes.split_first_chunk::<{ Self::HEADER_BYTES }>().ok_or(ItemError::Length)?;
        let (signature, body) = rest.split_first_chunk::<{ Signature::BYTES }>().ok_or(ItemError::Length)?;
        if body.len() > bounds::BODY_BYTES {
            return Err(ItemError::Length);
        }
        let item = Self::read_header(header, *signature, body)?;
        // The header is a function of the fields: writing it again is how every byte of it is checked.
        let written = item.header_bytes();
        if written != header {
            let same_length = header.get(LENGTH_FIELD) == written.get(LENGTH_FIELD);
            return Err(if same_length { ItemError::BodyHash } else { ItemError::Length });
        }
        if item.network != network {
            return Err(ItemError::OtherNetwork);
        }
        if keys::verify(&item.signer, header, &item.signature) { Ok(item) } else { Err(ItemError::Signature) }
    }

    fn read_header(header: &[u8; Self::HEADER_BYTES], signature: [u8; 64], body: &[u8]) -> Result<Self, ItemError> {
        let (domain, rest) = header.split_first_chunk::<16>().ok_or(ItemError::Length)?;
        let (prefix, rest) = rest.split_first_chunk::<3>().ok_or(ItemError::Length)?;
        let (flags, rest) = rest.split_first().ok_or(ItemError::Length)?;
        let (kind, rest) = rest.split_first_chunk::<2>().ok_or(ItemError::Length)?;
        let (network, rest) = rest.split_first_chunk::<32>().ok_or(ItemError::Length)?;
        let (signer, _) = rest.split_first_chunk::<32>().ok_or(ItemError::Length)?;
        if domain != DOMAIN {
            return Err(ItemError::Domain);
        }
        if *prefix != PREFIX || flags & !FLAG_CRITICAL != 0 {
            return Err(ItemError::Version);
        }
        Ok(Self {
            kind: u16::from_be_bytes(*kind),
            critical: flags & FLAG_CRITICAL != 0,
            network: NetworkId::from_bytes(*network),
            signer: *signer,
            body: body.to_vec(),
            signature: Signature::from_bytes(signature),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, ItemError, ItemKind};
    use crate::identity::{DeviceKey, NetworkId};

    const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);

    fn item() -> Item {
        Item::by_device(&DeviceKey::from_secret(&[3; 32]), NETWORK, ItemKind::Approval, vec![0xa0])
    }

    #[test]
    fn an_item_reads_back_as_it_was_written() {
        assert_eq!(Item::verify(NETWORK, &item().to_bytes()), Ok(item()));
    }

    #[test]
    fn no_byte_of_an_item_can_change() {
        let bytes = item().to_bytes();
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert!(Item::verify(NETWORK, &changed).is_err(), "byte {place}");
        }
        assert_eq!(Item::verify(NETWORK, &bytes[..100]), Err(ItemError::Length));
    }

    #[test]
    fn an_item_of_another_network_is_refused() {
        assert_eq!(Item::verify(NetworkId::from_bytes([8; 32]), &item().to_bytes()), Err(ItemError::OtherNetwork));
    }
}
