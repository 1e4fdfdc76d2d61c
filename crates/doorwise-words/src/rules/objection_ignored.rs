use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};
use std::borrow::Cow;
use std::ops::Range;

use doorwise_model::persona::Persona;

use super::context::NotRun;
use crate::fit::reassures;
use crate::text::{Sentence, stem};

declare_rule! {
    /// ## What it does
    /// Looks in mails and messages of 60 words and more for an answer to an objection of the persona:
    /// words of the objection or of its answer, or a fact that takes a fear away ("no admin", "in the
    /// tool you have", "four days"). Also finds what makes an objection worse: an agent to install, an
    /// admin role, a project of months. Does not run without a persona that has objections.
    ///
    /// ## Why is this bad?
    /// A doubt that nobody answers is the reason not to reply.
    ///
    /// ## Example
    /// ```copy
    /// objection: no admin or agent on production
    /// ---
    /// Hi Meera, half of your leads have no source. Install our agent on every laptop and give it an admin role. Want the list?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// objection: no admin or agent on production
    /// ---
    /// Hi Meera, half of your leads have no source. It needs no admin and no agent on production. Want the list?
    /// ```
    pub(super) static OBJECTION_IGNORED = {
        name: "copy/objection-ignored",
        summary: "a known objection stays unanswered",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: English,
    }
}

/// What makes a doubt worse, and the stems of the doubts it makes worse; none means any doubt of effort.
const WORSENS: [(&str, &[&str]); 22] = [
    (
        "install our agent",
        &["agent", "admin", "install", "production", "access"],
    ),
    (
        "install an agent",
        &["agent", "admin", "install", "production", "access"],
    ),
    (
        "install the agent",
        &["agent", "admin", "install", "production", "access"],
    ),
    (
        "deploy our agent",
        &["agent", "admin", "install", "production", "access"],
    ),
    (
        "deploy an agent",
        &["agent", "admin", "install", "production", "access"],
    ),
    ("install the app", &["app", "install"]),
    ("download the app", &["app", "install"]),
    ("install our app", &["app", "install"]),
    ("admin role", &["admin", "access", "agent"]),
    ("admin access", &["admin", "access", "agent"]),
    ("admin rights", &["admin", "access", "agent"]),
    ("write access", &["admin", "access", "read-onli"]),
    ("root access", &["admin", "access", "agent"]),
    (
        "per seat",
        &["price", "pric", "cost", "seat", "budget", "dollar"],
    ),
    (
        "per user",
        &["price", "pric", "cost", "seat", "budget", "dollar"],
    ),
    (
        "annual contract",
        &["lock-in", "contract", "price", "commit"],
    ),
    (
        "three year contract",
        &["lock-in", "contract", "price", "commit"],
    ),
    (
        "three-year contract",
        &["lock-in", "contract", "price", "commit"],
    ),
    ("multi-year", &["lock-in", "contract", "price", "commit"]),
    ("paid interface", &["interfac", "erp", "cost"]),
    ("new fields", &["field", "fill", "log"]),
    (
        "migrate your",
        &["migrat", "migration", "ledger", "switch", "lock-in"],
    ),
];

fn check(cx: &CopyContext<'_>) -> Outcome {
    let persona = cx.persona()?;
    let channel = cx.channel()?;
    if persona.objections.is_empty() {
        return Err(NotRun("the persona has no objections"));
    }
    if cx.is_for_another() || !channel.is_message() {
        return Ok(Vec::new());
    }
    if let Some((range, says)) = worsened(cx, persona) {
        return Ok(vec![
            OBJECTION_IGNORED
                .at(
                    cx.at(&range),
                    format!("this makes an objection worse: `{says}`"),
                )
                .label("what this person fears")
                .help("say how it works without, or where the limit is"),
        ]);
    }
    let is_answered = cx
        .fit()?
        .objections
        .iter()
        .any(|objection| objection.is_met())
        || cx
            .text
            .body()
            .any(|sentence| reassures(&cx.text, sentence).is_some());
    if cx.text.n_words() < 60 || is_answered {
        return Ok(Vec::new());
    }
    let says: Vec<String> = persona
        .objections
        .iter()
        .take(2)
        .map(|objection| format!("`{}`", objection.statement.says))
        .collect();
    Ok(vec![
        OBJECTION_IGNORED
            .at(
                cx.whole(),
                format!("no objection of `{}` is answered", persona.id),
            )
            .label("no answer in here")
            .note(format!("this person says {}", says.join(", ")))
            .help("add one fact that answers it, with its limit"),
    ])
}

