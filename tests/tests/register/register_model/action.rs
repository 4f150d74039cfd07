//! What a member can do in a state.

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    register::{
        Acknowledgement, Anchor, AnchorLine, Content, Decision, Install, Installation, InstallationId, Item, ItemId, ItemKind,
        Register,
        automatic::{self, Heads},
        compose::{self, Order},
    },
};

use super::{
    held::Held,
    network::{Everything, HASH, Network, State},
};

/// Decisions after the first one, and terms, up to which the search goes.
const HEIGHTS: u64 = 4;
const TERMS: u32 = 4;

/// One thing that a member does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// As the secretary, it orders an anchor.
    Order(usize),
    /// It acknowledges the newest anchor.
    Acknowledge(usize),
    /// It proposes itself as secretary.
    Propose(usize),
    /// It signs what another one proposed.
    Join(usize, InstallationId),
    /// It takes up the work for which it was installed.
    TakeOffice(usize, InstallationId),
    /// It hands everything that it holds to another one.
    Hand(usize, usize),
    /// Lie: a decision of its own beside what it ordered, in one of two versions.
    Beside(ItemId, u8),
    /// Lie: it acknowledges an anchor, whatever it has acknowledged or given up before.
    AcknowledgeAny(ItemId, u32),
    /// Lie: it signs as if it had acknowledged nothing, whatever it has signed before.
    SignAny(u32, ItemId, usize),
    /// Lie: it shows one thing that it signed to one member only.
    Show(usize, usize),
}

/// What may be done in a state.
pub(super) fn possible(network: &Network, state: &State) -> Vec<Action> {
    let mut actions = Vec::new();
    for member in 0..network.members.len() {
        let register = network.register(state[member]);
        actions.extend(honest(network, member, &register));
        let others = (0..network.members.len()).filter(|other| !state[member].without(state[*other]).is_empty());
        actions.extend(others.map(|other| Action::Hand(member, other)));
        if network.liar == Some(member) {
            lies(network, member, state, &register, &mut actions);
        }
    }
    actions
}

fn honest(network: &Network, member: usize, register: &Register) -> Vec<Action> {
    let (state, device) = (register.state(), network.device(member).public());
    let mut actions = Vec::new();
    let is_secretary = state.chain.roster.secretary_device() == Some(device);
    let room = state.chain.next_height() <= height(network, register) + if network.assemblies { HEIGHTS } else { 1 };
    if is_secretary && state.halted.is_none() && room {
        actions.push(Action::Order(member));
    }
    if automatic::to_acknowledge(register, &Everything, &Heads::new(), device).is_some() {
        actions.push(Action::Acknowledge(member));
    }
    let own = network.members[member].id();
    let next = register.next_installation(device, own, Vec::new()).filter(|next| next.term <= TERMS);
    if next.is_some() && !is_secretary && network.assemblies {
        actions.push(Action::Propose(member));
    }
    for pending in &state.pending_installations {
        if !pending.signed.contains_key(&own)
            && register.sign_installation(network.device(member), pending.installation.clone()).is_ok()
        {
            actions.push(Action::Join(member, pending.id));
        }
        if pending.device == device && pending.is_carried() {
            actions.push(Action::TakeOffice(member, pending.id));
        }
    }
    actions
}

fn height(network: &Network, register: &Register) -> u64 {
    register.state().chain.height_of(network.start).unwrap_or_default()
}

fn lies(network: &Network, member: usize, state: &State, register: &Register, actions: &mut Vec<Action>) {
    let device = network.device(member).public();
    let decisions = network.items_of(state[member]).filter(|(_, item)| item.kind == ItemKind::Decision as u16);
    let decisions: Vec<ItemId> = std::iter::once(network.start).chain(decisions.map(|(_, item)| item.id())).collect();
    for decision in &decisions {
        let Some(chain) = register.state_at(*decision) else { continue };
        let near = chain.height_of(*decision).unwrap_or_default() <= height(network, register) + u64::from(network.assemblies);
        if chain.roster.secretary_device() == Some(device) && near {
            actions.extend([0, 1].map(|version| Action::Beside(*decision, version)));
        }
        if *decision != network.start && chain.decisions.last().is_some_and(is_anchor) {
            actions.push(Action::AcknowledgeAny(*decision, chain.term));
        }
        if near && network.assemblies {
            actions.extend((2..TERMS).map(|term| Action::SignAny(term, *decision, member)));
        }
    }
    let signed = network.items_of(state[member]).filter(|(_, item)| item.signer == *device.as_bytes()).map(|(place, _)| place);
    for place in signed {
        let without = (0..state.len()).filter(|other| !state[*other].holds(place));
        actions.extend(without.map(|other| Action::Show(place, other)));
    }
}

