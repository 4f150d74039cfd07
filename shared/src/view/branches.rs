//! Going over from the branch of a forked journal that is held to the one that counts.
//!
//! Of two branches that anchors name the one counts that was named first. One answer of a peer may end long before the entry that an
//! anchor names, and until then a branch is as good as any other that its device signed. So what was held gives way in two steps:
//!
//! 1. A branch is *followed*: verified answer by answer, without keeping more of it than a few hashes, until an entry comes that an
//!    anchor names. That proves it, with all that was followed.
//! 2. A *proven* branch is taken from its beginning: each answer takes the place of what is held if it reaches the next hash that
//!    was noted. So it only ever goes forward, and no other branch gets between.
//!
//! What is followed is noted for the operator whose peer delivers it: whoever delivers another branch spoils its own deliveries.

use std::collections::BTreeMap;

use super::{NetworkFold, Refusal, covering};
use crate::{
    bounds,
    identity::{DeviceId, OperatorId},
    journal::{Entry, EntryHash, Head, Run, RunError},
    register::{AnchorLine, Decided},
};

/// Branches that peers deliver in place of the held ones. In memory only: what is lost of it is delivered again.
#[derive(Debug, Clone, Default)]
pub struct Branches(BTreeMap<Place, Followed>);

/// The operator of the peer that delivers, and the journal.
type Place = (Option<OperatorId>, DeviceId);

/// A branch as far as it was delivered and verified.
#[derive(Debug, Clone)]
struct Followed {
    /// The end of what it has in common with the held one in any case.
    start: Head,
    /// Where it was verified up to.
    head: Head,
    /// Bytes of bodies up to the last noted entry.
    noted_length: u64,
    /// Some of its entries, ascending; of a proven one the last is named by an anchor.
    noted: Vec<(u64, EntryHash)>,
    /// The lines that were known when the branch passed them, and those of them that it confirms.
    passed: Vec<AnchorLine>,
    confirmed: Vec<AnchorLine>,
    is_proven: bool,
}

/// Lines of anchors from a forked place on, in the order of their anchors, when another branch than the held one may count.
pub(super) struct Contested {
    /// The last entry that the held branch has in common with that other one in any case.
    pub(super) common: u64,
    lines: Vec<AnchorLine>,
}

impl Branches {
    fn forget(&mut self, device: DeviceId) {
        self.0.retain(|(_, of), _| *of != device);
    }

    fn has_room(&self, (by, _): Place) -> bool {
        self.0.keys().filter(|(operator, _)| *operator == by).count() < bounds::FOLLOWED_BRANCHES
    }
}

impl Followed {
    fn new(start: Head) -> Self {
        let (noted, passed, confirmed) = (Vec::new(), Vec::new(), Vec::new());
        Self { start, head: start, noted_length: start.cumulative_length, noted, passed, confirmed, is_proven: false }
    }

    /// Goes on along verified entries.
    fn pass(&mut self, entries: &[Entry], lines: &[AnchorLine]) {
        let Some(last) = entries.last() else { return };
        for line in lines.iter().filter(|line| line.seq > self.head.seq && line.seq <= last.header.seq) {
            self.passed.push(*line);
            if entries.iter().any(|entry| is_named_by(entry, line)) {
                self.confirmed.push(*line);
            }
        }
        self.head = Head::after(&last.header);
        let noted = self.noted.last().map_or(self.start.seq, |(seq, _)| *seq);
        let (longer, further) =
            (self.head.cumulative_length.saturating_sub(self.noted_length), self.head.seq.saturating_sub(noted));
        if longer >= bounds::UNSIGNED_BYTES as u64 || further >= bounds::UNSIGNED_ENTRIES as u64 {
            self.noted.push((self.head.seq, self.head.hash));
            self.noted_length = self.head.cumulative_length;
        }
    }

