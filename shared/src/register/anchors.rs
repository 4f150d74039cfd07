//! Anchors in effect: which part of which journal nothing can un-make any more, and where a journal ends to have effect.

use std::collections::BTreeMap;

use super::{AnchorLine, Decided, RegisterState};
use crate::{identity::DeviceId, journal::EntryHash};

/// The journals that a node holds, as far as anchors ask for them.
pub trait Journals {
    /// The hash of the authentic entry `seq` of the device's journal, when it and all before it are held.
    fn hash_at(&self, device: DeviceId, seq: u64) -> Option<EntryHash>;
}

/// The lines that act, and since when: what nothing can un-make any more.
///
/// A line acts only where the journal held up to it confirms it and it extends the device's acting line before; otherwise it is
/// pending: more entries may confirm it later, and a false one harms nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    newest: BTreeMap<DeviceId, AnchorLine>,
    /// Every line that acts of a device, with the height of its anchor, ascending in both.
    steps: BTreeMap<DeviceId, Vec<(u64, u64)>>,
}

impl Settled {
    /// What the anchors of the chain that counts settle of these journals.
    #[must_use]
    pub fn of(register: &RegisterState, journals: &impl Journals) -> Self {
        let mut settled = Self::default();
        for record in &register.chain.decisions {
            let Decided::Anchor { lines } = &record.decided else { continue };
            for line in lines {
                let extends = settled.newest.get(&line.device).is_none_or(|before| before.seq < line.seq);
                if extends && is_confirmed(line, journals) {
                    settled.newest.insert(line.device, *line);
                    settled.steps.entry(line.device).or_default().push((record.height, line.seq));
                }
            }
        }
        settled
    }

    /// The newest line that acts for each device.
    #[must_use]
    pub const fn newest(&self) -> &BTreeMap<DeviceId, AnchorLine> {
        &self.newest
    }

    /// The last entry of the device that is settled by any anchor; 0 when none is.
    #[must_use]
    pub fn up_to(&self, device: DeviceId) -> u64 {
        self.newest.get(&device).map_or(0, |line| line.seq)
    }

    /// The last entry of the device that an anchor below this height settled; 0 when none did.
    #[must_use]
    pub fn before(&self, device: DeviceId, height: u64) -> u64 {
        let below = self.steps.get(&device).into_iter().flatten().take_while(|(at, _)| *at < height);
        below.last().map_or(0, |(_, seq)| *seq)
    }

    /// The last entry of a journal that has effect, when its newest is `head` and the device forked at `fork`.
    ///
    /// Entries from a forked place on have none, nor what lies beyond a revocation, a removal, a leaving or a former root's end.
    /// But nothing loses its effect that an anchor settled before the cut stood in the register: for a fork, and a revocation
    /// that is not recorded yet, any anchor.
    #[must_use]
    pub fn extent(&self, register: &RegisterState, device: DeviceId, head: u64, fork: Option<u64>) -> u64 {
        let any = self.up_to(device);
        let fork = fork.map(|seq| seq.saturating_sub(1).max(any));
        let revoked = register.pending_revocations.get(&device).map(|seq| any.max(*seq));
        let cuts = register.chain.cuts.get(&device).into_iter().flatten();
        let cuts = cuts.map(|cut| cut.seq.max(self.before(device, cut.height)));
        cuts.chain(fork).chain(revoked).fold(head, u64::min)
    }

    /// The last entry of the device that can ever have effect, whatever it writes; nothing when it is not cut off by a decision.
    #[must_use]
    pub fn end(&self, register: &RegisterState, device: DeviceId) -> Option<u64> {
        let cuts = register.chain.cuts.get(&device)?.iter();
        cuts.map(|cut| cut.seq.max(self.before(device, cut.height))).min()
    }

    /// The last entry of the device that may turn out to have effect, once what anchors name is held; nothing when it is not cut
    /// off by a decision. Who came after the cut still gets what was settled before it.
    #[must_use]
    pub fn may_reach(register: &RegisterState, device: DeviceId) -> Option<u64> {
        let named = |height: u64| {
            let below = register.chain.decisions.iter().take_while(|record| record.height < height);
            let lines = below.filter_map(|record| match &record.decided {
                Decided::Anchor { lines } => lines.iter().find(|line| line.device == device),
                _ => None,
            });
            lines.map(|line| line.seq).max().unwrap_or(0)
        };
        register.chain.cuts.get(&device)?.iter().map(|cut| cut.seq.max(named(cut.height))).min()
    }
}