fn is_anchor(record: &maillage_shared::register::DecisionRecord) -> bool {
    matches!(record.decided, maillage_shared::register::Decided::Anchor { .. })
}

/// The state after an action; nothing when it cannot be done after all.
pub(super) fn done(network: &mut Network, state: &State, action: Action) -> Option<State> {
    let mut next = state.clone();
    match action {
        Action::Hand(from, to) => next[to] = network.take(state[to], state[from]),
        Action::Show(place, to) => next[to] = network.take(state[to], Held::one(place)),
        _ => {
            let (member, item) = signed(network, state, action)?;
            let place = network.place(&item)?;
            next[member] = network.take(state[member], Held::one(place));
        }
    }
    (next != *state).then_some(next)
}

fn signed(network: &Network, state: &State, action: Action) -> Option<(usize, Item)> {
    let (liar, id) = (network.liar.unwrap_or_default(), network.id);
    Some(match action {
        Action::Order(member) => (member, ordered(network, member, &network.register(state[member]))?),
        Action::Acknowledge(member) => (member, acknowledged(network, member, &network.register(state[member]))?),
        Action::Propose(member) => {
            let (register, device) = (network.register(state[member]), network.device(member));
            let next = register.next_installation(device.public(), network.members[member].id(), Vec::new())?;
            (member, register.sign_installation(device, next).ok()?)
        }
        Action::Join(member, pending) => {
            let register = network.register(state[member]);
            let pending = register.state().pending_installations.iter().find(|other| other.id == pending)?;
            (member, register.sign_installation(network.device(member), pending.installation.clone()).ok()?)
        }
        Action::TakeOffice(member, pending) => {
            let register = network.register(state[member]);
            (member, register.take_office(network.device(member), pending, ClaimedTime(1)).ok()?)
        }
        Action::Beside(parent, version) => (liar, beside(network, state[liar], parent, version)?),
        Action::AcknowledgeAny(anchor, term) => {
            (liar, compose::acknowledgement(network.device(liar), id, &Acknowledgement::complete(anchor, term)))
        }
        Action::SignAny(term, base, secretary) => {
            let installation = Installation { term, base, secretary: network.members[secretary].id(), holds: Vec::new() };
            let install = Install { installation, acknowledged: None, parted: None };
            (liar, Item::by_device(network.device(liar), id, ItemKind::Install, encoding::to_bytes(&install)))
        }
        Action::Hand(..) | Action::Show(..) => return None,
    })
}

/// An anchor that a member orders after the newest decision that it knows.
pub(super) fn ordered(network: &Network, member: usize, register: &Register) -> Option<Item> {
    let order = Order::anchor(&anchor(network, register.state().chain.next_height() * 4));
    compose::sequence(network.device(member), register.state(), &order, ClaimedTime(1)).ok()
}

/// The acknowledgement that a member's node signs by itself.
pub(super) fn acknowledged(network: &Network, member: usize, register: &Register) -> Option<Item> {
    let device = network.device(member);
    let acknowledgement = automatic::to_acknowledge(register, &Everything, &Heads::new(), device.public())?;
    Some(compose::acknowledgement(device, network.id, &acknowledgement))
}

fn anchor(network: &Network, seq: u64) -> Anchor {
    Anchor { lines: vec![AnchorLine { device: network.device(0).public(), seq: seq + 1, hash: HASH }] }
}

fn beside(network: &Network, held: Held, parent: ItemId, version: u8) -> Option<Item> {
    let chain = network.register(held).state_at(parent)?;
    let decision = Decision {
        term: chain.term,
        height: chain.next_height(),
        parent: Some(parent),
        rules_version: 1,
        claimed_at: ClaimedTime(1),
        content: Some(Content::anchor(&anchor(network, chain.next_height() * 4 + u64::from(version)))),
        proposal: None,
        approvals: Vec::new(),
    };
    let liar = network.device(network.liar?);
    Some(Item::by_device(liar, network.id, ItemKind::Decision, encoding::to_bytes(&decision)))
}
