//! Which bodies may be left out, and how far a journal can be used that lacks some.
//!
//! A snapshot *covers* page changes when what it says is settled for good, and so is what it says to have taken in:
//!
//! * its entry is anchored, and so is that of each snapshot up to the one without a parent; all of them open a page and follow
//!   each other;
//! * it has taken in every page change that stands in its own journal before it;
//! * each line of what it has taken in names an anchored entry of a journal of the same operator. The line covers every page
//!   change up to there.
//!
//! A covered page change has no effect, *whatever its body says*: not in the epoch that the snapshot ends, as always, but not in
//! another one either, and it does not stop the interpretation of its journal when a later version is needed to read it. So it
//! makes no difference whether the body is here, and the header with its hash is enough. None of these conditions looks at the
//! body of a page change, so that nodes with and without them agree. What an anchor settled stays, whatever forks, revocations
//! and rival snapshots come later: see [`Settled::kept`].
//!
//! Where a body lacks that nothing covers, because the snapshot has not arrived yet, because a peer left out more than it may, or
//! because an assembly chose another chain of decisions, the journal counts as if it ended before. What is held beyond is used as
//! soon as it can be; meanwhile the bodies are asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    NetworkFold, Refusal,
    epochs::{self, Opening},
    journals::{Journal, may_be_left_out},
};
use crate::{
    bounds,
    document::PageSnapshot,
    identity::{DeviceId, OperatorId},
    journal::{Entry, EntryHash, Head, Run, RunError},
    register::{
        AnchorLine,
        anchors::{self, Settled},
    },
};

/// Journals as far as they can be used.
impl anchors::Journals for BTreeMap<DeviceId, Journal> {
    fn hash_at(&self, device: DeviceId, seq: u64) -> Option<EntryHash> {
        self.get(&device).filter(|journal| seq <= journal.usable())?.hash_at(seq)
    }
}

impl NetworkFold {
    /// Where a journal stood before the first body that is needed and not here; nothing when none lacks.
    #[must_use]
    pub fn lacking(&self, device: DeviceId) -> Option<Head> {
        let journal = self.journals.get(&device)?;
        let usable = journal.usable();
        (usable < journal.head().seq).then(|| journal.head_at(usable).unwrap_or(Head::EMPTY))
    }

    /// The last entry of a journal that can be used; see [`NetworkFold::lacking`].
    #[must_use]
    pub fn usable(&self, device: DeviceId) -> u64 {
        self.journals.get(&device).map_or(0, Journal::usable)
    }

    /// How far each journal's page changes need no body any more, as this node may act on it: what is covered by anchors that a
    /// majority of members has acknowledged, so that nothing but members' signatures against their own could bring back the
    /// need. Of other nodes anything that is covered is accepted.
    #[must_use]
    pub fn prunable(&self) -> BTreeMap<DeviceId, u64> {
        let Some(height) = self.acknowledged_height() else { return BTreeMap::new() };
        let kept = |device| self.kept(device).min(self.settled.before(device, height.saturating_add(1)));
        let with_snapshots = self.journals.iter().filter(|(_, journal)| journal.has_snapshots());
        let operators: BTreeSet<OperatorId> = with_snapshots.filter_map(|(device, _)| self.operator_of(*device)).collect();
        operators.into_iter().flat_map(|operator| self.covered_of(operator, kept)).collect()
    }

    /// Height of the newest anchor that more than half of the active members have acknowledged.
    fn acknowledged_height(&self) -> Option<u64> {
        let state = self.state();
        let active: Vec<OperatorId> = state.roster.active().map(|member| member.operator).collect();
        let mut heights: Vec<u64> = active.iter().filter_map(|operator| state.acknowledged.get(operator)).copied().collect();
        heights.sort_unstable_by(|one, other| other.cmp(one));
        heights.get(active.len().checked_div(2)?).copied()
    }

    /// Forgets bodies that are not on disk any more: of each journal, those of page changes up to this entry.
    pub fn leave_out(&mut self, up_to: &BTreeMap<DeviceId, u64>) {
        for (device, last) in up_to {
            if let Some(journal) = self.journals.get_mut(device) {
                journal.leave_out(*last);
            }
        }
        self.settle(Some(&up_to.keys().copied().collect()));
    }

    /// What a snapshot of an operator's page made now takes in: of each journal the last entry up to which everything is
    /// understood and belongs to the epoch that counts, or an earlier one.
    #[must_use]
    pub fn taken_in(&self, operator: OperatorId) -> Vec<AnchorLine> {
        let epoch = self.operators.get(&operator).map_or(0, |page| page.document().epoch());
        let devices: Vec<DeviceId> = self.devices_of(operator).map(|certified| certified.device).collect();
        let last = |device: DeviceId, journal: &Journal| {
            let extent = self.extent(device);
            let later = journal.changes(0, extent).find(|(_, change)| change.epoch > epoch).map(|(seq, _)| seq);
            later.into_iter().chain(journal.stopped_at()).fold(extent, |last, seq| last.min(seq.saturating_sub(1)))
        };
        let line = |device: DeviceId| {
            let journal = self.journals.get(&device)?;
            let seq = last(device, journal);
            Some(AnchorLine { device, seq, hash: journal.hash_at(seq)? })
        };
        devices.into_iter().filter_map(line).take(bounds::PAGE_DEVICES).collect()
    }

