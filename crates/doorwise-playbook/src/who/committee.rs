//! One deal and its people: who is there, who is missing, who is said to decide.

use doorwise_fit::roles::{self, Grade};
use doorwise_model::deal::{Contact, Deal, Outcome};
use doorwise_people::who::decider::{Said, Who};
use doorwise_people::who::matrix::first_met;
use doorwise_people::who::name::{Found, resolve};
use doorwise_people::who::stall::{Stall, stall, usual_cycle};
use doorwise_people::who::{Arrival, arrival, cell, is_gone, person_for};
use doorwise_vocab::{text, title};

use crate::id;

use super::said::{Heard, Templates, calls_of, in_call, in_notes};
use super::segment::{cells, committees, is_of_cell, is_persona};
use super::{
    AmountView, Cell, CommitteeView, MemberView, MissingView, NamedView, Scene, Segment,
    company_of, one_of,
};

/// Names offered in place of one that nobody has.
const NEAREST: usize = 5;

/// What a name on the command line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The deals of one company, or one deal; positions in the list of deals.
    Deals(Vec<usize>),
    /// Several companies are called so; each with its id and row.
    Several(Vec<String>),
    /// One company, which has no deals; its name and whom the tables know there.
    NoDeals(String, Vec<String>),
    /// Nobody; the nearest names.
    Nobody(Vec<String>),
}

/// Returns what a name means: a deal's id, else a company's id, domain or name.
pub fn ask(scene: &Scene<'_>, asked: &str) -> Asked {
    let deals = scene.market.deals();
    let wanted = text::fold(asked.trim());
    let by = |fits: &dyn Fn(&Deal) -> bool| -> Vec<usize> {
        (0..deals.len()).filter(|&at| fits(&deals[at])).collect()
    };
    let of_id = by(&|deal| text::fold(&deal.id) == wanted);
    if !of_id.is_empty() {
        return Asked::Deals(of_id);
    }
    let market = scene.market;
    let called: Vec<usize> = (0..market.facts().companies)
        .filter(|&row| {
            let name = market.name(row);
            [name.id, name.name, name.domain, name.row]
                .iter()
                .any(|known| !known.is_empty() && text::fold(known) == wanted)
        })
        .collect();
    match called.as_slice() {
        [] => {
            let named = by(&|deal| text::fold(&deal.company_name) == wanted && !wanted.is_empty());
            if named.is_empty() {
                Asked::Nobody(nearest(scene, &wanted))
            } else {
                Asked::Deals(named)
            }
        }
        [row] => {
            let of_company = by(&|deal| deal.company == Some(*row));
            if of_company.is_empty() {
                Asked::NoDeals(market.name(*row).name.to_owned(), known_at(scene, *row))
            } else {
                Asked::Deals(of_company)
            }
        }
        several => Asked::Several(
            several
                .iter()
                .take(NEAREST)
                .map(|&row| {
                    let name = market.name(row);
                    format!("{} ({})", name.id, name.row)
                })
                .collect(),
        ),
    }
}

fn known_at(scene: &Scene<'_>, row: usize) -> Vec<String> {
    let contacts = scene.market.contacts().iter();
    contacts
        .filter(|contact| contact.company == Some(row))
        .take(NEAREST)
        .map(called)
        .collect()
}

/// Returns names that begin with or hold what was asked, and the one nearest in spelling.
fn nearest(scene: &Scene<'_>, wanted: &str) -> Vec<String> {
    let market = scene.market;
    let names: Vec<&str> = (0..market.facts().companies)
        .map(|row| market.name(row).name)
        .chain(market.deals().iter().map(|deal| deal.company_name.as_str()))
        .filter(|name| !name.is_empty())
        .collect();
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if found.len() < NEAREST && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    };
    if let Some(near) = text::nearest(wanted, names.iter().copied()) {
        add(near);
    }
    for name in &names {
        if wanted.chars().count() >= 3 && text::fold(name).contains(wanted) {
            add(name);
        }
    }
    found
}

