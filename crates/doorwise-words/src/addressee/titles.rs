//! Titles in a text: the reader's own, a boss's, a peer's, the sender's.

use std::ops::Range;
use std::sync::LazyLock;

use doorwise_vocab::title::{self, Band, Function, Title};

mod heads;

use heads::{HEADS, READER_HEADS};

use super::bands::Bands;
use super::neighbours::is_act;
use super::{Hit, OUTRIGHT};
use crate::text::{Sentence, Text};

/// Weight of whom a thing is made for: "built for finance teams", "software for heads of sales".
const AUDIENCE: f64 = 3.0;

/// Who a title in the text is.
enum Who {
    /// "As a CFO you ...".
    Reader,
    /// "Your CFO".
    Beside,
    /// "I am a Business Development Executive".
    Sender,
    /// "Two fintech CTOs told me", "Founders use it".
    Peers,
    /// "Software for heads of sales".
    Audience,
    /// "Northwind's sales director".
    Customer,
}

/// Reads every title of a text.
pub(super) fn read(text: &Text<'_>, hits: &mut Vec<Hit>, bands: &mut Bands) {
    for sentence in text.body() {
        let mut next = sentence.words.start;
        while next < sentence.words.end {
            let at = next;
            next += 1;
            let folded = text.words[at].folded.as_str();
            let one = folded.strip_suffix("'s").unwrap_or(folded);
            if one == "als" && german_reader(text, sentence, at, hits, bands) {
                continue;
            }
            let many = one.strip_suffix('s').filter(|many| is_head(many));
            // "Heads of growth" and "VPs of sales" have their head in front.
            if !is_head(one) && many.is_none() {
                if may_be(one)
                    && READER_HEADS.contains(&one)
                    && let Some((words, title)) = title_round(text, sentence, at, false)
                    && (matches!(who(text, sentence, &words, false), Who::Reader)
                        || is_of_a_name(text, sentence, &words))
                {
                    next = words.end.max(next);
                    count(text, sentence, &words, &title, false, hits, bands);
                    continue;
                }
                if matches!(
                    one,
                    "software" | "platform" | "tool" | "suite" | "app" | "system"
                ) {
                    category(text, sentence, at, hits);
                }
                if matches!(one, "team" | "teams" | "department") {
                    team(text, sentence, at, hits);
                }
                if matches!(
                    one,
                    "own" | "run" | "lead" | "carry" | "heading" | "manage" | "head" | "leading"
                ) {
                    duty_of_you(text, sentence, at, hits, bands);
                }
                continue;
            }
            if matches!(one, "lead" | "head") {
                duty_of_you(text, sentence, at, hits, bands);
            }
            let Some((words, title)) = title_round(text, sentence, at, many.is_some()) else {
                if folded == "leaders" || folded == "leader" {
                    leaders(text, sentence, at, hits, bands);
                }
                continue;
            };
            next = words.end.max(next);
            count(text, sentence, &words, &title, many.is_some(), hits, bands);
        }
    }
}

/// Counts "als Einkaufsleiter", "als Leiterin der Buchhaltung"; German alone says "als", and "größer als
/// gedacht" names no title.
fn german_reader(
    text: &Text<'_>,
    sentence: &Sentence,
    at: usize,
    hits: &mut Vec<Hit>,
    bands: &mut Bands,
) -> bool {
    let Some(first) = text
        .words
        .get(at + 1)
        .filter(|_| at + 1 < sentence.words.end)
    else {
        return false;
    };
    if !first.capital {
        return false;
    }
    let end = text.words[(at + 4).min(sentence.words.end - 1)].range.end;
    let window = &text.raw[first.range.start..end];
    let stop = window.find([',', ';', ':', '.']).unwrap_or(window.len());
    let Some((found, title)) =
        title::find_in(&window[..stop]).filter(|(found, _)| found.start == 0)
    else {
        return false;
    };
    if title.function == Function::Other || title.confidence < 0.7 {
        return false;
    }
    let range = first.range.start..first.range.start + found.end;
    push(hits, range, title.function, OUTRIGHT);
    bands.readers.push(title.function);
    let band = title.seniority.band();
    if band != Band::Unknown {
        bands.explicit = Some(bands.explicit.unwrap_or(band));
    }
    true
}

/// Returns whether a word ends a title, a workspace's own words among them.
fn is_head(word: &str) -> bool {
    (may_be(word) && HEADS.contains(&word)) || title::is_own_head(word)
}

