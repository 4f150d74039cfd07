//! A whole store, as a program of this schema left it.
//!
//! Its bytes need not come out alike twice, what stands in it does: the store of this schema is only written anew when it no longer
//! says what is made now. Those of earlier schemas stay as they are, and must say the same once the steps since are taken.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use maillage_node::{
    access::Access,
    clock::Clock,
    home::{Home, files},
    ledger::{Draft, Ledger},
    service::{
        Problem, Progress,
        viewing::ViewDigest,
        visits::{ListVisits, VisitLine},
    },
    store::{Read, SCHEMA, Store, StoreError, meta},
};
use maillage_shared::{encoding, journal::BodyKind};
use maillage_tests::{
    golden::{self, Value},
    world::World,
};

use super::fixture;

fn name(schema: u32, ending: &str) -> String {
    format!("store-{schema}.{ending}")
}

/// Writes the world and what its founder keeps at home, as a node does.
pub(super) fn make(path: &Path) {
    let world = fixture::world();
    let device = &world.members[0].device;
    let ledger = Ledger::open(Arc::new(Store::create(path).unwrap()), world.network).unwrap();
    ledger
        .write(device, |draft| {
            shared(&world, draft)?;
            Ok(home(&world, draft.local())?)
        })
        .unwrap();
}

fn shared(world: &World, draft: &mut Draft<'_>) -> Result<(), Problem> {
    let own = world.members[0].device.public();
    for (device, journal) in &world.journals {
        if *device == own {
            for entry in journal {
                let kind = BodyKind::of_number(entry.header.kind).unwrap();
                assert_eq!(draft.append(kind, entry.body.clone().unwrap())?, entry.header.hash());
            }
        } else {
            draft.local().append_all(journal)?;
        }
    }
    for proof in &world.proofs {
        draft.local().put_fork(&proof.verify(world.network).unwrap(), proof)?;
    }
    world.items.iter().try_for_each(|item| draft.add_item(item.clone()))
}

fn home(world: &World, write: &mut maillage_node::store::Write) -> Result<(), StoreError> {
    let founder = &world.members[0];
    write.put_fact(&meta::NETWORK, &world.network)?;
    write.put_fact(&meta::OPERATOR, &founder.id())?;
    write.put_fact(&meta::DEVICE, &founder.device.public())?;
    let names = [(founder.device.public(), "bureau".to_owned())].into();
    write.put_fact(&meta::DEVICE_NAMES, &names)?;
    let [first, second] = fixture::visits();
    write.put_visit(&fixture::visit_key(&first, 1), &fixture::visit_row(&first, false))?;
    write.put_visit(&fixture::visit_key(&second, 2), &fixture::visit_row(&second, true))?;
    for session in fixture::sessions() {
        write.put_session(session.day, &session.permanence, &session.to_bytes())?;
    }
    write.put_import(&fixture::file(), &fixture::import())?;
    write.put_imported_day(second.day, &second.permanence, &fixture::imported_day())?;
    write.close_month(fixture::day("2026-09-01").month(), &fixture::closed_month(world))?;
    for ((period, permanence), visits) in fixture::counted() {
        write.keep_counted(period, &permanence, &visits)?;
    }
    write.put_certificates(2026, &fixture::certificates())?;
    for (_, line) in fixture::trail() {
        write.add_to_trail(&line)?;
    }
    let [(_, invitation), ..] = fixture::invitations();
    write.put_invitation(fixture::invitation_id(), &invitation)?;
    let [(_, request), ..] = fixture::join_requests(world);
    write.put_join_request(fixture::joiner().root.public(), &request)?;
    write.update_peer(world.members[1].device.public(), |peer| *peer = fixture::peer())
}

/// What stands in a store, each table as its own rows.
fn contents(path: &Path) -> Result<Vec<Value>, StoreError> {
    let store = Arc::new(Store::open(path, |_| ())?);
    let mut values = store.read(local)?;
    let network = fixture::world().network;
    let ledger = Ledger::open(Arc::clone(&store), network)?;
    values.push(Value::new("digest of the view", data_encoding::HEXLOWER.decode(ledger.view().digest().as_bytes()).unwrap()));
    values.push(Value::new("digest of what is held", ledger.fold().summary_digest().as_bytes()));
    Ok(values)
}

