//! Commands whose use case is still being written, found by the compiler when this file goes.

use maillage_node::service::Problem;

/// Says that `command` cannot be run yet.
pub(crate) async fn pending(command: &str) -> Result<(), Problem> {
    Err(Problem::bug(format!("`{command}` has no use case yet")))
}
