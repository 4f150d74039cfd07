//! The command line of Maillage.
//!
//! # What
//! Talks to people: reads what was typed, calls one use case of `maillage_node::service`, and says what came of it in French, Dutch
//! or English. Data goes to stdout, everything else to stderr; `--json` gives the same answers to programs. No rule of the network
//! lives here.
//!
//! # Layout
//! * [`language`]: which language to speak, and the catalogues (`i18n/*/maillage.ftl`) behind the `say!` macro
//! * `arguments`: the command tree, its help, and what to say when a command is not understood
//! * `commands`: one file per command: its arguments and what it does
//! * `input`, `output`: files that are named on the command line
//! * `passphrase`: asking for the passphrase of the root key
//! * `context`: what every command is given: home, screen, consent
//! * [`presentation`]: screen, tables, days, numbers, progress, questions
//! * `spreadsheet`: tables as files for spreadsheets and programs
//! * [`problem`]: the one place that turns a problem into sentences and an exit status
//! * `logging`, `fault`: the technical log, and what happens when the program itself fails
//!
//! # Start here
//! [`main_with`], then `arguments::Arguments`, then any file of `commands`.

#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic)
)]

mod arguments;
mod commands;
mod context;
mod fault;
mod input;
pub mod language;
mod logging;
mod output;
mod passphrase;
pub mod presentation;
pub mod problem;
mod spreadsheet;

use std::ffi::OsString;
use std::process::ExitCode;

use maillage_node::service::Problem;

use crate::arguments::{Arguments, Parsed};
use crate::context::Context;
use crate::language::Language;
use crate::presentation::Screen;

/// Runs one command line, the program's name first, and gives its exit status.
pub fn main_with(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    language::speak(Language::choose(&args, |name| std::env::var(name).ok()));
    fault::watch();
    match arguments::parse(&args) {
        Parsed::Command(arguments) => run(*arguments),
        Parsed::Text(text) => {
            let screen = Screen::guess(&args);
            screen.text(&text);
            end(&screen, Ok(()))
        }
        Parsed::Problem(problem) => end(&Screen::guess(&args), Err(problem)),
    }
}

/// Runs an understood command; a failure of the program itself becomes a problem like any other.
fn run(arguments: Arguments) -> ExitCode {
    let Arguments { globals, command, asked } = arguments;
    logging::start(globals.verbose);
    let screen = Screen::of(&globals.appearance());
    let ended = match Context::new(globals, screen.clone()) {
        Ok(context) => fault::contain(|| {
            let runtime = tokio::runtime::Runtime::new().map_err(Problem::bug)?;
            runtime.block_on(commands::run(command, &context))
        }),
        Err(problem) => Err(problem),
    };
    end(&screen, ended.map_err(|problem| problem::met_by(problem, &asked)))
}

/// Says how it ended. A reader that went away before the end, as `head` does, is no failure.
fn end(screen: &Screen, ended: Result<(), Problem>) -> ExitCode {
    match ended.and_then(|()| screen.finish()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            problem::report(screen, &problem);
            ExitCode::from(problem.code.exit() as u8)
        }
    }
}
