//! The changes that passed the gate, and what each of them builds on.
//!
//! In the past of a change, the changes of one device form a single line: the gate sees to it. So a past is described by the
//! last change of each device, and whether something lies in it is found by walking back along one device's line, in
//! logarithmic time through jumps.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    change::{Actor, ChangeHash},
    chunk::Chunk,
    gate::{Gate, Refusal, Standing, Verdict},
    operation::{Action, Kind, Object, Operation, OperationId, Spot},
    rule::Rules,
    shape::Role,
};
use crate::{bounds, identity::DeviceId};

/// A change in the history. Only means something to the history that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(usize);

/// What a change builds on: the last change of each device.
pub(super) type Past = BTreeMap<DeviceId, Place>;

/// A change with its place among the others.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) chunk: Chunk,
    pub(super) standing: Standing,
    /// How many changes of the device lead up to this one, itself included.
    pub(super) depth: u64,
    /// The past, this change included.
    past: Past,
    /// The device's change before this one, and one much further back.
    back: Option<(Place, Place)>,
}

impl Node {
    /// Of two changes that cannot both have effect, the lower one counts: that with the shorter past, then the lower hash.
    pub(super) const fn rank(&self) -> (u64, ChangeHash) {
        (self.chunk.start_op, self.chunk.hash)
    }

    /// The place that only one change can take: the device's next one.
    pub(super) const fn slot(&self) -> (DeviceId, u64) {
        (self.standing.device, self.depth)
    }
}

/// All changes that passed the gate. A copy shares them.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    nodes: Vec<Arc<Node>>,
    by_hash: BTreeMap<ChangeHash, Place>,
    /// The changes that would take each place in a device's line: more than one where the device contradicts itself.
    contenders: BTreeMap<(DeviceId, u64), Vec<Place>>,
    /// Whose an actor is, and its highest sequence number.
    actors: BTreeMap<Actor, (DeviceId, u64)>,
}

impl History {
    pub(super) const fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn find(&self, hash: &ChangeHash) -> Option<Place> {
        self.by_hash.get(hash).copied()
    }

    pub(super) fn node(&self, place: Place) -> Option<&Node> {
        self.nodes.get(place.0).map(AsRef::as_ref)
    }

