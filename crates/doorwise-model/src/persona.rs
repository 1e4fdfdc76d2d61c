//! One kind of person inside one ICP.

use doorwise_vocab::date::Date;
use doorwise_vocab::title::{Flag, Function, Seniority, Title};

use crate::diagnostic::Place;
use crate::statement::Statement;

/// One kind of person inside one ICP: what to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Persona {
    /// Id, the file's name.
    pub id: String,
    /// Short label.
    pub name: String,
    /// The one ICP it belongs to.
    pub icp: String,
    /// How this person is found.
    pub role: Role,
    /// Parts played in a purchase.
    pub buying_roles: Vec<BuyingRole>,
    /// What this person is on the hook for.
    pub goals: Vec<Statement>,
    /// What hurts now.
    pub pains: Vec<Statement>,
    /// Reasons to say no.
    pub objections: Vec<Objection>,
    /// What starts the search.
    pub triggers: Vec<Statement>,
    /// Words this person uses.
    pub uses: Vec<String>,
    /// Words this person never uses.
    pub never: Vec<String>,
    /// What is used today.
    pub alternatives: Vec<String>,
    /// The question this person's boss asks.
    pub boss_asks: Option<String>,
    /// Places and people asked for advice.
    pub watering_holes: Vec<String>,
    /// What this person can sign alone, as written.
    pub spending_limit: Option<String>,
    /// Who can stop the purchase, by title.
    pub veto_holders: Vec<String>,
    /// The day on which somebody last went through the file.
    pub reviewed: Option<Date>,
    /// Sentences that were not understood.
    pub not_understood: Vec<String>,
    /// Whether the role rests on assumption.
    pub role_assumed: bool,
    /// Where it is written.
    pub place: Place,
}

/// How a person is found: function, seniority, titles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Role {
    /// Function.
    pub function: Option<Function>,
    /// Any of these.
    pub seniorities: Vec<Seniority>,
    /// Titles to search for.
    pub titles: Vec<String>,
}

/// Whether a title belongs to a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleMatch {
    /// Function and seniority agree, or the title is listed.
    Yes,
    /// Function agrees and the seniority is not known, or the reading is unsure.
    Maybe,
    /// Another person.
    No,
}

impl Role {
    /// Returns whether `written`, read as `title`, belongs to this role.
    pub fn matches(&self, written: &str, title: &Title) -> RoleMatch {
        // Whoever held the job before is not the person to write to, listed or not.
        if title.flags.contains(&Flag::NotCurrent) {
            return RoleMatch::No;
        }
        let written = doorwise_vocab::text::fold(written);
        if self
            .titles
            .iter()
            .any(|known| doorwise_vocab::text::fold(known) == written)
        {
            return RoleMatch::Yes;
        }
        let Some(function) = self.function else {
            return RoleMatch::Maybe;
        };
        if title.function != function && !title.other_functions.contains(&function) {
            return RoleMatch::No;
        }
        if self.seniorities.is_empty() || self.seniorities.contains(&title.seniority) {
            if title.confidence >= 0.6 {
                RoleMatch::Yes
            } else {
                RoleMatch::Maybe
            }
        } else if title.seniority == Seniority::Unknown {
            RoleMatch::Maybe
        } else {
            RoleMatch::No
        }
    }
}

/// Part played in a purchase (`domain.md` 1.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuyingRole {
    /// Influences, sells inside, gains personally.
    Champion,
    /// Releases the money.
    EconomicBuyer,
    /// Can say no on fit, security or law.
    TechnicalBuyer,
    /// Works with it daily.
    User,
    /// Controls access or process.
    Gatekeeper,
    /// Is asked for an opinion.
    Influencer,
}

impl BuyingRole {
    /// Returns the word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Champion => "champion",
            Self::EconomicBuyer => "economic_buyer",
            Self::TechnicalBuyer => "technical_buyer",
            Self::User => "user",
            Self::Gatekeeper => "gatekeeper",
            Self::Influencer => "influencer",
        }
    }

    /// Returns the words people read.
    pub fn label(self) -> String {
        self.as_str().replace('_', " ")
    }

    /// Returns the position in the order in which personas are shown: champion first.
    pub fn order(self) -> u8 {
        self as u8
    }

    /// Returns the role that a CRM value means, HubSpot's and Salesforce's included (`domain.md` 1.7); of
    /// several values, as HubSpot exports them (`CHAMPION;END_USER`), the first that means one.
    pub fn from_crm(text: &str) -> Option<Self> {
        text.split([';', ',', '|']).find_map(Self::from_one)
    }

    fn from_one(text: &str) -> Option<Self> {
        let folded = doorwise_vocab::text::fold(text).replace(['_', '-'], " ");
        Some(match folded.as_str() {
            "champion" | "executive sponsor" | "sponsor" | "mobilizer" => Self::Champion,
            "economic buyer"
            | "economic decision maker"
            | "decision maker"
            | "budget holder"
            | "approver"
            | "signer" => Self::EconomicBuyer,
            "technical buyer"
            | "evaluator"
            | "technical evaluator"
            | "legal and compliance"
            | "legal & compliance" => Self::TechnicalBuyer,
            "user" | "end user" | "business user" => Self::User,
            "gatekeeper" | "blocker" => Self::Gatekeeper,
            "influencer" | "coach" => Self::Influencer,
            _ => return None,
        })
    }
}

/// A reason to say no, with its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Objection {
    /// The doubt.
    pub statement: Statement,
    /// What answers it.
    pub answer: Option<String>,
    /// Id of the proof behind the answer.
    pub proof: Option<String>,
}
