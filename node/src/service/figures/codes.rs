//! The codes that visits are picked by, as people type them.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    record::vocabulary::{Language, List, vocabulary},
    statistics::{Trait, classes, query::Dimension},
};

use super::super::{Problem, ProblemCode, reasons};

/// Codes of published tables.
pub(super) fn published(only: &BTreeMap<Dimension, Vec<String>>) -> Result<BTreeMap<Trait, BTreeSet<u16>>, Problem> {
    let of_trait = |(dimension, words): (&Dimension, &Vec<String>)| {
        let unpublished =
            || Problem::new(ProblemCode::FilterInvalid).with("value", format!("--{dimension}")).with("why", reasons::ONLY_LOCAL);
        let of = dimension.published_trait().ok_or_else(unpublished)?;
        let number = |word: &String| {
            let typed = classes::named(of, &folded(word)).or_else(|| in_list(of.list(), word));
            let known = || classes::codes(of).into_iter().filter_map(|code| classes::name(of, code)).collect::<Vec<_>>();
            typed.filter(|code| classes::name(of, *code).is_some()).ok_or_else(|| unknown(*dimension, word, &known()))
        };
        Ok((of, words.iter().map(number).collect::<Result<_, _>>()?))
    };
    only.iter().map(of_trait).collect()
}

/// Codes of records.
pub(super) fn of_records(only: &BTreeMap<Dimension, Vec<String>>) -> Result<BTreeMap<Dimension, BTreeSet<u16>>, Problem> {
    let of_trait = |(dimension, words): (&Dimension, &Vec<String>)| {
        let list = dimension.list().ok_or_else(|| Problem::bug("visits are picked by something that records do not say"))?;
        let known = || vocabulary().terms(list).iter().map(|term| term.code.as_str()).collect::<Vec<_>>();
        let number = |word: &String| in_list(list, word).ok_or_else(|| unknown(*dimension, word, &known()));
        Ok((*dimension, words.iter().map(number).collect::<Result<_, _>>()?))
    };
    only.iter().map(of_trait).collect()
}

/// The number of a term, by its code or by its label in any language.
fn in_list(list: List, word: &str) -> Option<u16> {
    let word = folded(word);
    let is_it = |label: &str| folded(label) == word;
    let terms = vocabulary().terms(list).iter();
    let mut found = terms.filter(|term| is_it(&term.code) || Language::ALL.iter().any(|language| is_it(term.label(*language))));
    found.next().map(|term| term.number)
}

fn folded(word: &str) -> String {
    word.trim().to_lowercase()
}

fn unknown(dimension: Dimension, word: &str, known: &[&str]) -> Problem {
    Problem::new(ProblemCode::FilterCode).with("value", word).with("field", dimension).with("known", known.join(", "))
}
