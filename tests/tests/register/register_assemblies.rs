//! What happens when members install another secretary: alone, against each other, and with a device lost.

use maillage_shared::{
    calendar::ClaimedTime,
    register::{
        Content, Hold, Installation, ItemId,
        automatic::{self, Duty},
        compose::{self, Order, OrderError},
        evidence::Breach,
        installing::InstallError,
        membership::Remove,
    },
    view::{NetworkFold, Refusal},
};
use maillage_tests::{acts::Act, operator::Operator, world::World};

use super::stage::{acknowledgement, active, breaches, empty_anchor, forged_assembly, install, order_as, proposal};

#[test]
fn the_others_install_another_secretary_and_then_remove_the_first() {
    let mut world = World::founded_with(3);
    world.anchor();
    install(&mut world, 1, &[1, 2], &[]);
    let remove = Content::remove(&Remove { operator: world.members[0].id(), heads: Vec::new() });
    let order = proposal(&world, 1, remove, &[1, 2]);
    order_as(&mut world, 1, &order);
    assert_eq!(active(world.fold.state()), 2);
    assert_eq!(world.fold.register().evidence(), []);
    assert_eq!(world.from_scratch().state(), world.fold.state());
}

#[test]
fn of_two_members_neither_installs_itself_alone() {
    let mut world = World::founded_with(2);
    let device = world.members[1].device.clone();
    let installation = Installation { term: 2, base: world.tip(), secretary: world.members[1].id(), holds: Vec::new() };
    let tip = world.tip();
    let forged = forged_assembly(&world.fold, &device, &installation, &[&device]);
    world.add(forged);
    assert_eq!(world.tip(), tip);
}

#[test]
fn of_two_members_one_whose_device_is_lost_goes_on_with_another_that_its_root_names() {
    let mut world = World::founded_with(2);
    world.anchor();
    let lost = world.members[0].clone();
    let says = Hold {
        governing: lost.second.public(),
        publishing: lost.device.public(),
        former: None,
        certificate: Some(lost.certificate(world.network, &lost.second)),
    };
    let statement = compose::hold_statement(&lost.root, world.network, lost.id(), 2, says);
    let hold = world.add(statement);
    let installation = world.fold.register().next_installation(lost.second.public(), lost.id(), vec![hold]).unwrap();
    for device in [lost.second.clone(), world.members[1].device.clone()] {
        let item = world.fold.register().sign_installation(&device, installation.clone()).unwrap();
        world.add(item);
    }
    let office = world.fold.register().take_office(&lost.second, installation.digest(), ClaimedTime(9)).unwrap();
    let office = world.add(office);
    assert_eq!((world.tip(), world.fold.state().chain.roster.secretary_device()), (office, Some(lost.second.public())));
    assert_eq!(world.from_scratch().state(), world.fold.state());
}

#[test]
fn an_assembly_whose_base_is_older_than_what_a_majority_may_have_acknowledged_does_not_stand() {
    let mut world = World::founded_with(3);
    let base = world.tip();
    world.enact(Act::Announce { member: 1 });
    world.anchor();
    let tip = world.tip();
    let installation = Installation { term: 2, base, secretary: world.members[1].id(), holds: Vec::new() };
    for member in [1, 2] {
        let device = world.members[member].device.clone();
        let item = world.fold.register().sign_installation(&device, installation.clone()).unwrap();
        world.add(item);
    }
    let device = world.members[1].device.clone();
    let refused = world.fold.register().take_office(&device, installation.digest(), ClaimedTime(9));
    assert!(matches!(refused, Err(OrderError::Invalid(maillage_shared::register::Invalid::BranchMayStand))));
    assert_eq!(world.tip(), tip);
    assert_eq!(world.fold.register().evidence(), [], "both said what they had acknowledged");
}

#[test]
fn who_signs_an_older_base_as_if_nothing_was_acknowledged_is_named_and_what_the_others_stand_behind_stays() {
    let mut world = World::founded_with(5);
    let base = world.tip();
    world.enact(Act::Announce { member: 1 });
    world.anchor();
    let installation = Installation { term: 2, base, secretary: world.members[1].id(), holds: Vec::new() };
    let devices: Vec<_> = world.members.iter().map(|member| member.device.clone()).collect();
    let forged = forged_assembly(&world.fold, &devices[1], &installation, &[&devices[1], &devices[2], &devices[3]]);
    world.add(forged);
    for member in [1, 2, 3] {
        assert_eq!(breaches(&world.fold, &world, member), [Breach::AgainstAcknowledgement]);
    }
    assert_eq!(breaches(&world.fold, &world, 4), []);
}

