//! The operations of a change, unpacked from its columns.

use super::{
    change::Actor,
    columns::{Reader, differences, optional_differences, optional_runs, runs, truths},
    gate::Refusal,
    operation::{Action, Kind, Object, Operation, OperationId, Spot},
    rule::{Rule, Rules},
    shape::Schema,
};
use crate::{bounds, text};

const MAKE_MAP: u64 = 0;
const PUT: u64 = 1;
const MAKE_LIST: u64 = 2;
const DELETE: u64 = 3;
const MAKE_TEXT: u64 = 4;
const INCREMENT: u64 = 5;
const MAKE_TABLE: u64 = 6;
const MARK: u64 = 7;
const NULL: u64 = 0;
const TEXT: u64 = 6;

/// The columns that operations fill.
#[derive(Default)]
pub(super) struct Columns<'b> {
    object_actor: &'b [u8],
    object_counter: &'b [u8],
    key_actor: &'b [u8],
    key_counter: &'b [u8],
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
    pub(super) fn read(reader: &mut Reader<'b>, rules: Rules) -> Result<Self, Refusal> {
        let mut lengths = Vec::new();
        for _ in 0..reader.unsigned()? {
            lengths.push((reader.unsigned()?, reader.unsigned()?));
        }
        let mut columns = Self::default();
        for (name, length) in lengths {
            let bytes = reader.take(length)?;
            let column = match name {
                0x01 => &mut columns.object_actor,
                0x02 => &mut columns.object_counter,
                0x11 => &mut columns.key_actor,
                0x13 => &mut columns.key_counter,
                0x15 => &mut columns.key,
                0x34 => &mut columns.insert,
                0x42 => &mut columns.action,
                0x56 => &mut columns.value_kind,
                0x57 => &mut columns.value,
                0x70 => &mut columns.predecessor_count,
                0x71 => &mut columns.predecessor_actor,
                0x73 => &mut columns.predecessor_counter,
                _ if bytes.is_empty() => continue,
                0x94 | 0xa5 => {
                    rules.refuse(Refusal::Mark)?;
                    continue;
                }
                _ => return Err(Refusal::Malformed),
            };
            *column = bytes;
        }
        Ok(columns)
    }

    /// Unpacks the operations. `actors` are those that the change names, its own first.
    pub(super) fn operations(&self, actors: &[Actor], schema: Schema, rules: Rules) -> Result<Vec<Operation>, Refusal> {
        let most = if rules.has(Rule::Bounds) { schema.operations() } else { bounds::DRAFT_CHANGE_OPERATIONS };
        let actions = runs(self.action, most, Reader::unsigned)?;
        let kinds = runs(self.value_kind, most, Reader::unsigned)?;
        let inserts = truths(self.insert, most)?;
        let count = actions.len();
        rules.require(count > 0, Refusal::Empty)?;
        if kinds.len() != count || inserts.len() != count {
            return Err(Refusal::Malformed);
        }
        let objects = self.objects(count, actors)?;
        let spots = self.spots(count, actors)?;
        let predecessors = self.predecessors(count, schema, actors)?;
        let mut values = Reader::new(self.value);
        let mut operations = Vec::with_capacity(count);
        let places = objects.into_iter().zip(spots).zip(predecessors);
        for (((action, kind), insert), ((object, spot), predecessors)) in actions.into_iter().zip(kinds).zip(inserts).zip(places) {
            let action = read_action(action, kind, &mut values, rules)?;
            operations.push(Operation { object, spot, insert, action, predecessors, makes: None });
        }
        if values.is_empty() { Ok(operations) } else { Err(Refusal::Malformed) }
    }

    fn objects(&self, count: usize, actors: &[Actor]) -> Result<Vec<Object>, Refusal> {
        let places = padded(optional_runs(self.object_actor, count, Reader::unsigned)?, count)?;
        let counters = padded(optional_runs(self.object_counter, count, Reader::unsigned)?, count)?;
        let object = |(place, counter)| match (place, counter) {
            (None, None) => Ok(Object::Root),
            (Some(place), Some(counter)) => Ok(Object::Made(operation_id(place, counter, actors)?)),
            _ => Err(Refusal::Malformed),
        };
        places.into_iter().zip(counters).map(object).collect()
    }

    fn spots(&self, count: usize, actors: &[Actor]) -> Result<Vec<Spot>, Refusal> {
        let places = padded(optional_runs(self.key_actor, count, Reader::unsigned)?, count)?;
        let counters = padded(optional_differences(self.key_counter, count)?, count)?;
        let keys = padded(optional_runs(self.key, count, read_key)?, count)?;
        let spot = |((place, counter), key)| match (place, counter, key) {
            (None, None, Some(key)) => Ok(Spot::Key(str::to_owned(key))),
            (None, Some(0), None) => Ok(Spot::Start),
            (Some(place), Some(counter), None) => Ok(Spot::Element(operation_id(place, counter, actors)?)),
            _ => Err(Refusal::Malformed),
        };
        places.into_iter().zip(counters).zip(keys).map(spot).collect()
    }

    fn predecessors(&self, count: usize, schema: Schema, actors: &[Actor]) -> Result<Vec<Vec<OperationId>>, Refusal> {
        let most = schema.predecessors();
        let counts = runs(self.predecessor_count, count, Reader::unsigned)?;
        let counters = differences(self.predecessor_counter, most)?;
        let places = runs(self.predecessor_actor, most, Reader::unsigned)?;
        if counts.len() != count || places.len() != counters.len() {
            return Err(Refusal::Malformed);
        }
        let mut pairs = counters.into_iter().zip(places);
        let mut all = Vec::with_capacity(count);
        for count in counts {
            let mut own: Vec<OperationId> = Vec::new();
            for _ in 0..count {
                let (counter, place) = pairs.next().ok_or(Refusal::Malformed)?;
                let id = operation_id(place, counter, actors)?;
                // Ascending, so none twice: automerge writes them so.
                if own.last().is_some_and(|last| *last >= id) {
                    return Err(Refusal::Predecessor);
                }
                own.push(id);
            }
            all.push(own);
        }
        if pairs.next().is_none() { Ok(all) } else { Err(Refusal::Malformed) }
    }
}

