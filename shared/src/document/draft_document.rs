//! The draft of an amendment: several operators write one document, live.
//!
//! Whose changes count is said from outside: co-authors are invited and may be cut again. A co-author that was cut keeps the
//! effect of what an author who counts built on. So the result depends on the set of changes offered, on the authors and on what
//! is anchored, never on any order.

use std::{
    collections::BTreeMap,
    ops::Deref,
    panic::{AssertUnwindSafe, catch_unwind},
};

use super::{
    authority::Authority,
    change::{DocumentId, DraftId},
    gate::Standing,
    gated_document::{Applied, GatedDocument},
    operation::OperationId,
    shape::Schema,
};
use crate::{
    identity::{DeviceId, NetworkId},
    journal::EntryHash,
};

mod edit;
pub(super) mod reading;

pub use edit::DraftEdit;

/// A change of a draft, as an entry of its author's journal holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftChange {
    /// Sequence number of the journal entry that opened the incarnation: it fixes the actor id.
    pub opened_at: u64,
    /// One plain automerge change chunk.
    pub change: Vec<u8>,
}

/// Names one article of a draft, for as long as the draft lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticleKey(OperationId);

/// What a draft does to an article of the charter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Gives it new texts.
    Edit,
    /// Adds it.
    Add,
    /// Puts it elsewhere.
    Move,
    /// Takes it out.
    Repeal,
}

impl Act {
    /// All acts.
    pub const ALL: [Self; 4] = [Self::Edit, Self::Add, Self::Move, Self::Repeal];

    /// The word that stands in the document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Add => "add",
            Self::Move => "move",
            Self::Repeal => "repeal",
        }
    }

    /// The act of this word.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }
}

/// One article that a draft touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftArticle {
    /// Which article, by its stable name in the charter. Two co-authors may have added the same one.
    pub article: String,
    /// What is done to it; nothing when the document does not say so in words of this version.
    pub act: Option<Act>,
    /// The article that it is to come after.
    pub after: Option<String>,
    /// Its texts, by language. As co-authors merged them: not always in normalization form.
    pub texts: BTreeMap<String, String>,
}

/// What a draft says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftText {
    /// Its title.
    pub title: String,
    /// Why it is proposed.
    pub reason: String,
    /// The articles that it touches, in their order; at most [`crate::bounds::DRAFT_ARTICLES`].
    pub articles: Vec<(ArticleKey, DraftArticle)>,
}

/// The draft of an amendment as a document.
#[derive(Debug, Clone)]
pub struct DraftDocument {
    pub(super) gated: GatedDocument,
}

impl Deref for DraftDocument {
    type Target = GatedDocument;

    fn deref(&self) -> &GatedDocument {
        &self.gated
    }
}

impl DraftDocument {
    /// A draft that holds nothing yet, with its authors: the last entry of each of their devices that counts by itself
    /// (`u64::MAX` while it may write on).
    #[must_use]
    pub fn new(network: NetworkId, draft: DraftId, authors: BTreeMap<DeviceId, u64>) -> Self {
        let mut gated = GatedDocument::new(network, DocumentId::from(draft), Schema::Draft);
        gated.set_authority(Authority { authors: Some(authors), anchored: BTreeMap::new() });
        Self { gated }
    }

    /// Says anew who the authors are, as in [`DraftDocument::new`].
    pub fn set_authors(&mut self, authors: BTreeMap<DeviceId, u64>) {
        let anchored = self.gated.authority().anchored.clone();
        self.gated.set_authority(Authority { authors: Some(authors), anchored });
    }

    /// Says up to which entry each device's journal is anchored: of two changes for one place the anchored one counts.
    pub fn set_anchored(&mut self, anchored: BTreeMap<DeviceId, u64>) {
        let authors = self.gated.authority().authors.clone();
        self.gated.set_authority(Authority { authors, anchored });
    }

    /// Offers the change that stands in the journal of `device` at `entry_seq`, in the entry with this hash.
    ///
    /// The caller has verified the entry, and offers only changes of devices that are or were authors: what others wrote is
    /// kept, and has effect where an author builds on it.
    pub fn apply(&mut self, device: DeviceId, entry_seq: u64, entry: EntryHash, body: &DraftChange) -> Applied {
        self.gated.apply(Standing { device, entry_seq, opened_at: body.opened_at }, entry, &body.change)
    }

    /// What the draft says now.
    #[must_use]
    pub fn text(&self) -> DraftText {
        // What passed the gate can be read; should automerge disagree, an empty draft is no worse than none.
        catch_unwind(AssertUnwindSafe(|| reading::text(&self.gated.document))).unwrap_or_default()
    }
}

#[cfg(test)]
pub(super) mod fixture;
#[cfg(test)]
mod tests;