    /// Ends with the last entry that an anchor names.
    fn prove(&mut self) {
        self.is_proven = true;
        if let Some(last) = self.confirmed.iter().max_by_key(|line| line.seq) {
            self.noted.retain(|(seq, _)| *seq < last.seq);
            self.noted.push((last.seq, last.hash));
        }
    }

    fn confirms(&self, fold: &NetworkFold, line: &AnchorLine) -> bool {
        if line.seq <= self.start.seq { fold.confirms(line) } else { self.confirmed.contains(line) }
    }
}

fn is_named_by(entry: &Entry, line: &AnchorLine) -> bool {
    entry.header.seq == line.seq && entry.header.hash() == line.hash
}

/// Whether one branch counts before the other: whether it alone confirms the first of the lines that only one of them confirms.
fn is_ahead(lines: &[AnchorLine], one: impl Fn(&AnchorLine) -> bool, other: impl Fn(&AnchorLine) -> bool) -> bool {
    let mut acting = 0;
    for line in lines {
        if line.seq <= acting {
            continue;
        }
        match (one(line), other(line)) {
            (true, true) => acting = line.seq,
            (false, false) => {}
            (ahead, _) => return ahead,
        }
    }
    false
}

impl NetworkFold {
    fn confirms(&self, line: &AnchorLine) -> bool {
        self.hash_at(line.device, line.seq) == Some(line.hash)
    }

    /// Nothing while the held journal confirms whatever it can of what anchors name, as every journal does that has not forked or is
    /// held by all alike.
    pub(super) fn contested(&self, device: DeviceId) -> Option<Contested> {
        let forked = self.forks.get(&device)?.fork.seq;
        let anchored = self.state().chain.decisions.iter().filter_map(|record| match &record.decided {
            Decided::Anchor { lines } => lines.iter().find(|line| line.device == device && line.seq >= forked),
            _ => None,
        });
        let lines: Vec<AnchorLine> = anchored.copied().collect();
        let (mut acting, mut common) = (0, None);
        for line in &lines {
            if line.seq > acting && self.confirms(line) {
                acting = line.seq;
            } else if line.seq > acting {
                common.get_or_insert(acting);
            }
        }
        let common = common?.max(forked.saturating_sub(1)).min(self.head(device).seq);
        Some(Contested { common, lines })
    }

    /// Whether entries that continue the common part confirm an anchor before the held ones do.
    pub(super) fn outranks_held(&self, contested: &Contested, entries: &[Entry]) -> bool {
        let confirms = |line: &AnchorLine| {
            let is_common = line.seq <= contested.common && self.confirms(line);
            is_common || entries.iter().any(|entry| is_named_by(entry, line))
        };
        is_ahead(&contested.lines, confirms, |line| self.confirms(line))
    }

