//! Journals: headers with their signatures in one table, bodies in another under the same key (device, sequence number), and
//! the evidence of forks.
//!
//! A page change that a snapshot covers may be a header alone, see [`super::pruning`]. Only what continues a journal is taken. Nothing is written over, but for a branch of a fork that the register did not settle:
//! what it settled takes that place. A transaction that would leave an unsigned
//! tail is not committed.

use std::{collections::BTreeMap, ops::Bound};

use maillage_shared::{
    encoding, hash,
    identity::{DeviceId, Signature},
    journal::{Entry, EntryHash, ForkProof, Head, Header, fork::Fork},
};
use redb::{ReadableTable, TableDefinition};

use super::{
    StoreError, Transaction, Write,
    row::unreadable,
    transaction::{Tables, Writing},
};

pub(super) const HEADERS: TableDefinition<&[u8; KEY_BYTES], &[u8]> = TableDefinition::new("journal_headers");
pub(super) const BODIES: TableDefinition<&[u8; KEY_BYTES], &[u8]> = TableDefinition::new("journal_bodies");
pub(super) const FORKS: TableDefinition<&[u8; 32], &[u8]> = TableDefinition::new("journal_forks");

/// A device and, big-endian so that keys ascend with it, a sequence number.
pub(super) const KEY_BYTES: usize = 40;

pub(super) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    tables.table(HEADERS)?;
    tables.table(BODIES)?;
    tables.table(FORKS).map(|_| ())
}

pub(super) fn key(device: DeviceId, seq: u64) -> [u8; KEY_BYTES] {
    let mut key = [0; KEY_BYTES];
    for (place, byte) in key.iter_mut().zip(device.as_bytes().iter().chain(&seq.to_be_bytes())) {
        *place = *byte;
    }
    key
}

fn device_of(key: &[u8; KEY_BYTES]) -> DeviceId {
    DeviceId::from_bytes(key.first_chunk().copied().unwrap_or_default())
}

/// Header bytes, then the signature where there is one.
fn stored(entry: &Entry) -> Vec<u8> {
    let mut bytes = entry.header.to_bytes().to_vec();
    bytes.extend(entry.signature.iter().flat_map(|signature| *signature.as_bytes()));
    bytes
}

pub(super) fn read_stored(bytes: &[u8]) -> Result<(Header, Option<Signature>), StoreError> {
    let fault = |why: &str| unreadable("journal_headers", why);
    let (header, signature) = bytes.split_first_chunk::<{ Header::BYTES }>().ok_or_else(|| fault("it is too short"))?;
    let header = Header::parse(header).map_err(|error| fault(&error.to_string()))?;
    let signature = match signature {
        [] => None,
        bytes => Some(Signature::from_bytes(bytes.try_into().map_err(|_| fault("its signature has another length"))?)),
    };
    Ok((header, signature))
}

fn head_in(headers: &impl ReadableTable<&'static [u8; KEY_BYTES], &'static [u8]>, device: DeviceId) -> Result<Head, StoreError> {
    let last = headers.range::<&[u8; KEY_BYTES]>(&key(device, 0)..=&key(device, u64::MAX))?.next_back().transpose()?;
    last.map_or(Ok(Head::EMPTY), |(_, row)| Ok(Head::after(&read_stored(row.value())?.0)))
}

impl<T: Tables> Transaction<T> {
    /// The devices that have a journal here, in ascending order.
    pub fn devices(&self) -> Result<Vec<DeviceId>, StoreError> {
        let headers = self.0.table(HEADERS)?;
        let mut devices = Vec::new();
        let mut after = [0; KEY_BYTES];
        // One jump a journal, over all its entries.
        while let Some((found, _)) =
            headers.range::<&[u8; KEY_BYTES]>((Bound::Excluded(&after), Bound::Unbounded))?.next().transpose()?
        {
            let device = device_of(found.value());
            devices.push(device);
            after = key(device, u64::MAX);
        }
        Ok(devices)
    }

    /// Where the journal ends; nothing for one without entries.
    pub fn head(&self, device: DeviceId) -> Result<Option<Head>, StoreError> {
        let head = head_in(&self.0.table(HEADERS)?, device)?;
        Ok((head.seq > 0).then_some(head))
    }

    /// Where every journal ends.
    pub fn heads(&self) -> Result<BTreeMap<DeviceId, Head>, StoreError> {
        let devices = self.devices()?;
        let headers = self.0.table(HEADERS)?;
        devices.into_iter().map(|device| Ok((device, head_in(&headers, device)?))).collect()
    }

    /// The hash of an entry, if it is held.
    pub fn hash_at(&self, device: DeviceId, seq: u64) -> Result<Option<EntryHash>, StoreError> {
        let headers = self.0.table(HEADERS)?;
        let row = headers.get(&key(device, seq))?;
        row.map(|row| Ok(read_stored(row.value())?.0.hash())).transpose()
    }

