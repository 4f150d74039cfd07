//! What the scenes share: a world and what its members sign in it, true or not.

use maillage_shared::{
    calendar::ClaimedTime,
    identity::DeviceKey,
    journal::EntryHash,
    register::{
        Acknowledgement, AnchorLine, Content, Item, ItemId, RegisterState, Revocation, Says, automatic,
        compose::{self, Order},
        content::EmbeddedItem,
        evidence::Breach,
        membership::Notice,
    },
    view::NetworkFold,
};
use maillage_tests::world::World;

pub(super) use maillage_tests::unruly::{decision, forged_assembly};

/// An anchor without lines.
pub(super) fn empty_anchor() -> Content {
    anchor(Vec::new())
}

/// An anchor with these lines.
pub(super) fn anchor(lines: Vec<AnchorLine>) -> Content {
    Content::anchor(&maillage_shared::register::Anchor { lines })
}

/// A member's acknowledgement of an anchor.
pub(super) fn acknowledgement(world: &World, member: usize, anchor: ItemId, term: u32) -> Item {
    compose::acknowledgement(&world.members[member].device, world.network, &Acknowledgement::complete(anchor, term))
}

/// What a member proposes, with the approvals of these members.
pub(super) fn proposal(world: &World, proposer: usize, content: Content, approvers: &[usize]) -> Order {
    let proposal = compose::proposal(&world.members[proposer].device, world.network, content);
    let approve = |member: &usize| compose::approval(&world.members[*member].device, world.network, proposal.id(), world.tip());
    let approvals = approvers.iter().map(approve).collect();
    Order::Proposal { proposal, approvals }
}

/// The decision with an order, as `device` signs it at the tip, whatever the judge says.
pub(super) fn ordered(world: &World, device: &DeviceKey, order: &Order) -> Item {
    maillage_tests::unruly::decision_on(&world.fold.state().chain, device, order, 5)
}

/// Lets these members install one of them, as their nodes do it, and the one take office.
pub(super) fn install(world: &mut World, secretary: usize, signers: &[usize], holds: &[ItemId]) -> ItemId {
    let proposer = world.members[signers[0]].device.public();
    let installation = world.fold.register().next_installation(proposer, world.members[secretary].id(), holds.to_vec()).unwrap();
    for member in signers {
        let device = world.members[*member].device.clone();
        let item = world.fold.register().sign_installation(&device, installation.clone()).unwrap();
        world.add(item);
    }
    let device = world.members[secretary].device.clone();
    let item = world.fold.register().take_office(&device, installation.digest(), ClaimedTime(6)).unwrap();
    let id = world.add(item);
    assert_eq!(world.tip(), id);
    id
}

/// What the evidence says against a member.
pub(super) fn breaches(fold: &NetworkFold, world: &World, member: usize) -> Vec<Breach> {
    let operator = Some(world.members[member].id());
    fold.register()
        .evidence()
        .into_iter()
        .filter(|evidence| evidence.operator == operator)
        .map(|evidence| evidence.breach)
        .collect()
}

/// Orders as a member that is secretary now.
pub(super) fn order_as(world: &mut World, member: usize, order: &Order) -> ItemId {
    let device = world.members[member].device.clone();
    let item = compose::sequence(&device, world.fold.state(), order, ClaimedTime(7)).unwrap();
    world.add(item)
}

/// The newest entries that count, as a node sees them.
pub(super) fn heads(world: &World) -> automatic::Heads {
    let lines = world.fold.head_lines().into_iter().filter(|line| line.seq > 0);
    lines.map(|line| (line.device, AnchorLine { device: line.device, seq: line.seq, hash: line.hash })).collect()
}

/// How many members decide.
pub(super) fn active(state: &RegisterState) -> usize {
    state.chain.roster.active_count()
}

/// A member's root revokes its device: the statement, which everybody holds from now on.
pub(super) fn revoke(world: &mut World, member: usize, last_good: u64) -> Item {
    let operator = world.members[member].clone();
    let device = operator.device.public();
    let hash = world.fold.hash_at(device, last_good).unwrap_or(EntryHash::NONE);
    let says = Says::Revocation(Revocation { device, last_good, hash, newest: None });
    let statement = compose::statement(&operator.root, world.network, operator.id(), 2, says);
    world.add(statement.clone());
    statement
}

/// The order to record a statement.
pub(super) fn recorded(statement: &Item) -> Order {
    Order::Content(Content::notice(&Notice { statements: vec![EmbeddedItem(statement.to_bytes())] }))
}
