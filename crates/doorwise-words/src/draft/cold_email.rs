//! A first mail: the reader's day, the way out, a proof, one small ask.

use super::angle::{Angle, Entry};
use super::{
    Brief, Channel, Draft, Part, Sentence, Source, Stage, answers, asking, opening, slots, subject,
};

/// Fewest words of a first mail; below, a mail says that one line back is enough.
const LEAST_WORDS: usize = 50;

/// Returns drafts of a first mail, alike but for the doubt that they answer.
pub(super) fn cold_emails(brief: &Brief<'_>, angle: &Angle, stage: Stage) -> Vec<Draft> {
    let answers = match angle.entry {
        Entry::Objection(_) => Vec::new(),
        _ => answers::short_answers(brief, 3),
    };
    match answers.is_empty() {
        true => vec![cold_email(brief, angle, stage, None)],
        false => answers
            .into_iter()
            .map(|answer| cold_email(brief, angle, stage, Some(answer)))
            .collect(),
    }
}

fn cold_email(brief: &Brief<'_>, angle: &Angle, stage: Stage, answer: Option<Sentence>) -> Draft {
    let mut gaps = Vec::new();
    let mut sentences = vec![slots::greeting(brief)];
    let knows_reader = angle.entry != Entry::Question;
    gaps.extend(unknown(brief));
    let (opens, body, ask) = parts(brief, angle, stage, answer, &mut gaps);
    sentences.extend(opens);
    sentences.extend(body);
    // Without a guess about the reader there is nothing to be wrong about.
    if knows_reader && n_words(&sentences) + n_words(&ask) < LEAST_WORDS && stage == Stage::Problem
    {
        let paragraph = sentences.last().map_or(1, |last| last.paragraph.max(1));
        let text = "If my guess is wrong, one line back is enough and I will leave you in peace.";
        sentences.push(Sentence::new(text, Source::Law, paragraph).spare(1));
    }
    sentences.extend(ask);
    sentences.extend(slots::signature(brief, 6, &mut gaps));
    Draft {
        channel: Channel::ColdEmail,
        stage,
        subject: Some(subject::subject(brief, angle)),
        sentences,
        gaps,
        note: stage.framework().to_owned(),
    }
}

/// Returns opening, middle and ask, paragraphs numbered.
fn parts(
    brief: &Brief<'_>,
    angle: &Angle,
    stage: Stage,
    answer: Option<Sentence>,
    gaps: &mut Vec<String>,
) -> (Vec<Sentence>, Vec<Sentence>, Vec<Sentence>) {
    let mut opens = opening::opening(brief, angle, stage, 1);
    let mut body = Vec::new();
    if stage == Stage::Unaware {
        return (opens, body, vec![asking::ask(brief, stage, 4, gaps)]);
    }
    let way_out = slots::way_out(brief, 2, gaps).map(|way| way.spare(1));
    // An angle that opens with a proof has told it.
    let proof = match angle.entry {
        Entry::Proof(_) => None,
        _ => slots::proof(brief, angle.pain, 2, gaps).map(|proof| proof.spare(2)),
    };
    answers::open_doubts(brief, gaps);
    if stage == Stage::Product {
        opens.retain(|sentence| {
            !matches!(
                sentence.source,
                Source::Quote { .. }
                    | Source::Persona {
                        part: Part::Boss,
                        ..
                    }
            )
        });
        let doubt = match angle.entry {
            Entry::Objection(_) => {
                opens = opening::opening(brief, angle, stage, 1);
                Vec::new()
            }
            _ => objection_first(brief, 2),
        };
        body.extend(doubt);
        body.extend(proof.map(|proof| Sentence {
            paragraph: 3,
            ..proof
        }));
        return (opens, body, vec![asking::ask(brief, stage, 4, gaps)]);
    }
    let answer = answer.map(|answer| answer.spare(3));
    let ask = asking::ask(brief, stage, 4, gaps);
    if stage == Stage::Solution {
        // Before, after, bridge.
        body.extend(proof.map(|proof| Sentence {
            paragraph: 2,
            ..proof
        }));
        body.extend(way_out.map(|way| Sentence {
            paragraph: 3,
            ..way
        }));
        body.extend(answer.map(|answer| Sentence {
            paragraph: 4,
            ..answer
        }));
        return (
            opens,
            body,
            vec![Sentence {
                paragraph: 5,
                ..ask
            }],
        );
    }
    if opens.is_empty() {
        // Nothing is known of the reader: the question comes first where a small step ends the mail.
        let question = asking::today(brief, 1);
        let has_step = !asking::small_asks(brief).is_empty();
        body.extend(way_out.into_iter().chain(proof).chain(answer));
        return match (question, has_step) {
            (Some(question), true) => (vec![question], body, vec![ask]),
            (Some(question), false) => (
                opens,
                body,
                vec![Sentence {
                    paragraph: 4,
                    ..question
                }],
            ),
            (None, _) => (opens, body, vec![ask]),
        };
    }
    body.extend(way_out.into_iter().chain(proof).chain(answer));
    if stage == Stage::Most {
        body.extend(slots::price(brief, 4));
    }
    (
        opens,
        body,
        vec![Sentence {
            paragraph: 5,
            ..ask
        }],
    )
}

/// Returns the first doubt that may be answered, its answer and the proof behind it.
fn objection_first(brief: &Brief<'_>, paragraph: usize) -> Vec<Sentence> {
    let Some((at, answer)) = answers::answered(brief).into_iter().next() else {
        return Vec::new();
    };
    vec![answers::answer(brief, at, answer, paragraph)]
}

/// Names what is not known of the reader.
pub(super) fn unknown(brief: &Brief<'_>) -> Vec<String> {
    let persona = brief.persona;
    let mut gaps = Vec::new();
    if persona.goals.is_empty() {
        gaps.push("no goal: ask what this person is on the hook for".to_owned());
    }
    if persona.pains.is_empty() {
        gaps.push("no pain: ask what goes wrong in this person's week".to_owned());
    }
    gaps
}

pub(super) fn n_words(sentences: &[Sentence]) -> usize {
    sentences
        .iter()
        .map(|sentence| sentence.text.split_whitespace().count())
        .sum()
}
