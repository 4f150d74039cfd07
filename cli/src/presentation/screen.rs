//! Where a command speaks: data on stdout, all else on stderr, and the same data as JSON for programs.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::{Arc, Mutex};

use maillage_node::service::{Problem, ProblemCode, reasons};
use maillage_shared::text;
use serde::Serialize;
use serde_json::{Map, Value};

use super::Table;

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Also into a pipe or a file.
    Always,
    /// Not at all.
    Never,
}

/// How to speak, as asked on the command line.
#[derive(Debug, Clone, Copy, Default)]
pub struct Appearance {
    /// JSON on stdout and for problems.
    pub json: bool,
    /// No messages but problems.
    pub quiet: bool,
    /// How often `-v` was given.
    pub verbose: u8,
    /// Colours.
    pub colour: Colour,
}

/// What a piece of text is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A heading or a label.
    Heading,
    /// All is well.
    Good,
    /// To be looked at.
    Doubtful,
    /// Something went wrong.
    Bad,
}

/// The two streams of a command. Copies share the memory of what could not be written.
#[derive(Debug, Clone)]
pub struct Screen {
    appearance: Appearance,
    colour_out: bool,
    colour_err: bool,
    failure: Arc<Mutex<Option<std::io::Error>>>,
}

impl Screen {
    /// The screen that was asked for.
    #[must_use]
    pub fn of(appearance: &Appearance) -> Self {
        let coloured = |terminal: bool| match appearance.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                terminal && !set("NO_COLOR") && !dumb
            }
        };
        Self {
            appearance: *appearance,
            colour_out: coloured(std::io::stdout().is_terminal()),
            colour_err: coloured(std::io::stderr().is_terminal()),
            failure: Arc::default(),
        }
    }

    /// The screen for a command line that was not understood: only `--json` and `--color` are looked for.
    #[must_use]
    pub fn guess(args: &[OsString]) -> Self {
        let words = || args.iter().map_while(|arg| arg.to_str().filter(|word| *word != "--"));
        let has = |wanted: &str| words().any(|word| word == wanted);
        let says =
            |value: &str| has(&format!("--color={value}")) || words().zip(words().skip(1)).any(|pair| pair == ("--color", value));
        let colour = match () {
            () if says("never") => Colour::Never,
            () if says("always") => Colour::Always,
            () => Colour::Auto,
        };
        Self::of(&Appearance { json: has("--json"), colour, ..Appearance::default() })
    }

    /// Whether programs read this.
    #[must_use]
    pub const fn is_json(&self) -> bool {
        self.appearance.json
    }

    /// Whether a bar of progress would be seen and welcome.
    #[must_use]
    pub fn shows_progress(&self) -> bool {
        !self.appearance.json && !self.appearance.quiet && std::io::stderr().is_terminal()
    }

    /// Gives an answer: as a JSON document `maillage.<name>/1` with the fields of `answer`, or by `for_people`.
    ///
    /// # Errors
    /// [`ProblemCode::Bug`] when the answer has no JSON form.
    pub fn answer<T: Serialize>(&self, name: &str, answer: &T, for_people: impl FnOnce(&Self)) -> Result<(), Problem> {
        if self.appearance.json {
            return self.json(name, answer);
        }
        for_people(self);
        Ok(())
    }

    /// Prints a value under its schema, `maillage.<name>/1`: on one line, or indented on a terminal.
    ///
    /// # Errors
    /// [`ProblemCode::Bug`] when the value has no JSON form.
    pub fn json<T: Serialize>(&self, name: &str, value: &T) -> Result<(), Problem> {
        self.text(&document(name, value, std::io::stdout().is_terminal())?);
        Ok(())
    }

    /// A line of data for people.
    pub fn line(&self, text: &str) {
        self.text(&format!("{text}\n"));
    }

    /// A table of data for people.
    pub fn table(&self, table: &Table) {
        self.text(&table.to_text(width_of(std::io::stdout().is_terminal())));
    }

    /// Data as it stands, such as a file asked for on stdout.
    pub fn text(&self, text: &str) {
        self.keep(std::io::stdout().lock().write_all(text.as_bytes()));
    }

    /// A message beside the data; not with `--quiet`.
    pub fn note(&self, text: &str) {
        if !self.appearance.quiet {
            self.say(text);
        }
    }

    /// A message for who asked for more with `-v`.
    pub fn detail(&self, text: &str) {
        if self.appearance.verbose > 0 {
            self.say(text);
        }
    }

    /// A message that is always shown.
    pub fn say(&self, text: &str) {
        // A stderr that is closed leaves nowhere to complain.
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// A table beside the data.
    pub fn say_table(&self, table: &Table) {
        self.say(table.to_text(width_of(std::io::stderr().is_terminal())).trim_end());
    }

    /// A question, the cursor staying behind it.
    pub fn prompt(&self, text: &str) {
        let mut stderr = std::io::stderr().lock();
        let _ = write!(stderr, "{text} ").and_then(|()| stderr.flush());
    }

    /// Colours a text for stdout.
    #[must_use]
    pub fn painted(&self, tone: Tone, text: &str) -> String {
        paint(self.colour_out, tone, text)
    }

    /// Colours a text for stderr.
    #[must_use]
    pub fn painted_note(&self, tone: Tone, text: &str) -> String {
        paint(self.colour_err, tone, text)
    }

    /// Whether stdout is coloured.
    #[must_use]
    pub const fn colours(&self) -> bool {
        self.colour_out
    }

    /// Writes out what is left.
    ///
    /// # Errors
    /// [`ProblemCode::StoreFailed`] when not all data could be written; a reader that went away is no failure.
    pub fn finish(&self) -> Result<(), Problem> {
        self.keep(std::io::stdout().flush());
        let failure = self.failure.lock().ok().and_then(|mut failure| failure.take());
        failure.map_or(Ok(()), |error| Err(Problem::new(ProblemCode::StoreFailed).with("why", reasons::of_file(&error))))
    }

    fn keep(&self, written: std::io::Result<()>) {
        let failed = written.err().filter(|error| error.kind() != ErrorKind::BrokenPipe);
        if let (Some(error), Ok(mut failure)) = (failed, self.failure.lock()) {
            failure.get_or_insert(error);
        }
    }
}

