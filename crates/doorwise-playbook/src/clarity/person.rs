//! What moves the person: pains, goals, doubts and what is done today.

use std::collections::BTreeSet;

use doorwise_vocab::text::fold;

use super::answer::{count, listed};
use super::role::of_persona;
use super::{Answer, Clues, Item, State};

/// Pains that must stand on quotes.
const FEWEST_PAINS: usize = 3;
/// People behind each of them.
const FEWEST_VOICES: usize = 2;
/// People behind them all.
const FEWEST_PEOPLE: usize = 3;
/// Objections with answer and proof.
const FEWEST_OBJECTIONS: usize = 2;

/// Test: three pains each with quotes of two people, three people in all. Why: one loud voice is no market.
/// Fix: interview, and mark single voices.
pub(super) static PAINS: Item = Item {
    number: 15,
    slug: "words",
    weight: 5,
    effort: 6,
    gate: true,
    key: true,
    question: "Do the pains come from people who said them?",
    test: "at least 3 pains, each with quotes of at least 2 people that stand in research/ word for word, at least 3 people in all",
    why: "one loud voice is no market, and an invented pain is nobody's",
    fix: "Talk to three of these people about what is hard, and put the transcripts in research/",
    command: |clues| match clues.heard.interviews.is_empty() {
        true => "doorwise why clarity.words".to_owned(),
        false => format!("doorwise learn personas{}", clues.icp_flag()),
    },
    answer: |clues| {
        of_persona(clues, |persona| {
            if persona.pains.is_empty() {
                return Answer::no("no pain is named");
            }
            let voices: Vec<BTreeSet<&str>> = persona
                .pains
                .iter()
                .map(|pain| clues.speakers(pain))
                .collect();
            let cited = voices.iter().filter(|people| !people.is_empty()).count();
            let strong = voices
                .iter()
                .filter(|people| people.len() >= FEWEST_VOICES)
                .count();
            let people: BTreeSet<&str> = voices.iter().flatten().copied().collect();
            let asked = doorwise_people::listen::people(&clues.heard.interviews).len();
            let says = format!(
                "{cited} of {} cite somebody's words, {strong} of them of two people or more; {} of {asked} interviewed stand behind them",
                count(persona.pains.len(), "pain"),
                people.len(),
            );
            let holds = strong >= FEWEST_PAINS && people.len() >= FEWEST_PEOPLE;
            let answer = Answer::new(State::of(holds), says)
                .on(persona.pains.iter().map(|pain| &pain.place));
            match asked >= FEWEST_PEOPLE {
                false => answer,
                // People were asked: what they said has to be cited, and nobody new to be called.
                true => answer.effort(2).fix(format!(
                    "Cite what people said under `evidence:` of the pains in {}, two people each",
                    clues.persona_file()
                )),
            }
        })
    },
};

/// Test: a goal has a measure, and a target or a date. Why: it ties the pain to the person's own review. Fix:
/// ask "what number are you judged by".
pub(super) static GOAL: Item = Item {
    number: 16,
    slug: "goal",
    weight: 4,
    effort: 6,
    gate: false,
    key: false,
    question: "Is there a goal with a number to reach?",
    test: "a goal of the persona has `metric:`, and a number or a date in it or in the sentence",
    why: "it ties the pain to the person's own review",
    fix: "Ask \u{201c}what number are you judged by, and by when?\u{201d} and write it under `metric:` of a goal",
    command: |clues| match clues.heard.interviews.is_empty() {
        true => "doorwise why clarity.goal".to_owned(),
        false => "doorwise listen research/*".to_owned(),
    },
    answer: |clues| {
        of_persona(clues, |persona| {
            let measured: Vec<_> = persona
                .goals
                .iter()
                .filter(|goal| goal.metric.is_some())
                .collect();
            let whole = measured.iter().find(|goal| {
                has_target(&goal.says) || goal.metric.as_deref().is_some_and(has_target)
            });
            match (whole, measured.first(), persona.goals.len()) {
                (Some(goal), _, _) => Answer::yes(format!(
                    "\u{201c}{}\u{201d}, measured by {}",
                    goal.says,
                    goal.metric.as_deref().unwrap_or_default()
                ))
                .on([&goal.place]),
                (None, Some(goal), _) => Answer::no(format!(
                    "\u{201c}{}\u{201d} is measured by {}, without a target or a date",
                    goal.says,
                    goal.metric.as_deref().unwrap_or_default()
                ))
                .on([&goal.place]),
                (None, None, 0) => Answer::no("no goal is named"),
                (None, None, n) => {
                    Answer::no(format!("{}, none with a `metric:`", count(n, "goal")))
                        .on(persona.goals.iter().map(|goal| &goal.place))
                }
            }
        })
    },
};

