//! Would the card have picked the later winners? Learned on what had closed, judged on what closed
//! next, from several starting points, against plain rivals.
//!
//! A deal is judged by a card that has not seen its account: the same company on both sides would be
//! recognised, not judged. Where new accounts closed fewer than half of the deals (a seller with eighty
//! accounts and thousands of deals), the accounts are dealt out to five parts, and each part is judged by what the
//! others' earlier deals taught. Rivals see the same columns in the same bins. Ranks are compared inside each stretch of time only, because the
//! cards of two stretches count in points of their own.

mod measure;
mod rivals;

use std::collections::HashSet;

use doorwise_model::Estimate;
use doorwise_model::value::Value;
use rayon::prelude::*;

pub use measure::Comparison;
use measure::{Stretch, auc_of, compare, difference};

use crate::coding;
use crate::deals::Deals;
use crate::honesty::{crossfit, leaks};
use crate::learn::{self, Ask, FEWEST, Learned};

/// What is asked of a back-test.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Starting points.
    pub origins: usize,
    /// Share of the deals that the user can work on.
    pub capacity: f64,
    /// Score of every deal by a hand-written ICP.
    pub by_hand: Option<Vec<f64>>,
    /// Position of the column by which "biggest first" ranks.
    pub biggest: Option<usize>,
    /// How the card is to be learned.
    pub ask: Ask,
}

impl Setup {
    /// Returns the usual back-test: four starting points, one deal in ten worked on.
    pub fn new(ask: Ask) -> Self {
        Self {
            origins: 4,
            capacity: 0.1,
            by_hand: None,
            biggest: None,
            ask,
        }
    }
}

/// Share of the deals learned from at the first starting point.
const FIRST: f64 = 0.5;

/// How each way to rank did on later deals.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    /// One entry for each stretch of time that could be judged.
    pub stretches: Vec<Tried>,
    /// The learned card first, then its rivals.
    pub ranks: Vec<Ranked>,
    /// Deals judged.
    pub n: usize,
    /// Of these, won.
    pub won: usize,
    /// Deals left out because their account was learned from.
    pub known_accounts: usize,
    /// Which, by position.
    pub known: Vec<usize>,
}

/// One stretch of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// First day that was judged.
    pub from: i32,
    /// Last day that was judged.
    pub to: i32,
    /// Deals learned from.
    pub learned_from: usize,
    /// Whether the accounts were judged in parts, because too few were new; then each part learned
    /// from the others' deals, and `lines` is the most that one of the cards has.
    pub in_parts: bool,
    /// Deals judged.
    pub n: usize,
    /// Which, by position.
    pub judged: Vec<usize>,
    /// Of these, won.
    pub won: usize,
    /// Lines of the card.
    pub lines: usize,
    /// AUC of the card.
    pub auc: Option<Estimate>,
}

/// One way to rank.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Which.
    pub by: By,
    /// Chance that a won deal stands above a lost one of the same stretch.
    pub auc: Estimate,
    /// Win rate of the first of the list over that of all.
    pub lift: f64,
    /// Share of the wins among the first of the list.
    pub wins: f64,
    /// Mean squared error of the probabilities, where it gives any.
    pub brier: Option<f64>,
    /// Mean distance of promised and seen rate over ten groups of equal size.
    pub calibration_error: Option<f64>,
    /// AUC of the card less that of this one; none for the card itself.
    pub behind: Option<Comparison>,
}

/// Ways to rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The learned card.
    Card,
    /// The win rate so far, the same for every deal.
    Chance,
    /// The largest first.
    Biggest,
    /// The last opened first; the last closed where no day of opening is known, which is hindsight.
    Recent,
    /// The hand-written ICP.
    Hand,
    /// Naive Bayes on the same bins.
    NaiveBayes,
    /// Logistic regression on the same bins.
    Logistic,
}

/// Returns how well two rankings of the same closed deals tell won from lost, and how much better the
/// second is; none without a won and a lost deal. `units` has the same number for deals of one account,
/// which are no independent witnesses. Looks back: neither ranking is tested on later deals.
pub fn in_hindsight(
    before: &[f64],
    after: &[f64],
    won: &[bool],
    units: &[u64],
) -> Option<(Estimate, Estimate, Comparison)> {
    let stretch = [Stretch {
        won: won.to_vec(),
        units: units.to_vec(),
        scored: vec![
            (By::Hand, before.to_vec(), None),
            (By::Hand, after.to_vec(), None),
        ],
    }];
    if won.iter().all(|won| *won) || won.iter().all(|won| !*won) {
        return None;
    }
    Some((
        auc_of(&stretch, 0)?,
        auc_of(&stretch, 1)?,
        difference(&stretch, 1, 0)?,
    ))
}

