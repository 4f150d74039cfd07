//! How often each thing happened: a check that never met what it is about proves nothing.

use std::{collections::BTreeMap, fmt};

/// What must happen in the seeds of every day, beside each behaviour.
pub(super) const EXPECTED: [&str; 44] = [
    "packet lost",
    "packet delayed",
    "packet repeated",
    "packet overtaken",
    "packet stopped by a partition",
    "partition",
    "crash",
    "crash before a commit",
    "crash between two commits",
    "crash after a commit",
    "return",
    "clock a month wrong",
    "exchange finished",
    "exchange abandoned",
    "exchange ended by a breach",
    "push received",
    "page edited",
    "month published",
    "endpoint announced",
    "device confirmed",
    "further device paired",
    "another device governs",
    "further device revoked",
    "disk lost",
    "went on writing after a restore",
    "publishing waited for an anchor",
    "statement recorded",
    "newcomer sponsored",
    "newcomer admitted",
    "member removed",
    "member suspended",
    "member back",
    "member left",
    "anchor",
    "acknowledgement",
    "installation signed since the chain halts",
    "installation signed since nothing is decided",
    "installation signed against a secretary that was found out",
    "installation signed by itself",
    "office taken",
    "spoke against itself in the register",
    "delivery refused",
    "fork found",
    "page change refused",
];

/// Numbers by what they count.
#[derive(Debug, Clone, Default)]
pub(super) struct Counters(BTreeMap<&'static str, u64>);

impl Counters {
    /// It happened.
    pub(super) fn count(&mut self, what: &'static str) {
        self.count_many(what, 1);
    }

    /// It happened so often.
    pub(super) fn count_many(&mut self, what: &'static str, times: usize) {
        *self.0.entry(what).or_default() += times as u64;
    }

    /// How often it did.
    pub(super) fn of(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or(0)
    }

    /// All together.
    pub(super) fn add(&mut self, others: &Self) {
        for (what, times) in &others.0 {
            *self.0.entry(what).or_default() += times;
        }
    }
}

impl fmt::Display for Counters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(what, times)| writeln!(f, "{times:>9}  {what}"))
    }
}
