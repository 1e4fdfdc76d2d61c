//! The layers of evidence in one sentence.

use std::ops::Range;

use doorwise_vocab::title::{self, Band, Function};

use super::{Hit, function_of_noun};

/// One sentence as folded words with their places.
pub(super) struct Sentence<'a> {
    text: &'a str,
    start: usize,
    words: Vec<(String, Range<usize>)>,
    pub(super) speaks_to_you: bool,
}

/// What the words say of the reader's rank.
#[derive(Default)]
pub(super) struct Bands {
    explicit: Option<Band>,
    leads_people: bool,
    has_boss: bool,
}

impl Bands {
    /// Returns the band of a reader with this function.
    pub(super) fn band(&self, function: Function) -> Band {
        match (self.explicit, function) {
            (Some(band), _) => band,
            (None, Function::Executive) => Band::Executive,
            (None, _) if self.leads_people || self.has_boss => Band::Leader,
            (None, _) => Band::Unknown,
        }
    }
}

/// Cuts a text into sentences.
pub(super) fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for at in 0..=text.len() {
        let ends = at == text.len()
            || bytes[at] == b'\n'
            || (matches!(bytes[at], b'.' | b'?' | b'!')
                && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace));
        if ends && at > start {
            sentences.push(Sentence::new(&text[start..at], start));
        }
        if ends {
            start = at + 1;
        }
    }
    sentences
}

impl<'a> Sentence<'a> {
    fn new(text: &'a str, start: usize) -> Self {
        let mut words = Vec::new();
        let mut from = None;
        for (at, ch) in text.char_indices().chain([(text.len(), ' ')]) {
            let inside = at < text.len()
                && (ch.is_alphanumeric() || matches!(ch, '\'' | '\u{2019}' | '-' | '&'));
            match (from, inside) {
                (None, true) => from = Some(at),
                (Some(begin), false) => {
                    let word = text[begin..at].to_lowercase().replace('\u{2019}', "'");
                    words.push((word, start + begin..start + at));
                    from = None;
                }
                _ => {}
            }
        }
        let speaks_to_you = words.iter().any(|(word, _)| {
            matches!(
                word.as_str(),
                "you" | "your" | "you're" | "you've" | "yours"
            )
        });
        Self {
            text,
            start,
            words,
            speaks_to_you,
        }
    }

    /// Returns where the term stands, plural or not, unless "your" makes it somebody beside the reader.
    pub(super) fn find(&self, term: &[&str], function: Function) -> Option<Range<usize>> {
        let is = |word: &str, wanted: &str| {
            word == wanted
                || word.strip_suffix('s') == Some(wanted)
                || word.strip_suffix("es") == Some(wanted)
        };
        self.words
            .windows(term.len())
            .enumerate()
            .find_map(|(idx, window)| {
                let matches = window
                    .iter()
                    .zip(term)
                    .all(|((word, _), wanted)| is(word, wanted));
                let is_boss = idx > 0
                    && self.words[idx - 1].0 == "your"
                    && is_boss(&window[0].0)
                    && function != Function::Executive;
                (matches && !is_boss).then(|| window[0].1.start..window[window.len() - 1].1.end)
            })
    }
}

fn is_boss(word: &str) -> bool {
    matches!(
        word,
        "founder"
            | "founders"
            | "ceo"
            | "boss"
            | "cfo"
            | "cto"
            | "coo"
            | "md"
            | "chief"
            | "manager"
    )
}

