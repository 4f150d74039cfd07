//! The side that asks: what is lacking, in which order it is asked for, and what came of it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{
    Delivery, HeadLine, Holdings, SyncError,
    divergence::{self, Divergence, Narrowed},
    message::{BranchAnswer, BranchProbe, DeviceFork, ItemBytes, Message, Runs, WantedRun},
    offer::Offer,
};
use crate::{bounds, identity::DeviceId, journal::Head, register::ItemId};

/// What was asked last and has no answer yet.
#[derive(Debug)]
enum Asked {
    Nothing,
    Items(Vec<ItemId>),
    Forks(Vec<DeviceId>),
    Runs(Vec<WantedRun>),
    Branches(Vec<(Divergence, BranchProbe)>),
}

/// What was handed over to be stored and is looked at afterwards.
#[derive(Debug)]
enum Stored {
    Items(Vec<ItemId>),
    Forks,
    Runs(Vec<WantedRun>),
}

/// What is lacking of one journal.
enum Lack {
    Nothing,
    Run(WantedRun),
    Bodies(WantedRun),
    Diverging(Divergence),
}

/// Everything that one side still wants of what the other has listed.
#[derive(Debug)]
pub(super) struct Pull {
    theirs: Offer,
    items: VecDeque<ItemId>,
    forks: VecDeque<DeviceId>,
    runs: VecDeque<DeviceId>,
    /// Journals that are held to their end without all bodies: asked for last, since a snapshot among the rest may replace them.
    bodies: VecDeque<DeviceId>,
    diverging: VecDeque<Divergence>,
    divergences_seen: BTreeSet<DeviceId>,
    own_forks: BTreeMap<DeviceId, u64>,
    asked: Asked,
    handed_over: Option<Stored>,
    unmet: Vec<[u8; 32]>,
}

/// How many of those asked are dealt with by an answer that holds these, in the order asked.
///
/// All up to the last one that came: what is left out before it is not held by the peer. Of an answer without any, all.
fn dealt_with<K: PartialEq>(asked: &[K], came: impl IntoIterator<Item = K>) -> Result<usize, SyncError> {
    let mut rest = asked.iter().enumerate();
    let mut last = None;
    for key in came {
        last = Some(rest.find(|(_, asked)| **asked == key).ok_or(SyncError::Unasked)?.0);
    }
    Ok(last.map_or(asked.len(), |place| place.saturating_add(1)))
}

/// Puts what has not been dealt with back to the front, in order.
fn put_back<K>(queue: &mut VecDeque<K>, asked: impl DoubleEndedIterator<Item = K>) {
    asked.rev().for_each(|key| queue.push_front(key));
}

fn first<K>(queue: &mut VecDeque<K>, most: usize) -> Vec<K> {
    queue.drain(..most.min(queue.len())).collect()
}

fn wanted_after(device: DeviceId, head: &Head) -> WantedRun {
    WantedRun { device, from_seq: head.seq.saturating_add(1), previous: head.hash }
}

fn forks_of(lines: &[HeadLine]) -> BTreeMap<DeviceId, u64> {
    lines.iter().filter_map(|line| Some((line.device, line.fork?))).collect()
}

impl Pull {
    /// What is lacking here of `theirs`.
    pub(super) fn new(theirs: Offer, holdings: &dyn Holdings) -> Result<Self, SyncError> {
        let ours = Offer::of(holdings)?;
        let own_forks = forks_of(ours.heads());
        let lacking = |id: &&ItemId| !ours.has_item(id) && !holdings.is_refused(id.as_bytes());
        let items = theirs.items().iter().filter(lacking).copied().collect();
        let lower = |line: &&HeadLine| line.fork.is_some_and(|fork| own_forks.get(&line.device).is_none_or(|own| fork < *own));
        let forks = theirs.heads().iter().filter(lower).map(|line| line.device).collect();
        let different = |line: &&HeadLine| ours.line(&line.device) != Some(*line) && !holdings.is_refused(line.hash.as_bytes());
        let runs = theirs.heads().iter().filter(different).map(|line| line.device).collect();
        Ok(Self {
            theirs,
            items,
            forks,
            runs,
            bodies: VecDeque::new(),
            diverging: VecDeque::new(),
            divergences_seen: BTreeSet::new(),
            own_forks,
            asked: Asked::Nothing,
            handed_over: None,
            unmet: Vec::new(),
        })
    }

    /// What the peer listed, and the hashes of items and heads that were delivered and yet are not held.
    pub(super) fn into_parts(self) -> (Offer, Vec<[u8; 32]>) {
        (self.theirs, self.unmet)
    }

