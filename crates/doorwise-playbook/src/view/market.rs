//! Counts of companies and of deals.

use serde::Serialize;

/// Companies by decision.
#[derive(Clone, Debug, Serialize)]
pub struct CountsView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// All companies.
    pub companies: usize,
    /// To pursue.
    pub pursue: usize,
    /// To find out about.
    pub find_out: usize,
    /// To ignore.
    pub ignore: usize,
}

/// Companies of one decision and tier.
#[derive(Clone, Debug, Serialize)]
pub struct TierView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// pursue or find_out.
    pub decision: &'static str,
    /// "A", or "A or B".
    pub tier: String,
    /// How many.
    pub companies: usize,
}

/// How one criterion thins the market.
#[derive(Clone, Debug, Serialize)]
pub struct FallView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// gate or exclusion.
    pub kind: &'static str,
    /// The criterion.
    pub says: String,
    /// Companies that pass all before and fall here.
    pub out: usize,
    /// Companies left.
    pub left: usize,
    /// Of those left, how many for which it is open.
    pub open: usize,
    /// Companies that fall here and nowhere else.
    pub alone: usize,
}

/// A field worth finding.
#[derive(Clone, Debug, Serialize)]
pub struct WorthFindingView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// The field.
    pub field: String,
    /// Decisions it would settle alone.
    pub decisions: usize,
    /// Tiers it would settle alone.
    pub tiers: usize,
    /// Companies not ignored for which it is not fully known.
    pub companies: usize,
}

/// Companies that share two values.
#[derive(Clone, Debug, Serialize)]
pub struct SegmentView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// `industry SaaS, stage series_a`.
    pub says: String,
    /// To pursue.
    pub pursue: usize,
    /// To find out about.
    pub find_out: usize,
    /// To ignore.
    pub ignore: usize,
}

/// Deals by outcome.
#[derive(Clone, Debug, Serialize)]
pub struct DealsView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: &'static str,
    /// All deals.
    pub deals: usize,
    /// Won.
    pub won: usize,
    /// Lost.
    pub lost: usize,
    /// Open, or of a status that was not understood; never in a win rate.
    pub open: usize,
    /// Win rate with interval and n; none without lost deals.
    pub win_rate: Option<RateView>,
    /// Deals whose company is in no table.
    pub without_company: usize,
}

/// A rate with its interval and n.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RateView {
    /// As counted, 0 to 1.
    pub value: f64,
    /// Lower end of the 90 % interval.
    pub low: f64,
    /// Upper end of the 90 % interval.
    pub high: f64,
    /// Cases.
    pub n: usize,
}

impl RateView {
    /// Returns the view of a measured rate.
    pub fn of(rate: doorwise_model::Estimate) -> Self {
        Self {
            value: rate.value,
            low: rate.low,
            high: rate.high,
            n: rate.n,
        }
    }
}

/// Returns `3 of 7 won (43 %, could be 19 to 70 %)`; nothing of nothing.
pub(crate) fn share(hits: usize, n: usize, what: &str) -> Option<String> {
    let rate = doorwise_fit::rate::rate(hits, n)?;
    let percent = |share: f64| share * 100.0;
    Some(format!(
        "{hits} of {n} {what} ({:.0} %, could be {:.0} to {:.0} %)",
        percent(rate.value),
        percent(rate.low),
        percent(rate.high)
    ))
}

/// In how many closed deals one kind of person was.
#[derive(Clone, Debug, Serialize)]
pub struct RoleSeenView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Function.
    pub function: &'static str,
    /// executive, leader or practitioner.
    pub band: &'static str,
    /// Won deals with such a person.
    pub won_with: usize,
    /// Won deals that name people.
    pub won: usize,
    /// Lost deals with such a person.
    pub lost_with: usize,
    /// Lost deals that name people.
    pub lost: usize,
}
