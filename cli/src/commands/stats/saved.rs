//! Questions that are kept under a name, in the words of the command line.

use clap::Parser;
use maillage_node::service::figures::saved::{ForgetQuestion, KeepQuestion, ListQuestions, SavedQuestion};
use maillage_node::service::{Problem, ProblemCode};
use serde_json::json;

use super::Question;
use crate::commands::done::done;
use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Table};
use crate::problem::typed;

/// The words of a kept question, read as the command line reads them.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct Words {
    #[command(flatten)]
    question: Question,
}

/// The question of this name.
///
/// # Errors
/// [`ProblemCode::QuestionUnknown`], or [`ProblemCode::QuestionUnreadable`] where its words are not those of this version.
pub(super) async fn find(context: &Context, name: &str) -> Result<Question, Problem> {
    let questions = context.call(ListQuestions {}).await?;
    let Some(found) = questions.iter().find(|question| question.name.as_str() == name.trim()) else {
        let known: Vec<&str> = questions.iter().map(|question| question.name.as_str()).collect();
        return Err(Problem::new(ProblemCode::QuestionUnknown).with("name", name).with("known", known.join(", ")));
    };
    let unreadable = |_| Problem::new(ProblemCode::QuestionUnreadable).with("name", name).with("value", words(found));
    Words::try_parse_from(&found.words).map(|words| words.question).map_err(unreadable)
}

/// Keeps a question that was just answered.
pub(super) async fn keep(context: &Context, name: String, question: &Question) -> Result<SavedQuestion, Problem> {
    context.call(KeepQuestion { name, words: question.words(), dry_run: context.dry_run }).await
}

pub(super) async fn list(context: &Context) -> Result<(), Problem> {
    let questions = context.call(ListQuestions {}).await?;
    context.screen.answer("stats-saved", &json!({ "questions": questions }), |screen| show(screen, &questions))
}

pub(super) async fn forget(context: &Context, name: String) -> Result<(), Problem> {
    let forgotten = context.call(ForgetQuestion { name, dry_run: context.dry_run }).await?;
    let sentence = say!("question-forgotten", name = forgotten.name.to_string());
    done(context, "stats-forget", &forgotten, &sentence, &say!("question-again", words = words(&forgotten)))
}

fn show(screen: &Screen, questions: &[SavedQuestion]) {
    if questions.is_empty() {
        screen.line(&say!("questions-none"));
        screen.note(&say!("questions-none-next"));
        return;
    }
    let mut table = Table::new([say!("label-name"), say!("label-question")]);
    for question in questions {
        table.row([question.name.to_string(), words(question)]);
    }
    screen.table(&table);
    screen.note(&say!("questions-next"));
}

/// As a person would type them.
pub(super) fn words(question: &SavedQuestion) -> String {
    question.words.iter().map(|word| typed(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::{Question, Words};

    fn question(words: &[&str]) -> Question {
        Words::try_parse_from(words).unwrap().question
    }

    #[test]
    fn a_question_is_the_same_after_it_was_kept_and_read_again() {
        for words in [
            &[][..],
            &["--by", "quarter,category", "--period", "2024-Q4..2025-Q1", "--shares"],
            &["--by=mois", "--from", "2025-01", "--permanence", "forest-cpas", "--only", "age=65-69", "--only", "genre=femme"],
            &["--to", "2025-12", "--operator", "ARC asbl", "--commune", "Forest", "--region", "bruxelles", "--compare"],
            &["--local", "--require-complete"],
        ] {
            let asked = question(words);
            let kept = asked.words();
            let kept: Vec<&str> = kept.iter().map(String::as_str).collect();
            assert_eq!(question(&kept), asked, "{words:?}");
        }
    }
}
