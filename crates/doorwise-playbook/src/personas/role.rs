//! The part that a persona plays in a purchase, with what it rests on: the CRM's own word for such
//! people, what interviews say of who signs, what deals show, else a guess by function and rank. None
//! is ever taken for another.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_fit::roles::{Grade, RoleFinding};
use doorwise_model::diagnostic::slashed;
use doorwise_model::persona::{BuyingRole, Persona};
use doorwise_people::discover::{Proposal, Source};
use doorwise_people::who::crm::CrmRoles;
use doorwise_people::who::decider::Who;
use doorwise_people::who::heard::heard;
use doorwise_vocab::title::{Band, Function};

use super::RoleGradeView;
use crate::who::{Cell, graded};

/// What all proposals of one ICP are graded by.
pub(super) struct Power {
    deals: Vec<(Cell, RoleFinding)>,
    /// By cell: who said that such people decide, and the first such sentence with its place.
    said: BTreeMap<Cell, (BTreeSet<String>, String)>,
    /// People who were asked.
    asked: usize,
}

impl Power {
    /// Reads deals and interviews once.
    pub(super) fn of(source: &Source<'_>) -> Self {
        let mut said: BTreeMap<Cell, (BTreeSet<String>, String)> = BTreeMap::new();
        for interview in source.interviews {
            for one in heard(interview, source.records) {
                let Some(turn) = interview.turns.get(one.turn) else {
                    continue;
                };
                if !turn.is_participant() {
                    continue;
                }
                let name = turn.speaker.clone().unwrap_or_default();
                let of_speaker = || {
                    let mut own = source.speakers.iter();
                    own.find(|speaker| {
                        speaker.name == name && speaker.files.contains(&interview.file)
                    })
                    .and_then(|speaker| speaker.cell)
                };
                let cell = match &one.mention.who {
                    Who::Titled(_, function, band) => Some((*function, *band)),
                    Who::Speaker => of_speaker(),
                    Who::Named(_) => None,
                };
                let Some(cell) = cell else { continue };
                let words = turn.verbatim(one.mention.sentence);
                let place = format!("{}:{}", slashed(&interview.file), words.line);
                let entry = said.entry(cell).or_insert_with(|| (BTreeSet::new(), place));
                entry.0.insert(name);
            }
        }
        Self {
            deals: graded(source.deals, source.contacts),
            said,
            asked: source.speakers.len(),
        }
    }

    /// Returns the part that the material shows for a proposal's people; none where it shows none.
    fn shown(
        &self,
        source: &Source<'_>,
        proposal: &Proposal,
    ) -> Option<(BuyingRole, RoleGradeView)> {
        let own: Cell = (proposal.function, proposal.band);
        let crm = match proposal.persona {
            Some(at) => CrmRoles::of_persona(source.personas[at], source.deals, source.contacts),
            None => CrmRoles::of_cell(own, source.deals, source.contacts),
        };
        if let Some((role, k, n)) = crm.word() {
            let why = format!("the CRM calls {k} of {n} of them so");
            return Some((role, view(role, "deal_data", why)));
        }
        if let Some((people, place)) = self.said.get(&own) {
            let role = BuyingRole::EconomicBuyer;
            let why = format!(
                "{} of {} people asked say that such a person decides, {place}",
                people.len(),
                self.asked
            );
            return Some((role, view(role, "interview", why)));
        }
        let (_, found) = self.deals.iter().find(|(cell, _)| *cell == own)?;
        if found.grade == Grade::Seen {
            return None;
        }
        let (role, _) = guess(own.0, own.1, source.personas)?;
        let four = found.four;
        let why = format!(
            "that such people carry deals is {}: in {} of {} won ones and {} of {} lost ones; which part they play is read from their rank",
            found.grade.as_str(),
            four.won_with,
            four.won_with + four.won_without,
            four.lost_with,
            four.lost_with + four.lost_without,
        );
        Some((role, view(role, "deal_data", why)))
    }

    /// Returns the part with its grade: the author's where he does not call it an assumption, else what
    /// the material shows, else a guess.
    pub(super) fn role(
        &self,
        source: &Source<'_>,
        proposal: &Proposal,
        known: Option<&Persona>,
    ) -> Option<(BuyingRole, RoleGradeView)> {
        let shown = self.shown(source, proposal);
        let stated = known.and_then(|persona| Some((persona, *persona.buying_roles.first()?)));
        if let Some((persona, role)) = stated {
            let agrees = shown.as_ref().filter(|(own, _)| *own == role);
            let (grade, mut why) = match (persona.role_assumed, agrees) {
                (true, Some((_, shown))) => (shown.grade, shown.why.clone()),
                (true, None) => ("guess", "the file calls it an assumption".to_owned()),
                (false, _) => ("author", "the file says so".to_owned()),
            };
            if let Some((_, other)) = shown.filter(|(own, _)| *own != role) {
                why += &format!("; {} says {}: {}", other.grade, other.role, other.why);
            }
            return Some((role, view(role, grade, why)));
        }
        if known.is_some() {
            return None;
        }
        if shown.is_some() {
            return shown;
        }
        let (role, why) = guess(proposal.function, proposal.band, source.personas)?;
        let own: Cell = (proposal.function, proposal.band);
        let seen = self.deals.iter().find(|(cell, _)| *cell == own);
        let seen = seen.map_or_else(String::new, |(_, found)| {
            format!(
                "; deals only count them: seen in {} of {} won ones",
                found.four.won_with,
                found.four.won_with + found.four.won_without
            )
        });
        Some((role, view(role, "guess", format!("{why}{seen}"))))
    }
}

fn view(role: BuyingRole, grade: &'static str, why: String) -> RoleGradeView {
    RoleGradeView {
        role: role.as_str(),
        grade,
        why,
    }
}

/// A guess by function and rank (`domain.md` 1.8), until deals or interviews say more.
fn guess(
    function: Function,
    band: Band,
    personas: &[&Persona],
) -> Option<(BuyingRole, &'static str)> {
    let is_other_champion = |persona: &&Persona| {
        persona.buying_roles.contains(&BuyingRole::Champion)
            && persona.role.function.is_some_and(|own| own != function)
    };
    let has_champion = personas.iter().any(is_other_champion);
    Some(match (function, band) {
        (Function::It | Function::Security | Function::Legal, _) => (
            BuyingRole::TechnicalBuyer,
            "IT, security and law can say no on fit",
        ),
        (Function::Procurement | Function::Admin, _) => {
            (BuyingRole::Gatekeeper, "controls access or process")
        }
        (_, Band::Executive) => (
            BuyingRole::EconomicBuyer,
            "who owns the company releases the money",
        ),
        (_, Band::Leader | Band::Practitioner) if has_champion => {
            (BuyingRole::Influencer, "another function has the champion")
        }
        (_, Band::Leader) => (
            BuyingRole::Champion,
            "who leads a function champions what helps it",
        ),
        (_, Band::Practitioner) => (BuyingRole::User, "who does the work uses it"),
        (_, Band::Unknown) => return None,
    })
}
