//! What the ledger need not keep: bodies that snapshots cover, once a majority has acknowledged the anchors that settle it.

use super::Ledger;
use crate::store::{StoreError, pruning::Bodies};

impl Ledger {
    /// The bodies that [`Ledger::prune`] would take away.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn prunable(&self) -> Result<Bodies, StoreError> {
        let up_to = self.fold().prunable();
        self.store().read(|read| read.droppable(&up_to))
    }

    /// Takes away what need not be kept, in one transaction; says what it was. What the network is shown, and what members
    /// compare, stays the same.
    ///
    /// # Errors
    /// [`StoreError`]; nothing is taken away then.
    pub fn prune(&self) -> Result<Bodies, StoreError> {
        let _writing = self.begin()?;
        let up_to = self.fold().prunable();
        let dropped = self.store().write(|write| write.drop_bodies(&up_to))?;
        if dropped.count > 0 {
            self.fold_mut().leave_out(&up_to);
        }
        Ok(dropped)
    }
}
