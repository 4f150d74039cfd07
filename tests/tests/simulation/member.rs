//! A node with its operator's keys: what it does when it looks, and with what arrives.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::ClaimedTime,
    identity::{DeviceId, DeviceKey, OperatorId},
    register::{
        AnchorLine, DecisionKind, Item, ItemId, Register,
        automatic::{self, Duty, Heads},
        compose::{self, Order},
    },
    sync::{Exchange, Fresh, Message, Outcome, Push, Step, SyncError},
    view::{NetworkFold, Refusal},
};
use maillage_tests::{
    operator::Operator,
    replica::{Kept, Killed, Replica},
};

use super::{
    behaviours::{Behaviour, Uttered},
    people::Said,
    returns::Returned,
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
    /// The newest decision that its people saw, and when that was new to them.
    pub(super) newest_seen: (Option<ItemId>, u64),
    /// Whether it has asked to leave.
    pub(super) leaving: bool,
    /// Whether the root key is here: it is with the first device of an operator.
    pub(super) holds_root: bool,
    /// What a backup holds.
    pub(super) backup: Option<Kept>,
    /// How it comes back from one.
    pub(super) returned: Option<Returned>,
    /// The newest entry that this device ever wrote, and the items that it signed: more than its disk may know.
    pub(super) ever: (u64, BTreeSet<ItemId>),
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
    /// Operators that people trust: those whose devices do.
    pub(super) trusted: BTreeSet<OperatorId>,
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
            newest_seen: (None, 0),
            leaving: false,
            holds_root: true,
            backup: None,
            returned: None,
            ever: (0, BTreeSet::new()),
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
        if self.is_honest() && wire.dice.happens(10) {
            self.restore(wire);
        }
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
        !state.founded() || state.may_connect(device)
    }

    /// What its own node signs by itself, as the steward of a real node does.
    pub(super) fn attend(&mut self, wire: &mut Wire, directory: &Directory) {
        for _ in 0..DUTIES {
            let Some((what, item)) = self.next_item(wire) else { break };
            wire.counters.count(what);
            self.hand_in(item, wire, directory);
        }
    }

    /// The newest entries that count of each member's journal, as the steward reads them.
    pub(super) fn heads(&self) -> Heads {
        let fold = &self.replica.fold;
        let roster = &fold.state().roster;
        let of_member = |device| fold.operator_of(device).is_some_and(|operator| roster.member(operator).is_some());
        let lines = fold.head_lines().into_iter().filter(|line| line.seq > 0 && of_member(line.device));
        lines.map(|line| (line.device, AnchorLine { device: line.device, seq: line.seq, hash: line.hash })).collect()
    }

    /// The item that its device should sign next, and what it is.
    fn next_item(&mut self, wire: &mut Wire) -> Option<(&'static str, Item)> {
        let (heads, now, device) = (self.heads(), self.clock(wire), self.operator.device.clone());
        let fold = &self.replica.fold;
        let duties = automatic::duties(fold.register(), fold.held(), &heads, now, device.public());
        for duty in duties {
            if let Some(by) = self.behaviours.iter_mut().find_map(|way| way.neglects(&duty).then(|| way.name())) {
                wire.counters.count(by);
            } else if let Some(item) = signed(fold, &device, duty, now) {
                return Some(item);
            }
        }
        None
    }

    /// Keeps an item of its own and tells everybody.
    pub(super) fn hand_in(&mut self, item: Item, wire: &mut Wire, directory: &Directory) -> ItemId {
        let id = item.id();
        self.ever.1.insert(id);
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
            // Two that compare branches while one goes over to the settled one compare in vain; who does not know yet that a
            // journal is cut off passes it on; and so does who holds fewer of the many items that a liar signed for one place. Who
            // is not there yet does not know of the anchor that names a branch.
            let expected =
                |refusal: &Refusal| matches!(refusal, Refusal::NoFork | Refusal::CutOff | Refusal::NoRoom | Refusal::Unsettled);
            assert!(receipt.refused.iter().all(expected), "an honest peer delivered what is refused: {:?}", receipt.refused);
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
        if let Some(talking) = self.talks.get(&talk).filter(|_| outcome.equal) {
            self.met(directory.devices[talking.with]);
        }
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

/// What a device signs to do a duty, and what that is.
fn signed(fold: &NetworkFold, device: &DeviceKey, duty: Duty, now: ClaimedTime) -> Option<(&'static str, Item)> {
    let register = fold.register();
    let (what, order) = match duty {
        Duty::Acknowledge(acknowledgement) => {
            return Some(("acknowledgement", compose::acknowledgement(device, fold.network(), &acknowledgement)));
        }
        Duty::Install(installation) => {
            return register.sign_installation(device, installation).ok().map(|item| ("installation signed by itself", item));
        }
        Duty::TakeOffice(installation) => {
            return register.take_office(device, installation, now).ok().map(|item| ("office taken", item));
        }
        Duty::Anchor(anchor) => ("anchor", Order::anchor(&anchor)),
        Duty::Record(statement) => ("statement recorded", Order::statement(register, statement)?),
        Duty::Decide(proposal) => (decided(register, proposal), Order::proposal(register, proposal)?),
    };
    compose::sequence(device, register.state(), &order, now).ok().map(|item| (what, item))
}

/// What a proposal is called where decisions are counted.
fn decided(register: &Register, proposal: ItemId) -> &'static str {
    let pending = register.state().pending_proposals.iter().find(|pending| pending.id == proposal);
    match pending.map(|pending| pending.decided.kind()) {
        Some(DecisionKind::Admit) => "newcomer admitted",
        Some(DecisionKind::Remove) => "member removed",
        Some(DecisionKind::Leave) => "member left",
        Some(DecisionKind::Suspend) => "member suspended",
        Some(DecisionKind::Resume) => "member back",
        _ => "something else decided",
    }
}
