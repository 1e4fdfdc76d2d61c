//! Departments beside the reader's own: "sales says the leads are junk" is told to marketing.

use std::sync::LazyLock;

use doorwise_vocab::title::Function;

use crate::text::{OfWords, Sentence, SetOfWords, Text};

/// What is left of the words of a function that the text tells of as somebody else.
pub(super) const LEFT: f64 = 0.4;

struct Table {
    departments: OfWords<String, Function>,
    acts: SetOfWords<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        departments: OfWords::default(),
        acts: SetOfWords::default(),
    };
    let lines = include_str!("../../data/neighbours.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let (name, words) = line
            .split_once('\t')
            .expect("neighbours.tsv has two columns");
        let words = words.split(", ");
        match Function::parse(name) {
            Some(function) => table
                .departments
                .extend(words.map(|word| (word.to_lowercase(), function))),
            None => table.acts.extend(words),
        }
    }
    table
});

/// Returns whether a word is what somebody is told to do: "asks", "wants".
pub(super) fn is_act(word: &str) -> bool {
    TABLE.acts.contains(word)
}

/// Notes each department that does something in a sentence.
pub(super) fn find(text: &Text<'_>, sentence: &Sentence, beside: &mut Vec<Function>) {
    for at in sentence.words.clone() {
        let word = &text.words[at];
        let Some(function) = TABLE.departments.get(word.folded.as_str()) else {
            continue;
        };
        // "It says" is no department.
        let is_pronoun = word.folded == "it" && &text.raw[word.range.clone()] != "IT";
        let before = at
            .checked_sub(1)
            .filter(|before| *before >= sentence.words.start)
            .map_or("", |before| text.words[before].folded.as_str());
        let acts = text.words[at + 1..sentence.words.end]
            .first()
            .is_some_and(|next| {
                let gap = &text.raw[word.range.end..next.range.start];
                gap == " " && is_act(&next.folded)
            });
        // "Heads of marketing say" are the reader's peers.
        if acts && !is_pronoun && before != "of" && !beside.contains(function) {
            beside.push(*function);
        }
    }
}
