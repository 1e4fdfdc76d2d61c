//! Deals and the people on them.

use doorwise_vocab::date::Date;
use doorwise_vocab::money::Money;

use crate::persona::BuyingRole;

/// How a deal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Won.
    Won,
    /// Lost, to anybody or to nobody.
    Lost,
    /// Not over; never counts in a win rate.
    Open,
}

impl Outcome {
    /// Returns the word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Open => "open",
        }
    }
}

/// One deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Deal {
    /// Id of the table, else the row.
    pub id: String,
    /// Row of the company in the market, where one was found.
    pub company: Option<usize>,
    /// The company's name as written.
    pub company_name: String,
    /// How it ended; `None` where the cell was not understood.
    pub outcome: Option<Outcome>,
    /// What it is worth.
    pub amount: Option<Money>,
    /// When it began.
    pub created: Option<Date>,
    /// When it ended.
    pub closed: Option<Date>,
    /// Where it came from, as written.
    pub source: Option<String>,
    /// Why it was lost, as written.
    pub loss_reason: Option<String>,
    /// What the seller noted, as written.
    pub notes: Option<String>,
    /// Who was chosen instead, as written.
    pub competitor: Option<String>,
    /// The stages it entered, oldest first; those that say won or lost are left out.
    pub stages: Vec<StageEntry>,
    /// Where its row stands.
    pub row: String,
}

/// One customer, from the table of customers: a contract with its days.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    /// Row of the company in the market, where one was found.
    pub company: Option<usize>,
    /// The company's name, id or domain as written.
    pub company_name: String,
    /// First day.
    pub started: Option<Date>,
    /// Last day; none where it goes on or nobody knows.
    pub churned: Option<Date>,
    /// Whether it bought more since; `None` where nothing is said.
    pub expanded: Option<bool>,
    /// What it pays in a year.
    pub revenue: Option<Money>,
    /// Where its row stands.
    pub row: String,
}

/// A stage that a deal entered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StageEntry {
    /// The day.
    pub entered: Date,
    /// What the stage is called.
    pub stage: String,
}

/// One person at a company, or on a deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// Id of the table, else the row.
    pub id: String,
    /// Name as written.
    pub name: String,
    /// Title as written.
    pub title: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Row of the company in the market, where one was found.
    pub company: Option<usize>,
    /// Deals this person is on, as positions in the list of deals.
    pub deals: Vec<DealSeat>,
    /// Where the row stands.
    pub row: String,
}

/// One person's place on one deal.
#[derive(Clone, Debug, PartialEq)]
pub struct DealSeat {
    /// Position in the list of deals.
    pub deal: usize,
    /// Role from the CRM.
    pub buying_role: Option<BuyingRole>,
    /// The CRM's own word for it, as written; also where it means no role of ours.
    pub crm_role: Option<String>,
    /// When the person was attached.
    pub attached: Option<Date>,
}
