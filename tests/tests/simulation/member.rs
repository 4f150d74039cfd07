//! A node with its operator's keys: what it does when it looks, and with what arrives.

use std::collections::BTreeMap;

use maillage_shared::{
    calendar::ClaimedTime,
    identity::DeviceId,
    register::{
        AnchorLine, Item, ItemId,
        automatic::{self, Duty},
        compose::{self, Order},
    },
    sync::{Exchange, Fresh, Message, Outcome, Push, Step, SyncError},
    view::NetworkFold,
};
use maillage_tests::{
    operator::Operator,
    replica::{Killed, Replica},
};

use super::{
    behaviours::{Behaviour, Uttered},
    people::Said,
    wire::{Event, Matter, Packet, Place, Talk, Wire},
};

/// When the story begins.
const BEGINNING: u64 = 1_760_000_000;

/// After so many minutes an exchange without an end is abandoned: messages of it were lost.
const PATIENCE: u64 = 48 * 60;

/// Duties done in one look.
const DUTIES: usize = 8;

/// An exchange in progress.
#[derive(Debug)]
struct Talking {
    exchange: Exchange,
    with: Place,
    until: u64,
    refused: bool,
}

/// A member, or one who would be.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) place: Place,
    pub(super) operator: Operator,
    pub(super) replica: Replica,
    pub(super) up: bool,
    /// Minutes by which its clock is ahead.
    pub(super) skew: i64,
    /// What its people did, to be found again in the end.
    pub(super) said: Said,
    /// The incarnation under which it edits its page.
    pub(super) incarnation: Option<u64>,
    /// How it does not keep to the rules; nothing for an honest one.
    pub(super) behaviours: Vec<Box<dyn Behaviour>>,
    talks: BTreeMap<Talk, Talking>,
}

/// Who is who, as everybody on the wire knows it.
#[derive(Debug, Clone, Default)]
pub(super) struct Directory {
    /// The device of each place.
    pub(super) devices: Vec<DeviceId>,
    /// Those that keep to the rules.
    pub(super) honest: Vec<bool>,
}

impl Member {
    pub(super) fn new(place: Place, operator: Operator, replica: Replica, skew: i64) -> Self {
        Self {
            place,
            operator,
            replica,
            up: true,
            skew,
            said: Said::default(),
            incarnation: None,
            behaviours: Vec::new(),
            talks: BTreeMap::new(),
        }
    }

    pub(super) fn device(&self) -> DeviceId {
        self.operator.device.public()
    }

    pub(super) fn is_honest(&self) -> bool {
        self.behaviours.is_empty()
    }

    /// The time by its own clock.
    pub(super) fn clock(&self, wire: &Wire) -> ClaimedTime {
        let minutes = i64::try_from(wire.now).unwrap() + self.skew;
        ClaimedTime(BEGINNING.saturating_add_signed(minutes * 60))
    }

    /// The process ends; it will be started again.
    pub(super) fn crash(&mut self, wire: &mut Wire, what: &'static str) {
        wire.counters.count(what);
        wire.counters.count("crash");
        self.up = false;
        self.talks.clear();
        self.incarnation = None;
        let minutes = 60 + wire.dice.below(36 * 60) as u64;
        wire.schedule(minutes, Event::Return(self.place));
    }

    /// It is started again, with what is on its disk.
    pub(super) fn come_back(&mut self, wire: &mut Wire) {
        wire.counters.count("return");
        self.replica.restart();
        self.up = true;
    }

    /// Every exchange is over, whatever became of it.
    pub(super) fn hang_up(&mut self) {
        self.talks.clear();
    }

    /// Whether this node speaks with the device: a member's, as far as it knows; before it knows any, whoever comes.
    pub(super) fn speaks_with(&self, device: DeviceId) -> bool {
        let state = self.replica.fold.state();
        !state.founded() || state.roster.operator_of_device(device).is_some()
    }

    /// What its own node signs by itself, as the steward of a real node does.
    pub(super) fn attend(&mut self, wire: &mut Wire, directory: &Directory) {
        for _ in 0..DUTIES {
            let Some((what, item)) = next_item(&self.replica.fold, &self.operator, self.clock(wire)) else { break };
            wire.counters.count(what);
            self.hand_in(item, wire, directory);
        }
    }

    /// Keeps an item of its own and tells everybody.
    pub(super) fn hand_in(&mut self, item: Item, wire: &mut Wire, directory: &Directory) -> ItemId {
        let id = item.id();
        self.replica.add(item);
        self.tell(&Fresh { items: vec![id], ..Fresh::default() }, None, wire, directory);
        id
    }

