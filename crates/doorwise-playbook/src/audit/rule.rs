//! A rule: what it needs, what it counts, and what it may say.

use doorwise_model::Estimate;
use doorwise_model::persona::Persona;
use doorwise_people::listen::Kind;

use super::ground::Ground;
use super::worth::Worth;

/// The three things an audit may say one of each of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// What is said, or to whom, is beside what the evidence shows.
    PositioningGap,
    /// Deals are lost on the way.
    FunnelIssue,
    /// Something works and is little used.
    GrowthOpportunity,
}

impl Slot {
    /// Every slot, in the order of the page.
    pub const ALL: [Self; 3] = [
        Self::PositioningGap,
        Self::FunnelIssue,
        Self::GrowthOpportunity,
    ];

    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PositioningGap => "positioning_gap",
            Self::FunnelIssue => "funnel_issue",
            Self::GrowthOpportunity => "growth_opportunity",
        }
    }

    /// Returns the words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::PositioningGap => "positioning gap",
            Self::FunnelIssue => "funnel issue",
            Self::GrowthOpportunity => "growth opportunity",
        }
    }
}

/// One rule of the catalogue.
#[derive(Debug)]
pub struct Rule {
    /// Stable id: G1, F3, O12.
    pub id: &'static str,
    /// What it may fill.
    pub slot: Slot,
    /// The finding in a few words.
    pub name: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What must be known, without which the rule does not run.
    pub needs: &'static [Need],
    /// What is counted and how it is tested.
    pub statistic: &'static str,
    /// From where on it speaks.
    pub threshold: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// What else could bring the same figures about.
    pub otherwise: &'static str,
    /// What would show the finding to be wrong.
    pub disproof: &'static str,
    /// The cheapest next step, within two weeks.
    pub next: &'static str,
    /// How well it can be mended over what that costs: 0.3, 0.6 or 1 (`domain.md` 6.5).
    pub ease: f64,
    /// Looks at the ground.
    pub look: fn(&Ground<'_>) -> Look,
}

/// Something that must be known before a rule can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Won and lost deals.
    Outcomes,
    /// The day deals began.
    Created,
    /// The day deals ended.
    Closed,
    /// What won deals are worth.
    Amounts,
    /// Where deals came from.
    Source,
    /// Why deals were lost.
    LossReason,
    /// Who took part in deals.
    DealPeople,
    /// The companies of deals, with industry, size, place or stage.
    Companies,
    /// An ICP that tells companies apart.
    Icp,
    /// What is sent and shown.
    Copies,
    /// Whom it speaks to.
    Personas,
    /// What buyers said.
    Interviews,
    /// When deals entered each stage.
    StageHistory,
    /// Mails, calls and answers, dated.
    Touches,
    /// Leads with their source and what became of them.
    Leads,
    /// Customers with start, churn and expansion.
    Customers,
    /// Dated events at companies.
    Triggers,
    /// Which companies belong together.
    Groups,
    /// What a buyer can sign alone.
    SpendingLimit,
}

