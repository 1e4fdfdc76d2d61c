//! A persona's file from what was said of a person.

use doorwise_vocab::text;
use doorwise_vocab::title::{self, Band, Seniority};

use super::{list, says, slug, texts};
use crate::persona::BuyingRole;
use crate::sentence::PersonaSketch;
use crate::yaml::edit::scalar;

/// Fewest titles written: one spelling finds few of the people.
const FEWEST_TITLES: usize = 3;

/// Returns the persona's file.
pub fn persona_yaml(parts: &PersonaSketch, id: &str, icp_id: &str) -> String {
    let mut out =
        String::from("# yaml-language-server: $schema=../.doorwise/schema/persona.json\n");
    out.push_str(&format!(
        "persona: {}\nname: {}\nicp: {}\n",
        scalar(id),
        scalar(&name(parts)),
        scalar(icp_id)
    ));
    let mut role: Vec<String> = Vec::new();
    role.extend(
        parts
            .function
            .map(|function| format!("function: {}", function.as_str())),
    );
    let seniorities = seniorities(parts);
    if !seniorities.is_empty() {
        let words: Vec<String> = seniorities
            .iter()
            .map(|seniority| seniority.as_str().to_owned())
            .collect();
        role.push(format!("seniority: {}", list(&words)));
    }
    let titles = titles(parts);
    if !titles.is_empty() {
        role.push(format!("titles: {}", list(&titles)));
    }
    if !role.is_empty() {
        out.push_str(&format!("role: {{ {} }}\n", role.join(", ")));
    }
    if let Some(part) = parts
        .seniorities
        .first()
        .and_then(|seniority| buying_role(seniority.band()))
    {
        out.push_str(&format!("buying_roles: [{}]\n", part.as_str()));
    }
    says(&mut out, "goals", &parts.goals);
    says(&mut out, "pains", &parts.pains);
    says(&mut out, "objections", &parts.objections);
    says(&mut out, "triggers", &parts.triggers);
    texts(&mut out, "not_understood", &parts.not_understood);
    out.push_str("assumption: all\n");
    out
}

/// Returns an id from the title: `head-of-marketing`.
pub fn persona_id(parts: &PersonaSketch) -> String {
    let words = match (parts.titles.first(), parts.function) {
        (Some(title), _) => title.clone(),
        (None, Some(function)) => {
            let seniority = parts
                .seniorities
                .first()
                .map_or("", |seniority| seniority.as_str());
            format!("{} {seniority}", function.as_str())
        }
        (None, None) => parts.name.clone().unwrap_or_default(),
    };
    let id = slug(&words);
    if id.is_empty() {
        "first-persona".to_owned()
    } else {
        id
    }
}

fn name(parts: &PersonaSketch) -> String {
    let title = parts
        .titles
        .first()
        .cloned()
        .or_else(|| parts.function.map(|function| function.label().to_owned()));
    let name: Vec<String> = title.into_iter().chain(parts.name.clone()).collect();
    if name.is_empty() {
        "First persona".to_owned()
    } else {
        name.join(" ")
    }
}

/// The person who does a head's work is a director or a VP elsewhere; beyond these it is another person.
fn seniorities(parts: &PersonaSketch) -> Vec<Seniority> {
    let mut found = parts.seniorities.clone();
    let alike = [Seniority::Head, Seniority::Director, Seniority::Vp];
    if found.iter().any(|seniority| alike.contains(seniority)) {
        found.extend(alike);
    }
    let mut kept: Vec<Seniority> = Vec::new();
    for seniority in found {
        if !kept.contains(&seniority) && seniority != Seniority::Unknown {
            kept.push(seniority);
        }
    }
    kept
}

/// Two spellings of what was said, then one for each seniority that does the same work.
fn titles(parts: &PersonaSketch) -> Vec<String> {
    let mut found = parts.titles.clone();
    let Some(function) = parts.function else {
        return found;
    };
    let mut add = |seniority: Seniority, until: &dyn Fn(usize) -> bool| {
        for variant in title::variants(function, seniority) {
            let is_new = found
                .iter()
                .all(|known| text::fold(known) != text::fold(variant));
            if is_new && !until(found.len()) {
                found.push(variant.to_owned());
            }
        }
    };
    let said = parts.titles.len();
    for (idx, seniority) in seniorities(parts).into_iter().enumerate() {
        let enough = said.max(1) + idx + 1;
        add(seniority, &|len| len >= enough);
    }
    for seniority in seniorities(parts) {
        add(seniority, &|len| len >= FEWEST_TITLES);
    }
    found
}

/// A guess by rank, marked as an assumption like the rest: who leads a function champions what helps
/// it, who owns the company releases the money, who does the work uses it.
fn buying_role(band: Band) -> Option<BuyingRole> {
    match band {
        Band::Executive => Some(BuyingRole::EconomicBuyer),
        Band::Leader => Some(BuyingRole::Champion),
        Band::Practitioner => Some(BuyingRole::User),
        Band::Unknown => None,
    }
}
