//! The closed lists a title is read into: functions, seniorities, bands, flags.

/// Names what part of a firm a job belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the names say it; `label` is the text for people"
)]
pub enum Function {
    Executive,
    Marketing,
    Sales,
    Revops,
    Customer,
    Product,
    Engineering,
    Data,
    It,
    Security,
    Finance,
    Legal,
    Hr,
    Operations,
    Procurement,
    Design,
    Admin,
    Strategy,
    Research,
    Other,
}

impl Function {
    /// Every function, in the order of the list.
    pub const ALL: [Self; 20] = [
        Self::Executive,
        Self::Marketing,
        Self::Sales,
        Self::Revops,
        Self::Customer,
        Self::Product,
        Self::Engineering,
        Self::Data,
        Self::It,
        Self::Security,
        Self::Finance,
        Self::Legal,
        Self::Hr,
        Self::Operations,
        Self::Procurement,
        Self::Design,
        Self::Admin,
        Self::Strategy,
        Self::Research,
        Self::Other,
    ];

    /// Returns the name used in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Executive => "executive",
            Self::Marketing => "marketing",
            Self::Sales => "sales",
            Self::Revops => "revops",
            Self::Customer => "customer",
            Self::Product => "product",
            Self::Engineering => "engineering",
            Self::Data => "data",
            Self::It => "it",
            Self::Security => "security",
            Self::Finance => "finance",
            Self::Legal => "legal",
            Self::Hr => "hr",
            Self::Operations => "operations",
            Self::Procurement => "procurement",
            Self::Design => "design",
            Self::Admin => "admin",
            Self::Strategy => "strategy",
            Self::Research => "research",
            Self::Other => "other",
        }
    }

    /// Returns the name as a person writes it in a sentence.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Executive => "general management",
            Self::Revops => "revenue operations",
            Self::Customer => "customer success",
            Self::It => "IT",
            Self::Hr => "HR",
            Self::Admin => "administration",
            other => other.as_str(),
        }
    }

    /// Reads the name used in files, or an obvious synonym.
    pub fn parse(text: &str) -> Option<Self> {
        let name = plain(text);
        Self::ALL
            .into_iter()
            .find(|function| function.as_str() == name)
            .or(match name.as_str() {
                "exec" | "management" | "general_management" | "leadership" | "c_suite" => {
                    Some(Self::Executive)
                }
                "mktg" | "growth" | "communications" => Some(Self::Marketing),
                "business_development" | "commercial" => Some(Self::Sales),
                "revenue_operations" | "rev_ops" | "sales_operations" | "sales_ops" => {
                    Some(Self::Revops)
                }
                "customer_success" | "cs" | "support" | "customer_support" | "customer_service" => {
                    Some(Self::Customer)
                }
                "product_management" => Some(Self::Product),
                "eng" | "software" | "technology" | "development" => Some(Self::Engineering),
                "analytics" | "data_science" => Some(Self::Data),
                "information_technology" => Some(Self::It),
                "infosec" | "information_security" | "cybersecurity" => Some(Self::Security),
                "accounting" | "financial" => Some(Self::Finance),
                "compliance" => Some(Self::Legal),
                "human_resources" | "people" | "talent" => Some(Self::Hr),
                "ops" | "supply_chain" | "production" | "logistics" => Some(Self::Operations),
                "purchasing" | "sourcing" | "buying" => Some(Self::Procurement),
                "ux" | "creative" => Some(Self::Design),
                "administration" | "administrative" | "office" => Some(Self::Admin),
                "r&d" | "science" => Some(Self::Research),
                _ => None,
            })
    }
}

/// Names how high a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it; `rank` gives the order")]
pub enum Seniority {
    Board,
    Founder,
    CLevel,
    Partner,
    Vp,
    Head,
    Director,
    Manager,
    Lead,
    Senior,
    Ic,
    Entry,
    Intern,
    Unknown,
}

