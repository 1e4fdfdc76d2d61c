//! One piece of copy as sentences and words with their places: what every rule of copy reads.

use std::ops::Range;

mod stem;
#[cfg(test)]
mod tests;

pub(crate) use stem::{normal, stem};

/// One word, lower-case, with its bytes.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) folded: String,
    pub(crate) range: Range<usize>,
    /// Written with a capital first letter.
    pub(crate) capital: bool,
}

/// What a sentence is in the piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A Markdown headline.
    Headline,
    /// Part of the running text.
    Prose,
    /// `[Book a demo]`.
    Button,
    /// Signature, address and opt-out at the end.
    Footer,
}

/// One sentence.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub(crate) range: Range<usize>,
    /// Index range into the words of the text.
    pub(crate) words: Range<usize>,
    pub(crate) kind: Kind,
    pub(crate) is_question: bool,
    /// Says "you" or "your".
    pub(crate) speaks_to_you: bool,
}

/// A piece of copy, cut up once.
#[derive(Clone, Debug)]
pub(crate) struct Text<'a> {
    pub(crate) raw: &'a str,
    pub(crate) words: Vec<Word>,
    pub(crate) sentences: Vec<Sentence>,
    /// The name that the greeting calls, as written, and the bytes of the whole greeting.
    pub(crate) greeting: Option<Greeting>,
}

/// "Hi Meera,".
#[derive(Clone, Debug)]
pub(crate) struct Greeting {
    pub(crate) name: Range<usize>,
    /// First byte behind the greeting.
    pub(crate) end: usize,
}

impl<'a> Text<'a> {
    /// Cuts a piece up.
    pub(crate) fn new(raw: &'a str) -> Self {
        let words = words(raw);
        let greeting = greeting(raw, &words);
        let footer = footer_start(raw);
        let mut sentences = Vec::new();
        let mut next_word = 0;
        cut(raw, |range, mut kind| {
            if kind == Kind::Prose && range.start >= footer {
                kind = Kind::Footer;
            }
            let first =
                next_word + words[next_word..].partition_point(|w| w.range.start < range.start);
            let last = first + words[first..].partition_point(|w| w.range.start < range.end);
            next_word = last;
            if first == last && kind != Kind::Button {
                return;
            }
            let speaks_to_you = words[first..last].iter().any(|word| is_you(&word.folded));
            let is_question = raw[range.clone()].contains('?');
            sentences.push(Sentence {
                range,
                words: first..last,
                kind,
                is_question,
                speaks_to_you,
            });
        });
        Self {
            raw,
            words,
            sentences,
            greeting,
        }
    }

    /// Returns the words of a sentence.
    pub(crate) fn words_of(&self, sentence: &Sentence) -> &[Word] {
        &self.words[sentence.words.clone()]
    }

    /// Returns the sentences that are read as text: no footer.
    pub(crate) fn body(&self) -> impl DoubleEndedIterator<Item = &Sentence> {
        self.sentences
            .iter()
            .filter(|sentence| sentence.kind != Kind::Footer)
    }

    /// Returns how many words the piece has without its footer, split at blanks.
    pub(crate) fn n_words(&self) -> usize {
        self.raw[..self.body_end()].split_whitespace().count()
    }

    /// Returns the last byte before the footer.
    pub(crate) fn body_end(&self) -> usize {
        self.body().next_back().map_or(0, |last| last.range.end)
    }

    /// Returns where the phrase stands as whole words, from a word index on.
    pub(crate) fn find(&self, within: Range<usize>, phrase: &str) -> Option<Range<usize>> {
        let wanted = phrase.split(' ').count();
        (within.start..(within.end + 1).saturating_sub(wanted)).find_map(|at| {
            self.stands_at(at, within.end, phrase)
                .then(|| self.words[at].range.start..self.words[at + wanted - 1].range.end)
        })
    }

    fn stands_at(&self, at: usize, end: usize, phrase: &str) -> bool {
        phrase
            .split(' ')
            .enumerate()
            .all(|(idx, wanted)| at + idx < end && self.words[at + idx].folded == wanted)
    }
}

