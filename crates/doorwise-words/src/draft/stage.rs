//! How much a reader knows already, and how a text to such a reader is built.
//!
//! The five stages are E. Schwartz's (Breakthrough Advertising, 1966); the frameworks are the
//! common ones of the trade.

/// How much a reader knows already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Feels a symptom and has no name for it.
    Unaware,
    /// Knows the problem; the default of every cold channel.
    #[default]
    Problem,
    /// Knows that there are ways out.
    Solution,
    /// Knows this product.
    Product,
    /// Needs the terms alone.
    Most,
}

impl Stage {
    /// Every stage, from the least to the most aware.
    pub const ALL: [Self; 5] = [
        Self::Unaware,
        Self::Problem,
        Self::Solution,
        Self::Product,
        Self::Most,
    ];

    /// Returns the word used in the head of a copy file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unaware => "unaware",
            Self::Problem => "problem",
            Self::Solution => "solution",
            Self::Product => "product",
            Self::Most => "most",
        }
    }

    /// Returns how a text at this stage is built.
    pub const fn framework(self) -> &'static str {
        match self {
            Self::Unaware => "unaware: the symptom, then whether it is so here too",
            Self::Problem => "problem aware: reader's day, who says so, way out, one small ask",
            Self::Solution => "solution aware: before, after, bridge",
            Self::Product => "product aware: doubt, fact, proof, ask",
            Self::Most => "most aware: need, what it does, proof, offer",
        }
    }
}