/// Returns what makes an objection worse, unless a "no" stands before it.
fn worsened<'p>(cx: &CopyContext<'_>, persona: &'p Persona) -> Option<(Range<usize>, &'p str)> {
    let doubts: Vec<(Cow<'_, [String]>, &str)> = persona
        .objections
        .iter()
        .map(|objection| {
            (
                cx.said().stems(&objection.statement.says),
                objection.statement.says.as_str(),
            )
        })
        .collect();
    for sentence in cx.text.body() {
        for (phrase, stems) in WORSENS {
            let Some(range) = cx.text.find(sentence.words.clone(), phrase) else {
                continue;
            };
            let before = &cx.text.raw[sentence.range.start..range.start];
            if is_denied(before) {
                continue;
            }
            let doubt = doubts
                .iter()
                .find(|(doubt, _)| doubt.iter().any(|stem| stems.contains(&stem.as_str())));
            if let Some((_, says)) = doubt {
                return Some((range, says));
            }
        }
        if let Some((range, says)) = burden(cx, sentence, &doubts) {
            return Some((range, says));
        }
        if let Some(range) = long_project(cx, sentence)
            && let Some((_, says)) = doubts.iter().find(|(doubt, _)| {
                doubt.iter().any(|stem| {
                    matches!(
                        stem.as_str(),
                        "implementation"
                            | "project"
                            | "setup"
                            | "capaciti"
                            | "people"
                            | "effort"
                            | "rollout"
                            | "migration"
                            | "integration"
                            | "interfac"
                            | "agent"
                            | "admin"
                            | "busi"
                            | "tune"
                            | "time"
                            | "long"
                            | "month"
                    )
                })
            })
        {
            return Some((range, says));
        }
    }
    None
}

/// Things that cost the reader effort wherever they are asked for, by their stems, with the stems of doubts about them.
const BURDENS: [(&str, &[&str]); 16] = [
    ("agent", &["agent", "install", "production", "endpoint"]),
    ("admin", &["admin", "access", "agent"]),
    ("server", &["server", "capaciti", "it", "host", "install"]),
    ("interfac", &["interfac", "erp", "cost"]),
    ("field", &["field", "fill", "log", "type", "updat"]),
    ("form", &["form", "field", "fill", "type"]),
    ("login", &["login", "password", "log"]),
    ("badg", &["work", "council", "track", "worker"]),
    ("gps", &["track", "council"]),
    ("app", &["app", "install", "tool"]),
    ("tool", &["tool", "app", "system"]),
    ("portal", &["portal", "register", "login", "tool"]),
    (
        "consultant",
        &[
            "people",
            "project",
            "implementation",
            "budget",
            "cost",
            "time",
        ],
    ),
    ("training", &["time", "train", "people", "busi"]),
    ("credential", &["password", "access", "login", "privileg"]),
    (
        "contract",
        &["contract", "lock-in", "commit", "month", "year"],
    ),
];

/// "Installs a kernel agent", "sales fills six new fields", "comes with a two year contract": a thing the
/// reader fears, asked for or counted.
fn burden<'p>(
    cx: &CopyContext<'_>,
    sentence: &Sentence,
    doubts: &[(Cow<'_, [String]>, &'p str)],
) -> Option<(Range<usize>, &'p str)> {
    const ASKS_FOR: [&str; 28] = [
        "install",
        "installs",
        "deploy",
        "deploys",
        "need",
        "needs",
        "require",
        "requires",
        "put",
        "puts",
        "add",
        "adds",
        "fill",
        "fills",
        "update",
        "updates",
        "with",
        "sign",
        "signs",
        "wants",
        "gets",
        "enter",
        "enters",
        "types",
        "new",
        "extra",
        "additional",
        "complete",
    ];
    const COUNTS: [&str; 12] = [
        "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty",
        "several", "many",
    ];
    const YEARS: [&str; 12] = [
        "year",
        "years",
        "yearly",
        "annual",
        "multi-year",
        "two-year",
        "three-year",
        "12-month",
        "24-month",
        "36-month",
        "month",
        "twelve-month",
    ];
    if sentence.is_question {
        return None;
    }
    let words = cx.text.words_of(sentence);
    words.iter().enumerate().find_map(|(at, word)| {
        // Nearly every word is ruled out before its stem is written down.
        if !BURDENS
            .iter()
            .any(|(thing, _)| word.folded.starts_with(thing))
        {
            return None;
        }
        let stem = stem(&word.folded);
        let (_, feared) = BURDENS.iter().find(|(thing, _)| *thing == stem)?;
        let near = &words[at.saturating_sub(4)..at];
        let says = |known: &[&str]| {
            near.iter()
                .any(|word| known.contains(&word.folded.as_str()))
        };
        let is_asked = match &*stem {
            "contract" => says(&YEARS),
            // "The same seven agents", "new agents took ten weeks" are people.
            "agent" if word.folded == "agents" => {
                says(&["install", "installs", "deploy", "deploys"])
            }
            _ => says(&ASKS_FOR) || says(&COUNTS),
        };
        // "Tallyroom fills it from forms": it is taken from there, and asked of nobody.
        let asked_at = near
            .iter()
            .rposition(|word| ASKS_FOR.contains(&word.folded.as_str()));
        let is_taken_from = near[asked_at.unwrap_or(0)..]
            .iter()
            .any(|word| matches!(word.folded.as_str(), "from" | "out" | "off"));
        // "It fills the field", "Tallyroom updates each form": what is sold does the work.
        let is_done_for_them = asked_at.is_some_and(|asked| {
            let work = near[asked].folded.as_str();
            let by = (at.saturating_sub(4) + asked)
                .checked_sub(1)
                .map_or("", |by| words[by].folded.as_str());
            let is_product = cx
                .workspace
                .offer
                .product
                .as_deref()
                .and_then(|name| name.split_whitespace().last())
                .is_some_and(|name| name.to_lowercase() == by);
            matches!(
                work,
                "fill" | "fills" | "update" | "updates" | "enter" | "enters" | "complete" | "types"
            ) && (is_product || matches!(by, "it" | "we"))
        });
        if is_taken_from || is_done_for_them {
            return None;
        }
        let before = &cx.text.raw[sentence.range.start..word.range.start];
        if !is_asked || is_denied(before) || reassures(&cx.text, sentence).is_some() {
            return None;
        }
        let is_feared = |(doubt, _): &&(Cow<'_, [String]>, &str)| {
            doubt.iter().any(|own| *own == stem)
                || doubt
                    .iter()
                    .filter(|stem| feared.contains(&stem.as_str()))
                    .count()
                    >= 2
        };
        let (_, says) = doubts.iter().find(is_feared)?;
        Some((word.range.clone(), *says))
    })
}

