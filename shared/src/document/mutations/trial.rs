//! One mutant sequence: behind the gate, behind a gate without the rule that refused it, and without any gate.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use automerge::{
    Automerge, Change, LoadOptions, ReadDoc, TextEncoding,
    legacy::{ObjectId, OpId, OpType},
};

use super::{super::draft_document::fixture::*, quietly, scene::Scene};
use crate::document::{Applied, DraftDocument, DraftText, Refusal, Rule, draft_document::reading, rule::Rules};

/// What automerge does with changes that nobody judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Damage {
    PanicsApplying,
    PanicsSaving,
    PanicsLoading,
    CannotBeLoaded,
    DiffersAfterLoading,
    /// An object lies within itself: whoever reads the document whole never ends, until the stack is full.
    HoldsItself,
}

/// What became of a sequence.
pub(super) struct Outcome {
    pub(super) number: u64,
    pub(super) of_first_scene: bool,
    pub(super) sequence: Vec<Written>,
    /// What the gate said to each change.
    pub(super) applied: Vec<Applied>,
    /// What went wrong although the gate was there.
    pub(super) harm: Option<String>,
    /// The rule that held the sequence up first, and what happened without it: nothing, when another rule refused it then.
    pub(super) rule: Option<(Rule, Option<Loose>)>,
    /// What went wrong without any gate; nothing, when automerge refused it or took it without harm.
    pub(super) damage: Option<Damage>,
    pub(super) first_refusal: Option<Refusal>,
}

/// What a gate without one rule let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loose {
    Harmless,
    Harmful,
}

pub(super) fn holding<'w>(changes: impl IntoIterator<Item = &'w Written>) -> DraftDocument {
    let mut document = empty();
    for change in changes {
        offer(&mut document, change);
    }
    document
}

pub(super) fn state(document: &DraftDocument) -> (DraftText, Vec<[u8; 32]>) {
    (document.text(), document.heads())
}

pub(super) fn try_one(scene: &Scene, number: u64, sequence: Vec<Written>) -> Outcome {
    let mut victim = scene.document.clone();
    // A panic here ends the test: nothing may panic behind the gate.
    let applied: Vec<Applied> = sequence.iter().map(|change| offer(&mut victim, change)).collect();
    let harm = harm(scene, &victim, &applied).map(|harm| format!("mutant {number}: {harm}"));
    let stopped = applied.iter().find_map(|applied| match applied {
        Applied::Refused(refusal) => Some(refusal.rule()),
        Applied::Pending => Some(Rule::Dependencies),
        _ => None,
    });
    let first_refusal = applied.iter().find_map(|applied| match applied {
        Applied::Refused(refusal) => Some(*refusal),
        _ => None,
    });
    let rule = stopped.map(|rule| (rule, quietly(|| without(rule, scene, &sequence, &applied))));
    let damage = quietly(|| ungated(scene, &sequence));
    Outcome { number, of_first_scene: scene.number == 0, sequence, applied, harm, rule, damage, first_refusal }
}

fn harm(scene: &Scene, victim: &DraftDocument, applied: &[Applied]) -> Option<String> {
    if victim.alarm().is_some() {
        return Some("an alarm".to_owned());
    }
    if !applied.contains(&Applied::Accepted) {
        return (state(victim) != scene.state).then(|| "what was not accepted had effect".to_owned());
    }
    reload(&victim.gated.effect().document, |document| document.hydrate(None)).map(|damage| format!("{damage:?}"))
}

/// What happens without this rule to a sequence that it held up, if the first change that it refused then passes.
fn without(rule: Rule, scene: &Scene, sequence: &[Written], applied: &[Applied]) -> Option<Loose> {
    let mut victim = scene.document.clone();
    victim.gated.gate.rules = Rules::without(rule);
    let mut passed = false;
    for (change, before) in sequence.iter().zip(applied) {
        let held = matches!(before, Applied::Refused(_) | Applied::Pending);
        let now = offer(&mut victim, change);
        passed |= held && matches!(now, Applied::Accepted | Applied::WithoutEffect);
    }
    let harmful = victim.alarm().is_some() || reload(&victim.gated.effect().document, reading::text).is_some();
    passed.then_some(if harmful { Loose::Harmful } else { Loose::Harmless })
}

