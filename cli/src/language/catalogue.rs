//! The catalogues of sentences, part of the program.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::FluentValue;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::{I18nAssets, LanguageLoader};
use unic_langid::LanguageIdentifier;

use super::Language;
use crate::presentation::number;

/// The files, by language. Taken in with `include_str!`, so that a change of a sentence compiles the crate again and has its
/// identifiers checked.
struct Catalogues;

impl Catalogues {
    const fn of(language: Language) -> &'static str {
        match language {
            Language::Fr => include_str!("../../i18n/fr/maillage.ftl"),
            Language::Nl => include_str!("../../i18n/nl/maillage.ftl"),
            Language::En => include_str!("../../i18n/en/maillage.ftl"),
        }
    }

    fn path(language: Language) -> String {
        format!("{}/maillage.ftl", language.code())
    }
}

impl I18nAssets for Catalogues {
    fn get_files(&self, file_path: &str) -> Vec<Cow<'_, [u8]>> {
        let of_path = |language: &Language| Self::path(*language) == file_path;
        Language::ALL.into_iter().filter(of_path).map(|language| Cow::Borrowed(Self::of(language).as_bytes())).collect()
    }

    fn filenames_iter(&self) -> Box<dyn Iterator<Item = String> + '_> {
        Box::new(Language::ALL.into_iter().map(Self::path))
    }
}

/// The text of a language's catalogue.
#[cfg(test)]
pub(super) fn source(language: Language) -> &'static str {
    Catalogues::of(language)
}

/// The sentences of `language`, French ones where it has none. Loaded at the first use.
#[must_use]
pub fn loader_of(language: Language) -> &'static FluentLanguageLoader {
    static FR: OnceLock<FluentLanguageLoader> = OnceLock::new();
    static NL: OnceLock<FluentLanguageLoader> = OnceLock::new();
    static EN: OnceLock<FluentLanguageLoader> = OnceLock::new();
    let place = match language {
        Language::Fr => &FR,
        Language::Nl => &NL,
        Language::En => &EN,
    };
    place.get_or_init(|| load(language))
}

/// One loader a language: attributes are looked up in the order of loading, so a loader that held all three would mix them.
fn load(language: Language) -> FluentLanguageLoader {
    let loader = FluentLanguageLoader::new("maillage", identifier(Language::Fr));
    if let Err(error) = loader.load_languages(&Catalogues, &[identifier(language)]) {
        tracing::error!(%error, "the catalogue of sentences cannot be loaded");
    }
    // A terminal shows the marks of direction as boxes or not at all, and they would stick to a copied code.
    loader.set_use_isolating(false);
    loader.with_bundles_mut(|bundle| {
        let format = match language {
            Language::Fr => |value: &FluentValue<'_>, _: &_| grouped(value, Language::Fr),
            Language::Nl => |value: &FluentValue<'_>, _: &_| grouped(value, Language::Nl),
            Language::En => |value: &FluentValue<'_>, _: &_| grouped(value, Language::En),
        };
        bundle.set_formatter(Some(format));
    });
    loader
}

fn identifier(language: Language) -> LanguageIdentifier {
    LanguageIdentifier::from_bytes(language.code().as_bytes()).unwrap_or_default()
}

/// Whole numbers with their thousands apart; anything else as Fluent writes it.
fn grouped(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(value) = value else { return None };
    let digits = value.as_string();
    digits.parse::<u64>().ok().map(|value| number::whole_in(value, language))
}
