//! What a hostile hand does to a change before it hashes and signs it again.

use std::{collections::BTreeMap, num::NonZeroU64};

use automerge::{
    ActorId, Change, ChangeHash, ExpandedChange, ObjType, ScalarValue,
    legacy::{ElementId, Key, MarkData, ObjectId, Op, OpId, OpType},
};

use super::{
    super::draft_document::fixture::Written,
    Dice,
    scene::{LONGEST, Scene},
};
use crate::{bounds, document::DraftChange, hash};

/// A sequence of one to five changes, at least one of them mutated, each building on those before as the honest ones did.
pub(super) fn mutate(scene: &Scene, dice: &mut Dice) -> Vec<Written> {
    let length = 1 + dice.below(LONGEST);
    let victim = dice.below(length);
    let mut renamed: BTreeMap<ChangeHash, ChangeHash> = BTreeMap::new();
    let mut sequence = Vec::with_capacity(length);
    for (place, honest) in scene.tail.iter().take(length).enumerate() {
        let before = Change::from_bytes(honest.2.change.clone()).unwrap();
        let mut change = before.decode();
        for dependency in &mut change.deps {
            *dependency = renamed.get(dependency).copied().unwrap_or(*dependency);
        }
        // automerge wants them ascending, and so do we.
        change.deps.sort_unstable();
        let hostile = place == victim || dice.one_in(4);
        let bytes = if hostile { rewrite(change, scene, dice) } else { written(change) };
        renamed.insert(before.hash(), hash_of(&bytes));
        sequence.push((honest.0, honest.1, DraftChange { change: bytes, ..honest.2.clone() }));
    }
    sequence
}

fn rewrite(mut change: ExpandedChange, scene: &Scene, dice: &mut Dice) -> Vec<u8> {
    if dice.one_in(5) {
        return damage(written(change), dice);
    }
    for _ in 0..=dice.below(3) {
        if dice.one_in(3) { tamper(&mut change, scene, dice) } else { tamper_operation(&mut change, scene, dice) }
    }
    if dice.one_in(20) { damage(written(change), dice) } else { written(change) }
}

fn written(change: ExpandedChange) -> Vec<u8> {
    Change::from(change).raw_bytes().to_vec()
}

fn hash_of(bytes: &[u8]) -> ChangeHash {
    ChangeHash(hash::sha256(&bytes[8..]))
}

/// Changes some bytes, and the checksum with them.
fn damage(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.below(3) {
        let place = 9 + dice.below(bytes.len() - 9);
        bytes[place] = match dice.below(3) {
            0 => bytes[place] ^ (1 << dice.below(8)),
            1 => bytes[place].wrapping_add(1),
            _ => u8::try_from(dice.below(256)).unwrap(),
        };
    }
    let hash = hash::sha256(&bytes[8..]);
    bytes[4..8].copy_from_slice(&hash[..4]);
    bytes
}

/// The name of an operation: one that is there, one of this change, one that nobody made.
fn name(change: &ExpandedChange, scene: &Scene, dice: &mut Dice) -> OpId {
    let own = change.start_op.get();
    match dice.below(8) {
        0 => OpId(dice.below(60) as u64, change.actor_id.clone()),
        1 => OpId(dice.below(60) as u64, ActorId::from([9; 16])),
        2 | 3 => OpId(own.wrapping_add(dice.below(change.operations.len() + 1) as u64), change.actor_id.clone()),
        _ => dice.pick(&scene.operations).clone(),
    }
}

