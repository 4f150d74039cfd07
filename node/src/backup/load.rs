//! Reading a backup into a store. Everything that the file says of itself is doubted: lengths, counts, sizes, and at the end the
//! hash over all of it.

use std::{
    fs::File,
    io::{BufRead, BufReader, ErrorKind, Read},
    path::{Path, PathBuf},
};

use maillage_shared::{encoding, identity::DeviceKey};
use zeroize::Zeroizing;

use super::{
    BackupError, Damage, KeyFile, MAGIC, Manifest, Passphrase, Place, VERSION, WINDOW_LOG, allowance,
    hashed::{Hashed, Metered},
    manifest::{KEY_FILE_BYTES, MANIFEST_BYTES},
};
use crate::store::{Audit, SCHEMA, Store, StoreError, meta, rows};

/// How a file in the format of age begins.
const AGE_MAGIC: &[u8] = b"age-encryption.org/";

/// Most work that a protected backup may ask for, as a power of two: four seconds and 1 GiB on an ordinary machine. Backups were
/// once written with as much work as the machine did in a second.
const MOST_WORK: u8 = 20;

/// Rows put into the store in one transaction, at most.
const ROWS_AT_ONCE: usize = 4096;

/// Bytes of rows put into the store in one transaction, at about most.
const BYTES_AT_ONCE: usize = 4 * 1024 * 1024;

/// A backup that is about to be read.
#[derive(Debug)]
pub struct Source<'s> {
    /// The file.
    pub path: &'s Path,
    /// The passphrase, if one protects it.
    pub passphrase: Option<&'s Passphrase>,
}

/// What came out of a backup beside the rows.
#[derive(Debug)]
pub struct Loaded {
    /// What it says of itself.
    pub manifest: Manifest,
    /// The key files in it.
    pub keys: Vec<KeyFile>,
    /// What the audit of the store found in order.
    pub audit: Audit,
    /// Whether a passphrase protects it.
    pub protected: bool,
    /// Bytes of the file.
    pub bytes: u64,
}

type Packed = Metered<zstd::Decoder<'static, Hashed<Box<dyn BufRead>>>>;

impl Source<'_> {
    /// Reads the whole backup into a new and empty `store`, then verifies everything in it. On an error the store holds
    /// anything and is to be thrown away. `progress` is told the rows done and in all.
    ///
    /// # Errors
    /// [`BackupError`].
    pub fn load_into(&self, store: &Store, mut progress: impl FnMut(u64, u64)) -> Result<Loaded, BackupError> {
        let failed = |error| BackupError::File { path: self.path.to_owned(), error };
        // Looked at first: to open a pipe is to wait for somebody who writes.
        let metadata = std::fs::metadata(self.path).map_err(failed)?;
        if !metadata.is_file() {
            // A device may give bytes without end.
            let kind = if metadata.is_dir() { ErrorKind::IsADirectory } else { ErrorKind::Unsupported };
            return Err(failed(kind.into()));
        }
        let file = File::open(self.path).map_err(failed)?;
        let (plain, protected) = self.unprotected(BufReader::new(file))?;
        let mut head = Hashed::new(plain);
        let manifest = read_head(&mut head)?;
        let unpacking = |error: std::io::Error| BackupError::reading(Place::Head, &error);
        let mut body = zstd::Decoder::with_buffer(head).map_err(unpacking)?.single_frame();
        body.window_log_max(WINDOW_LOG).map_err(unpacking)?;
        let mut body = Metered::new(body, allowance(metadata.len()));
        let keys = read_keys(&mut body, &manifest)?;
        read_tables(&mut body, &manifest, store, &mut progress)?;
        count(store, &manifest)?;
        finish(body)?;
        store.adopt_schema(manifest.schema)?;
        let audit = store.read(|read| read.audit(&mut progress))?;
        judge(store, &manifest, &keys, &audit)?;
        Ok(Loaded { manifest, keys, audit, protected, bytes: metadata.len() })
    }

    /// The bytes below the passphrase, and whether there is one.
    fn unprotected(&self, mut file: BufReader<File>) -> Result<(Box<dyn BufRead>, bool), BackupError> {
        let path: PathBuf = self.path.to_owned();
        let begins = file.fill_buf().map_err(|error| BackupError::File { path, error })?;
        if !begins.starts_with(AGE_MAGIC) {
            return Ok((Box::new(file), false));
        }
        let passphrase = self.passphrase.ok_or(BackupError::PassphraseNeeded)?;
        let decryptor = age::Decryptor::new_buffered(file).map_err(|_| BackupError::damaged(Place::Head, Damage::Unpacking))?;
        if !decryptor.is_scrypt() {
            return Err(BackupError::NotABackup);
        }
        let identity = passphrase.identity(MOST_WORK);
        let plain = decryptor.decrypt(std::iter::once(&identity as _)).map_err(|error| match error {
            age::DecryptError::InvalidMac | age::DecryptError::InvalidHeader => {
                BackupError::damaged(Place::Head, Damage::Unpacking)
            }
            age::DecryptError::ExcessiveWork { .. } => BackupError::damaged(Place::Head, Damage::Size),
            _ => BackupError::PassphraseWrong,
        })?;
        Ok((Box::new(BufReader::new(plain)), true))
    }
}

