//! The right company and the wrong person: do deals stall because the wrong one was written to?
//!
//! The question names its person before it looks: a persona of the ICP that is not the one who is met
//! first. Two outcomes are asked about, wins and silence (no decision, no response), each against the
//! other roles among deals with as many people; both looks and all personas share one chance of five in
//! a hundred, so that a table without the story stays silent in nineteen of twenty cases.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_fit::rate;
use doorwise_fit::roles::{self, Committees, Grade, LEAST_SIDE, RoleFinding};
use doorwise_model::deal::{Contact, Deal, Outcome};
use doorwise_model::persona::Persona;
use doorwise_people::who::matrix::{Matrix, first_met, matrix};
use doorwise_people::who::stall::is_silence;
use doorwise_people::who::{cell, person_for};
use doorwise_vocab::title::{self, Band, Function};
use doorwise_words::addressee::{Verdict, addressee};

use super::committee::{amount, met};
use super::segment::{committees, is_persona};
use super::{
    Cell, CopyView, DiagnosisView, EffectView, MetView, OpenDealView, Scene, Segment, StalledView,
    is_closed, of, people_of,
};
use crate::view::RateView;

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
    asked.sort_by(|a, b| b.grade().cmp(&a.grade()));
    let best = asked.into_iter().next();
    say(scene, segment, met, copy, best)
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

fn say(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    met: Option<(Cell, MetView)>,
    copy: Option<CopyView>,
    best: Option<Asked<'_>>,
) -> DiagnosisView {
    let mut view = DiagnosisView {
        id: "reader".to_owned(),
        segment: segment.name.clone(),
        verdict: "not_enough",
        grade: Grade::Seen.as_str(),
        says: String::new(),
        persona: None,
        persona_name: None,
        met: met.as_ref().map(|(_, view)| view.clone()),
        copy,
        win: None,
        stall: None,
        stalled: Vec::new(),
        of_stalled: 0,
        open: Vec::new(),
        of_open: 0,
        more: None,
        cautions: Vec::new(),
        next: String::new(),
    };
    let Some(asked) = best else {
        let has_persona = segment
            .personas
            .iter()
            .any(|persona| persona.role.function.is_some());
        (view.says, view.next) = match has_persona {
            true => (
                "Every persona of this ICP is the one whom you meet first, so there is no other reader to ask about".to_owned(),
                "Nothing to change".to_owned(),
            ),
            false => (
                "No persona of this ICP names a role, so there is no reader to ask about".to_owned(),
                "doorwise init --persona \"Head of …, who needs to … and is tired of …\"".to_owned(),
            ),
        };
        if has_persona {
            view.verdict = "no_sign";
        }
        return view;
    };
    let name = &asked.persona.name;
    view.persona = Some(asked.persona.id.clone());
    view.persona_name = Some(name.clone());
    view.grade = asked.grade().as_str();
    view.win = asked.win.as_ref().map(|look| effect(look, false));
    view.stall = asked.stall.as_ref().map(|look| effect(look, true));
    let closed = asked.matrix.deals.len();
    if asked.matrix.n_undated > 0 && !asked.matrix.is_dated() {
        view.cautions.push(format!(
            "{} of {} people have no day on which they joined; a late signer would look like a cause, so nothing is concluded",
            asked.matrix.n_undated, asked.matrix.n_seats
        ));
    }
    let is_testable = asked.win.is_some() && asked.matrix.is_dated();
    if !is_testable {
        view.says = format!(
            "Not enough evidence: of {closed} closed deals that name their people, too few can be told apart by whether {name} was in time"
        );
        view.next = format!(
            "Close and note at least {LEAST_SIDE} deals with {name} and {LEAST_SIDE} without, each person with the day of joining"
        );
        return view;
    }
    view.more = asked.win.as_ref().and_then(|look| look.finding.more);
    let met_other = met
        .as_ref()
        .filter(|(_, view)| 2 * view.k > view.n)
        .map(|(cell, view)| (*cell, view.clone()));
    let written_other = view
        .copy
        .as_ref()
        .filter(|copy| 2 * copy.k > copy.n)
        .filter(|copy| asked.persona.role.function.map(Function::as_str) != Some(copy.function))
        .cloned();
    let is_wrong = asked.grade() > Grade::Seen && (met_other.is_some() || written_other.is_some());
    if !is_wrong {
        view.verdict = "no_sign";
        let won_with = asked.win.as_ref().map(|look| look.finding.four);
        let counts = won_with.map_or(String::new(), |four| {
            format!(
                ": {name} was in {} and {}",
                of(four.won_with, four.won_with + four.won_without, "won deals"),
                of(
                    four.lost_with,
                    four.lost_with + four.lost_without,
                    "lost ones"
                )
            )
        });
        view.says = format!("No sign that deals stall on the wrong reader{counts}");
        view.next = match view.more {
            Some(more) => {
                format!("About {more} more closed deals would settle whether {name} carries them")
            }
            None => "Nothing to change".to_owned(),
        };
        return view;
    }
    view.verdict = "wrong_reader";
    view.says = headline(name, &asked, met_other.as_ref(), written_other.as_ref());
    list_deals(scene, segment, &asked, &mut view);
    view.cautions.push(
        "Deals that fall silent early meet fewer people, so only deals with as many roles are compared".to_owned(),
    );
    if asked.grade() == Grade::Indicated {
        view.cautions.push(
            "A hint, no proof: tables without any such effect give one like it in about 5 of 100 cases".to_owned(),
        );
    }
    view.next = next(&view, name);
    view
}

