//! Members that are to go, and those that went.

use maillage_node::service::{
    members::ListMembers,
    pending::Approve,
    proposals::{Change, Propose},
};
use maillage_shared::{
    calendar::Month,
    encoding,
    journal::{BodyKind, Run},
    register::{Content, Invalid, ItemId, compose, compose::Order, membership::Remove},
};
use maillage_tests::{
    acts::of_month,
    node::{Node, until},
    unruly,
    world::continued,
};

use super::{
    peer::Peer,
    stage::{Stage, target, with_fold},
};

/// The only proposal that is open at a node.
fn proposal(node: &Node) -> Option<ItemId> {
    with_fold(node, |fold| fold.state().pending_proposals.first().map(|pending| pending.id))
}

async fn members(node: &Node) -> usize {
    node.call(ListMembers::default()).await.unwrap().len()
}

/// Two members and an accomplice, a majority of four, remove the fourth.
async fn remove(stage: &Stage, accomplice: &Peer, name: &str) -> ItemId {
    stage.a.call(Propose { change: Change::Remove { member: name.into() }, dry_run: false }).await.unwrap();
    let id = proposal(&stage.a).unwrap();
    let tip = with_fold(&stage.a, |fold| fold.state().tip_id().unwrap());
    let approval = compose::approval(&accomplice.operator.device, accomplice.network, id, tip);
    stage.tell(&stage.a, accomplice, &[approval]).await;
    stage.approve_at_b().await;
    for node in [&stage.a, &stage.b] {
        until("it is removed", || async { members(node).await == 3 }).await;
    }
    id
}

