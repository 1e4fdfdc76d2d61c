use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};
use std::ops::Range;

use crate::text::{Kind, Sentence, Word};

declare_rule! {
    /// ## What it does
    /// Finds superlatives ("the best", "#1", "most trusted"), multipliers ("10x"), guarantees and
    /// percentages. A named customer, a change from one number to another, a period, or a source in
    /// the same sentence or beside it is proof, and so is a claim of `proof/`.
    ///
    /// ## Why is this bad?
    /// The reader cannot check it, so it costs attention and earns no trust.
    ///
    /// ## Example
    /// ```copy
    /// Pipemark is the best tool on the market and guarantees 10x more pipeline. Want a look?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Kite Payroll went from 30 to 43 percent in four days. Want a look?
    /// ```
    pub(super) static CLAIM_NO_PROOF = {
        name: "copy/claim-no-proof",
        summary: "a claim without proof",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
    }
}

/// Claims in so many words.
const CLAIMS: [&str; 60] = [
    "the best",
    "best tool",
    "best platform",
    "best solution",
    "best software",
    "best product",
    "number one",
    "no 1",
    "the leader in",
    "the leading",
    "a leading",
    "the fastest",
    "the cheapest",
    "the easiest",
    "the smartest",
    "the largest",
    "the biggest",
    "the simplest",
    "most trusted",
    "most advanced",
    "most innovative",
    "most loved",
    "most powerful",
    "most reliable",
    "most complete",
    "most accurate",
    "most popular",
    "most comprehensive",
    "most effective",
    "fastest-growing",
    "award-winning",
    "world-class",
    "world's first",
    "world's best",
    "world's most",
    "unmatched",
    "unrivalled",
    "unrivaled",
    "guarantee",
    "guarantees",
    "guaranteed",
    "risk-free",
    "zero effort",
    "zero risk",
    "never fails",
    "top-rated",
    "market leader",
    "industry leader",
    "trusted by thousands",
    "trusted by hundreds",
    "trusted by leading",
    "trusted by the leading",
    "trusted by top",
    "trusted by many",
    "loved by thousands",
    "loved by hundreds",
    "thousands of companies",
    "thousands of customers",
    "thousands of teams",
    "thousands of businesses",
];

/// Words behind which a claim of one's own doubt or measure stands, not of the product.
const SOURCES: [&str; 24] = [
    "according to",
    "survey",
    "study",
    "told us",
    "told me",
    "tell us",
    "tell me",
    "says",
    "said",
    "source",
    "measured",
    "report by",
    "audited",
    "log",
    "benchmark",
    "data of",
    "in our data",
    "case study",
    "review",
    "reviews",
    "g2",
    "gartner",
    "certified",
    "signed-off",
];

/// Periods: a number beside one of them has been counted over time.
const PERIODS: [&str; 24] = [
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "quarter",
    "quarters",
    "year",
    "years",
    "cycle",
    "since",
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
    "spring",
];

fn check(cx: &CopyContext<'_>) -> Outcome {
    cx.english()?;
    let sentences: Vec<&Sentence> = cx
        .text
        .body()
        .filter(|sentence| sentence.kind != Kind::Button)
        .collect();
    let product = product(cx);
    let mut found = Vec::new();
    for (idx, sentence) in sentences.iter().enumerate() {
        let Some((range, is_measure)) = claim(cx, sentence) else {
            continue;
        };
        // The reader's own trouble is no claim: "half your deals", "your scrap is at 8 percent".
        if is_measure && sentence.speaks_to_you && !promises(cx, sentence) {
            continue;
        }
        let around = sentences
            [idx.saturating_sub(usize::from(is_measure))..(idx + 2).min(sentences.len())]
            .iter();
        let is_proven = around.clone().any(|near| {
            let is_claim = std::ptr::eq(*near, *sentence);
            proves(cx, near, &product, is_measure, is_claim.then_some(&range))
        }) || is_known_proof(cx, sentence);
        if !is_proven {
            found.push(
                CLAIM_NO_PROOF
                    .at(cx.at(&range), format!("`{}` is claimed and nothing proves it", &cx.text.raw[range.clone()]))
                    .label("a claim")
                    .help("name the customer, the number before and after, and the time; or leave it out"),
            );
        }
    }
    found.truncate(3);
    Ok(found)
}

