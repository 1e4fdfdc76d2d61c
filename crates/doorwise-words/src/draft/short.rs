//! Messages through a network: a note of 200 characters, a message under 400.

use super::angle::{Angle, Entry};
use super::opening::{self, Lead};
use super::{
    Brief, Channel, Draft, Part, Sentence, Source, Stage, asking, cold_email, slots, subject,
};
use crate::reader::{self, StatementRole};

/// Returns notes beside a request to connect, the fullest first; one of them may be short enough.
pub(super) fn notes(brief: &Brief<'_>, angle: &Angle, stage: Stage) -> Vec<Draft> {
    let mut gaps = cold_email::unknown(brief);
    let greeting = slots::greeting(brief);
    let ask = |text: &str| Sentence::new(text, Source::Stock, 0);
    let way_out = slots::way_out(brief, 0, &mut gaps).filter(|_| stage != Stage::Unaware);
    let draft = |sentences: Vec<Sentence>| {
        let sentences = sentences
            .into_iter()
            .map(|sentence| Sentence {
                paragraph: 0,
                ..sentence
            })
            .collect();
        Draft {
            channel: Channel::LinkedinNote,
            stage,
            subject: None,
            sentences,
            gaps: gaps.clone(),
            note: "one guess, and whether to connect".to_owned(),
        }
    };
    let mut drafts = Vec::new();
    for guess in guesses(brief, angle) {
        let said = match guess.source {
            Source::Persona {
                part: part @ (Part::Goal | Part::Pain),
                at,
                ..
            } => slots::said_so_briefly(brief, part, at),
            _ => None,
        };
        for middle in [way_out.clone(), said, None] {
            // Behind the greeting the sentence goes on.
            let opens = Sentence {
                text: lower_first(&guess.text),
                ..guess.clone()
            };
            let mut sentences = vec![greeting.clone(), opens];
            sentences.extend(middle);
            sentences.push(ask("Open to comparing notes?"));
            drafts.push(draft(sentences));
        }
    }
    if drafts.is_empty()
        && let Some(way_out) = way_out
    {
        drafts.push(draft(vec![
            greeting,
            way_out,
            ask("Is this something you look at?"),
        ]));
    }
    drafts
}

/// Returns short openings of an angle: its own statement, then the pain beside it, then any pain, the
/// shortest first.
fn guesses(brief: &Brief<'_>, angle: &Angle) -> Vec<Sentence> {
    let persona = brief.persona;
    let pain = |at: usize| {
        let pain = persona.pains.get(at)?;
        Some(opening::guess(pain, at, Lead::Guess, 0))
    };
    let mut guesses: Vec<Sentence> = Vec::new();
    match angle.entry {
        Entry::Trigger(at) => {
            let trigger = &persona.triggers[at];
            let says = reader::said(&trigger.says, StatementRole::Pain);
            // A note has room for one question, and that is whether to connect.
            guesses.push(Sentence::new(
                format!("Perhaps you are there now: {says}."),
                Source::of(Part::Trigger, at, trigger),
                0,
            ));
        }
        Entry::Goal(_) => guesses.extend(
            opening::opening(brief, angle, Stage::Problem, 0)
                .into_iter()
                .take(1),
        ),
        _ => {}
    }
    guesses.extend(angle.pain.and_then(pain));
    let mut others: Vec<Sentence> = (0..persona.pains.len())
        .filter(|at| Some(*at) != angle.pain)
        .filter_map(pain)
        .collect();
    others.sort_by_key(|guess| guess.text.chars().count());
    guesses.extend(others);
    guesses
}

/// Returns a message of one question, as full as its room allows.
pub(super) fn inmail(brief: &Brief<'_>, angle: &Angle, stage: Stage) -> Vec<Draft> {
    let mut gaps = cold_email::unknown(brief);
    let mut opens = opening::opening(brief, angle, stage, 1);
    // One question alone, and that is whether it is of use.
    opens.retain(|sentence| {
        !matches!(
            sentence.source,
            Source::Persona {
                part: Part::Boss,
                ..
            }
        )
    });
    let has_question = opens.iter().any(|sentence| sentence.text.contains('?'));
    let mut sentences = vec![slots::greeting(brief)];
    sentences.extend(opens.into_iter().map(|sentence| match &sentence.source {
        Source::Quote { .. } => sentence.spare(9),
        _ => sentence,
    }));
    if stage != Stage::Unaware {
        sentences.extend(slots::way_out(brief, 2, &mut gaps).map(|way| way.spare(2)));
        if !matches!(angle.entry, Entry::Proof(_)) {
            sentences
                .extend(slots::proof(brief, angle.pain, 2, &mut gaps).map(|proof| proof.spare(6)));
        }
    }
    let ask = asking::ask(brief, stage, 3, &mut gaps);
    if angle.entry == Entry::Question
        && !sentences
            .iter()
            .any(|sentence| matches!(sentence.source, Source::Offer(_)))
    {
        return Vec::new();
    }
    // One question alone: where the opening asks, the end says what can be sent.
    let step = asking::small_asks(brief)
        .first()
        .copied()
        .filter(|ask| !asking::verb_of(ask));
    sentences.push(match (has_question, step) {
        (true, Some(step)) => Sentence::new(
            format!(
                "I can {} {}; a short reply is enough.",
                match asking::is_visit(step) {
                    true => "arrange",
                    false => "send",
                },
                reader::lower_first(step)
            ),
            asking::source(brief),
            3,
        ),
        (true, None) => Sentence::new("Just reply with a yes or a no.", Source::Stock, 3),
        (false, _) => ask,
    });
    vec![Draft {
        channel: Channel::Inmail,
        stage,
        subject: Some(subject::subject(brief, angle)),
        sentences,
        gaps,
        note: "one guess, one way out, one question".to_owned(),
    }]
}

/// Lowers the first letter; the openings that a note has are no names.
fn lower_first(says: &str) -> String {
    match says.starts_with("I ") {
        true => says.to_owned(),
        false => says[..1].to_lowercase() + &says[1..],
    }
}
