//! F10: most people get one touch and no more, and later touches are answered too.

use doorwise_fit::rate;
use doorwise_model::Estimate;

use crate::audit::compare::{of, share, tally};
use crate::audit::ground::Ground;
use crate::audit::ground::log::{PATIENCE, Thread};
use crate::audit::rule::{Counted, Finding, Look, Need, Rule, Slot};
use crate::audit::worth::{self, Worth};

/// Fewest people who were written to for the first time.
const FEWEST: usize = 100;
/// Fewest people who got a second touch, and fewest of them who answered a later one.
const FEWEST_FOLLOWED: usize = 30;
const FEWEST_ANSWERS: usize = 5;
/// Share of the silent from which leaving them is an issue.
const FROM: f64 = 0.3;
/// Share of the first touch's answers that later touches must reach, or they are hardly worth it.
const AS_GOOD: f64 = 0.5;

pub(super) static RULE: Rule = Rule {
    id: "F10",
    slot: Slot::FunnelIssue,
    name: "one touch only",
    why: "Many answers come to the second and third mail.",
    needs: &[Need::Touches],
    statistic: "of the people who did not answer a first touch, those who got no second one within 14 days (one row stands for one touch); answers to any later touch among those who got one, against answers to the first; who wrote first takes no part",
    threshold: "at least 100 first touches, and in 1 of 100 audits by chance alone: more than 30 % of the silent left after one touch, and later touches answered at least half as often as first ones",
    source: "two tests that must both hold (R. L. Berger, Technometrics 24, 1982): a share by its normal distribution, a ratio of two rates by its logarithm (D. Katz et al., Biometrics 34, 1978)",
    otherwise: "who got a second touch may have looked more promising than who did not",
    disproof: "of fifty who were left after one touch and get a second now, hardly any answers",
    next: "write once more to the fifty newest of those who did not answer a first touch, with one new thought, and count answers",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let Some(today) = ground.today else {
        return Look::TooFew("no day is known".to_owned());
    };
    let known: Vec<&Thread> = ground
        .log
        .threads
        .iter()
        .filter(|thread| thread.tells_answers)
        .collect();
    let ripe = |thread: &&&Thread| {
        !thread.days.is_empty() && (thread.answered.is_some() || thread.is_over(today))
    };
    let ripe: Vec<&Thread> = known.iter().filter(ripe).copied().collect();
    if ripe.len() < FEWEST {
        return Look::TooFew(format!(
            "the log tells of {} people whether they answered and on which day they were written to for the first time; {FEWEST} are needed",
            ripe.len()
        ));
    }
    let case = |thread: &&Thread, counts: bool| {
        Counted::text(thread.who.clone(), Some(thread.row.clone()), counts)
    };
    let first: Vec<Counted> = ripe
        .iter()
        .map(|thread| case(thread, thread.answered == Some(0)))
        .collect();
    let silent: Vec<&Thread> = ripe
        .iter()
        .filter(|thread| thread.answered != Some(0))
        .copied()
        .collect();
    let left: Vec<Counted> = silent
        .iter()
        .map(|thread| case(thread, thread.n == 1))
        .collect();
    let later: Vec<Counted> = silent
        .iter()
        .filter(|thread| thread.n > 1)
        .map(|thread| case(thread, thread.answered.is_some()))
        .collect();
    let (on_first, alone, on_later) = (tally(&first), tally(&left), tally(&later));
    if on_later.1 < FEWEST_FOLLOWED || on_later.0 < FEWEST_ANSWERS {
        return Look::Quiet(format!(
            "{} of {} who did not answer got no second touch; of {} who got one {} answered, too few to say what more would bring",
            alone.0, alone.1, on_later.1, on_later.0
        ));
    }
    let chance =
        rate::at_least(alone.0, alone.1, FROM).max(chance_of_ratio(on_later, on_first, AS_GOOD));
    let Some(rate) = rate::rate(on_later.0, on_later.1) else {
        return Look::Changes(chance, None);
    };
    let finding = Finding {
        subject: None,
        says: format!(
            "{} of the people who did not answer a first touch never got a second; a later one was answered by {}, the first by {}",
            of(alone),
            of(on_later),
            of(on_first)
        ),
        numbers: [
            share(
                format!("of the silent got no second touch within {PATIENCE} days"),
                left,
            ),
            share(
                "of those who got one answered a later touch".to_owned(),
                later,
            ),
            share("answered the first touch".to_owned(), first),
        ]
        .into_iter()
        .flatten()
        .collect(),
        worth: value(ground, &ripe, alone.0, rate),
        surely: 1.0 - chance,
        weight: alone.0 as f64 / alone.1.max(1) as f64,
        deals: Vec::new(),
        files: Vec::new(),
        next: None,
        wording: None,
    };
    Look::Changes(chance, Some(finding))
}

/// Returns what the answers of those who were left would be worth, by what answers have become so far.
fn value(
    ground: &Ground<'_>,
    ripe: &[&Thread],
    left: usize,
    rate: Estimate,
) -> Result<Worth, String> {
    let answered: Vec<&&Thread> = ripe
        .iter()
        .filter(|thread| thread.answered.is_some())
        .collect();
    let is_won = |thread: &&&&Thread| {
        let began = thread.days.first().copied();
        let mut deals = ground.closed().filter(|deal| deal.is_won());
        deals.any(|deal| deal.unit == thread.unit && deal.closed.or(deal.created) >= began)
    };
    let won = answered.iter().filter(is_won).count();
    let Some(end) = rate::rate(won, answered.len()).filter(|_| won > 0) else {
        return Err(
            "no won deal is with a company that answered, so an answer has no price yet".to_owned(),
        );
    };
    let (Some(of_touches), Some(of_deals)) = (ground.log.years_of_threads(), ground.years()) else {
        return Err(
            "the touches or the closed deals span too short a time for a figure of a year"
                .to_owned(),
        );
    };
    let gap = Estimate {
        value: rate.value * end.value,
        low: rate.low * end.low,
        high: rate.high * end.high,
        n: rate.n,
    };
    let what = format!(
        ", touched once more, of whom {} answered so far and {} of those bought",
        of(((rate.value * rate.n as f64).round() as usize, rate.n)),
        of((won, answered.len()))
    );
    worth::worth(
        ground,
        (
            left as f64 * of_deals / of_touches,
            "people left after one touch",
            &what,
        ),
        gap,
    )
}

/// Returns the chance of a ratio of two rates as high as this where it is `from` in truth.
fn chance_of_ratio(here: (usize, usize), there: (usize, usize), from: f64) -> f64 {
    let rate = |(hits, n): (usize, usize)| (hits as f64 + 0.5, n as f64 + 0.5);
    let ((a, n), (b, m)) = (rate(here), rate(there));
    let deviation = (1.0 / a - 1.0 / n + 1.0 / b - 1.0 / m).sqrt();
    let z = (libm::log(a / n) - libm::log(b / m) - libm::log(from)) / deviation;
    0.5 * libm::erfc(z / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 5.5/100.5 to 10.5/200.5 is 1.045; over a half
    /// ln 2.09 = 0.737, deviation sqrt(1/5.5 - 1/100.5 + 1/10.5 - 1/200.5) = 0.5121, z = 1.439, p = 0.075.
    #[test]
    fn a_chance_by_hand() {
        let chance = chance_of_ratio((5, 100), (10, 200), 0.5);
        assert!((chance - 0.0751).abs() < 5e-4, "{chance}");
    }
}
