use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Language, Outcome};
use super::german;
use std::ops::Range;

use crate::text::{Kind, Sentence, Word};

mod proof;

use proof::{is_known_proof, is_number, product, proves};

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
        languages: EnglishAndGerman,
    }
}

/// Claims in so many words.
const CLAIMS: [&str; 119] = [
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
    "like no other",
    "no other tool",
    "no other platform",
    "unlike any other",
    "better than any",
    "better than anyone",
    "nobody else can",
    "no one else can",
    "second to none",
    "unbeatable",
    "unbeaten",
    "proven results",
    "proven to",
    "always works",
    "works every time",
    "never goes wrong",
    "zero errors",
    "no errors ever",
    "100 percent accurate",
    "100% accurate",
    "clinically proven",
    "scientifically proven",
    "everyone loves",
    "customers love",
    "clients love",
    "all our customers",
    "every customer",
    "the gold standard",
    "gold standard",
    "the only platform",
    "the only tool",
    "the only solution",
    "the only software",
    "the first and only",
    "leading provider",
    "leading platform",
    "leading supplier",
    "trusted partner of",
    "trusted by the best",
    "hundreds of companies",
    "hundreds of customers",
    "hundreds of happy",
    "thousands of happy",
    "countless companies",
    "countless customers",
    "instant results",
    "immediate results",
    "overnight results",
    "best-selling",
    "bestselling",
    "top choice",
    "first choice of",
    "fully automatic and error-free",
    "error-free",
    "always accurate",
    "market-leading",
    "industry-leading",
    "in record time",
    "money back guaranteed",
];

fn check(cx: &CopyContext<'_>) -> Outcome {
    if cx.language()? == Language::German {
        return Ok(in_german(cx));
    }
    let sentences: Vec<&Sentence> = cx
        .text
        .body()
        .filter(|sentence| sentence.kind != Kind::Button)
        .collect();
    let claims = cx.text.said(&CLAIMS);
    let product = product(cx);
    let mut found = Vec::new();
    for (idx, sentence) in sentences.iter().enumerate() {
        let Some((range, is_measure)) = claim(cx, &claims, sentence) else {
            continue;
        };
        // The reader's own trouble is no claim: "half your deals", "your scrap is at 8 percent".
        if is_measure && sentence.speaks_to_you && !promises(cx, sentence) {
            continue;
        }
        // The headline of a page or an ad is proven by the few lines below it.
        let near = match sentence.kind {
            Kind::Headline if is_measure => 0..sentences.len(),
            _ => idx.saturating_sub(usize::from(is_measure))..(idx + 2).min(sentences.len()),
        };
        let around = sentences[near].iter();
        let is_proven = around.clone().any(|near| {
            let is_claim = std::ptr::eq(*near, *sentence);
            proves(cx, near, &product, is_measure, is_claim.then_some(&range))
        }) || is_known_proof(cx, sentence);
        if !is_proven {
            found.push(unproven(cx, &range));
        }
    }
    found.truncate(3);
    Ok(found)
}

fn unproven(cx: &CopyContext<'_>, range: &Range<usize>) -> doorwise_model::diagnostic::Diagnostic {
    CLAIM_NO_PROOF
        .at(
            cx.at(range),
            format!(
                "`{}` is claimed and nothing proves it",
                &cx.text.raw[range.clone()]
            ),
        )
        .label("a claim")
        .help("name the customer, the number before and after, and the time; or leave it out")
}

/// German: boasts, and numbers that the seller promises. A percentage of somebody's else, or of what
/// was, would need its customer told from a noun, and both have a capital.
fn in_german(cx: &CopyContext<'_>) -> Vec<doorwise_model::diagnostic::Diagnostic> {
    let sentences: Vec<&Sentence> = cx.text.body().collect();
    // A German noun has a capital as a name has: only what the workspace names is what is sold.
    let product: Vec<String> = cx
        .workspace
        .offer
        .product
        .as_deref()
        .into_iter()
        .chain([cx.workspace.name.as_str()])
        .flat_map(|name| name.split_whitespace().map(str::to_lowercase))
        .collect();
    let mut found = Vec::new();
    for (idx, sentence) in sentences.iter().enumerate() {
        let boast = german::CLAIMS
            .iter()
            .find_map(|phrase| cx.text.find(sentence.words.clone(), phrase));
        let measure = || german::measure(&cx.text, sentence, &product);
        let Some(range) = boast.or_else(measure) else {
            continue;
        };
        let is_proven = sentences[idx.saturating_sub(1)..(idx + 2).min(sentences.len())]
            .iter()
            .any(|near| {
                let has_number = cx.text.words_of(near).iter().any(|word| {
                    word.folded.starts_with(|ch: char| ch.is_ascii_digit())
                        && !range.contains(&word.range.start)
                });
                (has_number && german::names_a_firm(&cx.text, near))
                    || german::changes(&cx.text, near)
            });
        if !is_proven && !is_known_proof(cx, sentence) {
            found.push(unproven(cx, &range));
        }
    }
    found.truncate(3);
    found
}

