//! Short codes: what people read to each other instead of keys.

use crate::{
    crockford::{letter, value},
    hash,
};

/// Two groups of four symbols and a check symbol each: `7K2Q9-M4XTA`. 40 bits of a hash.
///
/// The check symbol of a group finds every single mistyped symbol and every swap of neighbours within the group (Luhn's method
/// modulo 32).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShortCode([u8; 8]);

/// The text is not a short code, or has a typing error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShortCodeError {
    /// Not ten letters and digits.
    #[error("a short code has two groups of five letters and digits")]
    Shape,
    /// A check symbol does not fit its group, 1 or 2.
    #[error("there is a typing error in group {0}")]
    Check(u8),
}

impl ShortCode {
    /// The code of `bytes` among the things of kind `kind`.
    #[must_use]
    pub fn of(kind: &str, bytes: &[u8]) -> Self {
        let digest = hash::sha256_in("maillage/short-code/1", &[kind.as_bytes(), &[0], bytes].concat());
        let number = digest.iter().take(5).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        let mut symbols = [0; 8];
        for (place, symbol) in symbols.iter_mut().rev().enumerate() {
            let shift = u32::try_from(place).unwrap_or(0).saturating_mul(5);
            *symbol = u8::try_from((number >> shift) & 0x1f).unwrap_or(0);
        }
        Self(symbols)
    }

    fn groups(&self) -> impl Iterator<Item = &[u8]> {
        self.0.chunks(4)
    }
}

/// Luhn's check symbol modulo 32 for a group of symbols.
fn check_symbol(group: &[u8]) -> u8 {
    let sum = group.iter().rev().enumerate().fold(0_u16, |sum, (place, symbol)| {
        let weighted = if place % 2 == 0 { u16::from(*symbol).saturating_mul(2) } else { u16::from(*symbol) };
        sum.saturating_add(weighted / 32).saturating_add(weighted % 32)
    });
    u8::try_from((32_u16.saturating_sub(sum % 32)) % 32).unwrap_or(0)
}

impl std::fmt::Display for ShortCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, group) in self.groups().enumerate() {
            if place > 0 {
                f.write_str("-")?;
            }
            for symbol in group {
                write!(f, "{}", letter(*symbol))?;
            }
            write!(f, "{}", letter(check_symbol(group)))?;
        }
        Ok(())
    }
}

impl std::str::FromStr for ShortCode {
    type Err = ShortCodeError;

    fn from_str(text: &str) -> Result<Self, ShortCodeError> {
        let letters = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let symbols: Vec<u8> = letters.map(value).collect::<Option<_>>().ok_or(ShortCodeError::Shape)?;
        if symbols.len() != 10 {
            return Err(ShortCodeError::Shape);
        }
        let mut code = Vec::with_capacity(8);
        for (number, group) in (1..).zip(symbols.chunks(5)) {
            let (check, group) = group.split_last().ok_or(ShortCodeError::Shape)?;
            if *check != check_symbol(group) {
                return Err(ShortCodeError::Check(number));
            }
            code.extend_from_slice(group);
        }
        code.try_into().map(Self).map_err(|_| ShortCodeError::Shape)
    }
}

crate::codes::through_text!(ShortCode, ShortCodeError);

#[cfg(test)]
mod tests {
    use super::{ShortCode, ShortCodeError, letter, value};

    #[test]
    fn a_short_code_reads_back_however_it_is_typed() {
        let code = ShortCode::of("operator", b"some key");
        let typed = code.to_string();
        assert_eq!(typed.parse(), Ok(code));
        assert_eq!(typed.to_lowercase().replace('-', " ").parse(), Ok(code));
    }

    #[test]
    fn every_single_mistyped_symbol_is_found() {
        let typed = ShortCode::of("device", b"another key").to_string();
        for (place, right) in typed.char_indices().filter(|(_, c)| *c != '-') {
            for wrong in (0..32).map(letter).filter(|wrong| value(*wrong) != value(right)) {
                let mut mistyped = typed.clone();
                mistyped.replace_range(place..=place, &wrong.to_string());
                assert!(matches!(mistyped.parse::<ShortCode>(), Err(ShortCodeError::Check(_))), "{typed} typed as {mistyped}");
            }
        }
    }

    #[test]
    fn anything_else_is_not_a_short_code() {
        for text in ["", "7K2Q9", "7K2Q9-M4XTA-0", "é", "UUUUU-UUUUU"] {
            assert_eq!(text.parse::<ShortCode>(), Err(ShortCodeError::Shape), "{text}");
        }
    }
}
