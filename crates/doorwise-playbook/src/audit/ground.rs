//! What the rules stand on: deals with what was known of each, what is sent, and what was said.
//!
//! Plain values, so that a rule is tried on a handful of invented deals as well as on a workspace.

pub mod log;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::deal::Outcome;
use doorwise_model::workspace::Workspace;
use doorwise_people::listen::Record;
use doorwise_vocab::title::{Band, Function};

pub use log::Log;
pub use read::read;

use super::reasons::{self, Reason};

/// Everything that rules may look at.
#[derive(Clone, Debug)]
pub struct Ground<'a> {
    /// Every deal, in table order.
    pub deals: Vec<Deal>,
    /// Positions of the deals that were won or lost.
    pub closed: Vec<usize>,
    /// The day the audit speaks of, as a day number.
    pub today: Option<i32>,
    /// Currency of the amounts; none where they name none or several.
    pub currency: Option<String>,
    /// Every customer of the table of customers, in table order.
    pub customers: Vec<Customer>,
    /// What was logged beside the deals.
    pub log: Log,
    /// Companies that stand in the tables, by segment: all of them, and those without any deal.
    pub reach: BTreeMap<Segment, (usize, usize)>,
    /// The workspace's own texts.
    pub workspace: &'a Workspace,
    /// What buyers said in interviews.
    pub said: Vec<Record>,
    /// The buyers who were asked.
    pub people: BTreeSet<String>,
}

/// One field of a company and one of its values, in words.
pub type Segment = (String, String);

/// One deal as the rules see it.
#[derive(Clone, Debug, Default)]
pub struct Deal {
    /// Id as in the table.
    pub id: String,
    /// Company as written.
    pub company: String,
    /// Where its row stands.
    pub row: String,
    /// Deals with one number are of one company and need not be independent.
    pub unit: u64,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What it is worth.
    pub amount: Option<f64>,
    /// Day number of its beginning.
    pub created: Option<i32>,
    /// Day number of its end.
    pub closed: Option<i32>,
    /// Where it came from.
    pub source: Option<String>,
    /// Why it was lost, as written.
    pub reason: Option<String>,
    /// Who was chosen instead, as written.
    pub competitor: Option<String>,
    /// The stages it entered with their day numbers, oldest first, won and lost left out.
    pub stages: Vec<(i32, String)>,
    /// Who took part; none where nobody is named.
    pub people: Option<People>,
    /// The segments its company belongs to.
    pub segments: BTreeSet<Segment>,
    /// Fields of its company that are known.
    pub fields: BTreeSet<String>,
    /// Whether an ICP pursues its company; none where that is open.
    pub fits: Option<bool>,
}

/// One customer as the rules see it.
#[derive(Clone, Debug, Default)]
pub struct Customer {
    /// Company as written.
    pub company: String,
    /// Where its row stands.
    pub row: String,
    /// Rows with one number are of one company and need not be independent.
    pub unit: u64,
    /// Day number of its beginning.
    pub started: Option<i32>,
    /// Day number of its end; none where it goes on.
    pub churned: Option<i32>,
    /// Whether it bought more since.
    pub expanded: Option<bool>,
    /// What it pays in a year, in the currency of all customers.
    pub revenue: Option<f64>,
    /// The segments its company belongs to.
    pub segments: BTreeSet<Segment>,
    /// Fields of its company that are known.
    pub fields: BTreeSet<String>,
    /// Whether an ICP pursues its company; none where that is open.
    pub fits: Option<bool>,
}

/// Who took part in a deal before its last fifth.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// How many.
    pub n: usize,
    /// Function and band of those whose title says both.
    pub roles: BTreeSet<(Function, Band)>,
    /// Function and band of whoever came first, where dates and title tell.
    pub first: Option<(Function, Band)>,
}

impl Ground<'_> {
    /// Returns the closed deals.
    pub fn closed(&self) -> impl ExactSizeIterator<Item = &Deal> {
        self.closed.iter().map(|&idx| &self.deals[idx])
    }

    /// Returns the median days from beginning to end of closed deals; none without both days.
    pub fn usual_cycle(&self) -> Option<f64> {
        median(self.closed().filter_map(Deal::cycle).map(f64::from))
    }

    /// Returns the deals that were lost.
    pub fn lost(&self) -> impl Iterator<Item = &Deal> {
        let lost = |deal: &&Deal| deal.outcome == Some(Outcome::Lost);
        self.closed().filter(lost)
    }

    /// Returns how many deals were won, of how many closed.
    pub fn won(&self) -> (usize, usize) {
        let won = self.closed().filter(|deal| deal.is_won());
        (won.count(), self.closed.len())
    }

    /// Returns the years from the first closed deal's end to the last one's; none where days are unknown.
    pub fn years(&self) -> Option<f64> {
        let days: Vec<i32> = self
            .closed()
            .filter_map(|deal| deal.closed.or(deal.created))
            .collect();
        // A few weeks are no base for a yearly figure.
        let known = 10 * days.len() >= 8 * self.closed.len();
        let span = f64::from(days.iter().max()? - days.iter().min()?) / 365.25;
        (known && span >= 0.25).then_some(span)
    }

    /// Returns why lost deals were lost, where the reason is understood.
    pub fn reasons(&self) -> Vec<(&Deal, Reason)> {
        let read = |deal| Some((deal, self.reason(deal)?));
        self.lost().filter_map(read).collect()
    }

    /// Returns why a deal was lost; none where it was not, or the reason is not understood.
    pub fn reason(&self, deal: &Deal) -> Option<Reason> {
        if deal.outcome != Some(Outcome::Lost) {
            return None;
        }
        let written = deal.reason().and_then(reasons::reason);
        // Who was lost to somebody by name was lost to a competitor.
        written.or(deal.competitor.as_ref().map(|_| Reason::Competitor))
    }
}

impl Deal {
    /// Returns whether it was won.
    pub fn is_won(&self) -> bool {
        self.outcome == Some(Outcome::Won)
    }

    /// Returns the days from beginning to end.
    pub fn cycle(&self) -> Option<i32> {
        let days = self.closed? - self.created?;
        (days >= 0).then_some(days)
    }

    /// Returns why it was lost, as written.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

/// Returns the middle value; none of nothing.
pub(super) fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let n = values.len();
    match n {
        0 => None,
        _ => Some((values[(n - 1) / 2] + values[n / 2]) / 2.0),
    }
}
