//! `doorwise market`: how many companies there are, what they are worth, and where nobody has been.
//!
//! Bounds, not guesses: who passes surely is the low end, who might pass besides is the high end.
//! Amounts, win rate and cycle are those of the own deals inside the ICP.

mod segments;

use std::collections::{BTreeMap, BTreeSet};

use doorwise_fit::{middle, rate};
use doorwise_model::Estimate;
use doorwise_model::card::reference::Decision;
use doorwise_model::deal::{Deal, Outcome};
use doorwise_model::icp::Icp;
use doorwise_model::market::{Market, Scored, Scoring};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::date::{Date, day_number};
use doorwise_vocab::money::Currency;
use serde::Serialize;

use crate::id;
use crate::plan::History;
use crate::plan::market::{fallout, is_hardly_a_profile};
use crate::view::{FallView, RateView};

pub use segments::{SpotView, WhiteSpaceView};

/// Days over which the pace of one's own deals is counted.
const YEAR: i32 = 365;

/// The size of the market of one ICP.
#[derive(Clone, Debug, Serialize)]
pub struct SizingView {
    /// What `doorwise why` opens: market.saas; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// The ICP.
    pub icp: String,
    /// Its label.
    pub name: String,
    /// Companies in the file, each once.
    pub companies: usize,
    /// Rows that repeat a company and are counted with it.
    pub duplicates: usize,
    /// Companies that pass surely, decisions by hand included.
    pub pass: usize,
    /// Companies that might pass: some field is not known.
    pub might: usize,
    /// Companies that cannot.
    pub cannot: usize,
    /// How each gate and exclusion thins the market.
    pub fallout: Vec<FallView>,
    /// Share that fits: pass at the low end, pass and might at the high end.
    pub share: Option<SpanView>,
    /// Said where the ICP picks nothing out.
    pub not_a_profile: Option<String>,
    /// Of those that pass, customers already.
    pub customers: usize,
    /// Of those that pass, in an open deal.
    pub in_deals: usize,
    /// Deals inside the ICP.
    pub deals: OwnDealsView,
    /// Everything that fits, at the price of own deals.
    pub total: WorthView,
    /// What passes or might and is neither a customer nor in a deal.
    pub serviceable: WorthView,
    /// What a year of today's pace would win of it.
    pub obtainable: WorthView,
    /// Which companies are worked and which are not, by tier.
    pub coverage: Vec<CoverageView>,
    /// Segments, by the fields that the card reads.
    pub segments: Vec<SpotView>,
    /// Segments that win more than the rest and are little worked.
    pub white_space: WhiteSpaceView,
    /// The list that fits one's capacity.
    pub capacity: Option<CapacityView>,
}

/// Two ends.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct SpanView {
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
}

/// Own deals with companies inside the ICP.
#[derive(Clone, Debug, Serialize)]
pub struct OwnDealsView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Closed.
    pub closed: usize,
    /// Of these, won.
    pub won: usize,
    /// Their share.
    pub rate: Option<RateView>,
    /// Mean amount of won deals.
    pub amount: Option<RateView>,
    /// Currency of the amounts; none where no amount names one.
    pub currency: Option<String>,
    /// Won deals whose amount is blank or in a currency without a rate.
    pub without_amount: usize,
    /// Median days from created to closed of won deals.
    pub cycle: Option<RateView>,
    /// Deals closed in the last 365 days before the day that the run speaks of.
    pub a_year: Option<usize>,
}

/// Companies and what they are worth.
#[derive(Clone, Debug, Serialize)]
pub struct WorthView {
    /// What `doorwise why` opens: market.saas.total.
    pub id: String,
    /// Companies, or deals a year where it is the obtainable market; none where it was not reckoned.
    pub n: Option<SpanView>,
    /// Money; none where own deals do not say an amount.
    pub money: Option<SpanView>,
    /// How it was reckoned.
    pub reckoned: String,
}

/// Companies of one tier by what was done with them.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// `A`, `A or B`, or none where the card has no tiers.
    pub tier: String,
    /// `pursue` or `find_out`.
    pub decision: &'static str,
    /// Companies.
    pub companies: usize,
    /// With any deal.
    pub worked: usize,
}

/// A list of as many companies as one can work on.
#[derive(Clone, Debug, Serialize)]
pub struct CapacityView {
    /// What `doorwise why` opens, asked with the same --capacity.
    pub id: String,
    /// Companies asked for.
    pub asked: usize,
    /// Companies on the list: to pursue first, best first, no customers, no open deals.
    pub companies: usize,
    /// Of these, surely inside.
    pub pursue: usize,
    /// The last of them: its tier and its least score.
    pub down_to: String,
}

