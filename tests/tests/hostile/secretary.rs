//! The member that keeps the order of decisions lies, over the wire.

use maillage_node::service::{
    ProblemCode,
    proposals::{Change, Propose},
};
use maillage_shared::{
    calendar::ClaimedTime,
    identity::{DeviceKey, NetworkId},
    journal::EntryHash,
    register::{
        Acknowledgement, Anchor, AnchorLine, Content, Hold, Invalid, Item, ItemId,
        compose::{self, Order},
        content::EmbeddedItem,
        evidence::Breach,
        membership::Remove,
    },
};
use maillage_tests::{
    node::{Node, until},
    operator::Operator,
    unruly,
};

use super::{
    peer::Peer,
    stage::{Stage, approve, with_fold},
};

fn anchor(lines: Vec<AnchorLine>) -> Order {
    Order::anchor(&Anchor { lines })
}

/// The key of a node's device.
pub(super) fn key(node: &Node) -> DeviceKey {
    node.running.service().opened().unwrap().device.clone()
}

fn tip(node: &Node) -> ItemId {
    with_fold(node, |fold| fold.state().tip_id().unwrap())
}

fn is_halted(node: &Node) -> bool {
    with_fold(node, |fold| fold.state().halted.is_some())
}

fn skipped(node: &Node, id: ItemId) -> Option<Invalid> {
    with_fold(node, |fold| fold.state().skipped.get(&id).cloned())
}

/// What the register proves against this member, at one node.
pub(super) fn breaches(node: &Node, by: &Peer) -> Vec<Breach> {
    let operator = Some(by.operator.id());
    let evidence = with_fold(node, |fold| fold.register().evidence());
    evidence.into_iter().filter(|evidence| evidence.operator == operator).map(|evidence| evidence.breach).collect()
}

/// The decision that the liar puts after the newest one, whatever the rules say.
fn ordered(stage: &Stage, by: &Peer, order: &Order, claimed_at: u64) -> Item {
    with_fold(&stage.a, |fold| unruly::decision_on(&fold.state().chain, &by.operator.device, order, claimed_at))
}

/// Both nodes, a majority, install the member that the test speaks for.
async fn lying_secretary(stage: &Stage) -> Peer {
    let liar = stage.liar().await;
    stage.agree().await;
    let change = Change::Secretary { member: liar.operator.name.to_string() };
    stage.a.call(Propose { change, dry_run: false }).await.unwrap();
    stage.approve_at_b().await;
    takes_office(stage, &liar, &liar).await;
    liar
}

/// The member that both nodes have signed for takes office, and `by` tells both.
pub(super) async fn takes_office(stage: &Stage, liar: &Peer, by: &Peer) {
    let office = || {
        with_fold(&stage.a, |fold| {
            let pending = fold.state().pending_installations.iter().find(|pending| pending.is_carried())?;
            fold.register().take_office(&liar.operator.device, pending.id, ClaimedTime(1_792_065_600)).ok()
        })
    };
    until("a majority has signed", || async { office().is_some() }).await;
    stage.tell_both(by, &[office().unwrap()]).await;
    for node in [&stage.a, &stage.b] {
        let secretary = with_fold(node, |fold| fold.state().roster.secretary_device());
        assert_eq!(secretary, Some(liar.operator.device.public()));
    }
}

/// Both nodes install the first, which then orders again.
async fn is_replaced(stage: &Stage) {
    stage.a.call(Propose { change: Change::Secretary { member: "ARC".into() }, dry_run: false }).await.unwrap();
    stage.approve_at_b().await;
    goes_on_deciding(stage).await;
}

