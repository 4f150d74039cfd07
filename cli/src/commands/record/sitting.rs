//! Noting visits key by key, for as long as a session lasts.
//!
//! Plain lines, no part of the screen is written over: it works in any console and for a screen reader. Every visit is on the disk
//! before the next question is asked, so a closed terminal loses nothing that was answered. Each visit reaches the node, or opens
//! the home, anew: the node may be started and stopped meanwhile.

use console::Term;
use maillage_node::service::recording::{BeginRecording, Beginning, CompleteVisit};
use maillage_node::service::visits::{DeleteVisit, RecordVisit, Recorded};
use maillage_node::service::{Operation, Problem};
use maillage_shared::record::vocabulary::{List, Outcome};
use maillage_shared::record::{Need, Visit, VisitDraft, VisitId};
use maillage_shared::text::Slug;

use super::detail::Detail;
use super::question::{Choice, Command, Kind, Question, Step};
use super::stroke::Stroke;
use super::{Words, late};
use crate::context::Context;
use crate::language::say;
use crate::presentation::{day, label};
use crate::problem;

/// One person noting visits of one permanence and day.
pub(super) struct Sitting<'c> {
    context: &'c Context,
    terminal: Term,
    /// What the command line says of every visit.
    every: VisitDraft,
    permanence: Slug,
    day: String,
    needs: Vec<Choice>,
    /// What was noted and not taken back, the last at the end.
    noted: Vec<(VisitId, Visit)>,
    /// Visits of the session.
    visits: u64,
}

/// Whether to go on.
enum Then {
    Next,
    End,
}

/// Notes visits until the person ends it.
pub(super) async fn run(context: &Context, every: VisitDraft, date: Option<maillage_shared::calendar::Day>) -> Result<(), Problem> {
    let terminal = Term::stderr();
    let asked = BeginRecording { permanence: every.permanence.clone(), date };
    let mut beginning = context.call(asked.clone()).await?;
    if beginning.permanence.is_none() {
        let Some(chosen) = ask_permanence(context, &terminal, &beginning) else { return Ok(()) };
        beginning = context.call(BeginRecording { permanence: Some(chosen), ..asked }).await?;
    }
    let Some(permanence) = beginning.permanence.clone() else { return Err(Problem::bug("no permanence")) };
    let needs = beginning.needs.iter().map(|need| Choice::new(need.code(), label::need(*need))).collect();
    let (day, visits) = (beginning.day.to_string(), beginning.visits);
    let mut sitting = Sitting { context, terminal, every, permanence, day, needs, noted: Vec::new(), visits };
    sitting.greet(&beginning);
    while let Then::Next = sitting.visit().await {}
    sitting.finish();
    Ok(())
}

fn ask_permanence(context: &Context, terminal: &Term, beginning: &Beginning) -> Option<String> {
    let choices = beginning.known.iter().map(|slug| Choice::new(slug.as_str(), slug.as_str())).collect();
    let mut question = Question::new(Kind::Needed, say!("record-question-permanence"), choices);
    match ask(context, terminal, &mut question) {
        Ok(choice) => Some(choice.code),
        Err(_) => None,
    }
}

