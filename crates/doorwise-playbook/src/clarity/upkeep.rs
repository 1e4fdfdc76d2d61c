//! Are the two kept apart, few, fresh, and is every number sourced?

use doorwise_model::Place;
use doorwise_model::diagnostic::Level;
use doorwise_vocab::date;

use super::answer::{count, listed};
use super::role::{FIRST_PERSONA, INIT_PERSONA};
use super::{Answer, Item, State};

/// Days after which a file is stale.
const FRESH_DAYS: i32 = 180;
/// Personas that a team can keep in mind.
const MOST_PERSONAS: usize = 3;

/// The rules and faults that say a company and a person are mixed up.
pub(crate) const MIXED: [&str; 4] = [
    "icp/person-field",
    "persona/company-field",
    "clarity/person-in-icp",
    "clarity/company-in-persona",
];

/// Test: an ICP with criteria and a persona inside it, and neither speaks of the other's matters. Why: a mixed
/// record hides who to write to. Fix: split it; the lints say which sentence goes where.
pub(super) static APART: Item = Item {
    number: 1,
    slug: "apart",
    weight: 5,
    effort: 1,
    gate: true,
    key: true,
    question: "Are the company and the person kept apart?",
    test: "the ICP has criteria, a persona lives inside it, and `doorwise check` finds no person in the ICP and no company in the persona",
    why: "a mixed record hides who to write to",
    fix: "Move what stands in the wrong place: company to the ICP, person to the persona",
    command: |clues| match clues.personas.is_empty() {
        true => INIT_PERSONA.to_owned(),
        false => "doorwise check".to_owned(),
    },
    answer: |clues| {
        let mixed: Vec<&Place> = clues
            .diagnostics
            .iter()
            .filter(|found| found.level == Level::Error && MIXED.contains(&found.name))
            .map(|found| &found.place)
            .collect();
        let card = &clues.icp.card;
        let criteria = card.gates.len() + card.exclusions.len() + card.tables.len();
        match (clues.personas.len(), mixed.len()) {
            (0, _) => Answer::no("There is an ICP and no persona inside it: nobody to write to yet")
                .fix(FIRST_PERSONA),
            (_, 0) if criteria == 0 => Answer::no("The ICP has no criterion, so every company is in it"),
            (n, 0) => Answer::yes(format!(
                "The ICP has {criteria} criteria on companies, {} inside it, and neither speaks of the other's matters",
                count(n, "persona")
            ))
            .on([&clues.icp.place]),
            (_, n) => Answer::no(format!(
                "{} in the wrong one of the two; `doorwise check` shows where each belongs",
                count(n, "place")
            ))
            .on(mixed),
        }
    },
};

/// Test: ICP and personas were reviewed within 180 days. Why: markets move. Fix: go through them and write the day.
pub(super) static FRESH: Item = Item {
    number: 28,
    slug: "fresh",
    weight: 2,
    effort: 1,
    gate: false,
    key: false,
    question: "Did somebody go through ICP and personas lately?",
    test: "`reviewed:` of the ICP and of every persona inside it is at most 180 days before the day spoken of",
    why: "markets move, and files do not",
    fix: "Go through ICP and personas, and write `reviewed: YYYY-MM-DD` in each",
    command: |_| "doorwise why clarity.fresh".to_owned(),
    answer: |clues| {
        let files = std::iter::once((clues.icp.id.clone(), clues.icp.reviewed, &clues.icp.place))
            .chain(
                clues
                    .personas
                    .iter()
                    .map(|persona| (persona.id.clone(), persona.reviewed, &persona.place)),
            );
        let (mut blank, mut old, mut oldest) = (Vec::new(), Vec::new(), 0);
        let mut places = Vec::new();
        for (id, reviewed, place) in files {
            let age = match (reviewed, clues.as_of) {
                (Some(day), Some(today)) => date::day_number(today) - date::day_number(day),
                (Some(_), None) => {
                    return Answer::unknown("No day is known to hold the reviews against");
                }
                (None, _) => {
                    blank.push(id);
                    places.push(place);
                    continue;
                }
            };
            oldest = oldest.max(age);
            if age > FRESH_DAYS {
                old.push(format!("{id} ({age} days)"));
                places.push(place);
            }
        }
        let answer = match (old.as_slice(), blank.as_slice()) {
            ([], []) => Answer::yes(format!(
                "the oldest review is {} old",
                count(oldest.max(0) as usize, "day")
            )),
            (old @ [_, ..], _) => {
                Answer::no(format!("older than {FRESH_DAYS} days: {}", listed(old)))
            }
            ([], blank) => Answer::unknown(format!(
                "nobody wrote when {} {} gone through",
                listed(blank),
                if blank.len() == 1 { "was" } else { "were" }
            )),
        };
        answer.on(places)
    },
};

