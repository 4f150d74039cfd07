//! A small generator of its own, so that a seed means the same on every machine and with every release of a library.

/// Numbers from a seed: SplitMix64.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 when that is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap().max(1);
        usize::try_from(self.roll() % limit).unwrap()
    }

    /// Whether something happens that does so `percent` times in a hundred.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them.
    ///
    /// # Panics
    /// When there is none.
    pub fn one_of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }

    /// Any byte.
    pub fn byte(&mut self) -> u8 {
        u8::try_from(self.roll() & 0xff).unwrap()
    }

    /// At most `most` bytes of noise.
    pub fn noise(&mut self, most: usize) -> Vec<u8> {
        let length = self.below(most + 1);
        (0..length).map(|_| self.byte()).collect()
    }

    /// The bytes with a few of them changed, cut out, doubled, or exchanged for a length that lies.
    pub fn bend(&mut self, mut bytes: Vec<u8>) -> Vec<u8> {
        for _ in 0..=self.below(3) {
            if bytes.is_empty() {
                break;
            }
            let place = self.below(bytes.len());
            match self.below(7) {
                0 => bytes[place] = self.byte(),
                1 => bytes[place] ^= 1 << self.below(8),
                2 => bytes.truncate(place),
                3 => bytes.insert(place, self.byte()),
                4 => drop(bytes.drain(place..(place + 1 + self.below(16)).min(bytes.len()))),
                5 => {
                    let end = (place + 1 + self.below(64)).min(bytes.len());
                    let stretch = bytes[place..end].to_vec();
                    bytes.splice(place..place, stretch);
                }
                _ => {
                    let claims: [&[u8]; 4] =
                        [&[0x9b, 0xff, 0xff, 0xff, 0xff], &[0x5a, 0x7f, 0xff, 0xff, 0xff], &[0xff; 8], &[0xf6]];
                    bytes.splice(place..=place, self.one_of(&claims).iter().copied());
                }
            }
        }
        bytes
    }
}
