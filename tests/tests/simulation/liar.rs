//! A member that does not keep to the rules. Beneath it an honest node runs: what a behaviour does not touch is as it should be.

use maillage_shared::{
    document::PageDocument,
    encoding,
    identity::DeviceId,
    journal::{BodyKind, Entry, ForkProof, Run},
    register::Item,
    sync::{Fresh, message::ItemBytes},
};
use maillage_tests::{dice::Dice, world::continued};

use super::{
    member::{Directory, Member},
    wire::{Matter, Packet, Place, Wire},
};

/// What a behaviour may use: the keys of its member, all that the member's node knows, and the wire.
pub(super) struct Liar<'s> {
    pub(super) member: &'s mut Member,
    pub(super) wire: &'s mut Wire,
    pub(super) directory: &'s Directory,
    pub(super) name: &'static str,
}

impl Liar<'_> {
    pub(super) const fn dice(&mut self) -> &mut Dice {
        &mut self.wire.dice
    }

    pub(super) fn device(&self) -> DeviceId {
        self.member.device()
    }

    /// The honest members.
    pub(super) fn victims(&self) -> Vec<Place> {
        (0..self.directory.honest.len()).filter(|place| self.directory.honest[*place]).collect()
    }

    /// An honest member's device whose journal is known, beyond its beginning.
    pub(super) fn victim_device(&mut self) -> Option<DeviceId> {
        let victims = self.victims();
        let device = self.directory.devices[*self.wire.dice.one_of(&victims)];
        (self.member.replica.fold.head(device).seq > 2).then_some(device)
    }

    /// The own journal.
    pub(super) fn journal(&self) -> Vec<Entry> {
        self.member.replica.kept.journals.get(&self.device()).cloned().unwrap_or_default()
    }

    /// The page of the own operator.
    pub(super) fn page(&self) -> PageDocument {
        self.member.page()
    }

    /// The entry that continues a journal of the own device.
    pub(super) fn continued(&self, journal: &[Entry], kind: u16, critical: bool, body: Vec<u8>) -> Entry {
        continued(&self.member.operator.device, self.member.replica.fold.network(), journal, kind, critical, body)
    }

    /// Writes an entry into the own journal, from where the own node passes it on like any other.
    pub(super) fn write(&mut self, kind: BodyKind, body: Vec<u8>) {
        self.write_kind(kind.number(), kind.is_critical(), body);
    }

    /// The same for a kind that may be unknown.
    pub(super) fn write_kind(&mut self, kind: u16, critical: bool, body: Vec<u8>) {
        let first = self.write_quietly(kind, critical, body);
        self.tell_from(first);
    }

    /// Writes an entry and tells nobody yet; gives its number.
    pub(super) fn write_quietly(&mut self, kind: u16, critical: bool, body: Vec<u8>) -> u64 {
        let entry = self.continued(&self.journal(), kind, critical, body);
        let seq = entry.header.seq;
        self.member.replica.write(entry);
        self.wire.counters.count(self.name);
        seq
    }

    /// Tells everybody of the own journal from this entry on.
    pub(super) fn tell_from(&mut self, first: u64) {
        let fresh = Fresh { journals: vec![(self.device(), first)], ..Fresh::default() };
        self.member.tell(&fresh, None, self.wire, self.directory);
    }

    /// Hands in an item that its own node takes as well.
    pub(super) fn hand_in(&mut self, item: Item) {
        self.member.hand_in(item, self.wire, self.directory);
        self.wire.counters.count(self.name);
    }

    /// Pushes anything to one member, past the own node.
    pub(super) fn push(&mut self, to: Place, items: &[Vec<u8>], runs: &[Run], forks: &[ForkProof]) {
        let items: Vec<ItemBytes> = items.iter().cloned().map(ItemBytes).collect();
        self.push_bytes(to, encoding::to_bytes(&(12_u8, [(items, runs.to_vec(), forks.to_vec())])));
    }

    /// Pushes bytes that may be no message.
    pub(super) fn push_bytes(&mut self, to: Place, bytes: Vec<u8>) {
        self.wire.send(Packet { from: self.member.place, to, matter: Matter::Push(bytes), misdeed: Some(self.name) });
    }

    /// The same to every honest member.
    pub(super) fn push_to_all(&mut self, items: &[Vec<u8>], runs: &[Run], forks: &[ForkProof]) {
        for to in self.victims() {
            self.push(to, items, runs, forks);
        }
    }
}
