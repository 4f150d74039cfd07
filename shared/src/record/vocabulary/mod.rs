//! Vocabularies: the codes that records are made of, as data with labels in three languages.
//!
//! * [`list`]: the lists and their files
//! * [`term`]: one code with its labels
//! * [`code`]: a type for each list that records use, so that an outcome is never taken for a gender
//!
//! A code or a number is never used again for another meaning: records are kept by number, files are written with codes.

pub mod code;
pub mod list;
pub mod term;

use std::sync::OnceLock;

pub use code::{
    AgeBand, Category, Channel, Code, Device, DurationBand, DysfunctionKind, DysfunctionState, Gender, Outcome, Participation,
    PlaceType, PublicService, Referral, RequestType, SessionReason, SessionStatus, Severity, SpokenLanguage, UnknownCode,
    Workaround,
};
pub use list::List;
pub use term::{Language, Term, UnknownLanguage, VocabularyError};

use crate::hash;

/// The version of the built-in vocabularies.
pub const VERSION: u32 = 1;

/// SHA-256 of the built-in vocabularies that figures are made of: of the name and the bytes of every such list, in the order of
/// [`List::ALL`].
#[must_use]
pub fn hash() -> [u8; 32] {
    let counted = List::ALL.iter().filter(|list| list.is_counted());
    let hashes: Vec<u8> = counted.flat_map(|list| hash::sha256_in(list.name(), list.file().as_bytes())).collect();
    hash::sha256_in("maillage/vocabulary/1", &hashes)
}

/// The built-in vocabularies. Read once; a test proves that every list can be read.
pub fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| Vocabulary::built_in().unwrap_or_default())
}

/// All lists of codes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// In the order of [`List::ALL`].
    lists: Vec<Terms>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Terms {
    /// In ascending order of number.
    terms: Vec<Term>,
    /// Places in `terms`, in ascending order of code.
    by_code: Vec<usize>,
}

impl Terms {
    fn new(terms: Vec<Term>) -> Self {
        let mut by_code: Vec<usize> = (0..terms.len()).collect();
        by_code.sort_by_key(|place| terms.get(*place).map(|term| &term.code));
        Self { terms, by_code }
    }

    fn with_code(&self, code: &str) -> Option<&Term> {
        let code_at = |place: &usize| self.terms.get(*place).map_or("", |term| term.code.as_str());
        let found = self.by_code.binary_search_by(|place| code_at(place).cmp(code)).ok()?;
        self.terms.get(*self.by_code.get(found)?)
    }
}

impl Vocabulary {
    fn built_in() -> Result<Self, VocabularyError> {
        let categories = term::read(List::Categories.file(), None)?;
        let read = |list: &List| {
            let parents = (*list == List::RequestTypes).then_some(categories.as_slice());
            term::read(list.file(), parents).map(Terms::new)
        };
        Ok(Self { lists: List::ALL.iter().map(read).collect::<Result<_, _>>()? })
    }

    fn list(&self, list: List) -> Option<&Terms> {
        self.lists.get(list as usize)
    }

    /// The terms of a list, in ascending order of number.
    #[must_use]
    pub fn terms(&self, list: List) -> &[Term] {
        self.list(list).map_or(&[], |terms| &terms.terms)
    }

    /// The term with this code, written exactly so.
    #[must_use]
    pub fn by_code(&self, list: List, code: &str) -> Option<&Term> {
        self.list(list)?.with_code(code)
    }

    /// The term with this number.
    #[must_use]
    pub fn by_number(&self, list: List, number: u16) -> Option<&Term> {
        let terms = self.terms(list);
        let place = terms.binary_search_by_key(&number, |term| term.number).ok()?;
        terms.get(place)
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, List, Vocabulary, hash, vocabulary};

    #[test]
    fn every_built_in_list_is_read_whole() {
        let built_in = Vocabulary::built_in().unwrap();
        for list in List::ALL {
            let lines = list.file().lines().count();
            assert_eq!(built_in.terms(*list).len(), lines - 1, "{}", list.name());
            assert!(lines > 1);
        }
        assert_eq!(*vocabulary(), built_in);
    }

    #[test]
    fn a_term_is_found_by_its_code_and_by_its_number() {
        for list in List::ALL {
            for term in vocabulary().terms(*list) {
                assert_eq!(vocabulary().by_code(*list, &term.code), Some(term));
                assert_eq!(vocabulary().by_number(*list, term.number), Some(term));
            }
            assert_eq!(vocabulary().by_code(*list, "nulle_part"), None);
            assert_eq!(vocabulary().by_number(*list, 0), None);
        }
    }

    #[test]
    fn labels_are_in_three_languages() {
        let term = vocabulary().by_code(List::Outcomes, "reoriente").unwrap();
        assert_eq!(Language::ALL.map(|language| term.label(language)), ["Réorientée", "Doorverwezen", "Referred"]);
    }

    #[test]
    fn codes_are_plain_ascii() {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-+".contains(c);
        for term in List::ALL.iter().flat_map(|list| vocabulary().terms(*list)) {
            assert!(term.code.chars().all(allowed), "{}", term.code);
        }
    }

    #[test]
    fn every_category_and_type_has_a_main_target_in_the_coop() {
        for list in [List::Categories, List::RequestTypes] {
            for term in vocabulary().terms(list) {
                assert!(term.maps_to().next().is_some(), "{}", term.code);
            }
        }
    }

    #[test]
    fn the_hash_says_which_vocabularies_a_program_has() {
        assert_ne!(hash(), [0; 32]);
        assert_eq!(hash(), hash());
        let apart: Vec<&str> = List::ALL.iter().filter(|list| !list.is_counted()).map(|list| list.name()).collect();
        assert_eq!(apart, ["public-services", "workarounds", "dysfunction-states"]);
    }
}
