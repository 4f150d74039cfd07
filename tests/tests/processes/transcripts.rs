//! The examples of the documentation, typed and compared.
//!
//! A fenced block ```` ```console NAME ```` is what a person sees in the terminal NAME: lines after `$ ` are typed, the others are
//! the answer. What differs from time to time is matched by its kind and must stay the same within a document: short codes,
//! digests, numbers of visits, ports. `[..]` stands for anything on a line, `~` for a folder of the test. `maillage node run` goes on in its
//! terminal while the others work; Ctrl-C is not typed, it is ended with the test.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use regex::{Captures, Regex};

use crate::terminal::{DAY, PROGRAM};

/// What differs from time to time: short codes, process numbers, ports, numbers of visits, digests.
const VARIABLE: &str = r"\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9a-f]{8}\b|\b[0-9a-f]{12,64}\b|127\.0\.0\.1:\d+";

/// Something typed, and the answer shown for it.
#[derive(Debug)]
struct Exchange {
    terminal: String,
    typed: String,
    shown: Vec<String>,
    line: usize,
}

fn exchanges(document: &str) -> Vec<Exchange> {
    let mut exchanges: Vec<Exchange> = Vec::new();
    let mut terminal: Option<String> = None;
    for (number, line) in (1..).zip(document.lines()) {
        if let Some(info) = line.strip_prefix("```") {
            terminal = info.strip_prefix("console ").map(|name| name.trim().to_owned());
        } else if let Some(terminal) = &terminal {
            match line.strip_prefix("$ ") {
                Some(typed) => exchanges.push(Exchange {
                    terminal: terminal.clone(),
                    typed: typed.to_owned(),
                    shown: Vec::new(),
                    line: number,
                }),
                None => exchanges.last_mut().expect("an answer before anything was typed").shown.push(line.trim_end().to_owned()),
            }
        }
    }
    exchanges
}

/// The terminals of a document, and what its variables stand for today.
struct Desk {
    folder: tempfile::TempDir,
    settings: BTreeMap<String, BTreeMap<String, String>>,
    bound: BTreeMap<String, String>,
    variable: Regex,
    running: Vec<Child>,
}