    /// An entry, if it is held.
    pub fn entry(&self, device: DeviceId, seq: u64) -> Result<Option<Entry>, StoreError> {
        let (headers, bodies) = (self.0.table(HEADERS)?, self.0.table(BODIES)?);
        let key = key(device, seq);
        let Some(row) = headers.get(&key)? else { return Ok(None) };
        let (header, signature) = read_stored(row.value())?;
        let body = bodies.get(&key)?.map(|body| body.value().to_vec());
        Ok(Some(Entry { header, signature, body }))
    }

    /// Entries for a peer, from `from_seq` on, verified as they lie on the disk: chain, bodies and last signature.
    ///
    /// The last one carries a signature; what comes after the last signature of the journal is not served. At most about
    /// `max_bytes` of headers and bodies, but always up to the first signature, so that the reader gets ahead.
    pub fn entries(&self, device: DeviceId, from_seq: u64, max_bytes: usize) -> Result<Vec<Entry>, StoreError> {
        let mut entries: Vec<Entry> = Vec::new();
        let (mut signed, mut bytes) = (0, 0_usize);
        self.walk(device, from_seq, |entry| {
            let size = Header::BYTES.saturating_add(Signature::BYTES).saturating_add(entry.body.as_ref().map_or(0, Vec::len));
            bytes = bytes.saturating_add(size);
            if bytes > max_bytes && signed > 0 {
                return Ok(Walk::Stop);
            }
            let is_signed = entry.signature.is_some();
            entries.push(entry);
            if is_signed {
                signed = entries.len();
            }
            Ok::<_, StoreError>(Walk::On)
        })?;
        entries.truncate(signed);
        check_chain(&entries)?;
        if entries.last().is_some_and(|last| !last.is_signed()) {
            return Err(damaged_at(entries.last(), device));
        }
        Ok(entries)
    }

    /// Gives `each` the entries of a journal in order, from `from_seq` on, up to its end.
    pub fn for_each_entry<E: From<StoreError>>(
        &self,
        device: DeviceId,
        from_seq: u64,
        mut each: impl FnMut(Entry) -> Result<(), E>,
    ) -> Result<(), E> {
        self.walk(device, from_seq, |entry| each(entry).map(|()| Walk::On))
    }

