use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};

declare_rule! {
    /// ## What it does
    /// Looks for one thing the reader is asked to do: a button, an imperative, a question that asks. A
    /// question asked for effect is no ask.
    ///
    /// ## Why is this bad?
    /// Who is asked nothing answers nothing.
    ///
    /// ## Example
    /// ```copy
    /// Half of your deals have no source. Pipemark fills the source from forms.
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Half of your deals have no source. Pipemark fills it from forms. Shall I send the page?
    /// ```
    pub(super) static NO_CTA = {
        name: "copy/no-cta",
        summary: "asks for nothing",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: EnglishAndGerman,
    }
}

fn check(cx: &CopyContext<'_>) -> Outcome {
    if !cx.asks().is_empty() || cx.text.n_words() == 0 {
        return Ok(Vec::new());
    }
    Ok(vec![
        NO_CTA
            .at(cx.whole(), "the copy asks the reader for nothing")
            .label("no question, no button")
            .help("end with one small ask, such as whether to send an example"),
    ])
}
