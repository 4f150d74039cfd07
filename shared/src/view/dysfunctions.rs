//! Which reports of dysfunctions have effect, and what they say now.
//!
//! A statement that makes a report has effect if it can be read and its codes are in force, one that changes a report if that
//! report is the same operator's as well. What a report says is its statement with the highest number; of several with one number,
//! which two devices may write that do not know of each other, the one whose entry has the lowest hash. Of more reports than an
//! operator may have, the first ones of each of its devices stand. Bodies of statements are never left out.

use std::collections::BTreeMap;

use super::{NetworkFold, journals::Journal};
use crate::{
    bounds,
    dysfunction::{Dysfunction, DysfunctionReport},
    identity::{DeviceId, OperatorId},
    journal::EntryHash,
    record::vocabulary::DysfunctionState,
};

/// A report as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingReport {
    /// Its name: the hash of the entry that made it.
    pub id: EntryHash,
    /// The number of the statement that counts.
    pub revision: u32,
    /// The device that made that statement.
    pub device: DeviceId,
    /// The entry of its journal.
    pub seq: u64,
    /// What it says.
    pub says: Dysfunction,
}

impl StandingReport {
    /// Whether its author took it back.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        self.says.state == DysfunctionState::WITHDRAWN
    }
}

/// What an operator reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The operator.
    pub operator: OperatorId,
    /// Its reports by name, withdrawn ones included.
    pub reports: Vec<StandingReport>,
    /// Its statements that have no effect: they cannot be read, speak of no report of the operator, or are too many.
    pub without_effect: usize,
}

/// A statement with its place.
struct Statement<'f> {
    /// How many statements of the same journal came before.
    before: usize,
    device: DeviceId,
    seq: u64,
    entry: EntryHash,
    report: &'f DysfunctionReport,
    says: Dysfunction,
}

/// Everybody's reports, by operator; without operators that said nothing about any.
#[must_use]
pub fn standing(fold: &NetworkFold) -> Vec<Reported> {
    let mut journals: BTreeMap<OperatorId, Vec<(DeviceId, u64, &Journal)>> = BTreeMap::new();
    for journal in fold.journals() {
        let Some(device) = journal.certified().map(|certified| certified.device) else { continue };
        let extent = fold.extent(device);
        // Most journals hold none: whose they are need not be asked.
        if journal.dysfunctions(extent).next().is_none() {
            continue;
        }
        if let Some(operator) = fold.operator_of(device) {
            journals.entry(operator).or_default().push((device, extent, journal));
        }
    }
    let vocabulary = fold.state().policy.as_ref().map_or(0, |policy| policy.vocabulary_version);
    journals.into_iter().map(|(operator, journals)| reported(operator, &journals, vocabulary)).collect()
}

fn reported(operator: OperatorId, journals: &[(DeviceId, u64, &Journal)], vocabulary: u32) -> Reported {
    let mut statements = Vec::new();
    let mut all = 0_usize;
    for (device, extent, journal) in journals {
        for (before, (seq, report)) in journal.dysfunctions(*extent).enumerate() {
            all = all.saturating_add(1);
            let said = report.and_then(|report| Some((report, report.read(vocabulary).ok()?, journal.hash_at(seq)?)));
            let Some((report, says, entry)) = said else { continue };
            statements.push(Statement { before, device: *device, seq, entry, report, says });
        }
    }
    let mut reports: BTreeMap<EntryHash, StandingReport> = BTreeMap::new();
    let mut first: Vec<&Statement<'_>> = statements.iter().filter(|statement| statement.report.of.is_none()).collect();
    first.sort_by_key(|statement| (statement.before, statement.device));
    for statement in first.into_iter().take(bounds::DYSFUNCTION_REPORTS) {
        reports.insert(statement.entry, statement.standing(statement.entry));
    }
    let made = reports.len();
    let changed = change(&mut reports, &statements);
    let without_effect = all.saturating_sub(made).saturating_sub(changed);
    Reported { operator, reports: reports.into_values().collect(), without_effect }
}

/// Lets the later statements take effect; says how many speak of a report that is there.
fn change(reports: &mut BTreeMap<EntryHash, StandingReport>, statements: &[Statement<'_>]) -> usize {
    let mut later: Vec<&Statement<'_>> = statements.iter().filter(|statement| statement.report.of.is_some()).collect();
    // The one that counts comes last.
    later.sort_by_key(|statement| (statement.report.revision, std::cmp::Reverse(statement.entry)));
    let mut changed = 0_usize;
    for statement in later {
        let Some(standing) = statement.report.of.and_then(|of| reports.get_mut(&of)) else { continue };
        *standing = statement.standing(standing.id);
        changed = changed.saturating_add(1);
    }
    changed
}

impl Statement<'_> {
    fn standing(&self, id: EntryHash) -> StandingReport {
        let (device, seq, revision) = (self.device, self.seq, self.report.revision);
        StandingReport { id, revision, device, seq, says: self.says.clone() }
    }
}
