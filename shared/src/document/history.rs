//! The changes that passed the gate, and what each of them builds on.
//!
//! In the past of a change, the changes of one device form a single line: the gate sees to it. So a past is described by the
//! last change of each device, and whether something lies in it is found by walking back along one device's line, in
//! logarithmic time through jumps.

use std::collections::BTreeMap;

use super::{
    change::{Actor, ChangeHash},
    chunk::PageChunk,
    gate::{Refusal, Verdict},
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
    pub(super) chunk: PageChunk,
    pub(super) device: DeviceId,
    pub(super) opened_at: u64,
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
        (self.device, self.depth)
    }
}

/// All changes that passed the gate.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    nodes: Vec<Node>,
    by_hash: BTreeMap<ChangeHash, Place>,
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
        self.nodes.get(place.0)
    }

    /// All changes, in the order in which they were added.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Place, &Node)> {
        self.nodes.iter().enumerate().map(|(place, node)| (Place(place), node))
    }

    /// The highest sequence number that any change under this actor has.
    pub(super) fn last_seq(&self, actor: &Actor) -> Option<u64> {
        self.actors.get(actor).map(|(_, seq)| *seq)
    }

    /// Judges a change against its past.
    pub(super) fn judge(&self, chunk: &PageChunk, device: DeviceId, opened_at: u64) -> Verdict<Past> {
        let mut dependencies = Vec::with_capacity(chunk.dependencies.len());
        for hash in &chunk.dependencies {
            match self.find(hash).and_then(|place| self.node(place)) {
                Some(node) => dependencies.push(node),
                None => return Verdict::Missing(*hash),
            }
        }
        let judged = self.past_of(&dependencies).and_then(|past| {
            let previous = past.get(&device).and_then(|place| self.node(*place));
            check_sequence(chunk, opened_at, previous)?;
            let before = dependencies.iter().map(|node| node.chunk.max_op()).max().unwrap_or(0);
            if before.checked_add(1) != Some(chunk.start_op) || chunk.max_op() > u64::from(u32::MAX) {
                return Err(Refusal::StartOperation);
            }
            self.check_predecessors(chunk, &past)?;
            Ok(past)
        });
        judged.map_or_else(Verdict::Refused, Verdict::Good)
    }

    /// Adds a change that was judged good.
    pub(super) fn add(&mut self, chunk: PageChunk, device: DeviceId, opened_at: u64, mut past: Past) -> Place {
        let place = Place(self.nodes.len());
        let previous = past.get(&device).copied();
        let depth = previous.and_then(|place| self.node(place)).map_or(0, |node| node.depth).saturating_add(1);
        let back = previous.map(|previous| (previous, self.jump_from(previous)));
        past.insert(device, place);
        self.by_hash.insert(chunk.hash, place);
        let (_, last) = self.actors.entry(chunk.actor).or_insert((device, 0));
        *last = chunk.seq.max(*last);
        self.nodes.push(Node { chunk, device, opened_at, depth, past, back });
        place
    }

    fn past_of(&self, dependencies: &[&Node]) -> Result<Past, Refusal> {
        let mut past = Past::new();
        for (device, place) in dependencies.iter().flat_map(|node| &node.past) {
            let last = match past.get(device) {
                Some(other) => self.later_on_one_line(*other, *place).ok_or(Refusal::Branches)?,
                None => *place,
            };
            past.insert(*device, last);
        }
        if past.len() <= bounds::PAGE_DEVICES { Ok(past) } else { Err(Refusal::TooManyDevices) }
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

    fn check_predecessors(&self, chunk: &PageChunk, past: &Past) -> Result<(), Refusal> {
        for operation in &chunk.operations {
            for (counter, actor) in &operation.predecessors {
                let replaced = self.operation_in(past, *counter, actor).ok_or(Refusal::Predecessor)?;
                if replaced.key != operation.key || replaced.value.is_none() {
                    return Err(Refusal::Predecessor);
                }
            }
        }
        Ok(())
    }

    fn operation_in(&self, past: &Past, counter: u64, actor: &Actor) -> Option<&super::chunk::Operation> {
        let last = past.get(&self.actors.get(actor)?.0)?;
        let node = self.node(self.back_while(*last, |node| node.chunk.start_op > counter)?)?;
        if node.chunk.actor == *actor { node.chunk.operation(counter) } else { None }
    }
}

/// A change follows the device's last one under the same actor, or opens a later incarnation.
fn check_sequence(chunk: &PageChunk, opened_at: u64, previous: Option<&Node>) -> Result<(), Refusal> {
    let fits = match previous {
        Some(node) if node.chunk.actor == chunk.actor => node.chunk.seq.checked_add(1) == Some(chunk.seq),
        Some(node) => chunk.seq == 1 && opened_at > node.opened_at,
        None => chunk.seq == 1,
    };
    if fits { Ok(()) } else { Err(Refusal::Sequence) }
}
