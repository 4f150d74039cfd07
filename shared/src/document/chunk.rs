//! Reading the bytes of a change.
//!
//! automerge is not asked to parse foreign bytes: a few of them can make it loop for hours or panic. They are read here, in
//! bounded time, into the operations that a document may have; then automerge writes a change from what was read. The result
//! must be the same bytes, so that what was judged is exactly what is applied.

use automerge::{
    ActorId, Change, ExpandedChange, ObjType, ScalarValue,
    legacy::{ElementId, Key, ObjectId, Op, OpId, OpType},
};

use super::{
    change::{Actor, ChangeHash},
    columns::Reader,
    gate::Refusal,
    operation::{Action, Kind, Object, Operation, OperationId, Spot},
    packing::Columns,
    rule::{Rule, Rules},
    shape::Schema,
};
use crate::{bounds, hash};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const PLAIN_CHANGE: u8 = 1;

/// A change that was read, and written again by automerge.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) hash: ChangeHash,
    pub(super) dependencies: Vec<ChangeHash>,
    pub(super) actor: Actor,
    pub(super) seq: u64,
    pub(super) start_op: u64,
    pub(super) operations: Vec<Operation>,
    /// What automerge is given: its own writing of the above.
    pub(super) change: Change,
}

impl Chunk {
    /// Reads a plain change chunk.
    ///
    /// # Errors
    /// The first reason for which no document of this kind can have it. Depends on the bytes alone, and takes time linear in
    /// their number and in the operations that the schema allows.
    pub(super) fn read(bytes: &[u8], schema: Schema, rules: Rules) -> Result<Self, Refusal> {
        let (hash, data) = open(bytes, rules)?;
        let parts = read_data(data, schema, rules)?;
        let change = if rules == Rules::ALL { write(&parts)? } else { write_loosely(bytes)? };
        if rules.has(Rule::Envelope) && change.raw_bytes() != bytes {
            return Err(Refusal::NotCanonical);
        }
        let Parts { dependencies, actor, seq, start_op, operations } = parts;
        Ok(Self { hash, dependencies, actor, seq, start_op, operations, change })
    }

    /// The counter of the last operation.
    pub(super) fn max_op(&self) -> u64 {
        let count = u64::try_from(self.operations.len()).unwrap_or(u64::MAX);
        self.start_op.saturating_add(count).saturating_sub(1)
    }

    /// The place of the operation with this counter.
    pub(super) fn place_of(&self, counter: u64) -> Option<usize> {
        let place = usize::try_from(counter.checked_sub(self.start_op)?).ok()?;
        (place < self.operations.len()).then_some(place)
    }
}

/// Takes the envelope off: gives the change's hash and the data inside.
fn open(bytes: &[u8], rules: Rules) -> Result<(ChangeHash, &[u8]), Refusal> {
    rules.require(bytes.len() <= bounds::CHANGE_BYTES, Refusal::TooLong)?;
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
    if reader.is_empty() { Ok((ChangeHash::from_bytes(hash), data)) } else { Err(Refusal::Malformed) }
}

struct Parts {
    dependencies: Vec<ChangeHash>,
    actor: Actor,
    seq: u64,
    start_op: u64,
    operations: Vec<Operation>,
}

fn read_data(data: &[u8], schema: Schema, rules: Rules) -> Result<Parts, Refusal> {
    let mut reader = Reader::new(data);
    let count = reader.unsigned()?;
    // Each takes 32 bytes, so that the claimed count cannot outgrow the chunk.
    rules.require(count <= u64::try_from(bounds::CHANGE_DEPENDENCIES).unwrap_or(0), Refusal::TooManyDependencies)?;
    let dependencies = (0..count).map(|_| reader.array().map(ChangeHash::from_bytes)).collect::<Result<Vec<_>, _>>()?;
    rules.require(dependencies.is_sorted_by(|one, next| one < next), Refusal::NotCanonical)?;
    let actor = read_actor(&mut reader)?;
    let (seq, start_op) = (reader.unsigned()?, reader.unsigned()?);
    let (time, message) = (reader.signed()?, reader.prefixed()?);
    rules.require(time == 0 && message.is_empty(), Refusal::Annotated)?;
    let mut actors = vec![actor];
    for _ in 0..reader.unsigned()? {
        // Each takes 17 bytes, so the claimed count cannot outgrow the chunk.
        actors.push(read_actor(&mut reader)?);
    }
    let columns = Columns::read(&mut reader, rules)?;
    rules.require(reader.is_empty(), Refusal::Annotated)?;
    let operations = columns.operations(&actors, schema, rules)?;
    Ok(Parts { dependencies, actor, seq, start_op, operations })
}

fn read_actor(reader: &mut Reader<'_>) -> Result<Actor, Refusal> {
    reader.prefixed()?.try_into().map_err(|_| Refusal::Actor)
}

fn write(parts: &Parts) -> Result<Change, Refusal> {
    let expanded = ExpandedChange {
        operations: parts.operations.iter().map(write_operation).collect(),
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

/// Where a rule is switched off, what was read may not say all that the bytes say: automerge reads them itself.
fn write_loosely(bytes: &[u8]) -> Result<Change, Refusal> {
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| Change::from_bytes(bytes.to_vec()).ok()));
    read.ok().flatten().ok_or(Refusal::Malformed)
}

fn write_operation(operation: &Operation) -> Op {
    let name = |id: &OperationId| OpId(id.counter, ActorId::from(id.actor));
    Op {
        action: match &operation.action {
            Action::Put(text) => OpType::Put(ScalarValue::Str(text.as_str().into())),
            Action::Make(Kind::Map) => OpType::Make(ObjType::Map),
            Action::Make(Kind::List) => OpType::Make(ObjType::List),
            Action::Make(Kind::Text) => OpType::Make(ObjType::Text),
            Action::Delete | Action::Foreign => OpType::Delete,
        },
        obj: match &operation.object {
            Object::Root => ObjectId::Root,
            Object::Made(id) => ObjectId::Id(name(id)),
        },
        key: match &operation.spot {
            Spot::Key(key) => Key::Map(key.as_str().into()),
            Spot::Start => Key::Seq(ElementId::Head),
            Spot::Element(id) => Key::Seq(ElementId::Id(name(id))),
        },
        pred: operation.predecessors.iter().map(name).collect(),
        insert: operation.insert,
    }
}
