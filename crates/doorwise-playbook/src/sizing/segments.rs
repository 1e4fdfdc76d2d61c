//! Segments of the market: how many fit, how many were worked, how many were won.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_fit::honesty;
use doorwise_fit::rate;
use doorwise_model::card::reference::Decision;
use doorwise_model::deal::Outcome;
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Market, Scored};
use serde::Serialize;

use crate::id;
use crate::view::RateView;

/// Segments of one field that are listed; with more, the field says little about any.
const MOST_OF_FIELD: usize = 12;

/// Closed deals from which a segment is tested.
const LEAST_CLOSED: usize = 8;

/// False discoveries among the segments called white space.
const FALSE_SHARE: f64 = 0.1;

/// One segment.
#[derive(Clone, Debug, Serialize)]
pub struct SpotView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// The field.
    pub field: String,
    /// Its value.
    pub value: String,
    /// Companies that pass.
    pub pass: usize,
    /// Companies that might.
    pub might: usize,
    /// Companies that cannot.
    pub cannot: usize,
    /// Of those that pass or might, with any deal.
    pub worked: usize,
    /// Closed deals with companies that pass or might.
    pub closed: usize,
    /// Of these, won.
    pub won: usize,
    /// Their share.
    pub rate: Option<RateView>,
}

/// Segments that win more than the rest of the ICP and are worked less.
#[derive(Clone, Debug, Serialize)]
pub struct WhiteSpaceView {
    /// What `doorwise why` opens.
    pub id: String,
    /// Segments with deals enough to be tested.
    pub tested: usize,
    /// The segments, surest first.
    pub segments: Vec<WhiteView>,
    /// What was found, or why nothing.
    pub says: String,
}

/// One white spot.
#[derive(Clone, Debug, Serialize)]
pub struct WhiteView {
    /// What `doorwise why` opens.
    pub id: String,
    /// The field.
    pub field: String,
    /// Its value.
    pub value: String,
    /// `shown`: stands at a false discovery rate of 10 % over all segments tested; `indicated`: the
    /// interval alone lies above the average.
    pub grade: &'static str,
    /// Win rate.
    pub rate: RateView,
    /// One-sided p-value against the win rate of all deals inside the ICP (exact binomial test).
    pub p: f64,
    /// Companies that pass or might without any deal.
    pub unworked: usize,
    /// Companies that pass or might.
    pub companies: usize,
}

impl WhiteView {
    /// Returns the spot in a sentence, the same wherever it is printed.
    pub fn says(&self) -> String {
        let percent = |share: f64| format!("{:.0}", 100.0 * share);
        format!(
            "{} {}: won {} % of {} (could be {} to {} %) [{}], {} of {} companies never worked",
            self.field,
            self.value,
            percent(self.rate.value),
            self.rate.n,
            percent(self.rate.low),
            percent(self.rate.high),
            self.grade,
            self.unworked,
            self.companies
        )
    }
}

/// Returns the segments by every field that the card reads, largest first inside a field.
pub(super) fn spots(
    own_id: &str,
    icp: &Icp,
    scored: &Scored,
    market: &dyn Market,
) -> Vec<SpotView> {
    let mut worked: BTreeSet<usize> = BTreeSet::new();
    let mut outcomes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for deal in market.deals() {
        let Some(company) = deal.company else {
            continue;
        };
        worked.insert(company);
        if let Some(Outcome::Won | Outcome::Lost) = deal.outcome {
            let counts = outcomes.entry(company).or_default();
            counts.0 += 1;
            counts.1 += usize::from(deal.outcome == Some(Outcome::Won));
        }
    }
    let mut spots = Vec::new();
    for field in fields(icp) {
        let mut by_value: BTreeMap<String, SpotView> = BTreeMap::new();
        for scoring in &scored.list {
            let row = scoring.row as usize;
            let value = icp.card.segment_label(&field, &market.value(row, &field));
            let spot = by_value.entry(value.clone()).or_insert_with(|| SpotView {
                id: format!(
                    "{own_id}.segment.{}.{}",
                    id::fields([&field]),
                    id::part(&value.replace(' ', "_"))
                ),
                field: field.name(),
                value,
                pass: 0,
                might: 0,
                cannot: 0,
                worked: 0,
                closed: 0,
                won: 0,
                rate: None,
            });
            match scoring.decision {
                Decision::Pursue => spot.pass += 1,
                Decision::FindOut => spot.might += 1,
                Decision::Ignore => {
                    spot.cannot += 1;
                    continue;
                }
            }
            spot.worked += usize::from(worked.contains(&row));
            let (closed, won) = outcomes.get(&row).copied().unwrap_or_default();
            spot.closed += closed;
            spot.won += won;
        }
        let mut own: Vec<SpotView> = by_value
            .into_values()
            .filter(|spot| spot.pass + spot.might > 0)
            .collect();
        // A value that all of them share tells nothing apart.
        if own.len() < 2 {
            continue;
        }
        own.sort_by_key(|spot| std::cmp::Reverse(spot.pass + spot.might));
        own.truncate(MOST_OF_FIELD);
        for spot in &mut own {
            spot.rate = rate::rate(spot.won, spot.closed).map(RateView::of);
        }
        spots.extend(own);
    }
    spots
}

