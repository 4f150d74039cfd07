//! What a stolen key, a lying secretary or a lying minority can do, and who is named for it.

use maillage_shared::{
    identity::{Certificate, certificate::CertifiedDevice},
    journal::EntryHash,
    register::{
        AnchorLine, Content, Hold, Installation, Invalid, Item, ItemId, Revocation, Says,
        automatic::{self, Duty},
        compose::{self, Order},
        evidence::Breach,
        membership::Remove,
    },
};
use maillage_tests::{
    acts::Act,
    operator::Operator,
    world::{World, continued},
};

use super::stage::{
    acknowledgement, active, anchor, breaches, decision, empty_anchor, forged_assembly, heads, install, order_as, ordered,
    proposal, recorded, revoke,
};

fn founding(world: &World) -> ItemId {
    world.fold.state().decisions[0].id
}

/// Puts a member's devices into other hands: its root's Hold, recorded.
fn rotate(world: &mut World, member: usize) {
    let operator = world.members[member].clone();
    let network = world.network;
    let certificate = operator.certificate(network, &operator.second);
    let says = Hold {
        governing: operator.second.public(),
        publishing: operator.device.public(),
        former: None,
        certificate: Some(certificate),
    };
    let statement = compose::hold_statement(&operator.root, network, operator.id(), 2, says);
    world.add(statement.clone());
    world.order(&Order::hold(&statement));
}

#[test]
fn a_stolen_founder_device_that_takes_the_network_back_to_its_founding_is_refused_and_named_once_an_anchor_was_acknowledged() {
    let mut world = World::founded_with(4);
    world.anchor();
    let (tip, thief) = (world.tip(), world.members[0].device.clone());
    let installation = Installation { term: 60, base: founding(&world), secretary: world.members[0].id(), holds: Vec::new() };
    let early = forged_assembly(&world.fold, &thief, &installation, &[&thief]);
    world.add(early);
    assert_eq!((world.tip(), active(world.fold.state())), (tip, 4));
    assert!(breaches(&world.fold, &world, 0).contains(&Breach::AgainstAcknowledgement));
}

#[test]
fn a_device_that_governs_no_more_takes_nothing_back_either() {
    let mut world = World::founded_with(4);
    world.anchor();
    rotate(&mut world, 0);
    let (tip, thief) = (world.tip(), world.members[0].device.clone());
    let installation = Installation { term: 60, base: founding(&world), secretary: world.members[0].id(), holds: Vec::new() };
    world.add(forged_assembly(&world.fold, &thief, &installation, &[&thief]));
    assert_eq!(world.tip(), tip);
}

#[test]
fn before_any_acknowledgement_a_lone_founder_is_trusted_with_its_beginning() {
    let mut world = World::founded_with(3);
    let thief = world.members[0].device.clone();
    let installation = Installation { term: 2, base: founding(&world), secretary: world.members[0].id(), holds: Vec::new() };
    let early = world_add(&mut world, |world| forged_assembly(&world.fold, &thief, &installation, &[&thief]));
    assert_eq!(world.tip(), early, "nobody has acknowledged anything that would speak against it");
}

fn world_add(world: &mut World, item: impl FnOnce(&World) -> Item) -> ItemId {
    let item = item(world);
    world.add(item)
}

/// Whether the founder is named for two decisions after one, and for acknowledging both.
fn is_named_for_both(world: &World) -> bool {
    let breaches = breaches(&world.fold, world, 0);
    breaches.len() == 2 && breaches.contains(&Breach::SeveralDecisions) && breaches.contains(&Breach::SeveralBranches)
}

#[test]
fn an_early_fork_beside_what_a_majority_acknowledged_changes_nothing_and_names_the_secretary() {
    let mut world = World::founded_with(4);
    world.anchor();
    let (tip, thief) = (world.tip(), world.members[0].device.clone());
    // After the third member was in: the founder alone is no majority there.
    let parent = world.fold.state().decisions[2].id;
    let forged = world_add(&mut world, |world| decision(&world.fold, &thief, parent, empty_anchor(), 3));
    world_add(&mut world, |world| acknowledgement(world, 0, forged, 1));
    assert_eq!((world.tip(), world.fold.state().halted.clone()), (tip, None));
    assert!(is_named_for_both(&world));
}