/// Whether the journals held confirm the line.
#[must_use]
pub fn is_confirmed(line: &AnchorLine, journals: &impl Journals) -> bool {
    journals.hash_at(line.device, line.seq) == Some(line.hash)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Journals, Settled};
    use crate::{
        identity::DeviceId,
        journal::EntryHash,
        register::{AnchorLine, ItemId, chain::Cut, fixture::Network},
    };

    impl Journals for BTreeMap<(DeviceId, u64), EntryHash> {
        fn hash_at(&self, device: DeviceId, seq: u64) -> Option<EntryHash> {
            self.get(&(device, seq)).copied()
        }
    }

    fn line(seq: u64, hash: u8) -> AnchorLine {
        AnchorLine { device: DeviceId::from_bytes([5; 32]), seq, hash: EntryHash::from_bytes([hash; 32]) }
    }

    fn holding(lines: &[AnchorLine]) -> BTreeMap<(DeviceId, u64), EntryHash> {
        lines.iter().map(|line| ((line.device, line.seq), line.hash)).collect()
    }

    #[test]
    fn a_line_acts_only_where_the_journal_is_held_and_later_lines_do_not_wait_for_it() {
        let mut network = Network::founded_with(1);
        for line in [line(2, 1), line(5, 2), line(9, 3)] {
            network.anchor(vec![line]);
        }
        let newest = |held: &[AnchorLine]| Settled::of(network.state(), &holding(held)).newest().values().next().copied();
        assert_eq!(newest(&[]), None);
        assert_eq!(newest(&[line(2, 1)]), Some(line(2, 1)));
        assert_eq!(newest(&[line(2, 1), line(9, 3)]), Some(line(9, 3)));
    }

    #[test]
    fn a_false_line_never_acts_and_keeps_no_journal_from_being_anchored_later() {
        let mut network = Network::founded_with(1);
        network.anchor(vec![line(900, 7)]);
        network.anchor(vec![line(3, 1)]);
        let settled = Settled::of(network.state(), &holding(&[line(3, 1)]));
        assert_eq!(settled.newest().values().copied().collect::<Vec<_>>(), [line(3, 1)]);
    }

    #[test]
    fn a_line_below_the_acting_one_does_not_take_anything_back() {
        let mut network = Network::founded_with(1);
        network.anchor(vec![line(5, 2)]);
        network.anchor(vec![line(3, 1)]);
        let settled = Settled::of(network.state(), &holding(&[line(3, 1), line(5, 2)]));
        assert_eq!(settled.newest().values().copied().collect::<Vec<_>>(), [line(5, 2)]);
    }

    #[test]
    fn a_fork_has_no_effect_below_an_acting_line() {
        let mut network = Network::founded_with(1);
        let device = line(1, 1).device;
        let extent = |network: &Network, fork| {
            Settled::of(network.state(), &holding(&[line(7, 1)])).extent(network.state(), device, 10, fork)
        };
        assert_eq!(extent(&network, None), 10);
        assert_eq!(extent(&network, Some(4)), 3);
        assert_eq!(extent(&network, Some(1)), 0);
        network.anchor(vec![line(7, 1)]);
        assert_eq!(extent(&network, Some(4)), 7);
        assert_eq!(extent(&network, Some(9)), 8);
    }

    #[test]
    fn a_cut_reaches_below_no_anchor_that_stood_before_it_and_is_moved_by_none_after() {
        let mut network = Network::founded_with(1);
        let device = line(1, 1).device;
        network.anchor(vec![line(5, 2)]);
        let mut state = network.state().clone();
        let height = state.chain.next_height();
        state.chain.cuts.insert(device, vec![Cut { seq: 3, height, by: ItemId::from_bytes([1; 32]) }]);
        let held = holding(&[line(5, 2), line(9, 4)]);
        assert_eq!(Settled::of(&state, &held).extent(&state, device, 10, None), 5);
        network.anchor(vec![line(9, 4)]);
        state.chain.decisions.clone_from(&network.state().chain.decisions);
        assert_eq!(Settled::of(&state, &held).extent(&state, device, 10, None), 5);
        assert_eq!(Settled::of(&state, &held).end(&state, device), Some(5));
        state.chain.cuts.clear();
        state.pending_revocations.insert(device, 3);
        assert_eq!(Settled::of(&state, &held).extent(&state, device, 10, None), 9, "not recorded: every anchor holds against it");
    }
}
