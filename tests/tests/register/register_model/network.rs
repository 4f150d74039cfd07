//! The members of a small network, and what their programs sign.

use maillage_shared::{
    calendar::ClaimedTime,
    identity::{DeviceId, DeviceKey, NetworkId, OperatorId},
    journal::EntryHash,
    register::{
        Anchor, AnchorLine, Item, Register,
        anchors::Journals,
        automatic::{self, Heads},
        compose::{self, Order},
    },
};
use maillage_tests::{operator::Operator, world::World};

use super::scenario::Scenario;

/// Journals in which every anchored entry is found: they are not what is explored here.
struct Everything;

const HASH: EntryHash = EntryHash::from_bytes([3; 32]);

impl Journals for Everything {
    fn hash_at(&self, _: DeviceId, _: u64) -> Option<EntryHash> {
        Some(HASH)
    }
}

/// A network in which nothing happened yet but the admissions of its members.
pub(super) struct Network {
    /// Its name.
    pub(super) id: NetworkId,
    /// What is explored.
    pub(super) scenario: Scenario,
    /// The register that all members hold to begin with.
    pub(super) founded: Register,
    members: Vec<Operator>,
}

impl Network {
    /// The network of a scenario.
    pub(super) fn of(scenario: Scenario) -> Self {
        let world = World::founded_with(u8::try_from(scenario.members).unwrap());
        let mut founded = Register::new(world.network);
        founded.insert_all(world.items.iter().cloned());
        Self { id: world.network, scenario, founded, members: world.members.clone() }
    }

    /// The device of a member.
    pub(super) fn device(&self, member: usize) -> &DeviceKey {
        &self.members[member].device
    }

    /// The members' names in items.
    pub(super) fn operators(&self) -> Vec<OperatorId> {
        self.members.iter().map(Operator::id).collect()
    }

    /// Everything that a member may sign whose register says this, within the scenario's bounds: what its program signs by itself,
    /// and what a person can have it sign. Of a member that lies also the other version of what it orders.
    pub(super) fn acts(&self, member: usize, register: &Register) -> Vec<Item> {
        let mut signed = Vec::new();
        if register.state().tip().is_some_and(|tip| tip.anchors < self.scenario.anchors) {
            let versions = if self.scenario.liar == Some(member) { 0..2 } else { 0..1 };
            signed.extend(versions.filter_map(|version| self.ordered(member, register, version)));
        }
        signed.extend(self.acknowledged(member, register));
        self.install(member, register, &mut signed);
        signed
    }

    /// The anchor that a secretary orders after the newest decision that it knows.
    pub(super) fn ordered(&self, member: usize, register: &Register, version: u64) -> Option<Item> {
        let (state, device) = (register.state(), self.device(member));
        if state.chain.roster.secretary_device() != Some(device.public()) {
            return None;
        }
        let line = AnchorLine { device: self.device(0).public(), seq: state.chain.next_height() * 2 + version, hash: HASH };
        compose::sequence(device, state, &Order::anchor(&Anchor { lines: vec![line] }), ClaimedTime(1)).ok()
    }

    /// The acknowledgement that a member's node signs by itself.
    pub(super) fn acknowledged(&self, member: usize, register: &Register) -> Option<Item> {
        let device = self.device(member);
        let acknowledgement = automatic::to_acknowledge(register, &Everything, &Heads::new(), device.public())?;
        Some(compose::acknowledgement(device, self.id, &acknowledgement))
    }

    /// What a member signs for another secretary: it proposes itself, agrees to what others propose, takes up the work.
    fn install(&self, member: usize, register: &Register, signed: &mut Vec<Item>) {
        let (state, device, own) = (register.state(), self.device(member), self.members[member].id());
        let is_secretary = state.chain.roster.secretary_device() == Some(device.public());
        let next = register.next_installation(device.public(), own, Vec::new());
        let proposed = next.filter(|next| next.term <= self.scenario.terms && !is_secretary);
        let open = state.pending_installations.iter().filter(|pending| !pending.signed.contains_key(&own));
        let installations = proposed.into_iter().chain(open.map(|pending| pending.installation.clone()));
        signed.extend(installations.filter_map(|installation| register.sign_installation(device, installation).ok()));
        let carried =
            state.pending_installations.iter().filter(|pending| pending.device == device.public() && pending.is_carried());
        signed.extend(carried.filter_map(|pending| register.take_office(device, pending.id, ClaimedTime(1)).ok()));
    }

    /// These members install one of them, each proposing in turn until they agree on a term: the decision that begins it.
    pub(super) fn assembled(&self, members: &[usize], register: &mut Register) -> Option<Item> {
        members.iter().find_map(|proposer| {
            let (device, own) = (self.device(*proposer), self.members[*proposer].id());
            let installation = register.next_installation(device.public(), own, Vec::new())?;
            for member in members {
                if let Ok(item) = register.sign_installation(self.device(*member), installation.clone()) {
                    register.insert(item);
                }
            }
            register.take_office(device, installation.digest(), ClaimedTime(1)).ok()
        })
    }
}
