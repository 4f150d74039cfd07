//! The network view: its digest and its canonical bytes.

use serde::{Deserialize, Serialize};

use super::{Operation, Problem, Progress, Service};

/// Asks for the digest of the view.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ViewDigest {}

/// The digest, and how much it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// SHA-256 of the canonical bytes, in hexadecimal.
    pub view_digest: String,
    /// Entries held, of all journals.
    pub entries: u64,
    /// Items of the register held.
    pub items: u64,
}

/// Asks for the canonical bytes of the view.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportView {}

impl Operation for ViewDigest {
    const NAME: &'static str = "view-digest";
    type Output = Digest;

    fn perform(self, service: &Service, _: &Progress) -> Result<Digest, Problem> {
        let ledger = &service.opened()?.ledger;
        let view_digest = ledger.view().digest();
        let fold = ledger.fold();
        let entries = fold.journals().fold(0_u64, |sum, journal| sum.saturating_add(journal.head().seq));
        let items = u64::try_from(fold.item_ids().count()).unwrap_or(u64::MAX);
        Ok(Digest { view_digest, entries, items })
    }
}

impl Operation for ExportView {
    const NAME: &'static str = "view-export";
    type Output = String;

    fn perform(self, service: &Service, _: &Progress) -> Result<String, Problem> {
        String::from_utf8(service.opened()?.ledger.view().canonical_bytes()).map_err(Problem::bug)
    }
}
