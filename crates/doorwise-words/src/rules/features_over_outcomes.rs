use std::ops::Range;

use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};
use crate::limits::Limit;
use crate::text::Kind;

declare_rule! {
    /// ## What it does
    /// Counts sentences that tell what a product has ("it supports", "we offer", "includes") against those
    /// that tell what comes of it ("so you", "without", "instead of", "from three hours to ten minutes"), and speaks
    /// up above three to one, from four on.
    ///
    /// ## Why is this bad?
    /// Features are the seller's list. The reader looks for the evening that comes back.
    ///
    /// ## Example
    /// ```copy
    /// Tallyroom offers a source map. It supports every form. It includes a calendar feed. It provides exports.
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Tallyroom offers a source map, so you see on Monday which deals came from marketing. It supports every form.
    /// ```
    pub(super) static FEATURES_OVER_OUTCOMES = {
        name: "copy/features-over-outcomes",
        summary: "more features than outcomes",
        level: Level::Note,
        since: "0.1.0",
        reads: copy,
        languages: English,
    }
}

pub(super) static RATIO: Limit = Limit {
    rule: "copy/features-over-outcomes",
    name: "ratio",
    says: "sentences on features for one on an outcome that are still read",
    otherwise: 3.0,
    range: (0.5, 20.0),
};

/// Features below which a text is no list.
const FEWEST: usize = 4;

const FEATURES: [&str; 24] = [
    "offers",
    "offer",
    "provides",
    "provide",
    "includes",
    "include",
    "supports",
    "support",
    "features",
    "integrates",
    "integrate",
    "comes",
    "enables",
    "enable",
    "delivers",
    "deliver",
    "automates",
    "leverages",
    "allows",
    "combines",
    "boasts",
    "has",
    "syncs",
    "connects",
];
const SUBJECTS: [&str; 10] = [
    "we", "it", "our", "this", "platform", "product", "tool", "solution", "app", "software",
];
const OUTCOMES: [&str; 22] = [
    "so", "without", "instead", "because", "saves", "saved", "save", "cut", "cuts", "fewer",
    "less", "faster", "earlier", "stops", "stopped", "ends", "ended", "went", "dropped", "rose",
    "grew", "back",
];

fn check(cx: &CopyContext<'_>) -> Outcome {
    let product = cx.workspace.offer.product.as_deref().map(str::to_lowercase);
    let (mut features, mut outcomes): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
    for sentence in cx.text.body().filter(|one| one.kind == Kind::Prose) {
        let words = cx.text.words_of(sentence);
        let brings = words.iter().any(|word| {
            OUTCOMES.contains(&word.folded.as_str())
                || word.folded.starts_with(|ch: char| ch.is_ascii_digit())
        });
        if brings {
            outcomes += 1;
            continue;
        }
        let verb = words
            .iter()
            .position(|word| FEATURES.contains(&word.folded.as_str()));
        let is_feature = verb.is_some_and(|at| {
            words[..at].iter().any(|word| {
                SUBJECTS.contains(&word.folded.as_str())
                    || product.as_deref() == Some(word.folded.as_str())
            })
        });
        if is_feature {
            features.push(sentence.range.clone());
        }
    }
    let is_few = features.len() < FEWEST;
    if is_few || features.len() as f64 <= cx.limit(&RATIO) * outcomes as f64 {
        return Ok(Vec::new());
    }
    Ok(vec![
        FEATURES_OVER_OUTCOMES
            .at(
                cx.at(&features[0]),
                format!(
                    "{} sentences on features and {outcomes} on what comes of them",
                    features.len()
                ),
            )
            .label("a feature")
            .help("keep the one that ends the reader's pain, and say what it ends"),
    ])
}
