//! Files that a command writes where it is told to: whole or not at all, as those of a home.

use std::path::{Path, PathBuf};

use maillage_node::home::{HomeError, files};
use maillage_node::platform;
use maillage_node::service::{Problem, ProblemCode, reasons};

/// Writes a text to a file that its owner alone may read, in the place of what it held. One that others may read is left as it is.
///
/// # Errors
/// [`ProblemCode::HomeExposed`] with path and mode, [`ProblemCode::FileUnwritable`] with the reason; the file is what it was then.
pub(crate) fn private(path: &Path, text: &str) -> Result<(), Problem> {
    let path = meant(path)?;
    if path.is_file() {
        // Somebody shares it on purpose: it does not become a secret's place.
        let mode = platform::wider_than_private(&path).map_err(|error| unwritable(&path, &error))?;
        if let Some(mode) = mode {
            return Err(Problem::new(ProblemCode::HomeExposed).with("path", path.display()).with("mode", mode));
        }
    }
    files::write_private(&path, text.as_bytes()).map_err(problem)
}

/// Writes a file that anyone may read, in the place of what it held.
///
/// # Errors
/// [`ProblemCode::FileUnwritable`] with the reason; the file is what it was then.
pub(crate) fn public(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Problem> {
    files::write_public(&meant(path)?, content.as_ref()).map_err(problem)
}

/// The file behind a link: the link stays one.
fn meant(path: &Path) -> Result<PathBuf, Problem> {
    if path.is_symlink() { path.canonicalize().map_err(|error| unwritable(path, &error)) } else { Ok(path.to_owned()) }
}

fn problem(error: HomeError) -> Problem {
    match error {
        HomeError::Io { path, error } => unwritable(&path, &error),
        other => other.into(),
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(ProblemCode::FileUnwritable).with("file", path.display()).with("why", reasons::of_file(error))
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::PathBuf;

    use maillage_node::service::ProblemCode;

    /// A folder of this process and test, made anew.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("maillage-output-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        folder
    }

    #[test]
    fn a_secret_is_written_for_its_owner_only_and_never_into_what_others_read() {
        let folder = folder("secret");
        let path = folder.join("sheet");
        super::private(&path, "secret").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let refused = super::private(&path, "secret").unwrap_err();
        assert_eq!((refused.code, fs::read_to_string(&path).unwrap().as_str()), (ProblemCode::HomeExposed, ""));
        assert!(refused.details["mode"].contains("644"), "{refused}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_failed_write_leaves_the_older_file_and_says_why_with_a_code() {
        let folder = folder("failed");
        let (kept, link) = (folder.join("kept"), folder.join("link"));
        super::public(&kept, "before").unwrap();
        std::os::unix::fs::symlink(&kept, &link).unwrap();
        super::public(&link, "through the link").unwrap();
        assert!(link.is_symlink() && fs::read_to_string(&kept).unwrap() == "through the link");
        // The draft cannot be made where a folder has its name.
        fs::create_dir(folder.join(".kept.maillage-draft")).unwrap();
        for write in [super::public, super::private] {
            fs::set_permissions(&kept, fs::Permissions::from_mode(0o600)).unwrap();
            assert_eq!(write(&kept, "after").unwrap_err().code, ProblemCode::FileUnwritable);
            assert_eq!(fs::read_to_string(&kept).unwrap(), "through the link");
        }
        let below = super::public(&kept.join("file"), "x").unwrap_err();
        assert_eq!(below.details["why"], "file-below-file");
        assert_eq!(super::private(&folder, "x").unwrap_err().details["why"], "file-is-folder");
        fs::remove_dir_all(folder).unwrap();
    }
}
