//! One mutant sequence: behind the gate, behind a gate without the rule that refused it, and without any gate.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{Automerge, Change};

use super::{super::draft_document::fixture::*, quietly, scene::Scene};
use crate::document::{Applied, DraftDocument, Refusal, Rule, draft_document::DraftText, rule::Rules};

/// What automerge does with changes that nobody judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Damage {
    PanicsApplying,
    PanicsSaving,
    PanicsLoading,
    CannotBeLoaded,
    DiffersAfterLoading,
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
    let damage = quietly(|| ungated(scene.document.gated.document.clone(), &sequence));
    Outcome { number, of_first_scene: scene.number == 0, sequence, applied, harm, rule, damage, first_refusal }
}

fn harm(scene: &Scene, victim: &DraftDocument, applied: &[Applied]) -> Option<String> {
    if victim.alarm().is_some() {
        return Some("an alarm".to_owned());
    }
    if !applied.contains(&Applied::Accepted) {
        return (state(victim) != state(&scene.document)).then(|| "what was not accepted had effect".to_owned());
    }
    reload(&victim.gated.document).map(|damage| format!("{damage:?}"))
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
    let harmful = victim.alarm().is_some() || reload(&victim.gated.document).is_some();
    passed.then_some(if harmful { Loose::Harmful } else { Loose::Harmless })
}

/// What automerge by itself does with the sequence.
pub(super) fn ungated(mut document: Automerge, sequence: &[Written]) -> Option<Damage> {
    for (_, _, body) in sequence {
        let applied = catch_unwind(AssertUnwindSafe(|| {
            let change = Change::from_bytes(body.change.clone()).ok();
            change.is_some_and(|change| document.apply_changes([change]).is_ok())
        }));
        if applied.is_err() {
            return Some(Damage::PanicsApplying);
        }
    }
    reload(&document)
}

/// What is wrong with the document once it was saved and loaded again.
fn reload(document: &Automerge) -> Option<Damage> {
    let Ok((saved, said)) = catch_unwind(AssertUnwindSafe(|| (document.save(), document.hydrate(None)))) else {
        return Some(Damage::PanicsSaving);
    };
    let again = catch_unwind(AssertUnwindSafe(|| {
        Automerge::load(&saved).map(|loaded| (loaded.hydrate(None), loaded.get_heads(), loaded.save()))
    }));
    match again {
        Err(_) => Some(Damage::PanicsLoading),
        Ok(Err(_)) => Some(Damage::CannotBeLoaded),
        Ok(Ok((says, heads, _))) if says != said || heads != document.get_heads() => Some(Damage::DiffersAfterLoading),
        Ok(Ok(_)) => None,
    }
}
