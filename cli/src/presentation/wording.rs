//! Words for codes that cross from the service.

use crate::language::say;

/// What a long operation is doing, from the key that it gives with its progress.
pub(crate) fn step(what: &str) -> String {
    match what {
        "join-asking" => say!("progress-join-asking"),
        "sync-peers" => say!("progress-sync-peers"),
        "import-rows" => say!("progress-import-rows"),
        "import-writing" => say!("progress-import-writing"),
        "close-months" => say!("progress-close-months"),
        _ => say!("progress-working"),
    }
}
