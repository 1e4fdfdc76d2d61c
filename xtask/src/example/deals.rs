//! The sales history: who was in each deal, when, and how it ended by the planted odds.

use std::error::Error;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::companies::{BLANK_PERCENT, Company};
use super::contacts::{Kind, Roster};
use super::csv;
use super::random::Random;
use super::{AS_OF, Story};

/// The two years before the export.
const DAYS_OF_HISTORY: u64 = 730;

/// Odds are kept as whole ratios and multiplied, so that no rounding can differ by machine.
const BASE_INSIDE: Ratio = Ratio(28, 100);
const BASE_OUTSIDE: Ratio = Ratio(12, 100);
/// For 10 to 50 people, and again for a Series A.
pub(super) const EXACT_FIT: Ratio = Ratio(7, 5);
/// For a marketing leader in the deal, inside the ICP.
pub(super) const MARKETING_LEADER: Ratio = Ratio(11, 5);

/// A ratio of wins to losses, or a factor on one.
#[derive(Clone, Copy)]
pub(super) struct Ratio(pub(super) u64, pub(super) u64);

impl Ratio {
    const fn times(self, factor: Self) -> Self {
        Self(self.0 * factor.0, self.1 * factor.1)
    }
}

/// Kinds beside founder and marketing leader, with the percentage of deals they are in. Each is
/// drawn alone and changes no odds: they are the noise a real search has to get past.
const BYSTANDERS: [(Kind, u64); 5] = [
    (Kind::SalesHead, 35),
    (Kind::Engineering, 14),
    (Kind::Marketer, 12),
    (Kind::RevenueOperations, 12),
    (Kind::Finance, 10),
];

/// How a deal stands on the day of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Won,
    Lost,
    Open,
}

impl Outcome {
    const fn as_written(self) -> &'static str {
        match self {
            Self::Won => "Closed Won",
            Self::Lost => "Closed Lost",
            Self::Open => "Negotiation",
        }
    }
}

/// One sales process, with what is true of it.
pub(super) struct Deal {
    pub(super) company: usize,
    pub(super) outcome: Outcome,
    pub(super) has_marketing_leader: bool,
    created: Date,
    closed: Option<Date>,
    amount: String,
    source: &'static str,
    loss_reason: &'static str,
}

struct Attachment {
    deal: usize,
    contact: String,
    role: &'static str,
    attached: Option<Date>,
}

/// All deals, the people in them and the people known beside them.
pub(super) struct History {
    pub(super) deals: Vec<Deal>,
    pub(super) roster: Roster,
    attachments: Vec<Attachment>,
}

/// Returns a history of `count` deals, three in four with companies inside the ICP.
pub(super) fn invent(
    count: usize,
    story: Story,
    companies: &[Company],
    random: &mut Random,
) -> Result<History, Box<dyn Error>> {
    let mut history = History {
        deals: Vec::new(),
        roster: Roster::new(),
        attachments: Vec::new(),
    };
    let mut inside = Deck::new(companies, |company| company.inside);
    let mut outside = Deck::new(companies, |company| !company.inside);
    let mut starts = (0..count)
        .map(|_| {
            AS_OF
                .checked_sub(i64::try_from(random.between(1, DAYS_OF_HISTORY))?.days())
                .map_err(Into::into)
        })
        .collect::<Result<Vec<Date>, Box<dyn Error>>>()?;
    starts.sort_unstable();
    for created in starts {
        let deck = if random.percent(75) {
            &mut inside
        } else {
            &mut outside
        };
        let company = deck.deal(random);
        history.add(created, company, &companies[company], story, random)?;
    }
    history.add_bystanding_leaders(companies, random);
    Ok(history)
}

/// Companies in random order, each dealt once before any is dealt again.
struct Deck {
    cards: Vec<usize>,
    left: usize,
}

impl Deck {
    fn new(companies: &[Company], belongs: impl Fn(&Company) -> bool) -> Self {
        let cards = (0..companies.len())
            .filter(|&index| belongs(&companies[index]))
            .collect();
        Self { cards, left: 0 }
    }