/// What automerge by itself does with the sequence.
pub(super) fn ungated(scene: &Scene, sequence: &[Written]) -> Option<Damage> {
    let mut document = scene.document.gated.effect().document.clone();
    for (_, _, body) in sequence {
        let applied = catch_unwind(AssertUnwindSafe(|| {
            let change = Change::from_bytes(body.change.clone()).ok();
            change.is_some_and(|change| document.apply_changes([change]).is_ok())
        }));
        if applied.is_err() {
            return Some(Damage::PanicsApplying);
        }
    }
    let taken: Vec<Written> = sequence.iter().filter(|change| is_in(&document, change)).cloned().collect();
    if holds_itself(scene, &taken) {
        return Some(Damage::HoldsItself);
    }
    reload(&document, |document| document.hydrate(None))
}

/// Whether automerge applied the change: one that waits for others is held, but has no effect.
fn is_in(document: &Automerge, (_, _, body): &Written) -> bool {
    let Ok(change) = Change::from_bytes(body.change.clone()) else { return false };
    // Asking may panic as well, once the document is damaged.
    catch_unwind(AssertUnwindSafe(|| document.get_change_by_hash(&change.hash()).is_some())).unwrap_or(true)
}

/// Whether the sequence makes an object that lies within itself, maybe by giving it a name that another one has.
fn holds_itself(scene: &Scene, sequence: &[Written]) -> bool {
    let made: Vec<(OpId, ObjectId)> = sequence.iter().flat_map(objects).collect();
    let mut around: BTreeMap<&OpId, Vec<&OpId>> = BTreeMap::new();
    for (object, outer) in scene.objects.iter().chain(&made) {
        if let ObjectId::Id(outer) = outer {
            around.entry(object).or_default().push(outer);
        }
    }
    let reaches_itself = |object: &OpId| {
        let (mut open, mut seen) = (around.get(object).cloned().unwrap_or_default(), BTreeSet::new());
        while let Some(outer) = open.pop() {
            if seen.insert(outer) {
                open.extend(around.get(outer).into_iter().flatten().copied());
            }
        }
        seen.contains(object)
    };
    made.iter().any(|(object, _)| reaches_itself(object))
}

/// The objects that a change makes, and the objects around them.
pub(super) fn objects((_, _, body): &Written) -> Vec<(OpId, ObjectId)> {
    let Ok(change) = Change::from_bytes(body.change.clone()) else { return Vec::new() };
    // Reading it may panic as well, before anything is known of its objects.
    let Ok(decoded) = catch_unwind(AssertUnwindSafe(|| change.decode())) else { return Vec::new() };
    let named =
        decoded.operations.into_iter().enumerate().map(|(place, operation)| {
            (OpId(decoded.start_op.get().wrapping_add(place as u64), decoded.actor_id.clone()), operation)
        });
    named.filter(|(_, operation)| matches!(operation.action, OpType::Make(_))).map(|(id, operation)| (id, operation.obj)).collect()
}

/// What is wrong with the document once it was saved and loaded again, as far as `read` shows.
fn reload<T: PartialEq>(document: &Automerge, read: impl Fn(&Automerge) -> T) -> Option<Damage> {
    let Ok((saved, said)) = catch_unwind(AssertUnwindSafe(|| (document.save(), read(document)))) else {
        return Some(Damage::PanicsSaving);
    };
    let load = || Automerge::load_with_options(&saved, LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint));
    let again = catch_unwind(AssertUnwindSafe(|| load().map(|loaded| (read(&loaded), loaded.get_heads()))));
    match again {
        Err(_) => Some(Damage::PanicsLoading),
        Ok(Err(_)) => Some(Damage::CannotBeLoaded),
        Ok(Ok((says, heads))) if says != said || heads != document.get_heads() => Some(Damage::DiffersAfterLoading),
        Ok(Ok(_)) => None,
    }
}
