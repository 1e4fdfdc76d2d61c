//! The person's role: can they be found, what part do they play, and who else has a say?

use std::collections::BTreeSet;

use doorwise_model::persona::{Persona, RoleMatch};
use doorwise_people::listen::Kind;
use doorwise_people::who::crm::{self, CrmRoles};
use doorwise_people::who::decider::Who;
use doorwise_people::who::heard::heard;
use doorwise_vocab::title;

use super::answer::{count, listed};
use super::{Answer, Clues, Item};
use crate::who::{self, Scene, Segment};

/// Titles from which a list can be built.
const FEWEST_TITLES: usize = 3;
/// People who must have said who decides.
const FEWEST_PEOPLE: usize = 2;

/// What is to be done where an ICP has no persona, whatever the question.
pub(super) const FIRST_PERSONA: &str =
    "Say who in these companies reads your mail: a persona with a goal and a pain";
pub(super) const INIT_PERSONA: &str =
    "doorwise init --persona \"Head of \u{2026}, who needs to \u{2026} and is tired of \u{2026}\"";

/// Returns the answer for the persona who is written to first; no where there is none.
pub(super) fn of_persona(clues: &Clues<'_>, answer: impl FnOnce(&Persona) -> Answer) -> Answer {
    match clues.persona() {
        Some(persona) => {
            let mut answer = answer(persona);
            answer.says = format!("{}: {}", persona.name, answer.says);
            if answer.rests_on.is_empty() {
                answer.rests_on.push(persona.place.clone());
            }
            answer
        }
        None => Answer::no("There is no persona inside this ICP")
            .fix(FIRST_PERSONA)
            .command(INIT_PERSONA)
            .effort(1),
    }
}

/// Test: the persona has a function, a seniority and three titles that are read back as both. Why: lists
/// and routing are built from titles. Fix: generate variants of the title.
pub(super) static ROLE: Item = Item {
    number: 13,
    slug: "role",
    weight: 5,
    effort: 1,
    gate: true,
    key: false,
    question: "Can the person be found by title?",
    test: "function, seniority, and at least 3 titles that are read back as that function and band",
    why: "lists are built and leads are routed by title",
    fix: "Add titles under `role:` of the persona until three are read as its function and rank",
    command: |clues| {
        let title = clues
            .persona()
            .and_then(|persona| persona.role.titles.first());
        format!(
            "doorwise title \"{}\"",
            title
                .map_or("Head of Marketing", String::as_str)
                .replace('"', "")
        )
    },
    answer: |clues| {
        of_persona(clues, |persona| {
            let role = &persona.role;
            let Some(function) = role.function else {
                return Answer::no("no function is named");
            };
            if role.seniorities.is_empty() {
                return Answer::no(format!("{}, and no seniority is named", function.as_str()));
            }
            let bands: Vec<_> = role.seniorities.iter().map(|one| one.band()).collect();
            let (right, wrong): (Vec<&String>, Vec<&String>) =
                role.titles.iter().partition(|written| {
                    let read = title::title(written);
                    let is_function =
                        read.function == function || read.other_functions.contains(&function);
                    is_function && bands.contains(&read.seniority.band())
                });
            let otherwise = match wrong.first() {
                Some(first) => {
                    let read = title::title(first);
                    format!(
                        "; `{first}` is read as {}, {}",
                        read.function.as_str(),
                        read.seniority.as_str()
                    )
                }
                None => String::new(),
            };
            let says = format!(
                "{} of {} read back as {}{otherwise}",
                right.len(),
                count(role.titles.len(), "title"),
                function.as_str()
            );
            let known: BTreeSet<String> = right
                .iter()
                .map(|title| doorwise_vocab::text::fold(title))
                .collect();
            if known.len() >= FEWEST_TITLES {
                return Answer::yes(says);
            }
            let seniority = role.seniorities[0];
            let more: Vec<String> = title::variants(function, seniority)
                .into_iter()
                .filter(|variant| !known.contains(&doorwise_vocab::text::fold(variant)))
                .take(3)
                .map(str::to_owned)
                .collect();
            let answer = Answer::no(says);
            match more.is_empty() {
                true => answer,
                false => answer.fix(format!(
                    "Add titles that people like {} bear to `titles:` in {}: {}",
                    persona.name,
                    clues.persona_file(),
                    listed(&more)
                )),
            }
        })
    },
};

