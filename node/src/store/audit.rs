//! Is everything in the store what it should be? Reads every row, verifies what can be verified, and goes on after a fault.
//!
//! Entries, items and evidence are verified by their own hashes and signatures. Rows of this home alone carry none: of them it is
//! seen whether they can be read and fit what they are about.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::Month,
    identity::{DeviceId, NetworkId},
    journal::{BodyKind, EntryHash, Head},
    record::{Session, Visit},
    register::{Item, ItemId},
    view::{NetworkFold, journals::may_be_left_out},
};

use super::{
    Read, StoreError,
    invitations::{Invitation, JoinRequest},
    journals, meta,
    peers::Peer,
    records::{self, ClosedMonth, Import, ImportedDay, TrailEntry, counted},
    row::from_row,
    rows::TABLES,
};

/// Faults of one part that are told one by one; the others are counted.
const FAULTS_TOLD: usize = 20;

/// Rows between two tellings of progress.
const STEP: u64 = 4096;

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Audit {
    /// The parts of the store, each once: `journals` for the two tables of entries, else the name of the table.
    pub parts: Vec<Part>,
}

/// One part of the store.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Rows that were looked at; of journals, entries found in order.
    pub rows: u64,
    /// The first faults.
    pub faults: Vec<Fault>,
    /// Faults in all.
    pub fault_count: u64,
}

/// Something that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fault {
    /// Where: the key of the row, or the short code of a journal's device.
    pub place: String,
    /// What is wrong, in English: it is for whoever repairs.
    pub why: String,
}

impl Audit {
    /// Faults in all parts.
    #[must_use]
    pub fn fault_count(&self) -> u64 {
        self.parts.iter().map(|part| part.fault_count).fold(0, u64::saturating_add)
    }

    /// The first fault, with the part that it is in.
    #[must_use]
    pub fn first_fault(&self) -> Option<(&Part, &Fault)> {
        self.parts.iter().find_map(|part| Some((part, part.faults.first()?)))
    }
}

impl Part {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    pub(super) fn note(&mut self, place: impl std::fmt::Display, why: impl std::fmt::Display) {
        self.fault_count = self.fault_count.saturating_add(1);
        if self.faults.len() < FAULTS_TOLD {
            self.faults.push(Fault { place: place.to_string(), why: why.to_string() });
        }
    }
}

/// What rows are compared with.
pub(super) struct Known {
    pub(super) network: Option<NetworkId>,
    pub(super) items: BTreeSet<ItemId>,
    pub(super) publications: BTreeSet<EntryHash>,
    /// Entries without a body, as snapshots allow.
    pub(super) left_out: u64,
}

impl Read {
    /// Reads and verifies everything, telling `progress` the rows done and in all.
    ///
    /// # Errors
    /// [`StoreError`] when pages of the file itself cannot be read. What was read and is wrong is in the [`Audit`].
    pub fn audit(&self, progress: impl FnMut(u64, u64)) -> Result<Audit, StoreError> {
        let (network, items) = (self.fact(&meta::NETWORK).ok().flatten(), self.item_ids()?);
        let mut known = Known { network, items, publications: BTreeSet::new(), left_out: 0 };
        let mut journals = self.audit_journals(&mut known)?;
        if known.left_out > 0 {
            self.audit_left_out(&known, &mut journals)?;
        }
        let mut parts = self.audit_rows(&known, progress)?;
        self.audit_across(&mut parts);
        let bodies = parts.remove("journal_bodies").map_or(0, |part| part.rows);
        let headers = parts.remove("journal_headers").map_or(0, |part| part.rows);
        if bodies.checked_add(known.left_out) != Some(headers) {
            journals.note("-", format!("{headers} headers, {bodies} bodies and {} bodies left out", known.left_out));
        }
        let others = TABLES.iter().filter_map(|table| parts.remove(table));
        Ok(Audit { parts: std::iter::once(journals).chain(others).collect() })
    }

