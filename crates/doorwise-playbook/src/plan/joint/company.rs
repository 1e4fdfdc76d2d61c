//! One company among several ICPs: where it stands, what it meets besides, who reads there.

use doorwise_model::card::reference::Decision;
use doorwise_model::icp::Icp;
use doorwise_model::market::Scoring;
use doorwise_model::persona::Persona;

use super::{Standings, Stands};
use crate::explain::{explain, show_override};
use crate::id;
use crate::plan::people::{self, Directory};
use crate::plan::{History, PlanInputs, TARGETS_SHOWN, fill_people};
use crate::view::{AlsoView, ReaderView, TargetView};

/// Everything that one company is explained from.
pub(crate) struct Companies<'a> {
    inputs: &'a [PlanInputs<'a>],
    standings: &'a Standings,
    directory: Directory<'a>,
    pub(crate) history: History,
    /// Personas by ICP.
    pub(super) personas: Vec<Vec<&'a Persona>>,
}

impl<'a> Companies<'a> {
    pub(crate) fn new(inputs: &'a [PlanInputs<'a>], standings: &'a Standings) -> Self {
        Self {
            inputs,
            standings,
            directory: Directory::new(inputs[0].market),
            history: History::new(inputs[0].market),
            personas: inputs
                .iter()
                .map(|inputs| inputs.workspace.personas_in(&inputs.icp.id))
                .collect(),
        }
    }

    /// Returns the first companies, free to be written to, that stand under wanted ICPs; the rank
    /// is that of the whole list.
    pub(super) fn first(&self, wanted: impl Fn(usize) -> bool) -> Vec<TargetView> {
        self.not_ignored()
            .filter(|(_, of)| wanted(of.icp) && self.history.is_free(of.scoring.row as usize))
            .take(TARGETS_SHOWN)
            .map(|(idx, of)| self.target(of, idx + 1))
            .collect()
    }

    /// Returns the companies not ignored with their position, from 0.
    pub(super) fn not_ignored(&self) -> impl Iterator<Item = (usize, &'a Stands)> + use<'a> {
        let list = self.standings.list.iter();
        list.take_while(|of| of.scoring.decision != Decision::Ignore)
            .enumerate()
    }

    /// Returns the companies that every ICP ignores.
    pub(super) fn ignored(&self) -> impl Iterator<Item = &'a Stands> + use<'a> {
        let list = self.standings.list.iter();
        list.skip_while(|of| of.scoring.decision != Decision::Ignore)
    }

    /// Returns one company with the people to write to there.
    pub(crate) fn target(&self, of: &Stands, rank: usize) -> TargetView {
        let row = of.scoring.row as usize;
        let personas = &self.personas[of.icp];
        let mut view = self.reasoned(of, rank);
        fill_people(&mut view, row, &self.directory, &self.history, personas);
        view.readers = self.readers(&view, row, personas);
        view
    }

    /// Returns one company with the reasons of every ICP that has something to say of it.
    pub(super) fn reasoned(&self, of: &Stands, rank: usize) -> TargetView {
        let row = of.scoring.row as usize;
        let mut view = self.explained(of.icp, row, rank);
        view.icp = Some(self.inputs[of.icp].icp.id.clone());
        view.also = self.also(of, &view.key);
        view
    }

    fn explained(&self, icp: usize, row: usize, rank: usize) -> TargetView {
        let inputs = &self.inputs[icp];
        let unchecked = &self.standings.each[icp].scored.unchecked;
        explain(inputs.icp, &inputs.market.company(row), unchecked, rank)
    }

    /// Returns what the other ICPs say, where they have something to say.
    fn also(&self, of: &Stands, key: &str) -> Vec<AlsoView> {
        let row = of.scoring.row as usize;
        (0..self.inputs.len())
            .filter(|&icp| icp != of.icp)
            .map(|icp| (icp, self.standings.scoring(icp, row)))
            .filter(|(_, scoring)| has_to_say(&of.scoring, scoring))
            .map(|(icp, scoring)| {
                let blocking = || self.explained(icp, row, 0).blocking();
                also(self.inputs[icp].icp, scoring, key, blocking)
            })
            .collect()
    }

    /// Returns for each persona the person at the company, or the text to search with.
    fn readers(&self, view: &TargetView, row: usize, personas: &[&Persona]) -> Vec<ReaderView> {
        let reader = |persona: &&Persona| {
            let person = self.directory.person(row, &[*persona]);
            let search = person
                .is_none()
                .then(|| people::search(persona, Some(&view.company)));
            ReaderView {
                id: format!("{}.reader.{}", view.key, id::part(&persona.id)),
                persona: persona.id.clone(),
                person,
                search: search.filter(|search| !search.is_empty()),
            }
        };
        personas.iter().map(reader).collect()
    }
}

/// Returns whether another ICP than that of a company's standing has something to say of it: one
/// that it meets too, and one that ignores it by hand; where all ignore it, all of them.
pub fn has_to_say(stands: &Scoring, other: &Scoring) -> bool {
    stands.decision == Decision::Ignore
        || other.decision != Decision::Ignore
        || other.overridden.is_some()
}

/// Returns what another ICP says of a company with this key; `blocking` says what stands in the way.
pub fn also(
    icp: &Icp,
    scoring: &Scoring,
    key: &str,
    blocking: impl FnOnce() -> String,
) -> AlsoView {
    let name = &icp.id;
    let tier = icp.card.tiers.show(&scoring.tiers.to_vec());
    let made = scoring
        .overridden
        .and_then(|at| icp.overrides.get(at as usize));
    let says = match (made, scoring.decision) {
        (Some(made), _) => show_override(made),
        (None, Decision::Ignore) => blocking(),
        (None, decision) => format!("{}, tier {tier}", decision.label()),
    };
    AlsoView {
        id: id::within(name, key),
        icp: name.clone(),
        decision: scoring.decision.as_str(),
        says: format!("{name}: {says}"),
        tier,
    }
}
