//! Is everything that this node keeps what it should be?

use serde::{Deserialize, Serialize};

use super::{Operation, Problem, Progress, Service};
use crate::{
    home::{Home, keys::KeptKey},
    store::Audit,
};

/// Reads and verifies the whole store, and the keys. Changes nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CheckStore {}

/// What was found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoreReport {
    /// The store, part by part.
    pub audit: Audit,
    /// Whether everything is what it should be.
    pub sound: bool,
}

impl Operation for CheckStore {
    const NAME: &'static str = "store-check";
    type Output = StoreReport;

    fn perform(self, service: &Service, progress: &Progress) -> Result<StoreReport, Problem> {
        let opened = service.opened()?;
        // A key that cannot be read is told before anything else: nothing can be signed with it.
        let home = Home::open(service.path())?;
        readable::<maillage_shared::identity::DeviceKey>(&home)?;
        let tell = |done, total| progress.tell("store-check", done, Some(total));
        let audit = opened.ledger.store().read(|read| read.audit(tell))?;
        let sound = audit.fault_count() == 0;
        Ok(StoreReport { audit, sound })
    }
}

fn readable<K: KeptKey>(home: &Home) -> Result<(), Problem> {
    Ok(home.key::<K>().map(drop)?)
}
