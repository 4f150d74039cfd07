//! What this node writes: entries of its own journal, items, and changes at home, all in one transaction or not at all.

use std::collections::BTreeSet;

use maillage_shared::{
    identity::{DeviceKey, NetworkId},
    journal::{BodyKind, Entry, EntryHash, Head},
    register::Item,
    view::NetworkFold,
};

use super::Ledger;
use crate::{
    service::{Problem, ProblemCode},
    store::Write,
};

/// A transaction in the making.
pub struct Draft<'a> {
    fold: &'a NetworkFold,
    key: &'a DeviceKey,
    head: Head,
    entries: Vec<Entry>,
    items: Vec<Item>,
    write: &'a mut Write,
    refusal: Option<&'a Problem>,
}

impl Draft<'_> {
    /// The fold before this transaction.
    #[must_use]
    pub const fn fold(&self) -> &NetworkFold {
        self.fold
    }

    /// The network.
    #[must_use]
    pub const fn network(&self) -> NetworkId {
        self.fold.network()
    }

    /// The sequence number that the next entry of the own journal will have.
    #[must_use]
    pub const fn next_seq(&self) -> u64 {
        self.head.seq.saturating_add(1)
    }

    /// Appends an entry to the own journal.
    ///
    /// # Errors
    /// [`ProblemCode::JournalFull`], a problem of the store, or why this node may not write now.
    pub fn append(&mut self, kind: BodyKind, body: Vec<u8>) -> Result<EntryHash, Problem> {
        self.require_writing()?;
        let entry =
            Entry::write(self.key, self.network(), &self.head, kind, body).map_err(|_| Problem::new(ProblemCode::JournalFull))?;
        self.write.append(&entry)?;
        self.head = Head::after(&entry.header);
        self.entries.push(entry);
        Ok(self.head.hash)
    }

    /// Adds an item to the register.
    ///
    /// # Errors
    /// A problem of the store, or why this node may not write now.
    pub fn add_item(&mut self, item: Item) -> Result<(), Problem> {
        self.require_writing()?;
        if self.fold.register().get(&item.id()).is_none() && !self.fold.register().has_room_for(&item) {
            return Err(Problem::new(ProblemCode::RegisterFull));
        }
        self.write.put_item(&item)?;
        self.items.push(item);
        Ok(())
    }

    fn require_writing(&self) -> Result<(), Problem> {
        self.refusal.map_or(Ok(()), |problem| Err(problem.clone()))
    }

    /// The store, for what concerns this home alone.
    pub fn local(&mut self) -> &mut Write {
        self.write
    }
}

impl Ledger {
    /// Writes what `compose` drafts, signed by this home's device: on disk and in the fold when this returns, or not at all.
    ///
    /// # Errors
    /// Whatever `compose` says, or a problem of the store; nothing is written then.
    pub fn write<T>(&self, key: &DeviceKey, compose: impl FnOnce(&mut Draft<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        let _writing = self.begin()?;
        let (value, entries, items, opening) = {
            let fold = self.fold();
            let head = fold.head(key.public());
            let refusal = self.authority_in(&fold).refusal();
            self.store().write(|write| {
                let (entries, items) = (Vec::new(), Vec::new());
                let mut draft = Draft { fold: &fold, key, head, entries, items, write: &mut *write, refusal: refusal.as_ref() };
                let value = compose(&mut draft)?;
                let (entries, items) = (draft.entries, draft.items);
                let seen_by_others = !entries.is_empty() || !items.is_empty();
                let opening = if seen_by_others { self.begin_opening(write)? } else { None };
                Ok::<_, Problem>((value, entries, items, opening))
            })?
        };
        self.end_opening(opening);
        let gone = {
            let mut fold = self.fold_mut();
            let gone = if items.is_empty() { BTreeSet::new() } else { fold.apply_items(items.iter().cloned()) };
            fold.apply_entries(entries.iter().cloned());
            self.log_alarms(&fold);
            gone
        };
        self.let_go(&gone);
        self.announce(entries, items, Vec::new(), None);
        Ok(value)
    }
}
