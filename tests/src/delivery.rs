//! Handing a [`World`] to a node that holds nothing yet: in any order, in pieces, more than once.

use std::collections::{BTreeMap, VecDeque};

use maillage_shared::{
    identity::DeviceId,
    journal::{Entry, ForkProof, Run, RunError},
    register::Item,
    view::{NetworkFold, Refusal},
};

use crate::world::{World, fold_of};

/// One thing that arrives.
#[derive(Debug, Clone)]
pub enum Piece {
    /// An item.
    Item(Vec<u8>),
    /// Entries in a row.
    Run(Run),
    /// The evidence of a fork.
    Fork(ForkProof),
}

/// A node that takes pieces in, and remembers what it took.
#[derive(Debug)]
pub struct Receiver {
    /// What the node makes of it.
    pub fold: NetworkFold,
    items: Vec<Item>,
    journals: BTreeMap<DeviceId, Vec<Entry>>,
    proofs: Vec<ForkProof>,
    waiting: VecDeque<Piece>,
}

/// Everything in a world, with its journals cut into runs of at most `longest` entries.
#[must_use]
pub fn pieces(world: &World, longest: usize) -> Vec<Piece> {
    let items = world.items.iter().map(|item| Piece::Item(item.to_bytes()));
    let journals = world.journals.values().chain(&world.rivals);
    let runs = journals.flat_map(|journal| journal.chunks(longest.max(1))).filter_map(Run::of).map(Piece::Run);
    let forks = world.proofs.iter().cloned().map(Piece::Fork);
    items.chain(runs).chain(forks).collect()
}

impl Receiver {
    /// A node that holds nothing of the world's network.
    #[must_use]
    pub fn new(world: &World) -> Self {
        Self {
            fold: NetworkFold::new(world.network),
            items: Vec::new(),
            journals: BTreeMap::new(),
            proofs: Vec::new(),
            waiting: VecDeque::new(),
        }
    }

    /// Takes a batch in. What is not acceptable yet waits, and is tried again as long as that brings anything.
    pub fn take(&mut self, batch: Vec<Piece>) {
        self.waiting.extend(batch);
        loop {
            let pieces: Vec<Piece> = self.waiting.drain(..).collect();
            let before = self.size();
            self.take_once(pieces);
            if self.size() == before {
                break;
            }
        }
    }

    fn size(&self) -> (usize, usize, usize) {
        (self.items.len(), self.journals.values().map(Vec::len).sum(), self.proofs.len())
    }

    fn take_once(&mut self, pieces: Vec<Piece>) {
        let mut items = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Item(bytes) => items.push(bytes),
                Piece::Run(run) => self.take_run(run),
                Piece::Fork(proof) => self.take_fork(proof),
            }
        }
        let examined = self.fold.examine_items(&items);
        assert!(examined.refused.is_empty(), "{:?}", examined.refused);
        let held = |bytes: &Vec<u8>| examined.new.iter().chain(&self.items).any(|item| item.to_bytes() == *bytes);
        items.retain(|bytes| !held(bytes));
        assert_eq!(items.len(), examined.waiting.len());
        self.waiting.extend(items.into_iter().map(Piece::Item));
        self.items.extend(examined.new.iter().cloned());
        self.fold.apply_items(examined.new);
    }

    fn take_run(&mut self, run: Run) {
        match self.fold.examine_run(&run) {
            Ok(entries) => {
                self.journals.entry(run.device).or_default().extend(entries.iter().cloned());
                self.fold.apply_entries(entries);
            }
            // The continuation of another history, or beyond a cut: nothing that will ever be taken.
            Err(Refusal::Run(RunError::OtherHistory) | Refusal::CutOff) => {}
            Err(_) if run.first_seq <= self.fold.head(run.device).seq => {}
            Err(refusal) if refusal.may_change() => self.waiting.push_back(Piece::Run(run)),
            Err(refusal) => panic!("an honest run was refused: {refusal}"),
        }
    }

    fn take_fork(&mut self, proof: ForkProof) {
        match self.fold.examine_fork(&proof) {
            Ok(evidence) => {
                if !self.proofs.contains(&proof) {
                    self.proofs.push(proof);
                }
                self.fold.apply_fork(evidence);
            }
            Err(refusal) if refusal.may_change() => self.waiting.push_back(Piece::Fork(proof)),
            Err(refusal) => panic!("an honest proof was refused: {refusal}"),
        }
    }

    /// What the node would make of all that it took if it started now.
    #[must_use]
    pub fn restarted(&self) -> NetworkFold {
        fold_of(self.fold.network(), &self.items, self.journals.values().map(Vec::as_slice), &self.proofs)
    }
}
