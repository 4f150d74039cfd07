//! The catalogues against each other, and the choice of a language.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;

use fluent_bundle::FluentResource;

use super::{Language, catalogue, say};

thread_local! {
    /// The language of one test, which must not change that of the tests beside it.
    pub(super) static SPOKEN_HERE: Cell<Option<Language>> = const { Cell::new(None) };
}

/// Does `work` once in every language.
pub(crate) fn in_every_language(work: impl Fn(Language)) {
    for language in Language::ALL {
        SPOKEN_HERE.set(Some(language));
        work(language);
    }
    SPOKEN_HERE.set(None);
}

/// The identifiers of the messages.
pub(crate) fn identifiers(language: Language) -> BTreeSet<String> {
    variables(language).into_keys().filter(|id| !id.contains('.')).collect()
}

/// The variables of every message and attribute, by identifier.
fn variables(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut message, mut current) = (String::new(), String::new());
    for line in catalogue::source(language).lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase())) {
            message = id.to_owned();
            current.clone_from(&message);
            assert!(!found.contains_key(id), "{id} stands twice in {language:?}");
        } else if let Some((name, _)) = line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once(" =")) {
            current = format!("{message}.{name}");
        }
        let entry = found.entry(current.clone()).or_default();
        for (_, rest) in line.match_indices('$').map(|(at, _)| line.split_at(at + 1)) {
            entry.insert(rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect());
        }
    }
    found.remove("");
    found
}

#[test]
fn the_catalogues_are_well_formed() {
    for language in Language::ALL {
        if let Err((_, errors)) = FluentResource::try_new(catalogue::source(language).to_owned()) {
            panic!("{language:?}: {errors:?}");
        }
    }
}

#[test]
fn all_languages_hold_the_same_sentences_with_the_same_variables() {
    let french = variables(Language::Fr);
    assert!(french.len() > 300, "{}", french.len());
    for language in [Language::Nl, Language::En] {
        let other = variables(language);
        let missing: Vec<_> = french.keys().filter(|id| !other.contains_key(*id)).collect();
        let extra: Vec<_> = other.keys().filter(|id| !french.contains_key(*id)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{language:?} lacks {missing:?} and has {extra:?} too many");
        for (id, names) in &french {
            assert_eq!(names, &other[id], "variables of {id} in {language:?}");
        }
    }
}

/// The lines of the catalogue with a word in the place of every variable; that of the command that was asked for is one.
pub(crate) fn sentences(language: Language) -> impl Iterator<Item = String> {
    catalogue::source(language).lines().map(|line| {
        let mut words = String::new();
        for (place, part) in line.split("{ $").enumerate() {
            let (name, rest) = if place == 0 { ("", part) } else { part.split_once('}').unwrap_or(("", part)) };
            words.push_str(match name.trim() {
                _ if place == 0 => "",
                "asked" => "key protect",
                _ => "x",
            });
            words.push_str(rest);
        }
        words
    })
}

/// The sentences without the commands in them, which are typed as they are.
fn prose(language: Language) -> impl Iterator<Item = String> {
    let lines = catalogue::source(language).lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('`').step_by(2).collect::<Vec<_>>().join("`"))
}

#[test]
fn french_keeps_its_spaces_before_double_punctuation() {
    for line in prose(Language::Fr) {
        for mark in [':', ';', '!', '?', '»'] {
            assert!(!line.contains(&format!(" {mark}")), "a plain space before {mark} in: {line}");
        }
        assert!(!line.contains("« "), "a plain space after « in: {line}");
        for (before, after) in line.chars().zip(line.chars().skip(1)) {
            let wide = matches!(after, ';' | '!' | '?');
            assert!(!wide || before == '\u{202f}', "no narrow space before {after} in: {line}");
        }
    }
}

#[test]
fn no_language_uses_the_typewriter_apostrophe() {
    for language in Language::ALL {
        for line in prose(language) {
            assert!(!line.contains('\''), "{language:?}: {line}");
        }
    }
}

#[test]
fn the_language_is_that_of_the_flag_then_of_the_environment() {
    let args = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
    let choose = |words: &[&str], set: &[(&str, &str)]| {
        let set: BTreeMap<_, _> = set.iter().copied().collect();
        Language::choose(&args(words), |name| set.get(name).map(ToString::to_string))
    };
    assert_eq!(choose(&[], &[]), Language::Fr);
    assert_eq!(choose(&[], &[("LANG", "nl_BE.UTF-8")]), Language::Nl);
    assert_eq!(choose(&[], &[("LC_ALL", "C"), ("LANG", "en_GB.UTF-8")]), Language::En);
    assert_eq!(choose(&[], &[("MAILLAGE_LANG", "fr"), ("LANG", "en_GB.UTF-8")]), Language::Fr);
    assert_eq!(choose(&["maillage", "--lang", "en"], &[("MAILLAGE_LANG", "nl")]), Language::En);
    assert_eq!(choose(&["maillage", "--lang=nl", "status"], &[]), Language::Nl);
    assert_eq!(choose(&["maillage", "--", "--lang", "nl"], &[]), Language::Fr);
    assert_eq!(choose(&["maillage", "--lang"], &[]), Language::Fr);
}

#[test]
fn numbers_in_sentences_have_their_thousands_apart() {
    let said = |language| {
        SPOKEN_HERE.set(Some(language));
        let text = say!("rows-more", count = 12_345);
        SPOKEN_HERE.set(None);
        text
    };
    assert!(said(Language::Fr).contains("12\u{202f}345"), "{}", said(Language::Fr));
    assert!(said(Language::Nl).contains("12.345"));
    assert!(said(Language::En).contains("12,345"));
}
