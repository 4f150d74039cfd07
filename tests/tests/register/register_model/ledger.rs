//! Every item that was signed in any state, once: what it says in the model's words.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use maillage_shared::{
    encoding,
    identity::{NetworkId, OperatorId},
    register::{Acknowledgement, Decision, Install, Installation, Item, ItemId, ItemKind, Matter, content::EmbeddedItem},
};

use super::{
    renaming::{self, Renaming},
    scenario::Scenario,
};

/// The place of an item in the ledger.
pub(super) type Place = u32;

/// A number that stands for an item, or for a set of items as the sum of theirs. It comes from what the item says and refers to,
/// not from its bytes, so that renamed members sign renamed items.
pub(super) type Print = u128;

/// One signed item.
pub(super) struct Signed {
    /// The item.
    pub(super) item: Item,
    /// The member that signed it.
    pub(super) signer: usize,
    /// The items without which it says nothing yet.
    pub(super) needs: Vec<Place>,
    /// The anchor that it acknowledges.
    pub(super) acknowledges: Option<ItemId>,
    /// Its print under each renaming.
    pub(super) prints: Vec<Print>,
    /// Of the second version of a decision, the first.
    pub(super) twin: Option<Place>,
    said: String,
}

/// What an item says, with what it refers to.
struct Reading {
    kind: &'static str,
    term: u32,
    /// In this order, and nothing where there is no such reference.
    refers: Vec<Option<ItemId>>,
    /// In any order.
    carries: Vec<ItemId>,
    named: Option<usize>,
    version: u64,
    needs: Vec<ItemId>,
    acknowledges: Option<ItemId>,
}

impl Reading {
    /// What refers to one item, without which it says nothing.
    fn of(kind: &'static str, term: u32, to: ItemId) -> Self {
        let (refers, needs) = (vec![Some(to)], vec![to]);
        Self { kind, term, refers, carries: Vec::new(), named: None, version: 0, needs, acknowledges: None }
    }
}

/// All signed items.
pub(super) struct Ledger {
    items: Vec<Signed>,
    places: HashMap<ItemId, Place>,
    /// The first version of what a member ordered after a decision in a term.
    firsts: HashMap<(usize, ItemId, u32), Place>,
    renamings: Vec<Renaming>,
    network: NetworkId,
    members: Vec<OperatorId>,
    liar: Option<usize>,
}

impl Ledger {
    /// A ledger in which nothing was signed.
    pub(super) fn new(network: NetworkId, members: Vec<OperatorId>, scenario: &Scenario) -> Self {
        let renamings = renaming::all(scenario);
        Self { items: Vec::new(), places: HashMap::new(), firsts: HashMap::new(), renamings, network, members, liar: scenario.liar }
    }

    /// The renamings under which prints are kept.
    pub(super) fn renamings(&self) -> &[Renaming] {
        &self.renamings
    }

    /// The item at a place.
    pub(super) fn at(&self, place: Place) -> &Signed {
        &self.items[place as usize]
    }

    /// How many items were signed in all states together.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// The place of an item that was signed.
    pub(super) fn place_of(&self, id: ItemId) -> Option<Place> {
        self.places.get(&id).copied()
    }

    /// The place of an item that `signer` signs.
    pub(super) fn enter(&mut self, signer: usize, item: &Item) -> Place {
        let id = item.id();
        if let Some(place) = self.places.get(&id) {
            return *place;
        }
        let reading = self.read(item);
        let prints = (0..self.renamings.len()).map(|renaming| self.print(signer, &reading, renaming)).collect();
        let needs = reading.needs.iter().filter_map(|id| self.place_of(*id)).collect();
        let place = Place::try_from(self.items.len()).expect("fewer items than places");
        let said = self.told(place, signer, &reading);
        let twin = self.twin(signer, &reading, place);
        self.items.push(Signed { item: item.clone(), signer, needs, acknowledges: reading.acknowledges, prints, twin, said });
        self.places.insert(id, place);
        place
    }

    /// The first version of a decision of which this is the second.
    fn twin(&mut self, signer: usize, reading: &Reading, place: Place) -> Option<Place> {
        let parent = reading.refers.first().copied().flatten().filter(|_| reading.kind == "anchor")?;
        let first = *self.firsts.entry((signer, parent, reading.term)).or_insert(place);
        (first != place).then_some(first)
    }

