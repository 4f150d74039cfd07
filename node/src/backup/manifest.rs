//! What a backup says of itself, before its packed part.

use std::path::PathBuf;

use maillage_shared::{
    calendar::ClaimedTime,
    identity::{DeviceId, NetworkId, OperatorId},
};
use zeroize::Zeroizing;

use crate::home::{Home, HomeError, files};

/// Bytes of a manifest, at most: two names, fifteen tables.
pub(super) const MANIFEST_BYTES: usize = 16 * 1024;

/// Bytes of a key file, at most.
pub(super) const KEY_FILE_BYTES: usize = 64 * 1024;

/// The names that key files may have, in the order in which they stand in a backup. What is in them is not looked into.
pub const KEY_FILES: [&str; 4] = ["device.key", "endpoint.key", "root.age", "root.key"];

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Manifest {
    /// The network.
    #[n(0)]
    pub network: NetworkId,
    /// Its name, as far as it was known.
    #[n(1)]
    pub network_name: String,
    /// The operator.
    #[n(2)]
    pub operator: OperatorId,
    /// Its name, as far as it was known.
    #[n(3)]
    pub operator_name: String,
    /// The device.
    #[n(4)]
    pub device: DeviceId,
    /// When the backup was made.
    #[n(5)]
    pub made: ClaimedTime,
    /// The schema of the store.
    #[n(6)]
    pub schema: u32,
    /// The version of the program that made it.
    #[n(7)]
    pub program: String,
    /// The key files in it, in the order of [`KEY_FILES`].
    #[n(8)]
    pub keys: Vec<String>,
    /// The tables in it and the number of their rows, in the order in which they stand there.
    #[n(9)]
    pub tables: Vec<TableRows>,
}

/// How many rows a table has.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct TableRows {
    /// The table.
    #[n(0)]
    pub table: String,
    /// Its rows.
    #[n(1)]
    pub rows: u64,
}

impl Manifest {
    /// Rows in all tables.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).fold(0, u64::saturating_add)
    }

    /// Rows of one table.
    #[must_use]
    pub fn rows_of(&self, name: &str) -> u64 {
        self.tables.iter().find(|table| table.table == name).map_or(0, |table| table.rows)
    }

    /// Whether the names of key files are some of [`KEY_FILES`], in their order and each once.
    pub(super) fn keys_are_known(&self) -> bool {
        let place = |name: &String| KEY_FILES.iter().position(|known| known == name);
        let places: Option<Vec<usize>> = self.keys.iter().map(place).collect();
        places.is_some_and(|places| places.is_sorted_by(|one, next| one < next))
    }
}

/// A key file as it lies in the home. Its bytes are wiped from memory when dropped.
#[derive(Clone)]
pub struct KeyFile {
    /// Its name, one of [`KEY_FILES`].
    pub name: String,
    /// Its bytes.
    pub bytes: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyFile({})", self.name)
    }
}

impl KeyFile {
    /// The key files of a folder, in the order of [`KEY_FILES`]. Other files in it are left out.
    ///
    /// # Errors
    /// [`HomeError`] when one cannot be read, or others may read it.
    pub fn all_in(folder: &std::path::Path) -> Result<Vec<Self>, HomeError> {
        let read = |name: &&str| {
            let bytes = files::read_private(&folder.join(name)).transpose()?;
            Some(bytes.map(|bytes| Self { name: (*name).to_owned(), bytes: Zeroizing::new(bytes) }))
        };
        KEY_FILES.iter().filter_map(read).collect()
    }

    /// Writes the file into a home.
    ///
    /// # Errors
    /// [`HomeError`].
    pub fn keep(&self, home: &Home) -> Result<(), HomeError> {
        let path: PathBuf = home.keys_directory().join(&self.name);
        files::write_private(&path, &self.bytes)
    }
}
