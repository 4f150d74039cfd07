//! What stands in the tables of a store.

use maillage_node::{
    access::Access,
    clock::Clock,
    home::Home,
    ledger::Ledger,
    service::{
        FileContent, Progress,
        imports::{ImportVisits, RepeatedDays},
        visits::RecordVisit,
    },
    store::{Store, StoreError, meta},
};
use maillage_shared::{
    encoding,
    record::{Session, Visit, VisitDraft},
    register::ItemId,
};
use maillage_tests::{
    golden::{self, Value},
    world::World,
};

use super::fixture;

#[test]
fn visits_and_sessions_are_written_and_read_as_ever() {
    let [whole, least] = fixture::visits();
    let made = [("visit with every field", whole), ("visit with the required fields", least)];
    golden::check("visits.txt", &made, Visit::to_bytes, |bytes| Visit::from_bytes(bytes).unwrap());
    let [held, not] = fixture::sessions();
    let made = [("session that was held", held), ("session that was called off", not)];
    golden::check("sessions.txt", &made, Session::to_bytes, |bytes| Session::from_bytes(bytes).unwrap());
}

#[test]
fn local_rows_are_written_and_read_as_ever() {
    let world = fixture::world();
    golden::check_cbor("row-trail.txt", &fixture::trail());
    golden::check_cbor("row-invitations.txt", &fixture::invitations());
    golden::check_cbor("row-join-requests.txt", &fixture::join_requests(&world));
    golden::check_cbor("row-import.txt", &[("what is known of an imported file", fixture::import())]);
    golden::check_cbor("row-imported-day.txt", &[("what a file brought for a day", fixture::imported_day())]);
    golden::check_cbor("row-closed-month.txt", &[("a closed month", fixture::closed_month(&world))]);
    let (month, line) = fixture::closed_partially(&world);
    golden::check_cbor("row-closed-month-partial.txt", &[("a month closed although sessions were missing", month)]);
    golden::check_cbor("row-trail-partial.txt", &[("trail: closed although sessions were missing", line)]);
    let rejected = std::collections::BTreeMap::from([(ItemId::from_bytes([7; 32]), "trop haut".to_owned())]);
    let _ = golden::values("fact-rejected.txt", &[Value::new("what people here do not agree to", encoding::to_bytes(&rejected))]);
    golden::check_cbor("row-peer.txt", &[("what is remembered of a neighbour", fixture::peer())]);
}

/// A home of the world's founder.
fn home(world: &World, path: &std::path::Path) {
    let founder = &world.members[0];
    let home = Home::create(path).unwrap();
    home.keep_key(&founder.root).unwrap();
    home.keep_key(&founder.device).unwrap();
    home.keep_key(&founder.endpoint).unwrap();
    let store = Store::create(&home.store_path()).unwrap();
    store
        .write(|write| {
            write.put_fact(&meta::NETWORK, &world.network)?;
            write.put_fact(&meta::OPERATOR, &founder.id())?;
            write.put_fact(&meta::DEVICE, &founder.device.public())?;
            world.items.iter().try_for_each(|item| write.put_item(item).map(|_| ()))?;
            world.journals.values().try_for_each(|journal| write.append_all(journal))
        })
        .unwrap();
    drop(Ledger::open(std::sync::Arc::new(store), world.network).unwrap());
}

/// The rows of all visits in a home.
fn rows(path: &std::path::Path) -> Vec<Vec<u8>> {
    let store = Store::open(&path.join("store.redb"), |_| ()).unwrap();
    let mut rows = Vec::new();
    let days = fixture::day("2026-10-01")..=fixture::day("2026-10-31");
    store
        .read(|read| {
            read.scan_visits(&days, |row| {
                rows.push(row.bytes.to_vec());
                Ok::<_, StoreError>(())
            })
        })
        .unwrap();
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rows_of_visits_say_whether_they_were_typed_or_imported_as_ever() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("home");
    home(&fixture::world(), &path);
    {
        let access = Access::reach(path.clone(), Clock::fixed(fixture::day("2026-10-15"))).await.unwrap();
        let draft = VisitDraft {
            permanence: Some("jeudi".to_owned()),
            date: Some("2026-10-01".to_owned()),
            category: Some("demarches".to_owned()),
            outcome: Some("resolu".to_owned()),
            ..VisitDraft::default()
        };
        access.call(RecordVisit { draft, dry_run: false }, &Progress::silent()).await.unwrap();
        let csv = FileContent(b"permanence,date,categorie,resultat\njeudi,2026-10-08,demarches,resolu\n".to_vec());
        let import = ImportVisits {
            file: "visits.csv".into(),
            content: csv,
            skip_bad: false,
            repeated: RepeatedDays::Refuse,
            dry_run: false,
        };
        access.call(import, &Progress::silent()).await.unwrap();
    }
    let rows = rows(&path);
    let [typed, imported] = &rows[..] else { panic!("two visits") };
    let made = [Value::new("row of a typed visit", typed.clone()), Value::new("row of an imported visit", imported.clone())];
    let _ = golden::values("row-visits.txt", &made);
    let [_, least] = fixture::visits();
    assert_eq!(*imported, fixture::visit_row(&least, true), "the golden store is made with other rows than a node writes");
    assert_eq!(*typed, fixture::visit_row(&Visit { day: fixture::day("2026-10-01"), ..least }, false));
}