    /// Pushes what is new to everybody but the one that brought it.
    pub(super) fn tell(&self, fresh: &Fresh, from: Option<Place>, wire: &mut Wire, directory: &Directory) {
        if *fresh == Fresh::default() {
            return;
        }
        for (to, device) in directory.devices.iter().enumerate() {
            if to == self.place || Some(to) == from || !self.speaks_with(*device) {
                continue;
            }
            // What was brought by another is passed on to some only: everybody to everybody would be most of the work, and shows
            // nothing more.
            if from.is_some() && wire.dice.happens(70) {
                continue;
            }
            let mut fresh = fresh.clone();
            fresh.journals.retain(|(journal, _)| journal != device);
            let push = Push::of(&fresh, &self.replica.held_for(*device)).unwrap();
            if !push.is_empty() {
                let matter = Matter::Push(Message::Push(push).to_bytes());
                wire.send(Packet { from: self.place, to, matter, misdeed: None });
            }
        }
    }

    /// Begins an exchange, unless one with that member goes on.
    pub(super) fn ask(&mut self, with: Place, wire: &mut Wire, directory: &Directory) {
        let device = directory.devices[with];
        if with == self.place || !self.speaks_with(device) || self.talks.values().any(|talk| talk.with == with) {
            return;
        }
        let (exchange, steps) = Exchange::initiate(&self.replica.held_for(device)).unwrap();
        let talk = wire.next_talk();
        self.talks.insert(talk, Talking { exchange, with, until: wire.now + PATIENCE, refused: false });
        self.perform(talk, steps, wire, directory);
    }

    /// Gives up exchanges that never ended.
    pub(super) fn give_up(&mut self, wire: &mut Wire) {
        let before = self.talks.len();
        self.talks.retain(|_, talk| talk.until > wire.now);
        wire.counters.count_many("exchange abandoned", before - self.talks.len());
    }

    /// Takes what arrived.
    pub(super) fn take(&mut self, packet: Packet, wire: &mut Wire, directory: &Directory) {
        if !self.up || !self.speaks_with(directory.devices[packet.from]) {
            return;
        }
        if let Some(misdeed) = packet.misdeed {
            wire.counters.count(misdeed);
        }
        match packet.matter {
            Matter::Exchange(talk, bytes) => self.take_message(talk, packet.from, &bytes, wire, directory),
            Matter::Push(bytes) => self.take_push(packet.from, &bytes, wire, directory),
        }
    }

    fn take_message(&mut self, talk: Talk, from: Place, bytes: &[u8], wire: &mut Wire, directory: &Directory) {
        let message = match Message::from_bytes(bytes) {
            Ok(message) => message,
            Err(error) => return self.breach(talk, from, &error, wire, directory),
        };
        if !self.talks.contains_key(&talk) && matches!(message, Message::Open(_)) {
            let talking = Talking { exchange: Exchange::respond(), with: from, until: wire.now + PATIENCE, refused: false };
            self.talks.insert(talk, talking);
        }
        // What belongs to an exchange that is over, or that the node forgot when it crashed, goes nowhere.
        let Some(talking) = self.talks.get_mut(&talk).filter(|talking| talking.with == from) else { return };
        match talking.exchange.receive(message, &self.replica.held_for(directory.devices[from])) {
            Ok(steps) => self.perform(talk, steps, wire, directory),
            Err(error) => self.breach(talk, from, &error, wire, directory),
        }
    }

    fn breach(&mut self, talk: Talk, from: Place, error: &SyncError, wire: &mut Wire, directory: &Directory) {
        assert!(error.is_the_peers(), "the own holdings cannot be read: {error}");
        // An honest peer asks a liar for what the liar listed, and the honest node beneath the liar did not.
        assert!(!(self.is_honest() && directory.honest[from]), "an honest peer broke the protocol: {error}");
        self.talks.remove(&talk);
        wire.counters.count("exchange ended by a breach");
    }

    fn take_push(&mut self, from: Place, bytes: &[u8], wire: &mut Wire, directory: &Directory) {
        let received = match Message::from_bytes(bytes) {
            Ok(Message::Push(push)) => push.receive(&self.replica.held_for(directory.devices[from])),
            Ok(_) => Err(SyncError::Unexpected("something else than a push")),
            Err(error) => Err(error),
        };
        let received = match received {
            Ok(received) => received,
            Err(error) => return self.breach(0, from, &error, wire, directory),
        };
        wire.counters.count("push received");
        let mut behind = received.exchange_needed;
        if !received.delivery.is_empty() {
            behind |= self.store(from, &received.delivery, wire, directory).is_none_or(|(behind, _)| behind);
        }
        if behind && self.up {
            self.ask(from, wire, directory);
        }
    }

