//! The audit as it is printed, shown and written as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::choose::{Candidate, Choice, PROMISE, Went};
use super::ground::Ground;
use super::rule::{Number, Rule, Slot};
use super::worth::money;
use crate::id;

/// Deals listed behind a finding.
const DEALS_SHOWN: usize = 10;
/// Things named that would unlock most rules.
const UNLOCKS: usize = 3;

/// What `doorwise audit` says.
#[derive(Clone, Debug, Serialize)]
pub struct AuditView {
    /// What `doorwise why` opens; each number and sentence of an object opens as its id, a dot and the
    /// field's name.
    pub id: &'static str,
    /// Version of Doorwise that wrote this.
    pub doorwise: &'static str,
    /// The workspace's name.
    pub workspace: String,
    /// The day it speaks of.
    pub as_of: Option<String>,
    /// Where that day comes from.
    pub as_of_from: String,
    /// The audit in a sentence.
    pub says: String,
    /// Closed deals.
    pub closed: usize,
    /// Of these, won.
    pub won: usize,
    /// Comparisons and trends that were tested together.
    pub tested: usize,
    /// Chance that any of them is asserted where nothing is there.
    pub level: f64,
    /// The three slots, in order.
    pub slots: Vec<SlotView>,
    /// What to add so that most rules more can run.
    pub unlocks: Vec<UnlockView>,
    /// Every rule and how it went.
    pub rules: Vec<RuleView>,
}

/// One of the three slots.
#[derive(Clone, Debug, Serialize)]
pub struct SlotView {
    /// What `doorwise why` opens: audit.positioning_gap.
    pub id: String,
    /// positioning_gap, funnel_issue or growth_opportunity.
    pub slot: &'static str,
    /// The same as people read it.
    pub label: &'static str,
    /// The finding; none where the data support none.
    pub finding: Option<FindingView>,
    /// What is said where there is none.
    pub nothing: Option<String>,
    /// What to collect where there is none.
    pub collect: Vec<&'static str>,
    /// Other findings that hold, best first, in a sentence each.
    pub others: Vec<OtherView>,
}

