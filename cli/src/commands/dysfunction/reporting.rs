//! The own reports: made, changed, closed, withdrawn.

use maillage_node::service::Problem;
use maillage_node::service::reporting::{AmendDysfunction, ReportDysfunction, ReportedLine, TypedDysfunction};
use maillage_shared::dysfunction::Dysfunction;
use maillage_shared::record::vocabulary::{Code, DysfunctionState, List};
use maillage_shared::text;

use super::Fields;
use crate::commands::done::done;
use crate::context::Context;
use crate::language::say;
use crate::presentation::label;

/// How a report is changed.
#[derive(Debug)]
pub(super) enum Change {
    /// As these say.
    Fields(Fields),
    /// The service works again.
    Close,
    /// The problem is back.
    Reopen,
}

impl From<Fields> for TypedDysfunction {
    fn from(fields: Fields) -> Self {
        let Fields { severity, workaround, since, state, text } = fields;
        Self { severity, workaround, since, state, text }
    }
}

fn in_state(state: DysfunctionState) -> TypedDysfunction {
    TypedDysfunction { state: Some(state.code().to_owned()), ..TypedDysfunction::default() }
}

impl Change {
    /// The name of the command, and what is typed.
    fn read(self) -> (&'static str, TypedDysfunction) {
        match self {
            Self::Fields(fields) => ("dysfunction-amend", fields.into()),
            Self::Close => ("dysfunction-close", in_state(DysfunctionState::FIXED)),
            Self::Reopen => ("dysfunction-reopen", in_state(DysfunctionState::OPEN)),
        }
    }
}

/// Reports a dysfunction; asks for what was left out where somebody can answer.
pub(super) async fn report(
    context: &Context,
    service: Option<String>,
    kind: Option<String>,
    fields: Fields,
) -> Result<(), Problem> {
    let codes = label::codes;
    let ask = |typed: Option<String>, question: &dyn Fn() -> String, flag| {
        typed.map_or_else(|| context.consent.ask(&question(), flag), Ok)
    };
    let service = ask(service, &|| say!("dysfunction-ask-service", codes = codes(List::PublicServices)), "SERVICE")?;
    let kind = ask(kind, &|| say!("dysfunction-ask-kind", codes = codes(List::DysfunctionKinds)), "KIND")?;
    let severity =
        ask(fields.severity.clone(), &|| say!("dysfunction-ask-severity", codes = codes(List::Severities)), "--severity")?;
    let typed = TypedDysfunction { severity: Some(severity), ..fields.into() };
    let operation = ReportDysfunction { service, kind, typed, dry_run: true };
    // What cannot be reported is refused before anybody is asked.
    let planned = context.call(operation.clone()).await?;
    confirm_text(context, &planned.says)?;
    if context.dry_run {
        return done(context, "dysfunction-report", &planned, &reported_sentence(&planned), "");
    }
    let reported = context.call(ReportDysfunction { dry_run: false, ..operation }).await?;
    let code = reported.code.map(|code| code.to_string()).unwrap_or_default();
    let sentence = format!("{} {}", reported_sentence(&reported), say!("dysfunction-number", code = code.as_str()));
    done(context, "dysfunction-report", &reported, &sentence, &say!("dysfunction-reported-next", code = code))
}

/// Changes a report.
pub(super) async fn change(context: &Context, code: String, change: Change) -> Result<(), Problem> {
    let (name, typed) = change.read();
    let changes_text = typed.text.is_some();
    let operation = AmendDysfunction { code, typed, dry_run: true };
    let planned = context.call(operation.clone()).await?;
    if changes_text {
        confirm_text(context, &planned.says)?;
    }
    let changed = if context.dry_run { planned } else { context.call(AmendDysfunction { dry_run: false, ..operation }).await? };
    let code = changed.code.map(|code| code.to_string()).unwrap_or_default();
    let Words { service, kind, severity } = Words::of(&changed.says);
    let state = label::code(changed.says.state);
    let sentence =
        say!("dysfunction-changed", code = code.as_str(), service = service, kind = kind, severity = severity, state = state);
    done(context, name, &changed, &sentence, &say!("dysfunction-changed-next", code = code))
}

/// Takes a report back, after a question: nobody shows it from then on.
pub(super) async fn withdraw(context: &Context, code: String) -> Result<(), Problem> {
    // The text goes with it.
    let typed = TypedDysfunction { text: Some(String::new()), ..in_state(DysfunctionState::WITHDRAWN) };
    let operation = AmendDysfunction { code, typed, dry_run: true };
    let planned = context.call(operation.clone()).await?;
    let code = planned.code.map(|code| code.to_string()).unwrap_or_default();
    let sentence = say!("dysfunction-withdrawn", code = code.as_str());
    if context.dry_run {
        return done(context, "dysfunction-withdraw", &planned, &sentence, "");
    }
    let Words { service, kind, .. } = Words::of(&planned.says);
    context.confirm(&say!("dysfunction-withdraw-question", code = code.as_str(), service = service, kind = kind))?;
    // By its whole code: only what was shown is withdrawn.
    let withdrawn = context.call(AmendDysfunction { code, dry_run: false, ..operation }).await?;
    done(context, "dysfunction-withdraw", &withdrawn, &sentence, "")
}

/// A text that goes to all members is shown once more; other words are codes and point at nobody.
fn confirm_text(context: &Context, says: &Dysfunction) -> Result<(), Problem> {
    let Some(situation) = &says.situation else { return Ok(()) };
    context.confirm(&say!("dysfunction-text-question", text = text::printable(situation.as_str())))
}

fn reported_sentence(reported: &ReportedLine) -> String {
    let Words { service, kind, severity } = Words::of(&reported.says);
    say!("dysfunction-reported", service = service, kind = kind, severity = severity, operators = reported.operators)
}

/// What a sentence says of a dysfunction.
struct Words {
    service: String,
    kind: String,
    severity: String,
}

impl Words {
    /// In the reader's language.
    fn of(says: &Dysfunction) -> Self {
        Self { service: label::code(says.service), kind: label::code(says.kind), severity: label::code(says.severity) }
    }
}
