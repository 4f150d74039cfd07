//! What was refused, remembered by hash, so that no pair of honest nodes goes round for ever.

use std::collections::{BTreeSet, VecDeque};

use crate::bounds;

/// A bounded memory of hashes: of items, and of the heads of journals, that were delivered and refused.
///
/// At most [`bounds::REFUSALS`]; the oldest are forgotten first. Forgetting costs one more delivery, nothing else.
#[derive(Debug, Clone, Default)]
pub struct Refusals {
    known: BTreeSet<[u8; 32]>,
    oldest_first: VecDeque<[u8; 32]>,
}

impl Refusals {
    /// Remembers that what has this hash was refused.
    pub fn remember(&mut self, hash: [u8; 32]) {
        if !self.known.insert(hash) {
            return;
        }
        self.oldest_first.push_back(hash);
        while self.oldest_first.len() > bounds::REFUSALS {
            if let Some(oldest) = self.oldest_first.pop_front() {
                self.known.remove(&oldest);
            }
        }
    }

    /// Whether what has this hash is remembered as refused.
    #[must_use]
    pub fn contains(&self, hash: &[u8; 32]) -> bool {
        self.known.contains(hash)
    }

    /// Forgets everything: after the register has moved, what was refused may be judged anew.
    pub fn clear(&mut self) {
        self.known.clear();
        self.oldest_first.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::Refusals;
    use crate::bounds;

    #[test]
    fn the_oldest_refusals_are_forgotten_and_the_memory_stays_bounded() {
        let mut refusals = Refusals::default();
        let hash = |number: usize| crate::hash::sha256(&number.to_be_bytes());
        for number in 0..bounds::REFUSALS + 10 {
            refusals.remember(hash(number));
            refusals.remember(hash(number));
        }
        assert!(!refusals.contains(&hash(9)) && refusals.contains(&hash(10)));
        assert_eq!((refusals.known.len(), refusals.oldest_first.len()), (bounds::REFUSALS, bounds::REFUSALS));
    }
}
