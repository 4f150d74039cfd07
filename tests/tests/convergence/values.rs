//! Values of every type that travels or is signed.

use maillage_shared::{
    calendar::{ClaimedTime, Day, Grain, Month, Period},
    document::{PageChange, PageSnapshot},
    dysfunction::DysfunctionReport,
    encoding,
    identity::{DeviceId, DeviceKey, Founding, NetworkId, OperatorId, Signature},
    joining::{JoinRequest, Offer},
    journal::{BodyKind, Entry, EntryHash, ForkProof, Header, Run, RunEntry, fork::Branch, run::RunBody},
    register::{
        Acknowledgement, Anchor, AnchorLine, Approval, Content, Decision, Found, Hold, ItemId, ItemKind, Objection, Policy,
        Proposal, Revocation, Says, Statement,
        content::{CharterText, EmbeddedItem},
    },
    statistics::Publication,
    sync::{
        HeadLine, Hello, Message, SummaryDigest,
        message::{BranchAnswer, BranchProbe, DeviceFork, ItemBytes, Listing, Point, Runs, WantedRun},
    },
    text::{Name, Slug},
};
use maillage_tests::{operator::Operator, world::continued};
use proptest::prelude::*;

/// Declares a strategy for an identifier of 32 bytes.
macro_rules! ids {
    ($($function:ident: $id:ty),*) => { $(pub(super) fn $function() -> impl Strategy<Value = $id> { any::<[u8; 32]>().prop_map(<$id>::from_bytes) })* };
}
ids!(device: DeviceId, network: NetworkId, item_id: ItemId, entry_hash: EntryHash, digest: SummaryDigest);

pub(super) fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..40)
}

pub(super) fn name() -> impl Strategy<Value = Name> {
    "[a-zA-Zéèàçß0-9' -]{1,40}".prop_filter_map("names are tidy", |text| Name::typed(&text).ok())
}

fn text() -> impl Strategy<Value = String> {
    "[a-zéèà\n ]{0,60}"
}

pub(super) fn operator() -> impl Strategy<Value = Operator> {
    (1..40_u8).prop_map(Operator::new)
}

pub(super) fn signature() -> impl Strategy<Value = Signature> {
    bytes().prop_map(|message| DeviceKey::from_secret(&[9; 32]).sign(&message))
}

pub(super) fn line() -> impl Strategy<Value = AnchorLine> {
    (device(), any::<u64>(), entry_hash()).prop_map(|(device, seq, hash)| AnchorLine { device, seq, hash })
}

pub(super) fn anchor() -> impl Strategy<Value = Anchor> {
    prop::collection::vec(line(), 0..4).prop_map(|lines| Anchor { lines })
}

pub(super) fn hold() -> impl Strategy<Value = Hold> {
    let parts = (device(), device(), prop::option::of(line()));
    parts.prop_map(|(governing, publishing, former)| Hold { governing, publishing, former, certificate: None })
}

pub(super) fn statement() -> impl Strategy<Value = Statement> {
    let revocation = (device(), any::<u64>(), entry_hash(), prop::option::of(item_id()))
        .prop_map(|(device, last_good, hash, newest)| Revocation { device, last_good, hash, newest });
    let objection = item_id().prop_map(|decision| Objection { decision });
    let says = prop_oneof![hold().prop_map(Says::Hold), revocation.prop_map(Says::Revocation), objection.prop_map(Says::Objection)];
    let parts = (any::<[u8; 32]>(), any::<u32>(), says);
    parts.prop_map(|(operator, number, says)| Statement { operator: OperatorId::from_bytes(operator), number, says })
}

pub(super) fn policy() -> impl Strategy<Value = Policy> {
    (any::<[u32; 4]>(), any::<[u8; 32]>()).prop_map(|([smallest_figure, admission_share, admission_least, version], hash)| Policy {
        smallest_figure,
        admission_share,
        admission_least,
        vocabulary_version: version,
        vocabulary_hash: hash,
    })
}

pub(super) fn founding() -> impl Strategy<Value = Founding> {
    (operator(), any::<[u8; 16]>(), name(), prop::option::of(network())).prop_map(|(operator, nonce, name, predecessor)| Founding {
        root: operator.root.public(),
        nonce,
        name,
        predecessor,
    })
}

pub(super) fn found() -> impl Strategy<Value = Found> {
    let charter = ("[a-z0-9]{1,9}", "fr|nl", text()).prop_map(|(article, language, text)| CharterText { article, language, text });
    let parts = (founding(), operator(), policy(), prop::collection::vec(charter, 0..3), prop::collection::vec(text(), 0..3));
    parts.prop_map(|(founding, operator, policy, charter, relays)| {
        let admit = operator.newcomer().admission(NetworkId::of(&founding));
        let (certificate, hold) = (admit.certificate, admit.hold);
        Found { founding, operator_name: operator.name, certificate, hold, policy, charter, relays }
    })
}

