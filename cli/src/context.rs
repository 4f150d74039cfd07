//! What every command is given.

use std::path::PathBuf;

use etcetera::BaseStrategy;
use maillage_node::service::{Problem, ProblemCode};

use crate::arguments::Globals;
use crate::presentation::{Consent, Screen};

/// The surroundings of one command.
#[derive(Debug)]
pub(crate) struct Context {
    /// The folder of this node: keys, journals, records.
    pub(crate) home: PathBuf,
    /// Where to speak.
    pub(crate) screen: Screen,
    /// How to ask before something that cannot be undone.
    pub(crate) consent: Consent,
    /// Only show what would change.
    #[expect(dead_code, reason = "read by commands whose use case is pending")]
    pub(crate) dry_run: bool,
}

impl Context {
    /// # Errors
    /// [`ProblemCode::HomeDamaged`] when no home was named and the system does not say where a user's data goes.
    pub(crate) fn new(globals: Globals, screen: Screen) -> Result<Self, Problem> {
        let home = globals.home.map_or_else(usual_home, Ok)?;
        let consent = Consent::new(globals.yes, globals.no_input, globals.dry_run, screen.clone());
        Ok(Self { home, screen, consent, dry_run: globals.dry_run })
    }

    /// Asks a yes-or-no question, `question` being a whole sentence in the reader's language.
    ///
    /// # Errors
    /// [`ProblemCode::Cancelled`] on a no, [`ProblemCode::AnswerNeeded`] where nobody can be asked.
    #[expect(dead_code, reason = "called by commands whose use case is pending")]
    pub(crate) fn confirm(&self, question: &str) -> Result<(), Problem> {
        self.consent.confirm(question)
    }

    /// Whether nothing was made in this home yet.
    pub(crate) fn home_is_empty(&self) -> bool {
        std::fs::read_dir(&self.home).map_or(true, |mut entries| entries.next().is_none())
    }
}

/// `~/.local/state/maillage`, or where the system keeps such things.
fn usual_home() -> Result<PathBuf, Problem> {
    let folders = etcetera::choose_base_strategy()
        .map_err(|error| Problem::new(ProblemCode::HomeDamaged).with("path", "~").with("why", error))?;
    Ok(folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("maillage"))
}