pub(crate) fn is_you(word: &str) -> bool {
    matches!(
        word,
        "you" | "your" | "you're" | "you've" | "you'll" | "you'd" | "yours" | "yourself"
    )
}

fn words(raw: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(raw.len() / 5);
    let mut from: Option<usize> = None;
    let mut push = |range: Range<usize>| {
        let written = raw[range.clone()].trim_end_matches(['\'', '\u{2019}', '-']);
        if written.is_empty() {
            return;
        }
        let mut folded = if written.is_ascii() {
            written.to_ascii_lowercase()
        } else {
            written.to_lowercase()
        };
        if folded.contains('\u{2019}') {
            folded = folded.replace('\u{2019}', "'");
        }
        words.push(Word {
            folded,
            range: range.start..range.start + written.len(),
            capital: written.chars().next().is_some_and(char::is_uppercase),
        });
    };
    for (at, ch) in raw.char_indices() {
        let joins = from.is_some() && matches!(ch, '\'' | '\u{2019}' | '-' | '&' | '/' | '_');
        // "S/4", "1,900" and "0.9" are one word each.
        let is_inside_number = matches!(ch, ',' | '.')
            && from.is_some()
            && raw.as_bytes()[at - 1].is_ascii_digit()
            && raw.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit);
        if ch.is_alphanumeric() || joins || is_inside_number {
            from.get_or_insert(at);
        } else if let Some(start) = from.take() {
            push(start..at);
        }
    }
    if let Some(start) = from {
        push(start..raw.len());
    }
    words
}

