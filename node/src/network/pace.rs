//! What a peer delivers may be cheap to write and dear to take in: a proof that makes a long page be read again, say. Whoever costs
//! more than what it brings is worth is heard later, so that the node keeps most of its time for others.
//!
//! Deliveries of one operator are taken in one after the other, however many devices, connections and streams it sends them over,
//! and it rests as a whole. This only delays: what is taken in, and what counts, does not depend on it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use maillage_shared::identity::{DeviceId, OperatorId};
use tokio::sync::{Mutex as Waiting, OwnedMutexGuard};

use super::limits;
use crate::ledger::Receipt;

/// Whose turn it is: an operator's, or that of a device whose operator is not known yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Operator(OperatorId),
    Device(DeviceId),
}

/// How much one operator still has to rest. Deliveries wait for it in the order in which they came.
#[derive(Debug, Default)]
struct Rest {
    until: Option<Instant>,
    /// What was more than one rest may take.
    owed: Duration,
}

/// The turns of all operators.
#[derive(Debug, Default)]
pub(super) struct Turns(Mutex<BTreeMap<Whose, Arc<Waiting<Rest>>>>);

/// One operator's turn: its next delivery waits until this is dropped.
#[derive(Debug)]
pub(super) struct Turn(OwnedMutexGuard<Rest>);

impl Turns {
    /// Waits until all earlier deliveries of the operator are taken in, and until it has rested.
    pub(super) async fn take(&self, operator: Option<OperatorId>, device: DeviceId) -> Turn {
        let whose = operator.map_or(Whose::Device(device), Whose::Operator);
        let rest = Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(whose).or_default());
        let mut rest = rest.lock_owned().await;
        if let Some(until) = rest.until {
            tokio::time::sleep_until(until.into()).await;
            rest.until = None;
        }
        Turn(rest)
    }
}

impl Turn {
    /// Has the operator rest for what a delivery cost.
    pub(super) fn cost(&mut self, receipt: &Receipt) {
        self.0.add(Instant::now(), rest_after(receipt));
    }
}

impl Rest {
    /// Adds to the rest. No single one is longer than a peer waits; what is beyond is owed, and made up for with the next.
    fn add(&mut self, now: Instant, rest: Duration) {
        let all = rest.saturating_add(self.owed);
        let next = all.min(limits::LONGEST_REST);
        self.owed = all.saturating_sub(next);
        let from = self.until.map_or(now, |until| until.max(now));
        self.until = from.checked_add(next);
    }
}

/// How long to wait before the next delivery of an operator that brought this one: a multiple of what it cost beyond the usual.
fn rest_after(receipt: &Receipt) -> Duration {
    let pieces = receipt.entries.saturating_add(receipt.items).saturating_add(receipt.forks).saturating_add(receipt.refused.len());
    let pieces = u32::try_from(pieces).unwrap_or(u32::MAX);
    let usual = limits::DELIVERY_COST.saturating_add(limits::PIECE_COST.saturating_mul(pieces));
    let beyond = receipt.took.saturating_sub(usual);
    beyond.saturating_mul(limits::REST_FACTOR)
}

#[cfg(test)]
mod tests {
    use std::{
        sync::Arc,
        time::{Duration, Instant},
    };

    use maillage_shared::identity::{DeviceId, OperatorId};

    use super::{Rest, Turns, rest_after};
    use crate::{ledger::Receipt, network::limits};

    const OPERATOR: Option<OperatorId> = Some(OperatorId::from_bytes([1; 32]));
    const SHORT: Duration = Duration::from_millis(60);

    fn device(byte: u8) -> DeviceId {
        DeviceId::from_bytes([byte; 32])
    }

    fn after(took: Duration, entries: usize) -> Duration {
        rest_after(&Receipt { entries, took, ..Receipt::default() })
    }

    #[test]
    fn a_delivery_that_costs_what_it_is_worth_is_followed_by_the_next_at_once() {
        assert_eq!(after(Duration::from_millis(490), 0), Duration::ZERO);
        assert_eq!(after(Duration::from_secs(2), 5_000), Duration::ZERO);
    }

    #[test]
    fn a_delivery_that_costs_much_more_is_followed_by_a_rest_several_times_as_long() {
        assert_eq!(after(Duration::from_millis(1_501), 1), Duration::from_secs(4));
        assert_eq!(after(Duration::from_secs(15), 0), Duration::from_secs(58));
        assert!(limits::LONGEST_REST < limits::PUSH.min(limits::MESSAGE), "an honest peer that rests is not taken for a dead one");
    }

    #[test]
    fn what_is_beyond_the_longest_rest_is_made_up_for_with_the_next() {
        let (mut rest, mut now) = (Rest::default(), Instant::now());
        rest.add(now, Duration::from_secs(45));
        for seconds in [10, 10, 10, 10, 5, 0] {
            assert_eq!(rest.until, Some(now + Duration::from_secs(seconds)));
            now += Duration::from_secs(seconds);
            rest.add(now, Duration::ZERO);
        }
    }

    #[test]
    fn a_cheap_delivery_does_not_end_the_rest_for_a_dear_one() {
        let (mut rest, now) = (Rest::default(), Instant::now());
        rest.add(now, Duration::from_secs(4));
        rest.add(now, Duration::ZERO);
        assert_eq!(rest.until, Some(now + Duration::from_secs(4)));
    }

    #[tokio::test]
    async fn deliveries_of_one_operator_over_several_devices_wait_for_each_other_and_for_the_rest_between() {
        let turns = Arc::new(Turns::default());
        let one = |byte: u8| {
            let turns = Arc::clone(&turns);
            async move {
                let mut turn = turns.take(OPERATOR, device(byte)).await;
                let begun = Instant::now();
                tokio::time::sleep(SHORT).await;
                turn.0.add(Instant::now(), SHORT);
                (begun, Instant::now())
            }
        };
        let (first, second, third) = tokio::join!(one(1), one(2), one(3));
        for (earlier, later) in [(first, second), (second, third)] {
            assert!(later.0.saturating_duration_since(earlier.1) >= SHORT, "{earlier:?} {later:?}");
        }
    }

    #[tokio::test]
    async fn nobody_waits_for_another_operator() {
        let turns = Turns::default();
        let _taken = turns.take(OPERATOR, device(1)).await;
        let others = async {
            drop(turns.take(Some(OperatorId::from_bytes([2; 32])), device(2)).await);
            drop(turns.take(None, device(3)).await);
        };
        tokio::time::timeout(limits::LONGEST_REST, others).await.unwrap();
    }
}
