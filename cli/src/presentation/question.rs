//! A question before what cannot be undone.

use std::io::{BufRead, IsTerminal};

use maillage_node::service::{Problem, ProblemCode};
use zeroize::Zeroizing;

use super::Screen;
use crate::language::say;

/// How a command may ask: `--yes` answers for the person, `--no-input` forbids to ask, `--dry-run` changes nothing anyway.
#[derive(Debug, Clone)]
pub struct Consent {
    given: bool,
    may_ask: bool,
    screen: Screen,
}

impl Consent {
    /// From the flags of the command line. Nobody is asked where stdin or stderr is not a terminal.
    #[must_use]
    pub fn new(yes: bool, no_input: bool, dry_run: bool, screen: Screen) -> Self {
        let may_ask = !no_input && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        Self { given: yes || dry_run, may_ask, screen }
    }

    /// Whether a person can answer.
    #[must_use]
    pub const fn may_ask(&self) -> bool {
        self.may_ask
    }

    /// Whether the flags say yes beforehand, or that nothing is changed.
    #[must_use]
    pub const fn is_given(&self) -> bool {
        self.given
    }

    /// Asks a yes-or-no question; no answer is a no.
    ///
    /// # Errors
    /// [`ProblemCode::Cancelled`] on a no, [`ProblemCode::AnswerNeeded`] naming `--yes` where nobody can be asked.
    pub fn confirm(&self, question: &str) -> Result<(), Problem> {
        if self.given {
            return Ok(());
        }
        if !self.may_ask {
            return Err(Problem::new(ProblemCode::AnswerNeeded).with("flag", "--yes"));
        }
        self.screen.prompt(&say!("question-yes-no", question = question));
        let answer = read()?;
        if means_yes(&answer) { Ok(()) } else { Err(Problem::new(ProblemCode::Cancelled)) }
    }

    /// Asks for a line of text; `flag` is how a program would have given it.
    ///
    /// # Errors
    /// [`ProblemCode::AnswerNeeded`] naming `flag` where nobody can be asked, [`ProblemCode::Cancelled`] on an empty answer.
    pub fn ask(&self, question: &str, flag: &str) -> Result<String, Problem> {
        if !self.may_ask {
            return Err(Problem::new(ProblemCode::AnswerNeeded).with("flag", flag));
        }
        self.screen.prompt(&say!("question-text", question = question));
        let answer = read()?;
        if answer.is_empty() { Err(Problem::new(ProblemCode::Cancelled)) } else { Ok(answer) }
    }
}

impl Consent {
    /// Asks for something that nobody may read over a shoulder: what is typed is not shown.
    ///
    /// # Errors
    /// As [`Consent::ask`].
    pub fn ask_secret(&self, question: &str, flag: &str) -> Result<Zeroizing<String>, Problem> {
        if !self.may_ask {
            return Err(Problem::new(ProblemCode::AnswerNeeded).with("flag", flag));
        }
        self.screen.prompt(&say!("question-text", question = question));
        let typed = console::Term::stderr().read_secure_line().map_err(|_| Problem::new(ProblemCode::Cancelled))?;
        if typed.is_empty() { Err(Problem::new(ProblemCode::Cancelled)) } else { Ok(Zeroizing::new(typed)) }
    }
}

/// A line that a person typed, without the spaces around it.
fn read() -> Result<String, Problem> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|_| Problem::new(ProblemCode::Cancelled))?;
    Ok(line.trim().to_owned())
}

/// Yes in any of the languages: people type what they are used to.
fn means_yes(answer: &str) -> bool {
    let answer = answer.to_lowercase();
    ["o", "oui", "j", "ja", "y", "yes"].contains(&answer.as_str())
}

#[cfg(test)]
mod tests {
    use maillage_node::service::ProblemCode;

    use super::Consent;
    use crate::presentation::Screen;

    fn consent(given: bool) -> Consent {
        Consent { given, may_ask: false, screen: Screen::guess(&[]) }
    }

    #[test]
    fn without_a_terminal_the_flag_that_answers_is_named() {
        let problem = consent(false).confirm("?").unwrap_err();
        assert_eq!((problem.code, problem.details["flag"].as_str()), (ProblemCode::AnswerNeeded, "--yes"));
        assert_eq!(consent(true).ask("?", "--operator").unwrap_err().details["flag"], "--operator");
        assert_eq!(consent(true).confirm("?"), Ok(()));
    }

    #[test]
    fn yes_is_understood_in_three_languages_and_silence_is_a_no() {
        assert!(["o", "OUI", "ja", "y"].iter().all(|answer| super::means_yes(answer)));
        assert!(["", "n", "non", "nee", "yeah"].iter().all(|answer| !super::means_yes(answer)));
    }
}
