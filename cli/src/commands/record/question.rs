//! A question with a list of answers, answered with one key or with the beginning of a word.

use maillage_shared::record::narrowing::narrowed;

use super::stroke::Stroke;

/// Answers that are shown with a digit each.
const SHOWN: usize = 9;

/// An answer that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// The code.
    pub(super) code: String,
    /// What is shown.
    pub(super) label: String,
}

impl Choice {
    /// A choice with this code and label.
    pub(super) fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self { code: code.into(), label: label.into() }
    }
}

/// What kind of question it is, which decides what may be done instead of answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The first of a visit: here the last visit can be taken back, noted again, or told more about.
    First,
    /// One that needs an answer; going back leaves it.
    Needed,
    /// One that may be passed over.
    Optional,
}

/// A question while it is being answered.
#[derive(Debug, Clone)]
pub(super) struct Question {
    /// What is asked.
    pub(super) text: String,
    kind: Kind,
    choices: Vec<Choice>,
    typed: String,
}

/// What a key did to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// This choice is the answer.
    Chosen(Choice),
    /// A letter came or went: other choices are shown.
    Narrowed,
    /// The key means nothing here.
    Wrong,
    /// The key asks for something else.
    Command(Command),
}

/// What can be asked for instead of answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    /// Leaves the question.
    Back,
    /// The last visit once more.
    Again,
    /// Takes the last visit back.
    TakeBack,
    /// More about the last visit.
    More,
    /// What the keys are.
    Help,
    /// The end.
    End,
}

impl Question {
    /// A question that nothing is typed at.
    pub(super) fn new(kind: Kind, text: String, choices: Vec<Choice>) -> Self {
        Self { text, kind, choices, typed: String::new() }
    }

    /// The letters typed.
    pub(super) fn typed(&self) -> &str {
        &self.typed
    }

    /// The choices that have a digit now, in their order.
    pub(super) fn shown(&self) -> Vec<&Choice> {
        self.matching(&self.typed).into_iter().take(SHOWN).collect()
    }

    fn matching(&self, typed: &str) -> Vec<&Choice> {
        let names = self.choices.iter().map(|choice| [choice.code.as_str(), choice.label.as_str()]);
        narrowed(typed, names).into_iter().filter_map(|place| self.choices.get(place)).collect()
    }

    /// Takes a key.
    pub(super) fn take(&mut self, stroke: Stroke) -> Step {
        match stroke {
            Stroke::Place(place) => self.chosen(place),
            Stroke::Accept if !self.typed.is_empty() => self.chosen(0),
            Stroke::Letter(letter) => self.letter(letter),
            Stroke::Erase if self.typed.pop().is_some() => Step::Narrowed,
            Stroke::Erase | Stroke::TakeBack if self.kind != Kind::First => Step::Command(Command::Back),
            Stroke::Accept | Stroke::More if self.kind == Kind::Optional => Step::Command(Command::Back),
            Stroke::Again if self.kind == Kind::First => Step::Command(Command::Again),
            Stroke::TakeBack => Step::Command(Command::TakeBack),
            Stroke::More if self.kind == Kind::First => Step::Command(Command::More),
            Stroke::Help => Step::Command(Command::Help),
            Stroke::End => Step::Command(Command::End),
            _ => Step::Wrong,
        }
    }

    fn chosen(&self, place: usize) -> Step {
        self.shown().get(place).map_or(Step::Wrong, |choice| Step::Chosen((*choice).clone()))
    }

    /// A letter that leaves no choice is not taken: what was typed stays. Where no answer begins with it, it may be the key of a
    /// digit without shift.
    fn letter(&mut self, letter: char) -> Step {
        let typed = format!("{}{letter}", self.typed);
        if self.matching(&typed).is_empty() {
            return match Stroke::without_shift(letter) {
                Stroke::Place(place) if self.typed.is_empty() => self.chosen(place),
                Stroke::End if self.typed.is_empty() => Step::Command(Command::End),
                _ => Step::Wrong,
            };
        }
        self.typed = typed;
        Step::Narrowed
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Command, Kind, Question, Step};
    use crate::commands::record::stroke::Stroke;

    fn needs(kind: Kind) -> Question {
        let choices = (0..12).map(|number| Choice::new(format!("code_{number}"), format!("Besoin {number}")));
        let choices = choices.chain([Choice::new("energie", "Énergie, eau"), Choice::new("itsme", "itsme")]);
        Question::new(kind, "Besoin".into(), choices.collect())
    }

    fn code(step: Step) -> String {
        let Step::Chosen(choice) = step else { panic!("{step:?}") };
        choice.code
    }

    #[test]
    fn one_key_chooses_among_the_first_nine_and_letters_reach_the_others() {
        assert_eq!(code(needs(Kind::First).take(Stroke::Place(8))), "code_8");
        let mut question = needs(Kind::First);
        assert_eq!(question.take(Stroke::Letter('E')), Step::Narrowed);
        assert_eq!(question.shown().len(), 1);
        assert_eq!(code(question.take(Stroke::Accept)), "energie");
        assert_eq!(needs(Kind::First).take(Stroke::Accept), Step::Wrong, "nothing is chosen by an empty line");
    }

    #[test]
    fn a_letter_that_leaves_nothing_is_refused_and_what_was_typed_stays() {
        let mut question = needs(Kind::First);
        question.take(Stroke::Letter('i'));
        assert_eq!(question.take(Stroke::Letter('z')), Step::Wrong);
        assert_eq!(question.typed(), "i");
        assert_eq!(question.take(Stroke::Place(3)), Step::Wrong);
        assert_eq!(question.take(Stroke::Erase), Step::Narrowed);
        assert_eq!(question.shown().len(), 9);
    }

    #[test]
    fn an_accented_letter_that_begins_a_word_is_never_taken_for_a_digit() {
        let mut question = needs(Kind::First);
        assert_eq!(question.take(Stroke::Letter('é')), Step::Narrowed);
        assert_eq!(code(question.take(Stroke::Accept)), "energie");
        let bands = vec![Choice::new("0-11", "0-11"), Choice::new("12-17", "12-17")];
        assert_eq!(code(Question::new(Kind::Optional, "Âge".into(), bands).take(Stroke::Letter('é'))), "12-17");
    }

    #[test]
    fn what_can_be_done_instead_depends_on_the_question() {
        let done = |kind, stroke| needs(kind).take(stroke);
        assert_eq!(done(Kind::First, Stroke::Again), Step::Command(Command::Again));
        assert_eq!(done(Kind::Needed, Stroke::Again), Step::Wrong);
        assert_eq!(done(Kind::First, Stroke::TakeBack), Step::Command(Command::TakeBack));
        assert_eq!(done(Kind::Needed, Stroke::TakeBack), Step::Command(Command::Back));
        assert_eq!(done(Kind::First, Stroke::Erase), Step::Wrong);
        assert_eq!(done(Kind::Optional, Stroke::Accept), Step::Command(Command::Back));
        assert_eq!(done(Kind::Needed, Stroke::Accept), Step::Wrong);
        for kind in [Kind::First, Kind::Needed, Kind::Optional] {
            assert_eq!(done(kind, Stroke::End), Step::Command(Command::End));
        }
    }
}
