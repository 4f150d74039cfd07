//! A node in memory, for tests: holdings that grow by verified deliveries, and two of them joined by a wire.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    convert::Infallible,
};

use super::{
    Delivery, Exchange, HeadLine, Holdings, HoldingsError, ItemSetDigest, MAX_MESSAGE_BYTES, Message, Outcome, Refusals, Step,
    SummaryDigest, SyncError, packing,
};
use crate::{
    bounds,
    identity::{DeviceId, DeviceKey, NetworkId},
    journal::{BodyKind, Entry, EntryHash, ForkProof, Head, Header, Run, fork::Branch},
    register::{Item, ItemId, ItemKind},
};

pub(super) const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);

/// Continues a journal with bodies of these lengths.
pub(super) fn written(key: &DeviceKey, mut entries: Vec<Entry>, lengths: &[usize], filling: u8) -> Vec<Entry> {
    for length in lengths {
        let head = entries.last().map_or(Head::EMPTY, |entry| Head::after(&entry.header));
        entries.push(Entry::write(key, NETWORK, &head, BodyKind::Comment, vec![filling; *length]).unwrap());
    }
    entries
}

pub(super) fn key(number: u8) -> DeviceKey {
    DeviceKey::from_secret(&[number; 32])
}

pub(super) fn item(number: u8, length: usize) -> Item {
    Item::by_device(&key(200), NETWORK, ItemKind::Approval, vec![number; length])
}

#[derive(Debug, Clone, Default)]
pub(super) struct Replica {
    pub(super) journals: BTreeMap<DeviceId, Vec<Entry>>,
    pub(super) items: BTreeMap<ItemId, Vec<u8>>,
    pub(super) forks: BTreeMap<DeviceId, (u64, ForkProof)>,
    pub(super) refusals: Refusals,
    /// A device whose entries are accepted only once the item is held.
    pub(super) admissions: BTreeMap<DeviceId, ItemId>,
    /// Items that are refused whenever they come.
    pub(super) refused_items: BTreeSet<ItemId>,
    /// Items and runs that came, each time they came.
    pub(super) deliveries: usize,
}

impl Replica {
    pub(super) fn hold(&mut self, item: &Item) {
        self.items.insert(item.id(), item.to_bytes());
    }

    pub(super) fn hold_journal(&mut self, entries: &[Entry]) {
        if let Some(first) = entries.first() {
            self.journals.insert(first.header.device, entries.to_vec());
        }
    }

    fn entry(&self, device: &DeviceId, seq: u64) -> Option<&Entry> {
        self.journals.get(device)?.get(usize::try_from(seq.checked_sub(1)?).unwrap())
    }

    pub(super) fn store(&mut self, delivery: Delivery) {
        self.deliveries += delivery.items.len() + delivery.runs.len();
        for item in delivery.items.iter().filter_map(|bytes| Item::verify(NETWORK, bytes).ok()) {
            if !self.refused_items.contains(&item.id()) {
                self.hold(&item);
            }
        }
        for proof in delivery.forks {
            let Ok(fork) = proof.verify(NETWORK) else { continue };
            if self.forks.get(&fork.device).is_none_or(|(known, _)| fork.seq < *known) {
                self.forks.insert(fork.device, (fork.seq, proof));
            }
        }
        for run in delivery.runs {
            let admitted = self.admissions.get(&run.device).is_none_or(|item| self.items.contains_key(item));
            let head = self.head(&run.device).unwrap().unwrap_or(Head::EMPTY);
            if let (true, Ok((entries, 0))) = (admitted, run.verify(NETWORK, &head)) {
                self.journals.entry(run.device).or_default().extend(entries);
            }
        }
    }

    /// What must be equal after reconciliation: lines, items and places of forks.
    pub(super) fn content(&self) -> (Vec<HeadLine>, Vec<ItemId>) {
        (self.heads().unwrap(), self.item_ids().unwrap())
    }
}

impl Holdings for Replica {
    fn digest(&self) -> Result<SummaryDigest, HoldingsError> {
        Ok(SummaryDigest::of(1, self.heads()?, &ItemSetDigest::of(self.item_ids()?)))
    }

    fn heads(&self) -> Result<Vec<HeadLine>, HoldingsError> {
        let devices: BTreeSet<&DeviceId> = self.journals.keys().chain(self.forks.keys()).collect();
        let line = |device: &DeviceId| {
            let fork = self.forks.get(device).map(|(seq, _)| *seq);
            let length = self.journals.get(device).map_or(0, Vec::len) as u64;
            let seq = fork.map_or(length, |fork| length.min(fork - 1));
            let hash = self.entry(device, seq).map_or(EntryHash::NONE, |entry| entry.header.hash());
            HeadLine { device: *device, seq, hash, fork }
        };
        Ok(devices.into_iter().map(line).collect())
    }