/// Test: the buying role is more than a guess: it is the CRM's word for people of this persona, or
/// deals hint that they carry them, or two people said so. Why: a guess sends copy to the CEO. Fix: ask
/// "who signs, who can say no".
pub(super) static BUYING_ROLE: Item = Item {
    number: 14,
    slug: "buying-role",
    weight: 5,
    effort: 6,
    gate: false,
    key: false,
    question: "Does the buying role rest on deals or interviews?",
    test: "grade `deal_data`: the CRM gives the role to people of the persona in at least 3 deals and in 40 % of those where it gives them any, or `doorwise who` grades their role indicated or shown; grade `interview`: at least 2 people said so; else it is a guess",
    why: "a guess sends copy to the CEO when somebody else buys",
    fix: "Ask in three calls who signs and who can say no, and put the transcripts in research/",
    command: |_| "doorwise who".to_owned(),
    answer: |clues| {
        of_persona(clues, |persona| {
            if persona.buying_roles.is_empty() {
                return Answer::no("no buying role is named").effort(1).fix(format!(
                    "Write `buying_roles: [champion]` or another in {}",
                    clues.persona_file()
                ));
            }
            let roles: Vec<String> = persona
                .buying_roles
                .iter()
                .map(|role| role.label())
                .collect();
            let named = listed(&roles);
            let deals = who::deals_inside(clues.market, clues.scored);
            let crm = CrmRoles::of_persona(persona, &deals, clues.market.contacts());
            let (held, of) = crm.held(&persona.buying_roles);
            if crm::is_word(held, of) {
                return Answer::yes(format!(
                    "{named}, grade deal_data: the CRM calls {held} of {of} of them so"
                ))
                .rate(
                    "of such people's places on deals with a role are of this one",
                    held,
                    of,
                );
            }
            let scene = Scene {
                workspace: clues.workspace,
                market: clues.market,
                interviews: &clues.heard.interviews,
                records: &clues.heard.records,
                as_of: clues.as_of,
            };
            let who = who::segment(
                &scene,
                &Segment::icp(clues.workspace, clues.icp, clues.scored),
            );
            let carried = who
                .roles
                .iter()
                .find(|role| role.grade != "seen" && role.personas.contains(&persona.id));
            if let Some(role) = carried {
                return Answer::yes(format!(
                    "{named}, grade deal_data ({}): {}",
                    role.grade, role.says
                ));
            }
            let people = who_said(clues, persona);
            if people.len() >= FEWEST_PEOPLE {
                return Answer::yes(format!(
                    "{named}, grade interview: {} people said who decides and meant such a person",
                    people.len()
                ));
            }
            let heard = match people.len() {
                0 => String::new(),
                _ => ", and one person alone said so".to_owned(),
            };
            let seats = match of {
                0 => "the CRM gives such people no role".to_owned(),
                of => format!("the CRM calls {held} of {of} of them so"),
            };
            Answer::no(format!("{named} is a guess: {seats}{heard}"))
        })
    },
};

/// Returns who said that somebody of the persona's function and band signs or decides.
fn who_said(clues: &Clues<'_>, persona: &Persona) -> BTreeSet<String> {
    let mut people = BTreeSet::new();
    for interview in &clues.heard.interviews {
        for one in heard(interview, &clues.heard.records) {
            let Some(turn) = interview.turns.get(one.turn) else {
                continue;
            };
            let Who::Titled(written, ..) = &one.mention.who else {
                continue;
            };
            let read = title::title(written);
            if turn.is_participant()
                && persona.role.matches(written, &read) == RoleMatch::Yes
                && let Some(name) = &turn.speaker
            {
                people.insert(doorwise_vocab::text::fold(name));
            }
        }
    }
    people
}

/// Test: `boss_asks:` is filled. Why: the reader must report to that person. Fix: ask "what does your boss ask".
pub(super) static BOSS: Item = Item {
    number: 21,
    slug: "boss",
    weight: 3,
    effort: 6,
    gate: false,
    key: false,
    question: "Is the question of the person's boss known?",
    test: "`boss_asks:` of the persona is filled",
    why: "whoever wants it must report it upwards, in the boss's own question",
    fix: "Ask \u{201c}what does your boss ask you?\u{201d} and write it under `boss_asks:`",
    command: |clues| format!("doorwise learn personas{}", clues.icp_flag()),
    answer: |clues| {
        of_persona(clues, |persona| match &persona.boss_asks {
            Some(asks) => Answer::yes(format!("\u{201c}{asks}\u{201d}")),
            None => Answer::no("nobody wrote down what the boss asks"),
        })
    },
};

/// Test: `spending_limit:` and `veto_holders:` are filled. Why: they decide who signs. Fix: ask both.
pub(super) static POWER: Item = Item {
    number: 22,
    slug: "power",
    weight: 3,
    effort: 6,
    gate: false,
    key: false,
    question: "Are the spending limit and those with a veto known?",
    test: "`spending_limit:` and `veto_holders:` of the persona are filled",
    why: "they decide who signs and who stops it",
    fix: "Ask \u{201c}up to which sum can you sign alone, and who can stop it?\u{201d}",
    command: |clues| match clues.heard.interviews.is_empty() {
        true => "doorwise why clarity.power".to_owned(),
        false => "doorwise listen research/*".to_owned(),
    },
    answer: |clues| {
        of_persona(clues, |persona| {
            let said = |kind: Kind| {
                let records = clues
                    .heard
                    .records
                    .iter()
                    .filter(|record| record.kind == kind);
                records
                    .map(|record| doorwise_vocab::text::fold(&record.speaker))
                    .collect::<BTreeSet<_>>()
                    .len()
            };
            let (limits, vetoes) = (said(Kind::SpendingLimit), said(Kind::Authority));
            let heard = limits + vetoes > 0;
            let (limit, veto) = (&persona.spending_limit, &persona.veto_holders);
            let hint = match heard {
                false => String::new(),
                true => format!(
                    "; in interviews {} named a sum and {} said who decides",
                    people(limits),
                    people(vetoes)
                ),
            };
            let answer = match (limit, veto.as_slice()) {
                (Some(limit), [_, ..]) => {
                    return Answer::yes(format!(
                        "signs up to {limit}; {} can stop it",
                        listed(veto)
                    ));
                }
                (Some(limit), []) => Answer::no(format!(
                    "signs up to {limit}, and nobody with a veto is named{hint}"
                )),
                (None, [_, ..]) => Answer::no(format!(
                    "{} can stop it, and no spending limit is named{hint}",
                    listed(veto)
                )),
                (None, []) => Answer::no(format!("neither is named{hint}")),
            };
            match heard {
                true => answer.effort(1).fix(format!(
                    "Write what the interviews say of both under `spending_limit:` and `veto_holders:` in {}",
                    clues.persona_file()
                )),
                false => answer,
            }
        })
    },
};

fn people(n: usize) -> String {
    match n {
        1 => "1 person".to_owned(),
        n => format!("{n} people"),
    }
}
