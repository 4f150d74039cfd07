//! What the register says of a set of items: worked out once for each set, in several orders.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use maillage_shared::register::{Item, Register};

use super::{
    ledger::{Ledger, Place, Print, mixed},
    network::Network,
    promise,
};

/// Registers that are kept for the sets that contain theirs.
const REGISTERS: usize = 3_000;

/// What members would sign who hold a set, for those who were asked.
type Acts = [Option<Rc<[Place]>>; 4];

/// Every set that somebody held in any state.
pub(super) struct Views {
    /// The members.
    pub(super) network: Network,
    /// What they signed.
    pub(super) ledger: Ledger,
    known: HashMap<Print, Acts>,
    registers: HashMap<Print, Rc<Register>>,
    went_on: HashSet<Print>,
}

impl Views {
    /// Of a network in which nothing was signed yet.
    pub(super) fn of(network: Network) -> Self {
        let ledger = Ledger::new(network.id, network.operators(), &network.scenario);
        Self { network, ledger, known: HashMap::new(), registers: HashMap::new(), went_on: HashSet::new() }
    }

    /// How many sets were judged.
    pub(super) fn judged(&self) -> usize {
        self.known.len()
    }

    /// How many meetings of honest members were seen to go on.
    pub(super) fn meetings(&self) -> usize {
        self.went_on.len()
    }

    fn print(&self, set: &[Place]) -> Print {
        set.iter().map(|place| self.ledger.at(*place).prints[0]).fold(0, Print::wrapping_add)
    }

    /// What a member would sign that holds this set. Seen for the first time, the set is judged.
    pub(super) fn acts(&mut self, member: usize, set: &[Place]) -> Result<Rc<[Place]>, String> {
        let print = self.print(set);
        match self.known.get(&print) {
            Some(acts) => {
                if let Some(acts) = &acts[member] {
                    return Ok(Rc::clone(acts));
                }
            }
            None => self.judge(print, set)?,
        }
        let register = self.register(print, set);
        let items = self.network.acts(member, &register);
        let acts: Rc<[Place]> = items.iter().map(|item| self.ledger.enter(member, item)).collect();
        self.known.entry(print).or_default()[member] = Some(Rc::clone(&acts));
        Ok(acts)
    }

    fn judge(&mut self, print: Print, set: &[Place]) -> Result<(), String> {
        let register = self.register(print, set);
        let mut reversed = self.network.founded.clone();
        for place in set.iter().rev() {
            reversed.insert(self.item(*place));
        }
        if reversed.state() != register.state() {
            return Err("two orders of the same items give two states".into());
        }
        promise::of_everybody(&self.network, &self.ledger, set, &register)?;
        self.known.insert(print, Acts::default());
        Ok(())
    }

    /// From this set, held by these honest members, they can go on.
    pub(super) fn goes_on(&mut self, members: &[usize], set: &[Place]) -> Result<(), String> {
        let print = self.print(set);
        if self.went_on.insert(mixed(&(print, members))) {
            let register = self.register(print, set);
            promise::goes_on(&self.network, members, &register)?;
        }
        Ok(())
    }

    fn item(&self, place: Place) -> Item {
        self.ledger.at(place).item.clone()
    }

    /// The register that took in these items in this order, each by itself.
    fn register(&mut self, print: Print, set: &[Place]) -> Rc<Register> {
        if let Some(register) = self.registers.get(&print) {
            return Rc::clone(register);
        }
        let register = match set.split_last() {
            None => self.network.founded.clone(),
            Some((last, before)) => {
                let mut register = self.register(self.print(before), before).as_ref().clone();
                register.insert(self.item(*last));
                register
            }
        };
        let register = Rc::new(register);
        if self.registers.len() >= REGISTERS {
            self.registers.clear();
        }
        self.registers.insert(print, Rc::clone(&register));
        register
    }
}
