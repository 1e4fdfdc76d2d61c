//! What a piece of copy asks its reader to do.

use std::ops::Range;

mod words;

use words::{NO_ASKS, QUESTIONS, SHORT_VERBS, STATEMENTS, VERBS};

use super::context::SentBy;
use super::german;
use crate::text::{Kind, Sentence, Text};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    /// A look, a reply, something to be sent: interest.
    Interest,
    /// A meeting, a demo, a call.
    Meeting,
    /// A trial or an account.
    Trial,
    /// A purchase.
    Purchase,
    /// A file.
    Download,
    /// Another person.
    Referral,
    /// To follow, to join an event.
    Follow,
    /// A button with these words.
    Button(String),
}

/// One ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    pub(super) range: Range<usize>,
    pub(super) wants: Wants,
    /// Words of the whole sentence.
    pub(super) words: Range<usize>,
}

/// Returns every ask in the order of the text.
pub(super) fn asks(text: &Text<'_>, sent_by: Option<SentBy>) -> Vec<Ask> {
    let mut found: Vec<Ask> = Vec::new();
    let phrases = Phrases::of(text);
    let is_page = matches!(sent_by, Some(SentBy::LandingHero | SentBy::Ad));
    let last_prose = text
        .sentences
        .iter()
        .rposition(|sentence| sentence.kind == Kind::Prose);
    let has_button = text
        .sentences
        .iter()
        .any(|sentence| sentence.kind == Kind::Button && is_button(text, sentence));
    for (idx, sentence) in text.sentences.iter().enumerate() {
        match sentence.kind {
            Kind::Button if is_button(text, sentence) => {
                let label = text.raw[sentence.range.clone()].trim_matches(['[', ']', ' ']);
                found.push(Ask {
                    range: sentence.range.clone(),
                    wants: Wants::Button(label.to_lowercase()),
                    words: sentence.words.clone(),
                });
            }
            Kind::Prose if !(is_page && has_button) => {
                of_sentence(
                    text,
                    &phrases,
                    sentence,
                    is_page,
                    Some(idx) == last_prose,
                    &mut found,
                );
            }
            _ => {}
        }
    }
    found
}

/// `[Name]` is a merge field, `[1]` a footnote.
fn is_button(text: &Text<'_>, sentence: &Sentence) -> bool {
    let label = text.raw[sentence.range.clone()].trim_matches(['[', ']']);
    label.chars().any(char::is_alphabetic) && !super::placeholder::is_field(label)
}

/// The asking phrases that stand anywhere in a text.
struct Phrases {
    questions: Vec<&'static str>,
    statements: Vec<&'static str>,
}

impl Phrases {
    fn of(text: &Text<'_>) -> Self {
        // German asks with "Sie", "du" or "ich"; where none stands its phrases need not be looked for.
        let is_german = ["sie", "ihnen", "du", "ich", "uns", "jetzt", "über"]
            .iter()
            .any(|word| text.place_of(0..text.words.len(), word).is_some());
        let mut questions = text.said(&QUESTIONS);
        let mut statements = text.said(&STATEMENTS);
        if is_german {
            questions.extend(text.said(&german::QUESTIONS));
            statements.extend(text.said(&german::STATEMENTS));
        }
        Self {
            questions,
            statements,
        }
    }
}

fn of_sentence(
    text: &Text<'_>,
    phrases: &Phrases,
    sentence: &Sentence,
    is_page: bool,
    is_last: bool,
    found: &mut Vec<Ask>,
) {
    let before = found.len();
    for clause in clauses(text, sentence) {
        let words = &text.words[clause.clone()];
        let mut at = 0;
        while words.get(at).is_some_and(|word| {
            matches!(
                word.folded.as_str(),
                "please"
                    | "just"
                    | "so"
                    | "then"
                    | "and"
                    | "or"
                    | "also"
                    | "maybe"
                    | "simply"
                    | "kindly"
                    | "p"
                    | "s"
                    | "ps"
                    | "otherwise"
                    | "hurry"
            )
        }) {
            at += 1;
        }
        let first = words.get(at).map_or("", |word| word.folded.as_str());
        let next = words.get(at + 1).map_or("", |word| word.folded.as_str());
        let is_imperative = VERBS.contains(&first)
            && is_command(
                first,
                next,
                clause.start == sentence.words.start,
                text,
                clause.start + at,
            )
            || (SHORT_VERBS.contains(&first)
                && (is_page
                    || matches!(
                        next,
                        "how" | "here" | "more" | "started" | "a" | "free" | "it"
                    ))
                && clause.start == sentence.words.start);
        // "Please take a slot", "kindly revert": said so, any verb asks.
        let is_begged = clause.start == sentence.words.start
            && words[..at]
                .iter()
                .any(|word| matches!(word.folded.as_str(), "please" | "kindly"))
            && !first.is_empty()
            && !NO_ASKS.contains(&first);
        let is_question = sentence.is_question
            && phrases
                .questions
                .iter()
                .any(|phrase| text.find(clause.clone(), phrase).is_some());
        let is_statement = phrases
            .statements
            .iter()
            .any(|phrase| text.find(clause.clone(), phrase).is_some());
        if is_imperative || is_begged || is_question || is_statement {
            let range = words[0].range.start..words[words.len() - 1].range.end;
            found.push(Ask {
                range,
                wants: wants(text, &clause),
                words: sentence.words.clone(),
            });
        }
    }
    // "We can send a brochure, or come by for a demo": what stands behind "or" is asked as well.
    if found.len() > before {
        for clause in clauses(text, sentence) {
            let range = text.words[clause.start].range.start..text.words[clause.end - 1].range.end;
            let wants = wants(text, &clause);
            let is_known = found[before..].iter().any(|ask| ask.range == range);
            if text.words[clause.start].folded == "or" && wants != Wants::Interest && !is_known {
                found.push(Ask {
                    range,
                    wants,
                    words: sentence.words.clone(),
                });
            }
        }
    }
    // One question without an "or" asks for one thing: "can I take a minute, and you tell me if it fits?"
    let has_or = text
        .words_of(sentence)
        .iter()
        .any(|word| word.folded == "or");
    if sentence.is_question && !has_or {
        found.truncate(before + 1);
    }
    // A question at the end asks, in whatever words; "Did I catch you at a bad time?" comes earlier.
    if found.len() == before && is_last && sentence.is_question {
        found.push(Ask {
            range: sentence.range.clone(),
            wants: wants(text, &sentence.words),
            words: sentence.words.clone(),
        });
    }
}

