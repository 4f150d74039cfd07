//! The page of one operator: applying the changes of its devices, making new ones, and reading it.

use std::{
    collections::BTreeMap,
    ops::Deref,
    panic::{AssertUnwindSafe, catch_unwind},
};

use automerge::{ROOT, ReadDoc, ScalarValueRef, ValueRef};

use super::{
    change::{DocumentId, Incarnation, PageChange, PageId, PageSnapshot},
    gate::{Refusal, Standing},
    gated_document::{Applied, GatedDocument},
    key,
    shape::Schema,
};
use crate::{
    directory::{Fields, Page, PageEdit, RowKind},
    identity::{DeviceId, NetworkId, OperatorId},
    journal::EntryHash,
    text::Slug,
};

mod edit;
mod snapshot;

pub use edit::EditError;

/// The page of one operator as a document.
///
/// What it says depends only on the set of changes offered, never on their order. Where a device wrote two changes for one
/// place in its line, the lower one counts, with what depends on it; the others stay without effect.
#[derive(Debug, Clone)]
pub struct PageDocument {
    gated: GatedDocument,
    operator: OperatorId,
    /// The epoch, and the entry of the snapshot that opened it.
    epoch: u32,
    opened_by: Option<EntryHash>,
}

impl Deref for PageDocument {
    type Target = GatedDocument;

    fn deref(&self) -> &GatedDocument {
        &self.gated
    }
}

impl PageDocument {
    /// An empty page, in epoch 0.
    #[must_use]
    pub fn new(network: NetworkId, operator: OperatorId) -> Self {
        let page = DocumentId::from(PageId::of(network, operator));
        Self { gated: GatedDocument::new(network, page, Schema::Page), operator, epoch: 0, opened_by: None }
    }

    /// Offers the change that stands in the journal of `device` at `entry_seq`, in the entry with this hash.
    ///
    /// The caller has verified the entry and that the device is one of the operator's. The same change may be offered again.
    pub fn apply(&mut self, device: DeviceId, entry_seq: u64, entry: EntryHash, body: &PageChange) -> Applied {
        if body.epoch != self.epoch {
            return Applied::OtherEpoch;
        }
        self.gated.apply(Standing { device, entry_seq, opened_at: body.opened_at }, entry, &body.change)
    }

    /// Offers many changes, as [`PageDocument::apply`] does one; says whether any of them is of the document's epoch.
    pub fn apply_all<'c>(&mut self, changes: impl Iterator<Item = (DeviceId, u64, EntryHash, &'c PageChange)>) -> bool {
        let (epoch, mut any) = (self.epoch, false);
        self.gated.gather(changes.filter(|(.., body)| body.epoch == epoch).map(|(device, entry_seq, entry, body)| {
            any = true;
            (Standing { device, entry_seq, opened_at: body.opened_at }, entry, body.change.as_slice())
        }));
        any
    }

    /// The epoch that the changes of this document belong to.
    #[must_use]
    pub const fn epoch(&self) -> u32 {
        self.epoch
    }

    /// The entry of the snapshot that opened the epoch; nothing in epoch 0.
    #[must_use]
    pub const fn opened_by(&self) -> Option<EntryHash> {
        self.opened_by
    }

    /// What the page says now.
    #[must_use]
    pub fn page(&self) -> Page {
        Page::from_fields(&self.rows())
    }

    /// How many changes of the epoch stand or stood for a place, the one of its snapshot included.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.gated.history.len()
    }

    /// The rows of the document. Total: a key or value that no page has is left out.
    fn rows(&self) -> BTreeMap<(RowKind, Slug), Fields> {
        let read = || {
            let mut rows: BTreeMap<(RowKind, Slug), Fields> = BTreeMap::new();
            for item in self.gated.effect().document.map_range(ROOT, ..) {
                if let (Some((kind, slug, field)), ValueRef::Scalar(ScalarValueRef::Str(text))) = (key::read(&item.key), item.value)
                {
                    rows.entry((kind, slug)).or_default().insert(field.to_owned(), text.to_string());
                }
            }
            rows
        };
        catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
    }
}

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;
