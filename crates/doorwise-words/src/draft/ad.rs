//! Ads: one line of the reader's, one claim or one proof, one step.

use super::angle::{Angle, Entry};
use super::{Brief, Channel, Draft, Sentence, Stage, asking, cold_email, headline, landing, slots};
use crate::reader::upper_first;

/// Characters of a headline and of the text, for an ad with room and for one beside a search.
const LINKEDIN: (usize, usize) = (70, 150);
const GOOGLE: (usize, usize) = (30, 90);

/// Returns ads, the fullest first; one of them may be short enough.
pub(super) fn ads(brief: &Brief<'_>, angle: &Angle, stage: Stage, channel: Channel) -> Vec<Draft> {
    let (head, room) = match channel {
        Channel::GoogleAd => GOOGLE,
        _ => LINKEDIN,
    };
    let mut gaps = cold_email::unknown(brief);
    let way_out = slots::way_out(brief, 0, &mut gaps);
    let proofs = slots::proofs_about(brief, angle.pain);
    let proof = match &angle.entry {
        Entry::Proof(id) => proofs.iter().find(|(proof, _)| proof.id == *id).copied(),
        _ => proofs.iter().find(|(_, inside)| *inside).copied(),
    }
    .map(|(proof, _)| slots::proof_of(brief, proof, 0));
    let short = way_out.as_ref().and_then(first_part);
    let step = match channel {
        Channel::GoogleAd => Sentence::new(
            format!("{}.", landing::step(brief)),
            asking::source(brief),
            0,
        ),
        _ => landing::button(brief, 1),
    };
    // One claim and one proof where both have room, else the one that has.
    let texts: Vec<Vec<Sentence>> = [
        [way_out.clone(), proof.clone()],
        [short.clone(), proof.clone()],
        [proof, None],
        [way_out, None],
        [short, None],
    ]
    .into_iter()
    .map(|parts| parts.into_iter().flatten().collect::<Vec<_>>())
    .filter(|parts| !parts.is_empty())
    .collect();
    let lines = headline::headlines(brief, angle, 12, head);
    let mut drafts = Vec::new();
    for line in lines {
        for text in &texts {
            let mut sentences = text.clone();
            sentences.push(step.clone());
            let said: usize = sentences
                .iter()
                .filter(|sentence| !sentence.text.starts_with('['))
                .map(|sentence| sentence.text.chars().count() + 1)
                .sum();
            if said > room + 1 {
                continue;
            }
            drafts.push(Draft {
                channel,
                stage,
                subject: Some(line.text.clone()),
                sentences,
                gaps: gaps.clone(),
                note: "one line of the reader's, one claim or proof, one step".to_owned(),
            });
        }
    }
    drafts
}

/// Returns what the offer does up to its first comma.
fn first_part(way_out: &Sentence) -> Option<Sentence> {
    let (head, _) = way_out.text.split_once(", ")?;
    (head.split_whitespace().count() >= 3).then(|| Sentence {
        text: format!("{}.", upper_first(head)),
        ..way_out.clone()
    })
}
