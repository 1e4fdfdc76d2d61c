//! What is sent: does it speak to the person, name a pain at first glance, and stand on a proof?

use std::collections::BTreeMap;
use std::path::Path;

use doorwise_model::Place;
use doorwise_model::card::reference::State as Meets;
use doorwise_model::condition::Condition;
use doorwise_model::copy::Copy;
use doorwise_model::field::Field;
use doorwise_model::persona::Persona;
use doorwise_model::value::Value;
use doorwise_words::addressee::{Verdict, of_copy};
use doorwise_words::draft::{customer, nearest_proof};
use doorwise_words::fit::persona_fit;

use super::answer::{count, listed, share};
use super::{Answer, Clues, Item, State};
use crate::plan::people;

/// Share of the copies of a channel that must speak to their persona, in percent.
const RIGHT_READER: usize = 80;
/// Words of a headline, and of what stands below it.
const HEADLINE: usize = 12;
const BELOW: usize = 45;
/// How far from the ICP's size a customer may be who stands for it.
const NEAR: f64 = 2.0;

/// Returns the copies that are written to a persona of the ICP, with that persona.
fn copies<'a>(clues: &Clues<'a>) -> Vec<(&'a Copy, &'a Persona)> {
    let copies = clues.workspace.copies.iter();
    copies
        .filter_map(|copy| {
            let persona = clues.personas.iter().find(|one| one.id == copy.persona)?;
            Some((copy, *persona))
        })
        .collect()
}

/// Test: in every channel 80 % of the copies speak to their persona. Why: copy for the wrong reader is how
/// good lists fail. Fix: rewrite the asset that is sent most.
pub(super) static READER: Item = Item {
    number: 25,
    slug: "reader",
    weight: 4,
    effort: 2,
    gate: false,
    key: true,
    question: "Does the copy speak to the person it is meant for?",
    test: "in every channel at least 80 % of the English copies speak to their persona: `copy/wrong-addressee` is silent and the words speak to somebody",
    why: "the right company and the wrong person is how deals stall",
    fix: "Rewrite the piece that is sent most to the day of its persona",
    command: |clues| match wrong(clues).first() {
        Some(file) => format!("doorwise check {file}"),
        None => "doorwise check".to_owned(),
    },
    answer: |clues| {
        let seen = clues
            .persona()
            .and_then(|persona| {
                Some((
                    persona,
                    people::seen_view(persona, clues.market, clues.presence)?,
                ))
            })
            .map(|(persona, seen)| format!("; {} was {}", persona.name, seen.says))
            .unwrap_or_default();
        let mine = copies(clues);
        let english = |copy: &Copy| {
            copy.language.is_empty() || copy.language.to_lowercase().starts_with("en")
        };
        let (read, foreign): (Vec<_>, Vec<_>) = mine.iter().partition(|(copy, _)| english(copy));
        if read.is_empty() {
            return match foreign.len() {
                0 => Answer::unknown(format!("There is no copy in copy/ to check{seen}"))
                    .fix("Put what you send into copy/, or have a first mail drafted")
                    .command("doorwise say --out copy/drafts"),
                n => Answer::unknown(format!(
                    "{} in a language that is not read{seen}",
                    count(n, "piece")
                )),
            };
        }
        let mut channels: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut hits = 0;
        for (copy, persona) in &read {
            let channel = copy.channel.as_deref().unwrap_or("no channel");
            let counted = channels.entry(channel).or_default();
            let is_right = speaks_to(clues, copy, persona);
            counted.0 += usize::from(is_right);
            counted.1 += 1;
            hits += usize::from(is_right);
        }
        let short: Vec<String> = channels
            .iter()
            .filter(|(_, (hits, n))| 100 * hits < RIGHT_READER * n)
            .map(|(channel, (hits, n))| format!("{} {hits} of {n}", channel.replace('_', " ")))
            .collect();
        let below = match short.as_slice() {
            [] => String::new(),
            short => format!("; below {RIGHT_READER} %: {}", listed(short)),
        };
        let says = format!(
            "{} speak to their persona{below}{seen}",
            share((hits, read.len()), "pieces")
        );
        let files: Vec<Place> = wrong(clues)
            .iter()
            .map(|file| Place::text(Path::new(file), None))
            .collect();
        Answer::new(State::of(short.is_empty()), says)
            .rate("of the copies speak to their persona", hits, read.len())
            .on(&files)
    },
};