/// The width to wrap to: the terminal's, or none in a file.
fn width_of(terminal: bool) -> Option<u16> {
    // A terminal that does not say its size says 0.
    let measured = || comfy_table::Table::new().width().filter(|width| *width >= 20);
    let from_environment = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    if terminal { from_environment().or_else(measured).or(Some(80)) } else { None }
}

fn paint(coloured: bool, tone: Tone, text: &str) -> String {
    let code = match tone {
        Tone::Heading => "1",
        Tone::Good => "32",
        Tone::Doubtful => "33",
        Tone::Bad => "1;31",
    };
    if coloured { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// A JSON document with its schema first. Characters that a terminal would act upon are escaped, which JSON allows everywhere.
pub(crate) fn document<T: Serialize>(name: &str, value: &T, indented: bool) -> Result<String, Problem> {
    let mut fields = Map::new();
    fields.insert("schema".to_owned(), Value::String(format!("maillage.{name}/1")));
    match serde_json::to_value(value).map_err(Problem::bug)? {
        Value::Object(object) => fields.extend(object),
        Value::Null => {}
        other => {
            fields.insert("value".to_owned(), other);
        }
    }
    let text = if indented { serde_json::to_string_pretty(&fields) } else { serde_json::to_string(&fields) };
    let mut safe = String::new();
    for character in text.map_err(Problem::bug)?.chars() {
        if character == '\n' || text::printable(character.encode_utf8(&mut [0; 4])).starts_with(character) {
            safe.push(character);
        } else {
            // Writing to a string cannot fail.
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        }
    }
    safe.push('\n');
    Ok(safe)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn a_document_begins_with_its_schema() {
        let text = super::document("status", &json!({"b": 1, "a": [2]}), false).unwrap();
        assert_eq!(text, "{\"schema\":\"maillage.status/1\",\"b\":1,\"a\":[2]}\n");
    }

    #[test]
    fn a_document_holds_nothing_that_a_terminal_acts_upon_and_reads_back_the_same() {
        let value = json!({"name": "a\u{9b}31m\u{202e}\u{1b}[0m e\u{301}é 👍 \u{212b}"});
        let text = super::document("x", &value, true).unwrap();
        assert!(!text.contains(['\u{9b}', '\u{202e}', '\u{1b}']), "{text}");
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["name"], value["name"]);
    }
}
