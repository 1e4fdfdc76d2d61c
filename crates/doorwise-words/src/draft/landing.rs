//! The top of a page: the reader's line, what it does, a proof in view, one button.

use super::angle::{Angle, Entry};
use super::{
    Brief, Channel, Draft, Sentence, Source, Stage, answers, asking, cold_email, headline, slots,
};
use crate::reader;

/// Most words of a headline.
const HEADLINE_WORDS: usize = 12;

/// Returns heroes, the one nearest to the angle first.
pub(super) fn heroes(brief: &Brief<'_>, angle: &Angle, stage: Stage) -> Vec<Draft> {
    let mut gaps = cold_email::unknown(brief);
    let way_out = slots::way_out(brief, 1, &mut gaps);
    let proof = match &angle.entry {
        Entry::Proof(id) => brief
            .proofs
            .iter()
            .find(|proof| proof.id == *id)
            .map(|proof| slots::proof_of(brief, proof, 2)),
        _ => slots::proof(brief, angle.pain, 2, &mut gaps),
    };
    let answer = answers::short_answers(brief, 1)
        .into_iter()
        .next()
        .map(|answer| answer.spare(5));
    let mut lines = headline::headlines(brief, angle, HEADLINE_WORDS, 90);
    if lines.is_empty() {
        // Nothing short is known of the reader: what it does is the line.
        lines.extend(way_out.clone().map(|way| Sentence {
            text: way.text.trim_end_matches('.').to_owned(),
            ..way
        }));
    }
    lines
        .into_iter()
        .filter(|line| line.text.split_whitespace().count() <= HEADLINE_WORDS)
        .map(|line| {
            let is_offer = matches!(line.source, Source::Offer(_));
            let mut sentences = vec![Sentence {
                text: format!("# {}", line.text),
                ..line
            }];
            sentences.extend(
                way_out
                    .clone()
                    .filter(|_| !is_offer)
                    .map(|way| way.spare(1)),
            );
            sentences.extend(answer.clone().filter(|_| stage >= Stage::Product));
            sentences.extend(proof.clone().map(|proof| proof.spare(2)));
            sentences.extend(slots::price(brief, 3).filter(|_| stage == Stage::Most));
            sentences.push(button(brief, 4));
            Draft {
                channel: Channel::LandingHero,
                stage,
                subject: None,
                sentences,
                gaps: gaps.clone(),
                note: "attention, interest, proof, action".to_owned(),
            }
        })
        .collect()
}

/// Returns the one button: the first small step in few words.
pub(super) fn button(brief: &Brief<'_>, paragraph: usize) -> Sentence {
    Sentence::new(
        format!("[{}]", step(brief)),
        asking::source(brief),
        paragraph,
    )
}

/// Returns the first small step as a command: "Get a sample of the Monday page".
pub(super) fn step(brief: &Brief<'_>) -> String {
    const CUT: [&str; 11] = [
        "on", "with", "for", "from", "in", "at", "that", "which", "by", "so", "and",
    ];
    let Some(ask) = asking::small_asks(brief).first().copied() else {
        return "See how it works".to_owned();
    };
    let ask = reader::lower_first(ask);
    let words: Vec<&str> = ask.split_whitespace().collect();
    let end = words
        .iter()
        .skip(2)
        .position(|word| CUT.contains(word))
        .map_or(words.len(), |at| at + 2);
    let short = words[..end.min(7)].join(" ");
    let short = short.trim_end_matches([',', ';', ':']);
    match asking::verb_of(&ask) {
        true => reader::upper_first(short),
        false if asking::is_visit(short) => format!("Arrange {short}"),
        false => format!("Get {short}"),
    }
}
