//! What peers deliver: examined, made durable, applied.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use maillage_shared::{
    hash,
    identity::DeviceId,
    journal::{Entry, RunError},
    register::{Item, ItemId},
    sync::Delivery,
    view::{Evidence, Refusal},
};

use super::{Cause, Ledger, Restored};
use crate::store::StoreError;

/// Rounds in which the items of one delivery are taken in. Each makes signers of the next known: of those who found, admit and are
/// admitted a few; what is left comes again with the next exchange.
const ROUNDS: usize = 8;

/// What became of a delivery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Entries that were new.
    pub entries: usize,
    /// Items that were new.
    pub items: usize,
    /// Forks that were new.
    pub forks: usize,
    /// What was refused for good: an honest peer delivers nothing of the kind.
    pub refused: Vec<Refusal>,
    /// New items that had no room beside what else came.
    pub crowded_out: Vec<ItemId>,
    /// Whether something may be accepted later, or did not continue what is held: an exchange is needed.
    pub behind: bool,
    /// How long it took, once it was this delivery's turn, and but for waiting for the disk: that is nobody's doing.
    pub took: Duration,
    /// How long the disk took.
    pub on_disk: Duration,
}

/// What passed examination.
#[derive(Default)]
struct Examined {
    items: Vec<Item>,
    entries: Vec<Entry>,
    forks: Vec<Evidence>,
    receipt: Receipt,
}

/// What is remembered of a hash that `peer` delivered or claimed.
pub(super) fn of_peer(peer: DeviceId, hash: &[u8; 32]) -> [u8; 32] {
    hash::sha256(&[*peer.as_bytes(), *hash].concat())
}

impl Ledger {
    /// Remembers what an exchange asked of `peer` and did not get into the fold: it is not asked of that peer again until the
    /// register moves. Of others it is: a hash that one peer claims says nothing of what another holds.
    pub fn remember_refused(&self, peer: DeviceId, hashes: &[[u8; 32]]) {
        let mut refused = self.lock_refused();
        for hash in hashes {
            refused.remember(of_peer(peer, hash));
        }
    }

    /// Takes in what `from` delivers: on disk and in the fold when this returns.
    ///
    /// # Errors
    /// A problem of the store; nothing of the delivery is kept then.
    pub fn receive(&self, from: DeviceId, delivery: &Delivery) -> Result<Receipt, StoreError> {
        let _writing = self.begin()?;
        let begun = Instant::now();
        let mut receipt = self.receive_items(from, delivery)?;
        // Items first: a journal may belong to a member that they admit.
        let mut journals = Examined::default();
        self.examine_journals(from, delivery, &mut journals);
        let kept = self.keep(from, journals)?;
        let late = self.keep(from, self.examine_early())?;
        receipt.entries = kept.entries;
        receipt.forks = kept.forks.saturating_add(late.forks);
        receipt.refused.extend(kept.refused);
        receipt.behind |= kept.behind;
        receipt.on_disk = receipt.on_disk.saturating_add(kept.on_disk).saturating_add(late.on_disk);
        receipt.took = begun.elapsed().saturating_sub(receipt.on_disk);
        Ok(receipt)
    }

    /// Takes in items, round after round: what comes in makes the signers of others known.
    fn receive_items(&self, from: DeviceId, delivery: &Delivery) -> Result<Receipt, StoreError> {
        let mut receipt = Receipt::default();
        let mut examined = self.fold().examine_items(&delivery.items);
        for _ in 0..ROUNDS {
            let mut refused = examined.refused;
            let waiting = examined.waiting;
            let kept = self.keep(from, Examined { items: examined.new, ..Examined::default() })?;
            receipt.items = receipt.items.saturating_add(kept.items);
            receipt.on_disk = receipt.on_disk.saturating_add(kept.on_disk);
            refused.extend(kept.crowded_out.into_iter().map(|id| (*id.as_bytes(), Refusal::NoRoom)));
            for (id, refusal) in refused {
                self.lock_refused().remember(of_peer(from, &id));
                receipt.refused.push(refusal);
            }
            receipt.behind = !waiting.is_empty();
            if kept.items == 0 || waiting.is_empty() {
                break;
            }
            examined = self.fold().examine_again(waiting);
        }
        Ok(receipt)
    }

