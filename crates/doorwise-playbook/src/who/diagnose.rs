//! The right company and the wrong person: do deals stall because the wrong one was written to?
//!
//! The question names its person before it looks: a persona of the ICP that is not the one who is met
//! first. Two outcomes are asked about, wins and silence (no decision, no response), each against the
//! other roles among deals with as many people; both looks and all personas share one chance of five in
//! a hundred, so that a table without the story stays silent in nineteen of twenty cases.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_fit::roles::{self, Committees, Grade, RoleFinding};
use doorwise_model::deal::{Contact, Deal, Outcome};
use doorwise_model::persona::Persona;
use doorwise_people::who::cell;
use doorwise_people::who::matrix::{Matrix, first_met, matrix};
use doorwise_people::who::stall::is_silence;
use doorwise_vocab::title::{self, Function};
use doorwise_words::addressee::{Verdict, addressee};

use super::segment::{committees, is_persona};
use super::{Cell, CopyView, DiagnosisView, MetView, Scene, Segment, is_closed};

mod say;
mod sent;

/// Chance below which deals speak, shared by both looks and all personas.
const INDICATED: f64 = 0.05;
/// Deals entered by way of one role from which on only those are asked about.
const ENTERED: usize = 30;
/// Share of lost deals whose reason must be known before silence is counted.
const REASONS: f64 = 0.5;
/// Deals listed by name.
const LISTED: usize = 10;

/// A role in a deal: the persona asked about, or another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Asked,
    Other(Cell),
}

/// What deals say of one persona.
struct Asked<'a> {
    persona: &'a Persona,
    matrix: Matrix<Role>,
    win: Option<Look>,
    stall: Option<Look>,
}

/// One outcome, with the persona and without.
struct Look {
    finding: RoleFinding,
    grade: Grade,
}

/// Returns whether deals stall on the wrong reader.
pub(super) fn view(scene: &Scene<'_>, segment: &Segment<'_>) -> DiagnosisView {
    let first = first_met(scene.market.deals(), scene.market.contacts());
    let met = met_first(scene, segment, &first);
    let copy = spoken_to(scene, segment);
    let candidates: Vec<&Persona> = segment
        .personas
        .iter()
        .copied()
        .filter(|persona| persona.role.function.is_some())
        .filter(|persona| !is_met_first(scene, segment, persona, &first))
        .collect();
    let share = INDICATED / (2 * candidates.len().max(1)) as f64;
    let entered = met.as_ref().map(|(cell, _)| *cell);
    let mut asked: Vec<Asked<'_>> = candidates
        .iter()
        .map(|persona| look(scene, segment, persona, entered, &first, share))
        .collect();
    // The surest first; of equals the first in the order in which a deal wants them.
    asked.sort_by_key(|asked| std::cmp::Reverse(asked.grade()));
    let best = asked.into_iter().next();
    let sent = best
        .as_ref()
        .and_then(|asked| sent::view(scene, segment, asked.persona));
    say::say(scene, segment, (met, sent, copy), best)
}

impl Asked<'_> {
    fn grade(&self) -> Grade {
        let of = |look: &Option<Look>| look.as_ref().map_or(Grade::Seen, |look| look.grade);
        of(&self.win).max(of(&self.stall))
    }

    /// Returns the closed deals that the persona was in, in time.
    fn reached(&self) -> BTreeSet<usize> {
        let role = self
            .matrix
            .roles
            .iter()
            .position(|role| *role == Role::Asked);
        let Some(role) = role else {
            return BTreeSet::new();
        };
        let deals = self.matrix.deals.iter().zip(&self.matrix.present[role]);
        deals
            .filter(|(_, with)| **with)
            .map(|(deal, _)| *deal)
            .collect()
    }
}

/// Returns the role that is met first in most closed deals.
fn met_first(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    first: &BTreeMap<usize, Vec<usize>>,
) -> Option<(Cell, MetView)> {
    let (deals, contacts) = (scene.market.deals(), scene.market.contacts());
    let mut counted: BTreeMap<Cell, usize> = BTreeMap::new();
    let mut n = 0;
    for (&deal, people) in first {
        if !is_closed(&deals[deal]) || !segment.has(&deals[deal]) {
            continue;
        }
        n += 1;
        let mut roles: Vec<Cell> = people
            .iter()
            .filter_map(|&position| cell(&title::title(&contacts[position].title)))
            .collect();
        roles.sort_unstable();
        roles.dedup();
        for role in roles {
            *counted.entry(role).or_default() += 1;
        }
    }
    let most = counted.values().max().copied()?;
    let (&(function, band), &k) = counted.iter().find(|(_, k)| **k == most)?;
    let view = MetView {
        function: function.as_str(),
        band: band.as_str(),
        k,
        n,
    };
    Some(((function, band), view))
}

