//! Words for codes that cross from the service.

use maillage_node::network::Difficulty;
use maillage_shared::text;

use crate::language::{loader, say};

/// What a long operation is doing, from the key that it gives with its progress.
pub(crate) fn step(what: &str) -> String {
    match what {
        "join-asking" => say!("progress-join-asking"),
        "pairing-asking" => say!("progress-pairing-asking"),
        "recovery-asking" => say!("progress-recovery-asking"),
        "sync-peers" => say!("progress-sync-peers"),
        "import-rows" => say!("progress-import-rows"),
        "import-writing" => say!("progress-import-writing"),
        "close-months" => say!("progress-close-months"),
        "backup-write" => say!("progress-backup-write"),
        "backup-read" => say!("progress-backup-read"),
        "store-check" => say!("progress-store-check"),
        "store-repair" => say!("progress-store-repair"),
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

/// A part of the store, from the name that an audit gives it; one that is not in the catalogue is shown as it is.
pub(crate) fn part(name: &str) -> String {
    let id = format!("part-{name}");
    if loader().has(&id) { loader().get(&id) } else { text::printable(name) }
}
