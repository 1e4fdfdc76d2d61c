//! Who the sentence is about: title, name, and the company behind "at".

use std::ops::Range;

use doorwise_vocab::{place, title};

use super::{PersonaSketch, company, lead};

/// Words around a title and a name that say nothing by themselves.
const FILLER: [&str; 22] = [
    "a", "an", "the", "our", "my", "is", "are", "'s", "called", "named", "and", "or", "like",
    "our", "typical", "buyer", "persona", "who", "person", "people", "as", "&",
];

/// Nouns that stand behind a title and are no name.
const NO_NAMES: [&str; 10] = [
    "guy", "lady", "woman", "man", "leader", "leaders", "types", "folks", "role", "team",
];

/// Words behind which somebody else's title stands: a boss's, or that of the people one leads.
const OF_OTHERS: [&str; 28] = [
    "reports to",
    "report to",
    "reporting to",
    "reports into",
    "reports directly to",
    "answers to",
    "answerable to",
    "works for the",
    "works for her",
    "works for his",
    "works under",
    "boss is",
    "boss:",
    "boss,",
    "manager is the",
    "her boss",
    "his boss",
    "their boss",
    "my boss",
    "supervisor is",
    "hired by",
    "managed by",
    "led by",
    "supervised by",
    "manages ",
    "supervises ",
    "oversees ",
    "team of ",
];

/// Returns where the words about another person begin.
fn of_others(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    OF_OTHERS
        .iter()
        .filter_map(|words| {
            lower.match_indices(words).map(|(at, _)| at).find(|at| {
                let before = lower[..*at].chars().next_back();
                before.is_none_or(|ch| !ch.is_alphanumeric())
            })
        })
        .min()
}

/// Returns whether the words are about somebody else from their beginning on.
pub(super) fn is_of_boss(text: &str) -> bool {
    of_others(text).is_some_and(|at| at <= "whose ".len())
}

/// Takes titles and a name out of `text`; the rest is a company's, or is kept as not understood.
pub(super) fn read(text: &str, sketch: &mut PersonaSketch) {
    let (text, others) = text.split_at(of_others(text).unwrap_or(text.len()));
    if title::find_in(others).is_some() || is_of_boss(others) {
        sketch.not_understood.push(others.trim().to_owned());
    }
    // With each rest whether a title stands right before it, where a name is most likely.
    let mut rests = vec![(text, false)];
    while let Some((rest, after_title)) = rests.pop() {
        let after_title = after_title && !rest.trim_start().starts_with([',', '(', ';']);
        let rest = rest.trim_matches(|ch: char| {
            ch.is_whitespace() || matches!(ch, ',' | '(' | ')' | '.' | ';')
        });
        if rest.is_empty() {
            continue;
        }
        // "at a B2B SaaS company" first: its words are no titles.
        let lower = rest.to_ascii_lowercase();
        if let Some(at) = [" at ", " in a ", " of a ", " from a "]
            .iter()
            .filter_map(|word| lower.find(word))
            .min()
            && company::describes(rest[at..].trim())
        {
            sketch.company_parts.push(rest[at..].trim().to_owned());
            rests.push((&rest[..at], after_title));
            continue;
        }
        if let Some((range, found)) = title::find_in(rest) {
            let start = if is_workplace(rest, &range, &found) {
                0
            } else {
                range.start
            };
            add_title(&rest[start..range.end], &found, sketch);
            rests.push((&rest[range.end..], true));
            rests.push((&rest[..start], false));
            continue;
        }
        // "at a hospital": right behind a title these words say where the person works.
        if after_title && lower.starts_with("at ") && !rest.contains(',') {
            sketch.company_parts.push(rest.to_owned());
            continue;
        }
        if let Some((piece, behind)) = rest.split_once(',') {
            rests.push((behind, false));
            rests.push((piece, after_title));
            continue;
        }
        if sketch.titles.is_empty()
            && let Some(found) = lead::whole(lead::without_articles(rest))
        {
            add_title(&found.title, &found.read, sketch);
            rests.push((found.name.unwrap_or_default(), true));
            continue;
        }
        if company::describes(rest) || is_place(rest, after_title) {
            sketch.company_parts.push(rest.to_owned());
            continue;
        }
        name_or_rest(rest, after_title, sketch);
    }
}

