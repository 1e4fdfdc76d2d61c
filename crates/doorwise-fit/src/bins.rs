//! A set of bins of one coded attribute.

/// Most bins of one attribute, the unknown included: a code is one byte.
pub(crate) const MAX_BINS: usize = 256;

/// A set of bins, one bit a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct BinSet([u64; 4]);

impl BinSet {
    pub(crate) fn of(bins: impl IntoIterator<Item = usize>) -> Self {
        let mut set = Self::default();
        for bin in bins {
            set.0[bin / 64] |= 1 << (bin % 64);
        }
        set
    }

    pub(crate) fn has(self, bin: usize) -> bool {
        self.0[bin / 64] >> (bin % 64) & 1 == 1
    }

    pub(crate) fn bins(self) -> impl Iterator<Item = usize> {
        (0..MAX_BINS).filter(move |&bin| self.has(bin))
    }

    /// Returns for every bin whether it is in the set, for loops over rows.
    pub(crate) fn table(self) -> [bool; MAX_BINS] {
        std::array::from_fn(|bin| self.has(bin))
    }
}
