//! Who carries the deals of a segment: every role counted, and judged as far as deals allow.

use std::collections::BTreeMap;

use doorwise_fit::roles::{self, Committees, FLOOR, Grade, HINTS, LEAST_SIDE, RoleFinding};
use doorwise_model::deal::{Contact, Deal, Outcome};
use doorwise_model::persona::{BuyingRole, Persona, RoleMatch};
use doorwise_people::who::cell;
use doorwise_people::who::matrix::{Matrix, matrix};
use doorwise_vocab::title::{self, Title};

use crate::id;

use super::{
    Cell, CrmView, RoleView, Scene, Segment, WhoView, gone, of, one_of, people_of, percent, said,
};

/// Returns who carries the deals of a segment.
pub(super) fn view(scene: &Scene<'_>, segment: &Segment<'_>) -> WhoView {
    let deals = scene.market.deals();
    let matrix = cells(scene, |position| segment.has(&deals[position]));
    let committees = committees(scene, &matrix, |deal| deal.outcome == Some(Outcome::Won));
    let findings = roles::assess(&committees);
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |at: usize| {
            let found: &RoleFinding = &findings[at];
            (
                std::cmp::Reverse(found.grade),
                found
                    .chance
                    .map_or(i64::MAX, |chance| (chance * 1e9) as i64),
                std::cmp::Reverse(found.four.with()),
                matrix.roles[at],
            )
        };
        key(a).cmp(&key(b))
    });
    let views: Vec<RoleView> = order
        .iter()
        .map(|&at| role(scene, segment, &matrix, at, &findings[at]))
        .collect();
    let said = said::of_segment(scene, segment);
    let won = committees.won.iter().filter(|won| **won).count();
    let lost = committees.won.len() - won;
    let top = order.first().map(|&at| (matrix.roles[at], &findings[at]));
    let (grade, says) = verdict(top, (won, lost), &said);
    WhoView {
        id: own_id(&segment.name),
        segment: segment.name.clone(),
        says,
        grade,
        deals: won + lost,
        dated: matrix.is_dated(),
        won,
        lost,
        crm: crm(scene, segment, top),
        single_threaded: single_threaded(scene, segment),
        cautions: cautions(&matrix, won + lost, scene, segment),
        next: next(top, won + lost, &matrix, &said),
        roles: views,
        said,
    }
}

/// Returns the id of a segment: `who.saas`.
pub(crate) fn own_id(segment: &str) -> String {
    format!("who.{}", id::part(&segment.replace(' ', "_")))
}

/// Returns the deals in which each role was in time, as positions in the list of deals.
pub(crate) fn deals_with(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
) -> BTreeMap<Cell, Vec<(usize, bool)>> {
    let deals = scene.market.deals();
    let matrix = cells(scene, |position| segment.has(&deals[position]));
    let of = |present: &Vec<bool>| {
        matrix
            .deals
            .iter()
            .copied()
            .zip(present.iter().copied())
            .collect()
    };
    matrix
        .roles
        .iter()
        .copied()
        .zip(matrix.present.iter().map(of))
        .collect()
}

/// Returns the deals of a segment with one person only, as positions.
pub(crate) fn with_one_person(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    outcome: Outcome,
) -> Vec<usize> {
    let deals = scene.market.deals();
    let mut people = vec![0_usize; deals.len()];
    let seats = scene
        .market
        .contacts()
        .iter()
        .flat_map(|contact| &contact.deals);
    for seat in seats {
        if let Some(n) = people.get_mut(seat.deal) {
            *n += 1;
        }
    }
    let is_one = |&at: &usize| {
        people[at] == 1 && deals[at].outcome == Some(outcome) && segment.has(&deals[at])
    };
    (0..deals.len()).filter(is_one).collect()
}

/// Returns who was in which deal by function and band.
pub(super) fn cells(scene: &Scene<'_>, keep: impl Fn(usize) -> bool) -> Matrix<Cell> {
    let (deals, contacts) = (scene.market.deals(), scene.market.contacts());
    matrix(deals, contacts, keep, |_, contact| {
        cell(&title::title(&contact.title))
    })
}

