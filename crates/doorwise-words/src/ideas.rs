//! Content and offers for one persona, each with the pain and the words behind it.
//!
//! An idea names what to make, not what to claim: a case note has a proof, a comparison an answered
//! doubt, a template the boss's question. What a persona tends to take as a first step is a default of
//! the trade (`domain.md` 4.5), marked so; whether one's own steps are like it is shown.

use doorwise_vocab::title::Function;

use crate::draft::{Brief, Part, Source, about, answers, asking, quote, slots};
use crate::fit::content;
use crate::reader;

/// One thing to make or to give.
#[derive(Clone, Debug, PartialEq)]
pub struct Idea {
    /// case note, opening post, template, comparison, checklist, offer.
    pub kind: &'static str,
    /// The word used in ids: `case-note-setup-days`.
    pub key: String,
    /// What to make or give.
    pub says: String,
    /// What it rests on.
    pub source: Source,
    /// The pain behind it.
    pub pain: Option<usize>,
    /// A buyer's words behind it, and where they are cited.
    pub quote: Option<(String, String)>,
    /// What is missing.
    pub gap: Option<String>,
}

/// Returns what could be made for this persona, the best founded first.
pub fn content_ideas(brief: &Brief<'_>) -> Vec<Idea> {
    let persona = brief.persona;
    let mut ideas = Vec::new();
    for (proof, inside) in slots::proofs(brief) {
        let stems = content(&proof.claim);
        let pain = about(persona, &stems);
        if !inside || pain.is_none() {
            continue;
        }
        let told = slots::proof_of(brief, proof, 0);
        ideas.push(Idea {
            kind: "case note",
            key: format!("case-note-{}", proof.id),
            says: format!("A page on how it went there: {}", told.text),
            source: told.source,
            pain,
            quote: pain.and_then(|at| words_behind(brief, at)),
            gap: None,
        });
    }
    for (at, pain) in persona.pains.iter().enumerate() {
        let quote = words_behind(brief, at);
        let gap = quote
            .is_none()
            .then(|| "nobody is cited in words that may be read: ask one more person".to_owned());
        let says = match &quote {
            Some((words, _)) => format!("A short post that opens with a buyer's words: {words}"),
            None => format!(
                "A short post on one matter: {}.",
                pain.says.trim_end_matches('.')
            ),
        };
        ideas.push(Idea {
            kind: "opening post",
            key: format!("post-{}", at + 1),
            says,
            source: Source::of(Part::Pain, at, pain),
            pain: Some(at),
            quote,
            gap,
        });
    }
    if let Some(asks) = persona.boss_asks.as_deref().map(str::trim) {
        ideas.push(Idea {
            kind: "template",
            key: "template-boss".to_owned(),
            says: format!("One page to fill in that answers the boss's question: \"{asks}\""),
            source: Source::boss(persona),
            pain: None,
            quote: None,
            gap: None,
        });
    }
    for (at, _) in answers::answered(brief) {
        let statement = &persona.objections[at].statement;
        ideas.push(Idea {
            kind: "comparison",
            key: format!("comparison-{}", at + 1),
            says: format!(
                "A page that takes up \"{}\", with what is true of it and where it stops.",
                statement.says.trim_end_matches('.')
            ),
            source: Source::of(Part::Objection, at, statement),
            pain: None,
            quote: quote::best(persona, statement)
                .map(|quote| (quote::between_marks(&quote.quote), quote.place.to_string())),
            gap: None,
        });
    }
    for (at, trigger) in persona.triggers.iter().enumerate() {
        ideas.push(Idea {
            kind: "checklist",
            key: format!("checklist-{}", at + 1),
            says: format!(
                "A checklist for the first weeks after this: {}.",
                reader::said(&trigger.says, reader::StatementRole::Pain)
            ),
            source: Source::of(Part::Trigger, at, trigger),
            pain: None,
            quote: None,
            gap: None,
        });
    }
    ideas
}