fn tamper(change: &mut ExpandedChange, scene: &Scene, dice: &mut Dice) {
    let number = |dice: &mut Dice| [1, 2, 3, 40, 4_000, u64::from(u32::MAX), u64::MAX][dice.below(7)];
    match dice.below(14) {
        0 => change.seq = number(dice),
        1 => change.seq = change.seq.wrapping_add(1),
        2 => change.start_op = NonZeroU64::new(number(dice)).unwrap(),
        3 => change.start_op = change.start_op.saturating_add(1 + dice.below(3) as u64),
        4 => change.start_op = NonZeroU64::new(change.start_op.get().saturating_sub(1).max(1)).unwrap(),
        5 => change.deps.clear(),
        6 => change.deps.push(ChangeHash([u8::try_from(dice.below(256)).unwrap(); 32])),
        7 => change.deps = vec![some_change(scene, dice)],
        8 => change.deps.push(some_change(scene, dice)),
        9 => change.extra_bytes = vec![1, 1, 65],
        10 => change.actor_id = ActorId::from([u8::try_from(dice.below(256)).unwrap(); 16]),
        11 => change.actor_id = dice.pick(&scene.operations).1.clone(),
        12 => (change.time, change.message) = (i64::from(dice.one_in(2)), Some("x".repeat(dice.below(3)))),
        _ => shuffle(change, dice),
    }
    if !dice.one_in(10) {
        change.deps.sort_unstable();
    }
}

fn some_change(scene: &Scene, dice: &mut Dice) -> ChangeHash {
    hash_of(&dice.pick(&scene.base).2.change)
}

/// Leaves operations out, repeats them, or puts them in another order.
fn shuffle(change: &mut ExpandedChange, dice: &mut Dice) {
    let count = change.operations.len();
    if count == 0 {
        return;
    }
    match dice.below(3) {
        0 => drop(change.operations.remove(dice.below(count))),
        1 => change.operations.push(change.operations[dice.below(count)].clone()),
        _ => change.operations.swap(dice.below(count), dice.below(count)),
    }
}

fn tamper_operation(change: &mut ExpandedChange, scene: &Scene, dice: &mut Dice) {
    if change.operations.is_empty() {
        return;
    }
    let id = name(change, scene, dice);
    let place = dice.below(change.operations.len());
    let operation = &mut change.operations[place];
    match dice.below(12) {
        0 => operation.obj = ObjectId::Id(id),
        1 => operation.obj = ObjectId::Root,
        2 => operation.key = Key::Map(key(dice).into()),
        3 => operation.key = Key::Seq(ElementId::Id(id)),
        4 => operation.key = Key::Seq(ElementId::Head),
        5 | 6 => operation.action = action(dice),
        7 => operation.action = OpType::Put(value(dice)),
        8 => operation.insert = !operation.insert,
        9 => operation.pred = vec![id].into(),
        10 => operation.pred = vec![].into(),
        _ => add_predecessor(operation, id),
    }
}

fn add_predecessor(operation: &mut Op, id: OpId) {
    operation.pred = operation.pred.iter().cloned().chain([id]).collect();
}

fn key(dice: &mut Dice) -> String {
    let keys = ["articles", "title", "texts", "act", "after", "fr", "nl", "de", "", "zzzz", "\u{202e}"];
    if dice.one_in(12) { "k".repeat(3_000) } else { (*dice.pick(&keys)).to_owned() }
}

fn value(dice: &mut Dice) -> ScalarValue {
    match dice.below(10) {
        0 => ScalarValue::Null,
        1 => ScalarValue::Int(-3),
        2 => ScalarValue::Uint(u64::MAX),
        3 => ScalarValue::Bytes(vec![0; dice.below(4)]),
        4 => ScalarValue::counter(5),
        5 => ScalarValue::Boolean(true),
        6 => ScalarValue::F64(1.5),
        7 => ScalarValue::Str("x".repeat(bounds::FIELD_BYTES + 1).into()),
        8 => ScalarValue::Str(["\u{202e}", "\u{1}", "", "many characters"][dice.below(4)].into()),
        _ => ScalarValue::Str("m".into()),
    }
}

fn action(dice: &mut Dice) -> OpType {
    let mark = MarkData { name: "bold".into(), value: ScalarValue::Boolean(true), expand: dice.one_in(2) };
    match dice.below(9) {
        0 => OpType::Delete,
        1 => OpType::Make(ObjType::Map),
        2 => OpType::Make(ObjType::List),
        3 => OpType::Make(ObjType::Text),
        4 => OpType::Make(ObjType::Table),
        5 => OpType::Increment(1),
        6 => OpType::MarkBegin(mark),
        7 => OpType::MarkEnd(dice.one_in(2)),
        _ => OpType::Put(value(dice)),
    }
}
