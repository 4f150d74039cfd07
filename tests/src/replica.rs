//! A node without disk and network: the real fold and the real rules of what is taken, in the order in which a node's ledger
//! takes it, so that whole networks of them run in one thread.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};

use maillage_shared::{
    bounds, hash,
    identity::{DeviceId, NetworkId},
    journal::{Entry, EntryHash, ForkProof, Head, Header, Run, RunError, fork::Branch},
    register::{Item, ItemId},
    sync::{Delivery, Fresh, HeadLine, Holdings, HoldingsError, Refusals, SummaryDigest, packing},
    view::{Branches, NetworkFold, Refusal},
};

/// Proofs of forks that wait until the register knows their devices, one of each peer, as a node's ledger keeps them.
const EARLY_FORKS: usize = 16;

/// What is on a node's disk: all that a power cut leaves.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// Items by name.
    pub items: BTreeMap<ItemId, Item>,
    /// Journals, each from its first entry.
    pub journals: BTreeMap<DeviceId, Vec<Entry>>,
    /// Evidence of forks, the lowest of each device.
    pub proofs: BTreeMap<DeviceId, ForkProof>,
}

/// A node.
#[derive(Debug)]
pub struct Replica {
    /// What is on its disk.
    pub kept: Kept,
    /// What it makes of it.
    pub fold: NetworkFold,
    refused: Refusals,
    early: Vec<(DeviceId, ForkProof)>,
    /// A peer reads what is held; where its next run begins may be looked up meanwhile.
    branches: RefCell<Branches>,
}

/// What became of a delivery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// What was new, to be told to neighbours.
    pub fresh: Fresh,
    /// What was refused for good.
    pub refused: Vec<Refusal>,
    /// Whether something may be accepted later.
    pub behind: bool,
}

/// Of the transactions in which a delivery is kept, those that are done when the node is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Killed {
    /// None: it lives.
    Never,
    /// Before the first.
    AtOnce,
    /// After that of the items.
    AfterItems,
}

impl Replica {
    /// A node that holds this.
    #[must_use]
    pub fn new(network: NetworkId, kept: Kept) -> Self {
        let fold = unfold(network, &kept);
        Self { kept, fold, refused: Refusals::default(), early: Vec::new(), branches: RefCell::default() }
    }

    /// What the node would make of all that it holds if it started now.
    #[must_use]
    pub fn from_scratch(&self) -> NetworkFold {
        unfold(self.fold.network(), &self.kept)
    }

    /// The process ends and begins again: only what is on disk is left.
    pub fn restart(&mut self) {
        *self = Self::new(self.fold.network(), std::mem::take(&mut self.kept));
    }