/// Returns the claim of a sentence, and whether it is a number that a customer could stand for.
fn claim(
    cx: &CopyContext<'_>,
    claims: &[&str],
    sentence: &Sentence,
) -> Option<(Range<usize>, bool)> {
    for phrase in claims {
        if let Some(range) = cx.text.find(sentence.words.clone(), phrase)
            && !is_plain(cx, sentence, phrase, &range)
        {
            return Some((range, false));
        }
    }
    let words = cx.text.words_of(sentence);
    if let Some(range) = superlative(words).or_else(|| crowd(words)) {
        return Some((range, false));
    }
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
        }) || ((is_number || self::is_number(folded))
            && next == "times"
            && words.get(idx + 2).is_some_and(|word| {
                matches!(
                    word.folded.as_str(),
                    "more" | "faster" | "higher" | "better" | "cheaper" | "as"
                )
            }));
        // "Twice as many leads"; "twice as long" is somebody's trouble.
        let is_twice = folded == "twice"
            && next == "as"
            && words.get(idx + 2).is_some_and(|word| {
                matches!(
                    word.folded.as_str(),
                    "many" | "much" | "fast" | "quickly" | "good" | "productive" | "effective"
                )
            });
        if is_times || is_twice || multiplies(folded, next) {
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

/// "Trusted by 500+ teams", "join 2,000 marketers", "over 300 companies rely on": a crowd without a name.
fn crowd(words: &[Word<'_>]) -> Option<Range<usize>> {
    const PEOPLE: [&str; 21] = [
        "teams",
        "companies",
        "customers",
        "clients",
        "users",
        "brands",
        "businesses",
        "firms",
        "startups",
        "start-ups",
        "organisations",
        "organizations",
        "marketers",
        "founders",
        "engineers",
        "developers",
        "leaders",
        "professionals",
        "agencies",
        "enterprises",
        "manufacturers",
    ];
    // "Fourteen people use one login" is somebody's day; trust is asked for by who sells.
    const TRUSTS: [&str; 7] = [
        "trust", "trusts", "rely", "love", "choose", "chose", "trusted",
    ];
    let at = |idx: usize| words.get(idx).map_or("", |word| word.folded.as_str());
    (0..words.len()).find_map(|idx| {
        let is_count = is_number(at(idx)) && at(idx) != "half"
            || matches!(at(idx), "hundreds" | "thousands" | "dozens");
        if !is_count {
            return None;
        }
        let people = (idx + 1..words.len().min(idx + 5))
            .find(|at| PEOPLE.contains(&words[*at].folded.as_str()))?;
        let before: Vec<&str> = (idx.saturating_sub(4)..idx).map(at).collect();
        let is_by = before.windows(2).any(|pair| {
            pair[1] == "by"
                && matches!(pair[0], "trusted" | "used" | "loved" | "chosen" | "adopted")
        });
        // "Over 300 companies rely on it", and not "of 300 companies".
        let opens_count = matches!(before.as_slice(), [] | ["over"] | ["more", "than"]);
        let trusts = TRUSTS.contains(&at(people + 1))
            || (at(people + 1) == "use" && matches!(at(people + 2), "it" | "us"));
        let opens = match is_by || before.contains(&"join") {
            true => {
                let first = before.iter().position(|word| {
                    matches!(
                        *word,
                        "trusted" | "used" | "loved" | "chosen" | "adopted" | "join"
                    )
                })?;
                idx - before.len() + first
            }
            false if opens_count && trusts => idx,
            false => return None,
        };
        Some(words[opens].range.start..words[people].range.end)
    })
}

/// "The quickest quote tool", "the most accurate forecast software": a superlative of what is sold.
fn superlative(words: &[Word<'_>]) -> Option<Range<usize>> {
    const SOLD: [&str; 24] = [
        "tool",
        "tools",
        "platform",
        "software",
        "app",
        "system",
        "solution",
        "product",
        "service",
        "provider",
        "supplier",
        "vendor",
        "partner",
        "company",
        "firm",
        "agency",
        "team",
        "method",
        "product",
        "technology",
        "engine",
        "suite",
        "package",
        "support",
    ];
    // Ends in "est" and is none.
    const NONE: [&str; 16] = [
        "test", "rest", "west", "request", "interest", "invest", "latest", "harvest", "honest",
        "guest", "suggest", "forest", "modest", "nearest", "lowest", "contest",
    ];
    words.windows(2).enumerate().find_map(|(at, pair)| {
        if !matches!(
            pair[0].folded.as_str(),
            "the" | "germany's" | "europe's" | "india's" | "uk's" | "america's"
        ) {
            return None;
        }
        let is_most = pair[1].folded == "most";
        let is_est = pair[1].folded.ends_with("est") && !NONE.contains(&pair[1].folded.as_str());
        if !is_most && !is_est {
            return None;
        }
        let behind = &words[at + 2..words.len().min(at + 6)];
        let sold = behind
            .iter()
            .position(|word| SOLD.contains(&word.folded.as_str()))?;
        Some(pair[0].range.start..behind[sold].range.end)
    })
}

/// "Doubles output", "tripling revenue", "triple their pipeline", "tenfold"; "double-check" and "double
/// entry" multiply nothing.
fn multiplies(word: &str, next: &str) -> bool {
    let is_fold = word.strip_suffix("fold").is_some_and(|n| {
        let n = n.trim_end_matches('-');
        is_number(n) || n.chars().any(|ch| ch.is_ascii_digit())
    });
    let is_bare = matches!(word, "double" | "triple" | "quadruple" | "halve" | "halves");
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
    const PROMISES: [&str; 30] = [
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
        "gets",
        "gives",
        "will",
        "double",
        "doubles",
        "triple",
        "triples",
        "quadruple",
        "quadruples",
        "multiplies",
        "halves",
        "brings",
        "lift",
        "lifts",
    ];
    PROMISES
        .iter()
        .any(|word| cx.text.find(sentence.words.clone(), word).is_some())
}
