//! What is damaged is never thrown away: it is kept beside its place, under a name that says when.

use std::{
    fs,
    path::{Path, PathBuf},
};

use maillage_shared::calendar::ClaimedTime;

use super::{Home, HomeError};
use crate::platform;

/// What stands in the name of everything that was set aside.
const MARK: &str = "-damaged-";

/// Names that are tried in one second.
const NAMES: usize = 100;

/// Whether this was set aside.
#[must_use]
pub fn is_set_aside(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().contains(MARK))
}

/// A free name beside `path`, as `store-damaged-20261015-120000.redb`.
fn name_beside(path: &Path, now: ClaimedTime) -> PathBuf {
    let digits: String = now.to_utc().chars().filter(char::is_ascii_digit).take(14).collect();
    let (day, time) = digits.split_at_checked(8).unwrap_or((&digits, ""));
    let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let dot = if ending.is_empty() { "" } else { "." };
    let name = |number: usize| match number {
        0 => format!("{stem}{MARK}{day}-{time}{dot}{ending}"),
        number => format!("{stem}{MARK}{day}-{time}-{number}{dot}{ending}"),
    };
    let mut names = (0..NAMES).map(|number| path.with_file_name(name(number)));
    names.find(|name| !name.exists()).unwrap_or_else(|| path.with_file_name(name(NAMES)))
}

/// Gives the file at `path` a second name beside it, under which it stays when another takes its place. Where the disk knows no
/// second names it is copied. A file that has such a name already, since setting it aside was cut short, keeps that one.
///
/// # Errors
/// [`HomeError`]; nothing is left then.
pub fn keep_beside(path: &Path, now: ClaimedTime) -> Result<PathBuf, HomeError> {
    if let Some(known) = kept_already(path) {
        return Ok(known);
    }
    let beside = name_beside(path, now);
    if fs::hard_link(path, &beside).is_ok() {
        return Ok(beside);
    }
    let copied = platform::create_private_file(&beside).and_then(|mut copy| {
        let mut from = fs::File::open(path)?;
        std::io::copy(&mut from, &mut copy)?;
        copy.sync_all()
    });
    if let Err(error) = copied {
        // What failed is told; that its remains stay as well would not help anyone.
        let _ = fs::remove_file(&beside);
        return Err(HomeError::Io { path: beside, error });
    }
    Ok(beside)
}

/// The name under which this very file was set aside before.
fn kept_already(path: &Path) -> Option<PathBuf> {
    let identity = |path: &Path| platform::file_identity(&fs::File::open(path).ok()?).ok().filter(|identity| identity.place != 0);
    let own = identity(path)?;
    let beside = fs::read_dir(path.parent()?).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    beside.filter(|other| is_set_aside(other)).find(|other| identity(other) == Some(own))
}

impl Home {
    /// The store that was set aside last, if one was.
    #[must_use]
    pub fn store_set_aside(&self) -> Option<PathBuf> {
        let store = self.store_path();
        let stem = store.file_stem()?.to_string_lossy().into_owned() + MARK;
        let there = fs::read_dir(self.path()).ok()?.filter_map(Result::ok).map(|entry| entry.path());
        let is_store = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            name.starts_with(&stem) && path.extension() == store.extension() && path.is_file()
        };
        // The names say when, so that the last one is the youngest.
        there.filter(is_store).max()
    }

    /// Moves keys, store and what belongs to them to names beside, so that a home can be made here anew.
    ///
    /// # Errors
    /// [`HomeError`]; what was moved is moved back as far as it goes, and nothing is lost.
    pub fn set_aside(&self, now: ClaimedTime) -> Result<SetAside, HomeError> {
        let parts = [self.keys_directory(), self.store_path(), self.way_back_path(), self.instance_path()];
        let mut moved = SetAside(Vec::new());
        for path in parts {
            if path.try_exists().map_err(HomeError::io(&path))? {
                let name = name_beside(&path, now);
                if let Err(error) = fs::rename(&path, &name) {
                    moved.put_back();
                    return Err(HomeError::Io { path, error });
                }
                moved.0.push((path, name));
            }
        }
        platform::sync_directory(self.path()).map_err(HomeError::io(self.path()))?;
        Ok(moved)
    }
}

/// What was moved aside: where it was, and where it is.
#[derive(Debug)]
pub struct SetAside(Vec<(PathBuf, PathBuf)>);

impl SetAside {
    /// Where what lay at `place` is kept, if it was moved.
    #[must_use]
    pub fn name_of(&self, place: &Path) -> Option<&Path> {
        self.0.iter().find(|(moved, _)| moved == place).map(|(_, name)| name.as_path())
    }

    /// Moves everything back to its place; says whether it did. Where something else lies there now, all stays aside.
    pub fn put_back(&self) -> bool {
        let free = self.0.iter().all(|(place, _)| !place.exists());
        free && self.0.iter().rev().all(|(place, name)| fs::rename(name, place).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use maillage_shared::calendar::ClaimedTime;

    use super::{is_set_aside, keep_beside};
    use crate::home::Home;

    const NOW: ClaimedTime = ClaimedTime(1_792_065_600);

    #[test]
    fn a_file_is_kept_under_one_dated_name_however_often_it_is_set_aside() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store.redb");
        fs::write(&path, b"damaged").unwrap();
        let kept = keep_beside(&path, NOW).unwrap();
        assert!(is_set_aside(&kept) && !is_set_aside(&path));
        assert_eq!(keep_beside(&path, ClaimedTime(NOW.0 + 60)).unwrap(), kept);
        fs::write(directory.path().join("other"), b"new").unwrap();
        fs::rename(directory.path().join("other"), &path).unwrap();
        let next = keep_beside(&path, NOW).unwrap();
        assert!(next != kept && is_set_aside(&next));
        assert_eq!((fs::read(&kept).unwrap(), fs::read(&next).unwrap()), (b"damaged".to_vec(), b"new".to_vec()));
    }

    #[test]
    fn a_home_can_be_made_beside_what_was_set_aside_and_nothing_of_it_is_lost() {
        let directory = tempfile::tempdir().unwrap();
        let home = Home::create(directory.path().join("home")).unwrap();
        fs::write(home.keys_directory().join("root.key"), b"secret").unwrap();
        fs::write(home.store_path(), b"damaged").unwrap();
        let aside = home.set_aside(NOW).unwrap();
        let again = Home::create(home.path()).unwrap();
        assert!(!again.store_path().exists() && aside.0.len() == 2);
        assert_eq!(fs::read(aside.0[0].1.join("root.key")).unwrap(), b"secret");
        assert_eq!(fs::read(&aside.0[1].1).unwrap(), b"damaged");
        assert!(!aside.put_back(), "the places are taken");
        for directory in [again.keys_directory(), again.inbox_directory()] {
            fs::remove_dir(directory).unwrap();
        }
        assert!(aside.put_back() && !aside.put_back(), "the places are taken again");
        assert_eq!(fs::read(home.keys_directory().join("root.key")).unwrap(), b"secret");
        assert_eq!(fs::read(home.store_path()).unwrap(), b"damaged");
    }
}
