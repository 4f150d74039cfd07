//! A passphrase: typed unseen at a terminal, or read from the input by a program.

use std::io::Read as _;

use console::Term;
use maillage_node::backup::Passphrase;
use maillage_node::service::{Problem, ProblemCode};

use super::Consent;
use crate::language::say;

/// The reason why two typings of a passphrase are refused.
pub(crate) const DIFFER: &str = "passphrases-differ";

/// The option with which a program gives a passphrase.
const BY_INPUT: &str = "--passphrase-stdin";

/// Longest passphrase, in bytes: a long sentence.
const MOST_BYTES: u64 = 1024;

/// Reads the passphrase from the input: its first line, or all of it where there is none.
///
/// # Errors
/// [`ProblemCode::AnswerNeeded`] when nothing is there.
pub(crate) fn from_input() -> Result<Passphrase, Problem> {
    let missing = || Problem::new(ProblemCode::AnswerNeeded).with("flag", BY_INPUT);
    let mut text = String::new();
    std::io::stdin().lock().take(MOST_BYTES).read_to_string(&mut text).map_err(|_| missing())?;
    Passphrase::new(text.lines().next().unwrap_or_default().to_owned()).ok_or_else(missing)
}

/// Asks for the passphrase of something that is there.
///
/// # Errors
/// [`ProblemCode::AnswerNeeded`] where nobody can be asked, [`ProblemCode::Cancelled`] on an empty answer.
pub(crate) fn known(consent: &Consent) -> Result<Passphrase, Problem> {
    typed(consent, &say!("question-passphrase"))
}

/// Asks for a new passphrase, twice.
///
/// # Errors
/// As [`known`]; [`ProblemCode::FieldInvalid`] when the two differ.
pub(crate) fn new(consent: &Consent) -> Result<Passphrase, Problem> {
    let first = known(consent)?;
    let again = typed(consent, &say!("question-passphrase-again"))?;
    let differ = || Problem::new(ProblemCode::FieldInvalid).with("field", "--passphrase").with("value", "").with("why", DIFFER);
    if first == again { Ok(first) } else { Err(differ()) }
}

fn typed(consent: &Consent, question: &str) -> Result<Passphrase, Problem> {
    if !consent.may_ask() {
        return Err(Problem::new(ProblemCode::AnswerNeeded).with("flag", BY_INPUT));
    }
    let terminal = Term::stderr();
    let cancelled = || Problem::new(ProblemCode::Cancelled);
    terminal.write_str(&format!("{question} ")).map_err(|_| cancelled())?;
    let text = terminal.read_secure_line().map_err(|_| cancelled())?;
    Passphrase::new(text).ok_or_else(cancelled)
}