/// Returns whether words name a number to reach or a day to reach it by.
fn has_target(text: &str) -> bool {
    const BY_WHEN: [&str; 20] = [
        "quarter",
        "q1",
        "q2",
        "q3",
        "q4",
        "year end",
        "year-end",
        "end of",
        "month",
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
    ];
    let folded = fold(text);
    text.chars().any(|ch| ch.is_ascii_digit()) || BY_WHEN.iter().any(|word| folded.contains(word))
}

/// Test: two objections or more, each with an answer, two of them with a proof that is listed. Why: fear of a
/// wrong choice stops deals. Fix: write the answer, or admit the limit.
pub(super) static OBJECTIONS: Item = Item {
    number: 17,
    slug: "objections",
    weight: 4,
    effort: 2,
    gate: false,
    key: false,
    question: "Is every doubt answered, with a proof?",
    test: "at least 2 objections, every one with an answer, at least 2 with the id of a proof that stands in proof/",
    why: "fear of a wrong choice stops more deals than a rival does",
    fix: "Write an answer with its proof, or admit the limit",
    command: |_| "doorwise why clarity.objections".to_owned(),
    answer: |clues| {
        of_persona(clues, |persona| {
            let objections = &persona.objections;
            let is_listed = |id: &str| clues.workspace.proofs.iter().any(|proof| proof.id == id);
            let answered = objections.iter().filter(|one| one.answer.is_some()).count();
            let proven = objections
                .iter()
                .filter(|one| one.answer.is_some() && one.proof.as_deref().is_some_and(is_listed))
                .count();
            let says = format!(
                "{}, {answered} answered, {proven} with a proof",
                count(objections.len(), "objection")
            );
            let holds = proven >= FEWEST_OBJECTIONS && answered == objections.len();
            let bare = objections
                .iter()
                .find(|one| one.answer.is_none() || one.proof.is_none());
            let answer = Answer::new(State::of(holds), says)
                .on(objections.iter().map(|one| &one.statement.place));
            match bare {
                Some(one) => answer.fix(format!(
                    "Answer \u{201c}{}\u{201d} in {}, with `proof:` naming one of proof/",
                    one.statement.says,
                    clues.persona_file()
                )),
                None => answer.fix(format!(
                    "Write the doubts that stop deals under `objections:` in {}, each with answer and proof",
                    clues.persona_file()
                )),
            }
        })
    },
};

/// Words for doing nothing new.
const NOTHING: [&str; 12] = [
    "nothing",
    "do nothing",
    "doing nothing",
    "by hand",
    "manual",
    "manually",
    "status quo",
    "as today",
    "no tool",
    "none",
    "the way it is",
    "live with it",
];

/// Test: alternatives are named, and doing nothing is one of them. Why: it is the real competitor. Fix: ask
/// "what do you do today".
pub(super) static ALTERNATIVES: Item = Item {
    number: 18,
    slug: "alternatives",
    weight: 3,
    effort: 2,
    gate: false,
    key: false,
    question: "Is it named what the person does today, nothing included?",
    test: "`alternatives:` of the persona names at least one way, and doing nothing or doing it by hand is among them",
    why: "today's way, not a vendor, is the real competitor",
    fix: "Ask \u{201c}what do you do today?\u{201d} and write it under `alternatives:`, `nothing` included",
    command: |clues| match clues.heard.interviews.is_empty() {
        true => "doorwise why clarity.alternatives".to_owned(),
        false => "doorwise listen research/*".to_owned(),
    },
    answer: |clues| {
        of_persona(clues, |persona| {
            let alternatives = &persona.alternatives;
            let is_nothing = |written: &String| {
                let folded = format!(" {} ", fold(written));
                NOTHING
                    .iter()
                    .any(|word| folded.contains(&format!(" {word} ")))
            };
            let heard = heard_ways(clues);
            let hint = match heard {
                0 => String::new(),
                n => format!(
                    "; {} in interviews said what they do today",
                    count(n, "sentence")
                ),
            };
            match (alternatives.is_empty(), alternatives.iter().any(is_nothing)) {
                (false, true) => Answer::yes(listed(alternatives)),
                (false, false) => Answer::no(format!(
                    "{} named, and doing nothing is not among them",
                    listed(alternatives)
                ))
                .effort(1)
                .fix(format!(
                    "Add `nothing`, or how it is done by hand today, to `alternatives:` in {}",
                    clues.persona_file()
                )),
                _ => {
                    let answer = Answer::no(format!("no alternative is named{hint}"));
                    match heard {
                        0 => answer.effort(6),
                        _ => answer.effort(1),
                    }
                }
            }
        })
    },
};

fn heard_ways(clues: &Clues<'_>) -> usize {
    let records = clues.heard.records.iter();
    records
        .filter(|record| record.kind == doorwise_people::listen::Kind::Alternative)
        .count()
}
