//! Faults of this program that stopped a document.

use std::collections::BTreeSet;

use maillage_shared::{identity::OperatorId, view::NetworkFold};

use super::Ledger;

/// The members whose pages stand still because of a fault of this program. They are not to blame.
#[must_use]
pub fn alarmed(fold: &NetworkFold) -> BTreeSet<OperatorId> {
    let stopped = |operator: &&OperatorId| fold.operator(**operator).is_some_and(|page| page.document().alarm().is_some());
    fold.state().roster.everybody().keys().filter(stopped).copied().collect()
}

impl Ledger {
    /// Writes alarms to the log, each once. Pages that nobody has read since they changed are not read for this.
    pub(super) fn log_alarms(&self, fold: &NetworkFold) {
        let mut logged = self.lock_alarmed();
        let raised = |operator: &&OperatorId| fold.operator(**operator).is_some_and(|page| page.document().raised().is_some());
        for operator in fold.state().roster.everybody().keys().filter(raised) {
            if logged.insert(*operator) {
                tracing::error!(%operator, "a fault of this program stopped a page: it stays as it was, nobody is to blame, please report it");
            }
        }
    }
}
