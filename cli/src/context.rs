//! What every command is given.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use etcetera::BaseStrategy;
use maillage_node::access::Access;
use maillage_node::clock::{Clock, ClockError};
use maillage_node::service::{self, Operation, Problem, ProblemCode, Step};
use maillage_shared::text;

use crate::arguments::Globals;
use crate::language::say;
use crate::presentation::{Consent, Progress, Screen, wording};

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
    pub(crate) fn confirm(&self, question: &str) -> Result<(), Problem> {
        self.consent.confirm(question)
    }

    /// Refuses to write over a file, unless the person said yes beforehand.
    ///
    /// # Errors
    /// [`ProblemCode::FileExists`].
    pub(crate) fn spare(&self, path: &Path) -> Result<(), Problem> {
        if self.consent.is_given() || !path.is_file() {
            return Ok(());
        }
        Err(Problem::new(ProblemCode::FileExists).with("file", path.display()))
    }

    /// Performs a use case: in the running node, or here when there is none. Shows progress on the terminal meanwhile.
    ///
    /// # Errors
    /// The problem of the use case, or of reaching it.
    pub(crate) async fn call<O: Operation>(&self, operation: O) -> Result<O::Output, Problem> {
        let access = Access::reach(self.home.clone(), clock()?).await?;
        access.call(operation, &self.progress()).await
    }

    /// Progress that is shown on the terminal.
    pub(crate) fn progress(&self) -> service::Progress {
        let shown: Mutex<Option<(String, Progress)>> = Mutex::new(None);
        let screen = self.screen.clone();
        service::Progress::to(move |step: Step| {
            let Ok(mut shown) = shown.lock() else { return };
            if shown.as_ref().is_none_or(|(what, _)| *what != step.what) {
                let words = wording::step(&step.what);
                *shown = Some((step.what.clone(), Progress::begin(&screen, words, step.total)));
            }
            if let Some((_, bar)) = shown.as_ref() {
                bar.reach(step.done);
            }
        })
    }
}

/// The clock of this process: the system's, or the day that `MAILLAGE_CLOCK` fixes for demonstrations and tests.
///
/// # Errors
/// [`ProblemCode::Usage`] when the variable holds something else than a day.
pub(crate) fn clock() -> Result<Clock, Problem> {
    Clock::from_environment().map_err(|error| {
        let value = match &error {
            ClockError::Variable(value, _) => text::printable(value),
            ClockError::OutsideCalendar(now) => now.clone(),
        };
        Problem::new(ProblemCode::Usage).with("why", say!("usage-clock", value = value)).with("cause", error)
    })
}

/// The system does not say where a user's data goes.
pub(crate) const NO_HOME_FOLDER: &str = "no-home-folder";

/// `~/.local/state/maillage`, or where the system keeps such things.
fn usual_home() -> Result<PathBuf, Problem> {
    let folders = etcetera::choose_base_strategy().map_err(|error| {
        Problem::new(ProblemCode::HomeDamaged).with("path", "~").with("why", NO_HOME_FOLDER).with("cause", error)
    })?;
    Ok(folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("maillage"))
}
