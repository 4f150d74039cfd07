//! Making a change: what the operator's own node does when a person edits the page.

use automerge::{ActorId, Automerge, ROOT, transaction::Transactable};

use super::{
    Applied, AssertUnwindSafe, BTreeMap, Fields, Incarnation, PageChange, PageDocument, PageEdit, Refusal, RowKind, Slug, Standing,
    catch_unwind, key,
};
use crate::{bounds, text};

/// Why no change was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The document is frozen by a fault of this program.
    #[error("the document is frozen after a fault of the program")]
    Frozen,
    /// Earlier changes of this device wait for others that are not here, so that one made now would contradict them; or the
    /// change that opens a draft is not here.
    #[error("earlier changes of this device wait for changes that have not arrived yet")]
    Incomplete,
    /// More than one change can hold.
    #[error("that is too much for one change: edit fewer rows at once")]
    TooMuch,
    /// A text is longer than a field can be, or not as it may be signed.
    #[error("the field `{0}` cannot hold this text")]
    Field(&'static str),
    /// The draft has no such article.
    #[error("the draft has no such article")]
    NoSuchArticle,
    /// automerge failed.
    #[error("the change could not be made")]
    Failed,
    /// The change would be refused by everyone: it is not written.
    #[error("the change would be refused: {0}")]
    Refused(#[from] Refusal),
}

/// The difference between two states of the rows: key and new text, or nothing where the field goes.
pub(super) type Difference = BTreeMap<String, Option<String>>;

impl PageDocument {
    /// Makes the change that does these edits, one after the other, to be written into the entry `entry_seq` of the device's
    /// journal. Nothing is applied: the caller writes the entry, then calls [`PageDocument::apply`].
    ///
    /// An author that has not written yet, or whose changes lost their effect to those of a copy, opens a new incarnation with
    /// this very entry, whatever it says: the next edit continues the incarnation that the result names.
    ///
    /// Gives nothing when the page says all of it already.
    ///
    /// # Errors
    /// [`EditError`]. What it returns passes the gate on every node.
    pub fn edit(&self, author: Incarnation, entry_seq: u64, edits: &[PageEdit]) -> Result<Option<PageChange>, EditError> {
        if self.gated.alarm().is_some() {
            return Err(EditError::Frozen);
        }
        if self.gated.waits(author.device) {
            return Err(EditError::Incomplete);
        }
        let difference = self.difference(edits)?;
        if difference.is_empty() {
            return Ok(None);
        }
        if difference.len() > bounds::CHANGE_OPERATIONS {
            return Err(EditError::TooMuch);
        }
        let author = self.gated.continued(author, entry_seq);
        let actor = ActorId::from(self.gated.gate.actor(author.device, author.opened_at));
        let scratch = self.gated.effect().document.clone().with_actor(actor);
        let made = catch_unwind(AssertUnwindSafe(move || commit(scratch, &difference)));
        let change = made.ok().flatten().ok_or(EditError::Failed)?;
        if change.len() > bounds::CHANGE_BYTES {
            return Err(EditError::TooMuch);
        }
        let body = PageChange { epoch: self.epoch, opened_at: author.opened_at, change };
        self.check_own(author, entry_seq, &body)?;
        Ok(Some(body))
    }

    fn difference(&self, edits: &[PageEdit]) -> Result<Difference, EditError> {
        let before = self.rows();
        let mut after: BTreeMap<(RowKind, Slug), Fields> = BTreeMap::new();
        for edit in edits {
            let (kind, slug) = edit.row();
            let row = (kind, slug.clone());
            let fields = after.entry(row.clone()).or_insert_with(|| before.get(&row).cloned().unwrap_or_default());
            edit.apply(fields);
        }
        let none = Fields::new();
        let mut difference = Difference::new();
        for ((kind, slug), fields) in &after {
            let old = before.get(&(*kind, slug.clone())).unwrap_or(&none);
            for (field, value) in fields.iter().filter(|(field, value)| old.get(*field) != Some(*value)) {
                if value.len() > bounds::FIELD_BYTES || text::check(value).is_err() {
                    return Err(EditError::Field(known_name(field)));
                }
                difference.insert(key::write(*kind, slug, field), Some(value.clone()));
            }
            for field in old.keys().filter(|field| !fields.contains_key(*field)) {
                difference.insert(key::write(*kind, slug, field), None);
            }
        }
        Ok(difference)
    }

    fn check_own(&self, author: Incarnation, entry_seq: u64, body: &PageChange) -> Result<(), EditError> {
        let standing = Standing { device: author.device, entry_seq, opened_at: author.opened_at };
        match self.gated.objection(standing, &body.change) {
            None => Ok(()),
            Some(Applied::Refused(refusal)) => Err(refusal.into()),
            Some(_) => Err(EditError::Incomplete),
        }
    }
}

fn known_name(field: &str) -> &'static str {
    use crate::directory::{Host, Permanence};
    Host::FIELDS.into_iter().chain(Permanence::FIELDS).find(|name| *name == field).unwrap_or("other")
}

pub(super) fn commit(mut scratch: Automerge, difference: &Difference) -> Option<Vec<u8>> {
    let mut transaction = scratch.transaction();
    for (key, value) in difference {
        match value {
            Some(text) => transaction.put(ROOT, key.as_str(), text.as_str()).ok()?,
            None => transaction.delete(ROOT, key.as_str()).ok()?,
        }
    }
    let (hash, _) = transaction.commit();
    hash?;
    scratch.get_last_local_change().map(|change| change.raw_bytes().to_vec())
}
