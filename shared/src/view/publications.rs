//! Which publication stands for which period.
//!
//! A period is published once. Of several publications of one operator, table and period with different contents, the first
//! anchored one stands; where none is anchored, none does, and the period is shown as disputed.

use std::collections::BTreeMap;

use super::NetworkFold;
use crate::{
    calendar::Month,
    identity::{DeviceId, OperatorId},
    journal::EntryHash,
    register::{AnchorLine, Decided, anchors},
    statistics::{Cell, Publication},
};

/// A publication with its place.
#[derive(Debug, Clone)]
pub struct Candidate<'f> {
    /// The publishing device.
    pub device: DeviceId,
    /// The entry in its journal.
    pub seq: u64,
    /// The entry's hash.
    pub entry: EntryHash,
    /// Whether an acting anchor covers it.
    pub anchored: bool,
    /// What it says.
    pub publication: &'f Publication,
}

/// What stands for one operator, table and period.
#[derive(Debug, Clone)]
pub struct Standing<'f> {
    /// The operator.
    pub operator: OperatorId,
    /// The table's number.
    pub table: u16,
    /// The period.
    pub period: Month,
    /// The publication that stands, or nothing when several contradict each other.
    pub stands: Option<Candidate<'f>>,
    /// How many different contents were published.
    pub contents: usize,
}

impl Standing<'_> {
    /// The figures, none while the period is disputed.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        self.stands.as_ref().map_or(&[], |candidate| &candidate.publication.cells)
    }
}

/// All periods published by members, in order of operator, table and period.
#[must_use]
pub fn standing(fold: &NetworkFold) -> Vec<Standing<'_>> {
    let mut periods: BTreeMap<(OperatorId, u16, Month), Vec<Candidate<'_>>> = BTreeMap::new();
    for (operator, candidate) in candidates(fold) {
        let key = (operator, candidate.publication.table, candidate.publication.period);
        periods.entry(key).or_default().push(candidate);
    }
    let decide = |((operator, table, period), candidates)| decide(fold, operator, table, period, candidates);
    periods.into_iter().map(decide).collect()
}

/// Every publication that has effect: of a device that published for a member then, and correct in itself.
fn candidates(fold: &NetworkFold) -> impl Iterator<Item = (OperatorId, Candidate<'_>)> {
    let state = fold.state();
    fold.journals().filter_map(Journal::certified_pair).flat_map(move |(journal, device)| {
        let owner = fold.operator_of(device);
        let extent = fold.extent(device);
        let anchored_to = fold.settled().up_to(device);
        journal.publications(extent).filter_map(move |(seq, publication)| {
            let operator = owner?;
            let span = state.roster.publishing_span(operator, device, seq)?;
            // What was published before the device's Hold was recorded has not seen that decision.
            let seen = state.height_of(publication.seen)?;
            let allowed = seen >= span.from;
            // A policy that asks for more later takes nothing back that was published under the one before.
            let correct = publication.check(state.policy_at(seen)?.smallest_figure).is_ok();
            let entry = journal.hash_at(seq)?;
            (allowed && correct).then_some((operator, Candidate { device, seq, entry, anchored: seq <= anchored_to, publication }))
        })
    })
}

use super::journals::Journal;

impl Journal {
    fn certified_pair(&self) -> Option<(&Self, DeviceId)> {
        self.certified().map(|certified| (self, certified.device))
    }
}

/// Height of the first decision that settled an entry here.
fn settled_at(fold: &NetworkFold, candidate: &Candidate<'_>) -> Option<u64> {
    let covers = |line: &AnchorLine| {
        line.device == candidate.device && line.seq >= candidate.seq && anchors::is_confirmed(line, fold.held())
    };
    let settles = |decided: &Decided| matches!(decided, Decided::Anchor { lines } if lines.iter().any(covers));
    fold.state().decisions.iter().find(|record| settles(&record.decided)).map(|record| record.height)
}

fn decide<'f>(
    fold: &NetworkFold,
    operator: OperatorId,
    table: u16,
    period: Month,
    mut candidates: Vec<Candidate<'f>>,
) -> Standing<'f> {
    if candidates.len() > 1 {
        // The first settled before the later ones and those that are not, then by place: an order that every node agrees on.
        candidates.sort_by_cached_key(|candidate| {
            let settled = settled_at(fold, candidate).filter(|_| candidate.anchored);
            (settled.is_none(), settled, candidate.device, candidate.seq)
        });
    }
    let contents: std::collections::BTreeSet<[u8; 32]> =
        candidates.iter().map(|candidate| candidate.publication.content_digest()).collect();
    let first = candidates.into_iter().next();
    let stands = first.filter(|candidate| contents.len() == 1 || candidate.anchored);
    Standing { operator, table, period, stands, contents: contents.len() }
}
