//! A passphrase on its way from a person to what it protects: the root key, or a backup.

use std::collections::BTreeSet;

use age::{scrypt, secrecy::SecretString};
use maillage_shared::bounds;
use zeroize::Zeroizing;

/// Work of opening what is sealed here, as a power of two: half a second and 128 MiB on an ordinary machine.
const WORK: u8 = 17;

/// What everybody tries first: words, rows of a keyboard (French, Belgian, English), cities, and seasons and months of a date.
const TRIED_FIRST: [&str; 37] = [
    "motdepasse",
    "password",
    "passphrase",
    "wachtwoord",
    "wachtzin",
    "maillage",
    "informaticien",
    "permanence",
    "123456",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azerty",
    "qwerty",
    "bruxelles",
    "brussel",
    "brussels",
    "liege",
    "liège",
    "namur",
    "charleroi",
    "mons",
    "anvers",
    "antwerpen",
    "gand",
    "gent",
    "louvain",
    "leuven",
    "wallonie",
    "belgique",
    "belgie",
    "belgium",
    "bonjour",
    "soleil",
];

/// Different characters of a passphrase, at least: fewer are a pattern.
const DIFFERENT: usize = 5;

/// Letters of a name that a passphrase must not consist of.
const NAME_LETTERS: usize = 3;

/// A passphrase: wiped from memory when dropped, shown by nothing.
///
/// It has a form in JSON so that a command can hand it to the running node over the loopback interface, and for nothing else.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

/// Why a text is no passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// It is empty.
    #[error("a passphrase cannot be empty")]
    Empty,
    /// It is longer than anyone types.
    #[error("a passphrase has at most {} bytes", bounds::PASSPHRASE_BYTES)]
    TooLong,
    /// It is shorter than what is worth choosing.
    #[error("a passphrase has at least {} characters", bounds::PASSPHRASE_CHARS)]
    TooShort,
    /// It is among what everybody tries first.
    #[error("this passphrase is among the first that anyone tries")]
    Trivial,
}

impl Passphrase {
    /// Takes a passphrase as it was typed.
    ///
    /// # Errors
    /// [`PassphraseError`].
    pub fn new(text: impl Into<Zeroizing<String>>) -> Result<Self, PassphraseError> {
        let text = text.into();
        match text.len() {
            0 => Err(PassphraseError::Empty),
            length if length > bounds::PASSPHRASE_BYTES => Err(PassphraseError::TooLong),
            _ => Ok(Self(text)),
        }
    }

    /// Refuses what protects nothing, when a passphrase is chosen. One that was chosen earlier opens what it opens.
    ///
    /// # Errors
    /// [`PassphraseError::TooShort`] or [`PassphraseError::Trivial`].
    pub fn worth_choosing(&self) -> Result<(), PassphraseError> {
        let plain: Zeroizing<String> = Zeroizing::new(self.0.chars().flat_map(char::to_lowercase).collect());
        if plain.trim().chars().count() < bounds::PASSPHRASE_CHARS {
            return Err(PassphraseError::TooShort);
        }
        if is_tried_first(&plain) { Err(PassphraseError::Trivial) } else { Ok(()) }
    }

    /// Refuses what is hardly more than one of these names: whoever finds a key knows whose it is.
    ///
    /// # Errors
    /// [`PassphraseError::Trivial`].
    pub fn is_none_of<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Result<(), PassphraseError> {
        let plain = Zeroizing::new(letters(&self.0));
        // A shorter name stands in many words.
        let known = names.into_iter().map(letters).filter(|name| name.chars().count() >= NAME_LETTERS);
        if known.into_iter().any(|name| is_hardly_more(&plain, &name)) { Err(PassphraseError::Trivial) } else { Ok(()) }
    }

    /// What seals with this passphrase, in the format of age.
    pub(crate) fn recipient(&self) -> scrypt::Recipient {
        let mut recipient = scrypt::Recipient::new(self.secret());
        recipient.set_work_factor(WORK);
        recipient
    }

