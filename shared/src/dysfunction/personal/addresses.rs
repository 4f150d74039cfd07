//! E-mail addresses and links.

use super::{Personal, PersonalKind, between, glyphs::Glyph};

/// Spellings of `@` that are meant to be overlooked by programs.
const DISGUISED: [&str; 9] = ["(at)", "[at]", "{at}", "<at>", "( at )", "[ at ]", "arobase", "arrobase", "apenstaartje"];

/// The addresses of the text.
pub(super) fn find(glyphs: &[Glyph]) -> Vec<Personal> {
    let email = |at: &usize| is_email(glyphs, *at);
    let link = |at: &usize| is_link(glyphs, *at);
    let emails = (0..glyphs.len()).filter(email).map(|at| (PersonalKind::Email, at));
    let links = (0..glyphs.len()).filter(link).map(|at| (PersonalKind::Link, at));
    emails.chain(links).filter_map(|(kind, at)| word_around(kind, glyphs, at)).collect()
}

/// The characters of a word, dots and dashes included, around a place.
fn word_around(kind: PersonalKind, glyphs: &[Glyph], at: usize) -> Option<Personal> {
    let space = |glyph: &Glyph| glyph.read.is_whitespace();
    let first = glyphs.get(..at)?.iter().rposition(space).map_or(0, |space| space.saturating_add(1));
    let after = glyphs.get(at..)?.iter().position(space).map_or(glyphs.len(), |length| at.saturating_add(length));
    between(kind, glyphs, first, after.saturating_sub(1))
}

fn reads(glyphs: &[Glyph], at: usize, word: &str) -> bool {
    let rest = glyphs.get(at..).unwrap_or_default();
    let same = word.chars().zip(rest).filter(|(one, glyph)| *one == glyph.read).count();
    same == word.chars().count()
}

/// Whether an address is around this place: an `@` between two words, or apart from them before a word with an ending.
fn is_email(glyphs: &[Glyph], at: usize) -> bool {
    if DISGUISED.iter().any(|word| reads(glyphs, at, word)) {
        return true;
    }
    if !reads(glyphs, at, "@") {
        return false;
    }
    let letter = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| glyph.read.is_alphanumeric());
    let after = glyphs.get(at.saturating_add(1)..).unwrap_or_default();
    let before = at.checked_sub(1).and_then(|before| glyphs.get(before));
    let begins = letter(after.first()) || after.first().is_some_and(|glyph| glyph.read == '[');
    if letter(before) && begins {
        return true;
    }
    let word = after.iter().skip_while(|glyph| glyph.read.is_whitespace()).take_while(|glyph| !glyph.read.is_whitespace());
    has_ending(&word.map(|glyph| glyph.read).collect::<String>())
}

/// Whether a word is like the name of a place on the internet: two labels, the last of letters.
fn has_ending(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let ending = |(name, ending): (&str, &str)| {
        name.ends_with(char::is_alphanumeric) && ending.chars().count() >= 2 && ending.chars().all(char::is_alphabetic)
    };
    word.rsplit_once('.').is_some_and(ending)
}

/// Whether a link is at this place: a scheme, `www.`, or, right behind a name with an ending, a `/`, a port, a question or a mark
/// with something behind it. The name alone is none: that is how people call services.
fn is_link(glyphs: &[Glyph], at: usize) -> bool {
    let begins_word = at.checked_sub(1).and_then(|before| glyphs.get(before)).is_none_or(|glyph| !glyph.read.is_alphanumeric());
    if reads(glyphs, at, "://") || (begins_word && reads(glyphs, at, "www.")) {
        return true;
    }
    let next = glyphs.get(at.saturating_add(1)).map(|glyph| glyph.read);
    let leads_on = match glyphs.get(at).map(|glyph| glyph.read) {
        Some('/') => true,
        Some('?' | '#') => next.is_some_and(char::is_alphanumeric),
        Some(':') => next.is_some_and(|next| next.is_ascii_digit()),
        _ => false,
    };
    if !leads_on {
        return false;
    }
    let before = glyphs.get(..at).unwrap_or_default();
    let begins = before.iter().rposition(|glyph| glyph.read.is_whitespace()).map_or(0, |space| space.saturating_add(1));
    let word: String = before.get(begins..).unwrap_or_default().iter().map(|glyph| glyph.read).collect();
    word.ends_with(char::is_alphanumeric) && has_ending(&word)
}
