//! Private files that are there whole or not at all, whatever happens in between.

use std::{
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
    let draft = draft_of(path);
    remove(&draft)?;
    let written = write_and_sync(&draft, bytes).and_then(|()| fs::rename(&draft, path));
    if let Err(error) = written {
        // What failed is told; that its remains stay as well would not help anyone.
        let _ = fs::remove_file(&draft);
        return Err(HomeError::Io { path: path.to_owned(), error });
    }
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

fn draft_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

fn write_and_sync(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = platform::create_private_file(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
