use std::num::NonZeroU64;

use automerge::{
    ActorId, Automerge, Change, ExpandedChange, ObjType, ReadDoc, ScalarValue,
    legacy::{ElementId, Key, MarkData, ObjectId, Op, OpId, OpType},
};

use super::{
    super::effect::heads_of,
    Applied, PageDocument, Refusal,
    tests::{Writer, Written, empty, host, offer, slug, state},
};
use crate::{bounds, directory::PageEdit, document::PageChange, hash};

/// A page of two devices, and the last change of the first, which it does not hold yet.
struct Scene {
    document: PageDocument,
    earlier: Vec<Written>,
    honest: Written,
}

fn scene() -> Scene {
    let (mut one, mut two) = (Writer::new(1), Writer::new(2));
    let mut earlier = vec![one.write(&[host("a", "rue 1"), host("b", "rue 2")]).unwrap()];
    earlier.push(one.write(&[PageEdit::RemoveHost(slug("b"))]).unwrap());
    for change in &earlier {
        offer(&mut two.document, change);
    }
    earlier.push(two.write(&[host("c", "rue 3")]).unwrap());
    let document = two.document;
    let honest = one.write(&[host("a", "rue 4"), host("d", "rue 5")]).unwrap();
    Scene { document, earlier, honest }
}

fn expanded(written: &Written) -> ExpandedChange {
    Change::from_bytes(written.2.change.clone()).unwrap().decode()
}

fn with_bytes(written: &Written, change: Vec<u8>) -> Written {
    (written.0, written.1, PageChange { change, ..written.2.clone() })
}

/// What the page says to the honest change after a hostile hand went over it.
fn verdict(tamper: impl FnOnce(&mut ExpandedChange)) -> Applied {
    let Scene { mut document, honest, .. } = scene();
    let mut change = expanded(&honest);
    tamper(&mut change);
    let before = state(&document);
    let applied = offer(&mut document, &with_bytes(&honest, Change::from(change).raw_bytes().to_vec()));
    assert_eq!(state(&document), before);
    applied
}

fn verdict_on_bytes(bytes: Vec<u8>) -> Applied {
    let Scene { mut document, honest, .. } = scene();
    let before = state(&document);
    let applied = offer(&mut document, &with_bytes(&honest, bytes));
    assert_eq!(state(&document), before);
    applied
}

fn set(operation: &mut Op, action: OpType) {
    operation.action = action;
}

/// The chunk with its checksum set right.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() >= 8 {
        let hash = hash::sha256(&bytes[8..]);
        bytes[4..8].copy_from_slice(&hash[..4]);
    }
    bytes
}

#[test]
fn the_honest_change_itself_passes_and_is_read_as_automerge_reads_it() {
    let Scene { mut document, honest, .. } = scene();
    assert_eq!(offer(&mut document, &honest), Applied::Accepted);
    assert_eq!(Change::from(expanded(&honest)).raw_bytes(), honest.2.change);
}

#[test]
fn sequence_start_and_actor_must_continue_the_past() {
    type Tamper = fn(&mut ExpandedChange);
    let cases: [(Tamper, Refusal); 8] = [
        (|c| c.seq += 5, Refusal::Sequence),
        (|c| c.seq -= 1, Refusal::Sequence),
        (|c| c.seq = 1, Refusal::Place),
        (|c| c.seq = u64::MAX, Refusal::Sequence),
        (|c| c.start_op = NonZeroU64::new(3).unwrap(), Refusal::StartOperation),
        (|c| c.start_op = c.start_op.checked_add(1).unwrap(), Refusal::StartOperation),
        (|c| c.start_op = NonZeroU64::MAX, Refusal::StartOperation),
        (|c| c.actor_id = ActorId::from([9; 16]), Refusal::Actor),
    ];
    for (tamper, refusal) in cases {
        assert_eq!(verdict(tamper), Applied::Refused(refusal));
    }
    assert_eq!(verdict(|c| c.actor_id = ActorId::from([9; 32])), Applied::Refused(Refusal::Actor));
}

#[test]
fn an_unknown_dependency_waits_and_reaches_nothing() {
    let Scene { mut document, honest, .. } = scene();
    let mut change = expanded(&honest);
    change.deps.push(automerge::ChangeHash([9; 32]));
    let orphan = with_bytes(&honest, Change::from(change).raw_bytes().to_vec());
    assert_eq!(offer(&mut document, &orphan), Applied::Pending);
    assert_eq!(document.gated.effect().document.get_missing_deps(&[]), []);
    assert_eq!(offer(&mut document, &honest), Applied::Accepted);
}

