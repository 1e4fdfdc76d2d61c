//! Cuts a text into clauses at its cues.

use std::ops::Range;

use super::cue::{self, Keep, Kind};
use super::lead;

/// A run of the text; `kind` is none for words before any cue.
pub(super) struct Clause<'a> {
    pub(super) kind: Option<Kind>,
    pub(super) text: &'a str,
}

struct Token {
    word: String,
    at: Range<usize>,
}

/// Words that join clauses and belong to none.
const CONNECTORS: [&str; 27] = [
    "and",
    "but",
    "who",
    "she",
    "he",
    "they",
    "i",
    "we",
    "also",
    "yet",
    "while",
    "always",
    "often",
    "still",
    "just",
    "really",
    "constantly",
    "usually",
    "so",
    "because",
    "plus",
    "currently",
    "now",
    "therefore",
    "then",
    "it",
    "that",
];

/// Words that open a thing that is wished for, and no deed.
const AMOUNTS: [&str; 14] = [
    "more", "fewer", "less", "better", "higher", "lower", "faster", "a", "an", "the", "no", "zero",
    "one", "all",
];

/// Signs that part clauses where blanks stand around them.
const DASHES: [char; 3] = ['-', '\u{2013}', '\u{2014}'];

/// Words that open an event, where a clause may begin.
const EVENTS: [&str; 6] = ["when", "whenever", "after", "once", "since", "every time"];

/// Cuts `text` into clauses in their order.
pub(super) fn clauses(text: &str) -> Vec<Clause<'_>> {
    let tokens = tokens(text);
    let mut clauses = Vec::new();
    let mut open: (Option<Kind>, usize) = (None, 0);
    let mut idx = 0;
    while idx < tokens.len() {
        let follows_subject =
            open.0.is_none() && !clauses.is_empty() && tokens[idx].at.start > open.1;
        // "CTO Dana worried about reviews", "Practice manager Sue needs to ...": title and name,
        // then a cue, and no comma between them.
        let after_lead = idx > 0
            && clauses.is_empty()
            && open.0.is_none()
            && lead::is_whole(&text[..tokens[idx].at.start]);
        // "churn she cannot explain" is one object; a new clause would begin behind a sign or an "and".
        let goes_on = |at: usize| {
            let is_person = matches!(tokens[at].word.as_str(), "she" | "he" | "they" | "i");
            let before = at.checked_sub(1).map(|at| tokens[at].word.as_str());
            let is_joined = before.is_none_or(|word| {
                is_boundary(word) || CONNECTORS.contains(&word) || EVENTS.contains(&word)
            });
            (is_person || is_of_object(&tokens, at)) && !is_joined && open.0.is_some()
        };
        let is_start = |at: usize| is_boundary(&tokens[at].word) && !goes_on(at);
        let starts_here =
            idx == 0 || follows_subject || after_lead || is_start(idx - 1) || is_start(idx);
        if !starts_here {
            idx += 1;
            continue;
        }
        let run = connector_run(&tokens, idx);
        let first = idx + run;
        let before = if run > 0 {
            tokens[idx].at.start
        } else {
            tokens.get(first).map_or(text.len(), |t| t.at.start)
        };
        let found = cue::longest(
            tokens[first.min(tokens.len())..]
                .iter()
                .map(|token| token.word.as_str()),
        );
        let signs = |signs: &[&str]| {
            tokens[idx..first]
                .iter()
                .any(|token| signs.contains(&token.word.as_str()))
        };
        // "tired of gaps" behind a comma says "is tired of gaps"; behind "and" a single word
        // ("and missing parts") rather goes on with the list.
        let bare = found
            .is_none()
            .then(|| {
                cue::bare_state(
                    tokens[first.min(tokens.len())..]
                        .iter()
                        .map(|token| token.word.as_str()),
                )
            })
            .flatten()
            .filter(|(_, n_words)| {
                after_lead
                    || signs(&[",", ".", ";", "who"])
                    || (*n_words > 1 && signs(&["and", "but"]))
            });
        // A full stop or "who" ends a clause even where what follows is not understood.
        let hard_end = tokens[idx..first]
            .iter()
            .any(|token| matches!(token.word.as_str(), "." | ";" | "who"));
        let after_comma = idx == 0
            || tokens[idx..first]
                .iter()
                .any(|token| matches!(token.word.as_str(), "," | "." | ";"));
        let event = tokens
            .get(first)
            .is_some_and(|token| EVENTS.contains(&token.word.as_str()))
            && after_comma;
        // "After a round, the CFO needs to ...": a title between the boundary and the cue.
        if found.is_none()
            && bare.is_none()
            && open.0.is_some()
            && let Some((subject, at)) = titled_subject(text, &tokens, first)
        {
            push(&mut clauses, open, text, before);
            open = (None, subject);
            idx = at;
            continue;
        }
        if let Some((cue, n_words)) = bare {
            push(&mut clauses, open, text, before);
            open = (Some(cue.kind), tokens[first].at.start);
            idx = first + n_words;
            continue;
        }
        let opens = first < tokens.len()
            && match found {
                Some(cue) => {
                    cue.kind != Kind::Other
                        || names_boss(text, &tokens, idx, first)
                        || hard_end
                        || follows_subject
                        || has_subject(&tokens[idx..first])
                }
                None => event || hard_end || (after_comma && speaks_of_boss(&tokens, first)),
            };
        if !opens {
            idx = first.max(idx + 1);
            continue;
        }
        push(&mut clauses, open, text, before);
        open = match found {
            Some(cue) if !event => {
                let skip = match cue.keep {
                    Keep::Rest => cue.words.len(),
                    Keep::State => 1,
                    Keep::All => 0,
                };
                let start = tokens
                    .get(first + skip)
                    .map_or(text.len(), |token| token.at.start);
                idx = first + cue.words.len();
                (Some(cue.kind), start)
            }
            _ => {
                let start = tokens[first].at.start;
                idx = first + 1;
                (Some(if event { Kind::Trigger } else { Kind::Other }), start)
            }
        };
    }
    push(&mut clauses, open, text, text.len());
    clauses
}

