//! The command line as it is typed.
//!
//! * [`Arguments`], [`Globals`]: the root command and the options that every command takes
//! * `wording`: the framework's own English words replaced
//! * `fault`: what to say when a command is not understood
//! * `answer`: yes, no, unknown
//!
//! All help texts are taken from the catalogues when the tree is built, after the language was chosen.

mod answer;
mod fault;
#[cfg(test)]
mod tests;
mod wording;

use std::ffi::OsString;
use std::path::PathBuf;

pub(crate) use answer::Answer;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{ArgAction, ArgMatches, CommandFactory, FromArgMatches, Parser};
use maillage_node::service::Problem;
use maillage_shared::record::PartialReason;

use crate::commands::Command;
use crate::language::{Language, say};
use crate::presentation::{Appearance, Colour, Screen};

/// `maillage [OPTIONS] [COMMAND]`; without a command, the overview.
#[derive(Debug, Parser)]
#[command(name = "maillage", version, about = say!("help-maillage"), after_help = say!("help-maillage-after"))]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) globals: Globals,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// The words of the command, without what was given: `visit import`.
    #[arg(skip)]
    pub(crate) asked: String,
}

/// The options that every command takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = say!("heading-globals"))]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Globals {
    #[arg(long, global = true, env = "MAILLAGE_HOME", value_name = say!("value-folder"), help = say!("arg-home"))]
    pub(crate) home: Option<PathBuf>,
    #[arg(long, global = true, help = say!("arg-json"))]
    pub(crate) json: bool,
    #[arg(long, global = true, value_name = say!("value-language"), help = say!("arg-lang"))]
    pub(crate) lang: Option<Language>,
    #[arg(long, global = true, help = say!("arg-no-input"))]
    pub(crate) no_input: bool,
    #[arg(long, global = true, help = say!("arg-yes"))]
    pub(crate) yes: bool,
    #[arg(long, global = true, help = say!("arg-dry-run"))]
    pub(crate) dry_run: bool,
    #[arg(short, long, global = true, conflicts_with = "verbose", help = say!("arg-quiet"))]
    pub(crate) quiet: bool,
    #[arg(short, long, global = true, action = ArgAction::Count, help = say!("arg-verbose"))]
    pub(crate) verbose: u8,
    #[arg(long, global = true, default_value = "auto", value_name = say!("value-when"), help = say!("arg-color"))]
    pub(crate) color: Colour,
    #[arg(short, long, global = true, action = ArgAction::Help, help = say!("arg-help"))]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version, help = say!("arg-version"))]
    version: Option<bool>,
}

impl Globals {
    /// How to speak.
    pub(crate) const fn appearance(&self) -> Appearance {
        Appearance { json: self.json, quiet: self.quiet, verbose: self.verbose, colour: self.color }
    }
}

/// What came of reading a command line.
pub(crate) enum Parsed {
    /// A command to run.
    Command(Box<Arguments>),
    /// A text that was asked for: help or version.
    Text(String),
    /// Not understood.
    Problem(Problem),
}

/// The reasons for closing a month in which sessions are missing, by their codes.
pub(crate) fn partial_reason() -> impl TypedValueParser<Value = PartialReason> {
    PossibleValuesParser::new(PartialReason::CODES.iter().copied()).try_map(|code| code.parse::<PartialReason>())
}

/// The whole command tree in the language of this process.
pub(crate) fn tree() -> clap::Command {
    wording::in_our_words(Arguments::command())
}

/// The names of the command and of what is below it.
fn words(mut matches: &ArgMatches) -> String {
    let mut words: Vec<&str> = Vec::new();
    while let Some((name, below)) = matches.subcommand() {
        words.push(name);
        matches = below;
    }
    words.join(" ")
}

/// Reads a command line, the program's name first.
pub(crate) fn parse(args: &[OsString]) -> Parsed {
    let mut tree = tree();
    let read = tree.try_get_matches_from_mut(args).and_then(|matches| {
        let asked = words(&matches);
        Arguments::from_arg_matches(&matches).map(|arguments| Arguments { asked, ..arguments })
    });
    match read {
        Ok(arguments) => Parsed::Command(Box::new(arguments)),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let text = error.render();
            let text = if Screen::guess(args).colours() { text.ansi().to_string() } else { text.to_string() };
            Parsed::Text(format!("{}\n", wording::of_usage(text.trim_end())))
        }
        Err(error) => Parsed::Problem(fault::explain(&error)),
    }
}
