//! Endings of words for people who do something.

use super::{Lexicon, keys};

/// The shortest word that its ending can tell of: "Gerber" may, "über" may not.
const SHORTEST: usize = 6;

impl Lexicon {
    /// Adds endings, and after `-` whole words that only look like a person.
    pub(super) fn add_agents(&mut self, cell: &str) {
        for key in keys(cell) {
            match key.strip_prefix('-') {
                Some(word) => self.not_agents.insert(super::load::fold(word).into()),
                None => self.agents.insert(super::load::fold(key).into()),
            };
        }
    }

    /// Returns whether the word is built like the name of a person's work: "Zerspaner", "geologist".
    pub(in super::super) fn is_agent(&self, letters: &str) -> bool {
        // "-ment" is a thing that ends like a person.
        letters.len() >= SHORTEST
            && !letters.ends_with("ment")
            && !self.not_agents.contains(letters)
            && (2..=letters.len() - 3).any(|n| {
                letters
                    .get(letters.len() - n..)
                    .is_some_and(|end| self.agents.contains(end))
            })
    }
}
