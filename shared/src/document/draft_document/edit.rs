//! Making a change of a draft: what a co-author's own node does.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use automerge::{
    ActorId, Automerge, AutomergeError, ObjId, ObjType, ROOT,
    transaction::{Transactable, Transaction},
};

use super::{Act, ArticleKey, DraftArticle, DraftChange, DraftDocument, DraftText, reading};
use crate::{
    bounds,
    document::{Applied, DocumentId, DraftId, EditError, Incarnation, gate::Standing, key},
    text,
};

/// Longest new stretch of a text that is compared with what stood there.
const COMPARED_BYTES: usize = 2_048;

/// One thing that a co-author does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftEdit {
    /// Writes the title.
    Title(String),
    /// Writes the reason.
    Reason(String),
    /// Touches an article: it comes last in the draft.
    Add(DraftArticle),
    /// Says anew what is done to an article, and after which one it comes.
    Act(ArticleKey, Act, Option<String>),
    /// Writes a text. What stays of the text before keeps the edits that others make to it meanwhile.
    Text(ArticleKey, String, String),
    /// Replaces a part of a text: the place of its first character, how many characters go, and what comes instead.
    Replace(ArticleKey, String, usize, usize, String),
    /// Touches an article no more.
    Remove(ArticleKey),
}

/// A draft as it is to become: articles without a key are new.
struct Wanted {
    title: String,
    reason: String,
    articles: Vec<(Option<ArticleKey>, DraftArticle)>,
}

impl DraftDocument {
    /// Makes the change that does these edits, one after the other, to be written into the entry `entry_seq` of the device's
    /// journal. Nothing is applied: the caller writes the entry, then calls [`DraftDocument::apply`].
    ///
    /// The first change of a draft, by the device and in the entry that its name comes from, opens it. Gives nothing when the
    /// draft says all of it already.
    ///
    /// # Errors
    /// [`EditError`]. What it returns passes the gate on every node.
    pub fn edit(&self, author: Incarnation, entry_seq: u64, edits: &[DraftEdit]) -> Result<Option<DraftChange>, EditError> {
        if self.alarm().is_some() {
            return Err(EditError::Frozen);
        }
        if self.gated.waits(author.device) {
            return Err(EditError::Incomplete);
        }
        let opens = self.gated.effect().heads.is_empty();
        if opens && DocumentId::from(DraftId::of(self.gated.gate.network, author.device, entry_seq)) != self.gated.gate.document {
            return Err(EditError::Incomplete);
        }
        let before = self.text();
        let wanted = Wanted::after(&before, edits)?;
        let author = self.gated.continued(author, entry_seq);
        let actor = ActorId::from(self.gated.gate.actor(author.device, author.opened_at));
        let scratch = self.gated.effect().document.clone().with_actor(actor);
        let made = catch_unwind(AssertUnwindSafe(move || commit(scratch, &before, &wanted, opens)));
        let Some(change) = made.ok().and_then(Result::ok).ok_or(EditError::Failed)? else { return Ok(None) };
        if change.len() > bounds::CHANGE_BYTES {
            return Err(EditError::TooMuch);
        }
        let standing = Standing { device: author.device, entry_seq, opened_at: author.opened_at };
        match self.gated.objection(standing, &change) {
            None => Ok(Some(DraftChange { opened_at: author.opened_at, change })),
            Some(Applied::Refused(refusal)) => Err(refusal.into()),
            Some(_) => Err(EditError::Incomplete),
        }
    }
}

impl Wanted {
    fn after(before: &DraftText, edits: &[DraftEdit]) -> Result<Self, EditError> {
        let mut wanted = Self {
            title: before.title.clone(),
            reason: before.reason.clone(),
            articles: before.articles.iter().map(|(key, article)| (Some(*key), article.clone())).collect(),
        };
        for edit in edits {
            wanted.apply(edit)?;
        }
        Ok(wanted)
    }

