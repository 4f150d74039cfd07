//! The text of a report: one line that speaks of a service and of nobody.

use super::personal::{self, Personal};
use crate::{
    bounds,
    codes::stable_codes,
    text::{self, TextFault, checked_string},
};

/// Why a text cannot stand in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SituationError {
    /// Nothing but spaces, or spaces around it.
    #[error("the text is empty")]
    Empty,
    /// Longer than [`bounds::SITUATION_CHARS`].
    #[error("the text has at most {} characters", bounds::SITUATION_CHARS)]
    TooLong,
    /// More than one line.
    #[error("the text is a single line")]
    SeveralLines,
    /// Not text as it may be signed.
    #[error("the text must be plain: {0}")]
    Text(#[from] TextFault),
    /// It holds what points at somebody.
    #[error("the text holds a {0}")]
    Personal(Personal),
}

stable_codes! { SituationError:
    Empty = "situation-empty",
    TooLong = "situation-too-long",
    SeveralLines = "situation-lines",
    Text = "situation-text",
    Personal = "situation-personal",
}

/// What happens to people who use a service, in their helper's words: 1 to [`bounds::SITUATION_CHARS`] characters on one line, in
/// which [`personal::find`] finds nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Situation(String);

impl Situation {
    /// Takes a text that can stand in a report as it is.
    ///
    /// # Errors
    /// [`SituationError`] when it cannot.
    pub fn new(text: impl Into<String>) -> Result<Self, SituationError> {
        let text = text.into();
        // First, so that everything after it looks at a short text only.
        if text.chars().nth(bounds::SITUATION_CHARS).is_some() {
            return Err(SituationError::TooLong);
        }
        text::check(&text)?;
        if text.contains('\n') {
            return Err(SituationError::SeveralLines);
        }
        if text.chars().any(text::is_invisible) {
            return Err(TextFault::Invisible.into());
        }
        if text.trim().is_empty() || text.trim() != text {
            return Err(SituationError::Empty);
        }
        personal::find(&text).map_or(Ok(Self(text)), |found| Err(SituationError::Personal(found)))
    }

    /// Makes one of what a person typed: tidied and trimmed first.
    ///
    /// # Errors
    /// [`SituationError`] when nothing is left, too much, or something that points at somebody.
    pub fn typed(text: &str) -> Result<Self, SituationError> {
        Self::new(Self::tidied(text))
    }

    /// What a person typed, as it is looked through: places in a [`SituationError::Personal`] count from its beginning.
    #[must_use]
    pub fn tidied(text: &str) -> String {
        text::tidy(text.trim()).replace(text::is_invisible, "").trim().to_owned()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

checked_string!(Situation, SituationError);

#[cfg(test)]
mod tests {
    use super::{Situation, SituationError};
    use crate::{bounds, dysfunction::PersonalKind, text::TextFault};

    #[test]
    fn a_text_is_one_short_line_without_anything_that_a_screen_obeys() {
        let most = "é".repeat(bounds::SITUATION_CHARS);
        assert_eq!(Situation::new(most.clone()).map(|text| text.to_string()), Ok(most.clone()));
        assert_eq!(Situation::new(most + "é"), Err(SituationError::TooLong));
        assert_eq!(Situation::new("une\ndeux"), Err(SituationError::SeveralLines));
        assert_eq!(Situation::new(" "), Err(SituationError::Empty));
        assert_eq!(Situation::new("fin "), Err(SituationError::Empty));
        assert_eq!(Situation::new("a\u{202e}b"), Err(TextFault::Direction.into()));
        assert_eq!(Situation::new("a\u{1b}[31mb"), Err(TextFault::Control.into()));
        assert_eq!(Situation::new("a\u{200b}b"), Err(TextFault::Invisible.into()));
        assert_eq!(Situation::new("e\u{301}"), Err(TextFault::NotNfc.into()));
    }

    #[test]
    fn what_a_person_typed_is_tidied_and_what_points_at_somebody_is_refused() {
        let typed = Situation::typed("  Le code\u{200b} n\u{2019}arrive\t jamais ").unwrap();
        assert_eq!(typed.as_str(), "Le code n\u{2019}arrive jamais");
        let Err(SituationError::Personal(found)) = Situation::typed("appeler le 0477 12 34 56") else { panic!("it was taken") };
        assert_eq!((found.kind, found.first, found.last), (PersonalKind::Phone, 12, 24));
    }
}