/// Returns whether a title's small letters follow a single word that no name is: "Clinic owner".
fn is_workplace(text: &str, range: &Range<usize>, found: &title::Title) -> bool {
    let before = &text[..range.start];
    let word = lead::without_articles(before.trim());
    let is_adjacent = before.ends_with(' ') && !before.trim_end().ends_with([',', ';', ')']);
    let whole = title::title(&text[..range.end]);
    is_adjacent
        && text[range.clone()].starts_with(char::is_lowercase)
        && lead::is_name_word(word)
        && !FILLER.contains(&word.to_lowercase().as_str())
        && whole.seniority == found.seniority
}

/// Returns whether the words say where somebody is: "Mumbai-based", "Mumbai"; right behind a title
/// the same word is a name ("CTO Austin").
fn is_place(words: &str, after_title: bool) -> bool {
    let is_based = words
        .strip_suffix("-based")
        .or(words.strip_suffix(" based"))
        .is_some();
    is_based || (!after_title && place::find(words).is_some())
}

fn add_title(written: &str, found: &title::Title, sketch: &mut PersonaSketch) {
    sketch.titles.push(lead::one_person(written.trim()));
    if sketch.function.is_none() && found.function != title::Function::Other {
        sketch.function = Some(found.function);
    }
    if found.seniority != title::Seniority::Unknown
        && !sketch.seniorities.contains(&found.seniority)
    {
        sketch.seniorities.push(found.seniority);
    }
}

fn name_or_rest(piece: &str, after_title: bool, sketch: &mut PersonaSketch) {
    let words: Vec<&str> = piece
        .split_whitespace()
        .filter(|word| !FILLER.contains(&word.to_lowercase().as_str()))
        .collect();
    // "head of sales priya": in small letters only right behind a title.
    let is_name = (1..=3).contains(&words.len())
        && !words
            .iter()
            .any(|word| NO_NAMES.contains(&word.to_lowercase().as_str()))
        && (words.iter().all(|word| lead::is_name_word(word))
            || (words.len() == 1 && after_title && lead::is_alphabetic(words[0])));
    if words.is_empty() {
        return;
    }
    if !is_name {
        sketch.not_understood.push(piece.to_owned());
    } else if sketch.name.is_none() {
        let mut name = words.join(" ");
        if let Some(first) = name.chars().next() {
            name.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        sketch.name = Some(name);
    } else if sketch.name.as_deref() != Some(&words.join(" ")) {
        sketch.not_understood.push(piece.to_owned());
    }
}

/// Returns "A head of marketing called Meera".
pub(super) fn read_back(sketch: &PersonaSketch) -> String {
    let titles: Vec<String> = sketch
        .titles
        .iter()
        .map(|title| in_running_text(title))
        .collect();
    let who = if titles.is_empty() {
        "person".to_owned()
    } else {
        titles.join(" or ")
    };
    let sounds_open = who.starts_with(|ch: char| "aeioAEIO".contains(ch))
        || ["HR", "SVP", "MD"].iter().any(|word| who.starts_with(word));
    let article = if sounds_open { "An" } else { "A" };
    match &sketch.name {
        Some(name) => format!("{article} {who} called {name}"),
        None => format!("{article} {who}"),
    }
}

/// Lowers a title's capitals, abbreviations apart.
fn in_running_text(title: &str) -> String {
    title
        .split(' ')
        .map(|word| {
            let is_abbreviation = word.chars().skip(1).any(char::is_uppercase)
                || !word.starts_with(char::is_alphabetic);
            if is_abbreviation {
                word.to_owned()
            } else {
                word.to_lowercase()
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}
