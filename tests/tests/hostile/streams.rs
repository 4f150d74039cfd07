//! Members that break the protocol on the streams that they may open.

use std::time::Duration;

use maillage_shared::sync::{Message, SummaryDigest};

use super::{
    peer::{EXCHANGE, PUSH, Peer, read_frame, write_frame},
    stage::{Stage, target},
};

#[tokio::test(flavor = "multi_thread")]
async fn noise_and_impossible_lengths_end_the_stream_and_then_the_patience() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    let before = stage.digests().await;
    let connection = liar.let_in(&target(&stage.a)).await;
    let mut beginnings: Vec<Vec<u8>> = vec![vec![77, 0, 0, 0, 1, 0]];
    for purpose in [EXCHANGE, PUSH] {
        beginnings.push([&[purpose][..], &u32::MAX.to_be_bytes(), &[0; 64]].concat());
        beginnings.push([&[purpose][..], &64_u32.to_be_bytes(), &[0xff; 64]].concat());
    }
    let mut refused = 0;
    for bytes in beginnings {
        let Ok((mut send, mut receive)) = connection.open_bi().await else { break };
        if send.write_all(&bytes).await.is_ok() && read_frame(&mut receive).await.is_none() {
            refused += 1;
        }
    }
    assert!(refused >= 3, "each of them ends its stream");
    assert_eq!(stage.digests().await, before);
    // Three breaches, and the node speaks no more with this device for a while.
    let again = liar.connect_as_member(&target(&stage.a)).await;
    let hello = Peer::greet(&again, &liar.hello().to_bytes()).await;
    let pushed = if hello.is_some() { Peer::push(&again, &[], &[liar.run(0)], &[]).await } else { None };
    assert_eq!(pushed, None);
    stage.goes_on("bruit").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_sends_a_byte_now_and_then_holds_up_nobody() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    let mut slow = Vec::new();
    for node in [&stage.a, &stage.b] {
        let connection = liar.let_in(&target(node)).await;
        // As many streams as the node lets a peer hold open at a time.
        for purpose in [EXCHANGE, PUSH].repeat(8) {
            let opening = tokio::time::timeout(Duration::from_millis(200), connection.open_bi()).await;
            let Ok(Ok((mut send, receive))) = opening else { break };
            send.write_all(&[purpose, 0, 0, 1]).await.unwrap();
            slow.push((connection.clone(), send, receive));
        }
    }
    let dripping = tokio::spawn(async move {
        for byte in 0..100_u8 {
            tokio::time::sleep(Duration::from_secs(1)).await;
            for (_, send, _) in &mut slow {
                let _ = send.write_all(&[byte]).await;
            }
        }
    });
    for round in 0..3 {
        stage.goes_on(&format!("lent-{round}")).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    dripping.abort();
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exchange_that_is_not_played_by_its_rules_ends_alone() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    let before = stage.digests().await;
    let connection = liar.let_in(&target(&stage.a)).await;
    let nothing = SummaryDigest::from_bytes([0; 32]);
    // It opens, hears the listing, and goes on with something else than a want or a listing; then it opens by a done.
    for messages in [vec![Message::Open(nothing), Message::Open(nothing)], vec![Message::Done(nothing)]] {
        let (mut send, mut receive) = connection.open_bi().await.unwrap();
        send.write_all(&[EXCHANGE]).await.unwrap();
        for message in messages {
            write_frame(&mut send, &message.to_bytes()).await;
        }
        while read_frame(&mut receive).await.is_some() {}
    }
    assert_eq!(stage.digests().await, before);
    stage.goes_on("regles").await;
    liar.leave().await;
    stage.leave().await;
}