fn speaks_to(clues: &Clues<'_>, copy: &Copy, persona: &Persona) -> bool {
    let is_wrong = clues.diagnostics.iter().any(|found| {
        let in_piece =
            matches!(&found.place, Place::Text { file, .. } if file == copy.source_file());
        found.name == "copy/wrong-addressee" && in_piece
    });
    !is_wrong && of_copy(copy, Some(persona)).verdict != Verdict::Nobody
}

/// Returns the files that do not speak to their persona.
fn wrong(clues: &Clues<'_>) -> Vec<String> {
    let mine = copies(clues).into_iter();
    let mut files: Vec<String> = mine
        .filter(|(copy, persona)| !speaks_to(clues, copy, persona))
        .map(|(copy, _)| doorwise_model::diagnostic::slashed(copy.source_file()))
        .collect();
    files.dedup();
    files
}

/// Test: a landing hero names a pain of its persona within 12 words of headline and 45 below. Why: the first
/// glance decides. Fix: use the top quote.
pub(super) static HERO: Item = Item {
    number: 26,
    slug: "hero",
    weight: 3,
    effort: 2,
    gate: false,
    key: false,
    question: "Does the landing page name a pain at first glance?",
    test: "a copy of channel landing_hero has a headline of at most 12 words and at most 45 below it, and these words meet a pain of its persona",
    why: "the first glance decides whether anybody reads on",
    fix: "Write the hero with the persona's top quote",
    command: |clues| match heroes(clues).first() {
        Some((copy, _)) => format!(
            "doorwise check {}",
            doorwise_model::diagnostic::slashed(copy.source_file())
        ),
        None => "doorwise plan".to_owned(),
    },
    answer: |clues| {
        let heroes = heroes(clues);
        if heroes.is_empty() {
            return Answer::unknown("There is no copy of channel landing_hero in copy/");
        }
        let mut best = Answer::no(String::new());
        for (copy, persona) in heroes {
            let (headline, below, end) = first_glance(&copy.body);
            let fit = persona_fit(copy, persona);
            let met = fit
                .pains
                .iter()
                .find(|pain| pain.is_met() && pain.by.iter().all(|range| range.start < end));
            let file = doorwise_model::diagnostic::slashed(copy.source_file());
            let lengths = format!("{} of headline and {below} below", count(headline, "word"));
            let is_short = headline <= HEADLINE && below <= BELOW;
            let place = Place::text(copy.source_file(), None);
            let (state, says) = match met {
                Some(pain) => (
                    State::of(is_short),
                    format!("{file} names \u{201c}{}\u{201d} in {lengths}", pain.says),
                ),
                None => (
                    State::No,
                    format!("{file} names no pain of {} in {lengths}", persona.name),
                ),
            };
            if best.says.is_empty() || state == State::Yes {
                best = Answer::new(state, says).on([&place]);
            }
        }
        best
    },
};

fn heroes<'a>(clues: &Clues<'a>) -> Vec<(&'a Copy, &'a Persona)> {
    let is_hero = |copy: &Copy| {
        let channel = copy
            .channel
            .as_deref()
            .map(|channel| channel.to_lowercase().replace(['-', ' '], "_"));
        channel.is_some_and(|channel| {
            ["landing_hero", "landing", "landing_page", "hero"].contains(&channel.as_str())
        })
    };
    copies(clues)
        .into_iter()
        .filter(|(copy, _)| is_hero(copy))
        .collect()
}