fn local(read: &Read) -> Result<Vec<Value>, StoreError> {
    let days = fixture::day("2026-01-01")..=fixture::day("2026-12-31");
    let mut values = Vec::new();
    read.scan_visits(&days, |row| {
        values.push(Value::new(format!("visit on {} at {}", row.day, row.permanence), [&row.id, row.bytes].concat()));
        Ok::<_, StoreError>(())
    })?;
    let sessions = read.sessions(&days)?;
    values.extend(sessions.into_iter().map(|(day, at, bytes)| Value::new(format!("session on {day} at {at}"), bytes)));
    let facts = (read.fact(&meta::NETWORK)?, read.fact(&meta::OPERATOR)?, read.fact(&meta::DEVICE)?);
    let mut row = |what: &str, bytes: Vec<u8>| values.push(Value::new(what, bytes));
    row("network, operator, device", encoding::to_bytes(&facts));
    row("names of devices", encoding::to_bytes(&read.fact(&meta::DEVICE_NAMES)?));
    row("import", encoding::to_bytes(&read.import(&fixture::file())?));
    for (day, at, imported) in read.imported_days()? {
        row(&format!("imported on {day} at {at}"), encoding::to_bytes(&imported));
    }
    row("closed months", encoding::to_bytes(&read.closed_months()?));
    for ((period, permanence), visits) in read.counted(2026)? {
        row(&format!("counted for {period} at {permanence}"), encoding::to_bytes(&visits));
    }
    for certificate in read.certificates(2026)? {
        row("certificate", encoding::to_bytes(&certificate));
    }
    for (number, line) in read.trail(99)? {
        row(&format!("line {number} of the trail"), encoding::to_bytes(&line));
    }
    row("invitations", encoding::to_bytes(&read.invitations()?));
    row("requests to join", encoding::to_bytes(&read.join_requests()?));
    row("peers", encoding::to_bytes(&read.peers()?));
    row("forks", encoding::to_bytes(&read.forks()?));
    Ok(values)
}

/// A home of the founder with a copy of the golden store of a schema.
fn home_with_copy(path: &Path, schema: u32) -> PathBuf {
    let founder = &fixture::world().members[0];
    let home = Home::create(path).unwrap();
    home.keep_key(&founder.root).unwrap();
    home.keep_key(&founder.device).unwrap();
    home.keep_key(&founder.endpoint).unwrap();
    let golden = golden::path(&name(schema, "redb"));
    let bytes =
        std::fs::read(&golden).unwrap_or_else(|error| panic!("the golden file {} cannot be read: {error}", golden.display()));
    files::write_private(&home.store_path(), &bytes).unwrap();
    home.store_path()
}

fn bless(made: &Path, contents_made: &[Value]) {
    let golden = golden::path(&name(SCHEMA, "redb"));
    let directory = tempfile::tempdir().unwrap();
    let says_the_same = golden.exists()
        && contents(&home_with_copy(&directory.path().join("before"), SCHEMA)).is_ok_and(|values| values == contents_made);
    if !says_the_same {
        std::fs::write(golden, std::fs::read(made).unwrap()).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_of_every_schema_is_opened_and_says_what_it_said() {
    let directory = tempfile::tempdir().unwrap();
    let made = directory.path().join("store.redb");
    make(&made);
    let now = contents(&made).unwrap();
    if golden::is_blessed() {
        bless(&made, &now);
    }
    let recorded = golden::values(&name(SCHEMA, "txt"), &now);
    for schema in 1..=SCHEMA {
        let (file, path) = (name(schema, "redb"), directory.path().join(format!("home-{schema}")));
        let store = home_with_copy(&path, schema);
        let read = contents(&store).unwrap_or_else(|error| panic!("{}", golden::complaint(&file, &[error.to_string()])));
        // A store of an earlier schema holds what was made then.
        let recorded = if schema == SCHEMA { recorded.clone() } else { golden::values(&name(schema, "txt"), &read) };
        let differences = golden::differences(&recorded, &read);
        assert!(differences.is_empty(), "{}", golden::complaint(&file, &differences));
        let checked = Store::check(&store, |_| ()).unwrap();
        assert_eq!((checked.journals, checked.entries), (4, 13));
        served(path, &read).await;
    }
}

/// A node works with it.
async fn served(path: PathBuf, values: &[Value]) {
    let access = Access::reach(path, Clock::fixed(fixture::day("2026-10-15"))).await.unwrap();
    let digest = access.call(ViewDigest {}, &Progress::silent()).await.unwrap();
    let view = Value::new("digest of the view", data_encoding::HEXLOWER.decode(digest.view_digest.as_bytes()).unwrap());
    assert!(values.contains(&view), "it shows what its journals say");
    let all = ListVisits { limit: 9, ..ListVisits::default() };
    let listed: Vec<VisitLine> = access.call(all, &Progress::silent()).await.unwrap().visits;
    let listed: Vec<_> = listed.into_iter().map(|line| line.visit).collect();
    assert_eq!(listed, fixture::visits());
}

#[test]
fn a_changed_byte_of_the_golden_store_is_noticed() {
    if golden::is_blessed() {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let path = home_with_copy(&directory.path().join("home"), SCHEMA);
    let recorded = contents(&path).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let [_, visit] = fixture::visits();
    let row = fixture::visit_row(&visit, true);
    let places: Vec<usize> = (0..bytes.len() - row.len()).filter(|place| bytes[*place..].starts_with(&row)).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place] ^= 1;
    }
    std::fs::write(&path, bytes).unwrap();
    assert!(contents(&path).is_err() || contents(&path).unwrap() != recorded);
}
