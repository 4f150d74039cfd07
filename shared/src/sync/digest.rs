//! The digest that says whether two nodes hold the same, and the lines of journals that it is made of.

use crate::{hash, identity::DeviceId, journal::EntryHash, register::ItemId};

hash::identifier! {
    /// All that a node holds and that counts, in 32 bytes. Equal digests mean equal journals and items, and so equal views.
    SummaryDigest
}

hash::identifier! {
    /// The set of the register's items in 32 bytes. It changes rarely, so a node may keep it.
    ItemSetDigest
}

/// How far a journal goes, as far as it may count: the end of what is usable, and where the device forked.
///
/// Ordered by device. Of a forked device the line ends before the forked place, whatever is held beyond it, so that two nodes
/// that hold different branches and the proof have the same line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
pub struct HeadLine {
    /// Whose journal it is.
    #[n(0)]
    pub device: DeviceId,
    /// Sequence number of the last usable entry, 0 where nothing is usable.
    #[n(1)]
    pub seq: u64,
    /// Hash of that entry, [`EntryHash::NONE`] for 0.
    #[n(2)]
    pub hash: EntryHash,
    /// The lowest place of which a proof of a fork is held, from 1.
    #[n(3)]
    pub fork: Option<u64>,
}

impl ItemSetDigest {
    /// The digest of these items, in any order and each counted once.
    #[must_use]
    pub fn of(items: impl IntoIterator<Item = ItemId>) -> Self {
        let mut items: Vec<ItemId> = items.into_iter().collect();
        items.sort_unstable();
        items.dedup();
        let bytes: Vec<u8> = items.iter().flat_map(ItemId::as_bytes).copied().collect();
        Self(hash::sha256_in("maillage/items-held/1", &bytes))
    }
}

impl SummaryDigest {
    /// The digest of a node that follows these rules and holds these journals, in any order, and these items.
    #[must_use]
    pub fn of(rules_version: u16, heads: impl IntoIterator<Item = HeadLine>, items: &ItemSetDigest) -> Self {
        let mut heads: Vec<HeadLine> = heads.into_iter().collect();
        heads.sort_unstable();
        let mut bytes = Vec::with_capacity(heads.len().saturating_mul(80).saturating_add(34));
        bytes.extend_from_slice(&rules_version.to_be_bytes());
        bytes.extend_from_slice(items.as_bytes());
        for line in heads {
            bytes.extend_from_slice(line.device.as_bytes());
            bytes.extend_from_slice(&line.seq.to_be_bytes());
            bytes.extend_from_slice(line.hash.as_bytes());
            // Places begin at 1, so 0 is free to mean "no fork".
            bytes.extend_from_slice(&line.fork.unwrap_or(0).to_be_bytes());
        }
        Self(hash::sha256_in("maillage/summary/1", &bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::{HeadLine, ItemSetDigest, SummaryDigest};
    use crate::{identity::DeviceId, journal::EntryHash, register::ItemId};

    fn line(device: u8) -> HeadLine {
        HeadLine { device: DeviceId::from_bytes([device; 32]), seq: 1, hash: EntryHash::from_bytes([device; 32]), fork: None }
    }

    #[test]
    fn the_digest_does_not_depend_on_the_order_in_which_things_are_named() {
        let (one, other) = (ItemId::from_bytes([1; 32]), ItemId::from_bytes([2; 32]));
        let items = ItemSetDigest::of([one, other]);
        assert_eq!(items, ItemSetDigest::of([other, one, other]));
        assert_eq!(SummaryDigest::of(1, [line(1), line(2)], &items), SummaryDigest::of(1, [line(2), line(1)], &items));
    }

    #[test]
    fn every_part_of_a_line_and_the_rules_enter_the_digest() {
        let items = ItemSetDigest::of([]);
        let plain = SummaryDigest::of(1, [line(1)], &items);
        let forked = HeadLine { fork: Some(1), ..line(1) };
        let longer = HeadLine { seq: 2, ..line(1) };
        let others = [
            SummaryDigest::of(2, [line(1)], &items),
            SummaryDigest::of(1, [forked], &items),
            SummaryDigest::of(1, [longer], &items),
            SummaryDigest::of(1, [line(1)], &ItemSetDigest::of([ItemId::from_bytes([0; 32])])),
        ];
        assert!(others.iter().all(|other| *other != plain));
    }
}
