//! When the program itself fails: a panic that nobody contained becomes a problem, with the place to report.
//!
//! The hook only remembers and logs: some panics are contained on purpose (a connection's work, a page behind the gate) and must
//! not end the node.

use std::panic::{AssertUnwindSafe, PanicHookInfo};
use std::sync::Mutex;

use maillage_node::service::Problem;

static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Replaces the standard message of a panic by a line in the technical log.
pub(crate) fn watch() {
    std::panic::set_hook(Box::new(remember));
}

fn remember(info: &PanicHookInfo<'_>) {
    let place = info.location().map_or_else(|| "?".to_owned(), |at| format!("{}:{}", at.file(), at.line()));
    tracing::error!(%place, "a part of the program failed");
    if let Ok(mut last) = PLACE.lock() {
        *last = Some(place);
    }
}

/// Runs `work`; a panic in it comes back as [`Problem::bug`] with its place in the source.
pub(crate) fn contain<T>(work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    std::panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = PLACE.lock().ok().and_then(|mut last| last.take());
        Err(Problem::bug(format!("maillage {}, {}", env!("CARGO_PKG_VERSION"), place.as_deref().unwrap_or("?"))))
    })
}

#[cfg(test)]
mod tests {
    use maillage_node::service::{Problem, ProblemCode};

    #[test]
    fn a_failure_of_the_program_ends_as_a_problem_that_names_its_place() {
        super::watch();
        let ended: Result<(), Problem> = super::contain(|| panic!("broken"));
        let _ = std::panic::take_hook();
        let problem = ended.unwrap_err();
        assert_eq!(problem.code, ProblemCode::Bug);
        assert!(problem.details["why"].contains("fault.rs:"), "{problem}");
    }
}
