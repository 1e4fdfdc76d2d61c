//! What `learn icp` prints: the deals behind each line, tier and chance, and how each is reckoned.

use super::backtested::row;
use super::deal::WILSON;
use super::{Entry, PartView, Says, Under};
use crate::learned::{EconomicsView, LearnedLineView, Taught};
use crate::view::RateView;

const GATE: &str = "outcomes are shuffled, those of one account together, and the first step of the whole search runs on each shuffle: the share of shuffles whose best line is as strong (permutation test: R. A. Fisher, 1935; P. H. Westfall and S. S. Young, 1993)";
const STEP: &str = "p: the whole search repeated on outcomes that know the lines before it and nothing of this one, the largest gain each time (P. H. Westfall and S. S. Young, 1993, inside a forward path; outcomes by the parametric or the wild cluster bootstrap); q: false-discovery rate over the card (Y. Benjamini and Y. Hochberg, JRSS B 57, 1995)";
const POINTS: &str = "whole points: weights of a penalised logistic regression, scaled and rounded so that the card loses least; a score is their sum";

impl Says for Taught<'_> {
    fn entries(&self, shown: usize) -> Vec<Entry<'_>> {
        let view = self.view;
        let mut all = Under::new(view.id, shown);
        all.count(
            "deals",
            "closed deals",
            view.deals,
            "deals won or lost whose company is known",
            || self.rows(0..self.deals.len()),
        );
        all.count("won", "deals won", view.won, "of the closed deals", || {
            self.rows(self.won())
        });
        if let Some(base) = view.base {
            all.add(
                "base",
                format!("win rate of all: {}", percent(base)),
                move |why| {
                    why.rate(Some(base))
                        .how(format!("{} / {}", view.won, view.deals))
                        .how(WILSON)
                        .rows(view.deals, shown, self.rows(0..self.deals.len()))
                },
            );
        }
        if let Some(p) = view.p {
            all.told(
                "p",
                format!(
                    "chance that shuffled deals show as much: {p:.3}, {} shuffles",
                    view.shuffles
                ),
                GATE,
            );
        }
        if let Some(n) = view.deals_needed {
            all.told("deals_needed", format!("closed deals at which it would probably be settled: {n}"), "outcomes drawn from the shrunk card on more and more deals of the same kind, until the gate would open in four draws of five");
        }
        if let Some(found) = &view.economics {
            all.told(
                "economics",
                format!("all deals bring {}", brings(found)),
                economics(found),
            );
        }
        if let Some(by_hand) = &view.by_hand {
            let mut under = Under::new(by_hand.id, shown);
            for entry in &by_hand.entries {
                let won = entry.rate.map_or_else(
                    || "no closed deal".to_owned(),
                    |rate| format!("won {} of {}, {}", entry.won, entry.n, percent(rate)),
                );
                let says = format!(
                    "{}: {:+} becomes {:+}; {won}",
                    entry.says, entry.before, entry.after
                );
                under.with(vec![Entry::new(&entry.id, says, move |why| {
                    why.rate(entry.rate)
                        .how("the author's points are the prior of a logistic regression (normal, standard deviation 0.7), the deals its likelihood; the points are its mode on the author's scale (Laplace)")
                        .how(format!("{:.0} % likely to compare with the other companies as written, {:.0} % before the deals: {}", 100.0 * entry.agrees, 100.0 * entry.agreed, entry.verdict.replace('_', " ")))
                        .how(WILSON)
                        .on([PartView::says(format!("points of the ICP {}", by_hand.icp)).id("points")])
                })]);
            }
            all.with(under.whole(by_hand.says.clone(), |why| why.how("a hand-written ICP is where the deals begin; they move its points only as far as they can").how("`--apply` writes the moved points; with `--fresh` the card learned from the deals alone takes their place")));
        }
        for row in &view.card {
            let lines = row.lines.iter().map(|&idx| &view.lines[idx]);
            let parts: Vec<PartView> = lines
                .map(|line| PartView::says(format!("{:+} {}", line.points, line.says)).id(&line.id))
                .collect();
            all.with(vec![Entry::new(&row.id, row.says.clone(), move |why| {
                why.how("a company gets the points of the one line of the field that holds; where none holds, 0").how(POINTS).on(parts.clone())
            })]);
        }
        for (line, found) in view.lines.iter().zip(&self.found.lines) {
            all.with(self.line(line, &found.rows, shown));
        }
        for (exclusion, found) in view.exclusions.iter().zip(&self.found.excluded) {
            let mut under = Under::new(&exclusion.id, shown);
            let rows = || found.rows.iter().map(|&row| row as usize);
            under.count(
                "n",
                &format!("{}, deals", exclusion.says),
                exclusion.n,
                "closed deals for which it holds",
                move || self.rows(rows()),
            );
            under.count(
                "won",
                &format!("{}, deals won", exclusion.says),
                exclusion.won,
                "of these",
                move || self.rows(rows().filter(|&deal| self.deals.won[deal])),
            );
            let p = exclusion.p;
            let says = format!(
                "{}: won {} of {}",
                exclusion.says, exclusion.won, exclusion.n
            );
            all.with(under.whole(says, move |why| {
                why.rate(exclusion.rate).how(format!("p {p:.3}: exact binomial test (C. J. Clopper and E. S. Pearson, Biometrika 26, 1934) of a quarter of the win rate of all, deals of one account as one case, every condition looked at paid for (Bonferroni)")).how(WILSON)
            }));
        }
        for (at, tier) in view.tiers.iter().enumerate() {
            let below = at.checked_sub(1).map(|better| view.tiers[better].from);
            let is_in = move |deal: &usize| {
                let score = self.found.scores[*deal];
                score >= tier.from && below.is_none_or(|better| score < better)
            };
            let mut under = Under::new(&tier.id, shown);
            let name = format!("tier {}", tier.tier);
            under.count(
                "n",
                &format!("{name}, deals"),
                tier.n,
                "closed deals with scores in it, as the card that learned from them sees them",
                move || self.rows((0..self.deals.len()).filter(is_in)),
            );
            under.count(
                "won",
                &format!("{name}, deals won"),
                tier.won,
                "of these",
                move || self.rows(self.won().filter(is_in)),
            );
            let says = format!(
                "{name} from {}: {:.0} % of them",
                tier.from,
                100.0 * tier.share
            );
            all.with(under.whole(says, move |why| {
                why.rate(tier.rate).how("A from twice the odds of all deals, B from 1.2 times, by the lower end of the chance's interval; with --capacity A holds at most that share").how(WILSON)
            }));
        }
        for chance in &view.chances {
            let has_score = move |deal: &usize| self.found.scores[*deal] == chance.score;
            let mut under = Under::new(&chance.id, shown);
            under.count(
                "won",
                &format!("score {}, deals won", chance.score),
                chance.won,
                "won deals with this score",
                move || self.rows(self.won().filter(has_score)),
            );
            let says = format!("score {}: {}", chance.score, percent(chance.chance));
            all.with(under.whole(says, move |why| {
                let rows = self.rows((0..self.deals.len()).filter(has_score));
                why.rate(Some(chance.chance)).how("logistic curve over the scores, its slope shrunk by what unseen deals kept").rows(rows.len(), shown, rows)
            }));
        }
        if !view.unseen_groups.is_empty() {
            all.told("unseen_groups", format!("deals unseen in {} groups: what they were promised, and what came", view.unseen_groups.len()), "each deal is scored by a card learned without its fifth of the accounts; groups of a tenth by what was promised");
        }
        if let Some(auc) = view.unseen_auc {
            all.told("unseen_auc", format!("AUC {auc:.3} on deals it did not see"), "each fifth of the accounts scored by a card learned without it; share of pairs of a won and a lost deal in which the won one stands above");
        }
        if let Some(shorter) = view.shorter {
            all.told("shorter", format!("{} lines would rank nearly as well: AUC {:.3} on deals unseen, {:.3} with all {}", shorter.lines, shorter.auc, shorter.auc_whole, view.lines.len()), "the cards learned without each fifth of the accounts, each cut to its first lines, before its weights become whole points; the fewest lines that lose at most 0.005; `--lines` makes that card");
        }
        if let Some(kept) = view.kept {
            all.told("kept", format!("{:.0} % of the promised log-odds held", 100.0 * kept), "slope of unseen outcomes on the promised log-odds (H. van Houwelingen and S. le Cessie, Statistics in Medicine 9, 1990)");
        }
        let mut names = Vec::new();
        for searched in &view.rejected {
            let says = format!(
                "{}: searched, no line found; {} known",
                searched.field, searched.known
            );
            names.push(PartView::says(&says).id(&searched.id));
            all.with(vec![Entry::new(&searched.id, says, |why| {
                why.count(searched.known).how("closed deals whose company has a value that was read; no condition on it passed its step").how(STEP)
            })]);
        }
        let n = view.rejected.len();
        all.add(
            "rejected",
            format!("fields searched without a line: {n}"),
            move |why| why.count(n).rows(n, shown, names.clone()),
        );
        let mut columns = Vec::new();
        for column in &view.left_out {
            let says = format!("{}: {}", column.column, column.why);
            columns.push(PartView::says(&says).id(&column.id));
            all.with(vec![Entry::new(&column.id, says, |why| {
                why.how("a column that no line is searched in")
            })]);
        }
        let n = view.left_out.len();
        all.add("left_out", format!("columns left out: {n}"), move |why| {
            why.count(n).rows(n, shown, columns.clone())
        });
        for (field, says, how) in [
            (
                "could_also_explain",
                &view.could_also_explain,
                "said of every table of this kind, or of a field that the seller makes; nothing in the deals tells the two apart",
            ),
            (
                "notes",
                &view.notes,
                "what was assumed or mended while reading",
            ),
        ] {
            let rows: Vec<PartView> = says.iter().map(PartView::says).collect();
            all.count(
                field,
                &field.replace('_', " "),
                rows.len(),
                how,
                move || rows.clone(),
            );
        }
        if let Some(change) = &view.change {
            let says = format!("the change to {}", change.file);
            all.told("change", says, "points and chances of the file replaced by the learned ones; gates and comments stay as they are");
        }
        if let Some(tested) = &self.tested {
            all.with(tested.entries(shown));
        }
        all.whole(view.says.clone(), |why| why.how(GATE).how(POINTS))
    }
}

