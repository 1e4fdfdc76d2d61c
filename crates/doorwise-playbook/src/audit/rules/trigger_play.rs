//! O3: deals begun soon after an event at the company are won more often.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::compare::{Split, name, of, share};
use crate::audit::ground::Ground;
use crate::audit::ground::log::Event;
use crate::audit::rule::{Contrast, Counted, Look, Need, Rule, Slot};

/// Companies named behind the finding.
const NAMED: usize = 10;
/// Kinds of event by their words, with the days in which half of their force is gone (`domain.md` 1.4).
const KINDS: [(&str, i32, &[&str]); 7] = [
    (
        "funding",
        120,
        &[
            "fund",
            "series",
            "seed",
            "round",
            "raise",
            "investment",
            "ipo",
        ],
    ),
    (
        "layoffs or a missed quarter",
        60,
        &["layoff", "laid off", "missed", "restructur", "downsiz"],
    ),
    (
        "hiring",
        45,
        &["hiring", "job post", "vacanc", "opening", "recruit"],
    ),
    (
        "a new leader",
        90,
        &[
            "new head",
            "new vp",
            "new chief",
            "new ceo",
            "new cmo",
            "new cto",
            "new cfo",
            "new coo",
            "new cro",
            "joined",
            "appoint",
            "leader",
            "executive",
            "job change",
            "promot",
            "hire",
        ],
    ),
    (
        "a penalty or a lost rating",
        90,
        &["penalt", "rating", "fine", "breach"],
    ),
    ("a renewal", 60, &["renewal", "contract end", "expir"]),
    (
        "a new office or market",
        90,
        &["office", "expansion", "market entry", "launch"],
    ),
];
/// Days of any other event.
const OTHERWISE: i32 = 90;

pub(super) static RULE: Rule = Rule {
    id: "O3",
    slot: Slot::GrowthOpportunity,
    name: "trigger play",
    why: "An event makes the trouble urgent for a while.",
    needs: &[Need::Outcomes, Need::Created, Need::Triggers],
    statistic: "win rate of deals begun within an event's half-life (funding 120 days, a new leader 90, hiring 45, layoffs 60, others 90) against deals without one, for all events and for each kind; deals older than the first event that was noted take no part",
    threshold: "more wins than chance brings about in the whole audit",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "events may be noted for companies that are watched anyway",
    disproof: "the next twenty deals begun after such an event are won like all others",
    next: "note such events once a week for the companies on the list, and write within two weeks of each",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let Some(from) = ground.log.events.iter().map(|event| event.day).min() else {
        return Look::Asks(Vec::new());
    };
    let kinds: BTreeSet<String> = ground
        .log
        .events
        .iter()
        .map(|event| kind(&event.what).0)
        .collect();
    let mut asks: Vec<Contrast> = Vec::new();
    for wanted in kinds.iter().map(Some).chain([None]) {
        let asked = ask(ground, from, wanted);
        // Where no other kind comes before a deal, "any event" says the same as the one that does.
        asks.extend(asked.filter(|new| asks.iter().all(|known| known.inside != new.inside)));
    }
    Look::Asks(asks)
}