    /// What is held, for an exchange with this peer.
    #[must_use]
    pub const fn held_for(&self, peer: DeviceId) -> HeldFor<'_> {
        HeldFor { replica: self, peer }
    }

    /// Remembers what this peer delivered in vain.
    pub fn remember_refused(&mut self, peer: DeviceId, hashes: &[[u8; 32]]) {
        for hash in hashes {
            self.refused.remember(of_peer(peer, hash));
        }
    }

    /// Keeps an entry of the node's own.
    pub fn write(&mut self, entry: Entry) {
        self.keep_entries(vec![entry]);
    }

    /// Keeps an item of the node's own.
    pub fn add(&mut self, item: Item) {
        self.keep_items(vec![item]);
    }

    /// Takes in what a peer delivers, up to where the node is killed.
    pub fn receive(&mut self, from: DeviceId, delivery: &Delivery, killed: Killed) -> Receipt {
        let mut receipt = Receipt::default();
        if killed == Killed::AtOnce {
            return receipt;
        }
        self.receive_items(from, delivery, &mut receipt);
        if killed == Killed::AfterItems {
            return receipt;
        }
        self.receive_journals(from, delivery, &mut receipt);
        let roster = &self.fold.state().roster;
        let is_known = |proof: &ForkProof| proof.claimed_device().is_some_and(|about| roster.operator_of_device(about).is_some());
        let known: Vec<_> = self.early.extract_if(.., |(_, proof)| is_known(proof)).collect();
        for (from, proof) in known {
            self.receive_fork(from, proof, &mut receipt);
        }
        receipt
    }

    fn receive_items(&mut self, from: DeviceId, delivery: &Delivery, receipt: &mut Receipt) {
        let mut examined = self.fold.examine_items(&delivery.items);
        loop {
            let new: Vec<ItemId> = examined.new.iter().map(Item::id).collect();
            let gone = self.keep_items(examined.new);
            let crowded_out = new.iter().filter(|id| gone.contains(id)).map(|id| (*id.as_bytes(), Refusal::NoRoom));
            for (id, refusal) in examined.refused.into_iter().chain(crowded_out) {
                self.refused.remember(of_peer(from, &id));
                receipt.refused.push(refusal);
            }
            let before = receipt.fresh.items.len();
            receipt.fresh.items.extend(new.into_iter().filter(|id| !gone.contains(id)));
            if examined.waiting.is_empty() || receipt.fresh.items.len() == before {
                receipt.behind |= !examined.waiting.is_empty();
                return;
            }
            examined = self.fold.examine_again(examined.waiting);
        }
    }

    fn receive_journals(&mut self, from: DeviceId, delivery: &Delivery, receipt: &mut Receipt) {
        let mut entries = Vec::new();
        for run in &delivery.runs {
            match self.fold.examine_run_of(from, run, self.branches.get_mut()) {
                Ok(new) => entries.extend(new),
                Err(Refusal::Run(RunError::OtherHistory)) => receipt.behind = true,
                Err(refusal) if refusal.may_change() => receipt.behind = true,
                Err(refusal) => receipt.refused.push(refusal),
            }
        }
        for Entry { header, .. } in &entries {
            if !receipt.fresh.journals.iter().any(|(device, _)| *device == header.device) {
                receipt.fresh.journals.push((header.device, header.seq));
            }
        }
        self.keep_entries(entries);
        for proof in delivery.forks.iter().cloned() {
            self.receive_fork(from, proof, receipt);
        }
    }

    fn receive_fork(&mut self, from: DeviceId, proof: ForkProof, receipt: &mut Receipt) {
        match self.fold.examine_fork(&proof) {
            Ok(evidence)
                if self.fold.forks().get(&evidence.fork.device).is_some_and(|known| known.fork.seq <= evidence.fork.seq) => {}
            Ok(evidence) => {
                self.kept.proofs.insert(evidence.fork.device, proof);
                receipt.fresh.forks.push(evidence.fork.device);
                self.fold.apply_fork(evidence);
            }
            Err(refusal) if refusal.may_change() => {
                receipt.behind = true;
                self.early.retain(|(peer, _)| *peer != from);
                if self.early.len() >= EARLY_FORKS {
                    self.early.remove(0);
                }
                self.early.push((from, proof));
            }
            Err(refusal) => receipt.refused.push(refusal),
        }
    }

    /// Keeps items; says which have no room any more.
    fn keep_items(&mut self, items: Vec<Item>) -> BTreeSet<ItemId> {
        if items.is_empty() {
            return BTreeSet::new();
        }
        self.kept.items.extend(items.iter().map(|item| (item.id(), item.clone())));
        let gone = self.fold.apply_items(items);
        self.kept.items.retain(|id, _| !gone.contains(id));
        self.refused.clear();
        gone
    }

    fn keep_entries(&mut self, entries: Vec<Entry>) {
        for entry in &entries {
            let journal = self.kept.journals.entry(entry.header.device).or_default();
            let place = usize::try_from(entry.header.seq).unwrap() - 1;
            if let Some(held) = journal.get_mut(place).filter(|held| held.header == entry.header) {
                held.body = held.body.take().or_else(|| entry.body.clone());
                continue;
            }
            // Of a journal that forked, the branch that was held gives way to the settled one.
            journal.truncate(place);
            assert_eq!(entry.header.seq, journal.len() as u64 + 1, "entries are kept in their order");
            journal.push(entry.clone());
        }
        self.fold.apply_entries(entries);
    }

    fn entry(&self, device: DeviceId, seq: u64) -> Option<&Entry> {
        self.kept.journals.get(&device)?.get(usize::try_from(seq.checked_sub(1)?).ok()?)
    }
}

