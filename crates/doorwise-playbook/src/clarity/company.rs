//! The company: is the ICP narrow enough to build a list from, and does it say when to knock?

use doorwise_model::card::Criterion;
use doorwise_model::condition::{Condition, show_range};
use doorwise_model::deal::Outcome;
use doorwise_model::field::Field;
use doorwise_model::value::Value;
use doorwise_vocab::{Interval, industry};

use super::answer::{count, listed};
use super::{Answer, Clues, Item};

/// Most times the largest company may be the smallest.
const WIDEST: f64 = 10.0;
/// Wins with a known size below which none are counted.
const FEWEST_WINS: usize = 8;
/// Share of the wins that a narrower range should hold.
const WINS_HELD: f64 = 0.7;

/// Test: the gates set a smallest and a largest number of people employed, and the largest is at most ten
/// times the smallest. Why: 10 to 5,000 is no target. Fix: narrow it to the range that holds 70 % of wins.
pub(super) static SIZE: Item = Item {
    number: 2,
    slug: "size",
    weight: 5,
    effort: 1,
    gate: false,
    key: false,
    question: "Is the company's size bounded on both sides?",
    test: "a gate on employees has both ends, and the larger is at most 10 times the smaller, or without wins to tell the range with most points is as narrow",
    why: "10 to 5,000 people is no target: price, proof and buyer differ along the way",
    fix: "Narrow `employees:` under `gates:` to the range that holds 70 % of your wins",
    command: |clues| format!("doorwise learn icp{}", clues.icp_flag()),
    answer: |clues| {
        let gates = on(&clues.icp.card.gates, &Field::Employees);
        let Some(range) = span(&gates) else {
            return Answer::no("No gate says how many people work there").fix(narrower(clues));
        };
        let answer = |state: Answer| {
            state
                .on(gates.iter().map(|gate| &gate.place))
                .fix(narrower(clues))
        };
        let written = show_range(range);
        if !(range.low.is_finite() && range.high.is_finite()) || range.low < 1.0 {
            return answer(Answer::no(format!(
                "employees {written} is open on one side"
            )));
        }
        let times = range.high / range.low;
        // A sentence such as "10 to 50 employees" lets one step out pass the gate, with fewer points:
        // what ranks highest is the size that is meant, until wins say otherwise.
        if times > WIDEST
            && n_wins(clues) < FEWEST_WINS
            && let Some(meant) = ranked_highest(clues.icp)
            && meant.low >= range.low.max(1.0)
            && meant.high <= range.high
            && meant.high / meant.low <= WIDEST
        {
            return answer(Answer::yes(format!(
                "employees {} rank highest; {written} pass",
                show_range(meant)
            )));
        }
        let says = format!("employees {written}: the largest is {times:.0} times the smallest");
        answer(match times <= WIDEST {
            true => Answer::yes(says),
            false => Answer::no(format!("{says}, more than {WIDEST:.0}")),
        })
    },
};

/// Returns the gates on a field.
fn on<'a>(criteria: &'a [Criterion], field: &Field) -> Vec<&'a Criterion> {
    let of_field = criteria.iter().filter(|one| one.field == *field);
    of_field.collect()
}

/// Returns the range from the smallest to the largest number that any of the gates takes.
fn span(gates: &[&Criterion]) -> Option<Interval> {
    let ranges = gates.iter().flat_map(|gate| &gate.any_of);
    ranges
        .filter_map(|condition| match condition {
            Condition::Within(range) => Some(*range),
            _ => None,
        })
        .reduce(|one, other| Interval::new(one.low.min(other.low), one.high.max(other.high)))
}

/// Returns the sizes with most points, where they are one range.
fn ranked_highest(icp: &doorwise_model::icp::Icp) -> Option<Interval> {
    let table = icp
        .card
        .tables
        .iter()
        .find(|table| table.fields == [Field::Employees])?;
    let most = table.entries.iter().map(|entry| entry.points).max()?;
    let mut best = table
        .entries
        .iter()
        .filter(|entry| entry.points == most && most > 0)
        .filter_map(|entry| match entry.conditions.first()? {
            Some(Condition::Within(range)) => Some(*range),
            _ => None,
        });
    let first = best.next()?;
    best.next().is_none().then_some(first)
}

/// Returns how many wins there are at companies of known size.
fn n_wins(clues: &Clues<'_>) -> usize {
    won_sizes(clues).len()
}

