use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};
use std::collections::BTreeSet;
use std::ops::Range;

use doorwise_vocab::title::{Band, Function};

use crate::addressee::band_of;
use crate::text::{Kind, Sentence};

declare_rule! {
    /// ## What it does
    /// Counts words for the organisation ("companies", "market share", "valuation") against words of a
    /// person's day (a task, a time, a boss; half each where the sentence speaks to nobody). Whose persona heads the firm is left alone; for a
    /// chief of a function it takes three such words and none of a day. Does not run without a persona.
    ///
    /// ## Why is this bad?
    /// A company reads no mail. The person who does cares for their own Monday first.
    ///
    /// ## Example
    /// ```copy
    /// Companies that want market share need one view of the business, and shareholders see it at once. Want a look?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Every Monday your founder asks which deals came from marketing. Want a look?
    /// ```
    pub(super) static COMPANY_TALK = {
        name: "copy/company-talk",
        summary: "the organisation where a person was wanted",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: English,
    }
}

/// Words for the organisation.
const ORGANISATION: [&str; 47] = [
    "company",
    "companies",
    "company's",
    "business",
    "businesses",
    "organisation",
    "organisations",
    "organization",
    "organizations",
    "organisational",
    "organizational",
    "enterprise",
    "enterprises",
    "shareholder",
    "shareholders",
    "investor",
    "investors",
    "valuation",
    "market share",
    "growth",
    "capital efficiency",
    "competitiveness",
    "profitability",
    "competitive advantage",
    "corporate",
    "board",
    "boards",
    "runway",
    "industry",
    "industries",
    "burn",
    "firms",
    "market leader",
    "enterprise value",
    "bottom line",
    "roi",
    "next round",
    "economy",
    "transformation",
    "resilience",
    "stakeholders",
    "excellence",
    "ambitious",
    "volatility",
    "department",
    "departments",
    "management",
];

/// Times of a working day.
const TIMES: [&str; 32] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "night",
    "nights",
    "evening",
    "morning",
    "afternoon",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "quarter",
    "month",
    "today",
    "lunch",
    "o'clock",
    "midnight",
    "weekend",
    "minutes",
    "yesterday",
    "tomorrow",
    "mondays",
    "sundays",
    "month-end",
    "april",
];

/// Returns the words of a sentence with which one of the phrases begins, each once.
fn places(cx: &CopyContext<'_>, sentence: &Sentence, phrases: &[&str]) -> BTreeSet<usize> {
    let mut places = BTreeSet::new();
    for phrase in phrases {
        let mut from = sentence.words.start;
        while let Some(at) = cx.text.place_of(from..sentence.words.end, phrase) {
            places.insert(at);
            from = at + 1;
        }
    }
    places
}

/// A word of a day counts in full where the reader is spoken to, and half where a firm is told of.
fn day_of(sentence: &Sentence) -> f64 {
    match sentence.speaks_to_you || sentence.is_question {
        true => 1.0,
        false => 0.5,
    }
}

fn check(cx: &CopyContext<'_>) -> Outcome {
    let persona = cx.persona()?;
    // Who heads the firm answers for it; a chief of a function has a day of their own.
    let is_chief = band_of(persona) == Some(Band::Executive);
    if is_chief && persona.role.function == Some(Function::Executive) {
        return Ok(Vec::new());
    }
    let times = cx.text.said(&TIMES);
    let talk = cx.text.said(&ORGANISATION);
    let mut organisation: Vec<Range<usize>> = Vec::new();
    let mut person = 0.0;
    for sentence in cx
        .text
        .body()
        .filter(|sentence| sentence.kind != Kind::Button)
    {
        person += day_of(sentence) * places(cx, sentence, &times).len() as f64;
        let places = places(cx, sentence, &talk).into_iter();
        organisation.extend(places.map(|at| cx.text.words[at].range.clone()));
    }
    // Duties, pains and a boss are a person's day; general management's own are the organisation's.
    let starts: BTreeSet<usize> = cx
        .reading()
        .hits()
        .filter(|hit| hit.function != Function::Executive && hit.weight >= 0.8)
        .map(|hit| hit.range.start)
        .collect();
    person += starts
        .iter()
        .filter_map(|at| cx.text.body().find(|sentence| sentence.range.contains(at)))
        .map(day_of)
        .sum::<f64>();
    person += cx.fit()?.pains.iter().filter(|pain| pain.is_met()).count() as f64 * 2.0;
    // A chief speaks of the company too: only what speaks of nothing else is company talk.
    let is_plain = match is_chief {
        true => organisation.len() >= 3 && person < 1.0,
        false => organisation.len() >= 2 && organisation.len() as f64 > person,
    };
    if !is_plain {
        return Ok(Vec::new());
    }
    let said: BTreeSet<String> = organisation
        .iter()
        .map(|range| format!("`{}`", cx.text.raw[range.clone()].to_lowercase()))
        .collect();
    Ok(vec![
        COMPANY_TALK
            .at(
                cx.at(&organisation[0]),
                "the copy speaks of the organisation and not of the reader's day",
            )
            .label("the organisation")
            .note(format!(
                "{} words for the organisation ({}), {person} for a person's day",
                organisation.len(),
                said.into_iter().take(5).collect::<Vec<_>>().join(", ")
            ))
            .help("say what this person does, when, and who asks for it"),
    ])
}
