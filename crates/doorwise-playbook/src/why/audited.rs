//! What `audit` prints: findings with the deals, quotes and formulas behind each number.

use super::deal::WILSON;
use super::{Entry, PartView, Says, Under, ValueView, WhyView};
use crate::audit::Audit;
use crate::audit::choose::Candidate;
use crate::audit::ground::Deal;
use crate::audit::rule::{Counted, What};
use crate::audit::view::{AuditView, NumberView, RuleView, capital, numbers};
use crate::view::RateView;

const NEWCOMBE: &str = "difference of two shares: Newcombe's hybrid score interval of 90 % (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10)";
const TOGETHER: &str = "all comparisons of win rates are tested together: outcomes are dealt out anew among companies of as many deals, and the strongest comparison of each rule is looked at each time (P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing, 1993, step-down minP); trends share the rest of the level (Bonferroni)";
const CHOSEN: &str = "of the findings that hold, the first by deals won more a year, reckoned with care (lower end of the 50 % interval, at most half the gap), times how surely the effect is there, times how easily it is mended (0.3, 0.6 or 1)";

impl Says for Audit<'_> {
    fn entries(&self, shown: usize) -> Vec<Entry<'_>> {
        let view = &self.view;
        let mut all = Under::new(view.id, shown);
        if let Some(day) = &view.as_of {
            all.told(
                "as_of",
                format!("as of {day}"),
                format!("taken from: {}", view.as_of_from),
            );
        }
        let closed = || self.ground.closed.iter().copied();
        all.count(
            "closed",
            "closed deals",
            view.closed,
            "deals won or lost up to the day spoken of; what ends later is not over yet",
            move || self.deals(closed()),
        );
        all.count(
            "won",
            "deals won",
            view.won,
            "of the closed deals",
            move || self.deals(closed().filter(|&idx| self.ground.deals[idx].is_won())),
        );
        all.told(
            "tested",
            format!("comparisons and trends tested together: {}", view.tested),
            TOGETHER,
        );
        all.told(
            "level",
            format!("where nothing is there, at most {:.0} % of audits claim a difference or a trend", 100.0 * view.level),
            "measured on generated businesses without any effect and on draws from a table that holds none: docs/benchmarks.md",
        );
        for slot in &view.slots {
            let rules = view.rules.iter().filter(move |rule| rule.slot == slot.slot);
            let says = match (&slot.finding, &slot.nothing) {
                (Some(found), _) => found.says.clone(),
                (None, nothing) => nothing.clone().unwrap_or_default(),
            };
            let parts: Vec<PartView> = match &slot.finding {
                Some(found) => vec![PartView::says(&found.says).id(&found.id)],
                None => rules.map(rule_part).collect(),
            };
            let others = slot.others.iter();
            let others: Vec<PartView> = others
                .map(|other| PartView::says(format!("holds too: {}", other.says)).id(&other.id))
                .collect();
            let is_found = slot.finding.is_some();
            all.with(vec![Entry::new(&slot.id, says, move |why| {
                let why = match is_found {
                    true => why.how(CHOSEN),
                    false => why.how("each rule of this kind, and how it went"),
                };
                why.on(parts.clone()).on(others.clone())
            })]);
        }
        for candidate in self.choice.slots.iter().flat_map(|(_, found)| found) {
            all.with(self.finding(candidate, shown));
        }
        for unlock in &view.unlocks {
            let rules: Vec<PartView> = of_rules(view, &unlock.rules);
            all.with(vec![Entry::new(
                &unlock.id,
                format!("{}: {}", unlock.what, unlock.rules.join(", ")),
                move |why| {
                    why.how(
                        "rules that lack it; a rule that lacks two things counts half for either",
                    )
                    .on(rules.clone())
                },
            )]);
        }
        for rule in &view.rules {
            all.with(vec![of_rule(rule)]);
        }
        all.whole(view.says.clone(), |why| {
            why.how(
                "every rule that the tables can feed was run; one finding of each kind is chosen",
            )
        })
    }
}

