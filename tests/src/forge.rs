//! Bytes that an honest program never writes, signed or sealed so that only the rule in question can refuse them.

use maillage_shared::{
    document::PageChange,
    hash,
    identity::{NetworkId, Signature},
    journal::Entry,
    register::{Item, ItemKind},
};

/// The order of the group in which ed25519 signs, in little-endian bytes.
const GROUP_ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0x10,
];

/// The public key of small order under which [`signature_of_everything`] passes a lax verification of any message.
pub const WEAK_KEY: [u8; 32] = {
    let mut key = [0; 32];
    key[0] = 1;
    key
};

/// See [`WEAK_KEY`].
#[must_use]
pub fn signature_of_everything() -> Signature {
    let mut bytes = [0; Signature::BYTES];
    bytes[0] = 1;
    Signature::from_bytes(bytes)
}

/// The other number that satisfies the equation of a signature, which lax verification takes as well.
#[must_use]
pub fn second_form(signature: &Signature) -> Signature {
    let mut bytes = *signature.as_bytes();
    let mut carry = 0_u16;
    for (byte, order) in bytes[32..].iter_mut().zip(GROUP_ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = u8::try_from(sum & 0xff).unwrap();
        carry = sum >> 8;
    }
    Signature::from_bytes(bytes)
}

/// An item of this key, with a signature that was made elsewhere or not at all.
#[must_use]
pub fn item_under(key: &[u8; 32], signature: &Signature, network: NetworkId, kind: ItemKind, body: Vec<u8>) -> Vec<u8> {
    let signer = crate::operator::Operator::new(1).device;
    let mut bytes = Item::by_device(&signer, network, kind, body).to_bytes();
    bytes[54..86].copy_from_slice(key);
    bytes[Item::HEADER_BYTES..Item::HEADER_BYTES + Signature::BYTES].copy_from_slice(signature.as_bytes());
    bytes
}

/// The bytes with every occurrence of one stretch replaced by another.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(bytes.len());
    let (mut rest, mut count) = (bytes, 0);
    while let Some((first, tail)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(from) {
            made.extend_from_slice(to);
            (rest, count) = (after, count + 1);
        } else {
            made.push(*first);
            rest = tail;
        }
    }
    assert!(count > 0, "nothing to replace");
    made
}

/// The chunk of a page change, its checksum set right.
#[must_use]
pub fn sealed(mut chunk: Vec<u8>) -> Vec<u8> {
    if chunk.len() >= 8 {
        let digest = hash::sha256(&chunk[8..]);
        chunk[4..8].copy_from_slice(&digest[..4]);
    }
    chunk
}

/// A page change taken apart: what a hostile hand changes first.
#[derive(Debug, Clone)]
pub struct Chunk {
    /// 1 for a plain change, 2 for a compressed one, 0 for a document.
    pub kind: u8,
    /// The changes that it builds on, ascending.
    pub dependencies: Vec<[u8; 32]>,
    /// Under which actor.
    pub actor: Vec<u8>,
    /// The actor's how-manieth change.
    pub seq: u64,
    /// The number of its first operation.
    pub start_op: u64,
    /// Time, message, other actors, columns, further bytes.
    pub rest: Vec<u8>,
}

fn read_number(bytes: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (first, rest) = bytes.split_first().unwrap();
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        shift += 7;
        if first & 0x80 == 0 {
            return number;
        }
    }
}

fn write_number(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(number & 0x7f).unwrap();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

impl Chunk {
    /// Takes an honest change apart.
    #[must_use]
    pub fn of(change: &PageChange) -> Self {
        let mut rest = &change.change[9..];
        let _length = read_number(&mut rest);
        let count = read_number(&mut rest);
        let dependencies = (0..count).map(|_| {
            let (hash, after) = rest.split_first_chunk().unwrap();
            rest = after;
            *hash
        });
        let dependencies = dependencies.collect();
        let length = usize::try_from(read_number(&mut rest)).unwrap();
        let (actor, after) = rest.split_at(length);
        rest = after;
        let (seq, start_op) = (read_number(&mut rest), read_number(&mut rest));
        Self { kind: change.change[8], dependencies, actor: actor.to_vec(), seq, start_op, rest: rest.to_vec() }
    }

    /// The chunk again, with right lengths and a right checksum.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut data = write_number(self.dependencies.len() as u64);
        data.extend(self.dependencies.iter().flatten());
        data.extend(write_number(self.actor.len() as u64));
        data.extend(&self.actor);
        data.extend(write_number(self.seq));
        data.extend(write_number(self.start_op));
        data.extend(&self.rest);
        let mut bytes = vec![0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, self.kind];
        bytes.extend(write_number(data.len() as u64));
        bytes.extend(data);
        sealed(bytes)
    }
}

/// An entry with another signature.
#[must_use]
pub fn signed_with(entry: &Entry, signature: Signature) -> Entry {
    Entry { signature: Some(signature), ..entry.clone() }
}

#[cfg(test)]
mod tests {
    use super::Chunk;
    use crate::{acts::host, world::World};
    use maillage_shared::directory::PageEdit;

    #[test]
    fn a_chunk_taken_apart_and_put_together_is_the_same() {
        let world = World::founded_with(2);
        let key = world.members[1].device.clone();
        let change = world.change(&world.document(1), &key, &[PageEdit::PutHost(host(1, "whole"))]);
        assert_eq!(Chunk::of(&change).to_bytes(), change.change);
    }
}