#[test]
fn an_early_fork_from_when_the_founder_was_alone_halts_the_chain_names_it_and_an_assembly_goes_on_from_the_true_end() {
    let mut world = World::founded_with(4);
    world.anchor();
    let (tip, thief, parent) = (world.tip(), world.members[0].device.clone(), founding(&world));
    let forged = world_add(&mut world, |world| decision(&world.fold, &thief, parent, empty_anchor(), 3));
    assert_eq!(world.tip(), tip, "the founder has acknowledged the true one");
    world_add(&mut world, |world| acknowledgement(world, 0, forged, 1));
    assert_eq!(world.tip(), parent, "it contradicts itself where it was a majority alone");
    assert!(is_named_for_both(&world));
    let installation = Installation { term: 2, base: tip, secretary: world.members[1].id(), holds: Vec::new() };
    for member in [1, 2, 3] {
        let device = world.members[member].device.clone();
        let signed = world.fold.register().sign_installation(&device, installation.clone()).unwrap();
        world.add(signed);
    }
    let device = world.members[1].device.clone();
    let time = maillage_shared::calendar::ClaimedTime(9);
    let office = world.fold.register().take_office(&device, installation.digest(), time).unwrap();
    let office = world.add(office);
    assert_eq!((world.tip(), active(world.fold.state())), (office, 4));
    assert!(breaches(&world.fold, &world, 0).contains(&Breach::SeveralDecisions), "and stays named");
}

#[test]
fn a_device_that_forks_the_chain_at_two_places_keeps_nobody_from_meeting_and_from_going_on() {
    for acknowledged in [true, false] {
        let mut world = World::founded_with(5);
        if acknowledged {
            world.anchor();
        }
        let (tip, thief, parent) = (world.tip(), world.members[0].device.clone(), founding(&world));
        for (place, time) in [(parent, 3), (world.fold.state().decisions[3].id, 4)] {
            let forged = world_add(&mut world, |world| decision(&world.fold, &thief, place, empty_anchor(), time));
            world_add(&mut world, |world| acknowledgement(world, 0, forged, 1));
        }
        assert_eq!(world.tip(), parent);
        let devices: Vec<_> = world.members.iter().map(|member| member.device.clone()).collect();
        assert!(devices.iter().all(|device| world.fold.state().may_connect(device.public())));
        let installation = Installation { term: 2, base: tip, secretary: world.members[1].id(), holds: Vec::new() };
        for device in &devices[1..4] {
            let signed = world.fold.register().sign_installation(device, installation.clone()).unwrap();
            world.add(signed);
        }
        let time = maillage_shared::calendar::ClaimedTime(9);
        let office = world.fold.register().take_office(&devices[1], installation.digest(), time).unwrap();
        let office = world.add(office);
        assert_eq!((world.tip(), active(world.fold.state())), (office, 5));
        assert_eq!(world.from_scratch().state(), world.fold.state());
    }
}

#[test]
fn a_device_whose_root_revoked_it_cannot_begin_the_past_anew_when_the_root_vouched_for_the_present() {
    let mut world = World::founded_with(4);
    world.anchor();
    let (tip, thief, parent) = (world.tip(), world.members[0].device.clone(), founding(&world));
    let operator = world.members[0].clone();
    let device = thief.public();
    let vouched = |newest| {
        let says = Says::Revocation(Revocation { device, last_good: 2, hash: EntryHash::NONE, newest });
        compose::statement(&operator.root, world.network, operator.id(), 2, says)
    };
    let (silent, vouching) = (vouched(None), vouched(Some(tip)));
    let forged = world_add(&mut world, |world| decision(&world.fold, &thief, parent, empty_anchor(), 3));
    world_add(&mut world, |world| acknowledgement(world, 0, forged, 1));
    world.add(silent);
    assert!(world.fold.state().halted.is_some(), "nobody says which of the two is right");
    let member = world.members[2].device.public();
    assert!(world.fold.state().may_connect(member), "members meet all the same");
    world.add(vouching);
    assert_eq!((world.tip(), world.fold.state().halted.clone()), (tip, None));
    assert!(is_named_for_both(&world));
    assert_eq!(world.from_scratch().view().digest(), world.fold.view().digest());
}

#[test]
fn a_root_that_revokes_below_an_anchor_takes_nothing_back_that_it_settled() {
    let mut world = World::founded_with(3);
    world.enact(Act::Edit { member: 1, host: 1 });
    world.anchor();
    world.enact(Act::Edit { member: 1, host: 2 });
    let (device, page) =
        (world.members[1].device.public(), |world: &World| world.fold.operator(world.members[1].id()).unwrap().page().hosts.len());
    assert_eq!((world.fold.extent(device), page(&world)), (4, 2));
    let statement = revoke(&mut world, 1, 1);
    assert_eq!((world.fold.extent(device), page(&world)), (3, 1), "from the moment on at which it is known");
    world.order(&recorded(&statement));
    assert_eq!((world.fold.extent(device), page(&world)), (3, 1));
    assert_eq!(world.from_scratch().view().digest(), world.fold.view().digest());
}

