//! The sentences that German drafts are made of, each with its source.

use doorwise_model::copy::language;
use doorwise_model::statement::Statement;

use super::clause::{self, ended, goal, lowered, to_reader};
use crate::draft::angle::{Angle, Entry};
use crate::draft::{Brief, Part, Sentence, Source, Stage, answers, claim, quote, slots};
use crate::reader::upper_first;

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

pub(super) fn greeting(brief: &Brief<'_>) -> Sentence {
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
pub(super) fn guess(pain: &Statement, at: usize, lead: &str, paragraph: usize) -> Sentence {
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
pub(super) fn opening(
    brief: &Brief<'_>,
    stage: Stage,
    angle: &Angle,
    paragraph: usize,
) -> Vec<Sentence> {
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
                Source::Persona {
                    part: Part::Boss,
                    at: 0,
                    place: persona.place.clone(),
                    assumed: true,
                    n_quotes: 0,
                },
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
pub(super) fn answer(brief: &Brief<'_>, at: usize, paragraph: usize) -> Option<Sentence> {
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
pub(super) fn answered<'a>(brief: &Brief<'a>) -> Vec<(usize, &'a str)> {
    let mut answered = answers::answered(brief);
    answered.retain(|(at, says)| {
        let is_proven = brief.persona.objections[*at].proof.is_some();
        language::of_line(says) != Some("en") && (!makes_claim(says) || is_proven)
    });
    answered
}

pub(in crate::draft) fn proof_of(
    proof: &doorwise_model::proof::Proof,
    paragraph: usize,
) -> Sentence {
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
pub(super) fn proof(
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
pub(in crate::draft) fn way_out(
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
pub(super) fn step<'a>(brief: &Brief<'a>) -> Option<&'a str> {
    crate::draft::asking::small_asks(brief)
        .into_iter()
        .find(|ask| language::of_line(ask) != Some("en"))
}

/// Returns the one question at the end.
pub(super) fn ask(
    brief: &Brief<'_>,
    stage: Stage,
    paragraph: usize,
    gaps: &mut Vec<String>,
) -> Sentence {
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
            crate::draft::asking::source_of(brief, step),
        ),
        (_, Some(step)) => (
            format!("Wäre {} für Sie nützlich?", lowered(step)),
            crate::draft::asking::source_of(brief, step),
        ),
        (_, None) => (
            "Ist das in diesem Quartal ein Thema für Sie?".to_owned(),
            Source::Stock,
        ),
    };
    Sentence::new(text, source, paragraph)
}

pub(super) fn signature(
    brief: &Brief<'_>,
    paragraph: usize,
    gaps: &mut Vec<String>,
) -> Vec<Sentence> {
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
pub(super) fn subject(brief: &Brief<'_>, angle: &Angle) -> String {
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

pub(super) fn price(brief: &Brief<'_>, paragraph: usize) -> Option<Sentence> {
    let mut price = slots::price(brief, paragraph)?;
    price.text = price
        .text
        .replace("The price: ", "Der Preis: ")
        .replace(" to ", " bis ")
        .replace("up to ", "bis ")
        .replace(" and up", " und mehr")
        .replace(',', ".");
    Some(price)
}