    /// All changes, in the order in which they were added.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Place, &Node)> {
        self.nodes.iter().enumerate().map(|(place, node)| (Place(place), node.as_ref()))
    }

    /// The highest sequence number that any change under this actor has.
    pub(super) fn last_seq(&self, actor: &Actor) -> Option<u64> {
        self.actors.get(actor).map(|(_, seq)| *seq)
    }

    /// The changes that would take this place in a device's line.
    pub(super) fn contenders(&self, slot: (DeviceId, u64)) -> &[Place] {
        self.contenders.get(&slot).map_or(&[], Vec::as_slice)
    }

    /// Notes that the change stands in an earlier entry as well. False when it is known.
    pub(super) fn stands_earlier(&mut self, place: Place, entry_seq: u64) -> bool {
        let Some(node) = self.nodes.get_mut(place.0).filter(|node| entry_seq < node.standing.entry_seq) else { return false };
        Arc::make_mut(node).standing.entry_seq = entry_seq;
        true
    }

    /// Judges a change against its past. Fills in what the objects are for that it makes.
    pub(super) fn judge(&self, gate: &Gate, standing: Standing, chunk: &mut Chunk) -> Verdict<Past> {
        let mut dependencies = Vec::with_capacity(chunk.dependencies.len());
        for hash in &chunk.dependencies {
            match self.find(hash).and_then(|place| self.node(place)) {
                Some(node) => dependencies.push(node),
                None if gate.rules.has(super::Rule::Dependencies) => return Verdict::Missing(*hash),
                None => {}
            }
        }
        self.judge_in(gate, standing, chunk, &dependencies).map_or_else(Verdict::Refused, Verdict::Good)
    }

    fn judge_in(&self, gate: &Gate, standing: Standing, chunk: &mut Chunk, dependencies: &[&Node]) -> Result<Past, Refusal> {
        let rules = gate.rules;
        let past = self.past_of(dependencies, rules)?;
        let previous = past.get(&standing.device).and_then(|place| self.node(*place));
        rules.require(follows(chunk, standing.opened_at, previous), Refusal::Sequence)?;
        let before = dependencies.iter().map(|node| node.chunk.max_op()).max().unwrap_or(0);
        rules.require(before.checked_add(1) == Some(chunk.start_op), Refusal::StartOperation)?;
        rules.require(chunk.max_op() <= gate.schema.last_operation(), Refusal::DocumentTooLarge)?;
        self.judge_operations(rules, chunk, &past)?;
        Ok(past)
    }

    /// Adds a change that was judged good.
    pub(super) fn add(&mut self, chunk: Chunk, standing: Standing, mut past: Past) -> Place {
        let place = Place(self.nodes.len());
        let previous = past.get(&standing.device).copied();
        let depth = previous.and_then(|place| self.node(place)).map_or(0, |node| node.depth).saturating_add(1);
        let back = previous.map(|previous| (previous, self.jump_from(previous)));
        past.insert(standing.device, place);
        self.by_hash.insert(chunk.hash, place);
        let (_, last) = self.actors.entry(chunk.actor).or_insert((standing.device, 0));
        *last = chunk.seq.max(*last);
        let node = Node { chunk, standing, depth, past, back };
        self.contenders.entry(node.slot()).or_default().push(place);
        self.nodes.push(Arc::new(node));
        place
    }

    fn past_of(&self, dependencies: &[&Node], rules: Rules) -> Result<Past, Refusal> {
        let mut past = Past::new();
        for (device, place) in dependencies.iter().flat_map(|node| &node.past) {
            let last = match past.get(device) {
                Some(other) => match self.later_on_one_line(*other, *place) {
                    Some(later) => later,
                    None => rules.refuse(Refusal::Branches).map(|()| *place)?,
                },
                None => *place,
            };
            past.insert(*device, last);
        }
        rules.require(past.len() <= bounds::PAGE_DEVICES, Refusal::TooManyDevices)?;
        Ok(past)
    }

    fn later_on_one_line(&self, one: Place, other: Place) -> Option<Place> {
        let (one_depth, other_depth) = (self.node(one)?.depth, self.node(other)?.depth);
        let (earlier, depth, later) = if one_depth <= other_depth { (one, one_depth, other) } else { (other, other_depth, one) };
        (self.back_while(later, |node| node.depth > depth)? == earlier).then_some(later)
    }

    /// The first change back along the device's line, from `from` on, for which `beyond` is false. What is `beyond` must come
    /// after what is not.
    fn back_while(&self, from: Place, beyond: impl Fn(&Node) -> bool) -> Option<Place> {
        let mut place = from;
        loop {
            let node = self.node(place)?;
            if !beyond(node) {
                return Some(place);
            }
            let (previous, jump) = node.back?;
            place = if beyond(self.node(jump)?) { jump } else { previous };
        }
    }

    /// Where the jump of the change after `previous` leads: twice as far when the two last jumps were equally long, so that any
    /// walk takes a logarithmic number of steps.
    fn jump_from(&self, previous: Place) -> Place {
        let depth = |place| self.node(place).map_or(0, |node| node.depth);
        let jump = |place| self.node(place).and_then(|node| node.back).map(|(_, jump)| jump);
        let Some(first) = jump(previous) else { return previous };
        let second = jump(first).unwrap_or(first);
        let (near, far) = (depth(previous).saturating_sub(depth(first)), depth(first).saturating_sub(depth(second)));
        if near == far { second } else { previous }
    }

    fn judge_operations(&self, rules: Rules, chunk: &mut Chunk, past: &Past) -> Result<(), Refusal> {
        let mut made = Vec::with_capacity(chunk.operations.len());
        let mut taken = BTreeSet::new();
        for (place, operation) in chunk.operations.iter().enumerate() {
            let (done, _) = chunk.operations.split_at_checked(place).unwrap_or_default();
            let known = Known { history: self, past, chunk, done, made: &made };
            let role = known.judge(operation, rules)?;
            if !operation.insert {
                rules.require(taken.insert((&operation.object, &operation.spot)), Refusal::RepeatedKey)?;
            }
            made.push(role);
        }
        for (operation, role) in chunk.operations.iter_mut().zip(made) {
            operation.makes = role;
        }
        Ok(())
    }

    fn operation_in(&self, past: &Past, id: &OperationId) -> Option<&Operation> {
        let last = past.get(&self.actors.get(&id.actor)?.0)?;
        let node = self.node(self.back_while(*last, |node| node.chunk.start_op > id.counter)?)?;
        if node.chunk.actor == id.actor { node.chunk.operations.get(node.chunk.place_of(id.counter)?) } else { None }
    }
}

