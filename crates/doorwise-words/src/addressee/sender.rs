//! Where the sender tells who they are: "I'm the western sales rep at Toolbelt Software".

use std::ops::Range;

use crate::text::{Sentence, Text};

/// So many words may stand between "I am" and the firm.
const WORDS: usize = 12;

/// Returns the words with which the sender says who they are; none of them tells of the reader.
pub(super) fn introduced(text: &Text<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    let word = |at: usize| text.words[at].folded.as_str();
    let starts = |at: &usize| {
        let before = |n: usize| match *at >= sentence.words.start + n {
            true => word(*at - n),
            false => "",
        };
        match word(*at) {
            "i'm" => true,
            "am" => before(1) == "i",
            "is" => before(1) == "name" && before(2) == "my",
            _ => false,
        }
    };
    let first = sentence.words.clone().find(starts)?;
    let is_firm = |at: &usize| {
        matches!(word(*at - 1), "at" | "from" | "with" | "for") && text.words[*at].capital
    };
    let firm = (first + 2..sentence.words.end.min(first + WORDS)).find(is_firm)?;
    let name = text.words[firm..sentence.words.end].iter();
    Some(first..firm + name.take_while(|word| word.capital).count())
}
