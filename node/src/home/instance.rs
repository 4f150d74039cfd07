//! Is this the home that it was, or a copy? A marker beside the store says where it was written itself, on which computer, and
//! which store it belongs to.
//!
//! Before something is written that others will see, and again every now and then, an *opening* is drawn, noted in the marker,
//! and written into the store in the same transaction. So a marker that lies elsewhere than it says was copied, and a store with
//! another opening than the marker's is an older one, or another home's. Until the transaction is on the disk both openings are
//! noted, the one before and the one to come: a process that is killed in between leaves nothing to be suspicious of.
//!
//! It notices copies made by accident. Whoever copies a home byte for byte onto the same places of a disk is not noticed here but
//! by the journal, as soon as both copies write.

use std::{fs::File, io::Write as _, path::PathBuf};

use data_encoding::HEXLOWER as HEX;
use maillage_shared::hash;

use super::{Home, HomeError, files};
use crate::{platform, randomness};

/// The first word of a marker.
const TAG: &str = "maillage-instance-1";

/// What stands for an opening that does not exist yet.
const NONE: &str = "-";

/// Drawn before something is written that others will see.
pub type Opening = [u8; 16];

/// The marker of one home.
#[derive(Debug)]
pub struct Instance {
    path: PathBuf,
}

impl Instance {
    /// The marker of a home, whether or not it is there yet.
    #[must_use]
    pub fn of(home: &Home) -> Self {
        Self { path: home.instance_path() }
    }

    /// Whether this is the home that last wrote with the store that has `opening`. A home of an earlier version, with neither
    /// marker nor opening, is.
    ///
    /// # Errors
    /// [`HomeError`] when the marker cannot be read.
    pub fn is_original(&self, opening: Option<&Opening>) -> Result<bool, HomeError> {
        let Some(bytes) = files::read_private(&self.path)? else { return Ok(opening.is_none()) };
        let text = String::from_utf8_lossy(&bytes);
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        let [TAG, before, next, place] = words.as_slice() else { return Ok(false) };
        let file = File::open(&self.path).map_err(HomeError::io(&self.path))?;
        let opening = in_words(opening);
        Ok(*place == self.place(&file)? && (opening == *before || opening == *next))
    }

    /// Notes that the store has this opening now, and no other any more.
    ///
    /// # Errors
    /// [`HomeError`] when the marker cannot be written.
    pub fn settle(&self, opening: &Opening) -> Result<(), HomeError> {
        self.write(&in_words(Some(opening)), &in_words(Some(opening)))
    }

    /// Notes that something is about to be written with the store that has `before`, and draws the opening that it is to write there.
    ///
    /// # Errors
    /// [`HomeError`] when the marker cannot be written.
    pub fn begin(&self, before: Option<&Opening>) -> Result<Opening, HomeError> {
        let drawn = randomness::random()
            .map_err(|error| HomeError::Io { path: self.path.clone(), error: std::io::Error::other(error.to_string()) });
        let next: Opening = drawn?;
        self.write(&in_words(before), &in_words(Some(&next)))?;
        Ok(next)
    }

    fn write(&self, before: &str, next: &str) -> Result<(), HomeError> {
        files::write_private_with(&self.path, |mut file| {
            let line = format!("{TAG} {before} {next} {}\n", self.place(&file)?);
            file.write_all(line.as_bytes()).map(|()| file).map_err(HomeError::io(&self.path))
        })
    }

    /// Where the file lies, in a word: a hash, since the name of a computer is nobody's business.
    fn place(&self, file: &File) -> Result<String, HomeError> {
        let identity = platform::file_identity(file).map_err(HomeError::io(&self.path))?;
        let text = format!("{} {} {}", identity.place, identity.made, platform::machine_name().unwrap_or_default());
        Ok(HEX.encode(&hash::sha256_in("maillage/instance/1", text.as_bytes())))
    }
}

fn in_words(opening: Option<&Opening>) -> String {
    opening.map_or_else(|| NONE.to_owned(), |opening| HEX.encode(opening))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Instance;
    use crate::home::{Home, files};

    fn home() -> (tempfile::TempDir, Home) {
        let directory = tempfile::tempdir().unwrap();
        let home = Home::create(directory.path().join("home")).unwrap();
        (directory, home)
    }

    #[test]
    fn a_home_is_the_original_before_and_after_the_store_took_the_opening() {
        let (_directory, home) = home();
        let instance = Instance::of(&home);
        assert!(instance.is_original(None).unwrap());
        let first = instance.begin(None).unwrap();
        assert!(instance.is_original(None).unwrap(), "killed before the store was written");
        assert!(instance.is_original(Some(&first)).unwrap());
        let second = instance.begin(Some(&first)).unwrap();
        assert!(instance.is_original(Some(&first)).unwrap() && instance.is_original(Some(&second)).unwrap());
        instance.settle(&second).unwrap();
        assert!(instance.is_original(Some(&second)).unwrap());
        assert!(!instance.is_original(Some(&first)).unwrap(), "the store was written since");
    }

    #[test]
    fn an_older_store_another_store_or_a_marker_that_is_gone_is_noticed() {
        let (_directory, home) = home();
        let instance = Instance::of(&home);
        let first = instance.begin(None).unwrap();
        let second = instance.begin(Some(&first)).unwrap();
        instance.begin(Some(&second)).unwrap();
        assert!(!instance.is_original(Some(&first)).unwrap());
        assert!(!instance.is_original(None).unwrap());
        fs::remove_file(home.instance_path()).unwrap();
        assert!(!instance.is_original(Some(&second)).unwrap());
        files::write_private(&home.instance_path(), b"something else").unwrap();
        assert!(!instance.is_original(Some(&second)).unwrap());
    }

    #[test]
    fn a_copied_marker_is_noticed_and_a_moved_home_is_not() {
        let (directory, home) = home();
        let opening = Instance::of(&home).begin(None).unwrap();
        let moved = directory.path().join("moved");
        fs::rename(home.path(), &moved).unwrap();
        let moved = Home::open(&moved).unwrap();
        assert!(Instance::of(&moved).is_original(Some(&opening)).unwrap());
        let copy = Home::create(directory.path().join("copy")).unwrap();
        files::write_private(&copy.instance_path(), &fs::read(moved.instance_path()).unwrap()).unwrap();
        assert!(!Instance::of(&copy).is_original(Some(&opening)).unwrap());
    }
}
