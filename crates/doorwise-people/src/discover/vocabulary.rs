//! The words that a persona's people share, and the question that their boss asks.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::speakers::Speaker;
use crate::interview::{Interview, person};
use crate::listen::{Record, Tier, stems};

/// People who must use a word of their own accord.
const LEAST_PEOPLE: usize = 2;

/// Words proposed.
const MOST_WORDS: usize = 10;

/// Returns the content words that at least two of the people use before anybody who asks has used
/// them, those of most people first.
pub(super) fn shared(
    interviews: &[Interview],
    speakers: &[Speaker],
    people: &[usize],
) -> Vec<String> {
    let mut by_stem: BTreeMap<String, (BTreeSet<&str>, BTreeMap<String, usize>)> = BTreeMap::new();
    for interview in interviews {
        let mut prompted: HashSet<String> = HashSet::new();
        for turn in &interview.turns {
            if !turn.is_participant() {
                prompted.extend(stems(&turn.text).into_iter().map(|(stem, _)| stem));
                continue;
            }
            let key = person(turn.speaker.as_deref(), &interview.file);
            let Some(who) = people.iter().find(|at| speakers[**at].key == key) else {
                continue;
            };
            for (stem, word) in stems(&turn.text) {
                if prompted.contains(&stem) || !is_word(&word) {
                    continue;
                }
                let (users, forms) = by_stem.entry(stem).or_default();
                users.insert(&speakers[*who].key);
                *forms.entry(word).or_default() += 1;
            }
        }
    }
    let mut found: Vec<(usize, usize, String)> = by_stem
        .into_values()
        .filter(|(users, _)| users.len() >= LEAST_PEOPLE)
        .filter_map(|(users, forms)| {
            let n = forms.values().sum();
            let (word, _) = forms.into_iter().max_by_key(|(_, n)| *n)?;
            Some((users.len(), n, word))
        })
        .collect();
    found.sort_by(|one, other| (other.0, other.1, &one.2).cmp(&(one.0, one.1, &other.2)));
    found.truncate(MOST_WORDS);
    found.into_iter().map(|(_, _, word)| word).collect()
}

fn is_word(word: &str) -> bool {
    word.chars().count() > 3 && !word.contains('\'') && word.chars().all(char::is_alphabetic)
}

/// Returns the question that the boss asks, out of "my founder will ask why …", with its record.
pub(super) fn boss_asks(records: &[Record], own: &[usize]) -> Option<(String, usize)> {
    const BOSSES: [&str; 11] = [
        "founder", "ceo", "boss", "cfo", "director", "md", "owner", "board", "cmo", "coo", "chef",
    ];
    let strong = own.iter().filter(|at| records[**at].tier == Tier::Strong);
    let rest = own.iter().filter(|at| records[**at].tier != Tier::Strong);
    strong.chain(rest).find_map(|&at| {
        let said = &records[at].sentence;
        let words: Vec<&str> = said.split_whitespace().collect();
        let plain = |word: &str| {
            word.trim_matches(|ch: char| !ch.is_alphanumeric())
                .to_lowercase()
        };
        let asks = words
            .iter()
            .position(|word| matches!(plain(word).as_str(), "ask" | "asks" | "asked"))?;
        let has_boss = words[..asks]
            .iter()
            .rev()
            .take(4)
            .any(|word| BOSSES.contains(&plain(word).as_str()));
        let from = match words.get(asks + 1).map(|word| plain(word)) {
            Some(word) if word == "me" || word == "us" => asks + 2,
            _ => asks + 1,
        };
        let question = words.get(from..).filter(|rest| rest.len() >= 3)?.join(" ");
        let is_question = [
            "what", "which", "why", "how", "where", "when", "who", "if", "can",
        ]
        .contains(&plain(words[from]).as_str());
        (has_boss && is_question).then(|| (question.trim_end_matches(['.', '!']).to_owned(), at))
    })
}
