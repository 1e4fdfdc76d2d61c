use std::ops::Range;

use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};
use crate::text::{Kind, is_formal_you};

declare_rule! {
    /// ## What it does
    /// Finds "du" and "Sie" in one German text. Runs on German copy (`language: de`).
    ///
    /// ## Why is this bad?
    /// Who is addressed both ways reads a text that several hands put together, and nobody meant.
    ///
    /// ## Example
    /// ```copy
    /// language: de
    /// ---
    /// Guten Tag Frau Sommer, kennen Sie das? Am Montag sucht dein Team die Zahlen zusammen.
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// language: de
    /// ---
    /// Guten Tag Frau Sommer, kennen Sie das? Am Montag sucht Ihr Team die Zahlen zusammen.
    /// ```
    pub(super) static DU_AND_SIE = {
        name: "copy/du-and-sie",
        summary: "du and Sie in one text",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: German,
    }
}

const DU: [&str; 12] = [
    "du", "dich", "dir", "dein", "deine", "deinen", "deinem", "deiner", "deines", "euch", "euer",
    "eure",
];

fn check(cx: &CopyContext<'_>) -> Outcome {
    let (mut familiar, mut formal): (Vec<Range<usize>>, Vec<Range<usize>>) =
        (Vec::new(), Vec::new());
    for sentence in cx
        .text
        .sentences
        .iter()
        .filter(|one| one.kind != Kind::Footer)
    {
        for (at, word) in cx.text.words_of(sentence).iter().enumerate() {
            if DU.contains(&word.folded.as_str()) {
                familiar.push(word.range.clone());
            } else if at > 0 && is_formal_you(word) {
                formal.push(word.range.clone());
            }
        }
    }
    let (Some(du), Some(sie)) = (familiar.first(), formal.first()) else {
        return Ok(Vec::new());
    };
    // The rarer one is the slip.
    let (slip, other) = match familiar.len() <= formal.len() {
        true => (du, sie),
        false => (sie, du),
    };
    Ok(vec![
        DU_AND_SIE
            .at(
                cx.at(slip),
                format!(
                    "`{}` here and `{}` elsewhere",
                    &cx.text.raw[slip.clone()],
                    &cx.text.raw[other.clone()]
                ),
            )
            .label("the other address")
            .help("keep to one: Sie for strangers, unless the persona's words say du"),
    ])
}
