//! Five clarity questions, answered from the data.

use doorwise_fit::rate;
use doorwise_model::card::reference::Decision;
use doorwise_model::deal::Outcome;
use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::icp::Icp;
use doorwise_model::market::{Market, Scored};
use doorwise_model::persona::Persona;
use doorwise_model::workspace::Workspace;
use doorwise_people::interview::Interview;
use doorwise_people::who::Attendance;

use super::{market, people};
use crate::view::ClarityView;

/// A list that can be worked and learned from (`domain.md` 5.1, item 12).
const WORKABLE: std::ops::RangeInclusive<usize> = 50..=20_000;
/// Closed deals on each side below which no comparison is made.
const ENOUGH_DEALS: usize = 8;

/// What the answers are taken from.
pub(super) struct Clues<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) icp: &'a Icp,
    pub(super) market: &'a dyn Market,
    pub(super) scored: &'a Scored,
    pub(super) personas: &'a [&'a Persona],
    pub(super) interviews: &'a [Interview],
    pub(super) presence: &'a Attendance,
    pub(super) diagnostics: &'a [Diagnostic],
}

pub(super) fn questions(clues: &Clues<'_>) -> Vec<ClarityView> {
    let answered = [
        ("apart", kept_apart(clues)),
        ("list", picks_a_list(clues)),
        ("wins", wins_inside(clues)),
        ("reader", right_reader(clues)),
        ("words", their_words(clues)),
    ];
    answered
        .into_iter()
        .map(|(id, answered)| ClarityView {
            id: format!("clarity.{id}"),
            ..answered
        })
        .collect()
}

fn answer(question: &str, state: &'static str, answer: String) -> ClarityView {
    ClarityView {
        id: String::new(),
        question: question.to_owned(),
        state,
        answer,
    }
}

fn kept_apart(clues: &Clues<'_>) -> ClarityView {
    const QUESTION: &str = "Are the company and the person kept apart?";
    let mixed = clues
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == Level::Error)
        .filter(|diagnostic| {
            [
                "icp/person-field",
                "persona/company-field",
                "clarity/person-in-icp",
                "clarity/company-in-persona",
            ]
            .contains(&diagnostic.name)
        })
        .count();
    let criteria =
        clues.icp.card.gates.len() + clues.icp.card.exclusions.len() + clues.icp.card.tables.len();
    match (clues.personas.len(), mixed) {
        (0, _) => answer(
            QUESTION,
            "no",
            "There is an ICP and no persona inside it: nobody to write to yet".to_owned(),
        ),
        (_, 0) if criteria == 0 => answer(
            QUESTION,
            "no",
            "The ICP has no criterion, so every company is in it".to_owned(),
        ),
        (n, 0) => answer(
            QUESTION,
            "yes",
            format!(
                "The ICP has {criteria} criteria on companies, {n} persona{} inside it, and neither speaks of the other's matters",
                plural(n)
            ),
        ),
        (_, n) => answer(
            QUESTION,
            "no",
            format!(
                "{n} place{} in the wrong one of the two; `doorwise check` shows where each belongs",
                plural(n)
            ),
        ),
    }
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

fn picks_a_list(clues: &Clues<'_>) -> ClarityView {
    const QUESTION: &str = "Does the ICP pick out a list you can work?";
    let counts = clues.scored.counts;
    let total = counts.total();
    let fits = counts.pursue + counts.find_out;
    if total == 0 {
        return answer(
            QUESTION,
            "unknown",
            "There is no table of companies to count in".to_owned(),
        );
    }
    let says = format!(
        "{} to pursue and {} that might fit, of {total} companies",
        counts.pursue, counts.find_out
    );
    if total < *WORKABLE.start() {
        return answer(
            QUESTION,
            "unknown",
            format!("{says}: the table is too short to tell; the market may hold more"),
        );
    }
    if market::is_hardly_a_profile(clues.icp, counts) {
        return answer(
            QUESTION,
            "no",
            format!("{says}: it keeps more than 40 % of them"),
        );
    }
    if WORKABLE.contains(&counts.pursue) {
        answer(QUESTION, "yes", says)
    } else if counts.pursue < *WORKABLE.start() && fits >= *WORKABLE.start() {
        let first = clues.scored.worth_finding.first();
        let help = first.map_or(String::new(), |first| {
            format!("; finding the {} would settle most", first.field.label())
        });
        answer(QUESTION, "unknown", format!("{says}{help}"))
    } else if fits < *WORKABLE.start() {
        answer(
            QUESTION,
            "no",
            format!(
                "{says}: fewer than {} is too few to learn from",
                WORKABLE.start()
            ),
        )
    } else {
        answer(
            QUESTION,
            "no",
            format!("{says}: more than {} is too many to know", WORKABLE.end()),
        )
    }
}