#[test]
fn two_assemblies_in_one_term_name_who_signed_both_and_a_later_one_settles_it() {
    let mut world = World::founded_with(3);
    let base = world.tip();
    let devices: Vec<_> = world.members.iter().map(|member| member.device.clone()).collect();
    for (secretary, signers) in [(1, [1, 2]), (0, [0, 2])] {
        let installation = Installation { term: 2, base, secretary: world.members[secretary].id(), holds: Vec::new() };
        let signers = signers.map(|member: usize| &devices[member]);
        let item = forged_assembly(&world.fold, &devices[secretary], &installation, &signers);
        world.add(item);
    }
    assert_eq!(world.fold.state().halted.as_ref().map(|contest| contest.children.len()), Some(2));
    assert_eq!(breaches(&world.fold, &world, 2), [Breach::SeveralInstallations]);
    assert_eq!((breaches(&world.fold, &world, 0), breaches(&world.fold, &world, 1)), (vec![], vec![]));
    let next = Installation { term: 3, base, secretary: world.members[1].id(), holds: Vec::new() };
    for device in &devices[..2] {
        let item = world.fold.register().sign_installation(device, next.clone()).unwrap();
        world.add(item);
    }
    let office = world.fold.register().take_office(&devices[1], next.digest(), ClaimedTime(9)).unwrap();
    let office = world.add(office);
    assert_eq!((world.tip(), world.fold.state().halted.clone()), (office, None));
}

#[test]
fn an_installed_secretary_takes_office_once_also_when_its_term_does_not_count() {
    let mut world = World::founded_with(5);
    let base = world.fold.state().decisions[2].id;
    let anchor = world.order(&Order::Content(empty_anchor()));
    // A majority of five stands behind what a majority of the three, who have acknowledged nothing, leaves.
    for member in [0, 3, 4] {
        let item = acknowledgement(&world, member, anchor, 1);
        world.add(item);
    }
    let installation = Installation { term: 2, base, secretary: world.members[1].id(), holds: Vec::new() };
    for member in [1, 2] {
        let device = world.members[member].device.clone();
        let item = world.fold.register().sign_installation(&device, installation.clone()).unwrap();
        world.add(item);
    }
    let device = world.members[1].device.clone();
    let due = |world: &World| {
        let heads = super::stage::heads(world);
        let (register, held) = (world.fold.register(), world.fold.held());
        let duties = automatic::duties(register, held, &heads, ClaimedTime(9), device.public());
        duties.iter().any(|duty| matches!(duty, Duty::TakeOffice(_)))
    };
    assert!(due(&world));
    let office = world.fold.register().take_office(&device, installation.digest(), ClaimedTime(9)).unwrap();
    world.add(office);
    assert_eq!(world.tip(), anchor);
    assert!(!due(&world));
    assert_eq!((breaches(&world.fold, &world, 1), world.fold.state().pending_installations.len()), (vec![], 0));
    // Nor is it accused of a decision that breaks a rule once it keeps the order: it could not know what others had acknowledged.
    install(&mut world, 1, &[1, 2, 3], &[]);
    assert_eq!(breaches(&world.fold, &world, 1), []);
}

