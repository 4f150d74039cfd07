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
    write_private_with(path, |mut file| file.write_all(bytes).map(|()| file).map_err(HomeError::io(path)))
}

/// As [`write_private`], for what `write` writes piece by piece into the file that it gives back.
pub fn write_private_with<E: From<HomeError>>(path: &Path, write: impl FnOnce(fs::File) -> Result<fs::File, E>) -> Result<(), E> {
    let draft = draft_of(path);
    remove(&draft)?;
    let failed = |error| E::from(HomeError::Io { path: path.to_owned(), error });
    let created = platform::create_private_file(&draft).map_err(failed);
    let written = created.and_then(write).and_then(|file| file.sync_all().and_then(|()| fs::rename(&draft, path)).map_err(failed));
    if let Err(error) = written {
        // What failed is told; that its remains stay as well would not help anyone.
        let _ = fs::remove_file(&draft);
        return Err(error);
    }
    sync_parent(path).map_err(E::from)
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

fn draft_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}
