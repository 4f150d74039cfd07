//! Crockford's base 32, for what people type by hand: no letter that looks like a digit, and either case.

/// The symbols in the order of their values.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The symbol of a value below 32.
pub(crate) fn letter(value: u8) -> char {
    ALPHABET.get(usize::from(value)).map_or('?', |byte| char::from(*byte))
}

/// The value of a symbol. The letters that look like a digit stand for it.
pub(crate) fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|byte| char::from(*byte) == letter).and_then(|place| u8::try_from(place).ok())
}

/// The bytes as symbols, five bits each; the last symbol is filled up with zeros.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let (mut text, mut waiting, mut bits) = (String::new(), 0_u16, 0_u8);
    for byte in bytes {
        waiting = (waiting << 8) | u16::from(*byte);
        bits = bits.saturating_add(8);
        while bits >= 5 {
            bits = bits.saturating_sub(5);
            text.push(letter(u8::try_from((waiting >> bits) & 0x1f).unwrap_or(0)));
        }
        // At most four bits wait for the next byte.
        waiting &= 0x0f;
    }
    if bits > 0 {
        let filled = waiting << 5_u8.saturating_sub(bits);
        text.push(letter(u8::try_from(filled & 0x1f).unwrap_or(0)));
    }
    text
}

/// The bytes of symbols that [`encode`] wrote; nothing when one is no symbol, or the last one is not filled up with zeros.
pub(crate) fn decode(symbols: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut waiting, mut bits) = (Vec::new(), 0_u16, 0_u8);
    for symbol in symbols.chars() {
        waiting = (waiting << 5) | u16::from(value(symbol)?);
        bits = bits.saturating_add(5);
        if bits >= 8 {
            bits = bits.saturating_sub(8);
            bytes.push(u8::try_from((waiting >> bits) & 0xff).ok()?);
        }
        waiting &= 0x7f;
    }
    let left = waiting & (1_u16 << bits).saturating_sub(1);
    (bits < 5 && left == 0).then_some(bytes)
}

/// The values of symbols, for comparing what was typed with what should have been.
pub(crate) fn decode_symbols(symbols: &str) -> Option<Vec<u8>> {
    symbols.chars().map(value).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{decode, encode};

    proptest! {
        #[test]
        fn every_text_of_bytes_reads_back_in_either_case(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let text = encode(&bytes);
            prop_assert_eq!(decode(&text), Some(bytes.clone()));
            prop_assert_eq!(decode(&text.to_lowercase()), Some(bytes));
        }
    }

    #[test]
    fn what_looks_like_a_digit_is_that_digit_and_anything_else_is_refused() {
        assert_eq!(decode("OIL"), decode("011"));
        assert_eq!(decode("U0"), None);
        assert_eq!(decode("01"), None, "the last symbol has a bit that belongs to nothing");
    }
}
