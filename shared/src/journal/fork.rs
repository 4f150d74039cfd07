//! Forks: a device that signed two different entries at one place of its journal.

use super::{EntryHash, Header, run::is_authentic};
use crate::{
    bounds,
    identity::{DeviceId, NetworkId, Signature},
};

/// One side of a fork: headers in a row from the forked place up to one that is signed.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Branch {
    /// The headers' bytes, in order, one after the other.
    #[cbor(n(0), with = "minicbor::bytes")]
    headers: Vec<u8>,
    /// The device's signature over the last of them.
    #[n(1)]
    signature: Signature,
}

/// Two authentic branches of one journal: evidence that anyone can check.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct ForkProof {
    #[n(0)]
    left: Branch,
    #[n(1)]
    right: Branch,
}

/// Why a claimed fork proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ForkError {
    /// A side is empty, too long, or not made of headers in a row.
    #[error("a side of the fork is not a chain of headers")]
    Chain,
    /// A side's signature is not the device's.
    #[error("a side of the fork is not signed by the device")]
    Signature,
    /// The sides are of different devices, networks or places, or are the same.
    #[error("the sides are not two histories of one journal")]
    NotAFork,
}

/// What a verified fork says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fork {
    /// The device that forked.
    pub device: DeviceId,
    /// The first place with two entries.
    pub seq: u64,
    /// The two entries there, the lower hash first.
    pub entries: (EntryHash, EntryHash),
}

impl Branch {
    /// The branch made of these headers; the signature is over the last one.
    #[must_use]
    pub fn new(headers: &[Header], signature: Signature) -> Self {
        Self { headers: headers.iter().flat_map(Header::to_bytes).collect(), signature }
    }

    /// Verifies that the device signed these headers, each continuing the one before; gives the first.
    ///
    /// # Errors
    /// [`ForkError::Chain`], [`ForkError::Signature`].
    pub fn verify(&self, network: NetworkId) -> Result<Header, ForkError> {
        let mut chunks = self.headers.chunks(Header::BYTES).map(Header::parse);
        let first = chunks.next().ok_or(ForkError::Chain)?.map_err(|_| ForkError::Chain)?;
        if first.network != network || self.headers.len() > bounds::FORK_HEADERS.saturating_mul(Header::BYTES) {
            return Err(ForkError::Chain);
        }
        let mut last = first.clone();
        for header in chunks {
            let header = header.map_err(|_| ForkError::Chain)?;
            let next = header.seq.checked_sub(1) == Some(last.seq) && header.previous == last.hash();
            if !next || header.device != last.device || header.network != network {
                return Err(ForkError::Chain);
            }
            last = header;
        }
        if is_authentic(last.device, &last.to_bytes(), &self.signature) { Ok(first) } else { Err(ForkError::Signature) }
    }
}

impl ForkProof {
    /// The proof made of two branches that begin at the same place.
    ///
    /// The branch whose first entry has the lower hash comes first, so that two nodes that saw the same fork hold the same proof.
    #[must_use]
    pub fn new(one: Branch, other: Branch) -> Self {
        let first_hash = |branch: &Branch| crate::hash::sha256(branch.headers.get(..Header::BYTES).unwrap_or_default());
        if first_hash(&one) <= first_hash(&other) { Self { left: one, right: other } } else { Self { left: other, right: one } }
    }

    /// The device that the proof is about by its own words; nothing when it has none. Only [`Self::verify`] makes sure.
    #[must_use]
    pub fn claimed_device(&self) -> Option<DeviceId> {
        let first = self.left.headers.get(..Header::BYTES)?;
        Header::parse(first).ok().map(|header| header.device)
    }

    /// What the proof proves in `network`.
    ///
    /// # Errors
    /// [`ForkError`] when it proves nothing.
    pub fn verify(&self, network: NetworkId) -> Result<Fork, ForkError> {
        let (left, right) = (self.left.verify(network)?, self.right.verify(network)?);
        let entries = (left.hash(), right.hash());
        let same_place = left.device == right.device && left.seq == right.seq && left.previous == right.previous;
        if !same_place || entries.0 >= entries.1 {
            return Err(ForkError::NotAFork);
        }
        Ok(Fork { device: left.device, seq: left.seq, entries })
    }
}

#[cfg(test)]
mod tests {
    use super::{Branch, ForkError, ForkProof};
    use crate::{
        identity::{DeviceKey, NetworkId},
        journal::{BodyKind, Entry, Head},
    };

    const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);

    fn branch(key: &DeviceKey, head: &Head, body: u8) -> Branch {
        let entry = Entry::write(key, NETWORK, head, BodyKind::Comment, vec![body]).unwrap();
        Branch::new(std::slice::from_ref(&entry.header), entry.signature.unwrap())
    }

    #[test]
    fn two_signed_entries_at_one_place_prove_a_fork_whichever_comes_first() {
        let key = DeviceKey::from_secret(&[3; 32]);
        let (one, other) = (branch(&key, &Head::EMPTY, 1), branch(&key, &Head::EMPTY, 2));
        let proof = ForkProof::new(one.clone(), other.clone());
        assert_eq!(proof, ForkProof::new(other, one));
        let fork = proof.verify(NETWORK).unwrap();
        assert_eq!((fork.device, fork.seq), (key.public(), 1));
    }

    #[test]
    fn the_same_entry_twice_or_two_devices_prove_nothing() {
        let (key, other) = (DeviceKey::from_secret(&[3; 32]), DeviceKey::from_secret(&[4; 32]));
        let one = branch(&key, &Head::EMPTY, 1);
        assert_eq!(ForkProof::new(one.clone(), one.clone()).verify(NETWORK), Err(ForkError::NotAFork));
        assert_eq!(ForkProof::new(one, branch(&other, &Head::EMPTY, 1)).verify(NETWORK), Err(ForkError::NotAFork));
    }

    #[test]
    fn a_branch_that_the_device_did_not_sign_proves_nothing() {
        let (key, other) = (DeviceKey::from_secret(&[3; 32]), DeviceKey::from_secret(&[4; 32]));
        let one = branch(&key, &Head::EMPTY, 1);
        let mut forged = branch(&key, &Head::EMPTY, 2);
        forged.signature = other.sign(b"anything");
        assert_eq!(ForkProof::new(one, forged).verify(NETWORK), Err(ForkError::Signature));
    }
}