impl Audit<'_> {
    fn deals(&self, positions: impl Iterator<Item = usize>) -> Vec<PartView> {
        positions.map(|idx| row(&self.ground.deals[idx])).collect()
    }

    fn finding<'a>(&'a self, candidate: &'a Candidate, shown: usize) -> Vec<Entry<'a>> {
        let (rule, finding) = (candidate.rule, &candidate.finding);
        let id = candidate.id();
        let mut under = Under::new(&id, shown);
        let views = numbers(&id, &finding.numbers);
        for (view, number) in views.into_iter().zip(&finding.numbers) {
            under.with(vec![self.number(view, &number.cases, shown)]);
        }
        match &finding.worth {
            Ok(worth) => {
                let says = match worth.money() {
                    Some((care, low, high)) => {
                        format!("worth {low:.0} to {high:.0} a year, {care:.0} reckoned with care")
                    }
                    None => format!(
                        "worth {:.1} to {:.1} deals won more a year",
                        worth.wins_low, worth.wins_high
                    ),
                };
                let reckoned = worth.reckoned.clone();
                let has_amount = worth.amount.is_some();
                under.add("worth", says, move |why| {
                    let of_amount = |idx: &usize| {
                        let deal = &self.ground.deals[*idx];
                        deal.is_won() && deal.amount.is_some_and(|amount| amount > 0.0)
                    };
                    let paid = self.ground.closed.iter().copied().filter(|idx| has_amount && of_amount(idx));
                    let paid: Vec<PartView> = paid.map(|idx| amount(&self.ground.deals[idx])).collect();
                    why.how("deals a year times the change of their win rate times the mean amount of a won deal; not proof of cause")
                        .how(reckoned.clone())
                        .rows(paid.len(), shown, paid)
                });
            }
            Err(why_not) => under.told(
                "no_worth",
                format!("no money is named: {why_not}"),
                "money is named where deals tell how many more a change would win",
            ),
        }
        match candidate.chance {
            Some(chance) => under.told("chance", format!("chance that anything in the audit looks as strong where nothing is there: {chance:.4}"), TOGETHER),
            None => under.told("chance", "counted in files, all of them: no matter of chance", rule.statistic),
        }
        under.assumed(
            "otherwise",
            format!("what else could explain it: {}", rule.otherwise),
            format!("said with the rule {}, whatever the data", rule.id),
        );
        under.assumed(
            "disproof",
            format!("what would disprove it: {}", rule.disproof),
            format!("said with the rule {}, whatever the data", rule.id),
        );
        let next = finding.next.clone().unwrap_or_else(|| rule.next.to_owned());
        under.assumed(
            "next",
            format!("next two weeks: {next}"),
            format!("the cheapest step of the rule {}", rule.id),
        );
        if let Some(wording) = &finding.wording {
            under.told("wording", wording.clone(), "from the workspace's own texts: a persona's draft as `doorwise plan` prints it, a buyer's words, or a listed answer");
        }
        if !finding.files.is_empty() {
            let files = finding.files.clone();
            under.count(
                "files",
                "texts behind it",
                files.len(),
                "the texts that were counted",
                move || files.iter().map(PartView::says).collect(),
            );
        }
        if !finding.deals.is_empty() {
            under.count(
                "deals",
                "deals behind it",
                finding.deals.len(),
                "the deals that it speaks of",
                move || self.deals(finding.deals.iter().copied()),
            );
        }
        let rule_id = format!("audit.rule.{}", rule.id);
        under.whole(capital(&finding.says), move |why| {
            why.how(rule.statistic)
                .how(format!("speaks from: {}", rule.threshold))
                .on([
                    PartView::says(format!("{} {}: {}", rule.id, rule.name, rule.source))
                        .id(&rule_id),
                ])
        })
    }

    fn number<'a>(&'a self, view: NumberView, cases: &'a [Counted], shown: usize) -> Entry<'a> {
        let says = format!("{}: {}", view.label, view.says());
        Entry::new(view.id.clone(), says, move |why| {
            let rows: Vec<PartView> = cases.iter().map(|case| self.case(case)).collect();
            let rate = RateView {
                value: view.value,
                low: view.low,
                high: view.high,
                n: view.n,
            };
            let why = match (view.unit, view.hits) {
                ("share", Some(hits)) => WhyView {
                    value: Some(ValueView::Rate(rate)),
                    ..why.how(format!("{hits} / {}", view.n)).how(WILSON)
                },
                ("days", _) => why.how("Theil-Sen slope (P. K. Sen, JASA 63, 1968), tested by Kendall's rank correlation (H. B. Mann, Econometrica 13, 1945)"),
                _ => why.how(NEWCOMBE),
            };
            why.rows(rows.len(), shown, rows)
        })
    }

    fn case(&self, case: &Counted) -> PartView {
        let counts = match case.counts {
            true => "counts: ",
            false => "",
        };
        match &case.what {
            What::Deal(idx) => {
                let row = row(&self.ground.deals[*idx]);
                PartView {
                    says: format!("{counts}{}", row.says),
                    ..row
                }
            }
            What::Text(says, place) => PartView {
                place: place.clone(),
                ..PartView::says(format!("{counts}{says}"))
            },
        }
    }
}

/// Returns a deal as a row of a count.
pub(super) fn row(deal: &Deal) -> PartView {
    let outcome = deal
        .outcome
        .map_or("outcome not understood", |outcome| outcome.as_str());
    let closed = deal.closed.map_or(String::new(), |day| {
        format!(" {}", doorwise_vocab::date::of_day_number(day))
    });
    PartView::says(format!("{}, {}: {outcome}{closed}", deal.id, deal.company)).place(&deal.row)
}

fn amount(deal: &Deal) -> PartView {
    let row = row(deal);
    let amount = deal.amount.unwrap_or_default();
    PartView {
        says: format!("{amount:.0}: {}", row.says),
        ..row
    }
}

fn rule_part(rule: &RuleView) -> PartView {
    let says = match rule.says.is_empty() {
        true => rule.went.replace('_', " "),
        false => rule.says.clone(),
    };
    PartView::says(format!("{} {}: {says}", rule.rule, rule.name)).id(&rule.id)
}

fn of_rules(view: &AuditView, wanted: &[&str]) -> Vec<PartView> {
    let rules = view.rules.iter().filter(|rule| wanted.contains(&rule.rule));
    rules.map(rule_part).collect()
}

fn of_rule(rule: &RuleView) -> Entry<'_> {
    Entry::new(&rule.id, rule_part(rule).says, move |why| {
        why.how(format!("counts: {}", rule.statistic))
            .how(format!("speaks from: {}", rule.threshold))
            .on([PartView::says(format!("source: {}", rule.source))])
            .on(rule
                .needs
                .iter()
                .map(|need| PartView::says(format!("lacks: {need}"))))
    })
}
