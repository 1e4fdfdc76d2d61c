//! G9: a first touch that speaks of the product is answered less often than one that speaks of the trouble.

use doorwise_model::copy::Copy;
use doorwise_model::workspace::Workspace;
use doorwise_vocab::text;
use doorwise_words::fit::persona_fit;

use crate::audit::compare::{Sided, fewer_inside, of, share, surely, tally};
use crate::audit::ground::Ground;
use crate::audit::ground::log::Thread;
use crate::audit::rule::{Counted, Finding, Look, Need, Number, Rule, Slot};

/// Fewest first touches of each kind.
const FEWEST: usize = 200;
/// Days of a quarter, within which alone touches are compared.
const QUARTER: i32 = 91;

pub(super) static RULE: Rule = Rule {
    id: "G9",
    slot: Slot::PositioningGap,
    name: "awareness mismatch",
    why: "Who does not know the trouble yet is not moved by the product's name.",
    needs: &[Need::Touches, Need::Copies, Need::Personas],
    statistic: "people who answered a first touch: copy that speaks of the product (head: product or most; else it names the product and no pain of its persona) against copy that speaks of the trouble (head: unaware or problem; else a pain and not the product), within a quarter",
    threshold: "at least 200 first touches of each, and fewer answers to the product than chance brings about in 1 of 100 audits",
    source: "N. Mantel and W. Haenszel, JNCI 22, 1959; answers dealt out anew among companies as in Fisher's test; E. M. Schwartz, Breakthrough Advertising, 1966, for the question",
    otherwise: "the two kinds of copy may have gone to other people, or been sent by other senders",
    disproof: "the next two hundred people are dealt out between both kinds by chance, and answer alike",
    next: "send the words below to every second of the next hundred people, the old first mail to the others, and count answers",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let workspace = ground.workspace;
    let kinds: Vec<Option<bool>> = workspace
        .copies
        .iter()
        .map(|copy| speaks_of_product(workspace, copy))
        .collect();
    let touched: Vec<(&Thread, bool)> = ground
        .log
        .threads
        .iter()
        .filter(|thread| thread.tells_answers)
        .filter_map(|thread| Some((thread, kinds[thread.copy?]?)))
        .collect();
    let answers = |thread: &Thread| match thread.days.is_empty() {
        true => thread.answered.is_some(),
        false => thread.answered == Some(0),
    };
    let cases = |wanted: bool| -> Vec<Counted> {
        let own = touched.iter().filter(|(_, product)| *product == wanted);
        own.map(|(thread, _)| {
            Counted::text(
                thread.who.clone(),
                Some(thread.row.clone()),
                answers(thread),
            )
        })
        .collect()
    };
    let (product, trouble) = (cases(true), cases(false));
    let (here, there) = (tally(&product), tally(&trouble));
    if here.1 < FEWEST || there.1 < FEWEST {
        return Look::TooFew(format!(
            "the log names the copy of {} first touches that speak of the product and of {} that speak of the trouble; {FEWEST} of each are needed",
            here.1, there.1
        ));
    }
    let newest = touched
        .iter()
        .filter_map(|(thread, _)| thread.days.first())
        .max();
    let stratum = |thread: &Thread| match (thread.days.first(), newest) {
        (Some(day), Some(newest)) => 1 + ((newest - day) / QUARTER) as u32,
        _ => 0,
    };
    let sided = touched.iter().map(|(thread, is_product)| Sided {
        is_inside: *is_product,
        yes: answers(thread),
        unit: thread.unit,
        stratum: stratum(thread),
    });
    let (chance, gap) = fewer_inside(&sided.collect::<Vec<_>>());
    let Some(gap) = gap else {
        return Look::Changes(chance, None);
    };
    let both: Vec<Counted> = product.iter().chain(&trouble).cloned().collect();
    let numbers = [
        share(
            "answered a first touch that speaks of the product".to_owned(),
            product,
        ),
        share(
            "answered one that speaks of the trouble".to_owned(),
            trouble,
        ),
        Some(Number {
            label: "difference within a quarter".to_owned(),
            hits: None,
            estimate: gap,
            unit: "points",
            cases: both,
        }),
    ];
    let sent = |at: usize| {
        touched
            .iter()
            .filter(|(thread, _)| thread.copy == Some(at))
            .count()
    };
    let files: Vec<(usize, String)> = workspace
        .copies
        .iter()
        .enumerate()
        .filter(|(at, _)| kinds[*at] == Some(true) && sent(*at) > 0)
        .map(|(at, copy)| (at, doorwise_model::diagnostic::slashed(&copy.file)))
        .collect();
    Look::Changes(
        chance,
        Some(Finding {
            subject: None,
            says: format!(
                "first touches that speak of the product were answered by {}, those that speak of the trouble by {}",
                of(here),
                of(there)
            ),
            numbers: numbers.into_iter().flatten().collect(),
            worth: Err(
                "an answer is no win: the log does not say what answers to each kind became"
                    .to_owned(),
            ),
            surely: surely(gap),
            weight: here.1 as f64 / (here.1 + there.1) as f64,
            deals: Vec::new(),
            files: files
                .iter()
                .map(|(at, file)| {
                    format!("{file} speaks of the product, {} first touches", sent(*at))
                })
                .collect(),
            next: None,
            wording: files.first().and_then(|(at, _)| {
                let copy = &workspace.copies[*at];
                let mut personas = workspace.personas.iter();
                let persona = personas.find(|persona| persona.id == copy.persona)?;
                crate::say::first_words(workspace, persona, None)
            }),
        }),
    )
}

/// Returns whether a piece of copy speaks of the product, else of the trouble; none where of both or of
/// neither.
fn speaks_of_product(workspace: &Workspace, copy: &Copy) -> Option<bool> {
    match copy.awareness.as_deref() {
        Some("product" | "most") => return Some(true),
        Some("unaware" | "problem") => return Some(false),
        Some(_) => return None,
        None => {}
    }
    let persona = workspace
        .personas
        .iter()
        .find(|persona| persona.id == copy.persona)?;
    let product = workspace
        .offer
        .product
        .as_deref()
        .map(text::fold)
        .filter(|name| !name.is_empty());
    let says = text::fold(&format!(
        "{}\n{}",
        copy.subject.as_deref().unwrap_or_default(),
        copy.body
    ));
    // The signature names the product anyway, so the last lines do not count.
    let opening = says
        .chars()
        .take(says.chars().count() * 3 / 5)
        .collect::<String>();
    let names_product = product.is_some_and(|product| opening.contains(&product));
    let names_pain = persona_fit(copy, persona)
        .pains
        .iter()
        .any(|pain| pain.is_met());
    (names_product != names_pain).then_some(names_product)
}
