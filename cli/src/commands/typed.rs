//! What a person typed, read before anything is done with it.

use std::io::Read as _;
use std::path::Path;

use maillage_node::service::{Problem, ProblemCode, reasons};
use maillage_shared::text::Name;

use crate::input;

/// Longest text that is taken from a file or from input where one line is expected.
const TEXT_BYTES: u64 = 64 * 1024;

/// A name, tidied.
///
/// # Errors
/// [`ProblemCode::NameInvalid`].
pub(super) fn name(text: &str) -> Result<Name, Problem> {
    Name::typed(text).map_err(|error| Problem::new(ProblemCode::NameInvalid).with("value", text).with("why", error.code()))
}

/// A short text that stands on the command line, in a file of that name, or, for `-`, in the input.
///
/// # Errors
/// [`ProblemCode::FileUnreadable`] for a file that is there but is no short text, and for the path of one that is not there.
pub(super) fn text_or_file(argument: &str) -> Result<String, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::new(ProblemCode::FileUnreadable).with("file", argument).with("why", reasons::of_file(&error))
    };
    let mut text = String::new();
    let path = Path::new(argument);
    if argument == "-" {
        std::io::stdin().lock().take(TEXT_BYTES).read_to_string(&mut text).map_err(unreadable)?;
    } else if path.exists() || is_path(argument) {
        let file = input::open(path).map_err(unreadable)?;
        file.take(TEXT_BYTES).read_to_string(&mut text).map_err(unreadable)?;
    } else {
        argument.clone_into(&mut text);
    }
    Ok(text.trim().to_owned())
}

/// Whether an argument can only be the place of a file: no code or text that is asked for holds a stroke or a dot.
fn is_path(argument: &str) -> bool {
    let argument = argument.trim();
    !argument.contains(char::is_whitespace) && argument.contains(['/', '\\', '.'])
}

#[cfg(test)]
mod tests {
    use maillage_node::service::ProblemCode;

    #[test]
    fn a_name_is_tidied_and_one_that_cannot_be_is_refused_with_its_reason() {
        assert_eq!(super::name("  Réseau\t").unwrap().as_str(), "Réseau");
        let problem = super::name("   ").unwrap_err();
        assert_eq!(problem.code, ProblemCode::NameInvalid);
        assert!(problem.details.contains_key("why"));
    }

    #[test]
    fn a_text_is_taken_as_typed_unless_a_file_has_that_name() {
        assert_eq!(super::text_or_file(" maillage1abc \n").unwrap(), "maillage1abc");
        let why = |argument: &str| super::text_or_file(argument).unwrap_err().details["why"].clone();
        assert_eq!((why("demande.txt"), why("./demande")), ("file-not-found".into(), "file-not-found".into()));
        assert_eq!(why(env!("CARGO_MANIFEST_DIR")), "file-is-folder");
        assert!(super::text_or_file(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap().contains("[package]"));
    }
}