/// Counts "as a CEO", "Dear CFO", "for marketing teams", "engineering leaders", and titles in the third person.
pub(super) fn explicit(sentence: &Sentence<'_>, hits: &mut Vec<Hit>, bands: &mut Bands) {
    let words = &sentence.words;
    for idx in 0..words.len() {
        let word = words[idx].0.as_str();
        let next = words.get(idx + 1).map_or("", |(word, _)| word.as_str());
        if word == "your" && is_boss(next) {
            bands.has_boss = true;
        }
        let opens = match (word, next) {
            ("as", "a" | "an" | "the") => Some(idx + 2),
            ("as" | "dear" | "attention" | "calling" | "hello" | "hi", _) => Some(idx + 1),
            // "For CFOs: ..." opens a piece; "ask for CFOs" in the middle does not.
            ("for" | "to", "the" | "all" | "every" | "busy") if idx == 0 => Some(idx + 2),
            ("for" | "to", _) if idx == 0 => Some(idx + 1),
            _ if idx == 0 && opens_with_colon(sentence) => Some(0),
            _ => None,
        };
        if let Some((_, range)) = opens.and_then(|at| words.get(at)) {
            let tail = &sentence.text[range.start - sentence.start..];
            if let Some((length, title)) = title_at_start(tail) {
                let range = range.start..range.start + length;
                push(hits, range, title.function, 6.0);
                bands.explicit = Some(title.seniority.band()).filter(|band| *band != Band::Unknown);
                continue;
            }
            if matches!(next_word(words, opens), "leader" | "leaders")
                && let Some(function) = opens
                    .and_then(|at| words.get(at))
                    .and_then(|(word, _)| function_of_noun(word))
            {
                push(hits, range.clone(), function, 6.0);
                bands.explicit = Some(Band::Leader);
                continue;
            }
        }
        let is_group = matches!(next, "leader" | "leaders" | "team" | "teams")
            && idx > 0
            && words[idx - 1].0 != "your";
        if is_group && let Some(function) = function_of_noun(word) {
            let is_plural_address = next.starts_with("leader");
            push(
                hits,
                words[idx].1.start..words[idx + 1].1.end,
                function,
                if is_plural_address { 6.0 } else { 2.0 },
            );
        }
        let is_yours = idx > 0 && words[idx - 1].0 == "your";
        if !is_yours
            && matches!(word, "heading" | "own" | "run" | "lead" | "carry")
            && sentence.speaks_to_you
            && let Some(function) = Function::parse(next)
        {
            push(
                hits,
                words[idx].1.start..words[idx + 1].1.end,
                function,
                6.0,
            );
        }
    }
    third_person(sentence, hits);
}

/// Returns the title that a text opens with, and its length; "finance directors" are several of one.
fn title_at_start(text: &str) -> Option<(usize, title::Title)> {
    if let Some((found, title)) = title::find_in(text).filter(|(found, _)| found.start == 0) {
        return Some((found.end, title));
    }
    let ends = text
        .char_indices()
        .filter(|(_, ch)| !ch.is_alphanumeric() && !matches!(ch, '-' | '&' | '\''))
        .map(|(at, _)| at)
        .chain([text.len()])
        .take(4);
    ends.filter_map(|end| {
        let single = text[..end].strip_suffix('s')?;
        let (found, title) = title::find_in(single)?;
        (found == (0..single.len())).then_some((end, title))
    })
    .last()
}

/// Returns whether the first few words stand before a colon: "CFOs: close the month sooner".
fn opens_with_colon(sentence: &Sentence<'_>) -> bool {
    sentence
        .text
        .split_once(':')
        .is_some_and(|(head, _)| head.split_whitespace().count() <= 4)
}

fn next_word(words: &[(String, Range<usize>)], opens: Option<usize>) -> &str {
    opens
        .and_then(|at| words.get(at + 1))
        .map_or("", |(word, _)| word.as_str())
}

/// Counts a title that is neither the reader's boss nor explicit: "Founders use it", "two fintech CTOs told me".
fn third_person(sentence: &Sentence<'_>, hits: &mut Vec<Hit>) {
    let mut from = 0;
    while let Some((found, title)) = sentence.text.get(from..).and_then(title::find_in) {
        let start = from + found.start;
        let before = sentence.text[..start].trim_end().to_lowercase();
        // "I am a Business Development Executive" is the sender; "your founder" the boss.
        let is_other = [
            "your", "i am a", "i am an", "i'm a", "as", "as a", "as an", "as the", "dear",
        ]
        .iter()
        .any(|word| before.ends_with(word));
        if !is_other {
            push(
                hits,
                sentence.start + start..sentence.start + from + found.end,
                title.function,
                1.0,
            );
        }
        from += found.end.max(1);
        while !sentence.text.is_char_boundary(from) {
            from += 1;
        }
    }
}

/// Counts "your engineers": the reader leads that function.
pub(super) fn teams(sentence: &Sentence<'_>, hits: &mut Vec<Hit>, bands: &mut Bands) {
    for pair in sentence.words.windows(2) {
        if pair[0].0 != "your" {
            continue;
        }
        let function = match pair[1].0.as_str() {
            "reps" | "sellers" => Function::Sales,
            "engineers" | "developers" => Function::Engineering,
            "analysts" => Function::Data,
            "recruiters" => Function::Hr,
            "agents" => Function::Customer,
            "planners" | "operators" | "plan" | "machines" => Function::Operations,
            "marketers" => Function::Marketing,
            "board" | "investors" | "shareholders" => Function::Executive,
            "team" => {
                bands.leads_people = true;
                continue;
            }
            _ => continue,
        };
        bands.leads_people = true;
        push(hits, pair[0].1.start..pair[1].1.end, function, 1.6);
    }
}

fn push(hits: &mut Vec<Hit>, range: Range<usize>, function: Function, weight: f64) {
    if function != Function::Other {
        hits.push(Hit {
            range,
            function,
            weight,
        });
    }
}
