//! Questions for figures that are kept under a name, in the words of the command line. They concern this home alone.

use std::collections::BTreeMap;

use maillage_shared::text::Slug;
use serde::{Deserialize, Serialize};

use super::super::{Operation, Problem, ProblemCode, Progress, Service, hosts::read_slug, opened::Opened};
use crate::store::meta;

/// Questions that one home keeps at most.
const MOST: usize = 200;

/// Bytes of the words of one question at most.
const WORDS_BYTES: usize = 4_096;

/// Keeps a question, over one of the same name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeepQuestion {
    /// Its name, written as a short name.
    pub name: String,
    /// The words behind `maillage stats`.
    pub words: Vec<String>,
    /// Change nothing.
    pub dry_run: bool,
}

/// Lists the questions that are kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListQuestions {}

/// Forgets a question.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ForgetQuestion {
    /// Its name.
    pub name: String,
    /// Change nothing.
    pub dry_run: bool,
}

/// A question that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedQuestion {
    /// Its name.
    pub name: Slug,
    /// The words behind `maillage stats`.
    pub words: Vec<String>,
}

type Questions = BTreeMap<Slug, Vec<String>>;

fn questions(opened: &Opened) -> Result<Questions, Problem> {
    let kept = opened.ledger.store().read(|read| read.fact(&meta::SAVED_QUESTIONS)).map_err(Problem::from)?;
    Ok(kept.unwrap_or_default())
}

fn keep(opened: &Opened, questions: &Questions) -> Result<(), Problem> {
    opened.ledger.store().write(|write| write.put_fact(&meta::SAVED_QUESTIONS, questions)).map_err(Problem::from)
}

impl Operation for KeepQuestion {
    const NAME: &'static str = "stats-save";
    type Output = SavedQuestion;

    fn perform(self, service: &Service, _: &Progress) -> Result<SavedQuestion, Problem> {
        let opened = service.opened()?;
        let name = read_slug(&self.name)?;
        let mut questions = questions(opened)?;
        let bytes = self.words.iter().map(String::len).fold(0, usize::saturating_add);
        questions.insert(name.clone(), self.words.clone());
        if questions.len() > MOST || bytes > WORDS_BYTES {
            return Err(Problem::new(ProblemCode::QuestionsFull).with("count", MOST).with("name", name));
        }
        if !self.dry_run {
            keep(opened, &questions)?;
        }
        Ok(SavedQuestion { name, words: self.words })
    }
}

impl Operation for ListQuestions {
    const NAME: &'static str = "stats-saved";
    type Output = Vec<SavedQuestion>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<SavedQuestion>, Problem> {
        let questions = questions(service.opened()?)?;
        Ok(questions.into_iter().map(|(name, words)| SavedQuestion { name, words }).collect())
    }
}

impl Operation for ForgetQuestion {
    const NAME: &'static str = "stats-forget";
    type Output = SavedQuestion;

    fn perform(self, service: &Service, _: &Progress) -> Result<SavedQuestion, Problem> {
        let opened = service.opened()?;
        let name = read_slug(&self.name)?;
        let mut questions = questions(opened)?;
        let Some(words) = questions.remove(&name) else { return Err(unknown(&self.name, &questions)) };
        if !self.dry_run {
            keep(opened, &questions)?;
        }
        Ok(SavedQuestion { name, words })
    }
}

fn unknown(name: &str, questions: &Questions) -> Problem {
    let known: Vec<&str> = questions.keys().map(Slug::as_str).collect();
    Problem::new(ProblemCode::QuestionUnknown).with("name", name).with("known", known.join(", "))
}
