//! One piece of copy as sentences and words with their places: what every rule of copy reads.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use doorwise_model::copy::Copy;

use crate::channel::SentBy;

mod capital;
mod folded;
mod footer;
mod presence;
mod stem;
#[cfg(test)]
mod tests;

pub(crate) use capital::names_nobody;
pub(crate) use folded::Folded;
use footer::footer;
pub(crate) use presence::{OfWords, Presence, SetOfWords, key};
pub(crate) use stem::{normal, stem};

/// One word, lower-case, with its bytes.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    pub(crate) folded: Folded<'a>,
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
    pub(crate) words: Vec<Word<'a>>,
    pub(crate) sentences: Vec<Sentence>,
    /// The name that the greeting calls, as written, and the bytes of the whole greeting.
    pub(crate) greeting: Option<Greeting>,
    /// A short hash of each word; rules ask for hundreds of phrases, and few stand in a text.
    keys: Vec<u32>,
    presence: Presence,
    stems: OnceCell<Stems<'a>>,
}

/// The words of a text by stem.
#[derive(Clone, Debug)]
pub(crate) struct Stems<'a> {
    /// The stem of each word.
    pub(crate) all: Vec<Cow<'a, str>>,
    pub(crate) presence: Presence,
    /// Words that are read: no footer, no greeting.
    pub(crate) read: Vec<usize>,
}

/// "Hi Meera,".
#[derive(Clone, Debug)]
pub(crate) struct Greeting {
    pub(crate) name: Range<usize>,
    /// First byte behind the greeting.
    pub(crate) end: usize,
}

impl<'a> Text<'a> {
    /// Cuts a piece of copy up; the bare first line of a page or an ad is its headline.
    pub(crate) fn of(copy: &'a Copy) -> Self {
        let mut text = Self::new(&copy.body);
        let sent_by = copy.channel.as_deref().and_then(SentBy::parse);
        if sent_by.is_some_and(SentBy::is_page)
            && let Some(end) = bare_headline(&copy.body)
            && let Some(first) = text.sentences.first_mut()
            && first.kind == Kind::Prose
            && first.range.end <= end
        {
            first.kind = Kind::Headline;
        }
        text
    }

    /// Cuts a text up.
    pub(crate) fn new(raw: &'a str) -> Self {
        let words = words(raw);
        let greeting = greeting(raw, &words);
        let footer = footer(raw);
        let mut sentences = Vec::new();
        let mut next_word = 0;
        cut(raw, |range, mut kind| {
            if kind == Kind::Prose && footer.contains(&range.start) {
                kind = Kind::Footer;
            }
            let first =
                next_word + words[next_word..].partition_point(|w| w.range.start < range.start);
            let last = first + words[first..].partition_point(|w| w.range.start < range.end);
            next_word = last;
            if first == last && kind != Kind::Button {
                return;
            }
            let speaks_to_you = words[first..last]
                .iter()
                .enumerate()
                .any(|(at, word)| is_you(&word.folded) || (at > 0 && is_formal_you(word)));
            let is_question = raw[range.clone()].contains('?');
            sentences.push(Sentence {
                range,
                words: first..last,
                kind,
                is_question,
                speaks_to_you,
            });
        });
        let keys: Vec<u32> = words.iter().map(|word| key(&word.folded)).collect();
        let presence = Presence::of(
            words
                .iter()
                .zip(&keys)
                .map(|(word, key)| (word.folded.as_str(), *key)),
        );
        Self {
            raw,
            words,
            sentences,
            greeting,
            keys,
            presence,
            stems: OnceCell::new(),
        }
    }

    /// Returns the words of a sentence.
    pub(crate) fn words_of(&self, sentence: &Sentence) -> &[Word<'a>] {
        &self.words[sentence.words.clone()]
    }