/// A column that was left out has no value for any operation.
fn padded<T: Clone>(mut values: Vec<Option<T>>, count: usize) -> Result<Vec<Option<T>>, Refusal> {
    if values.is_empty() {
        values.resize(count, None);
    }
    if values.len() == count { Ok(values) } else { Err(Refusal::Malformed) }
}

fn operation_id(place: u64, counter: u64, actors: &[Actor]) -> Result<OperationId, Refusal> {
    let actor = usize::try_from(place).ok().and_then(|place| actors.get(place)).ok_or(Refusal::Malformed)?;
    Ok(OperationId { counter, actor: *actor })
}

fn read_key<'b>(reader: &mut Reader<'b>) -> Result<&'b str, Refusal> {
    std::str::from_utf8(reader.prefixed()?).map_err(|_| Refusal::Key)
}

fn read_action(action: u64, kind: u64, values: &mut Reader<'_>, rules: Rules) -> Result<Action, Refusal> {
    let (kind, length) = (kind & 0x0f, kind >> 4);
    let bytes = values.take(length)?;
    let nothing = kind == NULL && length == 0;
    let read = match action {
        PUT if kind == TEXT => return read_text(bytes, rules),
        DELETE if nothing => return Ok(Action::Delete),
        MAKE_MAP if nothing => return Ok(Action::Make(Kind::Map)),
        MAKE_LIST if nothing => return Ok(Action::Make(Kind::List)),
        MAKE_TEXT if nothing => return Ok(Action::Make(Kind::Text)),
        PUT | DELETE => Refusal::Value,
        MAKE_MAP | MAKE_LIST | MAKE_TEXT | MAKE_TABLE => Refusal::MakesObject,
        INCREMENT => Refusal::Increment,
        MARK => Refusal::Mark,
        _ => return Err(Refusal::Malformed),
    };
    rules.refuse(read).map(|()| Action::Foreign)
}

fn read_text(bytes: &[u8], rules: Rules) -> Result<Action, Refusal> {
    let value = std::str::from_utf8(bytes).map_err(|_| Refusal::Value)?;
    let good = value.len() <= bounds::FIELD_BYTES && text::check(value).is_ok();
    rules.require(good, Refusal::Value)?;
    Ok(Action::Put(value.to_owned()))
}
