//! What deals say of the ICP: do the wins lie inside it, and does its ranking mean anything?

use doorwise_fit::rate;
use doorwise_model::market::CriterionRef;

use super::answer::{count, share};
use super::{Answer, Clues, Item};
use crate::plan::market::is_hardly_a_profile;

/// A list that can be worked and learned from (`domain.md` 5.1, item 12).
const WORKABLE: std::ops::RangeInclusive<usize> = 50..=20_000;
/// Closed deals on each side below which no comparison is made.
const ENOUGH_DEALS: usize = 8;
/// Closed deals from which an exclusion is a pattern and no accident.
const FEWEST_LOOKALIKES: usize = 3;
/// Share of the won deals that should lie inside.
const WINS_INSIDE: f64 = 0.6;

/// Test: an exclusion hits companies that pass every gate, with three closed deals or more, won no more
/// often than the rest. Why: they look right and lose. Fix: group losses by field and keep the worst.
pub(super) static LOOKALIKES: Item = Item {
    number: 9,
    slug: "lookalikes",
    weight: 4,
    effort: 2,
    gate: false,
    key: false,
    question: "Are right-looking companies that lose named, with the deals behind it?",
    test: "an exclusion is the first to stop companies with at least 3 closed deals, won no more often than the rest",
    why: "companies that look right and lose eat most of the selling time",
    fix: "Group your losses by field and exclude the worst group of three deals or more",
    command: |clues| format!("doorwise learn icp{}", clues.icp_flag()),
    answer: |clues| {
        let exclusions = &clues.icp.card.exclusions;
        if exclusions.is_empty() {
            return Answer::no("Nothing is excluded, so no such pattern is named");
        }
        if clues.n_closed() == 0 {
            return Answer::unknown("There are no closed deals to count behind an exclusion");
        }
        let inside = clues.closed_by_decision();
        let rest = (inside[0].0 + inside[1].0, inside[0].1 + inside[1].1);
        let mut most = (0, (0, 0));
        for at in 0..exclusions.len() {
            let [hit] = clues.closed_by(|scoring| {
                (scoring.blocked_by == Some(CriterionRef::Exclusion(at))).then_some(0)
            });
            if hit.1 > most.1.1 {
                most = (at, hit);
            }
        }
        let (at, hit) = most;
        let named = exclusions[at].show();
        if hit.1 < FEWEST_LOOKALIKES {
            return Answer::no(format!(
                "No exclusion stops companies with {FEWEST_LOOKALIKES} closed deals; the most, `{named}`, has {}",
                hit.1
            ))
            .on([&exclusions[at].place]);
        }
        let says = format!(
            "`{named}`: {}; the rest: {}",
            share(hit, "won"),
            share(rest, "won")
        );
        // Won as often as the rest, nothing is gained by leaving them out.
        let as_often = rest.1 > 0 && hit.0 * rest.1 > rest.0 * hit.1;
        let answer = match as_often {
            true => Answer::no(format!("{says}: they are won more often than the rest")),
            false => Answer::yes(says),
        };
        answer
            .rate("won of those excluded", hit.0, hit.1)
            .rate("won of the rest", rest.0, rest.1)
            .on([&exclusions[at].place])
    },
};

/// Test: the best tier is won more often than the next, with the interval of the difference above 0. Why:
/// tiers without effect are decoration. Fix: redefine them on the field with the best contrast.
pub(super) static TIERS: Item = Item {
    number: 10,
    slug: "tiers",
    weight: 3,
    effort: 2,
    gate: false,
    key: false,
    question: "Is the best tier won more often than the next?",
    test: "two tiers or more; closed deals of tier 1 won more often than of tier 2, 90 % interval of the difference above 0, at least 8 deals each",
    why: "tiers without effect are decoration",
    fix: "Let deals set the points: keep the field with the best contrast",
    command: |clues| format!("doorwise learn icp{}", clues.icp_flag()),
    answer: |clues| {
        let tiers = &clues.icp.card.tiers;
        if tiers.len() < 2 {
            return Answer::no("The ICP has one tier, so nothing ranks those that fit");
        }
        if clues.n_closed() == 0 {
            return Answer::unknown("There are no closed deals to hold the tiers against");
        }
        let [best, next] = clues.closed_by(|scoring| scoring.tiers.single());
        let says = format!(
            "{}: {}; {}: {}",
            tiers.name(0),
            share(best, "won"),
            tiers.name(1),
            share(next, "won")
        );
        let answer = if best.1 < ENOUGH_DEALS || next.1 < ENOUGH_DEALS {
            Answer::unknown(format!(
                "{says}: not enough evidence, treat as a hypothesis"
            ))
            .fix("Add the facts that decide the tiers of more of these companies, or let more deals close")
            .command(format!("doorwise plan{}", clues.icp_flag()))
        } else {
            compared(&says, best, next, "treat the ranking as a hypothesis")
        };
        answer
            .rate(&format!("won in {}", tiers.name(0)), best.0, best.1)
            .rate(&format!("won in {}", tiers.name(1)), next.0, next.1)
    },
};

/// Returns whether the first is won more often, as far as the interval of the difference tells.
fn compared(says: &str, first: (usize, usize), second: (usize, usize), otherwise: &str) -> Answer {
    let Some(difference) = rate::difference(first, second) else {
        return Answer::unknown(says);
    };
    let points = format!(
        "{:.0} points (could be {:.0} to {:.0})",
        difference.value * 100.0,
        difference.low * 100.0,
        difference.high * 100.0
    );
    if difference.low > 0.0 {
        Answer::yes(format!("{says}: {points} more"))
    } else if difference.high < 0.0 {
        Answer::no(format!("{says}: {points}, so fewer"))
    } else {
        Answer::unknown(format!(
            "{says}: the difference of {points} could be chance; {otherwise}"
        ))
    }
}

