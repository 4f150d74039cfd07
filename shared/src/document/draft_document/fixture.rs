//! Drafts for tests: devices that write, each with its own copy.

use std::collections::BTreeMap;

use super::{Act, ArticleKey, DraftArticle, DraftChange, DraftDocument, DraftEdit};
use crate::{
    document::{Applied, DraftId, Incarnation},
    hash,
    identity::{DeviceId, NetworkId},
    journal::EntryHash,
};

pub(in crate::document) const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);
pub(in crate::document) const AUTHORS: [u8; 3] = [1, 2, 3];

pub(in crate::document) const fn device(number: u8) -> DeviceId {
    DeviceId::from_bytes([number; 32])
}

/// All three devices, for ever.
pub(in crate::document) fn authors() -> BTreeMap<DeviceId, u64> {
    AUTHORS.map(|number| (device(number), u64::MAX)).into()
}

/// The draft that the first device opens with its second entry.
pub(in crate::document) fn empty() -> DraftDocument {
    DraftDocument::new(NETWORK, DraftId::of(NETWORK, device(1), 2), authors())
}

/// A change with its place in a journal.
pub(in crate::document) type Written = (DeviceId, u64, DraftChange);

/// The entry that holds this change: any name that no other has.
pub(in crate::document) fn entry((device, seq, change): &Written) -> EntryHash {
    EntryHash::from_bytes(hash::sha256(&[device.as_bytes(), seq.to_be_bytes().as_slice(), &change.change].concat()))
}

pub(in crate::document) fn offer(document: &mut DraftDocument, written: &Written) -> Applied {
    document.apply(written.0, written.1, entry(written), &written.2)
}

/// One device as its own node sees it.
#[derive(Clone)]
pub(in crate::document) struct Writer {
    pub(in crate::document) device: DeviceId,
    pub(super) opened_at: u64,
    pub(in crate::document) seq: u64,
    pub(in crate::document) document: DraftDocument,
}

impl Writer {
    pub(in crate::document) fn new(number: u8) -> Self {
        Self { device: device(number), opened_at: 2, seq: 1, document: empty() }
    }

    pub(in crate::document) fn write(&mut self, edits: &[DraftEdit]) -> Option<Written> {
        let author = Incarnation { device: self.device, opened_at: self.opened_at };
        let change = self.document.edit(author, self.seq + 1, edits).unwrap()?;
        self.seq += 1;
        self.opened_at = change.opened_at;
        let written = (self.device, self.seq, change);
        offer(&mut self.document, &written);
        Some(written)
    }

    pub(in crate::document) fn restart(&mut self) {
        self.opened_at = self.seq + 1;
    }

    pub(in crate::document) fn hear<'w>(&mut self, changes: impl IntoIterator<Item = &'w Written>) {
        for change in changes {
            offer(&mut self.document, change);
        }
    }

    pub(in crate::document) fn article(&self, place: usize) -> ArticleKey {
        self.document.text().articles[place].0
    }

    pub(in crate::document) fn french(&self, place: usize) -> String {
        self.document.text().articles[place].1.texts["fr"].clone()
    }

    /// Replaces a part of the French text of an article.
    pub(in crate::document) fn replace(&mut self, place: usize, at: usize, remove: usize, insert: &str) -> Written {
        let edit = DraftEdit::Replace(self.article(place), "fr".into(), at, remove, insert.into());
        self.write(&[edit]).unwrap()
    }
}

pub(in crate::document) fn article(name: &str, french: &str, dutch: &str) -> DraftArticle {
    let texts = [("fr", french), ("nl", dutch)].map(|(language, text)| (language.to_owned(), text.to_owned()));
    DraftArticle { article: name.into(), act: Some(Act::Edit), after: None, texts: texts.into() }
}

/// Three writers of one draft that its first device opened with two articles.
pub(in crate::document) fn opened() -> ([Writer; 3], Written) {
    let mut writers = AUTHORS.map(Writer::new);
    let edits = [
        DraftEdit::Title("Accueil".into()),
        DraftEdit::Reason("Plus clair".into()),
        DraftEdit::Add(article("1", "Gratuit pour tous.", "Gratis voor iedereen.")),
        DraftEdit::Add(article("4", "Deux heures.", "Twee uur.")),
    ];
    let opening = writers[0].write(&edits).unwrap();
    writers[1].hear([&opening]);
    writers[2].hear([&opening]);
    (writers, opening)
}
