//! What counts in a world, and what does not.

use maillage_shared::{
    bounds,
    directory::PageEdit,
    encoding,
    identity::{Certificate, NetworkId, certificate::CertifiedDevice},
    journal::{BodyKind, ForkProof, Run, RunError, fork::Branch, run::RunBody},
    register::{Item, ItemKind},
    text::Name,
    view::{NetworkFold, Refusal, publications::standing},
};
use maillage_tests::{
    acts::{Act, host, month},
    delivery::{Piece, Receiver, pieces},
    world::{World, continued},
};

/// The figure that stands for a member's month, nothing where it is disputed.
fn figure(world: &World, member: usize, number: u8) -> Option<u32> {
    let operator = world.members[member].id();
    let all = standing(&world.fold);
    let found = all.iter().find(|standing| standing.operator == operator && standing.period == month(number).into()).unwrap();
    found.publication().and_then(|publication| *publication.figures.first()?)
}

#[test]
fn of_two_figures_for_one_month_the_anchored_one_stands_and_without_an_anchor_none_does() {
    let mut world = World::founded_with(3);
    world.publish(1, 1, 10);
    world.anchor();
    world.publish(1, 1, 12);
    world.publish(2, 1, 20);
    world.publish(2, 1, 21);
    assert_eq!((figure(&world, 1, 1), figure(&world, 2, 1)), (Some(10), None));
}

#[test]
fn a_change_of_another_operators_page_has_no_effect() {
    let mut world = World::founded_with(3);
    world.enact(Act::Edit { member: 1, host: 1 });
    let page = |world: &World| world.document(1).page();
    let before = page(&world);
    world.enact(Act::EditOther { member: 2, victim: 1 });
    assert_eq!(page(&world), before);
    assert!(world.document(2).page().hosts.is_empty());
    assert_eq!(world.document(2).refusals().len(), 1);
}

#[test]
fn nothing_after_a_critical_entry_of_an_unknown_kind_is_interpreted() {
    let mut world = World::founded_with(3);
    let key = world.second_device(1);
    for (critical, hosts) in [(false, 1), (true, 1)] {
        world.enact(Act::Unknown { member: 1, critical });
        world.edit_page(1, &key, &[PageEdit::PutHost(host(u8::from(critical) + 1, "new"))]);
        assert_eq!(world.document(1).page().hosts.len(), hosts);
    }
}

#[test]
fn a_forked_device_keeps_what_it_said_before_and_loses_what_it_said_after() {
    let mut world = World::founded_with(3);
    let key = world.second_device(1);
    world.edit_page(1, &key, &[PageEdit::PutHost(host(1, "before"))]);
    let common = world.journals[&key.public()].len();
    world.edit_page(1, &key, &[PageEdit::PutHost(host(2, "after"))]);
    assert_eq!(world.document(1).page().hosts.len(), 2);
    world.fork(&key, common, &[(BodyKind::Comment, vec![0xa0])]);
    assert_eq!(world.document(1).page().hosts.len(), 1);
    assert_eq!(world.fold.view().forks.len(), 1);
}

#[test]
fn what_an_anchor_covers_survives_a_fork_below_it() {
    let mut world = World::founded_with(3);
    let key = world.second_device(1);
    let common = world.journals[&key.public()].len();
    world.edit_page(1, &key, &[PageEdit::PutHost(host(1, "anchored"))]);
    world.anchor();
    world.edit_page(1, &key, &[PageEdit::PutHost(host(2, "after"))]);
    world.fork(&key, common, &[(BodyKind::Comment, vec![0xa0])]);
    assert_eq!(world.document(1).page().hosts.len(), 1);
}

/// The two histories of a device that two roots certified for themselves: two nodes meet one each, and the evidence.
fn two_faced() -> (World, [Receiver; 2]) {
    let world = World::founded_with(3);
    let key = maillage_tests::operator::Operator::new(9).device;
    let certified = |network: NetworkId, member: usize| {
        let operator = &world.members[member];
        let (root, name) = (operator.root.public(), Name::new("borrowed").unwrap());
        let device = CertifiedDevice { network, operator: operator.id(), root, number: 5, device: key.public(), name };
        encoding::to_bytes(&Certificate::issue(&operator.root, &device))
    };
    let first = |member| continued(&key, world.network, &[], 1, true, certified(world.network, member));
    let entries = [first(1), first(2)];
    let branch =
        |entry: &maillage_shared::journal::Entry| Branch::new(std::slice::from_ref(&entry.header), entry.signature.unwrap());
    let proof = ForkProof::new(branch(&entries[0]), branch(&entries[1]));
    let receivers = entries.map(|entry| {
        let mut receiver = Receiver::new(&world);
        receiver.take(pieces(&world, 100));
        receiver.take(vec![Piece::Run(maillage_shared::journal::Run::of(&[entry]).unwrap()), Piece::Fork(proof.clone())]);
        receiver
    });
    (world, receivers)
}

