//! Who is said to decide, in a seller's note or a buyer's answer: by name, by title, or "I".
//!
//! "Spoke with Priya" says nothing; "Priya signs off" does. What is denied, asked or supposed is left out,
//! and of two people in a sentence the one who is said to do it counts: "Amit says Priya signs".

use std::ops::Range;
use std::sync::LazyLock;

use doorwise_vocab::text;
use doorwise_vocab::title::{self, Band, Function};

#[cfg(test)]
mod tests;

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A name, as written.
    Named(String),
    /// A title, as written, with its function and band.
    Titled(String, Function, Band),
    /// Whoever speaks.
    Speaker,
}

/// How plainly it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// Decides, signs, approves, holds the budget.
    Confirmed,
    /// Is asked, is in charge of the matter.
    Stated,
}

/// One person said to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Who.
    pub who: Who,
    /// How plainly.
    pub said: Said,
    /// The sentence, as bytes of the text.
    pub sentence: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    After,
    Handoff,
    Own,
    Me,
    NotMe,
}

struct Phrase {
    place: Place,
    said: Said,
    words: Vec<&'static str>,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let mut phrases: Vec<Phrase> = Vec::new();
    for line in include_str!("../../data/deciders.tsv").lines() {
        let mut columns = line.split('\t');
        let (Some(place), Some(said), Some(words)) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let place = match (place, said) {
            ("before", _) => Place::Before,
            ("after", "handoff") => Place::Handoff,
            ("after", _) => Place::After,
            ("own", _) => Place::Own,
            ("me", _) => Place::Me,
            _ => Place::NotMe,
        };
        let said = match said {
            "stated" => Said::Stated,
            _ => Said::Confirmed,
        };
        phrases.extend(words.split('|').map(|words| Phrase {
            place,
            said,
            words: words.split(' ').collect(),
        }));
    }
    // The longest first, so that "is the decision maker" is not cut short.
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    phrases
});

struct Word<'a> {
    written: &'a str,
    folded: String,
    /// Whether a comma, a colon or a dash stands behind it.
    pauses: bool,
}

/// Returns everybody whom a text says to decide, each once, in order.
pub fn deciders(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut handed_off = false;
    for sentence in sentences(text) {
        let mut here: Vec<(usize, Mention)> = Vec::new();
        let written = &text[sentence.clone()];
        let words = words(written);
        let is_asked = written.trim_end().ends_with('?');
        let not_me = any(&words, Place::NotMe);
        // A hand-off may stand in the sentence after "not me".
        let may_hand_off = not_me || handed_off;
        handed_off = not_me;
        if is_asked {
            continue;
        }
        let mut taken = vec![false; words.len()];
        for phrase in PHRASES.iter() {
            for at in 0..words.len() {
                let end = at + phrase.words.len();
                if !begins(&words[at..], &phrase.words) || taken[at..end].iter().any(|&is| is) {
                    continue;
                }
                let who = match phrase.place {
                    Place::Before => subject(&words[..at]),
                    Place::After => object(&words[end..]),
                    Place::Handoff if may_hand_off => object(&words[end..]),
                    Place::Own => owner(&words[..at]),
                    Place::Me if !is_denied(&words[..at]) => Some(Who::Speaker),
                    Place::Handoff | Place::Me | Place::NotMe => None,
                };
                let Some(who) = who else { continue };
                taken[at..end].fill(true);
                let mention = Mention {
                    who,
                    said: phrase.said,
                    sentence: sentence.clone(),
                };
                here.push((at, mention));
            }
        }
        // Phrases were tried by length; people stand in the order of the sentence.
        here.sort_by_key(|(at, _)| *at);
        for (_, mention) in here {
            if !found.iter().any(|known| known.who == mention.who) {
                found.push(mention);
            }
        }
    }
    found
}