fn is_denied(before: &str) -> bool {
    let last: Vec<String> = before
        .split_whitespace()
        .rev()
        .take(6)
        .map(str::to_lowercase)
        .collect();
    last.iter().any(|word| {
        matches!(
            word.trim_matches([',', '.']),
            "no" | "not"
                | "without"
                | "never"
                | "nothing"
                | "nobody"
                | "don't"
                | "instead"
                | "avoid"
                | "than"
        )
    })
}

/// "A six month implementation", "a rollout of 12 weeks".
fn long_project(cx: &CopyContext<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    let words = cx.text.words_of(sentence);
    let at = words.iter().position(|word| {
        matches!(
            word.folded.as_str(),
            "implementation"
                | "rollout"
                | "roll-out"
                | "project"
                | "integration"
                | "deployment"
                | "migration"
                | "tune"
                | "set-up"
                | "setup"
        )
    })?;
    let near = &words[at.saturating_sub(4)..(at + 5).min(words.len())];
    let is_long = near.iter().any(|word| {
        matches!(
            word.folded.as_str(),
            "month"
                | "months"
                | "quarters"
                | "twelve-week"
                | "six-month"
                | "three-month"
                | "month-long"
                | "nine-month"
                | "seven-month"
                | "12-week"
                | "6-month"
                | "3-month"
                | "consultants"
        )
    });
    let before = &cx.text.raw[sentence.range.start..words[at].range.start];
    (is_long && !is_denied(before)).then(|| words[at].range.clone())
}
