//! The exchange between two nodes, as each of them sees it.

use super::{
    Delivery, Holdings, HoldingsError, Message, SummaryDigest, SyncError, answer::answer, message::Runs, offer::Offer, pull::Pull,
};
use crate::bounds;

/// What the driver has to do next, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Send this message.
    Send(Message),
    /// Examine, make durable and apply this, then call [`Exchange::stored`]. The peer waits meanwhile.
    Store(Delivery),
    /// The exchange is over.
    Finished(Outcome),
}

/// How an exchange ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Whether both sides now hold the same. If not, something is pending or was refused: try again later, not at once.
    pub equal: bool,
    /// The peer's digest at the end.
    pub their_digest: SummaryDigest,
    /// What was sent.
    pub sent: Counts,
    /// What was received.
    pub received: Counts,
    /// Hashes of items and of listed heads that were delivered and yet are not held. The driver knows which of them wait for
    /// something else, and remembers the others as refused.
    pub unmet: Vec<[u8; 32]>,
}

/// What went one way during an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Messages.
    pub messages: u32,
    /// Items of the register.
    pub items: usize,
    /// Entries of journals.
    pub entries: usize,
    /// Proofs of forks.
    pub forks: usize,
}

impl Counts {
    fn add(&mut self, message: &Message) {
        self.messages = self.messages.saturating_add(1);
        match message {
            Message::Items(items) => self.items = self.items.saturating_add(items.len()),
            Message::Forks(forks) => self.forks = self.forks.saturating_add(forks.len()),
            Message::Runs(Runs { runs, .. }) => {
                let entries = runs.iter().map(|run| run.entries.len());
                self.entries = entries.fold(self.entries, usize::saturating_add);
            }
            _ => {}
        }
    }
}

#[derive(Debug)]
enum State {
    /// The responder, before the first message.
    AwaitOpen,
    /// The peer's listing is coming in.
    AwaitListing(Offer),
    /// A want is under way.
    Pulling(Box<Pull>),
    /// The driver stores an answer.
    Storing(Box<Pull>),
    /// The peer asks.
    Serving,
    /// The responder has said that it is done.
    AwaitDone,
    /// Finished or failed: nothing is accepted any more.
    Over,
}

/// One exchange on one stream. After an error it accepts nothing more.
#[derive(Debug)]
pub struct Exchange {
    state: State,
    is_initiator: bool,
    /// The digest that the initiator opened with.
    opened_with: Option<SummaryDigest>,
    offered: Offer,
    sent: Counts,
    received: Counts,
    unmet: Vec<[u8; 32]>,
}

impl Exchange {
    /// Begins an exchange; the step is the first message.
    ///
    /// # Errors
    /// [`HoldingsError`].
    pub fn initiate(holdings: &dyn Holdings) -> Result<(Self, Vec<Step>), HoldingsError> {
        let digest = holdings.digest()?;
        let mut exchange = Self::in_state(State::AwaitListing(Offer::default()));
        (exchange.is_initiator, exchange.opened_with) = (true, Some(digest));
        let step = exchange.send(Message::Open(digest));
        Ok((exchange, vec![step]))
    }

    /// Waits for the peer to begin.
    #[must_use]
    pub fn respond() -> Self {
        Self::in_state(State::AwaitOpen)
    }

    fn in_state(state: State) -> Self {
        Self {
            state,
            is_initiator: false,
            opened_with: None,
            offered: Offer::default(),
            sent: Counts::default(),
            received: Counts::default(),
            unmet: Vec::new(),
        }
    }

