//! Faults of this program that stopped a document.

use std::collections::BTreeSet;

use maillage_shared::{identity::OperatorId, view::NetworkFold};

/// The members whose pages stand still because of a fault of this program. They are not to blame.
#[must_use]
pub fn alarmed(fold: &NetworkFold) -> BTreeSet<OperatorId> {
    let stopped = |operator: &&OperatorId| fold.operator(**operator).is_some_and(|page| page.document().alarm().is_some());
    fold.state().roster.everybody().keys().filter(stopped).copied().collect()
}

/// Writes alarms that were not there `before` to the log.
pub(super) fn log_new(before: &BTreeSet<OperatorId>, fold: &NetworkFold) {
    for operator in alarmed(fold).difference(before) {
        tracing::error!(%operator, "a fault of this program stopped a page: it stays as it was, nobody is to blame, please report it");
    }
}