#[test]
fn who_goes_on_from_an_assembly_breaks_no_promise_about_what_that_one_left() {
    let mut world = World::founded_with(5);
    let base = world.tip();
    world.enact(Act::Announce { member: 1 });
    let anchor = world.order(&Order::Content(empty_anchor()));
    let promised = acknowledgement(&world, 4, anchor, 1);
    world.add(promised);
    let devices: Vec<_> = world.members.iter().map(|member| member.device.clone()).collect();
    let left = Installation { term: 2, base, secretary: world.members[1].id(), holds: Vec::new() };
    world.add(forged_assembly(&world.fold, &devices[1], &left, &[&devices[1], &devices[2], &devices[3]]));
    assert_eq!(world.fold.state().chain.term, 2);
    // The fifth acknowledges the new term and then signs for a third one: of what the second left it has to say nothing.
    let anchor = order_as(&mut world, 1, &Order::Content(empty_anchor()));
    let second = acknowledgement(&world, 4, anchor, 2);
    world.add(second);
    install(&mut world, 2, &[2, 3, 4], &[]);
    assert_eq!(breaches(&world.fold, &world, 4), []);
    // But whoever signs beside what it acknowledged in that very term is named.
    let beside =
        Installation { term: 4, base: world.fold.state().decisions[5].id, secretary: world.members[1].id(), holds: Vec::new() };
    world.add(forged_assembly(&world.fold, &devices[1], &beside, &[&devices[1], &devices[4]]));
    assert!(breaches(&world.fold, &world, 4).contains(&Breach::AgainstAcknowledgement));
}

#[test]
fn a_figure_of_a_member_whose_admission_was_left_behind_counts_again_once_it_is_admitted_again() {
    let mut world = World::founded_with(3);
    let base = world.tip();
    let joiner = Operator::new(9);
    let order = proposal(&world, 1, Content::admit(&joiner.newcomer().admission(world.network)), &[1, 2]);
    let Order::Proposal { proposal, approvals } = &order else { panic!() };
    for item in [proposal].into_iter().chain(approvals) {
        world.add(item.clone());
    }
    world.order(&order);
    let certificate = maillage_shared::encoding::to_bytes(&joiner.certificate(world.network, &joiner.device));
    world.write(&joiner.device, maillage_shared::journal::BodyKind::Certificate, certificate);
    world.publish_as(&joiner.device, 6, 40);
    let figures = |world: &World| {
        let all = maillage_shared::view::publications::standing(&world.fold);
        all.iter().filter_map(|standing| *standing.publication()?.figures.first()?).collect::<Vec<u32>>()
    };
    assert_eq!(figures(&world), [40]);
    let installation = Installation { term: 2, base, secretary: world.members[1].id(), holds: Vec::new() };
    let devices: Vec<_> = world.members.iter().map(|member| member.device.clone()).collect();
    world.add(forged_assembly(&world.fold, &devices[1], &installation, &[&devices[1], &devices[2]]));
    assert_eq!(figures(&world), Vec::<u32>::new(), "nobody's device published");
    let again = Order::proposal(world.fold.register(), proposal.id()).unwrap();
    order_as(&mut world, 1, &again);
    assert_eq!(figures(&world), [40]);
}

#[test]
fn an_honest_device_signs_one_installation_a_term() {
    let mut world = World::founded_with(3);
    let device = world.members[1].device.clone();
    let one = Installation { term: 2, base: world.tip(), secretary: world.members[1].id(), holds: Vec::new() };
    let item = world.fold.register().sign_installation(&device, one.clone()).unwrap();
    world.add(item);
    let other = Installation { secretary: world.members[2].id(), ..one };
    assert_eq!(world.fold.register().sign_installation(&device, other), Err(InstallError::SignedAnother));
}

#[test]
fn decisions_that_an_assembly_left_behind_are_void_and_can_be_made_again() {
    let mut world = World::founded_with(3);
    let base = world.tip();
    let joiner = Operator::new(9);
    let order = proposal(&world, 1, Content::admit(&joiner.newcomer().admission(world.network)), &[1, 2]);
    let Order::Proposal { proposal, approvals } = &order else { panic!() };
    world.add(proposal.clone());
    for approval in approvals {
        world.add(approval.clone());
    }
    let left = world.order(&order);
    let installation = Installation { term: 2, base, secretary: world.members[1].id(), holds: Vec::new() };
    let devices: Vec<_> = world.members.iter().map(|member| member.device.clone()).collect();
    let item = forged_assembly(&world.fold, &devices[1], &installation, &[&devices[1], &devices[2]]);
    world.add(item);
    assert_eq!((world.fold.state().void.clone(), active(world.fold.state())), (vec![left], 3));
    let again = Order::proposal(world.fold.register(), proposal.id()).unwrap();
    order_as(&mut world, 1, &again);
    assert_eq!(active(world.fold.state()), 4);
}