#[test]
fn a_thief_that_goes_on_with_a_revoked_device_is_heard_by_nobody() {
    let mut world = World::founded_with(3);
    let statement = revoke(&mut world, 1, 2);
    world.order(&recorded(&statement));
    let device = world.members[1].device.clone();
    world.enact(Act::Edit { member: 1, host: 1 });
    assert_eq!(world.fold.extent(device.public()), 2);
    let more = continued(&device, world.network, &world.journals[&device.public()], 3, false, vec![0xa0]);
    let run = maillage_shared::journal::Run::of(&[more]).unwrap();
    assert!(world.fold.examine_run(&run).is_err(), "its journal is cut off");
    let remove = Content::remove(&Remove { operator: world.members[2].id(), heads: Vec::new() });
    let by_thief = ordered(&world, &world.members[0].device, &proposal(&world, 1, remove, &[0, 1]));
    let id = world.add(by_thief);
    assert_eq!(world.fold.state().skipped.get(&id), Some(&Invalid::NotProposedByMember));
}

#[test]
fn a_secretary_that_signs_twice_at_once_halts_the_chain_and_is_named() {
    let mut world = World::founded_with(3);
    let (tip, device) = (world.tip(), world.members[0].device.clone());
    for time in [1, 2] {
        world_add(&mut world, |world| decision(&world.fold, &device, tip, empty_anchor(), time));
    }
    assert_eq!(world.fold.state().halted.as_ref().map(|contest| contest.parent), Some(Some(tip)));
    assert_eq!(breaches(&world.fold, &world, 0), [Breach::SeveralDecisions]);
    install(&mut world, 1, &[1, 2], &[]);
    order_as(&mut world, 1, &Order::Content(empty_anchor()));
    assert_eq!(breaches(&world.fold, &world, 0), [Breach::SeveralDecisions]);
}

#[test]
fn a_secretary_that_signs_beside_a_decision_twenty_decisions_later_changes_nothing_and_is_named() {
    let mut world = World::founded_with(3);
    let (parent, device) = (world.tip(), world.members[0].device.clone());
    for _ in 0..20 {
        world.enact(Act::Announce { member: 1 });
        world.anchor();
    }
    let tip = world.tip();
    world_add(&mut world, |world| decision(&world.fold, &device, parent, empty_anchor(), 2));
    assert_eq!((world.tip(), world.fold.state().halted.clone()), (tip, None));
    assert_eq!(breaches(&world.fold, &world, 0), [Breach::SeveralDecisions]);
}

#[test]
fn a_secretary_that_orders_an_invalid_decision_is_named_and_the_chain_goes_on() {
    let mut world = World::founded_with(3);
    let remove = Content::remove(&Remove { operator: world.members[2].id(), heads: Vec::new() });
    let order = proposal(&world, 0, remove, &[0]);
    let (tip, device) = (world.tip(), world.members[0].device.clone());
    world_add(&mut world, |world| ordered(world, &device, &order));
    assert_eq!((world.tip(), active(world.fold.state())), (tip, 3));
    let refusal = Invalid::TooFewApprovals { given: 1, needed: 2 };
    assert_eq!(breaches(&world.fold, &world, 0), [Breach::InvalidDecision(refusal)]);
    world.anchor();
    assert_ne!(world.tip(), tip);
}

#[test]
fn a_secretary_that_anchors_a_hash_that_nobody_holds_settles_nothing() {
    let mut world = World::founded_with(3);
    let device = world.members[1].device.public();
    let false_line = AnchorLine { device, seq: 2, hash: EntryHash::from_bytes([9; 32]) };
    world.order(&Order::Content(anchor(vec![false_line])));
    assert_eq!(world.fold.settled().up_to(device), 0);
    let member = world.members[2].device.public();
    assert_eq!(automatic::to_acknowledge(world.fold.register(), world.fold.held(), &heads(&world), member), None);
    world.anchor();
    assert_eq!(world.fold.settled().up_to(device), 2, "the true line follows all the same");
}

