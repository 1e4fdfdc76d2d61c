//! A number never travels without its n and its interval.

/// A measured share or amount with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value as counted.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// How many cases it rests on.
    pub n: usize,
}
