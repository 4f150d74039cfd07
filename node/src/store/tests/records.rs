use maillage_shared::{
    calendar::{Day, Month},
    journal::EntryHash,
    text::Slug,
};

use super::{NOW, new_store, reopen};
use crate::store::{
    Store, StoreError,
    records::{ClosedMonth, FileHash, Import, ImportedDay, TrailEntry, TrailEvent, VisitKey},
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

fn key(on: &str, permanence: &str, id: u8) -> VisitKey {
    VisitKey { day: day(on), permanence: slug(permanence), id: [id; 16] }
}

fn put(store: &Store, visits: &[(&str, &str, u8)]) {
    let visits = visits.iter().map(|(on, permanence, id)| (key(on, permanence, *id), [*id]));
    store.write(|write| write.put_visits(visits)).unwrap();
}

fn months(first: &str, last: &str) -> (Month, Month) {
    (first.parse().unwrap(), last.parse().unwrap())
}

#[test]
fn visits_come_in_the_order_of_days_and_permanences_after_reopening() {
    let (directory, store) = new_store();
    put(&store, &[("2026-10-02", "forest", 4), ("2026-10-01", "forest-2", 3), ("2026-10-01", "forest", 2), ("2026-09-30", "x", 1)]);
    let store = reopen(&directory, store);
    let mut ids = Vec::new();
    let october = day("2026-10-01")..=day("2026-10-31");
    store
        .read(|read| {
            read.scan_visits(&october, |row| {
                assert_eq!(row.bytes, [row.id[0]]);
                ids.push((row.day.to_string(), row.permanence.to_owned(), row.id[0]));
                Ok::<_, StoreError>(())
            })
        })
        .unwrap();
    let expected = [("2026-10-01", "forest", 2), ("2026-10-01", "forest-2", 3), ("2026-10-02", "forest", 4)];
    assert_eq!(ids, expected.map(|(day, permanence, id)| (day.to_owned(), permanence.to_owned(), id)));
    assert_eq!(store.read(super::super::Transaction::visit_count).unwrap(), 4);
}

#[test]
fn the_visits_of_one_permanence_are_not_those_of_one_whose_name_begins_alike() {
    let (_directory, store) = new_store();
    put(
        &store,
        &[("2026-10-01", "forest", 1), ("2026-10-01", "forest-2", 2), ("2026-10-03", "forest", 3), ("2026-10-03", "fore", 4)],
    );
    let mut ids = Vec::new();
    let days = day("2026-10-01")..=day("2026-10-03");
    let scan = |read: &crate::store::Read| {
        read.scan_visits_at(&days, &slug("forest"), |row| {
            ids.push(row.id[0]);
            Ok::<_, StoreError>(())
        })
    };
    store.read(scan).unwrap();
    assert_eq!(ids, [1, 3]);
}

#[test]
fn month_totals_count_every_visit_of_the_months_and_no_other() {
    let (_directory, store) = new_store();
    put(
        &store,
        &[
            ("2026-08-31", "a", 1),
            ("2026-09-01", "a", 2),
            ("2026-09-30", "a", 3),
            ("2026-09-30", "a", 4),
            ("2026-09-30", "b", 5),
            ("2026-10-31", "b", 6),
            ("2026-11-01", "b", 7),
        ],
    );
    let (first, last) = months("2026-09", "2026-10");
    let totals = store.read(|read| read.month_totals(first, last)).unwrap();
    assert_eq!(totals.into_iter().collect::<Vec<_>>(), [((first, slug("a")), 3), ((first, slug("b")), 1), ((last, slug("b")), 1)]);
    let (first, last) = months("2000-01", "2199-12");
    assert_eq!(store.read(|read| read.month_totals(first, last)).unwrap().values().sum::<u64>(), 7);
}

#[test]
fn a_visit_is_found_by_its_id_amended_moved_and_deleted() {
    let (_directory, store) = new_store();
    let (old, new) = (key("2026-10-01", "forest", 1), key("2026-10-05", "uccle", 1));
    assert!(store.write(|write| write.put_visit(&old, b"first")).unwrap());
    assert!(!store.write(|write| write.put_visit(&old, b"second")).unwrap());
    assert!(store.write(|write| write.replace_visit(&old, &new, b"third")).unwrap());
    assert!(!store.write(|write| write.replace_visit(&old, &new, b"fourth")).unwrap());
    assert_eq!(store.read(|read| read.find_visits(|id| id[0] == 1, 9)).unwrap(), [(new.clone(), b"third".to_vec())]);
    assert_eq!(store.read(|read| read.find_visits(|id| *id == [2; 16], 9)).unwrap(), []);
    assert_eq!(store.read(|read| read.find_visits(|_| true, 0)).unwrap(), []);
    assert_eq!(store.read(|read| read.visit(&old)).unwrap(), None);
    assert!(store.write(|write| write.delete_visit(&new)).unwrap());
    assert!(!store.write(|write| write.delete_visit(&new)).unwrap());
}

#[test]
fn the_imported_visits_of_a_day_can_be_replaced_and_the_others_stay() {
    let (_directory, store) = new_store();
    put(&store, &[("2026-10-01", "a", 1), ("2026-10-01", "a", 2), ("2026-10-01", "b", 3), ("2026-10-02", "a", 4)]);
    let deleted = store.write(|write| write.delete_visits(day("2026-10-01"), &slug("a"), |_, bytes| bytes != [2])).unwrap();
    assert_eq!(deleted, 1);
    assert_eq!(store.read(super::super::Transaction::visit_count).unwrap(), 3);
    assert_eq!(store.read(|read| read.visit(&key("2026-10-01", "a", 1))).unwrap(), None);
}

#[test]
fn sessions_imports_closed_months_and_the_trail_are_there_after_reopening() {
    let (directory, store) = new_store();
    let (on, at, file) = (day("2026-10-01"), slug("forest"), FileHash::of(b"file"));
    let import = Import { kind: "visits".to_owned(), rows: 12, at: NOW };
    let imported = ImportedDay { file, visits: 12 };
    let closed = ClosedMonth { publication: EntryHash::from_bytes([3; 32]), at: NOW, partial: None };
    let event = |number: u64| TrailEntry { at: NOW, event: TrailEvent::Imported { file, visits: number } };
    store
        .write(|write| {
            write.put_session(on, &at, b"sheet")?;
            write.put_session(day("2026-11-01"), &at, b"later")?;
            write.put_import(&file, &import)?;
            write.put_imported_day(on, &at, &imported)?;
            assert!(write.close_month(on.month(), &closed)?);
            assert!(!write.close_month(on.month(), &ClosedMonth { at: super::ClaimedTime(0), ..closed })?);
            (1..=3).try_for_each(|number| write.add_to_trail(&event(number)).map(|line| assert_eq!(line, number)))
        })
        .unwrap();
    let store = reopen(&directory, store);
    store
        .read(|read| {
            assert_eq!(read.session(on, &at)?, Some(b"sheet".to_vec()));
            assert_eq!(read.sessions(&(on..=day("2026-10-31")))?, [(on, at.clone(), b"sheet".to_vec())]);
            assert_eq!((read.import(&file)?, read.import(&FileHash::of(b"other"))?), (Some(import.clone()), None));
            assert_eq!((read.imported_day(on, &at)?, read.imported_day(day("2026-10-02"), &at)?), (Some(imported), None));
            assert_eq!(read.imported_days()?, [(on, at.clone(), imported)]);
            assert_eq!(read.closed_month(on.month())?, Some(closed));
            assert_eq!(read.closed_months()?.into_keys().collect::<Vec<_>>(), [on.month()]);
            assert_eq!(read.trail(2)?, [(3, event(3)), (2, event(2))]);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
