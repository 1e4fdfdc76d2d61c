use doorwise_model::diagnostic::Level;

use super::asks::Wants;
use super::context::{CopyContext, Outcome};

declare_rule! {
    /// ## What it does
    /// Counts different things the reader is asked to do: a demo, a file, a trial, another person, two
    /// buttons with different words. The same ask said twice is one.
    ///
    /// ## Why is this bad?
    /// Each choice is a reason to choose later.
    ///
    /// ## Example
    /// ```copy
    /// Book a demo, download our guide, or connect me with your CEO.
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Half of your deals have no source. Shall I send the page?
    /// ```
    pub(super) static MULTI_CTA = {
        name: "copy/multi-cta",
        summary: "several asks",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: English,
    }
}

fn check(cx: &CopyContext<'_>) -> Outcome {
    let mut kinds: Vec<&Wants> = Vec::new();
    let mut said = Vec::new();
    for ask in cx.asks() {
        if !kinds.contains(&&ask.wants) {
            kinds.push(&ask.wants);
            said.push(ask);
        }
    }
    if kinds.len() < 2 {
        return Ok(Vec::new());
    }
    let quoted: Vec<String> = said
        .iter()
        .take(4)
        .map(|ask| format!("`{}`", cx.text.raw[ask.range.clone()].trim()))
        .collect();
    Ok(vec![
        MULTI_CTA
            .at(
                cx.at(&said[1].range),
                format!("{} different asks", kinds.len()),
            )
            .label("one more ask")
            .note(quoted.join(", "))
            .help("keep the smallest"),
    ])
}
