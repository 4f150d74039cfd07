//! Members that say what is not true.

use maillage_shared::{
    bounds,
    directory::PageEdit,
    document::{Incarnation, PageDocument},
    encoding,
    identity::Signature,
    journal::{BodyKind, Entry, ForkProof, Run, fork::Branch, run::RunBody},
    register::{Item, ItemKind},
};
use maillage_tests::{acts::host, node::until, world::continued};

use super::{
    peer::Peer,
    stage::{Stage, target, with_fold},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_another_operators_page_changes_no_page() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let before = stage.digests().await;
    let victim = stage.a.running.service().opened().unwrap().operator;
    let document = with_fold(&stage.a, |fold| fold.operator(victim).unwrap().document().clone());
    let author = Incarnation { device: liar.operator.device.public(), opened_at: 3 };
    let forged = document.edit(author, 3, &[PageEdit::PutHost(host(66, "forged"))]).unwrap().unwrap();
    liar.write(BodyKind::DocumentChange, encoding::to_bytes(&forged));
    // The same for a device that pretends to write as the victim's: the actor of the victim's own device.
    let theirs = Incarnation { device: stage.a.running.service().opened().unwrap().device.public(), opened_at: 1 };
    let disguised = PageDocument::new(liar.network, victim).edit(theirs, 1, &[PageEdit::PutHost(host(67, "forged"))]);
    liar.write(BodyKind::DocumentChange, encoding::to_bytes(&disguised.unwrap().unwrap()));

    let connection = liar.let_in(&target(&stage.a)).await;
    Peer::push(&connection, &[], &[liar.run(2)], &[]).await.expect("the entries are authentic, and taken");
    until("they reach the other node as well", || async { stage.b.digest().await.entries == stage.a.digest().await.entries }).await;
    let after = stage.digests().await;
    assert_eq!(after[0].entries, before[0].entries + 2);
    assert_eq!(after.map(|digest| digest.view_digest), before.map(|digest| digest.view_digest));
    let refused = with_fold(&stage.a, |fold| fold.operator(liar.operator.id()).unwrap().document().refusals().len());
    assert_eq!(refused, 2, "the evidence names the signer");
    stage.goes_on("pages").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_authentic_or_too_large_is_not_kept() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let before = stage.digests().await;
    liar.write(BodyKind::Comment, vec![0xa0]);
    let (connection, good) = (liar.let_in(&target(&stage.a)).await, liar.run(2));

    let mut unsigned = good.clone();
    unsigned.entries[0].signature = Some(Signature::from_bytes([7; 64]));
    let mut huge = good.clone();
    huge.entries[0].body = RunBody::Whole(vec![0; bounds::BODY_BYTES + 1]);
    let stolen = Run { device: stage.b.running.service().opened().unwrap().device.public(), ..good.clone() };
    let mut elsewhere = good.clone();
    elsewhere.previous = maillage_shared::journal::EntryHash::from_bytes([9; 32]);
    for bad in [unsigned, huge, stolen, elsewhere] {
        Peer::push(&connection, &[], &[bad], &[]).await;
        assert_eq!(stage.digests().await, before);
    }
    let mut item = Item::by_device(&liar.operator.device, liar.network, ItemKind::Approval, vec![0xa0]).to_bytes();
    *item.last_mut().unwrap() ^= 1;
    let strangers = Item::by_device(&liar.operator.second, liar.network, ItemKind::Approval, vec![0xa0]).to_bytes();
    Peer::push(&connection, &[item, strangers, vec![1, 2, 3]], &[], &[]).await;
    assert_eq!(stage.digests().await, before);
    stage.goes_on("signatures").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_by_a_member_that_is_not_the_secretary_decides_nothing() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    let before = stage.digests().await;
    let (register, heads) = with_fold(&stage.a, |fold| (fold.state().clone(), fold.head_lines()));
    let decision = maillage_shared::register::Decision {
        term: 1,
        height: register.chain.next_height(),
        parent: register.tip_id(),
        rules_version: 1,
        claimed_at: maillage_shared::calendar::ClaimedTime(1_792_065_600),
        content: Some(maillage_shared::register::Content::anchor(&maillage_shared::register::Anchor {
            lines: heads
                .iter()
                .map(|line| maillage_shared::register::AnchorLine { device: line.device, seq: line.seq, hash: line.hash })
                .collect(),
        })),
        proposal: None,
        approvals: Vec::new(),
    };
    let item = Item::by_device(&liar.operator.device, liar.network, ItemKind::Decision, encoding::to_bytes(&decision));
    let connection = liar.let_in(&target(&stage.a)).await;
    Peer::push(&connection, &[item.to_bytes()], &[], &[]).await.unwrap();
    assert_eq!(stage.a.digest().await.view_digest, before[0].view_digest);
    assert!(!stage.a.status().await.halted);
    stage.goes_on("decisions").await;
    liar.leave().await;
    stage.leave().await;
}

/// Another entry at the place of the journal's last one, and the evidence of both.
fn forked(liar: &Peer) -> (Entry, ForkProof) {
    let (last, before) = liar.journal.split_last().unwrap();
    let other = continued(&liar.operator.device, liar.network, before, BodyKind::Comment.number(), false, vec![0xa1, 0x00, 0x00]);
    let branch = |entry: &Entry| Branch::new(std::slice::from_ref(&entry.header), entry.signature.unwrap());
    let proof = ForkProof::new(branch(last), branch(&other));
    (other, proof)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_tells_two_nodes_two_histories_is_found_out_and_harms_itself_only() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    liar.write(BodyKind::Comment, vec![0xa0]);
    let (other, _) = forked(&liar);
    let connections = [liar.let_in(&target(&stage.a)).await, liar.let_in(&target(&stage.b)).await];
    let runs = [liar.run(2), Run::of(&[other]).unwrap()];
    // At the same time, so that neither has told the other.
    let (one, two) =
        tokio::join!(Peer::push(&connections[0], &[], &runs[..1], &[]), Peer::push(&connections[1], &[], &runs[1..], &[]),);
    assert!(one.is_some() && two.is_some());
    stage.goes_on("fourche").await;
    until("both know, or both hold the same history", || async {
        let [a, b] = [&stage.a, &stage.b].map(|node| with_fold(node, maillage_shared::view::NetworkFold::summary_digest));
        a == b
    })
    .await;
    // Whoever was faster: the evidence itself is taken by both.
    let (_, proof) = forked(&liar);
    for connection in &connections {
        Peer::push(connection, &[], &[], std::slice::from_ref(&proof)).await.unwrap();
    }
    for node in [&stage.a, &stage.b] {
        until("the fork is shown", || async { node.status().await.forks == 1 }).await;
    }
    let [a, b] = stage.digests().await;
    assert_eq!(a.view_digest, b.view_digest);
    stage.goes_on("apres").await;
    liar.leave().await;
    stage.leave().await;
}
