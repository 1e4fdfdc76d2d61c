use doorwise_model::diagnostic::Level;

use super::context::SentBy;
use super::context::{CopyContext, Outcome};
use crate::limits::Limit;
use crate::text::{Kind, Sentence};

declare_rule! {
    /// ## What it does
    /// Reckons the school grade of the text by Flesch and Kincaid: above 10 a warning, above 12 an error.
    /// Also notes where sentences of a written text have more than 22 words on average. Syllables are
    /// counted by rule, so the grade can be off by half a grade.
    ///
    /// ## Why is this bad?
    /// What is read between two meetings must be plain.
    ///
    /// ## Example
    /// ```copy
    /// Organisations increasingly necessitate comprehensive synchronisation of heterogeneous production resources, facilitating competitiveness throughout interconnected manufacturing environments.
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// The plan lives in one Excel file, and one person knows it. Shall I send theirs?
    /// ```
    pub(super) static HARD_TO_READ = {
        name: "copy/hard-to-read",
        summary: "hard to read",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: English,
    }
}

pub(super) static GRADE: Limit = Limit {
    rule: "copy/hard-to-read",
    name: "grade",
    says: "Flesch-Kincaid grade, in years of school; two more is an error",
    otherwise: 10.0,
    range: (1.0, 20.0),
};

pub(super) static SENTENCE_WORDS: Limit = Limit {
    rule: "copy/hard-to-read",
    name: "sentence_words",
    says: "words of a sentence on average",
    otherwise: 22.0,
    range: (5.0, 80.0),
};

fn check(cx: &CopyContext<'_>) -> Outcome {
    let mut n_words = 0;
    let mut n_sentences = 0;
    let mut n_syllables = 0;
    let mut longest: Option<&Sentence> = None;
    for sentence in cx
        .text
        .body()
        .filter(|sentence| sentence.kind == Kind::Prose)
    {
        let words = cx.text.words_of(sentence);
        n_words += words.len();
        n_sentences += 1;
        n_syllables += words
            .iter()
            .map(|word| syllables(&word.folded))
            .sum::<usize>();
        if longest.is_none_or(|known| known.words.len() < words.len()) {
            longest = Some(sentence);
        }
    }
    let Some(longest) = longest.filter(|_| n_words >= 15) else {
        return Ok(Vec::new());
    };
    let per_sentence = n_words as f64 / n_sentences as f64;
    let grade = 0.39 * per_sentence + 11.8 * n_syllables as f64 / n_words as f64 - 15.59;
    let is_spoken = cx
        .channel()
        .is_ok_and(|channel| channel == SentBy::CallOpener);
    let (hard, long) = (cx.limit(&GRADE), cx.limit(&SENTENCE_WORDS));
    let (level, message) = if grade > hard + 2.0 {
        (
            Level::Error,
            format!("reads at grade {grade:.0}; mails are read at 8 and below"),
        )
    } else if grade > hard {
        (
            Level::Warning,
            format!("reads at grade {grade:.0}; mails are read at 8 and below"),
        )
    } else if per_sentence > long && n_sentences > 1 && !is_spoken {
        (
            Level::Note,
            format!("sentences of {per_sentence:.0} words on average; {long} are many"),
        )
    } else {
        return Ok(Vec::new());
    };
    let start = longest.range.start + cx.text.raw[longest.range.clone()].len()
        - cx.text.raw[longest.range.clone()].trim_start().len();
    let mut found = HARD_TO_READ
        .at(cx.at(&(start..longest.range.end)), message)
        .label("the longest sentence")
        .help("split it, and take shorter words");
    found.level = level;
    Ok(vec![found])
}

/// Counts the syllables of a word by its groups of vowels; "e" at the end is silent.
fn syllables(word: &str) -> usize {
    if word.starts_with(|ch: char| ch.is_ascii_digit()) {
        return 1;
    }
    let mut n = 0;
    let mut was_vowel = false;
    for ch in word.chars() {
        let is_vowel = matches!(ch, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ä' | 'ö' | 'ü');
        n += usize::from(is_vowel && !was_vowel);
        was_vowel = is_vowel;
    }
    let is_silent = (word.ends_with('e') && !word.ends_with("le"))
        || (word.ends_with("es") && !word.ends_with("ses") && !word.ends_with("ces"))
        || (word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded"));
    if n > 1 && is_silent {
        n -= 1;
    }
    n.max(1)
}