/// Returns the committee of each of these deals.
pub fn committees_of(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    positions: &[usize],
) -> Vec<CommitteeView> {
    let deals = scene.market.deals();
    let first = first_met(deals, scene.market.contacts());
    let usual = usual_cycle(deals);
    let templates = Templates::of(deals);
    let pattern = pattern(scene, segment);
    let made = positions.iter().map(|&at| {
        let deal = &deals[at];
        let own = format!("who.deal.{}", id::part(&deal.id));
        let people: Vec<&Contact> = scene
            .market
            .contacts()
            .iter()
            .filter(|contact| contact.deals.iter().any(|seat| seat.deal == at))
            .collect();
        // A company that no table holds is known by its name alone.
        let there: Vec<&Contact> = scene
            .market
            .contacts()
            .iter()
            .filter(|contact| contact.company.is_some() && contact.company == deal.company)
            .filter(|contact| !contact.deals.iter().any(|seat| seat.deal == at))
            .collect();
        let members: Vec<MemberView> = people
            .iter()
            .map(|contact| MemberView {
                id: format!("{own}.person.{}", id::part(&contact.id)),
                ..member(scene, segment, at, contact, first.get(&at))
            })
            .collect();
        let mut missing = missing(segment, &people, &there, &pattern);
        let names = missing
            .iter()
            .map(|one| format!("{own}.missing.{}", id::part(&one.who.replace(' ', "_"))));
        let ids = id::each_once(names.collect::<Vec<_>>());
        for (one, id) in missing.iter_mut().zip(ids) {
            one.id = id;
        }
        let mut named = named(scene, deal, &people, &there, &templates);
        let names = named
            .iter()
            .map(|one| format!("{own}.named.{}", id::part(&one.who.replace(' ', "_"))));
        let ids = id::each_once(names.collect::<Vec<_>>());
        for (one, id) in named.iter_mut().zip(ids) {
            one.id = id;
        }
        let stalled = stall(deal, scene.as_of, usual).map(|how| match how {
            Stall::Silence => format!(
                "ended in silence: {}",
                deal.loss_reason.as_deref().unwrap_or_default()
            ),
            Stall::OpenLong(days) => format!(
                "open for {days} days; half of your won deals took {} or less",
                usual.unwrap_or_default()
            ),
        });
        CommitteeView {
            id: own.clone(),
            deal: deal.id.clone(),
            company: company_of(scene, deal),
            outcome: deal.outcome.map(Outcome::as_str),
            amount: amount(deal),
            row: deal.row.clone(),
            single_threaded: members.iter().filter(|member| !member.gone).count() == 1,
            next: next(deal, &people, &missing, &named),
            people: members,
            stalled,
            missing,
            named,
        }
    });
    made.collect()
}

/// Returns the roles that this segment's deals show to carry wins; a hint is nothing to miss somebody for.
fn pattern(scene: &Scene<'_>, segment: &Segment<'_>) -> Vec<(Cell, String)> {
    let deals = scene.market.deals();
    let matrix = cells(scene, |position| segment.has(&deals[position]));
    let asked = committees(scene, &matrix, |deal| deal.outcome == Some(Outcome::Won));
    let findings = roles::assess(&asked);
    let graded = matrix.roles.iter().zip(findings);
    graded
        .filter(|(_, found)| found.grade == Grade::Shown)
        .map(|(&cell, found)| {
            let four = found.four;
            let why = format!(
                "in {} of {} won deals and {} of {} lost ones ({})",
                four.won_with,
                four.won_with + four.won_without,
                four.lost_with,
                four.lost_with + four.lost_without,
                found.grade.as_str()
            );
            (cell, why)
        })
        .collect()
}

