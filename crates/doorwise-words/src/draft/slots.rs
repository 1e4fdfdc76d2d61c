//! The slots of a draft: each filled from one source, or left open and named.

use doorwise_model::proof::Proof;
use doorwise_vocab::title::Function;

use super::german::{self, Written};
use super::{Brief, Part, Sentence, Source, claim, nearest, offer_line, quote};
use crate::reader::{self, upper_first};

/// Returns the first words: "Hi Meera,", "Hi,".
pub(crate) fn greeting(brief: &Brief<'_>) -> Sentence {
    let name = brief.first_name.map(str::trim);
    let text = match name.filter(|name| !name.is_empty()) {
        Some(name) => format!("Hi {name},"),
        None => "Hi,".to_owned(),
    };
    Sentence::new(text, Source::Greeting, 0)
}

/// Returns how many people said the like, and one of them in their own words.
pub(crate) fn said_so(
    brief: &Brief<'_>,
    part: Part,
    at: usize,
    paragraph: usize,
) -> Option<Sentence> {
    let statement = match part {
        Part::Goal => brief.persona.goals.get(at),
        Part::Trigger => brief.persona.triggers.get(at),
        Part::Objection => brief
            .persona
            .objections
            .get(at)
            .map(|objection| &objection.statement),
        _ => brief.persona.pains.get(at),
    }?;
    let n = quote::n_people(statement);
    let best = quote::best(brief.persona, statement);
    let text = match (n, best) {
        (0, _) | (1, None) => return None,
        (1, Some(quote)) => format!(
            "One person put it like this: {}",
            quote::between_marks(&quote.quote)
        ),
        // They spoke of it; that they said the same would be more than their quotes bear out.
        (n, Some(quote)) => format!(
            "{} people told us about this; one of them put it like this: {}",
            upper_first(&number(n)),
            quote::between_marks(&quote.quote)
        ),
        (n, None) => format!("{} people told us about this.", upper_first(&number(n))),
    };
    let cited = best.or_else(|| statement.evidence.first())?;
    Some(Sentence::new(
        text,
        Source::Quote {
            part,
            at,
            place: cited.place.clone(),
            file: doorwise_model::diagnostic::slashed(&cited.file),
        },
        paragraph,
    ))
}

/// Returns somebody's words behind a pain, as the way into it.
pub(crate) fn somebody_said(brief: &Brief<'_>, at: usize, paragraph: usize) -> Option<Sentence> {
    let pain = brief.persona.pains.get(at)?;
    let cited = quote::best(brief.persona, pain)?;
    Some(Sentence::new(
        format!(
            "Somebody we talked to put it like this: {}",
            quote::between_marks(&cited.quote)
        ),
        Source::Quote {
            part: Part::Pain,
            at,
            place: cited.place.clone(),
            file: doorwise_model::diagnostic::slashed(&cited.file),
        },
        paragraph,
    ))
}

/// Returns how many people said the like, in the few words that a note has room for.
pub(crate) fn said_so_briefly(brief: &Brief<'_>, part: Part, at: usize) -> Option<Sentence> {
    let said = said_so(brief, part, at, 0)?;
    let statement = match part {
        Part::Goal => brief.persona.goals.get(at),
        _ => brief.persona.pains.get(at),
    }?;
    let n = quote::n_people(statement);
    (n > 1).then(|| Sentence {
        text: format!("{} people told us about this.", upper_first(&number(n))),
        ..said
    })
}

/// Returns a small number as a word.
pub(crate) fn number(n: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS
        .get(n)
        .map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// Returns the question that the boss asks, as a guess.
pub(crate) fn boss(brief: &Brief<'_>, paragraph: usize) -> Option<Sentence> {
    let persona = brief.persona;
    let question = persona.boss_asks.as_deref()?.trim();
    // The boss is named in the goal where anybody is: "prove pipeline to her founder".
    const BOSSES: [&str; 10] = [
        "founder", "ceo", "board", "boss", "cfo", "cto", "coo", "manager", "md", "vp",
    ];
    let boss = persona
        .goals
        .iter()
        .flat_map(|goal| goal.says.split_whitespace())
        .map(|word| word.trim_matches(|ch: char| !ch.is_alphanumeric()))
        .find(|word| BOSSES.contains(&word.to_lowercase().as_str()))
        .unwrap_or("boss");
    // Who owns the firm has no boss, and is asked all the same.
    let heads_it = persona.role.function == Some(Function::Executive);
    let asks = match heads_it && boss == "boss" {
        true => "Somebody may ask you".to_owned(),
        false => format!("Your {boss} may ask"),
    };
    Some(Sentence::new(
        format!("{asks}: \"{question}\""),
        Source::boss(persona),
        paragraph,
    ))
}

/// Returns what the offer says without what it claims, and names what is wrong with it.
pub(crate) fn offer_says<'a>(brief: &Brief<'a>, gaps: &mut Vec<String>) -> Option<&'a str> {
    let says = brief.offer.says.as_deref().unwrap_or_default();
    let kept = match (claim::makes_claim(says), claim::without_claim(says)) {
        (false, _) => says,
        (true, Some((kept, cut))) => {
            gaps.push(format!(
                "the offer makes a claim, \"{}\", that no proof is listed for, so it is left out: move it to proof/",
                cut.trim_end_matches('.')
            ));
            kept
        }
        (true, None) => {
            gaps.push(
                "the offer's sentence makes a claim, so it is left out: move the claim to proof/"
                    .to_owned(),
            );
            return None;
        }
    };
    for never in &brief.persona.never {
        if kept.to_lowercase().contains(&never.to_lowercase()) {
            gaps.push(format!(
                "the offer says `{never}`, a word this person never uses"
            ));
        }
    }
    Some(kept)
}

