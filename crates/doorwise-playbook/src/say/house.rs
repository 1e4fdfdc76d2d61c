//! The message house of an ICP, and what not to say to anybody in it.

use doorwise_model::icp::Icp;
use doorwise_model::persona::Persona;
use doorwise_model::workspace::Workspace;
use doorwise_words::draft::{Part, Source};
use doorwise_words::house::{self, Pillar, Said};

use super::view::{HouseView, LineView, NotSaidView, PillarView};
use super::{opens, source, unsaid};
use crate::id;

/// Returns the house of an ICP.
pub(crate) fn house(workspace: &Workspace, icp: &Icp) -> HouseView {
    let personas = workspace.personas_in(&icp.id);
    let own = format!("house.{}", id::part(&icp.id));
    let found = house::house(icp, &personas, &workspace.offer, &workspace.proofs);
    let line = |id: String, said: &Said| line(&personas, id, said);
    HouseView {
        icp: icp.id.clone(),
        name: icp.name.clone(),
        roof: found
            .roof
            .as_ref()
            .map(|roof| line(format!("{own}.roof"), roof)),
        pillars: found
            .pillars
            .iter()
            .map(|pillar| {
                let key = format!("{own}.{}", key(pillar));
                PillarView {
                    matter: line(key.clone(), &pillar.matter),
                    people: pillar.n_people,
                    claim: pillar
                        .claim
                        .as_ref()
                        .map(|said| line(format!("{key}.claim"), said)),
                    proof: pillar
                        .proof
                        .as_ref()
                        .map(|said| line(format!("{key}.proof"), said)),
                    line: pillar
                        .line
                        .as_ref()
                        .map(|said| line(format!("{key}.line"), said)),
                    gaps: pillar.gaps.clone(),
                }
            })
            .collect(),
        gaps: found.gaps,
        do_not_say: not_said(workspace, &personas, &own),
        id: own,
    }
}

/// Returns the words of a pillar's id: persona and matter, never a position in the house.
fn key(pillar: &Pillar) -> String {
    let matter = match pillar.matter.source {
        Source::Persona {
            part: Part::Objection,
            at,
            ..
        } => format!("objection-{}", at + 1),
        Source::Persona { at, .. } => format!("pain-{}", at + 1),
        _ => "matter".to_owned(),
    };
    format!("{}.{matter}", id::part(&pillar.matter.persona))
}

fn line(personas: &[&Persona], id: String, said: &Said) -> LineView {
    let persona = personas.iter().find(|persona| persona.id == said.persona);
    let own = match &said.source {
        Source::Offer(_) => Some("offer".to_owned()),
        other => persona.and_then(|persona| opens(persona, other)),
    };
    LineView {
        id,
        says: said.text.clone(),
        source: source(&said.source),
        opens: own,
        assumption: said.source.is_assumption(),
    }
}

fn not_said(workspace: &Workspace, personas: &[&Persona], own: &str) -> Vec<NotSaidView> {
    let written = house::not_said(personas, &workspace.offer, &workspace.proofs)
        .into_iter()
        .map(|not| (not.words, not.why, not.place));
    let mut all: Vec<(String, String, String)> = written.collect();
    for (words, why, place) in unsaid::only_asked(workspace, personas) {
        match all
            .iter_mut()
            .find(|(known, ..)| known.eq_ignore_ascii_case(&words))
        {
            Some((_, known, _)) => known.push_str(&format!("; {why} ({place})")),
            None => all.push((words, why, place)),
        }
    }
    let ids = id::each_once(
        all.iter()
            .map(|(words, ..)| format!("{own}.not.{}", id::part(words))),
    );
    all.into_iter()
        .zip(ids)
        .map(|((words, why, source), id)| NotSaidView {
            id,
            words,
            why,
            source,
        })
        .collect()
}