/// "Ritu, a content writer at Mailbird": what somebody by name is.
fn is_of_a_name(text: &Text<'_>, sentence: &Sentence, words: &Range<usize>) -> bool {
    let is_article = |at: usize| matches!(text.words[at].folded.as_str(), "a" | "an" | "the");
    let before = words.start - sentence.words.start;
    let first = words.start - usize::from(before > 0 && is_article(words.start - 1));
    let Some(name) = first
        .checked_sub(1)
        .filter(|name| *name >= sentence.words.start)
    else {
        return false;
    };
    let gap = &text.raw[text.words[name].range.end..text.words[first].range.start];
    let behind = text.words[words.end..sentence.words.end].first();
    text.words[name].capital
        && gap == ", "
        && behind.is_some_and(|next| matches!(next.folded.as_str(), "at" | "of" | "in" | "from"))
}

/// By first letter, one bit for each length of a head: nearly every word is ruled out by one look.
static STARTS: LazyLock<[u32; 32]> = LazyLock::new(|| {
    let mut starts = [0; 32];
    for head in HEADS.iter().chain(&READER_HEADS) {
        let (first, length) = start(head);
        starts[first] |= length;
    }
    starts
});

fn start(word: &str) -> (usize, u32) {
    let first = word.bytes().next().unwrap_or_default();
    (usize::from(first) % 32, 1 << word.len().min(31))
}

fn may_be(word: &str) -> bool {
    let (first, length) = start(word);
    STARTS[first] & length != 0
}

/// Returns the words of the title that the head at `at` belongs to.
fn title_round(
    text: &Text<'_>,
    sentence: &Sentence,
    at: usize,
    is_many: bool,
) -> Option<(Range<usize>, Title)> {
    if matches!(
        text.words[at].folded.as_str(),
        "leader" | "leaders" | "lead" | "leads" | "agent" | "agents" | "heads"
    ) && at == sentence.words.start
        && text
            .words
            .get(at + 1)
            .is_none_or(|next| next.folded != "of")
    {
        return None;
    }
    let head = &text.words[at].range;
    let first = at.saturating_sub(3).max(sentence.words.start);
    for from in first..=at {
        let start = text.words[from].range.start;
        if text.raw[start..head.start].contains([',', ';', ':', '(', '"']) {
            continue;
        }
        // "The accounts your finance manager sends": a title begins behind whose it is.
        if text.words[from..at]
            .iter()
            .any(|word| is_whose(&word.folded))
        {
            continue;
        }
        if is_many {
            // "CTOs", "heads of growth": read as one of them, with a tail only where one follows.
            let tail = text.words[at + 1..sentence.words.end].first();
            let has_tail =
                tail.is_some_and(|next| matches!(next.folded.as_str(), "of" | "for" | "and"));
            let end = match has_tail {
                true => text.words[(at + 3).min(sentence.words.end - 1)].range.end,
                false => head.end,
            };
            let n_front = head.end - 1 - start;
            let single = format!(
                "{}{}",
                &text.raw[start..head.end - 1],
                &text.raw[head.end..end]
            );
            if let Some((found, title)) = title::find_in(&single)
                && found.start == 0
                && found.end >= n_front
            {
                let last = text.words[at..sentence.words.end]
                    .iter()
                    .take_while(|word| word.range.start < start + found.end + 1)
                    .count();
                return Some((from..at + last.max(1), title));
            }
            continue;
        }
        let end = text.words[(at + 4).min(sentence.words.end - 1)].range.end;
        let window = &text.raw[start..end];
        if let Some((found, title)) = title::find_in(window)
            && found.start == 0
            && start + found.end
                >= head.end - usize::from(text.words[at].folded.ends_with("'s")) * 2
        {
            let last = text.words[at..sentence.words.end]
                .iter()
                .take_while(|word| word.range.start < start + found.end)
                .count();
            return Some((from..at + last.max(1), title));
        }
    }
    None
}

/// Words of the sender's own title: they are no duties of the reader's.
fn silent(range: Range<usize>, function: Function) -> Hit {
    Hit {
        range,
        function,
        weight: 0.0,
    }
}

fn is_whose(word: &str) -> bool {
    matches!(word, "your" | "our" | "my" | "their" | "his" | "her")
}

