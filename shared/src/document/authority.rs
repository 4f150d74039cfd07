//! Whose changes count by themselves.

use std::collections::BTreeMap;

use super::gate::Standing;
use crate::identity::DeviceId;

/// Whose changes count by themselves, and which of them are settled for good.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Authority {
    /// The last entry of each author that counts by itself; of everybody, when there is no list.
    pub(super) authors: Option<BTreeMap<DeviceId, u64>>,
    /// The last entry of each device that is anchored.
    pub(super) anchored: BTreeMap<DeviceId, u64>,
}

impl Authority {
    /// Whether a change counts without anybody building on it.
    pub(super) fn counts(&self, standing: &Standing) -> bool {
        self.authors.as_ref().is_none_or(|authors| reaches(authors, standing))
    }

    /// How strongly a change claims a place in its device's line that others claim too: the lower the stronger.
    pub(super) fn claim(&self, standing: &Standing) -> (bool, bool) {
        (!self.counts(standing), !reaches(&self.anchored, standing))
    }
}

fn reaches(lasts: &BTreeMap<DeviceId, u64>, standing: &Standing) -> bool {
    lasts.get(&standing.device).is_some_and(|last| standing.entry_seq <= *last)
}
