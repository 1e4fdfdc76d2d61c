//! What `backtest` prints: the deals of each stretch of time, and how each measure is reckoned.

use doorwise_fit::Deals;

use super::{Entry, PartView, Says, Under};
use crate::backtested::{RankView, StretchView, Tested};

const AUC: &str = "AUC: share of the pairs of a won and a lost deal of the same stretch in which the won one stands above, ties half (H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18, 1947); 90 % interval and differences by E. R. DeLong and others, Biometrics 44, 1988, with the deals of one account as one case (N. A. Obuchowski, Biometrics 53, 1997)";

impl Says for Tested<'_> {
    fn entries(&self, shown: usize) -> Vec<Entry<'_>> {
        let view = self.view;
        let mut all = Under::new(view.id, shown);
        let judged = || {
            self.found
                .stretches
                .iter()
                .flat_map(|tried| tried.judged.iter().copied())
        };
        all.count(
            "deals",
            "deals judged",
            view.deals,
            "closed in a stretch of time, each judged by a card that did not learn from its account",
            move || self.rows(judged()),
        );
        all.count(
            "won",
            "deals judged that were won",
            view.won,
            "of the deals judged",
            move || self.rows(judged().filter(|&deal| self.deals.won[deal])),
        );
        all.count(
            "known_accounts",
            "deals left out because their account was learned from",
            view.known_accounts,
            "an account on both sides would be recognised, not judged",
            || self.rows(self.found.known.iter().copied()),
        );
        all.told(
            "capacity",
            format!(
                "the first {:.0} % of the list are worked on",
                100.0 * view.capacity
            ),
            "--capacity, 10 % where it is left out",
        );
        all.told(
            "holds",
            format!("better than chance: {}", view.holds),
            format!("the lower end of the card's AUC lies above 0.5; {AUC}"),
        );
        all.told(
            "not_better_than",
            format!(
                "rivals that the card does not beat: {}",
                view.not_better_than.join(", ")
            ),
            "the lower end of the difference of AUC is not above 0",
        );
        for rank in &view.ranks {
            all.with(of_rank(rank, view.capacity, shown));
        }
        for (stretch, tried) in view.stretches.iter().zip(&self.found.stretches) {
            all.with(self.stretch(stretch, &tried.judged, tried.from, shown));
        }
        all.whole(view.says.clone(), |why| {
            why.how("learned from what had closed, judged on what closed next, at several points in time; deals of an account that was learned from are not judged")
                .how(AUC)
        })
    }
}

impl Tested<'_> {
    fn rows(&self, deals: impl Iterator<Item = usize>) -> Vec<PartView> {
        deals
            .map(|deal| row(self.deals, self.places, deal))
            .collect()
    }

    fn stretch<'s>(
        &'s self,
        view: &'s StretchView,
        judged: &'s [usize],
        from: i32,
        shown: usize,
    ) -> Vec<Entry<'s>> {
        let mut under = Under::new(&view.id, shown);
        let name = format!("{} to {}", view.from, view.to);
        under.count(
            "learned_from",
            &format!("{name}, deals learned from"),
            view.learned_from,
            "every deal that closed before",
            move || {
                let before = |&deal: &usize| self.deals.days[deal].is_some_and(|day| day < from);
                self.rows((0..self.deals.len()).filter(before))
            },
        );
        under.count(
            "deals",
            &format!("{name}, deals judged"),
            view.deals,
            "closed in this stretch, each judged by a card that did not learn from its account",
            || self.rows(judged.iter().copied()),
        );
        under.count(
            "won",
            &format!("{name}, deals won"),
            view.won,
            "of the deals judged",
            || self.rows(judged.iter().copied().filter(|&deal| self.deals.won[deal])),
        );
        under.told(
            "in_parts",
            format!("{name}, accounts judged in parts: {}", view.in_parts),
            "where too few new accounts closed deals, the accounts are dealt out to five parts, and each is judged by what the others' earlier deals taught",
        );
        under.told(
            "lines",
            format!("{name}, lines of the card: {}", view.lines),
            "the card learned from the deals before, by the same search as `doorwise learn icp`",
        );
        if let Some(auc) = view.auc {
            under.told(
                "auc",
                format!(
                    "{name}, AUC {:.3} ({:.3} to {:.3})",
                    auc.value, auc.low, auc.high
                ),
                AUC,
            );
        }
        under.whole(
            format!(
                "{name}: {} deals, {} won; {}",
                view.deals,
                view.won,
                view.card()
            ),
            |why| why.how("one stretch of time between two points from which to look ahead"),
        )
    }
}

fn of_rank(view: &RankView, capacity: f64, shown: usize) -> Vec<Entry<'_>> {
    let mut under = Under::new(&view.id, shown);
    let by = view.by;
    let auc = view.auc;
    let judged = PartView::says("deals judged").id("backtest.deals");
    let says = format!(
        "{by}: AUC {:.3} ({:.3} to {:.3})",
        auc.value, auc.low, auc.high
    );
    under.add("auc", says.clone(), move |why| {
        why.how(AUC).on([judged.clone()])
    });
    under.told("lift", format!("{by}: lift {:.2} at {:.0} %", view.lift, 100.0 * capacity), "win rate of the first of the list over that of all deals judged, each stretch cut at the same share");
    under.told(
        "wins",
        format!(
            "{by}: {:.0} % of the wins among the first {:.0} %",
            100.0 * view.wins,
            100.0 * capacity
        ),
        "won deals among the first of the list over all won deals judged",
    );
    if let Some(brier) = view.brier {
        under.told("brier", format!("{by}: Brier score {brier:.3}"), "mean squared error of the probabilities (G. W. Brier, Monthly Weather Review 78, 1950)");
    }
    if let Some(error) = view.calibration_error {
        under.told("calibration_error", format!("{by}: calibration error {error:.3}"), "mean distance of promised and seen win rate over groups of deals promised much the same");
    }
    if let Some(better) = view.card_is_better_by {
        under.told(
            "card_is_better_by",
            format!(
                "the card is better than {by} by {:+.3} ({:+.3} to {:+.3})",
                better.value, better.low, better.high
            ),
            AUC,
        );
    }
    let how = match by {
        "the learned card" => "points of the card learned from the deals before",
        "chance" => "every deal alike",
        "biggest first" => {
            "employees or revenue, or the column of --biggest; a deal without it stands in the middle"
        }
        "most recent first" => "the day a deal was opened, else the day it closed",
        "naive Bayes" => "naive Bayes over the same coded columns, learned from the deals before",
        "logistic regression" => {
            "penalised logistic regression over the same coded columns, learned from the deals before"
        }
        _ => "the hand-written ICP: decision first, then its points",
    };
    under.whole(says, move |why| why.how(how))
}

/// Returns a deal as a row of a count.
pub(super) fn row(deals: &Deals, places: &[String], deal: usize) -> PartView {
    let outcome = if deals.won[deal] { "won" } else { "lost" };
    let day = deals.days.get(deal).copied().flatten();
    let day = day.map_or(String::new(), |day| {
        format!(" {}", doorwise_vocab::date::of_day_number(day))
    });
    PartView::says(format!("{outcome}{day}")).place(&places[deal])
}
