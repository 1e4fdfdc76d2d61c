//! What a business logs beside its deals: touches, leads, counts of the funnel, money spent, events.

use doorwise_vocab::date::{Date, Moment};
use doorwise_vocab::money::Money;

/// Everything that was logged, each list in table order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// Mails, calls, messages and meetings.
    pub touches: Vec<Touch>,
    /// Leads.
    pub leads: Vec<Lead>,
    /// Counts of the funnel.
    pub funnel: Vec<Count>,
    /// Money spent.
    pub spend: Vec<Spent>,
    /// Dated events at companies.
    pub events: Vec<Event>,
    /// By company row, the group it belongs to; none where it belongs to none, or no column tells.
    pub groups: Vec<Option<u32>>,
}

static NONE: Log = Log {
    touches: Vec::new(),
    leads: Vec::new(),
    funnel: Vec::new(),
    spend: Vec::new(),
    events: Vec::new(),
    groups: Vec::new(),
};

impl Log {
    /// Returns a log of nothing.
    pub fn none() -> &'static Self {
        &NONE
    }
}

/// By what way somebody was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// A mail.
    Email,
    /// A telephone call.
    Call,
    /// A message: LinkedIn, SMS, WhatsApp.
    Message,
    /// A meeting, which both sides came to.
    Meeting,
}

impl Channel {
    /// Returns the word for several of them.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Email => "mails",
            Self::Call => "calls",
            Self::Message => "messages",
            Self::Meeting => "meetings",
        }
    }
}

/// One mail, call, message or meeting with one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Touch {
    /// Position among the contacts, where the person was found.
    pub contact: Option<usize>,
    /// What tells the person apart from others: the address, else the name, folded; empty where nothing does.
    pub person: String,
    /// Title as written, the contact's own first.
    pub title: String,
    /// Row of the company in the market, where one was found.
    pub company: Option<usize>,
    /// Position of the deal, where one was found.
    pub deal: Option<usize>,
    /// By what way; none where the cell was not understood.
    pub channel: Option<Channel>,
    /// Whether it came from the buyer.
    pub is_incoming: bool,
    /// When.
    pub sent: Option<Moment>,
    /// How many touches the row stands for.
    pub times: u32,
    /// Whether it was answered; none where nothing is said.
    pub answered: Option<bool>,
    /// What was sent, as written: a file, a template, a subject.
    pub copy: Option<String>,
    /// Where the row stands.
    pub row: String,
}

/// One lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// What tells the person apart from others, as in [`Touch`].
    pub person: String,
    /// Company as written; empty where none is.
    pub company_name: String,
    /// Row of the company in the market, where one was found.
    pub company: Option<usize>,
    /// Where it came from, as written.
    pub source: Option<String>,
    /// When it came in.
    pub created: Option<Moment>,
    /// When it was first answered.
    pub first_answer: Option<Moment>,
    /// Hours until it was first answered, where a column says so.
    pub hours: Option<f64>,
    /// Whether it became a deal or a customer; none where it is open or nothing is said.
    pub converted: Option<bool>,
    /// When it did.
    pub converted_on: Option<Date>,
    /// Where the row stands.
    pub row: String,
}

/// How many were at one step in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// First day of the period.
    pub period: Date,
    /// Where they came from; none where the row counts all.
    pub source: Option<String>,
    /// The step, as written.
    pub stage: String,
    /// How many.
    pub n: f64,
    /// Where the row stands.
    pub row: String,
}

/// What was spent on one source in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Spent {
    /// First day of the period.
    pub period: Option<Date>,
    /// On what, as written.
    pub source: String,
    /// How much.
    pub amount: Money,
    /// Where the row stands.
    pub row: String,
}

/// A dated event at a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Row of the company in the market.
    pub company: usize,
    /// What happened, as written.
    pub what: String,
    /// When.
    pub happened: Date,
    /// Where the row stands.
    pub row: String,
}
