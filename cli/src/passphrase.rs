//! The passphrase of the root key or of a backup: typed without being shown, or read from the input; never in an argument or a variable.

use std::io::{BufRead as _, Read as _};

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
    let most = u64::try_from(bounds::PASSPHRASE_BYTES).unwrap_or(u64::MAX).saturating_add(2);
    let mut line = Zeroizing::new(String::new());
    // The lock keeps what was read ahead for the next line.
    let read = std::io::stdin().lock().take(most).read_line(&mut line);
    read.map_err(|_| Problem::new(ProblemCode::AnswerNeeded).with("flag", FLAG))?;
    let typed = line.trim_end_matches(['\n', '\r']);
    Ok(Passphrase::new(typed.to_owned())?)
}

/// Asks for the passphrase of something that is there.
///
/// # Errors
/// [`ProblemCode::AnswerNeeded`] where nobody can be asked.
pub(crate) fn current(context: &Context) -> Result<Passphrase, Problem> {
    Ok(Passphrase::new(context.consent.ask_secret(&say!("passphrase-question"), FLAG)?)?)
}

/// Asks for a new passphrase, twice.
///
/// # Errors
/// [`ProblemCode::PassphraseInvalid`] when the two differ.
pub(crate) fn new_one(context: &Context) -> Result<Passphrase, Problem> {
    context.screen.say(&say!("passphrase-explained"));
    let first = Passphrase::new(context.consent.ask_secret(&say!("passphrase-new-question"), FLAG)?)?;
    let second = Passphrase::new(context.consent.ask_secret(&say!("passphrase-again-question"), FLAG)?)?;
    if first == second {
        return Ok(first);
    }
    Err(Problem::new(ProblemCode::PassphraseInvalid).with("why", DIFFERS))
}

/// The reason code of a passphrase that was not typed twice alike.
pub(crate) const DIFFERS: &str = "passphrase-differs";

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
