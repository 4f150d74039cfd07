//! Too much of what is allowed.

use std::time::Duration;

use maillage_node::network::limits;
use maillage_shared::journal::{BodyKind, Run};
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