/// Returns the words of the headline, those of the paragraph below it, and where that ends.
fn first_glance(body: &str) -> (usize, usize, usize) {
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let plain = line.trim().trim_start_matches('#').trim();
        if !plain.is_empty() {
            paragraphs.push((
                plain.split_whitespace().count(),
                at + line.len(),
                plain.starts_with('['),
            ));
        }
        at += line.len();
    }
    let (headline, mut end, _) = paragraphs.first().copied().unwrap_or_default();
    let mut below = 0;
    for (words, until, is_button) in paragraphs.into_iter().skip(1) {
        if is_button || below > 0 && below + words > BELOW {
            break;
        }
        below += words;
        end = until;
    }
    (headline, below, end)
}

/// Test: a proof's customer is inside the ICP: no gate fails, size within twice, country or industry the same.
/// Why: people believe people like them. Fix: collect one case.
pub(super) static PROOF: Item = Item {
    number: 27,
    slug: "proof",
    weight: 3,
    effort: 6,
    gate: false,
    key: false,
    question: "Is there a proof from a company of this kind?",
    test: "a proof whose customer fails no gate and hits no exclusion, employs at most twice or at least half of the ICP's range, and shares its country or industry",
    why: "people believe companies like their own",
    fix: "Ask one customer inside the ICP for a sentence with a number, and list it in proof/",
    command: |_| "doorwise why clarity.proof".to_owned(),
    answer: |clues| {
        let proofs = &clues.workspace.proofs;
        let Some((proof, inside)) = nearest_proof(clues.icp, proofs) else {
            return Answer::no("There is no proof in proof/");
        };
        let company = customer(proof);
        let whose = proof.customer.clone().unwrap_or_else(|| proof.id.clone());
        let all = count(proofs.len(), "proof");
        let near = size_is_near(clues, &company.value(&Field::Employees));
        let judged = clues.icp.card.judge(&company, &[]);
        let shares = clues
            .icp
            .card
            .gates
            .iter()
            .zip(&judged.gates)
            .any(|(gate, state)| {
                matches!(gate.field, Field::Place | Field::Industry) && *state == Meets::Holds
            });
        let answer = match (inside, near, shares) {
            (false, _, _) => Answer::no(format!(
                "{all}, none of a company inside the ICP; the nearest is {whose}"
            )),
            (true, Some(false), _) => {
                Answer::no(format!("{whose} is of another size than the ICP"))
            }
            (true, Some(true), true) => {
                Answer::yes(format!("{whose} lies inside: {}", proof.claim))
            }
            (true, None, _) => {
                Answer::unknown(format!("{whose} may lie inside; its size is not known"))
                    .effort(1)
                    .fix(format!(
                        "Write `employees:` of {whose} under `company:` in proof/"
                    ))
            }
            (true, Some(true), false) => Answer::unknown(format!(
                "{whose} may lie inside; its country and industry are not known"
            ))
            .effort(1)
            .fix(format!(
                "Write `place:` and `industry:` of {whose} under `company:` in proof/"
            )),
        };
        answer.on([&proof.place])
    },
};

/// Returns whether a size is within twice the ICP's own; none where either is not known.
fn size_is_near(clues: &Clues<'_>, value: &Value) -> Option<bool> {
    let Value::Number(size) = value else {
        return None;
    };
    let gates = clues
        .icp
        .card
        .gates
        .iter()
        .filter(|gate| gate.field == Field::Employees);
    let ranges: Vec<_> = gates
        .flat_map(|gate| &gate.any_of)
        .filter_map(|condition| match condition {
            Condition::Within(range) => Some(*range),
            _ => None,
        })
        .collect();
    if ranges.is_empty() {
        return None;
    }
    Some(
        ranges
            .iter()
            .any(|range| size.high >= range.low / NEAR && size.low <= range.high * NEAR),
    )
}
