//! The power fails at every sync: of what was not synced, nothing is left, or all, or any part.

use std::collections::BTreeSet;

use maillage_node::store::{Read, Store};

use super::{
    disk::{Disk, Event, apply},
    scenario::{Rows, Scenario, rows},
};

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // The generator of SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides.max(1) as u64).unwrap()
    }
}

/// What may be on the disk after the power failed: the safe bytes, with some of the changes since.
fn remains(safe: &[u8], since: &[Event], dice: &mut Dice) -> Vec<Vec<u8>> {
    let with = |kept: &[Event]| {
        let mut bytes = safe.to_vec();
        kept.iter().for_each(|event| apply(&mut bytes, event));
        bytes
    };
    let prefix = dice.roll(since.len() + 1);
    let some: Vec<Event> = since.iter().filter(|_| dice.roll(2) == 0).cloned().collect();
    let torn: Vec<Event> = since.iter().map(|event| torn(event, dice)).collect();
    vec![with(&[]), with(since), with(&since[..prefix]), with(&some), with(&torn)]
}

/// The first part of a write, in sectors.
fn torn(event: &Event, dice: &mut Dice) -> Event {
    match event {
        Event::Write(offset, bytes) => {
            let sectors = bytes.len() / 512;
            let kept = if sectors == 0 { bytes.len() } else { dice.roll(sectors + 1) * 512 };
            Event::Write(*offset, bytes[..kept].to_vec())
        }
        other => other.clone(),
    }
}

/// Runs every step, and gives the log of the disk with the rows before the first and after each step.
fn run(scenario: &Scenario) -> (Vec<Event>, Vec<Rows>) {
    let disk = scenario.disk();
    let mut states = Vec::new();
    {
        let service = scenario.service(&disk).unwrap();
        let store = service.opened().unwrap().ledger.store();
        states.push(rows(store).unwrap());
        for (number, step) in (1..).zip(&scenario.steps) {
            step(&service).unwrap_or_else(|problem| panic!("step {number}: {problem}"));
            disk.acknowledge(number);
            states.push(rows(store).unwrap());
        }
    }
    (disk.log(), states)
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_was_acknowledged_is_there_and_nothing_half_applied_wherever_the_power_fails() {
    let scenario = Scenario::new();
    let (log, states) = run(&scenario);
    assert_eq!(states.iter().collect::<BTreeSet<_>>().len(), states.len(), "every step changes something");
    let mut dice = Dice(20_261_015);
    let mut safe = scenario.disk().bytes();
    let (mut since, mut acknowledged, mut looked_at, mut ahead) = (Vec::new(), 0, 0, 0);
    for event in log {
        match event {
            Event::Synced => {
                for bytes in remains(&safe, &since, &mut dice) {
                    let place = format!("sync {looked_at}, {acknowledged} acknowledged");
                    ahead += usize::from(check(&scenario, bytes, &states, acknowledged, &place));
                }
                looked_at += 1;
                since.drain(..).for_each(|event| apply(&mut safe, &event));
            }
            Event::Acknowledged(steps) => acknowledged = steps,
            change => since.push(change),
        }
    }
    assert_eq!(acknowledged, scenario.steps.len());
    // A commit has one sync at least, and now and then the step that was under way is there already.
    assert!(looked_at >= scenario.steps.len() && ahead > 0, "{looked_at} syncs, {ahead} ahead");
}

/// Opens what is left: it is the state after the acknowledged steps, or after the next one, which says true; and sound, and goes on.
fn check(scenario: &Scenario, bytes: Vec<u8>, states: &[Rows], acknowledged: usize, place: &str) -> bool {
    let store = Store::on_backend(Disk::with(bytes)).unwrap_or_else(|error| panic!("{place}: {error}"));
    let found = rows(&store).unwrap_or_else(|error| panic!("{place}: {error}"));
    let ahead = states.get(acknowledged + 1) == Some(&found);
    assert!(ahead || found == states[acknowledged], "{place}: neither before nor after the step under way");
    let audit = store.read(|read: &Read| read.audit(|_, _| ())).unwrap();
    assert_eq!(audit.fault_count(), 0, "{place}: {audit:?}");
    scenario.continue_journal(store);
    ahead
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_loses_what_it_called_safe_is_found_out_by_this_very_check() {
    let scenario = Scenario::new();
    let (log, states) = run(&scenario);
    let mut bytes = scenario.disk().bytes();
    // Every second write that was synced is lost all the same.
    let kept = log.iter().enumerate().filter(|(number, _)| number % 2 == 0).map(|(_, event)| event);
    kept.for_each(|event| apply(&mut bytes, event));
    let judged = std::panic::AssertUnwindSafe(|| check(&scenario, bytes, &states, scenario.steps.len(), "a lying disk"));
    assert!(std::panic::catch_unwind(judged).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_crash_a_node_is_not_suspicious_of_itself() {
    let scenario = Scenario::new();
    let disk = scenario.disk();
    let service = scenario.service(&disk).unwrap();
    scenario.steps[0](&service).unwrap();
    let before = disk.bytes();
    // Killed: nothing is closed.
    drop(service);
    let again = scenario.service(&Disk::with(before)).unwrap();
    assert_eq!(again.opened().unwrap().ledger.authority(), maillage_node::ledger::Authority::Full);
    drop(again);
    // The store as it was before the first step, beside a marker that knows better.
    let older = scenario.service(&scenario.disk()).unwrap();
    let authority = older.opened().unwrap().ledger.authority();
    assert!(matches!(authority, maillage_node::ledger::Authority::Waiting { needed: 2, .. }), "{authority:?}");
}
