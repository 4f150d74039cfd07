//! Files that say what the formats are. A test compares what the program writes now with what they hold.
//!
//! `MAILLAGE_BLESS=1 cargo test -p maillage-tests --test formats` writes them anew. Do that only for a format that nobody uses yet:
//! whoever holds files or speaks with nodes of an earlier version cannot read the new one.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;

/// The environment variable that asks to write the files anew.
const BLESS: &str = "MAILLAGE_BLESS";

/// Bytes on one line of a file.
const LINE: usize = 40;

/// Where a file is.
#[must_use]
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name)
}

/// Whether the files are to be written anew.
#[must_use]
pub fn is_blessing() -> bool {
    std::env::var_os(BLESS).is_some_and(|value| value == "1")
}

/// Named bytes as hexadecimal lines, each below a comment that says what it is.
#[must_use]
pub fn hex(parts: &[(&str, Vec<u8>)]) -> String {
    let mut text = String::new();
    for (what, bytes) in parts {
        let _ = writeln!(text, "# {what}: {} bytes", bytes.len());
        for line in bytes.chunks(LINE) {
            let _ = writeln!(text, "{}", HEXLOWER.encode(line));
        }
    }
    text
}

/// Compares what the program writes now with a file, or writes the file when that was asked for.
///
/// # Panics
/// With the first line that differs, and `meaning`: what it means for those who have the older form.
pub fn check(name: &str, now: &str, meaning: &str) {
    let path = path(name);
    if is_blessing() {
        fs::write(&path, now).unwrap();
        return;
    }
    let then = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}; {BLESS}=1 writes it", path.display()));
    if then == now {
        return;
    }
    let differing = then.lines().zip(now.lines()).position(|(then, now)| then != now);
    let line = differing.unwrap_or_else(|| then.lines().count().min(now.lines().count()));
    let heading = now.lines().take(line + 1).filter(|line| line.starts_with('#')).last().unwrap_or_default();
    panic!(
        "{name} line {}, {heading}\n  then: {}\n  now:  {}\n{meaning}",
        line + 1,
        then.lines().nth(line).unwrap_or("(end)"),
        now.lines().nth(line).unwrap_or("(end)"),
    );
}