/// Returns the matrix with what is asked of each deal: won, or anything else that holds or does not.
pub(super) fn committees<R>(
    scene: &Scene<'_>,
    matrix: &Matrix<R>,
    holds: impl Fn(&Deal) -> bool,
) -> Committees {
    committees_over(scene.market.deals(), matrix, holds)
}

/// Returns what the deals say of each role that was in one of them; every deal with an outcome counts.
pub(crate) fn graded(deals: &[Deal], contacts: &[Contact]) -> Vec<(Cell, RoleFinding)> {
    let matrix = matrix(
        deals,
        contacts,
        |_| true,
        |_, contact| cell(&title::title(&contact.title)),
    );
    let asked = committees_over(deals, &matrix, |deal| deal.outcome == Some(Outcome::Won));
    matrix
        .roles
        .iter()
        .copied()
        .zip(roles::assess(&asked))
        .collect()
}

fn committees_over<R>(
    deals: &[Deal],
    matrix: &Matrix<R>,
    holds: impl Fn(&Deal) -> bool,
) -> Committees {
    Committees {
        won: matrix.deals.iter().map(|&at| holds(&deals[at])).collect(),
        present: matrix.present.clone(),
        layer: terciles(matrix.deals.iter().map(|&at| &deals[at])),
        dated: matrix.is_dated(),
    }
}

/// Returns each deal's third by amount, 1 to 3; 0 where the amount is not known or in another currency.
fn terciles<'a>(deals: impl Iterator<Item = &'a Deal>) -> Vec<u8> {
    let amounts: Vec<Option<f64>> = deals
        .map(|deal| {
            let money = deal.amount.as_ref()?;
            let middle = f64::midpoint(money.amount.low, money.amount.high);
            middle.is_finite().then_some(middle)
        })
        .collect();
    let mut known: Vec<f64> = amounts.iter().flatten().copied().collect();
    known.sort_by(f64::total_cmp);
    let cut = |share: usize| known.get(known.len() * share / 3).copied();
    let (Some(low), Some(high)) = (cut(1), cut(2)) else {
        return vec![0; amounts.len()];
    };
    amounts
        .iter()
        .map(|amount| match amount {
            None => 0,
            Some(amount) if *amount < low => 1,
            Some(amount) if *amount < high => 2,
            Some(_) => 3,
        })
        .collect()
}

fn role(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    matrix: &Matrix<Cell>,
    at: usize,
    found: &RoleFinding,
) -> RoleView {
    let (function, band) = matrix.roles[at];
    let deals = scene.market.deals();
    let won_deals = matrix
        .deals
        .iter()
        .zip(&matrix.present[at])
        .filter(|&(&deal, &with)| with && deals[deal].outcome == Some(Outcome::Won))
        .map(|(&deal, _)| deals[deal].id.clone())
        .collect();
    let four = found.four;
    let mut says = format!(
        "{} and {}",
        of(four.won_with, four.won_with + four.won_without, "won deals"),
        of(
            four.lost_with,
            four.lost_with + four.lost_without,
            "lost ones"
        )
    );
    if let Some(against) = found.against.filter(|_| matrix.is_dated()) {
        says.push_str(&format!(
            "; odds of a win {:.1} times those of the other roles (could be {:.1} to {:.1})",
            against.value, against.low, against.high
        ));
    }
    RoleView {
        id: format!(
            "{}.role.{}.{}",
            own_id(&segment.name),
            function.as_str(),
            band.as_str()
        ),
        function: function.as_str(),
        band: band.as_str(),
        personas: segment
            .personas
            .iter()
            .filter(|persona| is_of_cell(persona, matrix.roles[at]))
            .map(|persona| persona.id.clone())
            .collect(),
        won_with: four.won_with,
        lost_with: four.lost_with,
        won_without: four.won_without,
        lost_without: four.lost_without,
        grade: found.grade.as_str(),
        odds: found.odds.map(Into::into),
        against: found.against.map(Into::into),
        shrunk: found.shrunk,
        chance: found.chance,
        more: found.more,
        detectable: found.detectable,
        won_deals,
        says,
    }
}