/// Returns the sizes of companies that bought, smallest first.
fn won_sizes(clues: &Clues<'_>) -> Vec<f64> {
    let mut sizes: Vec<f64> = clues
        .market
        .deals()
        .iter()
        .filter(|deal| deal.outcome == Some(Outcome::Won))
        .filter_map(
            |deal| match clues.market.value(deal.company?, &Field::Employees) {
                Value::Number(range) if range.low > 0.0 && range.high.is_finite() => {
                    Some((range.low * range.high).sqrt().round())
                }
                _ => None,
            },
        )
        .collect();
    sizes.sort_by(f64::total_cmp);
    sizes
}

/// Returns how to narrow the size, with the range that holds most wins where there are enough.
fn narrower(clues: &Clues<'_>) -> String {
    let file = clues.icp_file();
    let sizes = won_sizes(clues);
    let held = (sizes.len() as f64 * WINS_HELD).ceil() as usize;
    if sizes.len() < FEWEST_WINS {
        return format!(
            "Write the range of your best customers in {file}, such as `employees: 10..50`"
        );
    }
    let (low, high, n) = proposed(&sizes, held);
    let spread = match n < held {
        true => "; the wins are spread wider than one range, so look whether they are two ICPs",
        false => "",
    };
    format!(
        "Narrow `employees:` in {file}: {low:.0}..{high:.0} holds {n} of the {} wins whose size is known{spread}",
        sizes.len()
    )
}

/// Returns the narrowest range that holds so many of the sorted sizes, where it passes the test;
/// else the range that passes it and holds most; with how many it holds.
fn proposed(sizes: &[f64], held: usize) -> (f64, f64, usize) {
    let ends = (0..=sizes.len() - held).map(|at| (sizes[at], sizes[at + held - 1]));
    let narrow = ends.min_by(|one, other| (one.1 / one.0).total_cmp(&(other.1 / other.0)));
    if let Some((low, high)) = narrow.filter(|(low, high)| high / low <= WIDEST) {
        return (low, high, held);
    }
    let widest = sizes.iter().enumerate().map(|(at, &low)| {
        let n = sizes[at..].partition_point(|&size| size <= low * WIDEST);
        (low, sizes[at + n - 1], n)
    });
    // Of ranges that hold as many, the first.
    widest.fold(
        (0.0, 0.0, 0),
        |best, one| if one.2 > best.2 { one } else { best },
    )
}

/// Test: a gate names one to three industries, and none that means anything at all. Why: message and
/// proof depend on it. Fix: rank industries by won revenue.
pub(super) static INDUSTRY: Item = Item {
    number: 3,
    slug: "industry",
    weight: 3,
    effort: 1,
    gate: false,
    key: false,
    question: "Are one to three industries named?",
    test: "gates name 1 to 3 industries, none of them a catch-all",
    why: "message and proof depend on what the company does",
    fix: "Keep the industries that bring your won revenue, three at most",
    command: |clues| format!("doorwise learn icp{}", clues.icp_flag()),
    answer: |clues| {
        let gates = on(&clues.icp.card.gates, &Field::Industry);
        let tree = industry::industries();
        let mut names: Vec<String> = Vec::new();
        for condition in gates.iter().flat_map(|gate| &gate.any_of) {
            if let Condition::Below(nodes) = condition {
                names.extend(nodes.iter().map(|node| tree.code(*node).to_owned()));
            }
        }
        names.sort();
        names.dedup();
        let catch_all: Vec<String> = names
            .iter()
            .filter(|name| ["services"].contains(&name.as_str()))
            .cloned()
            .collect();
        let answer = match (names.len(), catch_all.as_slice()) {
            (0, _) => Answer::no("No gate names an industry"),
            (_, [first, ..]) => Answer::no(format!("`{first}` takes nearly everybody")),
            (1..=3, _) => Answer::yes(format!(
                "{}: {}",
                count(names.len(), "industry").replace("industrys", "industries"),
                listed(&names)
            )),
            (n, _) => Answer::no(format!("{n} industries are named: {}", listed(&names))),
        };
        answer.on(gates.iter().map(|gate| &gate.place))
    },
};

