//! A secretary that leaves something out, and those who saw it.

use maillage_shared::{
    journal::EntryHash,
    register::{
        Acknowledgement, AnchorLine, Content, Installation, automatic,
        compose::{self, Order},
    },
};
use maillage_tests::{operator::Operator, world::World};

use super::stage::{anchor, empty_anchor, heads, proposal, recorded, revoke};

/// The duty to install another secretary, of a member that saw something left out for two anchors.
fn witness(world: &mut World, omitted: &Acknowledgement) -> Option<Installation> {
    let device = world.members[2].device.clone();
    let complaint = Acknowledgement { anchor: world.tip(), term: 1, ..omitted.clone() };
    let item = compose::acknowledgement(&device, world.network, &complaint);
    world.add(item);
    for time in 1..=2 {
        let line = AnchorLine { device: world.members[0].device.public(), seq: 100 + time, hash: EntryHash::NONE };
        world.order(&Order::Content(anchor(vec![line])));
    }
    automatic::to_install(world.fold.register(), &heads(world), device.public())
}

#[test]
fn a_secretary_that_leaves_out_a_statement_is_replaced_by_those_who_saw_it() {
    let mut world = World::founded_with(3);
    let statement = revoke(&mut world, 1, 1);
    world.order(&Order::Content(empty_anchor()));
    let omitted = Acknowledgement { omitted_items: vec![statement.id()], ..Acknowledgement::complete(world.tip(), 1) };
    assert!(witness(&mut world, &omitted).is_some());
    world.order(&recorded(&statement));
    let device = world.members[2].device.public();
    assert_eq!(automatic::to_install(world.fold.register(), &heads(&world), device), None);
}

#[test]
fn a_secretary_that_leaves_out_approvals_is_replaced_by_those_who_saw_them() {
    let mut world = World::founded_with(3);
    let joiner = Operator::new(9);
    let Order::Proposal { proposal, approvals } =
        proposal(&world, 1, Content::admit(&joiner.newcomer().admission(world.network)), &[1, 2])
    else {
        panic!()
    };
    let id = world.add(proposal);
    for approval in approvals {
        world.add(approval);
    }
    world.order(&Order::Content(empty_anchor()));
    let omitted = Acknowledgement { omitted_items: vec![id], ..Acknowledgement::complete(world.tip(), 1) };
    let installation = witness(&mut world, &omitted).unwrap();
    assert_eq!(installation.secretary, world.members[1].id());
}

#[test]
fn a_secretary_that_leaves_out_a_journal_is_replaced_by_those_who_hold_it() {
    let mut world = World::founded_with(3);
    world.order(&Order::Content(empty_anchor()));
    let head = heads(&world)[&world.members[1].device.public()];
    let omitted = Acknowledgement { omitted_heads: vec![head], ..Acknowledgement::complete(world.tip(), 1) };
    assert!(witness(&mut world, &omitted).is_some());
}

#[test]
fn a_complaint_about_a_journal_that_its_author_does_not_hold_moves_nobody() {
    let mut world = World::founded_with(3);
    world.order(&Order::Content(empty_anchor()));
    let invented = AnchorLine { device: world.members[1].device.public(), seq: 900, hash: EntryHash::NONE };
    let omitted = Acknowledgement { omitted_heads: vec![invented], ..Acknowledgement::complete(world.tip(), 1) };
    assert_eq!(witness(&mut world, &omitted), None);
}