    /// Takes the peer's next message.
    ///
    /// # Errors
    /// [`SyncError`] when the message breaks the rules of the exchange, or the holdings cannot be read. The stream is to be
    /// closed; a strike is due when [`SyncError::is_the_peers`].
    pub fn receive(&mut self, message: Message, holdings: &dyn Holdings) -> Result<Vec<Step>, SyncError> {
        self.received.add(&message);
        if self.received.messages > bounds::EXCHANGE_MESSAGES {
            self.state = State::Over;
            return Err(SyncError::TooManyMessages);
        }
        match (std::mem::replace(&mut self.state, State::Over), message) {
            (State::AwaitOpen, Message::Open(theirs)) => self.opened(theirs, holdings),
            (State::AwaitListing(offer), Message::Equal) if self.is_initiator && offer == Offer::default() => {
                Ok(self.opened_with.map(|digest| self.finish(true, digest)).into_iter().collect())
            }
            (State::AwaitListing(offer), Message::Listing(page)) => self.listed(offer, page, holdings),
            (State::Serving, Message::Listing(page)) if !self.is_initiator => self.listed(Offer::default(), page, holdings),
            (State::Pulling(mut pull), message) => {
                let delivery = pull.take(message, holdings)?;
                if delivery.is_empty() {
                    return self.go_on(pull, holdings);
                }
                self.state = State::Storing(pull);
                Ok(vec![Step::Store(delivery)])
            }
            (State::Serving, Message::Done(theirs)) if self.is_initiator => {
                let ours = holdings.digest()?;
                Ok(vec![self.send(Message::Done(ours)), self.finish(ours == theirs, theirs)])
            }
            (State::AwaitDone, Message::Done(theirs)) => Ok(vec![self.finish(holdings.digest()? == theirs, theirs)]),
            (State::Serving, want) => {
                let answer = answer(&want, &self.offered, holdings)?;
                self.state = State::Serving;
                Ok(vec![self.send(answer)])
            }
            (_, other) => Err(SyncError::Unexpected(other.name())),
        }
    }

    /// Goes on after a [`Step::Store`] was dealt with: what was accepted is durable, the rest was refused or waits. Without one
    /// nothing happens.
    ///
    /// # Errors
    /// [`SyncError::Holdings`].
    pub fn stored(&mut self, holdings: &dyn Holdings) -> Result<Vec<Step>, SyncError> {
        match std::mem::replace(&mut self.state, State::Over) {
            State::Storing(mut pull) => {
                pull.stored(holdings)?;
                self.go_on(pull, holdings)
            }
            other => {
                self.state = other;
                Ok(Vec::new())
            }
        }
    }

    /// Whether the exchange has finished or failed.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.state, State::Over)
    }

    fn opened(&mut self, theirs: SummaryDigest, holdings: &dyn Holdings) -> Result<Vec<Step>, SyncError> {
        if holdings.digest()? == theirs {
            return Ok(vec![self.send(Message::Equal), self.finish(true, theirs)]);
        }
        self.offered = Offer::of(holdings)?;
        Ok(self.list())
    }

    /// Lists what is offered, and serves it from now on.
    fn list(&mut self) -> Vec<Step> {
        self.state = State::Serving;
        let pages = self.offered.pages();
        pages.into_iter().map(|page| self.send(Message::Listing(page))).collect()
    }

    fn listed(&mut self, mut offer: Offer, page: super::message::Listing, holdings: &dyn Holdings) -> Result<Vec<Step>, SyncError> {
        if offer.add(page)? {
            let pull = Pull::new(offer, holdings)?;
            return self.go_on(Box::new(pull), holdings);
        }
        self.state = State::AwaitListing(offer);
        Ok(Vec::new())
    }

    fn go_on(&mut self, mut pull: Box<Pull>, holdings: &dyn Holdings) -> Result<Vec<Step>, SyncError> {
        if let Some(want) = pull.next(holdings)? {
            self.state = State::Pulling(pull);
            return Ok(vec![self.send(want)]);
        }
        let (theirs, unmet) = pull.into_parts();
        self.unmet = unmet;
        if self.is_initiator {
            // Listed only now, so that what has just come from the peer is not offered back to it.
            self.offered = Offer::of(holdings)?.beyond(&theirs);
            return Ok(self.list());
        }
        self.state = State::AwaitDone;
        let digest = holdings.digest()?;
        Ok(vec![self.send(Message::Done(digest))])
    }

    fn send(&mut self, message: Message) -> Step {
        self.sent.add(&message);
        Step::Send(message)
    }

    fn finish(&mut self, equal: bool, their_digest: SummaryDigest) -> Step {
        let unmet = std::mem::take(&mut self.unmet);
        Step::Finished(Outcome { equal, their_digest, sent: self.sent, received: self.received, unmet })
    }
}
