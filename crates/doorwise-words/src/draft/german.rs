//! Drafts in German, with the formal address.
//!
//! Nothing is translated: persona, offer and proofs are written in German where their reader reads
//! German. A sentence of ours leads in what they say and ends before it, so that no ending of a
//! foreign sentence has to be bent; only a line that opens with its verb ("verliert jeden Sonntag
//! drei Stunden") is turned to the reader ("Sie verlieren ..."). Quotes are counted and not cited:
//! German nouns are written like names, so that no rule can tell whether somebody is named.

use doorwise_model::copy::language;

use super::angle::{Angle, Entry};
use super::{Brief, Channel, Draft, Sentence, Stage};

mod channels;
mod clause;
mod slots;

use channels::{call, doubt, follow_up, inmail, mail, notes};
pub(super) use slots::{proof_of, way_out};

/// What a draft for this reader is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// English.
    English,
    /// English, though the reader's ICP names another language alone.
    EnglishInstead,
    /// German.
    German,
    /// Nothing: the persona's words are in a language that no sentence of ours can lead in.
    Nothing(&'static str),
}

/// Returns what a draft is written in: the language of what the persona and the offer say, since
/// nothing is translated.
pub(super) fn written(brief: &Brief<'_>) -> Written {
    let persona = brief.persona;
    let said: Vec<&str> = persona
        .goals
        .iter()
        .chain(&persona.pains)
        .map(|statement| statement.says.as_str())
        .chain(brief.offer.says.as_deref())
        .collect();
    let reads = |code: &str| {
        let mut languages = brief.icp.languages.iter();
        languages.any(|language| code_of(language) == code)
    };
    let said = said.join(". ");
    match language::of_line(&said) {
        Some("de") => Written::German,
        Some("en") | None => match brief.icp.languages.is_empty() || reads("en") {
            true => Written::English,
            false => Written::EnglishInstead,
        },
        // A few words that look foreign in an English workspace are no other language.
        Some(_) if language::of_copy(&said) == "en" => Written::English,
        Some(other) => Written::Nothing(other),
    }
}

/// Returns the first part of a language as people write it: `de` of "de-AT" and "German".
fn code_of(written: &str) -> String {
    let folded = written.trim().to_lowercase();
    match folded.as_str() {
        "english" => "en".to_owned(),
        "german" | "deutsch" => "de".to_owned(),
        other => other.chars().take(2).collect(),
    }
}

/// Returns the drafts of a channel in German, none where the channel is not written in it.
pub(super) fn candidates(
    brief: &Brief<'_>,
    channel: Channel,
    stage: Stage,
    angle: &Angle,
) -> Vec<Draft> {
    match channel {
        Channel::ColdEmail => vec![mail(brief, stage, angle)],
        Channel::FollowUp(nth) => follow_up(brief, stage, angle, nth).into_iter().collect(),
        Channel::LinkedinNote => notes(brief, stage, angle),
        Channel::Inmail => vec![inmail(brief, stage, angle)],
        Channel::CallOpener => vec![call(brief, stage, angle)],
        Channel::ObjectionAnswer => match angle.entry {
            Entry::Objection(at) => doubt(brief, stage, at).into_iter().collect(),
            _ => Vec::new(),
        },
        Channel::LandingHero | Channel::LinkedinAd | Channel::GoogleAd => Vec::new(),
    }
}

/// Says why a channel has nothing to send in German, and what would help.
pub(super) fn nothing(channel: Channel) -> (&'static str, &'static str) {
    match channel {
        Channel::LandingHero | Channel::LinkedinAd | Channel::GoogleAd => (
            "pages and ads are not made in German; mails, notes, messages, calls and answers are",
            "write it by hand and let `doorwise check` read it",
        ),
        Channel::FollowUp(_) => (
            "there is no new fact in German for another mail, and a reminder without one is not written",
            "add a proof with its customer, or an objection with its answer, in German",
        ),
        Channel::ObjectionAnswer => (
            "no answer to it may be given in German: none is written, or it claims something without a proof",
            "write `answer:` and `proof:` beside the objection",
        ),
        _ => (
            "nothing is known of this reader that could be said in it",
            "write a pain of this persona in a few words",
        ),
    }
}

fn draft(
    channel: Channel,
    stage: Stage,
    subject: Option<String>,
    sentences: Vec<Sentence>,
    gaps: Vec<String>,
    note: &str,
) -> Draft {
    Draft {
        channel,
        stage,
        subject,
        sentences,
        gaps,
        note: note.to_owned(),
    }
}

#[cfg(test)]
mod tests;
