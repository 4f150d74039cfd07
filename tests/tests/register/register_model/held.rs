//! A set of items, by their places in the network's list.

/// Words of a set: room for 512 items, several times what a search signs.
const WORDS: usize = 8;

/// A set of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Held([u64; WORDS]);

impl Held {
    /// How many items a set has room for.
    pub(super) const ROOM: usize = WORDS * 64;

    /// The set of one item.
    pub(super) fn one(place: usize) -> Self {
        let mut words = [0; WORDS];
        words[place / 64] = 1 << (place % 64);
        Self(words)
    }

    /// What either holds.
    pub(super) fn with(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }

    /// What this one holds and the other does not.
    pub(super) fn without(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & !other.0[word]))
    }

    /// Whether it holds nothing.
    pub(super) fn is_empty(self) -> bool {
        self.0 == [0; WORDS]
    }

    /// Whether it holds the item.
    pub(super) fn holds(self, place: usize) -> bool {
        self.0[place / 64] & (1 << (place % 64)) != 0
    }
}
