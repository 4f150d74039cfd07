//! A store file that is only looked at: what redb would change in it stays in memory, so that a damaged file is kept as it is.

use std::{
    collections::BTreeMap,
    fs::File,
    io,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use redb::{StorageBackend, backends::FileBackend};

/// Bytes that are kept together.
const PAGE: usize = 4096;

/// Pages that may be changed in memory: 64 MiB. Opening a store that was not closed changes far less.
const PAGES: usize = 16 * 1024;

/// Bytes of redb's header that say how long the file is: sizes and numbers of pages and of their regions, from the twelfth on.
const HEADER: usize = 32;

/// Bytes that may be missing at the end of a file. A header that asks for more is damaged itself.
const MOST_MISSING: u64 = 4 << 30;

/// A file that nobody changes, under changes that nobody keeps.
#[derive(Debug)]
pub(super) struct LookedAt {
    changes: Mutex<Changes>,
}

#[derive(Debug)]
struct Changes {
    under: Box<dyn StorageBackend>,
    /// Bytes in all.
    length: u64,
    /// Up to here, what was not changed stands in the file; beyond are zeros.
    from_file: u64,
    pages: BTreeMap<u64, Box<[u8; PAGE]>>,
}

impl LookedAt {
    /// Looks at a file.
    ///
    /// # Errors
    /// When it cannot be opened for reading.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = FileBackend::new(File::open(path)?).map_err(io::Error::other)?;
        Self::over(Box::new(file))
    }

    /// Looks at what lies on another back end.
    ///
    /// # Errors
    /// When that does not say how long it is.
    pub(super) fn over(under: Box<dyn StorageBackend>) -> io::Result<Self> {
        let held = under.len()?;
        let length = whole_length(under.as_ref(), held).unwrap_or(held);
        Ok(Self { changes: Mutex::new(Changes { under, length, from_file: held, pages: BTreeMap::new() }) })
    }

    fn changes(&self) -> MutexGuard<'_, Changes> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The page of a place, the place within it, and how many bytes are left there.
fn page_of(place: u64) -> (u64, usize, usize) {
    let page = u64::try_from(PAGE).unwrap_or(u64::MAX);
    let within = usize::try_from(place.checked_rem(page).unwrap_or(0)).unwrap_or(0);
    (place.checked_div(page).unwrap_or(0), within, PAGE.saturating_sub(within))
}

/// The length that the header asks for, where it was cut off: redb takes nothing that is a single byte too short. What is missing
/// reads as zeros, which is damage that is found where it lies. Nothing when nothing is missing.
fn whole_length(under: &dyn StorageBackend, held: u64) -> Option<u64> {
    let mut header = [0; HEADER];
    under.read(0, &mut header).ok()?;
    let number = |place: usize| {
        let bytes = header.get(place..)?.first_chunk::<4>()?;
        Some(u64::from(u32::from_le_bytes(*bytes)))
    };
    let (page, of_header, of_data) = (number(12)?, number(16)?, number(20)?);
    let (full, trailing) = (number(24)?, number(28)?);
    let full = full.checked_mul(of_header.checked_add(of_data)?)?;
    let trailing = if trailing > 0 { of_header.checked_add(trailing)? } else { 0 };
    let length = page.checked_mul(full.checked_add(trailing)?.checked_add(1)?)?;
    (length > held && length.checked_sub(held)? <= MOST_MISSING).then_some(length)
}

fn beyond() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

impl Changes {
    fn require(&self, offset: u64, length: usize) -> io::Result<()> {
        let end = u64::try_from(length).ok().and_then(|length| offset.checked_add(length));
        if end.is_some_and(|end| end <= self.length) { Ok(()) } else { Err(beyond()) }
    }

    /// What the file holds there, and zeros where it holds nothing.
    fn read_file(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let held = usize::try_from(self.from_file.saturating_sub(offset)).unwrap_or(usize::MAX).min(out.len());
        let (held, zeros) = out.split_at_mut_checked(held).ok_or_else(beyond)?;
        zeros.fill(0);
        if held.is_empty() {
            return Ok(());
        }
        self.under.read(offset, held)
    }

    /// Gives `each` the pages of a stretch: the number, the place within the page, and the part of the stretch that lies there.
    fn for_each_page(
        offset: u64,
        length: usize,
        mut each: impl FnMut(u64, usize, std::ops::Range<usize>) -> io::Result<()>,
    ) -> io::Result<()> {
        let (mut place, mut done) = (offset, 0_usize);
        while done < length {
            let (page, within, room) = page_of(place);
            let end = done.saturating_add(room).min(length);
            each(page, within, done..end)?;
            place = place.saturating_add(u64::try_from(end.saturating_sub(done)).unwrap_or(u64::MAX));
            done = end;
        }
        Ok(())
    }
}

impl redb::StorageBackend for LookedAt {
    fn len(&self) -> io::Result<u64> {
        Ok(self.changes().length)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let changes = self.changes();
        changes.require(offset, out.len())?;
        changes.read_file(offset, out)?;
        Changes::for_each_page(offset, out.len(), |page, within, part| {
            let Some(held) = changes.pages.get(&page) else { return Ok(()) };
            let out = out.get_mut(part).ok_or_else(beyond)?;
            let end = within.saturating_add(out.len());
            out.copy_from_slice(held.get(within..end).ok_or_else(beyond)?);
            Ok(())
        })
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut changes = self.changes();
        if len < changes.length {
            changes.from_file = changes.from_file.min(len);
            let (page, within, _) = page_of(len);
            let beyond = page.saturating_add(u64::from(within > 0));
            changes.pages.retain(|held, _| *held < beyond);
            if let Some(last) = changes.pages.get_mut(&page) {
                last.iter_mut().skip(within).for_each(|byte| *byte = 0);
            }
        }
        changes.length = len;
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut changes = self.changes();
        changes.require(offset, data.len())?;
        Changes::for_each_page(offset, data.len(), |page, within, part| {
            if !changes.pages.contains_key(&page) {
                if changes.pages.len() >= PAGES {
                    return Err(io::ErrorKind::OutOfMemory.into());
                }
                let mut fresh = Box::new([0; PAGE]);
                let start = page.saturating_mul(u64::try_from(PAGE).unwrap_or(u64::MAX));
                changes.read_file(start, fresh.as_mut_slice())?;
                changes.pages.insert(page, fresh);
            }
            let data = data.get(part).ok_or_else(beyond)?;
            let end = within.saturating_add(data.len());
            let held = changes.pages.get_mut(&page).and_then(|page| page.get_mut(within..end));
            held.ok_or_else(beyond)?.copy_from_slice(data);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use redb::StorageBackend as _;

    use super::LookedAt;

    /// Numbers that look random and are the same every time.
    fn dice(state: &mut u64, sides: usize) -> usize {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(*state >> 33).unwrap() % sides
    }

    #[test]
    fn what_is_written_is_read_as_from_a_file_and_the_file_keeps_every_byte() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("file");
        let before: Vec<u8> = (0..13_000_usize).map(|number| u8::try_from(number % 251).unwrap() + 1).collect();
        fs::write(&path, &before).unwrap();
        for mut seed in 0..50 {
            let looked_at = LookedAt::open(&path).unwrap();
            let mut model = before.clone();
            for _ in 0..40 {
                let (offset, length) = (dice(&mut seed, 20_000), dice(&mut seed, 9000));
                match dice(&mut seed, 3) {
                    0 => {
                        let bytes = vec![u8::try_from(dice(&mut seed, 256)).unwrap(); length];
                        let fits = offset + length <= model.len();
                        assert_eq!(looked_at.write(offset as u64, &bytes).is_ok(), fits);
                        if fits {
                            model[offset..offset + length].copy_from_slice(&bytes);
                        }
                    }
                    1 => {
                        let mut out = vec![9; length];
                        let read = looked_at.read(offset as u64, &mut out);
                        match model.get(offset..offset + length) {
                            Some(expected) => assert!(read.is_ok() && out == expected),
                            None => assert!(read.is_err()),
                        }
                    }
                    _ => {
                        let length = dice(&mut seed, 30_000);
                        looked_at.set_len(length as u64).unwrap();
                        model.resize(length, 0);
                    }
                }
                assert_eq!(looked_at.len().unwrap(), model.len() as u64);
            }
            let mut whole = vec![0; model.len()];
            looked_at.read(0, &mut whole).unwrap();
            assert!(whole == model);
        }
        assert!(fs::read(&path).unwrap() == before);
    }
}