/// Test: 60 % of won deals or more are inside the ICP, and deals inside are won more often than outside,
/// 90 % interval above 0. Why: a wish is no fact. Fix: move the ICP to the wins, or say "new bet".
pub(super) static WINS: Item = Item {
    number: 11,
    slug: "wins",
    weight: 5,
    effort: 2,
    gate: false,
    key: true,
    question: "Do you win more inside the ICP than outside?",
    test: "at least 60 % of won deals are inside, and deals inside are won more often than outside: 90 % interval of the difference above 0, at least 8 closed deals on each side",
    why: "an ICP that your wins do not share is a wish",
    fix: "Move the ICP to the wins, or say in its name that it is a new bet",
    command: |clues| format!("doorwise learn icp{}", clues.icp_flag()),
    answer: |clues| {
        let [inside, open, outside] = clues.closed_by_decision();
        let closed = inside.1 + open.1 + outside.1;
        if closed == 0 {
            return Answer::unknown(match clues.n_apart() {
                0 => "There are no closed deals: the ICP is a hypothesis".to_owned(),
                n => format!("{n} closed deals name no company of the table"),
            });
        }
        let left_out = match open.1 {
            0 => String::new(),
            n => format!("; {n} deals with companies that are not decided are left out"),
        };
        let show = |counted: (usize, usize)| match counted.1 {
            0 => "no deals".to_owned(),
            _ => share(counted, "won"),
        };
        let says = format!(
            "Inside {}, outside {}{left_out}",
            show(inside),
            show(outside)
        );
        let answer = if inside.1 < ENOUGH_DEALS || outside.1 < ENOUGH_DEALS {
            Answer::unknown(format!(
                "{says}: not enough evidence, treat as a hypothesis"
            ))
            .fix(settle(clues))
            .command(format!("doorwise plan{}", clues.icp_flag()))
        } else {
            let won = inside.0 + open.0 + outside.0;
            let least = |hits: usize| hits as f64 >= WINS_INSIDE * won as f64;
            let compared = compared(
                &says,
                inside,
                outside,
                "move the ICP to the wins, or say that it is a new bet",
            );
            match (compared.state, least(inside.0), least(inside.0 + open.0)) {
                (super::State::Yes, false, false) => Answer::no(format!(
                    "{}; but only {} of {won} wins lie inside",
                    compared.says, inside.0
                )),
                (super::State::Yes, false, true) => Answer::unknown(format!(
                    "{}; {} of {won} wins lie inside, and {} with companies that are not decided",
                    compared.says, inside.0, open.0
                ))
                .fix(settle(clues)),
                _ => compared,
            }
        };
        answer
            .rate("won inside", inside.0, inside.1)
            .rate("won outside", outside.0, outside.1)
    },
};

/// Returns how to decide the companies that are open: the field that settles most.
fn settle(clues: &Clues<'_>) -> String {
    match clues.scored.worth_finding.first() {
        Some(first) => format!(
            "Find the {} of the companies that are not decided: it settles {} of them by itself",
            first.field.label(),
            first.decisions
        ),
        None => "Find out about the companies that are not decided".to_owned(),
    }
}

/// Test: the companies of the table that pass are 50 to 20,000, and less than 40 % of them all. Why: too few
/// to learn from, too many to know. Fix: widen or narrow one field.
pub(super) static LIST: Item = Item {
    number: 12,
    slug: "list",
    weight: 3,
    effort: 1,
    gate: false,
    key: true,
    question: "Does the ICP pick out a list you can work?",
    test: "50 to 20,000 companies to pursue, and less than 40 % of the table",
    why: "fewer are too few to learn from, more are too many to know",
    fix: "Widen or narrow one field of the gates",
    command: |_| "doorwise market".to_owned(),
    answer: |clues| {
        let counts = clues.scored.counts;
        let total = counts.total();
        let fits = counts.pursue + counts.find_out;
        if total == 0 {
            return Answer::unknown("There is no table of companies to count in")
                .fix("Lay a table of companies beside the workspace and name it in doorwise.yaml");
        }
        let says = format!(
            "{} to pursue and {} that might fit, of {total} companies",
            counts.pursue, counts.find_out
        );
        if total < *WORKABLE.start() {
            return Answer::unknown(format!(
                "{says}: the table is too short to tell; the market may hold more"
            ));
        }
        if is_hardly_a_profile(clues.icp, counts) {
            return Answer::no(format!("{says}: it keeps more than 40 % of them"));
        }
        if WORKABLE.contains(&counts.pursue) {
            Answer::yes(says)
        } else if counts.pursue < *WORKABLE.start() && fits >= *WORKABLE.start() {
            match clues.scored.worth_finding.first() {
                Some(first) => Answer::unknown(format!(
                    "{says}; finding the {} would settle most",
                    first.field.label()
                ))
                .fix(format!(
                    "Find the {} of {}",
                    first.field.label(),
                    count(first.companies, "company").replace("companys", "companies")
                )),
                None => Answer::unknown(says),
            }
        } else if fits < *WORKABLE.start() {
            Answer::no(format!(
                "{says}: fewer than {} is too few to learn from",
                WORKABLE.start()
            ))
        } else {
            Answer::no(format!(
                "{says}: more than {} is too many to know",
                WORKABLE.end()
            ))
        }
    },
};
