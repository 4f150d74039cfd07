//! May this node continue its own journal? Not on its own belief, once it was restored from a backup, copied, or seen to run
//! twice: what it wrote and forgot is known to others, and writing beside it would be a second history.
//!
//! | state | reads, serves, notes visits | writes what others see | publishes |
//! | --- | --- | --- | --- |
//! | full | yes | yes | yes |
//! | settling | yes | yes | no: until an anchor covers an entry written since |
//! | waiting | yes | no: until exchanges with a majority of the other members ended with both holding the same | no |
//! | stopped | yes | no: a second copy wrote; a person has to end it | no |
//! | forked | yes | no: two histories are signed, this device is finished | no |
//!
//! A majority, because what was written last may have reached some members only. In a network without another member nobody can
//! say more than the backup, and a person has to.

use std::collections::BTreeSet;

use maillage_shared::{
    calendar::{ClaimedTime, Grain, Month},
    encoding,
    identity::{DeviceId, OperatorId},
    view::{NetworkFold, publications::published_by},
};
use minicbor::bytes::ByteVec;

use super::Ledger;
use crate::{
    service::{Problem, ProblemCode},
    store::{Read, StoreError, Write, meta, records::ClosedMonth},
};

/// Why a node does not go on writing.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Its store was damaged: what could be taken over of it may lack what was written last.
    #[n(3)]
    Repaired,
    /// It came from a backup.
    #[n(0)]
    Backup,
    /// Its files lie elsewhere than where they were written, or some of them are older than others.
    #[n(1)]
    Copied,
    /// A peer brought something that this device signed and this node did not write, or a copy of it was met.
    #[n(2)]
    OtherWriter,
}

/// What is kept of it in the store.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Restored {
    /// Why.
    #[n(0)]
    pub cause: Cause,
    /// Members with whom an exchange ended with both holding the same.
    #[n(1)]
    pub met: BTreeSet<OperatorId>,
    /// The last entry of the own journal when writing went on; nothing before.
    #[n(2)]
    pub learnt: Option<u64>,
    /// The fewest members that have to be met, whatever the register says: what is left of a damaged one may not know of others that
    /// the home knew.
    #[n(3)]
    pub least: Option<u32>,
}

impl Restored {
    /// The beginning of it.
    #[must_use]
    pub const fn new(cause: Cause) -> Self {
        Self { cause, met: BTreeSet::new(), learnt: None, least: None }
    }

    /// Writes it down.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn keep(&self, write: &mut Write) -> Result<(), StoreError> {
        write.put_fact(&meta::RESTORED, &ByteVec::from(encoding::to_bytes(self)))
    }

    /// What a store says of it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn read(read: &Read) -> Result<Option<Self>, StoreError> {
        let bytes = read.fact(&meta::RESTORED)?;
        let read =
            |bytes: ByteVec| minicbor::decode(&bytes).map_err(|error| StoreError::Damaged(format!("fact restored: {error}")));
        bytes.map(read).transpose()
    }
}

/// What a node may do with its own journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Authority {
    /// Everything.
    Full,
    /// Write, but not publish.
    Settling,
    /// Nothing, until as many members as needed were met.
    Waiting {
        /// Why.
        cause: Cause,
        /// Members met so far.
        met: usize,
        /// Members needed; none where nobody else is a member, and then a person has to decide.
        needed: usize,
    },
    /// Nothing, until a person says that the other copy has ended.
    Stopped,
    /// Nothing any more.
    Forked,
}

impl Authority {
    /// Why nothing may be written, if so.
    #[must_use]
    pub fn refusal(self) -> Option<Problem> {
        match self {
            Self::Full | Self::Settling => None,
            Self::Waiting { needed: 0, .. } => Some(Problem::new(ProblemCode::RestoredAlone)),
            Self::Waiting { met, needed, .. } => {
                Some(Problem::new(ProblemCode::RestoredWaiting).with("count", met).with("expected", needed))
            }
            Self::Stopped => Some(Problem::new(ProblemCode::CopyRunning)),
            Self::Forked => Some(Problem::new(ProblemCode::OwnFork)),
        }
    }
}