fn ask(ground: &Ground<'_>, from: i32, wanted: Option<&String>) -> Option<Contrast> {
    let is_wanted = |event: &&Event| wanted.is_none_or(|wanted| kind(&event.what).0 == *wanted);
    let mut days: BTreeMap<u64, Vec<(i32, i32)>> = BTreeMap::new();
    for event in ground.log.events.iter().filter(is_wanted) {
        days.entry(event.unit)
            .or_default()
            .push((event.day, kind(&event.what).1));
    }
    let is_fresh = |unit: u64, day: i32| {
        let own = days.get(&unit).into_iter().flatten();
        own.clone()
            .any(|(happened, half)| (0..=*half).contains(&(day - happened)))
    };
    let split = Split::new(ground, true, |deal| {
        let created = deal.created.filter(|day| *day >= from)?;
        Some(is_fresh(deal.unit, created))
    });
    if !split.is_enough() {
        return None;
    }
    let words = wanted.map_or("an event", String::as_str);
    let says = format!(
        "deals begun soon after {words} at the company were won {}, all others {}",
        of(split.here),
        of(split.there)
    );
    let inside = format!("the deals begun soon after {words}");
    let affected = (
        split.here.1 as f64,
        "more deals begun soon after an event",
        " in place of others",
    );
    let mut finding = split.finding(ground, says, (&inside, "all others"), affected);
    if let (Some(finding), Some(today)) = (&mut finding, ground.today) {
        let live = live(ground, today, is_wanted);
        finding.says.push_str(&match live.len() {
            0 => "; no company with one now is without a deal".to_owned(),
            1 => "; 1 company with one now has no deal yet".to_owned(),
            n => format!("; {n} companies with one now have no deal yet"),
        });
        finding.numbers.extend(share(
            "of the companies with one now have no deal yet".to_owned(),
            cases(ground, today, is_wanted),
        ));
        finding.files = live.iter().take(NAMED).map(|event| named(event)).collect();
        if let Some(first) = live.first() {
            finding.next = Some(match live.len() {
                1 => format!(
                    "write within two weeks to {}, which had one and has no deal",
                    first.company
                ),
                n => format!(
                    "write within two weeks to the {n} companies below that had one and have no deal, {} first",
                    first.company
                ),
            });
        }
    }
    if let Some(wanted) = wanted {
        name(&mut finding, wanted);
    }
    Some(split.asks(finding))
}

fn named(event: &Event) -> String {
    let day = doorwise_vocab::date::of_day_number(event.day);
    format!("{}: {} on {day} ({})", event.company, event.what, event.row)
}

/// Returns the newest event of each company that is within its half-life today.
fn fresh<'a>(
    ground: &'a Ground<'_>,
    today: i32,
    is_wanted: impl Fn(&&Event) -> bool,
) -> Vec<&'a Event> {
    let mut newest: BTreeMap<u64, &Event> = BTreeMap::new();
    for event in ground
        .log
        .events
        .iter()
        .filter(|event| is_wanted(event) && !event.is_refused)
    {
        if (0..=kind(&event.what).1).contains(&(today - event.day)) {
            let known = newest.entry(event.unit).or_insert(event);
            if (event.day, &event.row) > (known.day, &known.row) {
                *known = event;
            }
        }
    }
    let mut events: Vec<&Event> = newest.into_values().collect();
    events.sort_by_key(|event| (std::cmp::Reverse(event.day), &event.row));
    events
}

fn live<'a>(
    ground: &'a Ground<'_>,
    today: i32,
    is_wanted: impl Fn(&&Event) -> bool,
) -> Vec<&'a Event> {
    let events = fresh(ground, today, is_wanted).into_iter();
    events.filter(|event| !event.is_worked).collect()
}

fn cases(ground: &Ground<'_>, today: i32, is_wanted: impl Fn(&&Event) -> bool) -> Vec<Counted> {
    let events = fresh(ground, today, is_wanted).into_iter();
    events
        .map(|event| Counted::text(named(event), Some(event.row.clone()), !event.is_worked))
        .collect()
}

/// Returns what an event is called, and the days of its half-life.
fn kind(what: &str) -> (String, i32) {
    let folded = doorwise_vocab::text::fold(what);
    // Words count from their beginning: an operating licence is no rating.
    let spaced: String = folded
        .chars()
        .map(|ch| if ch.is_alphanumeric() { ch } else { ' ' })
        .collect();
    let spaced = format!(" {spaced}");
    let is_in = |word: &str| spaced.contains(&format!(" {word}"));
    let known = KINDS
        .iter()
        .find(|(.., words)| words.iter().any(|word| is_in(word)));
    match known {
        Some((name, days, _)) => ((*name).to_owned(), *days),
        None => (folded, OTHERWISE),
    }
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn events_as_people_write_them() {
        for (what, named, days) in [
            ("Series A", "funding", 120),
            ("Last Raised At", "funding", 120),
            ("New Head of Marketing", "a new leader", 90),
            ("Hiring SDRs", "hiring", 45),
            ("Layoffs", "layoffs or a missed quarter", 60),
            ("Won an operating award", "won an operating award", 90),
        ] {
            assert_eq!(kind(what), (named.to_owned(), days), "{what}");
        }
    }
}
