//! Bytes that mean nothing never make a reader panic: neither noise, nor good bytes with some of them changed.

use maillage_node::{control::protocol::ControlFile, service::joining::PendingJoin};
use maillage_shared::{
    calendar::{Day, Month},
    directory::{self, NisCode, Timetable},
    document::{PageChange, PageDocument, PageSnapshot},
    encoding::{self, deterministic},
    identity::{Certificate, EndpointAnnouncement, EndpointId, Founding, NetworkId, OperatorId, ShortCode},
    joining::{Invitation, JoinAnswer, JoinRequest, Offer},
    journal::{BodyKind, EntryHash, ForkProof, Head, Header, Run, body::interpret},
    record::{Session, Visit, VisitId, import},
    register::{
        Acknowledgement, Admit, Anchor, Approval, Content, Decision, Found, Hold, Item, Policy, Proposal, Statement,
        reading::{ReadApproval, ReadDecision, ReadProposal},
    },
    statistics::Publication,
    sync::{Hello, Message},
    text::{Name, Slug},
};
use maillage_tests::operator::Operator;
use proptest::prelude::*;

use super::values;

const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);

/// Reads the bytes as each of these types.
macro_rules! read_as {
    ($bytes:expr; $($kind:ty),* $(,)?) => { $(let _ = encoding::from_bytes::<$kind>($bytes);)* };
}

/// Every reader of bytes.
fn read_everything(bytes: &[u8]) {
    let _ = deterministic::check(bytes);
    read_as!(bytes;
        Certificate, EndpointAnnouncement, Founding, Offer, JoinRequest, JoinAnswer, Run, ForkProof, Hello, Message, Decision, Content,
        Found, Admit, Hold, Statement, Anchor, Proposal, Approval, Acknowledgement, Policy, Publication, PageChange, PageSnapshot,
        PendingJoin,
    );
    let _ = Message::from_bytes(bytes);
    let _ = JoinRequest::verify(bytes, NETWORK, EndpointId::from_bytes([1; 32]));
    if let Ok(hello) = Hello::from_bytes(bytes) {
        let _ = hello.verify(NETWORK, EndpointId::from_bytes([1; 32]));
    }
    if let Ok(run) = encoding::from_bytes::<Run>(bytes) {
        let _ = run.verify(NETWORK, &Head::EMPTY);
    }
    if let Ok(proof) = encoding::from_bytes::<ForkProof>(bytes) {
        let _ = proof.verify(NETWORK);
    }
    let _ = Visit::from_bytes(bytes);
    let _ = Session::from_bytes(bytes);
    let _ = serde_json::from_slice::<ControlFile>(bytes);
    let _ = import::visits(bytes, &[].into(), "2026-10-15".parse().unwrap()).map(Iterator::count);
    let _ = import::sessions(bytes, &[].into(), "2026-10-15".parse().unwrap()).map(Iterator::count);
    let _ = directory::import::permanences(bytes, None);
    read_signed(bytes);
    read_text(&String::from_utf8_lossy(bytes));
}

/// Readers of what stands behind a good header or signature.
fn read_signed(bytes: &[u8]) {
    let _ = Header::parse(bytes);
    let _ = Item::verify(NETWORK, bytes);
    let operator = Operator::new(3);
    for kind in 0..12_u16 {
        for critical in [false, true] {
            if let Some(header) = Head::EMPTY.next_header(NETWORK, operator.device.public(), kind, critical, bytes) {
                let _ = interpret(&header, bytes);
            }
        }
        let _ = Content { kind, body: bytes.to_vec() }.matter();
    }
    let kinds = (1..=7).filter_map(maillage_shared::register::ItemKind::of_number);
    for item in kinds.map(|kind| Item::by_device(&operator.device, NETWORK, kind, bytes.to_vec())) {
        let _ = (ReadDecision::read(&item), ReadProposal::read(&item), ReadApproval::read(&item));
    }
    let mut page = PageDocument::new(NETWORK, OperatorId::from_bytes([1; 32]));
    let change = PageChange { epoch: 0, opened_at: 1, change: bytes.to_vec() };
    page.apply(operator.device.public(), 1, EntryHash::NONE, &change);
    assert_eq!(page.alarm(), None);
}

fn read_text(text: &str) {
    let _ = (text.parse::<Invitation>(), format!("maillage1{text}").parse::<Invitation>());
    let _ = (text.parse::<ShortCode>(), text.parse::<VisitId>(), text.parse::<NisCode>());
    let _ = (text.parse::<Day>(), text.parse::<Month>(), Timetable::typed(text));
    let _ = (Name::typed(text), Name::new(text), Slug::new(text), Slug::of_name(text));
}

/// Bytes with some of them replaced, cut out or doubled.
fn bent(bytes: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..5);
    changes.prop_map(move |changes| {
        let mut bytes = bytes.clone();
        for (place, byte, how) in changes {
            if bytes.is_empty() {
                break;
            }
            let place = place.index(bytes.len());
            match how {
                0 => bytes[place] = byte,
                1 => bytes[place] ^= 1 << (byte % 8),
                2 => bytes.truncate(place),
                _ => bytes.insert(place, byte),
            }
        }
        bytes
    })
}

fn good() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        values::message().prop_map(|message| message.to_bytes()),
        values::hello().prop_map(|hello| hello.to_bytes()),
        values::decision().prop_map(|decision| encoding::to_bytes(&decision)),
        values::found().prop_map(|found| encoding::to_bytes(&found)),
        values::join_request().prop_map(|request| encoding::to_bytes(&request)),
        values::publication().prop_map(|publication| encoding::to_bytes(&publication)),
        values::dysfunction_report().prop_map(|report| encoding::to_bytes(&report)),
        values::run().prop_map(|run| encoding::to_bytes(&run)),
        values::fork_proof().prop_map(|proof| encoding::to_bytes(&proof)),
        (values::operator(), values::bytes()).prop_map(|(operator, body)| {
            Item::by_device(&operator.device, NETWORK, maillage_shared::register::ItemKind::Decision, body).to_bytes()
        }),
        Just(changes_of_a_page().remove(0)),
    ]
}

/// Changes as automerge writes them.
fn changes_of_a_page() -> Vec<Vec<u8>> {
    let mut world = maillage_tests::world::World::founded_with(1);
    world.enact(maillage_tests::acts::Act::Edit { member: 0, host: 1 });
    let entries = world.journals.values().flatten().filter(|entry| entry.header.kind == BodyKind::DocumentChange.number());
    let read = |body: &Vec<u8>| encoding::from_bytes::<PageChange>(body).unwrap().change;
    entries.filter_map(|entry| entry.body.as_ref().map(read)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn noise_never_makes_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_everything(&bytes);
    }

    #[test]
    fn good_bytes_with_some_changed_never_make_a_reader_panic(bytes in good().prop_flat_map(bent)) {
        read_everything(&bytes);
    }

    #[test]
    fn typed_noise_never_makes_a_reader_panic(text in ".{0,80}") {
        read_text(&text);
    }
}
