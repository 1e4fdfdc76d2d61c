//! Sentences that hold the words and not the thing: negated, imagined, about others, over, or
//! only agreed to.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Kind;
use super::cues::TABLES;
use super::question::{Question, question};
use super::word::{Around, MODELS};
use super::words::words;

/// What is known of a sentence's place.
pub(super) struct Place<'a> {
    pub question: Option<&'a Question>,
    /// Sentences of the turn before it, each with its words.
    pub before: &'a [(Range<usize>, Vec<String>)],
    /// The sentence behind it.
    pub next: &'a [String],
}

impl<'a> Place<'a> {
    /// The place of a sentence in its turn.
    pub(super) fn of(
        question: Option<&'a Question>,
        told: &'a [(Range<usize>, Vec<String>)],
        at: usize,
    ) -> Self {
        Self {
            question,
            before: &told[..at],
            next: told.get(at + 1).map_or(&[], |(_, said)| said.as_slice()),
        }
    }

    /// What stands around the sentence.
    pub(super) fn around(&self) -> Around<'a> {
        Around {
            asked: self.question.map_or(&[], |asked| asked.heard.as_slice()),
            before: self.before.last().map_or(&[], |(_, said)| said.as_slice()),
            behind: self.next,
        }
    }
}

/// Kinds that a sentence may not count for, each with the reason; all kinds where `all` is set.
#[derive(Clone, Debug, Default)]
pub(super) struct Refused {
    pub all: Option<&'static str>,
    pub kinds: Vec<(Kind, &'static str)>,
}

impl Refused {
    /// Why the sentence is no statement of the kind.
    pub(super) fn reason(&self, kind: Kind) -> Option<&'static str> {
        self.all.or_else(|| {
            self.kinds
                .iter()
                .find(|(refused, _)| *refused == kind)
                .map(|(_, reason)| *reason)
        })
    }
}

/// Answers that only agree.
const ASSENTS: [&str; 22] = [
    "yes",
    "yeah",
    "yep",
    "yup",
    "sure",
    "right",
    "exactly",
    "absolutely",
    "true",
    "correct",
    "definitely",
    "maybe",
    "probably",
    "perhaps",
    "guess",
    "suppose",
    "agreed",
    "ja",
    "totally",
    "possibly",
    "hundred",
    "think",
];

/// Answers that deny.
const DENIALS: [&str; 7] = ["no", "nah", "nope", "not", "nein", "never", "neither"];

/// Most words of an answer that only agrees.
const ASSENT_WORDS: usize = 9;

/// Most words of a spoken answer that names nothing: "Nothing much comes to mind".
const NOTHING_WORDS: usize = 7;

/// Says for which kinds a buyer's sentence is no evidence.
pub(super) fn refused(text: &str, said: &[String], place: &Place<'_>) -> Refused {
    let mut refused = Refused::default();
    if text.trim_end().ends_with('?') && !is_rhetorical(said) {
        // "Who checks it?" answers what would hold somebody back, and says nothing else.
        if !asks_for(place.question, Kind::Objection) {
            refused.all = Some("question");
            return refused;
        }
        let others = Kind::ALL
            .into_iter()
            .filter(|kind| *kind != Kind::Objection);
        refused.kinds.extend(others.map(|kind| (kind, "question")));
    }
    if is_assent(said) {
        refused.all = Some("assent");
        return refused;
    }
    let is_form = place.question.is_some_and(|question| question.is_form);
    for context in TABLES.filters.hits(said) {
        // "Nothing" fills a form's field; in talk it is the whole answer or a part of one.
        if context.reason == "nothing" && !is_form && said.len() > NOTHING_WORDS {
            continue;
        }
        // "If it was perfect nobody would call" answers the question after the wish.
        if context.reason == "hypothetical" && asks_for(place.question, Kind::Outcome) {
            let others = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Outcome);
            refused
                .kinds
                .extend(others.map(|kind| (kind, context.reason)));
            continue;
        }
        if context.kinds.is_empty() {
            refused.all = Some(context.reason);
            return refused;
        }
        refused
            .kinds
            .extend(context.kinds.iter().map(|kind| (*kind, context.reason)));
    }
    if let Some(question) = place.question {
        refused.all = refused
            .all
            .or_else(|| prompted(said, question, place.before))
            .or_else(|| imagined(said, question));
        if let Some(reason) = of_others(said, question).or_else(|| polite(question)) {
            refused.kinds.extend(
                Kind::ALL
                    .into_iter()
                    .filter(|kind| {
                        // A doubt about what was shown is a doubt.
                        !(kind.is_power() || question.is_pitch && *kind == Kind::Objection)
                    })
                    .map(|kind| (kind, reason)),
            );
        }
        if denies_closed(said, question, place.before) {
            refused
                .kinds
                .extend([Kind::Pain, Kind::Objection, Kind::Metric].map(|kind| (kind, "negated")));
        }
    }
    if is_over(said, place.next) {
        refused.all = refused.all.or(Some("resolved"));
    }
    refused
}