    fn item_ids(&self) -> Result<Vec<ItemId>, HoldingsError> {
        Ok(self.items.keys().copied().collect())
    }

    fn item(&self, id: &ItemId) -> Result<Option<Vec<u8>>, HoldingsError> {
        Ok(self.items.get(id).cloned())
    }

    fn head(&self, device: &DeviceId) -> Result<Option<Head>, HoldingsError> {
        Ok(self.journals.get(device).and_then(|entries| entries.last()).map(|entry| Head::after(&entry.header)))
    }

    fn run(&self, device: &DeviceId, from_seq: u64, max_bytes: usize) -> Result<Option<Run>, HoldingsError> {
        let skipped = usize::try_from(from_seq.saturating_sub(1)).unwrap_or(usize::MAX);
        let entries = self.journals.get(device).into_iter().flatten().skip(skipped);
        Ok(packing::pack(entries.cloned().map(Ok::<_, Infallible>), max_bytes).unwrap())
    }

    fn hash_at(&self, device: &DeviceId, seq: u64) -> Result<Option<EntryHash>, HoldingsError> {
        Ok(self.entry(device, seq).map(|entry| entry.header.hash()))
    }

    fn fork(&self, device: &DeviceId) -> Result<Option<ForkProof>, HoldingsError> {
        Ok(self.forks.get(device).map(|(_, proof)| proof.clone()))
    }

    fn branch(&self, device: &DeviceId, first_seq: u64) -> Result<Option<Branch>, HoldingsError> {
        let Some(entries) = self.journals.get(device) else { return Ok(None) };
        let entries = entries.get(usize::try_from(first_seq - 1).unwrap()..).unwrap_or_default();
        let signed = entries.iter().take(bounds::FORK_HEADERS).position(|entry| entry.signature.is_some());
        let branch = signed.map(|last| {
            let headers: Vec<Header> = entries[..=last].iter().map(|entry| entry.header.clone()).collect();
            Branch::new(&headers, entries[last].signature.unwrap())
        });
        Ok(branch)
    }

    fn is_refused(&self, hash: &[u8; 32]) -> bool {
        self.refusals.contains(hash)
    }
}

/// What went over the wire between two replicas, and how it ended on each side.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    pub(super) messages: Vec<&'static str>,
    pub(super) bytes: usize,
    pub(super) initiator: Option<Outcome>,
    pub(super) responder: Option<Outcome>,
}

/// One exchange, cut after `most` messages.
pub(super) fn exchange_cut(one: &mut Replica, other: &mut Replica, most: usize) -> Result<Transcript, SyncError> {
    let mut transcript = Transcript::default();
    let (initiator, steps) = Exchange::initiate(one)?;
    let mut sides = [(initiator, one), (Exchange::respond(), other)];
    let mut queue: VecDeque<(usize, Step)> = steps.into_iter().map(|step| (0, step)).collect();
    while let Some((side, step)) = queue.pop_front() {
        let (next_side, steps) = match step {
            Step::Send(message) if transcript.messages.len() < most => {
                let bytes = message.to_bytes();
                assert!(bytes.len() <= MAX_MESSAGE_BYTES);
                transcript.messages.push(message.name());
                transcript.bytes += bytes.len();
                let (exchange, replica) = &mut sides[1 - side];
                (1 - side, exchange.receive(Message::from_bytes(&bytes)?, *replica)?)
            }
            Step::Send(_) => return Ok(transcript),
            Step::Store(delivery) => {
                let (exchange, replica) = &mut sides[side];
                replica.store(delivery);
                (side, exchange.stored(*replica)?)
            }
            Step::Finished(outcome) => {
                let place = if side == 0 { &mut transcript.initiator } else { &mut transcript.responder };
                *place = Some(outcome);
                continue;
            }
        };
        queue.extend(steps.into_iter().map(|step| (next_side, step)));
    }
    assert!(sides.iter().all(|(exchange, _)| exchange.is_over()));
    Ok(transcript)
}

/// One whole exchange.
pub(super) fn exchange(one: &mut Replica, other: &mut Replica) -> Transcript {
    exchange_cut(one, other, usize::MAX).unwrap()
}
