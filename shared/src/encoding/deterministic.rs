//! One walk over CBOR bytes that accepts exactly one spelling of every value.
//!
//! Accepted: unsigned and negative integers in their shortest form, byte strings, text strings that pass
//! [`crate::text::check`], arrays, maps with ascending unsigned keys, `false`, `true` and `null`; all lengths definite and
//! shortest. Refused: floats, tags, indefinite lengths, other simple values, trailing bytes, nesting beyond
//! [`bounds::NESTING`].

use crate::{bounds, text};

/// Map keys from here on mean "do not interpret this without knowing me".
pub const FIRST_CRITICAL_KEY: u64 = 128;

/// The first thing found that deterministic CBOR does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The bytes end inside a value.
    #[error("the bytes end too early")]
    Truncated,
    /// Bytes follow the value.
    #[error("bytes follow the value")]
    Trailing,
    /// An integer or a length is not in its shortest form.
    #[error("a number is not in its shortest form")]
    NotShortest,
    /// A length is indefinite, or the item is a float, a tag or an unassigned simple value.
    #[error("an item of a kind that is not used here")]
    NotUsed,
    /// Arrays and maps are nested too deeply.
    #[error("nested more than {} levels", bounds::NESTING)]
    TooDeep,
    /// A map key is not an unsigned integer, or the keys do not ascend.
    #[error("map keys are not ascending unsigned integers")]
    Keys,
    /// A text is not UTF-8, not NFC, or holds a refused character.
    #[error("a text is not well formed: {0}")]
    Text(text::TextFault),
}

/// Walks one value that must fill `bytes`; says whether a map in it has a key at or above [`FIRST_CRITICAL_KEY`].
///
/// # Errors
/// The first [`Fault`] met. Time and memory are linear in `bytes`, whatever lengths they claim.
pub fn check(bytes: &[u8]) -> Result<bool, Fault> {
    let mut walk = Walk { rest: bytes, critical: false };
    walk.value(0)?;
    if walk.rest.is_empty() { Ok(walk.critical) } else { Err(Fault::Trailing) }
}

struct Walk<'b> {
    rest: &'b [u8],
    critical: bool,
}

impl<'b> Walk<'b> {
    fn value(&mut self, depth: usize) -> Result<(), Fault> {
        if depth > bounds::NESTING {
            return Err(Fault::TooDeep);
        }
        let (major, argument) = self.head()?;
        match major {
            0 | 1 => Ok(()),
            2 => self.take(argument).map(|_| ()),
            3 => {
                let bytes = self.take(argument)?;
                let string = std::str::from_utf8(bytes).map_err(|_| Fault::Text(text::TextFault::NotUtf8))?;
                text::check(string).map_err(Fault::Text)
            }
            4 => (0..argument).try_for_each(|_| self.value(depth.saturating_add(1))),
            5 => self.map(argument, depth),
            _ => Err(Fault::NotUsed),
        }
    }

    fn map(&mut self, pairs: u64, depth: usize) -> Result<(), Fault> {
        let mut previous = None;
        for _ in 0..pairs {
            let (major, key) = self.head()?;
            if major != 0 || previous.is_some_and(|previous| previous >= key) {
                return Err(Fault::Keys);
            }
            previous = Some(key);
            self.critical |= key >= FIRST_CRITICAL_KEY;
            self.value(depth.saturating_add(1))?;
        }
        Ok(())
    }

    /// Reads an initial byte and its argument. Major type 7 comes back as major 0 for the three simple values in use.
    fn head(&mut self) -> Result<(u8, u64), Fault> {
        let initial = self.byte()?;
        let (major, short) = (initial >> 5, initial & 0x1f);
        if major == 7 {
            // false, true, null: nothing follows. As a map key they are refused because `value` is not what reads keys.
            return if (20..=22).contains(&short) { Ok((1, 0)) } else { Err(Fault::NotUsed) };
        }
        let (width, least) = match short {
            0..=23 => return Ok((major, u64::from(short))),
            24 => (1, 24),
            25 => (2, 1 << 8),
            26 => (4, 1 << 16),
            27 => (8, 1 << 32),
            _ => return Err(Fault::NotUsed),
        };
        let argument = self.take(width)?.iter().fold(0_u64, |value, byte| (value << 8) | u64::from(*byte));
        if argument < least { Err(Fault::NotShortest) } else { Ok((major, argument)) }
    }

    fn byte(&mut self) -> Result<u8, Fault> {
        let (first, rest) = self.rest.split_first().ok_or(Fault::Truncated)?;
        self.rest = rest;
        Ok(*first)
    }

    fn take(&mut self, length: u64) -> Result<&'b [u8], Fault> {
        let length = usize::try_from(length).map_err(|_| Fault::Truncated)?;
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Fault::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, check};

    #[test]
    fn only_the_shortest_spelling_of_a_number_is_accepted() {
        assert_eq!(check(&[0x17]), Ok(false));
        assert_eq!(check(&[0x18, 0x17]), Err(Fault::NotShortest));
        assert_eq!(check(&[0x19, 0x00, 0xff]), Err(Fault::NotShortest));
        assert_eq!(check(&[0x19, 0x01, 0x00]), Ok(false));
    }

    #[test]
    fn map_keys_must_be_ascending_unsigned_integers() {
        assert_eq!(check(&[0xa2, 0x01, 0x00, 0x02, 0x00]), Ok(false));
        assert_eq!(check(&[0xa2, 0x02, 0x00, 0x01, 0x00]), Err(Fault::Keys));
        assert_eq!(check(&[0xa2, 0x01, 0x00, 0x01, 0x00]), Err(Fault::Keys));
        assert_eq!(check(&[0xa1, 0x61, b'a', 0x00]), Err(Fault::Keys));
        assert_eq!(check(&[0xa1, 0xf6, 0x00]), Err(Fault::Keys));
    }

    #[test]
    fn a_key_from_128_on_is_reported_as_critical() {
        assert_eq!(check(&[0xa1, 0x18, 0x7f, 0x00]), Ok(false));
        assert_eq!(check(&[0xa1, 0x18, 0x80, 0x00]), Ok(true));
    }

    #[test]
    fn floats_tags_indefinite_lengths_and_trailing_bytes_are_refused() {
        for bytes in [&[0xf9, 0x00, 0x00][..], &[0xc0, 0x00], &[0x9f, 0xff], &[0x5f, 0xff], &[0xf7]] {
            assert_eq!(check(bytes), Err(Fault::NotUsed));
        }
        assert_eq!(check(&[0x00, 0x00]), Err(Fault::Trailing));
    }

    #[test]
    fn a_claimed_length_beyond_the_bytes_costs_nothing() {
        assert_eq!(check(&[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), Err(Fault::Truncated));
        assert_eq!(check(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), Err(Fault::Truncated));
    }

    #[test]
    fn nesting_is_bounded() {
        assert_eq!(check(&[0x81; 64]), Err(Fault::TooDeep));
    }
}
