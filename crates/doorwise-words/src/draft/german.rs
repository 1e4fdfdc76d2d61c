//! Drafts in German, with the formal address.
//!
//! Nothing is translated: persona, offer and proofs are written in German where their reader reads
//! German. A sentence of ours leads in what they say and ends before it, so that no ending of a
//! foreign sentence has to be bent; only a line that opens with its verb ("verliert jeden Sonntag
//! drei Stunden") is turned to the reader ("Sie verlieren ..."). Quotes are counted and not cited:
//! German nouns are written like names, so that no rule can tell whether somebody is named.

use doorwise_model::copy::language;
use doorwise_model::statement::Statement;

use super::angle::{Angle, Entry};
use super::{Brief, Channel, Draft, Part, Sentence, Source, Stage, answers, claim, quote, slots};
use crate::reader::upper_first;

mod clause;
mod mails;
mod messages;

use clause::{ended, goal, lowered, to_reader};
use mails::{follow_up, mail};
use messages::{call, doubt, inmail, notes};

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

/// Words that only a proof could back, beside those that look alike in English.
const BOASTS: [&str; 22] = [
    "garantiert",
    "garantieren",
    "garantie",
    "halbiert",
    "halbieren",
    "verdoppelt",
    "verdoppeln",
    "doppelt",
    "dreifach",
    "führend",
    "führende",
    "führender",
    "marktführer",
    "beste",
    "besten",
    "bester",
    "prozent",
    "sofort",
    "einzigartig",
    "einzigartige",
    "weltweit",
    "hälfte",
];

fn makes_claim(says: &str) -> bool {
    claim::makes_claim(says)
        || says
            .split(|ch: char| !ch.is_alphanumeric())
            .any(|word| BOASTS.contains(&word.to_lowercase().as_str()))
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

fn greeting(brief: &Brief<'_>) -> Sentence {
    // A first name alone does not go with "Sie"; "Frau Hartwig" does.
    let name = brief.first_name.map(str::trim).filter(|name| {
        ["Frau ", "Herr ", "Dr. ", "Prof. "]
            .iter()
            .any(|title| name.starts_with(title))
    });
    let text = match name {
        Some(name) => format!("Guten Tag {name},"),
        None => "Guten Tag,".to_owned(),
    };
    Sentence::new(text, Source::Greeting, 0)
}

/// Returns the guess at a pain, led in by words that end before it.
fn guess(pain: &Statement, at: usize, lead: &str, paragraph: usize) -> Sentence {
    let clause = to_reader(&pain.says);
    let text = format!("{lead} {}", ended(&upper_first(&clause)));
    Sentence::new(text, Source::of(Part::Pain, at, pain), paragraph)
}

/// Returns how many people told of a pain; one alone is not counted.
fn said_so(brief: &Brief<'_>, at: usize, paragraph: usize) -> Option<Sentence> {
    const NUMBERS: [&str; 11] = [
        "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben", "Acht", "Neun", "Zehn", "Elf", "Zwölf",
    ];
    let pain = brief.persona.pains.get(at)?;
    let n = quote::n_people(pain);
    let cited = pain.evidence.first().filter(|_| n >= 2)?;
    let number = NUMBERS
        .get(n - 2)
        .map_or_else(|| n.to_string(), |word| (*word).to_owned());
    Some(Sentence::new(
        format!("{number} Personen haben uns davon erzählt."),
        Source::Quote {
            part: Part::Pain,
            at,
            place: cited.place.clone(),
            file: doorwise_model::diagnostic::slashed(&cited.file),
        },
        paragraph,
    ))
}

/// Returns the first sentences of an angle.
fn opening(brief: &Brief<'_>, stage: Stage, angle: &Angle, paragraph: usize) -> Vec<Sentence> {
    let persona = brief.persona;
    let pain = angle.pain.filter(|at| *at < persona.pains.len());
    let pain_after = |lead: &str| pain.map(|at| guess(&persona.pains[at], at, lead, paragraph));
    let first = match stage {
        Stage::Unaware => "So stelle ich mir Ihre Woche vor:",
        Stage::Solution => "So wie es heute steht, vermute ich:",
        Stage::Product => "Meine Vermutung ist noch immer:",
        _ => "Meine Vermutung zu Ihrem Alltag:",
    };
    let mut sentences = Vec::new();
    match &angle.entry {
        Entry::Pain(at) => {
            sentences.push(guess(&persona.pains[*at], *at, first, paragraph));
            sentences.extend(said_so(brief, *at, paragraph).map(|said| said.spare(4)));
        }
        Entry::Goal(at) => {
            let wanted = &persona.goals[*at];
            sentences.push(Sentence::new(
                format!(
                    "Wenn ich Ihre Rolle richtig verstehe, ist Ihr Ziel: {}",
                    ended(&upper_first(&goal(&wanted.says)))
                ),
                Source::of(Part::Goal, *at, wanted),
                paragraph,
            ));
            sentences.extend(pain_after("Dabei steht vermutlich im Weg:"));
        }
        Entry::Boss => {
            let asks = persona.boss_asks.as_deref().unwrap_or_default().trim();
            sentences.push(Sentence::new(
                format!("Vielleicht fragt man Sie: \u{201e}{asks}\u{201c}"),
                Source::boss(persona),
                paragraph,
            ));
            sentences.extend(pain_after(first));
        }
        Entry::Trigger(at) => {
            let trigger = &persona.triggers[*at];
            let says = to_reader(&trigger.says);
            sentences.push(Sentence::new(
                format!(
                    "Vielleicht ist das gerade Ihre Lage: {}",
                    ended(&upper_first(&says))
                ),
                Source::of(Part::Trigger, *at, trigger),
                paragraph,
            ));
            sentences.extend(pain_after("Dann gilt vermutlich auch:"));
        }
        Entry::Proof(id) => {
            let proof = brief.proofs.iter().find(|proof| proof.id == *id);
            sentences.extend(proof.map(|proof| proof_of(proof, paragraph)));
            sentences.extend(pain_after("Ich schreibe, weil ich vermute:"));
        }
        Entry::Objection(at) => {
            sentences.extend(pain_after(first));
            sentences.extend(answer(brief, *at, paragraph));
        }
        Entry::Question => {}
    }
    sentences
}

/// Returns the doubt with its answer, as one sentence of one source.
fn answer(brief: &Brief<'_>, at: usize, paragraph: usize) -> Option<Sentence> {
    let (_, says) = answered(brief)
        .into_iter()
        .find(|(known, _)| *known == at)?;
    let objection = &brief.persona.objections[at];
    let doubt = objection.statement.says.trim().trim_end_matches(['.', '?']);
    Some(Sentence::new(
        format!(
            "Falls Sie denken \u{201e}{doubt}\u{201c}: {}",
            slots::ended(&upper_first(says))
        ),
        Source::of(Part::Objection, at, &objection.statement),
        paragraph,
    ))
}

/// Returns the doubts that may be answered in German.
fn answered<'a>(brief: &Brief<'a>) -> Vec<(usize, &'a str)> {
    let mut answered = answers::answered(brief);
    answered.retain(|(at, says)| {
        let is_proven = brief.persona.objections[*at].proof.is_some();
        language::of_line(says) != Some("en") && (!makes_claim(says) || is_proven)
    });
    answered
}