impl Need {
    /// Returns what to add, as a person reads it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Outcomes => "closed deals, won and lost",
            Self::Created => "the day each deal was created (column `created` of deals)",
            Self::Closed => "the day each deal closed (column `closed` of deals)",
            Self::Amounts => "the amount of won deals, in one currency (column `amount` of deals)",
            Self::Source => "where each deal came from (column `source` of deals)",
            Self::LossReason => "why each lost deal was lost (column `loss_reason` of deals)",
            Self::DealPeople => {
                "the people on each deal with their titles (tables contacts and deal_contacts)"
            }
            Self::Companies => {
                "the companies of the deals with industry, size, place or stage (table companies)"
            }
            Self::Icp => {
                "an ICP whose fields are known of the deals' companies (icps/, table companies)"
            }
            Self::Copies => "what you send and show (copy/)",
            Self::Personas => "a persona with a role (personas/)",
            Self::Interviews => "five interviews or more (research/)",
            Self::StageHistory => "when each deal entered each stage (stage history)",
            Self::Touches => "mails, calls and answers with their days (table touches)",
            Self::Leads => {
                "leads with their source, when they came in, when they were first answered and what became of them (table leads)"
            }
            Self::Customers => {
                "customers with the days on which they came and left, and whether they bought more (table customers)"
            }
            Self::Triggers => {
                "dated events at companies, such as funding or a new head (table events)"
            }
            Self::Groups => "which companies belong together (column `parent` of companies)",
            Self::SpendingLimit => {
                "what a buyer can sign alone (`spending_limit:` of a persona, or interviews that name it)"
            }
        }
    }

    /// Returns whether the ground has it.
    pub fn is_met(self, ground: &Ground<'_>) -> bool {
        let (won, closed) = ground.won();
        let known = |n: usize| 2 * n >= closed && n > 0;
        match self {
            Self::Outcomes => won > 0 && won < closed,
            Self::Created => known(
                ground
                    .closed()
                    .filter(|deal| deal.created.is_some())
                    .count(),
            ),
            Self::Closed => known(ground.closed().filter(|deal| deal.closed.is_some()).count()),
            Self::Amounts => ground
                .closed()
                .any(|deal| deal.is_won() && deal.amount.is_some()),
            Self::Source => known(ground.closed().filter(|deal| deal.source.is_some()).count()),
            Self::LossReason => ground.lost().any(|deal| deal.reason.is_some()),
            Self::DealPeople => ground.closed().any(|deal| deal.people.is_some()),
            Self::Companies => ground.closed().any(|deal| !deal.segments.is_empty()),
            Self::Icp => ground.closed().any(|deal| deal.fits.is_some()),
            Self::Copies => !ground.workspace.copies.is_empty(),
            Self::Personas => !ground.workspace.personas.is_empty(),
            Self::Interviews => !ground.people.is_empty(),
            Self::StageHistory => ground.closed().any(|deal| !deal.stages.is_empty()),
            Self::Customers => !ground.customers.is_empty(),
            Self::Touches => !ground.log.threads.is_empty(),
            Self::Leads => !ground.log.leads.is_empty(),
            Self::Triggers => !ground.log.events.is_empty(),
            Self::Groups => !ground.log.groups.is_empty(),
            Self::SpendingLimit => {
                let said = ground
                    .said
                    .iter()
                    .any(|record| record.kind == Kind::SpendingLimit);
                let written = |persona: &Persona| persona.spending_limit.is_some();
                said || ground.workspace.personas.iter().any(written)
            }
        }
    }
}

/// What a rule saw.
#[derive(Debug)]
pub enum Look {
    /// Too few cases; the text says how many are needed.
    TooFew(String),
    /// Counted, and nothing to say.
    Quiet(String),
    /// A fact of the files: counted whole, no matter of chance.
    Counted(Finding),
    /// Comparisons to be tested together with those of all other rules.
    Asks(Vec<Contrast>),
    /// A change over time, tested by itself: the chance that it stands out where nothing changes.
    Changes(f64, Option<Finding>),
}

/// A comparison of two groups of closed deals by how often they are won.
#[derive(Debug)]
pub struct Contrast {
    /// For each closed deal whether it is inside; none where it takes no part.
    pub inside: Vec<Option<bool>>,
    /// Whether more wins inside are asked for, else fewer.
    pub more: bool,
    /// For each closed deal its stratum, within which alone it is compared; nothing where all are alike.
    pub strata: Vec<u32>,
    /// What is to be said where the difference is no chance; none where the figures do not bear it.
    pub finding: Option<Finding>,
}

/// What a rule has to say.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it speaks of, where its rule may speak of several: a source, a segment. Part of its id.
    pub subject: Option<String>,
    /// One sentence that a founder repeats.
    pub says: String,
    /// The numbers behind it.
    pub numbers: Vec<Number>,
    /// What it is worth a year, where the deals tell.
    pub worth: Result<Worth, String>,
    /// Chance that the effect is in this direction at all, 0 to 1.
    pub surely: f64,
    /// How much of what it speaks of is touched, 0 to 1; ranks what has no price.
    pub weight: f64,
    /// The deals behind it, as positions.
    pub deals: Vec<usize>,
    /// The files behind it.
    pub files: Vec<String>,
    /// The next step where it can be said more exactly than the rule does.
    pub next: Option<String>,
    /// The wording of the fix, where words are the fix.
    pub wording: Option<String>,
}

/// One share or quantity with its interval.
#[derive(Clone, Debug)]
pub struct Number {
    /// What it is.
    pub label: String,
    /// The cases, where it is a share.
    pub hits: Option<usize>,
    /// The value with its 90 % interval.
    pub estimate: Estimate,
    /// share, points, days or money.
    pub unit: &'static str,
    /// The cases, each with whether it is among the hits.
    pub cases: Vec<Counted>,
}

/// One case of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What it is.
    pub what: What,
    /// Whether it is among those that count.
    pub counts: bool,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A deal, by position.
    Deal(usize),
    /// A text, with its file and line where it has one.
    Text(String, Option<String>),
}

impl Counted {
    /// Returns a deal as a case.
    pub fn deal(idx: usize, counts: bool) -> Self {
        Self {
            what: What::Deal(idx),
            counts,
        }
    }

    /// Returns a text as a case; `place` is its file and line.
    pub fn text(says: impl Into<String>, place: Option<String>, counts: bool) -> Self {
        Self {
            what: What::Text(says.into(), place),
            counts,
        }
    }
}
