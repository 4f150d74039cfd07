//! What people, browsers and disks hand over.

use std::collections::BTreeSet;

use maillage_node::{
    clock::Clock,
    control::{
        protocol::{ControlFile, Line},
        table,
    },
    home::{Home, KeyKind, files::write_private},
    service::{
        FileContent, Operation as _, ProblemCode, Progress, Service,
        evidence::Breach,
        verifying::{VerifyEvidence, Worth},
    },
};
use maillage_shared::{
    bounds,
    calendar::{Day, Month, MonthRange, Period},
    directory::{NisCode, Timetable, import as directory_import},
    dysfunction::Situation,
    identity::{DeviceKey, NetworkId, ShortCode},
    record::{
        PartialReason, Session, Visit, VisitId, import,
        tally::tally,
        vocabulary::{Language, Outcome},
    },
    statistics::query::Dimension,
    text::{Name, Slug},
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::samples;
use crate::{
    node::{TODAY, day},
    operator::Operator,
};

fn permanences() -> BTreeSet<Slug> {
    ["bruxelles-maison-medicale", "bruxelles-cpas"].map(|slug| Slug::new(slug).unwrap()).into()
}

/// A file of visits, also as a tally: each line is a visit or a list of faults, and what is a visit is stored and read back.
pub fn visits_csv(bytes: &[u8]) -> bool {
    let permanences = permanences();
    if let Ok(rows) = tally(bytes, &permanences, day(TODAY)) {
        let visits: u64 = rows.flatten().map(|row| u64::from(row.record.count)).sum();
        assert!(visits <= bounds::TALLY_VISITS, "a file stands for {visits} visits");
    }
    let Ok(rows) = import::visits(bytes, &permanences, day(TODAY)) else { return false };
    let (mut good, mut lines) = (0_usize, 0_usize);
    for row in rows {
        lines += 1;
        match row {
            Ok(row) => {
                good += 1;
                assert_eq!(Visit::from_bytes(&row.record.to_bytes()), Ok(row.record));
            }
            Err(bad) => assert!(!bad.faults.is_empty()),
        }
    }
    assert!(lines <= bytes.len(), "no more rows than bytes");
    good > 0
}

/// A file of session sheets.
pub fn sessions_csv(bytes: &[u8]) -> bool {
    let permanences = permanences();
    let Ok(rows) = import::sessions(bytes, &permanences, day(TODAY)) else { return false };
    let good: Vec<Session> = rows.filter_map(Result::ok).map(|row| row.record).collect();
    assert!(good.iter().all(|session| Session::from_bytes(&session.to_bytes()).as_ref() == Ok(session)));
    !good.is_empty()
}

/// A file of permanences.
pub fn permanences_csv(bytes: &[u8]) -> bool {
    let Ok(read) = directory_import::permanences(bytes, None) else { return false };
    assert!(read.rows.len() + read.bad.len() <= bytes.len());
    let only = directory_import::permanences(bytes, Some("exemple-arc")).map(|import| import.rows.len());
    assert!(only.is_ok_and(|only| only <= read.rows.len()));
    !read.rows.is_empty()
}

/// Opening hours: parsed, written in the usual spelling, and asked for a day.
pub fn timetable(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Ok(timetable) = Timetable::typed(&text) else { return false };
    assert!(timetable.as_str().len() <= bounds::TIMETABLE_BYTES);
    assert_eq!(Timetable::new(timetable.as_str()).as_ref(), Ok(&timetable));
    let _ = (timetable.opens_on(day(TODAY)), timetable.is_open_at(day(TODAY), 14, 30));
    true
}

/// Words that people type: names, days, codes.
pub fn typed_text(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let _ = (text.parse::<ShortCode>(), text.parse::<VisitId>(), text.parse::<NisCode>(), text.parse::<Dimension>());
    let _ = (text.parse::<Outcome>(), text.parse::<Language>(), text.parse::<PartialReason>());
    let _ = text.parse::<NetworkId>().map(|id| assert_eq!(id.to_string().parse(), Ok(id)));
    let day = text.parse::<Day>().map(|day| assert_eq!(day.to_string().parse(), Ok(day))).is_ok();
    let month = text.parse::<Month>().map(|month| assert_eq!(month.to_string().parse(), Ok(month))).is_ok();
    let period = text.parse::<Period>().map(|period| assert_eq!(period.to_string().parse(), Ok(period))).is_ok();
    let range = |range: MonthRange| assert_eq!(format!("{}..{}", range.from, range.to).parse(), Ok(range));
    let months = text.parse::<MonthRange>().map(range).is_ok();
    let slug = Slug::of_name(&text).map(|slug| assert_eq!(Slug::new(slug.as_str()), Ok(slug))).is_ok();
    let name = Name::typed(&text).map(|name| assert_eq!(Name::new(name.as_str()), Ok(name))).is_ok();
    let situation = Situation::typed(&text).map(|text| assert_eq!(Situation::new(text.as_str()), Ok(text))).is_ok();
    day || month || period || months || slug || name || situation
}

/// A visit or a session sheet out of the store; the first byte says which.
pub fn stored_record(bytes: &[u8]) -> bool {
    let Some((first, bytes)) = bytes.split_first() else { return false };
    if first & 1 == 1 {
        return Session::from_bytes(bytes).map(|session| assert_eq!(session.to_bytes(), bytes)).is_ok();
    }
    Visit::from_bytes(bytes).map(|visit| assert_eq!(visit.to_bytes(), bytes)).is_ok()
}

/// A home of this thread, thrown away with it.
struct Scratch {
    home: Home,
    service: Service,
    _runtime: Runtime,
    _directory: TempDir,
}

thread_local! {
    static SCRATCH: Scratch = {
        let directory = tempfile::tempdir().unwrap();
        let home = Home::create(directory.path().join("home")).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let elsewhere = directory.path().join("other");
        let service = Service::open(elsewhere, Clock::fixed(day(TODAY)), runtime.handle().clone()).unwrap();
        Scratch { home, service, _runtime: runtime, _directory: directory }
    };
}

/// The file of a device's key.
pub fn key_file(bytes: &[u8]) -> bool {
    SCRATCH.with(|scratch| {
        let path = scratch.home.key_path(KeyKind::Device);
        if !path.exists() {
            write_private(&path, bytes).unwrap();
        }
        // Over the same file, which stays private: the disk is not waited for.
        std::fs::write(&path, bytes).unwrap();
        let Ok(key) = scratch.home.key::<DeviceKey>() else { return false };
        // Its checksum finds every slip: nothing but the key that was written is read.
        assert_eq!(key.public(), Operator::new(1).device.public());
        true
    })
}

/// The file that says where a node listens.
pub fn control_file(bytes: &[u8]) -> bool {
    serde_json::from_slice::<ControlFile>(bytes).is_ok()
}

/// A line of a node's answer, as the command line reads it.
pub fn control_answer(bytes: &[u8]) -> bool {
    let Ok(line) = serde_json::from_slice::<Line>(bytes) else { return false };
    let written = serde_json::to_value(&line).unwrap();
    assert_eq!(
        serde_json::from_value::<Line>(written.clone()).map(|again| serde_json::to_value(&again).unwrap()).unwrap(),
        written
    );
    true
}

/// A file of evidence, checked with nothing but the file. True when a piece of it is worth something.
pub fn evidence_file(bytes: &[u8]) -> bool {
    let operation = VerifyEvidence { name: "evidence.json".into(), file: FileContent(bytes.to_vec()) };
    let checked = SCRATCH.with(|scratch| operation.perform(&scratch.service, &Progress::silent()));
    let Ok(checked) = checked else { return false };
    let world = samples::world();
    let liars: Vec<_> = world.proofs.iter().map(|proof| proof.verify(world.network).unwrap().device).collect();
    for proved in checked.iter().filter(|piece| piece.worth == Worth::Proved) {
        let guilty = match proved.breach {
            Breach::Fork => liars.iter().any(|liar| liar.short_code() == proved.device_code),
            Breach::SeveralInstallations => world.members[0].device.public().short_code() == proved.device_code,
            _ => false,
        };
        assert!(guilty, "something is proved that nobody did: {proved:?}");
    }
    checked.iter().any(|piece| piece.worth != Worth::Nothing)
}

/// A request to the control interface of a home without a node: the first byte says which operation, the rest is its JSON. True
/// when the JSON is that of the operation.
pub fn control_request(bytes: &[u8]) -> bool {
    let Some((first, body)) = bytes.split_first() else { return false };
    let name = table::NAMES[usize::from(*first) % table::NAMES.len()];
    // These would make a home, or look for another node; what they read has a function of its own.
    if ["network-create", "join", "device-pair", "recover", "backup-restore"].contains(&name) {
        return false;
    }
    let done = SCRATCH.with(|scratch| table::call(name, body, &scratch.service, &Progress::silent()));
    !done.is_err_and(|problem| problem.code == ProblemCode::Usage)
}
