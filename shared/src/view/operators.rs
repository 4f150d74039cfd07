//! The page of one operator, kept up to date as its devices' journals grow.

use std::{collections::BTreeMap, sync::OnceLock};

use super::journals::Journal;
use crate::{
    directory::Page,
    document::{PageDocument, PageSnapshot},
    identity::{DeviceId, NetworkId, OperatorId},
    journal::EntryHash,
};

/// An operator's page document and how much of each journal it holds.
#[derive(Debug)]
pub struct OperatorFold {
    document: PageDocument,
    /// What the document says, once somebody has asked since it changed.
    page: OnceLock<Page>,
    applied: BTreeMap<DeviceId, u64>,
    last_change: Option<(DeviceId, u64)>,
    /// Whether each snapshot that was looked at opens a page: that never changes.
    sound: BTreeMap<EntryHash, bool>,
}

/// A snapshot with its place.
type Placed<'j> = ((DeviceId, u64, EntryHash), &'j PageSnapshot);

impl OperatorFold {
    /// An empty page.
    #[must_use]
    pub(super) fn new(network: NetworkId, operator: OperatorId) -> Self {
        let document = PageDocument::new(network, operator);
        Self { document, page: OnceLock::new(), applied: BTreeMap::new(), last_change: None, sound: BTreeMap::new() }
    }

    /// Brings the page to the given extents. An extent that shrank, because a fork became known, starts the page anew, and so does
    /// another snapshot that counts.
    pub(super) fn refresh(
        &mut self,
        network: NetworkId,
        operator: OperatorId,
        extents: &[(DeviceId, u64)],
        journals: &BTreeMap<DeviceId, Journal>,
    ) {
        let extent_of = |device: &DeviceId| extents.iter().find(|(known, _)| known == device).map_or(0, |(_, extent)| *extent);
        let shrank = self.applied.iter().any(|(device, applied)| extent_of(device) < *applied);
        let opening = self.opening(network, operator, extents, journals);
        let mut changed = false;
        if shrank || opening.map(|((_, _, entry), _)| entry) != self.document.opened_by() {
            let sound = std::mem::take(&mut self.sound);
            *self = Self { sound, ..Self::new(network, operator) };
            changed = true;
            if let Some((place, snapshot)) = opening
                && let Ok(document) = PageDocument::opened(network, operator, place, snapshot)
            {
                self.document = document;
                self.last_change = Some((place.0, place.1));
            }
        }
        for (device, extent) in extents {
            let Some(journal) = journals.get(device) else { continue };
            let applied = self.applied.insert(*device, *extent).unwrap_or(0);
            let new = || journal.changes(applied, *extent);
            let offered = new().filter_map(|(seq, change)| Some((*device, seq, journal.hash_at(seq)?, change)));
            if self.document.apply_all(offered) {
                self.last_change = new().last().map(|(seq, _)| (*device, seq));
                changed = true;
            }
        }
        if changed {
            self.page = OnceLock::new();
        }
    }

    /// The snapshot that opens the epoch that counts: of those that open a page and whose parent counts as well, the highest
    /// epoch's, then the one in the entry with the lowest hash.
    fn opening<'j>(
        &mut self,
        network: NetworkId,
        operator: OperatorId,
        extents: &[(DeviceId, u64)],
        journals: &'j BTreeMap<DeviceId, Journal>,
    ) -> Option<Placed<'j>> {
        let mut placed: Vec<Placed<'j>> = Vec::new();
        for (device, extent) in extents {
            let Some(journal) = journals.get(device) else { continue };
            let place = |seq| Some((*device, seq, journal.hash_at(seq)?));
            placed.extend(journal.snapshots(*extent).filter_map(|(seq, snapshot)| Some((place(seq)?, snapshot))));
        }
        placed.retain(|(place, snapshot)| {
            let opens = || PageDocument::opened(network, operator, *place, snapshot).is_ok();
            *self.sound.entry(place.2).or_insert_with(opens)
        });
        placed.sort_unstable_by_key(|((_, _, entry), snapshot)| (snapshot.epoch, *entry));
        let mut counting: BTreeMap<EntryHash, Placed<'j>> = BTreeMap::new();
        for ((device, seq, entry), snapshot) in placed {
            let follows = match snapshot.parent {
                None => snapshot.epoch == 1,
                Some(parent) => {
                    counting.get(&parent).is_some_and(|(_, parent)| parent.epoch.checked_add(1) == Some(snapshot.epoch))
                }
            };
            if follows {
                counting.insert(entry, ((device, seq, entry), snapshot));
            }
        }
        counting.into_values().max_by_key(|((_, _, entry), snapshot)| (snapshot.epoch, std::cmp::Reverse(*entry)))
    }

    /// The page.
    #[must_use]
    pub fn page(&self) -> &Page {
        self.page.get_or_init(|| self.document.page())
    }

    /// The document behind the page, to make the next change of.
    #[must_use]
    pub const fn document(&self) -> &PageDocument {
        &self.document
    }

    /// The device and entry that changed the page last, as far as this node saw it: provenance, not part of the view.
    #[must_use]
    pub const fn last_change(&self) -> Option<(DeviceId, u64)> {
        self.last_change
    }
}