/// Another finding of a slot.
#[derive(Clone, Debug, Serialize)]
pub struct OtherView {
    /// What `doorwise why` opens: audit.O9.referral.
    pub id: String,
    /// Its rule.
    pub rule: &'static str,
    /// What it says.
    pub says: String,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct FindingView {
    /// What `doorwise why` opens: audit.F3.
    pub id: String,
    /// The rule: G1, F3, O12.
    pub rule: &'static str,
    /// The rule in a few words.
    pub name: &'static str,
    /// One sentence that a founder repeats.
    pub says: String,
    /// Why it matters.
    pub why: &'static str,
    /// The numbers behind it.
    pub numbers: Vec<NumberView>,
    /// Chance that anything in the audit looks as strong where nothing is there; none for what is
    /// counted in files.
    pub chance: Option<f64>,
    /// What it is worth a year.
    pub worth: Option<WorthView>,
    /// Why no money is named.
    pub no_worth: Option<String>,
    /// The finding that stands level with it.
    pub tie: Option<OtherView>,
    /// What else could bring the same figures about.
    pub otherwise: &'static str,
    /// What would show it to be wrong.
    pub disproof: &'static str,
    /// The cheapest next step, within two weeks.
    pub next: String,
    /// The wording of the fix, where words are the fix.
    pub wording: Option<String>,
    /// How many deals stand behind it.
    pub n_deals: usize,
    /// The newest of them.
    pub deals: Vec<DealView>,
    /// The files behind it.
    pub files: Vec<String>,
}

/// One number with its 90 % interval.
#[derive(Clone, Debug, Serialize)]
pub struct NumberView {
    /// What `doorwise why` opens: audit.F3.difference.
    pub id: String,
    /// What it is.
    pub label: String,
    /// Cases that count, where it is a share.
    pub hits: Option<usize>,
    /// Value: a share of 1, a difference of shares, days, or money.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Cases.
    pub n: usize,
    /// share, points, days or money.
    pub unit: &'static str,
}

/// What a finding is worth a year.
#[derive(Clone, Debug, Serialize)]
pub struct WorthView {
    /// Deals won more a year, reckoned with care; findings are ranked by it.
    pub wins: f64,
    /// From the lower end of the 90 % interval.
    pub wins_low: f64,
    /// From half the gap.
    pub wins_high: f64,
    /// Money a year, reckoned with care; none without amounts.
    pub money: Option<f64>,
    /// Low end of the money.
    pub money_low: Option<f64>,
    /// High end of the money.
    pub money_high: Option<f64>,
    /// Currency of the money.
    pub currency: Option<String>,
    /// The range as people read it.
    pub says: String,
    /// How it was reckoned.
    pub reckoned: String,
}

/// One deal behind a finding.
#[derive(Clone, Debug, Serialize)]
pub struct DealView {
    /// Id as in the table.
    pub id: String,
    /// Company.
    pub company: String,
    /// won, lost or open.
    pub outcome: &'static str,
    /// Where its row stands.
    pub row: String,
}

/// What to add, and the rules that it would let run.
#[derive(Clone, Debug, Serialize)]
pub struct UnlockView {
    /// What `doorwise why` opens.
    pub id: String,
    /// What to add.
    pub what: &'static str,
    /// The rules.
    pub rules: Vec<&'static str>,
}

/// One rule of the catalogue and how it went.
#[derive(Clone, Debug, Serialize)]
pub struct RuleView {
    /// What `doorwise why` opens: audit.rule.F3.
    pub id: String,
    /// Its id.
    pub rule: &'static str,
    /// Its slot.
    pub slot: &'static str,
    /// It in a few words.
    pub name: &'static str,
    /// speaks, quiet, too_few or missing.
    pub went: &'static str,
    /// In words.
    pub says: String,
    /// What it needs and the workspace has not.
    pub needs: Vec<&'static str>,
    /// What is counted and how it is tested.
    pub statistic: &'static str,
    /// From where on it speaks.
    pub threshold: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

/// Returns the view of what was found.
pub fn view(
    ground: &Ground<'_>,
    choice: &Choice,
    as_of: Option<String>,
    as_of_from: &str,
) -> AuditView {
    let (won, closed) = ground.won();
    let unlocks = unlocks(choice);
    let slots: Vec<SlotView> = choice
        .slots
        .iter()
        .map(|(slot, candidates)| slot_view(ground, choice, *slot, candidates))
        .collect();
    let asserted: Vec<&str> = slots
        .iter()
        .filter(|slot| slot.finding.is_some())
        .map(|slot| slot.label)
        .collect();
    let missing: Vec<&str> = slots
        .iter()
        .filter(|slot| slot.finding.is_none())
        .map(|slot| slot.label)
        .collect();
    let says = match (asserted.as_slice(), missing.as_slice()) {
        ([], _) => "Your data support no gap, no issue and no opportunity".to_owned(),
        (_, []) => "One positioning gap, one funnel issue, one growth opportunity".to_owned(),
        (found, missing) => format!(
            "One {}; your data support no {}",
            found.join(", one "),
            missing.join(" and no ")
        ),
    };
    AuditView {
        id: "audit",
        doorwise: env!("CARGO_PKG_VERSION"),
        workspace: ground.workspace.name.clone(),
        as_of,
        as_of_from: as_of_from.to_owned(),
        says,
        closed,
        won,
        tested: choice.asked,
        level: PROMISE,
        slots,
        unlocks,
        rules: choice
            .ran
            .iter()
            .map(|ran| rule_view(ran.rule, &ran.went))
            .collect(),
    }
}

fn slot_view(
    ground: &Ground<'_>,
    choice: &Choice,
    slot: Slot,
    candidates: &[Candidate],
) -> SlotView {
    let finding = candidates
        .first()
        .map(|first| finding(ground, first, candidates.get(1)));
    let own = choice.ran.iter().filter(|ran| ran.rule.slot == slot);
    let ran = own
        .clone()
        .filter(|ran| !matches!(ran.went, Went::Missing(_)))
        .count();
    let mut collect: Vec<&'static str> = Vec::new();
    if finding.is_none() {
        let mut wanted: BTreeMap<&'static str, usize> = BTreeMap::new();
        for ran in own.clone() {
            if let Went::Missing(needs) = &ran.went {
                for need in needs {
                    *wanted.entry(need).or_default() += 1;
                }
            }
        }
        let mut wanted: Vec<(&str, usize)> = wanted.into_iter().collect();
        wanted.sort_by_key(|(what, n)| (std::cmp::Reverse(*n), *what));
        collect.extend(wanted.into_iter().take(UNLOCKS).map(|(what, _)| what));
    }
    SlotView {
        id: format!("audit.{}", slot.as_str()),
        slot: slot.as_str(),
        label: slot.label(),
        nothing: finding.is_none().then(|| {
            format!(
                "No {} is supported by your data: {ran} of {} rules could run",
                slot.label(),
                own.count()
            )
        }),
        collect,
        others: candidates.iter().skip(1).map(other).collect(),
        finding,
    }
}

fn other(candidate: &Candidate) -> OtherView {
    OtherView {
        id: candidate.id(),
        rule: candidate.rule.id,
        says: capital(&candidate.finding.says),
    }
}

fn finding(ground: &Ground<'_>, first: &Candidate, second: Option<&Candidate>) -> FindingView {
    let Candidate {
        rule,
        finding,
        chance,
        ..
    } = first;
    let mut newest = finding.deals.clone();
    newest.sort_by_key(|&idx| {
        (
            std::cmp::Reverse(ground.deals[idx].closed.or(ground.deals[idx].created)),
            idx,
        )
    });
    let deals = newest.into_iter().take(DEALS_SHOWN).map(|idx| {
        let deal = &ground.deals[idx];
        DealView {
            id: deal.id.clone(),
            company: deal.company.clone(),
            outcome: deal.outcome.map_or("", |outcome| outcome.as_str()),
            row: deal.row.clone(),
        }
    });
    let currency = ground.currency.as_deref();
    let worth = finding.worth.as_ref().ok().map(|worth| {
        let known = worth.money();
        let says = match known {
            Some((care, low, high)) => format!(
                "{} to {} a year, {} reckoned with care",
                money(low, currency),
                money(high, currency),
                money(care, currency)
            ),
            None => format!(
                "{:.1} to {:.1} deals won more a year",
                worth.wins_low, worth.wins_high
            ),
        };
        WorthView {
            wins: worth.wins,
            wins_low: worth.wins_low,
            wins_high: worth.wins_high,
            money: known.map(|(care, ..)| care),
            money_low: known.map(|(_, low, _)| low),
            money_high: known.map(|(.., high)| high),
            currency: ground.currency.clone(),
            says,
            reckoned: worth.reckoned.clone(),
        }
    });
    FindingView {
        id: first.id(),
        rule: rule.id,
        name: rule.name,
        says: capital(&finding.says),
        why: rule.why,
        numbers: numbers(&first.id(), &finding.numbers),
        chance: *chance,
        worth,
        no_worth: finding.worth.as_ref().err().cloned(),
        tie: second.filter(|second| first.ties_with(second)).map(other),
        otherwise: rule.otherwise,
        disproof: rule.disproof,
        next: finding.next.clone().unwrap_or_else(|| rule.next.to_owned()),
        wording: finding.wording.clone(),
        n_deals: finding.deals.len(),
        deals: deals.collect(),
        files: finding.files.clone(),
    }
}

/// Returns a sentence with a capital letter; a path or a quoted word stays as it is written.
pub(crate) fn capital(says: &str) -> String {
    let first = says.split(' ').next().unwrap_or_default();
    if !first.chars().all(char::is_alphabetic) {
        return says.to_owned();
    }
    let mut letters = says.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Returns the numbers of the finding with this id.
pub(crate) fn numbers(finding: &str, numbers: &[Number]) -> Vec<NumberView> {
    let ids = numbers
        .iter()
        .map(|number| format!("{finding}.{}", id::part(&number.label.replace(' ', "_"))));
    let ids = id::each_once(ids);
    ids.into_iter()
        .zip(numbers)
        .map(|(id, of)| number(id, of))
        .collect()
}

fn number(id: String, number: &Number) -> NumberView {
    NumberView {
        id,
        label: number.label.clone(),
        hits: number.hits,
        value: number.estimate.value,
        low: number.estimate.low,
        high: number.estimate.high,
        n: number.estimate.n,
        unit: number.unit,
    }
}

impl NumberView {
    /// Returns the number with what it is, as one line: `26 % of the deals were won: 31 of 120 (20 to 33 %)`.
    /// Below five cases no percentage stands alone, so the counts come first.
    pub fn line(&self) -> String {
        match (self.unit, self.hits) {
            ("share", Some(hits)) if self.n >= 5 => format!(
                "{:.0} % {}: {hits} of {} ({:.0} to {:.0} %)",
                100.0 * self.value,
                self.label,
                self.n,
                100.0 * self.low,
                100.0 * self.high
            ),
            _ => format!("{}: {}", self.label, self.says()),
        }
    }

    /// Returns the number as people read it: `31 of 120, 26 % (20 to 33 %)`.
    pub fn says(&self) -> String {
        let percent = |value: f64| 100.0 * value;
        let (value, low, high) = (percent(self.value), percent(self.low), percent(self.high));
        match (self.unit, self.hits) {
            ("share", Some(hits)) => format!(
                "{hits} of {}, {value:.0} % ({low:.0} to {high:.0} %)",
                self.n
            ),
            ("money", _) => format!(
                "{} ({} to {}), n {}",
                money(self.value, None),
                money(self.low, None),
                money(self.high, None),
                self.n
            ),
            ("days", _) => format!(
                "{:.0} days ({:.0} to {:.0}), n {}",
                self.value, self.low, self.high, self.n
            ),
            _ => format!("{value:+.0} points ({low:+.0} to {high:+.0}), n {}", self.n),
        }
    }
}

fn rule_view(rule: &'static Rule, went: &Went) -> RuleView {
    let (word, says, needs) = match went {
        Went::Speaks => ("speaks", String::new(), Vec::new()),
        Went::Quiet(says) => ("quiet", says.clone(), Vec::new()),
        Went::TooFew(says) => ("too_few", says.clone(), Vec::new()),
        Went::Missing(needs) => (
            "missing",
            format!("needs {}", needs.join("; ")),
            needs.clone(),
        ),
    };
    RuleView {
        id: format!("audit.rule.{}", rule.id),
        rule: rule.id,
        slot: rule.slot.as_str(),
        name: rule.name,
        went: word,
        says,
        needs,
        statistic: rule.statistic,
        threshold: rule.threshold,
        source: rule.source,
    }
}

/// Returns what lets most rules run, each counted where it is all that is missing, else in part.
fn unlocks(choice: &Choice) -> Vec<UnlockView> {
    let mut by_need: BTreeMap<&'static str, (usize, Vec<&'static str>)> = BTreeMap::new();
    for ran in &choice.ran {
        if let Went::Missing(needs) = &ran.went {
            for need in needs {
                let known = by_need.entry(need).or_default();
                // A rule that lacks two things is half unlocked by either.
                known.0 += 60 / needs.len();
                known.1.push(ran.rule.id);
            }
        }
    }
    let mut all: Vec<(&str, (usize, Vec<&str>))> = by_need.into_iter().collect();
    all.sort_by_key(|(what, (weight, _))| (std::cmp::Reverse(*weight), *what));
    let first = all.into_iter().take(UNLOCKS);
    first
        .map(|(what, (_, rules))| UnlockView {
            id: format!("audit.unlock.{}", id::short_hash(what)),
            what,
            rules,
        })
        .collect()
}
