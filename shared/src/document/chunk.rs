//! Reading the bytes of a change.
//!
//! automerge is not asked to parse foreign bytes: a few of them can make it loop for hours or panic. They are read here, in
//! bounded time, into the only operations that a page has; then automerge writes a change from what was read. The result must
//! be the same bytes, so that what was judged is exactly what is applied.

use std::collections::BTreeSet;

use automerge::{
    ActorId, Change, ExpandedChange, ScalarValue,
    legacy::{Key, ObjectId, Op, OpId, OpType},
};

use super::{
    change::{Actor, ChangeHash},
    columns::{Reader, all_false, differences, runs},
    gate::Refusal,
    key,
};
use crate::{bounds, hash, text};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const PLAIN_CHANGE: u8 = 1;
const PUT: u64 = 1;
const DELETE: u64 = 3;
const NULL: u64 = 0;
const TEXT: u64 = 6;

/// A change that a page can have, read and written again.
#[derive(Debug, Clone)]
pub(super) struct PageChunk {
    pub(super) hash: ChangeHash,
    pub(super) dependencies: Vec<ChangeHash>,
    pub(super) actor: Actor,
    pub(super) seq: u64,
    pub(super) start_op: u64,
    pub(super) operations: Vec<Operation>,
    /// What automerge is given: its own writing of the above.
    pub(super) change: Change,
}

/// One operation on the root map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Operation {
    pub(super) key: String,
    /// The new text, or nothing for a deletion.
    pub(super) value: Option<String>,
    /// The values that it replaces, as (counter, actor).
    pub(super) predecessors: Vec<(u64, Actor)>,
}

impl PageChunk {
    /// Reads a plain change chunk of a page.
    ///
    /// # Errors
    /// The first reason for which no page can have it. Depends on the bytes alone, and takes time linear in their number.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > bounds::CHANGE_BYTES {
            return Err(Refusal::TooLong);
        }
        let mut reader = Reader::new(bytes);
        if reader.array()? != MAGIC {
            return Err(Refusal::NotAChange);
        }
        let checksum: [u8; 4] = reader.array()?;
        let hash = hash::sha256(reader.rest());
        if reader.byte()? != PLAIN_CHANGE {
            return Err(Refusal::NotAChange);
        }
        if hash.first_chunk() != Some(&checksum) {
            return Err(Refusal::Checksum);
        }
        let data = reader.prefixed()?;
        if !reader.is_empty() {
            return Err(Refusal::Malformed);
        }
        let parts = read_data(data)?;
        let change = write(&parts)?;
        if change.raw_bytes() != bytes {
            return Err(Refusal::NotCanonical);
        }
        let Parts { dependencies, actor, seq, start_op, operations } = parts;
        Ok(Self { hash: ChangeHash::from_bytes(hash), dependencies, actor, seq, start_op, operations, change })
    }

    /// The counter of the last operation.
    pub(super) fn max_op(&self) -> u64 {
        let count = u64::try_from(self.operations.len()).unwrap_or(u64::MAX);
        self.start_op.saturating_add(count).saturating_sub(1)
    }

    /// The operation with this counter.
    pub(super) fn operation(&self, counter: u64) -> Option<&Operation> {
        let place = counter.checked_sub(self.start_op)?;
        self.operations.get(usize::try_from(place).ok()?)
    }
}

struct Parts {
    dependencies: Vec<ChangeHash>,
    actor: Actor,
    seq: u64,
    start_op: u64,
    operations: Vec<Operation>,
}

