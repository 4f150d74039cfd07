//! Is everything that this node keeps what it should be?

use maillage_shared::identity::{DeviceKey, keys::EndpointKey};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, root_key};
use crate::{
    home::{Home, HomeError, keys::KeptKey},
    ledger::{Authority, Cause},
    store::{Audit, Store, StoreError},
};

/// Reads and verifies the whole store, and the keys. Changes nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CheckStore {}

/// What was found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoreReport {
    /// The store, part by part; nothing where it cannot be opened.
    pub audit: Audit,
    /// Why the store cannot be opened or used as a whole.
    pub unusable: Option<Problem>,
    /// Files of the home, beside the store, that are missing or damaged.
    pub files: Vec<Problem>,
    /// Why this node may not write, if so.
    pub authority: Option<Problem>,
    /// Whether everything is what it should be.
    pub sound: bool,
    /// What helps; nothing when all is well.
    pub remedy: Option<Remedy>,
}

/// What helps against what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// A key is gone or damaged: a backup has it, or the recovery sheet makes another one.
    Keys,
    /// The store is damaged: `store repair` takes over what is sound.
    Repair,
    /// The home was copied, restored or repaired: it waits until it has learnt from members how far it had come.
    Wait,
    /// Nobody else is a member: a person says that it may go on.
    Alone,
    /// A copy of this home is running: one of the two has to end.
    EndCopy,
    /// Two histories of this device are signed: it needs a successor.
    Successor,
}

impl Operation for CheckStore {
    const NAME: &'static str = "store-check";
    type Output = StoreReport;

    fn perform(self, service: &Service, progress: &Progress) -> Result<StoreReport, Problem> {
        if service.damage().is_none() {
            service.opened()?;
        }
        let tell = |done, total| progress.tell("store-check", done, Some(total));
        let mut unusable = None;
        let audit = match service.opened_if_any() {
            Some(opened) => opened.ledger.store().read(|read| read.audit(tell))?,
            None => audit_damaged(service, tell).unwrap_or_else(|problem| {
                unusable = Some(problem);
                Audit::default()
            }),
        };
        let files = damaged_files(service)?;
        // What keeps a home from being opened, and shows neither in a row nor in a key.
        let other = service.damage().filter(|_| unusable.is_none() && files.is_empty() && audit.fault_count() == 0);
        unusable = unusable.or(other);
        let authority = service.opened_if_any().map_or(Authority::Full, |opened| opened.ledger.authority());
        let remedy = remedy(&files, unusable.is_some() || audit.fault_count() > 0, authority);
        let sound = unusable.is_none() && files.is_empty() && audit.fault_count() == 0;
        Ok(StoreReport { audit, unusable, files, authority: authority.refusal(), sound, remedy })
    }
}

/// The audit of a store in a home that cannot be used.
fn audit_damaged(service: &Service, tell: impl FnMut(u64, u64)) -> Result<Audit, Problem> {
    let store = Store::open(&service.path().join("store.redb"), |_| ())?;
    store.read(|read| read.audit(tell)).map_err(|error: StoreError| error.into())
}

/// The keys that cannot be read, or are another's. Nothing can be signed or reached without them.
fn damaged_files(service: &Service) -> Result<Vec<Problem>, Problem> {
    let home = match Home::open(service.path()) {
        Ok(home) => home,
        Err(error @ HomeError::KeysGone(_)) => return Ok(vec![error.into()]),
        Err(error) => return Err(error.into()),
    };
    let other_device = |problem: &Problem| problem.details.get("why").is_some_and(|why| why == super::reasons::OTHER_DEVICE);
    let of_other_device = service.damage().filter(other_device);
    let root = service.opened_if_any().and_then(|opened| root_key::fault(&home, opened));
    let damaged = [unreadable::<DeviceKey>(&home), unreadable::<EndpointKey>(&home), of_other_device, root];
    let damaged: Vec<Problem> = damaged.into_iter().flatten().collect();
    // Others may read it, or it may not be read: that is said as it is.
    match damaged.iter().find(|problem| problem.code != ProblemCode::HomeDamaged) {
        Some(problem) => Err(problem.clone()),
        None => Ok(damaged),
    }
}

fn unreadable<K: KeptKey>(home: &Home) -> Option<Problem> {
    home.key::<K>().err().map(Problem::from)
}

fn remedy(files: &[Problem], store: bool, authority: Authority) -> Option<Remedy> {
    match authority {
        _ if !files.is_empty() => Some(Remedy::Keys),
        _ if store => Some(Remedy::Repair),
        Authority::Waiting { needed: 0, .. } => Some(Remedy::Alone),
        Authority::Waiting { cause: Cause::Repaired | Cause::Backup | Cause::Copied | Cause::OtherWriter, .. } => {
            Some(Remedy::Wait)
        }
        Authority::Stopped => Some(Remedy::EndCopy),
        Authority::Forked => Some(Remedy::Successor),
        Authority::Full | Authority::Settling => None,
    }
}
