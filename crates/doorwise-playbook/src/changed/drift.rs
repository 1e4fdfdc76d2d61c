//! The stated ICP against the wins since a day.

use doorwise_fit::{drift, rate};
use doorwise_model::card::reference::{Decision, State};
use doorwise_model::deal::{Deal, Outcome};
use doorwise_model::icp::Icp;
use doorwise_model::market::Market;
use doorwise_vocab::date::Date;
use serde::Serialize;

use super::rate_view;
use crate::id::{self, CardIds};
use crate::view::RateView;

/// Chance of any false alarm for one ICP, however often it is looked at.
const LEVEL: f64 = 0.05;

/// Wins before the day below which nobody knows what is usual.
const LEAST_BEFORE: usize = 8;

/// How the wins since a day stand to one stated ICP.
#[derive(Clone, Debug, Serialize)]
pub struct DriftView {
    /// What `doorwise why` opens, asked with the same --since: diff.since.saas.
    pub id: String,
    /// The ICP.
    pub icp: String,
    /// Its label.
    pub name: String,
    /// The day.
    pub since: String,
    /// Wins before it whose company is known.
    pub wins_before: usize,
    /// Wins from it on.
    pub wins_since: usize,
    /// The ICP as a whole, then each criterion.
    pub criteria: Vec<BrokenView>,
    /// What it comes to.
    pub says: String,
}

/// How often wins break one criterion.
#[derive(Clone, Debug, Serialize)]
pub struct BrokenView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// `the ICP as a whole`, `gate employees 5..100`.
    pub criterion: String,
    /// Wins before that break it, of those where it is known.
    pub before: Option<RateView>,
    /// Wins since that break it.
    pub since: Option<RateView>,
    /// How many times as likely the wins since are if it breaks more often now.
    pub evidence: f64,
    /// Evidence from which it is an alarm: false in at most 5 % for the whole ICP, however often it is
    /// looked at.
    pub bar: f64,
    /// The day of the win at which it became one.
    pub alarm: Option<String>,
    /// Companies of the wins since that break it.
    pub names: Vec<String>,
    /// The wins for which it is known: position of the deal, since the day or before, whether it breaks.
    #[serde(skip)]
    pub(crate) wins: Vec<(usize, bool, bool)>,
}

/// Holds the stated ICP against the wins since a day.
pub fn drift(icp: &Icp, market: &dyn Market, since: Date) -> DriftView {
    let mut wins: Vec<(&Deal, usize, Date, usize)> = market
        .deals()
        .iter()
        .enumerate()
        .filter(|(_, deal)| deal.outcome == Some(Outcome::Won))
        .filter_map(|(at, deal)| Some((deal, deal.company?, deal.closed?, at)))
        .collect();
    wins.sort_by(|one, other| (one.2, &one.0.id).cmp(&(other.2, &other.0.id)));
    // For each win whether it breaks the whole and each criterion; none where it cannot be told.
    let broken: Vec<Vec<Option<bool>>> = wins
        .iter()
        .map(|(_, company, ..)| {
            let judged = icp.card.judge(&market.company(*company), &[]);
            let whole = match judged.decision {
                Decision::Ignore => Some(true),
                Decision::Pursue => Some(false),
                Decision::FindOut => None,
            };
            let gates = judged
                .gates
                .iter()
                .map(|state| broken_by(*state, State::Fails));
            let exclusions = judged.exclusions.iter();
            let exclusions = exclusions.map(|state| broken_by(*state, State::Holds));
            std::iter::once(whole)
                .chain(gates)
                .chain(exclusions)
                .collect()
        })
        .collect();
    let first = wins.partition_point(|(_, _, closed, _)| *closed < since);
    let labels: Vec<String> = std::iter::once("the ICP as a whole".to_owned())
        .chain(
            icp.card
                .gates
                .iter()
                .map(|gate| format!("gate {}", gate.show())),
        )
        .chain(
            icp.card
                .exclusions
                .iter()
                .map(|one| format!("exclusion {}", one.show())),
        )
        .collect();
    let bar = labels.len() as f64 / LEVEL;
    let own = format!("diff.since.{}", id::part(&icp.id));
    let card = CardIds::of(&icp.card);
    let parts = std::iter::once("whole".to_owned())
        .chain(card.gates)
        .chain(card.exclusions);
    let ids: Vec<String> = parts.map(|part| format!("{own}.{part}")).collect();
    let criteria: Vec<BrokenView> = labels
        .into_iter()
        .enumerate()
        .map(|(at, criterion)| {
            let known = |range: std::ops::Range<usize>| -> Vec<(usize, bool)> {
                range
                    .filter_map(|win| Some((win, broken[win][at]?)))
                    .collect()
            };
            let (before, now) = (known(0..first), known(first..wins.len()));
            let hits = |cases: &[(usize, bool)]| cases.iter().filter(|(_, hit)| *hit).count();
            let was = rate::rate(hits(&before), before.len());
            let watched = was.filter(|was| was.n >= LEAST_BEFORE).map(|was| {
                let cases: Vec<bool> = now.iter().map(|(_, hit)| *hit).collect();
                // The rate before is known only so far; what it could have been is no drift.
                drift::watch(&cases, was.high, 1.0 / bar)
            });
            let in_time = |cases: &[(usize, bool)], since: bool| -> Vec<(usize, bool, bool)> {
                cases
                    .iter()
                    .map(|&(win, hit)| (wins[win].3, since, hit))
                    .collect()
            };
            let mut all = in_time(&before, false);
            all.extend(in_time(&now, true));
            BrokenView {
                id: ids[at].clone(),
                wins: all,
                criterion,
                before: rate_view(hits(&before), before.len()),
                since: rate_view(hits(&now), now.len()),
                evidence: watched.map_or(1.0, |watched| watched.evidence),
                bar,
                alarm: watched
                    .and_then(|watched| watched.alarm)
                    .map(|case| wins[now[case].0].2.to_string()),
                names: now
                    .iter()
                    .filter(|(_, hit)| *hit)
                    .map(|(win, _)| market.name(wins[*win].1).name.to_owned())
                    .take(5)
                    .collect(),
            }
        })
        .collect();
    DriftView {
        id: own,
        icp: icp.id.clone(),
        name: icp.name.clone(),
        since: since.to_string(),
        wins_before: first,
        wins_since: wins.len() - first,
        says: says(&criteria, first, wins.len() - first),
        criteria,
    }
}

fn broken_by(state: State, broken: State) -> Option<bool> {
    match state {
        State::Open => None,
        known => Some(known == broken),
    }
}

fn says(criteria: &[BrokenView], before: usize, since: usize) -> String {
    if before < LEAST_BEFORE {
        return format!(
            "not enough evidence: {before} wins before that day, and it takes {LEAST_BEFORE} to know what is usual"
        );
    }
    if since == 0 {
        return "no win since that day".to_owned();
    }
    let broken: Vec<&str> = criteria
        .iter()
        .filter(|one| one.alarm.is_some())
        .map(|one| one.criterion.as_str())
        .collect();
    match broken.as_slice() {
        [] => "no drift that the wins could show".to_owned(),
        names => format!("wins break {} more often than before", names.join(", ")),
    }
}