    /// Keeps a delivery and tells the others; says whether something waits and whether something was refused. Nothing when the
    /// node was killed over it.
    fn store(
        &mut self,
        from: Place,
        delivery: &maillage_shared::sync::Delivery,
        wire: &mut Wire,
        directory: &Directory,
    ) -> Option<(bool, bool)> {
        let killed = match wire.dice.below(400) {
            0 => Killed::AtOnce,
            1 => Killed::AfterItems,
            _ => Killed::Never,
        };
        let receipt = self.replica.receive(directory.devices[from], delivery, killed);
        wire.counters.count_many("delivery refused", receipt.refused.len());
        if self.is_honest() && directory.honest[from] {
            assert_eq!(receipt.refused, [], "an honest peer delivered what is refused");
        }
        match killed {
            Killed::Never => {}
            Killed::AtOnce => self.crash(wire, "crash before a commit"),
            Killed::AfterItems => self.crash(wire, "crash between two commits"),
        }
        if !self.up {
            return None;
        }
        self.tell(&receipt.fresh, Some(from), wire, directory);
        Some((receipt.behind, !receipt.refused.is_empty()))
    }

    fn perform(&mut self, talk: Talk, steps: Vec<Step>, wire: &mut Wire, directory: &Directory) {
        let mut waiting: std::collections::VecDeque<Step> = steps.into();
        while let Some(step) = waiting.pop_front() {
            let Some(with) = self.talks.get(&talk).map(|talking| talking.with) else { return };
            match step {
                Step::Send(message) => self.send(talk, with, &message, wire),
                Step::Store(delivery) => {
                    let Some((_, refused)) = self.store(with, &delivery, wire, directory) else { return };
                    let Some(talking) = self.talks.get_mut(&talk) else { return };
                    talking.refused |= refused;
                    waiting.extend(talking.exchange.stored(&self.replica.held_for(directory.devices[with])).unwrap());
                }
                Step::Finished(outcome) => self.finished(talk, &outcome, wire, directory),
            }
        }
    }

    fn finished(&mut self, talk: Talk, outcome: &Outcome, wire: &mut Wire, directory: &Directory) {
        wire.counters.count("exchange finished");
        if let Some(talking) = self.talks.remove(&talk).filter(|talking| talking.refused) {
            self.replica.remember_refused(directory.devices[talking.with], &outcome.unmet);
        }
    }

    fn send(&mut self, talk: Talk, to: Place, message: &Message, wire: &mut Wire) {
        let bytes = message.to_bytes();
        let mut said = (Some(bytes), None);
        for behaviour in &mut self.behaviours {
            match behaviour.distort(message, &mut wire.dice) {
                Uttered::AsItIs => {}
                Uttered::Other(bytes) => said = (Some(bytes), Some(behaviour.name())),
                Uttered::Silence => said = (None, Some(behaviour.name())),
            }
        }
        match said {
            (Some(bytes), misdeed) => wire.send(Packet { from: self.place, to, matter: Matter::Exchange(talk, bytes), misdeed }),
            // To keep silent is a misdeed that does not arrive.
            (None, misdeed) => misdeed.into_iter().for_each(|name| wire.counters.count(name)),
        }
    }
}

/// The item that a device should sign next, and what it is: as the steward of a real node finds it.
fn next_item(fold: &NetworkFold, operator: &Operator, now: ClaimedTime) -> Option<(&'static str, Item)> {
    let (register, device) = (fold.register(), &operator.device);
    let roster = &fold.state().roster;
    let of_member = |device| fold.operator_of(device).is_some_and(|operator| roster.member(operator).is_some());
    let lines = fold.head_lines().into_iter().filter(|line| line.seq > 0 && of_member(line.device));
    let heads = lines.map(|line| (line.device, AnchorLine { device: line.device, seq: line.seq, hash: line.hash })).collect();
    automatic::duties(register, fold.held(), &heads, now, device.public()).into_iter().find_map(|duty| {
        let (what, order) = match duty {
            Duty::Acknowledge(acknowledgement) => {
                return Some(("acknowledgement", compose::acknowledgement(device, fold.network(), &acknowledgement)));
            }
            Duty::Install(installation) => {
                return register.sign_installation(device, installation).ok().map(|item| ("installation signed", item));
            }
            Duty::TakeOffice(installation) => {
                return register.take_office(device, installation, now).ok().map(|item| ("office taken", item));
            }
            Duty::Anchor(anchor) => ("anchor", Order::anchor(&anchor)),
            Duty::Record(statement) => ("statement recorded", Order::statement(register, statement)?),
            Duty::Decide(proposal) => ("newcomer admitted", Order::proposal(register, proposal)?),
        };
        compose::sequence(device, register.state(), &order, now).ok().map(|item| (what, item))
    })
}
