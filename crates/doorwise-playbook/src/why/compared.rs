//! What `diff` prints: companies that move, wins that break a criterion, lines that differ.

use doorwise_model::card::reference::Decision;
use doorwise_model::market::Market;

use super::deal::{WILSON, row};
use super::{Entry, PartView, Says, Under};
use crate::changed::{BrokenView, ChangedView, DriftView, IcpChangeView};
use crate::id;

const DELONG: &str = "share of the pairs of a won and a lost deal in which the won one stands above, ties half; intervals of both and of their difference, paired, with the deals of one company as one case (N. A. Obuchowski, Biometrics 53, 1997, after E. R. DeLong and others, Biometrics 44, 1988)";
const WATCH: &str = "mixture of likelihood ratios against the rate before, taken at the upper end of its interval: a test that may be looked at after every win (J. Ville, 1939; H. Robbins, Annals of Mathematical Statistics 41, 1970)";

/// A change, with the market that both versions are held against.
pub struct Compared<'a> {
    /// What is printed.
    pub view: &'a ChangedView,
    /// Today's tables.
    pub market: &'a dyn Market,
}

/// The stated ICPs against the wins since a day.
pub struct Drifted<'a> {
    /// What is printed.
    pub views: &'a [DriftView],
    /// Today's tables.
    pub market: &'a dyn Market,
}

impl Says for Compared<'_> {
    fn entries(&self, shown: usize) -> Vec<Entry<'_>> {
        let view = self.view;
        let mut all = Under::new(view.id, shown);
        for file in &view.files {
            let lines: Vec<PartView> = file.diff.lines().map(PartView::says).collect();
            all.with(vec![Entry::new(
                &file.id,
                format!("{} {}", file.file, file.status),
                move |why| {
                    why.how("lines that differ: - before, + after").rows(
                        lines.len(),
                        shown,
                        lines.clone(),
                    )
                },
            )]);
        }
        for icp in &view.icps {
            all.with(self.icp(icp, shown));
        }
        for (says, problems) in [("new", &view.new_problems), ("gone", &view.solved_problems)] {
            for problem in problems {
                let line = format!(
                    "{says}: {} {}: {}",
                    problem.level, problem.file, problem.message
                );
                all.with(vec![Entry::new(&problem.id, line, move |why| {
                    why.how(format!("found by {}", problem.name))
                        .on([PartView::says("in").place(&problem.file)])
                        .more(format!("doorwise rule {}", problem.name))
                })]);
            }
        }
        all.whole(
            format!("{} files differ from {}", view.files.len(), view.against),
            |why| why.how("both versions of the text files are held against today's tables"),
        )
    }
}

impl Compared<'_> {
    fn company(&self, row: u32) -> PartView {
        let company = self.market.name(row as usize);
        PartView::says(company.name)
            .id(id::company(company.id))
            .place(company.row)
    }

    fn icp<'s>(&'s self, view: &'s IcpChangeView, shown: usize) -> Vec<Entry<'s>> {
        let mut under = Under::new(&view.id, shown);
        let sides = [("before", &view.before), ("after", &view.after)];
        for ((name, counts), rows) in sides.into_iter().zip(&view.sides) {
            let Some(counts) = counts else { continue };
            let mut side = Under::new(&counts.id, shown);
            for (field, n, wanted) in [
                ("companies", counts.companies, None),
                ("pursue", counts.pursue, Some(Decision::Pursue)),
                ("find_out", counts.find_out, Some(Decision::FindOut)),
                ("ignore", counts.ignore, Some(Decision::Ignore)),
            ] {
                let how = "companies by what this version of the text files says of them";
                side.count(field, &format!("{name}, {field}"), n, how, move || {
                    let of = rows
                        .iter()
                        .filter(|(known, _)| wanted.is_none_or(|of| of == *known));
                    of.map(|(_, row)| self.company(*row)).collect()
                });
            }
            let says = format!(
                "{name}: pursue {}, find out {}, ignore {}",
                counts.pursue, counts.find_out, counts.ignore
            );
            under.with(side.whole(says, |why| why.how("companies by decision")));
        }
        under.count(
            "moved",
            "companies that move",
            view.moved,
            "companies whose decision or tier differs",
            move || {
                view.moves
                    .iter()
                    .flat_map(|one| one.rows.iter().map(|&row| self.company(row)))
                    .collect()
            },
        );
        for one in &view.moves {
            let says = format!(
                "{} companies from {} to {}",
                one.companies, one.from, one.to
            );
            under.with(vec![Entry::new(&one.id, says, move |why| {
                let rows = one.rows.iter().map(|&row| self.company(row));
                why.count(one.companies)
                    .how("companies whose decision or tier differs, in the order of the new list")
                    .rows(one.companies, shown, rows)
            })]);
        }
        if let Some(back) = &view.hindsight {
            let mut under_it = Under::new(&back.id, shown);
            let closed = self.market.deals().iter().filter(|deal| {
                deal.company.is_some()
                    && matches!(
                        deal.outcome,
                        Some(
                            doorwise_model::deal::Outcome::Won
                                | doorwise_model::deal::Outcome::Lost
                        )
                    )
            });
            let won = closed
                .clone()
                .filter(|deal| deal.outcome == Some(doorwise_model::deal::Outcome::Won));
            under_it.count(
                "deals",
                "closed deals looked back over",
                back.deals,
                "deals won or lost whose company is known",
                move || closed.clone().map(row).collect(),
            );
            under_it.count(
                "won",
                "of these, won",
                back.won,
                "deals won whose company is known",
                move || won.clone().map(row).collect(),
            );
            for (field, value) in [
                ("before", back.before.value),
                ("after", back.after.value),
                ("by", back.by),
            ] {
                under_it.told(field, format!("{field}: {:.1} %", 100.0 * value), DELONG);
            }
            under.with(under_it.whole(
                format!(
                    "looking back over {} closed deals: {}",
                    back.deals, back.says
                ),
                |why| {
                    why.how(DELONG)
                        .how("looking back is no test on later deals: see `doorwise backtest`")
                },
            ));
        }
        for answer in &view.clarity {
            let says = format!(
                "{} {} (was {})",
                answer.question, answer.after, answer.before
            );
            under.with(vec![Entry::new(&answer.id, says, |why| why.how("a question of the clarity checklist whose answer differs; `doorwise why clarity` opens today's"))]);
        }
        let says = format!(
            "{} ({}): {} companies move",
            view.name, view.status, view.moved
        );
        under.whole(says, |why| {
            why.how("the ICP in both versions, held against the same tables")
        })
    }
}

