//! Bytes as one line of text that is handed from person to person: a word that says what it is, then base 32 in lower case.
//!
//! The text ends with four bytes of a hash, so that a truncated or mistyped one is noticed before anything else.

use crate::hash;

const CHECK_BYTES: usize = 4;

/// Longest text that is looked at: names and addresses at their bounds fit.
const MAX_TEXT: usize = 16 * 1024;

/// One kind of such text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Armour {
    /// What the text begins with.
    pub(crate) prefix: &'static str,
    /// The domain of the hash that it ends with.
    pub(crate) check: &'static str,
}

/// Why a text is not one of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArmourError {
    /// It begins otherwise.
    Prefix,
    /// It is cut off or mistyped.
    Damaged,
}

impl Armour {
    /// The bytes as text.
    pub(crate) fn write(self, bytes: &[u8]) -> String {
        let check = hash::sha256_in(self.check, bytes);
        let whole: Vec<u8> = bytes.iter().chain(check.iter().take(CHECK_BYTES)).copied().collect();
        format!("{}{}", self.prefix, data_encoding::BASE32_NOPAD.encode(&whole).to_ascii_lowercase())
    }

    /// The bytes of a text.
    pub(crate) fn read(self, text: &str) -> Result<Vec<u8>, ArmourError> {
        // Mail programs break long lines: white space inside is forgiven.
        let text: String = text.chars().filter(|c| !c.is_whitespace()).take(MAX_TEXT).collect::<String>().to_ascii_lowercase();
        let symbols = text.strip_prefix(self.prefix).ok_or(ArmourError::Prefix)?;
        let mut bytes =
            data_encoding::BASE32_NOPAD.decode(symbols.to_ascii_uppercase().as_bytes()).map_err(|_| ArmourError::Damaged)?;
        let length = bytes.len().checked_sub(CHECK_BYTES).ok_or(ArmourError::Damaged)?;
        let check = bytes.split_off(length);
        if hash::sha256_in(self.check, &bytes).starts_with(&check) { Ok(bytes) } else { Err(ArmourError::Damaged) }
    }
}
