//! Words for codes that cross from the service.

use maillage_node::network::Difficulty;

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

/// Why an exchange with another node failed; nothing where none did.
pub(crate) fn difficulty(difficulty: Option<Difficulty>) -> String {
    match difficulty {
        None => String::new(),
        Some(Difficulty::Unreachable) => say!("difficulty-unreachable"),
        Some(Difficulty::Cut) => say!("difficulty-cut"),
        Some(Difficulty::NotAMember) => say!("difficulty-not-a-member"),
        Some(Difficulty::Protocol) => say!("difficulty-protocol"),
        Some(Difficulty::Own) => say!("difficulty-own"),
    }
}