#[test]
fn a_figure_published_after_a_decision_that_was_left_behind_is_not_lost_with_it() {
    let mut world = World::founded_with(3);
    let base = world.tip();
    world.order(&Order::Content(empty_anchor()));
    world.publish(2, 6, 40);
    let figures = |world: &World| {
        let all = maillage_shared::view::publications::standing(&world.fold);
        all.iter().filter_map(|standing| *standing.publication()?.figures.first()?).collect::<Vec<u32>>()
    };
    assert_eq!(figures(&world), [40]);
    let installation = Installation { term: 2, base, secretary: world.members[1].id(), holds: Vec::new() };
    let devices: Vec<_> = world.members.iter().map(|member| member.device.clone()).collect();
    let item = forged_assembly(&world.fold, &devices[1], &installation, &[&devices[1], &devices[2]]);
    world.add(item);
    assert_eq!((world.fold.state().void.len(), figures(&world)), (1, vec![40]));
    assert_eq!(world.from_scratch().view().canonical_bytes(), world.fold.view().canonical_bytes());
}

#[test]
fn a_figure_stands_whose_author_has_seen_a_decision_that_lost_its_room() {
    let mut world = World::founded_with(3);
    let base = world.tip();
    let left = world.order(&Order::Content(empty_anchor()));
    world.publish(2, 6, 40);
    let installation = Installation { term: 2, base, secretary: world.members[1].id(), holds: Vec::new() };
    let devices: Vec<_> = world.members.iter().map(|member| member.device.clone()).collect();
    let item = forged_assembly(&world.fold, &devices[1], &installation, &[&devices[1], &devices[2]]);
    world.add(item);
    let mut without = NetworkFold::new(world.network);
    without.apply_items(world.items.iter().filter(|item| item.id() != left).cloned());
    for journal in world.journals.values() {
        without.apply_entries(journal.iter().cloned());
    }
    let all = maillage_shared::view::publications::standing(&without);
    let figures: Vec<u32> = all.iter().filter_map(|standing| *standing.publication()?.figures.first()?).collect();
    assert!(without.register().get(&left).is_none());
    assert_eq!(figures, [40], "the secretary that ordered it could otherwise take back what others published");
}

#[test]
fn after_an_assembly_members_acknowledge_its_term_and_no_more_of_the_one_before() {
    let mut world = World::founded_with(3);
    world.anchor();
    let old: ItemId = world.tip();
    install(&mut world, 1, &[1, 2], &[]);
    let anchor = order_as(&mut world, 1, &Order::Content(empty_anchor()));
    let device = world.members[2].device.public();
    let heads = super::stage::heads(&world);
    let due =
        maillage_shared::register::automatic::to_acknowledge(world.fold.register(), world.fold.held(), &heads, device).unwrap();
    assert_eq!((due.anchor, due.term), (anchor, 2));
    let item = acknowledgement(&world, 2, old, 1);
    world.add(item);
    assert_eq!(breaches(&world.fold, &world, 2), [], "it lies on the way to the base");
}

#[test]
fn who_held_a_journal_of_a_device_that_was_left_behind_shows_the_same_as_who_never_takes_it() {
    let mut world = World::founded_with(3);
    let base = world.tip();
    let second = world.second_device(2).public();
    world.enact(Act::EditTwice { member: 2, host: 1 });
    let installation = Installation { term: 2, base, secretary: world.members[1].id(), holds: Vec::new() };
    let devices: Vec<_> = world.members.iter().map(|member| member.device.clone()).collect();
    let item = forged_assembly(&world.fold, &devices[1], &installation, &[&devices[1], &devices[2]]);
    world.add(item);
    let mut other = NetworkFold::new(world.network);
    other.apply_items(world.items.iter().cloned());
    assert_eq!(other.examine_run(&world.run(second)).err(), Some(Refusal::NoMember));
    for journal in world.journals.iter().filter(|(device, _)| **device != second).map(|(_, journal)| journal) {
        other.apply_entries(journal.iter().cloned());
    }
    assert_eq!(world.fold.summary_digest(), other.summary_digest());
    assert_eq!(world.fold.view().digest(), other.view().digest());
}