/// Why a sentence of an answer supports nothing, whatever its kind; none where it may.
pub(crate) fn refusal(asked: Option<&str>, sentences: &[&str], idx: usize) -> Option<&'static str> {
    let told: Vec<(Range<usize>, Vec<String>)> = sentences
        .iter()
        .map(|sentence| (0..sentence.len(), words(sentence)))
        .collect();
    let question = asked.map(|asked| question(asked, None, &MODELS));
    let place = Place::of(question.as_ref(), &told, idx);
    let said = &told[idx].1;
    if is_turned(said) {
        return Some("resolved");
    }
    refused(sentences[idx], said, &place).reason(Kind::Pain)
}

/// Whether a sentence says that something is no trouble.
pub(super) fn denies(said: &[String]) -> bool {
    let mut contexts = TABLES.filters.hits(said).into_iter();
    contexts.any(|context| context.reason == "negated" && context.kinds.is_empty())
}

/// Whether a question plainly asks for a kind.
fn asks_for(question: Option<&Question>, kind: Kind) -> bool {
    question.is_some_and(|question| {
        let mut kinds = question.kinds.iter();
        kinds.any(|(asked, weight)| *asked == kind && *weight >= 8)
    })
}

/// "Sure, I guess." and "Yes, certainly." say nothing of their own, whatever was asked.
fn is_assent(said: &[String]) -> bool {
    const BESIDE: [&str; 22] = [
        "i",
        "so",
        "oh",
        "it",
        "is",
        "that",
        "that's",
        "yes",
        "certainly",
        ",",
        "would",
        "say",
        "do",
        "a",
        "very",
        "much",
        "okay",
        "ok",
        "fair",
        "enough",
        "it's",
        "indeed",
    ];
    said.len() <= 6
        && said.iter().any(|word| ASSENTS.contains(&word.as_str()))
        && said
            .iter()
            .all(|word| ASSENTS.contains(&word.as_str()) || BESIDE.contains(&word.as_str()))
}

/// "They switch the phone off, so what will it show?" says something before it asks.
fn is_rhetorical(said: &[String]) -> bool {
    const ASKING: [&str; 20] = [
        "what", "who", "why", "how", "when", "where", "which", "is", "are", "do", "does", "did",
        "can", "could", "would", "will", "have", "has", "shall", "should",
    ];
    let asks = |part: &[String]| {
        part.iter()
            .find(|word| !matches!(word.as_str(), "and" | "but" | "so" | "then"))
            .is_none_or(|word| ASKING.contains(&word.as_str()))
    };
    let told = said.iter().position(|word| word == ",");
    told.is_some_and(|at| at >= 5 && !asks(&said[..at]) && asks(&said[at + 1..]))
}

/// A leading question that was only agreed to, and what repeats its words behind the assent.
fn prompted(
    said: &[String],
    question: &Question,
    before: &[(Range<usize>, Vec<String>)],
) -> Option<&'static str> {
    if !question.is_leading {
        return None;
    }
    let assents = |said: &[String]| {
        said.iter()
            .take(4)
            .any(|word| ASSENTS.contains(&word.as_str()))
    };
    if before.is_empty() {
        return (said.len() <= ASSENT_WORDS && assents(said)).then_some("leading question");
    }
    let asked: BTreeSet<String> = question
        .said
        .iter()
        .filter_map(|word| content(word))
        .collect();
    let repeats = said
        .iter()
        .filter_map(|word| content(word))
        .any(|word| asked.contains(&word));
    let is_assent = before.len() <= 2
        && before
            .first()
            .is_some_and(|(_, first)| assents(first) && first.len() <= ASSENT_WORDS);
    (is_assent && repeats).then_some("leading question")
}

/// The first letters of a word that carries content.
fn content(word: &str) -> Option<String> {
    const STOP: [&str; 18] = [
        "would", "could", "should", "there", "their", "about", "which", "where", "other", "think",
        "thing", "really", "that's", "what's", "have", "with", "your", "that",
    ];
    (word.len() >= 4 && !STOP.contains(&word)).then(|| word.chars().take(5).collect())
}

/// What is told of others where others were asked about, unless the speaker turns to himself.
fn of_others(said: &[String], question: &Question) -> Option<&'static str> {
    let is_own = said.iter().any(|word| {
        matches!(
            word.as_str(),
            "we" | "our" | "us" | "my" | "we're" | "we've" | "me"
        )
    });
    // "Where do you exchange with others?" asks for the speaker's own places.
    let asks_for_places = question.said.iter().any(|word| word == "you")
        && question
            .kinds
            .iter()
            .any(|(kind, weight)| *kind == Kind::WateringHole && *weight >= 8);
    (question.is_about_others && !is_own && !asks_for_places).then_some("third party")
}

/// What is said to a product that was shown: praise is polite.
fn polite(question: &Question) -> Option<&'static str> {
    question.is_pitch.then_some("compliment")
}

/// What somebody would do in a case that is none.
fn imagined(said: &[String], question: &Question) -> Option<&'static str> {
    let would = said.iter().any(|word| {
        matches!(
            word.as_str(),
            "would" | "could" | "might" | "wouldn't" | "maybe" | "probably" | "perhaps"
        ) || word.ends_with("'d")
    });
    (question.is_hypothetical && would).then_some("hypothetical")
}

