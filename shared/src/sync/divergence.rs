//! Finding the place where two holdings of one journal begin to differ.

use super::{
    Holdings, HoldingsError,
    message::{BranchAnswer, BranchProbe, Point},
};
use crate::{
    bounds,
    identity::DeviceId,
    journal::{ForkProof, fork::Branch},
};

/// Places between the two ends that are asked about in one round; one point is kept for the lower end.
const SPACED: u64 = bounds::PROBE_POINTS as u64 - 1;

/// A journal of which the other side holds another history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Divergence {
    /// Whose journal.
    pub(super) device: DeviceId,
    /// Nothing was asked yet.
    is_first_round: bool,
    /// Up to here it is known to be the same; 0 for nowhere.
    low: u64,
    /// Here it is known to differ.
    high: u64,
}

/// What an answer leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Narrowed {
    /// Another round is needed.
    Further(Divergence),
    /// The place is found, and the other side's branch from there on.
    Found {
        /// The first place that differs.
        first: u64,
        /// The other side's entries from there on.
        theirs: Box<Branch>,
    },
    /// The other side contradicts itself or has no branch to show.
    Nothing,
}

impl Divergence {
    /// The journal of `device`, whose entry at `differs_at` is another one at the other side. Nothing for place 0.
    pub(super) fn new(device: DeviceId, differs_at: u64) -> Option<Self> {
        (differs_at > 0).then_some(Self { device, is_first_round: true, low: 0, high: differs_at })
    }

    /// The places to ask about, highest first: at ever larger distances in the first round, since most forks are young; evenly
    /// spaced between the known ends later. The known ends are among them.
    fn places(&self) -> Vec<u64> {
        let gap = self.high.saturating_sub(self.low);
        let distances: Vec<u64> = if self.is_first_round && gap > SPACED {
            let doubling = (0..SPACED).map_while(|power| 1_u64.checked_shl(u32::try_from(power).ok()?));
            std::iter::once(0).chain(doubling).take_while(|distance| *distance < gap).collect()
        } else {
            (0..SPACED).map(|step| gap.saturating_mul(step).checked_div(SPACED).unwrap_or(0)).collect()
        };
        let mut places: Vec<u64> = distances.into_iter().map(|distance| self.high.saturating_sub(distance)).collect();
        places.push(self.low);
        places.dedup();
        places.retain(|place| *place > 0);
        places
    }

    /// The next question, made of the own entries.
    pub(super) fn probe(&self, holdings: &dyn Holdings) -> Result<BranchProbe, HoldingsError> {
        let mut points = Vec::new();
        for seq in self.places() {
            points.extend(holdings.hash_at(&self.device, seq)?.map(|hash| Point { seq, hash }));
        }
        Ok(BranchProbe { device: self.device, points })
    }

    /// What the answer to `probe` says.
    pub(super) fn narrow(mut self, probe: &BranchProbe, answer: BranchAnswer) -> Narrowed {
        let above = probe.points.iter().map(|point| point.seq).take_while(|seq| *seq > answer.common);
        let Some(differing) = above.last() else { return Narrowed::Nothing };
        let common_was_asked = answer.common == 0 || probe.points.iter().any(|point| point.seq == answer.common);
        let narrower = differing < self.high || answer.common > self.low;
        let first = answer.common.saturating_add(1);
        match answer.branch {
            Some(theirs) if differing == first && common_was_asked => Narrowed::Found { first, theirs: Box::new(theirs) },
            None if differing > first && common_was_asked && narrower && answer.common >= self.low => {
                (self.is_first_round, self.low, self.high) = (false, answer.common, differing);
                Narrowed::Further(self)
            }
            _ => Narrowed::Nothing,
        }
    }
}

/// The proof made of the own branch and the other side's, when there is an own one.
pub(super) fn proof(
    device: &DeviceId,
    first: u64,
    theirs: Branch,
    holdings: &dyn Holdings,
) -> Result<Option<ForkProof>, HoldingsError> {
    Ok(holdings.branch(device, first)?.map(|ours| ForkProof::new(ours, theirs)))
}

#[cfg(test)]
mod tests {
    use super::{Divergence, Narrowed};
    use crate::{
        bounds,
        identity::{DeviceId, Signature},
        journal::{EntryHash, fork::Branch},
        sync::message::{BranchAnswer, BranchProbe, Point},
    };

    const DEVICE: DeviceId = DeviceId::from_bytes([1; 32]);

    /// Asks until the fork is found, by a side whose journal is the same below `fork`; says in how many rounds.
    fn rounds(head: u64, fork: u64) -> usize {
        let mut divergence = Divergence::new(DEVICE, head).unwrap();
        for round in 1.. {
            let places = divergence.places();
            assert!(places.len() <= bounds::PROBE_POINTS && places.is_sorted_by(|one, next| one > next));
            let points = places.iter().map(|seq| Point { seq: *seq, hash: EntryHash::NONE }).collect();
            let common = places.iter().copied().find(|place| *place < fork).unwrap_or(0);
            let differing = places.iter().copied().rfind(|place| *place >= fork).unwrap();
            let branch = (differing == common + 1).then(|| Branch::new(&[], Signature::from_bytes([0; 64])));
            let answer = BranchAnswer { device: DEVICE, common, branch };
            match divergence.narrow(&BranchProbe { device: DEVICE, points }, answer) {
                Narrowed::Found { first, .. } => {
                    assert_eq!(first, fork);
                    return round;
                }
                Narrowed::Further(next) => divergence = next,
                Narrowed::Nothing => panic!("the search for {fork} below {head} ended"),
            }
        }
        unreachable!()
    }

    #[test]
    fn every_fork_of_a_short_journal_is_found_at_once() {
        for (head, fork) in (1..=63).flat_map(|head| (1..=head).map(move |fork| (head, fork))) {
            assert_eq!(rounds(head, fork), 1, "{fork} below {head}");
        }
    }

    #[test]
    fn the_longest_journal_needs_six_rounds_and_a_young_fork_one() {
        for fork in [1, 2, 3, 64, 1_000, 262_145, 500_000, 777_777, bounds::JOURNAL_ENTRIES - 5] {
            assert!(rounds(bounds::JOURNAL_ENTRIES, fork) <= 6, "{fork}");
        }
        assert_eq!(rounds(bounds::JOURNAL_ENTRIES, bounds::JOURNAL_ENTRIES), 1);
    }

    #[test]
    fn an_answer_that_contradicts_what_is_known_ends_the_search() {
        let divergence = Divergence::new(DEVICE, 1_000).unwrap();
        let points = divergence.places().into_iter().map(|seq| Point { seq, hash: EntryHash::NONE }).collect();
        let probe = BranchProbe { device: DEVICE, points };
        for common in [1_000, 5_000, 997] {
            let answer = BranchAnswer { device: DEVICE, common, branch: None };
            assert_eq!(divergence.clone().narrow(&probe, answer), Narrowed::Nothing, "{common}");
        }
    }
}