    fn print(&self, signer: usize, reading: &Reading, renaming: usize) -> Print {
        let Renaming { member, swaps } = &self.renamings[renaming];
        let of = |id: &ItemId| self.place_of(*id).map_or(0, |place| self.at(place).prints[renaming]);
        let refers: Vec<Option<Print>> = reading.refers.iter().map(|id| id.as_ref().map(of)).collect();
        let carried = reading.carries.iter().map(of).fold(0, Print::wrapping_add);
        let swapped = *swaps && reading.kind == "anchor" && self.liar == Some(signer);
        let (version, named) = (reading.version ^ u64::from(swapped), reading.named.map(|named| member[named]));
        mixed(&(reading.kind, member[signer], reading.term, refers, carried, named, version))
    }

    fn told(&self, place: Place, signer: usize, reading: &Reading) -> String {
        let name = |id: &ItemId| self.places.get(id).map_or("start".into(), |place| format!("#{place}"));
        let refers: Vec<String> = reading.refers.iter().map(|id| id.as_ref().map_or("none".into(), name)).collect();
        let carries: Vec<String> = reading.carries.iter().map(name).collect();
        let what = match reading.kind {
            "anchor" => format!("orders version {} of an anchor after {}", reading.version, refers[0]),
            "acknowledgement" => format!("acknowledges {}", refers[0]),
            "installation" => format!(
                "installs member {} on {}, having acknowledged {}, parted at {}",
                reading.named.unwrap_or_default(),
                refers[0],
                refers[1],
                refers[2]
            ),
            _ => format!("takes office on {} with {}", refers[0], carries.join(" ")),
        };
        format!("#{place}: member {signer} {what}, term {}", reading.term)
    }

    fn read(&self, item: &Item) -> Reading {
        match ItemKind::of_number(item.kind).unwrap() {
            ItemKind::Acknowledgement => {
                let Acknowledgement { anchor, term, .. } = encoding::from_bytes(&item.body).unwrap();
                Reading { acknowledges: Some(anchor), ..Reading::of("acknowledgement", term, anchor) }
            }
            ItemKind::Install => {
                let install: Install = encoding::from_bytes(&item.body).unwrap();
                let Installation { term, base, secretary, .. } = install.installation;
                let named = self.members.iter().position(|member| *member == secretary);
                let refers = vec![Some(base), install.acknowledged, install.parted];
                Reading { refers, named, ..Reading::of("installation", term, base) }
            }
            ItemKind::Decision => {
                let decision: Decision = encoding::from_bytes(&item.body).unwrap();
                self.read_decision(&decision, decision.parent.unwrap())
            }
            other => unreachable!("nobody signs a {other:?} here"),
        }
    }

    fn read_decision(&self, decision: &Decision, parent: ItemId) -> Reading {
        match decision.content.as_ref().unwrap().matter().unwrap().unwrap() {
            Matter::Anchor(anchor) => Reading { version: anchor.lines[0].seq % 2, ..Reading::of("anchor", decision.term, parent) },
            Matter::Install(assembly) => {
                let id = |item: &EmbeddedItem| Item::verify(self.network, &item.0).unwrap().id();
                let pair = assembly.contradiction.iter().flat_map(|pair| [pair.lower, pair.higher]);
                let needs = std::iter::once(parent).chain(pair.clone()).collect();
                let carries = assembly.signatures.iter().map(id).chain(pair).collect();
                Reading { carries, needs, ..Reading::of("office", decision.term, parent) }
            }
            other => unreachable!("nobody decides {other:?} here"),
        }
    }

    /// What was signed, one a line, in this order.
    pub(super) fn story(&self, places: &[Place]) -> String {
        let lines: Vec<&str> = places.iter().map(|place| self.at(*place).said.as_str()).collect();
        lines.join("\n")
    }
}

/// A number that two different things do not share but by an accident of one in 2^128.
pub(super) fn mixed(said: &impl Hash) -> Print {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        said.hash(&mut hasher);
        Print::from(hasher.finish())
    };
    half(1) << 64 | half(2)
}