fn read_data(data: &[u8]) -> Result<Parts, Refusal> {
    let mut reader = Reader::new(data);
    let count = reader.unsigned()?;
    if count > u64::try_from(bounds::CHANGE_DEPENDENCIES).unwrap_or(0) {
        return Err(Refusal::TooManyDependencies);
    }
    let dependencies = (0..count).map(|_| reader.array().map(ChangeHash::from_bytes)).collect::<Result<Vec<_>, _>>()?;
    if !dependencies.is_sorted_by(|one, next| one < next) {
        return Err(Refusal::NotCanonical);
    }
    let actor = read_actor(&mut reader)?;
    let (seq, start_op) = (reader.unsigned()?, reader.unsigned()?);
    let (time, message) = (reader.signed()?, reader.prefixed()?);
    if time != 0 || !message.is_empty() {
        return Err(Refusal::Annotated);
    }
    let mut actors = vec![actor];
    for _ in 0..reader.unsigned()? {
        // Each takes 17 bytes, so the claimed count cannot outgrow the chunk.
        actors.push(read_actor(&mut reader)?);
    }
    let columns = Columns::read(&mut reader)?;
    if !reader.is_empty() {
        return Err(Refusal::Annotated);
    }
    Ok(Parts { dependencies, actor, seq, start_op, operations: columns.operations(&actors)? })
}

fn read_actor(reader: &mut Reader<'_>) -> Result<Actor, Refusal> {
    reader.prefixed()?.try_into().map_err(|_| Refusal::Actor)
}

/// The columns that the operations of a page fill.
#[derive(Default)]
struct Columns<'b> {
    key: &'b [u8],
    insert: &'b [u8],
    action: &'b [u8],
    value_kind: &'b [u8],
    value: &'b [u8],
    predecessor_count: &'b [u8],
    predecessor_actor: &'b [u8],
    predecessor_counter: &'b [u8],
}

impl<'b> Columns<'b> {
    fn read(reader: &mut Reader<'b>) -> Result<Self, Refusal> {
        let mut lengths = Vec::new();
        for _ in 0..reader.unsigned()? {
            lengths.push((reader.unsigned()?, reader.unsigned()?));
        }
        let mut columns = Self::default();
        for (name, length) in lengths {
            let bytes = reader.take(length)?;
            let column = match name {
                0x15 => &mut columns.key,
                0x34 => &mut columns.insert,
                0x42 => &mut columns.action,
                0x56 => &mut columns.value_kind,
                0x57 => &mut columns.value,
                0x70 => &mut columns.predecessor_count,
                0x71 => &mut columns.predecessor_actor,
                0x73 => &mut columns.predecessor_counter,
                _ if bytes.is_empty() => continue,
                0x01 | 0x02 => return Err(Refusal::OtherObject),
                0x11 | 0x13 => return Err(Refusal::ListElement),
                0x94 | 0xa5 => return Err(Refusal::Mark),
                _ => return Err(Refusal::Malformed),
            };
            *column = bytes;
        }
        Ok(columns)
    }

    fn operations(&self, actors: &[Actor]) -> Result<Vec<Operation>, Refusal> {
        let most = bounds::CHANGE_OPERATIONS;
        let actions = runs(self.action, most, Reader::unsigned)?;
        let kinds = runs(self.value_kind, most, Reader::unsigned)?;
        let keys = runs(self.key, most, read_key)?;
        let predecessors = self.predecessors(actions.len(), actors)?;
        if actions.is_empty() {
            return Err(Refusal::Empty);
        }
        if keys.len() != actions.len() || kinds.len() != actions.len() {
            return Err(Refusal::Malformed);
        }
        if !all_false(self.insert, actions.len())? {
            return Err(Refusal::Insert);
        }
        let mut values = Reader::new(self.value);
        let mut seen = BTreeSet::new();
        let mut operations = Vec::with_capacity(actions.len());
        for (((action, kind), key), predecessors) in actions.into_iter().zip(kinds).zip(keys).zip(predecessors) {
            let value = read_value(action, kind, &mut values)?;
            if !seen.insert(key) {
                return Err(Refusal::RepeatedKey);
            }
            if value.is_none() && predecessors.is_empty() {
                return Err(Refusal::Predecessor);
            }
            operations.push(Operation { key: key.to_owned(), value, predecessors });
        }
        if values.is_empty() { Ok(operations) } else { Err(Refusal::Malformed) }
    }

