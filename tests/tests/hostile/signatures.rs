//! Signatures that are none, or belong elsewhere.

use maillage_shared::{
    encoding,
    identity::{Certificate, EndpointAnnouncement, NetworkId, OperatorId, RootId, certificate::CertifiedDevice},
    journal::{BodyKind, EntryHash, Run, RunEntry, run::RunBody},
    register::{Admit, Content, Hold, Item, ItemKind, Proposal, compose},
    sync::Hello,
    text::Name,
};
use maillage_tests::{
    forge::{self, WEAK_KEY, second_form, signature_of_everything},
    node::until,
    operator::Operator,
    world::continued,
};

use super::{
    peer::Peer,
    stage::{Stage, target, with_fold},
};

/// How many proposals wait at both nodes.
fn proposals(stage: &Stage) -> [usize; 2] {
    [&stage.a, &stage.b].map(|node| with_fold(node, |fold| fold.state().pending_proposals.len()))
}

fn proposal_of(liar: &Peer, admit: &Admit) -> Vec<u8> {
    let body = encoding::to_bytes(&Proposal { content: Content::admit(admit) });
    Item::by_device(&liar.operator.device, liar.network, ItemKind::Proposal, body).to_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weak_key_whose_signature_fits_everything_signs_nothing() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    let before = stage.digests().await;
    let connection = liar.let_in(&target(&stage.a)).await;
    let signature = signature_of_everything();
    let item = forge::item_under(&WEAK_KEY, &signature, liar.network, ItemKind::Approval, vec![0xa0]);
    let entry = RunEntry { kind: 1, critical: true, body: RunBody::Whole(vec![0xa0]), signature: Some(signature) };
    let device = maillage_shared::identity::DeviceId::from_bytes(WEAK_KEY);
    let run = Run { device, first_seq: 1, previous: EntryHash::NONE, entries: vec![entry] };
    Peer::push(&connection, &[item], &[run], &[]).await;
    assert_eq!(stage.digests().await, before);

    // As the root of somebody who would be admitted: the consent fits, and so would every certificate.
    let newcomer = Operator::new(8);
    let honest = newcomer.newcomer().admission(liar.network);
    let weak = Admit { root: RootId::from_bytes(WEAK_KEY), consent: signature, ..honest.clone() };
    Peer::push(&connection, &[proposal_of(&liar, &weak)], &[], &[]).await.expect("the proposal is the liar's own");
    stage.agree().await;
    assert_eq!(proposals(&stage), [0, 0]);
    Peer::push(&connection, &[proposal_of(&liar, &honest)], &[], &[]).await.unwrap();
    stage.agree().await;
    assert_eq!(proposals(&stage), [1, 1], "the same with a key that is one waits for approvals");
    stage.goes_on("faible").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_in_its_second_form_is_no_signature() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let before = stage.digests().await;
    liar.write(BodyKind::Comment, vec![0xa0]);
    let honest = liar.journal[2].clone();
    let other = second_form(&honest.signature.unwrap());
    let connection = liar.let_in(&target(&stage.a)).await;
    Peer::push(&connection, &[], &[Run::of(&[forge::signed_with(&honest, other)]).unwrap()], &[]).await;
    let item = Item::by_device(&liar.operator.device, liar.network, ItemKind::Approval, vec![0xa0]);
    let mut bytes = item.to_bytes();
    let place = Item::HEADER_BYTES..Item::HEADER_BYTES + 64;
    let signature = maillage_shared::identity::Signature::from_bytes(bytes[place.clone()].try_into().unwrap());
    bytes[place].copy_from_slice(second_form(&signature).as_bytes());
    Peer::push(&connection, &[bytes], &[], &[]).await;
    assert_eq!(stage.digests().await, before);
    stage.spread(&liar, 2).await;
    assert_eq!(stage.a.digest().await.entries, before[0].entries + 1, "in its one form it is");
    stage.goes_on("forme").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_signed_for_another_network_or_purpose_says_nothing_here() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    let before = stage.digests().await;
    let elsewhere = NetworkId::from_bytes([9; 32]);
    let key = &liar.operator.device;
    let foreign = continued(key, elsewhere, &liar.journal, BodyKind::Comment.number(), false, vec![0xa0]);
    let items = [ItemKind::Approval, ItemKind::Proposal].map(|kind| Item::by_device(key, elsewhere, kind, vec![0xa0]).to_bytes());
    // The signature of an entry, on an item of the same device.
    let entry = liar.journal[1].signature.unwrap();
    let moved = forge::item_under(key.public().as_bytes(), &entry, liar.network, ItemKind::Approval, vec![0xa0]);
    // And that of a certificate, on an entry.
    let certificate = encoding::to_bytes(&liar.operator.certificate(liar.network, key));
    let statement_signature: [u8; 64] = *certificate.last_chunk().unwrap();
    let honest = continued(key, liar.network, &liar.journal, BodyKind::Comment.number(), false, vec![0xa0]);
    let borrowed = forge::signed_with(&honest, maillage_shared::identity::Signature::from_bytes(statement_signature));
    let connection = liar.let_in(&target(&stage.a)).await;
    Peer::push(&connection, &items, &[Run::of(&[foreign]).unwrap()], &[]).await;
    Peer::push(&connection, &[moved], &[Run::of(&[borrowed]).unwrap()], &[]).await;
    assert_eq!(stage.digests().await, before);

    let certificate = liar.operator.certificate(elsewhere, key);
    let hello = Hello { certificate, ..liar.hello() };
    let greeted = Peer::greet(&liar.connect_as_member(&target(&stage.a)).await, &hello.to_bytes()).await;
    assert_eq!(greeted, None);
    stage.goes_on("ailleurs").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_or_statement_by_another_root_speaks_for_nobody() {
    let stage = Stage::set().await;
    let liar = stage.liar().await;
    let before = stage.digests().await;
    let stranger = Peer::new(liar.network, Operator::new(8)).await;
    let victim: OperatorId = stage.a.running.service().opened().unwrap().operator;
    let root = &stranger.operator.root;
    let certified = CertifiedDevice {
        network: liar.network,
        operator: victim,
        root: root.public(),
        number: 2,
        device: stranger.operator.device.public(),
        name: Name::new("borrowed").unwrap(),
    };
    let certificate = Certificate::issue(root, &certified);
    let hello = Hello { certificate: certificate.clone(), ..stranger.hello() };
    let greeted = Peer::greet(&stranger.connect_as_member(&target(&stage.a)).await, &hello.to_bytes()).await;
    assert_eq!(greeted, None, "a certificate that the stranger's own root signed for the victim");

    // The liar, a member, hands in a journal that begins with it, and a statement that makes it the victim's governing device.
    let kind = BodyKind::Certificate;
    let first = continued(&stranger.operator.device, liar.network, &[], kind.number(), true, encoding::to_bytes(&certificate));
    let device = stranger.operator.device.public();
    let says = Hold { governing: device, publishing: device, former: None, certificate: Some(certificate) };
    let statement = compose::hold_statement(root, liar.network, victim, 9, says.clone());
    let own_root = compose::hold_statement(&liar.operator.root, liar.network, victim, 9, says);
    let connection = liar.let_in(&target(&stage.a)).await;
    let items = [statement.to_bytes(), own_root.to_bytes()];
    Peer::push(&connection, &items, &[Run::of(&[first]).unwrap()], &[]).await;
    stage.agree().await;
    assert_eq!(stage.a.digest().await.view_digest, before[0].view_digest);
    assert_eq!(stage.a.digest().await.entries, before[0].entries);
    assert!(with_fold(&stage.a, |fold| fold.state().pending_statements.is_empty()));
    stage.goes_on("racine").await;
    liar.leave().await;
    stranger.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endpoint_that_did_not_agree_is_not_announced() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let victim = target(&stage.b).endpoint;
    let device = liar.operator.device.public();
    let announced = || with_fold(&stage.a, |fold| fold.endpoint_of(device).cloned().unwrap());
    let honest = announced();
    let own = liar.operator.endpoint.public();
    let stolen = forge::replaced(&encoding::to_bytes(&honest), own.as_bytes(), victim.as_bytes());
    assert!(encoding::from_bytes::<EndpointAnnouncement>(&stolen).is_ok(), "its form is right");
    liar.write(BodyKind::Endpoint, stolen);
    stage.spread(&liar, 2).await;
    assert_eq!(announced(), honest, "the former one counts");
    let other = liar.operator.announcement(liar.network, &["127.0.0.1:9"]);
    liar.write(BodyKind::Endpoint, encoding::to_bytes(&other));
    stage.spread(&liar, 3).await;
    assert_eq!(announced(), other, "one of its own does");
    stage.goes_on("adresse").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_signature_above_a_bad_one_vouches_for_both_entries_and_the_bad_one_goes_no_further() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    for _ in 0..51 {
        liar.write(BodyKind::Comment, vec![0xa0]);
    }
    let bad = maillage_shared::identity::Signature::from_bytes([7; 64]);
    let entries = liar.journal.len();
    for place in 2..entries {
        liar.journal[place].signature = (place + 1 == entries).then(|| liar.journal[place].signature).flatten();
    }
    liar.journal[entries - 2].signature = Some(bad);
    stage.spread(&liar, 2).await;
    let device = liar.operator.device.public();
    for node in [&stage.a, &stage.b] {
        let kept = node.running.service().opened().unwrap().ledger.store().read(|read| {
            let (below, above) = (read.entry(device, entries as u64 - 1)?, read.entry(device, entries as u64)?);
            Ok::<_, maillage_node::store::StoreError>([below, above].map(|entry| entry.unwrap().signature.is_some()))
        });
        assert_eq!(kept.unwrap(), [false, true]);
    }
    // The other way round nothing vouches for the last entry.
    liar.write(BodyKind::Comment, vec![0xa0]);
    liar.journal[entries].signature = Some(bad);
    let before = stage.digests().await;
    let connection = liar.let_in(&target(&stage.a)).await;
    Peer::push(&connection, &[], &[liar.run(entries)], &[]).await;
    assert_eq!(stage.digests().await, before);
    until("the nodes are at rest", || async { stage.digests().await == before }).await;
    stage.goes_on("dessus").await;
    liar.leave().await;
    stage.leave().await;
}
