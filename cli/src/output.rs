//! Files that a command writes where it is told to.

use std::io::Write as _;
use std::path::Path;

use maillage_node::platform;
use maillage_node::service::{Problem, ProblemCode};

/// Writes a text to a file that its owner alone may read, in the place of what it held. One that others may read is left as it is.
///
/// # Errors
/// [`ProblemCode::HomeExposed`] with path and mode, [`ProblemCode::FileUnreadable`] with what the system says.
pub(crate) fn private(path: &Path, text: &str) -> Result<(), Problem> {
    let unwritable =
        |error: std::io::Error| Problem::new(ProblemCode::FileUnreadable).with("file", path.display()).with("why", error);
    let mut file = platform::open_private_file(path).map_err(unwritable)?;
    // What was there before keeps its mode: a secret must not be written into what others read.
    if let Some(mode) = platform::wider_than_private(path).map_err(unwritable)? {
        return Err(Problem::new(ProblemCode::HomeExposed).with("path", path.display()).with("mode", mode));
    }
    file.set_len(0).map_err(unwritable)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(unwritable)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use maillage_node::service::ProblemCode;

    #[test]
    fn a_secret_is_written_for_its_owner_only_and_never_into_what_others_read() {
        let path = std::env::temp_dir().join(format!("maillage-output-{}", std::process::id()));
        super::private(&path, "secret").unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&path, "").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let refused = super::private(&path, "secret").unwrap_err();
        let left = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!((refused.code, left.as_str()), (ProblemCode::HomeExposed, ""));
        assert!(refused.details["mode"].contains("644"), "{refused}");
    }
}
