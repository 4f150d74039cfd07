//! A damaged store is repaired: whatever is damaged, everything else is taken over; whatever fails meanwhile, the damaged file stays
//! as it is, and a new store that is in its place is whole.

use std::{collections::BTreeSet, fs, path::PathBuf};

use maillage_node::{
    ledger::{Cause, Restored},
    store::{
        Read, Store, StoreError, meta,
        repair::{Owner, Taken, take_over},
        salvage::Source,
    },
};

use super::{
    disk::{Disk, Event, apply},
    scenario::{Rows, Scenario, rows},
};

/// Tables whose rows prove themselves, by hash and signature.
const PROVED: [&str; 4] = ["journal_headers", "journal_bodies", "journal_forks", "items"];

/// Flips of single bytes of the file that are tried when nothing else is asked for.
const FLIPS: u64 = 120;

/// A file with the store of a member after all that the scenario does.
struct Damaged {
    _directory: tempfile::TempDir,
    path: PathBuf,
    bytes: Vec<u8>,
    rows: Rows,
    owner: Owner,
}

impl Damaged {
    /// The store, not damaged yet.
    fn new(scenario: &Scenario) -> Self {
        let disk = scenario.disk();
        {
            let service = scenario.service(&disk).unwrap();
            scenario.steps.iter().for_each(|step| step(&service).unwrap());
        }
        let store = Store::on_backend(Disk::with(disk.bytes())).unwrap();
        let (rows, owner) = (rows(&store).unwrap(), owner(&store));
        drop(store);
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store.redb");
        let damaged = Self { _directory: directory, path, bytes: disk.bytes(), rows, owner };
        damaged.write(&damaged.bytes);
        damaged
    }

    fn write(&self, bytes: &[u8]) {
        fs::write(&self.path, bytes).unwrap();
    }

    /// Writes the file with another value in one row; false where no value of such a length can stand there.
    fn with_row(&self, table: &str, key: &[u8], value: &[u8]) -> bool {
        let disk = Disk::with(self.bytes.clone());
        let store = Store::on_backend(disk.clone()).unwrap();
        let written = store.write(|write| write.put_rows(table, &[(key.to_vec(), value.to_vec())]));
        drop(store);
        self.write(&disk.bytes());
        written.is_ok()
    }

    /// Repairs the file as it is now into `into`.
    fn repair(&self, into: &Store) -> Result<Taken, StoreError> {
        let before = fs::read(&self.path).unwrap();
        let taken = Source::open(&self.path).and_then(|source| take_over(&source, self.owner, into, |_, _| ()));
        let taken = taken.and_then(|taken| into.write(|write| Restored::new(Cause::Repaired).keep(write)).map(|()| taken));
        assert!(fs::read(&self.path).unwrap() == before, "the damaged file was touched");
        taken
    }
}

/// The rows of a repaired store, but that it was repaired.
fn rows_of(store: &Store) -> Rows {
    let mut rows = rows(store).unwrap();
    rows.remove(&("facts".to_owned(), b"restored".to_vec()));
    rows
}

fn owner(store: &Store) -> Owner {
    let facts = store
        .read(|read| Ok::<_, StoreError>((read.fact(&meta::NETWORK)?, read.fact(&meta::OPERATOR)?, read.fact(&meta::DEVICE)?)));
    let (network, operator, device) = facts.unwrap();
    Owner { network: network.unwrap(), operator: operator.unwrap(), device: device.unwrap() }
}

fn assert_sound(store: &Store, place: &str) {
    let audit = store.read(|read: &Read| read.audit(|_, _| ())).unwrap();
    assert_eq!(audit.fault_count(), 0, "{place}: {audit:?}");
}

