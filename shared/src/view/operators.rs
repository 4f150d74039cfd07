//! The page of one operator, kept up to date as its devices' journals grow.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{
    epochs::{self, Opening},
    journals::Journal,
};
use crate::{
    directory::Page,
    document::PageDocument,
    identity::{DeviceId, NetworkId, OperatorId},
};

/// An operator's page document and how much of each journal it holds.
#[derive(Debug)]
pub struct OperatorFold {
    document: PageDocument,
    /// What the document says, once somebody has asked since it changed.
    page: OnceLock<Page>,
    applied: BTreeMap<DeviceId, u64>,
    /// How much of each journal snapshots covered when it was applied.
    covered: BTreeMap<DeviceId, u64>,
    last_change: Option<(DeviceId, u64)>,
}

impl OperatorFold {
    /// An empty page.
    #[must_use]
    pub(super) fn new(network: NetworkId, operator: OperatorId) -> Self {
        let document = PageDocument::new(network, operator);
        Self { document, page: OnceLock::new(), applied: BTreeMap::new(), covered: BTreeMap::new(), last_change: None }
    }

    /// Brings the page to the given extents. An extent that shrank, because a fork became known, starts the page anew, and so does
    /// another snapshot that counts, or one that covers more.
    pub(super) fn refresh(
        &mut self,
        network: NetworkId,
        operator: OperatorId,
        extents: &[(DeviceId, u64)],
        journals: &BTreeMap<DeviceId, Journal>,
    ) {
        let extent_of = |device: &DeviceId| extents.iter().find(|(known, _)| known == device).map_or(0, |(_, extent)| *extent);
        let shrank = self.applied.iter().any(|(device, applied)| extent_of(device) < *applied);
        let covered: BTreeMap<DeviceId, u64> =
            extents.iter().filter_map(|(device, _)| Some((*device, journals.get(device)?.covered()))).collect();
        let recovered = self.applied.keys().any(|device| self.covered.get(device) != covered.get(device));
        let opening = opening(extents, journals);
        let mut changed = false;
        if shrank || recovered || opening.map(|opening| opening.entry) != self.document.opened_by() {
            *self = Self::new(network, operator);
            changed = true;
            if let Some(Opening { device, seq, entry, snapshot }) = opening
                && let Ok(document) = PageDocument::opened(network, operator, (device, seq, entry), snapshot)
            {
                self.document = document;
                self.last_change = Some((device, seq));
            }
        }
        self.covered = covered;
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

/// The snapshot that opens the epoch that counts.
fn opening<'j>(extents: &[(DeviceId, u64)], journals: &'j BTreeMap<DeviceId, Journal>) -> Option<Opening<'j>> {
    let mut placed = Vec::new();
    for (device, extent) in extents {
        let Some(journal) = journals.get(device) else { continue };
        let snapshots = journal.snapshots(*extent);
        placed.extend(
            snapshots.filter_map(|(seq, snapshot)| Some(Opening { device: *device, seq, entry: journal.hash_at(seq)?, snapshot })),
        );
    }
    epochs::highest(placed)
}