impl Drop for Desk {
    fn drop(&mut self) {
        for node in &mut self.running {
            // It may have ended already.
            let _ = node.kill();
            let _ = node.wait();
        }
    }
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            settings: BTreeMap::new(),
            bound: BTreeMap::new(),
            variable: Regex::new(VARIABLE).unwrap(),
            running: Vec::new(),
        }
    }

    fn play(&mut self, exchange: &Exchange) {
        if let Some((name, value)) = exchange.typed.strip_prefix("export ").and_then(|setting| setting.split_once('=')) {
            let value = value.trim_matches('"').replace('~', self.folder.path().to_str().unwrap());
            self.settings.entry(exchange.terminal.clone()).or_default().insert(name.to_owned(), value);
            return;
        }
        let typed = self.variable.replace_all(&exchange.typed, |found: &Captures<'_>| {
            self.bound.get(&found[0]).cloned().unwrap_or_else(|| found[0].to_owned())
        });
        let mut shell = self.shell(&exchange.terminal, &typed);
        if typed.starts_with("maillage node run") {
            self.keep_running(shell, exchange);
            return;
        }
        let output = shell.output().unwrap();
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        let answer: Vec<&str> = answer.lines().map(str::trim_end).collect();
        self.compare(exchange, &answer);
    }

    fn shell(&self, terminal: &str, typed: &str) -> Command {
        let path = format!("{}:{}", self.programs().display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &format!("exec 2>&1; {typed}")])
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .env("PATH", path);
        shell.env_remove("MAILLAGE_HOME").env("MAILLAGE_CLOCK", DAY).env("HOME", self.folder.path());
        shell.envs(self.settings.get(terminal).into_iter().flatten()).stdin(Stdio::null());
        shell
    }

    /// A folder in which the program under test is called as a person calls it.
    fn programs(&self) -> std::path::PathBuf {
        let folder = self.folder.path().join("bin");
        if !folder.exists() {
            std::fs::create_dir(&folder).unwrap();
            std::os::unix::fs::symlink(PROGRAM, folder.join("maillage")).unwrap();
        }
        folder
    }

    /// Starts a node and compares the lines that it says first.
    fn keep_running(&mut self, mut shell: Command, exchange: &Exchange) {
        let mut node = shell.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(node.stdout.take().unwrap()).lines();
        let begun = Instant::now();
        let mut answer = Vec::new();
        while answer.len() < exchange.shown.len() {
            assert!(begun.elapsed() < Duration::from_secs(30), "line {}: the node said only {answer:?}", exchange.line);
            answer.push(lines.next().expect("the node ended").unwrap().trim_end().to_owned());
        }
        self.running.push(node);
        std::thread::spawn(move || lines.for_each(drop));
        self.compare(exchange, &answer.iter().map(String::as_str).collect::<Vec<_>>());
    }

    fn compare(&mut self, exchange: &Exchange, answer: &[&str]) {
        let same = answer.len() == exchange.shown.len()
            && exchange.shown.iter().zip(answer).all(|(shown, said)| self.matches(shown, said));
        assert!(
            same,
            "line {}: `{}` shows\n{}\nbut the document says\n{}",
            exchange.line,
            exchange.typed,
            answer.join("\n"),
            exchange.shown.join("\n")
        );
    }

    /// Whether a line says what the document shows, given what its variables stand for so far; binds those that are new.
    fn matches(&mut self, shown: &str, said: &str) -> bool {
        let mut pattern = String::from("^");
        let mut names = Vec::new();
        let mut end = 0;
        let literal = |text: &str| regex::escape(text).replace(r"\[\.\.\]", ".*").replace(r"\~", r"\S*");
        for found in self.variable.find_iter(shown) {
            pattern += &literal(&shown[end..found.start()]);
            if let Some(value) = self.bound.get(found.as_str()) {
                pattern += &regex::escape(value);
            } else {
                pattern.extend(["(", VARIABLE, ")"]);
                names.push(found.as_str().to_owned());
            }
            end = found.end();
        }
        pattern += &literal(&shown[end..]);
        pattern += "$";
        let Some(found) = Regex::new(&pattern).unwrap().captures(said) else { return false };
        for (place, name) in (1..).zip(names) {
            self.bound.insert(name, found[place].to_owned());
        }
        true
    }
}

fn follow(document: &str, least: usize) {
    let exchanges = exchanges(document);
    assert!(exchanges.len() >= least, "only {} examples were found", exchanges.len());
    let mut desk = Desk::new();
    for exchange in &exchanges {
        desk.play(exchange);
    }
}

#[test]
fn the_five_minute_start_of_the_readme_shows_what_the_program_says() {
    follow(include_str!("../../../README.md"), 20);
}

#[test]
fn what_members_decide_together_is_shown_as_the_example_says() {
    follow(include_str!("deciding.md"), 20);
}

#[test]
fn a_month_that_lacks_a_sheet_is_shown_as_the_example_says() {
    follow(include_str!("timetables.md"), 10);
}

#[test]
fn an_afternoon_of_visits_is_shown_as_the_example_says() {
    follow(include_str!("noting.md"), 15);
}

#[test]
fn what_is_written_about_devices_shows_what_the_program_says() {
    follow(include_str!("../../../DEVICES.md"), 15);
}

#[test]
fn what_operators_report_of_services_is_shown_as_the_example_says() {
    follow(include_str!("reporting.md"), 15);
}

#[test]
#[should_panic(expected = "but the document says")]
fn an_example_that_shows_something_else_is_noticed() {
    follow("```console one\n$ maillage --lang en --version\nmaillage 99.0.0\n```\n", 1);
}

#[test]
fn a_year_in_figures_is_shown_as_the_example_says() {
    follow(include_str!("counting.md"), 15);
}
