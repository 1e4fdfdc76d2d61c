//! How many years of school a text asks for.
//!
//! Flesch-Kincaid (Kincaid et al. 1975), automated readability (Smith and Senter 1967),
//! Coleman-Liau (1975), Gunning fog (1952), SMOG (McLaughlin 1969). Syllables are counted by
//! groups of vowels, which is right for English within a few in a hundred.

use doorwise_model::own_rule::Metric;

use super::scope::sentences;

/// Returns the grade; none for a text without words.
pub(super) fn grade(metric: Metric, text: &str) -> Option<f64> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '\u{2019}'))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    if words.is_empty() {
        return None;
    }
    let n_words = words.len() as f64;
    let n_sentences = sentences(text).len().max(1) as f64;
    let letters: usize = words
        .iter()
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).count())
        .sum();
    let letters = letters as f64;
    let syllables: Vec<usize> = words.iter().map(|word| syllables(word)).collect();
    let hard = syllables.iter().filter(|count| **count >= 3).count() as f64;
    let syllables = syllables.iter().sum::<usize>() as f64;
    Some(match metric {
        Metric::FleschKincaid => {
            0.39 * (n_words / n_sentences) + 11.8 * (syllables / n_words) - 15.59
        }
        Metric::AutomatedReadability => {
            4.71 * (letters / n_words) + 0.5 * (n_words / n_sentences) - 21.43
        }
        Metric::ColemanLiau => {
            0.0588 * (letters / n_words * 100.0) - 0.296 * (n_sentences / n_words * 100.0) - 15.8
        }
        Metric::GunningFog => 0.4 * (n_words / n_sentences + 100.0 * hard / n_words),
        Metric::Smog => 1.043 * (hard * 30.0 / n_sentences).sqrt() + 3.1291,
    })
}

/// Returns how many syllables a word has: groups of vowels, a silent last e apart.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |c: char| "aeiouyäöüéèáàóòúùíìâêîôû".contains(c);
    let mut count = 0;
    let mut after_vowel = false;
    for c in word.chars() {
        let vowel = is_vowel(c);
        count += usize::from(vowel && !after_vowel);
        after_vowel = vowel;
    }
    let stem = word.trim_end_matches(['s', 'd']);
    let is_silent = (word.ends_with('e') || (stem.ends_with('e') && !word.ends_with("ses")))
        && !word.ends_with("le")
        && count > 1
        && !word.chars().rev().nth(1).is_some_and(is_vowel);
    (count - usize::from(is_silent)).max(1)
}