    /// The next want; nothing when there is no more to ask for.
    pub(super) fn next(&mut self, holdings: &dyn Holdings) -> Result<Option<Message>, SyncError> {
        if !self.items.is_empty() {
            let wanted = first(&mut self.items, bounds::WANTED_ITEMS);
            self.asked = Asked::Items(wanted.clone());
            return Ok(Some(Message::WantItems(wanted)));
        }
        if !self.forks.is_empty() {
            let wanted = first(&mut self.forks, bounds::WANTED_FORKS);
            self.asked = Asked::Forks(wanted.clone());
            return Ok(Some(Message::WantForks(wanted)));
        }
        let wanted = self.wanted_runs(holdings)?;
        if !wanted.is_empty() {
            self.asked = Asked::Runs(wanted.clone());
            return Ok(Some(Message::WantRuns(wanted)));
        }
        self.next_probes(holdings)
    }

    fn next_probes(&mut self, holdings: &dyn Holdings) -> Result<Option<Message>, SyncError> {
        let mut asked = Vec::new();
        for divergence in first(&mut self.diverging, bounds::PROBES) {
            let probe = divergence.probe(holdings)?;
            asked.push((divergence, probe));
        }
        if asked.is_empty() {
            return Ok(None);
        }
        let probes = asked.iter().map(|(_, probe)| probe.clone()).collect();
        self.asked = Asked::Branches(asked);
        Ok(Some(Message::WantBranches(probes)))
    }

    /// The next runs to ask for; what turns out to diverge is set aside.
    fn wanted_runs(&mut self, holdings: &dyn Holdings) -> Result<Vec<WantedRun>, SyncError> {
        let mut wanted = Vec::new();
        while wanted.len() < bounds::WANTED_RUNS {
            let Some(device) = self.runs.pop_front() else { break };
            match self.lack(&device, holdings)? {
                Lack::Nothing => {}
                Lack::Run(run) => wanted.push(run),
                Lack::Bodies(_) => self.bodies.push_back(device),
                Lack::Diverging(divergence) => self.look_into(divergence),
            }
        }
        while wanted.is_empty() && self.runs.is_empty() {
            let Some(device) = self.bodies.pop_front() else { break };
            match self.lack(&device, holdings)? {
                Lack::Bodies(run) | Lack::Run(run) => wanted.push(run),
                Lack::Diverging(divergence) => self.look_into(divergence),
                Lack::Nothing => {}
            }
        }
        Ok(wanted)
    }

    fn look_into(&mut self, divergence: Divergence) {
        if self.divergences_seen.len() < bounds::DIVERGING_JOURNALS && self.divergences_seen.insert(divergence.device) {
            self.diverging.push_back(divergence);
        }
    }

    fn lack(&self, device: &DeviceId, holdings: &dyn Holdings) -> Result<Lack, SyncError> {
        let Some(line) = self.theirs.line(device) else { return Ok(Lack::Nothing) };
        let head = holdings.head(device)?.unwrap_or(Head::EMPTY);
        // A line ends where the journal stops counting: before the place of a fork, or beyond it where an anchor settles more.
        let useful = line.seq;
        if head.seq < useful {
            return Ok(Lack::Run(wanted_after(*device, &head)));
        }
        if useful == 0 {
            return Ok(Lack::Nothing);
        }
        let differs = holdings.hash_at(device, line.seq)?.is_some_and(|hash| hash != line.hash);
        if let Some(divergence) = Divergence::new(*device, line.seq).filter(|_| differs) {
            return Ok(Lack::Diverging(divergence));
        }
        let lacking = holdings.lacking(device)?.filter(|before| before.seq < useful);
        Ok(lacking.map_or(Lack::Nothing, |before| Lack::Bodies(wanted_after(*device, &before))))
    }

    /// Takes the answer to the last want. What comes back is to be stored; when it is empty, the next want can follow at once.
    pub(super) fn take(&mut self, answer: Message, holdings: &dyn Holdings) -> Result<Delivery, SyncError> {
        match (std::mem::replace(&mut self.asked, Asked::Nothing), answer) {
            (Asked::Items(asked), Message::Items(items)) => self.take_items(&asked, items),
            (Asked::Forks(asked), Message::Forks(forks)) => self.take_forks(&asked, forks),
            (Asked::Runs(asked), Message::Runs(runs)) => self.take_runs(&asked, runs),
            (Asked::Branches(asked), Message::Branches(answers)) => self.take_branches(asked, answers, holdings),
            (_, other) => Err(SyncError::Unexpected(other.name())),
        }
    }

