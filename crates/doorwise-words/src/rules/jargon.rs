use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Language, Outcome};
use super::german;
use crate::limits::Limit;
use std::collections::HashMap;
use std::sync::LazyLock;

declare_rule! {
    /// ## What it does
    /// Counts words of a list of brochure words ("best-in-class", "leverage", "seamless") that the
    /// persona does not use: two of them, or three in a hundred words. Words that are said in earnest
    /// too ("robust", "solution") count only beside another.
    ///
    /// ## Why is this bad?
    /// A word that fits every product says nothing about this one.
    ///
    /// ## Example
    /// ```copy
    /// Hi Meera, our holistic, best-in-class suite unlocks seamless growth. Want a look?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Hi Meera, one page shows which deals came from marketing. Want a look?
    /// ```
    pub(super) static JARGON = {
        name: "copy/jargon",
        summary: "words that nobody says at work",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: EnglishAndGerman,
    }
}

/// The first words of the list and how many words each entry has, for one pass over the text.
static LIST: LazyLock<HashMap<&'static str, Vec<(&'static str, bool)>>> = LazyLock::new(|| {
    let mut by_first: HashMap<&str, Vec<(&str, bool)>> = HashMap::new();
    for line in include_str!("../../data/jargon.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let (entry, is_weak) = line
            .strip_prefix('~')
            .map_or((line, false), |entry| (entry, true));
        let first = entry.split(' ').next().unwrap_or(entry);
        by_first.entry(first).or_default().push((entry, is_weak));
    }
    by_first
});

pub(super) static HITS: Limit = Limit {
    rule: "copy/jargon",
    name: "words",
    says: "brochure words that are too many",
    otherwise: 2.0,
    range: (1.0, 100.0),
};

/// Returns the first brochure word of a text that no piece of copy with it would pass for long.
pub(crate) fn first_in(says: &str) -> Option<&'static str> {
    let lower = says.to_lowercase();
    let words: Vec<&str> = lower
        .split(|ch: char| !ch.is_alphanumeric() && ch != '-')
        .filter(|word| !word.is_empty())
        .collect();
    (0..words.len()).find_map(|at| {
        let entries = LIST.get(words[at]).into_iter().flatten();
        entries
            .filter(|(_, is_weak)| !is_weak)
            .map(|(entry, _)| *entry)
            .find(|entry| {
                let wanted = entry.split(' ');
                wanted
                    .enumerate()
                    .all(|(idx, word)| words.get(at + idx) == Some(&word))
            })
    })
}

fn check(cx: &CopyContext<'_>) -> Outcome {
    let is_german = cx.language()? == Language::German;
    let own: Vec<String> = cx.persona().map_or(Vec::new(), |persona| {
        persona
            .uses
            .iter()
            .map(|uses| uses.to_lowercase())
            .collect()
    });
    let mut hits = Vec::new();
    let mut n_strong = 0;
    for sentence in cx.text.body() {
        for at in sentence.words.clone() {
            if is_german {
                let hit = german::jargon(&cx.text, at);
                if let Some((range, is_weak)) = hit
                    && !own.iter().any(|own| cx.text.words[at].folded == **own)
                {
                    n_strong += usize::from(!is_weak);
                    hits.push(range);
                }
                continue;
            }
            let entries = LIST
                .get(cx.text.words[at].folded.as_str())
                .into_iter()
                .flatten();
            let longest = entries
                .filter_map(|(entry, is_weak)| {
                    let n = entry.split(' ').count();
                    let range = cx.text.find(at..(at + n).min(sentence.words.end), entry)?;
                    (!own.iter().any(|uses| uses == entry)).then_some((range, *is_weak))
                })
                .max_by_key(|(range, _)| range.end);
            if let Some((range, is_weak)) = longest {
                n_strong += usize::from(!is_weak);
                hits.push(range);
            }
        }
    }
    let is_dense = n_strong >= 1 && hits.len() * 100 >= cx.text.n_words() * 3;
    if n_strong == 0 || !(hits.len() as f64 >= cx.limit(&HITS) || is_dense) {
        return Ok(Vec::new());
    }
    let said: Vec<String> = hits
        .iter()
        .take(6)
        .map(|range| format!("`{}`", &cx.text.raw[range.clone()]))
        .collect();
    Ok(vec![
        JARGON
            .at(
                cx.at(&hits[0]),
                format!(
                    "{} brochure word{}: {}",
                    hits.len(),
                    if hits.len() == 1 { "" } else { "s" },
                    said.join(", ")
                ),
            )
            .label("nobody says this at work")
            .help("say what happens, in plain words"),
    ])
}