    fn walk<E: From<StoreError>>(
        &self,
        device: DeviceId,
        from_seq: u64,
        mut each: impl FnMut(Entry) -> Result<Walk, E>,
    ) -> Result<(), E> {
        let (headers, bodies) = (self.0.table(HEADERS)?, self.0.table(BODIES)?);
        let (first, last) = (key(device, from_seq), key(device, u64::MAX));
        let mut bodies = bodies.range::<&[u8; KEY_BYTES]>(&first..=&last).map_err(StoreError::from)?.peekable();
        for row in headers.range::<&[u8; KEY_BYTES]>(&first..=&last).map_err(StoreError::from)? {
            let (key, row) = row.map_err(StoreError::from)?;
            let (header, signature) = read_stored(row.value())?;
            // Both tables ascend by the same key, so that a pruned body is one that the second table leaves out.
            let same_key = |body: &redb::Result<(redb::AccessGuard<'_, _>, _)>| match body {
                Ok((body_key, _)) => redb::AccessGuard::value(body_key) == key.value(),
                Err(_) => true,
            };
            let body = bodies.next_if(same_key).transpose().map_err(StoreError::from)?;
            let body = body.map(|(_, body): (_, redb::AccessGuard<'_, &[u8]>)| body.value().to_vec());
            if matches!(each(Entry { header, signature, body })?, Walk::Stop) {
                break;
            }
        }
        Ok(())
    }

    /// Verifies a whole journal as it lies on the disk: every link, body and signature. Gives the number of its entries.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with the first entry that is not as it was written.
    pub fn verify_journal(&self, device: DeviceId) -> Result<u64, StoreError> {
        let mut before: Option<Entry> = None;
        let mut count = 0_u64;
        self.walk(device, 0, |entry| {
            let first_is_missing = before.is_none() && entry.header.seq != 1;
            if first_is_missing || entry.header.device != device || (entry.signature.is_some() && !entry.is_signed()) {
                return Err(damaged_at(Some(&entry), device));
            }
            check_link(before.as_ref(), &entry)?;
            before = Some(entry);
            count = count.saturating_add(1);
            Ok(Walk::On)
        })?;
        match before {
            Some(last) if last.signature.is_none() => Err(damaged_at(Some(&last), device)),
            _ => Ok(count),
        }
    }

    /// The evidence that a device has forked, if any.
    pub fn fork(&self, device: DeviceId) -> Result<Option<ForkProof>, StoreError> {
        let forks = self.0.table(FORKS)?;
        let row = forks.get(device.as_bytes())?;
        row.map(|row| Ok(read_fork(row.value())?.1)).transpose()
    }

    /// The evidence of all forks, by device.
    pub fn forks(&self) -> Result<BTreeMap<DeviceId, ForkProof>, StoreError> {
        let forks = self.0.table(FORKS)?;
        let mut proofs = BTreeMap::new();
        for row in forks.iter()? {
            let (device, proof) = row?;
            proofs.insert(DeviceId::from_bytes(*device.value()), read_fork(proof.value())?.1);
        }
        Ok(proofs)
    }
}

enum Walk {
    On,
    Stop,
}

/// The forked place, then the proof.
pub(super) fn read_fork(row: &[u8]) -> Result<(u64, ForkProof), StoreError> {
    let (seq, proof) = row.split_first_chunk().ok_or_else(|| unreadable("journal_forks", "it is too short"))?;
    let proof = encoding::from_bytes(proof).map_err(|error| unreadable("journal_forks", error))?;
    Ok((u64::from_be_bytes(*seq), proof))
}

fn damaged_at(entry: Option<&Entry>, device: DeviceId) -> StoreError {
    let seq = entry.map_or(0, |entry| entry.header.seq);
    StoreError::Damaged(format!("entry {seq} of journal {} is not as it was written", device.short_code()))
}

fn check_chain(entries: &[Entry]) -> Result<(), StoreError> {
    let befores = std::iter::once(None).chain(entries.iter().map(Some));
    befores.zip(entries).try_for_each(|(before, entry)| check_link(before, entry))
}

/// Whether a body is the one that its header names, and the header continues the one before.
fn check_link(before: Option<&Entry>, entry: &Entry) -> Result<(), StoreError> {
    let header = &entry.header;
    let continues = before.is_none_or(|before| {
        let head = Head::after(&before.header);
        Some(header.seq) == head.seq.checked_add(1) && header.previous == head.hash
    });
    if continues && body_fits(entry) { Ok(()) } else { Err(damaged_at(Some(entry), header.device)) }
}

pub(super) fn body_fits(entry: &Entry) -> bool {
    entry.body.as_ref().is_none_or(|body| {
        u32::try_from(body.len()) == Ok(entry.header.body_length) && hash::sha256(body) == entry.header.body_hash
    })
}

impl Write {
    /// Adds the next entry of a journal. Its signatures were verified by whoever received it.
    ///
    /// # Errors
    /// [`StoreError::NotNext`], [`OtherHistory`](StoreError::OtherHistory) or [`OtherBody`](StoreError::OtherBody).
    pub fn append(&mut self, entry: &Entry) -> Result<(), StoreError> {
        self.append_all(std::slice::from_ref(entry))
    }

    /// Drops the entries of a journal from `first_seq` on, before those of the branch that the register settled take their place.
    pub fn drop_branch(&mut self, device: DeviceId, first_seq: u64) -> Result<(), StoreError> {
        let (mut headers, mut bodies) = (self.0.tables.open_table(HEADERS)?, self.0.tables.open_table(BODIES)?);
        let (first, last) = (key(device, first_seq), key(device, u64::MAX));
        headers.retain_in::<&[u8; KEY_BYTES], _>(&first..=&last, |_, _| false)?;
        bodies.retain_in::<&[u8; KEY_BYTES], _>(&first..=&last, |_, _| false)?;
        Ok(())
    }

    /// Adds entries in order, as [`Write::append`] does one.
    pub fn append_all(&mut self, entries: &[Entry]) -> Result<(), StoreError> {
        let (mut headers, mut bodies) = (self.0.tables.open_table(HEADERS)?, self.0.tables.open_table(BODIES)?);
        let mut journal: Option<(DeviceId, Head)> = None;
        for entry in entries {
            let device = entry.header.device;
            let head = match journal {
                Some((same, head)) if same == device => head,
                _ => head_in(&headers, device)?,
            };
            check_next(&head, entry)?;
            let key = key(device, entry.header.seq);
            headers.insert(&key, stored(entry).as_slice())?;
            if let Some(body) = &entry.body {
                bodies.insert(&key, body.as_slice())?;
            }
            if entry.signature.is_some() {
                self.0.unsigned.remove(&device);
            } else {
                self.0.unsigned.insert(device);
            }
            journal = Some((device, Head::after(&entry.header)));
        }
        Ok(())
    }

    /// Keeps the evidence of a fork, verified as `fork`; says whether it is new. Of two forks of one device the earlier place
    /// in the journal is kept, since nothing counts from there on.
    pub fn put_fork(&mut self, fork: &Fork, proof: &ForkProof) -> Result<bool, StoreError> {
        let mut forks = self.0.table(FORKS)?;
        let held = forks.get(fork.device.as_bytes())?.map(|row| read_fork(row.value())).transpose()?;
        if held.is_some_and(|(seq, _)| seq <= fork.seq) {
            return Ok(false);
        }
        let row = [fork.seq.to_be_bytes().as_slice(), &encoding::to_bytes(proof)].concat();
        forks.insert(fork.device.as_bytes(), row.as_slice())?;
        Ok(true)
    }
}

pub(super) fn check_next(head: &Head, entry: &Entry) -> Result<(), StoreError> {
    let header = &entry.header;
    let (device, seq) = (header.device, header.seq);
    let expected = head.seq.saturating_add(1);
    if seq != expected {
        return Err(StoreError::NotNext { device, expected, found: seq });
    }
    let cumulative = head.cumulative_length.checked_add(u64::from(header.body_length));
    if header.previous != head.hash || cumulative != Some(header.cumulative_length) {
        return Err(StoreError::OtherHistory { device, seq });
    }
    if body_fits(entry) { Ok(()) } else { Err(StoreError::OtherBody { device, seq }) }
}
