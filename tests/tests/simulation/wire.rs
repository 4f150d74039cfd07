//! Time and the wire. A minute is the smallest step; nothing happens between two events.

use std::collections::BTreeMap;

use maillage_tests::dice::Dice;

use super::counters::Counters;

/// A member's place in the story.
pub(super) type Place = usize;

/// Number of an exchange.
pub(super) type Talk = u64;

/// What travels.
#[derive(Debug, Clone)]
pub(super) struct Packet {
    pub(super) from: Place,
    pub(super) to: Place,
    pub(super) matter: Matter,
    /// The behaviour that it shows, if it is no honest one.
    pub(super) misdeed: Option<&'static str>,
}

/// What it is.
#[derive(Debug, Clone)]
pub(super) enum Matter {
    /// A message of an exchange, on a stream that keeps the order.
    Exchange(Talk, Vec<u8>),
    /// A push, on a stream of its own.
    Push(Vec<u8>),
}

/// What happens next.
#[derive(Debug)]
pub(super) enum Event {
    /// A packet arrives.
    Arrival(Packet),
    /// A member looks at what there is to do.
    Look(Place),
    /// A crashed node is started again.
    Return(Place),
    /// The wire is cut in two parts: those whose bit is set, and the others.
    Partition(u64),
    /// It is whole again.
    Heal,
}

/// The wire.
#[derive(Debug)]
pub(super) struct Wire {
    pub(super) now: u64,
    pub(super) dice: Dice,
    pub(super) counters: Counters,
    events: BTreeMap<(u64, u64), Event>,
    order: u64,
    parts: Option<u64>,
    /// When the last message of a stream arrives, by stream and sender.
    streams: BTreeMap<(Talk, Place), u64>,
    /// When the latest push from one to another arrives.
    pushes: BTreeMap<(Place, Place), u64>,
    talks: Talk,
}

impl Wire {
    pub(super) fn new(dice: Dice) -> Self {
        Self {
            now: 0,
            dice,
            counters: Counters::default(),
            events: BTreeMap::new(),
            order: 0,
            parts: None,
            streams: BTreeMap::new(),
            pushes: BTreeMap::new(),
            talks: 0,
        }
    }

    /// A number for a new exchange.
    pub(super) fn next_talk(&mut self) -> Talk {
        self.talks += 1;
        self.talks
    }

    /// Lets something happen in so many minutes.
    pub(super) fn schedule(&mut self, minutes: u64, event: Event) {
        self.order += 1;
        self.events.insert((self.now + minutes, self.order), event);
    }

    /// What happens next, before `end`.
    pub(super) fn next(&mut self, end: u64) -> Option<Event> {
        let ((at, _), event) = self.events.pop_first()?;
        self.now = at;
        (at < end).then_some(event)
    }

    /// Cuts the wire, or mends it.
    pub(super) const fn part(&mut self, parts: Option<u64>) {
        self.parts = parts;
    }

    fn is_parted(&self, packet: &Packet) -> bool {
        self.parts.is_some_and(|parts| (parts >> packet.from) & 1 != (parts >> packet.to) & 1)
    }

    /// Sends a packet: it may be lost, late, twice, or before an earlier one.
    pub(super) fn send(&mut self, packet: Packet) {
        if self.is_parted(&packet) {
            return self.counters.count("packet stopped by a partition");
        }
        if self.dice.happens(4) {
            return self.counters.count("packet lost");
        }
        let delay = if self.dice.happens(15) {
            self.counters.count("packet delayed");
            self.dice.below(24 * 60) as u64
        } else {
            1 + self.dice.below(3) as u64
        };
        let arrival = self.now + delay;
        match packet.matter {
            Matter::Exchange(talk, _) => {
                let last = self.streams.entry((talk, packet.from)).or_default();
                *last = arrival.max(*last + 1);
                let minutes = *last - self.now;
                self.schedule(minutes, Event::Arrival(packet));
            }
            Matter::Push(_) => {
                let latest = self.pushes.entry((packet.from, packet.to)).or_default();
                if arrival < *latest {
                    self.counters.count("packet overtaken");
                }
                *latest = arrival.max(*latest);
                if self.dice.happens(5) {
                    self.counters.count("packet repeated");
                    let later = delay + self.dice.below(24 * 60) as u64;
                    self.schedule(later, Event::Arrival(packet.clone()));
                }
                self.schedule(delay, Event::Arrival(packet));
            }
        }
    }
}
