//! O4: a place that buyers go to for advice, and where nothing of yours is.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_people::listen::{Kind, Record};
use doorwise_vocab::text;

use crate::audit::compare::share;
use crate::audit::ground::Ground;
use crate::audit::rule::{Counted, Finding, Look, Need, Rule, Slot};

/// People, and their share, from which the rule speaks.
const FEWEST: usize = 3;
const FROM: f64 = 0.3;

pub(super) static RULE: Rule = Rule {
    id: "O4",
    slot: Slot::GrowthOpportunity,
    name: "watering hole",
    why: "Where buyers already ask for advice, an answer costs little.",
    needs: &[Need::Interviews],
    statistic: "people who name the same place or person for advice, each once, of all asked; sources of deals that name it",
    threshold: "at least 3 people and 30 % of those asked, and no deal from there",
    source: "the interviews, listed below",
    otherwise: "those asked may know each other",
    disproof: "the next three buyers asked name other places",
    next: "answer three questions there in the next two weeks, without a link, and count who writes",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let mut places: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<String>)> = BTreeMap::new();
    for record in ground
        .said
        .iter()
        .filter(|record| record.kind == Kind::WateringHole)
    {
        let known = places.entry(&record.theme).or_default();
        known.0.insert(&record.speaker);
        let file = doorwise_model::diagnostic::slashed(&record.file);
        known
            .1
            .insert(format!("{file}:{}: {}", record.line, record.quote));
    }
    let used = |place: &str| {
        let mut sources = ground
            .deals
            .iter()
            .filter_map(|deal| deal.source.as_deref());
        sources.any(|source| text::fold(source).contains(&text::fold(place)))
    };
    let best = places
        .into_iter()
        .filter(|(place, _)| !used(place) && !place.starts_with("other "))
        .max_by_key(|(place, (people, _))| (people.len(), std::cmp::Reverse(*place)));
    let n = ground.people.len();
    let Some((place, (people, quotes))) = best else {
        return Look::Quiet("nobody named a place for advice".to_owned());
    };
    let k = people.len();
    if k < FEWEST || (k as f64) < FROM * n as f64 {
        return Look::Quiet(format!(
            "the place named most, \u{201c}{place}\u{201d}, was named by {k} of {n}"
        ));
    }
    Look::Counted(Finding {
        subject: None,
        says: format!(
            "{k} of {n} people asked go to \u{201c}{place}\u{201d} for advice, and no deal came from there"
        ),
        numbers: share(
            "of the people asked named it".to_owned(),
            people_who(ground, &people, |record| {
                record.kind == Kind::WateringHole && record.theme == place
            }),
        )
        .into_iter()
        .collect(),
        worth: Err("nothing shows yet what a presence there brings".to_owned()),
        surely: 1.0,
        weight: k as f64 / n as f64,
        deals: Vec::new(),
        files: quotes.into_iter().collect(),
        next: None,
        wording: None,
    })
}

/// Returns everybody who was asked, with the first of their words that name the place.
fn people_who(
    ground: &Ground<'_>,
    people: &BTreeSet<&str>,
    names: impl Fn(&Record) -> bool,
) -> Vec<Counted> {
    let first = |speaker: &&str| {
        let mut own = ground.said.iter();
        own.find(|record| names(record) && record.speaker == **speaker)
    };
    let mut cases: Vec<Counted> = Vec::new();
    for record in people.iter().filter_map(first) {
        let file = doorwise_model::diagnostic::slashed(&record.file);
        cases.push(Counted::text(
            format!("{}: \u{201c}{}\u{201d}", record.speaker, record.quote),
            Some(format!("{file}:{}", record.line)),
            true,
        ));
    }
    let silent = ground.people.len().saturating_sub(cases.len());
    let others = ground
        .people
        .iter()
        .filter(|name| !people.contains(name.as_str()));
    let others = others.take(silent);
    cases.extend(others.map(|name| Counted::text(format!("{name} named it not"), None, false)));
    cases
}
