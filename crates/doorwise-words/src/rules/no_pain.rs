use std::ops::Range;

use doorwise_model::diagnostic::Level;
use doorwise_model::persona::Persona;

use super::context::{CopyContext, Outcome};
use super::context::{NotRun, SentBy};
use crate::fit::Words;
use crate::text::Text;

declare_rule! {
    /// ## What it does
    /// Looks for a pain of the persona in the first 60 percent of the copy: two words of one pain,
    /// three of a quote behind it, two of the words this person uses, or one of them beside a word of a pain. Does not run without a
    /// persona, or where the copy speaks to somebody else.
    ///
    /// ## Why is this bad?
    /// Who does not find their own trouble in the first lines reads no further.
    ///
    /// ## Example
    /// ```copy
    /// pain: sales says leads are junk
    /// ---
    /// Hi Meera, Pipemark has a new release with many features. Want a look?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// pain: sales says leads are junk
    /// ---
    /// Hi Meera, sales says your leads are junk again. Want a look?
    /// ```
    pub(super) static NO_PAIN = {
        name: "copy/no-pain",
        summary: "no pain of the persona near the start",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: English,
    }
}

fn check(cx: &CopyContext<'_>) -> Outcome {
    let persona = cx.persona()?;
    if persona.pains.is_empty() {
        return Err(NotRun("the persona has no pains"));
    }
    if cx.channel() == Ok(SentBy::Answer) {
        return Err(NotRun("an answer is about the doubt"));
    }
    if cx.is_for_another() {
        return Ok(Vec::new());
    }
    if is_met(&cx.words(), persona) {
        return Ok(Vec::new());
    }
    // The subject is read first and may name the pain.
    if let Some(subject) = &cx.copy.subject {
        let whole = format!("{subject}.\n{}", cx.copy.body);
        if is_met(&Words::beside(&Text::new(&whole), cx.said()), persona) {
            return Ok(Vec::new());
        }
    }
    let pains: Vec<String> = persona
        .pains
        .iter()
        .take(3)
        .map(|pain| format!("`{}`", pain.says))
        .collect();
    Ok(vec![
        NO_PAIN
            .at(
                cx.whole(),
                format!("the copy opens with no pain of `{}`", persona.id),
            )
            .label("nothing of this person's day")
            .note(format!("known pains: {}", pains.join(", ")))
            .help("open with one of them, as it happens on a working day"),
    ])
}

/// Returns whether the first part of a text meets a pain.
fn is_met(words: &Words<'_, '_>, persona: &Persona) -> bool {
    // A note or an ad is all beginning.
    let upto = (words.len() * 3).div_ceil(5).max(45);
    let pains = &persona.pains;
    if pains.iter().any(|pain| !words.meets(pain, upto).is_empty()) {
        return true;
    }
    let measured = persona.goals.iter().filter(|goal| goal.metric.is_some());
    if measured
        .into_iter()
        .any(|goal| !words.meets(goal, upto).is_empty())
    {
        return true;
    }
    let own: Vec<Range<usize>> = persona
        .uses
        .iter()
        .filter_map(|uses| words.uses(uses))
        .filter(|range| words.is_among(range, upto))
        .collect();
    own.len() >= 2
        || own.iter().any(|range| {
            pains
                .iter()
                .any(|pain| words.touches(&pain.says, range, upto))
        })
}
