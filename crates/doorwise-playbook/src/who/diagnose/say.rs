//! What a diagnosis says: the story with its grades, the deals by name, the next step.

use std::collections::BTreeSet;

use doorwise_fit::rate;
use doorwise_fit::roles::{Grade, LEAST_SIDE};
use doorwise_model::deal::{Contact, Outcome};
use doorwise_people::who::person_for;
use doorwise_vocab::title::{self, Band, Function};

use super::super::committee::{amount, called, met};
use super::super::segment::is_persona;
use super::super::{
    Cell, CopyView, DiagnosisView, EffectView, MetView, OddsView, OpenDealView, Scene, Segment,
    SentView, StalledView, company_of, of, people_of,
};
use super::{Asked, LISTED, Look, is_silent, sent};
use crate::view::RateView;

/// Returns the view of what was found.
pub(super) fn say(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    (met, sent, copy): (Option<(Cell, MetView)>, Option<SentView>, Option<CopyView>),
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
        sent: sent.clone(),
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
    let sent_other = sent.filter(|sent| {
        sent.n >= sent::FEWEST && 2 * sent.k > sent.n && 2 * sent.to_persona < sent.n
    });
    let is_elsewhere = met_other.is_some() || written_other.is_some() || sent_other.is_some();
    let is_wrong = asked.grade() > Grade::Seen && is_elsewhere;
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
    view.says = headline(
        name,
        &asked,
        (
            met_other.as_ref(),
            sent_other.as_ref(),
            written_other.as_ref(),
        ),
    );
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
    (met, sent, copy): (
        Option<&(Cell, MetView)>,
        Option<&SentView>,
        Option<&CopyView>,
    ),
) -> String {
    let mut written = Vec::new();
    if let Some((cell, met)) = met {
        written.push(format!(
            "{} were met first in {}",
            people_of(*cell),
            of(met.k, met.n, "closed deals")
        ));
    }
    if let Some(sent) = sent {
        written.push(format!(
            "{} went to {}, {} to {name}",
            of(sent.k, sent.n, sent.what),
            sent.role,
            sent.to_persona
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
    let last = written.pop().unwrap_or_default();
    let mut says = sentence(&match written.is_empty() {
        true => last,
        false => format!("{}, and {last}", written.join(", ")),
    });
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
        true => OddsView {
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
            company: company_of(scene, &deals[at]),
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
                company: company_of(scene, &deals[at]),
                met: met(scene, at),
                write_to: person_for(asked.persona, &there).map(|(_, contact)| called(contact)),
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
