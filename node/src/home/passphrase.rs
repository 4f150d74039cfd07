//! A passphrase on its way from a person to what it protects: the root key, or a backup.

use age::secrecy::SecretString;
use maillage_shared::bounds;
use zeroize::Zeroizing;

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

    /// The text in the form of the library that derives a key from it, which wipes it as well.
    pub(crate) fn secret(&self) -> SecretString {
        SecretString::from(self.0.as_str().to_owned())
    }
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
}
