//! The root key at rest: an [age](https://age-encryption.org/v1) file that a passphrase opens, or, when none was chosen, a plain key
//! file like the others.
//!
//! `keys/root.age` holds the very line of a plain key file, so that the stock `age` tool opens it as well. While both files are
//! there, because a change was cut short, the plain one counts: the key is in the clear then, and is said to be.

use std::{io::Read as _, io::Write as _, iter, path::PathBuf};

use age::{DecryptError, Decryptor, Encryptor};
use maillage_shared::identity::RootKey;
use zeroize::Zeroizing;

use super::{Home, HomeError, KeptKey as _, KeyKind, files, keys, passphrase::Passphrase};

/// Most work that a file may ask for: that of the stock tool, a second and 256 MiB.
const MOST_WORK: u8 = 18;

/// Most bytes of a sealed key: header, one line, seal. What is longer was written by something else.
pub const SEALED_BYTES: usize = 1_024;

/// How the root key rests in a home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RootProtection {
    /// It is not kept in this home.
    Absent,
    /// Whoever can read the file has it.
    Plain,
    /// A passphrase opens it.
    Passphrase,
}

/// Why a sealed key does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The passphrase is another one.
    #[error("the passphrase does not open the key")]
    WrongPassphrase,
    /// It is no sealed root key, or not as it was written.
    #[error("{0}")]
    Damaged(&'static str),
}

impl Home {
    /// Where a root key with a passphrase is kept.
    #[must_use]
    pub fn sealed_root_path(&self) -> PathBuf {
        self.keys_directory().join("root.age")
    }

    /// How the root key rests here.
    ///
    /// # Errors
    /// [`HomeError::Io`].
    pub fn root_protection(&self) -> Result<RootProtection, HomeError> {
        let there = |path: PathBuf| path.try_exists().map_err(HomeError::io(&path));
        if there(self.key_path(KeyKind::Root))? {
            return Ok(RootProtection::Plain);
        }
        Ok(if there(self.sealed_root_path())? { RootProtection::Passphrase } else { RootProtection::Absent })
    }

    /// The root key. Drop it as soon as it has signed: that wipes it from memory.
    ///
    /// # Errors
    /// [`HomeError::NoKey`]; [`HomeError::Locked`] when a passphrase is needed and none is given, [`HomeError::WrongPassphrase`];
    /// [`HomeError::TooOpen`] or [`HomeError::KeyDamaged`].
    pub fn root_key(&self, passphrase: Option<&Passphrase>) -> Result<RootKey, HomeError> {
        match self.root_protection()? {
            RootProtection::Absent => Err(HomeError::NoKey(KeyKind::Root)),
            RootProtection::Plain => self.key(),
            RootProtection::Passphrase => {
                let sealed = self.sealed_root()?.ok_or(HomeError::NoKey(KeyKind::Root))?;
                read(&sealed).map_err(|error| self.unopened(error))?;
                self.unseal(&sealed, passphrase.ok_or(HomeError::Locked)?)
            }
        }
    }

    /// The sealed root key as it stands on disk, for a recovery sheet; nothing when the key is plain or not kept here.
    ///
    /// # Errors
    /// [`HomeError::TooOpen`] or [`HomeError::Io`].
    pub fn sealed_root(&self) -> Result<Option<Vec<u8>>, HomeError> {
        if self.root_protection()? == RootProtection::Passphrase { files::read_private(&self.sealed_root_path()) } else { Ok(None) }
    }

    fn unseal(&self, sealed: &[u8], passphrase: &Passphrase) -> Result<RootKey, HomeError> {
        open(sealed, passphrase).map_err(|error| self.unopened(error))
    }

    fn unopened(&self, error: SealError) -> HomeError {
        match error {
            SealError::WrongPassphrase => HomeError::WrongPassphrase,
            SealError::Damaged(why) => HomeError::KeyDamaged { path: self.sealed_root_path(), why },
        }
    }

    /// Keeps the root key under a passphrase from now on, in the place of however it rested.
    ///
    /// What was written is opened again before the plain file is removed: a key that nobody can open is a lost operator.
    ///
    /// # Errors
    /// [`HomeError`]; the key rests as before then.
    pub fn protect_root(&self, root: &RootKey, passphrase: &Passphrase) -> Result<(), HomeError> {
        let sealed = seal(root, passphrase).map_err(HomeError::io(&self.sealed_root_path()))?;
        if self.unseal(&sealed, passphrase)?.public() != root.public() {
            return Err(HomeError::KeyDamaged { path: self.sealed_root_path(), why: "it did not read back" });
        }
        self.keep_sealed_root(&sealed)?;
        files::remove(&self.key_path(KeyKind::Root)).map(|_| ())
    }

    /// Keeps a root key that was sealed elsewhere, once it was opened.
    ///
    /// # Errors
    /// [`HomeError`].
    pub fn keep_sealed_root(&self, sealed: &[u8]) -> Result<(), HomeError> {
        files::write_private(&self.sealed_root_path(), sealed)
    }

    /// Keeps the root key as a plain file from now on.
    ///
    /// # Errors
    /// [`HomeError`].
    pub fn unprotect_root(&self, root: &RootKey) -> Result<(), HomeError> {
        files::write_private(&self.key_path(KeyKind::Root), keys::line_of(root).as_bytes())?;
        files::remove(&self.sealed_root_path()).map(|_| ())
    }
}