    /// What opens with this passphrase, doing at most two to the power of `most_work`: the file names the work, and a damaged or
    /// foreign one could ask for hours, and for more memory than there is.
    pub(crate) fn identity(&self, most_work: u8) -> scrypt::Identity {
        let mut identity = scrypt::Identity::new(self.secret());
        identity.set_max_work_factor(most_work);
        identity
    }

    /// The text in the form of the library that derives a key from it, which wipes it as well.
    fn secret(&self) -> SecretString {
        SecretString::from(self.0.as_str().to_owned())
    }
}

/// Whether a text in small letters is a pattern of few characters, letters or digits in a row, or what everybody thinks of and
/// hardly more.
fn is_tried_first(plain: &str) -> bool {
    let different: BTreeSet<char> = plain.chars().filter(|c| !c.is_whitespace()).collect();
    let in_a_row = plain.as_bytes().windows(2).all(|pair| matches!(pair, [one, next] if one.abs_diff(*next) == 1));
    different.len() < DIFFERENT || in_a_row || TRIED_FIRST.iter().any(|known| is_hardly_more(plain, known))
}

/// Whether a text is `known` with at most a few letters, and whatever digits and signs, around it: a year or an exclamation mark
/// is what comes to mind next.
fn is_hardly_more(plain: &str, known: &str) -> bool {
    plain.contains(known) && plain.split(known).flat_map(str::chars).filter(|c| c.is_alphabetic()).count() < DIFFERENT
}

/// The letters of a text, small and without anything between them.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

impl serde::Serialize for Passphrase {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Passphrase {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        // The error names the rule and not the text.
        Self::new(text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Passphrase, PassphraseError};

    #[test]
    fn a_passphrase_is_neither_empty_nor_endless_and_is_never_shown() {
        assert_eq!(Passphrase::new(String::new()), Err(PassphraseError::Empty));
        assert_eq!(Passphrase::new("x".repeat(2_000)), Err(PassphraseError::TooLong));
        let passphrase = Passphrase::new("le chat du voisin".to_owned()).unwrap();
        assert!(!format!("{passphrase:?}").contains("chat"));
        let error = serde_json::from_str::<Passphrase>(&format!("\"{}\"", "chat".repeat(1_000))).unwrap_err();
        assert!(!error.to_string().contains("chat"), "{error}");
    }

    #[test]
    fn a_passphrase_that_is_short_or_tried_first_is_not_worth_choosing() {
        let chosen = |text: &str| Passphrase::new(text.to_owned()).unwrap().worth_choosing();
        for short in ["x", "neuf lett", "   neuf lett    ", "éééééé"] {
            assert_eq!(chosen(short), Err(PassphraseError::TooShort), "{short}");
        }
        for tried in [
            "aaaaaaaaaaaa",
            "0123456789",
            "zyxwvutsrqponm",
            "Azertyuiop",
            "motdepasse1",
            "1234567890",
            "abc abc abc abc",
            "Maillage2026",
            "azertyuiop0",
            "qwertyuiop1",
            "bruxelles2026",
            "Liège 2026!!",
        ] {
            assert_eq!(chosen(tried), Err(PassphraseError::Trivial), "{tried}");
        }
        let chosen = Passphrase::new("Nord-Numérique 2026".to_owned()).unwrap();
        assert_eq!(chosen.is_none_of(["Nord Numérique"]), Err(PassphraseError::Trivial));
        assert_eq!(chosen.is_none_of(["Sud", "ARC asbl"]), Ok(()));
        let sentence = Passphrase::new("au nord numérique du village".to_owned()).unwrap();
        assert_eq!(sentence.is_none_of(["Nord Numérique"]), Ok(()));
        let chosen = |text: &str| Passphrase::new(text.to_owned()).unwrap().worth_choosing();
        for good in ["quatre mots sans rapport", "cheval agrafe", "le mot maillage et azerty ensemble", "dix lettre"] {
            assert_eq!(chosen(good), Ok(()), "{good}");
        }
    }
}
