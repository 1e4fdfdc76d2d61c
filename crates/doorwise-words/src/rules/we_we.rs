use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Language, Outcome};
use super::german;
use crate::limits::Limit;
use crate::text::is_you;

declare_rule! {
    /// ## What it does
    /// Counts "we", "our" and "us" against "you" and "your". Raised at three of us and fewer of the
    /// reader. "I" does not count: a person writes.
    ///
    /// ## Why is this bad?
    /// The reader looks for themselves in the text and finds the sender.
    ///
    /// ## Example
    /// ```copy
    /// We are a platform and we are proud of our team. We launched our product. Want a look?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// You match leads by hand each Sunday, and your founder asks on Monday. Want a look?
    /// ```
    pub(super) static WE_WE = {
        name: "copy/we-we",
        summary: "more of us than of the reader",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: EnglishAndGerman,
    }
}

pub(super) static OURS: Limit = Limit {
    rule: "copy/we-we",
    name: "ours",
    says: "words for the sender from which they are counted",
    otherwise: 3.0,
    range: (1.0, 100.0),
};

/// "We" that is the sender and the reader together.
const BOTH: [&str; 14] = [
    "we have never met",
    "we've never met",
    "we have not met",
    "we haven't met",
    "we have not spoken",
    "we haven't spoken",
    "when we met",
    "since we met",
    "wir kennen uns",
    "kennen wir uns",
    "wir uns noch nicht",
    "wollen wir",
    "sollen wir uns",
    "können wir uns",
];

fn check(cx: &CopyContext<'_>) -> Outcome {
    let is_german = cx.language()? == Language::German;
    let mut ours = Vec::new();
    let mut n_yours = 0;
    let both = cx.text.said(&BOTH);
    for sentence in cx.text.body() {
        let is_both = both
            .iter()
            .any(|phrase| cx.text.find(sentence.words.clone(), phrase).is_some());
        if is_both {
            continue;
        }
        for word in cx.text.words_of(sentence) {
            // "US" is a country.
            if match is_german {
                true => german::is_we(&word.folded),
                false => is_we(&word.folded),
            } && &cx.text.raw[word.range.clone()] != "US"
            {
                ours.push(word.range.clone());
            } else if is_you(&word.folded) || (is_german && german::is_you(word)) {
                n_yours += 1;
            }
        }
    }
    if (ours.len() as f64) < cx.limit(&OURS) || ours.len() <= n_yours {
        return Ok(Vec::new());
    }
    Ok(vec![
        WE_WE
            .at(
                cx.at(&ours[0]),
                format!("{} words for us and {n_yours} for the reader", ours.len()),
            )
            .label("the sender")
            .help("make the reader the subject of the sentences"),
    ])
}

fn is_we(word: &str) -> bool {
    matches!(
        word,
        "we" | "we're" | "we've" | "we'd" | "we'll" | "our" | "ours" | "us" | "ourselves"
    )
}
