//! `maillage record`: noting a request helped, in ten seconds.
//!
//! * in one line: here
//! * `sitting`: key by key, for a whole session; `question`: one question; `stroke`: what a key means; `detail`: what may be added

mod detail;
mod question;
mod sitting;
mod stroke;

use maillage_node::service::visits::{RecordVisit, Recorded};
use maillage_node::service::{Problem, ProblemCode};
use maillage_shared::calendar::Day;
use maillage_shared::record::vocabulary::{Category, List, RequestType};
use maillage_shared::record::{Visit, VisitDraft, VisitId};

use super::done::done;
use crate::context::Context;
use crate::language::say;
use crate::presentation::{day, label};

/// `maillage record TYPE OUTCOME`, or without words: key by key.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-record"), after_help = after_help())]
pub(crate) struct RecordArgs {
    #[arg(value_name = say!("value-type"), help = say!("arg-type"), requires = "outcome")]
    request: Option<String>,
    #[arg(value_name = say!("value-outcome"), help = with_codes(&say!("arg-outcome"), List::Outcomes))]
    outcome: Option<String>,
    #[command(flatten)]
    fields: Fields,
}

/// An example, and the codes that the first word may be: too many to stand beside it.
fn after_help() -> String {
    let (example, by_key) = (say!("help-record-after"), say!("help-record-loop"));
    let types = say!("help-record-types", codes = label::codes(List::RequestTypes));
    let categories = say!("help-record-categories", codes = label::codes(List::Categories));
    format!("{by_key}\n{example}\n{types}\n{categories}")
}

/// The type and the category that one typed word stands for: a category only where it is no type.
fn need_of(typed: Option<String>) -> (Option<String>, Option<String>) {
    let is_category = |word: &str| word.parse::<RequestType>().is_err() && word.parse::<Category>().is_ok();
    match typed {
        Some(word) if is_category(word.trim()) => (None, Some(word)),
        other => (other, None),
    }
}

/// A help text with the codes that can be given.
pub(super) fn with_codes(help: &str, list: List) -> String {
    say!("help-with-values", help = help, values = label::codes_with_labels(list))
}

/// The fields of a visit that may be left out.
#[derive(Debug, clap::Args)]
pub(super) struct Fields {
    #[arg(long, value_name = say!("value-slug"), help = say!("arg-record-permanence"))]
    pub(super) permanence: Option<String>,
    #[arg(long, value_name = say!("value-day"), help = say!("arg-record-date"))]
    pub(super) date: Option<Day>,
    #[arg(long, value_name = say!("value-code"), help = with_codes(&say!("arg-age"), List::AgeBands))]
    pub(super) age: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = with_codes(&say!("arg-gender"), List::Genders))]
    pub(super) gender: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = with_codes(&say!("arg-referral"), List::Referrals))]
    pub(super) referral: Option<String>,
    #[arg(long, value_name = say!("value-minutes"), help = say!("arg-duration"))]
    pub(super) duration: Option<u32>,
    #[arg(long, value_name = say!("value-code"), help = with_codes(&say!("arg-channel"), List::Channels))]
    pub(super) channel: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = with_codes(&say!("arg-device"), List::Devices))]
    pub(super) device: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = with_codes(&say!("arg-record-language"), List::Languages))]
    pub(super) language: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = with_codes(&say!("arg-participation"), List::Participation))]
    pub(super) participation: Option<String>,
}

impl Fields {
    /// What was typed, with the two words that a command takes in its own way.
    pub(super) fn with(self, request_type: Option<String>, outcome: Option<String>) -> VisitDraft {
        VisitDraft {
            permanence: self.permanence,
            date: self.date.map(|day| day.to_string()),
            category: None,
            request_type,
            outcome,
            referral: self.referral,
            gender: self.gender,
            age: self.age,
            duration: self.duration.map(|minutes| minutes.to_string()),
            channel: self.channel,
            device: self.device,
            language: self.language,
            participation: self.participation,
        }
    }
}

impl RecordArgs {
    /// Runs it under the name that it was called by.
    pub(crate) async fn run(self, context: &Context, name: &str) -> Result<(), Problem> {
        if self.request.is_none() {
            return self.key_by_key(context).await;
        }
        let (request_type, category) = need_of(self.request);
        let draft = VisitDraft { category, ..self.fields.with(request_type, self.outcome) };
        let recorded = context.call(RecordVisit { draft, dry_run: context.dry_run }).await?;
        let Words { request, outcome, permanence, day } = Words::of(&recorded.visit);
        let count = recorded.today;
        let noted = say!("visit-noted", count = count, request = request, outcome = outcome, permanence = permanence, day = day);
        let Some(id) = recorded.id else { return done(context, name, &recorded, &noted, "") };
        let number = short(id);
        let sentence = format!("{noted} {}", say!("visit-noted-number", number = number.as_str()));
        late(context, &recorded);
        done(context, name, &recorded, &sentence, &say!("visit-recorded-undo", number = number))
    }
}

impl RecordArgs {
    /// Asks for visit after visit, where somebody is there to be asked.
    async fn key_by_key(self, context: &Context) -> Result<(), Problem> {
        if !context.consent.may_ask() || context.screen.is_json() || context.dry_run {
            return Err(Problem::new(ProblemCode::RecordNeedsWords));
        }
        let date = self.fields.date;
        sitting::run(context, self.fields.with(None, None), date).await
    }
}

/// What a sentence says of a visit.
pub(super) struct Words {
    pub(super) request: String,
    pub(super) outcome: String,
    pub(super) permanence: String,
    pub(super) day: String,
}

impl Words {
    /// In the reader's language.
    pub(super) fn of(visit: &Visit) -> Self {
        Self {
            request: visit.request_type.map_or_else(|| label::code(visit.category), label::code),
            outcome: label::code(visit.outcome),
            permanence: visit.permanence.to_string(),
            day: day::weekday_and_day(visit.day),
        }
    }
}

/// The beginning of a visit's number: enough digits to name it, few enough to type.
pub(super) fn short(id: VisitId) -> String {
    id.to_string().chars().take(8).collect()
}

/// Says that a visit comes after its month was published.
pub(super) fn late(context: &Context, recorded: &Recorded) {
    if recorded.late && !context.screen.is_json() {
        context.screen.note(&say!("visit-late"));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_first_word_is_a_type_or_else_a_category() {
        let word = |word: &str| Some(word.to_owned());
        assert_eq!(super::need_of(word("itsme")), (word("itsme"), None));
        assert_eq!(super::need_of(word("demarches")), (None, word("demarches")));
        assert_eq!(super::need_of(word("unheard-of")), (word("unheard-of"), None));
        assert_eq!(super::need_of(None), (None, None));
    }
}
