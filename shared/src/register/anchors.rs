//! Anchors in effect: which part of which journal nothing can un-make any more.

use std::collections::BTreeMap;

use super::{AnchorLine, Decided, RegisterState};
use crate::{identity::DeviceId, journal::EntryHash};

/// The journals that a node holds, as far as anchors ask for them.
pub trait Journals {
    /// The hash of the authentic entry `seq` of the device's journal, when it and all before it are held.
    fn hash_at(&self, device: DeviceId, seq: u64) -> Option<EntryHash>;
}

/// The newest line that acts for each device.
///
/// A line acts only where the journal held up to it confirms it and it extends the device's acting line before; otherwise it is
/// pending: more entries may confirm it later, and a false one harms nobody.
#[must_use]
pub fn acting(register: &RegisterState, journals: &impl Journals) -> BTreeMap<DeviceId, AnchorLine> {
    let mut acting: BTreeMap<DeviceId, AnchorLine> = BTreeMap::new();
    for record in &register.chain.decisions {
        let Decided::Anchor { lines } = &record.decided else { continue };
        for line in lines {
            let extends = acting.get(&line.device).is_none_or(|before| before.seq < line.seq);
            if extends && is_confirmed(line, journals) {
                acting.insert(line.device, *line);
            }
        }
    }
    acting
}

/// Whether the journals held confirm the line.
#[must_use]
pub fn is_confirmed(line: &AnchorLine, journals: &impl Journals) -> bool {
    journals.hash_at(line.device, line.seq) == Some(line.hash)
}

/// The last entry of a journal that has effect: entries from a forked place on have none, but nothing at or below an acting line
/// loses its effect.
#[must_use]
pub fn effective_extent(head_seq: u64, fork_seq: Option<u64>, acting: Option<AnchorLine>) -> u64 {
    let before_fork = fork_seq.map_or(head_seq, |seq| seq.saturating_sub(1));
    let anchored = acting.map_or(0, |line| line.seq);
    before_fork.max(anchored).min(head_seq)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Journals, acting, effective_extent};
    use crate::{
        identity::DeviceId,
        journal::EntryHash,
        register::{AnchorLine, fixture::Network},
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
        let newest = |held: &[AnchorLine]| acting(network.state(), &holding(held)).into_values().next();
        assert_eq!(newest(&[]), None);
        assert_eq!(newest(&[line(2, 1)]), Some(line(2, 1)));
        assert_eq!(newest(&[line(2, 1), line(9, 3)]), Some(line(9, 3)));
    }

    #[test]
    fn a_false_line_never_acts_and_keeps_no_journal_from_being_anchored_later() {
        let mut network = Network::founded_with(1);
        network.anchor(vec![line(900, 7)]);
        network.anchor(vec![line(3, 1)]);
        let acting = acting(network.state(), &holding(&[line(3, 1)]));
        assert_eq!(acting.into_values().collect::<Vec<_>>(), [line(3, 1)]);
    }

    #[test]
    fn a_line_below_the_acting_one_does_not_take_anything_back() {
        let mut network = Network::founded_with(1);
        network.anchor(vec![line(5, 2)]);
        network.anchor(vec![line(3, 1)]);
        let acting = acting(network.state(), &holding(&[line(3, 1), line(5, 2)]));
        assert_eq!(acting.into_values().collect::<Vec<_>>(), [line(5, 2)]);
    }

    #[test]
    fn a_fork_has_no_effect_below_an_acting_line() {
        assert_eq!(effective_extent(10, None, None), 10);
        assert_eq!(effective_extent(10, Some(4), None), 3);
        assert_eq!(effective_extent(10, Some(1), None), 0);
        assert_eq!(effective_extent(10, Some(4), Some(line(7, 1))), 7);
        assert_eq!(effective_extent(10, Some(9), Some(line(7, 1))), 8);
    }
}
