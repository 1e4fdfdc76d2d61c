//! A small generator whose numbers are ours to keep.
//!
//! SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators").
//! A crate's stream may change with its version, and then the committed example would change
//! with a dependency update; these twenty lines cannot. It is for invented tables only.

pub(super) struct Random(u64);

impl Random {
    /// Returns the stream of one table, so that more deals leave the companies as they are.
    pub(super) fn stream(seed: u64, name: &str) -> Self {
        // FNV-1a over the name: any fixed mixing will do, SplitMix64 scrambles the rest.
        let label = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(seed ^ label)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from 0 up to, not including, `end`.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        let wide = u128::from(self.next()) * u128::from(end);
        u64::try_from(wide >> 64).expect("the upper half of 128 bits fits in 64")
    }

    /// Returns a number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last - first + 1)
    }

    /// Returns true in `percent` of 100 cases.
    pub(super) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// Returns true with odds of `wins` to `losses`.
    pub(super) fn odds(&mut self, wins: u64, losses: u64) -> bool {
        self.below(wins + losses) < wins
    }

    pub(super) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.index(items.len())]
    }

    /// Returns one item, each as often as its weight says.
    pub(super) fn weighted<T: Copy>(&mut self, items: &[(u64, T)]) -> T {
        let total: u64 = items.iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(total);
        for (weight, item) in items {
            if left < *weight {
                return *item;
            }
            left -= weight;
        }
        unreachable!("the draw lies below the sum of the weights")
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.index(last + 1);
            items.swap(last, other);
        }
    }

    fn index(&mut self, length: usize) -> usize {
        let end = u64::try_from(length).expect("a slice is shorter than 2^64");
        usize::try_from(self.below(end)).expect("the draw is below a usize")
    }
}