pub(super) fn proof_of(proof: &doorwise_model::proof::Proof, paragraph: usize) -> Sentence {
    let customer = proof.customer.as_deref().unwrap_or_default().trim();
    let size = proof
        .company
        .get("employees")
        .filter(|size| size.chars().all(|ch| ch.is_ascii_digit()));
    let claim = proof.claim.trim().trim_end_matches('.');
    let text = match size {
        _ if claim.to_lowercase().contains(&customer.to_lowercase()) => {
            format!("{}.", upper_first(claim))
        }
        Some(size) => format!(
            "Ein Beispiel, {customer} ({size} Personen): {}.",
            upper_first(claim)
        ),
        None => format!("Ein Beispiel, {customer}: {}.", upper_first(claim)),
    };
    Sentence::new(
        text,
        Source::Proof {
            id: proof.id.clone(),
            place: proof.place.clone(),
        },
        paragraph,
    )
}

/// Returns the nearest proof that is written in German.
fn proof(
    brief: &Brief<'_>,
    pain: Option<usize>,
    paragraph: usize,
    gaps: &mut Vec<String>,
) -> Option<Sentence> {
    let near = slots::proofs_about(brief, pain);
    let found = near
        .iter()
        .find(|(proof, _)| language::of_line(&proof.claim) != Some("en"));
    let Some((proof, inside)) = found else {
        gaps.push(match near.is_empty() {
            true => "no proof with a customer: the draft claims nothing".to_owned(),
            false => "every proof is written in English: write one in German".to_owned(),
        });
        return None;
    };
    if !inside {
        gaps.push(format!(
            "no proof inside this ICP: `{}` is the nearest",
            proof.id
        ));
    }
    Some(proof_of(proof, paragraph))
}