    fn deal(&mut self, random: &mut Random) -> usize {
        if self.left == 0 {
            random.shuffle(&mut self.cards);
            self.left = self.cards.len();
        }
        self.left -= 1;
        self.cards[self.left]
    }
}

impl History {
    fn add(
        &mut self,
        created: Date,
        position: usize,
        company: &Company,
        story: Story,
        random: &mut Random,
    ) -> Result<(), Box<dyn Error>> {
        // The sum of three draws: 21 to 120 days, mostly near 70.
        let cycle = i64::try_from((0..3).map(|_| random.between(7, 40)).sum::<u64>())?;
        let end = created.checked_add(cycle.days())?;
        let with_leader = random.percent(45);
        let won = {
            let Ratio(wins, losses) = odds(company, with_leader, story);
            random.odds(wins, losses)
        };
        let outcome = match (end <= AS_OF, won) {
            (false, _) => Outcome::Open,
            (true, true) => Outcome::Won,
            (true, false) => Outcome::Lost,
        };

        let deal = self.deals.len();
        let mut kinds = Vec::new();
        // The story's mistake: nearly every first mail goes to the founder.
        if random.percent(94) {
            kinds.push((Kind::Founder, 0));
        }
        if with_leader {
            kinds.push((Kind::MarketingLeader, random.between(5, 60)));
        }
        for (kind, percent) in BYSTANDERS {
            if random.percent(percent) {
                kinds.push((kind, random.between(5, 60)));
            }
        }
        // Finance joins won deals to sign. Whoever ignores the dates learns that finance decides.
        let signs = random.percent(if outcome == Outcome::Won { 30 } else { 4 });
        if signs && outcome != Outcome::Open && kinds.iter().all(|(kind, _)| *kind != Kind::Finance)
        {
            kinds.push((Kind::Finance, random.between(92, 100)));
        }
        for (kind, share) in kinds {
            let attached = created.checked_add((cycle * i64::try_from(share)? / 100).days())?;
            if attached > AS_OF {
                continue;
            }
            let contact = self.roster.person(position, company, kind, random);
            let attached = (!random.percent(6)).then_some(attached);
            self.attachments.push(Attachment {
                deal,
                contact,
                role: role(kind, random),
                attached,
            });
        }

        self.deals.push(Deal {
            company: position,
            outcome,
            has_marketing_leader: with_leader,
            created,
            closed: (outcome != Outcome::Open).then_some(end),
            amount: amount(random),
            source: if random.percent(BLANK_PERCENT) {
                ""
            } else {
                random.weighted(&[
                    (45, "Outbound to founder"),
                    (15, "Outbound email"),
                    (15, "Referral"),
                    (15, "Inbound"),
                    (10, "Event"),
                ])
            },
            loss_reason: if outcome == Outcome::Lost {
                loss_reason(with_leader, story, random)
            } else {
                ""
            },
        });
        Ok(())
    }

    /// Adds marketing leaders whom nobody has written to yet, for `who` to find.
    fn add_bystanding_leaders(&mut self, companies: &[Company], random: &mut Random) {
        for (position, company) in companies.iter().enumerate() {
            if random.percent(25) {
                self.roster
                    .person(position, company, Kind::MarketingLeader, random);
            }
        }
    }

    /// Returns the deals as CSV.
    pub(super) fn deals_table(&self, companies: &[Company]) -> String {
        let mut table = String::new();
        csv::push_row(
            &mut table,
            &[
                "Deal ID",
                "company_id",
                "Company",
                "Stage",
                "Amount",
                "Created",
                "Closed",
                "Source",
                "Lost reason",
            ],
        );
        for (index, deal) in self.deals.iter().enumerate() {
            let company = &companies[deal.company];
            csv::push_row(
                &mut table,
                &[
                    &deal_id(index),
                    &company.id,
                    &company.name,
                    deal.outcome.as_written(),
                    &deal.amount,
                    &deal.created.to_string(),
                    &deal.closed.map(|date| date.to_string()).unwrap_or_default(),
                    deal.source,
                    deal.loss_reason,
                ],
            );
        }
        table
    }

