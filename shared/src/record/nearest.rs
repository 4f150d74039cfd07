//! "Did you mean": the known word nearest to one that is not known.

/// Longest word that is compared: time grows with the square of it.
const LONGEST: usize = 64;

/// The candidate that differs from `text` by the fewest letters, if it differs by at most a third of them; of several the first.
pub(super) fn nearest<'c>(text: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    if text.len() > LONGEST {
        return None;
    }
    let most = (text.len() / 3).clamp(1, 3);
    let near = candidates.filter(|candidate| candidate.len().abs_diff(text.len()) <= most);
    let measured = near.map(|candidate| (strsim::osa_distance(text, candidate), candidate));
    measured.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_a_word_that_is_nearly_the_same_is_offered() {
        let words = ["resolu", "reoriente", "abandon"];
        assert_eq!(nearest("resoul", words.into_iter()), Some("resolu"));
        assert_eq!(nearest("réorienté", words.into_iter()), Some("reoriente"));
        assert_eq!(nearest("reussi", words.into_iter()), None);
        assert_eq!(nearest("x", words.into_iter()), None);
        assert_eq!(nearest(&"a".repeat(1_000), words.into_iter()), None);
    }
}
