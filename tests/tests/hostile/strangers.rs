//! Who is not let in.

use maillage_node::{
    network::doors::{self, Door},
    service::{
        pending::Approve,
        proposals::{Change, Propose},
    },
};
use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    joining::JoinAnswer,
    journal::BodyKind,
    pairing::{PairingAnswer, PairingOffer, PairingRequest},
    recovery::{PartingAnswer, PartingRequest, RecoveryAnswer, RecoveryRequest},
    sync::{Hello, SummaryDigest},
};
use maillage_tests::{node::until, operator::Operator, world::continued};

use super::{
    peer::{ANSWER, Peer, Target},
    stage::{Stage, target, with_fold},
};

/// Whether the node refuses whoever greets like this, and ends the connection.
async fn is_turned_away(peer: &Peer, target: &Target, hello: &[u8]) -> bool {
    let connection = peer.connect_as_member(target).await;
    let answer = Peer::greet(&connection, hello).await;
    let closed = tokio::time::timeout(ANSWER, connection.closed()).await.is_ok();
    answer.is_none() && closed
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_no_member_or_speaks_in_anothers_name_is_turned_away() {
    let stage = Stage::set().await;
    let (before, there) = (stage.digests().await, target(&stage.a));
    let stranger = Peer::new(stage.network(), Operator::new(8)).await;
    assert!(is_turned_away(&stranger, &there, &stranger.hello().to_bytes()).await, "no member");

    // The hello of a member is no secret: its certificate and its endpoint entry are in its journal.
    let device = stage.b.running.service().opened().unwrap().device.public();
    let borrowed = stage.a.running.service().opened().unwrap().ledger.store().read(|read| {
        let (first, second) = (read.entry(device, 1)?.unwrap(), read.entry(device, 2)?.unwrap());
        let certificate = encoding::from_bytes(&first.body.unwrap()).unwrap();
        Ok::<_, maillage_node::store::StoreError>(Hello::new(stage.network(), certificate, &second).unwrap())
    });
    assert!(is_turned_away(&stranger, &there, &borrowed.unwrap().to_bytes()).await, "a member's hello from elsewhere");
    assert_eq!(stage.digests().await, before);
    stage.goes_on("etrangers").await;
    stranger.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_with_a_false_hello_is_turned_away() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    let (before, there) = (stage.digests().await, target(&stage.a));
    let honest = liar.hello();
    let later = Hello { version_least: 2, version_most: 9, ..honest.clone() };
    assert!(is_turned_away(&liar, &there, &later.to_bytes()).await, "another version");
    let impossible = Hello { version_least: 9, version_most: 1, ..honest.clone() };
    assert!(is_turned_away(&liar, &there, &impossible.to_bytes()).await, "no version");

    // The device announces the endpoint of somebody else, whose key agreed, and speaks from its own.
    let elsewhere = Operator { endpoint: Operator::new(9).endpoint, ..liar.operator.clone() };
    let announcement = encoding::to_bytes(&elsewhere.announcement(liar.network, &["127.0.0.1:1"]));
    let first = &liar.journal[..1];
    let entry = continued(&liar.operator.device, liar.network, first, BodyKind::Endpoint.number(), false, announcement);
    let false_endpoint = Hello::new(liar.network, honest.certificate.clone(), &entry).unwrap();
    assert!(is_turned_away(&liar, &there, &false_endpoint.to_bytes()).await, "another endpoint");

    assert!(is_turned_away(&liar, &there, &[0xff; 200]).await, "noise");
    assert!(is_turned_away(&liar, &there, &vec![0xa0; 60_000]).await, "a long hello");
    assert_eq!(stage.digests().await, before);
    assert!(Peer::greet(&liar.connect_as_member(&there).await, &honest.to_bytes()).await.is_some(), "an honest one is let in");
    stage.goes_on("bonjours").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replayed_invitation_lets_nobody_in() {
    let stage = Stage::set().await;
    let invitation = stage.invitation().await;
    let there = target(&stage.a);
    let first = Peer::new(stage.network(), Operator::new(7)).await;
    let second = Peer::new(stage.network(), Operator::new(8)).await;
    assert_eq!(first.ask(&there, &invitation).await, JoinAnswer::Waiting);
    assert_eq!(second.ask(&there, &invitation).await, JoinAnswer::Used);
    assert_eq!(first.ask(&there, &invitation).await, JoinAnswer::Waiting, "asking again is no second use");
    assert_eq!(stage.a.status().await.requests, 1);
    stage.goes_on("invitations").await;
    first.leave().await;
    second.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_with_a_secret_that_opens_nothing_is_answered_while_the_disk_is_busy_since_nothing_is_written() {
    let stage = Stage::set().await;
    // The other member made the invitation: here its secret opens nothing.
    let (invitation, there) = (stage.invitation().await, target(&stage.b));
    let stranger = Peer::new(stage.network(), Operator::new(8)).await;
    let store = stage.b.running.service().opened().unwrap().ledger.store();
    let here = tokio::runtime::Handle::current();
    let answer = tokio::task::block_in_place(|| {
        store.write(|_| {
            let asking = tokio::time::timeout(ANSWER, stranger.ask(&there, &invitation));
            Ok::<_, maillage_node::store::StoreError>(here.block_on(asking))
        })
    });
    assert_eq!(answer.unwrap(), Ok(JoinAnswer::Unknown));
    stage.goes_on("secrets").await;
    stranger.leave().await;
    stage.leave().await;
}

/// Says something at a door and gives the answer, if there is one.
async fn say(peer: &Peer, target: &Target, door: Door, said: &[u8]) -> Option<Vec<u8>> {
    let connection = peer.connect(target, door.protocol()).await;
    let (mut send, mut receive) = connection.open_bi().await.unwrap();
    super::peer::write_frame(&mut send, said).await;
    super::peer::read_frame(&mut receive).await
}

#[tokio::test(flavor = "multi_thread")]
async fn noise_at_a_door_is_answered_and_forgotten() {
    let stage = Stage::set().await;
    let stranger = Peer::new(stage.network(), Operator::new(8)).await;
    for door in Door::ALL {
        for noise in [vec![], vec![0xff; 100], vec![0; 5_000]] {
            if let Some(answer) = say(&stranger, &target(&stage.a), door, &noise).await {
                assert_eq!(answer, doors::nobody(door), "{door:?}");
            }
        }
    }
    assert_eq!((stage.a.status().await.requests, stage.a.status().await.pairings), (0, 0));
    let digest: SummaryDigest = with_fold(&stage.a, maillage_shared::view::NetworkFold::summary_digest);
    assert_eq!(digest, with_fold(&stage.b, maillage_shared::view::NetworkFold::summary_digest));
    stage.goes_on("demandes").await;
    stranger.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_neither_pairs_without_a_code_nor_comes_back_as_somebody_else() {
    let stage = Stage::set().await;
    let (there, before) = (target(&stage.a), stage.digests().await);
    let stranger = Peer::new(stage.network(), Operator::new(8)).await;
    let (network, own) = (stage.network(), &stranger.operator);
    let offer = PairingOffer {
        network,
        network_name: own.name.clone(),
        operator: own.id(),
        operator_name: own.name.clone(),
        device: own.device.public(),
        endpoint: there.endpoint,
        addresses: Vec::new(),
        relay: None,
        secret: [9; 16],
        expires: ClaimedTime(u64::MAX),
    };
    let asks = PairingRequest::new(&offer, &own.device, &own.endpoint, Vec::new(), own.device_name.clone());
    let answer = say(&stranger, &there, Door::Pairing, &asks.to_bytes(&own.device)).await.unwrap();
    assert_eq!(encoding::from_bytes(&answer), Ok(PairingAnswer::Unknown));

    // Signed by a root that is no member's, for that operator and for a member.
    let victim = stage.b.running.service().opened().unwrap().operator;
    for operator in [own.id(), victim] {
        let request = RecoveryRequest::new(&own.root, network, operator, own.device.public(), own.endpoint.public());
        let answer = say(&stranger, &there, Door::Recovery, &encoding::to_bytes(&request)).await.unwrap();
        assert_eq!(encoding::from_bytes(&answer), Ok(RecoveryAnswer::Unknown));
    }
    assert_eq!(stage.digests().await, before);
    stage.goes_on("portes").await;
    stranger.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_are_shown_at_the_door_to_who_was_cut_off_and_to_nobody_else() {
    let stage = Stage::set().await;
    let there = target(&stage.a);
    let stranger = Peer::new(stage.network(), Operator::new(8)).await;
    let liar = stage.liar().await;
    let founding = with_fold(&stage.a, |fold| fold.state().decisions[0].id);
    for peer in [&stranger, &liar] {
        let own = &peer.operator;
        let asks = PartingRequest::new(&own.device, stage.network(), own.endpoint.public(), founding);
        let answer = say(peer, &there, Door::Parting, &encoding::to_bytes(&asks)).await.unwrap();
        assert_eq!(encoding::from_bytes(&answer), Ok(PartingAnswer::Unknown), "a stranger, or a member that may exchange");
    }
    let remove = Change::Remove { member: liar.operator.name.to_string() };
    let proposed = stage.a.call(Propose { change: remove, dry_run: false }).await.unwrap();
    let code = proposed.matter.code.to_string();
    stage.agree().await;
    stage.b.call(Approve { code, dry_run: false }).await.unwrap();
    let own = &liar.operator;
    until("it is removed", || async { with_fold(&stage.a, |fold| fold.state().roster.member(own.id()).is_none()) }).await;
    let asks = PartingRequest::new(&own.device, stage.network(), own.endpoint.public(), founding);
    let asks = encoding::to_bytes(&asks);
    let answer = say(&liar, &there, Door::Parting, &asks).await.unwrap();
    let Ok(PartingAnswer::Decisions(shown)) = encoding::from_bytes(&answer) else { panic!("it is shown nothing") };
    let newest = maillage_shared::register::Item::verify(stage.network(), &shown.last().unwrap().0).unwrap().id();
    let ended = with_fold(&stage.a, |fold| fold.state().cuts[&own.device.public()][0].by);
    assert_eq!(newest, ended, "up to its end and not beyond");
    let replayed = say(&stranger, &there, Door::Parting, &asks).await.unwrap();
    assert_eq!(encoding::from_bytes(&replayed), Ok(PartingAnswer::Unknown), "from another endpoint");
    stranger.leave().await;
    liar.leave().await;
    stage.leave().await;
}