#[test]
fn a_change_that_leaves_out_its_authors_last_one_is_refused() {
    let Scene { earlier, .. } = scene();
    let first = Change::from_bytes(earlier[0].2.change.clone()).unwrap().hash();
    let refused = verdict(|c| {
        c.deps = vec![first];
        c.start_op = NonZeroU64::new(7).unwrap();
    });
    assert_eq!(refused, Applied::Refused(Refusal::Sequence));
    let too_many = verdict(|c| c.deps = (0..=64).map(|i| automerge::ChangeHash([i; 32])).collect());
    assert_eq!(too_many, Applied::Refused(Refusal::TooManyDependencies));
}

#[test]
fn what_a_page_never_needs_is_refused() {
    let mark = MarkData { name: "bold".into(), value: ScalarValue::Boolean(true), expand: true };
    let cases: Vec<(OpType, Refusal)> = vec![
        (OpType::Make(ObjType::List), Refusal::MakesObject),
        (OpType::Make(ObjType::Map), Refusal::MakesObject),
        (OpType::Make(ObjType::Text), Refusal::MakesObject),
        (OpType::Increment(1), Refusal::Increment),
        (OpType::MarkBegin(mark), Refusal::Mark),
        (OpType::MarkEnd(true), Refusal::Mark),
        (OpType::Put(ScalarValue::Null), Refusal::Value),
        (OpType::Put(ScalarValue::Int(1)), Refusal::Value),
        (OpType::Put(ScalarValue::Bytes(vec![1])), Refusal::Value),
        (OpType::Put(ScalarValue::counter(1)), Refusal::Value),
        (OpType::Put(ScalarValue::Timestamp(1)), Refusal::Value),
        (OpType::Put(ScalarValue::Str("a\u{202e}b".into())), Refusal::Value),
        (OpType::Put(ScalarValue::Str("x".repeat(bounds::FIELD_BYTES + 1).into())), Refusal::Value),
    ];
    for (action, refusal) in cases {
        let shown = format!("{action:?}");
        assert_eq!(verdict(|c| set(&mut c.operations[0], action)), Applied::Refused(refusal), "{shown}");
    }
    assert_eq!(verdict(|c| c.operations.clear()), Applied::Refused(Refusal::Empty));
    assert_eq!(verdict(|c| c.time = 1), Applied::Refused(Refusal::Annotated));
    assert_eq!(verdict(|c| c.message = Some("x".into())), Applied::Refused(Refusal::Annotated));
    assert_eq!(verdict(|c| c.extra_bytes = vec![1, 1, 65]), Applied::Refused(Refusal::Annotated));
}

#[test]
fn other_objects_lists_and_keys_are_refused() {
    let element = |c: &ExpandedChange| OpId(1, c.actor_id.clone());
    let other_object = verdict(|c| c.operations[0].obj = ObjectId::Id(OpId(99, ActorId::from([9; 16]))));
    assert_eq!(other_object, Applied::Refused(Refusal::OtherObject));
    let own_object = verdict(|c| c.operations[0].obj = ObjectId::Id(element(c)));
    assert_eq!(own_object, Applied::Refused(Refusal::OtherObject));
    let list = verdict(|c| c.operations[0].key = Key::Seq(ElementId::Id(element(c))));
    assert_eq!(list, Applied::Refused(Refusal::ListElement));
    assert_eq!(verdict(|c| c.operations[0].insert = true), Applied::Refused(Refusal::Insert));
    for key in ["", "name", "h/a/name/more", "x/a/name", "h/A/name"] {
        assert_eq!(verdict(|c| c.operations[0].key = Key::Map(key.into())), Applied::Refused(Refusal::Key), "{key}");
    }
    let repeated = verdict(|c| c.operations[1] = c.operations[0].clone());
    assert_eq!(repeated, Applied::Refused(Refusal::RepeatedKey));
}

#[test]
fn a_replaced_value_must_stand_under_the_same_key_in_the_past_of_the_change() {
    let Scene { earlier, honest, .. } = scene();
    let author = expanded(&honest).actor_id;
    let other = expanded(&earlier[2]);
    let deletion = expanded(&earlier[1]);
    let deleted = deletion.operations[0].key.clone();
    let replaces = |counter: u64, actor: &ActorId| verdict(|c| c.operations[0].pred = vec![OpId(counter, actor.clone())].into());
    let refused = Applied::Refused(Refusal::Predecessor);
    let unknown = Applied::Refused(Refusal::Reference);
    assert_eq!(replaces(99, &author), unknown);
    assert_eq!(replaces(1, &ActorId::from([9; 16])), unknown);
    assert_eq!(replaces(2, &author), refused);
    assert_eq!(verdict(|c| set(&mut c.operations[1], OpType::Delete)), Applied::Refused(Refusal::Deletion));
    let of_a_deletion = verdict(|c| {
        c.operations[0].key = deleted.clone();
        c.operations[0].pred = vec![OpId(deletion.start_op.get(), author.clone())].into();
    });
    assert_eq!(of_a_deletion, refused);
    let outside_the_past = verdict(|c| {
        c.operations[0].key = other.operations[0].key.clone();
        c.operations[0].pred = vec![OpId(other.start_op.get(), other.actor_id.clone())].into();
    });
    assert_eq!(outside_the_past, unknown);
}

