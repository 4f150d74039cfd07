//! Good bytes for each target, out of one small network that is made once.

mod backups;
mod keys;

use std::sync::OnceLock;

use data_encoding::BASE64;
use maillage_node::{
    control::{protocol::Line, table},
    service::{
        Problem, ProblemCode,
        evidence::{Breach, EvidenceFile, EvidenceLine, Exhibit},
    },
};
use maillage_shared::{
    calendar::ClaimedTime,
    directory::PageEdit,
    document::PageDocument,
    dysfunction::{Dysfunction, DysfunctionReport},
    encoding,
    identity::{DeviceId, ShortCode},
    joining::{Invitation, JoinAnswer, JoinRequest, Offer},
    journal::{BodyKind, Entry, EntryHash, Run, fork::Branch},
    record::import,
    recovery::{PartingAnswer, PartingRequest, ReplacementBasis, ReplacementRequest, SheetContact},
    register::{AnchorLine, Decision, Install, Installation, Item, ItemId, ItemKind, Proposal, Statement},
    sync::{Exchange, Fresh, Hello, Holdings as _, Message, Push, Step},
    text::Name,
};

pub(super) use self::{
    backups::{backup, backup_content, sealed_backup},
    keys::{
        copy_proof, instance_marker, key_line, lock_file, pairing_answer, pairing_code, pairing_request, recovery_answer,
        recovery_request, recovery_sheet, sealed_key,
    },
};
use crate::{
    acts::{Act, dysfunction, host},
    operator::Operator,
    replica::{Kept, Replica},
    world::World,
};

/// The network: three members, pages, figures, a Hold, an anchor, a fork.
pub fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let mut world = World::founded_with(3);
        let acts = [
            Act::Edit { member: 0, host: 1 },
            Act::EditTwice { member: 1, host: 2 },
            Act::Publish { member: 2, month: 8, visits: 12 },
        ];
        for act in acts {
            world.enact(act);
        }
        world.hold(2, 2);
        world.anchor();
        let key = world.second_device(2);
        world.write(&key, BodyKind::Comment, vec![0xa0]);
        world.fork(&key, 1, &[(BodyKind::Comment, vec![0xa1, 0x00, 0x00])]);
        world
    })
}

/// Everything of the network, as a node keeps it.
#[must_use]
pub fn kept() -> Kept {
    let world = world();
    Kept {
        items: world.items.iter().map(|item| (item.id(), item.clone())).collect(),
        journals: world.journals.clone(),
        proofs: world.proofs.iter().map(|proof| (proof.verify(world.network).unwrap().device, proof.clone())).collect(),
    }
}

/// A page to which changes are offered.
#[derive(Debug)]
pub struct PageSample {
    /// The page before.
    pub document: PageDocument,
    /// Who writes next.
    pub device: DeviceId,
    /// In which entry.
    pub seq: u64,
    chunk: Vec<u8>,
}

/// The page of the founder, and its next change.
pub fn page() -> &'static PageSample {
    static PAGE: OnceLock<PageSample> = OnceLock::new();
    PAGE.get_or_init(|| {
        let world = world();
        let key = &world.members[0].device;
        let document = world.document(0);
        let chunk =
            world.change(&document, key, &[PageEdit::PutHost(host(1, "autre")), PageEdit::PutHost(host(3, "neuve"))]).change;
        PageSample { document, device: key.public(), seq: world.fold.head(key.public()).seq + 1, chunk }
    })
}

fn bodies(kind: BodyKind) -> Vec<Vec<u8>> {
    let entries = world().journals.values().flatten().filter(|entry| entry.header.kind == kind.number());
    entries.filter_map(|entry| entry.body.clone()).collect()
}

fn behind(first: u8, rest: &[u8]) -> Vec<u8> {
    [&[first], rest].concat()
}

pub(super) fn entry_header() -> Vec<Vec<u8>> {
    world().journals.values().flatten().map(|entry| entry.header.to_bytes().to_vec()).collect()
}

pub(super) fn entry_body() -> Vec<Vec<u8>> {
    let kinds = [BodyKind::Certificate, BodyKind::Endpoint, BodyKind::DocumentChange, BodyKind::Publication];
    let sample = |kind: BodyKind| bodies(kind).first().map(|body| behind(u8::try_from(kind.number()).unwrap(), body)).unwrap();
    let of_report = |statement: DysfunctionReport| behind(9, &encoding::to_bytes(&statement));
    let says = dysfunction(1);
    let bare = Dysfunction { workaround: None, situation: None, ..says.clone() };
    let reports = [says.statement(None, 0), bare.statement(Some(EntryHash::from_bytes([7; 32])), 3)];
    kinds.into_iter().map(sample).chain(reports.map(of_report)).collect()
}