impl Sitting<'_> {
    fn greet(&self, beginning: &Beginning) {
        let screen = &self.context.screen;
        let day = day::weekday_and_day(beginning.day);
        screen.say(&say!("record-begins", permanence = self.permanence.to_string(), day = day, count = self.visits));
        if beginning.late {
            screen.say(&say!("visit-late"));
        }
        screen.say(&say!("record-keys"));
    }

    /// Asks about one visit and notes it, or does what is asked for instead.
    async fn visit(&mut self) -> Then {
        let mut question = Question::new(Kind::First, say!("record-question-need"), self.needs.clone());
        let need = match ask(self.context, &self.terminal, &mut question) {
            Ok(choice) => choice.code,
            Err(command) => return self.instead(command).await,
        };
        let outcomes = choices(List::Outcomes);
        let mut question = Question::new(Kind::Needed, say!("record-question-outcome"), outcomes);
        let outcome = match ask(self.context, &self.terminal, &mut question) {
            Ok(choice) => choice.code,
            Err(Command::End) => return Then::End,
            Err(_) => return Then::Next,
        };
        let draft = self.draft(Need::named(&need), outcome, None);
        if self.note(draft).await && self.last().is_some_and(|(_, visit)| Detail::left_out(visit).contains(&Detail::Referral)) {
            return self.add(Detail::Referral).await;
        }
        Then::Next
    }

    async fn instead(&mut self, command: Command) -> Then {
        match command {
            Command::End => return Then::End,
            Command::Again => self.again().await,
            Command::TakeBack => self.take_back().await,
            Command::More => return self.more().await,
            Command::Back | Command::Help => {}
        }
        Then::Next
    }

    fn last(&self) -> Option<&(VisitId, Visit)> {
        self.noted.last()
    }

    /// A visit of this session. What the command line says of every visit holds; where to only for one that is sent elsewhere.
    fn draft(&self, need: Option<Need>, outcome: String, referral: Option<String>) -> VisitDraft {
        let referral = referral.or_else(|| self.every.referral.clone()).filter(|_| outcome == Outcome::REFERRED.to_string());
        let (request_type, category) = match need {
            Some(Need::Type(kind)) => (Some(kind.to_string()), None),
            Some(Need::Category(category)) => (None, Some(category.to_string())),
            None => (None, None),
        };
        let (permanence, date) = (Some(self.permanence.to_string()), Some(self.day.clone()));
        VisitDraft { permanence, date, category, request_type, outcome: Some(outcome), referral, ..self.every.clone() }
    }

    /// Notes a visit; says whether it is on the disk.
    async fn note(&mut self, draft: VisitDraft) -> bool {
        let Some(recorded) = self.call(RecordVisit { draft, dry_run: false }).await else { return false };
        let Words { request, outcome, .. } = Words::of(&recorded.visit);
        self.visits = recorded.today;
        self.context.screen.say(&say!("record-noted", count = self.visits, request = request, outcome = outcome));
        late(self.context, &recorded);
        let Recorded { id, visit, .. } = recorded;
        self.noted.extend(id.map(|id| (id, visit)));
        true
    }

    /// The same need and outcome for another person: nothing of what was noted about the last one.
    async fn again(&mut self) {
        let Some((_, visit)) = self.last() else { return self.context.screen.say(&say!("record-nothing-before")) };
        let referral = visit.referral.map(|referral| referral.to_string());
        let draft = self.draft(Some(Need::of(visit)), visit.outcome.to_string(), referral);
        self.note(draft).await;
    }

    async fn take_back(&mut self) {
        let Some((id, _)) = self.last() else { return self.context.screen.say(&say!("record-nothing-before")) };
        let Some(deleted) = self.call(DeleteVisit { id: id.to_string(), dry_run: false }).await else { return };
        self.noted.pop();
        self.visits = deleted.today;
        let Words { request, outcome, .. } = Words::of(&deleted.visit);
        self.context.screen.say(&say!("record-taken-back", count = self.visits, request = request, outcome = outcome));
    }

    /// Asks what else is to be noted of the last visit, until nothing more is.
    async fn more(&mut self) -> Then {
        loop {
            let Some((_, visit)) = self.last() else {
                self.context.screen.say(&say!("record-nothing-before"));
                return Then::Next;
            };
            let left = Detail::left_out(visit);
            let choices = left.iter().map(|detail| Choice::new(detail.name(), detail.name())).collect();
            let mut question = Question::new(Kind::Optional, say!("record-question-detail"), choices);
            let chosen = match ask(self.context, &self.terminal, &mut question) {
                Ok(choice) => left.into_iter().find(|detail| detail.name() == choice.code),
                Err(Command::End) => return Then::End,
                Err(_) => return Then::Next,
            };
            let Some(detail) = chosen else { return Then::Next };
            if let Then::End = self.add(detail).await {
                return Then::End;
            }
        }
    }

    /// Asks for one detail of the last visit and notes it.
    async fn add(&mut self, detail: Detail) -> Then {
        let mut question = Question::new(Kind::Optional, detail.name(), detail.choices());
        let choice = match ask(self.context, &self.terminal, &mut question) {
            Ok(choice) => choice,
            Err(Command::End) => return Then::End,
            Err(_) => return Then::Next,
        };
        let Some((id, visit)) = self.last() else { return Then::Next };
        let (permanence, day, id) = (visit.permanence.clone(), visit.day, *id);
        let completing = CompleteVisit { permanence, day, id, draft: detail.draft(choice.code) };
        if let Some(completed) = self.call(completing).await {
            self.context.screen.say(&say!("record-completed", field = detail.name(), value = choice.label));
            self.noted.pop();
            self.noted.push((id, completed.visit));
        }
        Then::Next
    }

    /// Does it; a problem is said, and the next question asked: who stands there is not to be sent away.
    async fn call<O: Operation>(&self, operation: O) -> Option<O::Output> {
        self.context.call(operation).await.map_err(|problem| problem::report(&self.context.screen, &problem)).ok()
    }

    fn finish(&self) {
        let screen = &self.context.screen;
        let permanence = self.permanence.to_string();
        screen.line(&say!("record-ends", noted = self.noted.len(), count = self.visits, permanence = permanence.as_str()));
        screen.note(&say!("record-ends-next", permanence = permanence, day = self.day.as_str()));
    }
}

