//! Reading a draft. Total: what a draft does not have is left out.

use std::collections::BTreeMap;

use automerge::{Automerge, ObjId, ObjType, ROOT, ReadDoc, Value};

use super::{Act, ArticleKey, DraftArticle, DraftText};
use crate::{
    bounds,
    document::{key, operation::OperationId},
};

/// What the document says.
pub(in crate::document) fn text(document: &Automerge) -> DraftText {
    let articles = articles(document).into_iter().map(|(key, _, object)| (key, article(document, &object)));
    DraftText {
        title: text_under(document, &ROOT, key::TITLE).unwrap_or_default(),
        reason: text_under(document, &ROOT, key::REASON).unwrap_or_default(),
        articles: articles.take(bounds::DRAFT_ARTICLES).collect(),
    }
}

/// The articles with their places in the list.
pub(super) fn articles(document: &Automerge) -> Vec<(ArticleKey, usize, ObjId)> {
    let Some(list) = object_under(document, &ROOT, key::ARTICLES, ObjType::List) else { return Vec::new() };
    let read = |place| match document.get(&list, place) {
        Ok(Some((Value::Object(ObjType::Map), object))) => Some((article_key(&object)?, place, object)),
        _ => None,
    };
    (0..document.length(&list)).filter_map(read).collect()
}

/// The object under a key, if it is of this type.
pub(super) fn object_under(document: &impl ReadDoc, of: &ObjId, key: &str, kind: ObjType) -> Option<ObjId> {
    match document.get(of, key) {
        Ok(Some((Value::Object(found), object))) if found == kind => Some(object),
        _ => None,
    }
}

fn article_key(object: &ObjId) -> Option<ArticleKey> {
    match object {
        ObjId::Id(counter, actor, _) => {
            Some(ArticleKey(OperationId { counter: *counter, actor: actor.to_bytes().try_into().ok()? }))
        }
        ObjId::Root => None,
    }
}

fn article(document: &Automerge, object: &ObjId) -> DraftArticle {
    let field = |key| match document.get(object, key) {
        Ok(Some((Value::Scalar(value), _))) => value.as_str().map(ToOwned::to_owned),
        _ => None,
    };
    let texts = object_under(document, object, key::TEXTS, ObjType::Map);
    DraftArticle {
        article: field(key::ARTICLE).unwrap_or_default(),
        act: field(key::ACT).as_deref().and_then(Act::of_code),
        after: field(key::AFTER),
        texts: texts.map(|texts| texts_of(document, &texts)).unwrap_or_default(),
    }
}

fn texts_of(document: &Automerge, texts: &ObjId) -> BTreeMap<String, String> {
    let languages: Vec<String> = document.keys(texts).collect();
    let read = |language: String| text_under(document, texts, &language).map(|text| (language, text));
    languages.into_iter().filter_map(read).collect()
}

fn text_under(document: &Automerge, of: &ObjId, key: &str) -> Option<String> {
    document.text(object_under(document, of, key, ObjType::Text)?).ok()
}
