//! Too much of what is allowed.

use std::time::Duration;

use maillage_node::{network::limits, store::Transaction};
use maillage_shared::{
    bounds,
    calendar::ClaimedTime,
    encoding,
    journal::{BodyKind, Run},
    register::{Anchor, Content, Decision, Item, ItemId, ItemKind, compose},
    view::NetworkFold,
};
use maillage_tests::operator::Operator;

use super::{
    peer::{ANSWER, Peer},
    stage::{Stage, target, with_fold},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_tiny_entries_fill_one_journal_and_hinder_nobody() {
    const ENTRIES: usize = 100_000;
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let before = stage.digests().await;
    for number in 0..ENTRIES {
        liar.write_unsigned(BodyKind::Comment, vec![0xa0], number % 500 == 499);
    }
    let connection = liar.let_in(&target(&stage.a)).await;
    let chunk = ENTRIES / 10;
    for round in 0..10 {
        let from = 2 + round * chunk;
        let run = Run::of(&liar.journal[from..from + chunk]).unwrap();
        Peer::push(&connection, &[], &[run], &[]).await.expect("every one of them is authentic");
        if round == 4 {
            stage.goes_on("pendant").await;
        }
    }
    stage.agree().await;
    let device = liar.operator.device.public();
    for node in [&stage.a, &stage.b] {
        assert_eq!(with_fold(node, |fold| fold.head(device).seq), ENTRIES as u64 + 2);
    }
    let digest = stage.a.digest().await;
    assert_eq!(digest.items, before[0].items, "they cost the register nothing");
    stage.goes_on("apres").await;
    liar.leave().await;
    stage.leave().await;
}

/// Approvals of things that nobody proposed, decisions that follow nothing, and a contradiction in every place: more than one member
/// has room for, in the order of their names.
fn beyond_all_room(liar: &Peer, tip: ItemId) -> Vec<Item> {
    let (device, network) = (&liar.operator.device, liar.network);
    let number = |place: usize| ItemId::from_bytes(maillage_shared::hash::sha256(&place.to_be_bytes()));
    let approvals = (0..bounds::SIGNED_APPROVALS + 200).map(|place| compose::approval(device, network, number(place), tip));
    let decision = |place| Decision {
        term: 1,
        height: 3,
        parent: Some(number(place)),
        rules_version: 1,
        claimed_at: ClaimedTime(1),
        content: Some(Content::anchor(&Anchor { lines: Vec::new() })),
        proposal: None,
        approvals: Vec::new(),
    };
    let signed = |decision: &Decision| Item::by_device(device, network, ItemKind::Decision, encoding::to_bytes(decision));
    let loose = (0..bounds::LOOSE_SMALL_DECISIONS + 200).map(|place| signed(&decision(place)));
    let beside = (0..20).map(|time| signed(&Decision { parent: Some(tip), claimed_at: ClaimedTime(time), ..decision(0) }));
    let mut all: Vec<Item> = approvals.chain(loose).chain(beside).collect();
    all.sort_unstable_by_key(Item::id);
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_that_signs_more_than_it_has_room_for_divides_nobody() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    let before = stage.digests().await;
    let tip = with_fold(&stage.a, |fold| fold.state().chain.tip_id()).unwrap();
    let flood = beyond_all_room(&liar, tip);
    // Each node gets another part first, and the ends of both at last: whatever came first would be another half of it.
    let third = flood.len() / 3;
    let ways = [
        (&stage.a, "pendant", [&flood[..2 * third], &flood[2 * third..]]),
        (&stage.b, "encore", [&flood[third..], &flood[..third]]),
    ];
    for (node, slug, parts) in ways {
        let connection = liar.let_in(&target(node)).await;
        for items in parts.into_iter().flat_map(|part| part.rchunks(1_000)) {
            let items: Vec<Vec<u8>> = items.iter().rev().map(Item::to_bytes).collect();
            Peer::push(&connection, &items, &[], &[]).await.expect("each of them is authentic");
        }
        stage.goes_on(slug).await;
    }
    stage.agree().await;
    let kept = |node| with_fold(node, |fold| fold.item_ids().copied().collect::<std::collections::BTreeSet<_>>());
    let most = usize::try_from(before[0].items).unwrap() + bounds::SIGNED_APPROVALS + bounds::LOOSE_SMALL_DECISIONS;
    assert!(kept(&stage.a).len() <= most + 10, "{} items", kept(&stage.a).len());
    for node in [&stage.a, &stage.b] {
        let service = node.running.service();
        let store = service.opened().unwrap();
        let on_disk = store.ledger.store().read(Transaction::item_ids).unwrap();
        assert_eq!(on_disk, kept(node), "what has no room takes none on the disk");
    }
    // One item more that cannot enter is refused, and is no reason to meet again.
    let digest = with_fold(&stage.a, NetworkFold::summary_digest);
    let connection = liar.let_in(&target(&stage.a)).await;
    let refused = flood.iter().rev().find(|item| !kept(&stage.a).contains(&item.id())).unwrap();
    Peer::push(&connection, &[refused.to_bytes()], &[], &[]).await.unwrap();
    assert_eq!(with_fold(&stage.a, NetworkFold::summary_digest), digest);
    stage.goes_on("apres").await;
    liar.leave().await;
    stage.leave().await;
}

/// How many of these connections the node still holds open.
fn open(connections: &[iroh::endpoint::Connection]) -> usize {
    connections.iter().filter(|connection| connection.close_reason().is_none()).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_that_say_nothing_hold_few_places_and_members_keep_theirs() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    let stranger = Peer::new(liar.network, Operator::new(8)).await;
    let there = target(&stage.a);
    let (mut silent, mut refused) = (Vec::new(), 0);
    for _ in 0..limits::STRANGERS + 20 {
        match tokio::time::timeout(ANSWER, stranger.try_connect_as_member(&there)).await.unwrap() {
            Some(connection) => silent.push(connection),
            None => refused += 1,
        }
    }
    assert!(open(&silent) <= limits::STRANGERS, "{} strangers were let sit", open(&silent));
    assert!(refused > 0, "the others found no place");
    // Members that are there go on, whoever sits at the door.
    stage.goes_on("porte").await;
    // And one that comes finds a place as soon as patience with the strangers ends.
    tokio::time::sleep(limits::GREETING + Duration::from_millis(500)).await;
    assert_eq!(open(&silent), 0, "who does not greet is put out");
    let connection = liar.let_in(&there).await;
    assert!(Peer::push(&connection, &[], &[], &[]).await.is_some());
    stranger.leave().await;
    liar.leave().await;
    stage.leave().await;
}