/// Returns whether a persona's role lies in this function and band.
pub(super) fn is_of_cell(persona: &Persona, (function, band): Cell) -> bool {
    persona.role.function == Some(function)
        && (persona.role.seniorities.is_empty()
            || persona
                .role
                .seniorities
                .iter()
                .any(|seniority| seniority.band() == band))
}

/// Returns whether a title surely is the persona's.
pub(super) fn is_persona(persona: &Persona, written: &str, read: &Title) -> bool {
    persona.role.matches(written, read) == RoleMatch::Yes
}

fn verdict(
    top: Option<(Cell, &RoleFinding)>,
    (won, lost): (usize, usize),
    said: &[super::SaidView],
) -> (&'static str, String) {
    if let Some((cell, found)) = top
        && found.grade > Grade::Seen
        && let Some(against) = found.against
    {
        let counts = format!(
            "in {} and {}; odds of a win {:.1} times those of the other roles (could be {:.1} to {:.1})",
            of(found.four.won_with, won, "won deals"),
            of(found.four.lost_with, lost, "lost ones"),
            against.value,
            against.low,
            against.high
        );
        let who = people_of(cell);
        return match found.grade {
            Grade::Shown => (
                "shown",
                format!("Deals show that {who} carry won deals: {counts}"),
            ),
            _ => (
                "indicated",
                format!(
                    "Deals hint that {who} carry won deals: {counts}. A hint, no proof: chance alone gives one in up to {} of such tables",
                    percent(HINTS)
                ),
            ),
        };
    }
    if let Some(first) = said.first() {
        let (who, source) = match first.grade {
            "interview" => ("people interviewed say that", "interviews, not deals"),
            _ => ("deals carry a note that", "sellers' notes, not deals"),
        };
        return (
            first.grade,
            format!(
                "{} {who} {} sign or decide ({source}); deals do not tell yet who carries them",
                of(first.k, first.n, "").trim_end(),
                first.who
            ),
        );
    }
    match top {
        None => (
            "none",
            "Nobody can tell: no closed deal names its people".to_owned(),
        ),
        Some((cell, found)) => (
            "seen",
            format!(
                "Deals do not tell yet who carries them. Seen most: {}, in {} and {}",
                people_of(cell),
                of(found.four.won_with, won, "won deals"),
                of(found.four.lost_with, lost, "lost ones")
            ),
        ),
    }
}

fn cautions(
    matrix: &Matrix<Cell>,
    closed: usize,
    scene: &Scene<'_>,
    segment: &Segment<'_>,
) -> Vec<String> {
    let mut cautions = Vec::new();
    if closed > 0 && closed < FLOOR {
        cautions.push(format!(
            "{closed} closed deals name their people; below {FLOOR} nothing is called shown"
        ));
    }
    if matrix.n_seats > 0 && !matrix.is_dated() {
        cautions.push(format!(
            "{} of {} people on closed deals have no day on which they joined; somebody who comes to sign looks like a cause, so deals are only counted",
            matrix.n_undated + matrix.n_perhaps_late, matrix.n_seats
        ));
    } else if matrix.n_undated > 0 {
        cautions.push(format!(
            "{} of {} people on closed deals have no day on which they joined; they are counted in",
            matrix.n_undated, matrix.n_seats
        ));
    }
    if matrix.n_perhaps_late > 0 {
        cautions.push(format!(
            "{} people without a day are left out, for people of their role often come at the end",
            matrix.n_perhaps_late
        ));
    }
    if matrix.n_late > 0 {
        cautions.push(format!(
            "{} people joined in the last fifth of the cycle and are left out: a result, not a cause",
            matrix.n_late
        ));
    }
    let gone = gone::count(scene, segment);
    if gone > 0 {
        let (people, count) = if gone == 1 {
            ("person is", "the title says, and counts")
        } else {
            ("people are", "their titles say, and count")
        };
        cautions.push(format!(
            "{gone} {people} no longer there, as {count} for no role"
        ));
    }
    let all = scene
        .market
        .deals()
        .iter()
        .filter(|deal| super::is_closed(deal) && segment.has(deal))
        .count();
    let apart = scene.market.deals().iter().filter(|deal| {
        super::is_closed(deal) && deal.company.is_none() && segment.inside.is_some()
    });
    let apart = apart.count();
    if apart > 0 {
        cautions.push(format!(
            "{apart} closed deals belong to no company of the table and are left out"
        ));
    }
    if all > closed {
        cautions.push(format!(
            "{} closed deals name nobody and are left out",
            all - closed
        ));
    }
    cautions
}

