//! Permanences: weekly sessions that an operator holds at a host's.

use crate::{
    bounds,
    calendar::Day,
    codes::stable_codes,
    directory::timetable::Timetable,
    text::{Name, Slug},
};

/// A permanence.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Permanence {
    /// Its short name, unique on the page.
    pub slug: Slug,
    /// Its name.
    pub name: Name,
    /// The host, on the same page.
    pub host: Slug,
    /// When it is open.
    pub timetable: Timetable,
    /// The languages spoken, at most [`bounds::LANGUAGES`].
    pub languages: Vec<Language>,
    /// Whether an appointment is needed; nothing when it is not known.
    pub appointment: Option<bool>,
    /// Whether a wheelchair gets in; nothing when it is not known.
    pub wheelchair: Option<bool>,
    /// Where to call.
    pub phone: Option<Phone>,
    /// Where it stands in its life.
    pub status: PermanenceStatus,
    /// The day on which the operator last checked this entry.
    pub verified_on: Option<Day>,
}

/// Why a value of a permanence is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PermanenceError {
    /// Not a language code.
    #[error("a language is a code of two or three small letters, like fr")]
    Language,
    /// Too many languages, or one twice.
    #[error("a permanence has at most {} languages, each once", bounds::LANGUAGES)]
    Languages,
    /// Not a telephone number.
    #[error("a telephone number has 3 to 20 digits, spaces and a + in front, like +32 2 123 45 67")]
    Phone,
    /// Not a status.
    #[error("a status is one of demandee, a_l_etude, convention, planifiee, active, suspendue, fermee")]
    Status,
}

stable_codes! { PermanenceError:
    Language = "language-code",
    Languages = "languages",
    Phone = "phone",
    Status = "permanence-status",
}

/// A language code of ISO 639, two or three letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

impl Language {
    /// Takes a code.
    ///
    /// # Errors
    /// [`PermanenceError::Language`].
    pub fn new(code: impl Into<String>) -> Result<Self, PermanenceError> {
        let code = code.into();
        let letters = code.bytes().all(|byte| byte.is_ascii_lowercase());
        if letters && matches!(code.len(), 2 | 3) { Ok(Self(code)) } else { Err(PermanenceError::Language) }
    }

    /// Reads several codes with `|` between them; an empty text has none.
    ///
    /// # Errors
    /// [`PermanenceError::Language`] or [`PermanenceError::Languages`].
    pub fn list(text: &str) -> Result<Vec<Self>, PermanenceError> {
        let mut languages: Vec<Self> = Vec::new();
        for code in text.split('|').filter(|code| !code.is_empty()) {
            let language = Self::new(code)?;
            if languages.len() >= bounds::LANGUAGES || languages.contains(&language) {
                return Err(PermanenceError::Languages);
            }
            languages.push(language);
        }
        Ok(languages)
    }

    /// Writes several codes as [`Language::list`] reads them.
    #[must_use]
    pub fn join(languages: &[Self]) -> String {
        languages.iter().map(Self::as_str).collect::<Vec<_>>().join("|")
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A telephone number as people write it: digits and spaces, a + in front.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl Phone {
    /// Takes a number.
    ///
    /// # Errors
    /// [`PermanenceError::Phone`].
    pub fn new(text: impl Into<String>) -> Result<Self, PermanenceError> {
        let text = text.into();
        let rest = text.strip_prefix('+').unwrap_or(&text);
        let digits = rest.bytes().filter(u8::is_ascii_digit).count();
        let plain = rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') && text.trim() == text;
        if plain && text.len() <= 40 && (3..=20).contains(&digits) { Ok(Self(text)) } else { Err(PermanenceError::Phone) }
    }

    /// The number as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a permanence stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PermanenceStatus {
    /// A host asks for one.
    Requested,
    /// Operator and host look into it.
    UnderStudy,
    /// The agreement is signed.
    Agreed,
    /// The first session has a date.
    Planned,
    /// It is held.
    #[default]
    Active,
    /// It is not held for now.
    Suspended,
    /// It has ended.
    Closed,
}

impl PermanenceStatus {
    /// All of them, in the order of a permanence's life.
    pub const ALL: [Self; 7] =
        [Self::Requested, Self::UnderStudy, Self::Agreed, Self::Planned, Self::Active, Self::Suspended, Self::Closed];

    /// The code, as in files and on pages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requested => "demandee",
            Self::UnderStudy => "a_l_etude",
            Self::Agreed => "convention",
            Self::Planned => "planifiee",
            Self::Active => "active",
            Self::Suspended => "suspendue",
            Self::Closed => "fermee",
        }
    }

    /// The status with this code.
    ///
    /// # Errors
    /// [`PermanenceError::Status`].
    pub fn new(code: impl AsRef<str>) -> Result<Self, PermanenceError> {
        Self::ALL.into_iter().find(|status| status.code() == code.as_ref()).ok_or(PermanenceError::Status)
    }
}

macro_rules! through_text {
    ($name:ident, |$value:ident| $text:expr) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let $value = self;
                f.write_str($text)
            }
        }
        impl TryFrom<String> for $name {
            type Error = PermanenceError;
            fn try_from(text: String) -> Result<Self, PermanenceError> {
                Self::new(text)
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.to_string()
            }
        }
    };
}
through_text!(Language, |language| &language.0);
through_text!(Phone, |phone| &phone.0);
through_text!(PermanenceStatus, |status| status.code());

#[cfg(test)]
mod tests {
    use super::{Language, PermanenceError, PermanenceStatus, Phone};

    #[test]
    fn languages_are_codes_each_once() {
        let list = |text| Language::list(text).map(|languages| Language::join(&languages));
        assert_eq!(list("fr|nl|ar"), Ok("fr|nl|ar".into()));
        assert_eq!(list(""), Ok(String::new()));
        assert_eq!(list("fr|fr"), Err(PermanenceError::Languages));
        assert_eq!(list("français"), Err(PermanenceError::Language));
    }

    #[test]
    fn a_telephone_number_is_digits_and_spaces() {
        assert!(Phone::new("+32 2 123 45 67").is_ok());
        assert!(Phone::new("1819").is_ok());
        for text in ["", "02/123", "12+3", "+", " 1819", "123456789012345678901"] {
            assert_eq!(Phone::new(text), Err(PermanenceError::Phone), "{text}");
        }
    }

    #[test]
    fn every_status_is_known_by_its_code() {
        for status in PermanenceStatus::ALL {
            assert_eq!(PermanenceStatus::new(status.code()), Ok(status));
        }
        assert_eq!(PermanenceStatus::new("ouverte"), Err(PermanenceError::Status));
        assert_eq!(PermanenceStatus::default(), PermanenceStatus::Active);
    }
}