/// Returns the claim of a sentence, and whether it is a number that a customer could stand for.
fn claim(cx: &CopyContext<'_>, sentence: &Sentence) -> Option<(Range<usize>, bool)> {
    for phrase in CLAIMS {
        if let Some(range) = cx.text.find(sentence.words.clone(), phrase)
            && !is_plain(cx, sentence, phrase, &range)
        {
            return Some((range, false));
        }
    }
    let words = cx.text.words_of(sentence);
    for (idx, word) in words.iter().enumerate() {
        let folded = word.folded.as_str();
        let next = words.get(idx + 1).map_or("", |word| word.folded.as_str());
        let behind = cx.text.raw[word.range.end..].chars().next();
        let before = cx.text.raw[..word.range.start].chars().next_back();
        let is_number = folded.starts_with(|ch: char| ch.is_ascii_digit());
        if before == Some('#') && folded == "1" {
            return Some((word.range.start - 1..word.range.end, false));
        }
        let is_times = folded.strip_suffix('x').is_some_and(|digits| {
            !digits.is_empty() && digits.chars().all(|ch| ch.is_ascii_digit() || ch == '.')
        }) || (is_number
            && next == "times"
            && words.get(idx + 2).is_some_and(|word| {
                matches!(
                    word.folded.as_str(),
                    "more" | "faster" | "higher" | "better" | "cheaper" | "as"
                )
            }));
        if is_times || multiplies(folded, next) {
            return Some((word.range.clone(), true));
        }
        let is_percent = is_number
            && (behind == Some('%') || matches!(next, "percent" | "per"))
            && (next != "per" || words.get(idx + 2).is_some_and(|word| word.folded == "cent"));
        // "50% off" is a price.
        let is_price = words
            .get(idx + 1)
            .is_some_and(|word| matches!(word.folded.as_str(), "off" | "discount"));
        if is_percent && !is_price {
            return Some((word.range.clone(), true));
        }
    }
    None
}

/// "Doubles output", "tripling revenue", "triple their pipeline", "tenfold"; "double-check" and "double
/// entry" multiply nothing.
fn multiplies(word: &str, next: &str) -> bool {
    let is_fold = word.strip_suffix("fold").is_some_and(|n| {
        let n = n.trim_end_matches('-');
        is_number(n) || n.chars().any(|ch| ch.is_ascii_digit())
    });
    let is_bare = matches!(word, "double" | "triple" | "quadruple");
    let is_form = ["doubl", "tripl", "quadrupl"].iter().any(|stem| {
        word.strip_prefix(stem)
            .is_some_and(|ending| matches!(ending, "es" | "ed" | "ing"))
    });
    is_fold
        || (is_form && next != "check")
        || (is_bare && matches!(next, "your" | "their" | "our" | "its" | "his" | "her"))
}

/// What makes "the best" a claim.
const BEST_OF: [&str; 20] = [
    "market",
    "world",
    "industry",
    "europe",
    "india",
    "class",
    "available",
    "choice",
    "solution",
    "tool",
    "platform",
    "software",
    "product",
    "service",
    "option",
    "partner",
    "provider",
    "results",
    "support",
    "price",
];

/// "The best part of your week", "which of the leading deals": said in earnest.
fn is_plain(cx: &CopyContext<'_>, sentence: &Sentence, phrase: &str, range: &Range<usize>) -> bool {
    let behind = cx
        .text
        .words_of(sentence)
        .iter()
        .find(|word| word.range.start >= range.end)
        .map_or("", |word| word.folded.as_str());
    match phrase {
        "the best" => !BEST_OF
            .iter()
            .any(|word| cx.text.find(sentence.words.clone(), word).is_some()),
        "the leading" | "a leading" => matches!(
            behind,
            "cause" | "indicator" | "reason" | "question" | "edge"
        ),
        "the biggest" | "the largest" | "the fastest" | "the easiest" => matches!(
            behind,
            "part"
                | "headache"
                | "worry"
                | "problem"
                | "cost"
                | "line"
                | "item"
                | "pain"
                | "customer"
                | "customers"
                | "risk"
                | "way"
                | "supplier"
                | "suppliers"
                | "account"
                | "accounts"
        ),
        "guarantee" => cx.text.raw[..range.start]
            .to_lowercase()
            .trim_end()
            .ends_with("personal"),
        _ => false,
    }
}

fn promises(cx: &CopyContext<'_>, sentence: &Sentence) -> bool {
    const PROMISES: [&str; 23] = [
        "increase",
        "increases",
        "cut",
        "cuts",
        "reduce",
        "reduces",
        "save",
        "saves",
        "grow",
        "grows",
        "boost",
        "boosts",
        "improve",
        "improves",
        "raise",
        "get",
        "gives",
        "will",
        "double",
        "doubles",
        "triple",
        "lift",
        "lifts",
    ];
    PROMISES
        .iter()
        .any(|word| cx.text.find(sentence.words.clone(), word).is_some())
}

