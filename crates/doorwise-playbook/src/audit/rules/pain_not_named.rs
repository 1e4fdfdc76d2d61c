//! G2: a pain that many buyers told of, and that nothing sent or shown names.

use std::collections::BTreeSet;

use doorwise_model::statement::Statement;
use doorwise_people::listen;

use crate::audit::compare::share;
use crate::audit::ground::Ground;
use crate::audit::rule::{Counted, Finding, Look, Need, Rule, Slot};

/// Fewest people asked.
const FEWEST: usize = 5;
/// Share of them from which the rule speaks.
const FROM: f64 = 0.4;
/// Stems of a pain that a text must share to name it.
const STEMS: usize = 2;

pub(super) static RULE: Rule = Rule {
    id: "G2",
    slot: Slot::PositioningGap,
    name: "pain not named",
    why: "People answer to their own trouble in their own words; what is not named is not recognised.",
    needs: &[Need::Copies, Need::Personas, Need::Interviews],
    statistic: "people quoted for a pain, each once, of all buyers asked; pieces of copy that share two content words with it",
    threshold: "told by at least 40 % of at least 5 people, and named by no piece of copy for that persona",
    source: "the persona's own evidence: quotes checked against the interviews",
    otherwise: "the copy may name the pain in words that share no stem with it",
    disproof: "a buyer who is shown the copy names this pain when asked what it is about",
    next: "put the pain, in a buyer's words, into the first line of the page and of the first mail, and read it to three buyers",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let n = ground.people.len();
    if n < FEWEST {
        return Look::TooFew(format!("{n} people were asked, {FEWEST} are needed"));
    }
    let mut best: Option<(usize, Finding)> = None;
    for persona in &ground.workspace.personas {
        let own: Vec<BTreeSet<String>> = ground
            .workspace
            .copies
            .iter()
            .filter(|copy| copy.persona == persona.id)
            .map(|copy| stems(&copy.body))
            .collect();
        if own.is_empty() {
            continue;
        }
        for (at, pain) in persona.pains.iter().enumerate() {
            let people: BTreeSet<&str> = pain
                .evidence
                .iter()
                .filter_map(|quote| quote.speaker.as_deref())
                .collect();
            let k = people.len();
            let wanted = stems(&pain.says);
            let names = |copy: &&BTreeSet<String>| {
                copy.intersection(&wanted).count() >= STEMS.min(wanted.len())
            };
            if (k as f64) < FROM * n as f64 || own.iter().any(|copy| names(&copy)) {
                continue;
            }
            if best.as_ref().is_some_and(|(known, _)| *known >= k) {
                continue;
            }
            best = Some((
                k,
                Finding {
                    subject: None,
                    says: format!(
                        "{k} of {n} people asked told of \u{201c}{}\u{201d}; none of {} pieces of copy for {} names it",
                        pain.says,
                        own.len(),
                        persona.name
                    ),
                    numbers: share(
                        "of the people asked told of it".to_owned(),
                        told(ground, pain, &people),
                    )
                    .into_iter()
                    .collect(),
                    worth: Err(
                        "words alone have no price until answers are counted by piece of copy"
                            .to_owned(),
                    ),
                    surely: 1.0,
                    weight: k as f64 / n as f64,
                    deals: Vec::new(),
                    files: pain
                        .evidence
                        .iter()
                        .map(|quote| doorwise_model::diagnostic::slashed(&quote.file))
                        .collect(),
                    next: None,
                    wording: crate::say::first_words(ground.workspace, persona, Some(at))
                        .or_else(|| pain.evidence.first().map(|quote| quote.quote.clone())),
                },
            ));
        }
    }
    match best {
        Some((_, finding)) => Look::Counted(finding),
        None => Look::Quiet("every pain that many told of is named somewhere".to_owned()),
    }
}

/// Returns everybody who was asked, with the words of those who told of a pain.
fn told(ground: &Ground<'_>, pain: &Statement, people: &BTreeSet<&str>) -> Vec<Counted> {
    let mut cases: Vec<Counted> = Vec::new();
    for speaker in people {
        let said =
            |quote: &&doorwise_model::statement::Quote| quote.speaker.as_deref() == Some(*speaker);
        if let Some(quote) = pain.evidence.iter().find(said) {
            let file = doorwise_model::diagnostic::slashed(&quote.file);
            cases.push(Counted::text(
                format!("{speaker}: \u{201c}{}\u{201d}", quote.quote),
                Some(file),
                true,
            ));
        }
    }
    let silent = ground.people.len().saturating_sub(cases.len());
    let others = ground
        .people
        .iter()
        .filter(|name| !people.contains(name.as_str()));
    cases.extend(
        others
            .take(silent)
            .map(|name| Counted::text(format!("{name} did not tell of it"), None, false)),
    );
    cases
}

fn stems(text: &str) -> BTreeSet<String> {
    listen::stems(text)
        .into_iter()
        .map(|(stem, _)| stem)
        .collect()
}
