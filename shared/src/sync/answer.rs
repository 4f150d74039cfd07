//! Answers to what the peer asks for. Nothing is remembered between two of them.

use super::{
    Holdings, SyncError,
    message::{BranchAnswer, BranchProbe, DeviceFork, ItemBytes, Message, Runs, WantedRun},
    offer::Offer,
};
use crate::{bounds, identity::DeviceId, journal::EntryHash, register::ItemId};

/// Bytes that the framing of one thing in a message takes at most.
const FRAMING: usize = 16;

/// Room left in a message.
pub(super) struct Room(usize);

impl Room {
    /// A message with nothing in it yet.
    pub(super) const fn whole() -> Self {
        Self(bounds::ANSWER_BYTES)
    }

    /// Takes the bytes and the few of their framing, if they fit.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes.saturating_add(FRAMING));
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }

    /// Bytes that the next thing may have.
    pub(super) const fn left(&self) -> usize {
        self.0.saturating_sub(FRAMING)
    }
}

/// The one answer to a want.
///
/// # Errors
/// [`SyncError::NotOffered`] when something is asked for that is not in `offered`, [`SyncError::Unexpected`] for any other
/// message.
pub(super) fn answer(want: &Message, offered: &Offer, holdings: &dyn Holdings) -> Result<Message, SyncError> {
    match want {
        Message::WantItems(wanted) => items(wanted, offered, holdings),
        Message::WantForks(wanted) => forks(wanted, offered, holdings),
        Message::WantRuns(wanted) => runs(wanted, offered, holdings),
        Message::WantBranches(probes) => branches(probes, offered, holdings),
        other => Err(SyncError::Unexpected(other.name())),
    }
}

fn items(wanted: &[ItemId], offered: &Offer, holdings: &dyn Holdings) -> Result<Message, SyncError> {
    if !wanted.iter().all(|id| offered.has_item(id)) {
        return Err(SyncError::NotOffered);
    }
    let (mut items, mut room) = (Vec::new(), Room::whole());
    for id in wanted {
        let Some(item) = holdings.item(id)? else { continue };
        if !room.take(item.len()) {
            break;
        }
        items.push(ItemBytes(item));
    }
    Ok(Message::Items(items))
}

fn forks(wanted: &[DeviceId], offered: &Offer, holdings: &dyn Holdings) -> Result<Message, SyncError> {
    if !wanted.iter().all(|device| offered.line(device).is_some_and(|line| line.fork.is_some())) {
        return Err(SyncError::NotOffered);
    }
    let mut forks = Vec::new();
    for device in wanted {
        forks.extend(holdings.fork(device)?.map(|proof| DeviceFork { device: *device, proof }));
    }
    Ok(Message::Forks(forks))
}

fn runs(wanted: &[WantedRun], offered: &Offer, holdings: &dyn Holdings) -> Result<Message, SyncError> {
    let is_offered = |run: &WantedRun| offered.line(&run.device).is_some_and(|line| run.from_seq <= line.seq);
    if !wanted.iter().all(is_offered) {
        return Err(SyncError::NotOffered);
    }
    let (mut answer, mut room) = (Runs::default(), Room::whole());
    for want in wanted {
        let Some(before) = entry_before(want, holdings)? else { continue };
        if before != want.previous {
            answer.diverging.push(want.device);
            continue;
        }
        match holdings.run(&want.device, want.from_seq, room.left())? {
            Some(run) if room.take(crate::encoding::to_bytes(&run).len()) => answer.runs.push(run),
            // With something in the message there may be no room for this one; with nothing in it, it is not held.
            _ if answer.runs.is_empty() => {}
            _ => break,
        }
    }
    Ok(Message::Runs(answer))
}

/// The hash of the entry before the wanted ones, as held here.
fn entry_before(want: &WantedRun, holdings: &dyn Holdings) -> Result<Option<EntryHash>, SyncError> {
    match want.from_seq.saturating_sub(1) {
        0 => Ok(Some(EntryHash::NONE)),
        before => Ok(holdings.hash_at(&want.device, before)?),
    }
}

fn branches(probes: &[BranchProbe], offered: &Offer, holdings: &dyn Holdings) -> Result<Message, SyncError> {
    if !probes.iter().all(|probe| offered.line(&probe.device).is_some()) {
        return Err(SyncError::NotOffered);
    }
    let answers: Result<_, _> = probes.iter().map(|probe| branch(probe, holdings)).collect();
    answers.map(Message::Branches)
}

fn branch(probe: &BranchProbe, holdings: &dyn Holdings) -> Result<BranchAnswer, SyncError> {
    let (mut common, mut differing) = (0, None);
    for point in &probe.points {
        if holdings.hash_at(&probe.device, point.seq)? == Some(point.hash) {
            common = point.seq;
            break;
        }
        differing = Some(point.seq);
    }
    let first = common.saturating_add(1);
    let branch = if differing == Some(first) { holdings.branch(&probe.device, first)? } else { None };
    Ok(BranchAnswer { device: probe.device, common, branch })
}