#[test]
fn only_a_plain_chunk_with_the_right_checksum_is_read() {
    let Scene { document, honest, .. } = scene();
    let refused = |bytes: Vec<u8>| match verdict_on_bytes(bytes) {
        Applied::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    };
    let mut large = expanded(&honest);
    set(&mut large.operations[0], OpType::Put(ScalarValue::Str("x".repeat(1_000).into())));
    let compressed = Change::from(large).bytes().into_owned();
    assert_eq!(compressed[8], 2);
    assert_eq!(refused(compressed), Refusal::NotAChange);
    assert_eq!(refused(document.gated.effect().document.save()), Refusal::NotAChange);
    assert_eq!(refused(vec![0; bounds::CHANGE_BYTES + 1]), Refusal::TooLong);
    assert_eq!(refused(Vec::new()), Refusal::Malformed);
    let mut bytes = honest.2.change.clone();
    bytes[4] ^= 1;
    assert_eq!(refused(bytes), Refusal::Checksum);
    let mut bytes = honest.2.change.clone();
    bytes.push(0);
    assert_eq!(refused(sealed(bytes)), Refusal::Malformed);
    assert_eq!(refused(honest.2.change[..40].to_vec()), Refusal::Checksum);
}

/// A chunk of a hundred bytes whose columns each claim as many operations as a number can say, all of them well formed.
fn bomb(honest: &Written) -> Vec<u8> {
    let claim = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x3f];
    let column = |value: &[u8]| [&claim[..], value].concat();
    let columns: [(u8, Vec<u8>); 5] =
        [(0x15, column(b"\x08h/a/name")), (0x34, claim.to_vec()), (0x42, column(&[1])), (0x56, column(&[6])), (0x70, column(&[0]))];
    let change = expanded(honest);
    let mut data = vec![1];
    data.extend(change.deps[0].0);
    data.push(16);
    data.extend(change.actor_id.to_bytes());
    data.extend([3, 9, 0, 0, 0, 5]);
    let lengths = columns.iter().flat_map(|(name, bytes)| [*name, u8::try_from(bytes.len()).unwrap()]);
    data.extend(lengths);
    data.extend(columns.iter().flat_map(|(_, bytes)| bytes));
    let mut chunk = vec![0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, 1, u8::try_from(data.len()).unwrap()];
    assert!(data.len() < 128);
    chunk.extend(data);
    sealed(chunk)
}

#[test]
fn a_small_chunk_that_claims_endless_operations_costs_nothing() {
    let Scene { honest, .. } = scene();
    assert_eq!(verdict_on_bytes(bomb(&honest)), Applied::Refused(Refusal::TooManyOperations));
}

#[test]
fn a_past_with_two_histories_of_one_device_is_refused() {
    let (mut one, mut two) = (Writer::new(1), Writer::new(2));
    let first = one.write(&[host("a", "rue 1")]).unwrap();
    offer(&mut two.document, &first);
    let mut copy = one.clone();
    let (left, right) = (one.write(&[host("a", "left")]).unwrap(), copy.write(&[host("a", "right")]).unwrap());
    let mut document = two.document.clone();
    for change in [&left, &right] {
        offer(&mut document, change);
    }
    let before = state(&document);
    let mut hostile = expanded(&two.write(&[host("b", "rue 2")]).unwrap());
    hostile.deps = [&left, &right].map(|change| expanded(change).hash.unwrap()).to_vec();
    hostile.start_op = hostile.start_op.checked_add(1).unwrap();
    let hostile = (two.device, 2, PageChange { epoch: 0, opened_at: 2, change: Change::from(hostile).raw_bytes().to_vec() });
    assert_eq!(offer(&mut document, &hostile), Applied::Refused(Refusal::Branches));
    assert_eq!(state(&document), before);
    assert_eq!(document.refusals().values().collect::<Vec<_>>(), [&(two.device, Refusal::Branches)]);
}

