//! F2: leads that wait a day for an answer become deals less often.

use crate::audit::compare::{FEWEST, Sided, fewer_inside, of, scaled, share, surely, tally};
use crate::audit::ground::log::{Lead, Wait, source_key};
use crate::audit::ground::{Ground, median};
use crate::audit::rule::{Counted, Finding, Look, Need, Number, Rule, Slot};
use crate::audit::worth;

/// Minutes up to which an answer is quick, and beyond which it is slow.
const QUICK: i64 = 60;
const SLOW: i64 = 1_440;
/// Days after which a lead without a day of conversion is taken as decided.
const DECIDED: f64 = 30.0;

pub(super) static RULE: Rule = Rule {
    id: "F2",
    slot: Slot::FunnelIssue,
    name: "slow first answer",
    why: "Who asked an hour ago still has the question.",
    needs: &[Need::Leads],
    statistic: "leads that became a deal or a customer, of those answered within an hour against those that waited more than a day, within a source; where no clock times are known, on the same day against two days later; an open lead counts as none once 1.5 times the usual days to convert (without them 30 days) are over, and before takes no part",
    threshold: "at least 8 leads on each side, and fewer conversions of the slow ones than chance brings about in 1 of 100 audits",
    source: "N. Mantel and W. Haenszel, JNCI 22, 1959; outcomes dealt out anew among leads as in Fisher's test; J. B. Oldroyd, K. McElheran and D. Elkington, Harvard Business Review, March 2011, for the question",
    otherwise: "leads that looked promising may have been answered first",
    disproof: "for two weeks every second lead is answered within the hour, whatever it looks like, and converts as the others do",
    next: "for two weeks answer every lead within the hour it comes in, by a plain note if need be, and count who goes on",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let Some(today) = ground.today else {
        return Look::TooFew("no day is known".to_owned());
    };
    let usual = median(
        ground
            .log
            .leads
            .iter()
            .filter_map(|lead| lead.days)
            .map(f64::from),
    );
    let decided = usual.map_or(DECIDED, |days| 1.5 * days) as i32;
    let is_ripe = |lead: &&Lead| {
        lead.converted == Some(true) || lead.created.is_some_and(|day| today - day >= decided)
    };
    let timed = by_clock(ground);
    let ripe: Vec<(&Lead, bool)> = ground
        .log
        .leads
        .iter()
        .filter(is_ripe)
        .filter_map(|lead| Some((lead, is_slow(lead.wait?, timed)?)))
        .collect();
    let cases = |slow: bool| -> Vec<Counted> {
        let own = ripe.iter().filter(|(_, is)| *is == slow);
        own.map(|(lead, _)| Counted::text(lead.who.clone(), Some(lead.row.clone()), converts(lead)))
            .collect()
    };
    let (slow, quick) = (cases(true), cases(false));
    let (late, soon) = (tally(&slow), tally(&quick));
    let (slow_name, quick_name) = match timed {
        true => ("that waited more than a day", "answered within an hour"),
        false => (
            "answered two days later or more",
            "answered on the same day",
        ),
    };
    if late.1 < FEWEST || soon.1 < FEWEST {
        return Look::TooFew(format!(
            "{} leads {slow_name} and {} {quick_name} are decided; {FEWEST} of each are needed",
            late.1, soon.1
        ));
    }
    let sources: Vec<String> = ripe
        .iter()
        .map(|(lead, _)| source_key(lead.source.as_deref().unwrap_or_default()))
        .collect();
    let mut known = sources.clone();
    known.sort();
    known.dedup();
    let sided = ripe
        .iter()
        .zip(&sources)
        .map(|((lead, is_slow), source)| Sided {
            is_inside: *is_slow,
            yes: converts(lead),
            unit: lead.unit,
            stratum: known.partition_point(|other| other < source) as u32,
        });
    let (chance, gap) = fewer_inside(&sided.collect::<Vec<_>>());
    let Some(gap) = gap else {
        return Look::Changes(chance, None);
    };
    let (won, closed) = ground.won();
    let downstream = won as f64 / closed.max(1) as f64;
    let what = format!(", {quick_name}, of whose deals as many are won as of all");
    let worth = match (ground.log.years_of_leads(), ground.years()) {
        (Some(of_leads), Some(of_deals)) => worth::worth(
            ground,
            (late.1 as f64 * of_deals / of_leads, "such leads", &what),
            scaled(gap, downstream),
        ),
        _ => Err(
            "the deals that closed or the leads span too short a time for a figure of a year"
                .to_owned(),
        ),
    };
    let both: Vec<Counted> = slow.iter().chain(&quick).cloned().collect();
    let numbers = [
        share(
            format!("of the leads {slow_name} became a deal or a customer"),
            slow,
        ),
        share(
            format!("of the leads {quick_name} became a deal or a customer"),
            quick,
        ),
        Some(Number {
            label: "difference within a source".to_owned(),
            hits: None,
            estimate: gap,
            unit: "points",
            cases: both,
        }),
    ];
    Look::Changes(
        chance,
        Some(Finding {
            subject: None,
            says: format!(
                "of the leads {slow_name} {} became a deal or a customer, of those {quick_name} {}",
                of(late),
                of(soon)
            ),
            numbers: numbers.into_iter().flatten().collect(),
            worth,
            surely: surely(gap),
            weight: late.1 as f64 / (late.1 + soon.1) as f64,
            deals: Vec::new(),
            files: Vec::new(),
            next: None,
            wording: None,
        }),
    )
}

fn converts(lead: &Lead) -> bool {
    lead.converted == Some(true)
}

/// Returns whether clock times are known of enough leads to tell an hour.
fn by_clock(ground: &Ground<'_>) -> bool {
    let timed = ground
        .log
        .leads
        .iter()
        .filter(|lead| matches!(lead.wait, Some(Wait::Minutes(_))));
    let dated = ground
        .log
        .leads
        .iter()
        .filter(|lead| matches!(lead.wait, Some(Wait::Days(_))));
    timed.count() >= dated.count()
}

/// Returns whether a wait is a slow one; none where it lies between, or cannot be told.
fn is_slow(wait: Wait, timed: bool) -> Option<bool> {
    match (wait, timed) {
        (Wait::Minutes(..=QUICK), true) => Some(false),
        (Wait::Minutes(minutes), true) => (minutes > SLOW).then_some(true),
        // From the second day on it was more than a day, whatever the clock said.
        (Wait::Days(2..), true) => Some(true),
        (Wait::Days(_), true) => None,
        (Wait::Minutes(minutes), false) => match minutes / SLOW {
            0 => Some(false),
            1 => None,
            _ => Some(true),
        },
        (Wait::Days(0), false) => Some(false),
        (Wait::Days(days), false) => (days >= 2).then_some(true),
    }
}
