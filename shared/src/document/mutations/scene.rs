//! Honest histories that mutants begin with.

use automerge::{
    Change,
    legacy::{ObjectId, OpId},
};

use super::{super::draft_document::fixture::*, Dice, trial};
use crate::document::{Act, DraftDocument, DraftEdit, DraftText};

/// How many histories there are.
pub(super) const SCENES: u64 = 48;
/// Changes that a mutant sequence may have.
pub(super) const LONGEST: usize = 5;

/// A draft with maps, a list and texts by three devices, and what came next.
pub(super) struct Scene {
    pub(super) number: u64,
    /// Changes that the victim holds.
    pub(super) base: Vec<Written>,
    /// The victim.
    pub(super) document: DraftDocument,
    /// The next honest changes, each building on those before.
    pub(super) tail: Vec<Written>,
    /// What it says.
    pub(super) state: (DraftText, Vec<[u8; 32]>),
    /// Names of operations that are there.
    pub(super) operations: Vec<OpId>,
    /// The objects that are there, and the objects around them.
    pub(super) objects: Vec<(OpId, ObjectId)>,
}

impl Scene {
    pub(super) fn new(number: u64) -> Self {
        let mut dice = Dice::new(77_000 + number);
        let ([one, two, three], opening) = opened();
        let mut writers = [one, two, three];
        let mut base = vec![opening];
        for _ in 0..8 + dice.below(8) {
            let writer = &mut writers[dice.below(3)];
            if dice.one_in(2) {
                writer.hear(&base);
            }
            if dice.one_in(6) {
                writer.restart();
            }
            base.extend(edit(writer, &mut dice));
        }
        let mut document = empty();
        for change in &base {
            offer(&mut document, change);
        }
        let tail = tail(&mut writers, &base, &mut dice);
        let operations = base.iter().flat_map(names).collect();
        let objects = base.iter().flat_map(trial::objects).collect();
        let state = trial::state(&document);
        Self { number, base, document, tail, state, operations, objects }
    }
}

fn tail(writers: &mut [Writer; 3], base: &[Written], dice: &mut Dice) -> Vec<Written> {
    for writer in &mut *writers {
        writer.hear(base);
    }
    let mut tail: Vec<Written> = Vec::new();
    while tail.len() < LONGEST {
        let writer = &mut writers[dice.below(3)];
        if dice.one_in(3) {
            writer.hear(&tail);
        }
        tail.extend(edit(writer, dice));
    }
    tail
}

/// Something that a co-author does, if it changes anything.
fn edit(writer: &mut Writer, dice: &mut Dice) -> Option<Written> {
    let articles = writer.document.text().articles.len();
    let words = ["a", "été ", "ni\n", "xyz", "👩‍👧", "longer words "];
    if articles == 0 || dice.one_in(8) {
        return writer.write(&[DraftEdit::Add(article(["2", "5"][dice.below(2)], words[dice.below(6)], "kort"))]);
    }
    let key = writer.article(dice.below(articles));
    match dice.below(12) {
        0 => writer.write(&[DraftEdit::Remove(key)]),
        1 => writer.write(&[DraftEdit::Title((*dice.pick(&words)).to_owned())]),
        2 | 3 => writer.write(&[DraftEdit::Act(key, *dice.pick(&Act::ALL), Some((*dice.pick(&["1", "2"])).to_owned()))]),
        _ => {
            let language = (*dice.pick(&["fr", "nl", "en"])).to_owned();
            let (at, remove, insert) = (dice.below(18), dice.below(4), (*dice.pick(&words)).to_owned());
            writer.write(&[DraftEdit::Replace(key, language, at, remove, insert)])
        }
    }
}

/// The names of the operations of a change.
fn names(written: &Written) -> Vec<OpId> {
    let change = Change::from_bytes(written.2.change.clone()).unwrap();
    let first = change.start_op().get();
    (first..first + change.len() as u64).map(|counter| OpId(counter, change.actor_id().clone())).collect()
}
