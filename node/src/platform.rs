//! What differs between operating systems: files and directories that only their owner may read.
//!
//! On Unix, modes are set when a file is made and checked when it is read. Elsewhere a user's own directory is private by
//! inheritance, and nothing is checked.

use std::{fs, io, path::Path};

/// The mode of a file or directory that others than its owner may use, in octal when shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mode(u32);

impl std::fmt::Display for Mode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04o}", self.0)
    }
}

/// Makes a directory, and those above it, that only its owner may enter. A directory that is there stays as it is.
pub fn create_private_directory(path: &Path) -> io::Result<()> {
    system::create_private_directory(path)
}

/// Takes away from everyone but the owner what they may do with a directory.
pub fn make_directory_private(path: &Path) -> io::Result<()> {
    system::make_directory_private(path)
}

/// Makes a file that was not there, open for reading and writing, for its owner only.
pub fn create_private_file(path: &Path) -> io::Result<fs::File> {
    system::private_options().create_new(true).open(path)
}

/// Opens a file for reading and writing, making an empty private one where there is none.
pub fn open_private_file(path: &Path) -> io::Result<fs::File> {
    system::private_options().create(true).truncate(false).open(path)
}

/// The mode of a file or directory, if others than its owner may use it.
pub fn wider_than_private(path: &Path) -> io::Result<Option<Mode>> {
    system::wider_than_private(path)
}

/// Brings what a directory lists to the disk, so that a rename in it outlives a power cut.
pub fn sync_directory(path: &Path) -> io::Result<()> {
    system::sync_directory(path)
}

/// What tells an open file from a copy of it, as far as the system says: the number of its place on the disk, and when it was
/// made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileIdentity {
    /// The number of its place, 0 where there is none.
    pub place: u64,
    /// Nanoseconds from 1970 to its making, 0 where nobody knows.
    pub made: u128,
}

/// The identity of an open file. A rename leaves it; a copy, on any disk, has another one.
pub fn file_identity(file: &fs::File) -> io::Result<FileIdentity> {
    let metadata = file.metadata()?;
    let made = metadata.created().ok().and_then(|made| made.duration_since(std::time::UNIX_EPOCH).ok());
    Ok(FileIdentity { place: system::place_of(&metadata), made: made.map_or(0, |since| since.as_nanos()) })
}

/// What the system calls this computer; nothing where it does not say.
#[must_use]
pub fn machine_name() -> Option<String> {
    system::machine_name()
}

#[cfg(unix)]
mod system {
    use std::{
        fs, io,
        os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _},
        path::Path,
    };

    use super::Mode;

    pub(super) fn create_private_directory(path: &Path) -> io::Result<()> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
    }

    pub(super) fn make_directory_private(path: &Path) -> io::Result<()> {
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))
    }

    pub(super) fn private_options() -> fs::OpenOptions {
        let mut options = fs::OpenOptions::new();
        options.read(true).write(true).mode(0o600);
        options
    }

    pub(super) fn wider_than_private(path: &Path) -> io::Result<Option<Mode>> {
        let mode = fs::metadata(path)?.permissions().mode() & 0o7777;
        Ok((mode & 0o077 != 0).then_some(Mode(mode)))
    }

    pub(super) fn sync_directory(path: &Path) -> io::Result<()> {
        fs::File::open(path)?.sync_all()
    }

    pub(super) fn place_of(metadata: &fs::Metadata) -> u64 {
        metadata.ino()
    }

    pub(super) fn machine_name() -> Option<String> {
        let files = ["/etc/machine-id", "/etc/hostname"];
        let names = files.into_iter().filter_map(|file| fs::read_to_string(file).ok());
        names.map(|name| name.trim().to_owned()).find(|name| !name.is_empty())
    }
}

#[cfg(not(unix))]
mod system {
    use std::{fs, io, path::Path};

    use super::Mode;

    pub(super) fn create_private_directory(path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    pub(super) fn make_directory_private(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn private_options() -> fs::OpenOptions {
        let mut options = fs::OpenOptions::new();
        options.read(true).write(true);
        options
    }

    pub(super) fn wider_than_private(path: &Path) -> io::Result<Option<Mode>> {
        fs::metadata(path).map(|_| None)
    }

    // Windows offers no way to sync a directory; its journal orders the rename after the file's data.
    pub(super) fn sync_directory(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn place_of(_: &fs::Metadata) -> u64 {
        0
    }

    pub(super) fn machine_name() -> Option<String> {
        std::env::var("COMPUTERNAME").ok()
    }
}