fn next(
    top: Option<(Cell, &RoleFinding)>,
    closed: usize,
    matrix: &Matrix<Cell>,
    said: &[super::SaidView],
) -> String {
    let Some((cell, found)) = top else {
        return "Add the people on your deals: `doorwise init --table <your contacts file>`"
            .to_owned();
    };
    if !matrix.is_dated() {
        return "Map the day on which each person joined a deal (`attached`), so that late signers are told apart".to_owned();
    }
    match (found.grade, found.more) {
        (Grade::Shown, _) => format!("Bring {} into every open deal that has none", one_of(cell)),
        (_, Some(more)) if found.grade == Grade::Indicated => format!(
            "About {more} more closed deals would settle it; until then ask in each deal who signs, and bring {} in",
            one_of(cell)
        ),
        _ if said.is_empty() => {
            "Ask three customers who signed and who had to be convinced; put the calls in research/"
                .to_owned()
        }
        (_, Some(more)) => format!(
            "About {more} more closed deals would settle whether {} carry them",
            people_of(cell)
        ),
        _ if closed < 2 * LEAST_SIDE => {
            "Go on closing deals and note who is in them; so few say nothing yet".to_owned()
        }
        _ => "Nothing to change: no role stands out among those in your deals".to_owned(),
    }
}

/// Returns what the CRM calls people, by our buying roles, and whether the deals agree.
fn crm(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    top: Option<(Cell, &RoleFinding)>,
) -> Vec<CrmView> {
    let deals = scene.market.deals();
    let mut holders: BTreeMap<BuyingRole, BTreeMap<Cell, usize>> = BTreeMap::new();
    let mut words: BTreeMap<BuyingRole, BTreeMap<String, usize>> = BTreeMap::new();
    for contact in scene.market.contacts() {
        let Some(cell) = cell(&title::title(&contact.title)) else {
            continue;
        };
        for seat in &contact.deals {
            let Some(role) = seat.buying_role else {
                continue;
            };
            if !deals.get(seat.deal).is_some_and(|deal| segment.has(deal)) {
                continue;
            }
            *holders.entry(role).or_default().entry(cell).or_default() += 1;
            let written = seat.crm_role.clone().unwrap_or_default();
            *words.entry(role).or_default().entry(written).or_default() += 1;
        }
    }
    let carrier = top.filter(|(_, found)| found.grade > Grade::Seen);
    holders
        .into_iter()
        .filter_map(|(role, cells)| {
            let n: usize = cells.values().sum();
            // The first of the most, in the order of functions.
            let most = cells.values().max().copied()?;
            let (&(function, band), &k) = cells.iter().find(|(_, k)| **k == most)?;
            let finding = carrier
                .filter(|_| role == BuyingRole::EconomicBuyer)
                .map(|(carrier, found)| {
                    let grade = match found.grade {
                        Grade::Shown => "deals show",
                        _ => "deals hint",
                    };
                    match carrier == (function, band) {
                        true => format!("agrees: {grade} that they carry won deals"),
                        false => format!(
                            "disagrees: {grade} that {} carry won deals; who signs and who carries may be two people",
                            people_of(carrier)
                        ),
                    }
                });
            Some(CrmView {
                id: format!("{}.crm.{}", own_id(&segment.name), role.as_str()),
                buying_role: role.as_str(),
                written: words
                    .remove(&role)
                    .unwrap_or_default()
                    .into_keys()
                    .filter(|word| !word.is_empty())
                    .collect(),
                function: function.as_str(),
                band: band.as_str(),
                k,
                n,
                finding,
            })
        })
        .collect()
}

/// Counts deals with one person only: won, lost, open.
fn single_threaded(scene: &Scene<'_>, segment: &Segment<'_>) -> [usize; 3] {
    [Outcome::Won, Outcome::Lost, Outcome::Open]
        .map(|outcome| with_one_person(scene, segment, outcome).len())
}
