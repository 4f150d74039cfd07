//! What a peer delivers may be cheap to write and dear to take in: a proof that makes a long page be read again, say. Whoever costs
//! more than what it brings is worth is heard later, so that the node keeps most of its time for others.
//!
//! This only delays: what is taken in, and what counts, does not depend on it.

use std::time::Duration;

use super::limits;
use crate::ledger::Receipt;

/// How long to wait before the next delivery of a device that brought this one: a multiple of what it cost beyond the usual.
pub(super) fn rest_after(receipt: &Receipt) -> Duration {
    let pieces = receipt.entries.saturating_add(receipt.items).saturating_add(receipt.forks).saturating_add(receipt.refused.len());
    let pieces = u32::try_from(pieces).unwrap_or(u32::MAX);
    let usual = limits::DELIVERY_COST.saturating_add(limits::PIECE_COST.saturating_mul(pieces));
    let beyond = receipt.took.saturating_sub(usual);
    beyond.saturating_mul(limits::REST_FACTOR).min(limits::LONGEST_REST)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::rest_after;
    use crate::{ledger::Receipt, network::limits};

    fn after(took: Duration, entries: usize) -> Duration {
        rest_after(&Receipt { entries, took, ..Receipt::default() })
    }

    #[test]
    fn a_delivery_that_costs_what_it_is_worth_is_followed_by_the_next_at_once() {
        assert_eq!(after(Duration::from_millis(490), 0), Duration::ZERO);
        assert_eq!(after(Duration::from_secs(2), 5_000), Duration::ZERO);
    }

    #[test]
    fn a_delivery_that_costs_much_more_is_followed_by_a_rest_several_times_as_long_within_a_bound() {
        assert_eq!(after(Duration::from_millis(1_501), 1), Duration::from_secs(4));
        assert_eq!(after(Duration::from_mins(5), 1), limits::LONGEST_REST);
        assert!(limits::LONGEST_REST < limits::PUSH.min(limits::MESSAGE), "an honest peer that rests is not taken for a dead one");
    }
}