fn is_command(verb: &str, next: &str, opens: bool, text: &Text<'_>, at: usize) -> bool {
    match verb {
        "let" | "tell" | "send" | "message" | "phone" | "mail" | "drop" | "whatsapp" => {
            matches!(next, "me" | "us" | "our")
        }
        "put" | "introduce" => matches!(next, "me" | "us"),
        "come" => matches!(next, "to" | "and" | "by" | "over" | "see"),
        "revert" => opens || matches!(next, "with" | "to"),
        "order" | "contact" | "text" | "answer" | "email" | "pick" | "grab" | "call" | "book"
        | "request" | "register" | "watch" | "ring" | "sign" | "block" | "hold" | "fill"
        | "complete" | "scan" | "choose" | "confirm" => {
            // "Call notes you already have", "order confirmations": nouns.
            let is_noun = matches!(
                next,
                "notes"
                    | "list"
                    | "lists"
                    | "confirmations"
                    | "book"
                    | "forms"
                    | "data"
                    | "records"
                    | "reps"
            ) || (!opens
                && !matches!(
                    next,
                    "a" | "an"
                        | "me"
                        | "us"
                        | "my"
                        | "our"
                        | "the"
                        | "your"
                        | "now"
                        | "up"
                        | "here"
                        | "back"
                        | "on"
                        | "time"
                        | "this"
                        | "today"
                        | "tonight"
                        | "it"
                        | "one"
                        | "yours"
                        | "in"
                ));
            !is_noun
        }
        "follow" | "connect" | "join" | "forward" => {
            matches!(
                next,
                "us" | "me" | "our" | "my" | "with" | "the" | "this" | "it"
            ) || opens
        }
        _ => {
            opens
                || text.words.get(at + 1).is_some_and(|_| {
                    matches!(
                        next,
                        "a" | "an" | "our" | "the" | "my" | "me" | "us" | "now" | "here" | "your"
                    )
                })
        }
    }
}

/// Cuts a sentence where another ask may begin: at commas, "or" and semicolons.
fn clauses(text: &Text<'_>, sentence: &Sentence) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut from = sentence.words.start;
    for at in sentence.words.clone().skip(1) {
        let gap = &text.raw[text.words[at - 1].range.end..text.words[at].range.start];
        let is_cut =
            gap.contains([',', ';', ':', '\u{2013}', '\u{2014}']) || text.words[at].folded == "or";
        if is_cut && at > from {
            clauses.push(from..at);
            from = at;
        }
    }
    if from < sentence.words.end {
        clauses.push(from..sentence.words.end);
    }
    clauses
}

fn wants(text: &Text<'_>, words: &Range<usize>) -> Wants {
    let says = |phrases: &[&str]| {
        phrases
            .iter()
            .any(|phrase| text.find(words.clone(), phrase).is_some())
    };
    if says(&[
        "connect us",
        "connect me",
        "introduce me",
        "introduce us",
        "number of your",
        "your boss",
        "ring your",
        "call your",
        "speak to your",
        "talk to your",
        "contact your",
        "right person",
        "point me",
        "forward this",
        "forward it",
        "refer",
    ]) {
        Wants::Referral
    } else if says(&[
        "download",
        "whitepaper",
        "ebook",
        "e-book",
        "brochure",
        "price list",
    ]) {
        Wants::Download
    } else if says(&[
        "follow us",
        "follow our",
        "follow me",
        "join our",
        "webinar",
        "subscribe",
        "like our",
    ]) {
        Wants::Follow
    } else if says(&["buy", "order now", "purchase", "shop"]) {
        Wants::Purchase
    } else if says(&[
        "trial",
        "sign up",
        "try the",
        "try our",
        "pilot",
        "start free",
        "testen",
        "testversion",
        "create an account",
        "register",
    ]) {
        Wants::Trial
    } else if says(&[
        "demo",
        "meeting",
        "meet",
        "call",
        "chat",
        "calendar",
        "minutes",
        "minute",
        "seconds",
        "slot",
        "coffee",
        "hour",
        "half-hour",
        "talk",
        "speak",
        "visit",
        "come by",
        "drop by",
        "stop by",
        "monday",
        "wednesday",
        "friday",
        "45-minute",
        "30-minute",
        "15-minute",
        "20-minute",
        "60-minute",
        "ring",
        "phone",
        "workshop",
        "termin",
        "gespräch",
        "telefonat",
        "anruf",
        "anrufen",
        "minuten",
        "vorführung",
        "besuch",
        "invite",
        "tuesday",
        "thursday",
    ]) && !says(&[
        "call list",
        "call notes",
        "monday call",
        "forecast call",
        "video",
        "recording",
        "call script",
    ]) {
        Wants::Meeting
    } else {
        Wants::Interest
    }
}