/// A change follows the device's last one under the same actor, or opens a later incarnation.
fn follows(chunk: &Chunk, opened_at: u64, previous: Option<&Node>) -> bool {
    match previous {
        Some(node) if node.chunk.actor == chunk.actor => node.chunk.seq.checked_add(1) == Some(chunk.seq),
        Some(node) => chunk.seq == 1 && opened_at > node.standing.opened_at,
        None => chunk.seq == 1,
    }
}

/// What an operation may name: the operations of its change's past, and those before it in its change.
struct Known<'h> {
    history: &'h History,
    past: &'h Past,
    chunk: &'h Chunk,
    done: &'h [Operation],
    /// The roles of what they made.
    made: &'h [Option<Role>],
}

impl Known<'_> {
    /// Judges an operation, and gives the role of the object that it makes.
    fn judge(&self, operation: &Operation, rules: Rules) -> Result<Option<Role>, Refusal> {
        let role = match &operation.object {
            // Judged at first look.
            Object::Root => operation.makes,
            Object::Made(id) => self.judge_inside(id, operation, rules)?,
        };
        if let Spot::Element(id) = &operation.spot {
            match self.find(id) {
                Some((element, _)) => {
                    rules.require(element.insert && element.object == operation.object, Refusal::ListElement)?;
                }
                None => rules.refuse(Refusal::Reference)?,
            }
        }
        self.judge_predecessors(operation, rules)?;
        Ok(role)
    }

    fn judge_inside(&self, object: &OperationId, operation: &Operation, rules: Rules) -> Result<Option<Role>, Refusal> {
        let role = match self.find(object) {
            Some((_, Some(role))) => return role.accept(operation, false, rules),
            Some((_, None)) => Refusal::OtherObject,
            None => Refusal::Reference,
        };
        rules.refuse(role)?;
        Ok(match operation.action {
            Action::Make(Kind::Map) => Some(Role::Article),
            Action::Make(Kind::List) => Some(Role::Articles),
            Action::Make(Kind::Text) => Some(Role::Text),
            _ => None,
        })
    }

    fn judge_predecessors(&self, operation: &Operation, rules: Rules) -> Result<(), Refusal> {
        rules.require(!operation.insert || operation.predecessors.is_empty(), Refusal::Insert)?;
        rules.require(operation.action != Action::Delete || !operation.predecessors.is_empty(), Refusal::Deletion)?;
        for id in &operation.predecessors {
            match self.history.operation_in(self.past, id) {
                Some(replaced) => rules.require(replaced.is_value_at(*id, operation), Refusal::Predecessor)?,
                None => rules.refuse(Refusal::Reference)?,
            }
        }
        Ok(())
    }

    /// The operation of this name, and the role of what it made.
    fn find(&self, id: &OperationId) -> Option<(&Operation, Option<Role>)> {
        if id.actor == self.chunk.actor && id.counter >= self.chunk.start_op {
            let place = self.chunk.place_of(id.counter)?;
            return Some((self.done.get(place)?, self.made.get(place).copied().flatten()));
        }
        let operation = self.history.operation_in(self.past, id)?;
        Some((operation, operation.makes))
    }
}
