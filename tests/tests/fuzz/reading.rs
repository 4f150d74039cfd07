//! Finds what reads bytes or text in the source, by the words with which it does.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;

/// What the source says where it reads bytes: the ways in which this program does so. Another way, such as taking bytes apart by
/// hand, is not seen unless the function says by its name that it reads.
const WORDS: &str = r"encoding::from_bytes|minicbor::decode\(|minicbor::Decoder::new|serde_json::from_|Decryptor::new|zstd::Decoder::|from_utf8(_lossy)?\(|\.decode\(|Change::from_bytes";

/// A function that says by its name that it reads bytes.
const NAMED: &str = r"fn (parse|read|verify|find|open|take|from_bytes|of_bytes)\w*\s*(<[^(]*>)?\([^)]*: &\[u8\]";

/// The beginning of a function, or of a reader of text.
const BEGINS: &str = r"^\s*(?:pub(?:\([^)]*\))? )?(?:const )?(?:async )?fn (\w+)|^\s*impl\b.*\bFromStr for (\S+)";

/// The root of the repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Modules that only tests compile.
        let of_tests = ["tests", "tests.rs", "hostile_tests.rs", "mutations", "mutations.rs", "fixture.rs"];
        if of_tests.iter().any(|name| path.ends_with(name)) {
            continue;
        }
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every place that reads: the file, and the function in it.
pub(crate) fn places() -> BTreeSet<(String, String)> {
    let mut files = Vec::new();
    for package in ["shared", "node", "cli"] {
        sources(&root().join(package).join("src"), &mut files);
    }
    let mut places = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        places.extend(in_text(&text).into_iter().map(|function| (name.clone(), function)));
    }
    places
}

/// The functions of a source that read.
pub(crate) fn in_text(text: &str) -> BTreeSet<String> {
    let [words, named, begins] = [WORDS, NAMED, BEGINS].map(|pattern| Regex::new(pattern).unwrap());
    let (mut function, mut found) = (String::new(), BTreeSet::new());
    for line in text.lines().take_while(|line| !line.starts_with("#[cfg(test)]") && !line.starts_with("#[cfg(all(test")) {
        if line.trim_start().starts_with("//") {
            continue;
        }
        if let Some(begun) = begins.captures(line) {
            begun.get(1).or(begun.get(2)).unwrap().as_str().clone_into(&mut function);
        }
        if words.is_match(line) || named.is_match(line) || line.contains("FromStr for ") {
            found.insert(function.clone());
        }
    }
    found
}
