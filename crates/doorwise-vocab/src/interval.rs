//! A closed interval of what a number may be.

/// Holds the smallest and the largest value a number may have; either end may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Smallest possible value, `-inf` where open.
    pub low: f64,
    /// Largest possible value, `inf` where open; never below `low`.
    pub high: f64,
}

impl Interval {
    /// Returns the interval that holds exactly `value`.
    pub fn exactly(value: f64) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// Returns `low..=high`, ends swapped where they came the wrong way round.
    pub fn new(low: f64, high: f64) -> Self {
        if low <= high {
            Self { low, high }
        } else {
            Self {
                low: high,
                high: low,
            }
        }
    }

    /// Returns whether only one value is possible.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    /// Returns whether all of `other` lies inside.
    pub fn contains(&self, other: &Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// Returns whether the two share a value.
    pub fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Returns the middle of the two ends; none where one is open.
    pub fn middle(&self) -> Option<f64> {
        let middle = (self.low + self.high) / 2.0;
        middle.is_finite().then_some(middle)
    }

    /// Returns both ends multiplied by a positive `factor`.
    pub fn scaled(&self, factor: f64) -> Self {
        Self {
            low: self.low * factor,
            high: self.high * factor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;
    use crate::money;

    #[test]
    fn an_open_end_has_no_middle() {
        let middle = |cell: &str| {
            money::money(cell)
                .value()
                .map(|money| money.amount.middle())
        };
        assert_eq!(middle("10k-20k"), Some(Some(15_000.0)));
        assert_eq!(middle("10k"), Some(Some(10_000.0)));
        assert_eq!(middle("10k+"), Some(None));
        assert_eq!(
            Interval::new(f64::NEG_INFINITY, f64::INFINITY).middle(),
            None
        );
    }
}