/// The rows that a damaged row takes with it: what follows it in its journal, and what names an item or entry that is gone.
fn hangs_on(rows: &Rows, table: &str, key: &[u8]) -> BTreeSet<(String, Vec<u8>)> {
    let in_journals = ["journal_headers", "journal_bodies"];
    let mut gone = BTreeSet::from([(table.to_owned(), key.to_vec())]);
    match table {
        _ if in_journals.contains(&table) => {
            // Own entries are signed one by one, foreign ones here too, so that nothing before it goes.
            let after = rows.keys().filter(|(other, place)| {
                in_journals.contains(&other.as_str()) && place[..32] == key[..32] && place[32..] >= key[32..]
            });
            gone.extend(after.cloned());
            let own = rows.keys().filter(|(other, _)| other == "closed_months");
            gone.extend(own.cloned());
        }
        "items" => gone.extend(
            rows.iter().filter(|((other, _), value)| other == "item_arrivals" && *value == key).map(|(place, _)| place.clone()),
        ),
        "item_arrivals" => gone.extend(rows.keys().filter(|(other, _)| other == "item_arrivals").cloned()),
        _ => {}
    }
    gone
}

/// Repairs the store with one wrong row: all others are there but those that hang on it. Gives the number of lost rows.
fn check_without(damaged: &Damaged, table: &str, key: &[u8]) -> u64 {
    let into = Store::in_memory().unwrap();
    let taken = damaged.repair(&into).unwrap();
    let name = format!("{table} {}", data_encoding::HEXLOWER.encode(key));
    assert_sound(&into, &name);
    let (found, may_go) = (rows_of(&into), hangs_on(&damaged.rows, table, key));
    for (place, value) in damaged.rows.iter().filter(|(place, _)| !may_go.contains(*place)) {
        assert_eq!(found.get(place), Some(value), "{name} takes {place:?} with it");
    }
    // A row that proves itself is never taken over with another content, and never lost in silence.
    let changed = PROVED.contains(&table) && taken.lost() == 0;
    assert!(!changed, "{name}: a changed row was taken over in silence");
    taken.lost()
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_row_is_damaged_a_repair_keeps_all_others() {
    let scenario = Scenario::new();
    let damaged = Damaged::new(&scenario);
    let (mut refused, mut tables) = (BTreeSet::new(), BTreeSet::new());
    for ((table, key), value) in &damaged.rows {
        tables.insert(table.clone());
        let Some((middle, cut)) = value.len().checked_sub(1).map(|last| (last / 2, value[..last].to_vec())) else { continue };
        let mut flipped = value.clone();
        flipped[middle] ^= 0x55;
        for wrong in [flipped, cut] {
            if damaged.with_row(table, key, &wrong) && check_without(&damaged, table, key) > 0 {
                refused.insert(table.clone());
            }
        }
    }
    assert!(tables.len() >= 11, "{tables:?}");
    for table in PROVED.into_iter().chain(["visits", "facts"]) {
        assert!(refused.contains(table), "no damage of table {table} was noticed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_sound_is_taken_over_whole() {
    let scenario = Scenario::new();
    let damaged = Damaged::new(&scenario);
    let into = Store::in_memory().unwrap();
    let taken = damaged.repair(&into).unwrap();
    assert!(taken.sound_pages && taken.lost() == 0 && taken.visits.is_empty(), "{taken:?}");
    assert_eq!(rows_of(&into), damaged.rows);
}

/// Numbers that look random and are the same every time.
fn dice(state: &mut u64, sides: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap() % sides
}

/// What redb says when it panics on a damaged page is expected, and would be pages of it.
fn silence_redb() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|place| place.file().contains("redb")) {
            usual(panic);
        }
    }));
}

