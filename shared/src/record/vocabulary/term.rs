//! One code with its labels, and the reading of a list of them.

use std::{collections::BTreeSet, str::FromStr};

/// A language of the program's labels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum Language {
    /// French, which the network's own texts are written in first.
    #[default]
    French,
    /// Dutch.
    Dutch,
    /// English.
    English,
}

impl Language {
    /// Every language of the labels.
    pub const ALL: [Self; 3] = [Self::French, Self::Dutch, Self::English];

    /// The two-letter code: `fr`, `nl`, `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }
}

/// The text is not `fr`, `nl` or `en`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the language must be fr, nl or en")]
pub struct UnknownLanguage;

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.into_iter().find(|language| language.code() == text).ok_or(UnknownLanguage)
    }
}

impl TryFrom<String> for Language {
    type Error = UnknownLanguage;

    fn try_from(text: String) -> Result<Self, UnknownLanguage> {
        text.parse()
    }
}

impl From<Language> for &'static str {
    fn from(language: Language) -> Self {
        language.code()
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// One code of a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Term {
    /// Its number within the list, from 1; never used again for another code.
    pub number: u16,
    /// The code that people and files write.
    pub code: String,
    /// The code of the list above that it belongs to, if the list has one.
    pub parent: Option<String>,
    fr: String,
    nl: String,
    en: String,
    /// The version of the vocabularies that it came with.
    pub since: u32,
    #[serde(rename = "maps_to")]
    targets: String,
}

impl Term {
    /// The label in one language.
    #[must_use]
    pub fn label(&self, language: Language) -> &str {
        match language {
            Language::French => &self.fr,
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }

    /// The values of the Coop de la médiation numérique that this code stands for, the main one first.
    pub fn maps_to(&self) -> impl Iterator<Item = &str> {
        self.targets.split('|').filter(|target| !target.is_empty())
    }
}

/// Why a list of codes cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VocabularyError {
    /// A row is not one of a list of codes.
    #[error("a row is not one of a list of codes: {0}")]
    Row(String),
    /// Numbers do not ascend from 1.
    #[error("the number {0} is not above the one before")]
    Number(u16),
    /// A code stands twice in a list, or is empty.
    #[error("the code {0:?} is empty or stands twice in its list")]
    Code(String),
    /// A label is missing or untidy.
    #[error("a label of {0:?} is missing or is not plain text")]
    Label(String),
    /// The parent is missing, unknown, or there should be none.
    #[error("the parent of {0:?} is not the one of its list")]
    Parent(String),
}

/// Reads a list of codes from CSV. `parents` are the codes of the list above, or nothing when terms have no parent.
pub(super) fn read(file: &str, parents: Option<&[Term]>) -> Result<Vec<Term>, VocabularyError> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let (mut terms, mut codes, mut last) = (Vec::new(), BTreeSet::new(), 0);
    for row in reader.deserialize() {
        let term: Term = row.map_err(|error| VocabularyError::Row(error.to_string()))?;
        if term.number <= last {
            return Err(VocabularyError::Number(term.number));
        }
        last = term.number;
        if term.code.is_empty() || !codes.insert(term.code.clone()) {
            return Err(VocabularyError::Code(term.code));
        }
        if !Language::ALL.into_iter().all(|language| is_label(term.label(language))) {
            return Err(VocabularyError::Label(term.code));
        }
        let known = |code: &String| parents.is_some_and(|parents| parents.iter().any(|parent| parent.code == *code));
        if term.parent.is_some() != parents.is_some() || !term.parent.iter().all(known) {
            return Err(VocabularyError::Parent(term.code));
        }
        terms.push(term);
    }
    Ok(terms)
}

fn is_label(text: &str) -> bool {
    crate::text::Name::new(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{Language, VocabularyError, read};

    const HEADER: &str = "number,code,parent,fr,nl,en,since,maps_to\n";

    fn read_rows(rows: &str) -> Result<usize, VocabularyError> {
        read(&format!("{HEADER}{rows}"), None).map(|terms| terms.len())
    }

    #[test]
    fn a_list_with_a_repeated_code_or_number_or_without_a_label_is_refused() {
        assert_eq!(read_rows("1,a,,x,x,x,1,\n3,b,,x,x,x,1,c|d\n"), Ok(2));
        assert_eq!(read_rows("1,a,,x,x,x,1,\n2,a,,x,x,x,1,\n"), Err(VocabularyError::Code("a".into())));
        assert_eq!(read_rows("1,a,,x,x,x,1,\n1,b,,x,x,x,1,\n"), Err(VocabularyError::Number(1)));
        assert_eq!(read_rows("0,a,,x,x,x,1,\n"), Err(VocabularyError::Number(0)));
        assert_eq!(read_rows("1,a,,x,,x,1,\n"), Err(VocabularyError::Label("a".into())));
        assert_eq!(read_rows("1,a,b,x,x,x,1,\n"), Err(VocabularyError::Parent("a".into())));
        assert!(matches!(read_rows("1,a\n"), Err(VocabularyError::Row(_))));
    }

    #[test]
    fn a_language_is_read_from_its_code() {
        assert_eq!("nl".parse(), Ok(Language::Dutch));
        assert!("NL".parse::<Language>().is_err());
        assert_eq!(serde_json::to_string(&Language::English).unwrap(), "\"en\"");
    }
}