    /// Returns the words by stem, made at the first asking.
    pub(crate) fn stems(&self) -> &Stems<'a> {
        self.stems.get_or_init(|| {
            let greets = self.greeting.as_ref().map_or(0, |greeting| greeting.end);
            let read = self
                .body()
                .flat_map(|sentence| sentence.words.clone())
                .filter(|at| self.words[*at].range.start >= greets)
                .collect();
            let all: Vec<_> = self.words.iter().map(|word| word.folded.stem()).collect();
            let presence = Presence::of(all.iter().map(|stem| (&**stem, key(stem))));
            Stems {
                all,
                presence,
                read,
            }
        })
    }

    /// Returns the sentences that are read as text: no footer.
    pub(crate) fn body(&self) -> impl DoubleEndedIterator<Item = &Sentence> {
        self.sentences
            .iter()
            .filter(|sentence| sentence.kind != Kind::Footer)
    }

    /// Returns how many words the piece has without its footer, split at blanks.
    pub(crate) fn n_words(&self) -> usize {
        let n_words = |text: &str| text.split_whitespace().count();
        let upto = self.body_end();
        // A footer above a postscript.
        let between: usize = self
            .sentences
            .iter()
            .filter(|sentence| sentence.kind == Kind::Footer && sentence.range.end <= upto)
            .map(|sentence| n_words(&self.raw[sentence.range.clone()]))
            .sum();
        n_words(&self.raw[..upto]).saturating_sub(between)
    }

    /// Returns the last byte that is read.
    pub(crate) fn body_end(&self) -> usize {
        self.body().next_back().map_or(0, |last| last.range.end)
    }

    /// Returns where the phrase stands as whole words, from a word index on.
    #[inline]
    pub(crate) fn find(&self, within: Range<usize>, phrase: &str) -> Option<Range<usize>> {
        let at = self.place_of(within, phrase)?;
        let last = at + phrase.bytes().filter(|byte| *byte == b' ').count();
        Some(self.words[at].range.start..self.words[last].range.end)
    }

    /// Returns those of many phrases that stand anywhere, in their order: few do, and only they need be
    /// looked for sentence by sentence.
    pub(crate) fn said<'p>(&self, phrases: &[&'p str]) -> Vec<&'p str> {
        let said = |phrase: &&&str| self.place_of(0..self.words.len(), phrase).is_some();
        phrases.iter().filter(said).copied().collect()
    }

    /// Returns the index of the word with which the phrase begins.
    #[inline]
    pub(crate) fn place_of(&self, within: Range<usize>, phrase: &str) -> Option<usize> {
        match self.presence.may_open(phrase.as_bytes()) {
            true => self.look_for(within, phrase),
            false => None,
        }
    }

    fn look_for(&self, within: Range<usize>, phrase: &str) -> Option<usize> {
        let first = phrase
            .bytes()
            .position(|byte| byte == b' ')
            .unwrap_or(phrase.len());
        let wanted = self.presence.key_of(&phrase[..first])?;
        let end = within.end;
        let keys = self.keys.get(within.clone())?;
        (within.start..end)
            .zip(keys)
            .filter(|(_, key)| **key == wanted)
            .map(|(at, _)| at)
            .find(|at| self.stands_at(*at, end, phrase))
    }

    fn stands_at(&self, at: usize, end: usize, phrase: &str) -> bool {
        phrase
            .split(' ')
            .enumerate()
            .all(|(idx, wanted)| at + idx < end && self.words[at + idx].folded == wanted)
    }
}

/// Returns what a sentence weighs in saying whom a piece is for: it begins with the reader's day and
/// ends with what is sold and who bought it.
pub(crate) fn place(idx: usize, n_sentences: usize) -> f64 {
    1.0 + 0.8 * (0.5 - (idx as f64 + 0.5) / n_sentences.max(1) as f64)
}

/// Words of a first line that may be a headline.
const HEADLINE: usize = 15;

/// Returns where the first line ends, where it stands alone: short, no full stop, a blank line below.
fn bare_headline(raw: &str) -> Option<usize> {
    let start = raw.len() - raw.trim_start().len();
    let end = raw[start..].find('\n').map(|at| start + at)?;
    let line = raw[start..end].trim();
    let below = raw[end + 1..].lines().next().unwrap_or_default();
    let is_short = (2..=HEADLINE).contains(&line.split_whitespace().count());
    let is_open = !line.ends_with(['.', ',', ':', ';']) && !line.starts_with(['#', '[', '-', '*']);
    (is_short && is_open && below.trim().is_empty()).then_some(end)
}

pub(crate) fn is_you(word: &str) -> bool {
    matches!(
        word,
        "you" | "your" | "you're" | "you've" | "you'll" | "you'd" | "yours" | "yourself"
    )
}

/// "Sie", "Ihnen" inside a German sentence; at its beginning the capital says nothing.
pub(crate) fn is_formal_you(word: &Word<'_>) -> bool {
    word.capital
        && matches!(
            word.folded.as_str(),
            "sie" | "ihnen" | "ihr" | "ihre" | "ihren" | "ihrem" | "ihrer"
        )
}

fn words(raw: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(raw.len() / 5);
    let mut from: Option<usize> = None;
    let mut push = |range: Range<usize>| {
        let written = raw[range.clone()].trim_end_matches(['\'', '\u{2019}', '-']);
        if written.is_empty() {
            return;
        }
        words.push(Word {
            folded: Folded::new(written),
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
fn greeting(raw: &str, words: &[Word<'_>]) -> Option<Greeting> {
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
    // "Dr Kulkarni," greets as "Marcus," does.
    let is_title = matches!(
        first.folded.as_str(),
        "dr" | "mr" | "mrs" | "ms" | "prof" | "herr" | "frau"
    );
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
                return (is_hello || idx == 0 || (is_title && idx <= 2)).then_some(Greeting {
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