#[tokio::test(flavor = "multi_thread")]
async fn wherever_bytes_of_the_file_change_a_repair_ends_and_takes_over_nothing_that_was_not_proved() {
    let scenario = Scenario::new();
    let damaged = Damaged::new(&scenario);
    silence_redb();
    let flips: u64 = std::env::var("MAILLAGE_REPAIR_FLIPS").ok().and_then(|flips| flips.parse().ok()).unwrap_or(FLIPS);
    let (mut seed, mut unreadable, mut whole, mut part) = (20_261_015, 0, 0, 0);
    for round in 0..flips {
        let mut bytes = damaged.bytes.clone();
        // One byte, a sector, a page, or the end of the file.
        let (place, length) = (dice(&mut seed, bytes.len()), [1, 1, 512, 4096][dice(&mut seed, 4)]);
        let end = (place + length).min(bytes.len());
        for byte in &mut bytes[place..end] {
            *byte ^= u8::try_from(1 + dice(&mut seed, 255)).unwrap();
        }
        if round % 10 == 9 {
            bytes.truncate(place);
        }
        damaged.write(&bytes);
        let into = Store::in_memory().unwrap();
        match damaged.repair(&into) {
            Err(StoreError::Damaged(_) | StoreError::NotAStore(_)) => unreadable += 1,
            Err(StoreError::NewerSchema { .. }) => {}
            Err(error) => panic!("round {round}, {length} at {place}: {error}"),
            Ok(taken) => {
                assert_sound(&into, &format!("round {round}, {length} at {place}"));
                let found = rows_of(&into);
                for (place, value) in found.iter().filter(|((table, _), _)| PROVED.contains(&table.as_str())) {
                    assert_eq!(damaged.rows.get(place), Some(value), "round {round}: {place:?} was never written");
                }
                let all = damaged.rows.keys().all(|place| found.contains_key(place));
                assert!(all || taken.lost() > 0 || !taken.sound_pages, "round {round}: rows are gone in silence");
                if all { whole += 1 } else { part += 1 }
            }
        }
    }
    println!("{flips} damaged files: {unreadable} unreadable, {part} taken over in part, {whole} whole");
    assert!(unreadable > 0 && part > 0 && whole > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_store_that_is_put_in_place_is_on_the_disk_whole_wherever_the_power_fails() {
    let scenario = Scenario::new();
    let damaged = Damaged::new(&scenario);
    let disk = Disk::default();
    {
        let into = Store::on_backend(disk.clone()).unwrap();
        damaged.repair(&into).unwrap();
        // Here the new store gets its name. Whatever was not synced so far is lost.
        disk.acknowledge(1);
    }
    let (mut safe, mut since, mut before) = (Vec::new(), Vec::new(), 0);
    for event in disk.log() {
        match event {
            Event::Synced => {
                since.drain(..).for_each(|event| apply(&mut safe, &event));
                before += 1;
                // A crash before it has its name: the unfinished one is no store, or one that opens; the damaged one is in its place.
                drop(Store::on_backend(Disk::with(safe.clone())));
            }
            Event::Acknowledged(_) => break,
            change => since.push(change),
        }
    }
    assert!(before > 5, "{before} syncs");
    let store = Store::on_backend(Disk::with(safe)).unwrap();
    assert_sound(&store, "after the power failed");
    assert_eq!(rows_of(&store), damaged.rows);
}

#[tokio::test(flavor = "multi_thread")]
async fn whichever_call_of_the_disk_fails_a_repair_says_so_and_the_damaged_file_stays() {
    let scenario = Scenario::new();
    let damaged = Damaged::new(&scenario);
    let whole = Disk::default();
    damaged.repair(&Store::on_backend(whole.clone()).unwrap()).unwrap();
    let calls = whole.calls();
    let mut refused = 0;
    for call in (1..=calls).step_by(usize::try_from((calls / 60).max(1)).unwrap()) {
        let disk = Disk::default();
        disk.fail_at(call);
        let Ok(into) = Store::on_backend(disk) else {
            refused += 1;
            continue;
        };
        match damaged.repair(&into) {
            Ok(_) => assert_eq!(rows_of(&into), damaged.rows, "call {call}"),
            Err(StoreError::Damaged(why)) => panic!("call {call}: the new disk failed, and the damaged store is blamed: {why}"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 20, "{refused} of the calls that failed were noticed");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_journal_with_a_damaged_entry_all_before_it_is_kept_and_the_place_is_named() {
    let scenario = Scenario::new();
    let damaged = Damaged::new(&scenario);
    let own = damaged.owner.device;
    let headers =
        |rows: &Rows| rows.keys().filter(|(table, key)| table == "journal_headers" && key[..32] == *own.as_bytes()).count();
    let length = headers(&damaged.rows);
    let key = [own.as_bytes().as_slice(), &4_u64.to_be_bytes()].concat();
    assert!(damaged.with_row("journal_bodies", &key, b"something else"));
    let into = Store::in_memory().unwrap();
    let taken = damaged.repair(&into).unwrap();
    assert_eq!(headers(&rows_of(&into)), 3);
    let part = taken.parts.iter().find(|part| part.name == "journals").unwrap();
    assert_eq!((part.fault_count, part.faults[0].place.as_str()), (length as u64 - 3, own.short_code().to_string().as_str()));
    assert!(part.faults[0].why.contains("entry 4"), "{part:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn visits_that_are_lost_are_told_by_day_and_permanence() {
    let scenario = Scenario::new();
    let damaged = Damaged::new(&scenario);
    let (key, _) = damaged.rows.iter().find(|((table, _), _)| table == "visits").unwrap();
    assert!(damaged.with_row("visits", &key.1, &[7]));
    let taken = damaged.repair(&Store::in_memory().unwrap()).unwrap();
    let told: Vec<String> = taken.visits.iter().map(|((day, permanence), count)| format!("{day} {permanence} {count}")).collect();
    assert_eq!(told, ["2026-09-03 jeudi 1"]);
    assert_eq!(taken.lost(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_table_with_a_damaged_page_what_stands_before_and_behind_it_is_kept() {
    silence_redb();
    let scenario = Scenario::new();
    let damaged = Damaged::new(&scenario);
    let ((_, key), value) = damaged.rows.iter().find(|((table, _), _)| table == "visits").unwrap();
    let of = |number: u64| [&key[..key.len() - 8], &number.to_be_bytes()].concat();
    let disk = Disk::with(damaged.bytes.clone());
    {
        let store = Store::on_backend(disk.clone()).unwrap();
        let visits: Vec<_> = (0..4000).map(|number| (of(number), value.clone())).collect();
        store.write(|write| write.put_rows("visits", &visits)).unwrap();
    }
    let mut bytes = disk.bytes();
    let middle = of(2000);
    let place = bytes.windows(middle.len()).rposition(|window| window == middle).unwrap();
    bytes[place / 4096 * 4096] ^= 0xff;
    damaged.write(&bytes);
    let into = Store::in_memory().unwrap();
    let taken = damaged.repair(&into).unwrap();
    let found = rows_of(&into);
    let kept = (0..4000).filter(|number| found.contains_key(&("visits".to_owned(), of(*number)))).count();
    let has = |number| found.contains_key(&("visits".to_owned(), of(number)));
    assert!(kept > 3700 && has(0) && has(3999) && !has(2000), "{kept} of 4000");
    let part = taken.parts.iter().find(|part| part.name == "visits").unwrap();
    assert!(part.fault_count == 4000 - kept as u64 && !taken.sound_pages, "{part:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_file_that_ends_too_early_everything_before_is_saved() {
    let scenario = Scenario::new();
    let damaged = Damaged::new(&scenario);
    for missing in [1, 511, 4096, 5000] {
        damaged.write(&damaged.bytes[..damaged.bytes.len() - missing]);
        let into = Store::in_memory().unwrap();
        let taken = damaged.repair(&into).unwrap_or_else(|error| panic!("{missing} bytes missing: {error}"));
        let visits = |rows: &Rows| rows.keys().filter(|(table, _)| table == "visits").count();
        assert!(visits(&damaged.rows) > 0);
        assert_eq!(visits(&rows(&into).unwrap()), visits(&damaged.rows), "{missing} bytes missing: {taken:?}");
    }
}
