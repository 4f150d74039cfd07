//! Making a change: what the operator's own node does when a person edits the page.

use automerge::{ActorId, ROOT, transaction::Transactable};

use super::{
    AssertUnwindSafe, Automerge, BTreeMap, Fields, FirstLook, Incarnation, PageChange, PageDocument, PageEdit, Refusal, RowKind,
    Slug, Verdict, actor_id, bounds, catch_unwind, first_look, key,
};
use crate::text;

/// Why no change was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The page is frozen by a fault of this program.
    #[error("the page is frozen after a fault of the program")]
    Frozen,
    /// Earlier changes of this device wait for others that are not here: one made now would contradict them.
    #[error("earlier changes of this device wait for changes that have not arrived yet")]
    Incomplete,
    /// More than one change can hold.
    #[error("that is too much for one change: edit fewer rows at once")]
    TooMuch,
    /// A text is longer than a field can be, or not as it may be signed.
    #[error("the field `{0}` cannot hold this text")]
    Field(&'static str),
    /// automerge failed.
    #[error("the change could not be made")]
    Failed,
    /// The change would be refused by everyone: it is not written.
    #[error("the change would be refused: {0}")]
    Refused(#[from] Refusal),
}

/// The difference between two states of the rows: key and new text, or nothing where the field goes.
type Difference = BTreeMap<String, Option<String>>;

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
        if self.frozen {
            return Err(EditError::Frozen);
        }
        if self.waiting.values().flat_map(BTreeMap::values).any(|offer| offer.device == author.device) {
            return Err(EditError::Incomplete);
        }
        let difference = self.difference(edits)?;
        if difference.is_empty() {
            return Ok(None);
        }
        if difference.len() > bounds::CHANGE_OPERATIONS {
            return Err(EditError::TooMuch);
        }
        let author = self.continued(author, entry_seq);
        let actor = ActorId::from(actor_id(self.network, self.page, author.device, author.opened_at));
        let scratch = self.document.clone().with_actor(actor);
        let made = catch_unwind(AssertUnwindSafe(move || commit(scratch, &difference)));
        let change = made.ok().flatten().ok_or(EditError::Failed)?;
        if change.len() > bounds::CHANGE_BYTES {
            return Err(EditError::TooMuch);
        }
        let body = PageChange { epoch: 0, opened_at: author.opened_at, change };
        self.check_own(author, entry_seq, &body)?;
        Ok(Some(body))
    }

    /// The author's incarnation if the page ends with its last change, else a new one that this entry opens.
    fn continued(&self, author: Incarnation, entry_seq: u64) -> Incarnation {
        let actor = actor_id(self.network, self.page, author.device, author.opened_at);
        let (_, last) = self.effective.range((author.device, 0)..=(author.device, u64::MAX)).next_back().unzip();
        let last = last.and_then(|place| self.history.node(*place)).map(|node| (node.chunk.actor, node.chunk.seq));
        let continues = last.is_some() && last == self.history.last_seq(&actor).map(|seq| (actor, seq));
        if continues { author } else { Incarnation { opened_at: entry_seq, ..author } }
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
        let FirstLook::Read(chunk) = first_look(self.network, self.page, author.device, entry_seq, body)? else {
            return Err(EditError::Failed);
        };
        match self.history.judge(&chunk, author.device, author.opened_at) {
            Verdict::Good(_) => Ok(()),
            Verdict::Missing(_) => Err(EditError::Incomplete),
            Verdict::Refused(refusal) => Err(refusal.into()),
        }
    }
}

fn known_name(field: &str) -> &'static str {
    use crate::directory::{Host, Permanence};
    Host::FIELDS.into_iter().chain(Permanence::FIELDS).find(|name| *name == field).unwrap_or("other")
}

fn commit(mut scratch: Automerge, difference: &Difference) -> Option<Vec<u8>> {
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
