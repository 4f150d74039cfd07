//! Problems in words: the one place that turns a [`Problem`] into what is read and into the JSON that programs read.
//!
//! * `sentence`: what happened, why, and what to type next, for every code
//! * `reason`: why a row or a field was refused

mod reason;
mod sentence;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maillage_node::service::{Problem, ProblemCode, RefusedRow, reasons};
use maillage_shared::record::Column;
use maillage_shared::record::vocabulary::List;
pub use sentence::Sentences;
pub(crate) use sentence::typed;
use serde_json::{Map, Value, json};

use crate::language::say;
use crate::presentation::day::weekday_and_day;
use crate::presentation::{Screen, Table, Tone, label};

/// Refused rows shown to a person; the rest are counted. A terminal page holds about as many.
const ROWS_SHOWN: usize = 20;

/// Says on stderr what went wrong: in sentences, or as one JSON document with `--json`.
pub fn report(screen: &Screen, problem: &Problem) {
    if screen.is_json() {
        match crate::presentation::document("error", &fields(problem), false) {
            Ok(text) => screen.say(text.trim_end()),
            Err(worse) => screen.say(&worse.to_string()),
        }
        return;
    }
    let sentences = Sentences::of(problem);
    screen.say(&screen.painted_note(Tone::Bad, &say!("problem-what", text = sentences.what)));
    screen.say(&say!("problem-why", text = sentences.why));
    say_rows(screen, &problem.rows);
    screen.say(&screen.painted_note(Tone::Heading, &say!("problem-next", text = sentences.next)));
}

/// The problems whose sentences depend on the command that met them.
const OF_COMMANDS: [ProblemCode; 12] = [
    ProblemCode::FileUnreadable,
    ProblemCode::FileUnwritable,
    ProblemCode::PassphraseInvalid,
    ProblemCode::PassphraseWeak,
    ProblemCode::PassphraseWrong,
    ProblemCode::RootLocked,
    ProblemCode::BackupProtected,
    ProblemCode::BackupPassphrase,
    ProblemCode::CodeMistyped,
    ProblemCode::MatterAmbiguous,
    ProblemCode::PermanenceNeeded,
    ProblemCode::SheetUnreadable,
];

/// Says in a problem which command met it, as `asked`: the words that were typed, without what was given.
pub(crate) fn met_by(problem: Problem, asked: &str) -> Problem {
    if asked.is_empty() || !OF_COMMANDS.contains(&problem.code) {
        return problem;
    }
    let known = problem.details.contains_key("command");
    let problem = problem.with("asked", asked);
    if known { problem } else { problem.with("command", asked.replace(' ', "-")) }
}

/// Lists refused rows on stderr, between empty lines; the first of them when they are many.
pub(crate) fn say_rows(screen: &Screen, rows: &[RefusedRow]) {
    let Some(table) = table_of(rows) else { return };
    screen.say("");
    screen.say_table(&table);
    let more = rows.len().saturating_sub(ROWS_SHOWN);
    if more > 0 {
        screen.say(&say!("rows-more", count = more));
    }
    for (field, list) in lists_of(rows) {
        screen.say(&say!("rows-codes", field = field, codes = label::codes(list)));
    }
    if takes_categories(rows) {
        screen.say(&say!("rows-categories", codes = label::codes(List::Categories)));
    }
    screen.say("");
}

/// Whether an unknown type was typed, and not read from a column of a file: there its category will do as well.
fn takes_categories(rows: &[RefusedRow]) -> bool {
    rows.iter().any(|row| row.line == 0 && row.reason == "unknown-code" && row.field == Column::RequestType.name())
}

/// The lists that unknown codes should have been from, by field.
fn lists_of(rows: &[RefusedRow]) -> BTreeMap<&'static str, List> {
    let unknown = rows.iter().filter(|row| row.reason == "unknown-code");
    let list = |row: &RefusedRow| Column::ALL.iter().find(|column| column.name() == row.field).and_then(|column| list_of(*column));
    unknown.filter_map(list).collect()
}

/// The list that the codes of a column are from.
const fn list_of(column: Column) -> Option<(&'static str, List)> {
    let list = match column {
        Column::Category => List::Categories,
        Column::RequestType => List::RequestTypes,
        Column::Outcome => List::Outcomes,
        Column::Referral => List::Referrals,
        Column::Gender => List::Genders,
        Column::AgeBand => List::AgeBands,
        Column::Channel => List::Channels,
        Column::Device => List::Devices,
        Column::Language => List::Languages,
        Column::Participation => List::Participation,
        Column::Status => List::SessionStatuses,
        Column::Reason => List::SessionReasons,
        _ => return None,
    };
    Some((column.name(), list))
}

/// The problem on several lines, without colour: for a place that is no screen, such as a log.
#[must_use]
pub fn in_words(problem: &Problem) -> String {
    let sentences = Sentences::of(problem);
    let mut text = say!("problem-what", text = sentences.what);
    // Writing to a string cannot fail.
    let _ = write!(text, "\n{}\n{}", say!("problem-why", text = sentences.why), say!("problem-next", text = sentences.next));
    text
}

fn fields(problem: &Problem) -> Map<String, Value> {
    let Sentences { what, why, next } = Sentences::of(problem);
    let rows: Vec<Value> = problem.rows.iter().map(row_fields).collect();
    let document = json!({
        "code": problem.code.as_str(),
        "message": what,
        "why": why,
        "next": next,
        "details": problem.details,
        "rows": rows,
    });
    if let Value::Object(fields) = document { fields } else { Map::new() }
}

fn row_fields(row: &RefusedRow) -> Value {
    json!({
        "line": row.line,
        "field": row.field,
        "value": row.value,
        "reason": row.reason,
        "message": reason::of(&row.reason),
        "suggestion": row.suggestion,
    })
}

/// The first missing sessions: each row is a permanence and a day.
fn missing_sessions(rows: &[RefusedRow]) -> Table {
    let mut table = Table::new([say!("label-permanence"), say!("label-day")]);
    for row in rows.iter().take(ROWS_SHOWN) {
        let day = row.value.parse().map_or_else(|_| row.value.clone(), weekday_and_day);
        table.row([row.field.clone(), day]);
    }
    table
}

/// The first refused rows as a table; the column of line numbers is left out where there is no file.
fn table_of(rows: &[RefusedRow]) -> Option<Table> {
    if !rows.is_empty() && rows.iter().all(|row| row.reason == reasons::SESSION_MISSING) {
        return Some(missing_sessions(rows));
    }
    let with_lines = rows.iter().any(|row| row.line > 0);
    let line = with_lines.then(|| say!("label-line"));
    let headings = [say!("label-field"), say!("label-value"), say!("label-reason"), say!("label-suggestion")];
    let mut table = Table::new(line.into_iter().chain(headings));
    for row in rows.iter().take(ROWS_SHOWN) {
        let line = with_lines.then(|| row.line.to_string());
        let cells = [row.field.clone(), row.value.clone(), reason::of(&row.reason), row.suggestion.clone().unwrap_or_default()];
        table.row(line.into_iter().chain(cells));
    }
    if table.is_empty() { None } else { Some(table) }
}
