//! What members decide about members, keys, rules and the secretary, and what a root states.

use maillage_shared::{
    journal::EntryHash,
    register::{
        AnchorLine, Content, Install, Installation, ItemId, Matter, Objection, Policy, Revocation, Says, Statement,
        content::EmbeddedItem,
        install::{Assembly, Contradiction},
        membership::{ChangePolicy, Leave, Notice, Remove, ReplaceKey, Resume, Suspend},
    },
};
use maillage_tests::{golden, operator::Operator, world::World};

use super::fixture;

fn lines(world: &World) -> Vec<AnchorLine> {
    let member = &world.members[1];
    let mut devices = [member.device.public(), member.second.public()];
    devices.sort_unstable();
    devices.into_iter().map(|device| AnchorLine { device, seq: 300, hash: EntryHash::from_bytes([6; 32]) }).collect()
}

fn installation(world: &World) -> Installation {
    Installation { term: 2, base: world.tip(), secretary: world.members[2].id(), holds: vec![ItemId::from_bytes([4; 32])] }
}

fn embedded(filling: u8) -> EmbeddedItem {
    EmbeddedItem(vec![filling; 5])
}

fn contents(world: &World) -> Vec<(&'static str, Content)> {
    let (operator, tip) = (world.members[1].id(), world.tip());
    let new = Operator::new(30);
    let replace = ReplaceKey {
        operator,
        root: new.root.public(),
        certificate: new.certificate(world.network, &new.device),
        hold: embedded(1),
        heads: lines(world),
        consent: ReplaceKey::agree(&new.root, world.network, operator),
    };
    let assembly = Assembly {
        signatures: vec![embedded(2), embedded(3)],
        holds: vec![embedded(4)],
        contradiction: Some(Contradiction { lower: ItemId::from_bytes([1; 32]), higher: ItemId::from_bytes([2; 32]) }),
    };
    let policy = ChangePolicy { policy: Policy::initial(), relays: vec!["https://relay.example".into()], replaces: tip };
    vec![
        ("removal", Content::remove(&Remove { operator, heads: lines(world) })),
        ("leaving", Content::leave(&Leave { operator, heads: lines(world) })),
        ("suspension", Content::suspend(&Suspend { operator, since: tip })),
        ("return", Content::resume(&Resume { operator, suspension: tip })),
        ("replacement of a root key", Content::replace_key(&replace)),
        ("change of the policy", Content::policy(&policy)),
        ("notice of two statements", Content::notice(&Notice { statements: vec![embedded(5), embedded(6)] })),
        ("installation by an assembly, with a Hold and a contradiction", Content::install(&assembly)),
    ]
}

#[test]
fn every_decision_about_members_and_the_secretary_is_written_and_read_as_ever() {
    let world = fixture::world();
    let contents = contents(&world);
    golden::check_cbor("decisions.txt", &contents);
    for (what, content) in &contents {
        let matter = content.matter().unwrap();
        assert!(
            !matches!(matter, None | Some(Matter::Found(_) | Matter::Admit(_) | Matter::Hold(_) | Matter::Anchor(_))),
            "{what}"
        );
    }
}

#[test]
fn revocations_and_objections_of_a_root_are_written_and_read_as_ever() {
    let world = fixture::world();
    let (operator, device) = (world.members[1].id(), world.members[1].device.public());
    let states = |number, says| Statement { operator, number, says };
    let revocation = |newest| Says::Revocation(Revocation { device, last_good: 300, hash: EntryHash::from_bytes([6; 32]), newest });
    let statements = [
        ("revocation", states(3, revocation(None))),
        ("revocation that vouches for a decision", states(4, revocation(Some(world.tip())))),
        ("objection of a former root", states(5, Says::Objection(Objection { decision: world.tip() }))),
    ];
    golden::check_cbor("statements.txt", &statements);
}

#[test]
fn signatures_under_an_installation_are_written_and_read_as_ever() {
    let world = fixture::world();
    let silent = Install { installation: installation(&world), acknowledged: None, parted: None };
    let parted = Install { acknowledged: Some(world.tip()), parted: Some(ItemId::from_bytes([7; 32])), ..silent.clone() };
    golden::check_cbor(
        "installs.txt",
        &[("by somebody who acknowledged nothing", silent), ("by somebody on another branch", parted)],
    );
    let id = golden::Value::new("the name of the installation", installation(&world).digest().as_bytes().to_vec());
    let _ = golden::values("installation-id.txt", &[id]);
}