pub(super) fn run() -> Vec<Vec<u8>> {
    let whole = world().journals.values().filter_map(|journal| Run::of(journal));
    let tails = world().journals.values().filter_map(|journal| Run::of(&journal[1..]));
    whole.chain(tails).map(|run| encoding::to_bytes(&run)).collect()
}

pub(super) fn fork_proof() -> Vec<Vec<u8>> {
    world().proofs.iter().map(encoding::to_bytes).collect()
}

pub(super) fn certificate() -> Vec<Vec<u8>> {
    bodies(BodyKind::Certificate)
}

pub(super) fn endpoint() -> Vec<Vec<u8>> {
    bodies(BodyKind::Endpoint)
}

pub(super) fn item() -> Vec<Vec<u8>> {
    world().items.iter().map(Item::to_bytes).collect()
}

pub(super) fn item_body() -> Vec<Vec<u8>> {
    let kinds = [ItemKind::Decision, ItemKind::Proposal, ItemKind::Approval];
    let items = world().items.iter().filter(|item| kinds.iter().any(|kind| *kind as u16 == item.kind));
    items.map(|item| behind(u8::try_from(item.kind).unwrap(), &item.body)).collect()
}

pub(super) fn content() -> Vec<Vec<u8>> {
    let mut samples = Vec::new();
    for item in &world().items {
        let content = match ItemKind::of_number(item.kind) {
            Some(ItemKind::Decision) => encoding::from_bytes::<Decision>(&item.body).unwrap().content,
            Some(ItemKind::Proposal) => Some(encoding::from_bytes::<Proposal>(&item.body).unwrap().content),
            _ => None,
        };
        samples.extend(content.map(|content| behind(u8::try_from(content.kind).unwrap(), &content.body)));
    }
    samples
}

pub(super) fn page_change() -> Vec<Vec<u8>> {
    vec![behind(0, &page().chunk), behind(1, &page().chunk)]
}

pub(super) fn deterministic() -> Vec<Vec<u8>> {
    let statements = world().items.iter().filter(|item| encoding::from_bytes::<Statement>(&item.body).is_ok());
    statements.map(|item| item.body.clone()).chain(run()).chain(endpoint()).collect()
}

pub(super) fn hello() -> Vec<Vec<u8>> {
    let world = world();
    let member = &world.members[1];
    let certificate = member.certificate(world.network, &member.device);
    let hello = Hello::new(world.network, certificate, &world.journals[&member.device.public()][1]);
    vec![hello.unwrap().to_bytes()]
}

/// Every message of an exchange between a node that holds all and one that holds little, from both sides, in turn.
fn conversation() -> Vec<(bool, Message)> {
    let network = world().network;
    let mut little = kept();
    little.items.retain(|_, item| item.kind != ItemKind::Acknowledgement as u16);
    little.proofs.clear();
    little.journals.pop_last();
    let mut sides = [Replica::new(network, kept()), Replica::new(network, little)];
    let peer = DeviceId::from_bytes([0; 32]);
    let (first, steps) = Exchange::initiate(&sides[0].held_for(peer)).unwrap();
    let mut exchanges = [first, Exchange::respond()];
    let mut said = Vec::new();
    let mut queue: std::collections::VecDeque<(usize, Step)> = steps.into_iter().map(|step| (0, step)).collect();
    while let Some((side, step)) = queue.pop_front() {
        let (next, steps) = match step {
            Step::Send(message) => {
                said.push((side == 0, message.clone()));
                (1 - side, exchanges[1 - side].receive(message, &sides[1 - side].held_for(peer)).unwrap())
            }
            Step::Store(delivery) => {
                sides[side].receive(peer, &delivery, crate::replica::Killed::Never);
                (side, exchanges[side].stored(&sides[side].held_for(peer)).unwrap())
            }
            Step::Finished(_) => continue,
        };
        queue.extend(steps.into_iter().map(|step| (next, step)));
    }
    said
}

pub(super) fn message() -> Vec<Vec<u8>> {
    let replica = Replica::new(world().network, kept());
    let held = replica.held_for(DeviceId::from_bytes([0; 32]));
    let fresh = Fresh {
        items: held.item_ids().unwrap().into_iter().take(2).collect(),
        journals: world().journals.keys().take(1).map(|device| (*device, 1)).collect(),
        forks: world().proofs.iter().map(|proof| proof.verify(world().network).unwrap().device).collect(),
    };
    let push = Message::Push(Push::of(&fresh, &held).unwrap()).to_bytes();
    conversation().into_iter().map(|(_, message)| message.to_bytes()).chain([push]).collect()
}

pub(super) fn exchange() -> Vec<Vec<u8>> {
    let from_initiator = conversation().into_iter().filter(|(initiator, _)| *initiator);
    let framed = from_initiator.flat_map(|(_, message)| {
        let bytes = message.to_bytes();
        [u16::try_from(bytes.len()).unwrap().to_be_bytes().to_vec(), bytes].concat()
    });
    vec![framed.collect()]
}