/// The sizes of all ICPs.
#[derive(Clone, Debug, Serialize)]
pub struct MarketView {
    /// What `doorwise why` opens.
    pub id: &'static str,
    /// The day it speaks of.
    pub as_of: Option<String>,
    /// Where that day comes from.
    pub as_of_from: String,
    /// Each ICP's market.
    pub icps: Vec<SizingView>,
    /// Companies that fit any of several ICPs, each once.
    pub fit_any: usize,
    /// Companies that fit more than one.
    pub fit_several: usize,
}

/// The sizes of all ICPs with all that they were made from.
pub struct Sizes<'a> {
    /// What is printed.
    pub view: MarketView,
    /// Each ICP's.
    pub each: Vec<Sizing<'a>>,
}

/// Reckons the size of the market of some ICPs.
pub fn sizes<'a>(each: Vec<Inputs<'a>>, as_of: Option<String>, as_of_from: &str) -> Sizes<'a> {
    let several = each.len() > 1;
    let mut each: Vec<Sizing<'a>> = each.into_iter().map(sizing).collect();
    // What `plan` says of a criterion stands under the ICP's name where there are several.
    for one in each.iter_mut().filter(|_| several) {
        for fall in &mut one.view.fallout {
            fall.id = id::within(&one.view.icp, &fall.id);
        }
    }
    let mut times: BTreeMap<u32, usize> = BTreeMap::new();
    for row in each.iter().flat_map(|one| &one.fits) {
        *times.entry(*row).or_default() += 1;
    }
    Sizes {
        view: MarketView {
            id: "market",
            as_of,
            as_of_from: as_of_from.to_owned(),
            icps: each.iter().map(|one| one.view.clone()).collect(),
            fit_any: times.len(),
            fit_several: times.values().filter(|n| **n > 1).count(),
        },
        each,
    }
}

/// What the size is reckoned from.
pub struct Inputs<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The ICP.
    pub icp: &'a Icp,
    /// The market.
    pub market: &'a dyn Market,
    /// The day.
    pub as_of: Option<Date>,
    /// Companies one can work on.
    pub capacity: Option<usize>,
}

/// A size with the rows of the list behind it.
pub struct Sizing<'a> {
    /// The view.
    pub view: SizingView,
    /// What it was reckoned from.
    pub inputs: Inputs<'a>,
    /// What the card says of each company.
    pub scored: Scored,
    /// What deals say of each company.
    pub(crate) history: History,
    /// Rows of the companies of the sized list, best first.
    pub list: Vec<usize>,
    /// Rows of the companies that pass or might.
    pub fits: BTreeSet<u32>,
}

