use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;

use super::cues::{first_phrase, words};
use super::place::{Line, narrow, persona_lines};

declare_rule! {
    /// ## What it does
    /// Finds age, pets, hobbies, cars and coffee in a persona.
    ///
    /// ## Why is this bad?
    /// An invented life looks like knowledge and changes no message. It also drags protected
    /// traits along.
    ///
    /// ## Example
    /// ```persona
    /// pain: 34 years old and loves yoga
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// pain: tired of low-quality leads
    /// ```
    pub(super) static DEMOGRAPHIC_PADDING = {
        name: "clarity/demographic-padding",
        summary: "an invented biography",
        level: Level::Warning,
        since: "0.1.0",
    }
}

const PADDING: [&str; 29] = [
    "years old",
    "year old",
    "year-old",
    "aged",
    "in her thirties",
    "in his thirties",
    "in her forties",
    "in his forties",
    "millennial",
    "gen z",
    "hobby",
    "hobbies",
    "yoga",
    "marathon",
    "golf",
    "netflix",
    "coffee",
    "latte",
    "her dog",
    "his dog",
    "her cat",
    "his cat",
    "kids",
    "two children",
    "lives in",
    "drives a",
    "loves to travel",
    "likes to travel",
    "a dog",
];

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        let name = Line {
            text: &persona.name,
            place: &persona.place,
        };
        for line in persona_lines(persona).iter().chain([&name]) {
            let hit = first_phrase(line.text, &PADDING).or_else(|| lone_age(line.text));
            let Some(range) = hit else { continue };
            let words = &line.text[range];
            found.push(
                DEMOGRAPHIC_PADDING
                    .at(
                        narrow(workspace, line.place, words),
                        format!("`{words}` is biography, and changes nothing in what to say"),
                    )
                    .label("padding")
                    .help("delete it, or write what this person is on the hook for"),
            );
        }
    }
    found
}

/// "41" alone, as in "Founder Farid, 41"; a number among other words is a measure.
fn lone_age(text: &str) -> Option<std::ops::Range<usize>> {
    let words = words(text);
    let [(word, range)] = words.as_slice() else {
        return None;
    };
    word.parse::<u32>()
        .is_ok_and(|age| (18..=90).contains(&age))
        .then(|| range.clone())
}
