//! Which column of which table says what.

use std::path::PathBuf;

use doorwise_vocab::money::Currency;

use crate::diagnostic::Place;

/// The kinds of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// One row a company.
    Companies,
    /// One row a person.
    Contacts,
    /// One row a deal.
    Deals,
    /// One row for each person on a deal.
    DealContacts,
    /// One row for each stage that a deal entered.
    StageHistory,
    /// One row a customer, or a contract of one.
    Customers,
    /// One row a mail, call, message or meeting.
    Touches,
    /// One row a lead: somebody who asked, or was found.
    Leads,
    /// One row a month, or a month and a source: how many were at each step.
    Funnel,
    /// One row a month, or a month and a source: what it cost.
    Spend,
    /// One row a dated event at a company.
    Events,
}

impl TableKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Companies,
        Self::Contacts,
        Self::Deals,
        Self::DealContacts,
        Self::StageHistory,
        Self::Customers,
        Self::Touches,
        Self::Leads,
        Self::Funnel,
        Self::Spend,
        Self::Events,
    ];

    /// Returns the name written in `doorwise.yaml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Companies => "companies",
            Self::Contacts => "contacts",
            Self::Deals => "deals",
            Self::DealContacts => "deal_contacts",
            Self::StageHistory => "stage_history",
            Self::Customers => "customers",
            Self::Touches => "touches",
            Self::Leads => "leads",
            Self::Funnel => "funnel",
            Self::Spend => "spend",
            Self::Events => "events",
        }
    }

    /// Returns the fields that a column of such a table may be mapped to.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Companies => &[
                "id",
                "name",
                "domain",
                "business_model",
                "industry",
                "place",
                "employees",
                "stage",
                "revenue",
                "founded",
                "tools",
                "keywords",
                "parent",
            ],
            Self::Contacts => &[
                "id",
                "name",
                "first_name",
                "last_name",
                "title",
                "email",
                "company",
                "company_id",
                "domain",
                "deal_id",
                "buying_role",
                "attached",
            ],
            Self::Deals => &[
                "id",
                "name",
                "company",
                "company_id",
                "domain",
                "outcome",
                "amount",
                "created",
                "closed",
                "source",
                "loss_reason",
                "competitor",
                "owner",
                "notes",
            ],
            Self::DealContacts => &["deal", "contact", "buying_role", "attached"],
            Self::StageHistory => &["deal", "changed", "stage", "entered"],
            Self::Customers => &[
                "company",
                "company_id",
                "domain",
                "started",
                "churned",
                "expanded",
                "revenue",
            ],
            Self::Touches => &[
                "contact",
                "name",
                "email",
                "title",
                "company",
                "company_id",
                "domain",
                "deal",
                "channel",
                "direction",
                "sent",
                "times",
                "answered",
                "copy",
            ],
            Self::Leads => &[
                "id",
                "name",
                "email",
                "title",
                "company",
                "company_id",
                "domain",
                "source",
                "created",
                "first_answer",
                "hours",
                "converted",
            ],
            Self::Funnel => &[
                "period",
                "source",
                "stage",
                "count",
                "visits",
                "leads",
                "qualified",
                "demos",
                "deals",
                "won",
            ],
            Self::Spend => &["period", "source", "amount"],
            Self::Events => &["company", "company_id", "domain", "event", "happened"],
        }
    }
}

/// One table of a workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct TableMap {
    /// What its rows are.
    pub kind: TableKind,
    /// File, folder or pattern, from the workspace's root.
    pub path: PathBuf,
    /// Sheet of a spreadsheet.
    pub sheet: Option<String>,
    /// Encoding of text, where it is told.
    pub encoding: Option<String>,
    /// Files whose columns are put beside those of this one.
    pub joined: Vec<Joined>,
    /// Our field to the headers read for it, in order.
    pub columns: Vec<(String, Vec<String>)>,
    /// Where each field's headers are written.
    pub column_places: Vec<(String, Place)>,
    /// Tag fields whose filled cells may leave tags out.
    pub partial: Vec<String>,
    /// Currency of amounts that name none.
    pub currency: Option<Currency>,
    /// The user's own words for how a deal ended.
    pub outcomes: OutcomeWords,
    /// Where it is written.
    pub place: Place,
}

/// A second file of a table, whose columns are put beside the rows with the same id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Joined {
    /// File, folder or pattern, from the workspace's root.
    pub path: PathBuf,
    /// Sheet of a spreadsheet.
    pub sheet: Option<String>,
    /// Encoding of text, where it is told.
    pub encoding: Option<String>,
    /// Header of the id that both files have.
    pub by: String,
}

/// The user's own words for how a deal ended, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeWords {
    /// Won.
    pub won: Vec<String>,
    /// Lost.
    pub lost: Vec<String>,
    /// Still open.
    pub open: Vec<String>,
}

impl TableMap {
    /// Returns where the headers of `field` are written, else where the table is.
    pub fn column_place(&self, field: &str) -> &Place {
        self.column_places
            .iter()
            .find(|(known, _)| known == field)
            .map_or(&self.place, |(_, place)| place)
    }

    /// Returns the headers read for `field`, in order.
    pub fn headers(&self, field: &str) -> &[String] {
        self.columns
            .iter()
            .find(|(known, _)| known == field)
            .map_or(&[], |(_, headers)| headers.as_slice())
    }
}
