//! What a written reason for a lost deal means, read from its words.

use doorwise_vocab::text;

/// Why a deal was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Nobody decided: silence, nothing done, kept what they had.
    NoDecision,
    /// Not now.
    Timing,
    /// The money.
    Price,
    /// Somebody else was chosen.
    Competitor,
    /// Something was missing, or feared, in what is sold.
    Product,
    /// The company or the person was not the right one.
    Fit,
}

impl Reason {
    /// Returns the words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoDecision => "nobody decided",
            Self::Timing => "not now",
            Self::Price => "price",
            Self::Competitor => "a competitor",
            Self::Product => "something missing in the product",
            Self::Fit => "no fit",
        }
    }
}

/// Words that mean each reason, the first that is met counts: silence before timing, for "no decision
/// this quarter" is one.
const WORDS: [(Reason, &str); 6] = [
    (
        Reason::NoDecision,
        "no decision|no response|no answer|no reply|unresponsive|went silent|went dark|went cold|gone cold|silent|ghost|stalled|\
         not respond|stopped respond|status quo|do nothing|did nothing|stay with|stayed with|keep what|no consensus|undecided|indecision|never decided|no contact|lost contact|no show|fizzled",
    ),
    (
        Reason::Timing,
        "timing|not now|later|postpone|on hold|next quarter|next year|delayed|not ready|too early|too soon|no priority|not a priority|priority changed|priorities|project cancel|project stopped|freeze|no project",
    ),
    (
        Reason::Price,
        "price|pricing|expensive|cost|budget|cheaper|too much money|funds|afford",
    ),
    (
        Reason::Competitor,
        "competitor|competition|chose another|went with|other vendor|another vendor|different vendor|alternative|in house|inhouse|in-house|built it|build it|same as",
    ),
    (
        Reason::Product,
        "feature|function|missing|integration|product|capabilit|security|compliance|too complex|complicated|roadmap|not support|language",
    ),
    (
        Reason::Fit,
        "not a fit|no fit|bad fit|poor fit|unqualified|disqualified|not qualified|too small|too big|wrong person|wrong contact|not icp|no need|not relevant|spam|student|out of business|closed down|duplicate",
    ),
];

/// Returns what a written reason means; none where its words say nothing known.
pub fn reason(written: &str) -> Option<Reason> {
    let folded = text::fold(written).replace(['-', '_', '/'], " ");
    let says = |words: &str| words.split('|').any(|word| folded.contains(word));
    WORDS
        .iter()
        .find(|(_, words)| says(words))
        .map(|(reason, _)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_as_people_write_them() {
        for (written, meant) in [
            ("No response", Some(Reason::NoDecision)),
            ("went dark after demo", Some(Reason::NoDecision)),
            ("No decision this quarter", Some(Reason::NoDecision)),
            ("Timing / revisit in Q3", Some(Reason::Timing)),
            ("project on hold", Some(Reason::Timing)),
            ("Budget", Some(Reason::Price)),
            ("Too expensive", Some(Reason::Price)),
            ("Lost to Competitor", Some(Reason::Competitor)),
            ("Went with Zoho", Some(Reason::Competitor)),
            ("Missing integration", Some(Reason::Product)),
            ("Not a fit", Some(Reason::Fit)),
            ("other", None),
            ("", None),
        ] {
            assert_eq!(reason(written), meant, "{written}");
        }
    }
}