/// Returns the story: whom you write to, what falls silent, what is won; each with its grade.
fn headline(
    name: &str,
    asked: &Asked<'_>,
    met: Option<&(Cell, MetView)>,
    copy: Option<&CopyView>,
) -> String {
    let mut written = Vec::new();
    if let Some((cell, met)) = met {
        written.push(format!(
            "{} were met first in {}",
            people_of(*cell),
            of(met.k, met.n, "closed deals")
        ));
    }
    if let Some(copy) = copy {
        let function = Function::parse(copy.function).unwrap_or(Function::Other);
        written.push(format!(
            "{} to {}",
            of(copy.k, copy.n, "pieces of copy speak"),
            people_of((function, Band::Leader))
        ));
    }
    let mut says = sentence(&written.join(", and "));
    if let Some(look) = &asked.stall {
        let four = look.finding.four;
        says.push_str(&format!(
            ". Without {name} {} ended in silence, with them {} of {} [{}]",
            of(four.lost_without, four.without(), "deals"),
            four.lost_with,
            four.with(),
            look.grade.as_str()
        ));
    }
    if let Some(look) = &asked.win {
        let four = look.finding.four;
        says.push_str(&format!(
            ". Without {name} {} were won, with them {} of {} [{}]",
            of(four.won_without, four.without(), "deals"),
            four.won_with,
            four.with(),
            look.grade.as_str()
        ));
    }
    says
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}", chars.as_str())
}

/// Returns one outcome as counts, difference and odds; for silence it is turned, so that less is less.
fn effect(look: &Look, is_silence: bool) -> EffectView {
    let four = look.finding.four;
    let (with, without) = match is_silence {
        true => (four.lost_with, four.lost_without),
        false => (four.won_with, four.won_without),
    };
    let odds = look.finding.against.map(|odds| match is_silence {
        true => super::OddsView {
            value: 1.0 / odds.value,
            low: 1.0 / odds.high,
            high: 1.0 / odds.low,
            n: odds.n,
        },
        false => odds.into(),
    });
    EffectView {
        with: [with, four.with()],
        without: [without, four.without()],
        difference: rate::difference((with, four.with()), (without, four.without()))
            .map(RateView::of),
        odds,
        chance: look.finding.chance,
        grade: look.grade.as_str(),
    }
}

/// Lists the deals that fell silent without the persona, newest first, and the open ones that could.
fn list_deals(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    asked: &Asked<'_>,
    view: &mut DiagnosisView,
) {
    let deals = scene.market.deals();
    let reached = asked.reached();
    let mut silent: Vec<usize> = asked
        .matrix
        .deals
        .iter()
        .copied()
        .filter(|&at| is_silent(&deals[at]) && !reached.contains(&at))
        .collect();
    silent.sort_by_key(|&at| (std::cmp::Reverse(deals[at].closed), at));
    view.of_stalled = silent.len();
    view.stalled = silent
        .iter()
        .take(LISTED)
        .map(|&at| StalledView {
            deal: deals[at].id.clone(),
            company: deals[at].company_name.clone(),
            amount: amount(&deals[at]),
            reason: deals[at].loss_reason.clone().unwrap_or_default(),
            met: met(scene, at),
            row: deals[at].row.clone(),
        })
        .collect();
    let contacts = scene.market.contacts();
    let reached: BTreeSet<usize> = contacts
        .iter()
        .filter(|contact| is_persona(asked.persona, &contact.title, &title::title(&contact.title)))
        .flat_map(|contact| contact.deals.iter().map(|seat| seat.deal))
        .collect();
    let open: Vec<usize> = (0..deals.len())
        .filter(|&at| deals[at].outcome == Some(Outcome::Open) && segment.has(&deals[at]))
        .filter(|at| !reached.contains(at))
        .collect();
    view.of_open = open.len();
    view.open = open
        .iter()
        .take(LISTED)
        .map(|&at| {
            let there: Vec<&Contact> = contacts
                .iter()
                .filter(|contact| contact.company.is_some() && contact.company == deals[at].company)
                .collect();
            OpenDealView {
                deal: deals[at].id.clone(),
                company: deals[at].company_name.clone(),
                met: met(scene, at),
                write_to: person_for(asked.persona, &there)
                    .map(|(_, contact)| super::committee::called(contact)),
                row: deals[at].row.clone(),
            }
        })
        .collect();
}

fn next(view: &DiagnosisView, name: &str) -> String {
    match view.open.iter().find(|open| open.write_to.is_some()) {
        Some(open) => format!(
            "Bring {name} into the {} open deals without them, first {}: {}",
            view.of_open,
            open.company,
            open.write_to.as_deref().unwrap_or_default()
        ),
        None if view.of_open > 0 => {
            format!(
                "Bring {name} into the {} open deals without them",
                view.of_open
            )
        }
        None => format!("Write the first mail to {name}"),
    }
}