/// "..., reports to the founder": a clause of its own, and no part of what hurts. Behind "and" it is
/// one only where a person follows: "builds decks and reports to the board" is a list.
fn names_boss(text: &str, tokens: &[Token], idx: usize, first: usize) -> bool {
    const BOSSES: [&str; 9] = [
        "founder",
        "founders",
        "ceo",
        "boss",
        "owner",
        "cofounder",
        "co-founder",
        "president",
        "md",
    ];
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    if !matches!(word(first), "reports" | "report") || word(first + 1) != "to" {
        return false;
    }
    let behind_comma = tokens[idx..first]
        .iter()
        .any(|token| matches!(token.word.as_str(), "," | "." | ";"));
    let is_person = (first + 2..first + 5).any(|at| BOSSES.contains(&word(at)))
        || tokens.get(first + 2).is_some_and(|token| {
            doorwise_vocab::title::find_in(&text[token.at.start..])
                .is_some_and(|(range, _)| range.start <= 4)
        });
    behind_comma || is_person
}

/// "..., his boss is the CMO".
fn speaks_of_boss(tokens: &[Token], first: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    matches!(
        word(first),
        "his" | "her" | "their" | "my" | "whose" | "the"
    ) && matches!(
        word(first + 1),
        "boss" | "manager" | "supervisor" | "lead" | "chief"
    ) && matches!(word(first + 2), "is" | "'s" | "reports")
}

/// Returns whether a "who" tells of the several things before it and not of the person: in "tired of
/// leads who never pick up" the leads do not, in "tired of junk leads who needs pipeline" she needs.
fn is_of_object(tokens: &[Token], at: usize) -> bool {
    const ADVERBS: [&str; 8] = [
        "never", "always", "often", "still", "just", "only", "also", "rarely",
    ];
    let ends_in_s = |word: &str| word.ends_with('s') && !word.ends_with("ss");
    let before = at.checked_sub(1).map(|before| tokens[before].word.as_str());
    let mut after = tokens[at + 1..].iter().map(|token| token.word.as_str());
    let verb = after.find(|word| !ADVERBS.contains(word));
    tokens[at].word == "who"
        && before.is_some_and(ends_in_s)
        && verb.is_some_and(|verb| !ends_in_s(verb))
}

/// Returns where a title starts that stands right before a cue, and the token of the cue.
fn titled_subject(text: &str, tokens: &[Token], first: usize) -> Option<(usize, usize)> {
    let start = tokens.get(first)?.at.start;
    let (range, _) =
        doorwise_vocab::title::find_in(&text[start..]).filter(|(range, _)| range.start <= 4)?;
    let at = tokens
        .iter()
        .position(|token| token.at.start >= start + range.end)?;
    cue::longest(tokens[at..].iter().map(|token| token.word.as_str())).map(|_| (start, at))
}

