//! What became of all mutants, and the harmful ones worth keeping.

use std::{collections::BTreeMap, fmt};

use data_encoding::HEXLOWER;

use super::{
    super::draft_document::fixture::Written,
    scene::Scene,
    trial::{Damage, Loose, Outcome, ungated},
};
use crate::document::{Applied, Rule};

/// Harmful sequences kept for each kind of damage and rule.
const KEPT: usize = 2;

/// A sequence with its number.
type Kept = (u64, Vec<Written>);

/// What one rule did.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RuleTally {
    /// Sequences that it held up first.
    pub(super) first: u64,
    /// Of these, those that no other rule would have held up.
    pub(super) alone: u64,
    /// Of these, those that then did damage.
    pub(super) harmful: u64,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) tried: u64,
    pub(super) harm_behind_the_gate: Vec<String>,
    pub(super) accepted_mutants: u64,
    pub(super) harmful_without_gate: u64,
    pub(super) rules: BTreeMap<Rule, RuleTally>,
    damages: BTreeMap<Damage, u64>,
    harmful: BTreeMap<(Rule, Damage), Vec<Kept>>,
}

impl Tally {
    pub(super) fn add(&mut self, outcome: Outcome) {
        self.tried += 1;
        self.harm_behind_the_gate.extend(outcome.harm);
        self.accepted_mutants += u64::from(outcome.applied.iter().all(|applied| *applied == Applied::Accepted));
        if let Some((rule, loose)) = outcome.rule {
            let tally = self.rules.entry(rule).or_default();
            tally.first += 1;
            tally.alone += u64::from(loose.is_some());
            tally.harmful += u64::from(loose == Some(Loose::Harmful));
        }
        if let Some(damage) = outcome.damage {
            self.harmful_without_gate += 1;
            *self.damages.entry(damage).or_default() += 1;
            // Only of one history, so that a file of them stays small.
            if let Some(refusal) = outcome.first_refusal.filter(|_| outcome.of_first_scene) {
                self.keep((refusal.rule(), damage), outcome.number, outcome.sequence);
            }
        }
    }

    /// Keeps the shortest of a kind.
    fn keep(&mut self, kind: (Rule, Damage), number: u64, sequence: Vec<Written>) {
        let kept = self.harmful.entry(kind).or_default();
        kept.push((number, sequence));
        kept.sort_by_key(|(number, sequence)| (sequence.iter().map(|change| change.2.change.len()).sum::<usize>(), *number));
        kept.truncate(KEPT);
    }

    pub(super) fn with(mut self, other: Self) -> Self {
        self.tried += other.tried;
        self.harm_behind_the_gate.extend(other.harm_behind_the_gate);
        self.accepted_mutants += other.accepted_mutants;
        self.harmful_without_gate += other.harmful_without_gate;
        for (rule, more) in other.rules {
            let tally = self.rules.entry(rule).or_default();
            (tally.first, tally.alone, tally.harmful) =
                (tally.first + more.first, tally.alone + more.alone, tally.harmful + more.harmful);
        }
        for (damage, count) in other.damages {
            *self.damages.entry(damage).or_default() += count;
        }
        for (kind, kept) in other.harmful {
            for (number, sequence) in kept {
                self.keep(kind, number, sequence);
            }
        }
        self
    }
}

impl Tally {
    /// The smallest harmful sequences of the first history, as a golden file: the history, then each sequence.
    pub(super) fn harvest(&self, scene: &Scene) -> String {
        let mut text = String::new();
        for (place, change) in scene.base.iter().enumerate() {
            text += &value(&format!("history, change {}", place + 1), change);
        }
        for ((rule, damage), kept) in &self.harmful {
            for (number, sequence) in kept {
                assert_eq!(ungated(scene, sequence), Some(*damage));
                for (place, change) in sequence.iter().enumerate() {
                    text += &value(&format!("mutant {number}, {rule:?}, {damage:?}, change {}", place + 1), change);
                }
            }
        }
        text
    }
}

/// A value of a golden file: device, entry, opening entry, change.
fn value(what: &str, (device, seq, body): &Written) -> String {
    let parts: [&[u8]; 4] = [device.as_bytes(), &seq.to_be_bytes(), &body.opened_at.to_be_bytes(), &body.change];
    let digits = HEXLOWER.encode(&parts.concat());
    let lines: Vec<&str> = digits.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("# {what}\n{}\n", lines.join("\n"))
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |count: u64| {
            let tenths = count * 1_000 / self.tried.max(1);
            format!("{count} ({}.{} %)", tenths / 10, tenths % 10)
        };
        writeln!(f, "{} mutant sequences", self.tried)?;
        writeln!(f, "behind the gate: {} harmful, {} passed whole", self.harm_behind_the_gate.len(), share(self.accepted_mutants))?;
        writeln!(f, "without the gate: {} harmful", share(self.harmful_without_gate))?;
        for (damage, count) in &self.damages {
            writeln!(f, "  {damage:?}: {}", share(*count))?;
        }
        writeln!(f, "{:<16}{:>10}{:>10}{:>10}", "rule", "first", "alone", "harmful")?;
        for (rule, RuleTally { first, alone, harmful }) in &self.rules {
            writeln!(f, "{:<16}{first:>10}{alone:>10}{harmful:>10}", format!("{rule:?}"))?;
        }
        Ok(())
    }
}
