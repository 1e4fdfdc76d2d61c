use std::ops::Range;

use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::industry;

use doorwise_vocab::company_name::COMPANY_NOUNS;

use super::cues::words;
use super::place::{narrow, persona_lines};

declare_rule! {
    /// ## What it does
    /// Finds headcount, funding stage, business model and industry that describe the company
    /// in a persona. Context such as "her founder" or "a small team" stays, and triggers may
    /// name events ("the Series A closed").
    ///
    /// ## Why is this bad?
    /// The same fact then stands in two places and is scored in neither: only the ICP's gates
    /// and points choose companies.
    ///
    /// ## Example
    /// ```persona
    /// pain: works in a 30-person Series A company
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// pain: nobody in her team has time to check leads by hand
    /// ```
    pub(super) static COMPANY_IN_PERSONA = {
        name: "clarity/company-in-persona",
        summary: "a company's facts in a persona",
        level: Level::Error,
        since: "0.1.0",
    }
}

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        let lines = persona_lines(persona);
        let name = super::place::Line {
            text: &persona.name,
            place: &persona.place,
        };
        for line in lines.iter().chain([&name]) {
            let Some(range) = company_words(line.text) else {
                continue;
            };
            let words = &line.text[range];
            found.push(
                COMPANY_IN_PERSONA
                    .at(
                        narrow(workspace, line.place, words),
                        format!("`{words}` describes a company, and a persona describes a person"),
                    )
                    .label("a company's words")
                    .note("only the ICP's gates and points choose companies")
                    .help(format!(
                        "move it to the gates or points of `icps/{}.yaml`",
                        persona.icp
                    )),
            );
        }
    }
    found
}

/// Returns the run that describes a company: "30-person Series A company", "50 employees".
fn company_words(text: &str) -> Option<Range<usize>> {
    let words = words(text);
    let word = |idx: usize| words.get(idx).map_or("", |(word, _)| word.as_str());
    let is_noun = |idx: usize| COMPANY_NOUNS.contains(&word(idx)) || word(idx) == "saas";
    let has_number = |idx: usize| word(idx).starts_with(|ch: char| ch.is_ascii_digit());
    let is_attribute = |idx: usize| {
        let here = word(idx);
        (has_number(idx)
            && (here.ends_with("-person")
                || here.ends_with("-people")
                || here.ends_with("-employee")))
            || matches!(
                here,
                "b2b"
                    | "b2c"
                    | "d2c"
                    | "seed-stage"
                    | "series-a"
                    | "series-b"
                    | "bootstrapped"
                    | "vc-backed"
                    | "vc-funded"
            )
            || matches!(
                (here, word(idx + 1)),
                ("series", "a" | "b" | "c" | "d")
                    | ("seed", "stage")
                    | ("mid-sized" | "midsize", _)
            )
            || (is_noun(idx + 1)
                && !matches!(
                    here,
                    "our"
                        | "your"
                        | "the"
                        | "a"
                        | "an"
                        | "her"
                        | "his"
                        | "their"
                        | "family"
                        | "software"
                        | "saas"
                )
                && industry::find(here).is_some())
            || here == "saas"
    };
    for idx in 0..words.len() {
        let counts_staff =
            has_number(idx) && matches!(word(idx + 1), "employees" | "staff" | "headcount");
        if counts_staff {
            return Some(words[idx].1.start..words[idx + 1].1.end);
        }
        if !is_attribute(idx) {
            continue;
        }
        // An attribute counts where the company's noun follows within four words.
        if let Some(noun) = (idx + 1..idx + 6).find(|&next| is_noun(next)) {
            return Some(words[idx].1.start..words[noun].1.end);
        }
    }
    None
}
