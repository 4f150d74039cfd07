//! Keys of documents.
//!
//! A page is one flat map from keys to short texts: `h/SLUG/FIELD` for a host, `p/SLUG/FIELD` for a permanence. Edits of
//! different fields merge, and no other kind of object is ever needed: that is what makes the gate simple.

use crate::{bounds, directory::RowKind, text::Slug};

/// Bytes of a field name.
const FIELD_NAME_BYTES: usize = 32;

/// Most bytes of a key.
pub(super) const KEY_BYTES: usize = 2 + bounds::SLUG_BYTES + 1 + FIELD_NAME_BYTES;

/// The list of articles of a draft.
pub(super) const ARTICLES: &str = "articles";
/// The title of a draft.
pub(super) const TITLE: &str = "title";
/// Why a draft is proposed.
pub(super) const REASON: &str = "reason";
/// The texts of an article of a draft, by language.
pub(super) const TEXTS: &str = "texts";
/// Which article it is.
pub(super) const ARTICLE: &str = "article";
/// What the draft does to it.
pub(super) const ACT: &str = "act";
/// The article that it comes after.
pub(super) const AFTER: &str = "after";
/// What a draft says of an article beside its texts.
pub(super) const ARTICLE_FIELDS: [&str; 3] = [ACT, AFTER, ARTICLE];

/// Whether the key names a language: two or three letters.
pub(super) fn is_language(key: &str) -> bool {
    (2..=3).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The key of a field of a row.
pub(super) fn write(kind: RowKind, slug: &Slug, field: &str) -> String {
    let prefix = match kind {
        RowKind::Host => 'h',
        RowKind::Permanence => 'p',
    };
    format!("{prefix}/{slug}/{field}")
}

/// The row and the field that a key names. Field names that only a later version knows are keys as well.
pub(super) fn read(key: &str) -> Option<(RowKind, Slug, &str)> {
    let (prefix, rest) = key.split_once('/')?;
    let (slug, field) = rest.split_once('/')?;
    let kind = match prefix {
        "h" => RowKind::Host,
        "p" => RowKind::Permanence,
        _ => return None,
    };
    let letters = field.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let field = (letters && (1..=FIELD_NAME_BYTES).contains(&field.len())).then_some(field)?;
    Some((kind, Slug::new(slug).ok()?, field))
}

#[cfg(test)]
mod tests {
    use super::{KEY_BYTES, read, write};
    use crate::{
        directory::{Host, Permanence, RowKind},
        text::Slug,
    };

    #[test]
    fn every_field_of_the_directory_has_a_key_that_reads_back() {
        let slug = Slug::new("a".repeat(64)).unwrap();
        for (kind, fields) in [(RowKind::Host, Host::FIELDS), (RowKind::Permanence, Permanence::FIELDS)] {
            for field in fields {
                let key = write(kind, &slug, field);
                assert!(key.len() <= KEY_BYTES);
                assert_eq!(read(&key), Some((kind, slug.clone(), field)));
            }
        }
    }

    #[test]
    fn nothing_else_is_a_key() {
        for key in ["", "h", "h/a", "h/a/", "h//name", "x/a/name", "h/A/name", "h/a/Name", "h/a/b/c", "h/a/name "] {
            assert_eq!(read(key), None, "{key}");
        }
    }
}
