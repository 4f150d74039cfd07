//! The members of a small network, what each holds, and what its register says of it.

use std::{
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use maillage_shared::{
    identity::{DeviceId, DeviceKey, NetworkId},
    journal::EntryHash,
    register::{Item, ItemId, Register, anchors::Journals},
};
use maillage_tests::{operator::Operator, world::World};

use super::held::Held;

/// What each member holds.
pub(super) type State = Vec<Held>;

/// Journals in which every anchored entry is found: they are not what is explored here.
pub(super) struct Everything;

/// The hash of every entry there.
pub(super) const HASH: EntryHash = EntryHash::from_bytes([3; 32]);

impl Journals for Everything {
    fn hash_at(&self, _: DeviceId, _: u64) -> Option<EntryHash> {
        Some(HASH)
    }
}

/// The network, with every item that was signed in any state.
pub(super) struct Network {
    /// Its name.
    pub(super) id: NetworkId,
    /// Its members; the first one is the secretary to begin with.
    pub(super) members: Vec<Operator>,
    /// The member that lies, if one does.
    pub(super) liar: Option<usize>,
    /// Whether members install other secretaries; without it stories of decisions and acknowledgements alone are searched further.
    pub(super) assemblies: bool,
    /// Items signed since the beginning, in the order in which they were found.
    pub(super) items: Vec<Item>,
    /// The decision with which the search begins.
    pub(super) start: ItemId,
    places: BTreeMap<ItemId, usize>,
    registers: HashMap<Held, Rc<Register>>,
    /// How many times a set was reached again and compared.
    pub(super) compared: usize,
    /// How many actions were left out for want of room.
    pub(super) left_out: usize,
}

impl Network {
    /// A network of this many members in which nothing happened yet but their admissions.
    pub(super) fn founded_with(members: u8, liar: Option<usize>) -> Self {
        let world = World::founded_with(members);
        let mut register = Register::new(world.network);
        register.insert_all(world.items.iter().cloned());
        Self {
            id: world.network,
            start: world.tip(),
            members: world.members.clone(),
            liar,
            assemblies: true,
            items: Vec::new(),
            places: BTreeMap::new(),
            registers: HashMap::from([(Held::default(), Rc::new(register))]),
            compared: 0,
            left_out: 0,
        }
    }

    /// The same network, in which nobody installs another secretary and only one decision follows the first.
    pub(super) fn without_assemblies(self) -> Self {
        Self { assemblies: false, ..self }
    }

    /// The device of a member.
    pub(super) fn device(&self, member: usize) -> &DeviceKey {
        &self.members[member].device
    }

    /// The members that do not lie.
    pub(super) fn honest(&self) -> impl Iterator<Item = usize> + use<> {
        let liar = self.liar;
        (0..self.members.len()).filter(move |member| Some(*member) != liar)
    }

    /// What the register says of a set that was reached.
    pub(super) fn register(&self, held: Held) -> Rc<Register> {
        Rc::clone(&self.registers[&held])
    }

    /// The place of an item; nothing, and counted, when there are more than a set can hold.
    pub(super) fn place(&mut self, item: &Item) -> Option<usize> {
        if let Some(place) = self.places.get(&item.id()) {
            return Some(*place);
        }
        let place = self.items.len();
        if place >= Held::ROOM {
            self.left_out += 1;
            return None;
        }
        self.items.push(item.clone());
        self.places.insert(item.id(), place);
        Some(place)
    }

    /// The set with further items, newest first, each taken in by itself: another order than that in which they were signed.
    pub(super) fn take(&mut self, held: Held, further: Held) -> Held {
        let all = held.with(further);
        if all == held {
            return held;
        }
        let mut register = self.registers[&held].as_ref().clone();
        for place in (0..self.items.len()).rev().filter(|place| further.without(held).holds(*place)) {
            register.insert(self.items[place].clone());
        }
        match self.registers.get(&all) {
            Some(known) => {
                assert_eq!(known.state(), register.state(), "two orders of the same items give two states");
                self.compared += 1;
            }
            None => drop(self.registers.insert(all, Rc::new(register))),
        }
        all
    }

    /// The items of a set, with their places.
    pub(super) fn items_of(&self, held: Held) -> impl Iterator<Item = (usize, &Item)> {
        self.items.iter().enumerate().filter(move |(place, _)| held.holds(*place))
    }
}
