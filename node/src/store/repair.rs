//! Takes over into a new store everything of a damaged one that is what it should be: entries up to the first damaged one of their
//! journal, items and evidence that verify, local rows that can be read. What is not is listed, and stays in the damaged file.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::Day,
    hash,
    identity::{DeviceId, NetworkId, OperatorId},
    journal::{BodyKind, Entry, Head},
    register::ItemId,
    text::Slug,
    view::journals::may_be_left_out,
};

use super::{
    Store, StoreError, Write,
    audit::{self, Known, Part},
    journals, meta, records,
    rows::{self, Row},
    salvage::{Reach, Source},
};

/// Rows and bytes that are written in one transaction.
const ROWS_AT_ONCE: usize = 16 * 1024;
const BYTES_AT_ONCE: usize = 8 * 1024 * 1024;
const ENTRIES_AT_ONCE: usize = 4096;

/// What people noted: the tables that are this home's alone, and mean the same in the home of another device.
const NOTES: [&str; 5] = ["visits", "sessions", "imports", "imported_days", "trail"];

/// Days that are told one by one; of more, some are left out.
const DAYS_TOLD: usize = 1000;

/// Whose store it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The network.
    pub network: NetworkId,
    /// The operator.
    pub operator: OperatorId,
    /// The device.
    pub device: DeviceId,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// The parts of the store, as in an audit: rows that were taken over, and as faults those that were not.
    pub parts: Vec<Part>,
    /// Visits that were not taken over, by day and permanence.
    pub visits: BTreeMap<(Day, Slug), u64>,
    /// Whether every page of the damaged file is as it was written. If not, a row of this home that was taken over may be wrong.
    pub sound_pages: bool,
}

impl Taken {
    /// Rows that were not taken over.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.parts.iter().map(|part| part.fault_count).fold(0, u64::saturating_add)
    }
}

/// Rows on their way into a table.
struct Batch<'s> {
    into: &'s Store,
    table: &'static str,
    rows: Vec<Row>,
    bytes: usize,
}

impl<'s> Batch<'s> {
    const fn of(into: &'s Store, table: &'static str) -> Self {
        Self { into, table, rows: Vec::new(), bytes: 0 }
    }

    fn put(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        self.bytes = self.bytes.saturating_add(key.len()).saturating_add(value.len());
        self.rows.push((key.to_vec(), value.to_vec()));
        if self.rows.len() >= ROWS_AT_ONCE || self.bytes >= BYTES_AT_ONCE { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        if rows.is_empty() { Ok(()) } else { self.into.write(|write| write.put_rows(self.table, &rows)) }
    }
}

/// The work on one pair of stores.
struct Repair<'s, P> {
    from: &'s Source,
    into: &'s Store,
    known: Known,
    taken: Taken,
    progress: P,
    done: u64,
    total: u64,
}

/// Takes over into `into`, a new store, what can be of `from`, and makes it `owner`'s. Tells `progress` the rows done and in all.
///
/// # Errors
/// [`StoreError`] of the new store, which is to be thrown away then. What is wrong in the damaged one is in the answer.
pub fn take_over(from: &Source, owner: Owner, into: &Store, progress: impl FnMut(u64, u64)) -> Result<Taken, StoreError> {
    let total = rows::TABLES.iter().filter_map(|table| from.read(|read| read.row_count(table)).ok()).fold(0, u64::saturating_add);
    let known = Known { network: Some(owner.network), items: BTreeSet::new(), publications: BTreeSet::new(), left_out: 0 };
    let mut repair = Repair { from, into, known, taken: Taken::default(), progress, done: 0, total };
    repair.journals()?;
    repair.items()?;
    repair.table("journal_forks")?;
    repair.end_where_bodies_lack(owner.network)?;
    for table in rows::TABLES {
        if !["journal_headers", "journal_bodies", "journal_forks", "items", "item_arrivals"].contains(table) {
            repair.table(table)?;
        }
    }
    into.write(|write| {
        write.put_fact(&meta::NETWORK, &owner.network)?;
        write.put_fact(&meta::OPERATOR, &owner.operator)?;
        write.put_fact(&meta::DEVICE, &owner.device)
    })?;
    let mut taken = repair.taken;
    taken.sound_pages = from.is_sound();
    let order = |part: &Part| rows::TABLES.iter().position(|table| *table == part.name);
    taken.parts.sort_by_key(order);
    Ok(taken)
}