fn choices(list: List) -> Vec<Choice> {
    label::choices(list).into_iter().map(|(code, label)| Choice::new(code, label)).collect()
}

/// Asks until a choice is made or something else is asked for. A terminal that went away is the end.
fn ask(context: &Context, terminal: &Term, question: &mut Question) -> Result<Choice, Command> {
    show(context, terminal, question);
    loop {
        prompt(context, question);
        let Ok(key) = terminal.read_key_raw() else { return Err(Command::End) };
        match question.take(Stroke::of(&key, !question.typed().is_empty())) {
            Step::Chosen(choice) => {
                context.screen.say(&choice.label);
                return Ok(choice);
            }
            Step::Narrowed => {
                context.screen.say("");
                show(context, terminal, question);
            }
            Step::Command(Command::Help) => context.screen.say(&format!("\n{}", say!("record-keys"))),
            Step::Command(command) => {
                context.screen.say("");
                return Err(command);
            }
            Step::Wrong => context.screen.say(&format!("\n{}", say!("record-wrong-key", last = question.shown().len()))),
        }
    }
}

fn prompt(context: &Context, question: &Question) {
    context.screen.prompt(say!("record-prompt", question = question.text.as_str(), typed = question.typed()).trim_end());
}

/// The choices with their digits, on as many lines as the terminal needs.
fn show(context: &Context, terminal: &Term, question: &Question) {
    let width = usize::from(terminal.size().1).max(40);
    let shown = (1..).zip(question.shown()).map(|(number, choice): (usize, _)| format!("{number} {}", choice.label));
    context.screen.say(&wrapped(shown, width));
}

/// Words in lines of at most `width` characters, two spaces between them.
fn wrapped(words: impl Iterator<Item = String>, width: usize) -> String {
    let (mut text, mut column) = (String::new(), 0_usize);
    for word in words {
        let length = word.chars().count();
        if column > 0 && column.saturating_add(length).saturating_add(2) > width {
            text.push('\n');
            column = 0;
        }
        if column > 0 {
            text.push_str("  ");
            column = column.saturating_add(2);
        }
        text.push_str(&word);
        column = column.saturating_add(length);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn choices_keep_within_the_width_and_none_is_torn() {
        let words = ["1 itsme", "2 Carte eID et lecteur", "3 Impôts (MyMinfin)"].map(str::to_owned);
        let text = super::wrapped(words.clone().into_iter(), 40);
        assert_eq!(text, "1 itsme  2 Carte eID et lecteur\n3 Impôts (MyMinfin)");
        assert_eq!(super::wrapped(words.into_iter(), 5).lines().count(), 3);
    }
}