/// Runs the back-test; none where the deals have no dates or no stretch can be judged.
pub fn backtest(deals: &Deals, setup: &Setup) -> Option<Backtest> {
    let mut dated: Vec<(i32, usize)> = deals
        .days
        .iter()
        .enumerate()
        .filter_map(|(row, day)| Some((((*day)?), row)))
        .collect();
    dated.sort_unstable();
    let cuts = cuts(&dated, setup.origins);
    let ends = cuts.iter().skip(1).copied().chain([dated.len()]);
    let spans: Vec<(usize, usize)> = cuts.iter().copied().zip(ends).collect();
    // In parallel, and put together in the order of time.
    let judged: Vec<Judged> = spans
        .into_par_iter()
        .map(|span| judge(deals, &dated, span, setup))
        .collect();
    let known: Vec<usize> = judged
        .iter()
        .flat_map(|judged| judged.known.clone())
        .collect();
    let (tried, stretches): (Vec<Tried>, Vec<Vec<Stretch>>) =
        judged.into_iter().filter_map(|judged| judged.tried).unzip();
    let stretches: Vec<Stretch> = stretches.into_iter().flatten().collect();
    let ranks = compare(&stretches, setup.capacity)?;
    Some(Backtest {
        n: tried.iter().map(|tried| tried.n).sum(),
        won: tried.iter().map(|tried| tried.won).sum(),
        stretches: tried,
        ranks,
        known_accounts: known.len(),
        known,
    })
}

/// What was met in one stretch of time.
struct Judged {
    /// Deals of accounts that were learned from.
    known: Vec<usize>,
    /// None where it could not be judged; else what was tried, and its parts to compare ranks in.
    tried: Option<(Tried, Vec<Stretch>)>,
}

/// Learns from what closed before a stretch, and judges what closed in it.
fn judge(
    deals: &Deals,
    dated: &[(i32, usize)],
    (cut, end): (usize, usize),
    setup: &Setup,
) -> Judged {
    let row = |(_, row): &(i32, usize)| *row;
    let before: Vec<usize> = dated[..cut].iter().map(row).collect();
    let later: Vec<usize> = dated[cut..end].iter().map(row).collect();
    let seen: HashSet<u64> = before.iter().map(|&row| deals.units[row]).collect();
    let (new, known): (Vec<usize>, Vec<usize>) = later
        .iter()
        .partition(|&&row| !seen.contains(&deals.units[row]));
    let has = |rows: &[usize], least: usize| {
        let won = rows.iter().filter(|&&row| deals.won[row]).count();
        won >= least && rows.len() - won >= least
    };
    // What is learned from and what it judges, once or once for each part of the accounts.
    let mut parts = vec![(before.clone(), new)];
    let is_few = !has(&parts[0].1, 1) || parts[0].1.len() * 2 < later.len();
    let in_parts = is_few && has(&later, FEWEST);
    if in_parts {
        let rows: Vec<usize> = dated[..end].iter().map(row).collect();
        let won: Vec<bool> = rows.iter().map(|&row| deals.won[row]).collect();
        let units: Vec<u64> = rows.iter().map(|&row| deals.units[row]).collect();
        let part_of = crossfit::deal_out(&won, &units);
        let of = |rows: std::ops::Range<usize>, keep: &dyn Fn(u8) -> bool| {
            let kept = rows.filter(|&at| keep(part_of[at]));
            kept.map(|at| dated[at].1).collect::<Vec<usize>>()
        };
        let n_parts = part_of.iter().max().map_or(0, |&last| last + 1);
        parts = (0..n_parts)
            .map(|part| {
                let others = of(0..cut, &|own| own != part);
                (others, of(cut..end, &|own| own == part))
            })
            .collect();
    }
    let mut tried = Tried {
        from: dated[cut].0,
        to: dated[end - 1].0,
        learned_from: before.len(),
        in_parts,
        n: 0,
        judged: Vec::new(),
        won: 0,
        lines: 0,
        auc: None,
    };
    let mut stretches = Vec::new();
    for (past, later) in parts {
        if !has(&past, FEWEST) || !has(&later, 1) {
            continue;
        }
        let past = deals.only(&past);
        let (learned, found) = learn::card(&past, setup.ask);
        let judged = deals.only(&later);
        stretches.push(stretch(&learned, &past, &judged, &later, setup));
        tried.n += later.len();
        tried.won += judged.n_won();
        tried.lines = tried.lines.max(found.map_or(0, |found| found.lines.len()));
        tried.judged.extend(later);
    }
    tried.judged.sort_unstable();
    tried.auc = auc_of(&stretches, 0);
    Judged {
        known: if in_parts { Vec::new() } else { known },
        tried: (!stretches.is_empty()).then_some((tried, stretches)),
    }
}

