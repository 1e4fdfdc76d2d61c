//! The brief: what a draft may use, slot by slot; a slot that nothing fills says so.

use doorwise_model::statement::Statement;
use doorwise_words::draft::{self, Brief, nearest_proof};

use super::view::SlotView;

/// Returns the slots in the order in which a draft uses them.
pub(super) fn slots(brief: &Brief<'_>) -> Vec<SlotView> {
    let persona = brief.persona;
    let best = |statements: &'_ [Statement]| {
        statements
            .iter()
            .enumerate()
            .min_by_key(|(at, statement)| (std::cmp::Reverse(draft::n_people(statement)), *at))
            .map(|(_, statement)| statement.clone())
    };
    let said = |slot: &'static str, statement: Option<&Statement>| SlotView {
        slot,
        says: statement.map(|statement| statement.says.clone()),
        source: statement.map(rests),
        assumption: statement.is_some_and(|statement| statement.assumed),
    };
    let plain =
        |slot: &'static str, says: Option<String>, place: String, assumption: bool| SlotView {
            slot,
            source: says.is_some().then_some(place),
            says,
            assumption,
        };
    let pain = best(&persona.pains);
    let quote = pain
        .as_ref()
        .filter(|pain| !pain.assumed)
        .and_then(|pain| pain.evidence.first().cloned());
    let metric = persona
        .goals
        .iter()
        .chain(&persona.pains)
        .find(|statement| statement.metric.is_some());
    let doubt = persona
        .objections
        .iter()
        .find(|objection| objection.answer.is_some())
        .or(persona.objections.first());
    let offer = brief.offer;
    let offer_place = offer.place.to_string();
    let proof = nearest_proof(brief.icp, brief.proofs).filter(|(_, inside)| *inside);
    let own = persona.place.to_string();
    vec![
        plain(
            "who",
            Some(format!(
                "{}, {}",
                persona.name,
                persona.role.titles.join(", ")
            )),
            own.clone(),
            persona.role_assumed,
        ),
        said("pain", pain.as_ref()),
        plain(
            "in their words",
            quote.as_ref().map(|quote| format!("\"{}\"", quote.quote)),
            quote.map_or(String::new(), |quote| quote.place.to_string()),
            false,
        ),
        said("goal", best(&persona.goals).as_ref()),
        plain(
            "metric",
            metric.and_then(|statement| statement.metric.clone()),
            metric.map_or(String::new(), |statement| statement.place.to_string()),
            metric.is_some_and(|statement| statement.assumed),
        ),
        plain("boss asks", persona.boss_asks.clone(), own.clone(), true),
        said("why now", best(&persona.triggers).as_ref()),
        plain(
            "used today",
            Some(persona.alternatives.join(", ")).filter(|says| !says.is_empty()),
            own,
            true,
        ),
        said("doubt", doubt.map(|objection| &objection.statement)),
        plain(
            "answer",
            doubt.and_then(|objection| objection.answer.clone()),
            doubt.map_or(String::new(), |objection| {
                objection.statement.place.to_string()
            }),
            doubt.is_some_and(|objection| objection.proof.is_none()),
        ),
        plain(
            "proof inside this ICP",
            proof.map(|(proof, _)| {
                format!(
                    "{}: {}",
                    proof.customer.as_deref().unwrap_or(&proof.id),
                    proof.claim
                )
            }),
            proof.map_or(String::new(), |(proof, _)| proof.place.to_string()),
            false,
        ),
        plain(
            "one ask",
            offer.asks.first().cloned(),
            offer_place.clone(),
            false,
        ),
        plain("sender", offer.sender.name.clone(), offer_place, false),
    ]
}

fn rests(statement: &Statement) -> String {
    match draft::n_people(statement) {
        0 => format!("ASSUMPTION, {}", statement.place),
        1 => format!("said by 1 person, {}", statement.place),
        n => format!("said by {n} people, {}", statement.place),
    }
}