/// Returns whether a sentence holds proof: a name beside a number, a source, a change over time.
fn proves(
    cx: &CopyContext<'_>,
    sentence: &Sentence,
    product: &[String],
    is_measure: bool,
    claim: Option<&Range<usize>>,
) -> bool {
    let words = cx.text.words_of(sentence);
    if SOURCES
        .iter()
        .any(|phrase| cx.text.find(sentence.words.clone(), phrase).is_some())
    {
        return true;
    }
    let greets = cx.text.greeting.as_ref().map_or(0, |greeting| greeting.end);
    // The number of the claim itself proves nothing.
    let has_number = words
        .iter()
        .any(|word| is_number(&word.folded) && claim != Some(&word.range));
    // "Up to 40 percent", "will double": a hope, whoever it is told of.
    let is_hope = ["up to", "will", "can", "could"]
        .iter()
        .any(|phrase| cx.text.find(sentence.words.clone(), phrase).is_some());
    let is_name = |idx: usize, word: &Word| {
        word.capital
            && word.range.start >= greets
            && word.folded != "i"
            && !product.contains(&word.folded)
            && (idx > 0 || opens_as_name(word, words.get(1)))
            && !is_calendar(&word.folded)
    };
    let has_name = words
        .iter()
        .enumerate()
        .any(|(idx, word)| is_name(idx, word));
    let has_change = words.windows(2).enumerate().any(|(idx, pair)| {
        pair[0].folded == "from"
            && is_number(&pair[1].folded)
            && words[idx + 2..]
                .iter()
                .take(8)
                .any(|word| matches!(word.folded.as_str(), "to" | "down" | "up" | "and"))
    });
    let has_period = PERIODS
        .iter()
        .any(|word| cx.text.find(sentence.words.clone(), word).is_some());
    let of_customer = has_name
        && (has_number
            || (is_measure && claim.is_some() && !is_hope)
            || ["including", "trusted by", "use it", "uses it", "such as"]
                .iter()
                .any(|phrase| cx.text.find(sentence.words.clone(), phrase).is_some()));
    of_customer || (is_measure && (has_change || (has_number && has_period)))
}

/// "Orbita went", "Kite Payroll cut": a name; "Customers see": no name, though it opens with a capital.
fn opens_as_name(word: &Word, next: Option<&Word>) -> bool {
    next.is_some_and(|next| {
        let is_past = is_past(&next.folded);
        let is_plural =
            word.folded.ends_with('s') && !matches!(next.folded.as_str(), "went" | "has");
        next.capital || (is_past && !is_plural)
    })
}

fn is_past(verb: &str) -> bool {
    verb.ends_with("ed")
        || matches!(
            verb,
            "went"
                | "took"
                | "cut"
                | "found"
                | "got"
                | "has"
                | "had"
                | "was"
                | "brought"
                | "sent"
                | "did"
                | "gave"
                | "put"
                | "kept"
                | "fell"
                | "won"
        )
}

fn is_number(word: &str) -> bool {
    word.starts_with(|ch: char| ch.is_ascii_digit())
        || matches!(
            word,
            "two"
                | "three"
                | "four"
                | "five"
                | "six"
                | "seven"
                | "eight"
                | "nine"
                | "ten"
                | "eleven"
                | "twelve"
                | "half"
        )
}

fn is_calendar(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "ai"
            | "crm"
            | "erp"
            | "saas"
            | "b2b"
            | "roi"
            | "europe"
            | "india"
            | "germany"
            | "us"
            | "uk"
            | "ceo"
            | "cto"
            | "cfo"
    )
}

/// Returns the names of what is sold: the workspace's, and what acts in the present tense in the text.
fn product(cx: &CopyContext<'_>) -> Vec<String> {
    let offer = &cx.workspace.offer;
    let mut names: Vec<String> = offer
        .product
        .iter()
        .map(String::as_str)
        .chain(Some(cx.workspace.name.as_str()))
        .flat_map(|name| name.split_whitespace().map(str::to_lowercase))
        .collect();
    for pair in cx.text.words.windows(2) {
        let acts = crate::verbs::by_third_person(&pair[1].folded).is_some()
            || matches!(
                pair[1].folded.as_str(),
                "is" | "will"
                    | "can"
                    | "helps"
                    | "guarantees"
                    | "delivers"
                    | "lets"
                    | "gives"
                    | "fills"
                    | "includes"
                    | "offers"
                    | "doubles"
                    | "triples"
                    | "boosts"
                    | "uses"
                    | "makes"
            );
        if pair[0].capital && acts {
            names.push(pair[0].folded.clone());
        }
        // "With Badgeflow you see", "using Badgeflow": what helps; whom it helped tells of the past.
        let is_means = matches!(
            pair[0].folded.as_str(),
            "with" | "using" | "use" | "via" | "through"
        );
        if is_means && pair[1].capital && !tells_of_past(cx, &pair[1].folded) {
            names.push(pair[1].folded.clone());
        }
    }
    names
}

/// Returns whether a name is somewhere the subject of what has happened: "Norwell went", "Kite Payroll cut".
fn tells_of_past(cx: &CopyContext<'_>, name: &str) -> bool {
    let words = &cx.text.words;
    words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.folded == name)
        .any(|(at, word)| {
            let behind = words[at + 1..].iter().find(|word| !word.capital);
            behind.is_some_and(|verb| is_past(&verb.folded))
                && opens_as_name(word, words.get(at + 1))
        })
}

/// Returns whether a proof of the workspace says this: its customer, or its numbers.
fn is_known_proof(cx: &CopyContext<'_>, sentence: &Sentence) -> bool {
    let says = cx.text.raw[sentence.range.clone()].to_lowercase();
    cx.workspace.proofs.iter().any(|proof| {
        proof
            .customer
            .as_ref()
            .is_some_and(|customer| says.contains(&customer.to_lowercase()))
            || (proof.claim.len() > 10
                && says.contains(proof.claim.to_lowercase().trim_end_matches('.')))
    })
}