    fn take_items(&mut self, asked: &[ItemId], items: Vec<ItemBytes>) -> Result<Delivery, SyncError> {
        let ids: Vec<ItemId> = items.iter().map(ItemBytes::id).collect::<Option<_>>().ok_or(SyncError::NotAnItem)?;
        let done = dealt_with(asked, ids.iter().copied())?;
        put_back(&mut self.items, asked.iter().skip(done).copied());
        self.handed_over = Some(Stored::Items(ids));
        Ok(Delivery { items: items.into_iter().map(|item| item.0).collect(), ..Delivery::default() })
    }

    fn take_forks(&mut self, asked: &[DeviceId], forks: Vec<DeviceFork>) -> Result<Delivery, SyncError> {
        let done = dealt_with(asked, forks.iter().map(|fork| fork.device))?;
        put_back(&mut self.forks, asked.iter().skip(done).copied());
        self.handed_over = Some(Stored::Forks);
        Ok(Delivery { forks: forks.into_iter().map(|fork| fork.proof).collect(), ..Delivery::default() })
    }

    fn take_runs(&mut self, asked: &[WantedRun], answer: Runs) -> Result<Delivery, SyncError> {
        let Runs { runs, diverging } = answer;
        let continues =
            |run: &crate::journal::Run| WantedRun { device: run.device, from_seq: run.first_seq, previous: run.previous };
        let came: Vec<WantedRun> = runs.iter().map(continues).collect();
        let diverges: BTreeMap<DeviceId, &WantedRun> =
            asked.iter().filter(|want| want.from_seq > 1).map(|want| (want.device, want)).collect();
        let differing: Vec<WantedRun> = diverging
            .iter()
            .map(|device| diverges.get(device).copied().copied())
            .collect::<Option<_>>()
            .ok_or(SyncError::Unasked)?;
        if runs.iter().any(|run| run.entries.is_empty() || diverging.contains(&run.device)) {
            return Err(SyncError::Unasked);
        }
        let done = match (came.is_empty(), differing.is_empty()) {
            (_, true) => dealt_with(asked, came.iter().copied())?,
            (true, false) => dealt_with(asked, differing.iter().copied())?,
            (false, false) => dealt_with(asked, came.iter().copied())?.max(dealt_with(asked, differing.iter().copied())?),
        };
        put_back(&mut self.runs, asked.iter().skip(done).map(|want| want.device));
        for want in differing {
            if let Some(found) = Divergence::new(want.device, want.from_seq.saturating_sub(1)) {
                self.look_into(found);
            }
        }
        self.handed_over = Some(Stored::Runs(came));
        Ok(Delivery { runs, ..Delivery::default() })
    }

    fn take_branches(
        &mut self,
        asked: Vec<(Divergence, BranchProbe)>,
        answers: Vec<BranchAnswer>,
        holdings: &dyn Holdings,
    ) -> Result<Delivery, SyncError> {
        if answers.len() != asked.len() {
            return Err(SyncError::Unasked);
        }
        let mut forks = Vec::new();
        for ((divergence, probe), answer) in asked.into_iter().zip(answers) {
            let device = divergence.device;
            if answer.device != device {
                return Err(SyncError::Unasked);
            }
            match divergence.narrow(&probe, answer) {
                Narrowed::Further(narrower) => self.diverging.push_back(narrower),
                Narrowed::Found { first, theirs } => forks.extend(divergence::proof(&device, first, *theirs, holdings)?),
                Narrowed::Nothing => {}
            }
        }
        self.handed_over = Some(Stored::Forks);
        Ok(Delivery { forks, ..Delivery::default() })
    }

    /// Looks at what became of the last delivery: what is not held now is not asked for again; a journal that grew, or got bodies,
    /// and is still not as listed is.
    pub(super) fn stored(&mut self, holdings: &dyn Holdings) -> Result<(), SyncError> {
        match self.handed_over.take() {
            None => {}
            Some(Stored::Items(ids)) => {
                for id in ids {
                    if holdings.item(&id)?.is_none() {
                        self.unmet.push(*id.as_bytes());
                    }
                }
            }
            Some(Stored::Forks) => self.own_forks = forks_of(&holdings.heads()?),
            Some(Stored::Runs(runs)) => {
                for run in runs.iter().rev() {
                    match self.lack(&run.device, holdings)? {
                        Lack::Run(again) | Lack::Bodies(again) if again == *run => {
                            self.unmet.extend(self.theirs.line(&run.device).map(|line| *line.hash.as_bytes()));
                        }
                        _ => self.runs.push_front(run.device),
                    }
                }
            }
        }
        Ok(())
    }
}