pub(super) fn join_request() -> Vec<Vec<u8>> {
    let (world, joiner) = (world(), Operator::new(4));
    let admit = joiner.newcomer().admission(world.network);
    let announcement = joiner.announcement(world.network, &["192.0.2.4:4711"]);
    vec![encoding::to_bytes(&JoinRequest { network: world.network, secret: [5; 16], admit, announcement })]
}

pub(super) fn join_answer() -> Vec<Vec<u8>> {
    [JoinAnswer::Waiting, JoinAnswer::Admitted, JoinAnswer::NameTaken].iter().map(encoding::to_bytes).collect()
}

pub(super) fn invitation() -> Vec<Vec<u8>> {
    let (world, inviter) = (world(), &world().members[0]);
    let offer = Offer {
        network: world.network,
        network_name: Name::new("Informaticiens publics").unwrap(),
        inviter: inviter.id(),
        inviter_name: inviter.name.clone(),
        device: inviter.device.public(),
        endpoint: inviter.endpoint.public(),
        addresses: vec!["192.0.2.1:4711".into()],
        relay: None,
        addressed_to: Name::new("Nord asbl").unwrap(),
        secret: [5; 16],
        expires: ClaimedTime(1_800_000_000),
        smallest_figure: 5,
        approvals: 1,
    };
    let text = Invitation::make(&inviter.device, offer).to_string();
    let symbols = text.strip_prefix("maillage1").unwrap().to_ascii_uppercase();
    let whole = data_encoding::BASE32_NOPAD.decode(symbols.as_bytes()).unwrap();
    vec![text.into_bytes(), whole[..whole.len() - 4].to_vec()]
}

/// What a new root must know of the second member.
fn basis() -> ReplacementBasis {
    let (world, member) = (world(), &world().members[1]);
    let contact = |member: &Operator| SheetContact { endpoint: member.endpoint.public(), addresses: vec!["192.0.2.1:4711".into()] };
    let line = |entry: &Entry| AnchorLine { device: entry.header.device, seq: entry.header.seq, hash: entry.header.hash() };
    ReplacementBasis {
        network: world.network,
        network_name: Name::new("Informaticiens publics").unwrap(),
        operator: member.id(),
        operator_name: member.name.clone(),
        number: 1,
        former: world.journals[&member.device.public()].last().map(line),
        contacts: vec![contact(&world.members[0]), contact(&world.members[2])],
    }
}

pub(super) fn replacement_basis() -> Vec<Vec<u8>> {
    vec![basis().to_string().into_bytes()]
}

pub(super) fn replacement_request() -> Vec<Vec<u8>> {
    let new = Operator::new(4);
    let request = ReplacementRequest::new(&new.root, &new.device, Name::new("machine neuve").unwrap(), &basis());
    vec![request.to_string().into_bytes()]
}

pub(super) fn parting_request() -> Vec<Vec<u8>> {
    let (world, member) = (world(), &world().members[1]);
    let newest = world.items.iter().find(|item| item.kind == ItemKind::Decision as u16).unwrap().id();
    vec![encoding::to_bytes(&PartingRequest::new(&member.device, world.network, member.endpoint.public(), newest))]
}

pub(super) fn parting_answer() -> Vec<Vec<u8>> {
    let decisions = world().items.iter().filter(|item| item.kind == ItemKind::Decision as u16).take(3).cloned();
    [PartingAnswer::Unknown, PartingAnswer::of(decisions)].iter().map(encoding::to_bytes).collect()
}

fn beginning(file: &[u8]) -> Vec<u8> {
    file.split_inclusive(|byte| *byte == b'\n').take(8).flatten().copied().collect()
}

pub(super) fn visits_csv() -> Vec<Vec<u8>> {
    let defects = include_bytes!("../../data/network/visits-defects.csv").to_vec();
    vec![beginning(include_bytes!("../../data/network/visits-exemple-arc.csv")), defects]
}

pub(super) fn sessions_csv() -> Vec<Vec<u8>> {
    vec![beginning(include_bytes!("../../data/network/sessions-exemple-arc.csv"))]
}

pub(super) fn permanences_csv() -> Vec<Vec<u8>> {
    vec![beginning(include_bytes!("../../data/network/permanences.csv"))]
}

pub(super) fn timetable() -> Vec<Vec<u8>> {
    let samples = ["Th 14:00-17:00", "Mo-Fr 09:00-12:00,13:30-16:00; PH off", "Jan-Mar We[1,3] 10:00+ \"sur rendez-vous\""];
    samples.map(|text| text.as_bytes().to_vec()).to_vec()
}

