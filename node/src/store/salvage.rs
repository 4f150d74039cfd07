//! Reading what can be read of a store file that may be damaged anywhere. The file is only looked at.
//!
//! Where a page is damaged, what stands before it is read from the first row on and what stands behind it from the last row back.
//! Nothing of what is read is verified here.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Read, Store, StoreError, failure::Held, look_at, looked_at::LookedAt, panics::caught, recognise, schema, unpanicking};

/// A store file that may be damaged.
#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    store: RefCell<Option<Arc<Store>>>,
}

/// How far a table could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Rows that were read.
    pub read: u64,
    /// Rows that the table should have, where that can be read.
    pub expected: Option<u64>,
    /// Whether no place stopped the reading.
    pub whole: bool,
}

impl Source {
    /// Looks at the store file at `path`.
    ///
    /// # Errors
    /// [`StoreError::Missing`] or [`NewerSchema`](StoreError::NewerSchema); [`NotAStore`](StoreError::NotAStore) or
    /// [`Damaged`](StoreError::Damaged) when nothing of it can be read.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let source = Self { path: path.to_owned(), store: RefCell::new(None) };
        source.read(|_| Ok(())).map(|()| source)
    }

    /// Whether every page of the file is as it was written. Reads all of it.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let opened = look(&self.path, true);
        // As elsewhere: closing a damaged file may fail in any way, and the file keeps nothing of it.
        caught(|| opened.is_ok()).unwrap_or(false)
    }

    /// Runs `work` on what the file holds. A failure of redb on a damaged page is [`StoreError::Damaged`].
    ///
    /// # Errors
    /// That of `work`, or of opening.
    pub fn read<T>(&self, work: impl FnOnce(&Read) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let held = self.store.borrow_mut().take();
        let store = held.map_or_else(|| look(&self.path, false).map(Arc::new), Ok)?;
        // Held here as well, so that a failure does not close the file while it unwinds.
        let working = Arc::clone(&store);
        if let Some(outcome) = caught(move || working.read(work)) {
            *self.store.borrow_mut() = Some(store);
            return outcome;
        }
        // What failed once is not closed in order any more; the next reader opens the file anew.
        std::mem::forget(store);
        Err(StoreError::Damaged("a page cannot be read".to_owned()))
    }

    /// Gives `each` every row of a table that can be read, ascending up to the first damaged page, then descending from the last row
    /// to it.
    ///
    /// # Errors
    /// That of `each`. That a page cannot be read is told in the answer.
    pub fn for_each_row(
        &self,
        table: &str,
        mut each: impl FnMut(&[u8], &[u8]) -> Result<(), StoreError>,
    ) -> Result<Reach, StoreError> {
        let expected = self.read(|read| read.row_count(table)).ok();
        let mut reach = Reach { read: 0, expected, whole: true };
        let (mut last, mut failed): (Option<Vec<u8>>, Option<StoreError>) = (None, None);
        let forwards = self.read(|read| {
            read.scan_table(table, false, |key, value| {
                // Keys that do not ascend come out of pages that refer to each other in a circle.
                if last.as_deref().is_some_and(|last| key <= last) {
                    reach.whole = false;
                    return false;
                }
                last = Some(key.to_vec());
                reach.read = reach.read.saturating_add(1);
                failed = each(key, value).err();
                failed.is_none()
            })
        });
        if let Some(error) = failed {
            return Err(error);
        }
        reach.whole &= forwards.is_ok();
        if reach.whole {
            return Ok(reach);
        }
        let (limit, mut before): (Option<Vec<u8>>, Option<Vec<u8>>) = (last, None);
        let backwards = self.read(|read| {
            read.scan_table(table, true, |key, value| {
                let known = limit.as_deref().is_some_and(|limit| key <= limit);
                if known || before.as_deref().is_some_and(|before| key >= before) {
                    return false;
                }
                before = Some(key.to_vec());
                reach.read = reach.read.saturating_add(1);
                failed = each(key, value).err();
                failed.is_none()
            })
        });
        if let Err(error) = backwards {
            tracing::debug!(table, %error, "a table was read from both ends");
        }
        failed.map_or(Ok(reach), Err)
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        let held = self.store.borrow_mut().take();
        // Closing a damaged file may fail in any way, and the file keeps nothing of it.
        if caught(move || drop(held)).is_none() {
            tracing::debug!("a damaged store could not be closed in order");
        }
    }
}

fn look(path: &Path, every_page: bool) -> Result<Store, StoreError> {
    recognise(path)?;
    let looked_at = LookedAt::open(path)?;
    // What fails is closed in here as well: closing a damaged file may fail in any way.
    unpanicking(|| {
        let store = Store { held: Held::fixed(look_at(looked_at, every_page)?) };
        // A store without a readable schema number may hold readable rows all the same: of this schema, as there is no other yet.
        match schema::bring_up_to_date(&store) {
            Err(StoreError::NewerSchema { found, known }) => Err(StoreError::NewerSchema { found, known }),
            _ => Ok(store),
        }
    })
}
