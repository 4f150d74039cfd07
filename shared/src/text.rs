//! Text as it may stand in a signed body, and the short names made of it.
//!
//! Text is NFC with LF line ends, made so by its author: a verifier refuses what is otherwise, it never normalises. Control
//! characters and the bidirectional overrides are refused, since they make a screen show something else than what was signed.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::{bounds, codes::stable_codes};

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// The bytes are not UTF-8.
    #[error("it is not UTF-8")]
    NotUtf8,
    /// The text is not in Unicode normalization form C.
    #[error("it is not in normalization form NFC")]
    NotNfc,
    /// A control character other than line feed.
    #[error("it holds a control character")]
    Control,
    /// A character that changes the writing direction or hides text.
    #[error("it holds a character that changes the writing direction")]
    Direction,
    /// In a name, a character that shows nothing.
    #[error("it holds a character that shows nothing")]
    Invisible,
}

/// Whether the character may reorder or hide the text around it (Unicode bidirectional controls, UAX #9).
fn changes_direction(character: char) -> bool {
    matches!(character, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether the character shows nothing, so that two names which look alike could differ by it (Unicode's default ignorable
/// characters, as far as they are not refused everywhere).
pub(crate) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2065}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Accepts text that is NFC, with line feeds as its only control characters and no direction override.
///
/// # Errors
/// The first [`TextFault`] found.
pub fn check(text: &str) -> Result<(), TextFault> {
    for character in text.chars() {
        if character.is_control() && character != '\n' {
            return Err(TextFault::Control);
        }
        if changes_direction(character) {
            return Err(TextFault::Direction);
        }
    }
    if is_nfc(text) { Ok(()) } else { Err(TextFault::NotNfc) }
}

/// What an author's own node does to text that a person typed: NFC, LF line ends, refused characters left out.
#[must_use]
pub fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.nfc().filter(|c| (*c == '\n' || !c.is_control()) && !changes_direction(*c)).collect()
}

/// A foreign text made safe to print on a terminal: every control character is left out, line feeds become spaces.
#[must_use]
pub fn printable(text: &str) -> String {
    tidy(text).replace('\n', " ")
}

/// Why a name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing but spaces.
    #[error("a name cannot be empty")]
    Empty,
    /// Longer than [`bounds::NAME_BYTES`].
    #[error("a name has at most {} bytes", bounds::NAME_BYTES)]
    TooLong,
    /// More than one line.
    #[error("a name is a single line")]
    SeveralLines,
    /// Not text as it may be signed.
    #[error("a name must be plain text: {0}")]
    Text(#[from] TextFault),
}

stable_codes! { NameError:
    Empty = "name-empty",
    TooLong = "name-too-long",
    SeveralLines = "name-lines",
    Text = "name-text",
}

/// A name on one line: an organisation, a network, a permanence, an address. 1 to [`bounds::NAME_BYTES`] bytes, trimmed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

impl Name {
    /// Takes a text that already is a name.
    ///
    /// # Errors
    /// [`NameError`] when it is not.
    pub fn new(text: impl Into<String>) -> Result<Self, NameError> {
        let text = text.into();
        check(&text)?;
        if text.contains('\n') {
            return Err(NameError::SeveralLines);
        }
        if text.chars().any(is_invisible) {
            return Err(TextFault::Invisible.into());
        }
        if text.trim().is_empty() || text.trim() != text {
            return Err(NameError::Empty);
        }
        if text.len() > bounds::NAME_BYTES {
            return Err(NameError::TooLong);
        }
        Ok(Self(text))
    }

    /// Makes a name of what a person typed: tidied and trimmed first.
    ///
    /// # Errors
    /// [`NameError`] when nothing is left, or too much.
    pub fn typed(text: &str) -> Result<Self, NameError> {
        Self::new(tidy(text.trim()).replace(is_invisible, "").trim())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a slug is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a short name has 1 to {} small letters without accents, digits and dashes, and begins with a letter or a digit",
    bounds::SLUG_BYTES
)]
pub struct SlugError;

/// A short name for commands and files: `forest-cpas`. Small ASCII letters, digits and dashes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Short names are ordered as their letters are, so that a map of them is asked with plain text.
impl std::borrow::Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Slug {
    /// Takes a text that is a slug.
    ///
    /// # Errors
    /// [`SlugError`] when it is not one.
    pub fn new(text: impl Into<String>) -> Result<Self, SlugError> {
        let text = text.into();
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let length = (1..=bounds::SLUG_BYTES).contains(&text.len());
        if length && text.bytes().all(allowed) && !text.starts_with('-') { Ok(Self(text)) } else { Err(SlugError) }
    }

    /// Makes a slug of a name: accents are dropped, everything else becomes single dashes.
    ///
    /// # Errors
    /// [`SlugError`] when no letter or digit is left.
    pub fn of_name(name: &str) -> Result<Self, SlugError> {
        let mut slug = String::new();
        for character in name.nfd().flat_map(char::to_lowercase) {
            if character.is_ascii_alphanumeric() {
                slug.push(character);
            } else if !slug.is_empty() && !slug.ends_with('-') && !unicode_normalization::char::is_combining_mark(character) {
                slug.push('-');
            }
        }
        slug.truncate(bounds::SLUG_BYTES);
        Self::new(slug.trim_end_matches('-'))
    }

    /// The slug.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! checked_string {
    ($name:ident, $error:ty) => {
        impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, $error> {
                Self::new(text)
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }
        impl std::str::FromStr for $name {
            type Err = $error;
            fn from_str(text: &str) -> Result<Self, $error> {
                Self::new(text)
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.str(&self.0)?.ok()
            }
        }
        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                let text = d.str()?;
                Self::new(text).map_err(|error| minicbor::decode::Error::message(error.to_string()))
            }
        }
    };
}
checked_string!(Name, NameError);
checked_string!(Slug, SlugError);
pub(crate) use checked_string;

#[cfg(test)]
mod tests {
    use super::{Name, NameError, Slug, TextFault, check, tidy};

    #[test]
    fn text_that_is_not_nfc_is_refused_and_tidied_by_its_author() {
        assert_eq!(check("e\u{301}"), Err(TextFault::NotNfc));
        assert_eq!(tidy("e\u{301}\r\nx\u{7}"), "\u{e9}\nx");
    }

    #[test]
    fn control_and_direction_characters_are_refused() {
        assert_eq!(check("a\u{1b}[31m"), Err(TextFault::Control));
        assert_eq!(check("a\u{202e}b"), Err(TextFault::Direction));
        assert_eq!(check("deux\nlignes"), Ok(()));
    }

    #[test]
    fn a_name_is_one_trimmed_line_of_bounded_length() {
        assert_eq!(Name::typed("  ARC asbl ").map(|name| name.to_string()), Ok("ARC asbl".to_owned()));
        assert_eq!(Name::new("a\nb"), Err(NameError::SeveralLines));
        assert_eq!(Name::typed("\u{202e}"), Err(NameError::Empty));
        assert_eq!(Name::new("ARC\u{200b} asbl"), Err(TextFault::Invisible.into()));
        assert_eq!(Name::typed("ARC\u{200b} asbl").map(String::from), Ok("ARC asbl".into()));
        assert_eq!(Name::new("x".repeat(10_000)), Err(NameError::TooLong));
    }

    #[test]
    fn a_slug_is_made_of_a_name_without_its_accents() {
        assert_eq!(Slug::of_name("Maison médicale – Liège (fictif)").map(String::from), Ok("maison-medicale-liege-fictif".into()));
        assert!(Slug::of_name("—").is_err());
        assert!(Slug::new("Forest").is_err());
    }
}
