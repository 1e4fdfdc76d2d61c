//! Text on its way out of its file: what was read so far, and where each byte of it came from.

use std::ops::Range;

use super::origin::Map;

/// A text with the way back to what it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) map: Map,
}

impl Marked {
    /// Returns the text as it stands at `at`.
    pub(super) fn same(text: &str, at: usize) -> Self {
        let mut marked = Self::default();
        marked.push_same(text, at);
        marked
    }

    /// Adds words that stand at `at` as they are.
    pub(super) fn push_same(&mut self, text: &str, at: usize) {
        self.text.push_str(text);
        self.map.same(text.len(), at);
    }

    /// Adds words that were made of the run `from`.
    pub(super) fn push_made(&mut self, text: &str, from: Range<usize>) {
        self.text.push_str(text);
        self.map.made(text.len(), from);
    }

    /// Adds another text behind this one.
    pub(super) fn push(&mut self, other: Self) {
        self.text.push_str(&other.text);
        self.map.add(other.map);
    }

    /// Returns the same text with the way back through what this one was made from.
    pub(super) fn over(self, outer: &Map) -> Self {
        Self {
            map: self.map.over(outer),
            text: self.text,
        }
    }

    /// Cuts white space off the end.
    pub(super) fn trim_end(&mut self) {
        let len = self.text.trim_end().len();
        self.text.truncate(len);
        self.map.cut(len);
    }

    /// Turns `\r\n` into `\n`, so that a line means the same everywhere.
    pub(super) fn unix_lines(self) -> Self {
        if !self.text.contains('\r') {
            return self;
        }
        let mut inner = Self::default();
        let mut at = 0;
        for (idx, _) in self.text.match_indices("\r\n") {
            inner.push_same(&self.text[at..idx], at);
            at = idx + 1;
        }
        inner.push_same(&self.text[at..], at);
        inner.over(&self.map)
    }
}