/// A figure of a month of long ago, which has seen no more than the founding.
fn back_dated(stage: &Stage) -> Vec<u8> {
    let seen = with_fold(&stage.a, |fold| fold.state().decisions[0].id);
    encoding::to_bytes(&of_month(Month::new(2024, 1).unwrap(), seen, 5, ("jeudi", 1_000)))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_removed_member_writes_later_counts_nowhere_however_dated_and_its_connection_closes_at_once() {
    let stage = Stage::set().await;
    let accomplice = stage.liar().await;
    let mut removed = stage.another_liar(8).await;
    removed.write(BodyKind::Publication, back_dated(&stage));
    stage.spread(&removed, 2).await;
    let open = removed.let_in(&target(&stage.a)).await;
    remove(&stage, &accomplice, "Operator 8").await;
    until("its connection is closed", || async { open.close_reason().is_some() }).await;
    let again = removed.connect_as_member(&target(&stage.b)).await;
    assert_eq!(Peer::greet(&again, &removed.hello().to_bytes()).await, None, "and no other is opened");

    stage.agree().await;
    let before = stage.digests().await;
    let beside = continued(&removed.operator.device, removed.network, &removed.journal[..2], 7, false, vec![0xa0]);
    removed.write(BodyKind::Publication, back_dated(&stage));
    let later = removed.run(3);
    for node in [&stage.a, &stage.b] {
        let connection = accomplice.let_in(&target(node)).await;
        Peer::push(&connection, &[], std::slice::from_ref(&later), &[]).await;
        Peer::push(&connection, &[], &[Run::of(std::slice::from_ref(&beside)).unwrap()], &[]).await;
    }
    stage.goes_on("retire").await;
    stage.agree().await;
    for (node, before) in [&stage.a, &stage.b].into_iter().zip(before) {
        let device = removed.operator.device.public();
        assert_eq!(with_fold(node, |fold| (fold.extent(device), fold.head(device).seq)), (3, 3));
        assert_eq!(with_fold(node, |fold| maillage_shared::view::publications::standing(fold).len()), 1, "its past stays");
        assert_eq!(node.digest().await.items, before.items);
    }
    accomplice.leave().await;
    removed.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_members_that_would_remove_each_other_the_one_goes_that_a_majority_names_and_nothing_is_stuck() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    stage.agree().await;
    let tip = with_fold(&stage.a, |fold| fold.state().tip_id().unwrap());
    let operator = stage.b.running.service().opened().unwrap().operator;
    let content = Content::remove(&Remove { operator, heads: Vec::new() });
    let against = compose::proposal(&liar.operator.device, liar.network, content);
    let approval = compose::approval(&liar.operator.device, liar.network, against.id(), tip);
    stage.tell_both(&liar, &[against, approval]).await;
    let back = stage.b.call(Propose { change: Change::Remove { member: "Operator 7".into() }, dry_run: false }).await.unwrap();
    stage.agree().await;
    for node in [&stage.a, &stage.b] {
        assert_eq!((members(node).await, with_fold(node, |fold| fold.state().pending_proposals.len())), (3, 2));
    }
    stage.a.call(Approve { code: back.matter.code.to_string(), dry_run: false }).await.unwrap();
    for node in [&stage.a, &stage.b] {
        until("a majority has decided", || async { members(node).await == 2 }).await;
        assert_eq!(with_fold(node, |fold| fold.state().pending_proposals.len()), 0, "who is gone proposes nothing");
    }
    stage.goes_on("mutuel").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removal_that_is_replayed_or_meant_for_the_one_in_charge_is_skipped_and_wedges_nobody() {
    let (stage, liar, founder) = Stage::robbed().await;
    // The founder's node is off: what it would put in order the test does, with its key.
    let order =
        |order: &Order| with_fold(&stage.a, |fold| unruly::decision_on(&fold.state().chain, &founder.device, order, 1_792_065_600));
    stage.a.call(Propose { change: Change::Remove { member: "Operator 7".into() }, dry_run: false }).await.unwrap();
    stage.approve_at_b().await;
    stage.agree().await;
    let proposed = proposal(&stage.a).unwrap();
    let tip = with_fold(&stage.a, |fold| fold.state().tip_id().unwrap());
    let third = compose::approval(&founder.device, stage.network(), proposed, tip);
    stage.tell_both(&liar, &[third]).await;
    let removal = with_fold(&stage.a, |fold| Order::proposal(fold.register(), proposed).unwrap());
    let operator = with_fold(&stage.a, |fold| fold.state().roster.secretary().unwrap());
    let content = Content::remove(&Remove { operator, heads: Vec::new() });
    let last = compose::proposal(&liar.operator.device, liar.network, content);
    let approval = compose::approval(&liar.operator.device, liar.network, last.id(), tip);
    let last = order(&Order::Proposal { proposal: last, approvals: vec![approval] });
    stage.tell_both(&liar, std::slice::from_ref(&last)).await;
    for node in [&stage.a, &stage.b] {
        assert_eq!(with_fold(node, |fold| fold.state().skipped.get(&last.id()).cloned()), Some(Invalid::IsSecretary));
    }
    let removed = order(&removal);
    // The same once more, after it: prepared on a copy, since nobody listens to the removed one later.
    let again = with_fold(&stage.a, |fold| {
        let mut register = fold.register().clone();
        register.insert(removed.clone());
        unruly::decision_on(&register.state().chain, &founder.device, &removal, 1_792_065_601)
    });
    let connection = liar.let_in(&target(&stage.a)).await;
    // The answer may be lost: with the first of the two the node closes the connection.
    let _ = Peer::push(&connection, &[removed.to_bytes(), again.to_bytes()], &[], &[]).await;
    for node in [&stage.a, &stage.b] {
        until("it is removed", || async { members(node).await == 3 }).await;
        until("the same again arrives", || async { with_fold(node, |fold| fold.state().skipped.len()) == 2 }).await;
        assert_eq!(with_fold(node, |fold| fold.state().skipped.get(&again.id()).cloned()), Some(Invalid::AlreadyDecided));
        assert_eq!(with_fold(node, |fold| fold.state().tip_id()), Some(removed.id()));
    }
    stage.agree().await;
    stage.goes_on("rejoue").await;
    liar.leave().await;
    stage.leave().await;
}
