//! G1: what is sent speaks to another person than the one it is meant for.

use std::collections::BTreeMap;

use doorwise_model::deal::Outcome;
use doorwise_vocab::title::{Band, Function};
use doorwise_words::addressee::addressee;

use crate::audit::compare::{deals_that, share, tally};
use crate::audit::ground::Ground;
use crate::audit::rule::{Counted, Finding, Look, Need, Number, Rule, Slot};

/// Fewest pieces of copy.
const FEWEST: usize = 3;
/// Fewest first touches whose copy the log names, from which volume is counted in place of files.
const FEWEST_SENT: usize = 10;
/// Share of the copy from which the rule speaks.
const FROM: f64 = 0.3;

pub(super) static RULE: Rule = Rule {
    id: "G1",
    slot: Slot::PositioningGap,
    name: "wrong reader",
    why: "The right company with another person's words: the mail is forwarded at best, and the deal stalls.",
    needs: &[Need::Copies, Need::Personas],
    statistic: "share of the copy that speaks to another function than that of the persona in its head: of the people first written to with it, where the log of touches names the copy of at least 10, else of all files",
    threshold: "more than 30 % of at least 3 pieces, or of the first touches, at least 2 of them",
    source: "Doorwise's rule copy/wrong-addressee, which lists the words behind each verdict",
    otherwise: "the persona in the head may be the wrong one, and the copy right",
    disproof: "the people who answer this copy hold the role that it speaks to",
    next: "send the rewritten mail to half of the next 50 people and the old one to the other half, and count answers",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let wrong = wrong(ground);
    let n = addressed(ground);
    if n < FEWEST {
        return Look::TooFew(format!(
            "{n} pieces of copy name a persona with a function, {FEWEST} are needed"
        ));
    }
    // Where a log names what was sent, what was sent often counts often.
    let sent = sent(ground, &wrong);
    let by_volume = sent.len() >= FEWEST_SENT;
    let (k, n, what) = match by_volume {
        true => {
            let (k, n) = tally(&sent);
            (k, n, "first touches of the log")
        }
        false => (wrong.len(), n, "pieces of copy"),
    };
    if wrong.is_empty() || k < 2 || k as f64 <= FROM * n as f64 {
        return Look::Quiet(format!("{k} of {n} {what} speak to somebody else"));
    }
    let mut to: BTreeMap<Function, usize> = BTreeMap::new();
    for (_, function, _) in &wrong {
        *to.entry(*function).or_default() += 1;
    }
    let most = to
        .iter()
        .max_by_key(|(function, n)| (**n, std::cmp::Reverse(**function)));
    let most = most.map_or(Function::Other, |(function, _)| *function);
    let persona = wrong[0].2;
    let meant = persona.role.function.unwrap_or(Function::Other);
    let mut numbers: Vec<Number> = share(
        "of the copy speaks to somebody else".to_owned(),
        pieces(ground, &wrong, |persona| has_function(ground, persona)),
    )
    .into_iter()
    .collect();
    if by_volume {
        let label = "of the first touches of the log speak to somebody else".to_owned();
        numbers.extend(share(label, sent));
    }
    numbers.extend(readers(ground, persona));
    let says = format!(
        "{k} of {n} {what} speak to {}, and are meant for {}",
        most.label(),
        persona.name
    );
    // Who is on most deals anyway is on most won ones too, so lost deals stand beside the won.
    let bands: Vec<Band> = persona
        .role
        .seniorities
        .iter()
        .map(|seniority| seniority.band())
        .collect();
    let seen = |function: Function, won: bool| {
        let is_meant = |band: &Band| function != meant || bands.is_empty() || bands.contains(band);
        let outcome = if won { Outcome::Won } else { Outcome::Lost };
        deals_that(ground, |deal| {
            let people = deal
                .people
                .as_ref()
                .filter(|_| deal.outcome == Some(outcome))?;
            let mut roles = people.roles.iter();
            Some(roles.any(|(known, band)| *known == function && is_meant(band)))
        })
    };
    if seen(meant, true).len() >= 8 && seen(meant, false).len() >= 8 {
        for function in [meant, most] {
            for (won, word) in [(true, "won"), (false, "lost")] {
                let who = match function == meant {
                    true => persona.name.clone(),
                    false => format!("somebody of {}", function.label()),
                };
                let label = format!("of the {word} deals have {who} on them");
                numbers.extend(share(label, seen(function, won)));
            }
        }
    }
    let wording = crate::say::first_words(ground.workspace, persona, None);
    Look::Counted(Finding {
        subject: None,
        says,
        numbers,
        worth: Err(match by_volume {
            true => "the log tells who met which words, and not yet what other words would have won",
            false => "no deal tells which copy it met, so no money is claimed: record the copy behind each touch",
        }
        .to_owned()),
        surely: 1.0,
        weight: k as f64 / n as f64,
        deals: Vec::new(),
        files: wrong.into_iter().map(|(file, function, _)| format!("{file} speaks to {}", function.label())).collect(),
        next: None,
        wording,
    })
}

