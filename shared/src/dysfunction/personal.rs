//! What in a text points at somebody: a national number, a telephone number, an account, an e-mail address, a link.
//!
//! * `glyphs`: the text as its letters and digits, however they are written
//! * `numbers`: digits in groups, as people space them; national and telephone numbers
//! * `accounts`: IBANs
//! * `addresses`: e-mail addresses and links
//!
//! Looking for names is not tried: no list has them all, and half of them are ordinary words. This is a rule of the network, since a
//! report with such a text has no effect: what it finds changes with the version of the rules only.

mod accounts;
mod addresses;
mod glyphs;
mod numbers;

use crate::codes::stable_codes;
use glyphs::Glyph;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum PersonalKind {
    /// A Belgian national number whose check digits are right, for either century; also of people who are in no register (bis).
    #[error("national number")]
    NationalNumber,
    /// A telephone number.
    #[error("telephone number")]
    Phone,
    /// A bank account.
    #[error("bank account")]
    Account,
    /// An e-mail address.
    #[error("e-mail address")]
    Email,
    /// A link: it may carry somebody's session or file number, and who reads a report cannot know where it leads.
    #[error("link")]
    Link,
}

stable_codes! { PersonalKind:
    NationalNumber = "personal-national-number",
    Phone = "personal-phone",
    Account = "personal-account",
    Email = "personal-email",
    Link = "personal-link",
}

/// What points at somebody, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{kind} (characters {first} to {last})")]
pub struct Personal {
    /// What it is.
    pub kind: PersonalKind,
    /// Its first character, the text's first being 1.
    pub first: usize,
    /// Its last character.
    pub last: usize,
}

/// Finds the first thing in the text that points at somebody. Takes time that grows with the square of the text's length: for short
/// texts only.
#[must_use]
pub fn find(text: &str) -> Option<Personal> {
    let glyphs = glyphs::of(text);
    let found = accounts::find(&glyphs).into_iter().chain(numbers::find(&glyphs)).chain(addresses::find(&glyphs));
    found.min_by_key(|found| (found.first, found.kind))
}

/// What stands from one glyph to another, both included.
fn between(kind: PersonalKind, glyphs: &[Glyph], first: usize, last: usize) -> Option<Personal> {
    let place = |at: usize| glyphs.get(at).map(|glyph| glyph.place);
    Some(Personal { kind, first: place(first)?, last: place(last)? })
}

#[cfg(test)]
mod tests;