fn count(
    text: &Text<'_>,
    sentence: &Sentence,
    words: &Range<usize>,
    title: &Title,
    is_many: bool,
    hits: &mut Vec<Hit>,
    bands: &mut Bands,
) {
    let who = who(text, sentence, words, is_many);
    let range = text.words[words.start].range.start..text.words[words.end - 1].range.end;
    let band = title.seniority.band();
    match who {
        Who::Reader => {
            push(hits, range, title.function, OUTRIGHT);
            bands.readers.push(title.function);
            if band != Band::Unknown {
                bands.explicit = Some(bands.explicit.unwrap_or(band));
            }
        }
        Who::Beside if band == Band::Leader && works_for_reader(text, sentence, words) => {
            bands.below.push(title.function);
        }
        Who::Beside => {
            bands.has_boss += usize::from(band == Band::Executive || band == Band::Leader)
        }
        Who::Sender => hits.push(silent(range, title.function)),
        Who::Audience => {
            push(hits, range, title.function, AUDIENCE);
            if band != Band::Unknown {
                bands.peers.push((title.function, band));
            }
        }
        Who::Peers | Who::Customer => {
            push(hits, range, title.function, if is_many { 1.8 } else { 1.0 });
            if !is_many && band == Band::Practitioner {
                bands.fellows.push(title.function);
            }
            // "SDRs told me" speaks to SDRs; "recruiters send CVs" does not speak to recruiters.
            let tells = text.words_of(sentence).iter().any(|word| {
                matches!(
                    word.folded.as_str(),
                    "told" | "tell" | "tells" | "say" | "says" | "said"
                )
            });
            if band == Band::Executive
                || band == Band::Leader
                || (band == Band::Practitioner && tells)
            {
                bands.peers.push((title.function, band));
            }
        }
    }
}

fn who(text: &Text<'_>, sentence: &Sentence, words: &Range<usize>, is_many: bool) -> Who {
    let before = |back: usize| {
        words
            .start
            .checked_sub(back)
            .filter(|at| *at >= sentence.words.start)
            .map_or("", |at| text.words[at].folded.as_str())
    };
    let (one, two, three) = (before(1), before(2), before(3));
    let is_article = matches!(one, "a" | "an" | "the");
    if one == "your" || two == "your" || matches!(one, "our" | "my") {
        return Who::Beside;
    }
    // "You explain it to the CFO": whom the reader answers to.
    if is_article
        && matches!(two, "to" | "by" | "of" | "before")
        && answers_for(text, sentence, words.start)
    {
        return Who::Beside;
    }
    // "The CEO wants five priorities", "the developer asks": somebody beside the reader.
    let acts = text.words[words.end..sentence.words.end].first();
    if one == "the" && acts.is_some_and(|next| is_act(&next.folded)) {
        return Who::Beside;
    }
    let lead = if is_article { two } else { one };
    let lead_before = if is_article { three } else { two };
    if matches!(lead, "i'm" | "we're")
        || (matches!(lead, "am" | "are" | "is")
            && matches!(lead_before, "i" | "we" | "this" | "name" | "and"))
    {
        return Who::Sender;
    }
    if (lead == "as" && lead_before != "such" && lead_before != "well" && lead_before != "same")
        || matches!(lead, "dear" | "attention")
        || (lead == "are" && lead_before == "you")
        || lead == "you're"
    {
        return Who::Reader;
    }
    // "This is Jonas, founder of", "Neha, co-founder at": who writes.
    let opens = sentence.words.start;
    let says_i = text.words[opens..words.start]
        .iter()
        .any(|word| matches!(word.folded.as_str(), "i" | "i'm" | "name" | "this"));
    if says_i
        && text
            .words
            .get(words.end)
            .is_some_and(|word| matches!(word.folded.as_str(), "at" | "of" | "from"))
    {
        return Who::Sender;
    }
    let greets = text.greeting.as_ref().map_or(0, |greeting| greeting.end);
    let is_first = words.start == opens || text.words[words.start].range.start <= greets;
    if is_first && opens == 0 && matches!(lead, "hi" | "hello") {
        return Who::Reader;
    }
    let opens_with_for = words.start - opens <= 2
        && matches!(text.words[opens].folded.as_str(), "for" | "to" | "calling");
    let colon = text.raw[text.words[words.end - 1].range.end..].starts_with(':');
    // "For the CFO: cash each Tuesday. For the head of HR: ...".
    let is_headed = colon && (words.start == opens || opens_with_for || lead == "for");
    if (is_many && opens_with_for) || is_headed {
        return Who::Reader;
    }
    match is_many {
        true if one == "for" => Who::Audience,
        true => Who::Peers,
        false => Who::Customer,
    }
}

/// "Your finance manager sends you the accounts": whoever has one stands above; a boss asks and wants.
fn works_for_reader(text: &Text<'_>, sentence: &Sentence, words: &Range<usize>) -> bool {
    let is_yours = words.start > sentence.words.start
        && text.words[words.start - 1].folded == "your"
        && text.words[words.start].folded != "manager";
    let mut behind = text.words[words.end..sentence.words.end].iter();
    let next = behind.find(|word| {
        !matches!(
            word.folded.as_str(),
            "already" | "still" | "always" | "now" | "only"
        )
    });
    is_yours
        && next.is_some_and(|next| {
            matches!(
                next.folded.as_str(),
                "sends"
                    | "has"
                    | "keeps"
                    | "builds"
                    | "prepares"
                    | "closes"
                    | "says"
                    | "tells"
                    | "told"
                    | "hands"
                    | "gives"
                    | "reports"
                    | "brings"
                    | "writes"
                    | "runs"
                    | "spends"
                    | "does"
                    | "knows"
                    | "left"
                    | "leaves"
                    | "resigned"
            )
        })
}

