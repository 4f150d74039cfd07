//! One call of the disk fails: the step under way is refused, and after reopening nothing of it, or all of it, is there.

use std::collections::BTreeMap;

use maillage_node::store::{Read, Store};

use super::{
    disk::Disk,
    scenario::{Rows, Scenario, rows},
};

/// Failing calls that are tried when nothing else is asked for.
const TRIED: u64 = 150;

/// Rows of each table.
fn counts(rows: &Rows) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for (table, _) in rows.keys() {
        *counts.entry(table.as_str()).or_default() += 1;
    }
    counts
}

/// Runs the steps until one fails. Gives the number of acknowledged ones, and the rows that stand after each.
fn run_until_failure(scenario: &Scenario, disk: &Disk) -> (usize, Vec<Rows>) {
    let Ok(service) = scenario.service(disk) else { return (0, Vec::new()) };
    let Ok(opened) = service.opened() else { return (0, Vec::new()) };
    let store = opened.ledger.store();
    let mut states: Vec<Rows> = rows(store).into_iter().collect();
    for (number, step) in scenario.steps.iter().enumerate() {
        if step(&service).is_err() {
            return (number, states);
        }
        match rows(store) {
            Ok(rows) => states.push(rows),
            // The disk failed while the test looked, not the service.
            Err(_) => return (number + 1, states),
        }
    }
    (scenario.steps.len(), states)
}

#[tokio::test(flavor = "multi_thread")]
async fn whichever_call_fails_what_was_acknowledged_is_there_and_nothing_half_applied() {
    let scenario = Scenario::new();
    let whole = scenario.disk();
    let (steps, clean) = run_until_failure(&scenario, &whole);
    assert_eq!(steps, scenario.steps.len());
    let calls = whole.calls();
    let every = std::env::var("MAILLAGE_CRASH_EVERY").is_ok_and(|value| value == "1");
    let stride = if every { 1 } else { (calls / TRIED).max(1) };
    let mut refused = 0;
    for call in (1..=calls).step_by(usize::try_from(stride).unwrap()) {
        // Each from the beginning, in a home of its own: a failure must not depend on the one before.
        let scenario = Scenario::new();
        let disk = scenario.disk();
        disk.fail_at(call);
        let (acknowledged, states) = run_until_failure(&scenario, &disk);
        refused += usize::from(acknowledged < scenario.steps.len());
        check(&scenario, &disk, acknowledged, states.get(acknowledged), &clean, call);
    }
    assert!(refused > 0, "no call that failed was noticed");
}

fn check(scenario: &Scenario, disk: &Disk, acknowledged: usize, state: Option<&Rows>, clean: &[Rows], call: u64) {
    let place = format!("call {call}, {acknowledged} acknowledged");
    let store = Store::on_backend(Disk::with(disk.bytes())).unwrap_or_else(|error| panic!("{place}: {error}"));
    let found = rows(&store).unwrap_or_else(|error| panic!("{place}: {error}"));
    // Ids are drawn anew in each run, so that of the step under way only the number of rows can be known.
    let before = state.map_or_else(|| counts(&found) == counts(&clean[acknowledged]), |state| *state == found);
    let after = clean.get(acknowledged + 1).is_some_and(|after| counts(after) == counts(&found));
    assert!(before || after, "{place}: {:?} is neither before nor after the step under way", counts(&found));
    let audit = store.read(|read: &Read| read.audit(|_, _| ())).unwrap();
    assert_eq!(audit.fault_count(), 0, "{place}: {audit:?}");
    scenario.continue_journal(store);
}
