//! A command that was not understood, explained in the reader's language.

use std::error::Error as _;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use maillage_node::service::{Problem, ProblemCode};
use maillage_shared::calendar::CalendarError;
use maillage_shared::text;

use crate::language::say;

/// The problem that a parser's error stands for, with a `why` in words.
pub(super) fn explain(error: &Error) -> Problem {
    let why = format!("{}{}", cause(error), suggestion(error));
    Problem::new(ProblemCode::Usage).with("why", why)
}

fn cause(error: &Error) -> String {
    let (argument, value) = (named(error, ContextKind::InvalidArg), named(error, ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::UnknownArgument => say!("usage-unknown-argument", argument = argument),
        ErrorKind::InvalidSubcommand => {
            say!("usage-unknown-command", command = named(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => say!("usage-missing-value", argument = argument),
        ErrorKind::InvalidValue => {
            let values = named(error, ContextKind::ValidValue);
            say!("usage-invalid-value", argument = argument, value = value, values = values)
        }
        ErrorKind::ValueValidation => {
            say!("usage-bad-value", argument = argument, value = value, why = expected(error))
        }
        ErrorKind::MissingRequiredArgument => say!("usage-missing-argument", arguments = argument),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let commands = named(error, ContextKind::ValidSubcommand);
            if commands.is_empty() { say!("usage-incomplete") } else { say!("usage-missing-command", commands = commands) }
        }
        ErrorKind::ArgumentConflict => {
            let other = named(error, ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                say!("usage-repeated-argument", argument = argument)
            } else {
                say!("usage-conflict", argument = argument, other = other)
            }
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            say!("usage-missing-value", argument = argument)
        }
        ErrorKind::TooManyValues => say!("usage-extra-value", argument = argument, value = value),
        ErrorKind::InvalidUtf8 => say!("usage-not-text"),
        _ => say!("usage-incomplete"),
    }
}

/// What the value should have looked like, when the parser of the value says so.
fn expected(error: &Error) -> String {
    let calendar = error.source().and_then(|source| source.downcast_ref::<CalendarError>());
    match calendar {
        Some(CalendarError::NotADay) => say!("expected-day"),
        Some(CalendarError::NoSuchDay) => say!("expected-existing-day"),
        Some(CalendarError::NotAMonth) => say!("expected-month"),
        Some(CalendarError::NotAPeriod) => say!("expected-period"),
        Some(CalendarError::YearOutOfRange) => say!("expected-year"),
        None if named(error, ContextKind::InvalidArg).contains("--listen") => say!("expected-address"),
        None => say!("expected-number"),
    }
}

/// What was probably meant, as a sentence that follows the cause; empty when nothing comes near.
fn suggestion(error: &Error) -> String {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let meant = kinds.into_iter().find_map(|kind| nearest(error, kind));
    meant.map(|meant| format!(" {}", say!("usage-suggestion", meant = meant))).unwrap_or_default()
}

/// The nearest of the suggestions, which the parser gives last.
fn nearest(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::Strings(values) => values.last().cloned(),
        ContextValue::String(value) => Some(value.clone()),
        _ => None,
    }
}

/// The values that the parser attached, as one text.
fn named(error: &Error, kind: ContextKind) -> String {
    let text = match error.get(kind) {
        Some(ContextValue::String(value)) => value.clone(),
        Some(ContextValue::Strings(values)) => values.join(", "),
        Some(ContextValue::StyledStr(value)) => value.to_string(),
        Some(ContextValue::Number(value)) => value.to_string(),
        _ => String::new(),
    };
    text::printable(&text)
}
