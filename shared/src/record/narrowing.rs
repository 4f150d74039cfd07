//! Finding one of many words by typing the beginning of it, without accents and without capitals.

use unicode_normalization::UnicodeNormalization as _;

/// A text as it is compared: small letters without their accents; everything that is neither letter nor digit is a space.
#[must_use]
pub fn plain(text: &str) -> String {
    let without_accents = text.nfd().filter(|character| !unicode_normalization::char::is_combining_mark(*character));
    let small = without_accents.flat_map(char::to_lowercase);
    small.map(|character| if character.is_alphanumeric() { character } else { ' ' }).collect()
}

/// The places of the candidates that `typed` may mean, each given by the words that name it: first those of which a name begins so,
/// then those of which a word within a name begins so; in the order given. Nothing typed may mean all.
#[must_use]
pub fn narrowed<'c>(typed: &str, candidates: impl IntoIterator<Item = [&'c str; 2]>) -> Vec<usize> {
    let typed = plain(typed);
    let typed = typed.trim_start();
    let (mut begin, mut within) = (Vec::new(), Vec::new());
    for (place, names) in candidates.into_iter().enumerate() {
        let names = names.map(plain);
        if names.iter().any(|name| name.starts_with(typed)) {
            begin.push(place);
        } else if names.iter().any(|name| name.split(' ').any(|word| word.starts_with(typed))) {
            within.push(place);
        }
    }
    begin.append(&mut within);
    begin
}

#[cfg(test)]
mod tests {
    use super::{narrowed, plain};
    use crate::record::{Need, vocabulary::Language};

    fn found(typed: &str, language: Language) -> Vec<&'static str> {
        let needs: Vec<Need> = Need::all().collect();
        let places = narrowed(typed, needs.iter().map(|need| [need.code(), need.label(language)]));
        places.into_iter().map(|place| needs[place].code()).collect()
    }

    #[test]
    fn accents_and_capitals_do_not_count_on_either_side() {
        assert_eq!(plain("Énergie, EAU"), "energie  eau");
        for typed in ["energ", "ÉNERG", "e\u{301}nerg"] {
            assert_eq!(found(typed, Language::French), ["energie_eau_compteur", "logement_energie"], "{typed}");
        }
    }

    #[test]
    fn what_begins_so_comes_before_what_has_such_a_word_within() {
        let found = found("mail", Language::French);
        assert_eq!(found[0], "communication", "its label is Mail, messagerie…");
        assert!(found.contains(&"creer_mail") && found.contains(&"recuperer_mail"));
    }

    #[test]
    fn nothing_typed_leaves_all_and_nonsense_leaves_none() {
        assert_eq!(found("", Language::Dutch).len(), Need::all().count());
        assert_eq!(found("  ", Language::Dutch).len(), Need::all().count());
        assert!(found("zzz", Language::Dutch).is_empty());
    }

    /// With the outcome, and one more key for an accident: six keys for any visit.
    #[test]
    fn every_need_is_among_nine_after_four_letters_in_every_language() {
        for language in Language::ALL {
            for need in Need::all() {
                let letters = |name: &'static str| plain(name).chars().take(4).collect::<String>();
                let reached = [need.code(), need.label(language)].into_iter().any(|name| {
                    let places = found(&letters(name), language);
                    places.iter().take(9).any(|code| *code == need.code())
                });
                assert!(reached, "{} in {language}", need.code());
            }
        }
    }
}