/// A small generator of its own, so that the corpus is the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn tamper(change: &mut ExpandedChange, dice: &mut Dice) {
    let place = dice.below(change.operations.len().max(1));
    let id = OpId(dice.below(20) as u64, if dice.below(3) == 0 { ActorId::from([9; 16]) } else { change.actor_id.clone() });
    let operation = change.operations.get_mut(place);
    match (dice.below(10), operation) {
        (0, _) => change.seq = dice.below(6) as u64,
        (1, _) => change.start_op = NonZeroU64::new(1 + dice.below(30) as u64).unwrap(),
        (2, _) => change.deps.truncate(dice.below(2)),
        (3, _) => change.extra_bytes = vec![1, 1, 65],
        (4, Some(operation)) => operation.pred = vec![id].into(),
        (5, Some(operation)) => operation.pred = vec![].into(),
        (6, Some(operation)) => operation.obj = ObjectId::Id(id),
        (7, Some(operation)) => operation.key = Key::Map(["h/a/name", "h/z/kind", "zzz"][dice.below(3)].into()),
        (8, Some(operation)) => {
            let value = [ScalarValue::Null, ScalarValue::Int(3), ScalarValue::Str("mutant".into())][dice.below(3)].clone();
            operation.action = [OpType::Delete, OpType::Make(ObjType::List), OpType::Put(value)][dice.below(3)].clone();
        }
        (_, Some(operation)) => operation.insert = dice.below(2) == 0,
        (_, None) => {}
    }
}

fn mutant(honest: &Written, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = honest.2.change.clone();
    if dice.below(2) == 0 {
        let mut change = expanded(honest);
        for _ in 0..=dice.below(3) {
            tamper(&mut change, dice);
        }
        bytes = Change::from(change).raw_bytes().to_vec();
    }
    if dice.below(2) == 0 {
        for _ in 0..=dice.below(3) {
            let place = 8 + dice.below(bytes.len() - 8);
            bytes[place] = u8::try_from(dice.below(256)).unwrap();
        }
    }
    sealed(bytes)
}

#[test]
fn two_thousand_mutants_neither_panic_nor_freeze_nor_leave_an_unreadable_document() {
    let Scene { document, honest, .. } = scene();
    let mut dice = Dice(2_026);
    let mut accepted = 0;
    for number in 0..2_000 {
        let mut victim = document.clone();
        let applied = offer(&mut victim, &with_bytes(&honest, mutant(&honest, &mut dice)));
        let (page, heads) = state(&victim);
        if applied == Applied::Accepted {
            accepted += 1;
            let reloaded = Automerge::load(&victim.gated.effect().document.save()).unwrap();
            victim.gated.effect().document = reloaded;
            assert_eq!((victim.page(), heads_of(&victim.gated.effect().document).len()), (page, heads.len()), "mutant {number}");
        } else {
            assert_eq!((page, heads), state(&document), "mutant {number}: {applied:?}");
        }
    }
    assert!((10..1_000).contains(&accepted), "{accepted} of the corpus are harmless");
}

/// A device's line of changes, and for each of them, from the last to the first, another one that takes its place.
fn line_and_rivals(length: usize) -> (Vec<Written>, Vec<Written>) {
    let mut writer = Writer::new(1);
    let mut line = vec![writer.write(&[host("a", "rue 0")]).unwrap()];
    let mut rivals = Vec::new();
    for number in 1..length {
        let before = writer.clone();
        line.push(writer.write(&[host("a", &format!("rue {number}"))]).unwrap());
        let hash_of = |written: &Written| Change::from_bytes(written.2.change.clone()).unwrap().hash();
        let outranks = |rival: &Written| hash_of(rival) < hash_of(&line[number]);
        let mut others = (0..).map(|variant| before.clone().write(&[host("a", &format!("allée {number} {variant}"))]).unwrap());
        rivals.push(others.find(outranks).unwrap());
    }
    rivals.reverse();
    for (place, rival) in rivals.iter_mut().enumerate() {
        rival.1 = (1 + length + place) as u64;
    }
    (line, rivals)
}

#[test]
fn a_device_that_contradicts_each_of_its_changes_makes_others_decide_once_they_read() {
    let (line, rivals) = line_and_rivals(40);
    let offered = |written: &Written| (written.0, written.1, crate::journal::EntryHash::NONE, written.2.clone());
    let all: Vec<_> = line.iter().chain(&rivals).map(offered).collect();
    let (mut together, mut one_by_one) = (empty(), empty());
    together.apply_all(all.iter().map(|(device, seq, entry, change)| (*device, *seq, *entry, change)));
    for (device, seq, entry, change) in &all {
        one_by_one.apply_all(std::iter::once((*device, *seq, *entry, change)));
    }
    assert!(together.gated.is_due() && one_by_one.gated.is_due());
    assert_eq!(state(&together), state(&one_by_one));
    assert!(!together.gated.is_due() && !one_by_one.gated.is_due());
}
