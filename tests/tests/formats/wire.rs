//! What else travels: invitations, requests to join, the hello, messages.

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    joining::{Invitation, JoinAnswer, JoinRequest, Offer},
    journal::{BodyKind, Run},
    register::ItemId,
    sync::{
        Hello, Message,
        message::{BranchAnswer, BranchProbe, DeviceFork, ItemBytes, Listing, Point, Runs, WantedRun},
    },
};
use maillage_tests::{golden, world::World};

const MEANING: &str = "Nodes of the older form would not understand this one: the range of versions in the hello has to say so.";

fn offer(world: &World) -> Offer {
    let inviter = &world.members[0];
    Offer {
        network: world.network,
        network_name: super::name("Informaticiens publics"),
        inviter: inviter.id(),
        inviter_name: inviter.name.clone(),
        device: inviter.device.public(),
        endpoint: inviter.endpoint.public(),
        addresses: vec!["192.0.2.1:4711".into(), "[2001:db8::1]:4711".into()],
        relay: None,
        addressed_to: super::name("Nord asbl"),
        secret: [5; 16],
        expires: ClaimedTime(1_800_000_000),
        smallest_figure: 5,
        approvals: 2,
    }
}

#[test]
fn an_invitation_is_written_as_ever() {
    let world = super::world();
    let text = Invitation::make(&world.members[0].device, offer(&world)).to_string();
    let meaning = "Invitations that were sent and not used yet would not be read.";
    golden::check("invitation.txt", &format!("{text}\n"), meaning);
    let kept = std::fs::read_to_string(golden::path("invitation.txt")).unwrap();
    assert_eq!(kept.parse::<Invitation>().unwrap().offer(), &offer(&world));
}

#[test]
fn a_request_to_join_and_its_answers_are_written_as_ever() {
    let world = super::world();
    let joiner = maillage_tests::operator::Operator::new(8);
    let request = JoinRequest {
        network: world.network,
        secret: [5; 16],
        admit: joiner.newcomer().admission(world.network),
        announcement: joiner.announcement(world.network, &[]),
    };
    let answers = [
        JoinAnswer::Waiting,
        JoinAnswer::Admitted,
        JoinAnswer::Unknown,
        JoinAnswer::Expired,
        JoinAnswer::Used,
        JoinAnswer::Revoked,
        JoinAnswer::Refused,
        JoinAnswer::NameTaken,
    ];
    let parts = [
        ("request to join", encoding::to_bytes(&request)),
        ("the eight answers", answers.iter().flat_map(encoding::to_bytes).collect()),
    ];
    golden::check("joining.txt", &golden::hex(&parts), MEANING);
    let code = request.comparison_code(joiner.device.public(), world.members[0].device.public());
    let meaning = "Two people on the phone would read different codes and think that somebody sits between them.";
    golden::check("comparison-code.txt", &format!("{code}\n"), meaning);
}

#[test]
fn the_hello_is_written_as_ever() {
    let world = super::world();
    let member = &world.members[0];
    let journal = &world.journals[&member.device.public()];
    let entry = journal.iter().find(|entry| entry.header.kind == BodyKind::Endpoint.number()).unwrap();
    let hello = Hello::new(world.network, member.certificate(world.network, &member.device), entry).unwrap();
    golden::check("hello.txt", &golden::hex(&[("hello", hello.to_bytes())]), MEANING);
}

fn asking(world: &World) -> Vec<Message> {
    let digest = world.fold.summary_digest();
    let line = world.fold.head_lines()[0];
    let wanted = WantedRun { device: line.device, from_seq: 2, previous: line.hash };
    let points = vec![Point { seq: 5, hash: line.hash }, Point { seq: 1, hash: line.hash }];
    vec![
        Message::Open(digest),
        Message::Equal,
        Message::WantItems(vec![world.tip()]),
        Message::WantForks(vec![line.device]),
        Message::WantRuns(vec![wanted]),
        Message::WantBranches(vec![BranchProbe { device: line.device, points }]),
        Message::Done(digest),
        Message::PushAck(digest),
    ]
}

fn telling(world: &World) -> Vec<Message> {
    let (device, proof) = (world.members[2].second.public(), world.proofs[0].clone());
    let heads = world.fold.head_lines().into_iter().take(2).chain(world.fold.head_lines().into_iter().filter(|l| l.fork.is_some()));
    let mut heads: Vec<_> = heads.collect();
    heads.sort();
    heads.dedup();
    let run = Run::of(&world.journals[&device][..1]).unwrap();
    let item = ItemBytes(world.items.last().unwrap().to_bytes());
    let push = encoding::to_bytes(&(12_u8, [(vec![item.clone()], vec![run.clone()], vec![proof.clone()])]));
    vec![
        Message::Listing(Listing { heads, items: vec![ItemId::from_bytes([1; 32])], last: true }),
        Message::Items(vec![item]),
        Message::Forks(vec![DeviceFork { device, proof }]),
        Message::Runs(Runs { runs: vec![run], diverging: vec![device] }),
        Message::Branches(vec![BranchAnswer { device, common: 3, branch: None }]),
        Message::from_bytes(&push).unwrap(),
    ]
}

#[test]
fn every_message_is_written_as_ever() {
    let world = super::world();
    let messages: Vec<Message> = asking(&world).into_iter().chain(telling(&world)).collect();
    let parts: Vec<(&str, Vec<u8>)> = messages.iter().map(|message| (message.name(), message.to_bytes())).collect();
    golden::check("messages.txt", &golden::hex(&parts), MEANING);
}
