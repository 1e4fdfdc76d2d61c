//! Random numbers that are the same in every version: ChaCha with a seed and a stream each.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream of random numbers is for; no two uses share numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Use {
    Gate = 1,
    Step = 2,
    Stability = 3,
    Sample = 4,
    Family = 5,
}

/// One stream of random numbers.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// Returns the stream of the `run`-th run of a use.
    pub(crate) fn new(seed: u64, what: Use, run: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream((what as u64) << 48 | run);
        Self(rng)
    }

    /// Returns a number below `n`, by Lemire's multiplication; the bias is below n / 2^64.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.0.next_u64()) * n as u128) >> 64) as usize
    }

    /// Returns a number of 0 to 1, 1 left out.
    pub(crate) fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