fn wins_inside(clues: &Clues<'_>) -> ClarityView {
    const QUESTION: &str = "Do you win more inside the ICP than outside?";
    let mut decision_of = vec![Decision::Ignore; clues.scored.counts.total()];
    for scoring in &clues.scored.list {
        decision_of[scoring.row as usize] = scoring.decision;
    }
    // (won, closed) of deals with companies that pass, might pass, do not pass.
    let mut counted = [(0_usize, 0_usize); 3];
    let mut apart = 0;
    for deal in clues.market.deals() {
        let won = match deal.outcome {
            Some(Outcome::Won) => 1,
            Some(Outcome::Lost) => 0,
            Some(Outcome::Open) | None => continue,
        };
        let Some(company) = deal.company else {
            apart += 1;
            continue;
        };
        let cell = &mut counted[decision_of[company] as usize];
        cell.0 += won;
        cell.1 += 1;
    }
    let [inside, open, outside] = counted;
    let closed = inside.1 + open.1 + outside.1;
    if closed == 0 {
        let why = if apart > 0 {
            format!("{apart} closed deals name no company of the table")
        } else {
            "There are no closed deals: the ICP is a hypothesis".to_owned()
        };
        return answer(QUESTION, "unknown", why);
    }
    let left_out = if open.1 > 0 {
        format!(
            "; {} deals with companies that are not decided are left out",
            open.1
        )
    } else {
        String::new()
    };
    let show = |(won, n): (usize, usize)| match rate::rate(won, n) {
        Some(rate) => format!(
            "{won} of {n} won ({:.0} %, could be {:.0} to {:.0} %)",
            rate.value * 100.0,
            rate.low * 100.0,
            rate.high * 100.0
        ),
        None => "no deals".to_owned(),
    };
    let says = format!(
        "Inside {}, outside {}{left_out}",
        show(inside),
        show(outside)
    );
    if inside.1 < ENOUGH_DEALS || outside.1 < ENOUGH_DEALS {
        return answer(
            QUESTION,
            "unknown",
            format!("{says}: not enough evidence, treat as a hypothesis"),
        );
    }
    match rate::difference(inside, outside) {
        Some(difference) if difference.low > 0.0 => answer(
            QUESTION,
            "yes",
            format!(
                "{says}: {:.0} points more (could be {:.0} to {:.0})",
                difference.value * 100.0,
                difference.low * 100.0,
                difference.high * 100.0
            ),
        ),
        Some(difference) if difference.high < 0.0 => answer(
            QUESTION,
            "no",
            format!("{says}: fewer wins inside than outside; move the ICP to the wins"),
        ),
        _ => answer(
            QUESTION,
            "unknown",
            format!("{says}: the difference could be chance"),
        ),
    }
}

fn right_reader(clues: &Clues<'_>) -> ClarityView {
    const QUESTION: &str = "Does the copy speak to the person in the deals you win?";
    let Some(persona) = clues.personas.first() else {
        return answer(
            QUESTION,
            "unknown",
            "There is no persona to speak to".to_owned(),
        );
    };
    let mine: Vec<&doorwise_model::copy::Copy> = clues
        .workspace
        .copies
        .iter()
        .filter(|copy| {
            clues
                .personas
                .iter()
                .any(|persona| persona.id == copy.persona)
        })
        .collect();
    let wrong = clues
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.name == "copy/wrong-addressee")
        .filter(|diagnostic| match &diagnostic.place {
            doorwise_model::Place::Text { file, .. } => {
                mine.iter().any(|copy| copy.source_file() == file)
            }
            _ => false,
        })
        .count();
    let seen = people::seen_view(persona, clues.market, clues.presence)
        .map(|seen| format!("; {} was {}", persona.name, seen.says));
    let seen = seen.unwrap_or_default();
    if mine.is_empty() {
        return answer(
            QUESTION,
            "unknown",
            format!("There is no copy in copy/ to check{seen}"),
        );
    }
    let says = format!(
        "{} of {} pieces of copy speak to somebody else{seen}",
        wrong,
        mine.len()
    );
    answer(QUESTION, if wrong == 0 { "yes" } else { "no" }, says)
}

fn their_words(clues: &Clues<'_>) -> ClarityView {
    const QUESTION: &str = "Do the pains come from people who said them?";
    let pains: Vec<_> = clues
        .personas
        .iter()
        .flat_map(|persona| &persona.pains)
        .collect();
    let n_people = people::interviewees(clues.interviews);
    if pains.is_empty() {
        return answer(QUESTION, "no", "No persona names a pain".to_owned());
    }
    let with_two = pains
        .iter()
        .filter(|pain| {
            let mut speakers: Vec<_> = pain.evidence.iter().map(|quote| &quote.speaker).collect();
            speakers.sort();
            speakers.dedup();
            speakers.len() >= 2
        })
        .count();
    let cited = pains.iter().filter(|pain| !pain.assumed).count();
    let says = format!(
        "{cited} of {} pains cite somebody's words, {with_two} of them from two people or more; interviewed: {n_people}",
        pains.len()
    );
    let state = match (cited, with_two) {
        (0, _) => "no",
        (_, two) if two == pains.len() => "yes",
        _ => "unknown",
    };
    answer(QUESTION, state, says)
}