/// The root key as an age file that the passphrase opens.
fn seal(root: &RootKey, passphrase: &Passphrase) -> std::io::Result<Vec<u8>> {
    let recipient = passphrase.recipient();
    let recipients = iter::once(&recipient as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(recipients).map_err(std::io::Error::other)?;
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed)?;
    writer.write_all(keys::line_of(root).as_bytes())?;
    writer.finish()?;
    Ok(sealed)
}

/// The root key in an age file.
///
/// # Errors
/// [`SealError`].
pub fn open(sealed: &[u8], passphrase: &Passphrase) -> Result<RootKey, SealError> {
    let decryptor = read(sealed)?;
    let identity = passphrase.identity(MOST_WORK);
    let opened = decryptor.decrypt(iter::once(&identity as &dyn age::Identity));
    let mut line = Zeroizing::new(Vec::with_capacity(SEALED_BYTES));
    opened.map_err(|error| refusal(&error))?.read_to_end(&mut line).map_err(|_| SealError::Damaged("its content is damaged"))?;
    let secret = keys::parse(KeyKind::Root, &line).map_err(SealError::Damaged)?;
    Ok(RootKey::from_secret_bytes(&secret))
}

/// What can be seen of an age file without its passphrase.
fn read(sealed: &[u8]) -> Result<Decryptor<&[u8]>, SealError> {
    if sealed.len() > SEALED_BYTES {
        return Err(SealError::Damaged("it is longer than a sealed key"));
    }
    let decryptor = Decryptor::new(sealed).map_err(|_| SealError::Damaged("it is no age file"))?;
    if decryptor.is_scrypt() { Ok(decryptor) } else { Err(SealError::Damaged("it is not sealed with a passphrase")) }
}

const fn refusal(error: &DecryptError) -> SealError {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => SealError::WrongPassphrase,
        DecryptError::ExcessiveWork { .. } => SealError::Damaged("opening it would ask for more work than is allowed"),
        _ => SealError::Damaged("its header is damaged"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use maillage_shared::identity::RootKey;

    use super::{Home, HomeError, KeyKind, Passphrase, RootProtection, SealError, files, open};

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(text.to_owned()).unwrap()
    }

    fn home_with_root() -> (tempfile::TempDir, Home, RootKey) {
        let directory = tempfile::tempdir().unwrap();
        let home = Home::create(directory.path().join("home")).unwrap();
        let root = RootKey::from_secret(&[7; 32]);
        home.keep_key(&root).unwrap();
        (directory, home, root)
    }

    #[test]
    fn a_protected_root_key_opens_with_its_passphrase_alone_and_is_nowhere_in_the_clear() {
        let (_directory, home, root) = home_with_root();
        assert_eq!(home.root_protection().unwrap(), RootProtection::Plain);
        home.protect_root(&root, &passphrase("le chat du voisin")).unwrap();
        assert_eq!(home.root_protection().unwrap(), RootProtection::Passphrase);
        assert!(!home.key_path(KeyKind::Root).exists());
        assert!(matches!(home.root_key(None), Err(HomeError::Locked)));
        assert!(matches!(home.root_key(Some(&passphrase("le chien"))), Err(HomeError::WrongPassphrase)));
        assert_eq!(home.root_key(Some(&passphrase("le chat du voisin"))).unwrap().secret(), root.secret());
        home.unprotect_root(&root).unwrap();
        assert_eq!((home.root_protection().unwrap(), home.sealed_root().unwrap()), (RootProtection::Plain, None));
        assert_eq!(home.root_key(None).unwrap().secret(), root.secret());
    }

    #[test]
    fn a_change_that_was_cut_short_leaves_the_key_and_does_not_call_it_protected() {
        let (_directory, home, root) = home_with_root();
        home.keep_sealed_root(b"half of a file").unwrap();
        assert_eq!(home.root_protection().unwrap(), RootProtection::Plain);
        assert_eq!(home.root_key(None).unwrap().secret(), root.secret());
    }

    #[test]
    fn a_damaged_or_foreign_sealed_key_is_refused_quickly_and_without_a_panic() {
        let (_directory, home, root) = home_with_root();
        let right = passphrase("le chat du voisin");
        home.protect_root(&root, &right).unwrap();
        let good = home.sealed_root().unwrap().unwrap();
        for length in [0, 10, 40, good.len() - 1] {
            assert!(matches!(open(&good[..length], &right), Err(SealError::Damaged(_))), "cut at {length}");
        }
        let mut changed = good.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(matches!(open(&changed, &right), Err(SealError::Damaged(_))));
        let dear = String::from_utf8_lossy(&good[..60]).find(" 17\n").map(|place| {
            let mut dear = good.clone();
            dear[place + 1..place + 3].copy_from_slice(b"40");
            dear
        });
        let why = SealError::Damaged("opening it would ask for more work than is allowed");
        assert_eq!(open(&dear.unwrap(), &right).err(), Some(why));
        files::write_private(&home.sealed_root_path(), &vec![b'a'; 5_000]).unwrap();
        assert!(matches!(home.root_key(Some(&right)), Err(HomeError::KeyDamaged { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_sealed_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let (_directory, home, root) = home_with_root();
        let right = passphrase("le chat du voisin");
        home.protect_root(&root, &right).unwrap();
        let mode = fs::metadata(home.sealed_root_path()).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
        fs::set_permissions(home.sealed_root_path(), fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(home.root_key(Some(&right)), Err(HomeError::TooOpen { .. })));
    }
}
