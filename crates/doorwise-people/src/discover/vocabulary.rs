//! The words that a persona's people share, and the question that their boss asks.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use doorwise_vocab::title;

use super::speakers::Speaker;
use crate::interview::{Interview, person};
use crate::listen::{Record, Tier, stems};

/// People who must use a phrase of their own accord.
const LEAST_PEOPLE: usize = 2;

/// Phrases proposed.
const MOST_PHRASES: usize = 10;

/// Words in a phrase.
const LENGTHS: [usize; 2] = [3, 2];

/// A phrase by its stems.
type Key = Vec<String>;

/// Returns the phrases of two or three words that at least two of the people use before anybody who
/// asks has used them, those of most people first. A single word says little of how somebody talks.
pub(super) fn shared(
    interviews: &[Interview],
    speakers: &[Speaker],
    people: &[usize],
) -> Vec<String> {
    let mut by_key: BTreeMap<Key, (BTreeSet<&str>, BTreeMap<String, usize>)> = BTreeMap::new();
    for interview in interviews {
        let mut prompted: HashSet<Key> = HashSet::new();
        for turn in &interview.turns {
            let phrases = phrases(&turn.text);
            if !turn.is_participant() {
                prompted.extend(phrases.into_iter().map(|(key, _)| key));
                continue;
            }
            let key = person(turn.speaker.as_deref(), &interview.file);
            let Some(who) = people.iter().find(|at| speakers[**at].key == key) else {
                continue;
            };
            for (key, phrase) in phrases {
                if prompted.contains(&key) {
                    continue;
                }
                let (users, forms) = by_key.entry(key).or_default();
                users.insert(&speakers[*who].key);
                *forms.entry(phrase).or_default() += 1;
            }
        }
    }
    let mut found: Vec<(usize, usize, usize, Key, String)> = by_key
        .into_iter()
        .filter(|(_, (users, _))| users.len() >= LEAST_PEOPLE)
        .filter_map(|(key, (users, forms))| {
            let n = forms.values().sum();
            let (phrase, _) = forms.into_iter().max_by_key(|(_, n)| *n)?;
            Some((users.len(), key.len(), n, key, phrase))
        })
        .collect();
    found.sort_by(|one, other| {
        (other.0, other.1, other.2, &one.4).cmp(&(one.0, one.1, one.2, &other.4))
    });
    // "lead source" says nothing new beside "lead source field" of the same people.
    let mut kept: Vec<(usize, Key, String)> = Vec::new();
    for (users, _, _, key, phrase) in found {
        let is_in_longer = kept
            .iter()
            .any(|(n, longer, _)| *n == users && longer.windows(key.len()).any(|part| part == key));
        if !is_in_longer {
            kept.push((users, key, phrase));
        }
    }
    kept.truncate(MOST_PHRASES);
    kept.into_iter().map(|(_, _, phrase)| phrase).collect()
}

/// The phrases of a text: words that follow each other without a pause, the first and the last with
/// content of their own.
fn phrases(text: &str) -> Vec<(Key, String)> {
    let mut found = Vec::new();
    for sentence in text.split([
        '.', '?', '!', ',', ';', ':', '(', ')', '"', '\u{2014}', '\u{2013}',
    ]) {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        for length in LENGTHS {
            for run in words.windows(length) {
                let stems: Vec<Vec<(String, String)>> =
                    run.iter().map(|word| stems(word)).collect();
                let is_whole = |at: usize| stems[at].len() == 1 && is_word(&stems[at][0].1);
                // "cost per lead" holds a word without content inside; two such words are no phrase.
                let middle = length < 3
                    || is_whole(1)
                    || matches!(run[1], "per" | "of" | "to" | "in" | "by" | "and" | "for");
                // "Head of marketing" is what they are, not how they talk.
                let is_role = || title::is_title(&run.join(" "));
                if !(is_whole(0) && is_whole(length - 1) && middle) || is_role() {
                    continue;
                }
                let key = run
                    .iter()
                    .zip(&stems)
                    .map(|(word, stems)| match stems.first() {
                        Some((stem, _)) => stem.clone(),
                        None => word.to_lowercase(),
                    })
                    .collect();
                found.push((key, run.join(" ").to_lowercase()));
            }
        }
    }
    found
}

fn is_word(word: &str) -> bool {
    word.chars().count() > 2 && !word.contains('\'') && word.chars().all(char::is_alphabetic)
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