/// "No" and what belongs to it, after a question that yes or no answers.
fn denies_closed(
    said: &[String],
    question: &Question,
    before: &[(Range<usize>, Vec<String>)],
) -> bool {
    let denies = |said: &[String]| {
        said.iter()
            .take(2)
            .any(|word| DENIALS.contains(&word.as_str()))
            && said.len() <= 5
    };
    if !question.is_closed || said.first().is_some_and(|word| word == "but") {
        return false;
    }
    if before.is_empty() {
        return said
            .first()
            .is_some_and(|word| DENIALS.contains(&word.as_str()) || word == "actually");
    }
    matches!(before, [(_, only)] if denies(only) && only.len() <= 4)
}

/// "It used to take weeks, but we hired somebody" and "then we hired somebody" are over; what still fails
/// behind the turn is not.
pub(super) fn is_turned(said: &[String]) -> bool {
    let is_fine = said.iter().any(|word| {
        matches!(
            word.as_str(),
            "fine" | "good" | "sorted" | "solved" | "okay" | "quiet"
        )
    });
    // "It was hideous, but we've brought it in-house": a bad past, and then what was done.
    let bad = said.iter().position(|word| {
        matches!(
            word.as_str(),
            "hideous"
                | "nightmare"
                | "dreadful"
                | "terrible"
                | "awful"
                | "brutal"
                | "chaos"
                | "mess"
                | "disaster"
                | "horrible"
                | "fight"
                | "fights"
                | "headache"
                | "painful"
                | "catastrophe"
                | "torture"
                | "unpleasant"
                | "shocker"
                | "bane"
                | "ugly"
                | "rough"
                | "misery"
                | "shambles"
                | "circus"
                | "hell"
                | "floods"
        )
    });
    let is_past = |said: &[String]| {
        said.iter()
            .any(|word| matches!(word.as_str(), "was" | "were" | "had"))
    };
    let was_bad = bad.filter(|at| is_past(&said[..*at])).or(once(said));
    let Some(past) = was_bad.or_else(|| {
        said.windows(2).position(|pair| {
            (pair[0] == "used" && pair[1] == "to")
                || (is_fine && matches!(pair[1].as_str(), "was" | "were"))
        })
    }) else {
        return false;
    };
    let turn = said[past..].windows(2).position(|pair| {
        matches!(pair[0].as_str(), "but" | "then")
            && matches!(
                pair[1].as_str(),
                "we" | "i"
                    | "they"
                    | "they've"
                    | "then"
                    | "it's"
                    | "we've"
                    | "since"
                    | "the"
                    | "now"
                    | "today"
                    | "from"
                    | "in"
                    | "last"
                    | "that"
            )
    });
    turn.is_some_and(|turn| {
        !said[past + turn..].iter().any(|word| {
            word.ends_with("n't")
                || matches!(
                    word.as_str(),
                    "nobody" | "never" | "lost" | "still" | "cannot" | "no" | "too"
                )
        })
    })
}

/// Where a sentence says that it speaks of what was once: "Earlier", "two years back", "right after the
/// move"; none where it does not begin so.
fn once(said: &[String]) -> Option<usize> {
    const ONCE: [&str; 4] = ["earlier", "previously", "formerly", "originally"];
    let opening = &said[..said.len().min(5)];
    opening
        .iter()
        .position(|word| ONCE.contains(&word.as_str()))
        .or_else(|| {
            opening.windows(2).position(|pair| {
                matches!(
                    (pair[0].as_str(), pair[1].as_str()),
                    ("years", "back" | "ago")
                        | ("before", "that")
                        | ("back", "then")
                        | ("during" | "after", "covid")
                )
            })
        })
}

/// A past that a later word says is over.
fn is_over(said: &[String], next: &[String]) -> bool {
    let has =
        |said: &[String], list: &[&str]| said.iter().any(|word| list.contains(&word.as_str()));
    let past = has(said, &["earlier", "previously", "formerly"])
        || said.windows(2).any(|pair| {
            matches!(
                (pair[0].as_str(), pair[1].as_str()),
                ("used", "to")
                    | ("years", "ago")
                    | ("year", "ago")
                    | ("back", "then")
                    | ("last", "year")
                    | ("until", "last")
                    | ("till", "last")
                    | ("the", "past")
            )
        })
        || said
            .windows(2)
            .any(|pair| pair[0] == "in" && pair[1].len() == 4 && pair[1].starts_with("20"));
    let is_now = |said: &[String]| {
        has(
            said,
            &[
                "fixed",
                "solved",
                "sorted",
                "resolved",
                "gone",
                "meantime",
                "meanwhile",
                "nowadays",
                "settled",
                "since",
            ],
        ) || (has(said, &["now", "today"]) && !has(said, &["still", "again", "worse"]))
    };
    past && (is_now(said) || (next.len() <= 8 && is_now(next)))
}