impl Says for Drifted<'_> {
    fn entries(&self, shown: usize) -> Vec<Entry<'_>> {
        let mut all = Under::new("diff.since", shown);
        for view in self.views {
            let mut under = Under::new(&view.id, shown);
            for (field, n, since) in [
                ("wins_before", view.wins_before, false),
                ("wins_since", view.wins_since, true),
            ] {
                under.count(
                    field,
                    field.replace('_', " ").as_str(),
                    n,
                    "won deals whose company and day of closing are known",
                    move || self.wins(&view.since, since),
                );
            }
            for broken in &view.criteria {
                under.with(self.broken(broken, shown));
            }
            all.with(under.whole(
                format!("{} since {}: {}", view.name, view.since, view.says),
                |why| why.how(WATCH),
            ));
        }
        all.whole("the stated ICPs against the wins since a day", |why| {
            why.how(WATCH)
        })
    }
}

impl Drifted<'_> {
    fn wins(&self, since: &str, wanted: bool) -> Vec<PartView> {
        let deals = self.market.deals().iter();
        let is_win = |deal: &&doorwise_model::deal::Deal| {
            let day = deal.closed.filter(|_| deal.company.is_some());
            let is_won = deal.outcome == Some(doorwise_model::deal::Outcome::Won);
            is_won && day.is_some_and(|day| (day.to_string().as_str() >= since) == wanted)
        };
        deals.filter(is_win).map(row).collect()
    }

    fn broken<'s>(&'s self, view: &'s BrokenView, shown: usize) -> Vec<Entry<'s>> {
        let mut under = Under::new(&view.id, shown);
        for (field, rate, since) in [("before", view.before, false), ("since", view.since, true)] {
            let Some(rate) = rate else { continue };
            let cases = view
                .wins
                .iter()
                .filter(move |(_, in_time, _)| *in_time == since);
            let hits = cases.clone().filter(|(.., hit)| *hit).count();
            let says = format!(
                "{field}: {hits} of {} wins break {} ({:.0} to {:.0} %)",
                rate.n,
                view.criterion,
                100.0 * rate.low,
                100.0 * rate.high
            );
            under.add(field, says, move |why| {
                let rows = cases.clone().map(|(at, _, hit)| {
                    let deal = row(&self.market.deals()[*at]);
                    PartView {
                        says: format!("{}{}", if *hit { "counts: " } else { "" }, deal.says),
                        ..deal
                    }
                });
                why.rate(Some(rate))
                    .how(format!(
                        "{hits} / {}; wins for which it cannot be told are left out",
                        rate.n
                    ))
                    .how(WILSON)
                    .rows(rate.n, shown, rows)
            });
        }
        under.told(
            "evidence",
            format!(
                "evidence {:.1}, an alarm from {:.0}",
                view.evidence, view.bar
            ),
            WATCH,
        );
        under.told("bar", format!("an alarm from {:.0}", view.bar), "number of criteria over 0.05, so that any alarm is false in at most 5 % for one ICP, however often it is looked at");
        if let Some(day) = &view.alarm {
            under.told("alarm", format!("it broke on {day}"), WATCH);
        }
        let state = view
            .alarm
            .as_ref()
            .map_or_else(|| "no alarm".to_owned(), |day| format!("alarm on {day}"));
        under.whole(format!("{}: {state}", view.criterion), |why| why.how(WATCH))
    }
}
