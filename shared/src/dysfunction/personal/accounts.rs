//! IBANs: a country, two check digits, and an account of the form that the country has.

use super::{
    Personal, PersonalKind, between,
    glyphs::{Glyph, is_narrow},
};

/// What an account is made of, by country: `n` digits, `a` letters, `c` either, with how many.
///
/// Without the form, two letters before any number would begin an account: *de 20 minutes…*.
const FORMS: [(&str, &[(char, usize)]); 47] = [
    ("ad", &[('n', 8), ('c', 12)]),
    ("al", &[('n', 8), ('c', 16)]),
    ("at", &[('n', 16)]),
    ("ba", &[('n', 16)]),
    ("be", &[('n', 12)]),
    ("bg", &[('a', 4), ('n', 6), ('c', 8)]),
    ("ch", &[('n', 5), ('c', 12)]),
    ("cy", &[('n', 8), ('c', 16)]),
    ("cz", &[('n', 20)]),
    ("de", &[('n', 18)]),
    ("dk", &[('n', 14)]),
    ("ee", &[('n', 16)]),
    ("es", &[('n', 20)]),
    ("fi", &[('n', 14)]),
    ("fr", &[('n', 10), ('c', 11), ('n', 2)]),
    ("gb", &[('a', 4), ('n', 14)]),
    ("ge", &[('a', 2), ('n', 16)]),
    ("gr", &[('n', 7), ('c', 16)]),
    ("hr", &[('n', 17)]),
    ("hu", &[('n', 24)]),
    ("ie", &[('a', 4), ('n', 14)]),
    ("is", &[('n', 22)]),
    ("it", &[('a', 1), ('n', 10), ('c', 12)]),
    ("li", &[('n', 5), ('c', 12)]),
    ("lt", &[('n', 16)]),
    ("lu", &[('n', 3), ('c', 13)]),
    ("lv", &[('a', 4), ('c', 13)]),
    ("ma", &[('n', 24)]),
    ("mc", &[('n', 10), ('c', 11), ('n', 2)]),
    ("me", &[('n', 18)]),
    ("mk", &[('n', 3), ('c', 10), ('n', 2)]),
    ("mt", &[('a', 4), ('n', 5), ('c', 18)]),
    ("nl", &[('a', 4), ('n', 10)]),
    ("no", &[('n', 11)]),
    ("pl", &[('n', 24)]),
    ("pt", &[('n', 21)]),
    ("ro", &[('a', 4), ('c', 16)]),
    ("rs", &[('n', 18)]),
    ("se", &[('n', 20)]),
    ("si", &[('n', 15)]),
    ("sk", &[('n', 20)]),
    ("sm", &[('a', 1), ('n', 10), ('c', 12)]),
    ("tn", &[('n', 20)]),
    ("tr", &[('n', 6), ('c', 16)]),
    ("ua", &[('n', 6), ('c', 19)]),
    ("va", &[('n', 18)]),
    ("xk", &[('n', 16)]),
];

/// Letters and digits before the account: country and check digits.
const HEAD: usize = 4;

/// Letters and digits of the longest account that there is.
const LONGEST: usize = 34;

/// The accounts of the text.
pub(super) fn find(glyphs: &[Glyph]) -> Vec<Personal> {
    let at = |start: usize| {
        let written = run(glyphs, start);
        let last = *written.get(length(&written)?.checked_sub(1)?)?;
        between(PersonalKind::Account, glyphs, start, last.0)
    };
    (0..glyphs.len()).filter_map(at).collect()
}

/// The letters and digits from a place on, with their places, up to the first wide gap: as many as an account can have.
fn run(glyphs: &[Glyph], start: usize) -> Vec<(usize, char)> {
    let (mut written, mut after) = (Vec::new(), start);
    for (at, glyph) in glyphs.iter().enumerate().skip(start) {
        if glyph.read.is_ascii_alphanumeric() {
            written.push((at, glyph.read));
            after = at.saturating_add(1);
            if written.len() == LONGEST {
                break;
            }
            continue;
        }
        let gap = glyphs.get(after..=at).unwrap_or_default();
        if !is_narrow(gap) || !glyph.separates_checked() || written.is_empty() {
            break;
        }
    }
    written
}

/// How many of these letters and digits are an account, if they begin with one.
fn length(written: &[(usize, char)]) -> Option<usize> {
    let letter = |at: usize| written.get(at).map(|(_, character)| *character);
    let country: String = [letter(0)?, letter(1)?].iter().collect();
    let (_, form) = FORMS.iter().find(|(known, _)| *known == country)?;
    let kinds = "nn".chars().chain(form.iter().flat_map(|(kind, count)| std::iter::repeat_n(*kind, *count)));
    let mut length = 2_usize;
    for kind in kinds {
        let character = letter(length)?;
        let fits = match kind {
            'n' => character.is_ascii_digit(),
            'a' => character.is_ascii_lowercase(),
            _ => true,
        };
        if !fits {
            return None;
        }
        length = length.saturating_add(1);
    }
    let (head, account) = written.get(..length)?.split_at_checked(HEAD)?;
    // The account before the country and check digits, letters as numbers from 10 on, leaves 1 when divided by 97.
    let digits = account.iter().chain(head).filter_map(|(_, character)| character.to_digit(36));
    let rest = digits.fold(0, |rest: u32, digit| {
        let shifted = rest.saturating_mul(if digit < 10 { 10 } else { 100 });
        shifted.saturating_add(digit) % 97
    });
    (rest == 1).then_some(length)
}
