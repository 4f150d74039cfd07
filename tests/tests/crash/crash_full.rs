//! The disk is full, or a call of it fails, and the same process goes on: what was refused is told, and once there is room again
//! everything can be written as before.

use maillage_node::{
    service::{Operation as _, Problem, ProblemCode, Progress, Service, status::AskStatus},
    store::{Failure, Read, Store},
};

use super::{
    disk::Disk,
    scenario::{Rows, Scenario, rows},
};

/// Failing calls that are tried when nothing else is asked for.
const TRIED: u64 = 60;

fn trouble(service: &Service) -> Option<Failure> {
    service.opened().unwrap().ledger.store().trouble()
}

/// Whether the fold in memory is that of what is on the disk.
fn is_in_step(scenario: &Scenario, service: &Service, disk: &Disk) -> bool {
    let opened = service.opened().unwrap();
    let afresh = scenario.service(&Disk::with(disk.bytes())).unwrap();
    afresh.opened().unwrap().ledger.view().digest() == opened.ledger.view().digest()
}

/// Takes a step; a second time when it was refused. A step that was done although the disk failed may say so the second time.
fn insist(service: &Service, step: impl Fn(&Service) -> Result<(), Problem>) -> bool {
    match step(service) {
        Ok(()) => false,
        Err(problem) => {
            assert_eq!(problem.code.exit(), maillage_node::service::Exit::Refused, "{problem}");
            assert!(trouble(service).is_some(), "{problem}");
            true
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_every_write_in_clear_words_and_once_there_is_room_the_same_process_writes_again() {
    let scenario = Scenario::new();
    let disk = scenario.disk();
    let service = scenario.service(&disk).unwrap();
    for (number, step) in (1..).zip(&scenario.steps) {
        disk.set_full(true);
        for _ in 0..2 {
            let refused = step(&service).unwrap_err();
            assert_eq!(refused.code, ProblemCode::DiskFull, "step {number}: {refused}");
            let status = AskStatus {}.perform(&service, &Progress::silent()).unwrap();
            assert_eq!(status.disk, Some(Failure::Full), "step {number}");
        }
        disk.set_full(false);
        step(&service).unwrap_or_else(|problem| panic!("step {number}: {problem}"));
        assert_eq!(trouble(&service), None, "step {number}");
    }
    assert!(is_in_step(&scenario, &service, &disk));
    drop(service);
    let store = Store::on_backend(Disk::with(disk.bytes())).unwrap();
    assert_eq!(store.read(|read: &Read| read.audit(|_, _| ())).unwrap().fault_count(), 0);
    scenario.continue_journal(store);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_node_does_by_itself_finds_out_that_there_is_room_again() {
    let scenario = Scenario::new();
    let disk = scenario.disk();
    let service = scenario.service(&disk).unwrap();
    let ledger = &service.opened().unwrap().ledger;
    let beside = tempfile::tempdir().unwrap();
    let place = beside.path().join("room");
    disk.set_full(true);
    assert!((scenario.steps[0])(&service).is_err());
    assert!(ledger.mend(&place).is_err() && trouble(&service) == Some(Failure::Full));
    disk.set_full(false);
    ledger.mend(&place).unwrap();
    assert!(trouble(&service).is_none() && !place.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn whichever_call_fails_the_same_process_goes_on_and_its_fold_is_that_of_the_disk() {
    let whole = Scenario::new();
    let disk = whole.disk();
    let clean = everything(&whole, &disk);
    let calls = disk.calls();
    let every = std::env::var("MAILLAGE_CRASH_EVERY").is_ok_and(|value| value == "1");
    let stride = if every { 1 } else { (calls / TRIED).max(1) };
    let mut refused = 0;
    for call in (1..=calls).step_by(usize::try_from(stride).unwrap()) {
        let scenario = Scenario::new();
        let disk = scenario.disk();
        let service = scenario.service(&disk).unwrap();
        disk.fail_at(call);
        for step in &scenario.steps {
            if insist(&service, step) {
                refused += 1;
                // What was written in spite of the failure is there now, and says so.
                let _ = step(&service);
            }
        }
        assert!(is_in_step(&scenario, &service, &disk), "call {call}");
        let store = Store::on_backend(Disk::with(disk.bytes())).unwrap_or_else(|error| panic!("call {call}: {error}"));
        assert_eq!(store.read(|read: &Read| read.audit(|_, _| ())).unwrap().fault_count(), 0, "call {call}");
        let found = rows(&store).unwrap();
        assert!(found.len() + 2 >= clean.len(), "call {call}: {} rows of {}", found.len(), clean.len());
        scenario.continue_journal(store);
    }
    assert!(refused > 0, "no call that failed was noticed");
}

fn everything(scenario: &Scenario, disk: &Disk) -> Rows {
    let service = scenario.service(disk).unwrap();
    disk.fail_at(u64::MAX);
    scenario.steps.iter().for_each(|step| step(&service).unwrap());
    rows(service.opened().unwrap().ledger.store()).unwrap()
}