fn any(words: &[Word<'_>], place: Place) -> bool {
    PHRASES
        .iter()
        .filter(|phrase| phrase.place == place)
        .any(|phrase| (0..words.len()).any(|at| begins(&words[at..], &phrase.words)))
}

fn begins(words: &[Word<'_>], phrase: &[&str]) -> bool {
    words.len() >= phrase.len()
        && phrase
            .iter()
            .zip(words)
            .all(|(wanted, word)| *wanted == word.folded)
}

/// Returns the first title in a sentence that is known to say who decides; whoever only recommends
/// does not.
pub(super) fn titled_in(sentence: &str) -> Option<Who> {
    let words = words(sentence);
    (0..words.len()).find_map(|at| {
        let (who, _) = titled(&words[at..], false)?;
        let Who::Titled(written, ..) = &who else {
            return None;
        };
        let next = words[at..].iter().skip_while(|word| {
            OF_SOMEBODY.contains(&word.folded.as_str()) || written.contains(word.written)
        });
        let only_recommends = next.take(1).any(|word| {
            matches!(
                word.folded.as_str(),
                "recommends"
                    | "recommend"
                    | "proposes"
                    | "prepares"
                    | "advises"
                    | "evaluates"
                    | "suggests"
            )
        });
        (!only_recommends && !is_denied(&words[..at])).then_some(who)
    })
}

/// Words that may stand between a subject and its verb.
const BETWEEN: [&str; 12] = [
    "only",
    "also",
    "always",
    "then",
    "alone",
    "usually",
    "finally",
    "himself",
    "herself",
    "personally",
    "still",
    "now",
];
/// Words near a subject that take what is said of it away.
const DENY: [&str; 16] = [
    "not", "don't", "doesn't", "never", "if", "whether", "unless", "doubt", "unsure", "nor",
    "isn't", "until", "unlikely", "used", "former", "ex",
];
/// Capitalised words that are nobody's name.
const NOBODY: [&str; 69] = [
    "it's",
    "without",
    "with",
    "per",
    "from",
    "for",
    "once",
    "when",
    "after",
    "before",
    "while",
    "i",
    "we",
    "they",
    "he",
    "she",
    "it",
    "you",
    "this",
    "that",
    "who",
    "whoever",
    "nobody",
    "everyone",
    "everybody",
    "somebody",
    "someone",
    "anyone",
    "the",
    "their",
    "our",
    "his",
    "her",
    "my",
    "your",
    "but",
    "and",
    "so",
    "then",
    "only",
    "also",
    "because",
    "said",
    "says",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "budget",
    "decision",
    "dm",
    "call",
    "which",
    "final",
    "what",
    "in",
    "a",
];
const OF_SOMEBODY: [&str; 10] = [
    "the", "our", "their", "his", "her", "my", "your", "a", "an", "its",
];

/// Returns who stands right before the verb.
fn subject(words: &[Word<'_>]) -> Option<Who> {
    let mut end = words.len();
    while end > 0 && BETWEEN.contains(&words[end - 1].folded.as_str()) {
        end -= 1;
    }
    // "Ritu Malhotra, who signs" and "Marcus Hill, he owns it" say it of the one before.
    if end > 1
        && matches!(words[end - 1].folded.as_str(), "who" | "he" | "she")
        && words[end - 2].pauses
    {
        let (who, from) = ending_at(&words[..end - 1])?;
        return (!is_denied(&words[..from])).then_some(who);
    }
    // "Priya Nair, our CFO, signs": the name before the words between two commas.
    if end > 0
        && words[end - 1].pauses
        && let Some(comma) = (end.saturating_sub(6)..end - 1)
            .rev()
            .find(|&at| words[at].pauses)
        && let Some(named) = ending_at(&words[..=comma])
        && matches!(named.0, Who::Named(_))
    {
        return (!is_denied(&words[..named.1])).then_some(named.0);
    }
    let (who, from) = ending_at(&words[..end])?;
    (!is_denied(&words[..from])).then_some(who)
}

/// Returns the person whose approval it is: "Priya's sign-off".
fn owner(words: &[Word<'_>]) -> Option<Who> {
    let last = words.last()?;
    let bare = last
        .written
        .strip_suffix("'s")
        .or_else(|| last.written.strip_suffix("\u{2019}s"))?;
    let mut known: Vec<Word<'_>> = words[..words.len() - 1]
        .iter()
        .map(|word| Word {
            written: word.written,
            folded: word.folded.clone(),
            pauses: word.pauses,
        })
        .collect();
    known.push(Word {
        written: bare,
        folded: text::fold(bare),
        pauses: false,
    });
    let (who, from) = ending_at(&known)?;
    (!is_denied(&words[..from])).then_some(who)
}

fn is_denied(before: &[Word<'_>]) -> bool {
    let near = before
        .iter()
        .enumerate()
        .rev()
        .take(4)
        .take_while(|(_, word)| !word.pauses);
    // "Nothing moves until Hamish says yes" says it twice over.
    let is_denied_too = |at: usize| {
        before[..at].iter().any(|word| {
            word.folded.ends_with("n't")
                || matches!(
                    word.folded.as_str(),
                    "nothing" | "nobody" | "no" | "not" | "never" | "cannot"
                )
        })
    };
    near.filter(|(_, word)| DENY.contains(&word.folded.as_str()))
        .any(|(at, word)| {
            !(matches!(word.folded.as_str(), "until" | "unless") && is_denied_too(at))
        })
}

/// Returns who the last words name, and where those begin.
fn ending_at(words: &[Word<'_>]) -> Option<(Who, usize)> {
    let mut from = words.len();
    while from > 0
        && is_of_a_name(&words[from - 1])
        && (from == words.len() || !words[from - 1].pauses)
    {
        from -= 1;
    }
    titled(words, true).or_else(|| {
        let run = &words[from..];
        named(run).map(|name| (Who::Named(name), from))
    })
}

/// Returns who the first words name.
fn object(words: &[Word<'_>]) -> Option<Who> {
    let skip = words
        .iter()
        .take_while(|word| {
            matches!(
                word.folded.as_str(),
                "from" | "mr" | "ms" | "mrs" | "is" | "to"
            )
        })
        .count();
    let words = &words[skip..];
    if let Some((who, _)) = titled(words, false) {
        return Some(who);
    }
    let mut to = 0;
    while to < words.len() && is_of_a_name(&words[to]) {
        to += 1;
        if words[to - 1].pauses {
            break;
        }
    }
    named(&words[..to]).map(Who::Named)
}

/// Returns a title at the end or at the start of the words, the longest that is read as one.
fn titled(words: &[Word<'_>], at_end: bool) -> Option<(Who, usize)> {
    for length in (1..=words.len().min(5)).rev() {
        let from = if at_end { words.len() - length } else { 0 };
        let run = &words[from..from + length];
        if run[..length - 1].iter().any(|word| word.pauses) {
            continue;
        }
        let core = match OF_SOMEBODY.contains(&run[0].folded.as_str()) {
            true => &run[1..],
            false => run,
        };
        let joins = |word: &Word<'_>| {
            OF_SOMEBODY.contains(&word.folded.as_str())
                || matches!(word.folded.as_str(), "and" | "or" | "nobody" | "else")
        };
        if core.is_empty() || core.iter().any(joins) {
            continue;
        }
        let written: Vec<&str> = core.iter().map(|word| word.written).collect();
        let written = written.join(" ");
        let written = written.trim_end_matches(['.', ',']).to_owned();
        // "Ravi CFO" has a name in it; what is left for a title must be one whole.
        if core.len() > 1 && core.iter().any(|word| is_bare_name(word)) {
            continue;
        }
        let read = title::title(&written);
        if read.function != Function::Other
            && read.seniority.band() != Band::Unknown
            && read.confidence >= 0.6
        {
            return Some((
                Who::Titled(written, read.function, read.seniority.band()),
                from,
            ));
        }
    }
    None
}

/// Capitalised, and no title by itself.
fn is_bare_name(word: &Word<'_>) -> bool {
    let is_title = || {
        let read = title::title(word.written);
        read.function != Function::Other || read.seniority.band() != Band::Unknown
    };
    is_of_a_name(word) && word.folded != "of" && !is_title()
}

fn is_of_a_name(word: &Word<'_>) -> bool {
    let mut letters = word.written.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    (is_capital || word.folded == "ji")
        && !NOBODY.contains(&word.folded.as_str())
        && !DENY.contains(&word.folded.as_str())
}

fn named(run: &[Word<'_>]) -> Option<String> {
    if run.is_empty() || run.len() > 4 {
        return None;
    }
    let written: Vec<&str> = run.iter().map(|word| word.written).collect();
    let name = written.join(" ");
    name.chars()
        .filter(|c| c.is_alphabetic())
        .nth(1)
        .map(|_| name.trim_end_matches(['.', ',']).to_owned())
}

/// Cuts at full stops, line ends and semicolons, but not behind "Dr." or an initial.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let next = text[end..].chars().next();
        let is_stop = match c {
            '\n' | ';' | '!' | '?' => true,
            '.' => {
                let last = text[start..at].rsplit(char::is_whitespace).next();
                let last = last.unwrap_or_default();
                let is_short = last.chars().count() <= 1
                    || matches!(
                        text::fold(last).as_str(),
                        "mr" | "mrs" | "ms" | "dr" | "prof" | "smt"
                    );
                next.is_none_or(char::is_whitespace) && !is_short
            }
            _ => false,
        };
        if is_stop || next.is_none() {
            let range = trimmed(text, start..end);
            if !range.is_empty() {
                found.push(range);
            }
            start = end;
        }
    }
    found
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let from = range.start + piece.len() - piece.trim_start().len();
    from..from.max(range.start + piece.trim_end().len())
}

fn words(sentence: &str) -> Vec<Word<'_>> {
    let mut out: Vec<Word<'_>> = Vec::new();
    for piece in sentence.split(|c: char| {
        c.is_whitespace() || matches!(c, ')' | '"' | '\u{201c}' | '\u{201d}' | '/')
    }) {
        // What stands in brackets is no part of the name before.
        if piece.starts_with('(')
            && let Some(last) = out.last_mut()
        {
            last.pauses = true;
        }
        let piece = piece.trim_start_matches('(');
        let is_dash = !piece.is_empty()
            && piece
                .chars()
                .all(|c| matches!(c, '-' | '=' | '\u{2013}' | '\u{2014}'));
        if is_dash && let Some(last) = out.last_mut() {
            last.pauses = true;
            continue;
        }
        // "sign-off" is two words.
        for part in piece.split('-') {
            let bare = part.trim_matches([',', ':', ';', '!', '?', '\u{2013}', '\u{2014}']);
            let bare = match bare.strip_suffix('.') {
                // An initial keeps its point.
                Some(rest) if rest.chars().count() != 1 => rest,
                _ => bare,
            };
            if bare.is_empty() {
                continue;
            }
            out.push(Word {
                written: bare,
                folded: text::fold(bare).replace('\u{2019}', "'"),
                pauses: part.ends_with([',', ':', '\u{2013}', '\u{2014}']),
            });
        }
    }
    out
}