/// Takes over into a new store, that of another device of the same operator, what people noted in `from`: visits, session sheets,
/// imports and the trail. Months that were closed are known again by what was published.
///
/// # Errors
/// [`StoreError`] of the new store. What is wrong in the damaged one is in the answer.
pub fn take_over_notes(from: &Source, write: &mut Write) -> Result<Taken, StoreError> {
    let known = Known { network: None, items: BTreeSet::new(), publications: BTreeSet::new(), left_out: 0 };
    let mut taken = Taken::default();
    for table in NOTES {
        let mut rows: Vec<Row> = Vec::new();
        let put = |row: Option<(&[u8], &[u8])>| {
            rows.extend(row.map(|(key, value)| (key.to_vec(), value.to_vec())));
            if rows.len() < ROWS_AT_ONCE { Ok(()) } else { write.put_rows(table, &std::mem::take(&mut rows)) }
        };
        sound_rows(from, &known, table, &mut taken, put)?;
        write.put_rows(table, &rows)?;
    }
    taken.sound_pages = from.is_sound();
    Ok(taken)
}

/// Hands each row of a table to `put`, which gets nothing for one that is not what it should be; that is listed in `taken`.
fn sound_rows(
    from: &Source,
    known: &Known,
    table: &'static str,
    taken: &mut Taken,
    mut put: impl FnMut(Option<(&[u8], &[u8])>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut part = Part::new(table);
    let mut lost_visits: BTreeMap<(Day, Slug), u64> = BTreeMap::new();
    let reach = from.for_each_row(table, |key, value| match audit::audit_row(known, table, key, value) {
        Ok(()) => {
            part.rows = part.rows.saturating_add(1);
            put(Some((key, value)))
        }
        Err(why) => {
            let visit = records::visits::read_key(key).ok().filter(|_| table == "visits");
            part.note(place(table, key), why);
            if let Some(visit) = visit {
                let count = lost_visits.entry((visit.day, visit.permanence)).or_default();
                *count = count.saturating_add(1);
            }
            put(None)
        }
    })?;
    note_unread(&mut part, reach);
    taken.visits.extend(lost_visits.into_iter().take(DAYS_TOLD));
    taken.parts.push(part);
    Ok(())
}

impl<P: FnMut(u64, u64)> Repair<'_, P> {
    fn step(&mut self) {
        self.done = self.done.saturating_add(1);
        if self.done.trailing_zeros() >= 12 {
            (self.progress)(self.done.min(self.total), self.total);
        }
    }

    /// A table whose rows stand each by itself.
    fn table(&mut self, table: &'static str) -> Result<(), StoreError> {
        let (mut batch, from) = (Batch::of(self.into, table), self.from);
        let Self { known, taken, progress, done, total, .. } = self;
        let put = |row: Option<(&[u8], &[u8])>| {
            *done = done.saturating_add(1);
            if done.trailing_zeros() >= 12 {
                progress((*done).min(*total), *total);
            }
            row.map_or(Ok(()), |(key, value)| batch.put(key, value))
        };
        sound_rows(from, known, table, taken, put)?;
        batch.flush()
    }

    /// Items that verify, in the order in which they arrived as far as that is known.
    fn items(&mut self) -> Result<(), StoreError> {
        self.table("items")?;
        let from = self.from;
        let mut held = BTreeSet::new();
        self.into.read(|read| {
            held = read.item_ids()?;
            Ok::<_, StoreError>(())
        })?;
        self.known.items.clone_from(&held);
        let (mut part, mut arrived) = (Part::new("item_arrivals"), BTreeMap::new());
        let reach = from.for_each_row("item_arrivals", |key, value| {
            self.step();
            let number = key.try_into().map(u64::from_be_bytes);
            match (number, value.try_into().map(ItemId::from_bytes)) {
                (Ok(number), Ok(id)) if held.remove(&id) => {
                    arrived.insert(number, id);
                }
                _ => part.note(place("item_arrivals", key), "it names an item that was not taken over, or one twice"),
            }
            Ok(())
        })?;
        note_unread(&mut part, reach);
        let last = arrived.last_key_value().map_or(0, |(number, _)| *number);
        let late = (1..).zip(&held).map(|(further, id): (u64, &ItemId)| (last.saturating_add(further), *id));
        arrived.extend(late);
        part.rows = u64::try_from(arrived.len()).unwrap_or(u64::MAX);
        let mut batch = Batch::of(self.into, "item_arrivals");
        arrived.iter().try_for_each(|(number, id)| batch.put(&number.to_be_bytes(), id.as_bytes()))?;
        batch.flush()?;
        self.taken.parts.push(part);
        Ok(())
    }

    /// Of each journal what comes before its first damaged entry, up to a signature.
    fn journals(&mut self) -> Result<(), StoreError> {
        let (mut part, from) = (Part::new("journals"), self.from);
        let mut lengths: BTreeMap<DeviceId, u64> = BTreeMap::new();
        let reach = from.for_each_row("journal_headers", |key, _| {
            self.step();
            if let Some(device) = key.first_chunk() {
                let length = lengths.entry(DeviceId::from_bytes(*device)).or_default();
                *length = length.saturating_add(1);
            }
            Ok(())
        })?;
        for (device, length) in lengths {
            let kept = self.journal(device)?;
            part.rows = part.rows.saturating_add(kept);
            let lost = length.saturating_sub(kept);
            if lost > 0 {
                let first = kept.saturating_add(1);
                part.note(device.short_code(), format!("entry {first} is not as it was written"));
                part.fault_count = part.fault_count.saturating_add(lost.saturating_sub(1));
            }
        }
        note_unread(&mut part, reach);
        self.taken.parts.push(part);
        Ok(())
    }

    /// Ends each journal before the first body that is neither here nor replaced by a snapshot: what follows comes again from
    /// members. One that ends earlier may have held the snapshot that another one needs, so this is asked again.
    fn end_where_bodies_lack(&mut self, network: NetworkId) -> Result<(), StoreError> {
        loop {
            let lacking = self.into.read(|read| read.lacking(network))?;
            if lacking.is_empty() {
                return Ok(());
            }
            for (device, before) in lacking {
                let (last, gone) = self.end_journal(device, before.seq)?;
                if let Some(part) = self.taken.parts.iter_mut().find(|part| part.name == "journals") {
                    part.rows = part.rows.saturating_sub(gone);
                    let first = last.saturating_add(1);
                    part.note(device.short_code(), format!("entry {first} is not as it was written"));
                    part.fault_count = part.fault_count.saturating_add(gone.saturating_sub(1));
                }
            }
        }
    }

    /// Ends a journal at its last signature up to an entry; gives the place of that signature, and how many entries go.
    fn end_journal(&mut self, device: DeviceId, up_to: u64) -> Result<(u64, u64), StoreError> {
        let (mut last, mut length, mut published) = (0, 0_u64, Vec::new());
        self.into.read(|read| {
            read.for_each_entry(device, 1, |entry| {
                length = entry.header.seq;
                if length <= up_to && entry.signature.is_some() {
                    last = length;
                    published.clear();
                } else if entry.header.kind == BodyKind::Publication.number() {
                    published.push(entry.header.hash());
                }
                Ok::<(), StoreError>(())
            })
        })?;
        self.into.write(|write| write.drop_branch(device, last.saturating_add(1)))?;
        for publication in &published {
            self.known.publications.remove(publication);
        }
        Ok((last, length.saturating_sub(last)))
    }

    /// Gives the number of entries that were taken over.
    fn journal(&mut self, device: DeviceId) -> Result<u64, StoreError> {
        let mut chain = Chain { device, network: self.known.network, head: Head::EMPTY, waiting: Vec::new(), sound: Vec::new() };
        let (mut kept, mut failed) = (0_u64, None);
        let into = self.into;
        let publications = &mut self.known.publications;
        let mut keep = |sound: &mut Vec<Entry>| {
            let entries = std::mem::take(sound);
            kept = kept.saturating_add(u64::try_from(entries.len()).unwrap_or(u64::MAX));
            let published = entries.iter().filter(|entry| entry.header.kind == BodyKind::Publication.number());
            publications.extend(published.map(|entry| entry.header.hash()));
            into.write(|write| write.append_all(&entries))
        };
        let walked = self.from.read(|read| {
            read.for_each_entry(device, 0, |entry| {
                if !chain.take(entry) {
                    return Err(StoreError::Stopped);
                }
                if chain.is_much() {
                    failed = keep(&mut chain.sound).err();
                }
                failed.as_ref().map_or(Ok(()), |_| Err(StoreError::Stopped))
            })
        });
        if let Some(error) = failed {
            return Err(error);
        }
        if let Err(error) = walked {
            tracing::debug!(device = %device.short_code(), %error, "a journal is taken over in part");
        }
        keep(&mut chain.sound)?;
        Ok(kept)
    }
}