/// Test: one to three personas, and one of them stands first. Why: focus. Fix: merge by pains, not by titles.
pub(super) static FEW: Item = Item {
    number: 29,
    slug: "few",
    weight: 2,
    effort: 1,
    gate: false,
    key: false,
    question: "Are there few personas, and does one come first?",
    test: "at most 3 personas inside the ICP, and only one whose buying role stands first (champion, then economic buyer, technical buyer, user)",
    why: "whoever writes to everybody writes to nobody",
    fix: "Merge personas by their pains, not by their titles, and give one the first buying role",
    command: |_| "doorwise why clarity.few".to_owned(),
    answer: |clues| {
        let rank = |persona: &&doorwise_model::persona::Persona| {
            persona.buying_roles.iter().map(|role| role.order()).min()
        };
        let names: Vec<String> = clues
            .personas
            .iter()
            .map(|persona| persona.name.clone())
            .collect();
        let places = clues.personas.iter().map(|persona| &persona.place);
        let answer = match clues.personas {
            [] => Answer::no("There is no persona inside this ICP"),
            [one] => Answer::yes(format!("one: {}", one.name)),
            [first, second, ..] if clues.personas.len() <= MOST_PERSONAS => {
                match rank(first).is_some() && rank(first) != rank(second) {
                    true => Answer::yes(format!("{}; {} comes first", listed(&names), first.name)),
                    false => Answer::no(format!(
                        "{}: {} and {} both come first",
                        listed(&names),
                        first.name,
                        second.name
                    )),
                }
            }
            _ => Answer::no(format!("{} personas: {}", names.len(), listed(&names))),
        };
        answer.on(places)
    },
};

/// Test: every sentence with a number in ICP and personas cites a quote or a proof. Why: trust. Fix: add the
/// source or delete the number.
pub(super) static NUMBERS: Item = Item {
    number: 30,
    slug: "numbers",
    weight: 2,
    effort: 2,
    gate: false,
    key: false,
    question: "Does every number have a source?",
    test: "every note, trigger, goal, pain and objection with a number has a quote under `evidence:`, and every answer with a number names its proof",
    why: "one number that nobody can trace costs the trust in all of them",
    fix: "Add the source of each number, or take the number out",
    command: |_| "doorwise why clarity.numbers".to_owned(),
    answer: |clues| {
        let mut claims: Vec<(&Place, bool)> = Vec::new();
        let mut claim = |text: &str, place, is_sourced| {
            if text.chars().any(|ch| ch.is_ascii_digit()) {
                claims.push((place, is_sourced));
            }
        };
        let of_icp = clues.icp.notes.iter().chain(&clues.icp.triggers);
        let of_personas = clues.personas.iter().flat_map(|persona| {
            let statements = persona.goals.iter().chain(&persona.pains);
            let objections = persona.objections.iter().map(|one| &one.statement);
            statements.chain(&persona.triggers).chain(objections)
        });
        for statement in of_icp.chain(of_personas) {
            let metric = statement.metric.as_deref().unwrap_or_default();
            let text = format!("{} {metric}", statement.says);
            claim(&text, &statement.place, !statement.evidence.is_empty());
        }
        for objection in clues
            .personas
            .iter()
            .flat_map(|persona| &persona.objections)
        {
            let answer = objection.answer.as_deref().unwrap_or_default();
            claim(
                answer,
                &objection.statement.place,
                objection.proof.is_some(),
            );
        }
        let bare: Vec<&Place> = claims
            .iter()
            .filter(|(_, is_sourced)| !is_sourced)
            .map(|(place, _)| *place)
            .collect();
        let all = claims.len();
        if all == 0 {
            return Answer::unknown(
                "No sentence of ICP and personas states a number in digits yet",
            )
            .fix("Nothing to mend: cite the source once a sentence states a number");
        }
        let says = format!(
            "{} of {} with a number cite a source",
            all - bare.len(),
            count(all, "sentence")
        );
        Answer::new(State::of(bare.is_empty()), says).on(bare)
    },
};
