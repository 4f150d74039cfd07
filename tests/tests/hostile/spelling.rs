//! Bytes and texts that may be written in one way only, or not at all.

use maillage_shared::{bounds, directory::PageEdit, document, encoding, identity::EndpointAnnouncement, journal::BodyKind};
use maillage_tests::{acts::host, forge};

use super::{
    changes::Page,
    peer::{PUSH, Peer, read_frame, write_frame},
    stage::{Stage, target, with_fold},
};

/// Texts of as many bytes as `192.0.2.1:4711` that may not be signed, with what is wrong with them.
const BAD_TEXTS: [(&str, &str); 5] = [
    ("decomposed", "cafe\u{301} de Mons"),
    ("right to left", "abc\u{202e}zyx ghij"),
    ("an isolate", "abc\u{2066}def ghij"),
    ("a terminal escape", "\u{1b}[2J\u{1b}[H gone!!"),
    ("a zero", "ab\u{0} cdefghijkl"),
];

fn announced(stage: &Stage, liar: &Peer) -> Option<EndpointAnnouncement> {
    with_fold(&stage.a, |fold| fold.endpoint_of(liar.operator.device.public()).cloned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_not_in_normal_form_or_steers_the_screen_has_no_effect() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let honest = announced(&stage, &liar);
    let good = encoding::to_bytes(&liar.operator.announcement(liar.network, &["192.0.2.1:4711"]));
    // The endpoint's signature does not cover the addresses: the text alone is at fault.
    for (what, text) in BAD_TEXTS {
        assert_eq!(text.len(), "192.0.2.1:4711".len(), "{what}");
        liar.write(BodyKind::Endpoint, forge::replaced(&good, b"192.0.2.1:4711", text.as_bytes()));
    }
    stage.spread(&liar, 2).await;
    assert_eq!(announced(&stage, &liar), honest);

    // The same on a page, whose values automerge would take.
    let page = Page::of(&liar);
    for (_, text) in BAD_TEXTS {
        let change = page.change(liar.next_seq(), &[PageEdit::PutHost(host(1, "192.0.2.1:4711"))]);
        let chunk = forge::sealed(forge::replaced(&change.change, b"192.0.2.1:4711", text.as_bytes()));
        liar.write(BodyKind::DocumentChange, encoding::to_bytes(&document::PageChange { change: chunk, ..change }));
    }
    stage.spread(&liar, 7).await;
    let refusals = page.refusals(&stage.a);
    assert_eq!(refusals, vec![document::Refusal::Value; BAD_TEXTS.len()]);
    assert_eq!(page.refusals(&stage.b), refusals);
    stage.goes_on("texte").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_in_another_spelling_than_the_one_have_no_effect() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let honest = announced(&stage, &liar);
    let good = encoding::to_bytes(&liar.operator.announcement(liar.network, &["192.0.2.1:4711"]));
    assert_eq!(good[..2], [0xa3, 0x00], "a map of three, beginning with key 0");
    let indefinite = [&[0xbf], &good[1..], &[0xff]].concat();
    let long_key = [&[0xa3, 0x18, 0x00], &good[2..]].concat();
    let long_length = [&[0xb8, 0x03], &good[1..]].concat();
    let twice = [&[0xa4], &good[1..37], &good[1..]].concat();
    let trailing = [&good[..], &[0x00]].concat();
    for body in [indefinite, long_key, long_length, twice, trailing] {
        liar.write(BodyKind::Endpoint, body);
    }
    stage.spread(&liar, 2).await;
    assert_eq!(announced(&stage, &liar), honest);
    liar.write(BodyKind::Endpoint, good);
    stage.spread(&liar, 7).await;
    assert_ne!(announced(&stage, &liar), honest, "in its one spelling it has");

    // A message of the protocol in another spelling: it says `push` in two bytes where one is enough.
    let connection = liar.let_in(&target(&stage.a)).await;
    let (mut send, mut receive) = connection.open_bi().await.unwrap();
    send.write_all(&[PUSH]).await.unwrap();
    write_frame(&mut send, &[0x82, 0x18, 0x0c, 0x81, 0x83, 0x80, 0x80, 0x80]).await;
    assert_eq!(read_frame(&mut receive).await, None);
    let (mut send, mut receive) = connection.open_bi().await.unwrap();
    send.write_all(&[PUSH]).await.unwrap();
    write_frame(&mut send, &[0x82, 0x0c, 0x81, 0x83, 0x80, 0x80, 0x80]).await;
    assert!(read_frame(&mut receive).await.is_some(), "an empty push in its one spelling");
    stage.goes_on("orthographe").await;
    liar.leave().await;
    stage.leave().await;
}

/// Lengths, and a depth, that the few bytes behind them do not have.
const CLAIMS: [&[u8]; 4] = [
    &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0x5b, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0],
    &[0xbb, 0, 0, 0, 0xff, 0, 0, 0, 0],
    &[0x81; 100_000],
];

#[tokio::test(flavor = "multi_thread")]
async fn bodies_with_endless_names_or_claims_have_no_effect() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let (honest, before) = (announced(&stage, &liar), stage.a.digest().await);
    let long = "x".repeat(200 * 1024);
    liar.write(BodyKind::Endpoint, encoding::to_bytes(&liar.operator.announcement(liar.network, &[&long])));
    for claim in CLAIMS {
        liar.write(BodyKind::Endpoint, claim.to_vec());
        liar.write(BodyKind::Publication, claim.to_vec());
    }
    stage.spread(&liar, 2).await;
    assert_eq!(announced(&stage, &liar), honest);
    assert_eq!(stage.a.digest().await.view_digest, before.view_digest);
    stage.goes_on("bombe").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_and_requests_that_claim_gigabytes_end_their_stream() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    let before = stage.digests().await;
    let megabyte = vec![b'x'; bounds::MESSAGE_BYTES];
    // Two of the claims, and a text as long as a message may be: a fourth breach would meet a closed door.
    for bytes in [CLAIMS[0], CLAIMS[3], &megabyte] {
        let connection = liar.let_in(&target(&stage.b)).await;
        let (mut send, mut receive) = connection.open_bi().await.unwrap();
        send.write_all(&[PUSH]).await.unwrap();
        write_frame(&mut send, bytes).await;
        assert_eq!(read_frame(&mut receive).await, None);
    }
    assert_eq!(stage.digests().await, before);
    let stranger = Peer::new(liar.network, maillage_tests::operator::Operator::new(8)).await;
    let connection = stranger.connect(&target(&stage.a), b"maillage/joining/1").await;
    let (mut send, mut receive) = connection.open_bi().await.unwrap();
    send.write_all(&[&u32::MAX.to_be_bytes()[..], &megabyte[..4096]].concat()).await.unwrap();
    assert_eq!(read_frame(&mut receive).await, None, "a request to join of four gigabytes");
    stage.goes_on("gigaoctets").await;
    stranger.leave().await;
    liar.leave().await;
    stage.leave().await;
}