/// The first node keeps the order, and does it.
async fn goes_on_deciding(stage: &Stage) {
    let device = key(&stage.a).public();
    for node in [&stage.a, &stage.b] {
        until("another secretary is in office", || async {
            with_fold(node, |fold| fold.state().halted.is_none() && fold.state().roster.secretary_device() == Some(device))
        })
        .await;
    }
    let before = tip(&stage.a);
    let rules = Change::Policy { smallest_figure: Some(9), admission_share: None, admission_least: None, relays: None };
    stage.a.call(Propose { change: rules, dry_run: false }).await.unwrap();
    stage.approve_at_b().await;
    until("a decision of members is put in order", || async { stage.b.view().await.contains("\"smallest_figure\": 9") }).await;
    assert_ne!(tip(&stage.a), before);
    stage.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secretary_that_puts_two_decisions_after_one_stops_the_register_is_named_and_is_replaced() {
    let stage = Stage::set().await;
    let liar = lying_secretary(&stage).await;
    let [one, other] = [1, 2].map(|time| [ordered(&stage, &liar, &anchor(Vec::new()), time)]);
    tokio::join!(stage.tell(&stage.a, &liar, &one), stage.tell(&stage.b, &liar, &other));
    for node in [&stage.a, &stage.b] {
        until("both know both", || async { breaches(node, &liar) == [Breach::SeveralDecisions] }).await;
    }
    stage.goes_on("deux").await;
    is_replaced(&stage).await;
    assert_eq!(breaches(&stage.b, &liar), [Breach::SeveralDecisions], "it stays named");
    stage.goes_on("apres").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secretary_that_puts_a_decision_beside_one_of_twenty_ago_changes_nothing_and_is_named() {
    let stage = Stage::set().await;
    let liar = lying_secretary(&stage).await;
    // The first one leaves nothing out: members that miss something install another secretary meanwhile.
    let lines = with_fold(&stage.a, |fold| {
        let held = fold.head_lines().into_iter().filter(|line| line.seq > 0);
        held.map(|line| AnchorLine { device: line.device, seq: line.seq, hash: line.hash }).collect::<Vec<_>>()
    });
    let first = ordered(&stage, &liar, &anchor(lines), 0);
    stage.tell(&stage.a, &liar, &[first]).await;
    let parent = tip(&stage.a);
    for time in 1..21 {
        let next = ordered(&stage, &liar, &anchor(Vec::new()), time);
        stage.tell(&stage.a, &liar, &[next]).await;
    }
    let newest = tip(&stage.a);
    until("all of them arrive", || async { tip(&stage.b) == newest }).await;
    for node in [&stage.a, &stage.b] {
        until("both members have acknowledged one of them", || async {
            with_fold(node, |fold| {
                let before = fold.state().height_of(parent);
                fold.state().acknowledged.values().filter(|height| Some(**height) > before).count() == 2
            })
        })
        .await;
    }
    let beside = with_fold(&stage.a, |fold| {
        unruly::decision(fold, &liar.operator.device, parent, Content::anchor(&Anchor { lines: Vec::new() }), 99)
    });
    let believed = compose::acknowledgement(&liar.operator.device, liar.network, &Acknowledgement::complete(beside.id(), 2));
    stage.tell_both(&liar, &[beside, believed]).await;
    for node in [&stage.a, &stage.b] {
        assert_eq!((tip(node), is_halted(node)), (newest, false));
        assert!(breaches(node, &liar).contains(&Breach::SeveralDecisions));
    }
    stage.goes_on("vingt").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_with_too_few_or_replayed_approvals_or_an_old_hold_is_skipped_alike_and_names_its_secretary() {
    let stage = Stage::set().await;
    let liar = lying_secretary(&stage).await;
    let (device, network, newest) = (liar.operator.device.clone(), liar.network, tip(&stage.a));
    let victim = stage.b.running.service().opened().unwrap().operator;
    let removal = compose::proposal(&device, network, Content::remove(&Remove { operator: victim, heads: Vec::new() }));
    let puppet = |number| {
        let admit = Operator::new(number).newcomer().admission(network);
        compose::proposal(&device, network, Content::admit(&admit))
    };
    let approve = |proposal: &Item| compose::approval(&device, network, proposal.id(), newest);
    let elsewhere = compose::approval(&device, NetworkId::from_bytes([9; 32]), puppet(8).id(), newest);
    let for_another = compose::approval(&device, network, puppet(9).id(), newest);
    let old = liar.operator.newcomer().admission(network).hold;
    let orders = [
        (vec![approve(&removal)], removal),
        (vec![approve(&puppet(8)), elsewhere], puppet(8)),
        (vec![approve(&puppet(8)), for_another], puppet(8)),
    ];
    let orders = orders.map(|(approvals, proposal)| Order::Proposal { proposal, approvals });
    let hold = Order::Content(Content::hold(&EmbeddedItem(old.0)));
    let expected: [fn(&Invalid) -> bool; 4] = [
        |why| *why == Invalid::TooFewApprovals { given: 1, needed: 2 },
        |why| matches!(why, Invalid::ApprovalItem(_)),
        |why| *why == Invalid::OtherProposal,
        |why| *why == Invalid::StatementNumber,
    ];
    for (order, expected) in orders.iter().chain([&hold]).zip(expected) {
        let item = ordered(&stage, &liar, order, 5);
        stage.tell_both(&liar, std::slice::from_ref(&item)).await;
        for node in [&stage.a, &stage.b] {
            let why = skipped(node, item.id()).expect("it breaks a rule");
            assert!(expected(&why), "{why:?}");
            assert!(breaches(node, &liar).contains(&Breach::InvalidDecision(why)));
        }
    }
    assert_eq!(tip(&stage.b), newest);
    stage.goes_on("invalide").await;
    is_replaced(&stage).await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secretary_that_anchors_a_hash_that_nobody_holds_settles_nothing_and_keeps_nothing_from_being_settled() {
    let stage = Stage::set().await;
    let liar = lying_secretary(&stage).await;
    let device = key(&stage.b).public();
    let (head, settled) = with_fold(&stage.a, |fold| (fold.head(device), fold.settled().up_to(device)));
    let false_line = AnchorLine { device, seq: head.seq + 40, hash: EntryHash::from_bytes([9; 32]) };
    let forged = ordered(&stage, &liar, &anchor(vec![false_line]), 5);
    stage.tell_both(&liar, &[forged]).await;
    for node in [&stage.a, &stage.b] {
        assert_eq!(with_fold(node, |fold| fold.settled().up_to(device)), settled);
    }
    stage.goes_on("ancre").await;
    let head = with_fold(&stage.a, |fold| fold.head(device));
    let true_line = AnchorLine { device, seq: head.seq, hash: head.hash };
    let honest = ordered(&stage, &liar, &anchor(vec![true_line]), 6);
    stage.tell_both(&liar, &[honest]).await;
    for node in [&stage.a, &stage.b] {
        assert_eq!(with_fold(node, |fold| fold.settled().up_to(device)), head.seq);
    }
    is_replaced(&stage).await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_two_assemblies_of_one_term_is_named_and_whatever_comes_of_them_the_next_one_settles_it() {
    let stage = Stage::set().await;
    let liar = lying_secretary(&stage).await;
    for (node, member) in [(&stage.a, "ARC"), (&stage.b, "Nord")] {
        node.call(Propose { change: Change::Secretary { member: member.into() }, dry_run: false }).await.unwrap();
    }
    stage.agree().await;
    let both = with_fold(&stage.a, |fold| {
        let open = fold.state().pending_installations.iter().map(|pending| &pending.installation);
        open.map(|open| unruly::careless_signature(fold, &liar.operator.device, open)).collect::<Vec<Item>>()
    });
    assert_eq!(both.len(), 2);
    for (node, signature) in [(&stage.a, &both[0]), (&stage.b, &both[1])] {
        stage.tell(node, &liar, std::slice::from_ref(signature)).await;
    }
    for node in [&stage.a, &stage.b] {
        until("it is known at both", || async { breaches(node, &liar).contains(&Breach::SeveralInstallations) }).await;
    }
    stage.goes_on("assemblees").await;
    // Who signed both counts for none, unless one of the two was carried before the other was heard of.
    match stage.b.call(Propose { change: Change::Secretary { member: "ARC".into() }, dry_run: false }).await {
        Ok(_) => {
            stage.agree().await;
            approve(&stage.a).await;
        }
        Err(problem) => assert_eq!(problem.code, ProblemCode::SecretaryAlready),
    }
    goes_on_deciding(&stage).await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_given_often_by_another_device_or_too_late_counts_no_more_than_once() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    stage.agree().await;
    let (device, network, newest) = (liar.operator.device.clone(), liar.network, tip(&stage.a));
    let founding = with_fold(&stage.a, |fold| fold.state().decisions[0].id);
    let admit = Operator::new(8).newcomer().admission(network);
    let [proposal, approval] = compose::sponsor(&device, network, &admit, newest);
    // By the same device with another decision seen, and by one that the root certifies but that does not govern.
    let again = compose::approval(&device, network, proposal.id(), founding);
    let second = compose::approval(&liar.operator.second, network, proposal.id(), newest);
    let says = Hold {
        governing: device.public(),
        publishing: device.public(),
        former: None,
        certificate: Some(liar.operator.certificate(network, &liar.operator.second)),
    };
    let hold = compose::hold_statement(&liar.operator.root, network, liar.operator.id(), 2, says);
    stage.tell_both(&liar, &[hold]).await;
    until("the further device is certified", || async { tip(&stage.b) != newest }).await;
    let proposed = proposal.id();
    stage.tell_both(&liar, &[proposal, approval, again, second]).await;
    for node in [&stage.a, &stage.b] {
        let pending = with_fold(node, |fold| {
            fold.state().pending_proposals.iter().find(|pending| pending.id == proposed).map(|pending| pending.approvals.len())
        });
        assert_eq!(pending, Some(1), "one member, one approval");
    }
    stage.approve_at_b().await;
    until("the other node's approval arrives", || async { tip(&stage.b) != newest }).await;
    let admitted = || with_fold(&stage.a, |fold| fold.state().roster.member(Operator::new(8).id()).is_some());
    until("with that of another member it is decided", || async { admitted() }).await;
    stage.agree().await;
    let decided = tip(&stage.a);
    let late = compose::approval(&device, network, proposed, decided);
    stage.tell_both(&liar, &[late]).await;
    assert_eq!(tip(&stage.b), decided, "what comes later changes nothing");
    stage.goes_on("approbations").await;
    liar.leave().await;
    stage.leave().await;
}