fn member(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    at: usize,
    contact: &Contact,
    first: Option<&Vec<usize>>,
) -> MemberView {
    let read = title::title(&contact.title);
    let cell = cell(&read);
    let seat = contact.deals.iter().find(|seat| seat.deal == at);
    let position = scene
        .market
        .contacts()
        .iter()
        .position(|known| std::ptr::eq(known, contact));
    MemberView {
        id: String::new(),
        name: contact.name.clone(),
        title: contact.title.clone(),
        function: cell.map(|(function, _)| function.as_str()),
        band: cell.map(|(_, band)| band.as_str()),
        personas: segment
            .personas
            .iter()
            .filter(|persona| is_persona(persona, &contact.title, &read))
            .map(|persona| persona.name.clone())
            .collect(),
        buying_role: seat.and_then(|seat| Some(seat.buying_role?.as_str())),
        crm_role: seat.and_then(|seat| seat.crm_role.clone()),
        attached: seat.and_then(|seat| Some(seat.attached?.to_string())),
        first: position.is_some_and(|position| first.is_some_and(|met| met.contains(&position))),
        late: seat.is_some_and(|seat| arrival(&scene.market.deals()[at], seat) == Arrival::Late),
        gone: is_gone(&read),
    }
}

/// Returns personas without anybody in the deal, then roles that won deals have and this one lacks.
fn missing(
    segment: &Segment<'_>,
    people: &[&Contact],
    there: &[&Contact],
    pattern: &[(Cell, String)],
) -> Vec<MissingView> {
    let mut missing = Vec::new();
    for persona in &segment.personas {
        let has_role = persona.role.function.is_some() || !persona.role.titles.is_empty();
        if !has_role || person_for(persona, people).is_some() {
            continue;
        }
        let roles: Vec<String> = persona
            .buying_roles
            .iter()
            .map(|role| role.label())
            .collect();
        let shown = pattern
            .iter()
            .find(|(cell, _)| is_of_cell(persona, *cell))
            .map_or(String::new(), |(_, why)| format!("; such people are {why}"));
        missing.push(MissingView {
            id: String::new(),
            who: persona.name.clone(),
            why: match roles.is_empty() {
                true => format!("persona of {}{shown}", segment.name),
                false => format!(
                    "persona of {}, {}{shown}",
                    segment.name,
                    roles.join(" and ")
                ),
            },
            known_there: person_for(persona, there).map(|(_, contact)| called(contact)),
        });
    }
    for (wanted, why) in pattern {
        let is_there = |contact: &&&Contact| cell(&title::title(&contact.title)) == Some(*wanted);
        let has_persona = segment
            .personas
            .iter()
            .any(|persona| is_of_cell(persona, *wanted));
        if has_persona || people.iter().any(|contact| is_there(&contact)) {
            continue;
        }
        missing.push(MissingView {
            id: String::new(),
            who: one_of(*wanted),
            why: format!("such people are {why}"),
            known_there: there.iter().find(is_there).map(|contact| called(contact)),
        });
    }
    missing
}

/// Returns who is said to decide, in the notes of the deal and in calls with the company.
fn named(
    scene: &Scene<'_>,
    deal: &Deal,
    people: &[&Contact],
    there: &[&Contact],
    templates: &Templates,
) -> Vec<NamedView> {
    let names: Vec<&str> = people
        .iter()
        .chain(there)
        .map(|contact| contact.name.as_str())
        .collect();
    let mut heard = in_notes(deal, templates);
    for call in calls_of(scene, &company_of(scene, deal), &names) {
        heard.extend(in_call(call, scene.records));
    }
    let mut views: Vec<NamedView> = Vec::new();
    for one in heard {
        let view = resolved(one, people, there);
        let is_known = views
            .iter()
            .any(|known| known.who == view.who && known.people == view.people);
        if !is_known {
            views.push(view);
        }
    }
    views
}