/// Returns whether the reader reports, explains or answers for something before a word of the sentence.
fn answers_for(text: &Text<'_>, sentence: &Sentence, upto: usize) -> bool {
    sentence.speaks_to_you
        && text.words[sentence.words.start..upto].iter().any(|word| {
            [
                "explain", "report", "answer", "present", "justif", "defend", "front", "asked",
                "account",
            ]
            .iter()
            .any(|verb| word.folded.starts_with(verb))
        })
}

/// Counts "engineering leaders" and "sales and marketing leaders": a function's own people, spoken to.
fn leaders(
    text: &Text<'_>,
    sentence: &Sentence,
    at: usize,
    hits: &mut Vec<Hit>,
    bands: &mut Bands,
) {
    let Some(noun) = at
        .checked_sub(1)
        .filter(|noun| *noun >= sentence.words.start)
    else {
        return;
    };
    let is_yours = noun > sentence.words.start && text.words[noun - 1].folded == "your";
    if let Some(function) = function_of_noun(&text.words[noun].folded).filter(|_| !is_yours) {
        push(
            hits,
            text.words[noun].range.start..text.words[at].range.end,
            function,
            OUTRIGHT,
        );
        // A chief leads a function as well, so the rank stays open upwards.
        bands.leads_people += 1;
    }
}

/// Counts "the IT team of Haller"; "your sales team" may be the reader's own or a neighbour.
fn team(text: &Text<'_>, sentence: &Sentence, at: usize, hits: &mut Vec<Hit>) {
    let Some(noun) = at
        .checked_sub(1)
        .filter(|noun| *noun >= sentence.words.start)
    else {
        return;
    };
    let is_yours = noun > sentence.words.start && text.words[noun - 1].folded == "your";
    let is_meant = noun > sentence.words.start && text.words[noun - 1].folded == "for";
    if let Some(function) = function_of_noun(&text.words[noun].folded) {
        push(
            hits,
            text.words[noun].range.start..text.words[at].range.end,
            function,
            match () {
                () if is_yours => 0.8,
                () if is_meant => AUDIENCE,
                () => 1.6,
            },
        );
    }
}

/// Counts "sales software": what is sold tells whom it is for.
fn category(text: &Text<'_>, sentence: &Sentence, at: usize, hits: &mut Vec<Hit>) {
    let Some(noun) = at
        .checked_sub(1)
        .filter(|noun| *noun >= sentence.words.start)
    else {
        return;
    };
    if let Some(function) = Function::parse(&text.words[noun].folded) {
        push(
            hits,
            text.words[noun].range.start..text.words[at].range.end,
            function,
            1.5,
        );
    }
}

/// Counts "you run marketing", "heading marketing at a growing firm".
fn duty_of_you(
    text: &Text<'_>,
    sentence: &Sentence,
    at: usize,
    hits: &mut Vec<Hit>,
    bands: &mut Bands,
) {
    if !sentence.speaks_to_you || at + 1 >= sentence.words.end {
        return;
    }
    let is_yours = at > 0 && text.words[at - 1].folded == "your";
    if let Some(function) = function_named(text, at + 1).filter(|_| !is_yours) {
        let next = text
            .words
            .get(at + 2)
            .map_or("", |word| word.folded.as_str());
        // "Lead data", "run sales calls": a thing, no function.
        let is_thing = matches!(
            next,
            "call" | "calls" | "meeting" | "meetings" | "campaigns" | "reports" | "tests"
        );
        if !is_thing {
            // Who owns, runs or leads a function is no practitioner.
            bands.leads_people += 1;
            push(
                hits,
                text.words[at].range.start..text.words[at + 1].range.end,
                function,
                OUTRIGHT,
            );
        }
    }
}

/// Returns the function that a word names; "run it beside yours" is no IT.
fn function_named(text: &Text<'_>, at: usize) -> Option<Function> {
    let word = &text.words[at];
    let is_pronoun = word.folded == "it" && &text.raw[word.range.clone()] != "IT";
    Function::parse(&word.folded).filter(|_| !is_pronoun)
}

/// Returns the function that a noun in "X leaders", "X teams" names.
fn function_of_noun(word: &str) -> Option<Function> {
    Function::parse(word).or_else(|| {
        let found = title::title(&format!("head of {word}"));
        (found.confidence >= 0.7 && found.function != Function::Other).then_some(found.function)
    })
}

fn push(hits: &mut Vec<Hit>, range: Range<usize>, function: Function, weight: f64) {
    if function != Function::Other
        && !hits
            .iter()
            .any(|hit| hit.function == function && hit.range == range)
    {
        hits.push(Hit {
            range,
            function,
            weight,
        });
    }
}
