//! Key files: one line with a word for the kind, the secret in hexadecimal digits, and a checksum that notices damage.
//!
//! ```text
//! maillage-device-key-1 <64 digits> <8 digits>
//! ```

use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER_PERMISSIVE as HEX;
use maillage_shared::{
    hash,
    identity::{DeviceKey, RootKey, keys::EndpointKey},
};
use zeroize::{Zeroize as _, Zeroizing};

use super::{Home, HomeError, KEYS, files};

/// The three keys of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// The operator's identity. Best kept offline once the devices are certified.
    Root,
    /// Signs what this device writes.
    Device,
    /// Secures connections. May be replaced at will.
    Endpoint,
}

impl KeyKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Device => "device",
            Self::Endpoint => "endpoint",
        }
    }

    /// The file in which it is kept, within the home.
    #[must_use]
    pub fn file(self) -> PathBuf {
        Path::new(KEYS).join(format!("{self}.key"))
    }

    fn tag(self) -> String {
        format!("maillage-{self}-key-1")
    }
}

impl std::fmt::Display for KeyKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// A key that has a file in a home.
pub trait KeptKey: Sized {
    /// Which of the three it is.
    const KIND: KeyKind;

    /// The key with these secret bytes.
    fn from_secret_bytes(secret: &[u8; 32]) -> Self;

    /// The secret bytes.
    fn secret_bytes(&self) -> Zeroizing<[u8; 32]>;
}

macro_rules! kept_key {
    ($($key:ident: $kind:ident),*) => {
        $(impl KeptKey for $key {
            const KIND: KeyKind = KeyKind::$kind;

            fn from_secret_bytes(secret: &[u8; 32]) -> Self {
                Self::from_secret(secret)
            }

            fn secret_bytes(&self) -> Zeroizing<[u8; 32]> {
                self.secret()
            }
        })*
    };
}
kept_key!(RootKey: Root, DeviceKey: Device, EndpointKey: Endpoint);

impl Home {
    /// Where a key is kept.
    #[must_use]
    pub fn key_path(&self, kind: KeyKind) -> PathBuf {
        self.path().join(kind.file())
    }

    /// The key of this home.
    ///
    /// # Errors
    /// [`HomeError::NoKey`], [`HomeError::TooOpen`] or [`HomeError::KeyDamaged`].
    pub fn key<K: KeptKey>(&self) -> Result<K, HomeError> {
        let path = self.key_path(K::KIND);
        super::refuse_open_to_others(&self.keys_directory())?;
        let bytes = Zeroizing::new(files::read_private(&path)?.ok_or(HomeError::NoKey(K::KIND))?);
        let secret = parse(K::KIND, &bytes).map_err(|why| HomeError::KeyDamaged { path, why })?;
        Ok(K::from_secret_bytes(&secret))
    }

    /// Keeps a key that this home did not have.
    ///
    /// # Errors
    /// [`HomeError::KeyThere`]: a key is never lost to another.
    pub fn keep_key<K: KeptKey>(&self, key: &K) -> Result<(), HomeError> {
        let path = self.key_path(K::KIND);
        if path.try_exists().map_err(HomeError::io(&path))? {
            return Err(HomeError::KeyThere(K::KIND));
        }
        files::write_private(&path, line_of(key).as_bytes())
    }

    /// Keeps another endpoint key in the place of the one before.
    pub fn replace_endpoint_key(&self, key: &EndpointKey) -> Result<(), HomeError> {
        files::write_private(&self.key_path(KeyKind::Endpoint), line_of(key).as_bytes())
    }

    /// Takes the root key out of this home, once it is kept elsewhere; says whether it was there.
    pub fn remove_root_key(&self) -> Result<bool, HomeError> {
        files::remove(&self.key_path(KeyKind::Root))
    }
}

/// The key in the bytes of a key file.
///
/// # Errors
/// What is wrong with the bytes, without any of them.
pub fn read<K: KeptKey>(bytes: &[u8]) -> Result<K, &'static str> {
    parse(K::KIND, bytes).map(|secret| K::from_secret_bytes(&secret))
}

/// The first digits of a hash over kind and secret.
fn checksum(kind: KeyKind, secret: &[u8; 32]) -> String {
    let secret = Zeroizing::new([kind.word().as_bytes(), &[0], secret].concat());
    let hash = hash::sha256_in("maillage/key-file/1", &secret);
    HEX.encode(hash.first_chunk::<4>().map_or(&[], |four| four.as_slice()))
}

fn write(kind: KeyKind, secret: &[u8; 32]) -> Zeroizing<String> {
    let digits = Zeroizing::new(HEX.encode(secret));
    Zeroizing::new(format!("{} {} {}\n", kind.tag(), *digits, checksum(kind, secret)))
}

/// The line of a key's file.
pub(super) fn line_of<K: KeptKey>(key: &K) -> Zeroizing<String> {
    write(K::KIND, &key.secret_bytes())
}

/// The secret in the line of a key file.
pub(super) fn parse(kind: KeyKind, bytes: &[u8]) -> Result<Zeroizing<[u8; 32]>, &'static str> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not text")?;
    let mut words = text.split_ascii_whitespace();
    let (tag, digits, check) = (words.next(), words.next(), words.next());
    if tag != Some(kind.tag().as_str()) {
        return Err("it does not begin with the word of such a key");
    }
    let mut decoded = HEX.decode(digits.unwrap_or_default().as_bytes()).map_err(|_| "a digit is missing or wrong")?;
    let secret = <[u8; 32]>::try_from(decoded.as_slice()).map(Zeroizing::new).map_err(|_| "it has not 64 digits");
    decoded.zeroize();
    let secret = secret?;
    let same = check.is_some_and(|check| check.eq_ignore_ascii_case(&checksum(kind, &secret)));
    if same && words.next().is_none() { Ok(secret) } else { Err("its checksum does not fit") }
}
