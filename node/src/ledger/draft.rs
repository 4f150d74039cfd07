//! What this node writes: entries of its own journal, items, and changes at home, all in one transaction or not at all.

use maillage_shared::{
    identity::{DeviceKey, NetworkId},
    journal::{BodyKind, Entry, EntryHash, Head},
    register::Item,
    view::NetworkFold,
};

use super::{Ledger, alarms};
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
    /// [`ProblemCode::JournalFull`], or a problem of the store.
    pub fn append(&mut self, kind: BodyKind, body: Vec<u8>) -> Result<EntryHash, Problem> {
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
    /// A problem of the store.
    pub fn add_item(&mut self, item: Item) -> Result<(), Problem> {
        if self.fold.register().get(&item.id()).is_none() && !self.fold.register().has_room_for(&item) {
            return Err(Problem::new(ProblemCode::RegisterFull));
        }
        self.write.put_item(&item)?;
        self.items.push(item);
        Ok(())
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
        let _writing = self.lock_writing();
        let (value, entries, items) = {
            let fold = self.fold();
            let head = fold.head(key.public());
            self.store().write(|write| {
                let mut draft = Draft { fold: &fold, key, head, entries: Vec::new(), items: Vec::new(), write };
                let value = compose(&mut draft)?;
                Ok::<_, Problem>((value, draft.entries, draft.items))
            })?
        };
        {
            let mut fold = self.fold_mut();
            let stopped = alarms::alarmed(&fold);
            if !items.is_empty() {
                fold.apply_items(items.iter().cloned());
            }
            fold.apply_entries(entries.iter().cloned());
            alarms::log_new(&stopped, &fold);
        }
        self.announce(entries, items, Vec::new(), None);
        Ok(value)
    }
}