pub(super) fn typed_text() -> Vec<Vec<u8>> {
    ["7K2Q9-M4XTA", "2026-10-15", "2026-10", "21004", "maison-medicale", "appeler le 0477 12 34 56 ou a@b.be", "Cafe\u{301} «Été»"]
        .map(|text| text.as_bytes().to_vec())
        .to_vec()
}

pub(super) fn stored_record() -> Vec<Vec<u8>> {
    let file = beginning(include_bytes!("../../data/network/visits-exemple-arc.csv"));
    let permanences = [maillage_shared::text::Slug::new("bruxelles-maison-medicale").unwrap()].into();
    let visits = import::visits(&file, &permanences, crate::node::day(crate::node::TODAY)).unwrap();
    visits.filter_map(Result::ok).map(|row| behind(0, &row.record.to_bytes())).collect()
}

pub(super) fn key_file() -> Vec<Vec<u8>> {
    let directory = tempfile::tempdir().unwrap();
    let home = maillage_node::home::Home::create(directory.path().join("home")).unwrap();
    home.keep_key(&Operator::new(1).device).unwrap();
    vec![std::fs::read(home.key_path(maillage_node::home::keys::KeyKind::Device)).unwrap()]
}

pub(super) fn control_file() -> Vec<Vec<u8>> {
    vec![br#"{"address":"127.0.0.1:4711","token":"abc","process_id":7}"#.to_vec()]
}

pub(super) fn control_answer() -> Vec<Vec<u8>> {
    let progress = Line::Progress(maillage_node::service::Step { what: "import-rows".into(), done: 3, total: Some(12) });
    let problem = Problem::new(ProblemCode::FileExists).with("file", "a.csv");
    let lines = [progress, Line::Done(serde_json::json!({"total": 3})), Line::Problem(problem)];
    lines.iter().map(|line| serde_json::to_vec(line).unwrap()).collect()
}

/// The evidence that one exhibit with these proofs is.
fn exhibit(breach: Breach, device: DeviceId, items: &[Item]) -> Exhibit {
    let line = EvidenceLine {
        code: ShortCode::of("evidence", device.as_bytes()),
        breach,
        device,
        device_code: device.short_code(),
        operator: None,
        operator_name: None,
        entry: Some(1),
        rule: None,
        items: items.iter().map(Item::id).collect(),
    };
    let item_bytes = items.iter().map(|item| BASE64.encode(&item.to_bytes())).collect();
    Exhibit { line, item_bytes, fork_proof: None, branch: None, body: None }
}

pub(super) fn evidence_file() -> Vec<Vec<u8>> {
    let (world, liar) = (world(), &world().members[0].device);
    let proof = &world.proofs[0];
    let forked = proof.verify(world.network).unwrap().device;
    let fork = Exhibit { fork_proof: Some(BASE64.encode(&encoding::to_bytes(proof))), ..exhibit(Breach::Fork, forked, &[]) };
    let install = |base| {
        let installation = Installation { term: 2, base, secretary: world.members[1].id(), holds: Vec::new() };
        let body = encoding::to_bytes(&Install { installation, acknowledged: None, parted: None });
        Item::by_device(liar, world.network, ItemKind::Install, body)
    };
    let installs = [install(world.items[0].id()), install(ItemId::from_bytes([9; 32]))];
    let several = exhibit(Breach::SeveralInstallations, liar.public(), &installs);
    let journal = &world.journals[&liar.public()];
    let (entry, last) = (&journal[1], journal.last().unwrap());
    let headers: Vec<_> = journal[1..].iter().map(|entry| entry.header.clone()).collect();
    let branch = Branch::new(&headers, last.signature.unwrap());
    let refused = Exhibit {
        branch: Some(BASE64.encode(&encoding::to_bytes(&branch))),
        body: entry.body.as_ref().map(|body| BASE64.encode(body)),
        ..exhibit(Breach::RefusedChange, liar.public(), &[])
    };
    let file = EvidenceFile { network: world.network, network_name: "Essai".into(), exhibits: vec![fork, several, refused] };
    vec![serde_json::to_vec(&file).unwrap()]
}

pub(super) fn control_request() -> Vec<Vec<u8>> {
    let place = |name: &str| table::NAMES.iter().position(|known| *known == name).and_then(|place| u8::try_from(place).ok());
    let accept = r#"{"code":"7K2Q9-M4XTA","passphrase":"quatre mots sans rapport","dry_run":true}"#;
    let protect = r#"{"current":null,"new":"quatre mots sans rapport","dry_run":true}"#;
    [("status", "{}"), ("host-list", "{}"), ("device-accept", accept), ("key-protect", protect)]
        .iter()
        .filter_map(|(name, body)| Some(behind(place(name)?, body.as_bytes())))
        .collect()
}
