//! Files that are there whole or not at all, whatever happens in between: those of a home, and those that a person asks for.

use std::{
    ffi::OsString,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use super::{HomeError, refuse_open_to_others};
use crate::platform;

/// Writes a file that only its owner may read, in the place of what it was.
///
/// The bytes are on disk under another name before the file gets its own, and the directory after it.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), HomeError> {
    write_private_with(path, |mut file| file.write_all(bytes).map(|()| file).map_err(HomeError::io(path)))
}

/// As [`write_private`], for what `write` writes piece by piece into the file that it gives back.
pub fn write_private_with<E: From<HomeError>>(path: &Path, write: impl FnOnce(fs::File) -> Result<fs::File, E>) -> Result<(), E> {
    replace(path, platform::create_private_file, write)
}

/// As [`write_private`], for what anyone may read.
pub fn write_public(path: &Path, bytes: &[u8]) -> Result<(), HomeError> {
    let write = |mut file: fs::File| file.write_all(bytes).map(|()| file).map_err(HomeError::io(path));
    replace(path, |draft| fs::OpenOptions::new().write(true).create_new(true).open(draft), write)
}

fn replace<E: From<HomeError>>(
    path: &Path,
    create: impl FnOnce(&Path) -> io::Result<fs::File>,
    write: impl FnOnce(fs::File) -> Result<fs::File, E>,
) -> Result<(), E> {
    refuse_other_than_file(path)?;
    let draft = draft_of(path);
    remove(&draft)?;
    let failed = |error| E::from(HomeError::Io { path: path.to_owned(), error });
    let created = create(&draft).map_err(failed);
    let written = created.and_then(write).and_then(|file| file.sync_all().and_then(|()| fs::rename(&draft, path)).map_err(failed));
    if let Err(error) = written {
        // What failed is told; that its remains stay as well would not help anyone.
        let _ = fs::remove_file(&draft);
        return Err(error);
    }
    sync_parent(path).map_err(E::from)
}

/// A folder, or a device such as `/dev/stdout`, is not put away for a file.
fn refuse_other_than_file(path: &Path) -> Result<(), HomeError> {
    let kind = match fs::metadata(path) {
        Ok(there) if there.is_dir() => io::ErrorKind::IsADirectory,
        Ok(there) if !there.is_file() => io::ErrorKind::Unsupported,
        _ => return Ok(()),
    };
    Err(HomeError::Io { path: path.to_owned(), error: kind.into() })
}

fn sync_parent(path: &Path) -> Result<(), HomeError> {
    // The parent of a bare file name is the empty path, which names no directory.
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    platform::sync_directory(directory).map_err(HomeError::io(directory))
}

/// Reads a file that only its owner may read; nothing when it is not there.
///
/// # Errors
/// [`HomeError::TooOpen`] when others may read it.
pub fn read_private(path: &Path) -> Result<Option<Vec<u8>>, HomeError> {
    if !path.try_exists().map_err(HomeError::io(path))? {
        return Ok(None);
    }
    refuse_open_to_others(path)?;
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some).map_err(HomeError::io(path)),
    }
}

/// Removes a file; says whether it was there.
pub fn remove(path: &Path) -> Result<bool, HomeError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        other => other.map(|()| true).map_err(HomeError::io(path)),
    }
}

/// How the names of files end that are being written.
const DRAFT: &str = ".maillage-draft";

fn draft_of(path: &Path) -> PathBuf {
    // A name that nobody else gives: what a person keeps beside the file stays.
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(DRAFT);
    path.with_file_name(name)
}

/// Whether this is what a write that was cut short has left.
pub(super) fn is_draft(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(DRAFT))
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, io, os::unix::fs::PermissionsExt as _};

    use super::{HomeError, write_private, write_private_with, write_public};

    #[test]
    fn a_write_that_fails_leaves_the_file_as_it_was_and_nothing_beside_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("fiche.txt");
        write_private(&path, b"before").unwrap();
        fs::write(directory.path().join("fiche.txt.new"), b"somebody's").unwrap();
        let failed = write_private_with(&path, |mut file| {
            io::Write::write_all(&mut file, b"half").map_err(HomeError::io(&path))?;
            Err(HomeError::Io { path: path.clone(), error: io::ErrorKind::StorageFull.into() })
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"before");
        write_private(&path, b"after").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"after");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2, "the file, and what somebody keeps beside it");
    }

    #[test]
    fn a_folder_or_a_device_is_not_put_away_for_a_file() {
        let directory = tempfile::tempdir().unwrap();
        assert!(write_private(directory.path(), b"x").is_err() && directory.path().is_dir());
        let pipe = directory.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        let refused = write_public(&pipe, b"x").unwrap_err();
        assert!(matches!(refused, HomeError::Io { error, .. } if error.kind() == io::ErrorKind::Unsupported));
    }

    #[test]
    fn what_anyone_may_read_is_written_as_any_file_and_the_rest_for_its_owner() {
        let directory = tempfile::tempdir().unwrap();
        let mode = |name: &str| fs::metadata(directory.path().join(name)).unwrap().permissions().mode() & 0o777;
        write_public(&directory.path().join("view.json"), b"{}").unwrap();
        write_private(&directory.path().join("sheet.txt"), b"x").unwrap();
        assert_ne!(mode("view.json"), 0o600);
        assert_eq!(mode("sheet.txt"), 0o600);
    }
}