/// Returns whether a persona's people are the ones who are met first in more than half of the deals.
fn is_met_first(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    persona: &Persona,
    first: &BTreeMap<usize, Vec<usize>>,
) -> bool {
    let (deals, contacts) = (scene.market.deals(), scene.market.contacts());
    let (mut k, mut n) = (0, 0);
    for (&deal, people) in first {
        if is_closed(&deals[deal]) && segment.has(&deals[deal]) {
            n += 1;
            let is_theirs = |&position: &usize| {
                let written = &contacts[position].title;
                is_persona(persona, written, &title::title(written))
            };
            k += usize::from(people.iter().any(is_theirs));
        }
    }
    2 * k > n
}

/// Returns the function that most pieces of the segment's copy speak to.
fn spoken_to(scene: &Scene<'_>, segment: &Segment<'_>) -> Option<CopyView> {
    let copies: Vec<_> = scene
        .workspace
        .copies
        .iter()
        .filter(|copy| {
            segment
                .personas
                .iter()
                .any(|persona| persona.id == copy.persona)
        })
        .collect();
    let mut files: BTreeMap<Function, Vec<String>> = BTreeMap::new();
    for copy in &copies {
        let read = addressee(&copy.body);
        if let (Verdict::AddressedTo, Some(function)) = (read.verdict, read.function) {
            let file = doorwise_model::diagnostic::slashed(&copy.file);
            files.entry(function).or_default().push(file);
        }
    }
    let most = files.values().map(Vec::len).max()?;
    let (function, files) = files.into_iter().find(|(_, of)| of.len() == most)?;
    Some(CopyView {
        function: function.as_str(),
        k: files.len(),
        n: copies.len(),
        files,
    })
}

fn look<'a>(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    persona: &'a Persona,
    entered: Option<Cell>,
    first: &BTreeMap<usize, Vec<usize>>,
    share: f64,
) -> Asked<'a> {
    let (deals, contacts) = (scene.market.deals(), scene.market.contacts());
    let is_entered = |deal: usize| {
        first.get(&deal).is_some_and(|people| {
            people
                .iter()
                .any(|&position| cell(&title::title(&contacts[position].title)) == entered)
        })
    };
    let n_entered = (0..deals.len())
        .filter(|&deal| is_closed(&deals[deal]) && segment.has(&deals[deal]) && is_entered(deal))
        .count();
    let by_way = entered.is_some() && n_entered >= ENTERED;
    let matrix = matrix(
        deals,
        contacts,
        |deal| segment.has(&deals[deal]) && (!by_way || is_entered(deal)),
        |_, contact: &Contact| {
            let read = title::title(&contact.title);
            match is_persona(persona, &contact.title, &read) {
                true => Some(Role::Asked),
                false => cell(&read).map(Role::Other),
            }
        },
    );
    let at = matrix.roles.iter().position(|role| *role == Role::Asked);
    let lost: Vec<&Deal> = matrix
        .deals
        .iter()
        .map(|&deal| &deals[deal])
        .filter(|deal| deal.outcome == Some(Outcome::Lost))
        .collect();
    let reasons = lost
        .iter()
        .filter(|deal| deal.loss_reason.is_some())
        .count();
    let has_reasons = !lost.is_empty() && reasons as f64 >= REASONS * lost.len() as f64;
    let judge = |asked: Committees| -> Option<Look> {
        let finding = roles::assess(&asked)[at?];
        let chance = finding.chance?;
        let grade = if chance <= share {
            finding.grade
        } else {
            Grade::Seen
        };
        Some(Look { finding, grade })
    };
    let win = judge(committees(scene, &matrix, |deal| {
        deal.outcome == Some(Outcome::Won)
    }));
    // What is looked for is that silence is rarer with the persona, so its absence is what counts.
    let stall = has_reasons
        .then(|| judge(committees(scene, &matrix, |deal| !is_silent(deal))))
        .flatten();
    Asked {
        persona,
        matrix,
        win,
        stall,
    }
}

fn is_silent(deal: &Deal) -> bool {
    deal.outcome == Some(Outcome::Lost) && deal.loss_reason.as_deref().is_some_and(is_silence)
}