/// Returns what the offer does, unless it makes a claim that nothing proves.
pub(crate) fn way_out(
    brief: &Brief<'_>,
    paragraph: usize,
    gaps: &mut Vec<String>,
) -> Option<Sentence> {
    if german::written(brief) == Written::German {
        return german::way_out(brief, paragraph, gaps);
    }
    let kept = offer_says(brief, gaps)?;
    let Some(text) = offer_line::offer_line(kept, brief.offer.product.as_deref()) else {
        gaps.push("no offer: say in doorwise.yaml what it does, in one sentence".to_owned());
        return None;
    };
    let place = brief.offer.place_of(brief.offer.places.says.as_ref());
    Some(Sentence::new(text, Source::Offer(place), paragraph))
}

/// Returns the proofs that a customer stands for, the nearest to the reader first.
pub(crate) fn proofs<'a>(brief: &Brief<'a>) -> Vec<(&'a Proof, bool)> {
    nearest::by_nearness(brief.icp, brief.proofs)
        .into_iter()
        .filter(|(proof, _)| proof.customer.is_some() && unfit(proof).is_none())
        .collect()
}

/// Returns the word that keeps a proof out of every draft, so that none uses what another refuses.
fn unfit(proof: &Proof) -> Option<&'static str> {
    crate::rules::jargon::first_in(&proof.claim)
}

/// Names the proofs that are kept out of every draft.
pub(crate) fn unfit_proofs(brief: &Brief<'_>) -> Vec<String> {
    let proofs = brief.proofs.iter();
    proofs
        .filter_map(|proof| {
            unfit(proof).map(|word| {
                format!(
                    "the proof `{}` is not used: it says `{word}`, which nobody says at work; say it plainly",
                    proof.id
                )
            })
        })
        .collect()
}

/// Returns the proofs that a customer stands for: those inside the ICP first, of these those that
/// are about the pain, then the nearest.
pub(crate) fn proofs_about<'a>(brief: &Brief<'a>, pain: Option<usize>) -> Vec<(&'a Proof, bool)> {
    let stems = pain
        .and_then(|at| brief.persona.pains.get(at))
        .map(|pain| crate::fit::content(&pain.says))
        .unwrap_or_default();
    let about = |proof: &Proof| match super::shared(&stems, &crate::fit::content(&proof.claim)) {
        n if n >= 2 => n,
        _ => 0,
    };
    let mut near = proofs(brief);
    near.sort_by_key(|(proof, inside)| {
        std::cmp::Reverse((*inside, about(proof) * usize::from(*inside)))
    });
    near
}

/// Returns the nearest proof, told with its customer; of those inside the ICP, one about the pain.
pub(crate) fn proof(
    brief: &Brief<'_>,
    pain: Option<usize>,
    paragraph: usize,
    gaps: &mut Vec<String>,
) -> Option<Sentence> {
    let Some((found, inside)) = proofs_about(brief, pain).first().copied() else {
        gaps.push("no proof with a customer: the draft claims nothing".to_owned());
        return None;
    };
    if !inside {
        gaps.push(format!(
            "no proof inside this ICP: `{}` is the nearest",
            found.id
        ));
    }
    Some(proof_of(brief, found, paragraph))
}

