//! Bytes that are hashed and counted as they pass.

use std::io::{self, BufRead, Read, Write};

use maillage_shared::hash::Hasher;

/// A reader or writer whose bytes go into a hash.
pub(super) struct Hashed<I> {
    inner: I,
    hasher: Hasher,
}

impl<I> Hashed<I> {
    pub(super) fn new(inner: I) -> Self {
        Self { inner, hasher: Hasher::default() }
    }

    /// What is below, and the hash of what has passed.
    pub(super) fn into_parts(self) -> (I, [u8; 32]) {
        (self.inner, self.hasher.finish())
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<R: BufRead> Read for Hashed<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.hasher.update(bytes.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Hashed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What was looked at is in the buffer below: looking again reads nothing.
        if let Ok(bytes) = self.inner.fill_buf() {
            self.hasher.update(bytes.get(..amount).unwrap_or_default());
        }
        self.inner.consume(amount);
    }
}

/// A reader of no more than so many bytes. What is beyond is an error, not an end.
pub(super) struct Metered<R> {
    inner: R,
    left: u64,
}

impl<R> Metered<R> {
    pub(super) const fn new(inner: R, most: u64) -> Self {
        Self { inner, left: most }
    }

    pub(super) fn into_inner(self) -> R {
        self.inner
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        let left = self.left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX));
        self.left = left.ok_or_else(|| io::Error::from(io::ErrorKind::FileTooLarge))?;
        Ok(read)
    }
}