#[test]
fn a_secretary_that_anchors_a_forged_branch_makes_all_show_the_same() {
    let mut world = World::founded_with(3);
    let key = world.members[1].device.clone();
    world.enact(Act::Announce { member: 1 });
    let body = maillage_shared::encoding::to_bytes(&world.members[1].announcement(world.network, &["192.0.2.9:1"]));
    world.fork(&key, 2, &[(maillage_shared::journal::BodyKind::Endpoint, body)]);
    assert_eq!(world.fold.extent(key.public()), 2, "from the forked place on nothing counts");
    let rival = world.rivals[0][0].clone();
    let line = AnchorLine { device: key.public(), seq: 3, hash: rival.header.hash() };
    world.order(&Order::Content(anchor(vec![line])));
    let run = maillage_shared::journal::Run::of(&[rival]).unwrap();
    let entries = world.fold.examine_run(&run).unwrap();
    world.fold.apply_entries(entries);
    assert_eq!((world.fold.extent(key.public()), world.fold.hash_at(key.public(), 3)), (3, Some(line.hash)));
}

#[test]
fn who_comes_after_a_removal_still_gets_what_was_settled_of_a_journal_that_the_removal_does_not_name() {
    let mut world = World::founded_with(4);
    world.enact(Act::Announce { member: 3 });
    world.anchor();
    world.enact(Act::Announce { member: 3 });
    let remove = Content::remove(&Remove { operator: world.members[3].id(), heads: Vec::new() });
    let order = proposal(&world, 1, remove, &[0, 1, 2]);
    world.order(&order);
    let device = world.members[3].device.public();
    assert_eq!(world.fold.extent(device), 3);
    let mut later = maillage_shared::view::NetworkFold::new(world.network);
    later.apply_items(world.items.iter().cloned());
    let run = maillage_shared::journal::Run::of(&world.journals[&device][..3]).unwrap();
    let entries = later.examine_run(&run).unwrap();
    later.apply_entries(entries);
    assert_eq!((later.extent(device), later.hash_at(device, 3)), (3, world.fold.hash_at(device, 3)));
    let beyond = maillage_shared::journal::Run::of(&world.journals[&device][3..]).unwrap();
    assert!(later.examine_run(&beyond).is_err());
}

#[test]
fn of_two_branches_of_one_journal_that_a_secretary_anchored_the_first_anchored_one_counts_for_all() {
    let mut world = World::founded_with(3);
    let key = world.members[1].device.clone();
    world.enact(Act::Announce { member: 1 });
    let body = maillage_shared::encoding::to_bytes(&world.members[1].announcement(world.network, &["192.0.2.9:1"]));
    world.fork(&key, 2, &[(maillage_shared::journal::BodyKind::Endpoint, body)]);
    let (held, rival) = (world.journals[&key.public()][2].clone(), world.rivals[0][0].clone());
    for entry in [&rival, &held] {
        let line = AnchorLine { device: key.public(), seq: 3, hash: entry.header.hash() };
        world.order(&Order::Content(anchor(vec![line])));
    }
    let [rival_run, held_run] =
        [&rival, &held].map(|entry| maillage_shared::journal::Run::of(std::slice::from_ref(entry)).unwrap());
    let entries = world.fold.examine_run(&rival_run).unwrap();
    world.fold.apply_entries(entries);
    assert_eq!((world.fold.extent(key.public()), world.fold.hash_at(key.public(), 3)), (3, Some(rival.header.hash())));
    assert!(world.fold.examine_run(&held_run).is_err(), "and nobody goes back");
}

#[test]
fn a_secretary_cannot_replay_an_old_hold() {
    let mut world = World::founded_with(3);
    let first = world.hold(1, 2);
    let old = world.items.iter().rev().nth(1).unwrap().clone();
    world.hold(1, 3);
    let device = world.members[0].device.clone();
    let id = world_add(&mut world, |world| ordered(world, &device, &Order::hold(&old)));
    assert_eq!(world.fold.state().skipped.get(&id), Some(&Invalid::StatementNumber));
    assert_ne!(first, id);
}

#[test]
fn a_secretary_cannot_use_an_approval_that_is_two_years_old() {
    let mut world = World::founded_with(3);
    let order = proposal(&world, 1, Content::admit(&Operator::new(9).newcomer().admission(world.network)), &[1, 2]);
    for _ in 0..104 {
        world.order(&Order::Content(empty_anchor()));
    }
    let device = world.members[0].device.clone();
    let id = world_add(&mut world, |world| ordered(world, &device, &order));
    assert_eq!(world.fold.state().skipped.get(&id), Some(&Invalid::ApprovalTooOld));
}

