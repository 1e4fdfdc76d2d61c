//! What is kept beside the criteria: notes, a person's words, words that were not understood.

use doorwise_vocab::{NodeId, Tree, place, text};

use super::{Fate, Not, Reader};
use crate::sentence::PlaceChoice;
use crate::sentence::token::{Kind, Role, Token};

impl Reader<'_> {
    pub(super) fn trimmed(&self, mut from: usize, mut to: usize) -> (usize, usize) {
        let is_mark = |token: &Token<'_>| token.kind != Kind::Word;
        while from < to && is_mark(&self.tokens[from]) {
            from += 1;
        }
        while from < to && is_mark(&self.tokens[to - 1]) {
            to -= 1;
        }
        (from, to)
    }

    pub(super) fn keep(&mut self, from: usize, to: usize) -> String {
        self.fates[from..to].fill(Some(Fate::Kept));
        self.text[self.tokens[from].range.start..self.tokens[to - 1].range.end].to_owned()
    }

    pub(super) fn note(&mut self, from: usize, to: usize) {
        let note = self.keep(from, to);
        self.sketch.notes.push(note);
    }

    pub(super) fn person(&mut self, from: usize, to: usize) {
        let words = self.keep(from, to);
        self.after_person = true;
        self.sketch.person_parts.push(words);
    }

    /// "for hospitals and clinics in India": those served end at a preposition or a number.
    pub(super) fn end_of_served(&self, from: usize, to: usize) -> usize {
        let mut end = from;
        while end < to
            && !self.tokens[end].is_word(&["in", "with", "at", "under", "over", "using", "based"])
            && !self.tokens[end].is(Role::Not)
            && !self.tokens[end]
                .text
                .starts_with(|c: char| c.is_ascii_digit())
        {
            end += 1;
        }
        let has_content = (from..end).any(|at| self.tokens[at].is_content());
        if has_content { end } else { from }
    }

    /// Keeps the words that no list knows: after "no" as keywords, after "hiring" as a note, else as they are.
    pub(super) fn keep_left_over(&mut self, left_over: &[usize], from: usize, to: usize) {
        let mut idx = 0;
        while idx < left_over.len() {
            let start = left_over[idx];
            let mut end = start + 1;
            idx += 1;
            // Fillers between two such words belong to the run: "a team of sales reps".
            while idx < left_over.len()
                && (end..left_over[idx])
                    .all(|at| self.fates[at].is_none() && self.tokens[at].kind != Kind::Comma)
            {
                end = left_over[idx] + 1;
                idx += 1;
            }
            let negator = (from..start)
                .rev()
                .find(|&at| !self.tokens[at].is(Role::Filler));
            let is_excluded = negator.is_some_and(|at| {
                self.tokens[at].is(Role::Not) || self.tokens[at].is(Role::NotList)
            }) || self.not == Not::List;
            let sees = (start..end).any(|at| self.tokens[at].is(Role::Observable));
            let is_had = start > from
                && self.tokens[..start]
                    .iter()
                    .rev()
                    .take(2)
                    .any(|token| token.is_word(&["with", "have", "has"]));
            if is_excluded {
                let word = text::fold(&self.keep(start, end));
                add_all(&mut self.sketch.excluded.keywords, vec![word]);
            } else if sees || is_had && end <= to {
                self.note(start, end);
            } else {
                let words = self.keep(start, end);
                self.sketch.not_understood.push(words);
            }
        }
    }
}

pub(super) fn add_all<T: PartialEq>(list: &mut Vec<T>, found: Vec<T>) {
    for one in found {
        if !list.contains(&one) {
            list.push(one);
        }
    }
}

/// "Software (SaaS)" means SaaS: a node above another named one says nothing more.
pub(super) fn drop_wider(nodes: &mut Vec<NodeId>, tree: &Tree) {
    let all = nodes.clone();
    nodes.retain(|&node| {
        !all.iter()
            .any(|&other| other != node && tree.contains(node, other))
    });
}

pub(super) fn drop_wider_places(places: &mut Vec<PlaceChoice>) {
    let tree = place::places();
    let all = places.clone();
    places.retain(|choice| match choice {
        PlaceChoice::Group(_) => true,
        PlaceChoice::Node(node) => !all.iter().any(|other| {
            matches!(other, PlaceChoice::Node(inner) if inner != node && tree.contains(*node, *inner))
        }),
    });
}