    /// As [`NetworkFold::examine_run`], of a run that a peer delivers. A run of another branch than the one held may be verified and
    /// noted only: then there are no entries to keep yet, and [`NetworkFold::continuation_for`] says what comes next.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn examine_run_of(&self, by: DeviceId, run: &Run, branches: &mut Branches) -> Result<Vec<Entry>, Refusal> {
        let refusal = match self.examine_run(run) {
            Err(refusal @ Refusal::Run(RunError::Gap | RunError::OtherHistory)) => refusal,
            examined => return examined,
        };
        let Some(contested) = self.contested(run.device) else { return Err(refusal) };
        let place = (self.state().operator_of(by), run.device);
        let followed = self.followed(place, &contested, branches);
        if followed.is_some_and(|followed| followed.is_proven) {
            return self.examine_proven(place, run, &contested, branches);
        }
        self.follow(place, run, &contested, branches)
    }

    /// Where the next run of a journal from this peer is to begin: [`NetworkFold::continuation`], or, of a branch that is being
    /// followed or taken, what comes next of it.
    #[must_use]
    pub fn continuation_for(&self, by: DeviceId, device: DeviceId, branches: &mut Branches) -> Head {
        let place = (self.state().operator_of(by), device);
        if !branches.0.contains_key(&place) {
            return self.continuation(device);
        }
        let Some(contested) = self.contested(device) else {
            branches.forget(device);
            return self.continuation(device);
        };
        match self.followed(place, &contested, branches) {
            None => self.continuation(device),
            Some(followed) if followed.is_proven => self.reached(device, followed),
            Some(followed) => followed.head,
        }
    }

    /// What is followed there, unless what it began with, or what it was to prove, is another now, or all of it is held.
    fn followed<'b>(&self, place: Place, contested: &Contested, branches: &'b mut Branches) -> Option<&'b Followed> {
        let followed = branches.0.get(&place)?;
        let begins = followed.start.seq == 0 || self.hash_at(place.1, followed.start.seq) == Some(followed.start.hash);
        let within = |line: &&AnchorLine| line.seq > followed.start.seq && line.seq <= followed.head.seq;
        let lines_known = contested.lines.iter().filter(within).all(|line| followed.passed.contains(line));
        let needed = !followed.is_proven || self.is_ahead_of_held(followed, contested);
        if !(begins && lines_known && needed) {
            branches.0.remove(&place);
        }
        branches.0.get(&place)
    }

    fn is_ahead_of_held(&self, followed: &Followed, contested: &Contested) -> bool {
        is_ahead(&contested.lines, |line| followed.confirms(self, line), |line| self.confirms(line))
    }

    /// The last entry of a proven branch that is known to be held.
    fn reached(&self, device: DeviceId, followed: &Followed) -> Head {
        let held = followed.noted.iter().rev().find(|(seq, hash)| self.hash_at(device, *seq) == Some(*hash));
        held.and_then(|(seq, _)| self.journals.get(&device)?.head_at(*seq)).unwrap_or(followed.start)
    }

    fn follow(&self, place: Place, run: &Run, contested: &Contested, branches: &mut Branches) -> Result<Vec<Entry>, Refusal> {
        let begun = branches.0.get(&place).cloned();
        if begun.is_none() && !branches.has_room(place) {
            return Err(RunError::OtherHistory.into());
        }
        let mut followed = begun.unwrap_or_else(|| Followed::new(self.continuation(place.1)));
        let (entries, _) = run.verify(self.network, &followed.head)?;
        covering::require_bodies(&entries)?;
        followed.pass(&entries, &contested.lines);
        if self.is_ahead_of_held(&followed, contested) {
            followed.prove();
        } else if contested.lines.iter().all(|line| line.seq <= followed.head.seq) {
            // It stays as it was before: the same run in vain is not asked for again.
            return Err(Refusal::Unsettled);
        }
        branches.0.insert(place, followed);
        Ok(Vec::new())
    }

    fn examine_proven(&self, place: Place, run: &Run, contested: &Contested, branches: &Branches) -> Result<Vec<Entry>, Refusal> {
        let Some(followed) = branches.0.get(&place) else { return Err(RunError::OtherHistory.into()) };
        let proven = branches.0.iter().filter(|((_, device), other)| *device == place.1 && other.is_proven);
        // Only where this branch was followed to: of two proofs of one branch the longer one keeps nobody from taking it.
        let passed: Vec<AnchorLine> = contested.lines.iter().filter(|line| line.seq <= followed.head.seq).copied().collect();
        let is_better =
            |other: &Followed| is_ahead(&passed, |line| other.confirms(self, line), |line| followed.confirms(self, line));
        if proven.map(|(_, other)| other).any(is_better) {
            return Err(RunError::OtherHistory.into());
        }
        let head = self.reached(place.1, followed);
        let (entries, _) = run.verify(self.network, &head)?;
        let next = followed.noted.iter().find(|(seq, _)| *seq > head.seq);
        let is_reached =
            |(seq, hash): &(u64, EntryHash)| entries.iter().any(|entry| entry.header.seq == *seq && entry.header.hash() == *hash);
        if !next.is_some_and(is_reached) {
            return Err(RunError::OtherHistory.into());
        }
        self.require_parts(&entries)?;
        Ok(entries)
    }
}
