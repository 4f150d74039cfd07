//! Which reports of dysfunctions have effect, and what they say in the end.

use maillage_shared::{
    bounds,
    dysfunction::Dysfunction,
    encoding,
    journal::{BodyKind, EntryHash},
    record::vocabulary::DysfunctionState,
    view::dysfunctions::{Reported, standing},
};
use maillage_tests::{
    acts::{Act, dysfunction},
    forge,
    world::World,
};

/// What a member reported; nothing when it said nothing.
fn reported(world: &World, member: usize) -> Option<Reported> {
    let operator = world.members[member].id();
    standing(&world.fold).into_iter().find(|reported| reported.operator == operator)
}

fn states(world: &World, member: usize) -> Vec<DysfunctionState> {
    reported(world, member).unwrap().reports.iter().map(|report| report.says.state).collect()
}

fn in_state(state: DysfunctionState) -> Dysfunction {
    Dysfunction { state, ..dysfunction(1) }
}

#[test]
fn a_report_says_what_its_statement_with_the_highest_number_says_whoever_of_its_operator_wrote_it() {
    let mut world = World::founded_with(3);
    let report = world.report(1, &dysfunction(1)).header.hash();
    let (first, second) = (world.members[1].device.clone(), world.second_device(1));
    world.state(&second, &in_state(DysfunctionState::FIXED).statement(Some(report), 5));
    world.state(&first, &in_state(DysfunctionState::REPORTED).statement(Some(report), 2));
    assert_eq!(states(&world, 1), [DysfunctionState::FIXED]);
    assert_eq!(reported(&world, 1).unwrap().without_effect, 0);
    world.state(&first, &in_state(DysfunctionState::WITHDRAWN).statement(Some(report), 6));
    let view = world.fold.view();
    assert!(view.dysfunctions[0].reports.is_empty(), "what was taken back is shown nowhere");
    assert_eq!(world.from_scratch().view().canonical_bytes(), view.canonical_bytes());
}

#[test]
fn of_two_statements_with_one_number_the_one_with_the_lower_hash_counts() {
    let mut world = World::founded_with(3);
    let report = world.report(1, &dysfunction(1)).header.hash();
    let (first, second) = (world.members[1].device.clone(), world.second_device(1));
    let one = world.state(&first, &in_state(DysfunctionState::REPORTED).statement(Some(report), 1));
    let other = world.state(&second, &in_state(DysfunctionState::FIXED).statement(Some(report), 1));
    let lower = one.header.hash() < other.header.hash();
    assert_eq!(states(&world, 1), [if lower { DysfunctionState::REPORTED } else { DysfunctionState::FIXED }]);
}

#[test]
fn nobody_changes_another_operators_report() {
    let mut world = World::founded_with(3);
    world.report(1, &dysfunction(1));
    world.enact(Act::Restate { member: 2, victim: 1 });
    assert_eq!(states(&world, 1), [DysfunctionState::OPEN]);
    let liar = reported(&world, 2).unwrap();
    assert_eq!((liar.reports.len(), liar.without_effect), (0, 2));
}

#[test]
fn what_a_forked_device_said_from_the_fork_on_has_no_effect() {
    let mut world = World::founded_with(3);
    let key = world.second_device(1);
    world.state(&key, &dysfunction(1).statement(None, 0));
    let common = world.journals[&key.public()].len();
    world.state(&key, &dysfunction(2).statement(None, 0));
    assert_eq!(states(&world, 1).len(), 2);
    world.fork(&key, common, &[(BodyKind::Comment, vec![0xa0])]);
    assert_eq!(states(&world, 1).len(), 1);
}

#[test]
fn what_cannot_be_read_or_points_at_somebody_has_no_effect_and_is_counted() {
    let mut world = World::founded_with(3);
    let key = world.members[1].device.clone();
    let good = encoding::to_bytes(&dysfunction(1).statement(None, 0));
    let text = "Le service répond 1 fois sur dix".as_bytes();
    for bad in ["Appeler le 0477 12 34 56 svp !!!!", "Monsieur X, 85.07.30-033.28 : non", "Le service\nrépond 1 fois sur dix"] {
        assert_eq!(bad.len(), text.len(), "{bad}");
        world.write(&key, BodyKind::DysfunctionReport, forge::replaced(&good, text, bad.as_bytes()));
    }
    let mut unknown = dysfunction(1).statement(None, 0);
    unknown.service = 998;
    world.state(&key, &unknown);
    world.state(&key, &dysfunction(1).statement(Some(EntryHash::NONE), 1));
    world.write(&key, BodyKind::DysfunctionReport, vec![0xa0]);
    let found = reported(&world, 1).unwrap();
    assert_eq!((found.reports.len(), found.without_effect), (0, 6));
    // What comes after it counts as ever.
    world.report(1, &dysfunction(1));
    assert_eq!(states(&world, 1), [DysfunctionState::OPEN]);
}

#[test]
fn of_too_many_reports_the_first_ones_of_each_device_stand() {
    let mut world = World::founded_with(2);
    let (first, second) = (world.members[1].device.clone(), world.second_device(1));
    let entry = |world: &World, number: usize| world.journals[&first.public()][number].header.hash();
    for _ in 0..bounds::DYSFUNCTION_REPORTS + 10 {
        world.state(&first, &dysfunction(1).statement(None, 0));
    }
    let full = reported(&world, 1).unwrap();
    assert_eq!((full.reports.len(), full.without_effect), (bounds::DYSFUNCTION_REPORTS, 10));
    let last = entry(&world, bounds::DYSFUNCTION_REPORTS + 1);
    assert!(full.reports.iter().any(|report| report.id == last));
    // Another device of the operator is heard beside the one that floods.
    let heard = world.state(&second, &dysfunction(2).statement(None, 0)).header.hash();
    let full = reported(&world, 1).unwrap();
    assert_eq!((full.reports.len(), full.without_effect), (bounds::DYSFUNCTION_REPORTS, 11));
    assert!(full.reports.iter().any(|report| report.id == heard) && full.reports.iter().all(|report| report.id != last));
}