    /// Every row by itself.
    fn audit_rows(&self, known: &Known, mut progress: impl FnMut(u64, u64)) -> Result<BTreeMap<&'static str, Part>, StoreError> {
        let total = self.row_counts()?.into_iter().fold(0, u64::saturating_add);
        let mut done = 0_u64;
        let mut parts: BTreeMap<&str, Part> = TABLES.iter().map(|table| (*table, Part::new(table))).collect();
        self.for_each_row(|table, key, value| {
            done = done.saturating_add(1);
            if done.checked_rem(STEP) == Some(0) {
                progress(done, total);
            }
            let part = parts.entry(table).or_default();
            part.rows = part.rows.saturating_add(1);
            if let Err(why) = audit_row(known, table, key, value) {
                part.note(data_encoding::HEXLOWER.encode(key), why);
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(parts)
    }

    fn audit_journals(&self, known: &mut Known) -> Result<Part, StoreError> {
        let mut part = Part::new("journals");
        for device in self.devices()? {
            match self.verify_journal(device) {
                Ok(entries) => part.rows = part.rows.saturating_add(entries),
                Err(StoreError::Damaged(why)) => part.note(device.short_code(), why),
                Err(error) => return Err(error),
            }
            let collecting = self.for_each_entry(device, 1, |entry| {
                if entry.header.kind == BodyKind::Publication.number() {
                    known.publications.insert(entry.header.hash());
                }
                if Some(entry.header.network) != known.network {
                    return Err(StoreError::Damaged("an entry belongs to another network".to_owned()));
                }
                if entry.body.is_none() && may_be_left_out(entry.header.kind) {
                    known.left_out = known.left_out.saturating_add(1);
                }
                Ok(())
            });
            match collecting {
                Err(StoreError::Damaged(why)) if part.faults.is_empty() => part.note(device.short_code(), why),
                // Rows that cannot be read were noted above.
                Ok(()) | Err(StoreError::Damaged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(part)
    }

    /// Whether a snapshot covers each body that is not here.
    fn audit_left_out(&self, known: &Known, journals: &mut Part) -> Result<(), StoreError> {
        let Some(network) = known.network else { return Ok(()) };
        for (device, before) in self.lacking(network)? {
            let seq = before.seq.saturating_add(1);
            journals.note(device.short_code(), format!("the body of entry {seq} is not here, and no snapshot covers it"));
        }
        Ok(())
    }

    /// The journals that lack a body which no snapshot covers, each with its head before that. The rules alone can say.
    pub(super) fn lacking(&self, network: NetworkId) -> Result<Vec<(DeviceId, Head)>, StoreError> {
        let mut fold = NetworkFold::new(network);
        let mut items = Vec::new();
        self.for_each_item(|_, bytes| {
            items.extend(Item::verify(network, bytes).ok());
            Ok::<(), StoreError>(())
        })?;
        fold.apply_items(items);
        let devices = self.devices()?;
        for device in &devices {
            let mut entries = Vec::new();
            let read = self.for_each_entry(*device, 1, |entry| {
                entries.push(entry);
                Ok::<(), StoreError>(())
            });
            // Rows that cannot be read were noted.
            if !matches!(read, Err(StoreError::Damaged(_))) {
                read?;
                fold.apply_entries(entries);
            }
        }
        for proof in self.forks()?.values() {
            if let Ok(evidence) = fold.examine_fork(proof) {
                fold.apply_fork(evidence);
            }
        }
        Ok(devices.into_iter().filter_map(|device| Some((device, fold.lacking(device)?))).collect())
    }

    /// What only shows between tables.
    fn audit_across(&self, parts: &mut BTreeMap<&str, Part>) {
        let rows = |parts: &BTreeMap<&str, Part>, table: &str| parts.get(table).map_or(0, |part| part.rows);
        let (items, arrivals) = (rows(parts, "items"), rows(parts, "item_arrivals"));
        if items != arrivals
            && let Some(part) = parts.get_mut("item_arrivals")
        {
            part.note("-", format!("{arrivals} arrivals of {items} items"));
        }
        let device = self.fact(&meta::DEVICE).ok().flatten();
        let facts = [self.fact(&meta::NETWORK).is_ok_and(|fact| fact.is_some()), device.is_some()];
        let Some(part) = parts.get_mut("facts") else { return };
        if facts != [true, true] || !self.fact(&meta::OPERATOR).is_ok_and(|fact| fact.is_some()) {
            part.note("-", "network, operator or device is missing");
        }
        // A store that has to learn from others how far it had come may have to learn its whole journal.
        let learns = self.fact(&meta::RESTORED).is_ok_and(|fact| fact.is_some());
        if let Some(device) = device
            && !learns
            && self.head(device).is_ok_and(|head| head.is_none())
        {
            part.note("device", "it has no journal here");
        }
    }
}

/// Whether a row, taken by itself, is what it should be.
pub(super) fn audit_row(known: &Known, table: &str, key: &[u8], value: &[u8]) -> Result<(), String> {
    match table {
        "facts" => whole_cbor(value).and_then(|()| meta::is_readable(key, value).map_err(|error| error.to_string())),
        "journal_forks" => audit_fork(known, key, value),
        "items" => audit_item(known, key, value),
        "item_arrivals" => match value.try_into().map(ItemId::from_bytes) {
            Ok(id) if known.items.contains(&id) => Ok(()),
            _ => Err("it names an item that is not held".to_owned()),
        },
        "visits" => audit_visit(key, value),
        "sessions" => audit_session(key, value),
        "imports" => row::<Import>(table, value).map(drop),
        "imported_days" => {
            records::read_day_and_permanence(key).ok_or("its key is not one of a day")?;
            row::<ImportedDay>(table, value).map(drop)
        }
        "closed_months" => audit_closed_month(known, key, value),
        "counted" => {
            counted::read_key(key).ok_or("its key is not one of a period and a permanence")?;
            row::<counted::CountedRow>(table, value).map(drop)
        }
        "certificates" => row::<counted::CertificatesRow>(table, value).map(drop),
        "trail" => row::<TrailEntry>(table, value).map(drop),
        "invitations" => row::<Invitation>(table, value).map(drop),
        "join_requests" => row::<JoinRequest>(table, value).map(drop),
        "peers" => row::<Peer>(table, value).map(drop),
        // Entries were verified journal by journal.
        _ => Ok(()),
    }
}

fn row<T: for<'b> minicbor::Decode<'b, ()>>(table: &str, value: &[u8]) -> Result<T, String> {
    from_row(table, value).map_err(|error| error.to_string())
}

/// One CBOR value and nothing else.
fn whole_cbor(value: &[u8]) -> Result<(), String> {
    let mut decoder = minicbor::Decoder::new(value);
    decoder.skip().map_err(|error| error.to_string())?;
    if decoder.position() == value.len() { Ok(()) } else { Err("bytes follow its value".to_owned()) }
}

fn audit_fork(known: &Known, key: &[u8], value: &[u8]) -> Result<(), String> {
    let (seq, proof) = journals::read_fork(value).map_err(|error| error.to_string())?;
    let network = known.network.ok_or("the network is not known")?;
    let fork = proof.verify(network).map_err(|error| error.to_string())?;
    let device = key.try_into().map(DeviceId::from_bytes).ok();
    if Some(fork.device) == device && fork.seq == seq { Ok(()) } else { Err("it proves another fork".to_owned()) }
}

fn audit_item(known: &Known, key: &[u8], value: &[u8]) -> Result<(), String> {
    let network = known.network.ok_or("the network is not known")?;
    let item = Item::verify(network, value).map_err(|error| error.to_string())?;
    if item.id().as_bytes() == key { Ok(()) } else { Err("it stands under the name of another".to_owned()) }
}

fn audit_visit(key: &[u8], value: &[u8]) -> Result<(), String> {
    let key = records::visits::read_key(key).map_err(|error| error.to_string())?;
    let (origin, bytes) = value.split_first().ok_or("it is empty")?;
    let visit = Visit::from_bytes(bytes).map_err(|error| error.to_string())?;
    let fits = *origin <= 1 && visit.day == key.day && visit.permanence == key.permanence;
    if fits { Ok(()) } else { Err("it stands under the day or permanence of another".to_owned()) }
}

fn audit_session(key: &[u8], value: &[u8]) -> Result<(), String> {
    let (day, permanence) = records::read_day_and_permanence(key).ok_or("its key is not one of a session")?;
    let session = Session::from_bytes(value).map_err(|error| error.to_string())?;
    let fits = session.day == day && session.permanence == permanence;
    if fits { Ok(()) } else { Err("it stands under the day or permanence of another".to_owned()) }
}

fn audit_closed_month(known: &Known, key: &[u8], value: &[u8]) -> Result<(), String> {
    let number = key.try_into().map(u32::from_be_bytes).map_err(|_| "its key is not a month")?;
    Month::from_number(number).map_err(|error| error.to_string())?;
    let closed: ClosedMonth = row("closed_months", value)?;
    let held = known.publications.contains(&closed.publication);
    if held { Ok(()) } else { Err("its publication is in no journal".to_owned()) }
}
