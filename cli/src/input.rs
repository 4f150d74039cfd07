//! Files that are named on the command line.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use maillage_node::service::{FileContent, Problem, ProblemCode, reasons};

/// Most bytes of a file: those of some million visits. What is handed to a running node is bounded too.
const FILE_BYTES: u64 = 256 * 1024 * 1024;

/// A file with its name, for messages and for commands to type.
#[derive(Debug)]
pub(crate) struct Input {
    /// The name as it was given.
    pub(crate) name: String,
    /// The bytes.
    pub(crate) content: FileContent,
}

/// Reads a file, or stdin when its name is `-`.
///
/// # Errors
/// [`ProblemCode::FileUnreadable`] with a reason code.
pub(crate) fn read(file: &Path) -> Result<Input, Problem> {
    let name = file.display().to_string();
    let unreadable = |why: &str| Problem::new(ProblemCode::FileUnreadable).with("file", &name).with("why", why);
    let failed = |error: std::io::Error| unreadable(reasons::of_file(&error));
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = if name == "-" { Box::new(std::io::stdin().lock()) } else { Box::new(open(file).map_err(failed)?) };
    source.take(FILE_BYTES.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= FILE_BYTES) {
        Ok(Input { name, content: FileContent(bytes) })
    } else {
        Err(unreadable(TOO_LONG))
    }
}

/// Opens a file for reading. A folder or a device is refused before it is opened: a pipe would wait for somebody who writes.
///
/// # Errors
/// What the system says, or that it is no file.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let metadata = std::fs::metadata(path)?;
    match metadata.is_file() {
        true => File::open(path),
        false if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        false => Err(io::ErrorKind::Unsupported.into()),
    }
}

/// The reason code of a file that is longer than what is taken in.
pub(crate) const TOO_LONG: &str = "file-too-long";

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn a_file_that_cannot_be_read_is_named_with_the_reason() {
        let why = |path: &str| super::read(Path::new(path)).unwrap_err().details["why"].clone();
        assert_eq!(why("no/such/file.csv"), "file-not-found");
        assert_eq!(why(env!("CARGO_MANIFEST_DIR")), "file-is-folder");
        #[cfg(unix)]
        {
            let pipe = std::env::temp_dir().join(format!("maillage-pipe-{}", std::process::id()));
            assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
            let found = why(pipe.to_str().unwrap());
            std::fs::remove_file(&pipe).unwrap();
            assert_eq!(found, "file-is-device");
        }
        let read = super::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
        assert!(read.content.0.starts_with(b"[package]") && read.name.ends_with("Cargo.toml"));
    }
}