    /// Returns who was in which deal, and since when, as CSV.
    pub(super) fn deal_contacts_table(&self) -> String {
        let mut table = String::new();
        csv::push_row(
            &mut table,
            &["Deal ID", "contact_id", "Role", "Attached on"],
        );
        for attachment in &self.attachments {
            csv::push_row(
                &mut table,
                &[
                    &deal_id(attachment.deal),
                    &attachment.contact,
                    attachment.role,
                    &attachment
                        .attached
                        .map(|date| date.to_string())
                        .unwrap_or_default(),
                ],
            );
        }
        table
    }
}

fn deal_id(index: usize) -> String {
    format!("D-{:05}", index + 1)
}

/// Returns the planted odds of winning this deal.
fn odds(company: &Company, with_leader: bool, story: Story) -> Ratio {
    if !company.inside {
        return BASE_OUTSIDE;
    }
    let mut odds = BASE_INSIDE;
    if company.exact_size {
        odds = odds.times(EXACT_FIT);
    }
    if company.exact_stage {
        odds = odds.times(EXACT_FIT);
    }
    if with_leader && story == Story::Planted {
        odds = odds.times(MARKETING_LEADER);
    }
    odds
}

/// Returns the role a rep typed in, drawn without a look at the outcome.
fn role(kind: Kind, random: &mut Random) -> &'static str {
    let roles: &[(u64, &str)] = match kind {
        Kind::Founder => &[(60, "Decision Maker"), (40, "")],
        Kind::MarketingLeader => &[(60, ""), (25, "Influencer"), (15, "Champion")],
        Kind::Finance => &[(70, ""), (30, "Approver")],
        Kind::Engineering | Kind::RevenueOperations => &[(75, ""), (25, "Technical")],
        Kind::SalesHead | Kind::Marketer => &[(75, ""), (25, "Influencer")],
    };
    random.weighted(roles)
}

fn loss_reason(with_leader: bool, story: Story, random: &mut Random) -> &'static str {
    if random.percent(BLANK_PERCENT) {
        return "";
    }
    let reasons: &[(u64, &str)] = match (story, with_leader) {
        (Story::Planted, false) => &[
            (40, "No decision"),
            (30, "No response"),
            (15, "Budget"),
            (15, "Founder not convinced"),
        ],
        (Story::Planted, true) => &[
            (30, "Budget"),
            (30, "Went with HubSpot reports"),
            (25, "No decision"),
            (15, "Timing"),
        ],
        (Story::Absent, _) => &[
            (35, "No decision"),
            (25, "Budget"),
            (20, "No response"),
            (20, "Timing"),
        ],
    };
    random.weighted(reasons)
}

/// Returns an amount in rupees as people type it; it says nothing about the outcome.
fn amount(random: &mut Random) -> String {
    if random.percent(BLANK_PERCENT) {
        return String::new();
    }
    // Some buy for a whole group of brands; those are the amounts written in lakh and crore.
    if random.percent(3) {
        let lakh = random.between(2, 12);
        return if random.percent(50) {
            format!("{lakh} lakh")
        } else {
            format!("{}.{:02} crore", lakh / 100, lakh % 100)
        };
    }
    let rupees = random.between(80, 240) * 500;
    match random.below(100) {
        0..=11 => format!("₹ {}", indian_grouping(rupees)),
        12..=19 => {
            let thousandths = rupees / 100;
            let digits = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
            format!(
                "{} lakh",
                digits.trim_end_matches('0').trim_end_matches('.')
            )
        }
        _ => rupees.to_string(),
    }
}

/// Writes 105000 as 1,05,000; amounts stay below a crore.
fn indian_grouping(rupees: u64) -> String {
    let (lakh, below_lakh) = (rupees / 100_000, rupees % 100_000);
    let (thousand, rest) = (below_lakh / 1000, below_lakh % 1000);
    if lakh == 0 {
        format!("{thousand},{rest:03}")
    } else {
        format!("{lakh},{thousand:02},{rest:03}")
    }
}
