//! Words that our own texts use and in interviews only the person asking said.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::persona::Persona;
use doorwise_model::workspace::Workspace;
use doorwise_people::listen::stems;

/// Returns such words with the reason and the place where they were asked, in order of the alphabet.
///
/// A word counts where a persona never says it, or where it stands in the offer or a proof and was
/// asked with in two interviews: what nobody would write is no finding, and neither is a chance word.
pub(super) fn only_asked(
    workspace: &Workspace,
    personas: &[&Persona],
) -> Vec<(String, String, String)> {
    let interviews = crate::plan::interviews(workspace);
    let mut said: BTreeSet<String> = BTreeSet::new();
    let mut asked: BTreeMap<String, Asked> = BTreeMap::new();
    let mut n_people = 0;
    for interview in &interviews {
        for turn in &interview.turns {
            if turn.is_participant() {
                n_people += 1;
                said.extend(stems(&turn.text).into_iter().map(|(stem, _)| stem));
                continue;
            }
            for (stem, word) in stems(&turn.text) {
                let file = doorwise_model::diagnostic::slashed(&interview.file);
                let known = asked.entry(stem).or_insert_with(|| Asked {
                    word,
                    place: format!("{file}:{}", turn.line),
                    files: BTreeSet::new(),
                });
                known.files.insert(file);
            }
        }
    }
    if n_people == 0 {
        return Vec::new();
    }
    let offer = &workspace.offer;
    let ours = offer
        .says
        .iter()
        .chain(&offer.asks)
        .chain(workspace.proofs.iter().map(|proof| &proof.claim));
    let ours: BTreeSet<String> = ours
        .flat_map(|text| stems(text))
        .map(|(stem, _)| stem)
        .collect();
    let never = personas.iter().flat_map(|persona| &persona.never);
    let never: BTreeSet<String> = never
        .flat_map(|text| stems(text))
        .map(|(stem, _)| stem)
        .collect();
    let names: BTreeSet<String> = offer
        .product
        .iter()
        .chain(&offer.competitors)
        .chain(
            workspace
                .proofs
                .iter()
                .filter_map(|proof| proof.customer.as_ref()),
        )
        .flat_map(|text| stems(text))
        .map(|(stem, _)| stem)
        .collect();
    asked
        .into_iter()
        .filter(|(stem, asked)| {
            let is_ours = never.contains(stem) || (ours.contains(stem) && asked.files.len() > 1);
            is_ours && !said.contains(stem) && !names.contains(stem)
        })
        .map(|(_, asked)| {
            let why = "only the person asking said it, no buyer".to_owned();
            (asked.word, why, asked.place)
        })
        .collect()
}

/// A word that was asked with: as it was said, where first, in which files.
struct Asked {
    word: String,
    place: String,
    files: BTreeSet<String>,
}