#[test]
fn a_secretary_that_fills_the_roster_with_puppets_needs_others_to_approve_each() {
    let mut world = World::founded_with(3);
    for number in 9..12 {
        let admit = Content::admit(&Operator::new(number).newcomer().admission(world.network));
        let order = proposal(&world, 0, admit, &[0]);
        let device = world.members[0].device.clone();
        world_add(&mut world, |world| ordered(world, &device, &order));
    }
    assert_eq!(active(world.fold.state()), 3);
    assert_eq!(world.fold.state().skipped.len(), 3);
}

#[test]
fn an_approval_cannot_be_replayed_for_another_proposal_network_or_branch() {
    let mut world = World::founded_with(3);
    let admit = |number| Content::admit(&Operator::new(number).newcomer().admission(world.network));
    let Order::Proposal { approvals, .. } = proposal(&world, 1, admit(9), &[1, 2]) else { panic!() };
    let Order::Proposal { proposal: other, .. } = proposal(&world, 1, admit(10), &[]) else { panic!() };
    let device = world.members[0].device.clone();
    let replayed = ordered(&world, &device, &Order::Proposal { proposal: other.clone(), approvals });
    // A network of other facts: its items verify nowhere else.
    let elsewhere = compose::approval(&device, maillage_shared::identity::NetworkId::from_bytes([5; 32]), other.id(), world.tip());
    let foreign = ordered(&world, &device, &Order::Proposal { proposal: other.clone(), approvals: vec![elsewhere] });
    // A branch that was left: what its decisions had made their approvers see.
    let branch = decision(&world.fold, &device, founding(&world), empty_anchor(), 9);
    let unseen = compose::approval(&world.members[1].device, world.network, other.id(), branch.id());
    let beside = ordered(&world, &device, &Order::Proposal { proposal: other, approvals: vec![unseen] });
    let [replayed, foreign, beside] = [replayed, foreign, beside].map(|item| world.add(item));
    let skipped = &world.fold.state().skipped;
    assert_eq!(skipped.get(&replayed), Some(&Invalid::OtherProposal));
    assert!(matches!(skipped.get(&foreign), Some(Invalid::ApprovalItem(_))));
    assert_eq!(skipped.get(&beside), Some(&Invalid::SeenElsewhere));
}

#[test]
fn a_device_that_governs_no_more_approves_nothing() {
    let mut world = World::founded_with(3);
    let order = proposal(&world, 0, Content::admit(&Operator::new(9).newcomer().admission(world.network)), &[0, 1]);
    rotate(&mut world, 1);
    let device = world.members[0].device.clone();
    let id = world_add(&mut world, |world| ordered(world, &device, &order));
    assert_eq!(world.fold.state().skipped.get(&id), Some(&Invalid::NotApprovedByMember));
}

#[test]
fn a_certificate_by_another_root_brings_no_device_in() {
    let mut world = World::founded_with(3);
    let (one, other) = (world.members[1].clone(), world.members[2].clone());
    let certified = CertifiedDevice {
        network: world.network,
        operator: one.id(),
        root: other.root.public(),
        number: 2,
        device: one.second.public(),
        name: one.device_name.clone(),
    };
    let says = Hold {
        governing: one.device.public(),
        publishing: one.device.public(),
        former: None,
        certificate: Some(Certificate::issue(&other.root, &certified)),
    };
    let statement = compose::hold_statement(&one.root, world.network, one.id(), 2, says);
    let device = world.members[0].device.clone();
    let id = world_add(&mut world, |world| ordered(world, &device, &Order::hold(&statement)));
    assert_eq!(world.fold.state().skipped.get(&id), Some(&Invalid::OtherCertificate));
}

#[test]
fn a_secretary_that_is_silent_leaves_duties_to_the_one_that_is_installed() {
    let mut world = World::founded_with(3);
    let statement = revoke(&mut world, 2, 1);
    let device = world.members[1].device.public();
    let duties = |world: &World, device| {
        automatic::duties(
            world.fold.register(),
            world.fold.held(),
            &heads(world),
            maillage_shared::calendar::ClaimedTime(8),
            device,
        )
    };
    assert_eq!(duties(&world, device), []);
    install(&mut world, 1, &[1, 2], &[]);
    assert_eq!(duties(&world, device)[0], Duty::Record(statement.id()));
    assert_eq!(duties(&world, world.members[0].device.public()), []);
}
