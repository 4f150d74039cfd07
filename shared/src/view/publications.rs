//! Which publication stands for which period.
//!
//! A period is published once. Of several publications of one operator, table and period with different contents, the first
//! anchored one stands; where none is anchored, none does, and the period is shown as disputed.

use std::collections::BTreeMap;

use super::NetworkFold;
use crate::{
    calendar::Period,
    identity::{DeviceId, OperatorId},
    journal::EntryHash,
    register::ItemId,
    statistics::Publication,
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
    pub period: Period,
    /// The publication that stands, or nothing when several contradict each other.
    pub stands: Option<Candidate<'f>>,
    /// How many different contents were published.
    pub contents: usize,
}

impl<'f> Standing<'f> {
    /// What stands; nothing while the period is disputed.
    #[must_use]
    pub fn publication(&self) -> Option<&'f Publication> {
        self.stands.as_ref().map(|candidate| candidate.publication)
    }
}

/// Everything that devices of an operator ever published, by device and entry, whether it counts or not: all of it can be read.
pub fn published_by(fold: &NetworkFold, operator: OperatorId) -> impl Iterator<Item = (DeviceId, EntryHash, &Publication)> {
    let of_operator = move |journal: &&Journal| {
        journal.certified().is_some_and(|certified| fold.state().roster.owner_of(certified) == Some(operator))
    };
    fold.journals().filter(of_operator).filter_map(Journal::certified_pair).flat_map(|(journal, device)| {
        let all = journal.publications(journal.head().seq);
        all.filter_map(move |(seq, publication)| Some((device, journal.hash_at(seq)?, publication)))
    })
}

/// All periods published by members, in order of operator, table and period.
#[must_use]
pub fn standing(fold: &NetworkFold) -> Vec<Standing<'_>> {
    let mut periods: BTreeMap<(OperatorId, u16, Period), Vec<Candidate<'_>>> = BTreeMap::new();
    for (operator, candidate) in candidates(fold, &left_behind(fold)) {
        let key = (operator, candidate.publication.table, candidate.publication.period);
        periods.entry(key).or_default().push(candidate);
    }
    let decide = |((operator, table, period), candidates)| decide(fold, operator, table, period, candidates);
    periods.into_iter().map(decide).collect()
}

/// Decisions that publications have seen and that were left behind since, by an assembly or by a majority's choice: each with the
/// height of the last one before it that counts. Who published then has seen that one; its figures are not lost with the others.
fn left_behind(fold: &NetworkFold) -> BTreeMap<ItemId, u64> {
    let state = fold.state();
    let seen = fold.journals().flat_map(|journal| journal.publications(u64::MAX)).map(|(_, publication)| publication.seen);
    fold.register().branching_heights(seen.filter(|seen| state.height_of(*seen).is_none()))
}

/// Every publication that has effect: of a device that published for a member then, and correct in itself.
fn candidates<'f>(fold: &'f NetworkFold, left: &BTreeMap<ItemId, u64>) -> impl Iterator<Item = (OperatorId, Candidate<'f>)> {
    let state = fold.state();
    fold.journals().filter_map(Journal::certified_pair).flat_map(move |(journal, device)| {
        let owner = fold.operator_of(device);
        let extent = fold.extent(device);
        let anchored_to = fold.settled().up_to(device);
        let mut seen_before = 0;
        journal.publications(extent).filter_map(move |(seq, publication)| {
            let operator = owner?;
            // A decision that was left behind may have lost its room, with what lies before it: then its author has seen at least
            // what it had seen before.
            let known = state.height_of(publication.seen).or_else(|| left.get(&publication.seen).copied());
            seen_before = known.map_or(seen_before, |known| known.max(seen_before));
            let seen = known.unwrap_or(seen_before);
            let span = state.roster.publishing_span(operator, device, seq)?;
            // Before a member's first device nobody published for it; an admission that was made again makes nothing unsaid.
            let first = state.roster.everybody().get(&operator).and_then(|member| member.publishing.first());
            let seen = if first == Some(span) { seen.max(span.from) } else { seen };
            // What was published before the device's Hold was recorded has not seen that decision.
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

fn decide<'f>(
    fold: &NetworkFold,
    operator: OperatorId,
    table: u16,
    period: Period,
    mut candidates: Vec<Candidate<'f>>,
) -> Standing<'f> {
    if candidates.len() > 1 {
        // The first settled before the later ones and those that are not, then by place: an order that every node agrees on.
        candidates.sort_by_cached_key(|candidate| {
            let settled = fold.settled().settled_at(candidate.device, candidate.seq).filter(|_| candidate.anchored);
            (settled.is_none(), settled, candidate.device, candidate.seq)
        });
    }
    let contents: std::collections::BTreeSet<[u8; 32]> =
        candidates.iter().map(|candidate| candidate.publication.content_digest()).collect();
    let first = candidates.into_iter().next();
    let stands = first.filter(|candidate| contents.len() == 1 || candidate.anchored);
    Standing { operator, table, period, stands, contents: contents.len() }
}