    /// Verifies a run that brings bodies of entries that are held without: it begins with the first that lacks.
    pub(super) fn examine_filling(&self, run: &Run) -> Option<Result<Vec<Entry>, Refusal>> {
        let before = self.lacking(run.device).filter(|before| before.seq.checked_add(1) == Some(run.first_seq))?;
        let entries = match run.verify(self.network, &before) {
            Ok((entries, _)) => entries,
            Err(error) => return Some(Err(error.into())),
        };
        let held = |entry: &Entry| self.hash_at(run.device, entry.header.seq).is_none_or(|hash| hash == entry.header.hash());
        if !entries.iter().all(held) {
            // It may be of the branch that is to take the place of the held one.
            return self.contested(run.device).is_none().then(|| Err(RunError::OtherHistory.into()));
        }
        let examine = || {
            require_bodies(&entries)?;
            let filled = entries.first().is_some_and(|first| first.body.is_some());
            if filled { Ok(entries) } else { Err(Refusal::StillLacking) }
        };
        Some(examine())
    }

    /// Brings anchors and coverage up to date, of all journals or of those that these may change.
    ///
    /// What snapshots cover, and how far a journal can be used, depends on the journals of one operator, on the register, and on
    /// nothing of anybody else's: what one operator leaves out costs the others nothing.
    pub(super) fn reach(&mut self, touched: Option<&BTreeSet<DeviceId>>) {
        let concerned = self.concerned(touched);
        for device in &concerned {
            if let Some(journal) = self.journals.get_mut(device) {
                journal.set_reach(journal.covered(), u64::MAX);
            }
        }
        // Begins with all that is held, and takes away what lacks a body until nothing does: the most that can be used.
        loop {
            self.settled = Settled::of(self.register.state(), &self.journals);
            let mut shortened = false;
            for (device, covered, usable) in self.reaches(&concerned) {
                let Some(journal) = self.journals.get_mut(&device) else { continue };
                shortened |= usable < journal.usable();
                journal.set_reach(covered, usable.min(journal.usable()));
            }
            if !shortened {
                return;
            }
        }
    }

    /// These journals and the others of their operators.
    fn concerned(&self, touched: Option<&BTreeSet<DeviceId>>) -> BTreeSet<DeviceId> {
        let Some(touched) = touched else { return self.journals.keys().copied().collect() };
        let owners: BTreeSet<OperatorId> = touched.iter().filter_map(|device| self.owner_of(*device)).collect();
        owners.iter().filter_map(|owner| self.owned.get(owner)).flatten().chain(touched).copied().collect()
    }

    /// Of each journal concerned, how far it is covered, and how far it can be used then.
    fn reaches(&self, concerned: &BTreeSet<DeviceId>) -> Vec<(DeviceId, u64, u64)> {
        let concerned: Vec<_> = concerned.iter().filter_map(|device| Some((*device, self.journals.get(device)?))).collect();
        let with_snapshots = concerned.iter().filter(|(_, journal)| journal.has_snapshots());
        let operators: BTreeSet<OperatorId> = with_snapshots.filter_map(|(device, _)| self.operator_of(*device)).collect();
        let covered: BTreeMap<DeviceId, u64> =
            operators.into_iter().flat_map(|operator| self.covered_of(operator, |device| self.kept(device))).collect();
        let reach = |(device, journal): (DeviceId, &Journal)| {
            let covered = covered.get(&device).copied().unwrap_or(0);
            (device, covered, journal.whole_up_to(covered))
        };
        concerned.into_iter().map(reach).collect()
    }

    fn kept(&self, device: DeviceId) -> u64 {
        self.settled.kept(self.state(), device)
    }

    /// How far each journal of an operator is covered, where anchored entries are those up to `kept`.
    fn covered_of(&self, operator: OperatorId, kept: impl Fn(DeviceId) -> u64) -> BTreeMap<DeviceId, u64> {
        let devices: BTreeSet<DeviceId> = self.devices_of(operator).map(|certified| certified.device).collect();
        let mut placed = Vec::new();
        for (device, journal) in devices.iter().filter_map(|device| Some((*device, self.journals.get(device)?))) {
            let snapshots = journal
                .snapshots_beyond_changes(kept(device))
                .filter(|(seq, snapshot)| takes_in_its_own(device, *seq, snapshot, journal));
            placed.extend(
                snapshots.filter_map(|(seq, snapshot)| Some(Opening { device, seq, entry: journal.hash_at(seq)?, snapshot })),
            );
        }
        let mut covered: BTreeMap<DeviceId, u64> = BTreeMap::new();
        for line in epochs::counting(placed).values().flat_map(|opening| &opening.snapshot.covered) {
            let confirmed = || line.seq <= kept(line.device) && anchors::is_confirmed(line, &self.journals);
            if devices.contains(&line.device) && confirmed() {
                let last = covered.entry(line.device).or_default();
                *last = line.seq.max(*last);
            }
        }
        covered
    }
}

/// Whether a snapshot has taken in every page change of its own journal before it. Otherwise what it says could depend on bodies
/// that it does not replace.
fn takes_in_its_own(device: DeviceId, seq: u64, snapshot: &PageSnapshot, journal: &Journal) -> bool {
    let own = snapshot.covered.iter().find(|line| line.device == device);
    let own = own.filter(|line| line.seq < seq && journal.hash_at(line.seq) == Some(line.hash));
    journal.last_change_before(seq) <= own.map_or(0, |line| line.seq)
}

/// Refuses what nobody may leave out.
pub(super) fn require_bodies(entries: &[Entry]) -> Result<(), Refusal> {
    let complete = entries.iter().all(|entry| entry.body.is_some() || may_be_left_out(entry.header.kind));
    if complete { Ok(()) } else { Err(Refusal::Pruned) }
}
