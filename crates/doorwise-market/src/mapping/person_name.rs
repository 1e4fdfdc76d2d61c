//! Tells the written name of a person from the words of a list.

use doorwise_vocab::title;

/// Forms of address and degrees before a name, in small letters without full stops.
const ADDRESSES: [&str; 27] = [
    "mr", "mrs", "ms", "miss", "mx", "sir", "dr", "prof", "ing", "dipl-ing", "med", "jur", "phil",
    "herr", "hr", "frau", "fr", "mme", "mlle", "monsieur", "madame", "sr", "sra", "dhr", "mevr",
    "shri", "smt",
];

/// Small words inside of a name.
const PARTICLES: [&str; 21] = [
    "von", "vom", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le",
    "el", "al", "bin", "zu", "zur", "ten", "y",
];

/// Says whether a cell is written as a person's whole name: `Anja Schröder`, `Dr. S. Rao`, `Frau Weiß`.
pub(super) fn is_full_name(cell: &str) -> bool {
    let words: Vec<&str> = cell
        .split(|letter: char| letter.is_whitespace() || letter == ',')
        .filter(|word| !word.is_empty())
        .collect();
    let n_addresses = words.iter().take_while(|word| is_address(word)).count();
    let name = &words[n_addresses..];
    let n_proper = name.iter().filter(|word| is_proper(word)).count();
    let n_whole = name
        .iter()
        .filter(|word| is_proper(word) && word.chars().count() > 2)
        .count();
    let is_written_so = name.iter().all(|word| is_proper(word) || is_particle(word));
    // "Frau Weiß" is a person, "Current" may be anything.
    let least = if n_addresses > 0 { 1 } else { 2 };
    is_written_so && n_proper >= least && n_whole >= 1 && name.len() <= 6 && !title::is_title(cell)
}

fn is_address(word: &str) -> bool {
    ADDRESSES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str())
}

/// Says whether a word is a name or an initial: a capital first, then letters.
fn is_proper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && word
            .chars()
            .all(|letter| letter.is_alphabetic() || matches!(letter, '.' | '-' | '\'' | '’'))
}
