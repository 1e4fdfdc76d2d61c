use doorwise_model::diagnostic::Level;

use super::context::NotRun;
use super::context::{CopyContext, Outcome};
use crate::limits::Limit;

declare_rule! {
    /// ## What it does
    /// Counts the persona's own words in the copy, and says so where fewer than two in a hundred are
    /// theirs. Does not run on texts under 40 words, nor without a persona whose words are known.
    ///
    /// ## Why is this bad?
    /// People trust what sounds like them; what sounds like a brochure is skipped.
    ///
    /// ## Example
    /// ```copy
    /// uses: junk
    /// uses: source
    /// ---
    /// Hi Meera, the discrepancy between the systems of the revenue organisation makes each of the weekly meetings a contest of slides, and the leadership of the company draws conclusions which nobody can verify afterwards. Pipemark helps with a page for the meeting. Want a look?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// uses: junk
    /// uses: source
    /// ---
    /// Hi Meera, half of the deals have no source, so each of the weekly meetings is a contest of slides, and the founder hears from sales that all of the leads are junk. Pipemark fills the page for the meeting by itself. Want a look?
    /// ```
    pub(super) static NOT_THEIR_WORDS = {
        name: "copy/not-their-words",
        summary: "few words of the persona",
        level: Level::Note,
        since: "0.1.0",
        reads: copy,
        languages: English,
    }
}

pub(super) static PER_HUNDRED: Limit = Limit {
    rule: "copy/not-their-words",
    name: "per_hundred",
    says: "words of the persona in a hundred that are enough",
    otherwise: 2.0,
    range: (0.0, 50.0),
};

fn check(cx: &CopyContext<'_>) -> Outcome {
    let persona = cx.persona()?;
    if persona.uses.is_empty() {
        return Err(NotRun("the persona's own words are not known"));
    }
    let n_words = cx.text.n_words();
    if n_words < 40 || cx.is_for_another() {
        return Ok(Vec::new());
    }
    let words = cx.words();
    let n_own: usize = persona.uses.iter().map(|uses| words.count(uses)).sum();
    let enough = cx.limit(&PER_HUNDRED);
    let wanted = (n_words as f64 * enough / 100.0).floor().max(1.0);
    if n_own as f64 >= wanted {
        return Ok(Vec::new());
    }
    let missed: Vec<String> = cx
        .fit()?
        .words_missed
        .iter()
        .take(5)
        .map(|word| format!("`{word}`"))
        .collect();
    let mut found = NOT_THEIR_WORDS
        .at(
            cx.whole(),
            format!(
                "{n_own} of {n_words} words are words that `{}` uses; {enough} in 100 are few",
                persona.id
            ),
        )
        .label("not this person's words")
        .help("say it in the words they use");
    if !missed.is_empty() {
        found = found.note(format!("they say {}", missed.join(", ")));
    }
    Ok(vec![found])
}