    fn predecessors(&self, operations: usize, actors: &[Actor]) -> Result<Vec<Vec<(u64, Actor)>>, Refusal> {
        let counts = runs(self.predecessor_count, bounds::CHANGE_OPERATIONS, Reader::unsigned)?;
        let counters = differences(self.predecessor_counter, bounds::CHANGE_PREDECESSORS)?;
        let places = runs(self.predecessor_actor, bounds::CHANGE_PREDECESSORS, Reader::unsigned)?;
        if counts.len() != operations || places.len() != counters.len() {
            return Err(Refusal::Malformed);
        }
        let mut pairs = counters.into_iter().zip(places);
        let mut all = Vec::with_capacity(operations);
        for count in counts {
            let mut own = BTreeSet::new();
            for _ in 0..count {
                let (counter, place) = pairs.next().ok_or(Refusal::Malformed)?;
                let actor = usize::try_from(place).ok().and_then(|place| actors.get(place)).ok_or(Refusal::Malformed)?;
                if !own.insert((counter, *actor)) {
                    return Err(Refusal::Predecessor);
                }
            }
            all.push(own.into_iter().collect());
        }
        if pairs.next().is_none() { Ok(all) } else { Err(Refusal::Malformed) }
    }
}

fn read_key<'b>(reader: &mut Reader<'b>) -> Result<&'b str, Refusal> {
    let bytes = reader.prefixed()?;
    let key = std::str::from_utf8(bytes).map_err(|_| Refusal::Key)?;
    if key.len() <= key::KEY_BYTES && key::read(key).is_some() { Ok(key) } else { Err(Refusal::Key) }
}

fn read_value(action: u64, kind: u64, values: &mut Reader<'_>) -> Result<Option<String>, Refusal> {
    let (kind, length) = (kind & 0x0f, kind >> 4);
    match action {
        PUT if kind == TEXT => {
            if length > u64::try_from(bounds::FIELD_BYTES).unwrap_or(0) {
                return Err(Refusal::Value);
            }
            let value = std::str::from_utf8(values.take(length)?).map_err(|_| Refusal::Value)?;
            if text::check(value).is_err() { Err(Refusal::Value) } else { Ok(Some(value.to_owned())) }
        }
        DELETE if kind == NULL && length == 0 => Ok(None),
        PUT | DELETE => Err(Refusal::Value),
        0 | 2 | 4 | 6 => Err(Refusal::MakesObject),
        5 => Err(Refusal::Increment),
        7 => Err(Refusal::Mark),
        _ => Err(Refusal::Malformed),
    }
}

fn write(parts: &Parts) -> Result<Change, Refusal> {
    let operations = parts.operations.iter().map(|operation| Op {
        action: operation.value.as_ref().map_or(OpType::Delete, |text| OpType::Put(ScalarValue::Str(text.as_str().into()))),
        obj: ObjectId::Root,
        key: Key::Map(operation.key.as_str().into()),
        pred: operation.predecessors.iter().map(|(counter, actor)| OpId(*counter, ActorId::from(*actor))).collect(),
        insert: false,
    });
    let expanded = ExpandedChange {
        operations: operations.collect(),
        actor_id: ActorId::from(parts.actor),
        hash: None,
        seq: parts.seq,
        start_op: parts.start_op.try_into().map_err(|_| Refusal::StartOperation)?,
        time: 0,
        message: None,
        deps: parts.dependencies.iter().map(|hash| automerge::ChangeHash(*hash.as_bytes())).collect(),
        extra_bytes: Vec::new(),
        author: None,
    };
    // Every field was checked, so nothing here is expected to panic; if it does, the change is refused alike by all.
    let written = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| Change::from(expanded)));
    written.map_err(|_| Refusal::NotCanonical)
}
