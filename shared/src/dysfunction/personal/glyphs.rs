//! A text as its letters and digits: compatibility forms (full width, superscript, circled) and the digits of other scripts are
//! read as what they stand for.

use unicode_normalization::UnicodeNormalization;

/// Characters between two digits that still belong to one number; white space in a row counts as one.
const GAP: usize = 3;

/// The zeros of scripts whose digits follow each other.
const ZEROS: [u32; 18] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810,
];

/// A character of the text, with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    /// The character as it is read: a digit as ASCII, a letter small.
    pub(super) read: char,
    /// Its place in the text, from 1.
    pub(super) place: usize,
}

impl Glyph {
    /// The digit that it is.
    pub(super) fn digit(self) -> Option<u8> {
        self.read.to_digit(10).and_then(|digit| u8::try_from(digit).ok())
    }

    /// Whether people put it between the parts of one number that check digits tell from others.
    pub(super) fn separates_checked(self) -> bool {
        self.separates() || matches!(self.read, ',' | ':' | ';' | '|' | '+' | '*' | '=' | '~')
    }

    /// Whether people put it between the parts of any one number: not what also stands between hours and in lists.
    pub(super) fn separates(self) -> bool {
        self.read.is_whitespace()
            || matches!(self.read, '.' | '-' | '/' | '_' | '\'' | '\\' | '(' | ')' | '\u{b7}' | '\u{2019}' | '\u{2022}')
            || matches!(self.read, '\u{2010}'..='\u{2015}' | '\u{2044}' | '\u{2212}')
    }
}

/// Whether so much may stand between two parts of one number.
pub(super) fn is_narrow(gap: &[Glyph]) -> bool {
    let runs = gap.chunk_by(|one, next| one.read.is_whitespace() && next.read.is_whitespace());
    runs.count() <= GAP
}

/// The glyphs of a text.
pub(super) fn of(text: &str) -> Vec<Glyph> {
    let read = |(place, character): (usize, char)| {
        let forms = std::iter::once(character).nfkc().flat_map(char::to_lowercase);
        forms.map(move |form| Glyph { read: ascii_digit(form), place })
    };
    (1_usize..).zip(text.chars()).flat_map(read).collect()
}

fn ascii_digit(character: char) -> char {
    let code = u32::from(character);
    let value = ZEROS.iter().filter_map(|zero| code.checked_sub(*zero)).find(|value| *value < 10);
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(character)
}
