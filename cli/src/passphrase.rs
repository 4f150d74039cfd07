//! The passphrase of the root key or of a backup: typed without being shown, or read from the input; never in an argument or a variable.

use std::io::{BufRead, Read as _};

use maillage_node::home::Passphrase;
use maillage_node::service::{Operation, Problem, ProblemCode};
use maillage_shared::bounds;
use zeroize::Zeroizing;

use crate::context::Context;
use crate::language::say;

/// The flag by which a program gives a passphrase.
const FLAG: &str = "--passphrase-stdin";

/// How often a person may try.
const TRIES: u8 = 3;

/// How a command that needs the root key is given its passphrase.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct PassphraseArgs {
    #[arg(long, help = say!("arg-passphrase-stdin"))]
    pub(crate) passphrase_stdin: bool,
}

/// The next line of the input.
///
/// # Errors
/// [`ProblemCode::PassphraseInvalid`].
pub(crate) fn from_input() -> Result<Passphrase, Problem> {
    Ok(Passphrase::new(next_line(&mut std::io::stdin().lock())?.unwrap_or_default())?)
}

/// The next two lines of the input: the passphrase that there is, and the one that is to be.
///
/// # Errors
/// [`ProblemCode::PassphraseInvalid`], also with [`TWO_LINES`] when there is only one.
pub(crate) fn two_from_input() -> Result<(Passphrase, Passphrase), Problem> {
    two_from(&mut std::io::stdin().lock())
}

fn two_from(input: &mut impl BufRead) -> Result<(Passphrase, Passphrase), Problem> {
    let current = Passphrase::new(next_line(input)?.unwrap_or_default())?;
    let new = next_line(input)?.ok_or_else(|| Problem::new(ProblemCode::PassphraseInvalid).with("why", TWO_LINES))?;
    Ok((current, Passphrase::new(new)?))
}

/// A line without its end; nothing at the end of the input.
fn next_line(input: &mut impl BufRead) -> Result<Option<Zeroizing<String>>, Problem> {
    let most = u64::try_from(bounds::PASSPHRASE_BYTES).unwrap_or(u64::MAX).saturating_add(2);
    let mut line = Zeroizing::new(String::new());
    // What was read ahead stays in the reader for the next line.
    let read = input.take(most).read_line(&mut line);
    let read = read.map_err(|_| Problem::new(ProblemCode::AnswerNeeded).with("flag", FLAG))?;
    Ok((read > 0).then(|| Zeroizing::new(line.trim_end_matches(['\n', '\r']).to_owned())))
}

/// Asks for the passphrase of something that is there.
///
/// # Errors
/// [`ProblemCode::AnswerNeeded`] where nobody can be asked.
pub(crate) fn current(context: &Context) -> Result<Passphrase, Problem> {
    Ok(Passphrase::new(context.consent.ask_secret(&say!("passphrase-question"), FLAG)?)?)
}

/// Asks for a new passphrase, twice, and once more when the second is not like the first.
///
/// # Errors
/// [`ProblemCode::PassphraseWeak`], before it is asked for again; [`ProblemCode::PassphraseInvalid`] when the two differ.
pub(crate) fn new_one(context: &Context) -> Result<Passphrase, Problem> {
    context.screen.say(&say!("passphrase-explained"));
    let first = Passphrase::new(context.consent.ask_secret(&say!("passphrase-new-question"), FLAG)?)?;
    first.worth_choosing()?;
    for tries_left in [1, 0] {
        let second = Passphrase::new(context.consent.ask_secret(&say!("passphrase-again-question"), FLAG)?)?;
        if first == second {
            return Ok(first);
        }
        if tries_left > 0 {
            context.screen.say(&say!("passphrase-again"));
        }
    }
    Err(Problem::new(ProblemCode::PassphraseInvalid).with("why", DIFFERS))
}

/// The reason code of a passphrase that was not typed twice alike.
pub(crate) const DIFFERS: &str = "passphrase-differs";

/// The reason code of an input that lacks the second of two passphrases.
pub(crate) const TWO_LINES: &str = "passphrase-two-lines";

impl Context {
    /// Performs a use case that needs the root key: with the passphrase from the input when `args` say so, else first without one
    /// and again with the one that is typed, if the key needs it.
    ///
    /// # Errors
    /// The problem of the use case; [`ProblemCode::RootLocked`] where nobody can be asked for the passphrase.
    pub(crate) async fn call_with_root<O: Operation>(
        &self,
        args: PassphraseArgs,
        operation: impl Fn(Option<Passphrase>) -> O,
    ) -> Result<O::Output, Problem> {
        if args.passphrase_stdin {
            return self.call(operation(Some(from_input()?))).await;
        }
        let mut ended = self.call(operation(None)).await;
        for _ in 0..TRIES {
            match &ended {
                Err(problem) if problem.code == ProblemCode::RootLocked && self.consent.may_ask() => {}
                Err(problem) if problem.code == ProblemCode::PassphraseWrong => self.screen.say(&say!("passphrase-wrong")),
                _ => return ended,
            }
            ended = self.call(operation(Some(current(self)?))).await;
        }
        ended
    }
}

#[cfg(test)]
mod tests {
    use maillage_node::home::Passphrase;
    use maillage_node::service::ProblemCode;

    #[test]
    fn the_present_passphrase_comes_before_the_new_one_and_a_lacking_line_is_said_to_be() {
        let passphrase = |text: &str| Passphrase::new(text.to_owned()).unwrap();
        let two = super::two_from(&mut "l’ancienne phrase\r\nla nouvelle phrase\n".as_bytes()).unwrap();
        assert_eq!(two, (passphrase("l’ancienne phrase"), passphrase("la nouvelle phrase")));
        let one = super::two_from(&mut "la nouvelle phrase\n".as_bytes()).unwrap_err();
        assert_eq!((one.code, one.details["why"].as_str()), (ProblemCode::PassphraseInvalid, super::TWO_LINES));
        let none = super::two_from(&mut "".as_bytes()).unwrap_err();
        assert_eq!((none.code, none.details["why"].as_str()), (ProblemCode::PassphraseInvalid, "passphrase-empty"));
    }
}
