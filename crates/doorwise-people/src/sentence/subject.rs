//! Who the sentence is about: title, name, and the company behind "at".

use doorwise_vocab::title;

use super::{PersonaSketch, company};

/// Words around a title and a name that say nothing by themselves.
const FILLER: [&str; 22] = [
    "a", "an", "the", "our", "my", "is", "are", "'s", "called", "named", "and", "or", "like",
    "our", "typical", "buyer", "persona", "who", "person", "people", "as", "&",
];

/// Nouns that stand behind a title and are no name.
const NO_NAMES: [&str; 10] = [
    "guy", "lady", "woman", "man", "leader", "leaders", "types", "folks", "role", "team",
];

/// Takes titles and a name out of `text`; the rest is a company's, or is kept as not understood.
pub(super) fn read(text: &str, sketch: &mut PersonaSketch) {
    let mut rests = vec![text];
    while let Some(rest) = rests.pop() {
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
            rests.push(&rest[..at]);
            continue;
        }
        if let Some((range, found)) = title::find_in(rest) {
            add_title(&rest[range.clone()], &found, sketch);
            rests.push(&rest[range.end..]);
            rests.push(&rest[..range.start]);
            continue;
        }
        // "Finance directors", "CMOs": a persona is one person, so the title is kept in the singular.
        let singular = singular(rest);
        if singular != rest && title::is_title(&singular) {
            add_title(&singular, &title::title(&singular), sketch);
            continue;
        }
        if company::describes(rest) {
            sketch.company_parts.push(rest.to_owned());
            continue;
        }
        for piece in rest.split(',') {
            name_or_rest(piece.trim(), sketch);
        }
    }
}

fn singular(text: &str) -> String {
    let word = |word: &str| {
        let is_plural = word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.eq_ignore_ascii_case("sales")
            && !word.eq_ignore_ascii_case("operations");
        if is_plural {
            word[..word.len() - 1].to_owned()
        } else {
            word.to_owned()
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn add_title(written: &str, found: &title::Title, sketch: &mut PersonaSketch) {
    sketch.titles.push(written.trim().to_owned());
    if sketch.function.is_none() && found.function != title::Function::Other {
        sketch.function = Some(found.function);
    }
    if found.seniority != title::Seniority::Unknown
        && !sketch.seniorities.contains(&found.seniority)
    {
        sketch.seniorities.push(found.seniority);
    }
}

fn name_or_rest(piece: &str, sketch: &mut PersonaSketch) {
    let words: Vec<&str> = piece
        .split_whitespace()
        .filter(|word| !FILLER.contains(&word.to_lowercase().as_str()))
        .collect();
    let is_word = |word: &&str| {
        word.chars()
            .all(|ch| ch.is_alphabetic() || matches!(ch, '-' | '\'' | '.'))
    };
    let is_name = (1..=3).contains(&words.len())
        && words.iter().all(is_word)
        && !words
            .iter()
            .any(|word| NO_NAMES.contains(&word.to_lowercase().as_str()))
        && (words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase))
            || (words.len() == 1 && !sketch.titles.is_empty()));
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