fn unfold(network: NetworkId, kept: &Kept) -> NetworkFold {
    let mut fold = NetworkFold::new(network);
    fold.apply_items(kept.items.values().cloned());
    for journal in kept.journals.values() {
        fold.apply_entries(journal.iter().cloned());
    }
    for proof in kept.proofs.values() {
        if let Ok(evidence) = fold.examine_fork(proof) {
            fold.apply_fork(evidence);
        }
    }
    fold
}

fn of_peer(peer: DeviceId, hash: &[u8; 32]) -> [u8; 32] {
    hash::sha256(&[*peer.as_bytes(), *hash].concat())
}

/// A node as one peer reads it.
#[derive(Debug, Clone, Copy)]
pub struct HeldFor<'r> {
    replica: &'r Replica,
    peer: DeviceId,
}

impl Holdings for HeldFor<'_> {
    fn digest(&self) -> Result<SummaryDigest, HoldingsError> {
        Ok(self.replica.fold.summary_digest())
    }

    fn heads(&self) -> Result<Vec<HeadLine>, HoldingsError> {
        Ok(self.replica.fold.head_lines())
    }

    fn item_ids(&self) -> Result<Vec<ItemId>, HoldingsError> {
        Ok(self.replica.fold.item_ids().copied().collect::<BTreeSet<_>>().into_iter().collect())
    }

    fn item(&self, id: &ItemId) -> Result<Option<Vec<u8>>, HoldingsError> {
        Ok(self.replica.fold.register().get(id).map(Item::to_bytes))
    }

    fn head(&self, device: &DeviceId) -> Result<Option<Head>, HoldingsError> {
        let head = self.replica.fold.continuation_for(self.peer, *device, &mut self.replica.branches.borrow_mut());
        Ok((head.seq > 0).then_some(head))
    }

    fn lacking(&self, device: &DeviceId) -> Result<Option<Head>, HoldingsError> {
        Ok(self.replica.fold.lacking(*device))
    }

    fn run(&self, device: &DeviceId, from_seq: u64, max_bytes: usize) -> Result<Option<Run>, HoldingsError> {
        let skipped = usize::try_from(from_seq.saturating_sub(1)).unwrap_or(usize::MAX);
        let usable = usize::try_from(self.replica.fold.usable(*device)).unwrap_or(usize::MAX);
        let entries = self.replica.kept.journals.get(device).into_iter().flatten().take(usable).skip(skipped);
        Ok(packing::pack(entries.cloned().map(Ok::<_, Infallible>), max_bytes).unwrap())
    }

    fn hash_at(&self, device: &DeviceId, seq: u64) -> Result<Option<EntryHash>, HoldingsError> {
        Ok(self.replica.fold.hash_at(*device, seq))
    }

    fn fork(&self, device: &DeviceId) -> Result<Option<ForkProof>, HoldingsError> {
        Ok(self.replica.fold.forks().get(device).map(|evidence| evidence.proof.clone()))
    }

    fn branch(&self, device: &DeviceId, first_seq: u64) -> Result<Option<Branch>, HoldingsError> {
        let mut headers: Vec<Header> = Vec::new();
        for seq in (first_seq..).take(bounds::FORK_HEADERS) {
            let Some(entry) = self.replica.entry(*device, seq) else { return Ok(None) };
            headers.push(entry.header.clone());
            if let Some(signature) = entry.signature {
                return Ok(Some(Branch::new(&headers, signature)));
            }
        }
        Ok(None)
    }

    fn is_refused(&self, hash: &[u8; 32]) -> bool {
        self.replica.refused.contains(&of_peer(self.peer, hash))
    }
}