/// One journal as it is read.
struct Chain {
    device: DeviceId,
    network: Option<NetworkId>,
    head: Head,
    /// Entries that follow each other, and that no signature vouches for yet.
    waiting: Vec<Entry>,
    /// Entries that one vouches for.
    sound: Vec<Entry>,
}

impl Chain {
    /// Takes the next entry; false when it is not what it should be.
    fn take(&mut self, entry: Entry) -> bool {
        let header = &entry.header;
        let belongs = header.device == self.device && Some(header.network) == self.network;
        let signed = entry.signature.is_some();
        let left_out = may_be_left_out(header.kind);
        let has_body = entry.body.as_ref().map_or(left_out, |body| hash::sha256(body) == header.body_hash);
        if !belongs || !has_body || journals::check_next(&self.head, &entry).is_err() || (signed && !entry.is_signed()) {
            return false;
        }
        self.head = Head::after(header);
        self.waiting.push(entry);
        if signed {
            self.sound.append(&mut self.waiting);
        }
        true
    }

    fn is_much(&self) -> bool {
        // Bodies have at most 256 KiB, most of them a few hundred bytes: the sum is taken now and then.
        let bytes = || self.sound.iter().map(|entry| entry.body.as_ref().map_or(0, Vec::len)).sum::<usize>();
        self.sound.len() >= ENTRIES_AT_ONCE || (self.sound.len().trailing_zeros() >= 4 && bytes() >= BYTES_AT_ONCE)
    }
}

/// Counts the rows that stand on pages which cannot be read.
fn note_unread(part: &mut Part, reach: Reach) {
    let unread = reach.expected.map_or(u64::from(!reach.whole), |expected| expected.saturating_sub(reach.read));
    if unread > 0 || !reach.whole {
        part.note("-", format!("{unread} rows stand on pages that cannot be read"));
        part.fault_count = part.fault_count.saturating_add(unread.max(1)).saturating_sub(1);
    }
}

/// The place of a row, as a person may find it again.
fn place(table: &str, key: &[u8]) -> String {
    let in_hex = || data_encoding::HEXLOWER.encode(key);
    match table {
        "visits" => records::visits::read_key(key).map_or_else(
            |_| in_hex(),
            |visit| format!("{} {} {}", visit.day, visit.permanence, data_encoding::HEXLOWER.encode(&visit.id)),
        ),
        "sessions" | "imported_days" => {
            records::read_day_and_permanence(key).map_or_else(in_hex, |(day, permanence)| format!("{day} {permanence}"))
        }
        "facts" => std::str::from_utf8(key).map_or_else(|_| in_hex(), ToOwned::to_owned),
        _ => in_hex(),
    }
}