pub(super) fn content() -> impl Strategy<Value = Content> {
    prop_oneof![
        found().prop_map(|found| Content::found(&found)),
        (operator(), network()).prop_map(|(operator, network)| Content::admit(&operator.newcomer().admission(network))),
        bytes().prop_map(|bytes| Content::hold(&EmbeddedItem(bytes))),
        anchor().prop_map(|anchor| Content::anchor(&anchor)),
        (any::<u16>(), bytes()).prop_map(|(kind, body)| Content { kind, body }),
    ]
}

pub(super) fn decision() -> impl Strategy<Value = Decision> {
    let place = (any::<u32>(), any::<u64>(), prop::option::of(item_id()), any::<u16>(), any::<u64>());
    let says = (prop::option::of(content()), prop::option::of(bytes()), prop::collection::vec(bytes(), 0..3));
    (place, says).prop_map(|((term, height, parent, rules_version, at), (content, proposal, approvals))| {
        let approvals = approvals.into_iter().map(EmbeddedItem).collect();
        Decision { term, height, parent, rules_version, claimed_at: ClaimedTime(at), content, proposal, approvals }
    })
}

pub(super) fn proposal() -> impl Strategy<Value = Proposal> {
    content().prop_map(|content| Proposal { content })
}

pub(super) fn approval() -> impl Strategy<Value = Approval> {
    (item_id(), item_id()).prop_map(|(proposal, seen)| Approval { proposal, seen })
}

pub(super) fn acknowledgement() -> impl Strategy<Value = Acknowledgement> {
    let parts = (item_id(), any::<u32>(), prop::collection::vec(line(), 0..3), prop::collection::vec(item_id(), 0..3));
    parts.prop_map(|(anchor, term, omitted_heads, omitted_items)| Acknowledgement { anchor, term, omitted_heads, omitted_items })
}

pub(super) fn page_change() -> impl Strategy<Value = PageChange> {
    (any::<u32>(), any::<u64>(), bytes()).prop_map(|(epoch, opened_at, change)| PageChange { epoch, opened_at, change })
}

pub(super) fn page_snapshot() -> impl Strategy<Value = PageSnapshot> {
    let parts = (prop::option::of(entry_hash()), any::<u32>(), bytes(), prop::collection::vec(line(), 0..3));
    parts.prop_map(|(parent, epoch, change, covered)| PageSnapshot { parent, epoch, change, covered })
}

pub(super) fn period() -> impl Strategy<Value = Period> {
    let grain = prop::sample::select(vec![Grain::Month, Grain::Quarter, Grain::Year]);
    (2000..2199_i16, 1..=12_i8, grain).prop_map(|(year, month, grain)| Period::around(Month::new(year, month).unwrap(), grain))
}

pub(super) fn publication() -> impl Strategy<Value = Publication> {
    let names = || prop::collection::vec("[a-z]{1,12}".prop_map(|slug| Slug::new(slug).unwrap()), 0..4);
    let codes = prop::collection::vec(prop::collection::vec(any::<u16>(), 0..4), 0..3);
    let figures = prop::collection::vec(prop::option::of(any::<u32>()), 0..12);
    let parts = (any::<u16>(), period(), item_id(), any::<u32>(), prop::option::of(entry_hash()));
    (parts, names(), codes, figures, names()).prop_map(|(parts, permanences, codes, figures, late)| {
        let (table, period, seen, smallest_figure, previous) = parts;
        Publication { table, period, seen, smallest_figure, previous, permanences, codes, figures, late }
    })
}

pub(super) fn dysfunction_report() -> impl Strategy<Value = DysfunctionReport> {
    let parts = (prop::option::of(entry_hash()), any::<u32>(), any::<[u16; 4]>(), prop::option::of(any::<u16>()));
    (parts, 0..73_049_u32, prop::option::of("[a-zéèà]{1,60}")).prop_map(|(parts, since, situation)| {
        let (of, revision, [service, kind, severity, state], workaround) = parts;
        let (since, situation) = (Day::from_number(since).unwrap(), situation.map(|text| text.parse().unwrap()));
        DysfunctionReport { of, revision, service, kind, severity, workaround, since, state, situation }
    })
}

pub(super) fn journal() -> impl Strategy<Value = Vec<Entry>> {
    (operator(), network(), prop::collection::vec((any::<u16>(), any::<bool>(), bytes()), 1..5)).prop_map(
        |(operator, network, bodies)| {
            let mut journal = Vec::new();
            for (kind, critical, body) in bodies {
                let entry = continued(&operator.device, network, &journal, kind, critical, body);
                journal.push(entry);
            }
            journal
        },
    )
}

pub(super) fn run() -> impl Strategy<Value = Run> {
    let pruned = RunEntry { kind: 3, critical: false, body: RunBody::Pruned(7, [1; 32]), signature: None };
    (journal(), any::<bool>()).prop_map(move |(journal, with_pruned)| {
        let mut run = Run::of(&journal).unwrap();
        run.entries.extend(with_pruned.then(|| pruned.clone()));
        run
    })
}

