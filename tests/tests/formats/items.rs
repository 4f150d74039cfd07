//! Items of the register, one of each kind with each content.

use maillage_shared::{
    encoding,
    register::{
        Acknowledgement, AnchorLine, Approval, Content, Decision, DecisionKind, Hold, Item, ItemKind, Matter, Policy, Proposal,
        Statement, content::Found,
    },
};
use maillage_tests::{golden, world::World};

use super::fixture;

fn of_kind(world: &World, kind: ItemKind) -> Item {
    world.items.iter().find(|item| item.kind == kind as u16).unwrap().clone()
}

/// What a decision decides, whether the secretary's own content or members' proposal.
fn content(world: &World, item: &Item) -> Content {
    let decision: Decision = encoding::from_bytes(&item.body).unwrap();
    let proposal = decision.proposal.map(|bytes| {
        let proposal = Item::verify(world.network, &bytes).unwrap();
        encoding::from_bytes::<Proposal>(&proposal.body).unwrap().content
    });
    decision.content.or(proposal).unwrap()
}

fn decision(world: &World, kind: DecisionKind) -> Item {
    let decisions = world.items.iter().filter(|item| item.kind == ItemKind::Decision as u16);
    decisions.rev().find(|item| content(world, item).kind == kind as u16).unwrap().clone()
}

fn items(world: &World) -> Vec<(&'static str, Item)> {
    vec![
        ("item: founding decision", decision(world, DecisionKind::Found)),
        ("item: proposal to admit", of_kind(world, ItemKind::Proposal)),
        ("item: approval", of_kind(world, ItemKind::Approval)),
        ("item: decision to admit, with proposal and approvals", decision(world, DecisionKind::Admit)),
        ("item: Hold statement of a root", of_kind(world, ItemKind::Statement)),
        ("item: decision that records a Hold", decision(world, DecisionKind::Hold)),
        ("item: anchor decision", decision(world, DecisionKind::Anchor)),
        ("item: acknowledgement", of_kind(world, ItemKind::Acknowledgement)),
    ]
}

#[test]
fn every_item_is_written_and_read_as_ever() {
    let world = fixture::world();
    golden::check("items.txt", &items(&world), Item::to_bytes, |bytes| Item::verify(world.network, bytes).unwrap());
    let ids: Vec<(&str, Vec<u8>)> = items(&world).into_iter().map(|(what, item)| (what, item.id().as_bytes().to_vec())).collect();
    golden::check("item-ids.txt", &ids, Clone::clone, <[u8]>::to_vec);
}

#[test]
fn the_contents_of_recorded_items_say_what_they_were_made_from() {
    let world = fixture::world();
    let network = world.network;
    let matter = |kind| content(&world, &decision(&world, kind)).matter().unwrap().unwrap();
    let Matter::Found(found) = matter(DecisionKind::Found) else { panic!("a founding") };
    assert_eq!((found.policy, found.founding.nonce), (Policy::initial(), [9; 16]));
    let Matter::Admit(admit) = matter(DecisionKind::Admit) else { panic!("an admission") };
    assert_eq!(*admit, world.members[2].newcomer().admission(network));
    let Matter::Hold(hold) = matter(DecisionKind::Hold) else { panic!("a Hold") };
    let recorded = Item::verify(network, &hold.0).unwrap();
    assert!(world.items.contains(&recorded), "the recorded statement is among the items");
    assert_eq!(recorded.kind, ItemKind::Statement as u16);
    let Matter::Anchor(anchor) = matter(DecisionKind::Anchor) else { panic!("an anchor") };
    assert_eq!(anchor.lines.len(), 3);
    let statement: Statement = encoding::from_bytes(&of_kind(&world, ItemKind::Statement).body).unwrap();
    assert_eq!((statement.operator, statement.number), (world.members[1].id(), 2));
    let approval: Approval = encoding::from_bytes(&of_kind(&world, ItemKind::Approval).body).unwrap();
    assert_eq!(approval.proposal, of_kind(&world, ItemKind::Proposal).id());
    let acknowledgement: Acknowledgement = encoding::from_bytes(&of_kind(&world, ItemKind::Acknowledgement).body).unwrap();
    assert_eq!(acknowledgement.anchor, decision(&world, DecisionKind::Anchor).id());
}

#[test]
fn bodies_with_every_optional_field_are_written_and_read_as_ever() {
    let world = fixture::world();
    let device = world.members[0].device.public();
    let line = AnchorLine { device, seq: 300, hash: world.fold.head(device).hash };
    let hold = Hold { governing: device, publishing: world.members[0].second.public(), former: Some(line), certificate: None };
    golden::check_cbor("hold-with-former.txt", &[("a Hold that names where a former device ended", hold)]);
    let anchor = world.tip();
    let full = Acknowledgement { anchor, term: 1, omitted_heads: vec![line], omitted_items: vec![anchor] };
    golden::check_cbor("acknowledgement-with-omissions.txt", &[("an acknowledgement that names omissions", full)]);
    let Some(Matter::Found(found)) = content(&world, &decision(&world, DecisionKind::Found)).matter().unwrap() else { panic!() };
    let mut founding = found.founding.clone();
    founding.predecessor = Some(world.network);
    let successor = Found { founding, relays: vec!["https://relay.example".into()], ..*found };
    golden::check_cbor("founding-of-a-successor.txt", &[("a founding that continues another network and has a relay", successor)]);
}