impl Taught<'_> {
    fn rows(&self, deals: impl Iterator<Item = usize>) -> Vec<PartView> {
        deals
            .map(|deal| row(self.deals, self.places, deal))
            .collect()
    }

    fn won(&self) -> impl Iterator<Item = usize> {
        (0..self.deals.len()).filter(|&deal| self.deals.won[deal])
    }

    fn line<'s>(
        &'s self,
        view: &'s LearnedLineView,
        rows: &'s [u32],
        shown: usize,
    ) -> Vec<Entry<'s>> {
        let mut under = Under::new(&view.id, shown);
        let inside = || rows.iter().map(|&row| row as usize);
        let name = &view.says;
        under.count(
            "n",
            &format!("{name}, deals"),
            view.n,
            "closed deals for which it holds",
            move || self.rows(inside()),
        );
        under.count(
            "won",
            &format!("{name}, deals won"),
            view.won,
            "of these",
            move || self.rows(inside().filter(|&deal| self.deals.won[deal])),
        );
        under.count(
            "lost",
            &format!("{name}, deals lost"),
            view.lost,
            "of these",
            move || self.rows(inside().filter(|&deal| !self.deals.won[deal])),
        );
        under.told(
            "points",
            format!("{name}: {:+} points", view.points),
            POINTS,
        );
        if let Some(rate) = view.rate {
            under.add("rate", format!("{name}: {}", percent(rate)), move |why| {
                why.rate(Some(rate))
                    .how(format!("{} / {}", view.won, view.n))
                    .how(WILSON)
                    .rows(view.n, shown, self.rows(inside()))
            });
        }
        under.told(
            "lift",
            format!("{name}: lift {:.2}", view.lift),
            "win rate inside over win rate of all; 1 is no difference",
        );
        under.told("p", format!("{name}: p {:.3}", view.p), STEP);
        under.told("q", format!("{name}: q {:.3}", view.q), STEP);
        under.told(
            "proven",
            format!(
                "{name}: {}",
                match view.standing {
                    "indicative" => "indicative: it ranks, and nothing may be claimed of it",
                    other => other,
                }
            ),
            STEP,
        );
        under.told(
            "standing",
            format!("{name}: {}", view.standing),
            "two lines of one field that hold every deal between them are two sides of one: what proves the one shows the other",
        );
        if let Some(held_out) = view.held_out {
            under.told("held_out", format!("{name}, deals unseen: {}", percent(held_out)), format!("found again without {} of 5 parts of the deals; the win rate of the deals of those parts. {WILSON}", view.found_without));
        }
        under.told("chosen", format!("{name}: chosen in {:.0} % of draws", 100.0 * view.chosen), "fifty draws of the deals, the whole search on each (the bootstrap: B. Efron, Annals of Statistics 7, 1979)");
        if let Some(found) = &view.economics {
            under.told(
                "economics",
                format!("{name} brings {}", brings(found)),
                economics(found),
            );
        }
        if !view.quarters.is_empty() {
            let quarters = view.quarters.iter();
            let quarters: Vec<String> = quarters
                .map(|quarter| format!("{} won {} of {}", quarter.quarter, quarter.won, quarter.n))
                .collect();
            under.told("quarters", format!("{name} by quarter: {}", quarters.join(", ")), "deals by the quarter in which they closed; it turns where one quarter's interval lies above 0 and another's below");
        }
        let says = format!("{:+} {name}: won {} of {}", view.points, view.won, view.n);
        under.whole(says, |why| why.how(STEP))
    }
}

fn percent(rate: RateView) -> String {
    format!(
        "{:.0} % ({:.0} to {:.0} %, n {})",
        100.0 * rate.value,
        100.0 * rate.low,
        100.0 * rate.high,
        rate.n
    )
}

fn brings(found: &EconomicsView) -> String {
    format!(
        "{:.0} a deal worked on ({:.0} to {:.0})",
        found.per_deal.value, found.per_deal.low, found.per_deal.high
    )
}

fn economics(found: &EconomicsView) -> String {
    let days = found.cycle_days.map_or(String::new(), |days| {
        format!(", {days:.0} days open on average")
    });
    let kept = found.kept.map_or(String::new(), |kept| {
        format!(
            "; customers stay for {:.0} % of their first year ({:.0} to {:.0} %, n {}), which the comparison with all deals counts",
            100.0 * kept.value,
            100.0 * kept.low,
            100.0 * kept.high,
            kept.n
        )
    });
    format!(
        "won money over all deals, lost ones included: mean amount of a won deal {:.0}, n {}{days}{kept}; interval by the jackknife over groups of accounts (P. S. Kott, Journal of Official Statistics 17, 2001)",
        found.amount, found.per_deal.n
    )
}