    fn apply(&mut self, edit: &DraftEdit) -> Result<(), EditError> {
        match edit {
            DraftEdit::Title(title) => self.title = checked("title", title)?,
            DraftEdit::Reason(reason) => self.reason = checked("reason", reason)?,
            DraftEdit::Add(article) => {
                check_article(article)?;
                self.articles.push((None, article.clone()));
            }
            DraftEdit::Act(key, act, after) => {
                let article = self.article(*key)?;
                (article.act, article.after) = (Some(*act), after.clone());
                check_article(article)?;
            }
            DraftEdit::Text(key, language, text) => {
                let article = self.article(*key)?;
                article.texts.insert(checked_language(language)?, checked("text", text)?);
            }
            DraftEdit::Replace(key, language, at, remove, insert) => {
                let article = self.article(*key)?;
                let old = article.texts.get(language).map(String::as_str).unwrap_or_default();
                let rest = old.chars().skip(at.saturating_add(*remove));
                let new: String = old.chars().take(*at).chain(insert.chars()).chain(rest).collect();
                checked("text", insert)?;
                article.texts.insert(checked_language(language)?, new);
            }
            DraftEdit::Remove(key) => {
                self.article(*key)?;
                self.articles.retain(|(known, _)| *known != Some(*key));
            }
        }
        Ok(())
    }

    fn article(&mut self, key: ArticleKey) -> Result<&mut DraftArticle, EditError> {
        let found = self.articles.iter_mut().find(|(known, _)| *known == Some(key));
        found.map(|(_, article)| article).ok_or(EditError::NoSuchArticle)
    }
}

fn check_article(article: &DraftArticle) -> Result<(), EditError> {
    for (name, value) in [("article", Some(&article.article)), ("after", article.after.as_ref())] {
        if value.is_some_and(|value| value.len() > bounds::FIELD_BYTES || text::check(value).is_err()) {
            return Err(EditError::Field(name));
        }
    }
    for (language, text) in &article.texts {
        checked_language(language)?;
        checked("text", text)?;
    }
    Ok(())
}

fn checked(name: &'static str, text: &str) -> Result<String, EditError> {
    if text.len() > bounds::CHANGE_BYTES {
        return Err(EditError::TooMuch);
    }
    if text::check(text).is_err() { Err(EditError::Field(name)) } else { Ok(text.to_owned()) }
}

fn checked_language(language: &str) -> Result<String, EditError> {
    if key::is_language(language) { Ok(language.to_owned()) } else { Err(EditError::Field("language")) }
}

/// Makes the change, or nothing where nothing changes.
fn commit(mut scratch: Automerge, before: &DraftText, wanted: &Wanted, opens: bool) -> Result<Option<Vec<u8>>, AutomergeError> {
    let known: BTreeMap<ArticleKey, (usize, ObjId)> =
        reading::articles(&scratch).into_iter().map(|(key, place, object)| (key, (place, object))).collect();
    let mut transaction = scratch.transaction();
    if opens {
        for key in [key::TITLE, key::REASON] {
            transaction.put_object(ROOT, key, ObjType::Text)?;
        }
        transaction.put_object(ROOT, key::ARTICLES, ObjType::List)?;
    }
    for (key, old, new) in [(key::TITLE, &before.title, &wanted.title), (key::REASON, &before.reason, &wanted.reason)] {
        write_text(&mut transaction, &ROOT, key, Some(old), new)?;
    }
    for (key, old) in &before.articles {
        let new = wanted.articles.iter().find(|(wanted, _)| *wanted == Some(*key));
        if let (Some((_, new)), Some((_, object))) = (new, known.get(key)) {
            write_article(&mut transaction, object, Some(old), new)?;
        }
    }
    write_list(&mut transaction, before, wanted, &known)?;
    let (hash, _) = transaction.commit();
    Ok(hash.and_then(|_| scratch.get_last_local_change()).map(|change| change.raw_bytes().to_vec()))
}

