//! The page of one operator, kept up to date as its devices' journals grow.

use std::collections::BTreeMap;

use super::journals::Journal;
use crate::{
    directory::Page,
    document::PageDocument,
    identity::{DeviceId, NetworkId, OperatorId},
};

/// An operator's page document and how much of each journal it holds.
#[derive(Debug)]
pub struct OperatorFold {
    document: PageDocument,
    page: Page,
    applied: BTreeMap<DeviceId, u64>,
    last_change: Option<(DeviceId, u64)>,
}

impl OperatorFold {
    /// An empty page.
    #[must_use]
    pub(super) fn new(network: NetworkId, operator: OperatorId) -> Self {
        let document = PageDocument::new(network, operator);
        let page = document.page();
        Self { document, page, applied: BTreeMap::new(), last_change: None }
    }

    /// Brings the page to the given extents. An extent that shrank, because a fork became known, starts the page anew.
    pub(super) fn refresh(
        &mut self,
        network: NetworkId,
        operator: OperatorId,
        extents: &[(DeviceId, u64)],
        journals: &BTreeMap<DeviceId, Journal>,
    ) {
        let extent_of = |device: &DeviceId| extents.iter().find(|(known, _)| known == device).map_or(0, |(_, extent)| *extent);
        if self.applied.iter().any(|(device, applied)| extent_of(device) < *applied) {
            *self = Self::new(network, operator);
        }
        let mut changed = false;
        for (device, extent) in extents {
            let Some(journal) = journals.get(device) else { continue };
            let applied = self.applied.insert(*device, *extent).unwrap_or(0);
            let new = || journal.changes(applied, *extent);
            let offered = new().filter_map(|(seq, change)| Some((*device, seq, journal.hash_at(seq)?, change)));
            self.document.apply_all(offered);
            if let Some((seq, _)) = new().last() {
                self.last_change = Some((*device, seq));
                changed = true;
            }
        }
        if changed {
            self.page = self.document.page();
        }
    }

    /// The page.
    #[must_use]
    pub const fn page(&self) -> &Page {
        &self.page
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