/// Test: gates name where the company is, and the ICP says in which language it is written to. Why: price,
/// law and tone differ. Fix: add both; drop places without wins or sellers.
pub(super) static PLACE: Item = Item {
    number: 4,
    slug: "place",
    weight: 3,
    effort: 1,
    gate: false,
    key: false,
    question: "Are the place and the language named?",
    test: "a gate names countries or regions, and `language:` stands in the ICP",
    why: "price, law and tone differ by country and language",
    fix: "Write `place:` under `gates:` and `language: en` in the ICP's file",
    command: |_| "doorwise why clarity.place".to_owned(),
    answer: |clues| {
        let gates = on(&clues.icp.card.gates, &Field::Place);
        let places: Vec<String> = gates
            .iter()
            .flat_map(|gate| gate.any_of.iter().map(|one| one.show(gate.field.kind())))
            .collect();
        let languages = &clues.icp.languages;
        let file = clues.icp_file();
        let answer = match (places.is_empty(), languages.is_empty()) {
            (false, false) => Answer::yes(format!("{}, in {}", listed(&places), listed(languages))),
            (true, true) => Answer::no("Neither a place nor a language is named")
                .fix(format!("Write `place: IN` under `gates:` and `language: en` in {file}")),
            (false, true) => Answer::no(format!("{} is named, and no language", listed(&places)))
                .fix(format!("Write `language: en` in {file}, or the language these companies are written to")),
            (true, false) => Answer::no(format!("{} is named, and no place", listed(languages)))
                .fix(format!("Write `place: IN` under `gates:` in {file}; drop places without wins or sellers")),
        };
        answer.on(gates.iter().map(|gate| &gate.place))
    },
};

/// Test: a gate or a points table reads the stage or the ownership. Why: budget and process differ. Fix:
/// choose at most three adjacent stages, or family-owned.
pub(super) static STAGE: Item = Item {
    number: 5,
    slug: "stage",
    weight: 3,
    effort: 1,
    gate: false,
    key: false,
    question: "Is the stage or the ownership set?",
    test: "a gate or points on stage, or on a column about ownership",
    why: "budget and the way to a signature differ by stage and owner",
    fix: "Choose at most three adjacent stages, such as `stage: [seed, series_a]`, or `stage: family_owned`",
    command: |clues| format!("doorwise learn icp{}", clues.icp_flag()),
    answer: |clues| {
        let card = &clues.icp.card;
        let reads = |field: &Field| {
            let name = field.name().to_lowercase();
            *field == Field::Stage || name.contains("ownership") || name.contains("owner_type")
        };
        let gates: Vec<&Criterion> = card
            .gates
            .iter()
            .filter(|gate| reads(&gate.field))
            .collect();
        let tables: Vec<_> = card
            .tables
            .iter()
            .filter(|table| table.fields.iter().any(reads))
            .collect();
        match (gates.first(), tables.first()) {
            (Some(gate), _) => Answer::yes(gate.show()).on([&gate.place]),
            (None, Some(table)) => {
                Answer::yes(format!("points on {}", table.label())).on([&table.place])
            }
            (None, None) => Answer::no("Nothing is said of stage or ownership").fix(format!(
                "Write `stage: [seed, series_a]` under `gates:` in {}, at most three adjacent ones",
                clues.icp_file()
            )),
        }
    },
};

/// Words that name where a state of a company can be seen from outside or on a first call.
const OBSERVABLE: [&str; 46] = [
    "page",
    "website",
    "site",
    "field",
    "column",
    "job ad",
    "job ads",
    "job post",
    "job posting",
    "job board",
    "careers",
    "hiring",
    "vacancy",
    "crm",
    "erp",
    "sheet",
    "spreadsheet",
    "excel",
    "report",
    "dashboard",
    "tool",
    "system",
    "hubspot",
    "salesforce",
    "pipedrive",
    "zoho",
    "sap",
    "jira",
    "form",
    "footer",
    "pricing",
    "press",
    "filing",
    "register",
    "linkedin",
    "changelog",
    "review",
    "status page",
    "help centre",
    "help center",
    "app store",
    "newsletter",
    "tender",
    "audit report",
    "calendar",
    "inbox",
];

/// Test: a note of the ICP names where the pain can be seen: a page, a field, a job ad, a system. Why: else no
/// list can be built. Fix: rewrite it as "we can see that ...".
pub(super) static SEEN: Item = Item {
    number: 6,
    slug: "seen",
    weight: 4,
    effort: 1,
    gate: false,
    key: false,
    question: "Can the pain be seen from outside?",
    test: "a sentence under `notes:` names a page, field, job ad or system where the pain shows",
    why: "a pain that nobody can see from outside builds no list",
    fix: "Rewrite a note as \u{201c}we can see that \u{2026}\u{201d}, with the page, field, job ad or system",
    command: |_| "doorwise why clarity.seen".to_owned(),
    answer: |clues| {
        let notes = &clues.icp.notes;
        let seen = notes.iter().find_map(|note| {
            let says = format!(" {} ", doorwise_vocab::text::fold(&note.says));
            let says = says.replace(['.', ',', ';', ':', '(', ')'], " ");
            let word = OBSERVABLE.iter().find(|word| {
                says.contains(&format!(" {word} ")) || says.contains(&format!(" {word}s "))
            })?;
            Some((note, *word))
        });
        match (seen, notes.first()) {
            (Some((note, word)), _) => Answer::yes(format!("\u{201c}{}\u{201d} can be seen: {word}", note.says)).on([&note.place]),
            (None, Some(_)) => Answer::no(format!("{} and none names where it can be seen", count(notes.len(), "note")))
                .on(notes.iter().map(|note| &note.place)),
            (None, None) => Answer::no("The ICP has no note on what hurts these companies")
                .fix(format!("Write a sentence under `notes:` in {}: \u{201c}we can see that \u{2026}\u{201d}", clues.icp_file())),
        }
    },
};