fn write_list(
    transaction: &mut Transaction<'_>,
    before: &DraftText,
    wanted: &Wanted,
    known: &BTreeMap<ArticleKey, (usize, ObjId)>,
) -> Result<(), AutomergeError> {
    let Some(list) = reading::object_under(transaction, &ROOT, key::ARTICLES, ObjType::List) else { return Ok(()) };
    let stays = |key| wanted.articles.iter().any(|(wanted, _)| *wanted == Some(key));
    // From the last to the first, so that places stay right.
    for (key, _) in before.articles.iter().rev().filter(|(key, _)| !stays(*key)) {
        if let Some((place, _)) = known.get(key) {
            transaction.delete(&list, *place)?;
        }
    }
    for (_, article) in wanted.articles.iter().filter(|(key, _)| key.is_none()) {
        let end = automerge::ReadDoc::length(transaction, &list);
        let object = transaction.insert_object(&list, end, ObjType::Map)?;
        write_article(transaction, &object, None, article)?;
    }
    Ok(())
}

fn write_article(
    transaction: &mut Transaction<'_>,
    object: &ObjId,
    old: Option<&DraftArticle>,
    new: &DraftArticle,
) -> Result<(), AutomergeError> {
    let fields = |article: &DraftArticle| {
        let act = article.act.map(|act| act.code().to_owned());
        [(key::ARTICLE, Some(article.article.clone())), (key::ACT, act), (key::AFTER, article.after.clone())]
    };
    let before = old.map(fields).unwrap_or_default();
    for ((key, value), (_, before)) in fields(new).into_iter().zip(before) {
        // A field is never taken away: an empty text says the same.
        let value = value.or_else(|| before.is_some().then(String::new));
        if let Some(value) = value.filter(|value| before.as_ref() != Some(value)) {
            transaction.put(object, key, value)?;
        }
    }
    let texts = match reading::object_under(transaction, object, key::TEXTS, ObjType::Map) {
        Some(texts) => texts,
        None => transaction.put_object(object, key::TEXTS, ObjType::Map)?,
    };
    for (language, text) in &new.texts {
        let old = old.and_then(|old| old.texts.get(language));
        write_text(transaction, &texts, language, old.map(String::as_str), text)?;
    }
    Ok(())
}

fn write_text(
    transaction: &mut Transaction<'_>,
    of: &ObjId,
    key: &str,
    old: Option<&str>,
    new: &str,
) -> Result<(), AutomergeError> {
    let text = match reading::object_under(transaction, of, key, ObjType::Text) {
        Some(text) => text,
        None => transaction.put_object(of, key, ObjType::Text)?,
    };
    let passage = Passage::between(old.unwrap_or_default(), new);
    if passage.is_nothing() {
        return Ok(());
    }
    if passage.is_worth_comparing() { transaction.update_text(&text, new) } else { passage.write(transaction, &text) }
}

/// What differs between two texts when what they begin and end with is left alone: a stretch that goes, and what comes instead.
struct Passage {
    at: usize,
    goes: usize,
    comes: String,
}

impl Passage {
    fn between(old: &str, new: &str) -> Self {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let at = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let (old, new) = (old.get(at..).unwrap_or_default(), new.get(at..).unwrap_or_default());
        let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
        let comes = new.iter().take(new.len().saturating_sub(end)).collect();
        Self { at, goes: old.len().saturating_sub(end), comes }
    }

    const fn is_nothing(&self) -> bool {
        self.goes == 0 && self.comes.is_empty()
    }

    /// Whether parts of the stretch may stay: those keep what others do to them meanwhile. Comparing takes quadratic time, so a
    /// passage that is written all anew goes and comes as a whole.
    fn is_worth_comparing(&self) -> bool {
        self.goes > 0 && !self.comes.is_empty() && self.comes.len() <= COMPARED_BYTES
    }

    fn write(&self, transaction: &mut Transaction<'_>, text: &ObjId) -> Result<(), AutomergeError> {
        let goes = isize::try_from(self.goes).unwrap_or(isize::MAX);
        transaction.splice_text(text, self.at, goes, &self.comes)
    }
}