pub(super) fn branch() -> impl Strategy<Value = Branch> {
    journal().prop_map(|journal| {
        let headers: Vec<Header> = journal.iter().map(|entry| entry.header.clone()).collect();
        Branch::new(&headers, journal.last().unwrap().signature.unwrap())
    })
}

pub(super) fn fork_proof() -> impl Strategy<Value = ForkProof> {
    (branch(), branch()).prop_map(|(one, other)| ForkProof::new(one, other))
}

pub(super) fn hello() -> impl Strategy<Value = Hello> {
    (operator(), network(), any::<[u16; 2]>()).prop_map(|(operator, network, [least, most])| {
        let announcement = encoding::to_bytes(&operator.announcement(network, &["192.0.2.1:4711", "[2001:db8::1]:4711"]));
        let entry = continued(&operator.device, network, &[], BodyKind::Endpoint.number(), false, announcement);
        let hello = Hello::new(network, operator.certificate(network, &operator.device), &entry).unwrap();
        Hello { version_least: least, version_most: most, ..hello }
    })
}

pub(super) fn join_request() -> impl Strategy<Value = JoinRequest> {
    (operator(), network(), any::<[u8; 16]>()).prop_map(|(operator, network, secret)| JoinRequest {
        network,
        secret,
        admit: operator.newcomer().admission(network),
        announcement: operator.announcement(network, &[]),
    })
}

pub(super) fn offer() -> impl Strategy<Value = Offer> {
    let parts = (operator(), network(), name(), name(), any::<[u8; 16]>(), any::<[u32; 2]>());
    (parts, prop::option::of(text()), any::<u64>()).prop_map(
        |((operator, network, network_name, addressed_to, secret, rest), relay, at)| {
            let [smallest_figure, approvals] = rest;
            Offer {
                network,
                network_name,
                inviter: operator.id(),
                inviter_name: operator.name.clone(),
                device: operator.device.public(),
                endpoint: operator.endpoint.public(),
                addresses: vec!["127.0.0.1:4711".into()],
                relay,
                addressed_to,
                secret,
                expires: ClaimedTime(at),
                smallest_figure,
                approvals,
            }
        },
    )
}

fn few<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(of, 0..4)
}

fn asking() -> impl Strategy<Value = Message> {
    let wanted =
        (device(), 1..u64::MAX, entry_hash()).prop_map(|(device, from_seq, previous)| WantedRun { device, from_seq, previous });
    let probe = (device(), entry_hash(), 2..u64::MAX)
        .prop_map(|(device, hash, seq)| BranchProbe { device, points: vec![Point { seq, hash }, Point { seq: seq - 1, hash }] });
    prop_oneof![
        digest().prop_map(Message::Open),
        Just(Message::Equal),
        few(item_id()).prop_map(Message::WantItems),
        few(device()).prop_map(Message::WantForks),
        few(wanted).prop_map(Message::WantRuns),
        few(probe).prop_map(Message::WantBranches),
        digest().prop_map(Message::Done),
        digest().prop_map(Message::PushAck),
    ]
}

fn telling() -> impl Strategy<Value = Message> {
    let head = (device(), any::<u64>(), entry_hash(), prop::option::of(any::<u64>()));
    let head = head.prop_map(|(device, seq, hash, fork)| HeadLine { device, seq, hash, fork });
    let fork = (device(), fork_proof()).prop_map(|(device, proof)| DeviceFork { device, proof });
    let answer = (device(), any::<u64>(), prop::option::of(branch()));
    let answer = answer.prop_map(|(device, common, branch)| BranchAnswer { device, common, branch });
    prop_oneof![
        (few(head), few(item_id()), any::<bool>()).prop_map(|(heads, items, last)| Message::Listing(Listing {
            heads,
            items,
            last
        })),
        few(bytes()).prop_map(|items| Message::Items(items.into_iter().map(ItemBytes).collect())),
        few(fork).prop_map(Message::Forks),
        (few(run()), few(device())).prop_map(|(runs, diverging)| Message::Runs(Runs { runs, diverging })),
        few(answer).prop_map(Message::Branches),
        (few(bytes()), few(run()), few(fork_proof())).prop_map(|(items, runs, forks)| pushed(&items, &runs, &forks)),
    ]
}

/// A push holds what a node took out of its own holdings: here it is read from the bytes that such a node would send.
fn pushed(items: &[Vec<u8>], runs: &[Run], forks: &[ForkProof]) -> Message {
    let items: Vec<ItemBytes> = items.iter().cloned().map(ItemBytes).collect();
    let bytes = encoding::to_bytes(&(12_u8, [(items, runs.to_vec(), forks.to_vec())]));
    Message::from_bytes(&bytes).unwrap()
}

pub(super) fn message() -> impl Strategy<Value = Message> {
    prop_oneof![asking(), telling()]
}

pub(super) fn item_kind() -> impl Strategy<Value = ItemKind> {
    (1..=7_u16).prop_map(|number| ItemKind::of_number(number).unwrap())
}