/// Reckons the size of one ICP's market.
pub fn sizing(inputs: Inputs<'_>) -> Sizing<'_> {
    let Inputs { icp, market, .. } = &inputs;
    let own_id = format!("market.{}", id::part(&icp.id));
    let scored = market.score(icp);
    let counts = scored.counts;
    let history = History::new(*market);
    let fits: BTreeSet<u32> = scored
        .list
        .iter()
        .filter(|scoring| scoring.decision != Decision::Ignore)
        .map(|scoring| scoring.row)
        .collect();
    let (customers, in_deals) = history.counts(&scored.list);
    let own = OwnDeals::of(&own_id, &inputs, &fits);
    let spots = segments::spots(&own_id, icp, &scored, *market);
    let (pass, might) = (counts.pursue, counts.find_out);
    let free = |decision: Decision| {
        scored
            .list
            .iter()
            .filter(|scoring| scoring.decision == decision)
            .filter(|scoring| history.is_free(scoring.row as usize))
            .count()
    };
    let (free_pass, free_might) = (free(Decision::Pursue), free(Decision::FindOut));
    let list: Vec<&Scoring> = scored
        .list
        .iter()
        .filter(|scoring| scoring.decision != Decision::Ignore)
        .filter(|scoring| history.is_free(scoring.row as usize))
        .take(inputs.capacity.unwrap_or(0))
        .collect();
    let view = SizingView {
        id: own_id.clone(),
        icp: icp.id.clone(),
        name: icp.name.clone(),
        companies: counts.total(),
        duplicates: market
            .facts()
            .duplicates
            .iter()
            .filter(|one| one.table == doorwise_model::tables::TableKind::Companies)
            .count(),
        pass,
        might,
        cannot: counts.ignore,
        fallout: fallout(icp, &scored),
        share: (counts.total() > 0).then(|| SpanView {
            low: pass as f64 / counts.total() as f64,
            high: (pass + might) as f64 / counts.total() as f64,
        }),
        not_a_profile: is_hardly_a_profile(icp, counts).then(|| {
            format!(
                "It keeps up to {:.0} % of the file: with more than 40 % it is not a profile. Add a gate that most companies fail.",
                100.0 * (pass + might) as f64 / counts.total() as f64
            )
        }),
        customers,
        in_deals,
        total: own.worth("total", pass, pass + might, "every company that passes, and those that might at the high end, at one own deal each"),
        serviceable: own.worth(
            "serviceable",
            free_pass,
            free_pass + free_might,
            "the same without customers and open deals",
        ),
        obtainable: own.obtainable(free_pass + free_might),
        coverage: coverage(&own_id, icp, &scored, *market),
        white_space: segments::white_space(&own_id, &spots, &scored, *market),
        segments: spots,
        capacity: inputs.capacity.map(|asked| CapacityView {
            id: format!("{own_id}.capacity"),
            asked,
            companies: list.len(),
            pursue: list
                .iter()
                .filter(|scoring| scoring.decision == Decision::Pursue)
                .count(),
            down_to: list.last().map_or_else(String::new, |last| down_to(icp, last)),
        }),
        deals: own.view(),
    };
    Sizing {
        view,
        list: list.iter().map(|scoring| scoring.row as usize).collect(),
        fits,
        inputs,
        scored,
        history,
    }
}

fn down_to(icp: &Icp, last: &Scoring) -> String {
    let tiers = last.tiers.to_vec();
    let tier = match icp.card.tiers.len() > 1 && !tiers.is_empty() {
        true => format!("tier {}, ", icp.card.tiers.show(&tiers)),
        false => String::new(),
    };
    let score = last.score.map_or_else(
        || "no score".to_owned(),
        |score| format!("score from {}", score.low),
    );
    format!("{tier}{score}")
}

fn coverage(own_id: &str, icp: &Icp, scored: &Scored, market: &dyn Market) -> Vec<CoverageView> {
    let worked: BTreeSet<usize> = market
        .deals()
        .iter()
        .filter_map(|deal| deal.company)
        .collect();
    let mut rows: Vec<CoverageView> = Vec::new();
    for scoring in scored
        .list
        .iter()
        .filter(|scoring| scoring.decision != Decision::Ignore)
    {
        let tier = icp.card.tiers.show(&scoring.tiers.to_vec());
        let decision = scoring.decision.as_str();
        let at = rows
            .iter()
            .position(|row| row.tier == tier && row.decision == decision);
        let at = at.unwrap_or_else(|| {
            rows.push(CoverageView {
                id: format!(
                    "{own_id}.coverage.{decision}.{}",
                    id::part(&tier.replace(' ', "_"))
                ),
                tier,
                decision,
                companies: 0,
                worked: 0,
            });
            rows.len() - 1
        });
        rows[at].companies += 1;
        rows[at].worked += usize::from(worked.contains(&(scoring.row as usize)));
    }
    rows
}

/// Own deals with companies inside the ICP.
struct OwnDeals {
    /// The market's id.
    id: String,
    closed: usize,
    won: usize,
    amount: Option<Estimate>,
    currency: Option<Currency>,
    without_amount: usize,
    cycle: Option<Estimate>,
    a_year: Option<usize>,
}

impl OwnDeals {
    fn of(own_id: &str, inputs: &Inputs<'_>, fits: &BTreeSet<u32>) -> Self {
        let is_inside = |deal: &&Deal| {
            deal.company
                .and_then(|row| u32::try_from(row).ok())
                .is_some_and(|row| fits.contains(&row))
        };
        let inside: Vec<&Deal> = inputs.market.deals().iter().filter(is_inside).collect();
        let closed = |deal: &&&Deal| matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost));
        let won: Vec<&&Deal> = inside
            .iter()
            .filter(|deal| deal.outcome == Some(Outcome::Won))
            .collect();
        let currency = currency(inputs, &won);
        let amounts: Vec<f64> = match currency {
            Ok(to) => won
                .iter()
                .filter_map(|deal| amount(inputs, deal, to))
                .collect(),
            Err(Several) => Vec::new(),
        };
        let cycles: Vec<f64> = won
            .iter()
            .filter_map(|deal| {
                Some(f64::from(
                    day_number(deal.closed?) - day_number(deal.created?),
                ))
            })
            .filter(|days| *days >= 0.0)
            .collect();
        let pace = |last: Date| {
            let last = day_number(last);
            let is_recent = |deal: &&&Deal| {
                deal.closed
                    .map(day_number)
                    .is_some_and(|day| day <= last && day > last - YEAR)
            };
            inside.iter().filter(closed).filter(is_recent).count()
        };
        let has_dates = inside.iter().any(|deal| deal.closed.is_some());
        Self {
            id: own_id.to_owned(),
            closed: inside.iter().filter(closed).count(),
            won: won.len(),
            without_amount: won.len() - amounts.len(),
            amount: middle::mean(&amounts),
            currency: currency.unwrap_or(None),
            cycle: middle::median(&cycles),
            a_year: inputs.as_of.filter(|_| has_dates).map(pace),
        }
    }

    fn view(&self) -> OwnDealsView {
        OwnDealsView {
            id: format!("{}.deals", self.id),
            closed: self.closed,
            won: self.won,
            rate: rate::rate(self.won, self.closed).map(RateView::of),
            amount: self.amount.map(RateView::of),
            currency: self.currency.map(|known| known.to_string()),
            without_amount: self.without_amount,
            cycle: self.cycle.map(RateView::of),
            a_year: self.a_year,
        }
    }

    fn worth(&self, name: &str, low: usize, high: usize, reckoned: &str) -> WorthView {
        WorthView {
            id: format!("{}.{name}", self.id),
            n: Some(SpanView {
                low: low as f64,
                high: high as f64,
            }),
            money: self.amount.map(|amount| SpanView {
                low: low as f64 * amount.low.max(0.0),
                high: high as f64 * amount.high,
            }),
            reckoned: reckoned.to_owned(),
        }
    }

    /// Deals that a year of today's pace would win among `free` companies.
    fn obtainable(&self, free: usize) -> WorthView {
        let rate = rate::rate(self.won, self.closed);
        let (Some(pace), Some(rate)) = (self.a_year, rate) else {
            return WorthView {
                id: format!("{}.obtainable", self.id),
                n: None,
                money: None,
                reckoned: "not reckoned: it takes closed deals inside the ICP with their dates"
                    .to_owned(),
            };
        };
        let tried = pace.min(free);
        let n = SpanView {
            low: tried as f64 * rate.low,
            high: tried as f64 * rate.high,
        };
        WorthView {
            id: format!("{}.obtainable", self.id),
            n: Some(n),
            money: self.amount.map(|amount| SpanView {
                low: n.low * amount.low.max(0.0),
                high: n.high * amount.high,
            }),
            reckoned: format!(
                "{tried} deals a year ({pace} closed inside the ICP in the last 365 days, {free} companies free) at the win rate's and the amount's own intervals; the ends multiply, so the range is wide on purpose"
            ),
        }
    }
}

