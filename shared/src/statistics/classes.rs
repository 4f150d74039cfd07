//! The codes that figures are published by: those of the vocabularies, but for gender, which has two classes.

use super::Trait;
use crate::record::{
    StoredError, Visit,
    vocabulary::{Code as _, Gender, List, vocabulary},
};

/// The class of everybody who is not counted as a woman, among them those of whom nothing was noted: a class of few would force
/// another one to be hidden beside it nearly everywhere.
pub const OTHERS: u16 = 0;

/// The name of [`OTHERS`] in documents.
pub const OTHERS_NAME: &str = "autres";

impl Trait {
    /// The list that its codes are from.
    #[must_use]
    pub const fn list(self) -> List {
        match self {
            Self::Category => List::Categories,
            Self::Gender => List::Genders,
            Self::Age => List::AgeBands,
            Self::Outcome => List::Outcomes,
        }
    }
}

/// The codes that figures are published by, ascending.
#[must_use]
pub fn codes(of: Trait) -> Vec<u16> {
    match of {
        Trait::Gender => vec![OTHERS, Gender::WOMAN.number()],
        _ => vocabulary().terms(of.list()).iter().map(|term| term.number).collect(),
    }
}

/// The name of a code in documents; nothing if no figure is published by it.
#[must_use]
pub fn name(of: Trait, code: u16) -> Option<&'static str> {
    match (of, code) {
        (Trait::Gender, OTHERS) => Some(OTHERS_NAME),
        (Trait::Gender, code) if code != Gender::WOMAN.number() => None,
        _ => vocabulary().by_number(of.list(), code).map(|term| term.code.as_str()),
    }
}

/// The code with this name.
#[must_use]
pub fn named(of: Trait, text: &str) -> Option<u16> {
    codes(of).into_iter().find(|code| name(of, *code) == Some(text))
}

/// The codes that a stored visit is counted under, in the order of [`Trait::ALL`].
///
/// # Errors
/// [`StoredError`] when the bytes are no stored visit.
pub fn of_record(record: &[u8]) -> Result<[u16; 4], StoredError> {
    let [category, _, outcome, _, gender, age, ..] = Visit::code_numbers(record)?;
    let class = if gender == Gender::WOMAN.number() { gender } else { OTHERS };
    Ok([category, class, age, outcome])
}

#[cfg(test)]
mod tests {
    use super::{Trait, codes, name, named};

    #[test]
    fn every_code_has_a_name_of_its_own() {
        for of in Trait::ALL {
            for code in codes(of) {
                assert_eq!(named(of, name(of, code).unwrap()), Some(code));
            }
            assert!(codes(of).is_sorted());
        }
        assert_eq!(codes(Trait::Gender).len(), 2);
        assert_eq!(named(Trait::Gender, "homme"), None);
    }
}