impl Ledger {
    /// What this node may do with its own journal.
    #[must_use]
    pub fn authority(&self) -> Authority {
        self.authority_in(&self.fold())
    }

    pub(super) fn authority_in(&self, fold: &NetworkFold) -> Authority {
        let Some(own) = self.own_device() else { return Authority::Full };
        if fold.forks().contains_key(&own) {
            return Authority::Forked;
        }
        let restored = self.lock_restored();
        let Some(restored) = restored.as_ref() else { return Authority::Full };
        match (restored.learnt, restored.cause) {
            (Some(after), _) if fold.settled().up_to(own) > after => Authority::Full,
            (Some(_), _) => Authority::Settling,
            (None, Cause::OtherWriter) => Authority::Stopped,
            // Without its founding, a register says nothing of who is a member: somebody has to bring it.
            (None, cause @ Cause::Repaired) if !fold.state().founded() => Authority::Waiting { cause, met: 0, needed: 1 },
            (None, cause) => {
                let others = self.others(fold);
                let majority = others.len().checked_div(2).map_or(0, |half| half.saturating_add(1)).min(others.len());
                let least = restored.least.map_or(0, |least| usize::try_from(least).unwrap_or(usize::MAX));
                let needed = majority.max(least);
                Authority::Waiting { cause, met: restored.met.intersection(&others).count(), needed }
            }
        }
    }

    /// Whether the store was repaired, and members have yet to say how far it had come: until then its register may lack decisions.
    #[must_use]
    pub fn learns_again(&self) -> bool {
        matches!(self.authority(), Authority::Waiting { cause: Cause::Repaired, .. })
    }

    /// The members beside the operator of this device.
    fn others(&self, fold: &NetworkFold) -> BTreeSet<OperatorId> {
        let own = self.own_operator();
        fold.state().roster.members().map(|member| member.operator).filter(|operator| Some(*operator) != own).collect()
    }

    /// Refuses what may not be written now.
    ///
    /// # Errors
    /// [`ProblemCode::RestoredWaiting`], [`RestoredAlone`](ProblemCode::RestoredAlone), [`CopyRunning`](ProblemCode::CopyRunning)
    /// or [`OwnFork`](ProblemCode::OwnFork).
    pub fn require_writing(&self) -> Result<(), Problem> {
        self.authority().refusal().map_or(Ok(()), Err)
    }

    /// Refuses to publish what others may not have settled yet.
    ///
    /// # Errors
    /// As [`Ledger::require_writing`]; [`ProblemCode::RestoredUnsettled`].
    pub fn require_publishing(&self) -> Result<(), Problem> {
        match self.authority() {
            Authority::Settling => Err(Problem::new(ProblemCode::RestoredUnsettled)),
            other => other.refusal().map_or(Ok(()), Err),
        }
    }

    /// Stops writing, because this may not be the only node of its device. What was learnt before counts no more.
    ///
    /// # Errors
    /// [`StoreError`]; this node stops all the same.
    pub fn suspect(&self, cause: Cause) -> Result<(), StoreError> {
        let _writing = self.lock_writing();
        let suspected = Restored::new(cause);
        if self.lock_restored().as_ref().is_some_and(|restored| restored.learnt.is_none() && restored.cause >= cause) {
            return Ok(());
        }
        tracing::warn!(?cause, "this node stops writing until it knows how far its journal goes");
        *self.lock_restored() = Some(suspected.clone());
        self.store().write(|write| suspected.keep(write))
    }

