//! New entries and items sent at once, on a stream of their own. A push is a hint: whatever it leaves out, the next exchange
//! brings.

use super::{Delivery, Holdings, HoldingsError, SyncError, answer::Room, message::ItemBytes};
use crate::{
    bounds, encoding,
    identity::DeviceId,
    journal::{ForkProof, Run},
    register::ItemId,
};

/// What is new and worth telling to neighbours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fresh {
    /// Items of the register.
    pub items: Vec<ItemId>,
    /// Journals that grew, with the first new entry of each.
    pub journals: Vec<(DeviceId, u64)>,
    /// Devices of which a fork was found.
    pub forks: Vec<DeviceId>,
}

/// New things, as they travel.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct Push {
    /// Items, at most [`bounds::WANTED_ITEMS`].
    #[n(0)]
    items: Vec<ItemBytes>,
    /// Runs, at most [`bounds::WANTED_RUNS`].
    #[n(1)]
    runs: Vec<Run>,
    /// Proofs of forks, at most [`bounds::WANTED_FORKS`].
    #[n(2)]
    forks: Vec<ForkProof>,
}

/// A push as it is to be treated by its receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushReceived {
    /// What to examine, make durable and apply before the push is acknowledged. May be empty.
    pub delivery: Delivery,
    /// Whether a run does not continue what is held: it was left out, and an exchange is due.
    pub exchange_needed: bool,
}

impl Push {
    /// The push of what is new, as much as fits into one message.
    ///
    /// # Errors
    /// [`HoldingsError`].
    pub fn of(fresh: &Fresh, holdings: &dyn Holdings) -> Result<Self, HoldingsError> {
        let (mut push, mut room) = (Self::default(), Room::whole());
        for id in fresh.items.iter().take(bounds::WANTED_ITEMS) {
            let item = holdings.item(id)?.filter(|item| room.take(item.len()));
            push.items.extend(item.map(ItemBytes));
        }
        for device in fresh.forks.iter().take(bounds::WANTED_FORKS) {
            let proof = holdings.fork(device)?.filter(|proof| room.take(encoding::to_bytes(proof).len()));
            push.forks.extend(proof);
        }
        for (device, from_seq) in fresh.journals.iter().take(bounds::WANTED_RUNS) {
            let run = holdings.run(device, *from_seq, room.left())?.filter(|run| room.take(encoding::to_bytes(run).len()));
            push.runs.extend(run);
        }
        Ok(push)
    }

    /// Whether there is nothing to send.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.runs.is_empty() && self.forks.is_empty()
    }

    pub(super) fn is_within_bounds(&self) -> bool {
        self.items.len() <= bounds::WANTED_ITEMS
            && self.runs.len() <= bounds::WANTED_RUNS
            && self.forks.len() <= bounds::WANTED_FORKS
    }

    /// What of the push is new here. Afterwards the receiver answers with
    /// [`Message::PushAck`](super::Message::PushAck) and its digest.
    ///
    /// # Errors
    /// [`SyncError::NotAnItem`], or [`SyncError::Holdings`].
    pub fn receive(self, holdings: &dyn Holdings) -> Result<PushReceived, SyncError> {
        let mut received = PushReceived { delivery: Delivery::default(), exchange_needed: false };
        for item in self.items {
            let id = item.id().ok_or(SyncError::NotAnItem)?;
            if !holdings.is_refused(id.as_bytes()) && holdings.item(&id)?.is_none() {
                received.delivery.items.push(item.0);
            }
        }
        for run in self.runs {
            let head = holdings.head(&run.device)?.unwrap_or(crate::journal::Head::EMPTY);
            let length = u64::try_from(run.entries.len()).unwrap_or(u64::MAX);
            // The common case of a mesh: another neighbour was faster.
            let already_held = run.first_seq.saturating_add(length) <= head.seq.saturating_add(1);
            let twice = received.delivery.runs.iter().any(|other| other.device == run.device);
            if run.first_seq.checked_sub(1) == Some(head.seq) && run.previous == head.hash && !twice {
                received.delivery.runs.push(run);
            } else if !already_held || twice {
                received.exchange_needed = true;
            }
        }
        received.delivery.forks = self.forks;
        Ok(received)
    }
}
