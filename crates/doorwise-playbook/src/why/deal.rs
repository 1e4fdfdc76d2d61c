//! What the deals show: k of n, the interval's formula, and the deals by row.

use doorwise_model::deal::{Deal, Outcome};

use super::{Case, Entry, PartView};

/// The interval behind every rate.
pub(super) const WILSON: &str = "90 % interval: Wilson's score interval, z = 1.645 (E. B. Wilson, JASA 22, 1927); cases are taken as independent";

/// Returns a deal as a row of a count.
pub(super) fn row(deal: &Deal) -> PartView {
    let outcome = deal
        .outcome
        .map_or("outcome not understood", Outcome::as_str);
    let closed = deal.closed.map_or(String::new(), |day| format!(" {day}"));
    PartView::says(format!(
        "{}, {}: {outcome}{closed}",
        deal.id, deal.company_name
    ))
    .place(&deal.row)
}

impl Case<'_> {
    /// Returns the deals at these positions with this outcome.
    pub(super) fn deals_at(&self, positions: &[usize], outcome: Outcome) -> Vec<PartView> {
        let deals = self.inputs.market.deals();
        let found = positions.iter().filter_map(|&position| deals.get(position));
        found
            .filter(|deal| deal.outcome == Some(outcome))
            .map(row)
            .collect()
    }
}

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    let Some(view) = &case.plan.view.deals else {
        return entries;
    };
    let deals = case.inputs.market.deals();
    let number =
        |field: &str, n: usize, label: &str, how: &'static str, counts: fn(&Deal) -> bool| {
            Entry::new(
                format!("deals.{field}"),
                format!("{label}: {n}"),
                move |why| {
                    let rows = deals.iter().filter(move |deal| counts(deal)).map(row);
                    why.count(n).how(how).rows(n, case.rows_shown, rows)
                },
            )
        };
    let is_closed = |deal: &Deal| matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost));
    let says = format!(
        "{} deals: {} won, {} lost, {} open",
        view.deals, view.won, view.lost, view.open
    );
    entries.push(Entry::new("deals", says, |why| {
        let parts = [
            "deals",
            "won",
            "lost",
            "open",
            "win_rate",
            "without_company",
        ];
        why.how("the deals table, one row a deal")
            .on(parts.iter().filter_map(|field| {
                let is_there = *field != "win_rate" || view.win_rate.is_some();
                is_there.then(|| PartView::says(*field).id(format!("deals.{field}")))
            }))
    }));
    entries.extend([
        number(
            "deals",
            view.deals,
            "deals",
            "rows of the deals table; a sum row is no deal",
            |_| true,
        ),
        number(
            "won",
            view.won,
            "deals won",
            "deals whose outcome reads as won",
            |deal| deal.outcome == Some(Outcome::Won),
        ),
        number(
            "lost",
            view.lost,
            "deals lost",
            "deals whose outcome reads as lost",
            |deal| deal.outcome == Some(Outcome::Lost),
        ),
        number(
            "open",
            view.open,
            "deals open",
            "deals that are not over, or whose outcome was not understood; never in a win rate",
            |deal| !matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost)),
        ),
        number(
            "without_company",
            view.without_company,
            "deals whose company is in no table",
            "neither id, domain nor name leads to one company",
            |deal| deal.company.is_none(),
        ),
    ]);
    if let Some(rate) = view.win_rate {
        let says = format!(
            "win rate {:.0} % of {} closed (could be {:.0} to {:.0} %)",
            rate.value * 100.0,
            rate.n,
            rate.low * 100.0,
            rate.high * 100.0
        );
        entries.push(Entry::new("deals.win_rate", says, move |why| {
            why.rate(Some(rate))
                .how(format!(
                    "won / (won + lost) = {} / {}; open deals never count",
                    view.won, rate.n
                ))
                .how(WILSON)
                .on(["won", "lost"].map(|field| PartView::says(field).id(format!("deals.{field}"))))
                .rows(
                    rate.n,
                    case.rows_shown,
                    deals.iter().filter(|deal| is_closed(deal)).map(row),
                )
        }));
    }
    let seen = case
        .presence
        .seen
        .iter()
        .filter(|seen| seen.won_with + seen.lost_with > 0);
    for (view, seen) in case.plan.view.roles_seen.iter().zip(seen) {
        let says = format!(
            "{} {}: in {} of {} won deals and {} of {} lost ones",
            view.function, view.band, view.won_with, view.won, view.lost_with, view.lost
        );
        for (field, n, of, outcome) in [
            ("won_with", view.won_with, view.won, Outcome::Won),
            ("lost_with", view.lost_with, view.lost, Outcome::Lost),
        ] {
            let label = format!(
                "{} {} in deals {}: {n} of {of}",
                view.function,
                view.band,
                outcome.as_str()
            );
            entries.push(Entry::new(format!("{}.{field}", view.id), label, move |why| {
                why.count(n)
                    .how(format!("of {of} such deals that name people; who was attached after 80 % of the cycle is left out; counts, no verdict"))
                    .rows(n, case.rows_shown, case.deals_at(&seen.deals_with, outcome))
            }));
        }
        entries.push(Entry::new(&view.id, says, move |why| {
            why.how("closed deals with at least one such person, by title; presence alone does not show who decides")
                .on(["won_with", "lost_with"].map(|field| PartView::says(field).id(format!("{}.{field}", view.id))))
        }));
    }
    entries
}