fn exactly<R: Read>(from: &mut R, length: usize, place: &Place) -> Result<Vec<u8>, BackupError> {
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes).map_err(|error| BackupError::reading(place.clone(), &error))?;
    Ok(bytes)
}

/// A length of four bytes, at most `most`.
fn length<R: Read>(from: &mut R, most: usize, place: &Place) -> Result<usize, BackupError> {
    let mut bytes = [0; 4];
    from.read_exact(&mut bytes).map_err(|error| BackupError::reading(place.clone(), &error))?;
    let length = usize::try_from(u32::from_be_bytes(bytes)).unwrap_or(usize::MAX);
    if length > most { Err(BackupError::damaged(place.clone(), Damage::Shape)) } else { Ok(length) }
}

fn read_head<R: Read>(from: &mut R) -> Result<Manifest, BackupError> {
    let place = Place::Head;
    let mut magic = [0; MAGIC.len()];
    match from.read_exact(&mut magic) {
        Ok(()) if &magic == MAGIC => {}
        Err(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => return Err(BackupError::reading(place, &error)),
        _ => return Err(BackupError::NotABackup),
    }
    let version = exactly(from, 2, &place)?;
    let version = version.first_chunk().copied().map(u16::from_be_bytes).unwrap_or_default();
    if version > VERSION {
        return Err(BackupError::Newer { found: version.into(), known: VERSION.into() });
    }
    let manifest = length(from, MANIFEST_BYTES, &place)?;
    let manifest = exactly(from, manifest, &place)?;
    let shape = || BackupError::damaged(Place::Head, Damage::Shape);
    let manifest: Manifest = encoding::from_bytes(&manifest).map_err(|_| shape())?;
    if manifest.schema > SCHEMA {
        return Err(BackupError::Newer { found: manifest.schema, known: SCHEMA });
    }
    let mut tables = manifest.tables.iter().map(|table| table.table.as_str()).collect::<Vec<_>>();
    tables.sort_unstable();
    let known = tables.iter().all(|table| rows::TABLES.contains(table)) && tables.is_sorted_by(|one, next| one < next);
    if version == 0 || manifest.schema == 0 || !known || !manifest.keys_are_known() {
        return Err(shape());
    }
    Ok(manifest)
}

fn read_keys(body: &mut Packed, manifest: &Manifest) -> Result<Vec<KeyFile>, BackupError> {
    let read = |name: &String| {
        let place = Place::Key(name.clone());
        let length = length(body, KEY_FILE_BYTES, &place)?;
        Ok(KeyFile { name: name.clone(), bytes: Zeroizing::new(exactly(body, length, &place)?) })
    };
    manifest.keys.iter().map(read).collect()
}

fn read_tables(
    body: &mut Packed,
    manifest: &Manifest,
    store: &Store,
    progress: &mut impl FnMut(u64, u64),
) -> Result<(), BackupError> {
    let (mut done, total) = (0_u64, manifest.rows());
    for table in &manifest.tables {
        let mut waiting: Vec<rows::Row> = Vec::new();
        let mut bytes = 0_usize;
        for row in 1..=table.rows {
            let place = Place::Row(table.table.clone(), row);
            let lengths = (length(body, rows::KEY_BYTES, &place)?, length(body, rows::VALUE_BYTES, &place)?);
            waiting.push((exactly(body, lengths.0, &place)?, exactly(body, lengths.1, &place)?));
            bytes = bytes.saturating_add(lengths.0).saturating_add(lengths.1);
            done = done.saturating_add(1);
            if waiting.len() >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE {
                put(store, &table.table, row, &waiting)?;
                (waiting, bytes) = (Vec::new(), 0);
                progress(done, total);
            }
        }
        put(store, &table.table, table.rows, &waiting)?;
    }
    Ok(())
}

fn put(store: &Store, table: &str, last: u64, rows: &[rows::Row]) -> Result<(), BackupError> {
    store.write(|write| write.put_rows(table, rows)).map_err(|error| match error {
        StoreError::Damaged(why) => BackupError::damaged(Place::Row(table.to_owned(), last), Damage::Content(why)),
        other => other.into(),
    })
}

/// Whether the store has as many rows as the manifest says: a row that was given twice is one.
fn count(store: &Store, manifest: &Manifest) -> Result<(), BackupError> {
    let counts = store.read(crate::store::Read::row_counts)?;
    match rows::TABLES.iter().zip(counts).find(|(table, rows)| manifest.rows_of(table) != *rows) {
        None => Ok(()),
        Some((table, rows)) => Err(BackupError::damaged(Place::Row((*table).to_owned(), rows), Damage::Shape)),
    }
}

/// The end of the packed part, the hash, and nothing after it.
fn finish(mut body: Packed) -> Result<(), BackupError> {
    let reading = |error: std::io::Error| BackupError::reading(Place::End, &error);
    let mut beyond = [0; 1];
    if body.read(&mut beyond).map_err(reading)? > 0 {
        return Err(BackupError::damaged(Place::End, Damage::Shape));
    }
    let (mut rest, hash) = body.into_inner().finish().into_parts();
    let mut written = [0; 32];
    rest.read_exact(&mut written).map_err(reading)?;
    if written != hash {
        return Err(BackupError::damaged(Place::End, Damage::Hash));
    }
    if rest.read(&mut beyond).map_err(reading)? > 0 {
        return Err(BackupError::damaged(Place::End, Damage::Shape));
    }
    Ok(())
}

/// Whether the content fits what the manifest says, is authentic, and belongs to the keys.
fn judge(store: &Store, manifest: &Manifest, keys: &[KeyFile], audit: &Audit) -> Result<(), BackupError> {
    if let Some((part, fault)) = audit.first_fault() {
        let place = Place::Content(part.name.clone(), fault.place.clone());
        return Err(BackupError::damaged(place, Damage::Content(fault.why.clone())));
    }
    let facts = store
        .read(|read| Ok::<_, StoreError>((read.fact(&meta::NETWORK)?, read.fact(&meta::OPERATOR)?, read.fact(&meta::DEVICE)?)))?;
    if facts != (Some(manifest.network), Some(manifest.operator), Some(manifest.device)) {
        return Err(BackupError::damaged(Place::Head, Damage::Content("it names another network, operator or device".into())));
    }
    keys.iter().try_for_each(|key| key_fits(manifest, key))
}

impl Loaded {
    /// Whether a key file can be that of the device whose store this is.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] when it is the key of another device, or no key.
    pub fn fits(&self, file: &KeyFile) -> Result<(), BackupError> {
        key_fits(&self.manifest, file)
    }
}

/// A device key that can be read is that of the device whose store this is.
fn key_fits(manifest: &Manifest, file: &KeyFile) -> Result<(), BackupError> {
    if file.name != "device.key" {
        return Ok(());
    }
    let place = || Place::Key(file.name.clone());
    let key: DeviceKey =
        crate::home::keys::read(&file.bytes).map_err(|why| BackupError::damaged(place(), Damage::Content(why.to_owned())))?;
    let fits = key.public() == manifest.device;
    if fits { Ok(()) } else { Err(BackupError::damaged(place(), Damage::Content("it is the key of another device".into()))) }
}