/// The workspace's currency, else the only one that won deals name; `Ok(None)` where none names any, so
/// that all amounts are in the same unnamed one.
fn currency(inputs: &Inputs<'_>, won: &[&&Deal]) -> Result<Option<Currency>, Several> {
    if inputs.workspace.currency.is_some() {
        return Ok(inputs.workspace.currency);
    }
    let mut named = won
        .iter()
        .filter_map(|deal| deal.amount.and_then(|money| money.currency));
    let Some(first) = named.next() else {
        return Ok(None);
    };
    match named.all(|other| other == first) {
        true => Ok(Some(first)),
        false => Err(Several),
    }
}

/// Won deals name several currencies, and the workspace none to bring them into.
struct Several;

/// Returns the amount of a won deal in the currency of all of them.
pub(crate) fn amount(inputs: &Inputs<'_>, deal: &Deal, to: Option<Currency>) -> Option<f64> {
    let money = deal.amount?;
    let amount = match (money.currency, to) {
        // A bare number is in the currency of the others.
        (None, _) => money.amount,
        (Some(from), Some(to)) => {
            let rates = inputs.workspace.rates.until(inputs.as_of);
            rates.convert(money.amount, from, to)?
        }
        (Some(_), None) => return None,
    };
    let middle = f64::midpoint(amount.low, amount.high);
    middle.is_finite().then_some(middle)
}
