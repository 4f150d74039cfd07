//! The language to speak, and its sentences.
//!
//! * [`Language`]: the three languages and how one is chosen
//! * `catalogue`: the Fluent files, loaded once a language
//! * `say!`: a sentence in the language of this command; identifiers and variables are checked by the compiler

mod catalogue;
#[cfg(test)]
pub(crate) mod tests;

use std::ffi::OsString;
use std::sync::atomic::{AtomicU8, Ordering};

pub use catalogue::loader_of;
use i18n_embed::fluent::FluentLanguageLoader;

/// A sentence of the catalogues in the language of this command: `say!("id")`, `say!("id", name = value)`, and with an attribute
/// `say!("id", "attribute", name = value)`.
macro_rules! say {
    ($($input:tt)+) => { ::i18n_embed_fl::fl!($crate::language::loader(), $($input)+) };
}
pub(crate) use say;

/// A language that Maillage speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// French, the language of the catalogues when nothing says otherwise.
    Fr,
    /// Dutch.
    Nl,
    /// English.
    En,
}

/// The language of this process, as an index into [`Language::ALL`].
static SPOKEN: AtomicU8 = AtomicU8::new(0);

impl Language {
    /// All languages, the fallback first.
    pub const ALL: [Self; 3] = [Self::Fr, Self::Nl, Self::En];

    /// The ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The language of a tag such as `nl`, `fr-BE` or `en_GB.UTF-8`; `None` for one that is not spoken here.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next()?;
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// The language to speak: `--lang` first, read ahead of all other arguments so that their faults are explained in it, then
    /// `MAILLAGE_LANG`, `LC_ALL`, `LC_MESSAGES`, `LANG`, then French.
    #[must_use]
    pub fn choose(args: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Self {
        let named = ["MAILLAGE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
        asked(args)
            .and_then(|tag| Self::of_tag(&tag))
            .or_else(|| named.iter().filter_map(|name| variable(name)).find_map(|tag| Self::of_tag(&tag)))
            .unwrap_or(Self::Fr)
    }

    const fn index(self) -> u8 {
        match self {
            Self::Fr => 0,
            Self::Nl => 1,
            Self::En => 2,
        }
    }
}

/// The last value of `--lang` before a `--`.
fn asked(args: &[OsString]) -> Option<String> {
    let words: Vec<&str> = args.iter().map_while(|arg| arg.to_str().filter(|word| *word != "--")).collect();
    let mut values = words.iter().enumerate().filter_map(|(at, word)| {
        if *word == "--lang" { words.get(at.saturating_add(1)).copied() } else { word.strip_prefix("--lang=") }
    });
    values.next_back().map(str::to_owned)
}

/// Speaks `language` from now on, in the whole process.
pub fn speak(language: Language) {
    SPOKEN.store(language.index(), Ordering::Relaxed);
}

/// The language of this command.
#[must_use]
pub fn spoken() -> Language {
    #[cfg(test)]
    if let Some(language) = tests::SPOKEN_HERE.get() {
        return language;
    }
    let index = SPOKEN.load(Ordering::Relaxed);
    Language::ALL.into_iter().find(|language| language.index() == index).unwrap_or(Language::Fr)
}

/// The sentences of the language of this command.
#[must_use]
pub fn loader() -> &'static FluentLanguageLoader {
    loader_of(spoken())
}