fn resolved(heard: Heard, people: &[&Contact], there: &[&Contact]) -> NamedView {
    let by_name = |name: &str| -> (&'static str, Vec<String>) {
        for (place, known) in [("on_deal", people), ("at_company", there)] {
            let names: Vec<&str> = known.iter().map(|contact| contact.name.as_str()).collect();
            match resolve(name, &names) {
                Found::One(at) => return (place, vec![called(known[at])]),
                Found::Several(all) => {
                    let all = all.into_iter().map(|at| called(known[at]));
                    return ("unsure", all.collect());
                }
                Found::Nobody => {}
            }
        }
        ("absent", Vec::new())
    };
    let (who, (found, people)) = match &heard.mention.who {
        Who::Named(name) => (name.clone(), by_name(name)),
        Who::Speaker => {
            let name = heard.speaker.clone().unwrap_or_default();
            let found = by_name(&name);
            (name, found)
        }
        Who::Titled(written, function, band) => {
            let role = (*function, *band);
            let of = |known: &[&Contact]| -> Vec<String> {
                let fits = known
                    .iter()
                    .filter(|contact| cell(&title::title(&contact.title)) == Some(role));
                fits.map(|contact| called(contact)).collect()
            };
            let (here, elsewhere) = (of(people), of(there));
            let found = match (here.is_empty(), elsewhere.is_empty()) {
                (false, _) => ("on_deal", here),
                (true, false) => ("at_company", elsewhere),
                (true, true) => ("absent", Vec::new()),
            };
            (written.clone(), found)
        }
    };
    NamedView {
        id: String::new(),
        who,
        grade: heard.grade,
        said: match heard.mention.said {
            Said::Confirmed => "confirmed",
            Said::Stated => "stated",
        },
        found,
        people,
        quote: heard.quote,
        place: heard.place,
    }
}

fn next(deal: &Deal, people: &[&Contact], missing: &[MissingView], named: &[NamedView]) -> String {
    let is_open = deal.outcome == Some(Outcome::Open);
    if let Some(absent) = named.iter().find(|named| named.found == "absent") {
        return format!(
            "Find {} and add them to the deal: they are said to decide",
            absent.who
        );
    }
    if let Some(elsewhere) = named.iter().find(|named| named.found == "at_company") {
        return format!(
            "Add {} to the deal: they are said to decide",
            elsewhere.people.join(" or ")
        );
    }
    if let Some(unsure) = named.iter().find(|named| named.found == "unsure") {
        return format!(
            "Ask which {} is meant: {}",
            unsure.who,
            unsure.people.join(" or ")
        );
    }
    match missing.first() {
        Some(first) => match (&first.known_there, is_open) {
            (Some(known), true) => format!("Write to {known}"),
            (Some(known), false) => format!("Next time write to {known}"),
            (None, true) => format!("Find {} there", first.who),
            (None, false) => format!("Next time begin with {}", first.who),
        },
        None if people.is_empty() => "Note who is in this deal".to_owned(),
        None if people.len() == 1 && is_open => {
            "Ask who else has to agree: one person is all there is".to_owned()
        }
        None => "Nobody is missing that deals or personas ask for".to_owned(),
    }
}

/// Returns `Meera Nair, Head of Marketing`.
pub(super) fn called(contact: &Contact) -> String {
    match (contact.name.as_str(), contact.title.as_str()) {
        ("", "") => "somebody without a name".to_owned(),
        (name, "") => name.to_owned(),
        ("", title) => title.to_owned(),
        (name, title) => format!("{name}, {title}"),
    }
}

/// Returns what a deal is worth, as a person reads it.
pub(super) fn amount(deal: &Deal) -> Option<AmountView> {
    let money = deal.amount.as_ref()?;
    let (low, high) = (money.amount.low, money.amount.high);
    let whole = |value: f64| match value.is_finite() && value >= 0.0 {
        true => crate::plan::market::grouped(value.round() as usize),
        false => "open".to_owned(),
    };
    let mut says = whole(low);
    if low != high {
        says = format!("{says} to {}", whole(high));
    }
    if let Some(currency) = money.currency {
        says = format!("{says} {}", currency.as_str());
    }
    Some(AmountView {
        says,
        low,
        high,
        currency: money.currency.map(|currency| currency.as_str().to_owned()),
    })
}

/// Returns who is in a deal as people say it, for lists of deals.
pub(super) fn met(scene: &Scene<'_>, at: usize) -> Vec<String> {
    let contacts = scene.market.contacts().iter();
    contacts
        .filter(|contact| contact.deals.iter().any(|seat| seat.deal == at))
        .map(called)
        .collect()
}