/// Returns what the offer does: "Plantakt zeigt einen Plan, der am Mittwoch noch gilt."
pub(super) fn way_out(
    brief: &Brief<'_>,
    paragraph: usize,
    gaps: &mut Vec<String>,
) -> Option<Sentence> {
    let says = slots::offer_says(brief, gaps)?.trim();
    let says = says.trim_end_matches('.');
    if says.is_empty() {
        gaps.push("no offer: say in doorwise.yaml what it does, in one sentence".to_owned());
        return None;
    }
    if language::of_line(says) == Some("en") {
        gaps.push("the offer is written in English: say it in German".to_owned());
        return None;
    }
    if makes_claim(says) {
        gaps.push(
            "the offer's sentence makes a claim, so it is left out: move it to proof/".to_owned(),
        );
        return None;
    }
    let place = brief.offer.place_of(brief.offer.places.says.as_ref());
    let product = brief.offer.product.as_deref().map(str::trim);
    let names_itself =
        product.is_some_and(|product| says.to_lowercase().starts_with(&product.to_lowercase()));
    let text = match product.filter(|product| !product.is_empty() && !names_itself) {
        None => ended(&upper_first(says)),
        Some(product) if clause::opens_with_verb(says) => format!("{product} {}.", lowered(says)),
        Some(product) if clause::is_thing(says) => format!("{product} ist {}.", lowered(says)),
        Some(product) => format!("{product}: {}.", upper_first(says)),
    };
    Some(Sentence::new(text, Source::Offer(place), paragraph))
}

/// Returns the first small step of the offer that is written in German.
fn step<'a>(brief: &Brief<'a>) -> Option<&'a str> {
    super::asking::small_asks(brief)
        .into_iter()
        .find(|ask| language::of_line(ask) != Some("en"))
}

/// Returns the one question at the end.
fn ask(brief: &Brief<'_>, stage: Stage, paragraph: usize, gaps: &mut Vec<String>) -> Sentence {
    let step = step(brief);
    if step.is_none() && stage != Stage::Unaware {
        gaps.push("no small first step in German in `asks`: add one, such as a sample".to_owned());
    }
    let (text, source) = match (stage, step) {
        (Stage::Unaware, _) => ("Ist das bei Ihnen auch so?".to_owned(), Source::Stock),
        (Stage::Product, _) => (
            "Welcher Punkt ist für Sie noch offen?".to_owned(),
            Source::Stock,
        ),
        (Stage::Most, Some(step)) => (
            format!("Wäre {} für Sie ein guter Anfang?", lowered(step)),
            super::asking::source_of(brief, step),
        ),
        (_, Some(step)) => (
            format!("Wäre {} für Sie nützlich?", lowered(step)),
            super::asking::source_of(brief, step),
        ),
        (_, None) => (
            "Ist das in diesem Quartal ein Thema für Sie?".to_owned(),
            Source::Stock,
        ),
    };
    Sentence::new(text, source, paragraph)
}

fn signature(brief: &Brief<'_>, paragraph: usize, gaps: &mut Vec<String>) -> Vec<Sentence> {
    let mut sentences = slots::signature(brief, paragraph, gaps);
    if let Some(stop) = sentences
        .iter_mut()
        .find(|sentence| sentence.source == Source::Law)
    {
        stop.text =
            "Schreiben Sie \u{201e}Stopp\u{201c}, und Sie hören nicht mehr von mir.".to_owned();
    }
    sentences
}

/// Returns a subject out of the angle's own words: at most seven of them and fifty characters.
fn subject(brief: &Brief<'_>, angle: &Angle) -> String {
    let persona = brief.persona;
    let of_pain = |at: usize| persona.pains.get(at).map(|pain| pain.says.as_str());
    let of_entry = match &angle.entry {
        Entry::Goal(at) => persona.goals.get(*at).map(|goal| goal.says.as_str()),
        Entry::Trigger(at) => persona
            .triggers
            .get(*at)
            .map(|trigger| trigger.says.as_str()),
        _ => None,
    };
    of_entry
        .into_iter()
        .chain(angle.pain.and_then(of_pain))
        .filter_map(clause::topic)
        .next()
        .unwrap_or_else(|| "eine kurze Frage".to_owned())
}

#[cfg(test)]
mod tests;