fn push<'a>(clauses: &mut Vec<Clause<'a>>, open: (Option<Kind>, usize), text: &'a str, end: usize) {
    let run = text[open.1.min(end)..end]
        .trim_matches(|ch: char| ch.is_whitespace() || matches!(ch, ',' | '.' | ';' | '!'))
        .trim_matches(|ch: char| ch.is_whitespace() || DASHES.contains(&ch));
    if !run.is_empty() {
        clauses.push(Clause {
            kind: open.0,
            text: run,
        });
    }
}

fn is_boundary(word: &str) -> bool {
    matches!(
        word,
        "," | "."
            | ";"
            | "and"
            | "but"
            | "who"
            | "she"
            | "he"
            | "they"
            | "i"
            | "yet"
            | "while"
            | "because"
    )
}

fn has_subject(run: &[Token]) -> bool {
    run.iter()
        .any(|token| matches!(token.word.as_str(), "who" | "she" | "he" | "they" | "i"))
}

fn connector_run(tokens: &[Token], idx: usize) -> usize {
    tokens[idx..]
        .iter()
        .take_while(|token| {
            matches!(token.word.as_str(), "," | "." | ";")
                || CONNECTORS.contains(&token.word.as_str())
        })
        .count()
}

/// Splits into words and signs; `'s` is a word of its own, so that "she's" reads "she is".
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = None;
    let end_word = |start: &mut Option<usize>, end: usize, tokens: &mut Vec<Token>| {
        let Some(from) = start.take() else { return };
        let word = match &text[from..end] {
            // The function, not the pronoun that joins clauses.
            "IT" => "IT".to_owned(),
            written => written.to_lowercase().replace('\u{2019}', "'"),
        };
        match word.strip_suffix("'s") {
            Some(stem) if !stem.is_empty() => {
                let cut = end
                    - text[from..end]
                        .chars()
                        .rev()
                        .take(2)
                        .map(char::len_utf8)
                        .sum::<usize>();
                tokens.push(Token {
                    word: stem.to_owned(),
                    at: from..cut,
                });
                tokens.push(Token {
                    word: "'s".to_owned(),
                    at: cut..end,
                });
            }
            _ => tokens.push(Token {
                word,
                at: from..end,
            }),
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, ch)) = chars.next() {
        let next_is_blank = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        let sign = match ch {
            ',' | ';' | '.' | '!' | '?' if next_is_blank => {
                Some(if matches!(ch, '!' | '?') { '.' } else { ch })
            }
            dash if DASHES.contains(&dash) && start.is_none() && next_is_blank => Some(';'),
            '\n' => Some('.'),
            _ => None,
        };
        if sign.is_some() || ch.is_whitespace() {
            end_word(&mut start, at, &mut tokens);
        } else if start.is_none() {
            start = Some(at);
        }
        if let Some(sign) = sign {
            tokens.push(Token {
                word: sign.to_string(),
                at: at..at + ch.len_utf8(),
            });
        }
    }
    end_word(&mut start, text.len(), &mut tokens);
    tokens
}

/// Returns a statement as what follows "who": "needs to prove pipeline", "is tired of junk".
pub(super) fn predicate(kind: &str, says: &str) -> String {
    let first = says
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    if kind == "trigger" {
        let opens_itself = EVENTS.contains(&first.as_str());
        let rest = says.get(first.len()..).unwrap_or_default();
        return if opens_itself {
            format!("starts looking {first}{rest}")
        } else {
            format!("starts looking when {says}")
        };
    }
    let with_verb = tokens(&format!("is {says}"));
    let as_state = cue::longest(with_verb.iter().map(|token| token.word.as_str()));
    if as_state.is_some_and(|cue| cue.keep == Keep::State) {
        return format!("is {says}");
    }
    let plain = tokens(says);
    let words = || plain.iter().map(|token| token.word.as_str());
    if cue::longest(words()).is_some_and(|cue| cue.kind != Kind::Other) {
        return match cue::third_person(words()) {
            Some(third) => format!("{third}{}", says.get(first.len()..).unwrap_or_default()),
            None => says.to_owned(),
        };
    }
    match kind {
        // "Goal: more demos".
        "goal" if AMOUNTS.contains(&first.as_str()) => format!("wants {says}"),
        "goal" => format!("needs to {says}"),
        "objection" => format!("says \"{says}\""),
        _ => format!("is troubled by \"{says}\""),
    }
}