/// Test: a trigger names where it is seen and its half-life. Why: timing beats fit in replies. Fix: take it
/// from what people say started the search.
pub(super) static TRIGGER: Item = Item {
    number: 7,
    slug: "trigger",
    weight: 4,
    effort: 1,
    gate: false,
    key: false,
    question: "Is there a dated event to knock on?",
    test: "a trigger of the ICP has `seen_in:` and `half_life:`",
    why: "a company with a fresh reason answers, one that only fits waits",
    fix: "Write a trigger with `seen_in:` and `half_life:` (days) in the ICP's file",
    command: |clues| match clues.heard.interviews.is_empty() {
        true => "doorwise why clarity.trigger".to_owned(),
        false => "doorwise listen research/*".to_owned(),
    },
    answer: |clues| {
        let triggers = &clues.icp.triggers;
        let whole = triggers
            .iter()
            .find(|one| one.timing.seen_in.is_some() && one.timing.half_life.is_some());
        let spoken = clues
            .personas
            .iter()
            .map(|persona| persona.triggers.len())
            .sum::<usize>();
        match (whole, triggers.len()) {
            (Some(one), _) => {
                let seen = one.timing.seen_in.as_deref().unwrap_or_default();
                let days = one.timing.half_life.unwrap_or_default();
                Answer::yes(format!(
                    "\u{201c}{}\u{201d}, seen in {seen}, half as telling after {days} days",
                    one.says
                ))
                .on([&one.place])
            }
            (None, 0) => {
                let of_people = match spoken {
                    0 => String::new(),
                    n => format!("; {} of its personas could become one", count(n, "trigger")),
                };
                Answer::no(format!("The ICP has no trigger{of_people}"))
                    .fix(format!("Write a trigger in {}: `- says: \u{2026}`, `seen_in: \u{2026}`, `half_life: 120`", clues.icp_file()))
            }
            (None, n) => Answer::no(format!(
                "{}, none with where it is seen and its half-life",
                count(n, "trigger")
            ))
            .on(triggers.iter().map(|one| &one.place))
            .fix(format!(
                "Add `seen_in:` and `half_life:` (days) to a trigger in {}",
                clues.icp_file()
            )),
        }
    },
};

/// Test: there is at least one exclusion. Why: it saves selling time. Fix: take it from lost and churned deals.
pub(super) static EXCLUSION: Item = Item {
    number: 8,
    slug: "exclusion",
    weight: 4,
    effort: 1,
    gate: false,
    key: false,
    question: "Does the ICP say whom to leave out?",
    test: "at least one entry under `exclusions:`",
    why: "a hard no saves the selling time that a wrong company eats",
    fix: "Write what your lost and churned customers share under `exclusions:`",
    command: |clues| format!("doorwise learn icp{}", clues.icp_flag()),
    answer: |clues| {
        let exclusions = &clues.icp.card.exclusions;
        match exclusions.first() {
            Some(first) => Answer::yes(format!(
                "{}: {}",
                count(exclusions.len(), "exclusion"),
                first.show()
            ))
            .on(exclusions.iter().map(|one| &one.place)),
            None => Answer::no("Nothing is excluded").fix(format!(
                "Write what your lost deals share under `exclusions:` in {}",
                clues.icp_file()
            )),
        }
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_that_is_proposed_passes_its_own_test() {
        // Seven of ten lie within a factor of four.
        let near = [1.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0, 40.0, 900.0, 5000.0];
        assert_eq!(proposed(&near, 7), (10.0, 40.0, 7));
        // Any seven span more than ten: five is the most that a factor of ten holds.
        let far = [
            1.0, 4.0, 5.0, 8.0, 10.0, 300.0, 500.0, 900.0, 2000.0, 9000.0,
        ];
        assert_eq!(proposed(&far, 7), (1.0, 10.0, 5));
    }
}
