//! One exchange on one stream: drives the state machine of `maillage_shared::sync`.

use std::sync::Arc;

use iroh::endpoint::{RecvStream, SendStream};
use maillage_shared::{
    identity::DeviceId,
    sync::{Delivery, Exchange, Message, Outcome, Step, SyncError},
};
use tokio::time::timeout;

use super::{NetworkError, Shared, frames, limits};
use crate::ledger::Receipt;

/// How an exchange went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Whether both sides hold the same now.
    pub equal: bool,
    /// Entries received and sent.
    pub entries: (u64, u64),
    /// Items of the register received and sent.
    pub items: (u64, u64),
    /// Bytes of messages received and sent.
    pub bytes: (u64, u64),
}

/// One side of an exchange.
struct Driver<'s> {
    shared: &'s Arc<Shared>,
    device: DeviceId,
    exchange: Exchange,
    bytes: (u64, u64),
    refused: bool,
}

/// Exchanges with a neighbour on a stream that we opened.
///
/// # Errors
/// [`NetworkError`]; what was stored stays.
pub async fn initiate(
    shared: &Arc<Shared>,
    device: DeviceId,
    send: &mut SendStream,
    receive: &mut RecvStream,
) -> Result<Report, NetworkError> {
    let (exchange, steps) = Exchange::initiate(&shared.ledger.held_for(device)).map_err(|error| broken(error.into()))?;
    let driver = Driver { shared, device, exchange, bytes: (0, 0), refused: false };
    within(limits::EXCHANGE, driver.run(steps, send, receive)).await
}

/// Exchanges with a neighbour that opened the stream.
///
/// # Errors
/// [`NetworkError`]; what was stored stays.
pub async fn respond(
    shared: &Arc<Shared>,
    device: DeviceId,
    send: &mut SendStream,
    receive: &mut RecvStream,
) -> Result<Report, NetworkError> {
    let driver = Driver { shared, device, exchange: Exchange::respond(), bytes: (0, 0), refused: false };
    within(limits::EXCHANGE, driver.run(Vec::new(), send, receive)).await
}

async fn within<T>(limit: std::time::Duration, work: impl Future<Output = Result<T, NetworkError>>) -> Result<T, NetworkError> {
    timeout(limit, work).await.unwrap_or_else(|_| Err(NetworkError::Closed("it took too long".into())))
}

fn broken(error: SyncError) -> NetworkError {
    match error {
        SyncError::Holdings(error) => NetworkError::Closed(error.to_string()),
        other => NetworkError::Protocol(other.to_string()),
    }
}

impl Driver<'_> {
    async fn run(mut self, first: Vec<Step>, send: &mut SendStream, receive: &mut RecvStream) -> Result<Report, NetworkError> {
        let mut outcome = self.perform(first, send).await?;
        while !self.exchange.is_over() {
            let bytes = frames::read(receive).await?.ok_or_else(|| NetworkError::Closed("the exchange was cut".into()))?;
            self.bytes.0 = self.bytes.0.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            let message = Message::from_bytes(&bytes).map_err(broken)?;
            let steps = self.exchange.receive(message, &self.shared.ledger.held_for(self.device)).map_err(broken)?;
            outcome = self.perform(steps, send).await?.or(outcome);
        }
        send.finish().map_err(|error| NetworkError::Closed(error.to_string()))?;
        let outcome = outcome.ok_or_else(|| NetworkError::Protocol("no outcome".into()))?;
        if outcome.equal {
            self.met().await?;
        }
        Ok(self.report(&outcome))
    }

    /// A node that has to learn how far its own journal goes knows from this peer that it goes no further.
    async fn met(&self) -> Result<(), NetworkError> {
        let (ledger, device) = (Arc::clone(&self.shared.ledger), self.device);
        let met = tokio::task::spawn_blocking(move || ledger.met(device)).await;
        let ready = met.map_err(|_| NetworkError::Closed("the own journal cannot be looked at".into()))??;
        if ready {
            self.shared.attention.notify_one();
        }
        Ok(())
    }

    /// Performs steps, and those that follow from what was stored.
    async fn perform(&mut self, steps: Vec<Step>, send: &mut SendStream) -> Result<Option<Outcome>, NetworkError> {
        let mut outcome = None;
        let mut waiting: std::collections::VecDeque<Step> = steps.into();
        while let Some(step) = waiting.pop_front() {
            match step {
                Step::Send(message) => {
                    let bytes = message.to_bytes();
                    self.bytes.1 = self.bytes.1.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                    frames::write(send, &bytes).await?;
                }
                Step::Store(delivery) => {
                    let receipt = store(self.shared, self.device, delivery).await?;
                    self.refused |= !receipt.refused.is_empty();
                    waiting.extend(self.exchange.stored(&self.shared.ledger.held_for(self.device)).map_err(broken)?);
                }
                Step::Finished(finished) => outcome = Some(finished),
            }
        }
        Ok(outcome)
    }

    fn report(&self, outcome: &Outcome) -> Report {
        if self.refused {
            self.shared.ledger.remember_refused(self.device, &outcome.unmet);
        }
        let now = self.shared.clock.now();
        self.shared.neighbours.succeeded(self.device, now, outcome.their_digest, (self.bytes.1, self.bytes.0));
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        Report {
            equal: outcome.equal,
            entries: (count(outcome.received.entries), count(outcome.sent.entries)),
            items: (count(outcome.received.items), count(outcome.sent.items)),
            bytes: self.bytes,
        }
    }
}

/// Examines, makes durable and applies a delivery, on a thread that may wait for the disk, once it is its operator's turn.
pub(super) async fn store(shared: &Arc<Shared>, from: DeviceId, delivery: Delivery) -> Result<Receipt, NetworkError> {
    let operator = shared.ledger.fold().state().operator_of(from);
    let mut turn = shared.turns.take(operator, from).await;
    let ledger = Arc::clone(&shared.ledger);
    let storing = tokio::task::spawn_blocking(move || {
        let receipt = ledger.receive(from, &delivery);
        if let Ok(receipt) = &receipt {
            // Here, not by whoever waits: who goes away meanwhile rests all the same, and the next waits until this is done.
            turn.cost(receipt);
        }
        receipt
    });
    let receipt = storing.await.map_err(|_| NetworkError::Protocol("what it sent could not be taken in".into()))??;
    if receipt.items > 0 || receipt.entries > 0 {
        shared.attention.notify_one();
    }
    Ok(receipt)
}
