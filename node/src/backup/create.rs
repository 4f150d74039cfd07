//! Writing a backup: one consistent sight of the store, while it may be written to.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use age::stream::StreamWriter;
use maillage_shared::{calendar::ClaimedTime, encoding};

use super::{
    BackupError, Damage, KeyFile, MAGIC, Manifest, Passphrase, Place, VERSION, WINDOW_LOG, allowance, hashed::Hashed,
    manifest::TableRows,
};
use crate::{
    home::files,
    store::{Read, SCHEMA, Store, StoreError, meta, rows},
};

/// How hard packing tries: the library's usual measure between time and size.
const LEVEL: i32 = 3;

/// Rows between two tellings of progress.
const STEP: u64 = 1024;

/// What goes into a backup.
#[derive(Debug)]
pub struct Content<'c> {
    /// The store.
    pub store: &'c Store,
    /// Key files; none for a backup without keys.
    pub keys: &'c [KeyFile],
    /// The network's name, for whoever reads the backup.
    pub network_name: &'c str,
    /// The operator's name.
    pub operator_name: &'c str,
    /// Now.
    pub made: ClaimedTime,
}

/// A backup that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// What is in it.
    pub manifest: Manifest,
    /// Bytes of the file.
    pub bytes: u64,
}

/// Where a backup is written: to the file, or protected by a passphrase.
enum Sink {
    Open(BufWriter<File>),
    Protected(Box<StreamWriter<BufWriter<File>>>),
}

impl Sink {
    fn new(file: File, passphrase: Option<&Passphrase>) -> io::Result<Self> {
        let file = BufWriter::new(file);
        match passphrase {
            None => Ok(Self::Open(file)),
            Some(passphrase) => {
                let recipient = passphrase.recipient();
                let recipients = std::iter::once(&recipient as &dyn age::Recipient);
                let encryptor = age::Encryptor::with_recipients(recipients).map_err(io::Error::other)?;
                encryptor.wrap_output(file).map(|writer| Self::Protected(Box::new(writer)))
            }
        }
    }

    fn finish(self) -> io::Result<File> {
        let file = match self {
            Self::Open(file) => file,
            Self::Protected(writer) => writer.finish()?,
        };
        file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Open(file) => file.write(bytes),
            Self::Protected(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Open(file) => file.flush(),
            Self::Protected(writer) => writer.flush(),
        }
    }
}

impl Content<'_> {
    /// Writes a backup that only its owner may read, whole or not at all, telling `progress` the rows done and in all. A file
    /// that is there is written over only when `over` says so.
    ///
    /// # Errors
    /// [`BackupError::Exists`], or what the disk or the store says.
    pub fn write_to(
        &self,
        path: &Path,
        passphrase: Option<&Passphrase>,
        over: bool,
        progress: impl FnMut(u64, u64),
    ) -> Result<Snapshot, BackupError> {
        if !over && path.symlink_metadata().is_ok() {
            return Err(BackupError::Exists(path.to_owned()));
        }
        let failed = |error| BackupError::File { path: path.to_owned(), error };
        let mut written = None;
        files::write_private_with(path, |file| {
            let sink = Sink::new(file, passphrase).map_err(failed)?;
            let (sink, manifest, unpacked) = self.write(sink, progress).map_err(|error| match error {
                Failed::Writing(error) => failed(error),
                Failed::Other(error) => error,
            })?;
            let file = sink.finish().map_err(failed)?;
            let bytes = file.metadata().map_err(failed)?.len();
            // What could never be read again is not called a backup.
            if unpacked > allowance(bytes) {
                return Err(BackupError::damaged(Place::End, Damage::Size));
            }
            written = Some(Snapshot { manifest, bytes });
            Ok(file)
        })?;
        written.ok_or_else(|| StoreError::Misuse("a backup that was not written".to_owned()).into())
    }

    /// What would be written.
    ///
    /// # Errors
    /// What the store says.
    pub fn survey(&self) -> Result<Manifest, BackupError> {
        Ok(self.store.read(|read| self.manifest(read))?)
    }

    fn write<W: Write>(&self, sink: W, mut progress: impl FnMut(u64, u64)) -> Result<(W, Manifest, u64), Failed> {
        self.store.read(|read| {
            let manifest = self.manifest(read)?;
            let mut head = Hashed::new(sink);
            write_head(&mut head, &manifest)?;
            let mut body = zstd::Encoder::new(head, LEVEL)?;
            body.window_log(WINDOW_LOG)?;
            let mut unpacked = 0_u64;
            let mut put = |bytes: &[u8]| {
                unpacked = unpacked.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                body.write_all(bytes)
            };
            for key in self.keys {
                put(&length(key.bytes.len()))?;
                put(&key.bytes)?;
            }
            let (mut done, total) = (0_u64, manifest.rows());
            read.for_each_row(|table, key, value| {
                if key.len() > rows::KEY_BYTES || value.len() > rows::VALUE_BYTES {
                    return Err(StoreError::Damaged(format!("a row of table {table} is longer than any can be")).into());
                }
                put(&length(key.len()))?;
                put(&length(value.len()))?;
                put(key)?;
                put(value)?;
                done = done.saturating_add(1);
                if done.checked_rem(STEP) == Some(0) {
                    progress(done, total);
                }
                Ok::<_, Failed>(())
            })?;
            let (mut sink, hash) = body.finish()?.into_parts();
            sink.write_all(&hash)?;
            Ok((sink, manifest, unpacked))
        })
    }

    fn manifest(&self, read: &Read) -> Result<Manifest, StoreError> {
        let missing = || StoreError::Damaged("it belongs to no network".to_owned());
        let counts = read.row_counts()?;
        let rows = rows::TABLES.iter().zip(counts).map(|(table, rows)| TableRows { table: (*table).to_owned(), rows });
        Ok(Manifest {
            network: read.fact(&meta::NETWORK)?.ok_or_else(missing)?,
            network_name: self.network_name.to_owned(),
            operator: read.fact(&meta::OPERATOR)?.ok_or_else(missing)?,
            operator_name: self.operator_name.to_owned(),
            device: read.fact(&meta::DEVICE)?.ok_or_else(missing)?,
            made: self.made,
            schema: SCHEMA,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            keys: self.keys.iter().map(|key| key.name.clone()).collect(),
            tables: rows.collect(),
        })
    }
}

fn write_head(out: &mut impl Write, manifest: &Manifest) -> io::Result<()> {
    let manifest = encoding::to_bytes(manifest);
    out.write_all(MAGIC)?;
    out.write_all(&VERSION.to_be_bytes())?;
    out.write_all(&length(manifest.len()))?;
    out.write_all(&manifest)
}

/// A length in four bytes; what is longer is refused before.
fn length(bytes: usize) -> [u8; 4] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_be_bytes()
}

/// What failed: the file written to, or anything else.
enum Failed {
    Writing(io::Error),
    Other(BackupError),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Writing(error)
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Other(error.into())
    }
}