/// Calls back for every sentence: headline, prose or button.
fn cut(raw: &str, mut found: impl FnMut(Range<usize>, Kind)) {
    let mut line_start = 0;
    for line in raw.split_inclusive('\n') {
        let start = line_start;
        line_start += line.len();
        let trimmed = line.trim_start();
        if let Some(head) = trimmed.strip_prefix('#') {
            let skip = line.len() - head.trim_start_matches(['#', ' ']).len();
            found(start + skip..start + line.trim_end().len(), Kind::Headline);
            continue;
        }
        let bytes = line.as_bytes();
        let mut from = 0;
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'[' => {
                    if let Some(close) = line[at..].find(']') {
                        if !line[from..at].trim().is_empty() {
                            found(start + from..start + at, Kind::Prose);
                        }
                        found(start + at..start + at + close + 1, Kind::Button);
                        at += close + 1;
                        // The address of a Markdown link is not read.
                        if bytes.get(at) == Some(&b'(')
                            && let Some(end) = line[at..].find(')')
                        {
                            at += end + 1;
                        }
                        from = at;
                        continue;
                    }
                }
                b'.' | b'?' | b'!' => {
                    let mut end = at + 1;
                    while bytes.get(end).is_some_and(|byte| {
                        matches!(byte, b'.' | b'?' | b'!' | b'"' | b'\'' | b')')
                    }) {
                        end += 1;
                    }
                    let is_end = bytes.get(end).is_none_or(u8::is_ascii_whitespace)
                        && !(bytes[at] == b'.' && is_abbreviation(&line[from..at]));
                    if is_end {
                        found(start + from..start + end, Kind::Prose);
                        from = end;
                    }
                    at = end;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        if !line[from..].trim().is_empty() {
            found(start + from..start + line.trim_end().len(), Kind::Prose);
        }
    }
}

fn is_abbreviation(before: &str) -> bool {
    let last = before
        .rsplit(|ch: char| ch.is_whitespace() || ch == '(')
        .next()
        .unwrap_or_default();
    matches!(
        last,
        "Mr" | "Ms"
            | "Mrs"
            | "Dr"
            | "Prof"
            | "e.g"
            | "i.e"
            | "vs"
            | "approx"
            | "No"
            | "St"
            | "ca"
            | "z.B"
            | "bzw"
            | "Hr"
            | "Fr"
            | "Pvt"
    ) || (last.len() == 1 && last.as_bytes()[0].is_ascii_uppercase() && last != "I")
}

/// Returns the greeting that the text opens with.
fn greeting(raw: &str, words: &[Word]) -> Option<Greeting> {
    const HELLO: [&str; 12] = [
        "hi",
        "hello",
        "dear",
        "hey",
        "good",
        "guten",
        "namaste",
        "hallo",
        "liebe",
        "lieber",
        "greetings",
        "sehr",
    ];
    // Behind a headline the first word of prose may greet as well.
    let first = words.first()?;
    if raw[..first.range.start].contains('#') {
        return None;
    }
    let is_hello = HELLO.contains(&first.folded.as_str());
    let mut named: Option<Range<usize>> = None;
    for (idx, word) in words.iter().take(6).enumerate() {
        let is_name = word.capital && (!is_hello || idx > 0);
        let is_glue = idx == 0 && is_hello
            || matches!(
                word.folded.as_str(),
                "morning"
                    | "afternoon"
                    | "evening"
                    | "tag"
                    | "morgen"
                    | "geehrte"
                    | "geehrter"
                    | "there"
                    | "team"
            );
        if is_name && !is_glue {
            named = Some(named.map_or(word.range.clone(), |name| name.start..word.range.end));
        } else if !is_glue {
            return None;
        }
        let after = raw[word.range.end..].trim_start_matches(' ').chars().next();
        match after {
            Some(',' | '!' | ':' | '\n') | None => {
                let end = word.range.end + 1;
                let name = named?;
                // "Marcus," greets; "Acme Pay, Kite and others" lists.
                return (is_hello || idx == 0).then_some(Greeting {
                    name,
                    end: end.min(raw.len()),
                });
            }
            Some('.') if matches!(word.folded.as_str(), "ms" | "mr" | "mrs" | "dr") => {}
            Some('-' | '\u{2013}' | '\u{2014}') => {
                let name = named?;
                return is_hello.then_some(Greeting {
                    name,
                    end: word.range.end,
                });
            }
            Some(ch) if ch.is_alphanumeric() => {}
            _ => return None,
        }
    }
    None
}

/// Returns the byte at which signature, address and opt-out begin, or the length.
fn footer_start(raw: &str) -> usize {
    const OFF: [&str; 17] = [
        "best",
        "best regards",
        "regards",
        "kind regards",
        "warm regards",
        "best wishes",
        "thanks",
        "thank you",
        "cheers",
        "sincerely",
        "yours sincerely",
        "yours",
        "many thanks",
        "--",
        "mit freundlichen grüßen",
        "viele grüße",
        "beste grüße",
    ];
    let mut start = raw.len();
    let mut at = 0;
    let mut behind_blank = false;
    let mut seen_prose = false;
    for line in raw.split_inclusive('\n') {
        let said = line.trim();
        let here = at;
        at += line.len();
        if said.is_empty() {
            behind_blank = true;
            continue;
        }
        let plain = said.trim_end_matches([',', '.', '!']).to_lowercase();
        let n_words = said.split_whitespace().count();
        let is_signature = behind_blank
            && seen_prose
            && n_words <= 10
            && !said.ends_with(['.', '?', '!', ':', ']', ';'])
            && !said.starts_with(['-', '*', '[', '#'])
            && said
                .split_whitespace()
                .filter(|word| {
                    word.chars()
                        .next()
                        .is_some_and(|ch| ch.is_uppercase() || !ch.is_alphabetic())
                })
                .count()
                * 5
                >= n_words * 3;
        // A way to say stop asks for nothing.
        let is_optout = behind_blank
            && seen_prose
            && n_words <= 16
            && ["not hear from", "unsubscribe", "opt out", "opt-out"]
                .iter()
                .any(|phrase| plain.contains(phrase));
        if seen_prose && (OFF.contains(&plain.as_str()) || is_signature || is_optout) {
            start = here;
            break;
        }
        seen_prose = true;
        behind_blank = false;
    }
    start
}
