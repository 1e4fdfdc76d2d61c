//! Ads: one line of the reader's, one claim or one proof, one step.

use doorwise_model::proof::Proof;

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
    let shown = match &angle.entry {
        Entry::Proof(id) => proofs.iter().find(|(proof, _)| proof.id == *id).copied(),
        _ => proofs.iter().find(|(_, inside)| *inside).copied(),
    }
    .map(|(proof, _)| proof);
    let proof = shown.map(|proof| slots::proof_of(brief, proof, 0));
    let short = way_out.as_ref().and_then(|way| first_part(brief, way));
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
    // What changed as the line, and what it was at whom as the text: "Three hours to twenty
    // minutes", "Matching leads and deals by hand at Kettletarn."
    let changed = shown
        .and_then(|proof| change(brief, proof, head))
        .filter(|(line, _)| line.text.chars().count() <= head);
    let plain = lines
        .into_iter()
        .flat_map(|line| texts.iter().map(move |text| (line.clone(), text.clone())));
    let split = changed.map(|(line, text)| (line, vec![text]));
    let pairs: Vec<(Sentence, Vec<Sentence>)> = match angle.entry {
        Entry::Proof(_) => split.into_iter().chain(plain).collect(),
        _ => plain.chain(split).collect(),
    };
    let mut drafts = Vec::new();
    for (line, text) in pairs {
        let mut sentences = text;
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
    drafts
}

/// Returns a proof cut in two: what went from where to where in at most `room` characters, and what
/// it was at which customer.
fn change(brief: &Brief<'_>, proof: &Proof, room: usize) -> Option<(Sentence, Sentence)> {
    const WENT: [&str; 8] = [
        " went from ",
        " fell from ",
        " dropped from ",
        " rose from ",
        " grew from ",
        " moved from ",
        " went down from ",
        " came down from ",
    ];
    let claim = proof.claim.trim().trim_end_matches('.');
    let (what, went) = WENT.iter().find_map(|verb| claim.split_once(verb))?;
    let (from, to) = went.split_once(" to ")?;
    // The period of a rate and of the change stand in the proof's whole sentence.
    let amount = |text: &str| {
        let end = [
            " a week",
            " a month",
            " a day",
            " per ",
            " in ",
            " within ",
            " between ",
            " after ",
            " over ",
            " by ",
            ", ",
        ]
        .iter()
        .filter_map(|word| text.find(word))
        .min();
        text[..end.unwrap_or(text.len())].trim().to_owned()
    };
    let (mut from, to) = (amount(from), amount(to));
    // "61 percent to 9 percent" is said once: "61 to 9 percent".
    if let (Some((first, unit)), Some((_, same))) = (from.split_once(' '), to.split_once(' '))
        && unit == same
    {
        from = first.to_owned();
    }
    let customer = proof.customer.as_deref()?.trim();
    let told = slots::proof_of(brief, proof, 0);
    let what = upper_first(what.trim());
    // "No-shows: 31 to 12" where that has room, else the change alone where it names its unit.
    let whole = format!("{what}: {from} to {to}");
    let (line, text) = match whole.chars().count() <= room {
        true => (whole, format!("Seen at {customer}.")),
        false if to.contains(' ') => (
            upper_first(&format!("{from} to {to}")),
            format!("{what} at {customer}."),
        ),
        false => return None,
    };
    let line = Sentence {
        text: line,
        ..told.clone()
    };
    let text = Sentence { text, ..told };
    Some((line, text))
}

/// Returns what the offer does up to its first comma, or to where a second thing begins.
fn first_part(brief: &Brief<'_>, way_out: &Sentence) -> Option<Sentence> {
    let product = brief.offer.product.as_deref().unwrap_or_default();
    let end = [", ", " so that ", " and ", " without "]
        .iter()
        .filter_map(|word| way_out.text.find(word))
        .filter(|end| *end > product.len())
        .min()?;
    let head = &way_out.text[..end];
    (head.split_whitespace().count() >= 4).then(|| Sentence {
        text: format!("{}.", upper_first(head)),
        ..way_out.clone()
    })
}