impl Seniority {
    /// Every seniority, highest first.
    pub const ALL: [Self; 14] = [
        Self::Board,
        Self::Founder,
        Self::CLevel,
        Self::Partner,
        Self::Vp,
        Self::Head,
        Self::Director,
        Self::Manager,
        Self::Lead,
        Self::Senior,
        Self::Ic,
        Self::Entry,
        Self::Intern,
        Self::Unknown,
    ];

    /// Returns the name used in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Founder => "founder",
            Self::CLevel => "c_level",
            Self::Partner => "partner",
            Self::Vp => "vp",
            Self::Head => "head",
            Self::Director => "director",
            Self::Manager => "manager",
            Self::Lead => "lead",
            Self::Senior => "senior",
            Self::Ic => "ic",
            Self::Entry => "entry",
            Self::Intern => "intern",
            Self::Unknown => "unknown",
        }
    }

    /// Returns the height, 10 for a founder down to 0; heads and directors stand level.
    ///
    /// A board seat stands with a partner: who is chairman and chief executive is read as the latter.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Founder => 10,
            Self::CLevel => 9,
            Self::Board | Self::Partner | Self::Vp => 8,
            Self::Head | Self::Director => 7,
            Self::Manager => 5,
            Self::Lead => 4,
            Self::Senior => 3,
            Self::Ic => 2,
            Self::Entry => 1,
            Self::Intern | Self::Unknown => 0,
        }
    }

    /// Returns the band that messages are written for.
    pub const fn band(self) -> Band {
        match self {
            Self::Board | Self::Founder | Self::CLevel | Self::Partner => Band::Executive,
            Self::Vp | Self::Head | Self::Director | Self::Manager => Band::Leader,
            Self::Lead | Self::Senior | Self::Ic | Self::Entry | Self::Intern => Band::Practitioner,
            Self::Unknown => Band::Unknown,
        }
    }

    /// Reads the name used in files, or an obvious synonym.
    pub fn parse(text: &str) -> Option<Self> {
        let name = plain(text);
        Self::ALL
            .into_iter()
            .find(|seniority| seniority.as_str() == name)
            .or(match name.as_str() {
                "owner" | "co_founder" | "cofounder" => Some(Self::Founder),
                "cxo" | "c_suite" | "clevel" | "chief" => Some(Self::CLevel),
                "vice_president" => Some(Self::Vp),
                "head_of" => Some(Self::Head),
                "mgr" => Some(Self::Manager),
                "team_lead" | "supervisor" => Some(Self::Lead),
                "sr" => Some(Self::Senior),
                "individual_contributor" | "specialist" => Some(Self::Ic),
                "junior" | "training" | "entry_level" => Some(Self::Entry),
                "internship" | "unpaid" => Some(Self::Intern),
                _ => None,
            })
    }
}

/// Names the width of view a message is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Founders, chiefs, partners, boards.
    Executive,
    /// Vice presidents down to managers.
    Leader,
    /// Leads down to interns.
    Practitioner,
    /// Nothing is known of the rank.
    Unknown,
}

impl Band {
    /// Returns the name used in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Executive => "executive",
            Self::Leader => "leader",
            Self::Practitioner => "practitioner",
            Self::Unknown => "unknown",
        }
    }
}

/// Marks something about a title besides function and rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// The job is over: "former", "ex-", "retired".
    NotCurrent,
    /// A step below the rank it names: "Assistant Vice President".
    SubRank,
    /// Interim, acting, fractional, freelance.
    Interim,
    /// The person looks for a job.
    OpenToWork,
    /// The text names more than one job.
    MultiRole,
    /// A student, or a job that somebody hopes for.
    Student,
    /// A team, a department or a mailbox.
    NotAPerson,
}

impl Flag {
    /// Returns the name used in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotCurrent => "not_current",
            Self::SubRank => "sub_rank",
            Self::Interim => "interim",
            Self::OpenToWork => "open_to_work",
            Self::MultiRole => "multi_role",
            Self::Student => "student",
            Self::NotAPerson => "not_a_person",
        }
    }
}

/// Folds case, spaces and hyphens, so that "C-Level" and `c_level` are one name.
fn plain(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| {
            if c == ' ' || c == '-' {
                '_'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect()
}