/// Returns the positions at which the stretches begin; deals of one day are never parted.
fn cuts(dated: &[(i32, usize)], origins: usize) -> Vec<usize> {
    let n = dated.len();
    let mut cuts: Vec<usize> = (0..origins)
        .map(|idx| {
            let share = FIRST + (1.0 - FIRST) * idx as f64 / origins as f64;
            let wanted = ((n as f64 * share) as usize).min(n.saturating_sub(1));
            let day = dated.get(wanted).map_or(0, |(day, _)| *day);
            dated.partition_point(|(other, _)| *other < day)
        })
        .filter(|&cut| 0 < cut && cut < n)
        .collect();
    cuts.dedup();
    cuts
}

/// Scores the later deals in every way.
fn stretch(
    found: &Learned,
    past: &Deals,
    later: &Deals,
    after: &[usize],
    setup: &Setup,
) -> Stretch {
    let base = past.n_won() as f64 / past.len() as f64;
    let points = learn::scores(&found.tables, later);
    let chances: Vec<f64> = points.iter().map(|&score| found.chance(score)).collect();
    let mut scored = vec![
        (
            By::Card,
            points.iter().map(|&score| score as f64).collect(),
            Some(chances),
        ),
        (
            By::Chance,
            vec![0.0; later.len()],
            Some(vec![base; later.len()]),
        ),
    ];
    if let Some(column) = setup.biggest {
        scored.push((By::Biggest, sizes(later, column), None));
    }
    // When a deal will close is not known when it is to be ranked; the day it was opened is.
    let known = match later.opened.is_empty() {
        true => &later.days,
        false => &later.opened,
    };
    let days = known.iter().map(|day| f64::from(day.unwrap_or(i32::MIN)));
    scored.push((By::Recent, days.collect(), None));
    if let Some(by_hand) = &setup.by_hand {
        let of_row = after.iter().map(|&row| by_hand[row]);
        scored.push((By::Hand, of_row.collect(), None));
    }
    let both = join(past, later);
    let mut coded = coding::code(&both);
    let refused = leaks::leaks(&coding::code(past), past);
    coded.without(
        &refused
            .iter()
            .map(|(column, _)| *column)
            .collect::<Vec<_>>(),
    );
    let bayes = rivals::naive_bayes(&coded, &past.won);
    scored.push((By::NaiveBayes, bayes.clone(), Some(bayes)));
    let logistic = rivals::logistic_regression(&coded, &past.won);
    scored.push((By::Logistic, logistic.clone(), Some(logistic)));
    Stretch {
        won: later.won.clone(),
        units: later.units.clone(),
        scored,
    }
}

/// Puts the past first and the later deals behind it, so that both fall into the same bins.
fn join(past: &Deals, later: &Deals) -> Deals {
    let mut both = past.clone();
    both.won.extend(&later.won);
    both.units.extend(&later.units);
    for (column, more) in both.columns.iter_mut().zip(&later.columns) {
        column.codes.extend(&more.codes);
    }
    both.days.clear();
    both.opened.clear();
    both
}

/// Returns the size of every deal; one without a size stands in the middle of a list, as a person
/// who sorts it would not know better.
fn sizes(deals: &Deals, column: usize) -> Vec<f64> {
    let column = &deals.columns[column];
    let size = |value: &Value| match value {
        Value::Number(size) => Some(size.low.max(0.0)),
        Value::Money(money) => Some(money.amount.low.max(0.0)),
        _ => None,
    };
    let mut known: Vec<f64> = column
        .codes
        .iter()
        .filter_map(|&code| size(&column.values[code as usize]))
        .collect();
    known.sort_by(f64::total_cmp);
    let middle = known.get(known.len() / 2).copied().unwrap_or_default();
    column
        .codes
        .iter()
        .map(|&code| size(&column.values[code as usize]).unwrap_or(middle))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deals_of_one_day_are_never_parted() {
        let dated: Vec<(i32, usize)> = (0..100).map(|row| (row as i32 / 30, row)).collect();
        assert_eq!(cuts(&dated, 4), [30, 60]);
        assert_eq!(cuts(&[], 4), Vec::<usize>::new());
        assert_eq!(cuts(&[(1, 0), (1, 1)], 4), Vec::<usize>::new());
    }
}