    /// Notes that an exchange with a device ended with both holding the same; says whether enough members were met now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn met(&self, device: DeviceId) -> Result<bool, StoreError> {
        let operator = {
            let fold = self.fold();
            if !matches!(self.authority_in(&fold), Authority::Waiting { .. }) {
                return Ok(false);
            }
            fold.operator_of(device)
        };
        let _writing = self.lock_writing();
        let changed = {
            let mut restored = self.lock_restored();
            let both = restored.as_mut().zip(operator);
            both.and_then(|(restored, operator)| restored.met.insert(operator).then(|| restored.clone()))
        };
        if let Some(restored) = changed {
            self.store().write(|write| restored.keep(write))?;
        }
        Ok(self.is_ready())
    }

    /// Whether enough members were met to go on writing.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        matches!(self.authority(), Authority::Waiting { met, needed, .. } if needed > 0 && met >= needed)
    }

    /// Whether nothing was written yet since writing went on: without an entry, no anchor can ever cover one.
    #[must_use]
    pub fn owes_an_entry(&self) -> bool {
        let fold = self.fold();
        let head = self.own_device().map_or(0, |own| fold.head(own).seq);
        let learnt = self.lock_restored().as_ref().and_then(|restored| restored.learnt);
        self.authority_in(&fold) == Authority::Settling && learnt == Some(head)
    }

    /// Goes on writing after the last entry that is known, once enough members were met, or, when a person says so, where nobody
    /// else is a member. The months that the own journal shows as published are closed here too. False when it may not.
    ///
    /// # Errors
    /// [`Problem`] of the store or the home.
    pub fn resume(&self, now: ClaimedTime, alone: bool) -> Result<bool, Problem> {
        let _writing = self.begin()?;
        let fold = self.fold();
        let may = match self.authority_in(&fold) {
            Authority::Waiting { met, needed, .. } if needed > 0 => met >= needed,
            Authority::Waiting { .. } => alone,
            _ => false,
        };
        let known = self.lock_restored().clone();
        let (Some(restored), Some(own), true) = (known, self.own_device(), may) else { return Ok(false) };
        let resumed = Restored { learnt: Some(fold.head(own).seq), ..restored };
        let months = published_months(&fold, self.own_operator(), now);
        let opening = self.store().write(|write| {
            for (month, closed) in &months {
                write.close_month(*month, closed)?;
            }
            resumed.keep(write)?;
            self.begin_opening(write)
        })?;
        self.end_opening(opening);
        tracing::info!(after = resumed.learnt, "this node goes on writing its journal");
        *self.lock_restored() = Some(resumed);
        Ok(true)
    }

    /// The months that devices of this operator published, as far as their journals are here: no other device publishes them again.
    #[must_use]
    pub fn published_months(&self) -> BTreeSet<Month> {
        published_months(&self.fold(), self.own_operator(), ClaimedTime(0)).into_iter().map(|(month, _)| month).collect()
    }

    /// Closes at home the months that devices of this operator published.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn close_published(&self, now: ClaimedTime) -> Result<(), StoreError> {
        let months = published_months(&self.fold(), self.own_operator(), now);
        self.store().write(|write| months.iter().try_for_each(|(month, closed)| write.close_month(*month, closed).map(drop)))
    }

    /// Waits for exchanges again, after a person said that the other copy has ended. False when nothing was stopped.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn trust_again(&self) -> Result<bool, StoreError> {
        if self.authority() != Authority::Stopped {
            return Ok(false);
        }
        let _writing = self.lock_writing();
        let waiting = Restored::new(Cause::Copied);
        self.store().write(|write| waiting.keep(write))?;
        *self.lock_restored() = Some(waiting);
        Ok(true)
    }
}

/// The months that devices of `operator` published, as its journals say.
fn published_months(fold: &NetworkFold, operator: Option<OperatorId>, at: ClaimedTime) -> Vec<(Month, ClosedMonth)> {
    let published = operator.into_iter().flat_map(|operator| published_by(fold, operator));
    let of_months = published.filter(|(_, _, publication)| publication.period.grain() == Grain::Month);
    let closed = |publication| ClosedMonth { publication, at, partial: None };
    of_months.map(|(_, entry, publication)| (publication.period.first(), closed(entry))).collect()
}