fn fields(icp: &Icp) -> Vec<Field> {
    icp.card
        .fields()
        .into_iter()
        .filter(|field| !matches!(field.kind(), doorwise_model::field::FieldKind::Tags))
        .collect()
}

/// Returns where the ICP wins more than on average and has hardly been.
pub(super) fn white_space(
    own_id: &str,
    spots: &[SpotView],
    scored: &Scored,
    market: &dyn Market,
) -> WhiteSpaceView {
    let fits: BTreeSet<usize> = scored
        .list
        .iter()
        .filter(|scoring| scoring.decision != Decision::Ignore)
        .map(|scoring| scoring.row as usize)
        .collect();
    let inside = |company: Option<usize>| company.is_some_and(|row| fits.contains(&row));
    let (mut closed, mut won) = (0, 0);
    let mut worked: BTreeSet<usize> = BTreeSet::new();
    for deal in market.deals().iter().filter(|deal| inside(deal.company)) {
        worked.extend(deal.company);
        match deal.outcome {
            Some(Outcome::Won) => (closed, won) = (closed + 1, won + 1),
            Some(Outcome::Lost) => closed += 1,
            _ => {}
        }
    }
    let average = won as f64 / closed.max(1) as f64;
    let coverage = worked.len() as f64 / fits.len().max(1) as f64;
    let tested: Vec<&SpotView> = spots
        .iter()
        .filter(|spot| spot.closed >= LEAST_CLOSED && spot.closed < closed)
        .filter(|spot| spot.value != "unknown")
        .collect();
    let p_values: Vec<f64> = tested
        .iter()
        .map(|spot| rate::at_least(spot.won, spot.closed, average))
        .collect();
    let q_values = honesty::q_values(&p_values);
    let mut found: Vec<WhiteView> = tested
        .iter()
        .zip(&p_values)
        .zip(&q_values)
        .filter_map(|((spot, p), q)| {
            let companies = spot.pass + spot.might;
            let rate = spot.rate?;
            let is_little_worked = (spot.worked as f64) < coverage * companies as f64;
            let is_better = rate.low > average;
            (is_little_worked && is_better).then(|| WhiteView {
                id: spot.id.replacen(".segment.", ".white_space.", 1),
                field: spot.field.clone(),
                value: spot.value.clone(),
                grade: if *q <= FALSE_SHARE {
                    "shown"
                } else {
                    "indicated"
                },
                rate,
                p: *p,
                unworked: companies - spot.worked,
                companies,
            })
        })
        .collect();
    found.sort_by(|one, other| one.p.total_cmp(&other.p));
    let says = match (closed, tested.len(), found.len()) {
        (0, _, _) => {
            "no closed deal with a company inside the ICP, so nothing says where it wins".to_owned()
        }
        (_, 0, _) if spots.is_empty() => {
            "the companies inside are alike in every field that parts them, so there is no segment to hold against the rest".to_owned()
        }
        (_, 0, _) => format!(
            "no segment has {LEAST_CLOSED} closed deals, so none can be held against the rest"
        ),
        (_, n, 0) => format!(
            "none of {n} segments wins more than {:.0} % for sure and is worked less than the rest",
            100.0 * average
        ),
        (_, n, k) => format!("{k} of {n} segments tested"),
    };
    WhiteSpaceView {
        id: format!("{own_id}.white_space"),
        tested: tested.len(),
        segments: found,
        says,
    }
}