#[test]
fn a_device_that_begins_with_two_certificates_belongs_to_nobody() {
    let (_, [mut one, mut other]) = two_faced();
    assert_eq!(one.fold.summary_digest(), other.fold.summary_digest());
    assert_eq!(one.fold.view().canonical_bytes(), other.fold.view().canonical_bytes());
    assert!(one.fold.view().members.iter().all(|member| member.devices.len() == 1));
}

#[test]
fn a_node_that_knows_a_fork_beyond_what_it_holds_compares_equal_with_one_that_holds_more() {
    let mut world = World::founded_with(2);
    let key = world.second_device(1);
    world.edit_page(1, &key, &[PageEdit::PutHost(host(1, "before"))]);
    let common = world.journals[&key.public()].len();
    world.write(&key, BodyKind::Comment, vec![0xa0]);
    world.fork(&key, common, &[(BodyKind::Comment, vec![0xa1, 0x00, 0x00])]);
    let mut cautious = Receiver::new(&world);
    let before_fork = |piece: &Piece| !matches!(piece, Piece::Run(run) if run.device == key.public() && run.first_seq > u64::try_from(common).unwrap());
    cautious.take(pieces(&world, 1).into_iter().filter(before_fork).collect());
    assert_eq!(cautious.fold.summary_digest(), world.fold.summary_digest());
    assert_eq!(cautious.fold.view().canonical_bytes(), world.fold.view().canonical_bytes());
}

#[test]
fn a_run_that_leaves_out_a_body_that_nothing_covers_counts_up_to_there_although_its_signatures_hold() {
    let mut world = World::founded_with(3);
    let key = world.members[1].device.clone();
    world.edit_page(1, &key, &[PageEdit::PutHost(host(1, "whole"))]);
    let mut run = world.run(key.public());
    let last = run.entries.last_mut().unwrap();
    let RunBody::Whole(body) = &last.body else { panic!("a whole body") };
    last.body = RunBody::Pruned(u32::try_from(body.len()).unwrap(), maillage_shared::hash::sha256(body));
    let mut fresh = NetworkFold::new(world.network);
    fresh.apply_items(world.items.clone());
    let entries = fresh.examine_run(&run).unwrap();
    fresh.apply_entries(entries);
    assert_eq!((fresh.extent(key.public()), fresh.head(key.public()).seq), (2, 3));
    assert!(fresh.operator(world.members[1].id()).unwrap().page().hosts.is_empty());
    assert_eq!(fresh.examine_run(&world.run(key.public())), Err(Refusal::Run(RunError::Gap)));
}

#[test]
fn a_device_that_the_register_did_not_certify_has_no_journal_here() {
    let world = World::founded_with(3);
    let operator = &world.members[1];
    let certificate = encoding::to_bytes(&operator.certificate(world.network, &operator.second));
    let kind = BodyKind::Certificate;
    let first = continued(&operator.second, world.network, &[], kind.number(), kind.is_critical(), certificate);
    assert_eq!(world.fold.examine_run(&Run::of(&[first]).unwrap()), Err(Refusal::NoMember));
}

#[test]
fn a_statement_padded_beyond_what_a_decision_can_carry_is_not_kept() {
    let mut world = World::founded_with(3);
    let operator = world.members[1].clone();
    let padded = Item::by_root(&operator.root, world.network, ItemKind::Statement, vec![0; bounds::SMALL_ITEM_BYTES + 1]);
    let examined = world.fold.examine_items(&[padded.to_bytes()]);
    assert_eq!(examined.refused, [(*padded.id().as_bytes(), Refusal::NoRoom)]);
    world.hold(1, 2);
    assert!(world.fold.state().pending_statements.is_empty(), "an honest Hold is recorded");
}