fn words_behind(brief: &Brief<'_>, at: usize) -> Option<(String, String)> {
    let found = quote::best(brief.persona, &brief.persona.pains[at])?;
    Some((quote::between_marks(&found.quote), found.place.to_string()))
}

/// What people of a function tend to take as a first step, and words that tell such a step.
const FIRST_STEPS: [(Function, &str, &[&str]); 14] = [
    (
        Function::Executive,
        "one screen with the price on it, and peers of the same size",
        &["screen", "price", "page", "peer", "sample"],
    ),
    (
        Function::Finance,
        "how it pays back, what it replaces, the terms of the contract",
        &["payback", "cost", "terms", "contract", "calculation"],
    ),
    (
        Function::Engineering,
        "a document of its scope: read-only, exportable, what went wrong elsewhere",
        &[
            "scope",
            "read-only",
            "export",
            "sandbox",
            "docs",
            "documentation",
        ],
    ),
    (
        Function::Marketing,
        "a sample of the page that the boss will see, on the tools already there, on their own data",
        &["sample", "page", "own data", "pilot", "preview"],
    ),
    (
        Function::Sales,
        "a sample list, or a rep's day with it",
        &["list", "sample", "day"],
    ),
    (
        Function::Revops,
        "a sandbox, a guide for the admin, a list of fields",
        &["sandbox", "guide", "fields", "field list"],
    ),
    (
        Function::It,
        "a sandbox, a guide for the admin, a list of fields",
        &["sandbox", "guide", "fields", "field list"],
    ),
    (
        Function::Security,
        "a security pack and the scope of access",
        &["security", "scope", "access", "pack"],
    ),
    (
        Function::Operations,
        "a visit or a photo of a place where it runs, an example plan",
        &["visit", "photo", "plan", "site", "example"],
    ),
    (
        Function::Procurement,
        "a sheet to compare by, the security pack",
        &["comparison", "compare", "security", "sheet"],
    ),
    (
        Function::Data,
        "a sandbox and a list of fields",
        &["sandbox", "fields", "sample"],
    ),
    (
        Function::Customer,
        "a sample on their own accounts",
        &["sample", "own", "template"],
    ),
    (
        Function::Hr,
        "a template and a sample on one role",
        &["template", "sample"],
    ),
    (
        Function::Product,
        "a sample on their own backlog or data",
        &["sample", "own", "template"],
    ),
];

/// Returns the first steps that can be offered to this persona, and what such people tend to take.
pub fn offers(brief: &Brief<'_>) -> (Vec<Idea>, Option<String>) {
    let persona = brief.persona;
    let usual = persona
        .role
        .function
        .and_then(|function| FIRST_STEPS.iter().find(|(known, ..)| *known == function));
    let pain = (0..persona.pains.len())
        .min_by_key(|at| (std::cmp::Reverse(quote::n_people(&persona.pains[*at])), *at));
    let small = asking::small_asks(brief);
    let mut offers: Vec<Idea> = Vec::new();
    let mut n_fitting = 0;
    for (at, ask) in small.iter().enumerate() {
        let lower = ask.to_lowercase();
        let fits = usual.is_some_and(|(_, _, words)| words.iter().any(|word| lower.contains(word)));
        n_fitting += usize::from(fits);
        offers.push(Idea {
            kind: "offer",
            key: format!("offer-{}", at + 1),
            says: reader::upper_first(ask),
            source: asking::source_of(brief, ask),
            pain,
            quote: pain.and_then(|at| words_behind(brief, at)),
            gap: match (fits, usual) {
                (false, Some((_, usual, _))) => Some(format!(
                    "such people tend to take {usual} [default of the trade]"
                )),
                _ => None,
            },
        });
    }
    let gap = match (small.is_empty(), n_fitting, usual) {
        (true, _, Some((function, usual, _))) => Some(format!(
            "no small first step is written under `asks`; people of {} tend to take {usual} [default of the trade, ASSUMPTION]",
            function.label()
        )),
        (true, _, None) => Some("no small first step is written under `asks`".to_owned()),
        _ => None,
    };
    (offers, gap)
}