/// Returns a proof as one sentence: "At Neemwharf (34 people), setup took four working days."
pub(crate) fn proof_of(brief: &Brief<'_>, proof: &Proof, paragraph: usize) -> Sentence {
    if german::written(brief) == Written::German {
        return german::proof_of(proof, paragraph);
    }
    let customer = proof.customer.as_deref().unwrap_or_default().trim();
    let size = proof
        .company
        .get("employees")
        .filter(|size| size.chars().all(|ch| ch.is_ascii_digit()));
    let who = match size {
        Some(size) => format!("{customer} ({size} people)"),
        None => customer.to_owned(),
    };
    let claim = proof.claim.trim().trim_end_matches('.');
    let text = if claim.to_lowercase().contains(&customer.to_lowercase()) {
        format!("{}.", upper_first(claim))
    } else {
        match lowered(brief, claim) {
            Some(claim) => format!("At {who}, {claim}."),
            None => format!("One example, {who}: {}.", upper_first(claim)),
        }
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

/// Returns a sentence with a small first letter, where its first word is surely no name: a word
/// of every sentence, or one that the workspace writes small elsewhere.
fn lowered(brief: &Brief<'_>, says: &str) -> Option<String> {
    let first = says.split_whitespace().next()?;
    if first.chars().skip(1).any(char::is_uppercase) {
        return None;
    }
    if !first.starts_with(char::is_uppercase) {
        return Some(says.to_owned());
    }
    let small = first.to_lowercase();
    let is_known = reader::lower_first(first) != first || crate::fit::content(first).is_empty();
    let persona = brief.persona;
    let mut written = persona
        .goals
        .iter()
        .chain(&persona.pains)
        .chain(&persona.triggers)
        .map(|statement| statement.says.as_str())
        .chain(persona.uses.iter().map(String::as_str))
        .chain(brief.offer.says.as_deref())
        .chain(brief.offer.asks.iter().map(String::as_str))
        .chain(brief.proofs.iter().map(|proof| proof.claim.as_str()));
    let mut is_small_elsewhere = || {
        written.any(|text| {
            text.split(|ch: char| !ch.is_alphanumeric() && ch != '-')
                .any(|word| word == small)
        })
    };
    (is_known || is_common_noun(&small) || is_small_elsewhere()).then(|| {
        let rest: String = says.chars().skip(1).collect();
        let head: String = says.chars().take(1).flat_map(char::to_lowercase).collect();
        head + &rest
    })
}

/// Nouns that results open with and that are nobody's name.
fn is_common_noun(word: &str) -> bool {
    matches!(
        word,
        "setup"
            | "onboarding"
            | "time"
            | "response"
            | "reply"
            | "churn"
            | "revenue"
            | "costs"
            | "cost"
            | "errors"
            | "tickets"
            | "customers"
            | "users"
            | "deals"
            | "leads"
            | "meetings"
            | "demos"
            | "orders"
            | "invoices"
            | "scrap"
            | "downtime"
            | "stock"
            | "reports"
            | "hiring"
            | "payroll"
            | "month-end"
            | "close"
            | "audits"
            | "audit"
            | "support"
            | "open"
            | "delivery"
            | "returns"
            | "engineers"
            | "reps"
            | "people"
            | "staff"
            | "teams"
            | "team"
            | "work"
            | "spend"
            | "waste"
    )
}

/// Returns a text with a full stop, where it has no end of its own.
pub(crate) fn ended(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// Returns who writes, from where, and how to say no.
pub(crate) fn signature(
    brief: &Brief<'_>,
    paragraph: usize,
    gaps: &mut Vec<String>,
) -> Vec<Sentence> {
    let sender = &brief.offer.sender;
    let place = brief.offer.place_of(brief.offer.places.sender.as_ref());
    let who: Vec<&str> = [
        sender.name.as_deref(),
        sender.role.as_deref(),
        brief.offer.product.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    if sender.name.is_none() {
        gaps.push("no sender: a mail has to say who writes".to_owned());
    }
    let lines = [Some(who.join(", ")), sender.address.clone()];
    let mut sentences: Vec<Sentence> = lines
        .into_iter()
        .flatten()
        .filter(|line| !line.is_empty())
        .map(|line| Sentence::new(line, Source::Signature(place.clone()), paragraph))
        .collect();
    if sender.address.is_none() {
        gaps.push("no postal address: the US and others ask for one".to_owned());
    }
    let text = "Write \"stop\" and you will not hear from me again.";
    sentences.push(Sentence::new(text, Source::Law, paragraph));
    sentences
}

/// Returns the price as the offer has it, for who asks for terms alone.
pub(crate) fn price(brief: &Brief<'_>, paragraph: usize) -> Option<Sentence> {
    let price = brief.offer.price?;
    let currency = price.currency?;
    let (low, high) = (price.amount.low, price.amount.high);
    let amounts = match (low.is_finite() && low > 0.0, high.is_finite()) {
        (true, true) if price.amount.is_exact() => grouped(low),
        (true, true) => format!("{} to {}", grouped(low), grouped(high)),
        (true, false) => format!("{} and up", grouped(low)),
        (false, true) => format!("up to {}", grouped(high)),
        (false, false) => return None,
    };
    Some(
        Sentence::new(
            format!("The price: {amounts} {currency}."),
            Source::Offer(brief.offer.place_of(brief.offer.places.price.as_ref())),
            paragraph,
        )
        .spare(1),
    )
}

/// Returns a whole amount with commas between thousands.
fn grouped(amount: f64) -> String {
    let digits = format!("{amount:.0}");
    let mut out = String::new();
    for (idx, ch) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(ch);
    }
    out
}
