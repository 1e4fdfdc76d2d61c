use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};

declare_rule! {
    /// ## What it does
    /// Finds two exclamation marks side by side, three and more in one piece, and four words in a row
    /// written in capitals.
    ///
    /// ## Why is this bad?
    /// Nobody at work writes so, and filters for unwanted mail count it.
    ///
    /// ## Example
    /// ```copy
    /// Half of your deals have no source. Shall I send the page now!!!
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Half of your deals have no source! Shall I send the page?
    /// ```
    pub(super) static SHOUTING = {
        name: "copy/shouting",
        summary: "marks and capitals that shout",
        level: Level::Note,
        since: "0.1.0",
        reads: copy,
    }
}

/// Exclamation marks of one piece that are still a mood.
const MARKS: usize = 2;
/// Words in capitals side by side; fewer may be abbreviations, "SSO and SCIM over REST API".
const CAPITALS: usize = 4;

fn check(cx: &CopyContext<'_>) -> Outcome {
    let mut n_marks = 0;
    for sentence in cx.text.body() {
        let says = &cx.text.raw[sentence.range.clone()];
        n_marks += says.matches('!').count();
        let hit = match says.find("!!").or_else(|| says.find("?!")) {
            Some(at) => Some(sentence.range.start + at..sentence.range.end),
            None if n_marks > MARKS => says
                .rfind('!')
                .map(|at| sentence.range.start + at..sentence.range.start + at + 1),
            None => cx
                .text
                .words_of(sentence)
                .windows(CAPITALS)
                .find(|words| {
                    words
                        .iter()
                        .all(|word| is_loud(&cx.text.raw[word.range.clone()]))
                })
                .map(|words| words[0].range.start..words[CAPITALS - 1].range.end),
        };
        if let Some(range) = hit {
            return Ok(vec![
                SHOUTING
                    .at(
                        cx.at(&range),
                        format!("`{}` shouts", cx.text.raw[range.clone()].trim()),
                    )
                    .label("loud")
                    .help("one full stop, and small letters"),
            ]);
        }
    }
    Ok(Vec::new())
}

/// "NOW", "FREE": capitals alone, more than an abbreviation's two.
fn is_loud(word: &str) -> bool {
    word.chars().count() > 2 && word.chars().all(|ch| ch.is_uppercase() || ch == '\'')
}