/// Returns the first touches whose copy is known, with whether it speaks to somebody else.
fn sent(
    ground: &Ground<'_>,
    wrong: &[(String, Function, &doorwise_model::persona::Persona)],
) -> Vec<Counted> {
    let touched = ground.log.threads.iter().filter_map(|thread| {
        let copy = &ground.workspace.copies[thread.copy?];
        let file = doorwise_model::diagnostic::slashed(&copy.file);
        let is_wrong = wrong.iter().any(|(known, ..)| *known == file);
        let says = format!("{}: {file}", thread.who);
        has_function(ground, &copy.persona)
            .then(|| Counted::text(says, Some(thread.row.clone()), is_wrong))
    });
    touched.collect()
}

/// Returns how many of the people first written to hold the persona's function; none without a log.
fn readers(ground: &Ground<'_>, persona: &doorwise_model::persona::Persona) -> Option<Number> {
    let meant = persona.role.function?;
    let people = ground.log.threads.iter().filter_map(|thread| {
        let (function, _) = thread.role?;
        Some(Counted::text(
            thread.who.clone(),
            Some(thread.row.clone()),
            function == meant,
        ))
    });
    let people: Vec<Counted> = people.collect();
    let label = format!("of the people first written to work in {}", meant.label());
    share(label, people).filter(|number| number.estimate.n >= FEWEST_SENT)
}

/// Returns the pieces of copy that speak to another function: file, function, the persona meant.
pub(super) fn wrong<'a>(
    ground: &Ground<'a>,
) -> Vec<(String, Function, &'a doorwise_model::persona::Persona)> {
    let workspace = ground.workspace;
    let found = doorwise_words::rules::check(workspace);
    let is_wrong = |file: &std::path::Path| {
        found.iter().any(|found| {
            found.name == "copy/wrong-addressee"
                && matches!(&found.place, doorwise_model::Place::Text { file: known, .. } if known == file)
        })
    };
    workspace
        .copies
        .iter()
        .filter(|copy| is_wrong(&copy.file))
        .filter_map(|copy| {
            let persona = workspace
                .personas
                .iter()
                .find(|persona| persona.id == copy.persona)?;
            let file = doorwise_model::diagnostic::slashed(&copy.file);
            Some((file, addressee(&copy.body).function?, persona))
        })
        .collect()
}

/// Returns how many pieces name a persona whose function is known.
fn addressed(ground: &Ground<'_>) -> usize {
    let copies = ground.workspace.copies.iter();
    copies
        .filter(|copy| has_function(ground, &copy.persona))
        .count()
}

fn has_function(ground: &Ground<'_>, id: &str) -> bool {
    let mut personas = ground.workspace.personas.iter();
    personas.any(|persona| persona.id == id && persona.role.function.is_some())
}

/// Returns the pieces of copy whose persona is asked about, with whether they speak to somebody else.
pub(super) fn pieces(
    ground: &Ground<'_>,
    wrong: &[(String, Function, &doorwise_model::persona::Persona)],
    is_asked: impl Fn(&str) -> bool,
) -> Vec<Counted> {
    let copies = ground.workspace.copies.iter();
    let piece = |copy: &doorwise_model::copy::Copy| {
        let file = doorwise_model::diagnostic::slashed(&copy.file);
        let to = wrong.iter().find(|(known, ..)| *known == file);
        let says = match to {
            Some((_, function, persona)) => {
                format!("speaks to {}, meant for {}", function.label(), persona.name)
            }
            None => "speaks to whom it is meant for, or to nobody in particular".to_owned(),
        };
        Counted::text(says, Some(file), to.is_some())
    };
    copies
        .filter(|copy| is_asked(&copy.persona))
        .map(piece)
        .collect()
}
