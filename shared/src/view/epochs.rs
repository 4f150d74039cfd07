//! Which snapshots of a page count: those that open a page and whose parents count as well.

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{document::PageSnapshot, identity::DeviceId, journal::EntryHash};

/// A snapshot that opens a page, with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening<'j> {
    pub(super) device: DeviceId,
    pub(super) seq: u64,
    pub(super) entry: EntryHash,
    pub(super) snapshot: &'j PageSnapshot,
}

/// Those of one page's snapshots that count, by entry.
pub(super) fn counting(mut placed: Vec<Opening<'_>>) -> BTreeMap<EntryHash, Opening<'_>> {
    placed.sort_unstable_by_key(|opening| (opening.snapshot.epoch, opening.entry));
    let mut counting: BTreeMap<EntryHash, Opening<'_>> = BTreeMap::new();
    for opening in placed {
        let epoch = opening.snapshot.epoch;
        let follows = match opening.snapshot.parent {
            None => epoch == 1,
            Some(parent) => counting.get(&parent).is_some_and(|parent| parent.snapshot.epoch.checked_add(1) == Some(epoch)),
        };
        if follows {
            counting.insert(opening.entry, opening);
        }
    }
    counting
}

/// The snapshot that opens the epoch that counts: the highest, and of that the one in the entry with the lowest hash.
pub(super) fn highest(placed: Vec<Opening<'_>>) -> Option<Opening<'_>> {
    counting(placed).into_values().max_by_key(|opening| (opening.snapshot.epoch, Reverse(opening.entry)))
}