    fn examine_journals(&self, from: DeviceId, delivery: &Delivery, examined: &mut Examined) {
        let fold = self.fold();
        for run in &delivery.runs {
            match fold.examine_run_of(from, run, &mut self.lock_branches()) {
                Ok(entries) => examined.entries.extend(entries),
                Err(Refusal::Run(RunError::OtherHistory)) => examined.receipt.behind = true,
                Err(refusal) if refusal.may_change() => examined.receipt.behind = true,
                Err(refusal) => examined.receipt.refused.push(refusal),
            }
        }
        for proof in &delivery.forks {
            match fold.examine_fork(proof) {
                // The lowest place counts: another proof of it, or of a higher one, says nothing new.
                Ok(evidence)
                    if fold.forks().get(&evidence.fork.device).is_some_and(|known| known.fork.seq <= evidence.fork.seq) => {}
                Ok(evidence) => examined.forks.push(evidence),
                Err(refusal) if refusal.may_change() => {
                    examined.receipt.behind = true;
                    self.lock_early().remember(from, proof);
                }
                Err(refusal) => examined.receipt.refused.push(refusal),
            }
        }
    }

    /// What the early proofs show of devices that the register knows now.
    fn examine_early(&self) -> Examined {
        let fold = self.fold();
        Examined { forks: self.lock_early().take_known(&fold), ..Examined::default() }
    }

    /// Makes durable and applies what passed.
    fn keep(&self, from: DeviceId, examined: Examined) -> Result<Receipt, StoreError> {
        let Examined { items, entries, forks, mut receipt } = examined;
        let (filled, entries) = self.without_held(entries);
        (receipt.items, receipt.entries, receipt.forks) = (items.len(), entries.len(), forks.len());
        if items.is_empty() && entries.is_empty() && forks.is_empty() && filled.is_empty() {
            return Ok(receipt);
        }
        let stopped = self.stopped_by(&items, &entries);
        // Of journals that forked, the branch that was held may give way to the settled one: where each of them ended so far.
        let mut replaced: BTreeMap<DeviceId, u64> = {
            let fold = self.fold();
            entries.iter().map(|entry| entry.header.device).map(|device| (device, fold.head(device).seq)).collect()
        };
        let writing = Instant::now();
        self.store().write(|write| {
            items.iter().try_for_each(|item| write.put_item(item).map(|_| ()))?;
            filled.iter().try_for_each(|entry| write.put_body(entry))?;
            for entry in &entries {
                if replaced.remove(&entry.header.device).is_some_and(|head| entry.header.seq <= head) {
                    write.drop_branch(entry.header.device, entry.header.seq)?;
                }
                write.append(entry)?;
            }
            forks.iter().try_for_each(|evidence| write.put_fork(&evidence.fork, &evidence.proof).map(|_| ()))?;
            stopped.as_ref().map_or(Ok(()), |stopped| stopped.keep(write))
        })?;
        receipt.on_disk = writing.elapsed();
        if let Some(stopped) = stopped {
            tracing::warn!(peer = %from.short_code(), "a peer knows more of this device than this node wrote: a copy of it is at work");
            *self.lock_restored() = Some(stopped);
        }
        let gone = self.apply(&items, filled.into_iter().chain(entries.iter().cloned()), &forks);
        self.let_go(&gone);
        let (crowded_out, items): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| gone.contains(&item.id()));
        receipt.items = items.len();
        receipt.crowded_out = crowded_out.iter().map(Item::id).collect();
        let forked = forks.iter().map(|evidence| evidence.fork.device).collect();
        self.announce(entries, items, forked, Some(from));
        Ok(receipt)
    }

    /// Applies what is on the disk; says which items have no room any more.
    fn apply(&self, items: &[Item], entries: impl Iterator<Item = Entry>, forks: &[Evidence]) -> BTreeSet<ItemId> {
        let mut fold = self.fold_mut();
        let mut gone = BTreeSet::new();
        if !items.is_empty() {
            gone = fold.apply_items(items.iter().cloned());
            if !items.iter().all(|item| gone.contains(&item.id())) {
                // What belonged to nobody may belong to a member now.
                self.lock_refused().clear();
            }
        }
        fold.apply_entries(entries);
        for evidence in forks {
            fold.apply_fork(evidence.clone());
        }
        self.log_alarms(&fold);
        gone
    }

    /// Entries that are held, and come for the sake of bodies that lack, apart from those that are new.
    fn without_held(&self, entries: Vec<Entry>) -> (Vec<Entry>, Vec<Entry>) {
        let fold = self.fold();
        let is_held = |entry: &Entry| {
            let held = fold.hash_at(entry.header.device, entry.header.seq);
            held.is_some_and(|held| held == entry.header.hash())
        };
        entries.into_iter().partition(is_held)
    }

    /// The state after what this device signed and this node did not write: somebody else writes with its key. A node that waits
    /// to learn its own journal is glad of it.
    fn stopped_by(&self, items: &[Item], entries: &[Entry]) -> Option<Restored> {
        let own = self.own_device()?;
        let waiting = self.lock_restored().as_ref().is_some_and(|restored| restored.learnt.is_none());
        let foreign =
            entries.iter().any(|entry| entry.header.device == own) || items.iter().any(|item| item.signer == *own.as_bytes());
        (foreign && !waiting).then(|| Restored::new(Cause::OtherWriter))
    }
}
