//! A stolen device of the founder, and a root that would take back what was settled.

use maillage_shared::{
    directory::PageEdit,
    encoding,
    identity::DeviceKey,
    journal::BodyKind,
    register::{
        Acknowledgement, Anchor, AnchorLine, Content, DecisionKind, Installation, Item, ItemId, Revocation, Says,
        compose::{self, Order},
        evidence::Breach,
    },
    view::NetworkFold,
};
use maillage_tests::{
    acts::host,
    node::{Node, until},
    unruly,
};

use super::{
    changes::Page,
    peer::Peer,
    stage::{Stage, target, with_fold},
};

fn decisions(node: &Node) -> Vec<ItemId> {
    with_fold(node, |fold| fold.state().decisions.iter().map(|record| record.id).collect())
}

fn founder_is_named(node: &Node) -> bool {
    with_fold(node, |fold| {
        let founder = fold.state().decisions[0].ordered_by;
        fold.register().evidence().iter().any(|evidence| evidence.device == founder && evidence.breach == Breach::SeveralDecisions)
    })
}

/// What the thief of the founder's device puts after an old decision, and stands behind.
fn forged(stage: &Stage, thief: &DeviceKey, parent: ItemId) -> [Item; 2] {
    let nothing = Content::anchor(&Anchor { lines: Vec::new() });
    let decision = with_fold(&stage.a, |fold| unruly::decision(fold, thief, parent, nothing, 3));
    let all = Acknowledgement::complete(decision.id(), 1);
    let believed = compose::acknowledgement(thief, stage.network(), &all);
    [decision, believed]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_founder_device_takes_nothing_back_that_a_majority_acknowledged_and_is_named() {
    let (stage, liar, stolen) = Stage::robbed().await;
    let before = decisions(&stage.a);
    // Beside what followed when three were in: the founder alone is no majority there.
    let third = with_fold(&stage.a, |fold| {
        let admits = |kind| kind == DecisionKind::Admit;
        fold.state().decisions.iter().filter(|record| admits(record.decided.kind())).nth(1).map(|record| record.id).unwrap()
    });
    stage.tell_both(&liar, &forged(&stage, &stolen.device, third)).await;
    let term = Installation { term: 60, base: before[0], secretary: liar.operator.id(), holds: Vec::new() };
    let thief = &stolen.device;
    let anew = with_fold(&stage.a, |fold| unruly::forged_assembly(fold, thief, &term, &[thief]));
    stage.tell_both(&liar, &[anew]).await;
    for node in [&stage.a, &stage.b] {
        assert!(decisions(node).starts_with(&before));
        assert!(founder_is_named(node));
        assert_eq!(with_fold(node, |fold| fold.state().roster.active_count()), 4);
    }
    stage.goes_on("vol").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_founder_device_that_begins_the_past_anew_stops_the_register_until_members_go_on_from_its_true_end() {
    let (stage, liar, stolen) = Stage::robbed().await;
    let before = decisions(&stage.a);
    let true_end = *before.last().unwrap();
    stage.tell_both(&liar, &forged(&stage, &stolen.device, before[0])).await;
    for node in [&stage.a, &stage.b] {
        assert_eq!(decisions(node), before[..1], "where the founder was alone, it contradicts itself");
        assert!(founder_is_named(node));
    }
    // The other member signs with its own key; what the two nodes sign is theirs.
    let secretary = stage.b.running.service().opened().unwrap().operator;
    let installation = Installation { term: 2, base: true_end, secretary, holds: Vec::new() };
    for node in [&stage.a, &stage.b] {
        let opened = node.running.service().opened().unwrap();
        let sign = |fold: &NetworkFold| fold.register().sign_installation(&opened.device, installation.clone()).unwrap();
        let signature = with_fold(node, sign);
        opened.ledger.write(&opened.device, |draft| draft.add_item(signature)).unwrap();
    }
    let device = &liar.operator.device;
    let signature = with_fold(&stage.b, |fold| fold.register().sign_installation(device, installation.clone()).unwrap());
    stage.tell_both(&liar, &[signature]).await;
    for node in [&stage.a, &stage.b] {
        until("the node of the one that they install takes office", || async {
            with_fold(node, |fold| fold.state().halted.is_none() && fold.state().roster.secretary() == Some(secretary))
        })
        .await;
        assert!(decisions(node).starts_with(&before));
        assert!(founder_is_named(node), "it stays named");
    }
    stage.goes_on("repris").await;
    liar.leave().await;
    stage.leave().await;
}

/// A page change of the liar under the incarnation of `page`.
fn edit(liar: &mut Peer, page: &Page, number: u8) {
    let change = page.change(liar.next_seq(), &[PageEdit::PutHost(host(number, "liar"))]);
    liar.write(BodyKind::DocumentChange, encoding::to_bytes(&change));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_root_that_revokes_below_an_anchor_takes_nothing_back_that_it_settled_and_closes_its_own_door() {
    let (stage, mut liar, founder) = Stage::robbed().await;
    let page = Page::of(&liar);
    edit(&mut liar, &page, 1);
    stage.spread(&liar, 2).await;
    let (device, operator) = (liar.operator.device.public(), liar.operator.id());
    let line = with_fold(&stage.a, |fold| AnchorLine { device, seq: 3, hash: fold.hash_at(device, 3).unwrap() });
    // As the secretary's node does it within a week.
    let order =
        |order: &Order| with_fold(&stage.a, |fold| unruly::decision_on(&fold.state().chain, &founder.device, order, 1_792_065_600));
    let anchor = order(&Order::anchor(&Anchor { lines: vec![line] }));
    stage.tell_both(&liar, &[anchor]).await;
    edit(&mut liar, &page, 2);
    stage.spread(&liar, 3).await;
    let hash = with_fold(&stage.a, |fold| fold.hash_at(device, 2).unwrap());
    let says = Says::Revocation(Revocation { device, last_good: 2, hash, newest: None });
    let statement = compose::statement(&liar.operator.root, liar.network, operator, 2, says);
    let open = liar.let_in(&target(&stage.a)).await;
    stage.tell_both(&liar, std::slice::from_ref(&statement)).await;
    let recorded = order(&with_fold(&stage.a, |fold| Order::statement(fold.register(), statement.id()).unwrap()));
    let connection = liar.let_in(&target(&stage.a)).await;
    // The answer may be lost: the node closes the connection with what it is told.
    let _ = Peer::push(&connection, &[recorded.to_bytes()], &[], &[]).await;
    for node in [&stage.a, &stage.b] {
        until("it is recorded", || async { !with_fold(node, |fold| fold.state().may_connect(device)) }).await;
        assert_eq!(with_fold(node, |fold| fold.extent(device)), 3, "what was anchored stays, what came later does not");
        assert_eq!(with_fold(node, |fold| fold.operator(operator).unwrap().page().hosts.len()), 1);
    }
    until("its connection is closed", || async { open.close_reason().is_some() }).await;
    stage.agree().await;
    stage.goes_on("revoque").await;
    liar.leave().await;
    stage.leave().await;
}
